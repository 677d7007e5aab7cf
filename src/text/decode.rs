//! Bytes into text, without ever guessing silently.

use std::fmt;

/// How a text was written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at its start.
    Utf8,
    /// UTF-16 with the low byte first.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// Windows-1252. This is a guess, made because the bytes are no UTF-8: tell the officer.
    Windows1252,
}

impl Encoding {
    /// Says whether the encoding was guessed, so that some letters may be wrong.
    pub fn is_guess(self) -> bool {
        self == Self::Windows1252
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// Why bytes are no text, in words for the officer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// The first bytes say what it is.
    #[error("this is {what}; {advice}")]
    Known {
        /// What it is, with its article.
        what: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// It looks like a program's own format.
    #[error(
        "this is not text but a program's own format; open it in that program and save it as text first"
    )]
    Binary,
    /// It says it is UTF-16, but is not.
    #[error("this is {encoding} text, but damaged near byte {at}; save it again as UTF-8 text")]
    Damaged {
        /// What it says it is.
        encoding: Encoding,
        /// The first byte that does not fit.
        at: usize,
    },
}

const SAVE_AS_TEXT: &str = "save it as text first";
const COPY_TEXT: &str = "copy its words into a text file first";
const UNPACK: &str = "unpack it first";

/// First bytes of formats that officers are sent.
const KNOWN: [(&[u8], &str, &str); 14] = [
    (b"%PDF-", "a PDF document", SAVE_AS_TEXT),
    (b"{\\rtf", "a rich text document", SAVE_AS_TEXT),
    (
        b"PK\x03\x04",
        "a Word, Excel or OpenDocument file, or a ZIP archive",
        SAVE_AS_TEXT,
    ),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an older Word or Excel file, or an Outlook message",
        SAVE_AS_TEXT,
    ),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", COPY_TEXT),
    (b"\xff\xd8\xff", "a picture (JPEG)", COPY_TEXT),
    (b"GIF87a", "a picture (GIF)", COPY_TEXT),
    (b"GIF89a", "a picture (GIF)", COPY_TEXT),
    (b"II*\0", "a picture (TIFF)", COPY_TEXT),
    (b"MM\0*", "a picture (TIFF)", COPY_TEXT),
    (b"\x1f\x8b", "a packed file (gzip)", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)", UNPACK),
    (b"Rar!\x1a\x07", "a packed file (RAR)", UNPACK),
];

/// Returns the text that the bytes spell, and how.
///
/// A byte-order mark decides; without one the bytes are UTF-8 if they can be, else Windows-1252. The
/// text is not yet [clean](super::clean).
///
/// # Errors
/// Says what the bytes are, as far as it can be told, if they are no text.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    if let Some(&(_, what, advice)) = KNOWN.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(NotText::Known { what, advice });
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, Encoding::Utf16Le, 2);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, Encoding::Utf16Be, 2);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(encoding) = unmarked_utf16(bytes) {
        return utf16(bytes, encoding, 0);
    }
    let zeros = zeros_at(bytes, 0, 1);
    let controls = bytes.iter().filter(|&&byte| is_control(byte)).count();
    if zeros * 100 > bytes.len() || controls * 10 > bytes.len() {
        return Err(NotText::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    // Any byte is a letter in Windows-1252, so a guess must look more like text than UTF-8 need.
    let unassigned = bytes
        .iter()
        .filter(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d))
        .count();
    if (controls + unassigned) * 25 > bytes.len() {
        return Err(NotText::Binary);
    }
    let text = bytes.iter().map(|&byte| windows_1252(byte)).collect();
    Ok((text, Encoding::Windows1252))
}

fn is_control(byte: u8) -> bool {
    byte == 0x7f || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
}

/// Counts the zeros among every `step`th byte from `first` on.
fn zeros_at(bytes: &[u8], first: usize, step: usize) -> usize {
    let stepped = bytes.iter().skip(first).step_by(step);
    stepped.map(|&byte| usize::from(byte == 0)).sum()
}

