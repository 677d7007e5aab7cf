//! Checks of a case before its letter leaves: each finding has a stable code, a place, and a way to mend it.

use super::case::{Case, Place};
use super::fields::{is_about_a_question, is_late};
use super::ids::QuestionId;
use super::letter::View;
use super::outcome::Outcome;
use super::regime::Regimes;
use crate::text::placeholder;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Stands between the officer and the copy.
    Error,
}

/// What a check looks for. The codes are stable: they stand in histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// A question without an answer.
    Unanswered,
    /// A placeholder that nobody filled.
    UnfilledField,
    /// An answer without an outcome.
    NoOutcome,
    /// A refusal that cites no provision.
    NoProvision,
    /// A cited provision that the regime does not know.
    UnknownProvision,
    /// A letter without an opening or a closing.
    MissingFrame,
    /// A case without a single question.
    NoQuestions,
    /// A line that git left in a conflict.
    ConflictMarker,
}

impl Check {
    /// Returns its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::UnfilledField => "unfilled-field",
            Self::NoOutcome => "no-outcome",
            Self::NoProvision => "no-provision",
            Self::UnknownProvision => "unknown-provision",
            Self::MissingFrame => "missing-frame",
            Self::NoQuestions => "no-questions",
            Self::ConflictMarker => "conflict-marker",
        }
    }

    /// Returns how grave it is.
    pub fn severity(self) -> Severity {
        match self {
            Self::Unanswered | Self::UnfilledField | Self::NoQuestions | Self::ConflictMarker => {
                Severity::Error
            }
            Self::NoOutcome | Self::NoProvision | Self::UnknownProvision | Self::MissingFrame => {
                Severity::Warning
            }
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was looked for.
    pub check: Check,
    /// The question's name, empty for the opening, the closing and the whole case.
    pub question: String,
    /// Where to go to mend it.
    pub place: Option<Place>,
    /// Where in the text of the place, if it is one spot.
    pub at: Option<usize>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to mend it, in a sentence.
    pub help: String,
}

impl Diagnostic {
    /// Returns how grave it is.
    pub fn severity(&self) -> Severity {
        self.check.severity()
    }
}

/// What the checks of one text depend on, so that they are done anew only when it changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFindings {
    /// The placeholders nobody filled, with their places.
    pub unfilled: Vec<(usize, String)>,
    /// Where a line of a git conflict stands.
    pub conflict: Option<usize>,
}

impl TextFindings {
    /// Looks through one text that leaves in the letter.
    pub fn of(text: &str) -> Self {
        Self::without(text, is_late)
    }

    /// Looks through the opening or the closing: there is no question that could fill a field.
    pub fn of_frame(text: &str) -> Self {
        Self::without(text, |name| is_late(name) && !is_about_a_question(name))
    }

    fn without(text: &str, fills_itself: impl Fn(&str) -> bool) -> Self {
        let unfilled = placeholder::placeholders(text)
            .filter(|found| !fills_itself(&found.name))
            .map(|found| (found.range.start, found.name))
            .collect();
        Self {
            unfilled,
            conflict: conflict_marker(text),
        }
    }
}

