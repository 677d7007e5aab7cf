//! The libraries: each layer's folder, the files in it that cannot be used, what wants looking at again.

use jiff::civil::Date;

use super::{Signs, counted};
use crate::domain::care::Staleness;
use crate::domain::care::{KnownUse, stale};
use crate::domain::snippet::Layer;
use crate::host::start::Start;
use crate::store::files::shown;

const PART: &str = "libraries";
const NAMED: usize = 10;

pub(super) fn examine(start: &Start, today: Date, signs: &mut Signs) {
    let library = start.shelf.library();
    for layer in Layer::ALL {
        let count = library
            .snippets()
            .iter()
            .filter(|snippet| snippet.layer == layer)
            .count();
        let word = layer.word();
        match start.shelf.folders().of(layer) {
            None if layer == Layer::BuiltIn => {
                signs.well(PART, format!("{word}: {}", counted(count, "snippet")));
            }
            None => {}
            Some(folder) if folder.is_dir() => {
                signs.well(PART, format!("{word}: {} in {}", counted(count, "snippet"), shown(folder)));
            }
            Some(folder) => signs.look(
                PART,
                format!("{word}: the folder {} is not there", shown(folder)),
                "Is the share away? Otherwise make the folder, or correct [libraries] in seriatim.toml",
            ),
        }
    }
    let problems = library.problems();
    for problem in problems.iter().take(NAMED) {
        let line = problem
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        signs.wrong(
            PART,
            format!("{}{line}: {}", problem.path, problem.message),
            "The other snippets work; seriatim snippet check names every problem",
        );
    }
    if problems.len() > NAMED {
        signs.wrong(
            PART,
            format!("{} more problems in the library", problems.len() - NAMED),
            "Run: seriatim snippet check",
        );
    }
    let rules = start.shelf.rules();
    let (mut overdue, mut repealed) = (0, 0);
    for snippet in library.snippets() {
        let reasons = stale(
            snippet,
            KnownUse::default(),
            today,
            start.shelf.regimes(),
            &rules.repealed,
        );
        overdue += usize::from(
            reasons
                .iter()
                .any(|why| matches!(why, Staleness::Overdue(_))),
        );
        repealed += usize::from(
            reasons
                .iter()
                .any(|why| matches!(why, Staleness::Repealed { .. })),
        );
    }
    if repealed > 0 {
        signs.look(
            PART,
            format!("{} law that is no longer in force", cites(repealed)),
            "Run: seriatim snippet stale",
        );
    }
    if overdue > 0 {
        signs.look(
            PART,
            format!("{} past the date of review", counted(overdue, "snippet")),
            "Run: seriatim snippet stale",
        );
    }
}

fn cites(count: usize) -> String {
    let verb = if count == 1 { "cites" } else { "cite" };
    format!("{} {verb}", counted(count, "snippet"))
}
