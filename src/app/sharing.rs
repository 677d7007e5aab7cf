//! What the workbench knows of sharing: the sync line, the conflicts with what was decided, the proposals.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::written::Written;
use crate::app::comparison::{Page, PageLine, compared};
use crate::app::scroll::Scroll;
use crate::domain::fields::short_date;
use crate::domain::merge;
use crate::domain::proposal::Proposal;
use crate::store::sync::conflicts::{Choice, Waiting};
use crate::store::sync::merge_toml::{Part, PartKind};
use crate::store::sync::{Kind, Shared};

/// What is known of sharing.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    /// The shared folders.
    pub shared: Vec<Shared>,
    /// The conflicts that wait.
    pub conflicts: Vec<Waiting>,
    /// What was decided about their places and is not written yet: by the conflict's name and the place's number.
    pub decided: BTreeMap<(String, usize), Choice>,
    /// What others propose, and what of one's own was declined.
    pub proposals: Vec<Proposed>,
    /// Whether a sync is under way.
    pub busy: bool,
    /// Whether the folders have been looked at.
    pub looked: bool,
}

/// A proposal, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The proposal.
    pub proposal: Proposal,
    /// The text of the snippet's file as it is now; none if there is none.
    pub now: Option<String>,
    /// Whether this officer decides.
    pub yours: bool,
}

impl Exchange {
    /// Tells whether anything is shared by git.
    pub fn has_clones(&self) -> bool {
        self.shared.iter().any(|shared| shared.kind == Kind::Clone)
    }

    /// Returns the sync line: when the last one was, what waits, what is wrong. Empty if nothing is shared by git.
    pub fn line(&self, today: Date) -> String {
        let clones: Vec<&Shared> = self
            .shared
            .iter()
            .filter(|shared| shared.kind == Kind::Clone)
            .collect();
        let mut parts = Vec::new();
        if self.busy {
            parts.push("syncing …".to_owned());
        } else if !clones.is_empty() {
            let last = clones.iter().map(|shared| shared.at.as_str()).max();
            parts.push(last.and_then(|at| when(at, today)).map_or_else(
                || "not synced yet".to_owned(),
                |when| format!("synced {when}"),
            ));
            let files: usize = clones.iter().map(|shared| shared.changed).sum();
            let commits: usize = clones.iter().map(|shared| shared.waiting).sum();
            if files + commits > 0 {
                parts.push(format!("{} to share", files.max(commits)));
            }
            if clones.iter().any(|shared| shared.offline) {
                parts.push("offline".to_owned());
            }
        }
        if self.shared.iter().any(|shared| shared.trouble.is_some()) {
            parts.push("a folder needs a look".to_owned());
        }
        parts.extend(self.short());
        parts.join(", ")
    }

    /// Returns what a busy status line has room for: conflicts and proposals that wait.
    pub fn short(&self) -> Option<String> {
        let proposals = self.to_decide().count();
        match (self.conflicts.len(), proposals) {
            (0, 0) => None,
            (1, _) => Some("1 CONFLICT".to_owned()),
            (0, 1) => Some("1 proposal".to_owned()),
            (0, count) => Some(format!("{count} proposals")),
            (count, _) => Some(format!("{count} CONFLICTS")),
        }
    }

    /// Returns the proposals that this officer decides on.
    pub fn to_decide(&self) -> impl Iterator<Item = &Proposed> {
        self.proposals
            .iter()
            .filter(|proposed| proposed.yours && proposed.proposal.is_open())
    }

    /// Returns the places that both changed, each with its conflict and its number in it.
    pub fn places(&self) -> Vec<(&Waiting, usize, &Part)> {
        self.conflicts
            .iter()
            .flat_map(|waiting| {
                waiting
                    .parts
                    .iter()
                    .enumerate()
                    .map(move |(at, part)| (waiting, at, part))
            })
            .collect()
    }

    /// Returns what was decided about a place.
    pub fn choice(&self, waiting: &Waiting, part: usize) -> Option<&Choice> {
        self.decided.get(&(waiting.id.clone(), part))
    }

