//! The second pass: joiners, variation selectors and marks stay only where a script needs them.
//!
//! Each decision looks at what has been kept to the left and at one character to the right that is
//! certain to be kept, so that a second run decides the same.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::Oddities;

/// Marks in a row that are kept (UAX #15, stream-safe text).
const MARKS: usize = 30;

const JOINER: char = '\u{200d}';
const NON_JOINER: char = '\u{200c}';

/// Returns the text without joiners that join nothing, selectors that select nothing, and heaps of marks.
pub(super) fn settle(text: &str, oddities: &mut Oddities) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut last = None;
    // Code points in this cluster. Syllables of Indic scripts and joined emoji are clusters of several letters.
    let mut cluster = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let keep = if is_joiner(letter) {
            // Two places are left free, for the letter that is joined and a mark on it.
            let keep = cluster + 2 < MARKS && joins(last, letter, letters.peek().copied());
            oddities.invisible += usize::from(!keep);
            keep
        } else if is_selector(letter) {
            let keep = last.is_some_and(|base| takes_selector(base, letter));
            oddities.invisible += usize::from(!keep);
            keep
        } else if is_mark(letter) {
            cluster = cluster.max(1);
            let keep = cluster <= MARKS;
            oddities.folded_marks += usize::from(!keep);
            keep
        } else {
            if !last.is_some_and(|last| last == JOINER || is_virama(last)) {
                cluster = 0;
            }
            true
        };
        if keep {
            kept.push(letter);
            last = Some(letter);
            cluster += 1;
        }
    }
    kept
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, JOINER | NON_JOINER)
}

fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Says whether a character is drawn on the one before it.
fn is_mark(letter: char) -> bool {
    is_combining_mark(letter) || is_skin_tone(letter) || matches!(letter, '\u{ff9e}' | '\u{ff9f}')
}

fn is_skin_tone(letter: char) -> bool {
    matches!(letter, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Says whether a mark takes the vowel off an Indic letter, which lets the next one join.
fn is_virama(letter: char) -> bool {
    canonical_combining_class(letter) == 9
}

fn joins(last: Option<char>, joiner: char, next: Option<char>) -> bool {
    let Some(last) = last else {
        return false;
    };
    let next_is = |test: fn(char) -> bool| next.is_some_and(test);
    let in_word = has_joining_letters(last) && next_is(has_joining_letters);
    // "ن‍" with a virama ends words of Malayalam, "ه‍" marks years of the Hijra.
    let at_end = is_virama(last) || (joiner == JOINER && last == 'ه');
    let in_emoji = joiner == JOINER
        && (is_pictograph(last) || is_skin_tone(last) || last == '\u{fe0f}')
        && next_is(is_pictograph);
    in_word || at_end || in_emoji
}

fn takes_selector(base: char, selector: char) -> bool {
    match selector {
        '\u{180b}'..='\u{180f}' => matches!(base, '\u{1820}'..='\u{18aa}'),
        '\u{fe0e}' | '\u{fe0f}' => {
            is_pictograph(base) || matches!(base, '0'..='9' | '#' | '*') || is_ideograph(base)
        }
        _ => {
            is_ideograph(base)
                || matches!(base, '\u{2200}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}' | '\u{1000}'..='\u{109f}'
                    | '\u{a840}'..='\u{a877}' | '\u{aa60}'..='\u{aa7f}')
        }
    }
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

/// Says whether a character is, or may be shown as, an emoji; not the skin tones, which are marks.
fn is_pictograph(letter: char) -> bool {
    !is_skin_tone(letter)
        && matches!(letter,
            '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
            | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}'
            | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}'
            | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Says whether a character belongs to a script whose letters change shape when they meet.
fn has_joining_letters(letter: char) -> bool {
    matches!(letter,
        // Arabic, Syriac, N'Ko, Mandaic
        '\u{620}'..='\u{6ff}' | '\u{710}'..='\u{77f}' | '\u{7ca}'..='\u{7fa}' | '\u{840}'..='\u{88e}'
        | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdfc}' | '\u{fe70}'..='\u{fefc}'
        // Devanagari to Sinhala, Tibetan, Myanmar, Khmer, Mongolian, scripts of South-East Asia
        | '\u{900}'..='\u{df4}' | '\u{f40}'..='\u{fbc}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}'
        | '\u{1820}'..='\u{18aa}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{a877}'
        | '\u{a880}'..='\u{a8ff}' | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}'
        // Hanifi Rohingya, Brahmi and its kin, Adlam
        | '\u{10a00}'..='\u{10a5f}' | '\u{10d00}'..='\u{10d3f}' | '\u{11000}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}')
        && !is_selector(letter)
}
