//! The cases: which cannot be opened as a whole, and how old they are.

use std::path::Path;

use jiff::civil::Date;

use super::{Signs, counted};
use crate::domain::case::CaseStatus;
use crate::domain::fields::long_date;
use crate::domain::ids::{QuestionId, Reference};
use crate::host::start::Start;
use crate::host::window;
use crate::store::case_folder::{CaseFolder, Opened};
use crate::store::presence::{self, Holder};
use crate::store::sent;

const PART: &str = "cases";
/// How many cases are named one by one; more would hide the rest.
const NAMED: usize = 10;

// What was seen of the cases.
#[derive(Default)]
struct Seen {
    open: usize,
    late: usize,
    oldest: Option<Date>,
    damaged: Vec<String>,
    remarks: Vec<String>,
    // Who has which case open, and whether that window is gone without having closed it.
    held: Vec<(String, bool)>,
}

pub(super) fn examine(start: &Start, today: Date, signs: &mut Signs) {
    let references = start.workspace.references();
    let own = window::this(&start.places.state);
    let mut seen = Seen::default();
    for reference in &references {
        let folder = start.workspace.case(reference);
        if let Some(other) = presence::look(&folder) {
            seen.held.push(who_has(reference, &other, &own));
        }
        match CaseFolder::open(&folder) {
            Err(error) => seen.damaged.push(error.to_string()),
            Ok(opened) => seen.case(start, today, &folder, opened),
        }
    }
    seen.tell(references.len(), signs);
}

impl Seen {
    fn case(&mut self, start: &Start, today: Date, folder: &Path, opened: Opened) {
        let case = opened.case;
        for problem in opened.problems {
            // Our own text beside a file, or a file that no list names: nothing is lost, somebody must look.
            let is_missing = |id: &QuestionId| case.question(id).is_none();
            if problem.question.as_ref().is_some_and(is_missing) {
                self.damaged.push(problem.message);
            } else {
                self.remarks.push(problem.message);
            }
        }
        let (letters, problems) = sent::all(folder);
        self.damaged.extend(problems);
        let changed = letters.iter();
        self.damaged
            .extend(changed.flat_map(|letter| sent::damaged(folder, letter)));
        self.oldest = match (self.oldest, case.facts.received) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        if case.facts.status == CaseStatus::Open {
            self.open += 1;
            let due = start.shelf.regimes().due(&case.facts).and_then(Result::ok);
            self.late += usize::from(due.is_some_and(|due| due.date < today));
        }
    }

    fn tell(self, cases: usize, signs: &mut Signs) {
        let oldest = self.oldest.map_or_else(String::new, |date| {
            format!("; the oldest was received on {}", long_date(date))
        });
        let count = counted(cases, "case");
        signs.well(PART, format!("{count}, {} of them open{oldest}", self.open));
        for (words, is_left) in self.held.into_iter().take(NAMED) {
            if is_left {
                signs.look(PART, words, "Open the case: what was not saved is offered");
            } else {
                signs.well(PART, words);
            }
        }
        if self.late > 0 {
            signs.look(
                PART,
                format!("{} overdue", counted(self.late, "open case")),
                "The board lists them first, with the days",
            );
        }
        let rest = self.damaged.len().saturating_sub(NAMED);
        for words in self.damaged.into_iter().take(NAMED) {
            let mend = "The other questions and cases open as usual";
            signs.wrong(PART, words, mend);
        }
        if rest > 0 {
            signs.wrong(
                PART,
                format!("{rest} more files cannot be read"),
                "Mend those above, then look again",
            );
        }
        for words in self.remarks.into_iter().take(NAMED) {
            signs.look(PART, words, "");
        }
    }
}

fn who_has(reference: &Reference, other: &Holder, own: &Holder) -> (String, bool) {
    let told = window::elsewhere(other, own, None);
    let (who, host, since) = (&told.who, &told.host, &told.since);
    if window::is_dead(other, own, false) {
        let words =
            format!("{reference} was open since {since} when the program ended without closing it");
        return (words, true);
    }
    let words = format!("{reference} is open by {who} on {host} since {since}");
    (words, false)
}
