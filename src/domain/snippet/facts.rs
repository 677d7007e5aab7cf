//! What of an answer belongs to its case and not to a snippet: names, references, dates, figures, money, addresses.
//!
//! Each is offered as a field. What the law says is left alone: the year of an Act, a section, a time limit.

mod patterns;

use std::ops::Range;

use jiff::civil::Date;
use regex::Regex;

use self::patterns::{DATE, FIGURE, LAW, MONEY, MONTH_YEAR, PERIOD, PERSON, REFERENCE};
use super::SnippetField;
use super::draft::field_name;
use crate::domain::authority::Authority;
use crate::domain::fields::{BUILT_IN, FieldKind, long_date, read_date};
use crate::domain::reading::{PersonalKind, personal};
use crate::text::{placeholder, slice};

/// What is known of the case whose answer becomes a snippet.
#[derive(Debug, Clone, Copy)]
pub struct CaseMarks<'a> {
    /// Who asked.
    pub requester: &'a str,
    /// The reference of the case.
    pub reference: &'a str,
    /// When the request came in.
    pub received: Option<Date>,
    /// When the response is due.
    pub due: Option<Date>,
    /// The authority that answers: what it says of itself is no leak.
    pub authority: &'a Authority,
}

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// The requester.
    Requester,
    /// The reference of this or another case.
    Reference,
    /// The authority's own name.
    Authority,
    /// A person.
    Person,
    /// An address.
    Address,
    /// A telephone number, an e-mail address and the like.
    Contact,
    /// A span of time.
    Period,
    /// A date.
    Date,
    /// An amount of money.
    Money,
    /// A figure.
    Figure,
}

impl FactKind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Requester => "the requester",
            Self::Reference => "a reference",
            Self::Authority => "the authority’s name",
            Self::Person => "a person",
            Self::Address => "an address",
            Self::Contact => "personal data",
            Self::Period => "a period",
            Self::Date => "a date",
            Self::Money => "an amount",
            Self::Figure => "a figure",
        }
    }
}

/// A fact of a case in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The words, as they stand in the text.
    pub words: String,
    /// What they are.
    pub kind: FactKind,
    /// The field that can stand for them.
    pub field: SnippetField,
}

/// Finds the facts of a case in a text, each once, in the order of the text.
pub fn facts_in(text: &str, marks: &CaseMarks<'_>) -> Vec<Fact> {
    let mut finder = Finder {
        text,
        taken: placeholder::placeholders(text)
            .map(|own| own.range)
            .collect(),
        found: Vec::new(),
    };
    finder.words(marks.requester, FactKind::Requester);
    finder.words(marks.reference, FactKind::Reference);
    finder.words(&marks.authority.name, FactKind::Authority);
    for own in personal(text) {
        let kind = match own.kind {
            PersonalKind::HomeAddress => FactKind::Address,
            PersonalKind::BirthDate => FactKind::Date,
            _ => FactKind::Contact,
        };
        if !is_own(slice::slice(text, own.at.clone()), marks.authority) {
            finder.take(own.at, kind);
        }
    }
    for law in LAW.find_iter(text) {
        finder.taken.push(law.range());
    }
    finder.all(&REFERENCE, FactKind::Reference);
    finder.all(&PERSON, FactKind::Person);
    finder.all(&PERIOD, FactKind::Period);
    finder.all(&DATE, FactKind::Date);
    finder.all(&MONEY, FactKind::Money);
    finder.all(&MONTH_YEAR, FactKind::Period);
    finder.all(&FIGURE, FactKind::Figure);
    finder.named(marks)
}

/// Tells whether words are how the authority itself is reached.
pub(super) fn is_own(words: &str, authority: &Authority) -> bool {
    [
        &authority.contact,
        &authority.review_contact,
        &authority.website,
    ]
    .iter()
    .any(|own| own.contains(words))
}

struct Finder<'t> {
    text: &'t str,
    taken: Vec<Range<usize>>,
    found: Vec<(Range<usize>, FactKind)>,
}

