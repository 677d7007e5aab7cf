//! A mail that answers by number above the mail in which the questions were asked.

use super::fallback;
use super::labels;
use super::page::Page;
use super::scan::{Answered, Asked, Found, Path};
use crate::text::slice::slice;
use crate::text::split::line::Counts;

/// Reads such a mail; finds nothing where an answer has no question of its number.
pub(super) fn read(page: &Page) -> Found {
    let none = || Found {
        closing: page.text.len(),
        ..Found::default()
    };
    let Some(header) = header(page) else {
        return none();
    };
    let above = fallback::numbered_within(page, 0..header);
    let questions = questions(page, header);
    let mut found = none();
    found.closing = above.closing;
    for answer in &above.answered {
        let mut to = Vec::new();
        for own in &answer.to {
            let path = above.asked.get(*own).map(|asked| &asked.path);
            let Some(asked) = questions.iter().find(|asked| Some(&asked.path) == path) else {
                return none();
            };
            // A reply that says each question again is read as it stands.
            if slice(page.text, answer.at.clone()).contains('?') {
                return none();
            }
            to.push(found.asked.len());
            found.asked.push(asked.clone());
        }
        found.answered.push(Answered {
            at: answer.at.clone(),
            to,
            labelled: true,
        });
    }
    if found.asked.len() < questions.len() {
        return none();
    }
    found
}

/// The first line of the head of the mail below: two lines such as "From:", one right after the other.
fn header(page: &Page) -> Option<usize> {
    let is_header = |line: usize| labels::header(page.line(line));
    let begun = (0..page.lines.len()).find(|line| !page.is_blank(*line) && !is_header(*line))?;
    (begun..page.lines.len()).find(|line| is_header(*line) && is_header(line + 1))
}

fn questions(page: &Page, header: usize) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    let mut next = 1;
    for index in header..page.lines.len() {
        let Some(line) = page.lines.get(index) else {
            continue;
        };
        let step = line
            .mark
            .as_ref()
            .filter(|mark| mark.plain && mark.steps.len() == 1)
            .and_then(|mark| Some((mark.len, *mark.steps.first()?)));
        if let Some((len, step)) = step
            && step == (Counts::Numbers, next)
        {
            next += 1;
            let path: Path = vec![step];
            found.push(Asked {
                path,
                style: 0,
                start: line.at.start,
                words: line.at.start + len..line.at.end,
                group: false,
                answered: true,
            });
        } else if labels::closes(page.line(index)) && !found.is_empty() {
            break;
        } else if !line.blank
            && !page.is_blank(index - 1)
            && let Some(last) = found.last_mut()
        {
            last.words.end = line.at.end;
        }
    }
    found
}
