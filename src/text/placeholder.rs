//! Finds and fills `{{name}}` placeholders in one pass. Values are never looked at for placeholders.

use std::ops::Range;

use super::edit::Splice;
use super::slice;

/// A place in a text that waits for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// Where it stands, braces included.
    pub range: Range<usize>,
    /// The name between the braces.
    pub name: &'a str,
}

/// Walks over the placeholders of a text.
///
/// A name starts with a small letter and goes on with small letters, digits and underscores; spaces
/// are allowed around it. Anything else in double braces is ordinary text.
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += slice::from(text, at).find("{{")?;
            if let Some((length, name)) = placeholder(slice::from(text, at)) {
                let range = at..at + length;
                at = range.end;
                return Some(Placeholder { range, name });
            }
            // Only one brace is passed over: the placeholder in "{{{name}}" starts at the second.
            at += 1;
        }
    })
}

/// Returns the length and name of a placeholder at the start of a text.
fn placeholder(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_prefix("{{")?.trim_start_matches(' ');
    let length = inner.bytes().take_while(|&byte| is_name_byte(byte)).count();
    let (name, rest) = inner.split_at_checked(length)?;
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return None;
    }
    let rest = rest.trim_start_matches(' ').strip_prefix("}}")?;
    Some((text.len() - rest.len(), name))
}

fn is_name_byte(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')
}

/// Returns the text with the values that `value_of` knows; other placeholders stay.
///
/// `{{` in a value is written `{ {`, so that nothing in a value, or where it meets the text, can ever
/// become a placeholder.
pub fn fill<'v>(text: &str, value_of: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for (range, value) in edits(text, value_of) {
        filled.push_str(slice::slice(text, at..range.start));
        filled.push_str(&value);
        at = range.end;
    }
    filled.push_str(slice::from(text, at));
    filled
}

/// Returns the splices that fill all uses of a placeholder, to be made in the order given.
///
/// The last use comes first, so that no splice moves another.
pub fn splices_for(text: &str, name: &str, value: &str) -> Vec<Splice> {
    let mut splices: Vec<Splice> = edits(text, |found| (found == name).then_some(value))
        .map(|(range, value)| Splice::new(text, range, value))
        .collect();
    splices.reverse();
    splices
}

/// Walks over what to write where.
fn edits<'t, 'v>(
    text: &'t str,
    value_of: impl Fn(&str) -> Option<&'v str>,
) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut literal_from = 0;
    placeholders(text).filter_map(move |Placeholder { range, name }| {
        let literal = slice::slice(text, literal_from..range.start);
        literal_from = range.end;
        let value = harmless(value_of(name)?);
        let meets_brace = literal.ends_with('{') && (value.is_empty() || value.starts_with('{'));
        let space = if meets_brace { " " } else { "" };
        if let Some(open) = open_braces(literal) {
            // Braces which were no placeholder might become one with the value: they are parted.
            let second = range.start - (literal.len() - open) + 1;
            let between = slice::slice(text, second..range.start);
            return Some((second..range.end, format!(" {between}{space}{value}")));
        }
        Some((range, format!("{space}{value}")))
    })
}

/// Returns a value in which no two opening braces stand together, and none at its end.
fn harmless(value: &str) -> String {
    let mut harmless = String::with_capacity(value.len());
    for letter in value.chars() {
        if letter == '{' && harmless.ends_with('{') {
            harmless.push(' ');
        }
        harmless.push(letter);
    }
    if harmless.ends_with('{') {
        harmless.push(' ');
    }
    harmless
}

/// Returns where double braces stand that only miss an end, or a name and an end, to be a placeholder.
fn open_braces(literal: &str) -> Option<usize> {
    let name_like = |letter: char| letter == ' ' || u8::try_from(letter).is_ok_and(is_name_byte);
    let unclosed = literal.strip_suffix('}').unwrap_or(literal);
    let before = unclosed.trim_end_matches(name_like);
    before.ends_with("{{").then(|| before.len() - 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<&str> {
        placeholders(text).map(|found| found.name).collect()
    }

    #[test]
    fn a_name_in_double_braces_is_a_placeholder() {
        assert_eq!(
            names("{{authority}} and {{ due_date2 }}"),
            ["authority", "due_date2"]
        );
        assert_eq!(names("{{{name}}} {{{{x}}}}"), ["name", "x"]);
        for text in [
            "", "{{}}", "{{ }}", "{{A}}", "{{1a}}", "{{a b}}", "{{a}", "{a}}", "{{a\n}}", "{{é}}",
            "{{",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
        let found: Vec<Placeholder<'_>> = placeholders("é {{ a }}!").collect();
        assert_eq!(found[0].range, 3..10);
    }

    #[test]
    fn values_are_written_and_never_read() {
        let value_of = |name: &str| match name {
            "requester" => Some("{{s40}}"),
            "authority" => Some("Cyngor Gwynedd"),
            _ => None,
        };
        assert_eq!(
            fill("{{requester}}: {{authority}}, {{other}}", value_of),
            "{ {s40}}: Cyngor Gwynedd, {{other}}"
        );
        assert_eq!(fill("no fields", value_of), "no fields");
    }

    #[test]
    fn no_placeholder_arises_where_a_value_meets_the_text() {
        assert_eq!(fill("{{{a}}", |_| Some("{b}}")), "{ {b}}");
        assert_eq!(fill("{{a}}{b}}", |_| Some("{")), "{ {b}}");
        assert_eq!(fill("{{{{a}}}}", |_| Some("name")), "{ {name}}");
        assert_eq!(fill("{{a}{{a}}", |_| Some("}")), "{ {a}}");
        assert_eq!(fill("{{{a}}{b}}", |_| Some("")), "{ {b}}");
        assert_eq!(fill("{{na{{x}}}}", |_| Some("me")), "{ {name}}");
        assert_eq!(
            fill("{{a}}{{b}}", |name| Some(if name == "a" {
                "{"
            } else {
                "{x}}"
            })),
            "{ {x}}"
        );
    }

    #[test]
    fn all_uses_are_filled_by_splices() {
        let mut text = String::from("{{a}} b {{c}} {{ a }}");
        for splice in splices_for(&text.clone(), "a", "long value") {
            splice.apply(&mut text).expect("made for this text");
        }
        assert_eq!(text, "long value b {{c}} long value");
        assert!(splices_for(&text, "a", "x").is_empty());
    }

    fn braces() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            proptest::sample::select(vec![
                "{", "{{", "}", "}}", "a", "b1", " ", "é", "{{a}}", "{{ b }}",
            ]),
            0..14,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn filling_leaves_just_the_placeholders_without_a_value(text in braces(), value in braces()) {
            let filled = fill(&text, |name| (name == "a").then_some(value.as_str()));
            let expected: Vec<&str> = names(&text).into_iter().filter(|&name| name != "a").collect();
            prop_assert_eq!(names(&filled), expected);

            let mut spliced = text.clone();
            for splice in splices_for(&text, "a", &value) {
                prop_assert!(splice.apply(&mut spliced).is_ok());
            }
            prop_assert_eq!(spliced, filled);
        }
    }
}
