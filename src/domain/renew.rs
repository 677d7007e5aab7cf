//! What of a past answer is of its own time: figures, dates, names of periods. They become fields, so that an old
//! figure cannot leave in a new letter unseen.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::snippet::SnippetField;
use crate::text::pattern::compiled;
use crate::text::slice;

/// How the names of fields begin that stand for something old.
const PREFIX: &str = "renew_";
/// The longest old words that a name keeps.
const LONGEST: usize = 36;

/// What stays although it holds digits: addresses, fields, provisions, statutes, numbers of lists, names such as
/// "A303", telephone numbers. What comes first here is looked for first.
const STAYS: &str = r"(?m:^[\x20\t]*\(?\d{1,2}[.)]\s)
 | \{\{[^}\n]*\}\} | https?://\S+ | www\.\S+ | \S+@\S+
 | (?i:\b(?:sections?|ss?\.?|regulations?|regs?\.?|articles?|arts?\.?|paragraphs?|paras?\.?|schedules?|chapters?|parts?|exemptions?|clauses?|annex(?:es)?|appendix|rules?|questions?|q|items?|pages?|tables?|figures?|notes?|form)\x20*
     \d+[A-Z]{0,2}(?:\s?\(\w{1,5}\))*(?:(?:,?\s+(?:and|or|to)|,|\s?[–-])\s*(?:\d+[A-Z]{0,2}(?:\s?\(\w{1,5}\))*|(?:\(\w{1,5}\))+))*)
 | \b(?:Acts?|Regulations|Order|Rules|Directive|Measure)(?:\s+\([^)\n]{1,30}\))?\s+(?:1[6-9]|20)\d\d\b
 | \b0\d{2,4}[\x20-]?\d{3,4}(?:[\x20-]?\d{3,4})?\b
 | \b[A-Za-z][A-Za-z-]*\d[\w/-]*";
const MONTH: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";
const PERIOD: &str = r"\b(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b
 | (?i:\bQ[1-4]\s+(?:of\s+)?(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b)
 | (?i:\b(?:quarter\s[1-4]|(?:first|second|third|fourth|last)\s+quarter)(?:\s+(?:of\s+)?(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?)?)
 | (?i:\b(?:last|past|previous|current|present|this)\s+(?:\w+\s+)?(?:financial\s+|calendar\s+|academic\s+|municipal\s+)?(?:years?|months?|quarter)\b)
 | \b(?:19|20)\d\d\b";
const AMOUNT: &str = r"[£€$]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?i:million|billion|thousand|bn|k|m)\b)?";
const PERCENTAGE: &str = r"\b\d[\d,]*(?:\.\d+)?\s?(?:%|(?i:per\s?cent\b))";
const FIGURE: &str = r"\b\d[\d,]*(?:\.\d+)?(?:\s?(?i:million|billion|thousand|bn)\b)?
 | (?i:\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)\b)";

static OLD: LazyLock<Regex> = LazyLock::new(|| {
    let date = format!(
        r"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b\.?(?:,?\s+\d{{4}}\b)?
         | \b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b | \b{MONTH}\s+\d{{4}}\b
         | \b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b | \b\d{{4}}-\d\d-\d\d\b"
    );
    let kinds = [
        ("date", date.as_str()),
        ("period", PERIOD),
        ("stays", STAYS),
        ("amount", AMOUNT),
        ("percentage", PERCENTAGE),
        ("figure", FIGURE),
    ];
    let parts = kinds.map(|(name, pattern)| format!("(?P<{name}>{pattern})"));
    compiled(&format!("(?x){}", parts.join("|")))
});

/// What can be old, in the words of the prompts.
const KINDS: [&str; 5] = ["date", "period", "amount", "percentage", "figure"];

/// A past answer as a starting point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The text, with fields where something is to be renewed.
    pub text: String,
    /// How many places there are to renew.
    pub places: usize,
}

