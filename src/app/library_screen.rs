//! The library screen: every snippet, its text, where it was used, which others are like it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::effect::Ticket;
use super::scroll::Scroll;
use crate::domain::care::{PairKind, Use, Version};
use crate::domain::fields::long_date;
use crate::domain::library::Library;
use crate::domain::snippet::Snippet;
use crate::text::edit::LineEditor;
use crate::text::fold::search_fold;

/// What was found out about all snippets, beside the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looked {
    /// How often each was used, and when last.
    pub uses: BTreeMap<String, (usize, Option<Date>)>,
    /// Why each is stale, in words.
    pub stale: BTreeMap<String, Vec<String>>,
    /// Which others say the same, or the opposite.
    pub alike: BTreeMap<String, Vec<(PairKind, String)>>,
}

/// What is shown of the chosen snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Its text and what is known of it.
    #[default]
    Text,
    /// Where it was used, and what officers changed.
    Uses,
    /// Those that say the same, or the opposite.
    Alike,
    /// The versions that it had.
    History,
}

impl Detail {
    /// All of them in their order.
    pub const ALL: [Self; 4] = [Self::Text, Self::Uses, Self::Alike, Self::History];

    /// Returns its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Uses => "Where used",
            Self::Alike => "Alike",
            Self::History => "History",
        }
    }
}

/// The screen.
#[derive(Debug, Clone, Default)]
pub struct LibraryScreen {
    /// What was typed to filter: words of the title, and draft, withdrawn, stale, alike, team and so on.
    pub filter: LineEditor,
    /// The snippets that are listed, by their places in the library.
    pub rows: Vec<usize>,
    /// The chosen one.
    pub scroll: Scroll,
    /// What is shown of it.
    pub detail: Detail,
    /// The window over that.
    pub text: Scroll,
    /// What was found out; `None` while it is looked for.
    pub looked: Option<Arc<Looked>>,
    /// Which look is waited for.
    pub ticket: Ticket,
    /// The uses of a snippet, by its id.
    pub uses: Option<(String, Vec<Use>)>,
    /// The versions of a snippet, by its id; or why there are none.
    pub history: Option<(String, Result<Vec<Version>, String>)>,
    /// What is waited for, and of which snippet.
    pub asked: Option<(Ticket, Detail, String)>,
    /// For what the rows were made.
    pub made_for: Option<(u64, String, bool)>,
}

