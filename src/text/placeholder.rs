//! Placeholders in a text: `{{name}}`, filled in one pass; a value is never looked through for more of them.

use std::ops::Range;

use super::edit::Splice;
use super::slice;

/// A placeholder in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Where it stands, braces included.
    pub range: Range<usize>,
    /// The name between the braces.
    pub name: String,
}

/// Finds the placeholders of a text in order. Braces around anything but a name are ordinary text.
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + slice::from(text, at).find("{{")?;
            let inside = slice::from(text, start + 2);
            let name = inside.split_once("}}").map(|(name, _)| name);
            let trimmed = name.unwrap_or_default().trim_matches(' ');
            if let Some(name) = name.filter(|_| is_name(trimmed)) {
                at = start + 2 + name.len() + 2;
                return Some(Placeholder {
                    range: start..at,
                    name: trimmed.to_owned(),
                });
            }
            // Not a name: the next pair of braces may begin one brace further on.
            at = start + 1;
        }
    })
}

fn is_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Returns a value in a form that can never become part of a placeholder, whatever stands around it.
///
/// Two braces in a row are parted by a space, and so is a brace that meets one of the text.
fn inert(before: &str, value: &str, after: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    let mut last = before.chars().next_back();
    for c in value.chars() {
        if matches!(c, '{' | '}') && last == Some(c) {
            out.push(' ');
        }
        out.push(c);
        last = Some(c);
    }
    let brace = value.chars().next_back().filter(|c| matches!(c, '{' | '}'));
    if brace.is_some() && brace == after.chars().next() {
        out.push(' ');
    }
    out
}

/// Fills the placeholders whose value is known; the others stay.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in placeholders(text) {
        if let Some(value) = value(&found.name) {
            out.push_str(slice::slice(text, at..found.range.start));
            let value = inert(&out, &value, slice::from(text, found.range.end));
            out.push_str(&value);
            at = found.range.end;
        }
    }
    out.push_str(slice::from(text, at));
    out
}

/// Returns the edits that fill every use of a name, to be made one after the other.
///
/// An empty value takes the line with it if nothing else stands there, and one of the empty lines around it.
pub fn splices_for(text: &str, name: &str, value: &str) -> Vec<Splice> {
    let mut text = text.to_owned();
    let mut splices = Vec::new();
    let mut from = 0;
    loop {
        let next = placeholders(slice::from(&text, from)).find(|found| found.name == name);
        let Some(found) = next else { return splices };
        let range = from + found.range.start..from + found.range.end;
        let range = if value.is_empty() {
            with_empty_line(&text, range)
        } else {
            range
        };
        let value = inert(
            slice::before(&text, range.start),
            value,
            slice::from(&text, range.end),
        );
        let splice = Splice::new(&text, range.clone(), value.clone());
        from = range.start + value.len();
        if splice.apply(&mut text).is_err() {
            return splices;
        }
        splices.push(splice);
    }
}

fn with_empty_line(text: &str, range: Range<usize>) -> Range<usize> {
    let before = slice::before(text, range.start);
    let after = slice::from(text, range.end);
    let alone = (before.is_empty() || before.ends_with('\n'))
        && (after.is_empty() || after.starts_with('\n'));
    if !alone {
        return range;
    }
    let behind = after.len() - after.trim_start_matches('\n').len();
    if behind > 0 {
        return range.start..range.end + behind.min(2);
    }
    let ahead = before.len() - before.trim_end_matches('\n').len();
    range.start - ahead..range.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str) -> Vec<String> {
        placeholders(text).map(|found| found.name).collect()
    }

    #[test]
    fn only_names_in_double_braces_are_placeholders() {
        assert_eq!(
            names("{{a}} {{ b_2 }} {c} {{D}} {{}} {{x y}} {{{e}}} {{"),
            ["a", "b_2", "e"]
        );
    }

    #[test]
    fn a_value_is_never_taken_for_a_placeholder() {
        let filled = fill("{{requester}} {{due}}", |name| {
            (name == "requester").then(|| "{{due}}".to_owned())
        });
        assert_eq!(filled, "{ {due} } {{due}}");
    }

    #[test]
    fn filling_edits_every_use() {
        let mut text = "{{a}} and {{a}}, not {{b}}".to_owned();
        for splice in splices_for(&text.clone(), "a", "one") {
            splice.apply(&mut text).expect("made for it");
        }
        assert_eq!(text, "one and one, not {{b}}");
    }

    #[test]
    fn an_empty_value_takes_its_line_along() {
        for (before, after) in [
            ("A\n\n{{x}}\n\nB", "A\n\nB"),
            ("A\n\n{{x}}", "A"),
            ("{{x}}\n\nB", "B"),
            ("A {{x}}.", "A ."),
        ] {
            let mut text = before.to_owned();
            for splice in splices_for(before, "x", "") {
                splice.apply(&mut text).expect("made for it");
            }
            assert_eq!(text, after);
        }
    }

    proptest! {
        #[test]
        fn nothing_known_changes_nothing(text in "[a-z{} é]{0,40}") {
            prop_assert_eq!(fill(&text, |_| None), text);
        }

        #[test]
        fn what_is_filled_holds_no_placeholder(before in "[a-z{ ]{0,3}", value in "[a-z{} ]{0,20}", after in "[a-z} ]{0,3}") {
            let filled = fill(&format!("{before}{{{{a}}}}{after}"), |name| (name == "a").then(|| value.clone()));
            prop_assert!(!names(&filled).iter().any(|name| name != "a"), "{}", filled);
        }
    }
}
