//! Letters by their codes: the code page of the document, that of a font, and Unicode.

use std::collections::HashMap;

use super::super::codepage;
use mail_parser::decoders::charsets::map::charset_decoder;

/// The most fonts that are remembered.
const FONTS: usize = 4_096;

/// Which letters codes stand for.
#[derive(Debug, Default)]
pub(super) struct Letters {
    page: Option<&'static str>,
    fonts: HashMap<i32, &'static str>,
    // The first half of a letter that Unicode writes in two.
    high: Option<u16>,
    // The first byte of a letter that the code page writes in two.
    lead: Option<u8>,
}

impl Letters {
    /// Takes the code page of the document.
    pub(super) fn page(&mut self, number: i32) {
        self.page = codepage::name(number);
    }

    /// Takes the code page of a font.
    pub(super) fn font(&mut self, font: i32, charset: i32) {
        let page = match charset {
            77 => "macintosh",
            128 => "shift_jis",
            129 => "euc-kr",
            134 => "gbk",
            136 => "big5",
            161 => "windows-1253",
            162 => "windows-1254",
            163 => "windows-1258",
            177 => "windows-1255",
            178 => "windows-1256",
            186 => "windows-1257",
            204 => "windows-1251",
            222 => "windows-874",
            238 => "windows-1250",
            2 => "symbol",
            _ => return,
        };
        if self.fonts.len() < FONTS {
            self.fonts.insert(font, page);
        }
    }

    /// Returns the letter of a byte; none while the second half of one is awaited.
    pub(super) fn letter(&mut self, font: i32, byte: u8) -> Option<char> {
        if byte < 0x80 && self.lead.is_none() {
            return Some(char::from(byte)).filter(|letter| !letter.is_control() || *letter == '\t');
        }
        let page = self.fonts.get(&font).copied().or(self.page);
        let Some(page) = page else {
            return Some(crate::text::decode::windows_1252(byte));
        };
        if page == "symbol" {
            return Some('•');
        }
        let Some(decoder) = charset_decoder(page.as_bytes()) else {
            return Some(crate::text::decode::windows_1252(byte));
        };
        let two = matches!(page, "shift_jis" | "gbk" | "euc-kr" | "big5");
        let decoded = match self.lead.take() {
            Some(lead) => decoder(&[lead, byte]),
            None => decoder(&[byte]),
        };
        let letter = decoded
            .chars()
            .next()
            .filter(|letter| *letter != char::REPLACEMENT_CHARACTER);
        if letter.is_none() && two && decoded.chars().count() <= 1 {
            self.lead = Some(byte);
        }
        letter
    }

    /// Returns the letter of a number that Unicode gives it; numbers above 32,767 come as negative ones.
    pub(super) fn unit(&mut self, number: i32) -> Option<char> {
        let number = if number < 0 { number + 65_536 } else { number };
        let number = u32::try_from(number).ok()?;
        let Ok(unit) = u16::try_from(number) else {
            return char::from_u32(number);
        };
        let units = [self.high.take(), Some(unit)];
        let mut letters = char::decode_utf16(units.into_iter().flatten());
        if let Some(Ok(letter)) = letters.next() {
            return Some(letter);
        }
        self.high = (0xd800..0xdc00).contains(&unit).then_some(unit);
        None
    }
}
