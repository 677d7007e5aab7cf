//! The kinds of fields: what a value must be, and the form in which a letter prints it.

use serde::{Deserialize, Serialize};

use super::dates::read_date;
use super::long_date;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Any words.
    #[default]
    Text,
    /// A number, printed with commas: 1,200.
    Number,
    /// An amount, printed with the sign of its currency: £1,200.
    Money {
        /// The sign where none is written.
        sign: String,
    },
    /// A date, printed as 3 March 2026.
    Date,
    /// One of a few words.
    Choice(Vec<String>),
    /// Several things, printed as "a, b and c".
    List,
}

impl FieldKind {
    /// The words by which files name the kinds.
    pub const WORDS: [&str; 6] = ["text", "number", "money", "date", "choice", "list"];

    /// Returns the word by which files name it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money { .. } => "money",
            Self::Date => "date",
            Self::Choice(_) => "choice",
            Self::List => "list",
        }
    }

    /// Returns how a value is to be written, for the line below the question; empty for words.
    pub fn how(&self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Number => "a number, such as 1200",
            Self::Money { .. } => "an amount, such as 1200 or 3.5 million",
            Self::Date => "a date, such as 3 March 2026 or 3/3/2026",
            Self::Choice(_) => "one of these",
            Self::List => "several things, with commas between",
        }
    }

    /// Returns a value that shows how a letter will read.
    pub fn sample(&self) -> String {
        match self {
            Self::Text => String::new(),
            Self::Number => "120".into(),
            Self::Money { sign } => format!("{sign}1,200"),
            Self::Date => "3 March 2026".into(),
            Self::Choice(options) => options.first().cloned().unwrap_or_default(),
            Self::List => "one, two and three".into(),
        }
    }

    /// Returns a value as a letter prints it.
    ///
    /// # Errors
    /// Words that tell what it is not, and how to write it.
    pub fn read(&self, value: &str) -> Result<String, String> {
        let value = value.trim();
        match self {
            Self::Text => Ok(value.to_owned()),
            Self::Number => {
                number(value).ok_or_else(|| "Not a number: write it like 1200 or 12.5".to_owned())
            }
            Self::Money { sign } => money(value, sign).ok_or_else(|| {
                format!("Not an amount: write it like {sign}1,200 or {sign}3.5 million")
            }),
            Self::Date => read_date(value)
                .map(long_date)
                .ok_or_else(|| "Not a date: write it like 3 March 2026 or 3/3/2026".to_owned()),
            Self::Choice(options) => options
                .iter()
                .find(|option| option.to_lowercase() == value.to_lowercase())
                .cloned()
                .ok_or_else(|| format!("Not one of these: write {}", either(options))),
            Self::List => list(value).ok_or_else(|| {
                "Nothing stands between two commas: write it like roads, parks and bridges".into()
            }),
        }
    }
}

fn either(options: &[String]) -> String {
    match options {
        [] => "nothing".into(),
        [one] => format!("“{one}”"),
        [first @ .., last] => format!("“{}” or “{last}”", first.join("”, “")),
    }
}

// 1200, 1,200, 12.5, -3, 12%: what stands behind the number is kept.
fn number(value: &str) -> Option<String> {
    let (value, percent) = match value.strip_suffix('%') {
        Some(value) => (value.trim_end(), "%"),
        None => (value, ""),
    };
    let (minus, digits) = match value.strip_prefix(['-', '−']) {
        Some(digits) => ("−", digits),
        None => ("", value),
    };
    Some(format!("{minus}{}{percent}", grouped(digits, None)?))
}

// £1,200, 1200.5, $3m, 3.5 million.
fn money(value: &str, sign: &str) -> Option<String> {
    let (minus, value) = match value.strip_prefix(['-', '−']) {
        Some(value) => ("−", value.trim_start()),
        None => ("", value),
    };
    let signs = ["£", "$", "€"];
    let written = signs.into_iter().find(|own| value.starts_with(own));
    let sign = written.unwrap_or(sign);
    let amount = match written {
        Some(own) => value.strip_prefix(own)?,
        None => value.strip_prefix(sign).unwrap_or(value),
    };
    let amount = amount.trim();
    let end = amount
        .rfind(|c: char| c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let (digits, word) = amount.split_at_checked(end)?;
    let word = match word.trim().to_lowercase().as_str() {
        "" => "",
        "k" | "thousand" => "thousand",
        "m" | "mn" | "million" => "million",
        "bn" | "b" | "billion" => "billion",
        _ => return None,
    };
    if word.is_empty() {
        return Some(format!("{minus}{sign}{}", grouped(digits, Some(2))?));
    }
    if word == "thousand" && !digits.contains('.') {
        return Some(format!("{minus}{sign}{},000", grouped(digits, None)?));
    }
    Some(format!("{minus}{sign}{} {word}", grouped(digits, None)?))
}

// Digits with commas between the thousands; `pence` is how many digits a fraction has at least.
fn grouped(digits: &str, pence: Option<usize>) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let parts: Vec<&str> = whole.split([',', ' ']).collect();
    // Commas stand between thousands or nowhere: "1,2" is a slip, or a decimal of another country.
    let in_thousands = parts.len() == 1
        || (parts
            .first()
            .is_some_and(|first| (1..=3).contains(&first.len()))
            && parts.iter().skip(1).all(|part| part.len() == 3));
    let plain: String = parts.concat();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !in_thousands || !is_digits(&plain) || fraction.is_some_and(|own| !is_digits(own)) {
        return None;
    }
    let mut out = String::new();
    let count = plain.chars().count();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
        let short = pence.unwrap_or(0).saturating_sub(fraction.len());
        out.extend(std::iter::repeat_n('0', short));
    }
    Some(out)
}

