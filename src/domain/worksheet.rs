//! The worksheet of a refusal on grounds of cost: tasks and hours, question by question, against rate and limit.
//!
//! It is kept as it is written, one task a line, so that the file of a question can be read without the program:
//!
//! ```text
//! Search the archive: 12
//! Read the files: 6 for 3, 8.5 for 4
//! ```

mod wording;

pub use wording::{CostWords, in_hours};

/// Rate and limit for a kind of authority.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scale {
    /// The word that is kept.
    pub id: String,
    /// The regimes for which it counts.
    pub regimes: Vec<String>,
    /// The kind of authority, as the officer is asked.
    pub label: String,
    /// The limit in whole units of the currency.
    pub limit: u32,
    /// The rate of an hour in whole units of the currency.
    pub rate: u32,
    /// Whether the rate is the most that may be counted, not a fixed one.
    pub at_most: bool,
    /// Where limit and rate stand.
    pub regulations: String,
    /// The work that counts, as the sentence goes on: "to locate and extract it".
    pub counted: String,
    /// The tasks with which a worksheet begins.
    pub tasks: Vec<String>,
    /// Whether it holds where nothing was chosen.
    pub usual: bool,
    /// Whether the figures were checked against a source.
    pub verified: bool,
}

impl Scale {
    /// Returns the work that the limit pays for, in minutes.
    pub fn limit_minutes(&self) -> u32 {
        self.limit.saturating_mul(60) / self.rate.max(1)
    }

    /// Returns what work costs, in hundredths.
    pub fn cost(&self, minutes: u32) -> u32 {
        minutes.saturating_mul(self.rate).saturating_mul(10) / 6
    }

    /// Returns the lines with which a worksheet begins.
    pub fn skeleton(&self) -> String {
        let lines: Vec<String> = self.tasks.iter().map(|task| format!("{task}: ")).collect();
        lines.join("\n")
    }
}

/// A task with the time it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is done.
    pub what: String,
    /// The minutes, with the question they are for, if it is named.
    pub times: Vec<(Option<String>, u32)>,
}

impl Task {
    /// Returns the minutes it takes in all.
    pub fn minutes(&self) -> u32 {
        self.times.iter().map(|(_, minutes)| minutes).sum()
    }
}

/// Tasks and hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worksheet {
    /// The tasks that have hours.
    pub tasks: Vec<Task>,
    /// The lines whose hours cannot be read.
    pub problems: Vec<String>,
}

impl Worksheet {
    /// Reads a worksheet. A line without hours is a task that is still to be estimated and does not count.
    pub fn read(text: &str) -> Self {
        let mut sheet = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let Some((what, times)) = line.rsplit_once(':') else {
                continue;
            };
            if times.trim().is_empty() {
                continue;
            }
            let read: Option<Vec<_>> = times
                .split(',')
                .filter(|time| !time.trim().is_empty())
                .map(time_of)
                .collect();
            match read {
                Some(times) => sheet.tasks.push(Task {
                    what: what.trim().to_owned(),
                    times,
                }),
                None => sheet.problems.push(line.to_owned()),
            }
        }
        sheet.tasks.retain(|task| task.minutes() > 0);
        sheet
    }

    /// Returns all minutes.
    pub fn total(&self) -> u32 {
        self.tasks.iter().map(Task::minutes).sum()
    }

    /// Returns the questions that are named, in the order in which they are first named.
    pub fn questions(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in self.tasks.iter().flat_map(|task| &task.times) {
            if let Some(name) = name
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// Returns the minutes for a question; `None` for the time that is for all of them.
    pub fn minutes_for(&self, question: Option<&str>) -> u32 {
        let times = self.tasks.iter().flat_map(|task| &task.times);
        times
            .filter(|(name, _)| name.as_deref() == question)
            .map(|(_, minutes)| minutes)
            .sum()
    }

    /// Tells whether it costs more than the limit.
    pub fn is_over(&self, scale: &Scale) -> bool {
        self.total() > scale.limit_minutes()
    }

    /// Returns the questions that could be answered together within the limit, with their minutes; the time that is
    /// for all of them counts as well.
    pub fn fits(&self, scale: &Scale) -> (Vec<String>, u32) {
        let names = self.questions();
        let mut cheapest: Vec<&String> = names.iter().collect();
        cheapest.sort_by_key(|name| self.minutes_for(Some(name.as_str())));
        let mut used = self.minutes_for(None);
        let mut taken: Vec<String> = Vec::new();
        for name in cheapest {
            let minutes = self.minutes_for(Some(name.as_str()));
            if used + minutes <= scale.limit_minutes() {
                used += minutes;
                taken.push(name.clone());
            }
        }
        if taken.len() == names.len() {
            return (Vec::new(), 0);
        }
        let in_order = names.into_iter().filter(|name| taken.contains(name));
        (in_order.collect(), used)
    }
}

// "6", "1.5 h", "90 min", "6 for 3", "2 hours for question 4(b)".
fn time_of(text: &str) -> Option<(Option<String>, u32)> {
    let (time, name) = match text.split_once(" for ") {
        Some((time, name)) => (time, Some(name)),
        None => (text, None),
    };
    let time = time.trim().to_lowercase();
    let digits = time.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = time.split_at_checked(digits.unwrap_or(time.len()))?;
    let minutes = match unit.trim() {
        "" | "h" | "hr" | "hrs" | "hour" | "hours" => minutes_of(number)?,
        "m" | "min" | "mins" | "minute" | "minutes" => number.parse().ok()?,
        _ => return None,
    };
    let name = match name.map(name_of) {
        Some("") => return None,
        name => name.map(str::to_owned),
    };
    // More than a working life is a slip of the hand.
    (minutes <= 6_000_000).then_some((name, minutes))
}

// Decimal hours as minutes, without going through floating point.
fn minutes_of(number: &str) -> Option<u32> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && part.is_empty()) || part.len() > 2 {
        return None;
    }
    let whole: u32 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let hundredths: u32 = match part.len() {
        0 => 0,
        1 => part.parse::<u32>().ok()? * 10,
        _ => part.parse().ok()?,
    };
    whole
        .checked_mul(60)?
        .checked_add((hundredths * 60 + 50) / 100)
}

