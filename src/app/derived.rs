//! What is computed from a case and never stored: findings and the due date. Made anew when the revision has moved.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::authority::{Authority, Regulators};
use crate::domain::case::{Case, Place};
use crate::domain::checks::{Clock, Diagnostic, Readings, Surroundings, check, subject_of};
use crate::domain::clock::{Due, Standing, balance_of};
use crate::domain::ids::QuestionId;
use crate::domain::letter::View;
use crate::domain::library::Library;
use crate::domain::reading::{Reader, Reading, Within, WordSet, word_set};
use crate::domain::regime::Regimes;
use crate::domain::rules::Rules;
use crate::domain::sent::SentLetter;
use crate::domain::sign_off::{SignOff, Unapproved, in_a_line};

/// What follows from the case as it stands.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// What the checks found, in the order of the letter.
    pub diagnostics: Vec<Diagnostic>,
    /// When the response is due.
    pub due: Option<Due>,
    /// Why that cannot be told, if it cannot although the date of receipt is known.
    pub no_due: Option<String>,
    /// The labels of the cited provisions for which the public interest must be balanced.
    pub balance: Vec<String>,
    /// Where today stands.
    pub standing: Option<Standing>,
    /// What is not approved, or whose approval has lapsed. As long as there is any, the letter is a draft.
    pub unapproved: Vec<Unapproved>,
    /// The date of the letter that left last, if the case has changed since.
    pub changed_since: Option<Date>,
    read: Read,
    stamps: Vec<u64>,
    made_for: Option<MadeFor>,
    revision: u64,
}

/// What is needed besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Needed<'a> {
    /// The law, the wording, the checks.
    pub rules: &'a Rules,
    /// The regimes, which may be there before the rules are ready.
    pub regimes: &'a Regimes,
    /// The regulators.
    pub regulators: &'a Regulators,
    /// The snippets.
    pub library: &'a Library,
    /// The authority that answers.
    pub authority: &'a Authority,
    /// Who must approve what.
    pub sign_off: &'a SignOff,
    /// The letter that left last.
    pub sent: Option<&'a SentLetter>,
    /// The texts of the letter that no officer writes, as they leave.
    pub fixed: &'a [String],
    /// The snippets of the letter as an approval is bound to them.
    pub to_sign: &'a str,
    /// Today.
    pub today: Date,
    /// Counts the readings of library and law.
    pub generation: u64,
}

// What was read in the texts, each with the stamp it had.
#[derive(Debug, Clone, Default)]
struct Read {
    fixed: Vec<(String, Arc<Reading>)>,
    texts: HashMap<Place, (u64, Arc<Reading>)>,
    words: HashMap<QuestionId, (Box<str>, Arc<WordSet>)>,
}

// Everything but the texts on which the findings depend.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    shape: u64,
    today: Date,
    generation: u64,
}

