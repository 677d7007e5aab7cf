//! The cases: which cannot be opened as a whole, and how old they are.

use jiff::civil::Date;

use super::{Signs, counted};
use crate::domain::case::CaseStatus;
use crate::domain::fields::long_date;
use crate::domain::ids::Reference;
use crate::host::start::Start;
use crate::host::window;
use crate::store::case_folder::CaseFolder;
use crate::store::presence::{self, Holder};
use crate::store::sent;

const PART: &str = "cases";
/// How many cases are named one by one; more would hide the rest.
const NAMED: usize = 10;

pub(super) fn examine(start: &Start, today: Date, signs: &mut Signs) {
    let references = start.workspace.references();
    let mut open = 0;
    let mut late = 0;
    let mut oldest: Option<Date> = None;
    let mut damaged = Vec::new();
    let mut remarks = Vec::new();
    let mut held = Vec::new();
    let own = window::this(&start.places.state);
    for reference in &references {
        let folder = start.workspace.case(reference);
        if let Some(other) = presence::look(&folder) {
            who_has(reference, &other, &own, &mut held);
        }
        match CaseFolder::open(&folder) {
            Err(error) => damaged.push(error.to_string()),
            Ok(opened) => {
                for problem in opened.problems {
                    // Our own text beside a file, or a file that no list names: nothing is lost, somebody must look.
                    let broken = problem.question.is_some()
                        && opened
                            .case
                            .questions
                            .iter()
                            .all(|q| Some(&q.id) != problem.question.as_ref());
                    if broken { &mut damaged } else { &mut remarks }.push(problem.message);
                }
                let (letters, problems) = sent::all(&start.workspace.case(reference));
                damaged.extend(problems);
                let folder = start.workspace.case(reference);
                damaged.extend(
                    letters
                        .iter()
                        .flat_map(|letter| sent::damaged(&folder, letter)),
                );
                let facts = &opened.case.facts;
                oldest = match (oldest, facts.received) {
                    (Some(old), Some(new)) => Some(old.min(new)),
                    (old, new) => old.or(new),
                };
                if facts.status == CaseStatus::Open {
                    open += 1;
                    let due = start.shelf.regimes().due(facts).and_then(Result::ok);
                    late += usize::from(due.is_some_and(|due| due.date < today));
                }
            }
        }
    }
    let oldest = oldest.map_or_else(String::new, |date| {
        format!("; the oldest was received on {}", long_date(date))
    });
    signs.well(
        PART,
        format!(
            "{}, {open} of them open{oldest}",
            counted(references.len(), "case")
        ),
    );
    for (words, is_left) in held.into_iter().take(NAMED) {
        if is_left {
            signs.look(PART, words, "Open the case: what was not saved is offered");
        } else {
            signs.well(PART, words);
        }
    }
    if late > 0 {
        signs.look(
            PART,
            format!("{} overdue", counted(late, "open case")),
            "The board lists them first, with the days",
        );
    }
    let rest = |all: &[String]| all.len().saturating_sub(NAMED);
    for words in damaged.iter().take(NAMED) {
        signs.wrong(
            PART,
            words.clone(),
            "The other questions and cases open as usual",
        );
    }
    if rest(&damaged) > 0 {
        signs.wrong(
            PART,
            format!("{} more files cannot be read", rest(&damaged)),
            "Mend those above, then look again",
        );
    }
    for words in remarks.iter().take(NAMED) {
        signs.look(PART, words.clone(), "");
    }
}

// Who has a case open; and whether that window is gone without having closed it.
fn who_has(reference: &Reference, other: &Holder, own: &Holder, held: &mut Vec<(String, bool)>) {
    let told = window::elsewhere(other, own, None);
    let (who, since) = (&told.who, &told.since);
    held.push(if window::is_dead(other, own, false) {
        let words =
            format!("{reference} was open since {since} when the program ended without closing it");
        (words, true)
    } else {
        (
            format!(
                "{reference} is open by {who} on {} since {since}",
                told.host
            ),
            false,
        )
    });
}