fn name_of(name: &str) -> &str {
    let name = name.trim();
    [
        "questions",
        "question",
        "q.",
        "q",
        "Questions",
        "Question",
        "Q",
    ]
    .iter()
    .find_map(|word| name.strip_prefix(word))
    .unwrap_or(name)
    .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Scale {
        Scale {
            limit: 450,
            rate: 25,
            ..Scale::default()
        }
    }

    #[test]
    fn hours_are_read_as_officers_write_them() {
        for (text, minutes) in [
            ("6", 360),
            ("1.5 h", 90),
            ("0.25", 15),
            ("90 min", 90),
            ("2 hours", 120),
        ] {
            let sheet = Worksheet::read(&format!("Search: {text}"));
            assert_eq!(sheet.total(), minutes, "{text}");
        }
    }

    #[test]
    fn hours_that_cannot_be_read_are_told_and_not_counted() {
        let sheet = Worksheet::read("Search: six\nRead: 2\nCopy:\nno colon at all\nFind: 3 for ");
        assert_eq!(sheet.problems, ["Search: six", "Find: 3 for"]);
        assert_eq!(sheet.total(), 120);
    }

    #[test]
    fn hours_are_counted_by_question() {
        let sheet =
            Worksheet::read("Search: 2\nRead: 6 for 3, 14 for question 4(b)\nCopy: 1 for 3");
        assert_eq!(sheet.questions(), ["3", "4(b)"]);
        assert_eq!(sheet.minutes_for(Some("3")), 7 * 60);
        assert_eq!(sheet.minutes_for(None), 120);
        assert_eq!(sheet.total(), 23 * 60);
    }

    #[test]
    fn the_limit_is_exceeded_only_above_it() {
        assert_eq!(scale().limit_minutes(), 18 * 60);
        assert!(!Worksheet::read("Search: 18").is_over(&scale()));
        assert!(Worksheet::read("Search: 18.1").is_over(&scale()));
        assert_eq!(scale().cost(26 * 60), 65_000);
    }

    #[test]
    fn what_fits_the_limit_is_what_can_be_offered() {
        let sheet = Worksheet::read("Search: 2\nRead: 6 for 3, 14 for 4, 3 for 5");
        assert_eq!(
            sheet.fits(&scale()),
            (vec!["3".to_owned(), "5".to_owned()], 11 * 60)
        );
        let small = Worksheet::read("Read: 6 for 3");
        assert_eq!(
            small.fits(&scale()).0,
            Vec::<String>::new(),
            "all of it fits"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_for_a_worksheet(text in "(?s)[a-z0-9:., é\n]{0,60}|(?s).{0,40}") {
            let sheet = Worksheet::read(&text);
            proptest::prop_assert!(sheet.tasks.iter().all(|task| task.minutes() > 0));
        }
    }
}