// "a; b; c", "a, b, c" and "a, b and c" are all printed as the last one.
fn list(value: &str) -> Option<String> {
    let parts: Vec<&str> = if value.contains(';') {
        value.split(';').map(str::trim).collect()
    } else {
        value.split(',').map(str::trim).collect()
    };
    let parts = match parts.split_last() {
        Some((&"", rest)) if !rest.is_empty() => rest,
        _ => parts.as_slice(),
    };
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let (last, first) = parts.split_last()?;
    if first.is_empty() {
        return Some((*last).to_owned());
    }
    let (and, last) = match last.strip_prefix("and ") {
        Some(last) => (" and ", last),
        // "a, b and c" is in its form already.
        None if last.contains(" and ") && !value.contains(';') => (", ", *last),
        None => (" and ", *last),
    };
    Some(format!("{}{and}{last}", first.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pounds() -> FieldKind {
        FieldKind::Money { sign: "£".into() }
    }

    fn reads(kind: &FieldKind, pairs: &[(&str, &str)]) {
        for (typed, printed) in pairs {
            assert_eq!(kind.read(typed).as_deref(), Ok(*printed), "{typed}");
        }
    }

    #[test]
    fn numbers_get_their_commas() {
        reads(
            &FieldKind::Number,
            &[
                ("1200", "1,200"),
                ("1,200", "1,200"),
                ("12.5", "12.5"),
                ("1 234 567", "1,234,567"),
                ("0", "0"),
                ("-3", "−3"),
                ("12 %", "12%"),
            ],
        );
        for typed in ["", "many", "1,2", "12,34,567", "1.2.3", "£5", "1200 staff"] {
            let complaint = FieldKind::Number.read(typed).expect_err(typed);
            assert!(complaint.starts_with("Not a number: write"), "{complaint}");
        }
    }

    #[test]
    fn amounts_get_their_sign() {
        reads(
            &pounds(),
            &[
                ("1200", "£1,200"),
                ("£1200.5", "£1,200.50"),
                ("$ 300", "$300"),
                ("3.5m", "£3.5 million"),
                ("£2 billion", "£2 billion"),
                ("12k", "£12,000"),
            ],
        );
        assert!(pounds().read("a lot").is_err());
        assert!(pounds().read("12 pence").is_err());
    }

    #[test]
    fn dates_are_printed_in_full() {
        reads(
            &FieldKind::Date,
            &[
                ("3/3/2026", "3 March 2026"),
                ("2026-03-03", "3 March 2026"),
                ("3 Mar 2026", "3 March 2026"),
                ("3rd March 2026", "3 March 2026"),
            ],
        );
        let complaint = FieldKind::Date.read("soon").expect_err("no date");
        assert_eq!(
            complaint,
            "Not a date: write it like 3 March 2026 or 3/3/2026"
        );
        assert!(FieldKind::Date.read("31/2/2026").is_err());
    }

    #[test]
    fn lists_end_with_and() {
        reads(
            &FieldKind::List,
            &[
                ("a", "a"),
                ("a, b", "a and b"),
                ("a, b, c", "a, b and c"),
                ("a, b and c", "a, b and c"),
                ("a, b, and c", "a, b and c"),
                ("Smith and Sons; Jones", "Smith and Sons and Jones"),
                ("a, b,", "a and b"),
            ],
        );
        assert!(FieldKind::List.read("a,, b").is_err());
    }

    #[test]
    fn a_choice_takes_its_words_only() {
        let kind = FieldKind::Choice(vec!["would".into(), "would be likely to".into()]);
        reads(&kind, &[("Would", "would")]);
        let complaint = kind.read("might").expect_err("not offered");
        assert_eq!(
            complaint,
            "Not one of these: write “would” or “would be likely to”"
        );
    }
}
