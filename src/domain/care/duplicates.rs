//! Snippets that say the same twice, and snippets that answer one question in opposite ways.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::outcome::{Held, Outcome};
use crate::domain::snippet::Snippet;
use crate::text::placeholder;
use crate::text::words::words;

/// How many words in a row make a shingle.
const SHINGLE: usize = 3;
/// From this share of common shingles on, two texts say the same.
const NEAR: f32 = 0.6;
/// From this share of common words on, two snippets answer the same question.
const SAME_QUESTION: f32 = 0.75;
/// From this share of shingles on, two texts are variants of each other, so that their outcomes are compared.
const VARIANT: f32 = 0.35;
/// A shingle that more snippets have says nothing: "section 17 of the Act".
const TOO_COMMON: usize = 60;

/// What two snippets are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairKind {
    /// The same question, opposite answers.
    Contradictory,
    /// Nearly the same text.
    Duplicate,
}

/// Two snippets that belong together, by their places in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one.
    pub one: usize,
    /// The other, which stands behind it.
    pub other: usize,
    /// What they are to each other.
    pub kind: PairKind,
    /// How alike their texts are, from 0 to 1.
    pub alike: f32,
}

/// Finds the pairs among snippets that can be used: contradictions first, then the most alike. `served` tells which
/// questions a snippet has answered, by its place.
pub fn pairs<'q, Q>(snippets: &[Arc<Snippet>], served: impl Fn(usize) -> Q) -> Vec<Pair>
where
    Q: IntoIterator<Item = &'q str>,
{
    let texts: Vec<Vec<u64>> = snippets.iter().map(|own| shingles(&own.body)).collect();
    let questions: Vec<Vec<u64>> = snippets.iter().map(|own| question_words(own)).collect();
    let mut found = Vec::new();
    let alike = |sets: &[Vec<u64>], one: usize, other: usize| {
        let (one, other) = (&sets[one], &sets[other]);
        jaccard(shared(one, other), one.len(), other.len())
    };
    for (one, other) in candidates(&texts) {
        let same = alike(&texts, one, other);
        consider(snippets, one, other, same, VARIANT, &mut found);
    }
    for (one, other) in candidates(&questions) {
        let long_enough = questions[one].len().min(questions[other].len()) >= 3;
        if long_enough && alike(&questions, one, other) >= SAME_QUESTION {
            consider(
                snippets,
                one,
                other,
                alike(&texts, one, other),
                0.0,
                &mut found,
            );
        }
    }
    // Two that have answered the same question in opposite ways stand in each other's way, whatever they say of themselves.
    let (mut of, mut asked) = (Vec::new(), Vec::new());
    for at in 0..snippets.len() {
        for question in served(at) {
            of.push(at);
            asked.push(word_keys(question));
        }
    }
    for (one, other) in candidates(&asked) {
        let long_enough = asked[one].len().min(asked[other].len()) >= 3;
        if of[one] != of[other] && long_enough && alike(&asked, one, other) >= SAME_QUESTION {
            let (one, other) = (of[one].min(of[other]), of[one].max(of[other]));
            let same = alike(&texts, one, other);
            consider(snippets, one, other, same, 0.0, &mut found);
        }
    }
    found.sort_by(|a, b| {
        (a.kind, b.alike, a.one, a.other)
            .partial_cmp(&(b.kind, a.alike, b.one, b.other))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    found.dedup_by(|a, b| (a.one, a.other, a.kind) == (b.one, b.other, b.kind));
    found
}

fn consider(
    snippets: &[Arc<Snippet>],
    one: usize,
    other: usize,
    alike: f32,
    enough: f32,
    found: &mut Vec<Pair>,
) {
    let (left, right) = (&snippets[one], &snippets[other]);
    if left.is_withdrawn() || right.is_withdrawn() || !meet(left, right) {
        return;
    }
    let kind = if opposite(left.outcome, right.outcome) && alike >= enough {
        PairKind::Contradictory
    } else if alike >= NEAR && !opposite(left.outcome, right.outcome) {
        PairKind::Duplicate
    } else {
        return;
    };
    found.push(Pair {
        one,
        other,
        kind,
        alike,
    });
}

// Snippets of different laws never stand in the same list for a question.
fn meet(left: &Snippet, right: &Snippet) -> bool {
    match (&left.regime, &right.regime) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}

fn opposite(left: Option<Outcome>, right: Option<Outcome>) -> bool {
    let gives = |outcome: Outcome| {
        matches!(
            outcome,
            Outcome::Disclosed | Outcome::PartlyDisclosed | Outcome::AlreadyAvailable
        )
    };
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    let held = |outcome: Outcome| outcome.implies_held();
    let differ = matches!(
        (held(left), held(right)),
        (Some(Held::Yes | Held::Partly), Some(Held::No))
            | (Some(Held::No), Some(Held::Yes | Held::Partly))
    );
    let refused = |outcome: Outcome| matches!(outcome, Outcome::Refused | Outcome::Ncnd);
    differ || (gives(left) && refused(right)) || (refused(left) && gives(right))
}

// The pairs that have something in common which few others have.
fn candidates(sets: &[Vec<u64>]) -> BTreeSet<(usize, usize)> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, set) in sets.iter().enumerate() {
        for key in set {
            places.entry(*key).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for list in places.values().filter(|list| list.len() <= TOO_COMMON) {
        for (row, one) in list.iter().enumerate() {
            pairs.extend(list.iter().skip(row + 1).map(|other| (*one, *other)));
        }
    }
    pairs
}

// How many two sorted lists have in common.
fn shared(one: &[u64], other: &[u64]) -> usize {
    one.iter()
        .filter(|key| other.binary_search(key).is_ok())
        .count()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words are far below what an f32 holds exactly"
)]
fn jaccard(common: usize, one: usize, other: usize) -> f32 {
    let all = one + other - common.min(one + other);
    if all == 0 {
        return 0.0;
    }
    common as f32 / all as f32
}

// What a field takes does not matter: each is the same word.
fn shingles(body: &str) -> Vec<u64> {
    let plain = placeholder::fill(body, |_| Some("field".to_owned()));
    let stems: Vec<String> = words(&plain).map(|word| word.lower).collect();
    let mut keys: Vec<u64> = if stems.len() < SHINGLE {
        vec![key(&stems)]
    } else {
        stems.windows(SHINGLE).map(key).collect()
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn question_words(snippet: &Snippet) -> Vec<u64> {
    word_keys(&format!("{} {}", snippet.use_when, snippet.tags.join(" ")))
}

fn word_keys(text: &str) -> Vec<u64> {
    let mut keys: Vec<u64> = words(text).map(|word| key(&[word.stem])).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(words: &[String]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(id: &str, outcome: Outcome, use_when: &str, body: &str) -> Arc<Snippet> {
        Arc::new(Snippet {
            id: id.into(),
            outcome: Some(outcome),
            use_when: use_when.into(),
            body: body.into(),
            ..Snippet::default()
        })
    }

    fn nothing(_: usize) -> [&'static str; 0] {
        []
    }

    const HELD: &str = "The council holds a register of data breaches in {{year}} and it lists every breach that was reported to the data protection officer.";

    #[test]
    fn nearly_the_same_text_is_a_duplicate_whatever_its_fields_are_called() {
        let twin = HELD
            .replace("{{year}}", "{{period}}")
            .replace("every", "each");
        let all = [
            snippet("a", Outcome::Disclosed, "Registers", HELD),
            snippet("b", Outcome::Disclosed, "Breaches", &twin),
            snippet(
                "c",
                Outcome::Disclosed,
                "Benches",
                "We bought benches for the parks last year.",
            ),
        ];
        let found = pairs(&all, nothing);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].one, found[0].other, found[0].kind),
            (0, 1, PairKind::Duplicate)
        );
    }

    #[test]
    fn opposite_answers_to_one_question_contradict_each_other() {
        let use_when = "Somebody asks for the register of data breaches";
        let all = [
            snippet("a", Outcome::Disclosed, use_when, HELD),
            snippet(
                "b",
                Outcome::NotHeld,
                use_when,
                "Nothing of the kind is kept here.",
            ),
            snippet(
                "c",
                Outcome::NotHeld,
                "Somebody asks for benches",
                "No benches.",
            ),
        ];
        let found = pairs(&all, nothing);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].one, found[0].other, found[0].kind),
            (0, 1, PairKind::Contradictory)
        );
    }

    #[test]
    fn two_that_answered_one_question_in_opposite_ways_contradict_each_other() {
        let all = [
            snippet("a", Outcome::Disclosed, "Registers", HELD),
            snippet(
                "b",
                Outcome::NotHeld,
                "Lists",
                "Nothing of the kind is kept here.",
            ),
            snippet("c", Outcome::NotHeld, "Benches", "No benches."),
        ];
        let served = |at: usize| {
            let questions: [&[&str]; 3] = [
                &[
                    "Who pays?",
                    "Do you hold a register of data breaches for 2025?",
                ],
                &["Do you hold a register of data breaches for 2024?"],
                &["Who pays?"],
            ];
            questions[at].iter().copied()
        };
        let found = pairs(&all, served);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].one, found[0].other, found[0].kind),
            (0, 1, PairKind::Contradictory)
        );
    }

    #[test]
    fn variants_with_opposite_outcomes_contradict_each_other() {
        let not = HELD.replace("holds", "does not hold");
        let all = [
            snippet("a", Outcome::Disclosed, "Registers", HELD),
            snippet("b", Outcome::NotHeld, "Breaches", &not),
        ];
        assert_eq!(pairs(&all, nothing)[0].kind, PairKind::Contradictory);
    }

    #[test]
    fn what_is_withdrawn_or_of_another_law_is_left_alone() {
        let mut one = (*snippet("a", Outcome::Disclosed, "x", HELD)).clone();
        let other = snippet("b", Outcome::Disclosed, "x", HELD);
        one.state = crate::domain::snippet::State::Withdrawn;
        assert_eq!(pairs(&[Arc::new(one.clone()), other.clone()], nothing), []);
        one.state = crate::domain::snippet::State::Approved;
        one.regime = Some("uk-foia".into());
        let mut eir = (*other).clone();
        eir.regime = Some("uk-eir".into());
        assert_eq!(pairs(&[Arc::new(one), Arc::new(eir)], nothing), []);
    }
}
