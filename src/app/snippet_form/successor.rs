//! The snippet that takes the place of one that is withdrawn, found by a few letters of its title.

use super::{SnippetForm, names};
use crate::app::form::Form as _;
use crate::domain::library::Library;
use crate::domain::snippet::draft::DraftPart;
use crate::text::fold::search_fold;

/// How many are offered.
const MOST: usize = 4;

/// A snippet that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Returns the snippets that can take the place of `own` and have all typed letters in their title or id: those whose
/// title begins so first. None if an id was typed.
pub(super) fn offers(library: &Library, own: &str, typed: &str) -> Vec<Offer> {
    let typed = search_fold(typed.trim());
    if typed.is_empty() || library.get(&typed).is_some() {
        return Vec::new();
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(bool, Offer)> = Vec::new();
    for snippet in library.snippets() {
        let title = search_fold(&snippet.title);
        let has = |word: &&str| title.contains(*word) || snippet.id.contains(*word);
        if snippet.id != own && !snippet.is_withdrawn() && words.iter().all(has) {
            let offer = Offer {
                id: snippet.id.clone(),
                title: snippet.title.clone(),
            };
            found.push((!title.starts_with(&typed), offer));
        }
    }
    found.sort_by_key(|(inside, offer)| (*inside, offer.title.len()));
    let best = found.into_iter().map(|(_, offer)| offer);
    best.take(MOST).collect()
}

impl SnippetForm {
    fn asks_for_successor(&self) -> bool {
        self.field().part.name == names::name_of(DraftPart::Successor)
    }

    /// Takes the first of the snippets that are offered as successor. Returns whether there was one.
    pub fn take_offer(&mut self) -> bool {
        let first = self.offers.first().map(|offer| offer.id.clone());
        let Some(id) = first.filter(|_| self.asks_for_successor()) else {
            return false;
        };
        if let Some(field) = self.fields.get_mut(self.at) {
            field.set(id);
        }
        self.offers.clear();
        self.changed();
        true
    }

    /// Returns what stands beside the part that is asked for: why the last save was not made, or what is offered.
    pub fn aside(&self) -> Vec<String> {
        if let Some(words) = &self.complaint {
            return vec![words.clone()];
        }
        if !self.asks_for_successor() {
            return Vec::new();
        }
        let open = self
            .faults
            .iter()
            .any(|fault| fault.part == DraftPart::Successor);
        if open && self.offers.is_empty() {
            return vec!["No other snippet has these letters in its title.".to_owned()];
        }
        let offers = self.offers.iter().enumerate();
        let lines = offers.map(|(at, offer)| {
            let key = if at == 0 { "Enter takes" } else { "or" };
            format!("{key} “{}” ({})", offer.title, offer.id)
        });
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::snippet::{Snippet, State};

    #[test]
    fn letters_of_a_title_find_the_snippet_and_an_id_needs_none() {
        let own = |id: &str, title: &str, state| Snippet {
            id: id.into(),
            title: title.into(),
            state,
            ..Snippet::default()
        };
        let library = Library::new(
            [
                own("answers/a", "Benches, counted", State::Approved),
                own("answers/b", "Old benches", State::Approved),
                own("answers/c", "Benches of old", State::Withdrawn),
                own("answers/d", "Trees", State::Approved),
            ],
            Vec::new(),
        );
        let ids = |typed: &str| -> Vec<String> {
            let found = offers(&library, "answers/d", typed).into_iter();
            found.map(|offer| offer.id).collect()
        };
        assert_eq!(ids("Bench"), ["answers/a", "answers/b"]);
        assert_eq!(ids("count ben"), ["answers/a"]);
        assert_eq!(ids("answers/a"), Vec::<String>::new());
        assert_eq!(ids("tree"), Vec::<String>::new(), "never its own");
        assert_eq!(ids(" "), Vec::<String>::new());
    }
}