/// Checks a case. `findings` gives what was found in the text of a place; see [`TextFindings::of`].
pub fn check(
    case: &Case,
    regimes: &Regimes,
    mut findings: impl FnMut(&Place) -> TextFindings,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if case.to_answer().next().is_none() {
        found.push(Diagnostic {
            check: Check::NoQuestions,
            question: String::new(),
            place: None,
            at: None,
            message: "The case has no question.".into(),
            help: "Add one in the list of questions.".into(),
        });
    }
    frame(&mut found, case, &Place::Opening, "opening", &mut findings);
    for (question, name) in case.questions.iter().zip(case.names()) {
        if question.is_group() {
            continue;
        }
        let place = Place::Answer(question.id.clone());
        let at_place = |check, at, message: String, help: String| Diagnostic {
            check,
            question: name.clone(),
            place: Some(place.clone()),
            at,
            message,
            help,
        };
        if !question.is_answered() {
            found.push(at_place(
                Check::Unanswered,
                None,
                format!("Question {name} has no answer."),
                "Write one, insert a snippet, or say which question it is answered with.".into(),
            ));
            continue;
        }
        if let Some(lead) = &question.answered_with {
            lead_finding(&mut found, case, lead, &name, &at_place);
            continue;
        }
        text_findings(
            &mut found,
            &findings(&place),
            &format!("The answer to question {name}"),
            &at_place,
        );
        match question.outcome {
            None => found.push(at_place(
                Check::NoOutcome,
                None,
                format!("Question {name} has an answer and no outcome."),
                "Say what became of it; statistics and later checks read it.".into(),
            )),
            Some(Outcome::Refused | Outcome::Ncnd | Outcome::PartlyDisclosed)
                if question.citations.is_empty() =>
            {
                found.push(at_place(
                    Check::NoProvision,
                    None,
                    format!("Question {name} withholds something and cites no provision."),
                    "Cite the provision relied on, down to its limb.".into(),
                ));
            }
            Some(_) => {}
        }
        for citation in &question.citations {
            let regime = regimes.get(&citation.regime);
            if regime.is_some_and(|regime| regime.provision(&citation.cite).is_none()) {
                found.push(at_place(
                    Check::UnknownProvision,
                    None,
                    format!(
                        "Question {name} cites {}, which the regime does not list.",
                        citation.cite
                    ),
                    "Choose the provision from the panel of exemptions.".into(),
                ));
            }
        }
    }
    frame(&mut found, case, &Place::Closing, "closing", &mut findings);
    found
}

/// Returns the findings that stand in the way of copying a view, with their places in the list.
///
/// An entry of the disclosure log has neither opening nor closing, so nothing in them stands in its way.
pub fn blockers(found: &[Diagnostic], view: View) -> impl Iterator<Item = (usize, &Diagnostic)> {
    found.iter().enumerate().filter(move |(_, finding)| {
        let frame = matches!(finding.place, Some(Place::Opening | Place::Closing));
        finding.severity() == Severity::Error && !(frame && view == View::DisclosureLog)
    })
}

fn frame(
    found: &mut Vec<Diagnostic>,
    case: &Case,
    place: &Place,
    word: &str,
    findings: &mut impl FnMut(&Place) -> TextFindings,
) {
    let at_place = |check, at, message: String, help: String| Diagnostic {
        check,
        question: String::new(),
        place: Some(place.clone()),
        at,
        message,
        help,
    };
    if case.text(place).trim().is_empty() {
        found.push(at_place(
            Check::MissingFrame,
            None,
            format!("The letter has no {word}."),
            "Insert a snippet for it or write it.".into(),
        ));
    }
    text_findings(found, &findings(place), &format!("The {word}"), &at_place);
}

fn text_findings(
    found: &mut Vec<Diagnostic>,
    findings: &TextFindings,
    subject: &str,
    at_place: &impl Fn(Check, Option<usize>, String, String) -> Diagnostic,
) {
    for (at, name) in &findings.unfilled {
        found.push(at_place(
            Check::UnfilledField,
            Some(*at),
            format!("{subject} still asks for “{}”.", name.replace('_', " ")),
            "Fill the field, or take it out of the text.".into(),
        ));
    }
    if let Some(at) = findings.conflict {
        found.push(at_place(
            Check::ConflictMarker,
            Some(at),
            format!("{subject} holds a line that a merge left behind."),
            "Keep the right version and delete the marker lines.".into(),
        ));
    }
}

fn lead_finding(
    found: &mut Vec<Diagnostic>,
    case: &Case,
    lead: &QuestionId,
    name: &str,
    at_place: &impl Fn(Check, Option<usize>, String, String) -> Diagnostic,
) {
    let answered = case
        .question(lead)
        .is_some_and(|lead| lead.is_answered() && lead.answered_with.is_none());
    if !answered {
        found.push(at_place(
            Check::Unanswered,
            None,
            format!("Question {name} is answered with another one, which has no answer."),
            "Answer that question, or answer this one by itself.".into(),
        ));
    }
}

// Markers of seven characters at the start of a line, as git writes them.
fn conflict_marker(text: &str) -> Option<usize> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
            return Some(at);
        }
        at += line.len();
    }
    None
}
