//! The stems of a text, as tantivy takes them.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::words::Stems;

/// Cuts a text into the stems that the ranking reads.
#[derive(Default)]
pub(super) struct StemTokenizer {
    stems: Stems,
}

// What is remembered is not worth copying.
impl Clone for StemTokenizer {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream {
        let mut found = Vec::new();
        self.stems.each(text, |stem| found.push(stem.stem.clone()));
        StemStream {
            stems: found.into_iter(),
            token: Token {
                position: usize::MAX,
                ..Token::default()
            },
        }
    }
}

pub(super) struct StemStream {
    stems: std::vec::IntoIter<Box<str>>,
    token: Token,
}

impl TokenStream for StemStream {
    fn advance(&mut self) -> bool {
        let Some(stem) = self.stems.next() else {
            return false;
        };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(&stem);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
