//! The language of requests: what asks, what leads in, what only manages the correspondence.
mod admin;
mod ask;

use super::lexicon::{
    ANSWER, AUXILIARY, CHOICE, FOLLOWING, MAKING, MODAL, MONTH, MORE, NOTE, NOTES_LEAD,
    NOTES_TITLE, PERIOD, PLEASE, PREPOSITION, REASON, REQUEST, SIGN_OFF, SPECIFIC, WISH, WRITER,
    classes, is,
};

pub(super) use self::admin::{admin, is_admin, is_admin_by};
use self::ask::ask_here;
pub(super) use self::ask::{Ask, ask};

/// The words of a text: runs of letters, digits, apostrophes and hyphens.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
}

fn any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Whether the text holds more words than this; it does not count the rest.
pub(super) fn is_longer_than(text: &str, count: usize) -> bool {
    words(text).nth(count).is_some()
}

/// Whether the text asks for something in particular, and does not just announce a request.
pub(super) fn asks_for_something(text: &str) -> bool {
    ask(text) >= Ask::Request && !announces(text)
}

/// "I am making a request under the Act", "Please answer the following questions": the list does the asking.
pub(super) fn announces(text: &str) -> bool {
    if leads_in(text) {
        return true;
    }
    if ask_here(text) == Ask::Noun {
        return false;
    }
    let mut seen = 0;
    let mut count = 0;
    let mut before = "";
    for word in words(text) {
        count += 1;
        seen |= classes(word);
        if count > 30 && any(before, &["about", "regarding", "concerning", "on"]) {
            seen |= SPECIFIC;
        }
        before = word;
    }
    let has = |class| seen & class != 0;
    let asks = text.contains('?');
    let vague = !has(SPECIFIC) && !asks;
    if vague && count <= 30 && wishes_to_ask(text) {
        return true;
    }
    (has(FOLLOWING) && count < 45 && !(asks && has(SPECIFIC)))
        || (has(REQUEST) && vague && (has(MAKING) || count <= 14))
}

/// "I want to ask about the use of drones": the questions come after it.
fn wishes_to_ask(text: &str) -> bool {
    let mut tokens = words(text).take(9);
    tokens.next().is_some_and(|word| is(word, WRITER))
        && tokens.any(|word| any(word, &["ask", "enquire", "inquire"]))
}

/// A line that ends with a colon (or `:-`) introduces what comes after it.
pub(super) fn leads_in(text: &str) -> bool {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['-', '–', '—', ' ', '*']);
    bare.ends_with(':') || (bare.ends_with(';') && bare.len() < text.len())
}

/// "The following", "listed below": what is asked for stands under this line.
pub(super) fn points_below(text: &str) -> bool {
    words(text).any(|word| is(word, FOLLOWING))
}

/// A line that cannot end where it ends: "the register of interests, as at".
pub(super) fn breaks_off(line: &str) -> bool {
    line.ends_with(char::is_alphabetic)
        && words(line)
            .last()
            .is_some_and(|word| is(word, PREPOSITION) || any(word, &["the", "a", "an", "as"]))
}

/// Introduces what comes after it: a colon, or "for the next three questions".
pub(super) fn points_ahead(text: &str) -> bool {
    leads_in(text)
        || (text.len() < 200
            && words(text).any(|word| any(word, &["questions", "question"]))
            && words(text).any(|word| any(word, &["next", "following", "remaining", "below"])))
}

