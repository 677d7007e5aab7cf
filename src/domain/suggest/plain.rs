//! Strips from a question what is not asked: salutation, sign-off, numbering.

use crate::text::slice;

const SALUTATIONS: [&str; 8] = [
    "dear ",
    "hi ",
    "hello ",
    "good morning",
    "good afternoon",
    "to whom it may concern",
    "hi,",
    "hello,",
];
const SIGN_OFFS: [&str; 12] = [
    "yours faithfully",
    "yours sincerely",
    "yours truly",
    "kind regards",
    "best regards",
    "warm regards",
    "regards",
    "many thanks",
    "best wishes",
    "with thanks",
    "thank you",
    "thanks",
];
/// A line longer than this is no sign-off, whatever it begins with.
const LONGEST_SIGN_OFF: usize = 48;

/// Returns the lines of a question without salutation, sign-off, signature and leading numbering.
///
/// If nothing would be left, the text is returned as it is.
pub fn plain_question(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let lower = line.to_lowercase();
        if !kept.is_empty() && is_sign_off(&lower) {
            break;
        }
        let line = if kept.is_empty() && begins(&lower, &SALUTATIONS) {
            // "Dear council, how many bins are there?" asks on the same line.
            line.split_once([',', ':']).map_or("", |(_, rest)| rest)
        } else {
            line
        };
        let line = without_number(line.trim());
        if !line.is_empty() {
            kept.push(line);
        }
    }
    if kept.is_empty() {
        text.trim().to_owned()
    } else {
        kept.join("\n")
    }
}

fn begins(lower: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| lower.starts_with(phrase))
}

fn is_sign_off(lower: &str) -> bool {
    lower.len() <= LONGEST_SIGN_OFF && !lower.contains('?') && begins(lower, &SIGN_OFFS)
}

// "3(b) ", "Q4. ", "(iv) ", "Question 2: ", "- " before the words.
fn without_number(line: &str) -> &str {
    let Some((first, rest)) = line.split_once(char::is_whitespace) else {
        return line;
    };
    let lower = first.to_ascii_lowercase();
    if lower == "question" || lower == "q" {
        let number = rest.trim_start();
        let shorter = without_number(number);
        return if shorter.len() < number.len() {
            shorter
        } else {
            line
        };
    }
    let inner = lower.trim_start_matches(['q', '(', '[']);
    let core = inner.trim_end_matches([')', '.', ':', ']', '-']);
    let closed = core.len() < inner.len() || lower.starts_with('q');
    let short = core.len() <= 8
        && core.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | 'a'..='h' | 'i' | 'v' | 'x')
        });
    let numbered = core.chars().any(|c| c.is_ascii_digit()) || core.len() <= 4;
    let bullet = matches!(first, "-" | "*" | "•" | "–");
    if bullet || closed && short && numbered && !core.is_empty() {
        slice::from(line, first.len()).trim_start()
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_is_left() {
        for (text, plain) in [
            (
                "Dear Council,\n1. How many bins?\nKind regards\nA. Person",
                "How many bins?",
            ),
            ("Dear team, how many bins?", "how many bins?"),
            ("3(b) Which company?", "Which company?"),
            ("Q4. Which company?", "Which company?"),
            ("Question 2: Which company?", "Which company?"),
            ("(iv) Which company?", "Which company?"),
            ("• Which company?", "Which company?"),
            ("20 mph zones", "20 mph zones"),
            ("5G masts: where?", "5G masts: where?"),
            (
                "Thank you for asking nothing",
                "Thank you for asking nothing",
            ),
            ("Hello", "Hello"),
            ("", ""),
        ] {
            assert_eq!(plain_question(text), plain, "{text}");
        }
    }
}
