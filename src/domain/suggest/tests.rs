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

#[test]
fn an_answer_in_other_words_is_found_by_what_it_means() {
    let vectors = vectors::tests::table(&[
        ("bin", 90, 20),
        ("lorri", 80, 30),
        ("refus", 85, 25),
        ("vehicl", 80, 20),
        ("librari", -20, 90),
        ("book", -10, 80),
    ]);
    let entries = [
        entry("Library books", "Books are lent by every library."),
        entry("Refuse vehicles", "Seven refuse vehicles are electric."),
    ];
    let mut synonyms = Synonyms::default();
    let mut index = SuggestIndex::build(entries);
    let query = Query::of("bin lorries", &synonyms);
    assert!(index.rank(&query, |_| 0.0).is_empty(), "no word is shared");

    synonyms.add_vectors(vectors);
    index.read_meanings(entries, vectors);
    let query = Query::of("bin lorries", &synonyms);
    let ranked = index.rank(&query, |_| 0.0);
    assert_eq!(ranked[0].index, 1);
    assert!(ranked[0].fits && ranked[0].matched.is_empty());
    assert_eq!(index.rank(&query, |_| 0.0), ranked, "the same every time");

    let query = Query::of("zyxw", &synonyms);
    assert!(
        index.rank(&query, |_| 0.0).is_empty(),
        "nothing is known of it"
    );
}

#[test]
fn a_question_served_since_is_found_in_other_words() {
    let vectors = vectors::tests::table(&[("lorri", 90, 10), ("vehicl", 80, 20), ("pool", -9, 80)]);
    let entries = [
        entry("Pool", "The pool is open."),
        entry("Fleet", "A list."),
    ];
    let mut synonyms = Synonyms::default();
    synonyms.add_vectors(vectors);
    let mut index = SuggestIndex::build(entries);
    index.read_meanings(entries, vectors);
    let mut stems = crate::text::words::Stems::default();
    index.serve(1, 0, "Which vehicles?", &mut stems);
    index.settle();
    let ranked = index.rank(&Query::of("lorries", &synonyms), |_| 0.0);
    assert_eq!(ranked[0].index, 1);
}
