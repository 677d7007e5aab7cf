//! The clock of a case: what happened, brought into order and counted by the rules of the regime.

use jiff::civil::Date;

use super::count::{self, Counted, Pause, Terms, working_day_after};
use super::error::ClockError;
use super::event::{ClockEvent, Occurrence, When};
use super::rules::{DUE, Mechanism, RECEIVED, RESPONSE, StageRule, TaskBy, Unit};
use super::task::{self, Task};
use super::warning::{Warning, WarningKind};
use super::{Due, Stopped};
use crate::domain::calendar::Calendar;
use crate::domain::regime::Regime;

// The clock of a case: the rules, and the events that can be used.
pub(super) struct Clock<'a> {
    pub(super) regime: &'a Regime,
    pub(super) calendar: &'a Calendar,
    pub(super) received: Date,
    pub(super) occurrences: Vec<Occurrence<'a>>,
    warnings: Vec<Warning>,
}

impl<'a> Clock<'a> {
    pub(super) fn of(
        regime: &'a Regime,
        calendar: &'a Calendar,
        received: Date,
        events: &[ClockEvent],
    ) -> Self {
        let mut occurrences = Vec::new();
        let mut warnings = Vec::new();
        for event in events {
            match regime.clock.understand(event) {
                Ok(occurrence) => occurrences.push(occurrence),
                Err(error) => warnings.push(Warning {
                    kind: WarningKind::NotUsed,
                    event: Some(event.shown()),
                    message: format!("{error}. The event changes nothing"),
                }),
            }
        }
        // In their order in time; of one day in the order in which they were told.
        occurrences.sort_by_key(Occurrence::date);
        Self {
            regime,
            calendar,
            received,
            occurrences,
            warnings,
        }
    }

    // The events that change a stage.
    fn of_stage(&self, stage: &str) -> Vec<Occurrence<'a>> {
        self.occurrences
            .iter()
            .filter(|occurrence| occurrence.rule.stages.iter().any(|other| other == stage))
            .copied()
            .collect()
    }

    // Day 0 as the events that happened up to a day leave it.
    pub(super) fn start(
        &self,
        occurrences: &[Occurrence<'a>],
        up_to: Option<Date>,
    ) -> Result<Date, ClockError> {
        let mut start = self.received;
        for occurrence in occurrences {
            let Some(date) = occurrence
                .date()
                .filter(|date| *date >= self.received && up_to.is_none_or(|up_to| *date <= up_to))
            else {
                continue;
            };
            match occurrence.rule.does {
                Mechanism::Restart => start = start.max(date),
                Mechanism::StartLater { at_most } => {
                    let latest = working_day_after(self.calendar, self.received, at_most)?;
                    start = start.max(date.min(latest));
                }
                _ => {}
            }
        }
        Ok(start)
    }

    pub(super) fn response(&self) -> Result<Due, ClockError> {
        let occurrences = self.of_stage(RESPONSE);
        let start = self.start(&occurrences, None)?;
        let base = self.regime.response_days;
        let limit = whole_limit(base, start, &occurrences);
        let mut terms = terms(start, limit, &occurrences);
        let counted = count::count(&terms, self.calendar)?;
        // A flag or a fixed number is no extension: the notice has no day of its own.
        let fixed: Vec<Occurrence<'a>> = occurrences
            .iter()
            .filter(|occurrence| !(occurrence.rule.does.extends() && occurrence.date().is_some()))
            .copied()
            .collect();
        let mut due = self.due(RESPONSE, &terms, counted);
        terms.limit = whole_limit(base, start, &fixed);
        due.ordinary = count::count(&terms, self.calendar)?.end;
        "Response".clone_into(&mut due.title);
        due.law.clone_from(&self.regime.clock.law);
        // An extension that only a guide knows is not the statute's.
        due.statutory = due.date == due.ordinary
            || occurrences
                .iter()
                .filter(|occurrence| occurrence.rule.does.extends())
                .all(|occurrence| occurrence.rule.statutory);
        let (_, open) = count::pauses(&occurrences);
        due.stopped = open.last().and_then(|occurrence| {
            let since = occurrence.date().filter(|date| *date >= start)?;
            let counts = matches!(
                occurrence.rule.does,
                Mechanism::Pause {
                    first_day_counts: true,
                    ..
                }
            );
            let last_counted = if counts {
                since
            } else {
                since.yesterday().ok()?
            };
            Some(Stopped {
                since,
                last_counted,
                reason: occurrence.rule.reason.clone(),
            })
        });
        self.warn(&mut due, &occurrences)?;
        due.tasks = self.tasks(&due);
        due.lines = self.explain(&due, None);
        Ok(due)
    }

    // The latest of the points from which a stage runs that is known.
    pub(super) fn point(&self, rule: &StageRule) -> Result<Date, ClockError> {
        let mut latest = None;
        for name in &rule.from {
            let point = match name.as_str() {
                RECEIVED => Some(self.received),
                DUE => Some(self.response()?.date),
                kind => self.last(kind),
            };
            latest = latest.max(point);
        }
        latest.ok_or_else(|| ClockError::NoPoint {
            stage: rule.id.clone(),
            wants: rule
                .from
                .iter()
                .map(|kind| format!("{kind}:DATE"))
                .collect::<Vec<String>>()
                .join(" or "),
        })
    }

    // In a case the date of receipt is that of the request, so a stage needs an event of its own.
    pub(super) fn point_in_a_case(&self, rule: &StageRule) -> Option<Date> {
        if !rule.in_a_case_from.is_empty() {
            return rule
                .in_a_case_from
                .iter()
                .filter_map(|kind| self.last(kind))
                .max();
        }
        let told = rule.from.iter().any(|kind| self.last(kind).is_some());
        told.then(|| self.point(rule).ok()).flatten()
    }

    fn last(&self, kind: &str) -> Option<Date> {
        self.occurrences
            .iter()
            .filter(|occurrence| occurrence.rule.kind == kind)
            .filter_map(Occurrence::date)
            .max()
    }

    pub(super) fn later(&self, rule: &StageRule, point: Date) -> Result<Due, ClockError> {
        let occurrences = self.of_stage(&rule.id);
        let limit = whole_limit(rule.limit, point, &occurrences);
        let terms = Terms {
            unit: rule.unit,
            begins_with: rule.begins_with,
            ..terms(point, limit, &occurrences)
        };
        let counted = count::count(&terms, self.calendar)?;
        let mut due = self.due(&rule.id, &terms, counted);
        due.title.clone_from(&rule.title);
        due.law.clone_from(&rule.law);
        due.statutory = rule.statutory;
        if rule.unit == Unit::WorkingDays {
            self.warn_of_holidays(&mut due);
        }
        due.lines = self.explain(&due, Some(rule));
        Ok(due)
    }

    fn due(&self, stage: &str, terms: &Terms<'_>, counted: Counted) -> Due {
        let (start, unit) = (terms.start, terms.unit);
        let limit = match terms.at_most {
            Some(most) if counted.cut => most,
            _ => terms.limit,
        };
        Due {
            cut: counted.cut,
            date: counted.end,
            received: self.received,
            start,
            limit,
            unit,
            stage: stage.to_owned(),
            title: String::new(),
            ordinary: counted.end,
            skipped: counted.skipped,
            certain: unit != Unit::WorkingDays
                || (self.calendar.covers(start) && self.calendar.covers(counted.end)),
            law: String::new(),
            statutory: true,
            stopped: None,
            warnings: self.warnings.clone(),
            tasks: Vec::new(),
            days: counted.days,
            lines: Vec::new(),
        }
    }

    fn tasks(&self, due: &Due) -> Vec<Task> {
        let mut tasks = Vec::new();
        for occurrence in &self.occurrences {
            let Some((rule, since)) = task::open(occurrence, &self.occurrences) else {
                continue;
            };
            // What was asked before the clock started again was answered by what started it.
            let by = match &rule.by {
                TaskBy::Due => Some(due.date),
                TaskBy::WorkingDays(days) => working_day_after(self.calendar, since, *days).ok(),
                TaskBy::Stage(stage) => self
                    .regime
                    .clock
                    .stage(stage)
                    .and_then(|rule| self.later(rule, since).ok())
                    .map(|due| due.date),
            };
            let Some(by) = by else { continue };
            let task = Task {
                words: rule.words.clone(),
                by,
                kind: occurrence.rule.kind.clone(),
                until: rule.until.clone(),
                carries_balance: rule.carries_balance,
                after_sent: rule.after_sent,
            };
            // A notice that is repeated leaves one task.
            tasks.retain(|other: &Task| other.kind != task.kind);
            tasks.push(task);
        }
        tasks.sort_by_key(|task| task.by);
        tasks
    }
}