/// Marks what of a past answer is of its own time as fields to fill. The same old words become the same field.
pub fn to_renew(text: &str) -> Renewal {
    let mut places = 0;
    let text = OLD.replace_all(text, |found: &Captures<'_>| {
        let kind = KINDS.into_iter().find(|kind| found.name(kind).is_some());
        let words = found.get(0).map_or("", |whole| whole.as_str());
        match kind {
            Some(kind) => {
                places += 1;
                let end = words.len()
                    - words
                        .chars()
                        .next_back()
                        .filter(|c| *c == ',')
                        .map_or(0, char::len_utf8);
                let (old, rest) = (slice::before(words, end), slice::from(words, end));
                format!("{{{{{}}}}}{rest}", name_of(kind, old))
            }
            None => words.to_owned(),
        }
    });
    Renewal {
        text: text.into_owned(),
        places,
    }
}

fn name_of(kind: &str, old: &str) -> String {
    let mut name = format!("{PREFIX}{kind}_");
    for c in old.to_lowercase().chars().take(LONGEST) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_end_matches('_').to_owned()
}

/// Returns what is asked for under the name of a field that stands for something old: each answer has its own.
pub fn field(name: &str) -> Option<SnippetField> {
    let (kind, old) = name.strip_prefix(PREFIX)?.split_once('_')?;
    let kind = KINDS.into_iter().find(|known| *known == kind)?;
    Some(SnippetField {
        name: name.to_owned(),
        prompt: format!(
            "Which {kind} now? The past answer had “{}”",
            old.replace('_', " ")
        ),
        per_answer: true,
        ..SnippetField::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::placeholder::placeholders;

    fn names(text: &str) -> Vec<String> {
        placeholders(&to_renew(text).text)
            .map(|found| found.name)
            .collect()
    }

    #[test]
    fn figures_dates_and_periods_are_to_be_renewed() {
        for (text, expected) in [
            ("We replaced 1,204 benches.", "renew_figure_1_204"),
            ("It cost £3.5 million.", "renew_amount_3_5_million"),
            ("That is 12.5% of all.", "renew_percentage_12_5"),
            ("On 3rd March 2024 it ended.", "renew_date_3rd_march_2024"),
            ("since 01/04/2023", "renew_date_01_04_2023"),
            ("in 2023/24", "renew_period_2023_24"),
            (
                "in the last financial year",
                "renew_period_last_financial_year",
            ),
            ("in 2025.", "renew_period_2025"),
            ("Nine were found.", "renew_figure_nine"),
            ("Q3 2024", "renew_period_q3_2024"),
        ] {
            assert_eq!(names(text), [expected], "{text}");
        }
        assert_eq!(
            to_renew("1,204, of which 7").text,
            "{{renew_figure_1_204}}, of which {{renew_figure_7}}"
        );
    }

    #[test]
    fn provisions_statutes_and_names_stay() {
        for text in [
            "section 31(1)(a) and (b) of the Freedom of Information Act 2000",
            "sections 31(1)(a), 40(2) and 43 apply",
            "s.40(2) and regulation 12(5)(e) of the Environmental Information Regulations 2004",
            "the Freedom of Information (Scotland) Act 2002",
            "the A303, MS365 and COVID-19",
            "see https://example.org/2024/05 or ring 01632 960123",
            "{{figure}} of them",
            "1. First\n2. Second",
        ] {
            assert_eq!(to_renew(text).text, text);
        }
    }

    #[test]
    fn a_field_to_renew_says_what_was_there_and_is_filled_for_this_answer_only() {
        let asked = field("renew_date_3_march_2024").expect("a field");
        assert_eq!(
            asked.prompt,
            "Which date now? The past answer had “3 march 2024”"
        );
        assert!(asked.per_answer);
        assert_eq!(field("renewal"), None);
        assert_eq!(field("renew_thing_3"), None);
    }
}
