//! The language of requests: what asks, what leads in, what only manages the correspondence.

use super::lexicon::{
    ADMIN_1, ADMIN_2, ADMIN_3, ADMIN_MAYBE, ANSWER, ASKER, AUXILIARY, CHOICE, CONNECTIVE,
    FOLLOWING, MAKING, MANAGES, MODAL, MONTH, MORE, NOTE, NOTES_LEAD, NOTES_TITLE, NOUN, OPENER,
    PERIOD, PLEASE, PREPOSITION, REASON, REQUEST, SIGN_OFF, SPECIFIC, SUBJECT, VERB, VERB_OR_NOUN,
    WISH, WRITER, classes, is,
};

/// How strongly a sentence asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ask {
    No,
    /// A noun phrase that names information: "The number of...".
    Noun,
    /// "Please send...", "I would like to know...".
    Request,
    /// "How many...?"
    Question,
}

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

/// Reads how strongly a sentence, or the beginning of a paragraph, asks.
pub(super) fn ask(text: &str) -> Ask {
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

fn ask_here(text: &str) -> Ask {
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

/// How much a paragraph is about the correspondence (format, limits, exemptions, thanks) and not about the subject.
pub(super) fn admin(text: &str) -> u32 {
    let mut score = 0;
    let mut before = "";
    for (index, word) in words(text).enumerate() {
        let class = classes(word);
        score += u32::from(class & ADMIN_1 != 0);
        score += if class & ADMIN_2 != 0 { 2 } else { 0 };
        score += if class & ADMIN_3 != 0 { 3 } else { 0 };
        if class & ADMIN_MAYBE != 0 {
            score += admin_in_company(word, before, index);
        }
        score += u32::from(index == 0 && any(word, &["if", "should", "where"]));
        before = word;
    }
    score
}

fn admin_in_company(word: &str, before: &str, index: usize) -> u32 {
    const COMPANY: &[(&[&str], &[&str], u32)] = &[
        (&["aware"], &["am", "are", "be"], 2),
        (
            &["data", "information", "figures"],
            &["the", "this", "all"],
            2,
        ),
        (&["contact"], &["please", "to"], 2),
        (&["email", "e-mail"], &["by", "via", "an", "this"], 2),
        (&["forward"], &["look", "looking"], 3),
        (&["held"], &["not", "is", "information"], 1),
        (&["know"], &["me", "us"], 1),
        (
            &["limit", "limits"],
            &["cost", "time", "appropriate", "fees", "the", "18"],
            2,
        ),
        (&["request"], &["this", "my", "the"], 2),
        (&["review"], &["internal"], 3),
        (&["understand"], &["i"], 2),
        (&["days"], &["working"], 2),
        (&["interest"], &["public"], 1),
        (&["me"], &["contact"], 2),
    ];
    if any(word, &["answers"]) {
        return if index < 4 { 2 } else { 0 };
    }
    if index >= 5 && any(word, &["data", "information", "figures"]) {
        return 0;
    }
    COMPANY
        .iter()
        .filter(|(words, company, _)| any(word, words) && any(before, company))
        .map(|(_, _, score)| score)
        .sum()
}

/// Whether a paragraph after the questions only manages the correspondence.
pub(super) fn is_admin(text: &str) -> bool {
    is_admin_by(ask(text), admin(text))
}

/// The same, for one who has read the text already.
pub(super) fn is_admin_by(ask: Ask, score: u32) -> bool {
    match ask {
        Ask::Question => score >= 3,
        Ask::Request => score >= 2,
        _ => score >= 1,
    }
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
