//! The table of colours, as far as white is in it.

/// The most colours.
const MOST: usize = 4_096;

/// The colours; the first is "as usual".
#[derive(Debug, Default)]
pub(super) struct Colours {
    white: Vec<bool>,
    parts: [Option<i32>; 3],
}

impl Colours {
    pub(super) fn part(&mut self, name: &str, value: i32) {
        let at = match name {
            "red" => 0,
            "green" => 1,
            _ => 2,
        };
        if let Some(place) = self.parts.get_mut(at) {
            *place = Some(value);
        }
    }

    /// A semicolon ends a colour.
    pub(super) fn end(&mut self, text: &[u8]) {
        for _ in text.iter().filter(|byte| **byte == b';') {
            let parts = std::mem::take(&mut self.parts);
            if self.white.len() < MOST {
                self.white.push(
                    parts
                        .iter()
                        .all(|part| part.is_some_and(|part| part >= 254)),
                );
            }
        }
    }

    pub(super) fn is_white(&self, colour: i32) -> bool {
        let at = usize::try_from(colour).ok();
        at.and_then(|at| self.white.get(at))
            .copied()
            .unwrap_or(false)
    }
}
