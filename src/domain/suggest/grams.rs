//! Pieces of three to five letters: they find what is misspelt, compounded or inflected in ways that stems miss.

use crate::text::words::Stems;

/// How many numbers a piece can have. Two pieces that share one are taken for the same; that is rare enough.
pub(super) const BUCKETS: usize = 1 << 16;
/// The shortest and the longest piece.
const SIZES: std::ops::RangeInclusive<usize> = 3..=5;

/// The pieces of a text: their numbers in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grams(Box<[u16]>);

impl Grams {
    /// Cuts the words of a text that say something into pieces.
    pub fn of(text: &str, stems: &mut Stems) -> Self {
        let mut found = Vec::new();
        stems.each(text, |stem| of_word(&stem.lower, &mut found));
        Self::from_numbers(found)
    }

    /// Gathers pieces that [`of_word`] has cut.
    pub fn from_numbers(mut found: Vec<u16>) -> Self {
        found.sort_unstable();
        found.dedup();
        Self(found.into())
    }

    /// Returns the numbers of the pieces.
    pub fn numbers(&self) -> &[u16] {
        &self.0
    }
}

/// Cuts a word into pieces; its ends count as letters.
pub(super) fn of_word(word: &str, found: &mut Vec<u16>) {
    let letters: Vec<u32> = std::iter::once(0)
        .chain(word.chars().map(u32::from))
        .chain(std::iter::once(0))
        .collect();
    for size in SIZES {
        for piece in letters.windows(size) {
            let hash = piece.iter().fold(0x811c_9dc5_u32, |hash, letter| {
                (hash ^ letter).wrapping_mul(0x0100_0193)
            });
            // Both halves of the number count, so that short pieces spread as well as long ones.
            let low = (hash ^ (hash >> 16)) & 0xffff;
            found.push(u16::try_from(low).unwrap_or(u16::MAX));
        }
    }
}

/// How rare each piece is among the questions of a library or an archive.
#[derive(Debug, Clone)]
pub struct GramWeights(Box<[f32]>);

impl Default for GramWeights {
    fn default() -> Self {
        Self(vec![1.0; BUCKETS].into())
    }
}

impl GramWeights {
    /// Weighs pieces by how many of `entries` questions hold them.
    pub fn of(holding: &[u32], entries: f32) -> Self {
        let weight = |count: &u32| {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a count that is a little off weighs the same"
            )]
            let count = *count as f32;
            ((1.0 + entries) / (1.0 + count)).ln() + 1.0
        };
        let mut weights: Vec<f32> = holding.iter().take(BUCKETS).map(weight).collect();
        weights.resize(BUCKETS, 1.0);
        Self(weights.into())
    }

    fn square(&self, piece: u16) -> f32 {
        let weight = self.0.get(usize::from(piece)).copied().unwrap_or(1.0);
        weight * weight
    }

    /// Returns the length of a text's vector.
    pub fn norm(&self, grams: &Grams) -> f32 {
        grams
            .0
            .iter()
            .map(|piece| self.square(*piece))
            .sum::<f32>()
            .sqrt()
    }

    /// Returns how alike two texts are, from 0 to 1, given the length of the first one's vector.
    pub fn alike(&self, first: &Grams, norm: f32, second: &Grams) -> f32 {
        let (mut shared, mut length) = (0.0, 0.0);
        let mut others = first.0.iter().peekable();
        for piece in &second.0 {
            let square = self.square(*piece);
            length += square;
            while others.next_if(|other| *other < piece).is_some() {}
            if others.peek() == Some(&piece) {
                shared += square;
            }
        }
        if shared > 0.0 {
            shared / (norm * length.sqrt())
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_question_is_alike() {
        let mut stems = Stems::default();
        let weights = GramWeights::default();
        let asked = Grams::of("biodiversity survey", &mut stems);
        let norm = weights.norm(&asked);
        let alike = |text, stems: &mut Stems| weights.alike(&asked, norm, &Grams::of(text, stems));
        let same = alike("Biodiversity survey", &mut stems);
        let misspelt = alike("biodivercity surveys", &mut stems);
        let other = alike("pothole repairs", &mut stems);
        assert!((same - 1.0).abs() < 1e-4, "{same}");
        assert!(misspelt > 0.4 && misspelt < same, "{misspelt}");
        assert!(other < 0.1, "{other}");
    }
}