/// A paragraph of its own that sends the reader on ("If no, please go to question 6") or speaks of the questions from
/// `number` on ("Questions 4 and 5 relate to 2024 alone").
pub(super) fn sends_on(text: &str, number: Option<u32>) -> bool {
    const LONGEST: usize = 240;
    const THINGS: &[&str] = &[
        "question",
        "questions",
        "section",
        "part",
        "two",
        "three",
        "four",
        "five",
        "few",
    ];
    if text.len() > LONGEST || text.starts_with('(') || text.ends_with('?') {
        return false;
    }
    let mut before = ["", ""];
    let mut listing = false;
    let (mut ahead, mut behind) = (false, false);
    for word in words(text) {
        let [two, one] = before;
        let goes = any(
            two,
            &[
                "go", "skip", "proceed", "continue", "move", "jump", "on", "straight",
            ],
        ) && any(one, &["to", "on"]);
        if (goes && any(word, THINGS)) || (any(one, &["next"]) && any(word, THINGS)) {
            return true;
        }
        let value = word.trim_start_matches(['q', 'Q']).parse::<u32>().ok();
        match (value, number) {
            (Some(value), Some(number)) if listing || word.starts_with(['q', 'Q']) => {
                ahead |= value >= number;
                behind |= value < number;
            }
            _ => {
                listing = any(word, &["question", "questions", "q"])
                    || listing && any(word, &["and", "to", "or"]);
            }
        }
        before = [one, word];
    }
    ahead && !behind
}

/// "Also", "finally", "as a supplementary": another request comes after the list.
pub(super) fn adds_a_request(text: &str) -> bool {
    words(text).take(8).any(|word| is(word, MORE))
}

/// Begins as a request of its own: "Please provide", "I would like", "Can you tell me".
pub(super) fn begins_a_request(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    // "Please provide this by month" speaks of what was asked already.
    if any(
        tokens.next().unwrap_or(""),
        &["this", "these", "it", "them", "your", "answers"],
    ) {
        return false;
    }
    if wishes_a_form(text) {
        return false;
    }
    match classes(first) {
        one if one & PLEASE != 0 => any(
            second,
            &[
                "provide", "send", "supply", "state", "list", "tell", "could", "can", "also",
            ],
        ),
        one if one & WRITER != 0 => any(second, &["would", "should", "also", "request", "am"]),
        _ => any(first, &["can", "could", "would", "may"]) && any(second, &["you", "i"]),
    }
}

/// "I should like copies rather than ...", "I would prefer it by post": about the form of what was asked already.
fn wishes_a_form(text: &str) -> bool {
    let mut tokens = words(text).skip_while(|word| {
        is(word, WRITER | MODAL | WISH)
            || any(
                word,
                &["should", "be", "rather", "prefer", "have", "to", "receive"],
            )
    });
    let object = tokens.next().unwrap_or("");
    let next = tokens.next().unwrap_or("");
    any(
        object,
        &[
            "this",
            "these",
            "it",
            "them",
            "answers",
            "paper",
            "hard",
            "electronic",
        ],
    ) || (any(object, &["copies"]) && !any(next, &["of"]))
        || (any(object, &["the", "your", "all"])
            && any(
                next,
                &[
                    "information",
                    "data",
                    "answers",
                    "response",
                    "reply",
                    "replies",
                ],
            )
            && !tokens
                .next()
                .is_some_and(|word| any(word, &["on", "about", "for", "held"])))
}

/// "FREEDOM OF INFORMATION REQUEST", "FOI request - school uniform": the title of the whole letter.
pub(super) fn names_the_letter(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    any(first, &["foi", "foia", "foisa", "eir", "re", "subject"])
        || (any(first, &["freedom", "environmental"]) && any(second, &["of", "information"]))
        || (any(first, &["information"]) && any(second, &["request"]))
        || (any(first, &["request"]) && any(second, &["for", "under"]))
}

/// A noun phrase that names information, and says nothing about it.
pub(super) fn names_a_thing(text: &str) -> bool {
    ask_here(text) == Ask::Noun
        && !leads_in(text)
        && !is_admin(text)
        && (!text.ends_with(['.', '!']) || !words(text).any(|word| is(word, AUXILIARY)))
}

/// Begins with a question word, or a verb and its subject.
pub(super) fn begins_a_question(text: &str) -> bool {
    ask_here(text) == Ask::Question
}

/// "Yours faithfully", "Kind regards", in the middle of a line that has lost its breaks.
pub(super) fn begins_a_sign_off(text: &str) -> bool {
    words(text).next().is_some_and(|word| is(word, SIGN_OFF))
}

/// Begins like a note to the question before it.
pub(super) fn is_note(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    text.starts_with(['(', '*', '[', '†'])
        || is(first, NOTE)
        || (any(first, &["for"])
            && any(second, &["example", "instance", "clarity", "clarification"]))
        || (is(first, PLEASE)
            && any(
                second,
                &[
                    "exclude", "note", "include", "use", "only", "limit", "ignore", "do",
                ],
            ))
}

