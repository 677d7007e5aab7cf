//! Web pages and formatted mails.
//!
//! No tree is built: the elements that are open are a stack of limited depth. Lists get their numbers, quotations their
//! `>`, tables stay tables, and what a style sheet hides becomes a finding.

mod look;
mod tokens;

use mail_parser::decoders::charsets::map::charset_decoder;

use self::look::{HiddenClasses, Look};
use self::tokens::{Tag, Token, Tokens};
use super::numbering::{Count, marker};
use super::page::Page;
use super::{Document, FindingKind, Findings, Kind, Refusal, limits, table};
use crate::text::decode::decode;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let text = decoded(bytes)?;
    let mut findings = Findings::default();
    let words = words(&text, &mut findings);
    Ok(Document::of(Kind::Html, words, findings))
}

/// The encoding that the page names, unless the bytes are plainly of another.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.trim_start_matches('\u{feff}').to_owned());
    }
    let head = bytes.get(..4_096.min(bytes.len())).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if let Some((_, named)) = head.split_once("charset=") {
        let named = named.trim_start_matches(['"', '\'', ' ']);
        let end =
            named.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')));
        let name = crate::text::slice::before(named, end.unwrap_or(named.len()));
        let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        if let Some(decoder) = charset_decoder(name.as_bytes()).filter(|_| !marked) {
            return Ok(decoder(bytes));
        }
    }
    Ok(decode(bytes)?.0)
}

/// Returns the words of a page, and notes what is hidden in it.
pub(super) fn words(html: &str, findings: &mut Findings) -> String {
    let mut reader = Reader {
        sheets: vec![Sheet::default()],
        open: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        classes: HiddenClasses::default(),
        beyond: 0,
        written: 0,
        findings,
    };
    for token in Tokens::of(html) {
        // More than is ever taken in need not be read to its end.
        if reader.written > limits::LONGEST_TEXT {
            let words = "The page is longer than can be taken in; its end was not read";
            reader.findings.note(FindingKind::Unreadable, words);
            break;
        }
        match token {
            Token::Start(tag) => reader.begin(&tag),
            Token::End(name) => reader.end(&name),
            Token::Text(text) => reader.write(&text),
            Token::Style(sheet) => reader.classes.learn(sheet),
        }
    }
    reader.finish()
}

/// Where paragraphs go: the page, a cell, a quotation.
#[derive(Default)]
struct Sheet {
    page: Page,
    line: String,
    item: Option<(usize, String)>,
    hidden: String,
    unseen: String,
    quoted: bool,
}

struct Open {
    name: String,
    look: Look,
}

struct List {
    count: Count,
    next: usize,
}

struct Reader<'a> {
    sheets: Vec<Sheet>,
    open: Vec<Open>,
    lists: Vec<List>,
    tables: Vec<Vec<Vec<String>>>,
    classes: HiddenClasses,
    // Elements that are open beyond the depth that is kept.
    beyond: usize,
    written: usize,
    findings: &'a mut Findings,
}

/// Elements that have no end.
const VOID: [&str; 12] = [
    "br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source",
];

