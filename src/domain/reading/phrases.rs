//! Phrases of a plain kind, as `config/wording.toml` writes them, made into patterns.

use regex::bytes::Regex;

/// Between two words: white space, the `>` of a quoted line, emphasis marks.
const BETWEEN: &str = r"[\s>*_\x01]+";
/// Up to six words of the same sentence.
const GAP: &str = r"(?:[^\s;:!?]+[\s>*_]+){0,6}?";
/// What stands for the further bytes of a character that is not ASCII; see [`folded`].
const FILLER: u8 = 1;
/// What stands for the sign of the pound.
const POUND: u8 = 0xa3;

/// Why a phrase is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{phrase}” is no phrase: {reason}")]
pub struct PhraseError {
    /// The phrase.
    pub phrase: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Makes one pattern of several phrases; none of no phrases.
///
/// # Errors
/// [`PhraseError`] for the first phrase that is none.
pub(super) fn pattern(phrases: &[String]) -> Result<Option<Regex>, PhraseError> {
    if phrases.is_empty() {
        return Ok(None);
    }
    let mut alternatives = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        let source = source(phrase);
        // Each by itself first, so that a mistake is named with its phrase. Parsing is cheap; compiling is not.
        if let Some(reason) = balanced(phrase) {
            return Err(PhraseError {
                phrase: phrase.clone(),
                reason,
            });
        }
        alternatives.push(source);
    }
    let all = format!("(?s-u)(?:{})", alternatives.join("|"));
    Regex::new(&all).map(Some).map_err(|error| PhraseError {
        phrase: phrases.join(", "),
        reason: error.to_string(),
    })
}

fn balanced(phrase: &str) -> Option<String> {
    let mut depth = 0_i32;
    for c in phrase.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            break;
        }
    }
    if depth != 0 {
        return Some("the brackets do not match".to_owned());
    }
    phrase.trim().is_empty().then(|| "it is empty".to_owned())
}

// The pattern of one phrase. A word boundary stands at either end where there is a letter or digit.
fn source(phrase: &str) -> String {
    let mut out = String::new();
    let opens_with_word = phrase.starts_with(|c: char| c.is_alphanumeric() || c == '(' || c == '#');
    if opens_with_word {
        out.push_str(r"\b");
    }
    let mut first = true;
    let mut after_gap = false;
    for token in phrase.split_whitespace() {
        if token == "…" {
            out.push_str(BETWEEN);
            out.push_str(GAP);
            after_gap = true;
            first = false;
            continue;
        }
        if !first && !after_gap {
            // The blank before a closing bracket belongs to the group: "(currently )?hold".
            out.push_str(BETWEEN);
        }
        after_gap = false;
        first = false;
        word(&mut out, token);
    }
    if phrase.ends_with(|c: char| c.is_alphanumeric() || c == '*' || c == '#') {
        out.push_str(r"\b");
    }
    out
}

fn word(out: &mut String, token: &str) {
    for c in token.chars() {
        match c {
            '(' => out.push_str("(?:"),
            ')' | '|' | '?' => out.push(c),
            '*' => out.push_str(r"[a-z0-9'\x01-]*"),
            '\'' | '’' => out.push_str(r"'\x01*"),
            '"' | '“' | '”' => out.push_str(r#""\x01*"#),
            '#' => out.push_str(r"[0-9][0-9,]*(?:\.[0-9]+)?"),
            '-' => out.push_str(r"-\x01*"),
            '£' => out.push_str(r"\xa3\x01"),
            _ if c.is_ascii_alphanumeric() || c == ',' => out.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {
                out.push('\\');
                out.push(c);
            }
            _ => {}
        }
    }
}

/// Returns a text as patterns see it: byte for byte as long as the text, lower case, typographic signs made plain.
///
/// Patterns over plain bytes compile and run many times faster than those that know all of Unicode; the wording that
/// letters use is plain English.
pub(super) fn folded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        let plain = match c {
            '’' | '‘' => b'\'',
            '“' | '”' => b'"',
            '–' | '—' | '‑' => b'-',
            '\u{a0}' | '\u{2009}' | '\u{202f}' => b' ',
            '£' => POUND,
            _ if c.is_ascii() => u8::try_from(c).unwrap_or(b'?').to_ascii_lowercase(),
            _ => b'x',
        };
        out.push(plain);
        out.extend(std::iter::repeat_n(FILLER, c.len_utf8() - 1));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(phrase: &str, text: &str) -> bool {
        let found = pattern(&[phrase.to_owned()]).expect("a phrase");
        found.is_some_and(|pattern| pattern.is_match(&folded(text)))
    }

    #[test]
    fn phrases_are_found_across_lines_quotes_and_endings() {
        assert!(matches(
            "neither confirm* nor den*",
            "we neither confirm\n> nor deny it"
        ));
        assert!(matches("do not (currently )?hold", "we do not hold"));
        assert!(matches(
            "do not (currently )?hold",
            "we do not currently hold"
        ));
        assert!(matches("don't hold", "we don’t hold"));
        assert!(matches(
            "public interest … (favours|lies)",
            "public interest in this matter clearly favours"
        ));
        assert!(matches("# hours", "it took 1,204 hours"));
        assert!(matches("http*", "see https://example.org"));
    }

    #[test]
    fn parts_of_words_and_other_sentences_are_not() {
        assert!(!matches("held", "a shelde"));
        assert!(!matches(
            "public interest … favours",
            "public interest; it favours"
        ));
        assert!(!matches("# hours", "hours"));
    }

    #[test]
    fn a_phrase_with_an_open_bracket_is_named() {
        let error = pattern(&["do (not hold".to_owned()]).expect_err("not closed");
        assert_eq!(error.phrase, "do (not hold");
    }
}
