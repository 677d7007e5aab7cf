//! How much a paragraph is about the correspondence and not about the subject.

use super::super::lexicon::{ADMIN_1, ADMIN_2, ADMIN_3, ADMIN_MAYBE, classes};
use super::{Ask, any, ask, words};

/// How much a paragraph is about the correspondence (format, limits, exemptions, thanks) and not about the subject.
pub(in super::super) fn admin(text: &str) -> u32 {
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
pub(in super::super) fn is_admin(text: &str) -> bool {
    is_admin_by(ask(text), admin(text))
}

/// The same, for one who has read the text already.
pub(in super::super) fn is_admin_by(ask: Ask, score: u32) -> bool {
    match ask {
        Ask::Question => score >= 3,
        Ask::Request => score >= 2,
        _ => score >= 1,
    }
}
