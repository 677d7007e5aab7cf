//! Finding a passage again in an answer, as it went in or as somebody has changed it since.

use std::collections::HashSet;
use std::ops::Range;

use crate::text::slice;

/// Where a passage stands in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// As it went in.
    Whole(Range<usize>),
    /// Changed by hand since; these paragraphs are what is left of it.
    Edited(Range<usize>),
    /// Not at all.
    Gone,
}

impl Found {
    /// Returns where it stands, if it does.
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Whole(range) | Self::Edited(range) => Some(range.clone()),
            Self::Gone => None,
        }
    }
}

/// Finds a passage in an answer.
pub fn locate(answer: &str, passage: &str) -> Found {
    if passage.trim().is_empty() {
        return Found::Gone;
    }
    if let Some(start) = answer.find(passage) {
        return Found::Whole(start..start + passage.len());
    }
    let known: HashSet<[String; 3]> = triples(passage).collect();
    let mut range: Option<Range<usize>> = None;
    for paragraph in paragraphs(answer) {
        let own: Vec<[String; 3]> = triples(slice::slice(answer, paragraph.clone())).collect();
        let kept = own.iter().filter(|triple| known.contains(*triple)).count();
        // Two words in five in their old order: a paragraph that was worked on, and not one that was written anew.
        if !own.is_empty() && kept * 5 >= own.len() * 2 {
            let start = range.as_ref().map_or(paragraph.start, |range| range.start);
            range = Some(start..paragraph.end);
        }
    }
    range.map_or(Found::Gone, Found::Edited)
}

fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split("\n\n").map(move |paragraph| {
        let start = at + (paragraph.len() - paragraph.trim_start().len());
        let end = at + paragraph.trim_end().len();
        at += paragraph.len() + 2;
        start..end.max(start)
    })
}

fn triples(text: &str) -> impl Iterator<Item = [String; 3]> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (2..words.len()).map(move |at| {
        [
            words[at - 2].clone(),
            words[at - 1].clone(),
            words[at].clone(),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSAGE: &str = "We hold it. It is exempt under the section about benches.\n\n\
                           The public interest in benches is large, and so is that in secrecy.";

    #[test]
    fn an_untouched_passage_is_found_where_it_stands() {
        let answer = format!("Before.\n\n{PASSAGE}\n\nAfter.");
        assert_eq!(locate(&answer, PASSAGE), Found::Whole(9..9 + PASSAGE.len()));
    }

    #[test]
    fn a_passage_that_was_worked_on_is_found_without_its_neighbours() {
        let edited = PASSAGE
            .replace("large", "very large")
            .replace("We hold", "Yes, we hold");
        let answer = format!("Two benches, and a word about é.\n\n{edited}\n\nAfter.");
        let found = locate(&answer, PASSAGE);
        let Found::Edited(range) = found else {
            panic!("{found:?}");
        };
        assert_eq!(slice::slice(&answer, range), edited);
    }

    #[test]
    fn a_passage_that_is_gone_is_gone() {
        assert_eq!(
            locate("There are two benches in the park.", PASSAGE),
            Found::Gone
        );
        assert_eq!(locate("", PASSAGE), Found::Gone);
        assert_eq!(locate("text", ""), Found::Gone);
    }
}
