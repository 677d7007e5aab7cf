//! Looks through earlier cases for what is asked again.

use jiff::tz::TimeZone;

use crate::domain::case::Case;
use crate::domain::happened::responded;
use crate::domain::round_robin::{Earlier, Given, Wanted, in_order, most_alike};
use crate::store::case_folder::{CaseFolder, read_history};
use crate::store::workspace::Workspace;

/// How many earlier cases a new one is compared with, the latest first.
const EARLIER_CASES: usize = 1_000;
/// How many answers are offered for one question.
const MOST: usize = 5;

/// Returns the earlier case in which most of it was asked, if that is half or more, and every answer that was given to
/// one of its questions. A case that cannot be read is passed over: the board tells.
pub fn asked_before(workspace: &Workspace, case: &Case) -> (Option<Earlier>, Vec<Given>) {
    let wanted = Wanted::of(case);
    let references = workspace.references();
    let others = references
        .iter()
        .rev()
        .filter(|other| **other != case.reference)
        .take(EARLIER_CASES);
    let zone = TimeZone::system();
    let (mut earlier, mut given) = (Vec::new(), Vec::new());
    for reference in others {
        let path = workspace.case(reference);
        let Ok(opened) = CaseFolder::open(&path) else {
            continue;
        };
        // A review asks the same as the case that it looks at.
        if opened.case.is_review() {
            continue;
        }
        earlier.extend(wanted.in_earlier(&opened.case));
        let mut answers = wanted.given_in(&opened.case, None);
        if !answers.is_empty() {
            // Without a history the answers are offered without their day.
            let history = read_history(&path).map(|(history, _)| history);
            let left = responded(&history.unwrap_or_default(), &zone);
            for answer in &mut answers {
                answer.answered = left;
            }
        }
        given.extend(answers);
    }
    (most_alike(earlier), in_order(given, case, MOST))
}
