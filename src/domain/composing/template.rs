//! Templates of passages: `{{name}}` is filled, and a part in `[[ ]]` goes when something in it is empty.

use crate::text::{placeholder, slice};

/// Returns the names that a template uses, each once, in their order.
pub fn names(template: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for found in placeholder::placeholders(template) {
        if !names.contains(&found.name) {
            names.push(found.name);
        }
    }
    names
}

/// Fills a template. What has no value is empty; empty paragraphs go, and so do double spaces that were left behind.
pub(super) fn fill(template: &str, value: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(&filled(before, value));
        let (section, behind) = after.split_once("]]").unwrap_or((after, ""));
        let stands = |words: &&str| names(words).iter().all(|name| !value(name).is_empty());
        if let Some(words) = section.split("||").find(stands) {
            out.push_str(&filled(words, value));
        }
        rest = behind;
    }
    out.push_str(&filled(rest, value));
    tidy(&out)
}

fn filled(template: &str, value: &dyn Fn(&str) -> String) -> String {
    placeholder::fill(template, |name| Some(value(name)))
}

fn tidy(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n") {
        let lines: Vec<String> = paragraph
            .lines()
            .map(|line| single_spaces(line.trim()))
            .filter(|line| !line.is_empty())
            .collect();
        if !lines.is_empty() {
            paragraphs.push(lines.join("\n"));
        }
    }
    paragraphs.join("\n\n")
}

fn single_spaces(line: &str) -> String {
    if !line.contains("  ") {
        return line.to_owned();
    }
    line.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the form in which something was written: a phrase, whole sentences, or several phrases.
pub(super) fn form(value: &str) -> Form {
    let lines: Vec<&str> = value
        .lines()
        .map(|line| line.trim().trim_start_matches(['-', '•', '*']).trim())
        .filter(|line| !line.is_empty())
        .collect();
    match lines.as_slice() {
        [] => Form::Nothing,
        [line] if is_sentence(line) => Form::Whole(value.trim().to_owned()),
        [line] => Form::Phrase(without_stop(line).to_owned()),
        lines if lines.iter().any(|line| is_sentence(line)) => Form::Whole(value.trim().to_owned()),
        lines => Form::List(
            lines
                .iter()
                .map(|line| without_stop(line).to_owned())
                .collect(),
        ),
    }
}

/// The form in which something was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Nothing,
    Phrase(String),
    Whole(String),
    List(Vec<String>),
}

// A phrase goes on from the sentence around it; a sentence begins with a capital and ends like one.
fn is_sentence(line: &str) -> bool {
    line.starts_with(char::is_uppercase) && line.ends_with(['.', '!', '?'])
}

fn without_stop(line: &str) -> &str {
    line.trim_end_matches(['.', ';', ',']).trim_end()
}

/// Returns the text up to a byte for messages, never cut inside a character.
pub(super) fn shortened(text: &str) -> &str {
    slice::up_to(text, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill_with(template: &str, known: &[(&str, &str)]) -> String {
        fill(template, &|name| {
            let found = known.iter().find(|(key, _)| *key == name);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_section_goes_with_what_is_empty_in_it() {
        let template = "It is exempt[[ under {{a}}]].\n\n{{b}}\n\n[[By {{c}}.||Soon.]]";
        assert_eq!(
            fill_with(template, &[("a", "5"), ("c", "May")]),
            "It is exempt under 5.\n\nBy May."
        );
        assert_eq!(
            fill_with(template, &[("b", "B")]),
            "It is exempt.\n\nB\n\nSoon."
        );
    }

    #[test]
    fn what_an_officer_writes_is_never_taken_for_a_template() {
        let text = fill_with("{{a}} [[x {{a}}]]", &[("a", "[[ {{b}} ]]")]);
        assert!(
            text.contains("[[ {{b}} ]]") || text.contains("[[ { {b} } ]]"),
            "{text}"
        );
    }

    #[test]
    fn phrases_sentences_and_lists_are_told_apart() {
        assert_eq!(form(" \n"), Form::Nothing);
        assert_eq!(
            form("it helps thieves."),
            Form::Phrase("it helps thieves".into())
        );
        assert_eq!(
            form("It helps thieves."),
            Form::Whole("It helps thieves.".into())
        );
        assert_eq!(
            form("- openness\n- value for money;"),
            Form::List(vec!["openness".into(), "value for money".into()])
        );
        assert_eq!(
            form("It helps.\n\nMuch."),
            Form::Whole("It helps.\n\nMuch.".into())
        );
    }
}
