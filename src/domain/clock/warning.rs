//! What the officer should know about a due date.

use jiff::civil::Date;

use super::count;
use super::error::ClockError;
use super::event::Occurrence;
use super::reckoning::{Clock, terms, whole_limit};
use super::rules::{EventRule, Mechanism};
use super::{Due, written};

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WarningKind {
    /// An event cannot be understood, or is none of this regime's; it changes nothing.
    NotUsed,
    /// Events are out of order.
    OutOfOrder,
    /// A notice left too late, or an extension is no longer in force: the ordinary time has passed without one.
    NoNotice,
    /// The holidays of part of the period are not known.
    HolidaysUnknown,
}

impl WarningKind {
    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotUsed => "event-not-used",
            Self::OutOfOrder => "events-out-of-order",
            Self::NoNotice => "extension-no-notice",
            Self::HolidaysUnknown => "holidays-unknown",
        }
    }
}

/// Something about a due date that the officer should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// The event it is about, as it is written.
    pub event: Option<String>,
    /// The words.
    pub message: String,
}

impl<'a> Clock<'a> {
    /// Warns of a period that is longer than the holidays are known.
    pub(super) fn warn_of_holidays(&self, due: &mut Due) {
        if due.certain {
            return;
        }
        let until = match self.calendar.covers_to {
            Some(to) if due.date > to => format!("holidays are known only up to {}", written(to)),
            _ => match self.calendar.covers_from {
                Some(from) => format!("holidays are known only from {}", written(from)),
                None => "the holidays are not known".to_owned(),
            },
        };
        due.warnings.push(Warning {
            kind: WarningKind::HolidaysUnknown,
            event: None,
            message: format!(
                "part of this period lies where {until}: the date may be too early. Compare with the official list, \
                 and add days in the workspace’s calendars folder"
            ),
        });
    }

    /// Warns of events that are out of order, and of notices that left too late.
    pub(super) fn warn(
        &self,
        due: &mut Due,
        occurrences: &[Occurrence<'a>],
    ) -> Result<(), ClockError> {
        for occurrence in &self.occurrences {
            let Some(date) = occurrence.date() else {
                continue;
            };
            let order = self.out_of_order(occurrence, date);
            let notice = match &order {
                Some(_) if date < self.received => None,
                _ => self.without_notice(occurrence, date, due.start, occurrences)?,
            };
            let order = order.map(|message| (WarningKind::OutOfOrder, message));
            let notice = notice.map(|message| (WarningKind::NoNotice, message));
            for (kind, message) in order.into_iter().chain(notice) {
                due.warnings.push(Warning {
                    kind,
                    event: Some(occurrence.rule.kind.clone()),
                    message,
                });
            }
        }
        self.warn_of_holidays(due);
        Ok(())
    }

    fn out_of_order(&self, occurrence: &Occurrence<'a>, date: Date) -> Option<String> {
        let rule: &EventRule = occurrence.rule;
        let title = &rule.title;
        if date < self.received {
            let unused = if rule.does == Mechanism::Note {
                ""
            } else {
                "; it was not counted"
            };
            return Some(format!(
                "{title} on {} is before the date of receipt, {}{unused}",
                written(date),
                written(self.received)
            ));
        }
        let others = || self.occurrences.iter();
        let came = |kind: &str| {
            others()
                .any(|other| other.rule.kind == kind && other.date().is_some_and(|day| day <= date))
        };
        if !rule.after.is_empty() && !came(&rule.after) {
            let wanted = self.regime.clock.event(&rule.after);
            let wanted = wanted.map_or(rule.after.as_str(), |rule| rule.title.as_str());
            return Some(format!(
                "{title} on {} has no “{wanted}” before it: add that event, or look at the dates",
                written(date)
            ));
        }
        let earlier = || others().take_while(|other| !std::ptr::eq(*other, occurrence));
        let again = rule.once && earlier().any(|other| other.rule.kind == rule.kind);
        again.then(|| format!("{title} on {}: there can be only one", written(date)))
    }

    // An extension that went with an earlier period, or a notice that left when the time was up.
    fn without_notice(
        &self,
        occurrence: &Occurrence<'a>,
        date: Date,
        start: Date,
        occurrences: &[Occurrence<'a>],
    ) -> Result<Option<String>, ClockError> {
        let rule: &EventRule = occurrence.rule;
        if rule.does.extends() && date < start {
            return Ok(Some(format!(
                "{} on {} ended when the clock started again on {}: more time needs a new notice",
                rule.title,
                written(date),
                written(start)
            )));
        }
        if !rule.in_time {
            return Ok(None);
        }
        // The period that ran on that day, with the extensions told before it.
        let earlier: Vec<Occurrence<'a>> = occurrences
            .iter()
            .filter(|other| !other.rule.does.extends() || other.date().is_none_or(|day| day < date))
            .copied()
            .collect();
        let start = self.start(occurrences, Some(date))?;
        let limit = whole_limit(self.regime.response_days, start, &earlier);
        let by = count::count(&terms(start, limit, &earlier), self.calendar)?.end;
        Ok((date > by).then(|| {
            format!(
                "{} on {} came after the response was due, {}",
                rule.title,
                written(date),
                written(by)
            )
        }))
    }
}
