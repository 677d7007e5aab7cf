//! Answers of many letters that are nearly the same: what they share as the text of one snippet, what differs as fields.
//!
//! Nothing that differs becomes the suggestion for a field: it was the fact of one request, and might be a name.

use std::collections::HashMap;

use crate::domain::archive::PastAnswer;
use crate::domain::outcome::Outcome;
use crate::text::words::key_of;

mod align;
mod kind;

pub use kind::Kind;

/// Answers that are nearly the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Their places among all answers, the one that gives the wording first.
    pub members: Vec<usize>,
    /// What became of all of them.
    pub outcome: Option<Outcome>,
    /// What all of them rely on.
    pub provisions: Vec<String>,
    /// The text, with placeholders where they differ.
    pub text: String,
    /// What stands in the placeholders, in the order of the text.
    pub fields: Vec<Differing>,
}

/// Words that are not the same in all answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The name of the field.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What stood there, each once, in the order of the answers; nothing for names.
    pub seen: Vec<String>,
    /// Whether nothing stands there in one of them.
    pub optional: bool,
}

/// Fewer words are alike by chance.
const FEWEST_WORDS: usize = 8;
/// How many sketches of an answer are kept, by which its like is found.
const SKETCHES: usize = 24;
/// No more than this many groups are compared with an answer.
const MOST_COMPARED: usize = 12;

/// Groups answers that are nearly alike. The largest groups come first; an answer is in one group at most.
pub fn alike(answers: &[PastAnswer]) -> Vec<Alike> {
    let tokens: Vec<Vec<align::Token<'_>>> = answers
        .iter()
        .map(|answer| align::tokens(&answer.answer))
        .collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_sketch: HashMap<u64, Vec<usize>> = HashMap::new();
    // The latest answer leads, so that its wording is taken.
    let mut order: Vec<usize> = (0..answers.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(answers.get(*at).and_then(|answer| answer.date)));
    for at in order {
        let (Some(answer), Some(own)) = (answers.get(at), tokens.get(at)) else {
            continue;
        };
        if own.len() < FEWEST_WORDS || answer.answer.contains("{{") {
            continue;
        }
        let sketches = sketches(answer, own);
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for sketch in &sketches {
            for group in by_sketch.get(sketch).into_iter().flatten() {
                *votes.entry(*group).or_default() += 1;
            }
        }
        let mut likely: Vec<(usize, usize)> = votes.into_iter().collect();
        likely.sort_by_key(|(group, votes)| (std::cmp::Reverse(*votes), *group));
        let joined = likely.iter().take(MOST_COMPARED).find_map(|(group, _)| {
            let leader = groups.get(*group)?.first().copied()?;
            let other = tokens.get(leader)?;
            align::share_enough(other, own).then_some(*group)
        });
        if let Some(group) = joined {
            if let Some(group) = groups.get_mut(group) {
                group.push(at);
            }
        } else {
            for sketch in sketches {
                by_sketch.entry(sketch).or_default().push(groups.len());
            }
            groups.push(vec![at]);
        }
    }
    let mut found: Vec<Alike> = groups
        .into_iter()
        .filter(|group| group.len() > 1)
        .filter_map(|group| merged(&group, answers, &tokens))
        .collect();
    found.sort_by_key(|alike| std::cmp::Reverse(alike.members.len()));
    found
}

// Pairs of words, the smallest by their numbers: two texts that share much share some of these. Outcome and provisions
// are part of each, so that answers are only compared with their like.
fn sketches(answer: &PastAnswer, own: &[align::Token<'_>]) -> Vec<u64> {
    let mut provisions = answer.provisions.clone();
    provisions.sort();
    let kind = answer.outcome.map_or("", Outcome::id);
    let kind = format!("{kind} {}", provisions.join(" "));
    let mut keys: Vec<u64> = own
        .windows(2)
        .filter_map(|pair| match pair {
            [one, two] => Some(key_of(&format!("{kind} {} {}", one.plain(), two.plain()))),
            _ => None,
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(SKETCHES);
    keys
}

fn merged(
    group: &[usize],
    answers: &[PastAnswer],
    tokens: &[Vec<align::Token<'_>>],
) -> Option<Alike> {
    let first = answers.get(*group.first()?)?;
    let texts: Vec<&Vec<align::Token<'_>>> =
        group.iter().filter_map(|at| tokens.get(*at)).collect();
    let merged = align::merge(&texts)?;
    let mut fields: Vec<Differing> = Vec::new();
    let mut text = String::new();
    for part in merged {
        let (values, space) = match part {
            align::Part::Same(words) => {
                text.push_str(&words);
                continue;
            }
            align::Part::Differs { values, space } => (values, space),
        };
        let filled: Vec<&String> = values.iter().filter(|value| !value.is_empty()).collect();
        let kind = Kind::of(&filled);
        let mut seen: Vec<String> = Vec::new();
        if kind.may_be_shown() {
            for value in &filled {
                if !seen.contains(*value) {
                    seen.push((*value).clone());
                }
            }
        }
        let count = fields.iter().filter(|field| field.kind == kind).count();
        let name = match count {
            0 => kind.name().to_owned(),
            count => format!("{}_{}", kind.name(), count + 1),
        };
        text.push_str("{{");
        text.push_str(&name);
        text.push_str("}}");
        text.push_str(&space);
        fields.push(Differing {
            name,
            kind,
            seen,
            optional: filled.len() < values.len(),
        });
    }
    // Texts that are the same word for word are one answer already.
    (!fields.is_empty()).then(|| Alike {
        members: group.to_vec(),
        outcome: first.outcome,
        provisions: first.provisions.clone(),
        text: text.trim().to_owned(),
        fields,
    })
}

#[cfg(test)]
mod tests;
