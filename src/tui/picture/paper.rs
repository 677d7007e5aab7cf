//! The colours of a picture: what a terminal with dark or light paper makes of the colours of a cell.

use std::fmt;

use ratatui::style::Color;

/// A colour as red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ink(pub(super) u8, pub(super) u8, pub(super) u8);

impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Ink {
    // Three fifths of this colour over two fifths of the other.
    pub(super) fn faded_into(self, ground: Self) -> Self {
        let mix = |over: u8, under: u8| {
            let sum = (u16::from(over) * 3 + u16::from(under) * 2) / 5;
            u8::try_from(sum).unwrap_or(u8::MAX)
        };
        Self(
            mix(self.0, ground.0),
            mix(self.1, ground.1),
            mix(self.2, ground.2),
        )
    }
}

/// The colours of a terminal: its own two, the window around it, and the sixteen with names.
pub(super) struct Paper {
    pub(super) ground: Ink,
    pub(super) text: Ink,
    pub(super) bar: Ink,
    pub(super) edge: Ink,
    named: [Ink; 16],
}

pub(super) static DARK: Paper = Paper {
    ground: Ink(0x1b, 0x1e, 0x25),
    text: Ink(0xd8, 0xdb, 0xe2),
    bar: Ink(0x25, 0x29, 0x32),
    edge: Ink(0x3b, 0x41, 0x4d),
    named: [
        Ink(0x11, 0x13, 0x18),
        Ink(0xe0, 0x6c, 0x6c),
        Ink(0x8c, 0xc0, 0x7a),
        Ink(0xdd, 0xb4, 0x63),
        Ink(0x6f, 0xa3, 0xe6),
        Ink(0xc0, 0x8a, 0xd6),
        Ink(0x5f, 0xc2, 0xc4),
        Ink(0xa6, 0xad, 0xba),
        Ink(0x86, 0x8e, 0x9d),
        Ink(0xf2, 0x86, 0x80),
        Ink(0xa8, 0xd9, 0x94),
        Ink(0xf2, 0xcd, 0x80),
        Ink(0x91, 0xbd, 0xf5),
        Ink(0xd8, 0xa8, 0xeb),
        Ink(0x84, 0xdc, 0xdc),
        Ink(0xf6, 0xf7, 0xf9),
    ],
};

// Bright colours are dark here: a terminal on white paper is read, not admired.
pub(super) static LIGHT: Paper = Paper {
    ground: Ink(0xfc, 0xfb, 0xf8),
    text: Ink(0x23, 0x27, 0x2e),
    bar: Ink(0xee, 0xec, 0xe6),
    edge: Ink(0xcc, 0xc9, 0xc0),
    named: [
        Ink(0x23, 0x27, 0x2e),
        Ink(0xb0, 0x2a, 0x2a),
        Ink(0x2f, 0x73, 0x2c),
        Ink(0x8a, 0x5f, 0x00),
        Ink(0x1f, 0x5a, 0xb0),
        Ink(0x8a, 0x36, 0x9c),
        Ink(0x0f, 0x6f, 0x76),
        Ink(0x6b, 0x70, 0x7a),
        Ink(0x5d, 0x62, 0x6c),
        Ink(0xbe, 0x30, 0x2e),
        Ink(0x34, 0x7a, 0x30),
        Ink(0x90, 0x64, 0x00),
        Ink(0x2b, 0x6a, 0xc6),
        Ink(0x9d, 0x45, 0xb0),
        Ink(0x12, 0x7e, 0x86),
        Ink(0xff, 0xff, 0xff),
    ],
};

impl Paper {
    // `None` is the terminal's own colour.
    pub(super) fn ink(&self, color: Color) -> Option<Ink> {
        let named = |at: usize| self.named.get(at).copied();
        match color {
            Color::Reset => None,
            Color::Black => named(0),
            Color::Red => named(1),
            Color::Green => named(2),
            Color::Yellow => named(3),
            Color::Blue => named(4),
            Color::Magenta => named(5),
            Color::Cyan => named(6),
            Color::Gray => named(7),
            Color::DarkGray => named(8),
            Color::LightRed => named(9),
            Color::LightGreen => named(10),
            Color::LightYellow => named(11),
            Color::LightBlue => named(12),
            Color::LightMagenta => named(13),
            Color::LightCyan => named(14),
            Color::White => named(15),
            Color::Rgb(red, green, blue) => Some(Ink(red, green, blue)),
            Color::Indexed(index @ 0..=15) => named(usize::from(index)),
            Color::Indexed(index) => Some(of_256(index)),
        }
    }
}

// The colour cube and the greys, as xterm lays them out.
fn of_256(index: u8) -> Ink {
    let step = |level: u8| if level == 0 { 0 } else { 55 + level * 40 };
    if let Some(cube @ 0..=215) = index.checked_sub(16) {
        return Ink(step(cube / 36), step(cube / 6 % 6), step(cube % 6));
    }
    let grey = index
        .saturating_sub(232)
        .saturating_mul(10)
        .saturating_add(8);
    Ink(grey, grey, grey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_colours_differ_between_dark_and_light() {
        for color in [
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Cyan,
            Color::DarkGray,
        ] {
            assert_ne!(DARK.ink(color), LIGHT.ink(color), "{color:?}");
        }
        assert_eq!(DARK.ink(Color::Indexed(6)), DARK.ink(Color::Cyan));
        assert_eq!(of_256(16), Ink(0, 0, 0));
        assert_eq!(of_256(196), Ink(255, 0, 0));
        assert_eq!(of_256(231), Ink(255, 255, 255));
        assert_eq!(of_256(232), Ink(8, 8, 8));
        assert_eq!(of_256(255), Ink(238, 238, 238));
    }

    #[test]
    fn named_colours_can_be_read_on_their_paper() {
        // WCAG 2.1: contrast of 4.5 for text. Black on dark and white on light are for grounds.
        for (paper, skipped) in [(&DARK, 0), (&LIGHT, 15)] {
            for (at, ink) in paper
                .named
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != skipped)
            {
                let ratio = contrast(*ink, paper.ground);
                assert!(ratio >= 4.5, "{at} {ink}: {ratio:.2}");
            }
        }
    }

    fn contrast(a: Ink, b: Ink) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let light =
            |ink: Ink| 0.2126 * linear(ink.0) + 0.7152 * linear(ink.1) + 0.0722 * linear(ink.2);
        let (high, low) = (light(a).max(light(b)), light(a).min(light(b)));
        (high + 0.05) / (low + 0.05)
    }
}
