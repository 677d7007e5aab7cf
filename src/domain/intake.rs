//! From a request to a case: the questions of the split, and what the request says about itself.

mod title;

use std::sync::Arc;

use jiff::civil::Date;

pub use self::title::{guess_title, title_of_subject};
use super::case::{Case, Facts};
use super::fields::read_date;
use super::ids::{IdSource, Reference};
use super::question::{Question, QuestionKind};
use crate::text::clean::{LONGEST_LINE, clean_line};
use crate::text::split::{PartKind, Split, newest, split};

/// Makes a case of a cleaned request. `facts` holds what is known already; empty parts are guessed.
///
/// Of a chain of mails the newest request is the request; what it quotes, and who passed it on, stays beside it.
pub fn new_case(reference: Reference, mut facts: Facts, request: &str, ids: &mut IdSource) -> Case {
    let chain = newest(request);
    let request = chain.request;
    facts.arrival.put_beside(chain.above);
    facts.arrival.put_beside(chain.below);
    // Who passed a request on did not make it.
    if !chain.above.trim().is_empty()
        && let Some(name) = sender_in(request)
    {
        facts.requester = name;
        facts.arrival.address.clear();
    }
    let mut split = split(request);
    subject_to_preamble(&mut split);
    if facts.title.is_empty() {
        facts.title = guess_title(&split);
    }
    if facts.requester.is_empty() {
        facts.requester = guess_requester(&split.closing);
    }
    facts.preamble.clone_from(&split.preamble);
    facts.postscript.clone_from(&split.closing);
    let mut case = Case::new(reference, facts);
    for part in split.questions {
        let id = ids.fresh(|id| case.question(id).is_some());
        let kind = match part.kind {
            PartKind::Question => QuestionKind::Question,
            PartKind::Group => QuestionKind::Group,
        };
        let level = level_of(&part.path, &case, &part.marker);
        let question = Question {
            kind,
            marker: part.marker,
            level,
            before: part.before,
            text: part.text,
            ..Question::new(id)
        };
        case.questions.push(Arc::new(question));
    }
    // Prose without a single question is still a request: the officer sees it and splits it by hand.
    if case.questions.is_empty() && !request.trim().is_empty() {
        let id = ids.fresh(|_| false);
        let question = Question {
            text: request.trim().to_owned(),
            ..Question::new(id)
        };
        let facts = Arc::make_mut(&mut case.facts);
        facts.preamble.clear();
        facts.postscript.clear();
        case.questions.push(Arc::new(question));
    }
    case
}

/// Returns the day on which a request was sent that somebody passed on: the clock began then, not when it was passed on.
pub fn sent_first(text: &str) -> Option<Date> {
    let chain = newest(text);
    if chain.above.trim().is_empty() {
        return None;
    }
    let lines = chain.request.lines().take(8);
    let mut lines = lines.map(|line| line.trim_start_matches(['>', ' ', '*']));
    lines.find_map(|line| {
        let told = strip_label(line, "date:").or_else(|| strip_label(line, "sent:"))?;
        day_in(told)
    })
}

// "Mon, 23 Nov 2026 at 10:11", "Friday, November 20, 2026 4:02 PM", "24/11/2026 10:11".
fn day_in(told: &str) -> Option<Date> {
    let words: Vec<&str> = told
        .split([' ', ',', '*'])
        .filter(|word| !word.is_empty())
        .collect();
    let single = words.iter().find_map(|word| read_date(word));
    single.or_else(|| {
        words.windows(3).find_map(|three| {
            let [one, two, three] = three else {
                return None;
            };
            read_date(&format!("{one} {two} {three}"))
                .or_else(|| read_date(&format!("{two} {one} {three}")))
        })
    })
}

// The name in the head of a mail that was passed on.
fn sender_in(request: &str) -> Option<String> {
    let head = request
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ']));
    let line = head.take(6).find_map(|line| strip_label(line, "from:"))?;
    let name = line
        .split(['<', '['])
        .next()?
        .trim()
        .trim_matches(['"', '\'', '*', ' ']);
    (!name.is_empty() && !name.contains('@')).then(|| clean_line(name, LONGEST_LINE).0.to_string())
}

// A subject line directly above the first question is what the letter is about, and no heading of the question.
fn subject_to_preamble(split: &mut Split) {
    let Some(first) = split.questions.first_mut() else {
        return;
    };
    let is_subject = |line: &str| {
        ["subject:", "re:"]
            .iter()
            .any(|label| strip_label(line.trim(), label).is_some())
    };
    let count = first
        .before
        .lines()
        .take_while(|line| is_subject(line))
        .count();
    if count > 0 {
        let lines: Vec<&str> = first.before.lines().collect();
        let (subject, rest) = lines.split_at(count);
        let preamble = format!("{}\n\n{}", split.preamble, subject.join("\n"));
        let before = rest.join("\n");
        preamble.trim().clone_into(&mut split.preamble);
        before.trim().clone_into(&mut first.before);
    }
}

