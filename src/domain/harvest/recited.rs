//! A letter that recites its questions within a sentence, "You asked (a) how many …; (b) what …; and (c) who …", and
//! answers by the same letters, in lines of their own or one after another in a paragraph.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found};
use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};
use crate::text::split::line::Counts;

static MARK: LazyLock<Regex> = LazyLock::new(|| compiled(r"\((?:([a-z])|([A-Z])|(\d{1,2}))\)\s"));

/// A letter or number in brackets.
#[derive(Debug, Clone, Copy)]
struct Mark {
    counts: Counts,
    // Letters of either case count apart: "(A)" does not answer "(a)".
    upper: bool,
    value: u32,
    start: usize,
    end: usize,
}

pub(super) fn read(page: &Page) -> Found {
    let marks = marks(page.text);
    let Some(asked) = recital(page.text, &marks) else {
        return Found::default();
    };
    let last = asked.last().map_or(0, |mark| mark.end);
    let mut found = Found {
        closing: closing(page, last),
        ..Found::default()
    };
    let end_of_recital = paragraph(page.text, asked[0].start).end;
    let answers = answers(page.text, &marks, &asked, found.closing);
    let first_answer = answers
        .first()
        .map_or(end_of_recital, |(_, answer)| answer.start);
    for (at, mark) in asked.iter().enumerate() {
        let end = asked.get(at + 1).map_or_else(
            || end_of_recital.min(first_answer),
            |next| before(page.text, next.start).len(),
        );
        let words = slice(page.text, mark.end..end);
        let words = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        let words = words.strip_suffix(" and").unwrap_or(words);
        let words = words.trim_end_matches([',', ';', '"', '”']);
        found.asked.push(Asked {
            path: vec![(mark.counts, mark.value)],
            style: 0,
            start: mark.start,
            words: mark.end..mark.end + words.len(),
            group: false,
            answered: true,
        });
    }
    for (at, (to, mark)) in answers.iter().enumerate() {
        let end = answers.get(at + 1).map_or(found.closing, |(_, next)| {
            start_of_line(page.text, next.start)
        });
        let words = slice(page.text, mark.end..end.max(mark.end));
        found.answered.push(Answered {
            at: mark.end..mark.end + words.trim_end().len(),
            to: vec![*to],
            labelled: true,
        });
    }
    found
}

fn marks(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for hit in MARK.captures_iter(text) {
        let Some(whole) = hit.get(0) else { continue };
        // "Section 40(2)" and "35(1)(a)" are no markers.
        let alone = before(text, whole.start())
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '\'' | '*'));
        let letter = |at: usize| hit.get(at).and_then(|one| one.as_str().chars().next());
        let place = |letter: char, first: char| u32::from(letter) - u32::from(first) + 1;
        let (counts, upper, value) = match (letter(1), letter(2), hit.get(3)) {
            (Some(letter), ..) => (Counts::Letters, false, place(letter, 'a')),
            (_, Some(letter), _) => (Counts::Letters, true, place(letter, 'A')),
            (.., number) => {
                let value = number.and_then(|number| number.as_str().parse().ok());
                (Counts::Numbers, false, value.unwrap_or(0))
            }
        };
        if alone {
            found.push(Mark {
                counts,
                upper,
                value,
                start: whole.start(),
                end: whole.end(),
            });
        }
    }
    found
}

// The first run of markers from the first letter or number on that stands in one paragraph.
fn recital(text: &str, marks: &[Mark]) -> Option<Vec<Mark>> {
    let firsts = marks.iter().enumerate().filter(|(_, mark)| mark.value == 1);
    for (at, first) in firsts {
        let paragraph = paragraph(text, first.start);
        let mut run = vec![*first];
        let later = marks.iter().skip(at + 1);
        for mark in later.take_while(|mark| mark.start < paragraph.end) {
            if is_next(&run, mark) {
                run.push(*mark);
            }
        }
        // A paragraph that begins with its marker is an item of a list, which others read.
        let within = !slice(text, paragraph.start..first.start)
            .trim_matches(['"', '“', ' '])
            .is_empty()
            || slice(text, first.start..paragraph.end).contains(';');
        if run.len() >= 2 && within {
            return Some(run);
        }
    }
    None
}

