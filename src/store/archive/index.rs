//! The inverted files of the archive: tantivy on the local disk, beside the plain text and made from it.
//!
//! Tantivy writes its own folder: it is crash-safe by segments that are written once, and nothing in it is the
//! officer's; a damaged or outdated index is thrown away and made anew. It keeps no text, only where the text stands.

mod changing;
mod stems;

use std::collections::HashMap;
use std::ops::Bound;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, Term};

use self::changing::{Changing, MEMORY};
use self::stems::StemTokenizer;
use super::super::files::{self, RealDisk};
use super::Remade;
use super::segments::SegmentFile;
use crate::domain::suggest::{Filter, Query, Tally};

/// Changes whenever the words of an answer are read otherwise: an index of another version is made anew.
const VERSION: u32 = 2;
/// How many words a half-typed one is completed to.
const COMPLETIONS: usize = 12;
/// How many words that begin so are looked at in each part of the index.
const MOST_LOOKED_AT: usize = 2_000;
const TOKENIZER: &str = "stems";
const TALLY: &str = "tally.bin";

/// What a commit says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    version: u32,
    /// The files that are in the index; their numbers are their places.
    files: Vec<Option<SegmentFile>>,
}

type Clause = (Occur, Box<dyn TantivyQuery>);

#[derive(Debug, Clone, Copy)]
struct Fields {
    id: Field,
    file: Field,
    words: Field,
    place: Field,
    check: Field,
    // For filters.
    outcome: Field,
    provision: Field,
    day: Field,
}

/// Where a candidate's text stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The file.
    pub(super) file: usize,
    /// Where its line begins.
    pub(super) at: u64,
    /// How long the line is.
    pub(super) length: usize,
    /// What the line must be.
    pub(super) check: u32,
}

/// The index of an archive.
pub(super) struct ArchiveIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    manifest: Manifest,
    pub(super) tally: Tally,
}

impl std::fmt::Debug for ArchiveIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArchiveIndex")
            .field("files", &self.manifest.files.len())
            .finish_non_exhaustive()
    }
}

impl ArchiveIndex {
    /// Opens the index in a folder, or makes an empty one if there is none that can be used; says why if one was there.
    pub(super) fn open(folder: &Path) -> tantivy::Result<(Self, Option<Remade>)> {
        let was_there = folder.join("meta.json").exists();
        let remade = match Self::open_existing(folder) {
            Ok(found) => return Ok((found, None)),
            Err(
                tantivy::TantivyError::SchemaError(_) | tantivy::TantivyError::IncompatibleIndex(_),
            ) => Some(Remade::OtherVersion),
            Err(_) => Some(Remade::Damaged),
        };
        throw_away(folder);
        files::make_folders(&RealDisk, folder)
            .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        let (schema, _) = schema();
        let directory = MmapDirectory::open(folder)?;
        Index::create(directory, schema, IndexSettings::default())?;
        let made = Self::open_existing(folder)?;
        Ok((made, remade.filter(|_| was_there)))
    }

