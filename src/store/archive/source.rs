//! Reads past answers from files of other programs: JSON lines, or CSV with a mapping of its columns.
//!
//! Only what an archive holds is read. Whatever else a file says, such as who asked, never enters.

use serde::Deserialize;

use super::super::columns::read_mapping;
use super::spreadsheet;
use crate::domain::archive::PastAnswer;
use crate::domain::outcome::Outcome;
use crate::domain::suggest::plain_question;
use crate::text::clean::clean;
use crate::text::words::pieces;

/// A part of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Which columns of a CSV file hold what. A column that is not named is looked for under its own name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

const NAMES: [&str; 9] = [
    "id",
    "question",
    "answer",
    "outcome",
    "provisions",
    "date",
    "reference",
    "past_questions",
    "source",
];

impl Columns {
    /// Reads `question=Request,answer=Our response`.
    ///
    /// # Errors
    /// Words for the officer if something other than the archive's columns is named.
    pub fn parse(text: &str) -> Result<Self, String> {
        read_mapping(text, &NAMES, "question=Request").map(Self)
    }

    fn column<'a>(&'a self, name: &'a str) -> &'a str {
        let named = self.0.iter().find(|(own, _)| own == name);
        named.map_or(name, |(_, column)| column.as_str())
    }
}

#[derive(Deserialize)]
struct Foreign {
    #[serde(default)]
    id: serde_json::Value,
    #[serde(default)]
    question: Option<String>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    past_questions: Option<Vec<String>>,
    #[serde(default)]
    outcome: Option<String>,
    #[serde(default)]
    provisions: Option<Vec<String>>,
    #[serde(default)]
    cites: Option<Vec<String>>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

/// Reads a line of JSON.
///
/// # Errors
/// What is wrong with it.
pub(super) fn of_json(line: &str) -> Result<PastAnswer, String> {
    let foreign: Foreign = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let id = match foreign.id {
        serde_json::Value::String(id) => id,
        serde_json::Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let served = foreign.past_questions.unwrap_or_default();
    let provisions = foreign.provisions.or(foreign.cites).unwrap_or_default();
    made(PastAnswer {
        id,
        question: foreign.question.unwrap_or_default(),
        answer: foreign.answer.unwrap_or_default(),
        past_questions: served,
        outcome: foreign.outcome.as_deref().and_then(outcome_of),
        provisions,
        date: foreign.date.as_deref().and_then(|date| date.parse().ok()),
        reference: foreign.reference.unwrap_or_default(),
        source: foreign.source.unwrap_or_default(),
    })
}

// "Partially disclosed", "not-held", "Information not held": what other lists call the outcomes.
fn outcome_of(word: &str) -> Option<Outcome> {
    let word = word.trim().to_lowercase().replace([' ', '_'], "-");
    let found = Outcome::from_id(&word);
    found.or_else(|| {
        let has = |part: &str| word.contains(part);
        Some(match () {
            () if has("neither") || has("ncnd") => Outcome::Ncnd,
            () if has("not-held") => Outcome::NotHeld,
            () if has("part") => Outcome::PartlyDisclosed,
            () if has("refus") || has("withheld") || has("exempt") => Outcome::Refused,
            () if has("clarif") => Outcome::Clarification,
            () if has("available") || has("see-other") => Outcome::AlreadyAvailable,
            () if has("disclos") || has("full") || has("granted") => Outcome::Disclosed,
            () => return None,
        })
    })
}

// Cleans what a stranger's file says, and leaves out of the questions how to reach who asked.
fn made(mut answer: PastAnswer) -> Result<PastAnswer, String> {
    let tidy = |text: &str| clean(text).0.trim().to_owned();
    let asked = |text: &str| without_addresses(&plain_question(&tidy(text)));
    let question = asked(&answer.question);
    let text = tidy(&answer.answer);
    if question.is_empty() && text.is_empty() {
        return Err("neither question nor answer".to_owned());
    }
    let mut id: String = tidy(&answer.id)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-");
    if id.is_empty() {
        let whole = format!("{question}\n{text}");
        let hash = super::super::files::sha256(whole.as_bytes());
        id = hash.chars().take(12).collect();
    }
    let served = std::mem::take(&mut answer.past_questions);
    let served = served.iter().map(|text| asked(text));
    Ok(PastAnswer {
        id,
        question,
        answer: text,
        past_questions: served.filter(|text| !text.is_empty()).collect(),
        provisions: answer.provisions.iter().map(|text| tidy(text)).collect(),
        reference: tidy(&answer.reference),
        source: tidy(&answer.source),
        ..answer
    })
}

// An address in a question is the requester's.
fn without_addresses(text: &str) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let is_address = word.contains('@') && word.contains('.') && pieces(word).count() > 1;
        if is_address { "[address] " } else { word }
    });
    words.collect::<String>().trim_end().to_owned()
}

