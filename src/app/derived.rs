//! What is computed from a case and never stored: findings and the due date. Made anew when the revision has moved.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, Place};
use crate::domain::checks::{Diagnostic, TextFindings, check};
use crate::domain::clock::{Due, Standing};
use crate::domain::regime::Regimes;

/// What follows from the case as it stands.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// What the checks found, in the order of the letter.
    pub diagnostics: Vec<Diagnostic>,
    /// When the response is due.
    pub due: Option<Due>,
    /// Where today stands.
    pub standing: Option<Standing>,
    texts: HashMap<Place, (u64, TextFindings)>,
    made_for: Option<(u64, Date, u64)>,
}

impl Derived {
    /// Brings everything up to date. `generation` counts the readings of the regimes.
    pub fn refresh(
        &mut self,
        case: &Case,
        regimes: &Regimes,
        calendar: &Calendar,
        today: Date,
        generation: u64,
    ) {
        let wanted = Some((case.revision, today, generation));
        if self.made_for == wanted {
            return;
        }
        self.made_for = wanted;
        self.due = case
            .facts
            .received
            .zip(regimes.get(&case.facts.regime))
            .and_then(|(received, regime)| Due::count(regime, calendar, received));
        self.standing = self.due.as_ref().map(|due| due.standing(calendar, today));
        let texts = &mut self.texts;
        self.diagnostics = check(case, regimes, |place| {
            let stamp = match place {
                Place::Opening => case.opening.stamp,
                Place::Closing => case.closing.stamp,
                Place::Answer(id) | Place::Question(id) => {
                    case.question(id).map_or(0, |question| question.stamp)
                }
            };
            match texts.get(place) {
                Some((known, findings)) if *known == stamp => findings.clone(),
                _ => {
                    let findings = match place {
                        Place::Opening | Place::Closing => TextFindings::of_frame(case.text(place)),
                        Place::Answer(_) | Place::Question(_) => TextFindings::of(case.text(place)),
                    };
                    texts.insert(place.clone(), (stamp, findings.clone()));
                    findings
                }
            }
        });
    }

    /// Returns the revision for which the findings were made.
    pub fn revision(&self) -> u64 {
        self.made_for.map_or(0, |(revision, _, _)| revision)
    }
}
