//! What words mean: a table of vectors, by which an answer is found that shares no word with the question.
//!
//! Words that stand for like things point the same way; a text points where its words point together, those that say
//! more with more force. The table is made beforehand (`config/vectors/README.md` tells how) and read in place: nothing
//! of it is unpacked, so that a program that carries it starts as fast as one without.

use std::fmt;

/// How many numbers a vector has.
const DIMENSIONS: usize = 128;
/// How a table begins.
const MAGIC: &[u8] = b"seriatim vectors";
/// The form of table that is known.
const VERSION: u32 = 1;
const HEADER: usize = 32;
/// The first bits of a word's number say in which part of the table it stands.
const PART_BITS: u32 = 12;
const PARTS: usize = 1 << PART_BITS;

/// Why a table of vectors cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadVectors {
    /// It is something else.
    #[error("is no table of word vectors: it does not begin with “seriatim vectors”")]
    Other,
    /// It is of another form.
    #[error(
        "is a table of version {version} with {dimensions} numbers a word; this program reads version 1 with 128"
    )]
    Version {
        /// Its version.
        version: u32,
        /// How many numbers a vector has.
        dimensions: u32,
    },
    /// Something is missing from it, or something follows it.
    #[error("is damaged: it has {found} bytes where its {words} words take {expected}")]
    Size {
        /// How many words it should have.
        words: usize,
        /// How many bytes it should have.
        expected: usize,
        /// How many bytes it has.
        found: usize,
    },
    /// Its parts do not follow one another.
    #[error("is damaged: the list of its parts is out of order")]
    Parts,
}

/// A table of word vectors, read in place. The words are known by the numbers of their stems.
#[derive(Clone, Copy)]
pub struct Vectors {
    // Where each part begins, and where the last one ends: 4 bytes each.
    parts: &'static [u8],
    // The numbers of the stems in ascending order: 8 bytes each.
    keys: &'static [u8],
    // What a whole number in the row of a word stands for: 4 bytes each.
    scales: &'static [u8],
    // The numbers themselves, a byte each.
    rows: &'static [u8],
}

impl fmt::Debug for Vectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vectors")
            .field("words", &self.len())
            .finish_non_exhaustive()
    }
}

// The program carries one table: two are the same if they are in the same place.
impl PartialEq for Vectors {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.rows, other.rows)
    }
}

impl Vectors {
    /// Reads a table.
    ///
    /// # Errors
    /// If it is none, of another form, or not whole.
    pub fn read(bytes: &'static [u8]) -> Result<Self, BadVectors> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(BadVectors::Other)?;
        let (magic, numbers) = header.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(BadVectors::Other);
        }
        let number = |at| number_at(numbers, at).unwrap_or(0);
        let (version, dimensions) = (number(0), number(1));
        if version != VERSION || dimensions as usize != DIMENSIONS {
            return Err(BadVectors::Version {
                version,
                dimensions,
            });
        }
        let words = number(2) as usize;
        let sizes = [4 * (PARTS + 1), 8 * words, 4 * words, DIMENSIONS * words];
        let expected = sizes.iter().sum::<usize>();
        if rest.len() != expected {
            return Err(BadVectors::Size {
                words,
                expected: HEADER + expected,
                found: bytes.len(),
            });
        }
        let (parts, rest) = rest.split_at(sizes[0]);
        let (keys, rest) = rest.split_at(sizes[1]);
        let (scales, rows) = rest.split_at(sizes[2]);
        let starts = (0..=PARTS).map(|part| number_at(parts, part));
        if !starts.is_sorted() || number_at(parts, PARTS) != Some(number(2)) {
            return Err(BadVectors::Parts);
        }
        Ok(Self {
            parts,
            keys,
            scales,
            rows,
        })
    }

    /// Returns how many words it has.
    pub fn len(&self) -> usize {
        self.keys.len() / 8
    }

    /// Tells whether it has none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns where a text points, of which the stems and what each counts are given. Words that the table does not
    /// have say nothing; `None` if it has none of them.
    pub fn meaning(&self, stems: impl IntoIterator<Item = (u64, f32)>) -> Option<Meaning> {
        let mut sum = [0.0_f32; DIMENSIONS];
        for (key, weight) in stems {
            if let Some((scale, row)) = self.row(key) {
                let scale = scale * weight;
                for (sum, number) in sum.iter_mut().zip(row) {
                    *sum += scale * f32::from(number.cast_signed());
                }
            }
        }
        Meaning::of(&sum)
    }

    fn row(&self, key: u64) -> Option<(f32, &'static [u8])> {
        let part = usize::try_from(key >> (64 - PART_BITS)).ok()?;
        let from = number_at(self.parts, part)? as usize;
        let to = number_at(self.parts, part + 1)? as usize;
        let keys = self.keys.get(8 * from..8 * to)?;
        let key = key.to_le_bytes();
        let at = from + keys.chunks_exact(8).position(|bytes| bytes == key)?;
        let scale = f32::from_bits(number_at(self.scales, at)?);
        let row = self.rows.get(DIMENSIONS * at..DIMENSIONS * (at + 1))?;
        Some((scale, row))
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(4 * at..4 * (at + 1))?;
    bytes.try_into().ok().map(u32::from_le_bytes)
}

