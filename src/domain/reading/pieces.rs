//! A text read piece by piece: when a text changes, only the pieces that changed are read again.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::citations::{Cited, Statute, citations, statutes};
use super::leftovers::{Leftover, leftovers};
use super::likeness::{WordSet, word_set};
use super::marks::{Body, Code, Salutation, bodies, codes, names_an_attachment, salutations};
use super::personal::{Personal, personal};
use super::references::{Reference, references};
use super::says::{Phrasebook, SaidSet, Says, Sentence};
use super::tables::{Figures, figures};
use crate::domain::fields::{is_about_a_question, is_late};
use crate::domain::regime::Regimes;
use crate::text::slice::{from, slice, up_to};

/// A paragraph is a piece; a longer one is cut at the end of a line or sentence.
const LONGEST: usize = 4 * 1024;

/// What a text is about it says in so many pieces; a long one is not searched to its end.
const ABOUT: usize = 12;

/// What is needed to read.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The wording.
    pub book: Arc<Phrasebook>,
    /// The regimes.
    pub regimes: Arc<Regimes>,
}

/// What was read in a piece; places are counted from its start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passage {
    /// What its sentences say.
    pub sentences: Vec<Sentence>,
    /// The provisions it cites.
    pub cited: Vec<Cited>,
    /// The statutes it names.
    pub statutes: Vec<Statute>,
    /// The questions it names.
    pub references: Vec<Reference>,
    /// The personal data in it.
    pub personal: Vec<Personal>,
    /// What was left in it.
    pub leftovers: Vec<Leftover>,
    /// Its tables and lists of figures.
    pub figures: Vec<Figures>,
    /// Whom it salutes.
    pub salutations: Vec<Salutation>,
    /// What looks like the reference of a case.
    pub codes: Vec<Code>,
    /// The public bodies it names.
    pub bodies: Vec<Body>,
    /// Whether it names a file, an annex, or a list of enclosures.
    pub names_an_attachment: bool,
    /// What it is about.
    pub words: WordSet,
}

#[derive(Debug)]
struct Piece {
    text: Box<str>,
    passage: Passage,
    said: SaidSet,
    // The text on one line in lower case, made when it is first asked for.
    plain: OnceLock<Box<str>>,
}

/// What was read in a text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    regime: String,
    pieces: Vec<(usize, Arc<Piece>)>,
    about: WordSet,
    said: SaidSet,
}

/// Whether a text belongs to a question, whose number and words can then fill fields by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// An answer.
    Answer,
    /// The opening or the closing.
    Frame,
}

impl Reader {
    /// Makes every pattern ready that reading needs: the first reading takes thirty times as long as a later one.
    pub fn get_ready(&self) {
        let sample = "Dear Ms Sample,\n\nWe hold 14 files under section 1(1)(a); see question 2 (ref. FOI-1, 12 May 2026).";
        self.read(sample, "", Within::Answer, None);
    }

    /// Reads a text under a regime. Pieces that `before` holds already are not read again.
    pub fn read(
        &self,
        text: &str,
        regime: &str,
        within: Within,
        before: Option<&Reading>,
    ) -> Reading {
        let known = before.filter(|before| before.regime == regime);
        let known: &[(usize, Arc<Piece>)] = known.map_or(&[], |known| &known.pieces);
        let cuts = cut(text);
        // An edit leaves what stands before it and what stands after it as it was.
        let same =
            |old: &(usize, Arc<Piece>), at: &Range<usize>| *old.1.text == *slice(text, at.clone());
        let head = known
            .iter()
            .zip(&cuts)
            .take_while(|(old, at)| same(old, at))
            .count();
        let left = (known.len() - head).min(cuts.len() - head);
        let tail = known
            .iter()
            .rev()
            .zip(cuts.iter().rev())
            .take(left)
            .take_while(|(old, at)| same(old, at))
            .count();
        let mut pieces = Vec::with_capacity(cuts.len());
        for (index, at) in cuts.iter().enumerate() {
            let old = if index < head {
                known.get(index)
            } else if index + tail >= cuts.len() {
                known.get(known.len() - (cuts.len() - index))
            } else {
                None
            };
            let piece = old.map_or_else(
                || Arc::new(self.piece(slice(text, at.clone()), regime, within)),
                |old| Arc::clone(&old.1),
            );
            pieces.push((at.start, piece));
        }
        let first = pieces.iter().take(ABOUT);
        let about = WordSet::together(first.map(|(_, piece)| &piece.passage.words));
        let said = pieces.iter().map(|(_, piece)| piece.said);
        Reading {
            regime: regime.to_owned(),
            said: said.fold(SaidSet::default(), SaidSet::and),
            pieces,
            about,
        }
    }

