//! Fonts: which letters codes stand for, and how wide they are.

use std::collections::HashMap;

use super::super::Refusal;
use super::file::File;
use super::glyphs::{meaning, of_encoding};
use super::object::{Dictionary, Object, Parser};

/// The most codes of a font.
const CODES: usize = 70_000;

/// A font.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Codes are of two bytes.
    wide: bool,
    /// Codes are UTF-16.
    unicode: bool,
    letters: HashMap<u32, String>,
    encoding: String,
    widths: HashMap<u32, f64>,
    usual: Option<f64>,
    fixed: bool,
}

/// A code of a string, understood.
pub(super) struct Letter {
    /// What it means; none if the font does not tell.
    pub(super) text: Option<String>,
    /// How wide it is, as a part of the size of the font.
    pub(super) width: f64,
    /// Is the one-byte code of a space, which word spacing widens.
    pub(super) space: bool,
}

impl Font {
    pub(super) fn read(file: &mut File<'_>, font: &Dictionary) -> Result<Self, Refusal> {
        let mut read = Self {
            wide: font.get("Subtype").and_then(Object::name) == Some("Type0"),
            ..Self::default()
        };
        let base = font
            .get("BaseFont")
            .and_then(Object::name)
            .unwrap_or_default();
        read.fixed = base.contains("Courier") || base.contains("Mono");
        if read.wide {
            read.widths_of_codes(file, font);
            let encoding = file.get(font, "Encoding");
            let encoding = encoding.as_ref().and_then(Object::name).unwrap_or_default();
            read.unicode = encoding.contains("UTF16") || encoding.contains("UCS2");
        } else {
            read.encode(file, font, base);
            read.widths_of_bytes(file, font);
        }
        if let Some(map) = font.get("ToUnicode")
            && let Some((_, map)) = file.stream(map)?
        {
            read.learn(&map);
        }
        Ok(read)
    }

