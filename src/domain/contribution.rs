//! What is asked of a service area: who has a question, since when, and what came back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::fields::{long_date, short_date};
use super::letter::in_series;
use crate::text::placeholder;

/// A question that is, or was, with a service area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// Who was asked.
    pub with: String,
    /// On which day.
    pub since: Date,
    /// By when the reply is wanted.
    pub wanted: Option<Date>,
    /// What came back; empty until then. It is a note for the officer and never part of the letter.
    pub reply: String,
}

impl Contribution {
    /// Tells whether the reply is still out.
    pub fn is_open(&self) -> bool {
        self.reply.trim().is_empty()
    }

    /// Tells whether the reply is out after the day by which it was wanted.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open() && self.wanted.is_some_and(|wanted| wanted < today)
    }

    /// Returns who has it, in a few words: "with Housing".
    pub fn in_short(&self) -> String {
        let word = if self.is_open() { "with" } else { "reply from" };
        format!("{word} {}", self.with)
    }

    /// Returns who has it: "with Housing since Thu 3 Dec, wanted by Tue 8 Dec", "reply from Housing".
    pub fn in_words(&self, today: Date) -> String {
        if !self.is_open() {
            return format!("reply from {}", self.with);
        }
        let wanted = match self.wanted {
            Some(wanted) if self.is_late(today) => format!(", wanted {}", short_date(wanted)),
            Some(wanted) => format!(", wanted by {}", short_date(wanted)),
            None => String::new(),
        };
        format!(
            "with {} since {}{wanted}",
            self.with,
            short_date(self.since)
        )
    }
}

/// Returns questions in words: "question 3", "questions 3 and 4".
pub fn which(names: &[String]) -> String {
    let word = if names.len() == 1 {
        "question"
    } else {
        "questions"
    };
    format!("{word} {}", in_series(names))
}

/// Puts a reply below what came back before. Where nobody is known to have been asked, a colleague was, today.
pub fn keep_reply(kept: &mut Option<Contribution>, reply: &str, today: Date) {
    let asked = kept.get_or_insert_with(|| Contribution {
        with: "a colleague".into(),
        since: today,
        wanted: None,
        reply: String::new(),
    });
    if !asked.reply.is_empty() {
        asked.reply.push_str("\n\n");
    }
    asked.reply.push_str(reply.trim());
}

/// How a slip is worded, and by when its reply is wanted: data.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlipWords {
    /// Working days before the response is due.
    pub days_before_due: i64,
    /// The slip.
    pub body: String,
    /// Each of its questions.
    pub each: String,
}

/// What a slip tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip<'a> {
    /// The reference of the case.
    pub reference: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The authority.
    pub authority: &'a str,
    /// The officer.
    pub officer: &'a str,
    /// Who is asked.
    pub with: &'a str,
    /// By when the reply is wanted.
    pub wanted: Option<Date>,
    /// When the response is due.
    pub due: Option<Date>,
    /// Which questions, in words: "questions 3 and 4".
    pub which: &'a str,
    /// The questions: name and text.
    pub questions: &'a [(String, String)],
}

impl SlipWords {
    /// Returns the day by which a reply is wanted: so many working days before the response is due, but not before
    /// tomorrow.
    pub fn wanted(&self, calendar: &Calendar, due: Date, today: Date) -> Date {
        let mut day = due;
        let mut left = self.days_before_due;
        while left > 0 {
            let Ok(before) = day.yesterday() else { break };
            day = before;
            if calendar.is_working_day(day) {
                left -= 1;
            }
        }
        day.max(today.tomorrow().unwrap_or(today))
    }

    /// Writes a slip. What a requester wrote is put in as it is: a field in it is not filled.
    pub fn write(&self, slip: &Slip<'_>) -> String {
        let each: Vec<String> = slip
            .questions
            .iter()
            .map(|(name, question)| {
                placeholder::fill(&self.each, |field| match field {
                    "name" => Some(name.clone()),
                    "question" => Some(question.trim().to_owned()),
                    _ => None,
                })
            })
            .collect();
        let date =
            |date: Option<Date>| date.map_or_else(|| "a date to be agreed".to_owned(), long_date);
        let them = if slip.questions.len() == 1 {
            "it"
        } else {
            "them"
        };
        let text = placeholder::fill(&self.body, |field| {
            Some(match field {
                "reference" => slip.reference.to_owned(),
                "title" => slip.title.to_owned(),
                "authority" => slip.authority.to_owned(),
                "officer" => slip.officer.to_owned(),
                "with" => slip.with.to_owned(),
                "wanted" => date(slip.wanted),
                "due" => date(slip.due),
                "which" => slip.which.to_owned(),
                "them" => them.to_owned(),
                "questions" => each.join("\n"),
                _ => return None,
            })
        });
        format!("{}\n", text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    fn words() -> SlipWords {
        SlipWords {
            days_before_due: 3,
            body: "{{with}}: {{which}} by {{wanted}}\n\n{{questions}}".into(),
            each: "{{name}}. {{question}}\n".into(),
        }
    }

    fn calendar() -> Calendar {
        Calendar {
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            ..Calendar::default()
        }
    }

    #[test]
    fn a_reply_is_wanted_some_working_days_before_the_response_is_due() {
        let due = date(2026, 12, 1);
        assert_eq!(
            words().wanted(&calendar(), due, date(2026, 11, 2)),
            date(2026, 11, 26)
        );
        assert_eq!(
            words().wanted(&calendar(), due, date(2026, 11, 30)),
            date(2026, 12, 1),
            "never today or earlier"
        );
    }

    #[test]
    fn a_field_that_a_requester_wrote_is_not_filled() {
        let questions = [(
            "2".to_owned(),
            "How much did {{authority}} spend?".to_owned(),
        )];
        let slip = Slip {
            reference: "FOI-1",
            title: "Spending",
            authority: "Harbour Council",
            officer: "",
            with: "Finance",
            wanted: Some(date(2026, 11, 26)),
            due: None,
            which: "question 2",
            questions: &questions,
        };
        assert_eq!(
            words().write(&slip),
            "Finance: question 2 by 26 November 2026\n\n2. How much did { {authority} } spend?\n",
            "what the requester wrote cannot become a field"
        );
    }

    #[test]
    fn who_has_a_question_is_told_in_words() {
        let mut one = Contribution {
            with: "Housing".into(),
            since: date(2026, 12, 3),
            wanted: Some(date(2026, 12, 8)),
            reply: String::new(),
        };
        assert_eq!(
            one.in_words(date(2026, 12, 4)),
            "with Housing since Thu 3 Dec, wanted by Tue 8 Dec"
        );
        assert!(one.is_late(date(2026, 12, 9)));
        one.reply = "There are 14.".into();
        assert_eq!(one.in_words(date(2026, 12, 9)), "reply from Housing");
        assert!(!one.is_late(date(2026, 12, 9)));
    }
}
