//! Reads the law as data: regime packs, calendars, regulators, the wording of reasons.

mod calendars;
mod checks;
mod clocks;
mod composing;
mod pack;
mod regimes;
mod regulators;
mod repealed;
mod returns;
mod wording;

pub use calendars::{calendar, calendars};
pub use checks::{CheckSettings, checks, read_settings as read_check_settings};
pub use composing::composing;
pub use regimes::regimes;
pub use regulators::regulators;
pub use repealed::repealed;
pub use returns::returns;
pub use wording::phrasebook;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::clock::Due;

    #[test]
    fn every_provision_of_the_act_is_there_and_no_pack_has_a_problem() {
        let (regimes, problems) = regimes(None);
        assert_eq!(problems, Vec::<String>::new());
        let act = regimes.get("uk-foia").expect("the pack of the Act");
        assert_eq!(act.provisions.len(), 183);
        let cyber = act.provision("31(1)(a)").expect("a limb");
        assert_eq!(cyber.in_words(), "qualified, prejudice based");
        let names = act.provision("40(2)").expect("a limb");
        assert!(names.can_be_relied_on());
    }

    #[test]
    fn days_that_scotland_alone_keeps_stop_the_clock_everywhere() {
        let calendar = calendar("uk").expect("the calendar");
        assert!(!calendar.is_working_day(date(2026, 6, 15)));
        assert!(!calendar.is_working_day(date(2026, 1, 2)));
        let (regimes, _) = regimes(None);
        let act = regimes.get("uk-foia").expect("the pack");
        let due = Due::count(act, &calendar, date(2025, 12, 24), &[]).expect("covered");
        assert_eq!(due.date, date(2026, 1, 27));
        assert!(
            due.explanation()
                .iter()
                .any(|line| line.contains("(Scotland)"))
        );
    }

    #[test]
    fn the_regulators_have_names_and_contacts() {
        let regulators = regulators().expect("no error in it");
        assert!(regulators["ico"].contact().contains("ico.org.uk"));
    }
}