/// Where a text points, whatever its length: a byte a number, so that a library of thousands keeps it in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    numbers: Box<[i8; DIMENSIONS]>,
    // What 1 stands for, so that the whole is 1 long.
    unit: f32,
}

/// The largest number that a byte holds both ways.
const LARGEST: f32 = 127.0;

impl Meaning {
    fn of(sum: &[f32; DIMENSIONS]) -> Option<Self> {
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
        let largest = sum
            .iter()
            .fold(0.0_f32, |most, number| most.max(number.abs()));
        if !length.is_normal() || !largest.is_normal() {
            return None;
        }
        let mut numbers = Box::new([0_i8; DIMENSIONS]);
        for (number, sum) in numbers.iter_mut().zip(sum) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the largest becomes 127, and such a cast saturates"
            )]
            let rounded = (sum * LARGEST / largest).round() as i8;
            *number = rounded;
        }
        let unit = largest / LARGEST / length;
        Some(Self { numbers, unit })
    }

    /// Returns how far another text means the same: 1 for the same, about 0 for what has nothing to do with it.
    pub fn alike(&self, other: &Self) -> f32 {
        let pairs = self.numbers.iter().zip(other.numbers.iter());
        let sum: i32 = pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "128 products of bytes are far below what a float counts exactly"
        )]
        let sum = sum as f32;
        sum * self.unit * other.unit
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::words::key_of;

    /// Makes a table in which each word points where its numbers say, in two dimensions of the many.
    pub(in crate::domain::suggest) fn table(words: &[(&str, i8, i8)]) -> Vectors {
        Vectors::read(bytes(words).leak()).expect("a table")
    }

    fn bytes(words: &[(&str, i8, i8)]) -> Vec<u8> {
        let mut words: Vec<(u64, i8, i8)> = words
            .iter()
            .map(|(word, first, second)| (key_of(word), *first, *second))
            .collect();
        words.sort_unstable();
        let count = u32::try_from(words.len()).expect("few words");
        let mut bytes = MAGIC.to_vec();
        for number in [VERSION, 128, count, 0] {
            bytes.extend(number.to_le_bytes());
        }
        for part in 0..=PARTS as u64 {
            let before = words.iter().filter(|(key, ..)| key >> 52 < part).count();
            bytes.extend(u32::try_from(before).expect("few words").to_le_bytes());
        }
        bytes.extend(words.iter().flat_map(|(key, ..)| key.to_le_bytes()));
        bytes.extend(words.iter().flat_map(|_| 1.0_f32.to_le_bytes()));
        for (_, first, second) in &words {
            let mut row = [0_u8; DIMENSIONS];
            row[..2].copy_from_slice(&[first.cast_unsigned(), second.cast_unsigned()]);
            bytes.extend(row);
        }
        bytes
    }

    fn meaning(vectors: Vectors, words: &[&str]) -> Option<Meaning> {
        vectors.meaning(words.iter().map(|word| (key_of(word), 1.0)))
    }

    #[test]
    fn words_that_point_the_same_way_mean_the_same() {
        let vectors = table(&[("lorri", 100, 10), ("vehicl", 90, 20), ("librari", -10, 80)]);
        let lorry = meaning(vectors, &["lorri"]).expect("known");
        let alike = |word| lorry.alike(&meaning(vectors, &[word]).expect("known"));
        assert!(alike("lorri") > 0.99, "{}", alike("lorri"));
        assert!(alike("vehicl") > 0.9, "{}", alike("vehicl"));
        assert!(alike("librari") < 0.1, "{}", alike("librari"));
    }

    #[test]
    fn words_that_are_not_in_the_table_change_nothing() {
        let vectors = table(&[("lorri", 100, 10)]);
        assert_eq!(meaning(vectors, &[]), None);
        assert_eq!(meaning(vectors, &["zyxw"]), None);
        assert_eq!(
            meaning(vectors, &["zyxw", "lorri"]),
            meaning(vectors, &["lorri"])
        );
    }

    #[test]
    fn words_that_cancel_out_mean_nothing() {
        let vectors = table(&[("up", 50, 0), ("down", -50, 0)]);
        assert_eq!(meaning(vectors, &["up", "down"]), None);
    }

    #[test]
    fn a_damaged_table_is_refused_and_says_why() {
        let whole = bytes(&[("lorri", 100, 10), ("vehicl", 90, 20)]);
        let refused = |bytes: Vec<u8>| {
            Vectors::read(bytes.leak())
                .expect_err("damaged")
                .to_string()
        };
        assert!(refused(Vec::new()).contains("no table of word vectors"));
        assert!(refused(b"[synonyms]\n".repeat(10)).contains("no table of word vectors"));
        for cut in [1, 100, whole.len() - HEADER] {
            let said = refused(whole[..whole.len() - cut].to_vec());
            assert!(said.contains("its 2 words take"), "{said}");
        }
        let mut other = whole.clone();
        other[16] = 2;
        assert!(refused(other).contains("version 2"));
        let mut other = whole.clone();
        other[20] = 64;
        assert!(refused(other).contains("64 numbers"));
        let mut other = whole;
        other[HEADER] = 9;
        assert!(refused(other).contains("out of order"));
    }
}
