//! What paragraphs and words have from their styles: a place in a list, or being hidden.

use std::collections::HashMap;

use super::super::super::Refusal;
use super::super::super::xml::{Step, walk};

/// Styles that build on styles that build on styles.
const DEEPEST: usize = 12;

/// A style.
#[derive(Debug, Clone, Default)]
struct Style {
    based_on: String,
    list: Option<String>,
    level: Option<usize>,
    hidden: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Refusal> {
        let mut styles = HashMap::new();
        let mut id = String::new();
        let mut style = Style::default();
        walk(xml, super::WHAT, |step| match step {
            Step::Start("style", with) => {
                id = with.get("styleId").unwrap_or_default();
                style = Style::default();
            }
            Step::Start("basedOn", with) => style.based_on = with.get("val").unwrap_or_default(),
            Step::Start("numId", with) => style.list = with.get("val"),
            Step::Start("ilvl", with) => {
                style.level = with.get("val").and_then(|level| level.parse().ok());
            }
            Step::Start("vanish", with) => style.hidden = with.is_on(),
            Step::End("style") => {
                styles.insert(std::mem::take(&mut id), std::mem::take(&mut style));
            }
            _ => {}
        })?;
        Ok(Self(styles))
    }

    /// Returns the list that a style puts its paragraphs into, and the level.
    pub(super) fn list(&self, id: &str) -> Option<(String, Option<usize>)> {
        let mut level = None;
        for style in self.chain(id) {
            level = level.or(style.level);
            if let Some(list) = &style.list {
                return Some((list.clone(), level));
            }
        }
        None
    }

    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.hidden)
    }

    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let mut next = Some(id);
        let steps = std::iter::from_fn(move || {
            let style = self.0.get(next?)?;
            next = Some(style.based_on.as_str());
            Some(style)
        });
        steps.take(DEEPEST)
    }
}