/// Which cell of a record holds what.
pub(super) struct Header {
    places: Vec<(&'static str, usize)>,
}

impl Header {
    /// Reads the first record of a CSV file.
    ///
    /// # Errors
    /// Words for the officer if it names neither questions nor answers.
    pub(super) fn of(cells: &[String], columns: &Columns) -> Result<Self, String> {
        let place = |name: &'static str| {
            let column = columns.column(name);
            let mut cells = cells.iter();
            let at = cells.position(|cell| cell.trim().to_lowercase() == column);
            at.map(|at| (name, at))
        };
        let places: Vec<_> = NAMES.into_iter().filter_map(place).collect();
        for name in ["question", "answer"] {
            if places.iter().all(|(own, _)| *own != name) {
                let there: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
                return Err(format!(
                    "no column for the {name}; the columns are {}. Say which: --columns {name}=NAME",
                    there.join(", ")
                ));
            }
        }
        Ok(Self { places })
    }

    /// Makes an answer of a record.
    pub(super) fn answer(&self, cells: &[String]) -> Result<PastAnswer, String> {
        let cell = |name: &str| {
            let at = self.places.iter().find(|(own, _)| *own == name)?.1;
            cells.get(at).map(|cell| spreadsheet::unguarded(cell))
        };
        let text = |name: &str| cell(name).unwrap_or_default().to_owned();
        let provisions = cell("provisions").unwrap_or_default().split([';', ',']);
        let provisions = provisions.map(str::trim).filter(|one| !one.is_empty());
        made(PastAnswer {
            id: text("id"),
            question: text("question"),
            answer: text("answer"),
            past_questions: spreadsheet::questions(cell("past_questions").unwrap_or_default()),
            outcome: cell("outcome").and_then(outcome_of),
            provisions: provisions.map(str::to_owned).collect(),
            date: cell("date").and_then(date_of),
            reference: text("reference"),
            source: text("source"),
        })
    }
}

// 2026-11-24 and 24/11/2026, which is how British spreadsheets write it.
fn date_of(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text
        .split(['/', '.', '-'])
        .map(|part| part.trim().parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::csv::CsvReader;

    #[test]
    fn nothing_of_who_asked_enters() {
        let line = r#"{"id":7,"question":"Dear Council,\nHow many bins? Write to a.person@example.org please\nYours faithfully\nAnn Person","answer":"Nine.","requester":"Ann Person","outcome":"partial"}"#;
        let answer = of_json(line).expect("an answer");
        assert_eq!(answer.id, "7");
        assert_eq!(answer.question, "How many bins? Write to [address] please");
        assert_eq!(answer.outcome, Some(Outcome::PartlyDisclosed));
        let kept = serde_json::to_string(&answer).expect("JSON");
        assert!(!kept.contains("Person"), "{kept}");
    }

    #[test]
    fn a_spreadsheet_is_read_by_its_columns() {
        let text = "\u{feff}Ref,Name,Request,Our response,Closed\r\n\
                    FOI-1,Ann Person,\"How many bins,\nand \"\"where\"\"?\",Nine.,24/11/2025\r\n";
        let mut reader = CsvReader::new(text.as_bytes());
        let columns = Columns::parse("id=Ref, question=request,answer=our response,date=closed");
        let (_, first) = reader.record().expect("readable").expect("a header");
        let header = Header::of(&first, &columns.expect("columns")).expect("a header");
        let (line, cells) = reader.record().expect("readable").expect("a record");
        let answer = header.answer(&cells).expect("an answer");
        assert_eq!(line, 2);
        assert_eq!(answer.question, "How many bins,\nand \"where\"?");
        assert_eq!(answer.date, Some(jiff::civil::date(2025, 11, 24)));
        assert_eq!(reader.record().expect("readable"), None);
        assert!(Columns::parse("name=Name").is_err());
    }
}
