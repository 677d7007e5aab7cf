//! Finding past answers: the index hands over candidates, the ranking function decides.

use std::sync::PoisonError;

use jiff::civil::Date;

use super::index::Place;
use super::{Archive, ArchiveError, index_error};
use crate::domain::archive::PastAnswer;
use crate::domain::found::FoundAnswer;
use crate::domain::memory::Use;
use crate::domain::suggest::{Entry, Filter, Parts, Query, Signals, Weighed, scores};

/// A small archive is looked at whole.
const SMALL: u64 = 1_000;
/// How many candidates the index hands over.
const CANDIDATES: usize = 64;
/// How many for what is being typed, which is asked anew with the next letter.
const CANDIDATES_TYPED: usize = 48;
/// How many of those that were used again come to them.
const USED: usize = 16;

// A candidate that something speaks for.
struct Read {
    answer: PastAnswer,
    signals: Signals,
    parts: Parts,
    served: Option<String>,
    times: usize,
    last: Option<Date>,
}

impl Archive {
    /// Ranks the past answers for a question, best first; of two that fit alike the later one. `today` says how long
    /// ago an answer was used.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(
        &self,
        query: &Query,
        filter: &Filter,
        today: Date,
        limit: usize,
    ) -> Result<Vec<FoundAnswer>, ArchiveError> {
        let searcher = self.index.searcher();
        let entries = searcher.num_docs();
        if entries == 0 || limit == 0 || query.is_empty() || !filter.has_archive() {
            return Ok(Vec::new());
        }
        let failed = |error: tantivy::TantivyError| index_error(&error, &self.cache);
        let completed;
        let query = if let Some((begun, _)) = &query.half_typed {
            let stems = self.index.completions(&searcher, begun).map_err(failed)?;
            completed = query.completed(&stems);
            &completed
        } else {
            query
        };
        let weighed = Weighed::new(query, &self.statistics, |term| {
            count(self.index.holding(&searcher, &term.stem))
        });
        let most = match (entries <= SMALL, query.typed) {
            (true, _) => 1_000,
            (false, false) => CANDIDATES.max(limit),
            (false, true) => CANDIDATES_TYPED.max(limit),
        };
        let mut places = self
            .index
            .candidates(&searcher, query, filter, most)
            .map_err(failed)?;
        for id in self.used.candidates(query, USED) {
            places.extend(self.index.find(&searcher, id).map_err(failed)?);
        }
        places.sort_unstable();
        places.dedup();
        let read = self.read_all(&places, &weighed, filter, today);
        let parts: Vec<Parts> = read.iter().map(|read| read.parts).collect();
        let mut ranked: Vec<FoundAnswer> = read
            .into_iter()
            .zip(scores(&parts))
            .map(|(read, score)| {
                let (matched, fits) = weighed.verdict(&read.signals);
                FoundAnswer {
                    answer: read.answer,
                    score,
                    parts: read.parts,
                    matched,
                    fits,
                    served: read.served,
                    times: read.times,
                    last: read.last,
                }
            })
            .collect();
        ranked.sort_by(|a, b| {
            let later = b.answer.date.cmp(&a.answer.date);
            let by_score = b.score.total_cmp(&a.score);
            by_score
                .then(later)
                .then_with(|| a.answer.id.cmp(&b.answer.id))
        });
        ranked.truncate(limit);
        Ok(ranked)
    }

    fn read_all(
        &self,
        places: &[Place],
        weighed: &Weighed<'_>,
        filter: &Filter,
        today: Date,
    ) -> Vec<Read> {
        let mut stems = self.stems.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            let Some(answer) = self.read(place, &mut bytes) else {
                continue;
            };
            if !shows(filter, &answer) {
                continue;
            }
            let used = self.used.of(&answer.id);
            // What it served here says more than what another program remembers of it.
            let joined: Vec<String>;
            let served: &[String] = match used {
                Some((_, counted)) if answer.past_questions.is_empty() => counted,
                Some((_, counted)) => {
                    joined = counted
                        .iter()
                        .chain(&answer.past_questions)
                        .cloned()
                        .collect();
                    &joined
                }
                None => &answer.past_questions,
            };
            let entry = Entry {
                question: &answer.question,
                served,
                answer: &answer.answer,
            };
            let signals = weighed.read(&entry, &mut stems);
            if signals.speak(weighed.query.typed) {
                let weight = used.map_or(0.0, |(memory, _)| memory.weight(today));
                let nearest = signals.served.and_then(|at| served.get(usize::from(at)));
                found.push(Read {
                    parts: weighed.parts(&signals, weight),
                    served: nearest.cloned(),
                    times: used.map_or(0, |(memory, _)| memory.times()),
                    last: used.and_then(|(memory, _)| memory.last()),
                    signals,
                    answer,
                });
            }
        }
        found
    }

    /// Takes note that an answer was used, for this run of the program; the disk is the business of
    /// [`crate::store::memory`].
    pub fn learn(&mut self, id: &str, case: &Use) {
        self.used.learn(id, case);
    }
}

fn shows(filter: &Filter, answer: &PastAnswer) -> bool {
    filter.shows_outcome(answer.outcome)
        && filter.shows_any(&answer.provisions)
        && filter
            .since
            .is_none_or(|since| answer.date.is_some_and(|date| date >= since))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count that is a little off weighs the same"
)]
fn count(of: u64) -> f32 {
    of as f32
}
