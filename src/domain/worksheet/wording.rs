//! What the letter says of an estimate: the paragraph, and what could be answered within the limit.

use super::{Scale, Worksheet};

/// How an estimate is worded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CostWords {
    /// The paragraph of the estimate, a template.
    pub estimate: String,
    /// What follows a rate that is the most that may be counted.
    pub at_most: String,
    /// The sentence on what would fit the limit, a template.
    pub within: String,
    /// "question".
    pub one_question: String,
    /// "questions".
    pub many_questions: String,
    /// "that": one question.
    pub that: String,
    /// "those": several questions.
    pub those: String,
    /// "hour".
    pub hour: String,
    /// "hours".
    pub hours: String,
    /// "and".
    pub and: String,
    /// "£".
    pub currency: String,
}

impl CostWords {
    /// Returns an amount in hundredths: "£450", "£12.50".
    pub fn money(&self, hundredths: u32) -> String {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        if rest == 0 {
            format!("{}{whole}", self.currency)
        } else {
            format!("{}{whole}.{rest:02}", self.currency)
        }
    }

    /// Returns a time: "1 hour", "12.5 hours".
    pub fn time(&self, minutes: u32) -> String {
        let word = if minutes == 60 {
            &self.hour
        } else {
            &self.hours
        };
        format!("{} {word}", in_hours(minutes))
    }

    /// Returns questions by their names: "question 3", "questions 3, 4 and 5".
    pub fn questions(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => format!("{} {one}", self.one_question),
            _ => format!("{} {}", self.many_questions, self.listed(names)),
        }
    }

    fn listed(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }
}

/// Returns minutes as hours: "12", "12.5", "0.25".
pub fn in_hours(minutes: u32) -> String {
    let hundredths = (minutes * 10 + 3) / 6;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

type Fill<'a> = &'a dyn Fn(&str, &dyn Fn(&str) -> String) -> String;

impl Worksheet {
    /// Returns the paragraph of the estimate; empty while there are no hours.
    pub(in crate::domain) fn estimate(
        &self,
        scale: &Scale,
        words: &CostWords,
        fill: Fill,
    ) -> String {
        if self.total() == 0 {
            return String::new();
        }
        let tasks: Vec<String> = self
            .tasks
            .iter()
            .map(|task| {
                format!(
                    "{}, {}",
                    begun_small(&task.what),
                    words.time(task.minutes())
                )
            })
            .collect();
        let questions = self.questions();
        let mut by_question: Vec<String> = questions
            .iter()
            .map(|name| {
                let minutes = self.minutes_for(Some(name));
                format!("{} {name}, {}", words.one_question, words.time(minutes))
            })
            .collect();
        if questions.len() < 2 {
            by_question.clear();
        }
        let value = |name: &str| match name {
            "hours" => words.time(self.total()),
            "tasks" => tasks.join("; "),
            "by_question" => by_question.join("; "),
            "counted" => scale.counted.clone(),
            "regulations" => scale.regulations.clone(),
            "rate" => words.money(scale.rate * 100),
            "at_most" if scale.at_most => words.at_most.clone(),
            "cost" => words.money(scale.cost(self.total())),
            "limit" => words.money(scale.limit * 100),
            "limit_hours" => words.time(scale.limit_minutes()),
            _ => String::new(),
        };
        fill(&words.estimate, &value)
    }

    /// Returns the sentence on what could be answered within the limit; empty if nothing named could.
    pub(in crate::domain) fn within(&self, scale: &Scale, words: &CostWords, fill: Fill) -> String {
        let (names, minutes) = self.fits(scale);
        if names.is_empty() {
            return String::new();
        }
        let value = |name: &str| match name {
            "questions" => words.questions(&names),
            "hours" => words.time(minutes),
            "that" if names.len() == 1 => words.that.clone(),
            "that" => words.those.clone(),
            _ => String::new(),
        };
        fill(&words.within, &value)
    }
}

fn begun_small(what: &str) -> String {
    let mut chars = what.chars();
    let (Some(first), second) = (chars.next(), chars.clone().next()) else {
        return String::new();
    };
    if second.is_some_and(char::is_uppercase) {
        return what.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_shown_without_needless_figures() {
        assert_eq!(
            [60, 90, 15, 20, 0, 1080].map(in_hours),
            ["1", "1.5", "0.25", "0.33", "0", "18"]
        );
    }
}