fn is_next(run: &[Mark], mark: &Mark) -> bool {
    run.last().is_some_and(|last| {
        last.counts == mark.counts && last.upper == mark.upper && last.value + 1 == mark.value
    })
}

// The markers that answer, each with the place of its question: they stand at the beginning of a line or of a sentence,
// in the order of the questions, of which some may have none.
fn answers(text: &str, marks: &[Mark], asked: &[Mark], closing: usize) -> Vec<(usize, Mark)> {
    let mut found: Vec<(usize, Mark)> = Vec::new();
    let last = asked.last().map_or(0, |mark| mark.end);
    let later = marks
        .iter()
        .filter(|mark| mark.start >= last && mark.start < closing);
    for mark in later {
        let to = asked.iter().position(|one| {
            one.counts == mark.counts && one.upper == mark.upper && one.value == mark.value
        });
        let Some(to) = to.filter(|to| found.last().is_none_or(|(last, _)| to > last)) else {
            continue;
        };
        let lead = before(text, mark.start).trim_end_matches([' ', '*', '•', '-', '–', '\t']);
        if lead.is_empty() || lead.ends_with(['\n', '.', ':', ';', '?', '!', '”', '"']) {
            found.push((to, *mark));
        }
    }
    found
}

fn paragraph(text: &str, at: usize) -> Range<usize> {
    let start = before(text, at).rfind("\n\n").map_or(0, |gap| gap + 2);
    let rest = from(text, at);
    start..at + rest.find("\n\n").unwrap_or(rest.len())
}

// A bullet before a marker belongs to it.
fn start_of_line(text: &str, at: usize) -> usize {
    before(text, at)
        .trim_end_matches([' ', '*', '•', '-', '–', '\t'])
        .len()
}

// Where the closing begins after the recital.
fn closing(page: &Page, after: usize) -> usize {
    let closes = |index: &usize| {
        let begins = *index == 0 || page.is_blank(index - 1);
        begins && labels::closes(page.line(*index))
    };
    (page.line_at(after) + 1..page.lines.len())
        .find(closes)
        .and_then(|index| page.lines.get(index))
        .map_or(page.text.len(), |line| line.at.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let page = Page::of(text);
        let found = read(&page);
        let answer = |at: usize| {
            let own = found.answered.iter().find(|answer| answer.to == [at]);
            own.map_or_else(String::new, |answer| page.words(&answer.at))
        };
        let asked = found.asked.iter().enumerate();
        asked
            .map(|(at, asked)| (page.words(&asked.words), answer(at)))
            .collect()
    }

    #[test]
    fn questions_in_a_sentence_are_answered_by_their_letters_in_another() {
        let text = "Dear Ms Sample\n\nYou asked (a) how many benches there are; (b) what they cost; and (c) who \
                    paints them.\n\nOur answers: (a) There are 14. (b) This is exempt under section 43(2) and (3), as \
                    we explained. (c) A contractor.\n\nIf you are unhappy with this response, you may ask for a review.";
        let found = pairs(text);
        assert_eq!(found.len(), 3);
        assert_eq!(
            found[0],
            ("how many benches there are".into(), "There are 14.".into())
        );
        assert!(
            found[1]
                .1
                .starts_with("This is exempt under section 43(2) and (3)")
        );
        assert_eq!(
            found[2],
            ("who paints them.".into(), "A contractor.".into())
        );
    }

    #[test]
    fn a_question_whose_letter_does_not_come_again_has_no_answer() {
        let text = "You asked:\n\n\"(a) what is the roll; (b) what did the survey cost; (c) who wrote to us?\"\n\n\
                    (a) 24.\n\n(c) Eleven people.\n";
        let found = pairs(text);
        assert_eq!(found[1], ("what did the survey cost".into(), String::new()));
        assert_eq!(found[2].1, "Eleven people.");
    }

    #[test]
    fn limbs_of_a_provision_are_no_questions() {
        let text = "You asked for the log.\n\nIt is exempt under section 31(1)(a) and (b) and section 38(1) (a) and (b).";
        assert_eq!(pairs(text), []);
    }
}
