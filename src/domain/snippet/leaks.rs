//! What of a case would leak into a shared library with a snippet: the requester, references, personal data.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::draft::{DraftPart, SnippetDraft};
use super::facts::{CaseMarks, is_own, places};
use crate::domain::reading::{PersonalKind, personal};
use crate::text::pattern::compiled;
use crate::text::slice;

/// The shortest surname that is looked for by itself: shorter ones are words too.
const SHORTEST_SURNAME: usize = 4;

/// Something of a case in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The part of the draft.
    pub part: DraftPart,
    /// Where in that part's text.
    pub at: Range<usize>,
    /// The words themselves.
    pub words: String,
    /// What they are, for the officer.
    pub what: &'static str,
    /// Whether it may be meant: a public telephone number is no leak, the requester's name always is.
    pub may_be_meant: bool,
}

static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b[A-Z]{2,6}[-/](?:20)?\d{2}[-/]\d{2,6}\b"));

/// Finds what would leak with a draft, the requester first.
pub fn leaks(draft: &SnippetDraft, marks: &CaseMarks<'_>) -> Vec<Leak> {
    let mut found = Vec::new();
    for (part, text) in texts_of(draft) {
        in_text(part, text, marks, &mut found);
    }
    found.sort_by_key(|leak: &Leak| leak.may_be_meant);
    found
}

/// Finds the requesters of other cases in a draft: who asked, and the reference. A name of one word is a word too, and
/// says nothing by itself.
pub fn requesters_in(draft: &SnippetDraft, cases: &[(String, String)]) -> Vec<Leak> {
    let mut found: Vec<Leak> = Vec::new();
    for (part, text) in texts_of(draft) {
        // Most names of a thousand cases are not there, which is told at a glance.
        let lower = text.to_lowercase();
        for (requester, reference) in cases {
            let known = [
                (
                    requester,
                    "the name of a requester",
                    requester.trim().contains(' '),
                ),
                (reference, "the reference of a case", true),
            ];
            for (words, what, telling) in known {
                let first = words.split_whitespace().next().unwrap_or_default();
                if !telling || first.is_empty() || !lower.contains(&first.to_lowercase()) {
                    continue;
                }
                found.extend(places(text, words).into_iter().map(|at| Leak {
                    part,
                    words: slice::slice(text, at.clone()).to_owned(),
                    at,
                    what,
                    may_be_meant: false,
                }));
            }
        }
    }
    found
}

fn texts_of(draft: &SnippetDraft) -> Vec<(DraftPart, &str)> {
    let mut texts: Vec<(DraftPart, &str)> = vec![
        (DraftPart::Body, &draft.body),
        (DraftPart::Title, &draft.title),
        (DraftPart::UseWhen, &draft.use_when),
    ];
    texts.extend(draft.tags.iter().map(|tag| (DraftPart::Tags, tag.as_str())));
    for field in &draft.fields {
        texts.push((DraftPart::Fields, &field.prompt));
        texts.push((DraftPart::Fields, &field.default));
    }
    texts
}

fn in_text(part: DraftPart, text: &str, marks: &CaseMarks<'_>, found: &mut Vec<Leak>) {
    let mut push = |at: Range<usize>, what, may_be_meant| {
        let free =
            |leak: &Leak| leak.part != part || leak.at.end <= at.start || at.end <= leak.at.start;
        if found.iter().all(free) {
            found.push(Leak {
                part,
                words: slice::slice(text, at.clone()).to_owned(),
                at,
                what,
                may_be_meant,
            });
        }
    };
    for at in places(text, marks.requester) {
        push(at, "the name of this case’s requester", false);
    }
    let surname = marks.requester.split_whitespace().next_back().unwrap_or("");
    if marks.requester.contains(' ') && surname.chars().count() >= SHORTEST_SURNAME {
        for at in places(text, surname) {
            let capital = slice::slice(text, at.clone()).starts_with(char::is_uppercase);
            if capital {
                push(at, "the surname of this case’s requester", true);
            }
        }
    }
    for at in places(text, marks.reference) {
        push(at, "the reference of this case", false);
    }
    for hit in REFERENCE.find_iter(text) {
        push(hit.range(), "the reference of a case", true);
    }
    for own in personal(text) {
        if !is_own(slice::slice(text, own.at.clone()), marks.authority) {
            push(own.at, what_it_is(own.kind), true);
        }
    }
}

fn what_it_is(kind: PersonalKind) -> &'static str {
    match kind {
        PersonalKind::Email => "an e-mail address",
        PersonalKind::Telephone => "a telephone number",
        PersonalKind::NationalInsurance => "a National Insurance number",
        PersonalKind::NhsNumber => "an NHS number",
        PersonalKind::HomeAddress => "an address",
        PersonalKind::Bank => "bank details",
        PersonalKind::BirthDate => "a date of birth",
        PersonalKind::Vehicle => "a registration mark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::authority::Authority;
    use crate::domain::snippet::SnippetField;

    fn found(draft: &SnippetDraft) -> Vec<(DraftPart, String, bool)> {
        let authority = Authority {
            contact: "foi@wexbridge.example".into(),
            ..Authority::default()
        };
        let marks = CaseMarks {
            requester: "Ann Okafor",
            reference: "FOI-2026-0417",
            received: None,
            due: None,
            authority: &authority,
        };
        let leaks = leaks(draft, &marks).into_iter();
        leaks
            .map(|leak| (leak.part, leak.words, leak.may_be_meant))
            .collect()
    }

    #[test]
    fn the_requester_and_the_case_are_found_in_every_part() {
        let draft = SnippetDraft {
            title: "Answer to ann okafor".into(),
            use_when: "As in FOI-2026-0417".into(),
            body: "Dear Ms Okafor,\n\nwrite to foi@wexbridge.example, not to ann@mail.example."
                .into(),
            fields: vec![SnippetField {
                default: "12 Mill Lane, Wexbridge, WX1 2AB".into(),
                ..SnippetField::default()
            }],
            ..SnippetDraft::default()
        };
        let expected = [
            (DraftPart::Title, "ann okafor", false),
            (DraftPart::UseWhen, "FOI-2026-0417", false),
            (DraftPart::Body, "Okafor", true),
            (DraftPart::Body, "ann@mail.example", true),
            (DraftPart::Fields, "12 Mill Lane, Wexbridge, WX1 2AB", true),
        ];
        let expected = expected.map(|(part, words, meant)| (part, words.to_owned(), meant));
        assert_eq!(found(&draft), expected);
    }

    #[test]
    fn the_requester_of_any_case_is_found_and_a_single_word_is_not_taken_for_one() {
        let draft = SnippetDraft {
            body: "Green bins were emptied for Robin  Other, see WX/77.".into(),
            ..SnippetDraft::default()
        };
        let cases = [
            ("Robin Other".to_owned(), "WX/77".to_owned()),
            ("Green".to_owned(), "WX/78".to_owned()),
            (String::new(), "WX/7".to_owned()),
        ];
        let found: Vec<String> = requesters_in(&draft, &cases)
            .into_iter()
            .map(|leak| leak.words)
            .collect();
        assert_eq!(found, ["Robin  Other", "WX/77"]);
    }

    #[test]
    fn a_clean_draft_leaks_nothing() {
        let draft = SnippetDraft {
            body: "{{requester}} asked for the number of benches.".into(),
            ..SnippetDraft::default()
        };
        assert_eq!(found(&draft), []);
    }
}
