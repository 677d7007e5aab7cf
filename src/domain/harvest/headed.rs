//! A letter whose answers stand under headings that name the questions: "Questions 1 and 2: noise readings", "Question 3".

use std::ops::Range;

use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found, Path};
use crate::text::split::line::Counts;

/// Longer than this, a line is no heading.
const LONGEST: usize = 160;

struct Heading {
    line: usize,
    numbers: Vec<u32>,
    words: Range<usize>,
}

/// Reads such a letter; finds nothing unless the headings name the questions from the first to the last, in order.
pub(super) fn read(page: &Page) -> Found {
    let mut found = Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let headings = headings(page);
    if headings.len() < 2 {
        return found;
    }
    let last = headings.last().map_or(0, |heading| heading.line);
    let end = (last + 1..page.lines.len())
        .find(|line| labels::closes(page.line(*line)))
        .unwrap_or(page.lines.len());
    for (index, heading) in headings.iter().enumerate() {
        let next = headings.get(index + 1).map_or(end, |next| next.line);
        let Some(head) = page.lines.get(heading.line) else {
            continue;
        };
        let first = found.asked.len();
        for number in &heading.numbers {
            let path: Path = vec![(Counts::Numbers, *number)];
            found.asked.push(Asked {
                path,
                style: 0,
                start: head.at.start,
                words: heading.words.clone(),
                group: false,
                answered: true,
            });
        }
        let below = heading.line + 1..next;
        let begin = below.clone().find(|line| !page.is_blank(*line));
        let finish = below.rev().find(|line| !page.is_blank(*line));
        if let (Some(begin), Some(finish)) = (
            begin.and_then(|line| page.lines.get(line)),
            finish.and_then(|line| page.lines.get(line)),
        ) {
            let label = labels::answer(page.line(page.line_at(begin.at.start)));
            let skip = label.map_or(0, |label| label.len);
            found.answered.push(Answered {
                at: (begin.at.start + skip).min(finish.at.end)..finish.at.end,
                to: (first..found.asked.len()).collect(),
                labelled: true,
            });
        }
    }
    found
}

/// The headings from the first question on; none if a number is left out or comes twice.
fn headings(page: &Page) -> Vec<Heading> {
    let mut all: Vec<Heading> = Vec::new();
    let mut expected = 1;
    for index in 0..page.lines.len() {
        let line = page.line(index);
        let alone = index == 0 || page.is_blank(index - 1);
        if !alone || line.len() > LONGEST || !line.starts_with(char::is_uppercase) {
            continue;
        }
        let Some(label) = labels::refs_only(line) else {
            continue;
        };
        let Some(numbers) = numbers(&label) else {
            continue;
        };
        let follows = numbers.first() == Some(&expected)
            && numbers.windows(2).all(|two| two[0] + 1 == two[1]);
        if !follows {
            // A list that begins anew is not read by its headings.
            return Vec::new();
        }
        expected += u32::try_from(numbers.len()).unwrap_or(1);
        let at = page.lines.get(index).map_or(0..0, |line| line.at.clone());
        all.push(Heading {
            line: index,
            numbers,
            words: at.start + label.len.min(at.len())..at.end,
        });
    }
    all
}

// "1 and 2" and "4 to 6" are numbers; "3(b)" is not read here.
fn numbers(label: &labels::Label) -> Option<Vec<u32>> {
    let mut numbers: Vec<u32> = Vec::new();
    for one in &label.refs {
        let number = one.marker.parse().ok()?;
        match numbers.last() {
            Some(last) if one.through && *last < number && number - last < 40 => {
                numbers.extend(last + 1..=number);
            }
            _ => numbers.push(number),
        }
    }
    (!numbers.is_empty()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_name_the_questions_part_a_letter() {
        let text = "Dear Ann,\n\nQuestions 1 and 2: noise readings\n\nThey are attached.\n\nQuestion 3: dust\n\nWe took none.\n\n\
             Question 4: cost\n\n£412,000.\n\nIf you are unhappy, write to us.\n";
        let found = read(&Page::of(text));
        let numbers: Vec<u32> = found
            .asked
            .iter()
            .flat_map(|asked| &asked.path)
            .map(|step| step.1)
            .collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        let to: Vec<&[usize]> = found.answered.iter().map(|one| &*one.to).collect();
        assert_eq!(to, [&[0, 1][..], &[2], &[3]]);
    }

    #[test]
    fn a_number_left_out_is_no_such_letter() {
        let text = "Question 1: noise\n\nNone.\n\nQuestion 3: dust\n\nWe took none.\n";
        assert!(read(&Page::of(text)).asked.is_empty());
    }
}