impl Finder<'_> {
    fn take(&mut self, at: Range<usize>, kind: FactKind) {
        let free = |other: &Range<usize>| other.end <= at.start || at.end <= other.start;
        if !at.is_empty() && self.taken.iter().all(free) {
            self.taken.push(at.clone());
            self.found.push((at, kind));
        }
    }

    fn all(&mut self, pattern: &Regex, kind: FactKind) {
        for hit in pattern.find_iter(self.text) {
            let end = hit.start() + hit.as_str().trim_end().len();
            self.take(hit.start()..end, kind);
        }
    }

    fn words(&mut self, words: &str, kind: FactKind) {
        for at in places(self.text, words) {
            self.take(at, kind);
        }
    }

    // Each fact once, with a field of its own name.
    fn named(mut self, marks: &CaseMarks<'_>) -> Vec<Fact> {
        self.found.sort_by_key(|(at, _)| at.start);
        let mut facts: Vec<Fact> = Vec::new();
        for (at, kind) in self.found {
            let words = slice::slice(self.text, at.clone()).to_owned();
            if facts.iter().any(|fact| fact.words == words) {
                continue;
            }
            let behind = slice::from(self.text, at.end);
            let mut field = field_for(&words, kind, behind, marks);
            let base = field.name.clone();
            let mut number = 2_usize;
            let shared = BUILT_IN.contains(&base.as_str());
            while !shared && facts.iter().any(|fact| fact.field.name == field.name) {
                field.name = format!("{base}_{number}");
                number += 1;
            }
            facts.push(Fact { words, kind, field });
        }
        facts
    }
}

fn field_for(words: &str, kind: FactKind, behind: &str, marks: &CaseMarks<'_>) -> SnippetField {
    let field = |name: &str, prompt: &str, kind: FieldKind, per_answer: bool| SnippetField {
        name: name.to_owned(),
        prompt: prompt.to_owned(),
        kind,
        per_answer,
        ..SnippetField::default()
    };
    match kind {
        FactKind::Requester => field("requester", "", FieldKind::Text, false),
        FactKind::Reference if words == marks.reference => {
            field("reference", "", FieldKind::Text, false)
        }
        FactKind::Reference => field(
            "other_reference",
            "Which reference?",
            FieldKind::Text,
            false,
        ),
        FactKind::Authority => field("authority", "", FieldKind::Text, false),
        FactKind::Person => field("name", "Whose name?", FieldKind::Text, false),
        FactKind::Address => field("address", "Which address?", FieldKind::Text, false),
        FactKind::Contact => field("contact_details", "Which details?", FieldKind::Text, false),
        FactKind::Period if words.len() == 4 => {
            field("year", "Which year?", FieldKind::Text, false)
        }
        FactKind::Period => field("period", "Which period?", FieldKind::Text, false),
        FactKind::Date => match read_date(words).map(long_date) {
            Some(date) if marks.received.map(long_date).as_ref() == Some(&date) => {
                field("received", "", FieldKind::Text, false)
            }
            Some(date) if marks.due.map(long_date).as_ref() == Some(&date) => {
                field("due", "", FieldKind::Text, false)
            }
            Some(_) => field("date", "Which date?", FieldKind::Date, true),
            None => field("date", "Which date?", FieldKind::Text, true),
        },
        FactKind::Money => {
            let sign = words.chars().next().unwrap_or('£').to_string();
            field("amount", "How much?", FieldKind::Money { sign }, true)
        }
        FactKind::Figure => {
            let next = behind
                .strip_prefix(' ')
                .and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next())
                .filter(|word| word.len() > 3);
            match next {
                Some(word) => {
                    let prompt = format!("How many {}?", word.to_lowercase());
                    field(&field_name(word), &prompt, FieldKind::Number, true)
                }
                None => field("figure", "Which figure?", FieldKind::Number, true),
            }
        }
    }
}

