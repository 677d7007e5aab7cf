//! What is computed from a case and never stored: findings and the due date. Made anew when the revision has moved.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::case::{Case, Place};
use crate::domain::checks::{Diagnostic, TextFindings, check};
use crate::domain::clock::{Due, Standing, balance_of};
use crate::domain::regime::Regimes;

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
    texts: HashMap<Place, Looked>,
    stamps: Vec<u64>,
    made_for: Option<MadeFor>,
    revision: u64,
}

// What was found in a text when it was looked through last.
#[derive(Debug, Clone, PartialEq)]
struct Looked {
    stamp: u64,
    is_empty: bool,
    findings: TextFindings,
}

// Everything but the texts on which the findings depend.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    shape: u64,
    today: Date,
    generation: u64,
}

impl Derived {
    /// Brings everything up to date. `generation` counts the readings of the regimes.
    ///
    /// Typing in an answer changes nothing here as long as the text neither becomes nor ceases to be empty and its
    /// findings stay: that is told from the one text that changed.
    pub fn refresh(&mut self, case: &Case, regimes: &Regimes, today: Date, generation: u64) {
        let made_for = Some(MadeFor {
            shape: case.shape,
            today,
            generation,
        });
        if self.made_for == made_for && self.revision == case.revision {
            return;
        }
        let same_shape = self.made_for == made_for;
        if same_shape && self.texts_say_the_same(case) {
            self.revision = case.revision;
            return;
        }
        self.made_for = made_for;
        self.revision = case.revision;
        (self.due, self.no_due) = match regimes.due(&case.facts) {
            Some(Ok(due)) => (Some(due), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        self.standing = self.due.as_ref().and_then(|due| {
            let (_, calendar) = regimes.clock_of(&case.facts.regime)?;
            Some(due.standing(calendar, today))
        });
        self.balance = balance_of(regimes, &case.citations());
        let texts = &mut self.texts;
        self.diagnostics = check(case, regimes, |place| {
            let stamp = case.stamp(place);
            match texts.get(place) {
                Some(looked) if looked.stamp == stamp => looked.findings.clone(),
                _ => {
                    let looked = look(case, place, stamp);
                    let findings = looked.findings.clone();
                    texts.insert(place.clone(), looked);
                    findings
                }
            }
        });
        self.stamps = stamps(case).collect();
    }

    // Looks through the texts whose stamps have moved. Tells whether none of them reads differently for the checks.
    fn texts_say_the_same(&mut self, case: &Case) -> bool {
        let mut same = true;
        for (at, stamp) in stamps(case).enumerate() {
            let Some(known) = self.stamps.get_mut(at).filter(|known| **known != stamp) else {
                continue;
            };
            *known = stamp;
            let place = match at {
                0 => Place::Opening,
                1 => Place::Closing,
                _ => Place::Answer(case.questions[at - 2].id.clone()),
            };
            let now = look(case, &place, stamp);
            let before = self.texts.insert(place, now.clone());
            same &= before.is_some_and(|before| Looked { stamp, ..before } == now);
        }
        same
    }

    /// Returns the revision for which the findings were made.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

// The stamps of all texts that leave: opening, closing, then the answers.
fn stamps(case: &Case) -> impl Iterator<Item = u64> + '_ {
    let answers = case.questions.iter().map(|question| question.stamp);
    [case.opening.stamp, case.closing.stamp]
        .into_iter()
        .chain(answers)
}

fn look(case: &Case, place: &Place, stamp: u64) -> Looked {
    let text = case.text(place);
    Looked {
        stamp,
        is_empty: text.trim().is_empty(),
        findings: match place {
            Place::Opening | Place::Closing => TextFindings::of_frame(text),
            Place::Answer(_) | Place::Question(_) => TextFindings::of(text),
        },
    }
}