impl LibraryScreen {
    /// Returns the chosen snippet.
    pub fn chosen<'l>(&self, library: &'l Library) -> Option<&'l Arc<Snippet>> {
        library.at(*self.rows.get(self.scroll.cursor)?)
    }

    /// Brings the rows up to date with the library; `generation` counts its readings.
    pub fn refresh(&mut self, library: &Library, generation: u64, today: Date) {
        let key = (
            generation,
            self.filter.text().to_owned(),
            self.looked.is_some(),
        );
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        if self
            .made_for
            .as_ref()
            .is_some_and(|(of, ..)| *of != generation)
        {
            // What was looked up is of another text of them.
            self.uses = None;
            self.history = None;
        }
        let chosen = self.chosen(library).map(|own| own.id.clone());
        let words: Vec<String> = search_fold(self.filter.text())
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        self.rows = (0..library.snippets().len())
            .filter(|at| {
                library
                    .at(*at)
                    .is_some_and(|own| words.is_empty() || self.holds(own, &words, today))
            })
            .collect();
        self.made_for = Some(key);
        let place = chosen.and_then(|id| {
            let same = |at: &usize| library.at(*at).is_some_and(|own| own.id == id);
            self.rows.iter().position(same)
        });
        self.scroll.cursor = place
            .unwrap_or(self.scroll.cursor)
            .min(self.rows.len().saturating_sub(1));
    }

    fn holds(&self, own: &Snippet, words: &[String], today: Date) -> bool {
        let looked = self.looked.as_deref();
        let stale =
            own.is_overdue(today) || looked.is_some_and(|all| all.stale.contains_key(&own.id));
        let alike = looked.is_some_and(|all| all.alike.contains_key(&own.id));
        let text = search_fold(&format!(
            "{} {} {} {} {} {} {}{}{}",
            own.id,
            own.title,
            own.layer.word(),
            own.state.word(),
            own.owner,
            own.tags.join(" "),
            own.outcome.map_or("", |outcome| outcome.title()),
            if stale { " stale" } else { "" },
            if alike { " alike duplicate" } else { "" },
        ));
        words.iter().all(|word| text.contains(word.as_str()))
    }

    /// Returns the mark words of a row: what is to be known of it at a glance.
    pub fn note(&self, own: &Snippet, today: Date) -> String {
        let mut notes = vec![own.layer.word().to_owned()];
        if own.state != crate::domain::snippet::State::Approved {
            notes.push(own.state.word().to_owned());
        }
        if let Some(looked) = &self.looked {
            if let Some((times, _)) = looked.uses.get(&own.id).filter(|(times, _)| *times > 0) {
                notes.push(format!("used {times}×"));
            }
            if looked.stale.contains_key(&own.id) {
                notes.push("stale".into());
            }
            if looked.alike.contains_key(&own.id) {
                notes.push("alike".into());
            }
        } else if own.is_overdue(today) {
            notes.push("stale".into());
        }
        notes.join(" · ")
    }

    /// Returns the lines about the chosen snippet.
    pub fn lines(&self, library: &Library) -> Vec<String> {
        let Some(own) = self.chosen(library) else {
            return vec!["Nothing has these words.".into()];
        };
        match self.detail {
            Detail::Text => self.about(own),
            Detail::Uses => self.used(own),
            Detail::Alike => self.alike(own, library),
            Detail::History => self.versions(own),
        }
    }

    fn about(&self, own: &Snippet) -> Vec<String> {
        let mut lines = vec![
            own.title.clone(),
            format!("{} · {}", own.id, own.layer.word()),
        ];
        let mut say = |name: &str, value: &str| {
            if !value.is_empty() {
                lines.push(format!("{name}: {value}"));
            }
        };
        say("Use when", &own.use_when);
        say("Owner", &own.owner);
        say(
            "Review by",
            &own.review_by.map(long_date).unwrap_or_default(),
        );
        if let Some(successor) = &own.successor {
            say("In its place", successor);
        }
        if !own.includes.is_empty() {
            let deep = if own.depth > 1 {
                format!(" ({} deep)", own.depth)
            } else {
                String::new()
            };
            say("Includes", &format!("{}{deep}", own.includes.join(", ")));
        }
        let looked = self.looked.as_deref();
        for reason in looked
            .and_then(|all| all.stale.get(&own.id))
            .into_iter()
            .flatten()
        {
            say("Stale", reason);
        }
        lines.push(String::new());
        lines.extend(own.written().lines().map(str::to_owned));
        lines
    }

    fn used(&self, own: &Snippet) -> Vec<String> {
        let Some((_, uses)) = self.uses.as_ref().filter(|(id, _)| *id == own.id) else {
            return vec!["Looking through cases and past answers …".into()];
        };
        if uses.is_empty() {
            return vec!["It was not used yet.".into()];
        }
        let mut lines = Vec::new();
        for used in uses {
            let place = if used.name.is_empty() {
                "past answer".to_owned()
            } else {
                format!("question {}", used.name)
            };
            let date = used.date.map(long_date).unwrap_or_default();
            lines.push(format!("{} · {place} · {date}", used.reference));
            if used.earlier {
                lines.push("  made of an earlier text of it".into());
            }
            if used.differences.changes.is_empty() {
                lines.push("  as it is, word for word".into());
            }
            for change in &used.differences.changes {
                lines.push(match (change.was.as_str(), change.now.as_str()) {
                    ("", now) => format!("  put in: {now}"),
                    (was, "") => format!("  taken out: {was}"),
                    (was, now) => format!("  “{was}” became “{now}”"),
                });
            }
            lines.push(String::new());
        }
        lines
    }

    fn versions(&self, own: &Snippet) -> Vec<String> {
        let known = self.history.as_ref().filter(|(id, _)| *id == own.id);
        let versions = match known {
            None => return vec!["Looking for its versions …".into()],
            Some((_, Err(words))) => return vec![words.clone()],
            Some((_, Ok(versions))) => versions,
        };
        if versions.is_empty() {
            return vec!["It was not shared yet, so there is one version of it: this one.".into()];
        }
        let mut lines = Vec::new();
        for version in versions {
            lines.push(version.heading());
            lines.extend(version.changes().map(|line| format!("  {line}")));
            lines.push(String::new());
        }
        lines
    }

    fn alike(&self, own: &Snippet, library: &Library) -> Vec<String> {
        let Some(looked) = &self.looked else {
            return vec!["Comparing the snippets …".into()];
        };
        let Some(others) = looked.alike.get(&own.id) else {
            return vec!["No other snippet says the same, or the opposite.".into()];
        };
        let mut lines = Vec::new();
        for (kind, id) in others {
            let what = match kind {
                PairKind::Duplicate => "nearly the same text",
                PairKind::Contradictory => "the same question, the opposite answer",
            };
            lines.push(format!("{id}: {what}"));
            if let Some(other) = library.get(id) {
                lines.push(format!("  {}", other.title));
                lines.extend(other.body.lines().map(|line| format!("  {line}")));
            }
            lines.push(String::new());
        }
        lines
    }

    /// Returns the snippet that most likely takes the place of this one.
    pub fn likely_successor(&self, id: &str) -> Option<String> {
        let others = self.looked.as_ref()?.alike.get(id)?;
        let duplicate = others.iter().find(|(kind, _)| *kind == PairKind::Duplicate);
        duplicate.map(|(_, id)| id.clone())
    }
}