/// Finds where whole words stand in a text, without regard to capitals.
pub(super) fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    let parts: Vec<String> = words.split_whitespace().map(regex::escape).collect();
    let Ok(pattern) = Regex::new(&format!("(?i){}", parts.join(r"\s+"))) else {
        return Vec::new();
    };
    let is_word = |c: char| c.is_alphanumeric();
    pattern
        .find_iter(text)
        .map(|hit| hit.range())
        .filter(|at| {
            let before = slice::before(text, at.start).chars().next_back();
            let after = slice::from(text, at.end).chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
        .collect()
}

/// Puts the field in the place of the words, wherever they stand.
pub fn as_field(text: &str, fact: &Fact) -> String {
    let mark = format!("{{{{{}}}}}", fact.field.name);
    replaced(text, &places(text, &fact.words), &mark)
}

/// Puts the words back in the place of the field.
pub fn as_words(text: &str, fact: &Fact) -> String {
    let marks: Vec<Range<usize>> = placeholder::placeholders(text)
        .filter(|own| own.name == fact.field.name)
        .map(|own| own.range)
        .collect();
    replaced(text, &marks, &fact.words)
}

fn replaced(text: &str, places: &[Range<usize>], by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        out.push_str(slice::slice(text, at..place.start));
        out.push_str(by);
        at = place.end;
    }
    out.push_str(slice::from(text, at));
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let authority = Authority {
            name: "Wexbridge District Council".into(),
            contact: "foi@wexbridge.example".into(),
            ..Authority::default()
        };
        let marks = CaseMarks {
            requester: "Ann Okafor",
            reference: "FOI-2026-0417",
            received: Some(date(2026, 11, 4)),
            due: Some(date(2026, 12, 2)),
            authority: &authority,
        };
        let facts = facts_in(text, &marks).into_iter();
        facts.map(|fact| (fact.words, fact.field.name)).collect()
    }

    fn is(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(words, name)| ((*words).to_owned(), (*name).to_owned()))
            .collect();
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn what_the_case_knows_becomes_a_field_of_the_program() {
        is(
            "Dear Ann Okafor, your request FOI-2026-0417 of 4 November 2026 to Wexbridge District Council is due on 2 December 2026.",
            &[
                ("Ann Okafor", "requester"),
                ("FOI-2026-0417", "reference"),
                ("4 November 2026", "received"),
                ("Wexbridge District Council", "authority"),
                ("2 December 2026", "due"),
            ],
        );
    }

    #[test]
    fn figures_amounts_periods_dates_and_people_are_offered() {
        is(
            "Between 1 April 2024 and 31 March 2025 we bought 1,240 benches for £12,300.50; in 2023/24 it was 47%. Mrs Jane Smith agreed it on 3 March 2025, see FOI-2025-0012.",
            &[
                ("1 April 2024 and 31 March 2025", "period"),
                ("1,240", "benches"),
                ("£12,300.50", "amount"),
                ("2023/24", "period_2"),
                ("47%", "figure"),
                ("Mrs Jane Smith", "name"),
                ("3 March 2025", "date"),
                ("FOI-2025-0012", "other_reference"),
            ],
        );
    }

    #[test]
    fn personal_data_is_offered_and_the_authoritys_own_is_not() {
        is(
            "Write to a.okafor@mail.example or foi@wexbridge.example. She lives at 12 Mill Lane, Wexbridge, WX1 2AB.",
            &[
                ("a.okafor@mail.example", "contact_details"),
                ("12 Mill Lane, Wexbridge, WX1 2AB", "address"),
            ],
        );
    }

    #[test]
    fn the_law_is_no_fact_of_the_case() {
        is(
            "1. Section 40(2) of the Freedom of Information Act 2000 applies, and regulation 12(4)(b) of the Environmental Information Regulations 2004. You may ask for a review within 40 working days; see question 3. {{figure}}",
            &[],
        );
    }

    #[test]
    fn a_field_takes_the_place_of_the_words_and_gives_it_back() {
        let text = "We have 47 benches; all 47 are red, and 470 are not.";
        let authority = Authority::default();
        let marks = CaseMarks {
            requester: "",
            reference: "",
            received: None,
            due: None,
            authority: &authority,
        };
        let facts = facts_in(text, &marks);
        let fielded = as_field(text, &facts[0]);
        assert_eq!(
            fielded,
            "We have {{benches}} benches; all {{benches}} are red, and 470 are not."
        );
        assert_eq!(as_words(&fielded, &facts[0]), text);
    }
}
