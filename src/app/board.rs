//! The board: the cases of the workspace, the most urgent first.

use jiff::civil::Date;

use super::scroll::Scroll;
use crate::domain::case::{CaseStatus, CaseSummary, Facts};
use crate::domain::clock::{Due, Standing, balance_of};
use crate::domain::contribution::Contribution;
use crate::domain::fields::{long_date, short_date};
use crate::domain::letter::in_series;
use crate::domain::regime::Regimes;
use crate::domain::sign_off::Unapproved;

/// Something that is to be done for a case besides the response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardTask {
    /// What, and by when.
    pub words: String,
    /// By when.
    pub by: Date,
}

/// A row of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The case.
    pub summary: CaseSummary,
    /// When it is due.
    pub due: Option<Date>,
    /// How many days its period has.
    pub length: i64,
    /// Where today stands.
    pub standing: Option<Standing>,
    /// Whether its clock stands still.
    pub stopped: bool,
    /// What is to be done besides, the most urgent first.
    pub tasks: Vec<BoardTask>,
    /// What is odd about its clock.
    pub warnings: Vec<String>,
}

// What service areas have not sent, one line each: "Housing has questions 2 and 4 since Thu 3 Dec".
fn chased(
    waiting: &[(String, Contribution)],
    due: Option<Date>,
    today: Date,
) -> impl Iterator<Item = BoardTask> {
    let mut areas: Vec<(&Contribution, Vec<String>)> = Vec::new();
    for (name, asked) in waiting {
        match areas.iter_mut().find(|(other, _)| *other == asked) {
            Some((_, names)) => names.push(name.clone()),
            None => areas.push((asked, vec![name.clone()])),
        }
    }
    areas.into_iter().map(move |(asked, names)| {
        let word = if names.len() == 1 {
            "question"
        } else {
            "questions"
        };
        BoardTask {
            words: format!("{word} {} {}", in_series(&names), asked.in_words(today)),
            by: asked.wanted.or(due).unwrap_or(today),
        }
    })
}

// What waits for somebody's approval: "awaiting approval by Head of Legal: the letter".
fn awaited(unapproved: &[Unapproved], by: Date) -> impl Iterator<Item = BoardTask> {
    let mut whose: Vec<(String, Vec<String>)> = Vec::new();
    for one in unapproved {
        let lapsed = if one.lapsed.is_some() {
            " (lapsed)"
        } else {
            ""
        };
        let name = format!("{}{lapsed}", one.name);
        let whom = one.whom();
        match whose.iter_mut().find(|(other, _)| *other == whom) {
            Some((_, names)) => names.push(name),
            None => whose.push((whom, vec![name])),
        }
    }
    whose.into_iter().map(move |(whom, names)| BoardTask {
        words: format!("awaiting approval by {whom}: {}", in_series(&names)),
        by,
    })
}

impl BoardRow {
    fn of(summary: &CaseSummary, regimes: &Regimes, today: Date) -> Self {
        let facts = Facts {
            received: summary.received,
            events: summary.events.clone(),
            regime: summary.regime.clone(),
            review: summary.review.clone(),
            ..Facts::default()
        };
        let counted = regimes.due(&facts);
        let mut warnings = Vec::new();
        let due: Option<Due> = match counted {
            Some(Ok(due)) => Some(due),
            Some(Err(error)) => {
                warnings.push(error.to_string());
                None
            }
            None => None,
        };
        let standing = due.as_ref().and_then(|due| {
            let (_, calendar) = regimes.clock_of(&summary.regime)?;
            Some(due.standing(calendar, today))
        });
        let open = summary.status == CaseStatus::Open;
        let balance = balance_of(regimes, &summary.citations);
        let tasks = due.iter().flat_map(|due| &due.tasks);
        let tasks =
            tasks.filter(|task| open || (task.after_sent && summary.status == CaseStatus::Sent));
        let tasks = tasks.map(|task| BoardTask {
            words: task.in_words(&balance),
            by: task.by,
        });
        if let Some(due) = due.as_ref().filter(|_| open) {
            warnings.extend(due.warnings.iter().map(|warning| warning.message.clone()));
        }
        let mut tasks: Vec<BoardTask> = tasks.collect();
        if open {
            tasks.extend(chased(
                &summary.waiting,
                due.as_ref().map(|due| due.date),
                today,
            ));
            let by = due.as_ref().map_or(today, |due| due.date);
            tasks.extend(awaited(&summary.unapproved, by));
        }
        tasks.sort_by_key(|task| task.by);
        if let Some(on) = summary.changed_since {
            warnings.push(format!(
                "changed since its letter of {} was sent",
                long_date(on)
            ));
        }
        Self {
            tasks,
            due: due.as_ref().map(|due| due.date),
            length: due.as_ref().map_or(0, Due::length),
            stopped: due.as_ref().is_some_and(|due| due.stopped.is_some()),
            standing,
            warnings,
            summary: summary.clone(),
        }
    }

    /// Tells whether the case is being answered.
    pub fn is_open(&self) -> bool {
        self.summary.status == CaseStatus::Open
    }

