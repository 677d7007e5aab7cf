//! What a case is called until its officer says otherwise.

use super::strip_label;
use crate::text::clean::{LONGEST_LINE, clean_line};
use crate::text::split::{PartKind, Split};

/// The longest title that is guessed, in characters.
const TITLE_LENGTH: usize = 60;

/// What stands before a topic.
const NAMED_BY: [&str; 11] = [
    " about ",
    " regarding ",
    " concerning ",
    " relating to ",
    " related to ",
    " in relation to ",
    " with regard to ",
    " with regards to ",
    " in respect of ",
    " on the subject of ",
    " pertaining to ",
];
/// What a request calls what it asks for.
const ASKED_FOR: [&str; 6] = [
    "information",
    "following",
    "data",
    "details",
    "questions",
    "figures",
];
/// Words that end a topic: what follows narrows it.
const ENDS: [&str; 16] = [
    " for each ",
    " for the ",
    " from ",
    " between ",
    " since ",
    " during ",
    " over the ",
    " in the last ",
    " in the past ",
    " under the ",
    " held by ",
    " within ",
    " at your ",
    " in your ",
    " and would ",
    " as follows",
];
/// Words that name nothing.
const EMPTY: [&str; 9] = [
    "the following",
    "this",
    "these",
    "it",
    "them",
    "that",
    "which",
    "how",
    "my",
];

/// Makes a title of the subject of a mail; nothing of one that only says what kind of mail it is.
pub fn title_of_subject(subject: &str) -> String {
    const KINDS: [&str; 9] = [
        "freedom of information request",
        "freedom of information act request",
        "freedom of information act 2000 request",
        "foi request",
        "foi",
        "freedom of information",
        "request for information",
        "information request",
        "request",
    ];
    let mut rest = subject.trim();
    let lower = rest.to_lowercase();
    if let Some(kind) = KINDS.iter().find(|kind| lower.starts_with(*kind)) {
        let after = rest.get(kind.len()..).unwrap_or_default().trim_start();
        let behind = after.strip_prefix(['-', '–', '—', ':', '/']).map(str::trim);
        rest = match behind {
            Some(behind) => behind,
            None if after.is_empty() => "",
            None => rest,
        };
    }
    capitalised(&shortened(rest))
}

/// Guesses what a request is about: its subject line, a heading of its own, what its first words name, else its first
/// question's words.
pub fn guess_title(split: &Split) -> String {
    for line in split.preamble.lines() {
        let (line, _) = clean_line(line, LONGEST_LINE);
        let line = line.trim().trim_matches('*').trim();
        for label in [
            "subject:",
            "re:",
            "ref:",
            "request for information:",
            "information request:",
            "regarding:",
        ] {
            if let Some(rest) = strip_label(line, label) {
                let rest = strip_label(rest, "fw:")
                    .or_else(|| strip_label(rest, "re:"))
                    .unwrap_or(rest);
                let rest = strip_label(rest, "freedom of information request -").unwrap_or(rest);
                if !rest.is_empty() {
                    return capitalised(&shortened(rest));
                }
            }
        }
    }
    // A short line that stands alone and is no greeting heads the request.
    let paragraphs: Vec<&str> = split.preamble.split("\n\n").map(str::trim).collect();
    for paragraph in &paragraphs {
        let words = paragraph.split_whitespace().count();
        let bare = paragraph.strip_suffix('.').unwrap_or(paragraph);
        let plain =
            !bare.contains(['\n', ',', '?', ':', '@', '.']) && !paragraph.starts_with("Dear");
        let says = title_of_subject(paragraph);
        let named = says.chars().any(char::is_alphabetic)
            && !is_greeting(paragraph)
            && !says.ends_with("please");
        if plain && (1..=8).contains(&words) && paragraphs.len() > 1 && named {
            return says;
        }
    }
    if let Some(topic) = stated_topic(&split.preamble) {
        return topic;
    }
    let first = split
        .questions
        .iter()
        .find(|part| part.kind == PartKind::Question);
    first.map_or_else(String::new, |part| capitalised(&shortened(&part.text)))
}