/// Recognises UTF-16 that lost its mark: of English, every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (even, odd) = (zeros_at(bytes, 0, 2), zeros_at(bytes, 1, 2));
    let many = bytes.len() * 2 / 5;
    if !bytes.len().is_multiple_of(2) || bytes.len() < 4 {
        None
    } else if even == 0 && odd >= many {
        Some(Encoding::Utf16Le)
    } else if odd == 0 && even >= many {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn utf16(bytes: &[u8], encoding: Encoding, mark: usize) -> Result<(String, Encoding), NotText> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(pair),
        _ => u16::from_le_bytes(pair),
    });
    let damaged = |at| NotText::Damaged { encoding, at };
    let mut text = String::with_capacity(bytes.len());
    let mut at = mark;
    for letter in char::decode_utf16(units) {
        let letter = letter.map_err(|_| damaged(at))?;
        text.push(letter);
        at += 2 * letter.len_utf16();
    }
    if !odd.is_empty() {
        return Err(damaged(at));
    }
    let controls = text.bytes().filter(|&byte| is_control(byte)).count();
    if controls * 10 > text.len() {
        return Err(NotText::Binary);
    }
    Ok((text, encoding))
}

/// The letters of 0x80 to 0x9f; the five that are unassigned become controls, which cleaning counts.
const HIGH_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Returns the letter that a byte stands for in Windows-1252.
pub fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|high| HIGH_CONTROLS.get(usize::from(high)))
        .copied()
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> (String, Encoding) {
        decode(bytes).expect("text")
    }

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_decide_and_go() {
        assert_eq!(
            text(b"\xef\xbb\xbfcaf\xc3\xa9"),
            ("café".to_owned(), Encoding::Utf8)
        );
        let little = utf16_bytes("\u{feff}é漢👩\r\n", u16::to_le_bytes);
        assert_eq!(text(&little), ("é漢👩\r\n".to_owned(), Encoding::Utf16Le));
        let big = utf16_bytes("\u{feff}é漢👩", u16::to_be_bytes);
        assert_eq!(text(&big), ("é漢👩".to_owned(), Encoding::Utf16Be));
        assert_eq!(text(b""), (String::new(), Encoding::Utf8));
    }

    #[test]
    fn utf16_that_lost_its_mark_is_recognised() {
        let text_in = "Dear Sir, please send me all invoices.";
        assert_eq!(
            text(&utf16_bytes(text_in, u16::to_le_bytes)),
            (text_in.to_owned(), Encoding::Utf16Le)
        );
        assert_eq!(
            text(&utf16_bytes(text_in, u16::to_be_bytes)),
            (text_in.to_owned(), Encoding::Utf16Be)
        );
    }

    #[test]
    fn what_is_not_utf8_is_taken_for_windows_and_said_so() {
        let (text, encoding) = text(b"\x93It costs \x80 5\x94 \x96 caf\xe9");
        assert_eq!(text, "“It costs € 5” – café");
        assert!(encoding.is_guess());
        assert!(!Encoding::Utf8.is_guess());
    }

    #[test]
    fn a_document_is_named_and_what_to_do_about_it() {
        let said = |bytes: &[u8]| decode(bytes).expect_err("no text").to_string();
        assert_eq!(
            said(b"%PDF-1.7\n"),
            "this is a PDF document; save it as text first"
        );
        assert!(said(b"PK\x03\x04\x14\0").contains("Word"));
        assert!(said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("Outlook"));
        assert!(said(b"\x89PNG\r\n\x1a\n\0").contains("picture"));
        assert!(said(&[0, 1, 2, 3, 0, 0, 9, 1, 7]).contains("not text"));
        assert!(said(b"\xff\xfea\0b").contains("damaged near byte 4"));
        assert!(said(b"\xff\xfe\x00\xd8a\0").contains("damaged near byte 2"));
    }

    #[test]
    fn a_stray_zero_or_escape_in_a_long_text_is_left_to_cleaning() {
        let mut bytes = b"word ".repeat(100);
        bytes.extend(b"\0\x1b[2J");
        assert_eq!(text(&bytes).1, Encoding::Utf8);
    }

    #[test]
    fn noise_is_not_taken_for_windows_text() {
        let noise: Vec<u8> = (0u32..4000)
            .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
            .filter(|&byte| byte != 0)
            .collect();
        assert_eq!(decode(&noise), Err(NotText::Binary));
    }

    proptest! {
        #[test]
        fn utf8_comes_back_as_it_was(text in "[a-zA-Zé漢👩 \n]{1,40}") {
            prop_assert_eq!(decode(text.as_bytes()), Ok((text, Encoding::Utf8)));
        }

        #[test]
        fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((text, _)) = decode(&bytes) {
                let replaced = text.contains(char::REPLACEMENT_CHARACTER);
                prop_assert!(!replaced);
            }
        }
    }
}