    /// Returns the days left, in words; for a case that is not open what became of it.
    pub fn days_in_words(&self) -> String {
        match (self.is_open(), self.standing) {
            (true, Some(_)) if self.stopped => "stopped".to_owned(),
            (true, Some(standing)) => standing.in_words(),
            (true, None) => String::new(),
            (false, _) if self.summary.changed_since.is_some() => {
                format!("{}, changed", self.summary.status.id())
            }
            (false, _) => self.summary.status.id().to_owned(),
        }
    }

    /// Returns the day of the period, in words: "day 17 of 20".
    pub fn day_in_words(&self) -> String {
        match self.standing.filter(|_| self.is_open()) {
            Some(standing) => format!("day {} of {}", standing.day, self.length),
            None => String::new(),
        }
    }

    // Open cases by days left, then finished ones with a task by its date, then the rest.
    fn urgency(&self) -> (u8, bool, i64, Option<Date>) {
        let task = self.tasks.first().map(|task| task.by);
        if self.is_open() {
            let left = self.standing.map_or(i64::MAX, |standing| standing.left);
            (0, self.standing.is_none(), left, self.due)
        } else {
            let waits = task.is_some() || self.summary.changed_since.is_some();
            (if waits { 1 } else { 2 }, false, 0, task.or(self.due))
        }
    }
}

/// The cases, as the start screen shows them.
#[derive(Debug, Clone, Default)]
pub struct Board {
    all: Vec<CaseSummary>,
    // Every case with its days, as they were counted last.
    counted: Vec<BoardRow>,
    counted_for: Option<(Date, u64)>,
    /// The rows on screen, the most urgent first.
    pub rows: Vec<BoardRow>,
    shown_for: Option<bool>,
    /// The chosen row.
    pub scroll: Scroll,
    /// Whether cases that are sent or closed are shown.
    pub finished_too: bool,
    /// Whether the cases have been read.
    pub loaded: bool,
}

impl Board {
    /// Takes the cases as they were read.
    pub fn fill(&mut self, cases: Vec<CaseSummary>) {
        self.all = cases;
        self.counted_for = None;
        self.loaded = true;
    }

    /// Sorts the rows by days left, for today. `generation` counts the readings of the regimes.
    pub fn arrange(&mut self, regimes: &Regimes, today: Date, generation: u64) {
        let counted_for = Some((today, generation));
        let again = self.counted_for != counted_for;
        if !again && self.shown_for == Some(self.finished_too) {
            return;
        }
        if again {
            let cases = self.all.iter();
            self.counted = cases
                .map(|summary| BoardRow::of(summary, regimes, today))
                .collect();
            self.counted.sort_by(|a, b| {
                a.urgency()
                    .cmp(&b.urgency())
                    .then_with(|| a.summary.reference.cmp(&b.summary.reference))
            });
            self.counted_for = counted_for;
        }
        self.shown_for = Some(self.finished_too);
        let chosen = self.chosen().map(|row| row.summary.reference.clone());
        // A case that is finished and yet has something to be done stays in view.
        let shown = self.counted.iter().filter(|row| {
            self.finished_too
                || row.is_open()
                || !row.tasks.is_empty()
                || row.summary.changed_since.is_some()
        });
        self.rows = shown.cloned().collect();
        if let Some(reference) = chosen {
            let row = self
                .rows
                .iter()
                .position(|row| row.summary.reference == reference);
            self.scroll.cursor = row.unwrap_or(0);
        }
    }

    /// Returns the chosen row.
    pub fn chosen(&self) -> Option<&BoardRow> {
        self.rows.get(self.scroll.cursor)
    }

    /// Returns what there is to say about the chosen row: tasks first, then what is odd.
    pub fn remarks(&self) -> Vec<String> {
        let Some(row) = self.chosen() else {
            return Vec::new();
        };
        let tasks = row
            .tasks
            .iter()
            .map(|task| format!("To do: {}", task.words));
        let warnings = row.warnings.iter().map(|words| format!("Warning: {words}"));
        let links = self.links(row);
        let links = links.iter().cloned();
        // The link is one line and is not crowded out.
        let most = 3_usize.saturating_sub(links.len());
        let rest: Vec<String> = tasks.chain(warnings).take(most).collect();
        rest.into_iter().chain(links).collect()
    }

    // The reviews of a case, and the case that a review looks at.
    fn links(&self, row: &BoardRow) -> Vec<String> {
        let own = &row.summary;
        if let Some(review) = &own.review {
            let answered = review
                .answered
                .map_or_else(String::new, |day| format!(", answered {}", short_date(day)));
            return vec![format!("Reviews {}{answered}", review.of)];
        }
        let reviews = self.counted.iter().filter(|other| {
            let of = other
                .summary
                .review
                .as_ref()
                .map(|review| review.of.as_str());
            of == Some(own.reference.as_str())
        });
        let told: Vec<String> = reviews
            .map(|other| format!("{} ({})", other.summary.reference, other.days_in_words()))
            .collect();
        if told.is_empty() {
            return Vec::new();
        }
        vec![format!("Reviewed in {}", in_series(&told))]
    }

    /// Returns how many cases there are in all.
    pub fn total(&self) -> usize {
        self.all.len()
    }
}
