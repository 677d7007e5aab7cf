//! What a mail says about itself.

use jiff::civil::Date;
use mail_parser::{DateTime, Message};

use super::super::Head;
use crate::text::clean::{LONGEST_LINE, clean_line};

/// What mail programs and gateways put before a subject.
const BEFORE: [&str; 14] = [
    "re:",
    "fw:",
    "fwd:",
    "aw:",
    "wg:",
    "sv:",
    "tr:",
    "[external]",
    "[ext]",
    "(external)",
    "external:",
    "[official]",
    "official:",
    "[secure]",
];

pub(super) fn of(message: &Message<'_>) -> Head {
    let from = message.from().and_then(|from| from.first());
    let name = from
        .and_then(|from| from.name.as_deref())
        .unwrap_or_default();
    let address = from
        .and_then(|from| from.address.as_deref())
        .unwrap_or_default();
    Head::told(
        message.subject().unwrap_or_default(),
        name,
        address,
        message.date().and_then(day),
    )
}

impl Head {
    /// Makes a head of what a mail says, which comes from a stranger.
    pub(in super::super) fn told(
        subject: &str,
        name: &str,
        address: &str,
        sent: Option<Date>,
    ) -> Self {
        let line = |text: &str| clean_line(text, LONGEST_LINE).0.to_string();
        // "ann@x.example <ann@x.example>" has no name.
        let name = if name.contains('@') { "" } else { name };
        Self {
            subject: plain_subject(subject),
            sender: line(&in_order(name.trim_matches(['"', '\'', ' ']))),
            address: line(address),
            sent,
        }
    }
}

/// Returns a subject as one clean line, without `Re:`, `Fw:` and the marks of gateways.
pub fn plain_subject(subject: &str) -> String {
    let (line, _) = clean_line(subject, LONGEST_LINE);
    let mut rest = line.trim();
    loop {
        let next = BEFORE.iter().find_map(|mark| {
            let start = rest.get(..mark.len())?;
            let after = rest.get(mark.len()..)?;
            start.eq_ignore_ascii_case(mark).then(|| after.trim_start())
        });
        match next {
            Some(next) => rest = next,
            None => return rest.to_owned(),
        }
    }
}

/// "Smith, Ann" is how address books sort; letters greet Ann Smith.
fn in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first))
            if !first.contains(',')
                && last.split_whitespace().count() <= 2
                && (1..=3).contains(&first.split_whitespace().count())
                && !first.contains(['(', '[']) =>
        {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.to_owned(),
    }
}

fn day(at: &DateTime) -> Option<Date> {
    let (year, month, day) = (
        i16::try_from(at.year),
        i8::try_from(at.month),
        i8::try_from(at.day),
    );
    Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_loses_what_programs_put_before_it() {
        assert_eq!(plain_subject("RE: FW: [EXTERNAL] Grit  bins"), "Grit  bins");
        assert_eq!(
            plain_subject("Request: re-opening of the park"),
            "Request: re-opening of the park"
        );
        assert_eq!(plain_subject("Re:"), "");
    }

    #[test]
    fn names_stand_as_people_say_them() {
        assert_eq!(in_order("Smith, Ann"), "Ann Smith");
        assert_eq!(
            in_order("Friends of the Park, Lakes and Woods of Thornmere"),
            "Friends of the Park, Lakes and Woods of Thornmere"
        );
    }
}