impl Reader<'_> {
    fn look(&self) -> Look {
        self.open.last().map(|open| open.look).unwrap_or_default()
    }

    fn begin(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        match name {
            "br" => self.put("\n"),
            "hr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "pre" => self.flush(),
            "div" | "section" | "article" | "dt" | "dd" | "address" | "center" => self.end_line(),
            "ol" | "ul" => {
                self.flush();
                let start = tag.get("start").and_then(|start| start.trim().parse().ok());
                self.lists.truncate(limits::DEPTH);
                self.lists.push(List {
                    count: if name == "ol" {
                        count(tag.get("type"))
                    } else {
                        Count::Bullet
                    },
                    next: start.unwrap_or(1),
                });
            }
            "li" => self.begin_item(tag),
            "blockquote" => {
                self.flush();
                let cited = tag
                    .get("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("cite"))
                    || tag
                        .get("class")
                        .is_some_and(|class| class.contains("quote"))
                    || tag.get("cite").is_some();
                if cited && self.sheets.len() < limits::DEPTH {
                    self.sheets.push(Sheet {
                        quoted: true,
                        ..Sheet::default()
                    });
                }
            }
            "table" if self.tables.len() < limits::DEPTH => {
                self.flush();
                self.tables.push(Vec::new());
            }
            "tr" => {
                self.end_cell();
                if let Some(table) = self.tables.last_mut() {
                    table.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.end_cell();
                if let Some(table) = self.tables.last_mut()
                    && self.sheets.len() < 2 * limits::DEPTH
                {
                    if table.is_empty() {
                        table.push(Vec::new());
                    }
                    self.sheets.push(Sheet::default());
                }
            }
            _ => {}
        }
        if tag.closed || VOID.contains(&name) {
            return;
        }
        if self.open.len() >= limits::DEPTH {
            self.beyond += 1;
            return;
        }
        let look = self.look().within(tag, &self.classes);
        self.open.push(Open {
            name: name.to_owned(),
            look,
        });
    }

    fn begin_item(&mut self, tag: &Tag) {
        self.flush();
        let level = self.lists.len().saturating_sub(1);
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        if let Some(value) = tag.get("value").and_then(|value| value.trim().parse().ok()) {
            list.next = value;
        }
        let printed = marker(&list.count.print(list.next));
        list.next = list.next.saturating_add(1);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.item = Some((level, printed));
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" => self.flush(),
            "div" | "section" | "article" | "dt" | "dd" | "address" | "center" => self.end_line(),
            "li" => {
                self.flush();
                // An item of nothing but an inner list keeps no marker for what comes after.
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.item = None;
                }
            }
            "ol" | "ul" => {
                self.flush();
                self.lists.pop();
            }
            "blockquote" => {
                self.flush();
                if self.sheets.last().is_some_and(|sheet| sheet.quoted) {
                    self.end_quotation();
                }
            }
            "td" | "th" | "tr" => self.end_cell(),
            "table" => {
                self.end_cell();
                if let Some(rows) = self.tables.pop() {
                    let text = table::lay_out(&rows);
                    if let Some(sheet) = self.sheets.last_mut() {
                        sheet.page.block(&text);
                    }
                }
            }
            _ => {}
        }
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    // White space is one space, as a browser has it; in <pre> it stays.
    fn write(&mut self, text: &str) {
        let pre = self.open.iter().any(|open| open.name == "pre");
        if pre {
            self.put(text);
            return;
        }
        let Some(line) = self.sheets.last().map(|sheet| &sheet.line) else {
            return;
        };
        let mut space = line.is_empty() || line.ends_with([' ', '\n']);
        let mut piece = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !space {
                    piece.push(' ');
                }
                space = true;
            } else {
                piece.push(if c == '\u{a0}' { ' ' } else { c });
                space = false;
            }
        }
        self.put(&piece);
    }

    fn put(&mut self, text: &str) {
        let look = self.look();
        self.written += text.len();
        if let Some(sheet) = self.sheets.last_mut() {
            if look.hidden {
                sheet.hidden.push_str(text);
            } else if look.is_unseen() {
                sheet.unseen.push_str(text);
            } else {
                sheet.line.push_str(text);
            }
        }
    }

    fn end_line(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            let kept = sheet.line.trim_end_matches(' ').len();
            sheet.line.truncate(kept);
            if !sheet.line.is_empty() && !sheet.line.ends_with('\n') {
                sheet.line.push('\n');
            }
        }
    }

    fn flush(&mut self) {
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        self.findings
            .note(FindingKind::Hidden, &std::mem::take(&mut sheet.hidden));
        self.findings
            .note(FindingKind::Unseen, &std::mem::take(&mut sheet.unseen));
        let line = std::mem::take(&mut sheet.line);
        if line.trim().is_empty() {
            return;
        }
        match sheet.item.take() {
            Some((level, marker)) => sheet.page.item(level, &marker, &line),
            None => sheet.page.paragraph(&line),
        }
    }

    // A cell ends at its end tag, at the next cell, and with its row or table.
    fn end_cell(&mut self) {
        self.flush();
        while self.sheets.last().is_some_and(|sheet| sheet.quoted) && self.sheets.len() > 2 {
            self.end_quotation();
        }
        if self.sheets.len() < 2
            || self.tables.is_empty()
            || self.sheets.last().is_some_and(|sheet| sheet.quoted)
        {
            return;
        }
        // A table inside a cell has sheets of its own only while one of its cells is open.
        let cells = self.sheets.iter().filter(|sheet| !sheet.quoted).count() - 1;
        if cells < self.tables.len() {
            return;
        }
        let cell = self.sheets.pop().map(|sheet| sheet.page.into_text());
        let row = self.tables.last_mut().and_then(|table| table.last_mut());
        if let (Some(cell), Some(row)) = (cell, row)
            && row.len() < limits::COLUMNS
        {
            row.push(cell);
        }
    }

    fn end_quotation(&mut self) {
        self.flush();
        if self.sheets.len() < 2 {
            return;
        }
        let quoted = self.sheets.pop().map(|sheet| sheet.page.into_text());
        let text: Vec<String> = quoted
            .unwrap_or_default()
            .lines()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect();
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.page.block(&text.join("\n"));
        }
    }

    fn finish(mut self) -> String {
        while self.sheets.len() > 1 {
            if self.sheets.last().is_some_and(|sheet| sheet.quoted) {
                self.end_quotation();
            } else {
                self.flush();
                let cell = self.sheets.pop().map(|sheet| sheet.page.into_text());
                if let (Some(cell), Some(sheet)) = (cell, self.sheets.last_mut()) {
                    sheet.page.block(&cell);
                }
            }
        }
        self.flush();
        let tables = std::mem::take(&mut self.tables);
        let mut page = self
            .sheets
            .pop()
            .map(|sheet| sheet.page)
            .unwrap_or_default();
        for rows in tables {
            page.block(&table::lay_out(&rows));
        }
        page.into_text()
    }
}

fn count(kind: Option<&str>) -> Count {
    match kind {
        Some("a") => Count::Letter,
        Some("A") => Count::Capital,
        Some("i") => Count::Roman,
        Some("I") => Count::CapitalRoman,
        _ => Count::Decimal,
    }
}

#[cfg(test)]
mod tests;
