//! Chooses the message that holds the request when several have been forwarded or quoted, and tells an answer to a
//! quoted text, point by point, from a request with its history below.

use super::marker;
use super::tidy::Page;
use super::words::{self, Ask};
use super::zone::{Body, SignOff, asks, begins_a_message, is_asking, is_header, sign_off};

/// A stretch of lines by one writer.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    quoted: bool,
    /// Begins with the head of a message, other than "On 4 May, FOI wrote:".
    headed: bool,
}

impl Piece {
    fn body(self) -> Body {
        Body {
            start: self.start,
            end: self.end,
            asides: false,
        }
    }
}

/// Returns the message in which the questions stand, or everything if none asks.
pub(super) fn choose(page: &Page) -> Body {
    let pieces = pieces(page);
    let mut covering = None;
    // What has been looked for from the head of a message need not be looked for again further down in it.
    let mut fresh = true;
    for (index, piece) in pieces.iter().enumerate() {
        let body = piece.body();
        fresh |= piece.headed;
        if fresh && !piece.quoted {
            fresh = false;
            if let Some(body) = answers_to_quotes(page, pieces.get(index..).unwrap_or(&[])) {
                return body;
            }
        }
        if !asks(page, body) {
            continue;
        }
        if pieces.len() > index + 1 && passes_on(page, *piece) {
            covering = covering.or(Some(body));
            fresh = true;
            continue;
        }
        return body;
    }
    covering.unwrap_or(Body {
        start: 0,
        end: page.lines.len(),
        asides: false,
    })
}

fn pieces(page: &Page) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece {
        start: 0,
        end: 0,
        quoted: page.lines.first().is_some_and(|line| line.quoted),
        headed: false,
    };
    for at in 0..page.lines.len() {
        if page.is_blank(at) {
            continue;
        }
        let quoted = page.lines.get(at).is_some_and(|line| line.quoted);
        let head = begins_a_message(page, at);
        if quoted != piece.quoted || head {
            pieces.push(Piece { end: at, ..piece });
            piece = Piece {
                start: at,
                end: at,
                quoted,
                headed: head && !page.line(at).to_lowercase().starts_with("on "),
            };
        }
    }
    pieces.push(Piece {
        end: page.lines.len(),
        ..piece
    });
    pieces
}

/// A quotation and the writer's questions below it, as often as they alternate. A writer who has asked and signed
/// before the first quotation has only left the history below.
fn answers_to_quotes(page: &Page, pieces: &[Piece]) -> Option<Body> {
    let (first, rest) = pieces.split_first()?;
    let mut quoted = false;
    let mut asked_and_signed = false;
    let mut end = None;
    for piece in std::iter::once(first).chain(rest) {
        if piece.quoted {
            quoted = true;
        } else if piece.start > first.start && piece.headed {
            break;
        } else if !quoted {
            asked_and_signed |= asks(page, piece.body()) && is_signed(page, *piece);
        } else if !asked_and_signed && asks_plainly(page, *piece) {
            end = Some(piece.end);
        }
        if asked_and_signed {
            return None;
        }
    }
    end.map(|end| Body {
        start: first.start,
        end,
        asides: true,
    })
}

fn is_signed(page: &Page, piece: Piece) -> bool {
    (piece.start..piece.end).any(|line| sign_off(page.line(line)) != SignOff::No)
}

/// Asks in so many words; the small print of a signature does not count.
fn asks_plainly(page: &Page, piece: Piece) -> bool {
    (piece.start..piece.end)
        .take_while(|line| sign_off(page.line(*line)) != SignOff::Yours)
        .any(|index| {
            let line = page.line(index);
            let rest = marker::read(line)
                .filter(marker::Mark::is_plain_to_see)
                .and_then(|mark| line.get(mark.len..));
            let asks = |text: &str| {
                words::asks_for_something(text) && !words::is_admin(text) && !prints(text)
            };
            rest.map_or_else(|| asks(line), |rest| words::ask(rest) > Ask::No)
        })
}

