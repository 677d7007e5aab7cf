//! The text of a Word document, run by run.

use super::super::super::page::Page;
use super::super::super::table;
use super::super::super::xml::{Attributes, Step};
use super::super::super::{FindingKind, Findings};
use super::lists::Lists;
use super::styles::Styles;

/// Letters of two points or less are not there to be read; Word counts in half points.
const TINY: usize = 4;

/// Elements whose contents are no text of the page: field codes, second versions of a drawing, former properties.
const NOT_TEXT: [&str; 8] = [
    "Fallback",
    "instrText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "sectPrChange",
    "tcPrChange",
];

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: String,
    list: Option<String>,
    level: Option<usize>,
    hidden: String,
    unseen: String,
    shaded: bool,
}

/// What the words of a run look like.
#[derive(Debug, Default, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "properties of letters, each of which is so or not"
)]
struct Run {
    hidden: bool,
    white: bool,
    tiny: bool,
    shaded: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    shaded: bool,
}

/// Takes the steps through `document.xml`.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    lists: &'a mut Lists,
    // The body, and the cells that are open in it.
    pages: Vec<Page>,
    tables: Vec<Table>,
    // The paragraph, and those of text boxes within it.
    paragraphs: Vec<Paragraph>,
    run: Run,
    // How deep in properties of paragraphs, in what is skipped, in tracked changes.
    properties: usize,
    skipped: usize,
    deleting: usize,
    inserting: usize,
    in_text: bool,
    deleted: String,
    inserted: String,
    notes: Vec<(&'static str, String)>,
    findings: Findings,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, lists: &'a mut Lists) -> Self {
        Self {
            styles,
            lists,
            pages: vec![Page::default()],
            tables: Vec::new(),
            paragraphs: Vec::new(),
            run: Run::default(),
            properties: 0,
            skipped: 0,
            deleting: 0,
            inserting: 0,
            in_text: false,
            deleted: String::new(),
            inserted: String::new(),
            notes: Vec::new(),
            findings: Findings::default(),
        }
    }

    /// Returns the text, the notes that it refers to, and what was found.
    pub(super) fn finish(mut self) -> (String, Vec<(&'static str, String)>, Findings) {
        let text = self.pages.drain(..).next().map(Page::into_text);
        (text.unwrap_or_default(), self.notes, self.findings)
    }

    pub(super) fn take(&mut self, step: &Step<'_>) {
        match *step {
            Step::Start(..) if self.skipped > 0 => self.skipped += 1,
            Step::End(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Start(name, _) if NOT_TEXT.contains(&name) => self.skipped = 1,
            Step::Start(name, with) => self.begin(name, with),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.in_text && self.skipped == 0 => self.write(text),
            Step::Text(_) => {}
        }
    }

    fn begin(&mut self, name: &str, with: &Attributes<'_>) {
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.properties += 1,
            "r" => self.run = Run::default(),
            "t" | "delText" => self.in_text = true,
            "tab" | "ptab" if self.properties == 0 => self.write("\t"),
            "br" | "cr" if self.properties == 0 => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => self.write("•"),
            "del" | "moveFrom" => self.deleting += 1,
            "ins" | "moveTo" => self.inserting += 1,
            "footnoteReference" => self.refer("footnote", with),
            "endnoteReference" => self.refer("endnote", with),
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                self.pages.push(Page::default());
                if let Some(table) = self.tables.last_mut() {
                    table.shaded = false;
                }
            }
            _ => self.property(name, with),
        }
    }

    fn property(&mut self, name: &str, with: &Attributes<'_>) {
        let of_paragraph = self.properties > 0;
        let value = || with.get("val").unwrap_or_default();
        let paragraph = self.paragraphs.last_mut();
        match (name, paragraph) {
            ("pStyle", Some(paragraph)) => paragraph.style = value(),
            ("numId", Some(paragraph)) if of_paragraph => paragraph.list = Some(value()),
            ("ilvl", Some(paragraph)) if of_paragraph => paragraph.level = value().parse().ok(),
            ("shd", paragraph) => {
                let fill = with.get("fill").unwrap_or_default().to_ascii_lowercase();
                let shaded = !matches!(fill.as_str(), "" | "auto" | "ffffff" | "none");
                match (paragraph, self.tables.last_mut()) {
                    (Some(paragraph), _) if of_paragraph => paragraph.shaded |= shaded,
                    (Some(_), _) => self.run.shaded |= shaded,
                    (None, Some(table)) => table.shaded |= shaded,
                    (None, None) => {}
                }
            }
            // The properties of the paragraph mark are no property of words.
            _ if of_paragraph => {}
            ("vanish", _) => self.run.hidden |= with.is_on(),
            ("rStyle", _) => self.run.hidden |= self.styles.is_hidden(&value()),
            ("color", _) => self.run.white = value().eq_ignore_ascii_case("ffffff"),
            ("highlight", _) => self.run.shaded |= value() != "none",
            ("sz", _) => self.run.tiny = value().parse().is_ok_and(|size: usize| size <= TINY),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" | "delText" => self.in_text = false,
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "p" => self.end_paragraph(),
            "del" | "moveFrom" => {
                self.deleting = self.deleting.saturating_sub(1);
                if self.deleting == 0 {
                    let words = std::mem::take(&mut self.deleted);
                    self.findings.note(FindingKind::Deleted, &words);
                }
            }
            "ins" | "moveTo" => {
                self.inserting = self.inserting.saturating_sub(1);
                if self.inserting == 0 {
                    let words = std::mem::take(&mut self.inserted);
                    self.findings.note(FindingKind::Inserted, &words);
                }
            }
            "tc" if self.pages.len() > 1 => {
                let cell = self.pages.pop().map(Page::into_text).unwrap_or_default();
                let row = self
                    .tables
                    .last_mut()
                    .and_then(|table| table.rows.last_mut());
                if let Some(row) = row {
                    row.push(cell);
                }
            }
            "tbl" => {
                let rows = self.tables.pop().unwrap_or_default().rows;
                if let Some(page) = self.pages.last_mut() {
                    page.block(&table::lay_out(&rows));
                }
            }
            _ => {}
        }
    }

    fn refer(&mut self, kind: &'static str, with: &Attributes<'_>) {
        self.notes.push((kind, with.get("id").unwrap_or_default()));
        let words = format!(" [note {}]", self.notes.len());
        self.write(&words);
    }

    fn write(&mut self, text: &str) {
        if self.deleting > 0 {
            self.deleted.push_str(text);
            return;
        }
        let shaded = self.tables.iter().any(|table| table.shaded);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let run = self.run;
        if run.hidden || self.styles.is_hidden(&paragraph.style) {
            paragraph.hidden.push_str(text);
        } else if run.tiny || (run.white && !run.shaded && !paragraph.shaded && !shaded) {
            paragraph.unseen.push_str(text);
        } else {
            paragraph.text.push_str(text);
            if self.inserting > 0 {
                self.inserted.push_str(text);
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        self.findings.note(FindingKind::Hidden, &paragraph.hidden);
        self.findings.note(FindingKind::Unseen, &paragraph.unseen);
        let of_style = self.styles.list(&paragraph.style);
        let (list, level) = match (paragraph.list, of_style) {
            (Some(list), of_style) => (Some(list), of_style.and_then(|(_, level)| level)),
            (None, Some((list, level))) => {
                let level = level.or_else(|| self.lists.level_of_style(&list, &paragraph.style));
                (Some(list), level)
            }
            (None, None) => (None, None),
        };
        let level = paragraph.level.or(level).unwrap_or(0);
        // An empty paragraph of a list counts as well.
        let marker = list
            .filter(|list| list != "0")
            .and_then(|list| self.lists.next(&list, level));
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        match marker {
            Some(marker) => page.item(level, &marker, &paragraph.text),
            None => page.paragraph(&paragraph.text),
        }
    }
}
