//! How strongly a sentence asks.

use super::super::lexicon::{
    ASKER, AUXILIARY, CONNECTIVE, MANAGES, MODAL, NOUN, OPENER, PLEASE, PREPOSITION, SUBJECT, VERB,
    VERB_OR_NOUN, WISH, WRITER, classes, is,
};
use super::{any, is_longer_than, words};

/// How strongly a sentence asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Ask {
    No,
    /// A noun phrase that names information: "The number of...".
    Noun,
    /// "Please send...", "I would like to know...".
    Request,
    /// "How many...?"
    Question,
}

/// Reads how strongly a sentence, or the beginning of a paragraph, asks.
pub(in super::super) fn ask(text: &str) -> Ask {
    let mut best = ask_here(text);
    // "For each of the last three years, how many ..."; "In response to 2, please say ..."
    if best < Ask::Request {
        let mut rest = text;
        for _ in 0..3 {
            let Some(comma) = rest.find([',', ':', '–', ')']) else {
                break;
            };
            let (head, tail) = rest.split_at(comma);
            rest = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
            let found = ask_here(rest);
            if found >= Ask::Request && !is_relative(head, tail, rest) {
                best = found;
                break;
            }
        }
    }
    // "Under the Act please provide ..."
    if best < Ask::Request {
        best = best.max(asks_politely(text));
    }
    if best < Ask::Question
        && text
            .trim_end_matches(['"', '”', ')', ' ', ']'])
            .ends_with('?')
    {
        return Ask::Question;
    }
    best
}

/// "..., which is the subject of the application": a clause about the word before the comma, and not a question.
/// After "For each site," or a colon it is one.
fn is_relative(head: &str, tail: &str, clause: &str) -> bool {
    const RELATIVE: &[&str] = &["which", "who", "whom", "whose", "where", "when"];
    let opens = words(head)
        .find(|word| !is(word, CONNECTIVE))
        .is_none_or(|word| is(word, PREPOSITION));
    tail.starts_with(',')
        && words(clause).next().is_some_and(|word| any(word, RELATIVE))
        && (!opens || is_longer_than(head, 9))
        && !clause.contains('?')
}

fn asks_politely(text: &str) -> Ask {
    let mut tokens = words(text)
        .take(24)
        .skip_while(|word| !is(word, PLEASE) && !any(word, &["hereby"]));
    match (tokens.next(), tokens.next()) {
        (Some(first), Some(_)) if !is(first, PLEASE) => Ask::Request,
        (Some(_), Some(second)) => after_please(second, tokens.next().unwrap_or("")),
        _ => Ask::No,
    }
}

pub(super) fn ask_here(text: &str) -> Ask {
    let mut tokens = words(text).skip_while(|word| is(word, CONNECTIVE));
    let Some(first) = tokens.next() else {
        return Ask::No;
    };
    let second = tokens.next().unwrap_or("");
    let third = tokens.next().unwrap_or("");
    let (one, two) = (classes(first), classes(second));
    if any(first, &["where", "when"]) && two & AUXILIARY == 0 && !text.contains('?') {
        return if any(first, &["when"]) {
            Ask::Noun
        } else {
            Ask::No
        };
    }
    if one & ASKER != 0 {
        return Ask::Question;
    }
    if one & PLEASE != 0 {
        return after_please(second, third);
    }
    if one & AUXILIARY != 0 && (two & SUBJECT != 0 || text.contains('?')) {
        let asks_us = any(second, &["you", "i", "we"]) && one & MODAL != 0;
        return if asks_us { Ask::Request } else { Ask::Question };
    }
    if one & WRITER != 0 {
        return wish(text);
    }
    // "To what extent", "In which wards", "By whom", "Of these, how many"
    if one & PREPOSITION != 0 && (two & ASKER != 0 || is(third, ASKER)) {
        return Ask::Question;
    }
    if one & VERB != 0 {
        return Ask::Request;
    }
    let lists = any(first, &["list", "state", "name", "detail"])
        && any(second, &["the", "all", "any", "each", "every"]);
    if lists || (any(first, &["list", "state", "name", "detail"]) && two & ASKER != 0) {
        return Ask::Request;
    }
    if one & NOUN != 0
        || any(first, &["any", "all"])
        || (one & OPENER != 0 && (two & NOUN != 0 || is(third, NOUN)))
    {
        return Ask::Noun;
    }
    Ask::No
}

fn after_please(second: &str, third: &str) -> Ask {
    let two = classes(second);
    let also = any(second, &["also"]);
    if any(second, &["let"]) {
        return Ask::Noun;
    }
    if also || two & (VERB | VERB_OR_NOUN | MODAL) != 0 {
        return if is(if also { third } else { second }, MANAGES) {
            Ask::No
        } else {
            Ask::Request
        };
    }
    if two & ASKER != 0 || any(second, &["the", "details", "any", "copies"]) {
        return Ask::Request;
    }
    Ask::No
}

/// "I would like to know ..." asks; "I understand that ..." does not.
fn wish(text: &str) -> Ask {
    if words(text).take(9).any(|word| is(word, WISH)) {
        Ask::Request
    } else {
        Ask::No
    }
}
