//! What an officer notices of the ranking.

use super::*;

fn entry<'a>(question: &'a str, answer: &'a str) -> Entry<'a> {
    Entry {
        question,
        answer,
        served: &[],
    }
}

fn index() -> SuggestIndex {
    SuggestIndex::build([
        entry(
            "Register of breaches held. A question about a register of data breaches.",
            "A register is held.",
        ),
        entry(
            "Not held: tool not used. The question is about WhatsApp or another tool.",
            "Not held.",
        ),
        entry(
            "Cyber defences. Security of the network.",
            "A breach would harm the network.",
        ),
    ])
}

fn rank(index: &SuggestIndex, question: &str) -> Vec<Ranked> {
    index.rank(&Query::of(question, &Synonyms::default()), |_| 0.0)
}

#[test]
fn the_entry_about_the_subject_comes_first_and_says_why() {
    let ranked = rank(
        &index(),
        "Does the council hold a register of data breaches?",
    );
    assert_eq!(ranked[0].index, 0);
    assert_eq!(ranked[0].matched, ["register", "data", "breaches"]);
    assert!(ranked[0].fits);
}

#[test]
fn a_half_typed_word_finds_already() {
    assert_eq!(
        index().rank(&Query::typed("what", &Synonyms::default()), |_| 0.0)[0].index,
        1,
        "a stop word typed whole is still the start of WhatsApp"
    );
    let ranked = index().rank(&Query::typed("regis", &Synonyms::default()), |_| 0.0);
    assert_eq!(ranked[0].index, 0);
}

#[test]
fn nothing_fits_a_question_about_something_else() {
    assert!(
        rank(&index(), "grit bins")
            .iter()
            .all(|ranked| !ranked.fits)
    );
}

#[test]
fn one_common_word_of_many_does_not_make_an_answer_fit() {
    let ranked = rank(
        &index(),
        "How much was spent on repairing the tool sheds of allotments near the railway station?",
    );
    assert!(ranked.iter().all(|ranked| !ranked.fits), "{ranked:?}");
}

#[test]
fn a_misspelt_word_still_finds() {
    let ranked = rank(&index(), "whattsapp");
    assert_eq!(ranked[0].index, 1);
}

#[test]
fn a_question_that_was_served_before_is_found_again() {
    let served = ["Which messaging programs may staff install?".to_owned()];
    let index = SuggestIndex::build([
        entry("Installing software", "Staff ask the service desk."),
        Entry {
            served: &served,
            ..entry("WhatsApp", "It is not used.")
        },
    ]);
    let ranked = rank(&index, "Which messaging programs may officers install?");
    assert_eq!(ranked[0].index, 1);
}
