//! The clock of the computer.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

/// A date set from outside, so that tests and demonstrations do not depend on the day they run.
const TODAY: &str = "SERIATIM_TODAY";

/// Returns today's date where the officer sits.
pub fn today() -> Date {
    let set = std::env::var(TODAY).ok().and_then(|date| date.parse().ok());
    set.unwrap_or_else(|| ZonedDateTime::now().date())
}

/// Returns the present moment for the history of a case: `2026-11-24T09:30:00Z`.
pub fn moment() -> String {
    let now = Timestamp::now();
    let seconds = Timestamp::from_second(now.as_second()).unwrap_or(now);
    seconds.to_string()
}

/// Returns the present moment as the officer's clock shows it, with its distance from universal time.
pub fn local_moment() -> String {
    ZonedDateTime::now()
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// Returns the present moment as part of a file name: `20261124T093000Z`.
pub fn stamp() -> String {
    moment()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// Returns a number that another program is unlikely to get: for the ids of new questions.
pub fn seed() -> u64 {
    let set = std::env::var("SERIATIM_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    set.unwrap_or_else(|| {
        let now = Timestamp::now().as_nanosecond();
        let low = u64::try_from(now & i128::from(u64::MAX)).unwrap_or(0);
        low ^ (u64::from(std::process::id()) << 40)
    })
}
