//! Words as search sees them: folded, stemmed, without those that say nothing.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use super::fold::search_fold;
use super::slice;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// As it was written.
    pub written: String,
    /// Lower case, accents folded.
    pub lower: String,
    /// Its stem.
    pub stem: String,
}

/// Returns the words of a text in order, numbers included.
pub fn words(text: &str) -> impl Iterator<Item = Folded> + '_ {
    pieces(text).map(|word| {
        let lower = folded(word);
        let stem = stemmer().stem(&lower).into_owned();
        Folded {
            written: word.to_owned(),
            lower,
            stem,
        }
    })
}

fn stemmer() -> &'static Stemmer {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    STEMMER.get_or_init(|| Stemmer::new(Algorithm::English))
}

/// Cuts a text into its words. Text in plain letters, which is nearly all, needs no tables of Unicode.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let (plain, other) = if text.is_ascii() {
        (Some(plain_pieces(text)), None)
    } else {
        (None, Some(text.unicode_words()))
    };
    plain
        .into_iter()
        .flatten()
        .chain(other.into_iter().flatten())
}

// The rules of Unicode for ASCII, as far as words of English need them: an apostrophe or a full stop between letters,
// and a full stop or a comma between digits, do not end a word.
fn plain_pieces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|byte| !is_of_word(*byte)) {
            at += 1;
        }
        let start = at;
        while let Some(byte) = bytes.get(at) {
            if !is_of_word(*byte) {
                let before = at
                    .checked_sub(1)
                    .and_then(|at| bytes.get(at))
                    .copied()
                    .unwrap_or(b' ');
                let after = bytes.get(at + 1).copied().unwrap_or(b' ');
                let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
                let digits = before.is_ascii_digit() && after.is_ascii_digit();
                let joins = match byte {
                    b'\'' | b'.' => letters || digits,
                    b':' => letters,
                    b',' => digits,
                    _ => false,
                };
                if !joins {
                    break;
                }
            }
            at += 1;
        }
        (start < at).then(|| slice::slice(text, start..at))
    })
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

// Plain words need no tables of Unicode.
fn folded(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase()
    } else {
        search_fold(word).replace(['’', '\''], "")
    }
}

/// The stem of a word that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stem {
    /// The word in lower case, accents folded.
    pub lower: Box<str>,
    /// Its stem.
    pub stem: Box<str>,
    /// The number by which the stem is known.
    pub key: u64,
    /// The pieces of three to five letters of the word, its ends included, as numbers.
    pub pieces: Box<[u16]>,
}

/// Stems words and remembers them: the words of a million answers are few.
#[derive(Debug, Default)]
pub struct Stems {
    known: HashMap<Box<str>, Option<Stem>, BuildHasherDefault<Fnv>>,
}

/// A map by the numbers of stems.
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Fnv>>;

/// A quick hash for short words and for numbers that are hashes already. Nothing here is worth an attack: what is
/// remembered is bounded.
#[derive(Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// How many words are remembered; then it begins anew, so that nonsense does not fill the memory.
const MOST_REMEMBERED: usize = 60_000;
/// The longest word that is looked at; what is longer is no word.
const LONGEST: usize = 60;

impl Stems {
    /// Hands over the stem of every word of a text that says something, in their order.
    pub fn each(&mut self, text: &str, mut take: impl FnMut(&Stem)) {
        for word in pieces(text).filter(|word| word.len() <= LONGEST) {
            if let Some(known) = self.known.get(word) {
                if let Some(stem) = known {
                    take(stem);
                }
                continue;
            }
            let stem = stem_of(word);
            if let Some(stem) = &stem {
                take(stem);
            }
            if self.known.len() >= MOST_REMEMBERED {
                self.known.clear();
            }
            self.known.insert(word.into(), stem);
        }
    }
}

fn stem_of(word: &str) -> Option<Stem> {
    let lower = folded(singular(word));
    // In capitals it is an abbreviation: IT is a department, SEND are children.
    let short = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if lower.is_empty() || is_stop_word(&lower) && !short {
        return None;
    }
    let stem = stemmer().stem(&lower).into_owned();
    Some(Stem {
        key: key_of(&stem),
        pieces: letter_pieces(&lower),
        lower: lower.into(),
        stem: stem.into(),
    })
}

/// The shortest and the longest piece of a word.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;

// Two pieces that share a number are taken for the same; with 65,536 numbers that is rare enough.
fn letter_pieces(word: &str) -> Box<[u16]> {
    let letters: Vec<u32> = std::iter::once(0)
        .chain(word.chars().map(u32::from))
        .chain(std::iter::once(0))
        .collect();
    let windows = PIECES.flat_map(|size| letters.windows(size));
    windows
        .map(|piece| {
            let hash = piece.iter().fold(0x811c_9dc5_u32, |hash, letter| {
                (hash ^ letter).wrapping_mul(0x0100_0193)
            });
            // Both halves of the number count, so that short pieces spread as well as long ones.
            u16::try_from((hash ^ (hash >> 16)) & 0xffff).unwrap_or(u16::MAX)
        })
        .collect()
}

// PCNs are more than one PCN; rules of English do not know that.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => word,
    }
}

/// Returns the number by which a stem is known (FNV-1a, so that it is the same on every system).
pub fn key_of(stem: &str) -> u64 {
    stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Words that say nothing about the subject of a question: question words and the polite formulas of requests too.
const STOP_WORDS: &str = "\
    a about act all also an and any are as ask asked at authority be been being between \
    but by can confirm could council councils current currently detail details did do \
    does each either following for from give given had has have hold how i if in include \
    including information into is it its kindly like list made make many may me more most much \
    my no not of on one or organisation other our out over per \
    please provide provided question regarding related relating request requested s send \
    should similar so some such tell than that the their them then there these \
    they this those to under up us use used uses using was we were what when where \
    whether which who will with within would yes you your \
";

/// Tells whether a word says nothing about the subject of a question.
pub fn is_stop_word(lower: &str) -> bool {
    static STOP: OnceLock<HashSet<&str>> = OnceLock::new();
    STOP.get_or_init(|| STOP_WORDS.split_whitespace().collect())
        .contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let stems: Vec<String> = words("breach breaches Breached")
            .map(|word| word.stem)
            .collect();
        assert_eq!(stems, ["breach", "breach", "breach"]);
    }

    #[test]
    fn words_of_requests_are_stop_words() {
        for word in ["a", "council", "yes", "your", "what"] {
            assert!(is_stop_word(word), "{word}");
        }
        assert!(!is_stop_word("whatsapp"));
    }

    #[test]
    fn remembered_stems_are_those_of_the_words() {
        let text = "How many data breaches, and which breaches were reported? Côte d’Azur";
        let mut stems = Stems::default();
        for _ in 0..2 {
            let mut found = Vec::new();
            stems.each(text, |stem| found.push(stem.stem.to_string()));
            let expected: Vec<String> = words(text)
                .filter(|word| !is_stop_word(&word.lower))
                .map(|word| word.stem)
                .collect();
            assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn plain_text_is_cut_as_any_other(text in "[a-zA-Z0-9 .,:'£/()-]{0,40}") {
            let expected: Vec<&str> = text.unicode_words().collect();
            let found: Vec<&str> = pieces(&text).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
