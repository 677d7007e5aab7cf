//! Whether a reader would see the words of an element.

use std::collections::HashSet;

use super::tokens::Tag;

/// The most classes of a style sheet that are remembered.
const CLASSES: usize = 2_000;

/// How the words of an element look, with what they have from the elements around.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "properties of letters, each of which is so or not"
)]
pub(super) struct Look {
    /// Not shown at all.
    pub(super) hidden: bool,
    white: bool,
    tiny: bool,
    backed: bool,
}

impl Look {
    /// White on nothing, or too small.
    pub(super) fn is_unseen(self) -> bool {
        self.tiny || (self.white && !self.backed)
    }

    /// Returns the look of an element inside this one.
    pub(super) fn within(self, tag: &Tag, classes: &HiddenClasses) -> Self {
        let mut look = self;
        if tag.get("hidden").is_some() || tag.name == "head" {
            look.hidden = true;
        }
        if let Some(class) = tag.get("class") {
            look.hidden |= class
                .split_whitespace()
                .any(|class| classes.0.contains(class));
        }
        for name in ["bgcolor", "background"] {
            look.backed |= tag.get(name).is_some_and(|value| !is_white(value));
        }
        if let Some(colour) = tag.get("color") {
            look.white = is_white(colour);
        }
        if let Some(style) = tag.get("style") {
            look.take(style);
        }
        look
    }

    fn take(&mut self, style: &str) {
        for (name, value) in declarations(style) {
            match name.as_str() {
                "color" => self.white = is_white(&value),
                "background" | "background-color" | "background-image" => {
                    self.backed |= !(value.is_empty()
                        || is_white(&value)
                        || matches!(
                            value.as_str(),
                            "none" | "transparent" | "inherit" | "initial"
                        ));
                }
                "font-size" => self.tiny = is_tiny(&value),
                _ => {}
            }
        }
        self.hidden |= hides(style);
    }
}

/// The classes that a style sheet hides.
#[derive(Debug, Default)]
pub(super) struct HiddenClasses(HashSet<String>);

impl HiddenClasses {
    /// Reads the rules of a style sheet that name nothing but a class.
    pub(super) fn learn(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, style)) = rule.rsplit_once('{') else {
                continue;
            };
            if !hides(style) {
                continue;
            }
            for selector in selectors.split(',') {
                let plain = selector
                    .trim()
                    .trim_start_matches(|c: char| c.is_ascii_alphanumeric());
                if let Some(class) = plain.strip_prefix('.')
                    && !class.contains([' ', ':', '.', '>'])
                    && self.0.len() < CLASSES
                {
                    self.0.insert(class.to_owned());
                }
            }
        }
    }
}

fn hides(style: &str) -> bool {
    declarations(style).any(|(name, value)| {
        matches!(
            (name.as_str(), value.as_str()),
            ("display", "none")
                | ("visibility", "hidden" | "collapse")
                | ("mso-hide", "all")
                | ("opacity", "0" | "0.0")
        )
    })
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|part| {
        let (name, value) = part.split_once(':')?;
        let value = value.to_ascii_lowercase().replace("!important", "");
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    })
}

fn is_white(value: &str) -> bool {
    let value: String = value.to_ascii_lowercase().replace(' ', "");
    matches!(
        value.as_str(),
        "white"
            | "#fff"
            | "#ffffff"
            | "#fefefe"
            | "#fffffe"
            | "ffffff"
            | "rgb(255,255,255)"
            | "rgba(255,255,255,1)"
            | "window"
    )
}

/// Two points or less.
fn is_tiny(value: &str) -> bool {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let number = crate::text::slice::before(value, end.unwrap_or(value.len()));
    let Ok(size) = number.parse::<f32>() else {
        return false;
    };
    let unit = crate::text::slice::from(value, number.len());
    match unit.trim() {
        "px" | "pt" | "" => size <= 2.0,
        "em" | "rem" => size <= 0.15,
        "%" => size <= 15.0,
        _ => false,
    }
}
