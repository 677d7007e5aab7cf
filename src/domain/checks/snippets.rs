//! The snippets that went in: still a draft, past their review date, withdrawn, or changed since.

use super::{Check, Findings, Part, Subject};
use crate::domain::fields::long_date;
use crate::domain::library::Library;
use crate::domain::question::Source;
use crate::domain::snippet::{Snippet, State};

pub(super) const CHECKS: &[&dyn Check] = &[&Draft, &Overdue, &Withdrawn, &Changed];

// The answers that were made of snippets of the library, with each of those.
fn made_of<'a>(
    letter: &'a Subject<'_>,
) -> impl Iterator<Item = (usize, &'a Part<'a>, &'a Snippet, &'a Source)> {
    letter.answers().flat_map(move |(index, part)| {
        let sources = part.sources.iter();
        sources.filter_map(move |source| {
            let snippet = letter.around.library?.get(&source.snippet)?;
            Some((index, part, snippet.as_ref(), source))
        })
    })
}

/// A snippet that nobody has agreed to yet.
struct Draft;

impl Check for Draft {
    fn code(&self) -> &'static str {
        "snippet-draft"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part, draft, _) in made_of(letter) {
            if draft.state != State::Draft {
                continue;
            }
            let help = if draft.owner.is_empty() {
                "Have it agreed and approved in the library, or read the answer as you would your own.".to_owned()
            } else {
                format!(
                    "Ask its owner, {}, to approve it, or read the answer as you would your own.",
                    draft.owner
                )
            };
            let message = format!(
                "{} was made of “{}”, which is still a draft.",
                part.what(),
                draft.title
            );
            found.at(letter, index, None, message, help);
        }
    }
}

/// A snippet past its review date.
struct Overdue;

impl Check for Overdue {
    fn code(&self) -> &'static str {
        "snippet-overdue"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part, snippet, _) in made_of(letter) {
            let Some(date) = snippet.review_by.filter(|date| *date < letter.around.today) else {
                continue;
            };
            let message = format!(
                "{} was made of “{}”, which was to be looked at again by {}.",
                part.what(),
                snippet.title,
                long_date(date)
            );
            let help = "Read it once more with that in mind, and tell its owner.";
            found.at(letter, index, None, message, help);
        }
    }
}

/// A snippet that is withdrawn, or gone from the library.
struct Withdrawn;

impl Check for Withdrawn {
    fn code(&self) -> &'static str {
        "snippet-withdrawn"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(library) = letter
            .around
            .library
            .filter(|library| !library.snippets().is_empty())
        else {
            return;
        };
        for (index, part) in letter.answers() {
            for source in part.sources.iter().filter(|source| !source.is_past()) {
                let (what, help) = match library.get(&source.snippet) {
                    Some(snippet) if snippet.is_withdrawn() => (
                        format!("“{}”, which is withdrawn", snippet.title),
                        instead(library, snippet),
                    ),
                    Some(_) => continue,
                    None => (
                        format!("“{}”, which is no longer in the library", source.snippet),
                        "Ask why it was withdrawn before the answer leaves.".to_owned(),
                    ),
                };
                let message = format!("{} was made of {what}.", part.what());
                found.at(letter, index, None, message, help);
            }
        }
    }
}

// The last one of the line of successors: the next may have been withdrawn as well.
fn instead(library: &Library, snippet: &Snippet) -> String {
    let mut last = None;
    let mut next = snippet.successor.as_deref();
    let mut steps = 0;
    while let Some(found) = next.and_then(|id| library.get(id))
        && steps < 20
    {
        last = Some(found);
        next = found.successor.as_deref().filter(|_| found.is_withdrawn());
        steps += 1;
    }
    match last.filter(|last| !last.is_withdrawn()) {
        Some(last) => format!(
            "“{}” ({}) takes its place: insert that one.",
            last.title, last.id
        ),
        None if snippet.owner.is_empty() => {
            "Ask why it was withdrawn before the answer leaves.".to_owned()
        }
        None => format!("Ask its owner, {}, what takes its place.", snippet.owner),
    }
}

/// A snippet that was changed since it went in.
struct Changed;

impl Check for Changed {
    fn code(&self) -> &'static str {
        "snippet-changed"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part, snippet, source) in made_of(letter) {
            if snippet.version == source.version {
                continue;
            }
            let message = format!(
                "{} was made of “{}”, which has been changed since.",
                part.what(),
                snippet.title
            );
            let help =
                "Look at the snippet as it reads now; insert it anew if the change matters here.";
            found.at(letter, index, None, message, help);
        }
    }
}
