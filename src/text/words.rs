//! Words as search sees them: folded, stemmed, without those that say nothing.

use std::collections::HashSet;
use std::sync::OnceLock;

use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use super::fold::search_fold;

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
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    let stemmer = STEMMER.get_or_init(|| Stemmer::new(Algorithm::English));
    text.unicode_words().map(move |word| {
        let lower = folded(word);
        let stem = stemmer.stem(&lower).into_owned();
        Folded {
            written: word.to_owned(),
            lower,
            stem,
        }
    })
}

// Plain words need no tables of Unicode.
fn folded(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase()
    } else {
        search_fold(word).replace(['’', '\''], "")
    }
}

/// Words that say nothing about the subject of a question: question words and the polite formulas of requests too.
const STOP_WORDS: &str = "\
    a about act all also an and any are as ask asked at authority be been being between \
    business but by can confirm could council councils current currently detail details did do \
    does each either following for from give given had has have hold how i if in include \
    including information into is it its kindly like list made make many may me more most much \
    my name no not number of official officially on one or organisation other our out over per \
    please provide provided question regarding related relating request requested s send \
    should similar so some state such supply tell than that the their them then there these \
    they this those to trust under up us use used uses using was we were what when where \
    whether which who will with within would year years yes you your \
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
}