/// The topic that the words before the questions name: "the following information about street lighting".
fn stated_topic(preamble: &str) -> Option<String> {
    let text = preamble.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentences = text.split_inclusive(['.', '?', ':']);
    let mut sentences: Vec<&str> = sentences.collect();
    sentences.reverse();
    for sentence in sentences {
        let lower = sentence.to_lowercase();
        if lower.len() != sentence.len() {
            continue;
        }
        let Some((at, word)) = NAMED_BY
            .iter()
            .filter_map(|word| Some((lower.find(word)?, *word)))
            .min()
        else {
            continue;
        };
        let before = lower.get(..at).unwrap_or_default();
        if !ASKED_FOR.iter().any(|noun| before.contains(noun)) {
            continue;
        }
        let from = at + word.len();
        let rest = lower.get(from..).unwrap_or_default();
        let end = ENDS.iter().filter_map(|end| rest.find(end)).min();
        let end = end
            .into_iter()
            .chain(rest.find([',', ';', ':', '.', '?', '(', '[', '\u{2013}']))
            .min();
        let topic = sentence
            .get(from..from + end.unwrap_or(rest.len()))
            .unwrap_or_default()
            .trim();
        let topic = ["the ", "your ", "any "]
            .iter()
            .fold(topic, |topic, word| strip_start(topic, word));
        let words = topic.split(' ').count();
        let lower = topic.to_lowercase();
        let empty = EMPTY
            .iter()
            .any(|word| lower == *word || lower.starts_with(&format!("{word} ")));
        if (1..=9).contains(&words) && topic.len() > 3 && !empty {
            return Some(capitalised(&shortened(topic)));
        }
    }
    None
}

fn strip_start<'t>(text: &'t str, word: &str) -> &'t str {
    match text.get(..word.len()) {
        Some(start) if start.eq_ignore_ascii_case(word) => {
            text.get(word.len()..).unwrap_or_default()
        }
        _ => text,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn is_greeting(line: &str) -> bool {
    let lower = line.to_lowercase();
    [
        "hello",
        "hi",
        "good morning",
        "good afternoon",
        "to whom",
        "fyi",
        "thanks",
        "please",
        "can you",
        "could you",
        "i ",
        "we ",
    ]
    .iter()
    .any(|word| lower.starts_with(word))
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= TITLE_LENGTH {
        return line
            .trim_end_matches([':', ',', ';', '.', '*', ' '])
            .to_owned();
    }
    let mut title = String::new();
    for word in line.split(' ') {
        if title.chars().count() + word.chars().count() + 1 > TITLE_LENGTH {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    format!("{title}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::split::split;

    fn title(request: &str) -> String {
        guess_title(&split(request))
    }

    #[test]
    fn what_the_request_says_it_is_about_is_its_title() {
        let questions = "1. How many are there?\n2. Who pays?\n";
        for (words, wanted) in [
            (
                "Please provide the following about street lighting, for each year:",
                "Street lighting",
            ),
            (
                "I would like information relating to the home care service for the last year.",
                "Home care service",
            ),
            (
                "Please send the following data about this:",
                "How many are there?",
            ),
            ("We write about bins. Please answer:", "How many are there?"),
        ] {
            assert_eq!(
                title(&format!("Dear council,\n\n{words}\n\n{questions}")),
                wanted,
                "{words}"
            );
        }
    }

    #[test]
    fn a_rule_or_the_kind_of_letter_is_no_title() {
        let rest = "Dear council,\n\n1. How many bins?\n2. Who pays?\n";
        assert_eq!(
            title(&format!("--------------\n\n{rest}")),
            "How many bins?"
        );
        assert_eq!(
            title(&format!("Freedom of Information request\n\n{rest}")),
            "How many bins?"
        );
        assert_eq!(
            title(&format!("Library opening hours.\n\n{rest}")),
            "Library opening hours"
        );
    }
}