    fn piece(&self, text: &str, regime: &str, within: Within) -> Piece {
        let fills_itself =
            |name: &str| is_late(name) && (within == Within::Answer || !is_about_a_question(name));
        let passage = Passage {
            sentences: self.book.read(text),
            cited: citations(text, &self.regimes, regime),
            statutes: statutes(text, &self.regimes, Some(regime)),
            references: references(text),
            personal: personal(text),
            leftovers: leftovers(text, fills_itself),
            figures: figures(text),
            salutations: salutations(text),
            codes: codes(text),
            bodies: bodies(text),
            names_an_attachment: names_an_attachment(text),
            words: word_set(text),
        };
        let said = passage.sentences.iter().map(Sentence::said);
        Piece {
            text: text.into(),
            said: said.fold(SaidSet::default(), SaidSet::and),
            passage,
            plain: OnceLock::new(),
        }
    }
}

/// Puts words on one line: they may stand across the end of a line, behind the sign of a quoted one, or be emphasised.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split([' ', '\n', '\t', '\r', '*', '_'])
        .filter(|word| !word.is_empty() && *word != ">")
        .collect();
    words.join(" ").replace('’', "'")
}

// Paragraphs, with the blank lines after them.
fn cut(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut blank = false;
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty();
        if blank && !empty && at > start {
            cuts.push(start..at);
            start = at;
        }
        blank = empty;
        at += line.len();
        while at - start > LONGEST {
            let window = up_to(from(text, start), LONGEST);
            let good = window.rfind('\n').or_else(|| window.rfind(". "));
            let end = start + good.map_or(window.len(), |good| good + 1);
            cuts.push(start..end);
            start = end;
        }
    }
    if at > start {
        cuts.push(start..at);
    }
    cuts
}

impl Reading {
    /// Returns the words that say what the text is about: those of its beginning.
    pub fn about(&self) -> &WordSet {
        &self.about
    }

    /// Tells whether it was read under this regime.
    pub fn is_under(&self, regime: &str) -> bool {
        self.regime == regime
    }

    /// Returns the pieces, each with its place in the text.
    pub fn passages(&self) -> impl Iterator<Item = (usize, &Passage)> {
        self.pieces.iter().map(|(at, piece)| (*at, &piece.passage))
    }

    /// Returns the pieces with their text.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.pieces.iter().map(|(at, piece)| (*at, &*piece.text))
    }

    /// Returns the pieces with their text and what was read in them.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, &str, &Passage)> {
        self.pieces
            .iter()
            .map(|(at, piece)| (*at, &*piece.text, &piece.passage))
    }

    /// Returns the sentences, each with the place of its piece.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.passages()
            .flat_map(|(at, passage)| passage.sentences.iter().map(move |one| (at, one)))
    }

    /// Returns the provisions cited, with their place in the text.
    pub fn cited(&self) -> impl Iterator<Item = (Range<usize>, &Cited)> {
        self.passages().flat_map(|(at, passage)| {
            passage
                .cited
                .iter()
                .map(move |one| (moved(&one.at, at), one))
        })
    }

    /// Returns the questions named, with their place in the text.
    pub fn references(&self) -> impl Iterator<Item = (Range<usize>, &Reference)> {
        self.passages().flat_map(|(at, passage)| {
            passage
                .references
                .iter()
                .map(move |one| (moved(&one.at, at), one))
        })
    }

    /// Tells whether a sentence says this.
    pub fn says(&self, what: Says) -> bool {
        self.said.has(what)
    }

    /// Tells whether a paragraph holds these words, which are in lower case with straight apostrophes. Ends of lines,
    /// emphasis and the sign of a quoted line make no difference.
    pub fn holds(&self, words: &str) -> bool {
        self.plain().any(|plain| plain.contains(words))
    }

    /// Returns the paragraphs as [`Self::holds`] sees them.
    pub fn plain(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|(_, piece)| {
            let plain = piece
                .plain
                .get_or_init(|| one_line(&piece.text).to_lowercase().into());
            &**plain
        })
    }

    /// Returns where a sentence first says this.
    pub fn place(&self, what: Says) -> Option<Range<usize>> {
        self.sentences().find_map(|(at, sentence)| {
            let (_, range) = sentence.says.iter().find(|(said, _)| *said == what)?;
            Some(moved(range, at))
        })
    }

    /// Tells whether nothing reads differently, wherever it stands.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.regime == other.regime
            && self.pieces.len() == other.pieces.len()
            && self
                .pieces
                .iter()
                .zip(&other.pieces)
                .all(|((at, one), (other_at, other))| {
                    at == other_at && (Arc::ptr_eq(one, other) || one.passage == other.passage)
                })
    }
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
