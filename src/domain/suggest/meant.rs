//! How far an entry means what is asked: the best of its questions, or all its words together.

use super::entry::Asked;
use super::score::best_few;
use super::vectors::{Meaning, Vectors};

/// Two texts about different things mean the same as far as this by chance.
const CHANCE: f32 = 0.2;
/// What all words of an entry together weigh against the best of its questions.
const WHOLE: f32 = 1.1;

/// What an entry means.
#[derive(Debug, Clone, Default)]
pub(super) struct Meant {
    asked: Vec<Meaning>,
    whole: Option<Meaning>,
}

impl Meant {
    /// Reads what an entry means from its questions and from all its words with their weights.
    pub(super) fn of(asked: &[Asked], words: Vec<(u64, f32)>, vectors: Vectors) -> Self {
        Self {
            asked: asked
                .iter()
                .filter_map(|asked| meaning_of(asked, vectors))
                .collect(),
            whole: vectors.meaning(words),
        }
    }

    /// Takes in a question that the entry has served.
    pub(super) fn serve(&mut self, asked: &Asked, vectors: Vectors) {
        self.asked.extend(meaning_of(asked, vectors));
    }

    /// Returns how far it means what is asked, chance taken off: 0.9 for the same, 0 for what has nothing to do with it.
    pub(super) fn alike(&self, query: &Meaning) -> f32 {
        let mut asked: Vec<f32> = self.asked.iter().map(|one| one.alike(query)).collect();
        (best_few(&mut asked).max(WHOLE * self.whole_alike(query)) - CHANCE).max(0.0)
    }

    /// Returns how far all its words together mean what is asked, chance included.
    pub(super) fn whole_alike(&self, query: &Meaning) -> f32 {
        self.whole.as_ref().map_or(0.0, |whole| whole.alike(query))
    }
}

fn meaning_of(asked: &Asked, vectors: Vectors) -> Option<Meaning> {
    vectors.meaning(asked.keys.iter().map(|key| (*key, 1.0)))
}
