//! The uses of past answers, in memory: few answers are used again, and those are worth finding by what they served.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::memory::{Memory, Use};
use crate::domain::suggest::{Entry, Query, SuggestIndex};
use crate::store::memory;
use crate::text::words::Stems;

/// The past answers that were used again.
#[derive(Debug, Default)]
pub(super) struct UsedAnswers {
    by_id: BTreeMap<String, Known>,
    // By the place in the index.
    ids: Vec<String>,
    index: SuggestIndex,
    unread: usize,
}

#[derive(Debug, Default)]
struct Known {
    place: usize,
    memory: Memory,
    counted: Vec<String>,
}

impl UsedAnswers {
    /// Reads what is remembered in the folder of an archive.
    pub(super) fn read(folder: &Path) -> Self {
        let (memories, problems) = memory::of_archive(folder);
        let mut stems = Stems::default();
        let mut used = Self {
            unread: problems.len(),
            ..Self::default()
        };
        for (place, (id, memory)) in memories.into_iter().enumerate() {
            let counted = memory.counted(&mut stems);
            used.ids.push(id.clone());
            used.by_id.insert(
                id,
                Known {
                    place,
                    memory,
                    counted,
                },
            );
        }
        let entries = used.by_id.values().map(|known| Entry {
            served: &known.counted,
            ..Entry::default()
        });
        used.index = SuggestIndex::build(entries);
        used
    }

    /// Tells how many lines say nothing.
    pub(super) fn unread(&self) -> usize {
        self.unread
    }

    /// Adds a use.
    pub(super) fn learn(&mut self, id: &str, case: &Use) {
        let mut stems = Stems::default();
        if !self.by_id.contains_key(id) {
            let place = self.index.push(&Entry::default(), &mut stems);
            self.ids.push(id.to_owned());
            self.by_id.insert(
                id.to_owned(),
                Known {
                    place,
                    ..Known::default()
                },
            );
        }
        if let Some(known) = self.by_id.get_mut(id)
            && known.memory.add(case.clone())
        {
            self.index
                .serve(known.place, known.counted.len(), &case.question, &mut stems);
            known.counted.push(case.question.clone());
        }
        self.index.settle();
    }

    /// Returns the ids of those whose uses hold most of what is looked for.
    pub(super) fn candidates(&self, query: &Query, most: usize) -> impl Iterator<Item = &str> {
        let places = if self.ids.is_empty() {
            Vec::new()
        } else {
            self.index.holding_most(query, most)
        };
        places
            .into_iter()
            .filter_map(|place| self.ids.get(place).map(String::as_str))
    }

    /// Returns what is remembered of an answer, and the questions that count.
    pub(super) fn of(&self, id: &str) -> Option<(&Memory, &[String])> {
        let known = self.by_id.get(id)?;
        Some((&known.memory, &known.counted))
    }
}