// The path counts headings as levels where numbering restarts; the list has no row for a heading, so a question
// stands at most one level under the row above it.
fn level_of(path: &[usize], case: &Case, marker: &str) -> u8 {
    let depth = u8::try_from(path.len().saturating_sub(1)).unwrap_or(u8::MAX);
    let nested = marker.contains(['(', '.']) || marker == "•" || marker.is_empty();
    match case.questions.last() {
        None => 0,
        Some(_) if !nested => 0,
        Some(above) => depth.min(above.level.saturating_add(1)).min(5),
    }
}

/// Guesses who asks: the name under the sign-off.
pub fn guess_requester(closing: &str) -> String {
    let mut lines = closing
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let signs_off = |line: &str| {
        let lower = line.to_lowercase();
        let formula = [
            "yours ",
            "kind regards",
            "regards",
            "best wishes",
            "many thanks",
            "sincerely",
            "best regards",
        ];
        formula.iter().any(|start| lower.starts_with(start)) && line.len() < 40
    };
    while let Some(line) = lines.next() {
        if signs_off(line) {
            let name = lines.next().unwrap_or_default();
            let words = name.split_whitespace().count();
            let plausible = (1..=5).contains(&words)
                && !name.contains(['@', ':', '?', '/'])
                && name.len() <= 50;
            if plausible {
                return clean_line(name, LONGEST_LINE).0.to_string();
            }
        }
    }
    String::new()
}

fn strip_label<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let start = line.get(..label.len())?;
    start
        .eq_ignore_ascii_case(label)
        .then(|| line.get(label.len()..).unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(request: &str) -> Case {
        let reference = Reference::parse("FOI-1").expect("a plain reference");
        new_case(reference, Facts::default(), request, &mut IdSource::new(1))
    }

    #[test]
    fn a_subject_line_above_the_first_question_is_the_title_and_not_printed_twice() {
        let case = case("Dear council,\n\nSubject: Grit bins\n\n1. How many?\n2. Who pays?\n");
        assert_eq!(case.facts.title, "Grit bins");
        assert_eq!(case.questions[0].before, "");
        assert!(case.facts.preamble.contains("Subject: Grit bins"));
    }

    #[test]
    fn what_a_mail_quotes_is_kept_beside_the_request() {
        let case = case(
            "1. How many bins?\n2. Who pays?\n\nAnn\n\n-----Original Message-----\nFrom: FOI Team\nTo: Ann\n\nWe refuse 1. and 2.\n",
        );
        assert_eq!(case.questions.len(), 2);
        assert!(
            !case.facts.postscript.contains("Original"),
            "{}",
            case.facts.postscript
        );
        assert!(case.facts.arrival.beside.contains("We refuse"));
    }

    #[test]
    fn the_requester_of_a_request_that_was_passed_on_is_who_wrote_it() {
        let reference = Reference::parse("FOI-1").expect("a plain reference");
        let facts = Facts {
            requester: "Bev Post".to_owned(),
            ..Facts::default()
        };
        let text = "FYI, please log this one.\nBev\n\n---------- Forwarded message ---------\nFrom: Sam Lee <s@x.example>\nTo: post\nSubject: Stalls\n\nDear Sir\n\n1. How many stalls were let?\n2. To whom?\n";
        let case = new_case(reference, facts, text, &mut IdSource::new(1));
        assert_eq!(case.facts.requester, "Sam Lee");
        assert_eq!(case.facts.title, "Stalls");
        assert!(case.facts.arrival.beside.starts_with("FYI"));
        assert_eq!(sent_first(text), None);
        for told in [
            "Date: Mon, 23 Nov 2026 at 10:11",
            "Sent: Monday, November 23, 2026 4:02 PM",
            "Sent: 23/11/2026 10:11",
        ] {
            let dated = text.replace("To: post", told);
            assert_eq!(
                sent_first(&dated),
                Some(jiff::civil::date(2026, 11, 23)),
                "{told}"
            );
        }
    }

    #[test]
    fn a_subject_that_only_names_the_kind_of_mail_is_no_title() {
        assert_eq!(
            title_of_subject("Freedom of Information request - Grit bins"),
            "Grit bins"
        );
        assert_eq!(title_of_subject("FOI Request"), "");
        assert_eq!(title_of_subject("FOI request – grit bins"), "Grit bins");
        assert_eq!(title_of_subject("Requests for skips"), "Requests for skips");
    }

    #[test]
    fn the_name_under_the_sign_off_is_the_requester() {
        let case = case("1. How many?\n2. Who?\n\nYours faithfully,\n\nAnn Smith\n");
        assert_eq!(case.facts.requester, "Ann Smith");
    }

    #[test]
    fn a_text_without_a_question_is_one_question_to_be_split_by_hand() {
        let case = case("The weather was fine.");
        assert_eq!(case.questions.len(), 1);
        assert_eq!(case.questions[0].text, "The weather was fine.");
    }
}
