//! Rich text documents (.rtf).
//!
//! The marks of lists come as text, since every writer puts them in for readers that do not count (`\listtext`).

mod colours;
mod letters;
mod tokens;

use self::colours::Colours;
use self::letters::Letters;
use self::tokens::{Token, Tokens};
use super::page::Page;
use super::{Document, FindingKind, Findings, Kind, Refusal, limits, table};

const WHAT: &str = "a rich text document";

/// Groups within groups.
const DEEPEST: usize = 500;

/// Letters of two points or less are not there to be read; the size counts in half points.
const TINY: i32 = 4;

/// Groups whose contents are no text of the page.
const NOT_TEXT: [&str; 24] = [
    "fonttbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "objdata",
    "fldinst",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "rsidtbl",
    "generator",
    "listtable",
    "listoverridetable",
    "xmlnstbl",
    "pgdsctbl",
    "revtbl",
    "userprops",
    "filetbl",
    "bkmkstart",
    "bkmkend",
    "atnid",
    "mmathPr",
];

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Goes {
    #[default]
    Page,
    Nowhere,
    Colours,
    Fonts,
    Comment,
    Note,
    Margin,
}

/// What holds in a group, and ends with it.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "properties of letters, each of which is so or not"
)]
struct State {
    goes: Goes,
    hidden: bool,
    deleted: bool,
    tiny: bool,
    white: bool,
    backed: bool,
    font: i32,
    // How many letters stand in for one that old programs do not know.
    substitutes: usize,
    // The group begins with a mark that says: skip it unless it is known.
    optional: bool,
}

pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let (text, findings) = words(bytes)?;
    Ok(Document::of(Kind::RichText, text, findings))
}

/// Returns the words of a document, and what was found in it.
pub(super) fn words(bytes: &[u8]) -> Result<(String, Findings), Refusal> {
    let mut reader = Reader {
        state: State {
            substitutes: 1,
            ..State::default()
        },
        ..Reader::default()
    };
    for token in Tokens::of(bytes) {
        // More than is ever taken in need not be read to its end.
        if reader.written > limits::LONGEST_TEXT {
            return Err(Refusal::TooBig {
                what: "its text",
                limit: limits::LONGEST_TEXT,
            });
        }
        reader.take(&token)?;
    }
    reader.end_paragraph();
    reader.end_table();
    for (number, note) in reader.notes.iter().enumerate() {
        reader
            .page
            .paragraph(&format!("[note {}: {}]", number + 1, note.trim()));
    }
    Ok((reader.page.into_text(), reader.findings))
}

#[derive(Default)]
struct Reader {
    state: State,
    states: Vec<State>,
    letters: Letters,
    colours: Colours,
    page: Page,
    line: String,
    aside: String,
    hidden: String,
    unseen: String,
    deleted: String,
    cell: String,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    in_table: bool,
    skip: usize,
    written: usize,
    notes: Vec<String>,
    findings: Findings,
}

