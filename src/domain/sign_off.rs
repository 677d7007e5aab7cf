//! Sign-off: who approved a question or the whole letter. An approval is bound to the text that was approved and lapses
//! when that text changes; what changed since can be read, because the text is kept with it.

mod rules;

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::case::Case;
use super::fields::long_date;
use super::ids::QuestionId;
use super::question::Question;

pub use rules::{Matter, Rule, SignOff, Unapproved, When, in_a_line};

/// The line with which an unapproved letter begins, whatever form it has.
pub const DRAFT: &str = "DRAFT – not approved";

/// What is approved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Signed {
    /// The whole letter.
    Letter,
    /// One question: its text, its answer, what became of it.
    Question(QuestionId),
}

impl Signed {
    /// Returns the word for the history: `letter`, or the id of the question.
    pub fn id(&self) -> String {
        match self {
            Self::Letter => "letter".to_owned(),
            Self::Question(id) => id.to_string(),
        }
    }

    /// Returns what it is called: "the letter", "question 3".
    pub fn name(&self, case: &Case) -> String {
        match self {
            Self::Letter => "the letter".to_owned(),
            Self::Question(id) => format!("question {}", case.name(id)),
        }
    }
}

/// That somebody approved a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// The SHA-256 of the text, as hexadecimal digits.
    pub sha256: String,
    /// The text as it was approved, so that what changed since can be read.
    pub text: String,
}

impl Approval {
    /// Binds an approval to a text.
    pub fn new(by: &str, on: Date, text: String) -> Self {
        Self {
            by: by.to_owned(),
            on,
            sha256: hash(&text),
            text,
        }
    }

    /// Tells whether it holds for the text as it is now. A text that was changed in the file, or put together by a merge,
    /// is not the one that was approved.
    pub fn holds(&self, now: &str) -> bool {
        self.text == now && hash(&self.text) == self.sha256
    }

