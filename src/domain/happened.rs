//! What the history of a case tells: each line with its moment and its author, and when the response left.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::case::CaseStatus;
use super::event::Event;
use super::letter::View;

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When, as it was written: an RFC 3339 time.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What; `None` if a newer version wrote something that this one does not know.
    pub event: Option<Event>,
    /// The word that the line has for it.
    pub word: String,
}

impl Happened {
    /// Returns the day on which it happened, as the calendar on the wall had it there.
    pub fn date(&self, zone: &TimeZone) -> Option<Date> {
        let moment: Timestamp = self.at.parse().ok()?;
        Some(zone.to_datetime(moment).date())
    }
}

/// Returns the day on which the response of a case left; `None` if the history does not tell, or it is open again.
///
/// It is the date of the letter that was kept when the case was marked as sent, else the day of the mark. Where nobody
/// marked the case, the day counts on which its letter was copied last.
pub fn responded(history: &[Happened], zone: &TimeZone) -> Option<Date> {
    let marked = history
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, line)| match &line.event {
            Some(Event::Status { status }) => Some((status.as_str(), at, line)),
            _ => None,
        });
    match marked {
        // Whoever marks it later gives the day on which it left.
        Some((status, at, line)) if status == CaseStatus::Sent.id() => {
            let since = history.iter().skip(at).rev();
            let kept = since.filter_map(|line| line.event.as_ref()).find_map(|event| match event {
                Event::Sent { on, .. } => Some(*on),
                _ => None,
            });
            kept.or_else(|| line.date(zone))
        }
        Some(_) => None,
        None => history
            .iter()
            .rev()
            .find(|line| {
                matches!(&line.event, Some(Event::Copied { view, draft: false, .. }) if view == View::Letter.id())
            })?
            .date(zone),
    }
}

/// Returns the reasons that were given for sending although one of these checks stood in the way, each once.
pub fn reasons_against(history: &[Happened], is_one: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut reasons: Vec<&str> = Vec::new();
    for line in history {
        if let Some(Event::Overridden { codes, reason }) = &line.event
            && codes.iter().any(|code| is_one(code))
            && !reasons.contains(&reason.as_str())
        {
            reasons.push(reason);
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(at: &str, event: Event) -> Happened {
        Happened {
            at: at.into(),
            by: "Ann".into(),
            event: Some(event),
            word: String::new(),
        }
    }

    fn status(at: &str, status: &str) -> Happened {
        let status = status.to_owned();
        line(at, Event::Status { status })
    }

    #[test]
    fn a_response_left_when_it_was_marked_last_unless_the_case_is_open_again() {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let copied = line(
            "2026-06-01T10:00:00Z",
            Event::Copied {
                view: "letter".into(),
                delivery: String::new(),
                sha256: String::new(),
                draft: false,
            },
        );
        let mut history = vec![copied];
        assert_eq!(responded(&history, &zone), Some(date(2026, 6, 1)));
        history.push(status("2026-06-02T23:30:00Z", "sent"));
        assert_eq!(
            responded(&history, &zone),
            Some(date(2026, 6, 3)),
            "half past midnight where the officer sits"
        );
        let on = date(2026, 6, 1);
        let (file, sha256) = (String::new(), String::new());
        history.push(line(
            "2026-06-02T23:30:01Z",
            Event::Sent { on, file, sha256 },
        ));
        assert_eq!(responded(&history, &zone), Some(on), "it was marked later");
        history.push(status("2026-06-04T10:00:00Z", "open"));
        assert_eq!(responded(&history, &zone), None);
    }
}
