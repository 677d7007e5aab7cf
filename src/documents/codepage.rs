//! The code pages of Windows and the Macintosh, by their numbers.

use mail_parser::decoders::charsets::map::charset_decoder;

/// Returns the name by which a code page is known; none for the usual one of Western Europe.
pub(super) fn name(number: i32) -> Option<&'static str> {
    Some(match number {
        437 => "ibm437",
        850 => "ibm850",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        1255 => "windows-1255",
        1256 => "windows-1256",
        1257 => "windows-1257",
        1258 => "windows-1258",
        10_000 => "macintosh",
        20_866 => "koi8-r",
        28_591 => "iso-8859-1",
        28_592 => "iso-8859-2",
        28_605 => "iso-8859-15",
        65_001 => "utf-8",
        _ => return None,
    })
}

/// Returns the text that bytes spell in a code page.
pub(super) fn decode(bytes: &[u8], number: i32) -> String {
    match name(number).and_then(|name| charset_decoder(name.as_bytes())) {
        Some(decoder) => decoder(bytes),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes
                .iter()
                .map(|byte| crate::text::decode::windows_1252(*byte))
                .collect(),
        },
    }
}