    /// Returns who approved it and when: "Priya Nair on 24 November 2026".
    pub fn in_words(&self) -> String {
        format!("{} on {}", self.by, long_date(self.on))
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Case {
    /// Returns the approvals that were given, whether they hold or not.
    pub fn approvals(&self, of: &Signed) -> &[Approval] {
        match of {
            Signed::Letter => &self.facts.approvals,
            Signed::Question(id) => self
                .question(id)
                .map_or(&[], |question| question.approvals.as_slice()),
        }
    }

    /// Returns everything of which an approval was given.
    pub fn signed(&self) -> Vec<Signed> {
        let letter = (!self.facts.approvals.is_empty()).then_some(Signed::Letter);
        let questions = self.questions.iter();
        let questions = questions.filter(|question| !question.approvals.is_empty());
        letter
            .into_iter()
            .chain(questions.map(|question| Signed::Question(question.id.clone())))
            .collect()
    }

    /// Returns the text to which an approval is bound. Fields that are filled when the letter leaves, such as its date,
    /// stand in it unfilled: a new day lets no approval lapse.
    pub fn signed_text(&self, of: &Signed) -> String {
        match of {
            Signed::Letter => self.letter_to_sign(),
            Signed::Question(id) => self.question(id).map_or_else(String::new, |question| {
                let mut text = String::new();
                self.sign_question(question, "", &mut text);
                text
            }),
        }
    }

    /// Returns the same with the texts that the letter prints and nobody writes in the case (`fixed`, see
    /// [`fixed_to_sign`](super::letter::fixed_to_sign)): a snippet of the letter that changes lets its approval lapse.
    pub fn signed_with(&self, of: &Signed, fixed: &str) -> String {
        let mut text = self.signed_text(of);
        if *of == Signed::Letter && !fixed.is_empty() {
            text.push('\n');
            text.push_str(fixed);
        }
        text
    }

    // Every block of the letter, with what became of each question. How shared answers are printed is no part of it.
    fn letter_to_sign(&self) -> String {
        let mut text = format!("{}\n", self.opening.text.trim());
        for (question, name) in self.questions.iter().zip(self.names()) {
            text.push('\n');
            if !question.before.trim().is_empty() {
                text.push_str(question.before.trim());
                text.push_str("\n\n");
            }
            self.sign_question(question, &format!("{name}. "), &mut text);
        }
        text.push('\n');
        text.push_str(self.closing.text.trim());
        text.push('\n');
        text
    }

    fn sign_question(&self, question: &Question, name: &str, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name}{}", question.text.trim());
        if question.is_group() {
            return;
        }
        match &question.answered_with {
            Some(lead) => {
                let _ = writeln!(out, "\nAnswered with question {}.", self.name(lead));
            }
            None if question.answer.trim().is_empty() => {}
            None => {
                let _ = writeln!(out, "\n{}", question.answer.trim());
            }
        }
        let found = question.reviewed.as_ref().and_then(|own| own.finding);
        if let Some(finding) = found {
            let _ = writeln!(out, "\nFinding of the review: {}", finding.title());
        }
        let Some(outcome) = question.outcome else {
            return;
        };
        let _ = write!(out, "\nOutcome: {}", outcome.title());
        for (at, citation) in question.citations.iter().enumerate() {
            let lead = if at == 0 { "; relied on: " } else { ", " };
            let regime = if citation.regime == self.facts.regime {
                String::new()
            } else {
                format!(" ({})", citation.regime)
            };
            let _ = write!(out, "{lead}{}{regime}", citation.cite);
        }
        out.push('\n');
    }
}

/// Puts an approval among those that were given; a later one of the same person takes the place of the earlier.
pub fn give(approvals: &mut Vec<Approval>, approval: Approval) {
    take_back(approvals, &approval.by);
    approvals.push(approval);
}

/// Takes the approval of a person back.
pub fn take_back(approvals: &mut Vec<Approval>, by: &str) {
    approvals.retain(|own| !rules::is_same_name(&own.by, by));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::Reference;
    use crate::domain::outcome::Outcome;

    fn case() -> Case {
        let reference = Reference::parse("FOI-1").expect("a reference");
        let mut case = Case::new(reference, Facts::default());
        Arc::make_mut(&mut case.opening).text = "Dear Morgan,\n\nOf {{today}}.".into();
        for (id, text) in [("aaaa", "How many benches?"), ("bbbb", "Who made them?")] {
            let id = QuestionId::parse(id).expect("an id");
            let mut question = Question::new(id);
            question.text = text.into();
            question.answer = "Fourteen.".into();
            question.outcome = Some(Outcome::Disclosed);
            case.questions.push(Arc::new(question));
        }
        case
    }

    #[test]
    fn an_approval_of_a_question_outlives_changes_elsewhere_and_no_change_of_its_own() {
        let mut case = case();
        let of = Signed::Question(case.questions[0].id.clone());
        let approval = Approval::new("Priya", date(2026, 11, 24), case.signed_text(&of));
        let letter = Approval::new("Tom", date(2026, 11, 24), case.signed_text(&Signed::Letter));
        Arc::make_mut(&mut case.questions[1]).answer = "A joiner.".into();
        assert!(approval.holds(&case.signed_text(&of)));
        assert!(!letter.holds(&case.signed_text(&Signed::Letter)));
        Arc::make_mut(&mut case.questions[0]).outcome = Some(Outcome::PartlyDisclosed);
        assert!(!approval.holds(&case.signed_text(&of)));
    }

    #[test]
    fn every_block_of_the_letter_is_part_of_what_is_approved() {
        let whole = case().signed_text(&Signed::Letter);
        let edits: [fn(&mut Case); 4] = [
            |case| Arc::make_mut(&mut case.opening).text.push('!'),
            |case| Arc::make_mut(&mut case.closing).text.push('!'),
            |case| Arc::make_mut(&mut case.questions[1]).text.push('!'),
            |case| case.questions.reverse(),
        ];
        for edit in edits {
            let mut case = case();
            edit(&mut case);
            assert_ne!(case.signed_text(&Signed::Letter), whole);
        }
        assert!(whole.contains("{{today}}"), "the date is not filled");
    }

    #[test]
    fn a_text_that_was_changed_in_the_file_is_not_the_one_that_was_approved() {
        let mut approval = Approval::new("Priya", date(2026, 11, 24), "Fourteen.".into());
        assert!(approval.holds("Fourteen."));
        approval.text = "Fifteen.".into();
        assert!(!approval.holds("Fifteen."));
    }

    #[test]
    fn a_person_approves_once_and_may_take_it_back() {
        let mut all = Vec::new();
        let approval = |by: &str, text: &str| Approval::new(by, date(2026, 11, 24), text.into());
        give(&mut all, approval("Priya Nair", "a"));
        give(&mut all, approval("Tom", "a"));
        give(&mut all, approval("priya  nair", "b"));
        assert_eq!(all.len(), 2);
        take_back(&mut all, "Priya Nair");
        assert_eq!(all.len(), 1);
    }
}