impl Derived {
    /// Brings everything up to date.
    ///
    /// Only texts that changed are read again, and of them only the paragraphs that changed.
    pub fn refresh(&mut self, case: &Case, needed: &Needed<'_>) {
        let made_for = Some(MadeFor {
            shape: case.shape,
            today: needed.today,
            generation: needed.generation,
        });
        if self.made_for == made_for && self.revision == case.revision {
            return;
        }
        let law_moved = self.made_for.map(|made| made.generation) != Some(needed.generation);
        if law_moved {
            self.read = Read::default();
        }
        let same_shape = self.made_for == made_for;
        // Before the law is there nothing can be said of a text, and the first frame does not wait for it.
        let ready = needed.rules.checks.is_read();
        let same_texts = ready && {
            let reader = &needed.rules.reader;
            let fixed = self.read.bring_fixed_up(reader, case, needed.fixed);
            self.read.bring_up(reader, case, &mut self.stamps) && fixed
        };
        self.revision = case.revision;
        // A change that no check would see lets an approval lapse.
        let unapproved = needed.sign_off.unapproved(case, needed.to_sign);
        let changed_since = needed
            .sent
            .filter(|sent| sent.differs_from(case))
            .map(|sent| sent.on);
        let same_standing = self.unapproved == unapproved && self.changed_since == changed_since;
        self.unapproved = unapproved;
        self.changed_since = changed_since;
        if same_shape && same_texts && same_standing {
            return;
        }
        self.made_for = made_for;
        (self.due, self.no_due) = match needed.regimes.due(&case.facts) {
            Some(Ok(due)) => (Some(due), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        self.standing = self.due.as_ref().and_then(|due| {
            let (_, calendar) = needed.regimes.clock_of(&case.facts.regime)?;
            Some(due.standing(calendar, case.facts.dated(needed.today)))
        });
        self.balance = balance_of(needed.regimes, &case.citations());
        let around = Surroundings {
            regimes: &needed.rules.reader.regimes,
            repealed: &needed.rules.repealed,
            regulators: needed.regulators,
            library: Some(needed.library),
            today: needed.today,
        };
        let mut subject = subject_of(case, needed.authority, &self.read, &self.read.fixed, around);
        subject.clock = self
            .due
            .as_ref()
            .zip(self.standing)
            .map(|(due, standing)| Clock::of(due, standing));
        subject.unapproved = &self.unapproved;
        subject.changed_since = self.changed_since;
        self.diagnostics = if ready {
            check(&subject, &needed.rules.checks)
        } else {
            Vec::new()
        };
    }

    /// Tells whether a view is marked as a draft: a letter of which something is not approved. The entry of the
    /// disclosure log is made of what has left.
    pub fn is_draft(&self, view: View) -> bool {
        view == View::Letter && !self.unapproved.is_empty()
    }

    /// Says why it is a draft: "a draft: not approved are the letter (by Priya Nair) and …".
    pub fn why_draft(&self) -> String {
        let verb = if self.unapproved.len() == 1 {
            "is"
        } else {
            "are"
        };
        format!(
            "a draft; not approved {verb} {}",
            in_a_line(&self.unapproved)
        )
    }

    /// Returns the revision for which the findings were made.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Forgets for which case it was made, where something besides the case has changed.
    pub fn make_anew(&mut self) {
        self.made_for = None;
    }
}

impl Read {
    // Reads the texts that the make-up of the letter brings along. Tells whether they are the same.
    fn bring_fixed_up(&mut self, reader: &Reader, case: &Case, fixed: &[String]) -> bool {
        let known = self.fixed.iter().map(|(text, _)| text);
        if known.eq(fixed) {
            return true;
        }
        let read = |text: &String| {
            let reading = reader.read(text, &case.facts.regime, Within::Frame, None);
            (text.clone(), Arc::new(reading))
        };
        self.fixed = fixed.iter().map(read).collect();
        false
    }

    // Reads the texts whose stamps have moved. Tells whether none of them reads differently.
    fn bring_up(&mut self, reader: &Reader, case: &Case, stamps: &mut Vec<u64>) -> bool {
        let now: Vec<u64> = stamps_of(case).collect();
        let mut same = stamps.len() == now.len() && !self.texts.is_empty();
        for (at, stamp) in now.iter().enumerate() {
            if same && stamps.get(at) == Some(stamp) {
                continue;
            }
            let question = at.checked_sub(2).and_then(|at| case.questions.get(at));
            let place = match (at, question) {
                (_, Some(question)) => Place::Answer(question.id.clone()),
                (0, None) => Place::Opening,
                (_, None) => Place::Closing,
            };
            same &= self.read_again(reader, case, &place, *stamp);
            if let Some(question) = question {
                let old = self.words.get(&question.id);
                if old.is_none_or(|(text, _)| **text != *question.text) {
                    let words = Arc::new(word_set(&question.text));
                    same &= old.is_some_and(|(_, old)| *old == words);
                    let read = (question.text.as_str().into(), words);
                    self.words.insert(question.id.clone(), read);
                }
            }
        }
        *stamps = now;
        same
    }

    fn read_again(&mut self, reader: &Reader, case: &Case, place: &Place, stamp: u64) -> bool {
        let text = case.text(place);
        let (regime, within) = match place.question().and_then(|id| case.question(id)) {
            Some(question) => (case.regime_of(question), Within::Answer),
            None => (&*case.facts.regime, Within::Frame),
        };
        let old = self
            .texts
            .get(place)
            .map(|(_, reading)| Arc::clone(reading));
        if let Some((known, reading)) = self.texts.get(place)
            && *known == stamp
            && reading.is_under(regime)
        {
            return true;
        }
        let reading = Arc::new(reader.read(text, regime, within, old.as_deref()));
        let same = old.is_some_and(|old| old.reads_like(&reading));
        self.texts.insert(place.clone(), (stamp, reading));
        same
    }
}

impl Readings for Read {
    fn reading(&self, place: &Place) -> Arc<Reading> {
        self.texts
            .get(place)
            .map(|(_, reading)| Arc::clone(reading))
            .unwrap_or_default()
    }

    fn words(&self, id: &QuestionId) -> Arc<WordSet> {
        self.words
            .get(id)
            .map(|(_, words)| Arc::clone(words))
            .unwrap_or_default()
    }
}

// The stamps of all texts that leave: opening, closing, then the answers.
fn stamps_of(case: &Case) -> impl Iterator<Item = u64> + '_ {
    let answers = case.questions.iter().map(|question| question.stamp);
    [case.opening.stamp, case.closing.stamp]
        .into_iter()
        .chain(answers)
}
