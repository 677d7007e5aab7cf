//! Does the letter give another case's reference.

use crate::domain::checks::{Check, Findings, Subject};
use crate::text::slice::slice;

/// Another case's reference.
pub(super) struct OtherReference;

impl Check for OtherReference {
    fn code(&self) -> &'static str {
        "other-reference"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let Some(own) = letter
            .facts
            .reference
            .as_deref()
            .filter(|own| own.chars().any(|c| c.is_ascii_digit()))
        else {
            return;
        };
        let own_shape = shape(own);
        for (index, part) in letter.written() {
            for (start, code) in part
                .reading
                .passages()
                .flat_map(|(start, passage)| passage.codes.iter().map(move |code| (start, code)))
            {
                let at = start + code.at.start..start + code.at.end;
                let shown = slice(&part.text, at.clone());
                let same = key(own).contains(&key(shown)) || key(shown).contains(&key(own));
                if same || code.of_another || !same_shape(&own_shape, &shape(shown)) {
                    continue;
                }
                found.at(
                    letter,
                    index,
                    Some(at),
                    format!(
                        "{} gives the reference {shown}; this case is {own}.",
                        part.what()
                    ),
                    "Put the right reference, and look for other remains of an old letter.",
                );
                return;
            }
        }
    }
}

fn key(reference: &str) -> String {
    reference
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>()
        .to_lowercase()
}

// Letters as they are, runs of digits as one sign each.
fn shape(reference: &str) -> String {
    let mut out = String::new();
    for c in reference.trim().chars() {
        let sign = match c {
            _ if c.is_ascii_digit() => '9',
            _ if c.is_alphanumeric() => c.to_ascii_lowercase(),
            _ => '-',
        };
        let repeats = matches!(sign, '-' | '9') && out.ends_with(sign);
        if !repeats {
            out.push(sign);
        }
    }
    out
}

fn same_shape(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace('-', "");
    // A number alone looks like any other number.
    one.chars().any(char::is_alphabetic) && plain(one) == plain(other)
        || one.matches('9').count() > 1 && one == other
}
