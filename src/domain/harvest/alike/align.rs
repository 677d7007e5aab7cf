//! Laying texts side by side, word by word: which words all of them share, in the same order.

use super::kind;

/// A word, a number or a mark, with the white space behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) word: &'t str,
    pub(super) space: &'t str,
}

impl Token<'_> {
    /// The word as it is compared.
    pub(super) fn plain(&self) -> String {
        self.word.to_lowercase()
    }

    fn is(&self, other: &Token<'_>) -> bool {
        self.word == other.word
    }
}

/// A stretch of the merged text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// The same in all.
    Same(String),
    /// Different: what stands there in each, and the white space behind it.
    Differs { values: Vec<String>, space: String },
}

/// At least this share of the words of both texts, in hundredths, is the same.
const SHARE: usize = 70;
/// More places that differ are no pattern.
const MOST_FIELDS: usize = 8;
/// A field holds no more words than this; whole sentences that differ are no field.
const LONGEST_FIELD: usize = 14;
/// Longer texts are not laid side by side: the work grows with the product of their lengths.
const LONGEST: usize = 1_500;

/// Cuts a text into tokens. Together with their spaces they are the text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '£' | '$' | '%' | '_');
        let mut end = first.len_utf8();
        if inner(first) || first == '[' {
            let mut chars = rest.char_indices().skip(1).peekable();
            while let Some((at, c)) = chars.next() {
                // "1,204.50", "2024/25", "o'clock", "[name]": a mark between letters belongs to the word.
                let next = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
                let joins = matches!(c, '.' | ',' | '/' | '\'' | '’' | '-' | ':' | '@') && next;
                let closes = first == '[' && c == ']';
                if !(inner(c) || joins || closes) {
                    break;
                }
                end = at + c.len_utf8();
            }
        }
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let next = behind.trim_start();
        let space = behind.get(..behind.len() - next.len()).unwrap_or_default();
        found.push(Token { word, space });
        rest = next;
    }
    found
}

/// The places of the words that two texts share, in their order: the longest such row.
fn common(one: &[Token<'_>], two: &[Token<'_>]) -> Vec<(usize, usize)> {
    let width = two.len() + 1;
    let mut lengths = vec![0_u32; (one.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let get = |lengths: &[u32], i, j| lengths.get(at(i, j)).copied().unwrap_or(0);
    for (i, own) in one.iter().enumerate().rev() {
        for (j, other) in two.iter().enumerate().rev() {
            let value = if own.is(other) {
                get(&lengths, i + 1, j + 1) + 1
            } else {
                get(&lengths, i + 1, j).max(get(&lengths, i, j + 1))
            };
            if let Some(slot) = lengths.get_mut(at(i, j)) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while let (Some(own), Some(other)) = (one.get(i), two.get(j)) {
        if own.is(other) {
            found.push((i, j));
            i += 1;
            j += 1;
        } else if get(&lengths, i + 1, j) >= get(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Whether two texts are alike enough to be one snippet.
pub(super) fn share_enough(one: &[Token<'_>], two: &[Token<'_>]) -> bool {
    let longer = one.len().max(two.len());
    if longer > LONGEST || one.len().min(two.len()) * 100 < longer * SHARE {
        return false;
    }
    common(one, two).len() * 100 >= longer * SHARE
}

/// Merges texts; the first gives the wording. `None` if they differ in too many places, or in whole sentences.
pub(super) fn merge(texts: &[&Vec<Token<'_>>]) -> Option<Vec<Part>> {
    let first = *texts.first()?;
    // Where each word of the first stands in each of the others; only words that stand in all hold the texts together.
    let mut places: Vec<Option<Vec<usize>>> = (0..first.len()).map(|at| Some(vec![at])).collect();
    for other in texts.iter().skip(1) {
        let shared = common(first, other);
        let mut shared = shared.into_iter().peekable();
        for (at, place) in places.iter_mut().enumerate() {
            match shared.next_if(|(own, _)| *own == at) {
                Some((_, there)) => {
                    if let Some(place) = place {
                        place.push(there);
                    }
                }
                None => *place = None,
            }
        }
    }
    kind::loosen(first, &mut places);
    let mut parts = Vec::new();
    let mut fields = 0;
    let mut ends: Vec<usize> = vec![0; texts.len()];
    let mut same = String::new();
    let gap = |ends: &[usize], starts: &[usize]| -> Option<Option<Part>> {
        let mut values = Vec::with_capacity(texts.len());
        let mut space = String::new();
        for (text, (start, end)) in texts.iter().zip(ends.iter().zip(starts)) {
            let words = text.get(*start..*end).unwrap_or_default();
            if words.len() > LONGEST_FIELD {
                return None;
            }
            let mut value = String::new();
            for token in words {
                value.push_str(token.word);
                value.push_str(token.space);
            }
            if let (true, Some(last)) = (space.is_empty(), words.last()) {
                last.space.clone_into(&mut space);
            }
            values.push(value.trim().to_owned());
        }
        Some(
            values
                .iter()
                .any(|value| !value.is_empty())
                .then_some(Part::Differs { values, space }),
        )
    };
    let lengths: Vec<usize> = texts.iter().map(|text| text.len()).collect();
    let rows = first.iter().map(Some).zip(places.into_iter().map(Some));
    for (token, place) in rows.chain([(None, Some(Some(lengths)))]) {
        let Some(Some(place)) = place else { continue };
        if let Some(part) = gap(&ends, &place)? {
            if !same.is_empty() {
                parts.push(Part::Same(std::mem::take(&mut same)));
            }
            parts.push(part);
            fields += 1;
        }
        if let Some(token) = token {
            same.push_str(token.word);
            same.push_str(token.space);
        }
        ends = place.iter().map(|at| at + 1).collect();
    }
    if !same.is_empty() {
        parts.push(Part::Same(same));
    }
    (fields <= MOST_FIELDS).then_some(parts)
}