/// "Do you really need to print this e-mail?"
fn prints(text: &str) -> bool {
    words::words(text).any(|word| {
        ["print", "printing", "recipient", "environment"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    })
}

/// A note by one who only passes the letter below on: it numbers nothing and asks next to nothing, and either says that
/// it forwards or speaks of where the letter should go.
fn passes_on(page: &Page, piece: Piece) -> bool {
    const MOST: usize = 2;
    const WORDS: usize = 80;
    const PHRASES: &[&str] = &[
        "fyi",
        "log this",
        "this one",
        "is this for",
        "for you?",
        "for your team",
        "not ours",
        "please action",
    ];
    // Who wants something for himself says what.
    const WANTED: &[&str] = &[
        "how", "what", "provide", "number", "copy", "copies", "list", "details",
    ];
    let lines = || {
        (piece.start..piece.end)
            .map(|index| page.line(index))
            .filter(|line| !line.is_empty())
    };
    let own = || lines().filter(|line| !is_header(line));
    let numbered = own().any(|line| marker::read(line).is_some_and(|mark| mark.is_plain_to_see()));
    let asking = (piece.start..piece.end)
        .filter(|line| is_asking(page, *line))
        .count();
    let length: usize = own()
        .map(|line| words::words(line).take(WORDS).count())
        .sum();
    let wants = own().any(|line| {
        words::ask(line) >= Ask::Request
            && words::words(line)
                .any(|word| WANTED.iter().any(|known| known.eq_ignore_ascii_case(word)))
    });
    if numbered || wants || asking > MOST || length > WORDS {
        return false;
    }
    let below = page.line(piece.end).to_lowercase();
    let forwards = below.contains("forwarded message")
        || lines().any(|line| {
            let head: String = line.to_lowercase().chars().take(14).collect();
            head.starts_with("subject: fw")
        });
    forwards
        || own().any(|line| {
            let lower = line.to_lowercase();
            PHRASES.iter().any(|phrase| lower.contains(phrase))
        })
}

#[cfg(test)]
mod tests {
    use crate::text::split::split;

    fn questions(text: &str) -> Vec<String> {
        split(text)
            .questions
            .into_iter()
            .map(|part| part.text)
            .collect()
    }

    #[test]
    fn what_is_quoted_between_the_questions_is_not_asked() {
        let numbered = "Dear Sir\n\n> 1. We hold 30.\n\n1. How many are new?\n\n> 2. Refused.\n\n2. Who refused?\n\nYours";
        assert_eq!(questions(numbered), ["How many are new?", "Who refused?"]);
        let plain = "Hi\n\nOn 4 May, FOI wrote:\n> 1. How many?\n> 41\n\nAre they old?\n\n> 2. Who?\n\nWhy was this so?\n\nPat";
        assert_eq!(questions(plain), ["Are they old?", "Why was this so?"]);
    }

    #[test]
    fn a_note_that_passes_a_letter_on_asks_nothing_of_its_own() {
        let text = "Is this one for you?\nBev\n\n---------- Forwarded message ---------\nFrom: S\nTo: P\n\nDear Sir\n\nHow many stalls were let?\n\nS";
        assert_eq!(questions(text), ["How many stalls were let?"]);
    }

    #[test]
    fn a_short_reply_with_a_question_of_its_own_is_the_request() {
        let text = "Hi, see below. Can you also tell me how many were refused?\nThanks\nPat\n\n-----Original Message-----\nFrom: FOI\nTo: Pat\n\n1. How many?\n20";
        assert_eq!(questions(text).len(), 1);
        assert!(questions(text)[0].ends_with("how many were refused?"));
    }

    #[test]
    fn the_history_below_a_signed_request_stays_history() {
        let text = "1. How many dogs?\n2. How many cats?\nThanks\nSam\n\n> 1. How many?\n> 20\nWhy did you print this?";
        assert_eq!(questions(text), ["How many dogs?", "How many cats?"]);
    }
}