    fn encode(&mut self, file: &File<'_>, font: &Dictionary, base: &str) {
        let symbolic =
            base.contains("Symbol") || base.contains("Dingbats") || base.contains("Wingdings");
        let given = file.get(font, "Encoding");
        let kind = font
            .get("Subtype")
            .and_then(Object::name)
            .unwrap_or_default();
        self.encoding = match (&given, symbolic) {
            (Some(Object::Name(name)), _) => name.clone(),
            (_, true) => "SymbolEncoding".to_owned(),
            (_, false) if kind == "Type1" && given.is_none() => "StandardEncoding".to_owned(),
            _ => "WinAnsiEncoding".to_owned(),
        };
        let Some(Object::Dictionary(given)) = given else {
            return;
        };
        if let Some(Object::Name(base)) = file.get(&given, "BaseEncoding") {
            self.encoding = base;
        }
        let Some(Object::List(differences)) = file.get(&given, "Differences") else {
            return;
        };
        let mut code = 0_u32;
        for one in differences.iter().take(CODES) {
            match one {
                Object::Number(_) => {
                    code = one
                        .count()
                        .and_then(|code| u32::try_from(code).ok())
                        .unwrap_or(0);
                }
                Object::Name(name) => {
                    if let Some(means) = meaning(name) {
                        self.letters.insert(code, means);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    fn widths_of_bytes(&mut self, file: &File<'_>, font: &Dictionary) {
        let first = file
            .get(font, "FirstChar")
            .and_then(|first| first.count())
            .unwrap_or(0);
        // Type 3 fonts count in units of their own.
        let unit = match file.get(font, "FontMatrix") {
            Some(Object::List(matrix)) => matrix.first().and_then(Object::number).unwrap_or(0.001),
            _ => 0.001,
        };
        if let Some(Object::List(widths)) = file.get(font, "Widths") {
            for (at, width) in widths.iter().take(256).enumerate() {
                let width = file.resolve(width).and_then(|width| width.number());
                if let (Some(width), Ok(code)) = (width, u32::try_from(first + at)) {
                    self.widths.insert(code, width * unit);
                }
            }
        }
    }

    fn widths_of_codes(&mut self, file: &File<'_>, font: &Dictionary) {
        let Some(Object::List(below)) = file.get(font, "DescendantFonts") else {
            return;
        };
        let Some(below) = below.first().and_then(|below| file.dictionary(below)) else {
            return;
        };
        let usual = file.get(&below, "DW").and_then(|usual| usual.number());
        self.usual = Some(usual.unwrap_or(1_000.0) / 1_000.0);
        let Some(Object::List(widths)) = file.get(&below, "W") else {
            return;
        };
        let code = |object: &Object| object.count().and_then(|code| u32::try_from(code).ok());
        let mut at = 0;
        while let Some(first) = widths.get(at).and_then(code) {
            match widths.get(at + 1).and_then(|next| file.resolve(next)) {
                Some(Object::List(list)) => {
                    for (code, width) in (first..).zip(list.iter().take(CODES)) {
                        if let Some(width) = width.number() {
                            self.widths.insert(code, width / 1_000.0);
                        }
                    }
                    at += 2;
                }
                Some(last) => {
                    let width = widths.get(at + 2).and_then(Object::number);
                    let (Some(last), Some(width)) = (code(&last), width) else {
                        break;
                    };
                    for code in (first..=last).take(CODES) {
                        self.widths.insert(code, width / 1_000.0);
                    }
                    at += 3;
                }
                None => break,
            }
            if self.widths.len() > CODES {
                break;
            }
        }
    }

    // A map of codes to letters: pairs, and ranges.
    fn learn(&mut self, map: &[u8]) {
        let mut parser = Parser::of_content(map);
        let mut held: Vec<Object> = Vec::new();
        while let Some(object) = parser.next() {
            if object.is_word(b"endbfchar") {
                for pair in held.chunks(2) {
                    if let [Object::Text(code), Object::Text(means)] = pair {
                        self.letters.insert(number(code), utf16(means));
                    }
                }
            } else if object.is_word(b"endbfrange") {
                for range in held.chunks(3) {
                    self.learn_range(range);
                }
            } else if !matches!(object, Object::Word(_)) {
                if held.len() < 3 * CODES {
                    held.push(object);
                }
                continue;
            }
            held.clear();
            if self.letters.len() > CODES {
                return;
            }
        }
    }

    fn learn_range(&mut self, range: &[Object]) {
        let [Object::Text(first), Object::Text(last), means] = range else {
            return;
        };
        let (first, last) = (number(first), number(last));
        let codes = (first..=last).take(CODES.saturating_sub(self.letters.len()));
        match means {
            Object::List(list) => {
                for (code, means) in codes.zip(list) {
                    if let Object::Text(means) = means {
                        self.letters.insert(code, utf16(means));
                    }
                }
            }
            Object::Text(start) => {
                let start = utf16(start);
                let mut letters = start.chars();
                let last = letters.next_back();
                let before = letters.as_str();
                for (step, code) in (0_u32..).zip(codes) {
                    let letter =
                        last.and_then(|last| char::from_u32(u32::from(last).checked_add(step)?));
                    if let Some(letter) = letter {
                        self.letters.insert(code, format!("{before}{letter}"));
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns what a string says, code by code.
    pub(super) fn letters<'a>(&'a self, string: &'a [u8]) -> impl Iterator<Item = Letter> + 'a {
        let size = if self.wide { 2 } else { 1 };
        string.chunks(size).map(move |bytes| {
            let code = number(bytes);
            let text = self
                .letters
                .get(&code)
                .cloned()
                .or_else(|| self.unmapped(code));
            Letter {
                width: self.width(code, text.as_deref()),
                text,
                space: !self.wide && code == 32,
            }
        })
    }

    fn unmapped(&self, code: u32) -> Option<String> {
        if self.wide {
            return char::from_u32(code)
                .filter(|_| self.unicode)
                .map(String::from);
        }
        let byte = u8::try_from(code).ok()?;
        of_encoding(&self.encoding, byte).map(String::from)
    }

    // Fonts that every reader has need not say how wide they are.
    fn width(&self, code: u32, text: Option<&str>) -> f64 {
        if let Some(width) = self.widths.get(&code).copied().or(self.usual) {
            return width;
        }
        if self.fixed {
            return 0.6;
        }
        match text.and_then(|text| text.chars().next()) {
            Some(
                'i' | 'l' | 'j' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' '
                | '(' | ')',
            ) => 0.29,
            Some('m' | 'w' | 'M' | 'W' | '—') => 0.85,
            Some(letter) if letter.is_uppercase() => 0.68,
            _ => 0.52,
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    let last = bytes.iter().rev().take(4).rev();
    last.fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().take(16).map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units)
        .filter_map(Result::ok)
        .filter(|letter| *letter != '\0')
        .collect()
}