    /// Returns the conflicts about all of whose places something was decided, with the decisions.
    pub fn ready(&self) -> Vec<(Waiting, Vec<Choice>)> {
        let all = |waiting: &Waiting| {
            (0..waiting.parts.len())
                .map(|part| self.choice(waiting, part).cloned())
                .collect::<Option<Vec<Choice>>>()
        };
        self.conflicts
            .iter()
            .filter_map(|waiting| Some((waiting.clone(), all(waiting)?)))
            .collect()
    }

    /// Takes the conflicts as they are now. Decisions about others are forgotten.
    pub fn take_conflicts(&mut self, conflicts: Vec<Waiting>) {
        self.conflicts = conflicts;
        let conflicts = &self.conflicts;
        self.decided.retain(|(id, part), _| {
            conflicts
                .iter()
                .any(|waiting| waiting.id == *id && *part < waiting.parts.len())
        });
    }
}

// "10:42" for today, "27 Nov" for another day.
fn when(at: &str, today: Date) -> Option<String> {
    let (date, time) = at.split_once('T')?;
    let date: Date = date.parse().ok()?;
    if date == today {
        time.get(..5).map(str::to_owned)
    } else {
        Some(short_date(date))
    }
}

/// The screen on which conflicts are settled, place by place.
#[derive(Debug, Clone, Default)]
pub struct Settling {
    /// Which place is shown.
    pub at: usize,
    /// The window over its lines.
    pub scroll: Scroll,
    /// The text that is being written instead of both.
    pub editing: Option<Written>,
}

/// The screen of proposals.
#[derive(Debug, Clone, Default)]
pub struct Reviewing {
    /// Which one is shown.
    pub at: usize,
    /// The window over its lines.
    pub scroll: Scroll,
}

/// Returns what the screen of conflicts shows.
pub fn settling_page(sharing: &Exchange, at: usize) -> Page {
    let places = sharing.places();
    let Some((waiting, number, part)) = places.get(at) else {
        return Page::default();
    };
    let heading = format!(
        "{} of {}: {}, {} ({})",
        at + 1,
        places.len(),
        waiting.id,
        place_name(part),
        waiting.names.join(", ")
    );
    let about = match sharing.choice(waiting, *number) {
        None => "Not decided yet. Theirs stands meanwhile; yours is kept.".to_owned(),
        Some(Choice::Mine) => "Decided: yours.".to_owned(),
        Some(Choice::Theirs) => "Decided: theirs.".to_owned(),
        Some(Choice::Text(_)) => "Decided: what you wrote out of both.".to_owned(),
    };
    let mut lines = Vec::new();
    let base = part.base.as_deref().unwrap_or_default();
    let sides = [
        ("YOURS", part.mine.as_deref()),
        ("THEIRS", part.theirs.as_deref()),
    ];
    for (side, text) in sides {
        match text {
            Some(text) => {
                lines.push(PageLine::Heading(format!(
                    "{side}, against what both started from (+ added, - taken out)"
                )));
                lines.extend(compared(base, text));
            }
            None => lines.push(PageLine::Heading(format!("{side}: deleted"))),
        }
        lines.push(PageLine::Words(String::new()));
    }
    if let Some(Choice::Text(text)) = sharing.choice(waiting, *number) {
        lines.push(PageLine::Heading(
            "WHAT YOU WROTE, against theirs".to_owned(),
        ));
        lines.extend(compared(part.theirs.as_deref().unwrap_or_default(), text));
        lines.push(PageLine::Words(String::new()));
    }
    match &part.base {
        Some(base) => {
            lines.push(PageLine::Heading(
                "BEFORE: what both started from".to_owned(),
            ));
            lines.extend(
                base.lines()
                    .map(|line| PageLine::Words(format!("  {line}"))),
            );
        }
        None => lines.push(PageLine::Heading("BEFORE: it was not there".to_owned())),
    }
    Page {
        heading,
        about,
        lines,
    }
}

