//! What stands beside a part: the factors that are often raised, the worksheet's sums, what the provision is.

use super::Composer;
use crate::app::form::Form as _;
use crate::domain::composing::{Asked, Side};
use crate::domain::worksheet::{Task, Worksheet, in_hours};

/// A line beside the part that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// What the lines below are.
    Heading(String),
    /// A factor that is often raised: a prompt to write from.
    Factor(String),
    /// A line of the worksheet's sums.
    Sum(String),
    /// The worksheet's verdict, and whether the refusal stands.
    Verdict(String, bool),
}

impl Aside {
    /// Returns its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Heading(words)
            | Self::Factor(words)
            | Self::Sum(words)
            | Self::Verdict(words, _) => words,
        }
    }
}

impl Composer {
    /// Returns what stands beside the part that is asked for.
    pub fn aside(&self) -> Vec<Aside> {
        let part = &self.field().part;
        if let Some(side) = part.factors {
            let (favour, against) = self.plan.regime.factors(&self.plan.provision);
            let factors = match side {
                Side::For => favour,
                Side::Against => against,
            };
            if factors.is_empty() {
                return self.about();
            }
            let heading = "Often raised; write your own:".to_owned();
            return std::iter::once(Aside::Heading(heading))
                .chain(factors.iter().cloned().map(Aside::Factor))
                .collect();
        }
        match part.asked {
            Asked::Worksheet | Asked::Scale => self.sums(),
            _ if part.name == self.advice() => self.offers(),
            _ => self.about(),
        }
    }

    // What the provision is, for the parts that have nothing of their own beside them.
    fn about(&self) -> Vec<Aside> {
        let provision = &self.plan.provision;
        let mut words = provision.in_words();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let mut lines = vec![Aside::Heading(words)];
        if !provision.threshold.is_empty() {
            lines.push(Aside::Sum(format!("Test: {}", provision.threshold)));
        }
        if !provision.notes.is_empty() {
            lines.push(Aside::Sum(provision.notes.clone()));
        }
        if !provision.verified {
            lines.push(Aside::Sum(
                "The wording has not been checked against a source.".to_owned(),
            ));
        }
        lines.retain(|line| !line.words().is_empty());
        lines
    }

    // The part that is asked for last: what fits the limit is offered there as well.
    fn advice(&self) -> &str {
        let sheet = self
            .fields
            .iter()
            .any(|field| field.part.asked == Asked::Worksheet);
        let last = self.fields.last().filter(|_| sheet);
        last.map_or("", |field| &field.part.name)
    }

    fn offers(&self) -> Vec<Aside> {
        let reasons = self.reasons();
        let (Some(sheet), Some(scale)) = (self.plan.worksheet(&reasons), self.plan.scale(&reasons))
        else {
            return Vec::new();
        };
        let (names, minutes) = sheet.fits(scale);
        if names.is_empty() {
            return Vec::new();
        }
        vec![
            Aside::Heading("Within the limit, and said in the passage:".to_owned()),
            Aside::Sum(format!(
                "{}: {} of {} hours",
                names.join(", "),
                in_hours(minutes),
                in_hours(scale.limit_minutes())
            )),
        ]
    }

    fn sums(&self) -> Vec<Aside> {
        let reasons = self.reasons();
        let (Some(sheet), Some(scale)) = (self.plan.worksheet(&reasons), self.plan.scale(&reasons))
        else {
            return Vec::new();
        };
        let total = sheet.total();
        if total == 0 {
            let mut lines = vec![Aside::Sum(format!(
                "The limit is {}, {} hours of work at {} an hour.",
                self.plan.money(scale.limit * 100),
                in_hours(scale.limit_minutes()),
                self.plan.money(scale.rate * 100)
            ))];
            lines.extend(unreadable(&sheet));
            return lines;
        }
        let over = sheet.is_over(scale);
        let mut lines = vec![
            Aside::Verdict(
                format!(
                    "{} the limit of {} ({} hours)",
                    if over { "Over" } else { "Not over" },
                    self.plan.money(scale.limit * 100),
                    in_hours(scale.limit_minutes())
                ),
                over,
            ),
            Aside::Sum(format!(
                "{} hours at {} an hour: {}",
                in_hours(total),
                self.plan.money(scale.rate * 100),
                self.plan.money(scale.cost(total))
            )),
        ];
        lines.extend(unreadable(&sheet));
        lines.extend(by_task(&sheet));
        if !scale.verified {
            lines.push(Aside::Sum(
                "Limit and rate have not been checked against a source.".to_owned(),
            ));
        }
        lines
    }
}

// The hours question by question, a task a line; nothing where no question is named.
fn by_task(sheet: &Worksheet) -> Vec<Aside> {
    let questions = sheet.questions();
    if questions.is_empty() {
        return Vec::new();
    }
    let line = |task: &Task| {
        let time = |name: Option<&str>| -> u32 {
            let own = task.times.iter().filter(|(own, _)| own.as_deref() == name);
            own.map(|(_, minutes)| minutes).sum()
        };
        let mut cells: Vec<String> = questions
            .iter()
            .map(|name| (name, time(Some(name))))
            .filter(|(_, minutes)| *minutes > 0)
            .map(|(name, minutes)| format!("{name}: {}", in_hours(minutes)))
            .collect();
        if time(None) > 0 {
            cells.push(format!("all: {}", in_hours(time(None))));
        }
        Aside::Sum(format!("{}  {}", cells.join("  "), task.what))
    };
    sheet.tasks.iter().map(line).collect()
}

fn unreadable(sheet: &Worksheet) -> Vec<Aside> {
    let told = |line: &String| Aside::Verdict(format!("No hours can be read: {line}"), false);
    sheet.problems.iter().map(told).collect()
}
