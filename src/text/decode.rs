//! Bytes into text: UTF-8, UTF-16 with a mark, and the Windows-1252 of old mails. Documents are told by their first bytes.

/// How the letters of a text were stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, told by its mark.
    Utf16,
    /// Neither: read as Windows-1252, in which every byte is a letter.
    Windows1252,
}

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// A document of another program.
    #[error("this is {0}, not text; open it, copy the text and paste it, or save it as plain text")]
    Document(&'static str),
    /// Something else.
    #[error("this is not text but binary data")]
    Binary,
}

/// What the first bytes of common documents are.
const DOCUMENTS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Outlook or old Word file",
    ),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
];

/// Bytes 0x80 to 0x9f of Windows-1252. The five that it leaves open are shown as what they are: unknown.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

/// Returns the text of bytes, and how it was stored.
///
/// # Errors
/// [`NotText`] for documents and binary data.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    if let Some((_, name)) = DOCUMENTS
        .iter()
        .find(|(start, _)| bytes.starts_with(start) && !is_prose(bytes, start))
    {
        return Err(NotText::Document(name));
    }
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        _ => {}
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_binary(body) {
        return Err(NotText::Binary);
    }
    if let Ok(text) = std::str::from_utf8(body) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    Ok((
        body.iter().map(|byte| windows(*byte)).collect(),
        Encoding::Windows1252,
    ))
}

// "MZ" may begin a sentence; nothing else in the list can.
fn is_prose(bytes: &[u8], start: &[u8]) -> bool {
    start == b"MZ" && !is_binary(bytes)
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<(String, Encoding), NotText> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    let broken = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER || *c == '\0')
        .count();
    if broken * 10 > text.len() {
        Err(NotText::Binary)
    } else {
        Ok((text, Encoding::Utf16))
    }
}

// Text has no NULs to speak of, and few control characters. A sample from the start decides: binary data begins so.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    let nuls = sample.iter().filter(|byte| **byte == 0).count();
    let controls = sample
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b))
        .count();
    nuls * 100 > sample.len() || controls * 10 > sample.len()
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_old_mails_are_read_as_they_were_meant() {
        let (text, encoding) = decode(b"caf\xe9 \x93not held\x94 \x80450").expect("text");
        assert_eq!(
            (text.as_str(), encoding),
            ("café “not held” €450", Encoding::Windows1252)
        );
        assert_eq!(
            decode("café".as_bytes()),
            Ok(("café".into(), Encoding::Utf8))
        );
        assert_eq!(
            decode(b"\xff\xfeH\0i\0"),
            Ok(("Hi".into(), Encoding::Utf16))
        );
    }

    #[test]
    fn documents_and_data_are_named_for_what_they_are() {
        let refused = |bytes: &[u8]| decode(bytes).expect_err("no text").to_string();
        assert!(refused(b"%PDF-1.7 ...").contains("PDF"));
        assert!(refused(b"PK\x03\x04....").contains("Word"));
        assert!(refused(&[0, 1, 2, 3, 0, 255].repeat(50)).contains("binary"));
        assert!(decode(b"MZ is how some names begin.").is_ok());
    }
}