impl Reader {
    fn take(&mut self, token: &Token<'_>) -> Result<(), Refusal> {
        match *token {
            Token::Open => {
                if self.states.len() >= DEEPEST {
                    return Err(Refusal::Trap {
                        what: WHAT,
                        limits: "hundreds of groups within each other",
                    });
                }
                self.states.push(self.state);
                self.skip = 0;
            }
            Token::Close => self.close(),
            Token::Optional => self.state.optional = true,
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else if let Some(letter) = self.letters.letter(self.state.font, byte) {
                    self.write_letter(letter);
                }
            }
            Token::Text(text) => {
                let skipped = self.skip.min(text.len());
                self.skip -= skipped;
                let text = text.get(skipped..).unwrap_or_default();
                self.bytes(text);
            }
            Token::Word(name, number) => self.word(name, number),
        }
        Ok(())
    }

    fn bytes(&mut self, text: &[u8]) {
        if self.state.goes == Goes::Colours {
            self.colours.end(text);
            return;
        }
        for byte in text {
            if let Some(letter) = self.letters.letter(self.state.font, *byte) {
                self.write_letter(letter);
            }
        }
    }

    fn close(&mut self) {
        let inner = self.state.goes;
        if let Some(state) = self.states.pop() {
            self.state = state;
        }
        if inner != self.state.goes {
            let words = std::mem::take(&mut self.aside);
            match inner {
                Goes::Comment => self.findings.note(FindingKind::Comment, &words),
                Goes::Margin if words.chars().any(char::is_alphabetic) => {
                    self.findings.note(FindingKind::Margin, &words);
                }
                Goes::Note if !words.trim().is_empty() => {
                    self.notes.push(words);
                    let words = format!(" [note {}]", self.notes.len());
                    self.write(&words);
                }
                _ => {}
            }
        }
        self.skip = 0;
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        let optional = std::mem::take(&mut self.state.optional);
        if self.skip > 0 && name != "u" {
            // A control word may stand in for an unknown letter.
            self.skip -= 1;
        }
        match name {
            "annotation" => self.go(Goes::Comment),
            "footnote" => self.go(Goes::Note),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => {
                self.go(Goes::Margin);
            }
            "colortbl" => self.go(Goes::Colours),
            "fonttbl" => self.go(Goes::Fonts),
            // Known optional groups whose words are text of the page.
            "shptxt" | "fldrslt" | "listtext" | "pntext" => {}
            name if NOT_TEXT.contains(&name) => self.go(Goes::Nowhere),
            "red" | "green" | "blue" => self.colours.part(name, number.unwrap_or(0)),
            "ansicpg" => self.letters.page(number.unwrap_or(1252)),
            "f" => {
                self.state.font = number.unwrap_or(0);
            }
            "fcharset" => self.letters.font(self.state.font, number.unwrap_or(0)),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => {
                self.state.substitutes = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16);
            }
            _ if optional => self.go(Goes::Nowhere),
            _ => self.format(name, number, on),
        }
    }

    fn format(&mut self, name: &str, number: Option<i32>, on: bool) {
        match name {
            "par" | "sect" => self.end_paragraph(),
            "page" | "line" | "softline" => self.write("\n"),
            "tab" => self.write("\t"),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "bullet" => self.write("•"),
            "enspace" | "emspace" | "~" => self.write(" "),
            "_" => self.write("-"),
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "fs" => self.state.tiny = number.is_some_and(|size| size <= TINY),
            "cf" => self.state.white = self.colours.is_white(number.unwrap_or(0)),
            "highlight" | "cb" | "chcbpat" | "cbpat" | "clcbpat" => {
                let colour = number.unwrap_or(0);
                self.state.backed = colour > 0 && !self.colours.is_white(colour);
            }
            "plain" => {
                self.state = State {
                    goes: self.state.goes,
                    substitutes: self.state.substitutes,
                    ..State::default()
                };
            }
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => {
                let row = std::mem::take(&mut self.row);
                self.rows.push(row);
            }
            _ => {}
        }
    }

    fn go(&mut self, goes: Goes) {
        // What is within a group that goes nowhere goes nowhere as well.
        if self.state.goes != Goes::Nowhere {
            self.state.goes = goes;
        }
    }

    fn unicode(&mut self, number: i32) {
        if let Some(letter) = self.letters.unit(number) {
            self.write_letter(letter);
        }
        self.skip = self.state.substitutes;
    }

    fn write_letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        self.write(letter.encode_utf8(&mut buffer));
    }

    fn write(&mut self, text: &str) {
        let state = self.state;
        self.written += text.len();
        match state.goes {
            Goes::Page => {}
            Goes::Nowhere | Goes::Colours | Goes::Fonts => return,
            Goes::Comment | Goes::Note | Goes::Margin => {
                self.aside.push_str(text);
                return;
            }
        }
        if state.deleted {
            self.deleted.push_str(text);
        } else if state.hidden {
            self.hidden.push_str(text);
        } else if state.tiny || (state.white && !state.backed) {
            self.unseen.push_str(text);
        } else {
            self.line.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        if self.state.goes != Goes::Page {
            self.aside.push(' ');
            return;
        }
        for (kind, words) in [
            (FindingKind::Deleted, &mut self.deleted),
            (FindingKind::Hidden, &mut self.hidden),
            (FindingKind::Unseen, &mut self.unseen),
        ] {
            self.findings.note(kind, &std::mem::take(words));
        }
        let line = std::mem::take(&mut self.line);
        if self.in_table {
            self.cell.push_str(&line);
            self.cell.push_str("\n\n");
            return;
        }
        if !line.trim().is_empty() {
            self.end_table();
        }
        self.page.paragraph(&line);
    }

    fn end_cell(&mut self) {
        if self.state.goes != Goes::Page {
            return;
        }
        let table = std::mem::replace(&mut self.in_table, true);
        self.end_paragraph();
        self.in_table = table;
        let cell = std::mem::take(&mut self.cell);
        self.row.push(cell.trim().to_owned());
    }

    fn end_table(&mut self) {
        if !self.row.is_empty() {
            let row = std::mem::take(&mut self.row);
            self.rows.push(row);
        }
        let rows = std::mem::take(&mut self.rows);
        self.page.block(&table::lay_out(&rows));
    }
}

#[cfg(test)]
mod tests;
