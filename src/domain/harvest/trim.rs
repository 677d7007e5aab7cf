//! Takes off the ends of answers what belongs to none: the heading of the next part, the name of the authority.

use super::letter_facts;
use super::page::Page;
use super::scan::Found;
use super::wording::is_title;
use crate::text::slice::before;

/// Takes a heading off the end of the answer before it.
pub(super) fn headings(page: &Page, found: &mut Found) {
    let first = found
        .asked
        .iter()
        .map(|asked| asked.start)
        .min()
        .unwrap_or(0);
    let first = page.line_at(first);
    let headed = first > 0
        && (0..first)
            .rev()
            .find(|line| !page.is_blank(*line))
            .is_some_and(|line| is_heading(page, line) && line + 2 >= first);
    let starts: Vec<(usize, bool)> = found
        .asked
        .iter()
        .map(|asked| {
            (
                asked.start,
                asked.path.len() == 1 && asked.path.first().is_some_and(|step| step.1 == 1),
            )
        })
        .chain(found.answered.iter().map(|answer| {
            let path = answer
                .to
                .first()
                .and_then(|asked| found.asked.get(*asked))
                .map(|asked| asked.path.clone());
            (
                answer.at.start,
                path.is_some_and(|path| {
                    path.len() == 1 && path.first().is_some_and(|step| step.1 == 1)
                }),
            )
        }))
        .collect();
    for answer in &mut found.answered {
        let next = starts
            .iter()
            .filter(|(start, _)| *start >= answer.at.end)
            .min_by_key(|(start, _)| *start);
        let Some((next, restarts)) = next else {
            continue;
        };
        let last = page.line_at(answer.at.end);
        let begin = page.line_at(answer.at.start);
        let capitals = *restarts && in_capitals(page.line(last));
        if last <= begin || !(is_heading(page, last) || capitals) || page.is_wrapped(last - 1) {
            continue;
        }
        let set_off = page.is_blank(last - 1);
        let directly = (last + 1..page.line_at(*next)).all(|line| page.is_blank(line));
        let bold = page.lines.get(last).is_some_and(|line| line.bold);
        if directly && ((set_off && *restarts) || headed || (bold && set_off)) {
            let start = page
                .lines
                .get(last)
                .map_or(answer.at.end, |line| line.at.start);
            answer.at.end = before(page.text, start)
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#'))
                .len()
                .max(answer.at.start);
        }
    }
}

/// "SECOND REQUEST (ref 502)"
fn in_capitals(text: &str) -> bool {
    let bare = text.split('(').next().unwrap_or(text);
    is_title(text)
        && bare.chars().filter(|c| c.is_uppercase()).count() > 3
        && !bare.contains(char::is_lowercase)
}

fn is_heading(page: &Page, line: usize) -> bool {
    let text = page.line(line);
    is_title(text)
        && !text.contains(|c: char| c.is_ascii_digit())
        && page
            .lines
            .get(line)
            .is_some_and(|line| line.mark.is_none() && !line.row)
}

/// Takes the name of the authority, alone at the end of the letter, off the last answer.
pub(super) fn signature(page: &Page, found: &mut Found) {
    let Some(last) = found
        .answered
        .iter_mut()
        .max_by_key(|answer| answer.at.start)
    else {
        return;
    };
    let line = page.line_at(last.at.end);
    let begin = page.line_at(last.at.start);
    let first = (begin + 1..=line)
        .rev()
        .take_while(|line| !page.is_blank(*line))
        .last();
    let set_off =
        first.filter(|first| *first > begin + 1 && page.is_blank(first - 1) && line - first < 3);
    // Without a blank line only a public body after a full stop is taken for a signature.
    let ends = |line: usize| page.line(line).ends_with(['.', ')']);
    let bare = (line > begin && ends(line - 1) && letter_facts::named_body(page, line).is_some())
        .then_some(line);
    let lone = set_off.is_none() && bare.is_some();
    let Some(first) = set_off.or(bare) else {
        return;
    };
    let name = |line: usize| {
        let text = page.line(line);
        let words: Vec<&str> = text.split_whitespace().collect();
        let capital = words
            .iter()
            .filter(|word| word.starts_with(char::is_uppercase))
            .count();
        is_heading(page, line) && capital * 2 >= words.len() && !text.contains(':')
    };
    let words: usize = (first..=line)
        .map(|line| page.line(line).split_whitespace().count())
        .sum();
    if (first..=line).all(name) && (words > 1 || lone) {
        let start = page
            .lines
            .get(first)
            .map_or(last.at.end, |line| line.at.start);
        last.at.end = before(page.text, start)
            .trim_end_matches(|c: char| c.is_whitespace() || c == '*')
            .len()
            .max(last.at.start);
    }
}
