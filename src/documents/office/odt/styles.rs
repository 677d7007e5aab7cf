//! The styles of an `OpenDocument` text: how lists count, and which words are not to be seen.

use std::collections::HashMap;

use super::super::super::numbering::{Count, bullet};
use super::super::super::xml::{Attributes, Step};

/// Styles that build on styles that build on styles.
const DEEPEST: usize = 12;

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    pub(super) count: Count,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) start: usize,
    /// How many levels stand in its number: 2 prints "1.2".
    pub(super) shown: usize,
    /// The sign of a bullet.
    pub(super) sign: &'static str,
}

#[derive(Debug, Clone, Default)]
struct Style {
    parent: String,
    list: String,
    hidden: Option<bool>,
    white: Option<bool>,
    tiny: Option<bool>,
    backed: Option<bool>,
}

/// What words of a style look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sight {
    /// They can be read.
    #[default]
    Seen,
    /// They are hidden.
    Hidden,
    /// They are white, or tiny.
    Unseen,
}

/// The styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    named: HashMap<String, Style>,
    lists: HashMap<String, HashMap<usize, Level>>,
    /// What stands at the top and bottom of the pages.
    pub(super) margins: Vec<String>,
    style: Option<(String, Style)>,
    list: Option<String>,
    margin: Option<String>,
}

impl Styles {
    pub(super) fn take(&mut self, step: &Step<'_>) {
        match *step {
            Step::Start("style", with) => {
                let style = Style {
                    parent: with.get("parent-style-name").unwrap_or_default(),
                    list: with.get("list-style-name").unwrap_or_default(),
                    ..Style::default()
                };
                self.style = Some((with.get("name").unwrap_or_default(), style));
            }
            Step::End("style") => {
                if let Some((name, style)) = self.style.take() {
                    self.named.insert(name, style);
                }
            }
            Step::Start(
                "text-properties" | "paragraph-properties" | "table-cell-properties",
                with,
            ) => self.look(with),
            Step::Start("list-style", with) => self.list = with.get("name"),
            Step::End("list-style") => self.list = None,
            Step::Start("list-level-style-number", with) => self.level(with, false),
            Step::Start("list-level-style-bullet", with) => self.level(with, true),
            Step::Start("header" | "footer", _) => self.margin = Some(String::new()),
            Step::End("header" | "footer") => self.margins.extend(self.margin.take()),
            Step::Text(text) => {
                if let Some(margin) = &mut self.margin {
                    margin.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn look(&mut self, with: &Attributes<'_>) {
        let Some((_, style)) = &mut self.style else {
            return;
        };
        if let Some(display) = with.get("display") {
            style.hidden = Some(display == "none");
        }
        if let Some(colour) = with.get("color") {
            style.white = Some(colour.eq_ignore_ascii_case("#ffffff"));
        }
        if let Some(size) = with
            .get("font-size")
            .and_then(|size| size.strip_suffix("pt")?.parse::<f32>().ok())
        {
            style.tiny = Some(size <= 2.0);
        }
        if let Some(colour) = with.get("background-color") {
            style.backed = Some(colour != "transparent" && !colour.eq_ignore_ascii_case("#ffffff"));
        }
    }

    fn level(&mut self, with: &Attributes<'_>, is_bullet: bool) {
        let Some(list) = &self.list else { return };
        let number = |name: &str| {
            with.get(name)
                .and_then(|number| number.parse::<usize>().ok())
        };
        let format = with.get("num-format").unwrap_or_default();
        let count = match format.as_str() {
            _ if is_bullet => Count::Bullet,
            "a" => Count::Letter,
            "A" => Count::Capital,
            "i" => Count::Roman,
            "I" => Count::CapitalRoman,
            "" => Count::Silent,
            _ => Count::Decimal,
        };
        let level = Level {
            count,
            before: with.get("num-prefix").unwrap_or_default(),
            after: with.get("num-suffix").unwrap_or_default(),
            start: number("start-value").unwrap_or(1),
            shown: number("display-levels").unwrap_or(1),
            sign: bullet(&with.get("bullet-char").unwrap_or_default()),
        };
        let at = number("level").unwrap_or(1).saturating_sub(1);
        self.lists
            .entry(list.clone())
            .or_default()
            .insert(at, level);
    }

    pub(super) fn level_of(&self, list: &str, at: usize) -> Option<&Level> {
        self.lists.get(list)?.get(&at)
    }

    /// Returns the list that a paragraph style puts its paragraphs into.
    pub(super) fn list_of(&self, style: &str) -> Option<String> {
        let mut named = self.chain(style).map(|style| &style.list);
        named.find(|list| !list.is_empty()).cloned()
    }

    /// Says whether words can be seen that have these styles, the innermost last.
    pub(super) fn sight(&self, styles: &[String]) -> Sight {
        let (mut hidden, mut white, mut tiny, mut backed) = (false, false, false, false);
        for name in styles {
            // The outermost ancestor first, so that what is nearer has the last word.
            let chain: Vec<&Style> = self.chain(name).collect();
            for style in chain.into_iter().rev() {
                hidden = style.hidden.unwrap_or(hidden);
                white = style.white.unwrap_or(white);
                tiny = style.tiny.unwrap_or(tiny);
                backed = style.backed.unwrap_or(backed);
            }
        }
        if hidden {
            Sight::Hidden
        } else if tiny || (white && !backed) {
            Sight::Unseen
        } else {
            Sight::Seen
        }
    }

    fn chain<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Style> {
        let mut next = Some(name);
        let steps = std::iter::from_fn(move || {
            let style = self.named.get(next?)?;
            next = Some(style.parent.as_str());
            Some(style)
        });
        steps.take(DEEPEST)
    }
}