    fn open_existing(folder: &Path) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        index
            .tokenizers()
            .register(TOKENIZER, StemTokenizer::default());
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(tantivy::TantivyError::SchemaError("another version".into()));
        }
        let payload = index.load_metas()?.payload;
        let manifest = match payload {
            Some(payload) => serde_json::from_str(&payload)
                .ok()
                .filter(|manifest: &Manifest| manifest.version == VERSION)
                .ok_or_else(|| tantivy::TantivyError::SchemaError("another version".into()))?,
            None => Manifest {
                version: VERSION,
                files: Vec::new(),
            },
        };
        let tally = if manifest.files.is_empty() {
            Tally::default()
        } else {
            files::read(&folder.join(TALLY), 1 << 20)
                .ok()
                .and_then(|bytes| Tally::from_bytes(&bytes))
                .ok_or_else(|| tantivy::TantivyError::InternalError("no tally".into()))?
        };
        let builder = index.reader_builder();
        let reader = builder.reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            index,
            reader,
            fields,
            manifest,
            tally,
        })
    }

    /// Tells whether the index is that of these files.
    pub(super) fn is_of(&self, files: &[SegmentFile]) -> bool {
        let mut known: Vec<&SegmentFile> = self.manifest.files.iter().flatten().collect();
        known.sort_by(|a, b| a.name.cmp(&b.name));
        known.into_iter().eq(files)
    }

    /// Returns the name of a file by its number.
    pub(super) fn file(&self, number: usize) -> Option<&str> {
        let file = self.manifest.files.get(number)?;
        file.as_ref().map(|file| file.name.as_str())
    }

    /// Begins to change the index. Another program may be doing so.
    pub(super) fn change(&mut self, folder: &Path) -> tantivy::Result<Changing<'_>> {
        let writer = self.index.writer_with_num_threads(1, MEMORY)?;
        Ok(Changing::new(self, writer, folder))
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Returns where the answer with this id stands.
    pub(super) fn find(&self, searcher: &Searcher, id: &str) -> tantivy::Result<Vec<Place>> {
        let term = Term::from_field_text(self.fields.id, id);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Self::collect(searcher, &query, 16)
    }

    /// Tells how many answers hold a stem.
    pub(super) fn holding(&self, searcher: &Searcher, stem: &str) -> u64 {
        let term = Term::from_field_text(self.fields.words, stem);
        searcher.doc_freq(&term).unwrap_or(0)
    }

    /// Returns the answers that hold most of what is looked for and that a filter shows.
    pub(super) fn candidates(
        &self,
        searcher: &Searcher,
        query: &Query,
        filter: &Filter,
        most: usize,
    ) -> tantivy::Result<Vec<Place>> {
        if searcher.num_docs() <= most as u64 {
            return Self::collect(searcher, &AllQuery, most);
        }
        let mut clauses: Vec<Clause> = Vec::with_capacity(query.terms.len());
        for term in &query.terms {
            clauses.push(self.word(&term.stem, term.weight));
        }
        let words: Box<dyn TantivyQuery> = Box::new(BooleanQuery::new(clauses));
        let mut all = self.filters(filter);
        if all.is_empty() {
            return Self::collect(searcher, &words, most);
        }
        all.push((Occur::Must, words));
        Self::collect(searcher, &BooleanQuery::new(all), most)
    }

    fn word(&self, stem: &str, boost: f32) -> Clause {
        let term = Term::from_field_text(self.fields.words, stem);
        let word = TermQuery::new(term, IndexRecordOption::WithFreqs);
        let clause: Box<dyn TantivyQuery> = if (boost - 1.0).abs() < f32::EPSILON {
            Box::new(word)
        } else {
            Box::new(BoostQuery::new(Box::new(word), boost))
        };
        (Occur::Should, clause)
    }

    /// Returns the words that begin so, the most frequent first: what is half typed is more likely one of them.
    pub(super) fn completions(
        &self,
        searcher: &Searcher,
        begun: &str,
    ) -> tantivy::Result<Vec<String>> {
        let mut holding: HashMap<Vec<u8>, u32> = HashMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.words)?;
            let terms = index.terms();
            let mut range = terms.range().ge(begun.as_bytes());
            let mut end = begun.as_bytes().to_vec();
            end.push(0xff);
            range = range.lt(&end);
            let mut stream = range.into_stream()?;
            let mut looked_at = 0;
            while looked_at < MOST_LOOKED_AT && stream.advance() {
                looked_at += 1;
                let many = stream.value().doc_freq;
                match holding.get_mut(stream.key()) {
                    Some(sum) => *sum += many,
                    None => {
                        holding.insert(stream.key().to_vec(), many);
                    }
                }
            }
        }
        let words = holding.into_iter();
        let mut found: Vec<(u32, String)> = words
            .filter_map(|(stem, many)| Some((many, String::from_utf8(stem).ok()?)))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.truncate(COMPLETIONS);
        Ok(found.into_iter().map(|(_, stem)| stem).collect())
    }

    // What the filter asks for, each kind as one condition that says nothing about how well an answer fits.
    fn filters(&self, filter: &Filter) -> Vec<Clause> {
        let any_of = |field: Field, words: Vec<&str>| {
            let terms = words.into_iter().map(|word| {
                let term = Term::from_field_text(field, word);
                let word: Box<dyn TantivyQuery> =
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                (Occur::Should, word)
            });
            let any: Box<dyn TantivyQuery> = Box::new(BooleanQuery::new(terms.collect()));
            any
        };
        let mut conditions = Vec::new();
        if !filter.outcomes.is_empty() {
            let words = filter.outcomes.iter().map(|outcome| outcome.id());
            conditions.push(any_of(self.fields.outcome, words.collect()));
        }
        if !filter.provisions.is_empty() {
            let words = filter.provisions.iter().map(String::as_str);
            conditions.push(any_of(self.fields.provision, words.collect()));
        }
        if let Some(since) = filter.since {
            let first = Term::from_field_u64(self.fields.day, day_of(since));
            conditions.push(Box::new(RangeQuery::new(
                Bound::Included(first),
                Bound::Unbounded,
            )));
        }
        let silent = |condition| {
            let condition: Box<dyn TantivyQuery> = Box::new(ConstScoreQuery::new(condition, 0.0));
            (Occur::Must, condition)
        };
        conditions.into_iter().map(silent).collect()
    }

    fn collect(
        searcher: &Searcher,
        query: &dyn TantivyQuery,
        most: usize,
    ) -> tantivy::Result<Vec<Place>> {
        let top = searcher.search(query, &TopDocs::with_limit(most.max(1)).order_by_score())?;
        let mut columns: Vec<Option<_>> = searcher.segment_readers().iter().map(|_| None).collect();
        let mut places = Vec::with_capacity(top.len());
        for (_, address) in top {
            let number = address.segment_ord as usize;
            let Some(slot) = columns.get_mut(number) else {
                continue;
            };
            let (place, check) = if let Some(columns) = slot {
                columns
            } else {
                let fast = searcher.segment_reader(address.segment_ord).fast_fields();
                let read = (
                    fast.column_first_or_default::<u64>("place")?,
                    fast.column_first_or_default::<u64>("check")?,
                );
                slot.insert(read)
            };
            places.push(unpacked(
                place.get_val(address.doc_id),
                check.get_val(address.doc_id),
            ));
        }
        Ok(places)
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: builder.add_text_field("id", STRING),
        file: builder.add_u64_field("file", INDEXED),
        words: builder.add_text_field("words", TextOptions::default().set_indexing_options(words)),
        place: builder.add_u64_field("place", FAST),
        check: builder.add_u64_field("check", FAST),
        outcome: builder.add_text_field("outcome", STRING),
        provision: builder.add_text_field("provision", STRING),
        day: builder.add_u64_field("day", FAST),
    };
    (builder.build(), fields)
}

/// Throws away an index. Only our own folder, whose name is made of a hash, is ever emptied.
pub(super) fn throw_away(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
}

// 20250314: days in their order, and none is 0.
fn day_of(date: jiff::civil::Date) -> u64 {
    let (year, month, day) = (date.year(), date.month(), date.day());
    u64::try_from(i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day)).unwrap_or(0)
}

/// Returns what a line must be, in short.
pub(super) fn check_of(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

fn packed(file: usize, at: u64, bytes: &[u8]) -> (u64, u64) {
    let place = (file as u64) << 40 | (at & 0xff_ffff_ffff);
    let check = (bytes.len() as u64) << 32 | u64::from(check_of(bytes));
    (place, check)
}

fn unpacked(place: u64, check: u64) -> Place {
    Place {
        file: usize::try_from(place >> 40).unwrap_or(usize::MAX),
        at: place & 0xff_ffff_ffff,
        length: usize::try_from(check >> 32).unwrap_or(usize::MAX),
        check: u32::try_from(check & 0xffff_ffff).unwrap_or(0),
    }
}
