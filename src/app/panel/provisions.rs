//! The provisions as the panel searches them: by number, limb, word or nickname.

use super::PanelRow;
use crate::domain::regime::{Provision, Regime, Regimes};
use crate::text::fold::search_fold;
use crate::text::words::{Folded, words};

/// The provisions in the form in which they are searched; made once for each reading of the regimes.
#[derive(Debug, Clone, Default)]
pub struct ProvisionIndex {
    made_for: Option<u64>,
    packs: Vec<(String, Vec<Searchable>)>,
}

#[derive(Debug, Clone)]
struct Searchable {
    cite: String,
    label: String,
    /// Its title and its nicknames, folded.
    named: String,
    /// The stems of the same.
    stems: Vec<String>,
    /// The stems of its title, sorted, so that the order of words does not matter.
    title: Vec<String>,
    /// The same of each nickname.
    nicknames: Vec<Vec<String>>,
    rest: String,
    can_be_relied_on: bool,
}

impl Searchable {
    fn new(pack: &Regime, provision: &Provision) -> Self {
        let named = format!("{} {}", provision.title, provision.also.join(" "));
        Self {
            cite: provision.cite.to_lowercase(),
            label: pack.label(&provision.cite).to_lowercase(),
            stems: stems(&named),
            named: search_fold(&named),
            title: stems(&provision.title),
            nicknames: provision.also.iter().map(|name| stems(name)).collect(),
            rest: search_fold(&format!(
                "{} {} {}",
                provision.notes,
                provision.in_words(),
                pack.short
            )),
            can_be_relied_on: provision.can_be_relied_on(),
        }
    }
}

// The words between words. What says nothing in a request, such as "confirm", can say a lot about a provision.
fn is_little(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "at"
            | "by"
            | "for"
            | "from"
            | "in"
            | "is"
            | "it"
            | "of"
            | "on"
            | "or"
            | "the"
            | "to"
            | "with"
    )
}

fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words(text).map(|word| word.stem).collect();
    stems.sort_unstable();
    stems
}

// What was typed, in the forms in which it is compared.
struct Query {
    /// All of it, folded.
    folded: String,
    /// The words that say something, as typed; all words if none does.
    words: Vec<String>,
    /// The stem of each word that says something, and the word itself, which may not be typed to its end yet.
    telling: Vec<(String, String)>,
    /// The stems of all words, sorted.
    whole: Vec<String>,
}

impl Query {
    fn new(typed: &str) -> Self {
        let split = search_fold(typed);
        let all = || split.split_whitespace().map(str::to_owned);
        let mut telling_words: Vec<String> = all().filter(|word| !is_little(word)).collect();
        if telling_words.is_empty() {
            telling_words = all().collect();
        }
        let pair = |word: Folded| (word.stem, word.lower);
        let mut telling: Vec<_> = words(typed)
            .filter(|word| !is_little(&word.lower))
            .map(pair)
            .collect();
        if telling.is_empty() {
            telling = words(typed).map(pair).collect();
        }
        Self {
            words: telling_words,
            telling,
            whole: stems(typed),
            folded: split.trim().to_owned(),
        }
    }
}

impl ProvisionIndex {
    /// Brings the index up to date with the regimes; `generation` counts their readings.
    pub fn refresh(&mut self, regimes: &Regimes, generation: u64) {
        if self.made_for == Some(generation) {
            return;
        }
        self.made_for = Some(generation);
        let pack = |pack: &std::sync::Arc<Regime>| {
            let all = pack
                .provisions
                .iter()
                .map(|provision| Searchable::new(pack, provision));
            (pack.id.clone(), all.collect())
        };
        self.packs = regimes.iter().map(pack).collect();
    }

    /// Lists the provisions for what was typed: by number, limb, word or nickname. The question's own regime comes
    /// first.
    ///
    /// Without anything typed only those are listed that a letter can rely on.
    pub fn rows(&self, typed: &str, regime: &str) -> Vec<PanelRow> {
        let own = self.packs.iter().filter(|(id, _)| id == regime);
        let others = self.packs.iter().filter(|(id, _)| id != regime);
        let query = Query::new(typed);
        let mut rows = Vec::new();
        for (id, provisions) in own.chain(others) {
            let mut hits: Vec<(u8, usize)> = provisions
                .iter()
                .enumerate()
                .filter(|(_, provision)| !query.words.is_empty() || provision.can_be_relied_on)
                .filter_map(|(index, provision)| rank(provision, &query).map(|rank| (rank, index)))
                .collect();
            hits.sort_unstable();
            rows.extend(hits.into_iter().map(|(_, index)| PanelRow::Provision {
                regime: id.clone(),
                index,
            }));
        }
        rows
    }
}

// 0 for the very provision, its title or a nickname, 1 for its limbs or part of a nickname, 2 for words of its title
// and its nicknames, 3 for words of its notes.
fn rank(provision: &Searchable, query: &Query) -> Option<u8> {
    let by_word = rank_by_word(provision, query);
    match (by_word, rank_by_nickname(provision, query)) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

fn rank_by_nickname(provision: &Searchable, query: &Query) -> Option<u8> {
    if query.telling.is_empty() {
        return None;
    }
    let names = &provision.nicknames;
    let by_number = provision.cite == query.folded || provision.label == query.folded;
    if by_number || provision.title == query.whole || names.contains(&query.whole) {
        return Some(0);
    }
    let holds = |name: &Vec<String>| {
        let has = |(stem, word): &(String, String)| {
            name.iter()
                .any(|known| known == stem || known.starts_with(word.as_str()))
        };
        query.telling.iter().all(has)
    };
    names.iter().any(holds).then_some(1)
}

fn rank_by_word(provision: &Searchable, query: &Query) -> Option<u8> {
    let mut worst = 0;
    for word in &query.words {
        let number = word.trim_start_matches("s.").trim_start_matches("reg.");
        let after_s = number
            .strip_prefix('s')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let number = after_s.unwrap_or(number);
        let stem_of = |(_, lower): &&(String, String)| lower == word;
        let stem = query.telling.iter().find(stem_of).map(|(stem, _)| stem);
        let rank = if provision.cite == *number || provision.label == *word {
            0
        } else if !number.is_empty() && provision.cite.starts_with(number) {
            1
        } else if provision.named.contains(word.as_str())
            || stem.is_some_and(|stem| provision.stems.contains(stem))
        {
            2
        } else if provision.rest.contains(word.as_str()) {
            3
        } else {
            return None;
        };
        worst = worst.max(rank);
    }
    Some(worst)
}

#[cfg(test)]
mod tests;
