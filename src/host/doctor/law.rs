//! The law as data: packs that cannot be read, and how far the holidays of each calendar are known.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Signs;
use crate::domain::regime::Regimes;

const PART: &str = "law";

pub(super) fn examine(regimes: &Regimes, problems: &[String], today: Date, signs: &mut Signs) {
    let ids: Vec<&str> = regimes.iter().map(|regime| regime.id.as_str()).collect();
    signs.well(PART, format!("{} regimes: {}", ids.len(), ids.join(", ")));
    for problem in problems {
        signs.wrong(
            PART,
            problem.clone(),
            "The pack that comes with the program is used instead",
        );
    }
    // A response that is asked for today may be due in some two months, and a review after that.
    let soon = today.checked_add(4.months()).unwrap_or(today);
    let later = today.checked_add(12.months()).unwrap_or(today);
    let mut seen = BTreeSet::new();
    for regime in regimes.iter() {
        let Some(calendar) = regimes.calendar_of(regime) else {
            continue;
        };
        if !seen.insert(calendar.id.clone()) {
            continue;
        }
        let mend = format!(
            "Add the holidays to calendars/{}-more.toml in the workspace; seriatim.toml shows how, or update the program",
            calendar.id
        );
        let age = calendar.age();
        match calendar.covers_to {
            Some(to) if to < soon => {
                signs.wrong(PART, format!("{age}: due dates beyond are a guess"), mend);
            }
            Some(to) if to < later => {
                signs.look(PART, format!("{age}: less than a year ahead"), mend);
            }
            _ => signs.well(PART, age),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::Health;
    use super::*;
    use crate::store::law::regimes;

    fn of(today: Date) -> Signs {
        let (regimes, problems) = regimes(None);
        let mut signs = Signs::default();
        examine(&regimes, &problems, today, &mut signs);
        signs
    }

    #[test]
    fn holidays_that_end_soon_are_told_before_they_end() {
        assert_eq!(of(date(2026, 11, 24)).health(), Health::Well);
        assert_eq!(of(date(2028, 3, 1)).health(), Health::Look);
        let signs = of(date(2028, 11, 1));
        assert_eq!(signs.health(), Health::Wrong);
        let wrong = signs.all().iter().find(|sign| sign.health == Health::Wrong);
        let wrong = wrong.expect("one of them");
        assert!(
            wrong.found.contains("2028") && wrong.mend.contains("calendars/"),
            "{wrong:?}"
        );
    }
}