// What to count from a day, without extensions.
pub(super) fn terms<'r>(start: Date, limit: u32, occurrences: &[Occurrence<'r>]) -> Terms<'r> {
    let (pauses, _) = count::pauses(occurrences);
    let mut closures = Vec::new();
    let mut at_most: Option<u32> = None;
    for occurrence in occurrences {
        if let (Mechanism::NotCounted { at_most: most }, When::Between(first, last)) =
            (&occurrence.rule.does, occurrence.when)
        {
            closures.push(Pause {
                first,
                last,
                reason: &occurrence.rule.reason,
            });
            at_most = Some(at_most.map_or(*most, |old| old.min(*most)));
        }
    }
    Terms {
        start,
        limit,
        unit: Unit::WorkingDays,
        begins_with: false,
        pauses,
        closures,
        at_most,
    }
}

// The limit with everything that sets or extends it. An extension that was told before the period started again
// went with the old period.
pub(super) fn whole_limit(base: u32, start: Date, occurrences: &[Occurrence<'_>]) -> u32 {
    let mut limit = base;
    let mut more: Vec<(&str, u32)> = Vec::new();
    let in_force = occurrences
        .iter()
        .filter(|occurrence| occurrence.date().is_none_or(|date| date >= start));
    for occurrence in in_force.clone() {
        match (&occurrence.rule.does, occurrence.when) {
            (Mechanism::ExtendTo(days), _) => limit = limit.max(*days),
            (Mechanism::ExtendBy(days), _) => {
                let kind = occurrence.rule.kind.as_str();
                if !more.iter().any(|(known, _)| *known == kind) {
                    more.push((kind, *days));
                }
            }
            _ => {}
        }
    }
    for (_, days) in more {
        limit += days;
    }
    for occurrence in in_force {
        if let (Mechanism::Set { .. }, When::Days(days)) = (&occurrence.rule.does, occurrence.when)
        {
            limit = days;
        }
    }
    limit
}
