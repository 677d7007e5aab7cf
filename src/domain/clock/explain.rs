//! The reasons for a due date, a line each: day 0, every day that did not count, every event and what it did.

use jiff::civil::Date;

use super::event::When;
use super::reckoning::Clock;
use super::rules::{EventRule, Mechanism, StageRule, Unit};
use super::{Due, RESPONSE, written};

impl Clock<'_> {
    pub(super) fn explain(&self, due: &Due, stage: Option<&StageRule>) -> Vec<String> {
        let mut dated: Vec<(Date, u8, String)> = Vec::new();
        let mut undated: Vec<String> = Vec::new();
        if due.start == due.received {
            dated.push((
                due.received,
                0,
                format!("{}: received, day 0", written(due.received)),
            ));
        } else {
            let first = if stage.is_some_and(|stage| stage.begins_with) {
                "the period begins with this day"
            } else {
                "day 0 of this period"
            };
            dated.push((
                due.received,
                0,
                format!("{}: received", written(due.received)),
            ));
            dated.push((due.start, 3, format!("{}: {first}", written(due.start))));
        }
        for occurrence in &self.occurrences {
            let rule = occurrence.rule;
            let does = self.does(rule, due);
            let law = in_brackets(&rule.law, rule.statutory);
            let words = format!("{}; {does}{law}", rule.title);
            match occurrence.when {
                When::On(date) => dated.push((date, 1, format!("{}: {words}", written(date)))),
                When::Between(first, Some(last)) => {
                    dated.push((
                        first,
                        1,
                        format!("{} to {}: {words}", written(first), written(last)),
                    ));
                }
                When::Between(first, None) => {
                    dated.push((first, 1, format!("since {}: {words}", written(first))));
                }
                When::Always => undated.push(words),
                When::Days(days) => {
                    undated.push(format!("{}; {days} working days{law}", rule.title));
                }
            }
        }
        for (day, reason) in &due.skipped {
            dated.push((*day, 2, format!("{}: not counted, {reason}", written(*day))));
        }
        // Of one day the event comes before what follows from it; the sort keeps the order otherwise.
        dated.sort_by_key(|(date, rank, _)| (*date, *rank));
        let mut lines: Vec<String> = undated;
        lines.extend(dated.into_iter().map(|(_, _, words)| words));
        lines.push(last_line(due));
        if due.is_extended() {
            lines.push(format!(
                "without the extension it would be due on {}; its notice must leave by then",
                written(due.ordinary)
            ));
        }
        if let Some(stopped) = &due.stopped {
            lines.push(format!(
                "the clock stands still since {}: {}; the due date follows when it goes on",
                written(stopped.since),
                stopped.reason
            ));
        }
        lines.push(rule_line(due));
        if let Some(stage) = stage.filter(|stage| !stage.note.is_empty()) {
            lines.push(stage.note.clone());
        }
        lines.extend(
            due.warnings
                .iter()
                .map(|warning| format!("warning: {}", warning.message)),
        );
        if due.unit == Unit::WorkingDays {
            lines.push(self.calendar.age());
        }
        lines
    }

    // What an event does to this stage.
    fn does(&self, rule: &EventRule, due: &Due) -> String {
        let here = rule.stages.contains(&due.stage);
        let words = rule.does.in_words(self.regime.response_days);
        if here && !words.is_empty() {
            return words;
        }
        let ends = self.regime.clock.events.iter().any(
            |other| matches!(&other.does, Mechanism::Pause { until, .. } if *until == rule.kind),
        );
        if ends && due.stage == RESPONSE {
            "the clock goes on after this day".to_owned()
        } else {
            "changes no date".to_owned()
        }
    }
}

fn rule_line(due: &Due) -> String {
    let law = in_brackets(&due.law, due.statutory);
    format!("the rule: {} {}{law}", due.limit, due.unit.words())
}

fn last_line(due: &Due) -> String {
    let date = written(due.date);
    match due.unit {
        Unit::WorkingDays if due.cut => format!(
            "{date}: due, working day {}, which is the latest although only {} days have counted",
            due.limit,
            due.length()
        ),
        Unit::WorkingDays if due.stopped.is_some() => {
            format!("{date}: due at the earliest, working day {}", due.limit)
        }
        Unit::WorkingDays => format!(
            "{date}: due, working day {}; weekends are not counted",
            due.limit
        ),
        Unit::CalendarDays => format!("{date}: the last day, day {}", due.limit),
        Unit::Months => format!("{date}: the last day, the end of {} months", due.limit),
    }
}

// What says so; a guide is called a guide.
fn in_brackets(law: &str, statutory: bool) -> String {
    match (law.is_empty(), statutory) {
        (true, _) => String::new(),
        (false, true) => format!(" ({law})"),
        (false, false) => format!(" ({law}; not a limit in the statute)"),
    }
}