/// Begins with the words that stand for answers: "Yes", "No", "Don't know", "Answer:".
pub(super) fn is_answer_field(text: &str) -> bool {
    words(text).next().is_some_and(|word| is(word, ANSWER))
}

/// A year, a financial year or a span of them and nothing else: "2021", "2021/22", "2025 (to 30 June)".
pub(super) fn is_period(text: &str) -> bool {
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return false;
    }
    let mut month = false;
    let mut year = false;
    let mut number = false;
    for word in words(text) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            year |= digits == 4 && (word.starts_with("19") || word.starts_with("20"));
            number |= word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
                || any(word, &["1st", "2nd", "31st", "30th"]);
        } else if is(word, MONTH) {
            month = true;
        } else if !is(word, PERIOD) {
            return false;
        }
    }
    year || (month && number)
}

/// The words for choosing: what follows is a set of answers, not of questions.
pub(super) fn offers_a_choice(text: &str) -> bool {
    let mut before = "";
    words(text).any(|word| {
        let one_of = any(before, &["one"]) && any(word, &["of"]);
        before = word;
        one_of || is(word, CHOICE)
    })
}

/// A line that opens notes, definitions or legal points and not questions.
pub(super) fn opens_notes(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    let third = tokens.next().unwrap_or("");
    if is(first, PLEASE)
        && (any(second, &["note", "be", "remember", "bear"])
            || (any(second, &["also"]) && any(third, &["note"])))
    {
        return true;
    }
    let has = |class| words(text).take(12).any(|word| is(word, class));
    (!is_longer_than(text, 6) && has(NOTES_TITLE))
        || (leads_in(text)
            && (has(NOTES_LEAD) || words(text).last().is_some_and(|word| is(word, REASON))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_is_told_from_what_states() {
        assert_eq!(ask("How many fires did you attend"), Ask::Question);
        assert_eq!(
            ask("For the same three years, how many moorings were:"),
            Ask::Question
        );
        assert_eq!(ask("Please supply the minutes."), Ask::Request);
        assert_eq!(
            ask("Under the Act please provide the minutes."),
            Ask::Request
        );
        assert_eq!(
            ask("Secondly, please could you tell me how many."),
            Ask::Request
        );
        assert_eq!(ask("The number of call-outs."), Ask::Noun);
        assert_eq!(ask("The council announced this in May."), Ask::No);
    }

    #[test]
    fn thanks_and_formats_are_about_the_correspondence() {
        assert!(is_admin("I look forward to hearing from you."));
        assert!(is_admin(
            "Please return the tables as a spreadsheet if that is easier."
        ));
        assert!(is_admin(
            "If any part of this request needs to be clarified, please let me know."
        ));
        assert!(!is_admin(
            "Lastly, what is the fee for a new approval, and when was it last changed?"
        ));
        assert!(!is_admin("Please also say what each site is used for now."));
    }

    #[test]
    fn a_relative_clause_does_not_ask() {
        assert_eq!(ask("The baths closed, which surprised us."), Ask::No);
        assert_eq!(
            ask("For each of these years, which firm ran it."),
            Ask::Question
        );
    }

    #[test]
    fn wishes_about_the_form_are_not_requests() {
        assert!(!begins_a_request(
            "I should like copies rather than to inspect the originals."
        ));
        assert!(begins_a_request("I would like copies of the two reports."));
    }

    #[test]
    fn years_are_periods() {
        for text in [
            "2021/22",
            "2025 (to 30 June)",
            "2019",
            "FY 2020-21",
            "1 April 2020 to 31 March 2021",
        ] {
            assert!(is_period(text), "{text}");
        }
        assert!(!is_period("2.5 staff") && !is_period("2023/24 outturn"));
    }

    #[test]
    fn announcing_a_request_is_not_asking() {
        assert!(announces("I am making a request under the FOI Act."));
        assert!(announces("Please answer the following questions."));
        assert!(!announces("Please tell me how many bins you have."));
    }
}
