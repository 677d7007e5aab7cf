//! References to other answers of the same letter: "see our response to question 3", "as in Q2(b)", "questions 4 and 6".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};

/// A question that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Where it is named.
    pub at: Range<usize>,
    /// The number or marker: "3", "2(b)", "4a".
    pub name: String,
    /// Whether the text points there for its answer ("see the answer to question 3") and does not merely speak of it.
    pub points: bool,
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) \b(?: (?i:questions?|parts?|items?|points?|requests?|queries|query|qs?|qns?|answers?|responses?|repl(?:y|ies)) \s* (?:(?i:numbers?|nos?\.?|to|at|in|for|under)\s+)? (?:(?i:questions?|parts?|items?|points?|q)\s*)? )
            ( (?:\d{1,2}(?:\.\d{1,2})?\s?(?:\([a-z]{1,4}\)|[a-h]\b)? | [a-h]\) | \([a-z]{1,4}\) )
              (?: \s*(?:,|and|to|&|or|-|–|,\s*and)\s* (?:(?i:questions?|parts?|q)\s*)? (?:\d{1,2}(?:\.\d{1,2})?\s?(?:\([a-z]{1,4}\)|[a-h]\b)? | \([a-z]{1,4}\)) )* )",
    )
});
static EACH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\d{1,2}(?:\.\d{1,2})?\s?(?:\([a-z]{1,4}\)|[a-h]\b)?|[a-h]\)|\([a-z]{1,4}\)")
});
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b(?: see | refer | as\s+(?:above|below|per|in|for|stated|set\s+out|explained|given) | given\s+(?:in|at) | same\s+as | answered\s+(?:in|at|under|above|by|with) | covered\s+(?:in|by|at|under) | addressed\s+(?:in|at|by) | please\s+(?:see|refer) | set\s+out\s+(?:in|at) | contained\s+in | provided\s+(?:in|at|under) | above | below | explained\s+(?:in|at) | dealt\s+with\s+(?:in|at|under|by) | found\s+in | (?:answer|response|reply)\s+(?:to|at|in|under) | under )\b",
    )
});
// What makes it a question of something else.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^\s*(?:,\s*)?(?:of|in|from|on)\s+(?:your|our|the|a|an|that|my|its|this)\s+(?:\w+\s+)?(?:earlier|previous|last|first|other|survey|questionnaire|form|report|exam|paper|census|schedule|contract|agreement|act|plan|policy|annex|appendix|table|inquiry|letter\s+of|request\s+of|response\s+of|e?-?mail\s+of|council\s+meeting|order)",
    )
});
static NOT_QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*(?:%|hours?\b|days?\b|years?\b|months?\b|weeks?\b|minutes?\b|people\b|staff\b|pages?\b|of\s+\d|per\s?cent|January|February|March|April|May\s+\d|June|July|August|September|October|November|December|Jan\b|Feb\b|Mar\b|Apr\b|Jun\b|Jul\b|Aug\b|Sep\b|Oct\b|Nov\b|Dec\b|st\b|nd\b|rd\b|th\b|[a-z]{4,})",
    )
});

/// Finds the questions that a text names.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    for hit in NAMED.captures_iter(text) {
        let (Some(whole), Some(list)) = (hit.get(0), hit.get(1)) else {
            continue;
        };
        let after = from(text, list.end());
        let line_start = before(text, whole.start())
            .rfind('\n')
            .map_or(0, |nl| nl + 1);
        let lead = slice(text, line_start..whole.start());
        // A heading "Question 3" or "Q3." opens an answer; it does not point to one.
        let heading = lead.trim_matches([' ', '*', '#', '>', '_', '|']).is_empty()
            && (after
                .trim_start_matches(['*', ' '])
                .starts_with([':', '.', '\n', '|', ')', '–', '-'])
                || after.is_empty());
        let year =
            list.as_str().len() == 4 && list.as_str().bytes().all(|byte| byte.is_ascii_digit());
        let quantity = NOT_QUESTION.is_match(after)
            && !after.trim_start().starts_with("above")
            && !after.trim_start().starts_with("below")
            && !after.trim_start().starts_with("asks");
        let word = slice(text, whole.start()..list.start()).to_lowercase();
        // "request 2" and "response 4" speak of many things; "question" and "Q" of one.
        let sure = word.contains("question")
            || word.trim_end() == "q"
            || word.starts_with("qs")
            || word.starts_with("qn");
        if heading || year || OTHER.is_match(after) || (quantity && !sure) {
            continue;
        }
        let sentence_start = before(text, whole.start())
            .rfind(['.', '\n', '?', '!', ';'])
            .map_or(0, |at| at + 1);
        let sentence = slice(text, sentence_start..whole.end());
        let points = POINTS.is_match(sentence);
        if !sure && !points {
            continue;
        }
        let mut range: Option<u32> = None;
        for each in EACH.find_iter(list.as_str()) {
            let name: String = each
                .as_str()
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            let at = list.start() + each.start()..list.start() + each.end();
            let gap = slice(text, list.start()..at.start);
            let to = gap.trim_end().ends_with("to") || gap.trim_end().ends_with(['-', '–']);
            if let (Some(first), Ok(last), true) = (range, name.parse::<u32>(), to) {
                for number in first + 1..last.min(first + 60) {
                    found.push(Reference {
                        at: at.clone(),
                        name: number.to_string(),
                        points,
                    });
                }
            }
            range = name.parse().ok();
            found.push(Reference { at, name, points });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        references(text)
            .into_iter()
            .map(|one| format!("{}{}", one.name, if one.points { "!" } else { "" }))
            .collect()
    }

    #[test]
    fn references_are_read_in_their_many_forms() {
        assert_eq!(names("Please see our response to question 3."), ["3!"]);
        assert_eq!(names("See the answer to Q2(b)."), ["2(b)!"]);
        assert_eq!(names("Please see our reply to b)."), ["b)!"]);
        assert_eq!(names("As stated in questions 2 to 4"), ["2!", "3!", "4!"]);
        assert_eq!(
            names("for the reasons given in answer to questions 1 and 5"),
            ["1!", "5!"]
        );
        assert_eq!(
            names("See the answer to question 2 of your request of 9 January, which"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn headings_and_quantities_are_no_references() {
        for text in [
            "Question 3: How many?",
            "Q1. What is it?",
            "**Question 4**\nHow",
            "in part 20 hours",
            "we received requests 12 days late",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
