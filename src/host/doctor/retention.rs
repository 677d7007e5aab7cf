//! The retention rule: whether there is one, and what is due under it.

use jiff::civil::Date;

use super::{Signs, counted};
use crate::domain::fields::long_date;
use crate::domain::retention::Part;
use crate::host::retention::Keeper;
use crate::host::start::Start;
use crate::store::files::shown;
use crate::store::purged;
use crate::store::workspace::SETTINGS;

const PART: &str = "retention";

pub(super) fn examine(start: &Start, today: Date, signs: &mut Signs) {
    let rule = start.workspace.settings.retention;
    let keeper = match Keeper::new(start, today) {
        Ok(keeper) => keeper,
        Err(error) => {
            signs.wrong(
                PART,
                format!("what is due cannot be told: {error:#}"),
                "Mend the file; nothing is removed before",
            );
            return;
        }
    };
    let plan = keeper.plan();
    if rule.is_empty() && plan.due.is_empty() {
        let settings = shown(&start.workspace.root.join(SETTINGS));
        signs.well(
            PART,
            format!("no rule says how long cases are kept, so all are; [retention] in {settings} is the place for one"),
        );
        return;
    }
    if plan.due.is_empty() {
        let rules = Part::ALL.into_iter().filter_map(|part| rule.shown(part));
        let rules: Vec<String> = rules.collect();
        signs.well(PART, format!("nothing is due ({})", rules.join(", ")));
    }
    for part in Part::ALL {
        let due = plan.due.iter().filter(|due| due.part == part);
        let (count, oldest) = due.fold((0, None), |(count, oldest), due| {
            let oldest = [oldest, due.since].into_iter().flatten().min();
            (count + 1, oldest)
        });
        if count == 0 {
            continue;
        }
        let what = match part {
            Part::Case => counted(count, "case"),
            Part::Request => counted(count, "request as received"),
            Part::Letters => format!("the letters of {}", counted(count, "case")),
            Part::Copies => "copies on this computer".to_owned(),
        };
        let oldest = oldest.map_or_else(String::new, |date| {
            format!(", the oldest since {}", long_date(date))
        });
        signs.look(
            PART,
            format!("{what} due for removal{oldest}"),
            "seriatim purge lists what, and why; with --remove it is removed",
        );
    }
    for one in &plan.kept_back {
        signs.look(
            PART,
            format!("{} is not judged: {}", one.reference, one.why),
            "",
        );
    }
    let gone = purged::read(&start.workspace.root, |_| true);
    match gone {
        Err(error) => signs.wrong(
            PART,
            error.to_string(),
            "The statistics lack the cases that were removed",
        ),
        Ok(gone) => {
            for problem in gone.problems {
                signs.wrong(PART, problem, "");
            }
        }
    }
}
