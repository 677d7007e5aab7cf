//! Dates as officers write them.

use jiff::civil::Date;

/// The months, as a date in words names them.
pub(in crate::domain) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns a date as a letter writes it: "24 November 2026".
pub fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Returns a date as the status line writes it: "Thu 17 Dec".
pub fn short_date(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

/// Reads a date: 2026-11-24, 24/11/2026, 24.11.2026, 24 November 2026, 24th Nov 2026.
pub fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let mut parts = text
        .split(['/', '.', ' ', '-', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let day = parts.next()?;
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day);
    let day: i8 = day.parse().ok()?;
    let month = parts.next()?;
    let month: i8 = month.parse().ok().or_else(|| named(month))?;
    let year: i16 = parts.next()?.parse().ok()?;
    let whole = parts.next().is_none() && year > 1900;
    whole.then(|| Date::new(year, month, day).ok()).flatten()
}

// A month by its name or the first letters of it.
fn named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_written_as_officers_write_them() {
        assert_eq!(long_date(date(2026, 11, 4)), "4 November 2026");
        assert_eq!(short_date(date(2026, 12, 17)), "Thu 17 Dec");
    }

    #[test]
    fn dates_are_read_in_the_forms_in_use() {
        let day = Some(date(2026, 11, 24));
        for text in [
            "2026-11-24",
            "24/11/2026",
            "24.11.2026",
            "24 November 2026",
            "24th Nov, 2026",
        ] {
            assert_eq!(read_date(text), day, "{text}");
        }
        for text in [
            "",
            "soon",
            "24/11",
            "31/2/2026",
            "24 No 2026",
            "24 11 2026 5",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