/// Returns what the screen of proposals shows.
pub fn reviewing_page(sharing: &Exchange, at: usize) -> Page {
    let Some(proposed) = sharing.proposals.get(at) else {
        return Page::default();
    };
    let proposal = &proposed.proposal;
    let on = proposal
        .on
        .map_or_else(String::new, |on| format!(", {}", short_date(on)));
    let heading = format!(
        "{} of {}: {} ({})",
        at + 1,
        sharing.proposals.len(),
        proposal.id,
        proposal.layer.word()
    );
    let mut about = format!("By {}{on}. {}", proposal.by, proposal.note);
    if let Some(told) = &proposal.declined {
        about = format!("Declined by {}: {}", told.by, told.word);
    } else if !proposed.yours {
        about.push_str(" It waits for those who may change this layer.");
    }
    let mut lines = Vec::new();
    if let Some(now) = &proposed.now {
        if proposal.was.as_deref() != Some(now) {
            let words =
                "The snippet has changed since; accepting merges both, or says where it cannot.";
            lines.push(PageLine::Words(words.to_owned()));
        }
        lines.push(PageLine::Heading(
            "Proposed, against the snippet as it is (+ added, - taken out)".to_owned(),
        ));
        lines.extend(compared(now, &proposal.text));
    } else {
        lines.push(PageLine::Heading("A new snippet".to_owned()));
        let all = proposal.text.lines();
        lines.extend(all.map(|line| PageLine::Words(format!("+ {line}"))));
    }
    Page {
        heading,
        about,
        lines,
    }
}

/// Returns what a place is called: the words of the form, where there are some.
pub fn place_name(part: &Part) -> String {
    match (part.kind, part.key.as_str()) {
        (PartKind::File, _) => "the whole file".to_owned(),
        (_, "body") => "the text".to_owned(),
        (_, "use_when") => "when to use it".to_owned(),
        (_, "review_by") => "the review date".to_owned(),
        (_, "answer") => "the answer".to_owned(),
        (_, "outcome") => "the outcome".to_owned(),
        (_, "title") => "the title".to_owned(),
        (_, key) => match key.split('.').collect::<Vec<_>>()[..] {
            ["field", name] => format!("the field {name}"),
            ["field", name, inner] => format!("the {inner} of the field {name}"),
            _ => key.to_owned(),
        },
    }
}

/// Returns the text to go on from by hand: every word of both, without marks.
pub fn to_edit(part: &Part) -> String {
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    match (&part.mine, &part.theirs) {
        (Some(mine), Some(theirs)) if matches!(part.kind, PartKind::Text | PartKind::File) => {
            merge::both(&text(&part.base), mine, theirs)
        }
        (Some(mine), None) => mine.clone(),
        (_, theirs) => text(theirs),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;

    fn shared() -> Shared {
        Shared {
            at: "2026-11-28T10:42:05+00:00".into(),
            ..Shared::new(vec!["team".into()], Path::new("/srv/team"), Kind::Clone)
        }
    }

    #[test]
    fn the_sync_line_says_when_and_what_waits() {
        let mut sharing = Exchange::default();
        let today = date(2026, 11, 28);
        assert_eq!(
            sharing.line(today),
            "",
            "nothing is said where nothing is shared"
        );
        sharing.shared = vec![shared()];
        assert_eq!(sharing.line(today), "synced 10:42");
        assert_eq!(sharing.line(date(2026, 11, 30)), "synced Sat 28 Nov");
        sharing.shared[0].changed = 2;
        sharing.shared[0].offline = true;
        assert_eq!(sharing.line(today), "synced 10:42, 2 to share, offline");
        sharing.shared[0] = Shared {
            at: String::new(),
            trouble: Some("x".into()),
            ..shared()
        };
        assert_eq!(sharing.line(today), "not synced yet, a folder needs a look");
        sharing.busy = true;
        assert!(sharing.line(today).starts_with("syncing"));
    }
}
