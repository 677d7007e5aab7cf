//! The lists of a Word document: which level counts how, and how far it has counted.

use std::collections::{HashMap, HashSet};

use super::super::super::Refusal;
use super::super::super::numbering::{Count, bullet, marker};
use super::super::super::xml::{Step, walk};

/// Word's lists have nine levels.
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    start: usize,
    count: Count,
    /// What is printed: `%1.%2` stands for the numbers of the first two levels.
    text: String,
    /// The paragraph style that belongs to the level.
    style: String,
}

#[derive(Debug, Default)]
struct List {
    // The pattern that it follows; lists of one pattern count together.
    pattern: String,
    // Levels that begin anew where this list is used first.
    starts: HashMap<usize, usize>,
    // Levels that this list prints in its own way.
    levels: HashMap<usize, Level>,
}

/// The lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    patterns: HashMap<String, Vec<Level>>,
    known: HashMap<String, List>,
    counted: HashMap<String, [Option<usize>; LEVELS]>,
    begun: HashSet<String>,
}

impl Lists {
    pub(super) fn read(xml: &str) -> Result<Self, Refusal> {
        let mut lists = Self::default();
        let (mut pattern, mut list) = (String::new(), String::new());
        let mut levels: Vec<Level> = Vec::new();
        let mut own = List::default();
        let (mut level, mut at, mut over) = (Level::default(), 0, None);
        walk(xml, super::WHAT, |step| match step {
            Step::Start("abstractNum", with) => {
                pattern = with.get("abstractNumId").unwrap_or_default();
                levels = vec![Level::default(); LEVELS];
            }
            Step::End("abstractNum") => {
                lists
                    .patterns
                    .insert(std::mem::take(&mut pattern), std::mem::take(&mut levels));
            }
            Step::Start("num", with) => {
                list = with.get("numId").unwrap_or_default();
                own = List::default();
            }
            Step::Start("abstractNumId", with) => own.pattern = with.get("val").unwrap_or_default(),
            Step::Start("lvlOverride", with) => over = number(with.get("ilvl")),
            Step::End("lvlOverride") => over = None,
            Step::Start("startOverride", with) => {
                if let (Some(level), Some(start)) = (over, number(with.get("val"))) {
                    own.starts.insert(level, start);
                }
            }
            Step::End("num") => {
                lists
                    .known
                    .insert(std::mem::take(&mut list), std::mem::take(&mut own));
            }
            Step::Start("lvl", with) => {
                at = number(with.get("ilvl")).unwrap_or(0);
                level = Level {
                    start: 1,
                    ..Level::default()
                };
            }
            Step::End("lvl") => {
                let level = std::mem::take(&mut level);
                if over.is_some() {
                    own.levels.insert(at, level);
                } else if let Some(place) = levels.get_mut(at) {
                    *place = level;
                }
            }
            Step::Start("start", with) => level.start = number(with.get("val")).unwrap_or(1),
            Step::Start("numFmt", with) => {
                level.count = count(&with.get("val").unwrap_or_default());
            }
            Step::Start("lvlText", with) => level.text = with.get("val").unwrap_or_default(),
            Step::Start("pStyle", with) => level.style = with.get("val").unwrap_or_default(),
            _ => {}
        })?;
        Ok(lists)
    }

    /// Returns the level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let pattern = self.patterns.get(&self.known.get(list)?.pattern)?;
        pattern
            .iter()
            .position(|level| !style.is_empty() && level.style == style)
    }

    /// Counts one on, and returns what is printed before the paragraph; nothing if nothing is.
    pub(super) fn next(&mut self, id: &str, at: usize) -> Option<String> {
        let at = at.min(LEVELS - 1);
        let list = self.known.get(id)?;
        let pattern = self.patterns.get(&list.pattern)?;
        let level_at = |at: usize| list.levels.get(&at).or_else(|| pattern.get(at));
        let counted = self.counted.entry(list.pattern.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            for (level, start) in &list.starts {
                if let Some(place) = counted.get_mut(*level) {
                    *place = start.checked_sub(1);
                }
            }
        }
        let start = level_at(at).map_or(1, |level| level.start);
        for (level, place) in counted.iter_mut().enumerate() {
            if level == at {
                *place = Some(place.map_or(start, |last| last.saturating_add(1)));
            } else if level > at {
                *place = None;
            }
        }
        let level = level_at(at)?;
        if level.count == Count::Bullet {
            return Some(bullet(&level.text).to_owned());
        }
        let mut text = level.text.clone();
        for (other, place) in counted.iter().enumerate().take(at + 1) {
            let number = place.or_else(|| level_at(other).map(|level| level.start));
            let printed = level_at(other).map_or(Count::Decimal, |level| level.count);
            text = text.replace(
                &format!("%{}", other + 1),
                &printed.print(number.unwrap_or(1)),
            );
        }
        let text = marker(&text);
        (!text.is_empty() && level.count != Count::Silent).then_some(text)
    }
}

fn number(text: Option<String>) -> Option<usize> {
    text?.parse().ok()
}

fn count(name: &str) -> Count {
    match name {
        "lowerLetter" => Count::Letter,
        "upperLetter" => Count::Capital,
        "lowerRoman" => Count::Roman,
        "upperRoman" => Count::CapitalRoman,
        "bullet" => Count::Bullet,
        "none" => Count::Silent,
        _ => Count::Decimal,
    }
}
