//! Checks of a letter before it leaves: each finding has a stable code, a place, and a way to mend it.
//!
//! One struct a check, one file a family. What a check is for, how grave it is and where it comes from stands in
//! `config/checks.toml`; what it looks for stands here. Checks state, the officer decides.

mod book;
mod clock;
mod completeness;
mod contradiction;
mod ncnd;
mod of_case;
mod of_letter;
mod personal_data;
mod prejudice;
mod provision;
mod public_interest;
mod refusal;
mod remedies;
mod reused;
mod review;
mod sent;
mod sign_off;
mod snippets;
mod subject;
mod wrong_letter;

use std::ops::Range;

use super::case::Place;
use super::letter::View;
use super::outcome::Outcome;
use super::question::Citation;

pub use book::{About, Allowance, CheckBook, Setting};
pub use of_case::{Readings, subject_of};
pub use of_letter::{Given, subject_of_letter};
pub use subject::{Clock, ClockProblem, Facts, Part, PartKind, Subject, Surroundings};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Stands between the officer and the copy.
    Error,
}

impl Severity {
    /// Returns the word used in files, on screen and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the severity with this word.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Warning, Self::Error]
            .into_iter()
            .find(|one| one.id() == id)
    }
}

/// What one key can do about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Put other words at a spot of the text.
    Replace {
        /// Which words go.
        at: Range<usize>,
        /// What stands there then.
        with: String,
        /// What the key does, in words.
        title: String,
    },
    /// Set the outcome of the question.
    Outcome(Outcome),
    /// Set the provisions relied on as the text has them.
    Cite(Vec<Citation>),
    /// Insert a snippet that the officer chooses in the panel, with these words typed already.
    Snippet(String),
    /// Reopen the reasons given for a provision.
    Compose(Citation),
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code of the check.
    pub code: &'static str,
    /// How grave it is here.
    pub severity: Severity,
    /// The question's name, empty for the opening, the closing and the whole letter.
    pub question: String,
    /// Where to go to mend it.
    pub place: Option<Place>,
    /// Which words of the place, if it is about some.
    pub at: Option<Range<usize>>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to mend it, in a sentence.
    pub help: String,
    /// What one key can do about it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns how grave it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

/// One check.
pub trait Check: Sync {
    /// Returns its stable code, by which `config/checks.toml` describes it.
    fn code(&self) -> &'static str;
    /// Looks through a letter.
    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>);
}

/// The codes to which the workbench knows a next step of its own.
pub mod codes {
    /// A question without an answer.
    pub const UNANSWERED: &str = "unanswered";
    /// A field that nobody filled.
    pub const UNFILLED_FIELD: &str = "unfilled-field";
    /// The requester's name in the disclosure log.
    pub const REQUESTER_NAMED: &str = "requester-named";
}

/// All checks, by family.
pub fn all() -> impl Iterator<Item = &'static dyn Check> {
    [
        completeness::CHECKS,
        provision::CHECKS,
        public_interest::CHECKS,
        prejudice::CHECKS,
        refusal::CHECKS,
        ncnd::CHECKS,
        contradiction::CHECKS,
        wrong_letter::CHECKS,
        personal_data::CHECKS,
        clock::CHECKS,
        snippets::CHECKS,
        remedies::CHECKS,
        reused::CHECKS,
        review::CHECKS,
        sign_off::CHECKS,
        sent::CHECKS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Where the findings of a check go.
#[derive(Debug)]
pub struct Findings<'a> {
    book: &'a CheckBook,
    code: &'static str,
    severity: Severity,
    found: Vec<(usize, Diagnostic)>,
}

impl Findings<'_> {
    /// Adds a finding about a part of the letter.
    fn at(
        &mut self,
        letter: &Subject<'_>,
        part: usize,
        at: Option<Range<usize>>,
        message: String,
        help: impl Into<String>,
    ) {
        let Some(about) = letter.parts.get(part) else {
            return;
        };
        self.found.push((
            part + 1,
            Diagnostic {
                code: self.code,
                severity: self.severity,
                question: about.name.clone(),
                place: about.place.clone(),
                at,
                message,
                help: help.into(),
                fix: None,
            },
        ));
    }

    /// Adds a finding about the letter as a whole.
    fn whole(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.found.push((
            0,
            Diagnostic {
                code: self.code,
                severity: self.severity,
                question: String::new(),
                place: None,
                at: None,
                message: message.into(),
                help: help.into(),
                fix: None,
            },
        ));
    }

    /// Offers something that one key does about the last finding.
    fn fix(&mut self, fix: Fix) {
        if let Some((_, last)) = self.found.last_mut() {
            last.fix = Some(fix);
        }
    }

    /// Says how grave the last finding is, where it depends on the letter; what a workspace has set stays.
    fn grave(&mut self, severity: Severity) {
        if self.book.is_set(self.code) {
            return;
        }
        if let Some((_, last)) = self.found.last_mut() {
            last.severity = severity;
        }
    }
}

/// Checks a letter. The findings come in the order of the letter, those about the whole first.
pub fn check(letter: &Subject<'_>, book: &CheckBook) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for check in all() {
        let Some(severity) = book.severity(check.code()) else {
            continue;
        };
        let mut findings = Findings {
            book,
            code: check.code(),
            severity,
            found,
        };
        check.look(letter, &mut findings);
        found = findings.found;
    }
    found.retain(|(_, finding)| !letter.allows(finding));
    found.sort_by_key(|(part, finding)| (*part, finding.at.as_ref().map_or(0, |at| at.start)));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Returns the findings that stand in the way of copying a view, with their places in the list.
///
/// An entry of the disclosure log has neither opening nor closing, so nothing in them stands in its way; and only
/// there may the requester not be named.
pub fn blockers(found: &[Diagnostic], view: View) -> impl Iterator<Item = (usize, &Diagnostic)> {
    found.iter().enumerate().filter(move |(_, finding)| {
        let frame = matches!(finding.place, Some(Place::Opening | Place::Closing))
            || finding.place.is_none();
        let whole = finding.place.is_none() && finding.code == "no-questions";
        match view {
            View::Letter => {
                finding.severity == Severity::Error && finding.code != codes::REQUESTER_NAMED
            }
            View::DisclosureLog => finding.severity == Severity::Error && (!frame || whole),
        }
    })
}

#[cfg(test)]
mod tests;
