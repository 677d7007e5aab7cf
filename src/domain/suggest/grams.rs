//! Pieces of three to five letters: they find what is misspelt, compounded or inflected in ways that stems miss.

use crate::text::words::Stems;

/// How many numbers a piece can have.
pub(super) const BUCKETS: usize = 1 << 16;

/// The pieces of a text: their numbers, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grams(Box<[u16]>);

impl Grams {
    /// Cuts the words of a text that say something into pieces.
    pub fn of(text: &str, stems: &mut Stems) -> Self {
        let mut found = Vec::new();
        stems.each(text, |stem| found.extend_from_slice(&stem.pieces));
        Self::from_numbers(found)
    }

    /// Gathers pieces, each once.
    pub fn from_numbers(mut found: Vec<u16>) -> Self {
        let mut seen = Marks::default();
        found.retain(|piece| seen.mark(*piece));
        Self(found.into())
    }

    /// Returns the numbers of the pieces.
    pub fn numbers(&self) -> &[u16] {
        &self.0
    }
}

// A mark for each number: quicker than to sort.
#[derive(Debug)]
struct Marks([u64; BUCKETS / 64]);

impl Default for Marks {
    fn default() -> Self {
        Self([0; BUCKETS / 64])
    }
}

impl Marks {
    // Tells whether the mark is new.
    fn mark(&mut self, piece: u16) -> bool {
        let Some(word) = self.0.get_mut(usize::from(piece >> 6)) else {
            return false;
        };
        let bit = 1 << (piece & 63);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn has(&self, piece: u16) -> bool {
        let word = self.0.get(usize::from(piece >> 6));
        word.is_some_and(|word| word >> (piece & 63) & 1 == 1)
    }
}

/// How rare each piece is among the questions of a library or an archive: the square of its weight.
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
        let square = |count: &u32| {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a count that is a little off weighs the same"
            )]
            let count = *count as f32;
            let weight = ((1.0 + entries) / (1.0 + count)).ln() + 1.0;
            weight * weight
        };
        let mut squares: Vec<f32> = holding.iter().take(BUCKETS).map(square).collect();
        squares.resize(BUCKETS, 1.0);
        Self(squares.into())
    }

    fn square(&self, piece: u16) -> f32 {
        self.0.get(usize::from(piece)).copied().unwrap_or(1.0)
    }
}

/// The pieces of what is asked, ready to be compared with many.
#[derive(Debug)]
pub(super) struct Letters<'a> {
    weights: &'a GramWeights,
    marks: Box<Marks>,
    length: f32,
}

impl<'a> Letters<'a> {
    /// Prepares what is asked.
    pub(super) fn new(weights: &'a GramWeights, grams: &Grams) -> Self {
        let mut marks = Box::<Marks>::default();
        let mut length = 0.0;
        for piece in &grams.0 {
            marks.mark(*piece);
            length += weights.square(*piece);
        }
        Self {
            weights,
            marks,
            length,
        }
    }

    /// Returns how alike a text is, from 0 to 1.
    pub(super) fn alike(&self, other: &Grams) -> f32 {
        let (mut shared, mut length) = (0.0, 0.0);
        for piece in &other.0 {
            let square = self.weights.square(*piece);
            length += square;
            if self.marks.has(*piece) {
                shared += square;
            }
        }
        if shared > 0.0 {
            shared / (self.length * length).sqrt()
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
        let letters = Letters::new(&weights, &asked);
        let alike = |text, stems: &mut Stems| letters.alike(&Grams::of(text, stems));
        let same = alike("Biodiversity survey", &mut stems);
        let misspelt = alike("biodivercity surveys", &mut stems);
        let other = alike("pothole repairs", &mut stems);
        assert!((same - 1.0).abs() < 1e-4, "{same}");
        assert!(misspelt > 0.4 && misspelt < same, "{misspelt}");
        assert!(other < 0.1, "{other}");
    }
}
