//! What an officer changed in a snippet's text after it went into an answer, word by word.
//!
//! A field that was filled is no change, and what stands before or after the passage is the rest of the answer.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::placeholder::placeholders;
use crate::text::slice;

/// How long a text may be, in words, to be compared.
const MOST_WORDS: usize = 5_000;

/// Words that were changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The words of the snippet; empty if something was put in.
    pub was: String,
    /// The words of the answer; empty if something was taken out.
    pub now: String,
}

/// How an answer differs from the snippet that it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// The changes, in the order of the text.
    pub changes: Vec<Difference>,
    /// The fields, with what was filled in.
    pub filled: Vec<(String, String)>,
    /// How much of the snippet's words is still there, in per cent.
    pub kept: usize,
}

/// Compares a snippet's text with the answer it went into.
pub fn differences(snippet: &str, answer: &str) -> Differences {
    let old: Vec<String> = tokens(snippet);
    let new: Vec<String> = tokens(answer);
    if old.len() > MOST_WORDS || new.len() > MOST_WORDS {
        return Differences::default();
    }
    let ops = capture_diff_slices(Algorithm::Patience, &old, &new);
    let equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let words = old.iter().filter(|word| !is_field(word)).count();
    let same: usize = ops
        .iter()
        .filter(|op| equal(op))
        .map(|op| {
            let range = op.old_range();
            old[range].iter().filter(|word| !is_field(word)).count()
        })
        .sum();
    let mut found = Differences {
        kept: (same * 100).checked_div(words).unwrap_or(100),
        ..Differences::default()
    };
    let first = ops.iter().position(equal);
    let last = ops.iter().rposition(equal);
    for (at, op) in ops.iter().enumerate() {
        if equal(op) {
            continue;
        }
        let was = &old[op.old_range()];
        // What only the answer has before or behind the passage is no change of the passage.
        let outside = first.is_none_or(|first| at < first) || last.is_none_or(|last| at > last);
        let mut now: Vec<&str> = new[op.new_range()].iter().map(String::as_str).collect();
        if outside && was.is_empty() {
            continue;
        }
        // At an edge the words stand next to the passage; the rest of the answer goes on behind them.
        if outside && now.len() > was.len() {
            if first.is_some_and(|first| at < first) {
                now.drain(..now.len() - was.len());
            } else {
                now.truncate(was.len());
            }
        }
        match_fields(was, &now, outside, &mut found);
    }
    found
}

// "{{count}} benches" against "47 red benches": the field took 47, "red" was put in.
fn match_fields(was: &[String], now: &[&str], outside: bool, found: &mut Differences) {
    let fields: Vec<&String> = was.iter().filter(|word| is_field(word)).collect();
    if let [field] = fields.as_slice()
        && was.len() == 1
    {
        let name = field.trim_matches(['{', '}', '.', ',', ';', ':', ' ', '(', ')', '“', '”', '"']);
        if now.len() == 1 && now.first() == Some(&field.as_str()) {
            return;
        }
        // At the edge of the passage the rest of the answer may stand behind the value.
        let value = if outside {
            String::new()
        } else {
            now.join(" ")
        };
        found.filled.push((name.trim().to_owned(), value));
        return;
    }
    let words: Vec<&str> = was
        .iter()
        .filter(|word| !is_field(word))
        .map(String::as_str)
        .collect();
    for field in &fields {
        let name = field.trim_matches(['{', '}', '.', ',', ';', ':', ' ', '(', ')', '“', '”', '"']);
        found.filled.push((name.trim().to_owned(), String::new()));
    }
    if words.is_empty() && !fields.is_empty() {
        return;
    }
    found.changes.push(Difference {
        was: words.join(" "),
        now: now.join(" "),
    });
}

fn is_field(token: &str) -> bool {
    token.contains("{{") && placeholders(token).next().is_some()
}

// Words with the punctuation that touches them; "{{ name }}" is one, whatever stands in it.
fn tokens(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for found in placeholders(text) {
        plain.push_str(slice::slice(text, at..found.range.start));
        plain.push_str("{{");
        plain.push_str(&found.name);
        plain.push_str("}}");
        at = found.range.end;
    }
    plain.push_str(slice::from(text, at));
    plain.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(snippet: &str, answer: &str) -> Vec<(String, String)> {
        let found = differences(snippet, answer);
        found
            .changes
            .into_iter()
            .map(|change| (change.was, change.now))
            .collect()
    }

    fn pair(was: &str, now: &str) -> (String, String) {
        (was.to_owned(), now.to_owned())
    }

    #[test]
    fn a_filled_field_and_the_rest_of_the_answer_are_no_changes() {
        let snippet = "We hold {{count}} benches in our parks.";
        let answer = "Thank you.\n\nWe hold 47 red ones benches in our parks.\n\nThey are old.";
        let found = differences(snippet, answer);
        assert_eq!(found.changes, []);
        assert_eq!(
            found.filled,
            [("count".to_owned(), "47 red ones".to_owned())]
        );
        assert_eq!(found.kept, 100);
    }

    #[test]
    fn words_that_were_changed_taken_out_or_put_in_are_shown() {
        assert_eq!(
            changes(
                "The council does not hold this information because it is kept by schools.",
                "The council no longer holds this information because it is mostly kept by academies."
            ),
            [
                pair("does not hold", "no longer holds"),
                pair("", "mostly"),
                pair("schools.", "academies."),
            ]
        );
    }

    #[test]
    fn an_answer_that_was_rewritten_keeps_little() {
        let found = differences(
            "We hold nothing about this.",
            "Every bench is listed on our website.",
        );
        assert!(found.kept < 40, "{found:?}");
        assert!(!found.changes.is_empty());
    }

    #[test]
    fn empty_texts_differ_in_nothing() {
        assert_eq!(differences("", "").changes, []);
        assert_eq!(differences("", "An answer").changes, []);
    }
}
