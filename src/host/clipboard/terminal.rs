//! The OSC 52 sequence, byte for byte: "terminal, put this on your clipboard". No terminal answers it.

use std::io::{self, Write};

use super::Obstacle;
use crate::text::base64;

/// What common terminals (hterm, xterm with its settings on) are known to accept, in bytes of base64. Longer sequences
/// are dropped or cut without a word, so they are refused here.
const MOST: usize = 74_994;
/// GNU screen hands on pieces of at most 768 bytes, of which its wrapping takes four.
const SCREEN_PIECE: usize = 768 - 4;

/// A terminal that is not there: pass it when standard output is a file or a pipe.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTerminal;

impl Write for NoTerminal {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Writes the sequence in one piece, so that nothing of the screen gets in between.
pub(super) fn send(text: &str, is_screen: bool, terminal: &mut dyn Write) -> Result<(), Obstacle> {
    let sequence = if is_screen {
        for_screen(text)
    } else {
        sequence(text)
    }?;
    terminal
        .write_all(&sequence)
        .and_then(|()| terminal.flush())
        .map_err(|_| Obstacle::NoTerminal)
}

fn sequence(text: &str) -> Result<Vec<u8>, Obstacle> {
    Ok(format!("\x1b]52;c;{}\x1b\\", encode(text)?).into_bytes())
}

/// The same in pieces that GNU screen passes through. Ended by BEL, since ST would end screen's own wrapping.
fn for_screen(text: &str) -> Result<Vec<u8>, Obstacle> {
    let whole = format!("\x1b]52;c;{}\x07", encode(text)?).into_bytes();
    Ok(whole
        .chunks(SCREEN_PIECE)
        .flat_map(|piece| [b"\x1bP".as_slice(), piece, b"\x1b\\"].concat())
        .collect())
}

fn encode(text: &str) -> Result<String, Obstacle> {
    // Four characters for three bytes; reckoned first, so that a huge letter is not encoded in vain.
    let size = text.len().div_ceil(3) * 4;
    if size > MOST {
        Err(Obstacle::TooLong { size, limit: MOST })
    } else {
        Ok(base64::encode(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str, is_screen: bool) -> Vec<u8> {
        let mut out = Vec::new();
        send(text, is_screen, &mut out).expect("the test's own step works");
        out
    }

    #[test]
    fn the_sequence_is_ended_by_st() {
        assert_eq!(
            sent("Dear Ms Okafor,\n", false),
            b"\x1b]52;c;RGVhciBNcyBPa2Fmb3IsCg==\x1b\\"
        );
        assert_eq!(
            sent("é £ 👩‍⚕️", false),
            b"\x1b]52;c;w6kgwqMg8J+RqeKAjeKale+4jw==\x1b\\"
        );
        assert_eq!(sent("", false), b"\x1b]52;c;\x1b\\");
    }

    #[test]
    fn screen_gets_pieces_of_768_bytes_that_join_to_the_whole() {
        assert_eq!(sent("abc", true), b"\x1bP\x1b]52;c;YWJj\x07\x1b\\");
        let text = "Question 1. ".repeat(500);
        let out = sent(&text, true);
        let mut whole = Vec::new();
        for piece in out.chunks(768) {
            assert!(piece.starts_with(b"\x1bP") && piece.ends_with(b"\x1b\\"));
            whole.extend_from_slice(&piece[2..piece.len() - 2]);
        }
        assert_eq!(
            whole,
            format!("\x1b]52;c;{}\x07", {
                use ::base64::Engine;
                ::base64::engine::general_purpose::STANDARD.encode(&text)
            })
            .into_bytes()
        );
    }

    #[test]
    fn a_letter_at_the_limit_goes_and_one_above_is_refused_unsent() {
        let longest = MOST / 4 * 3;
        assert!(sent(&"x".repeat(longest), false).len() <= MOST + 9);
        let mut out = Vec::new();
        assert_eq!(
            send(&"x".repeat(longest + 1), false, &mut out),
            Err(Obstacle::TooLong {
                size: 74_996,
                limit: 74_994
            })
        );
        assert!(out.is_empty());
    }

    #[test]
    fn a_terminal_that_is_not_there_is_not_claimed() {
        assert_eq!(send("x", false, &mut NoTerminal), Err(Obstacle::NoTerminal));
    }
}
