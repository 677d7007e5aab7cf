//! The text of an `OpenDocument`, paragraph by paragraph.

use std::collections::{HashMap, HashSet};

use super::super::super::numbering::{Count, marker};
use super::super::super::page::Page;
use super::super::super::table;
use super::super::super::xml::{Attributes, Step};
use super::super::super::{FindingKind, Findings, limits};
use super::styles::{Sight, Styles};

/// Elements whose contents are no text of the page.
const NOT_TEXT: [&str; 8] = [
    "title",
    "desc",
    "binary-data",
    "sequence-decls",
    "forms",
    "automatic-styles",
    "font-face-decls",
    "note-citation",
];

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    // Its style and those of the spans that are open.
    styles: Vec<String>,
    hidden: String,
    unseen: String,
}

#[derive(Debug, Default)]
struct List {
    style: String,
    // The marker of the item that has just begun.
    marker: Option<String>,
}

// Words that do not stand where they are met.
#[derive(Debug, Default)]
enum Aside {
    #[default]
    None,
    Comment,
    Note,
    Deletion,
}

/// Takes the steps through `content.xml`.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    pages: Vec<Page>,
    tables: Vec<Vec<Vec<String>>>,
    paragraphs: Vec<Paragraph>,
    lists: Vec<List>,
    // How far each list style has counted, level by level.
    counted: HashMap<String, Vec<usize>>,
    skipped: usize,
    aside: Aside,
    words: String,
    // How deep within what stands aside.
    within: usize,
    notes: Vec<String>,
    regions: HashSet<String>,
    region: String,
    inserting: bool,
    inserted: String,
    findings: Findings,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            pages: vec![Page::default()],
            tables: Vec::new(),
            paragraphs: Vec::new(),
            lists: Vec::new(),
            counted: HashMap::new(),
            skipped: 0,
            aside: Aside::None,
            words: String::new(),
            within: 0,
            notes: Vec::new(),
            regions: HashSet::new(),
            region: String::new(),
            inserting: false,
            inserted: String::new(),
            findings: Findings::default(),
        }
    }

    pub(super) fn finish(mut self) -> (String, Findings) {
        let mut page = self.pages.drain(..).next().unwrap_or_default();
        for (number, note) in self.notes.iter().enumerate() {
            page.paragraph(&format!("[note {}: {}]", number + 1, note.trim()));
        }
        (page.into_text(), self.findings)
    }

    pub(super) fn take(&mut self, step: &Step<'_>) {
        match *step {
            Step::Start(..) if self.skipped > 0 => self.skipped += 1,
            Step::End(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Text(_) if self.skipped > 0 => {}
            Step::Start(name, _) if NOT_TEXT.contains(&name) => self.skipped = 1,
            Step::Start(name, _) if self.within > 0 => {
                self.within += 1;
                if matches!(name, "s" | "tab" | "line-break") {
                    self.words.push(' ');
                } else if matches!(name, "date" | "creator") {
                    self.within -= 1;
                    self.skipped = 1;
                }
            }
            Step::Text(text) if self.within > 0 => self.words.push_str(text),
            Step::End(name) if self.within > 0 => {
                self.within -= 1;
                if matches!(name, "p" | "h") {
                    self.words.push(' ');
                }
                if self.within == 0 {
                    self.end_aside();
                }
            }
            Step::Start(name, with) => self.begin(name, with),
            Step::End(name) => self.end(name),
            Step::Text(text) => self.write(text),
        }
    }

    fn step_aside(&mut self, aside: Aside) {
        self.aside = aside;
        self.within = 1;
        self.words.clear();
    }

    fn end_aside(&mut self) {
        let words = std::mem::take(&mut self.words);
        match std::mem::take(&mut self.aside) {
            Aside::Comment => self.findings.note(FindingKind::Comment, &words),
            Aside::Deletion => self.findings.note(FindingKind::Deleted, &words),
            Aside::Note => {
                self.notes.push(words);
                let words = format!(" [note {}]", self.notes.len());
                self.write(&words);
            }
            Aside::None => {}
        }
    }

    fn begin(&mut self, name: &str, with: &Attributes<'_>) {
        match name {
            "p" | "h" => self.paragraphs.push(Paragraph {
                styles: vec![with.get("style-name").unwrap_or_default()],
                ..Paragraph::default()
            }),
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && paragraph.styles.len() < limits::DEPTH
                {
                    paragraph
                        .styles
                        .push(with.get("style-name").unwrap_or_default());
                }
            }
            "s" => {
                let count = with
                    .get("c")
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(1);
                self.write(&" ".repeat(usize::min(count, 40)));
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "list" => self.begin_list(with),
            "list-item" => self.begin_item(with),
            "annotation" => self.step_aside(Aside::Comment),
            "note" => self.step_aside(Aside::Note),
            "changed-region" => self.region = with.get("id").unwrap_or_default(),
            "insertion" => {
                self.regions.insert(std::mem::take(&mut self.region));
            }
            "deletion" => self.step_aside(Aside::Deletion),
            "change-start" => {
                self.inserting = with
                    .get("change-id")
                    .is_some_and(|id| self.regions.contains(&id));
            }
            "change-end" => {
                self.inserting = false;
                let words = std::mem::take(&mut self.inserted);
                self.findings.note(FindingKind::Inserted, &words);
            }
            "table" if self.tables.len() < limits::DEPTH => self.tables.push(Vec::new()),
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.push(Vec::new());
                }
            }
            "table-cell" => self.pages.push(Page::default()),
            _ => {}
        }
    }

    fn begin_list(&mut self, with: &Attributes<'_>) {
        let level = self.lists.len();
        let around = self.lists.last().map(|list| list.style.clone());
        let style = with.get("style-name").or(around).unwrap_or_default();
        // A list at the outermost level begins anew, unless it says that it goes on.
        let goes_on = with
            .get("continue-numbering")
            .is_some_and(|on| on == "true")
            || with.get("continue-list").is_some();
        let counted = self.counted.entry(style.clone()).or_default();
        if !goes_on {
            counted.truncate(level);
        }
        self.lists.push(List {
            style,
            marker: None,
        });
    }

    fn begin_item(&mut self, with: &Attributes<'_>) {
        let Some(at) = self.lists.len().checked_sub(1) else {
            return;
        };
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let level = self
            .styles
            .level_of(&list.style, at)
            .cloned()
            .unwrap_or_default();
        let counted = self.counted.entry(list.style.clone()).or_default();
        counted.truncate(at + 1);
        while counted.len() < at {
            counted.push(1);
        }
        let start = with.get("start-value").and_then(|start| start.parse().ok());
        match (start, counted.get_mut(at)) {
            (Some(start), Some(number)) => *number = start,
            (None, Some(number)) => *number = number.saturating_add(1),
            (start, None) => counted.push(start.unwrap_or(level.start)),
        }
        list.marker = match level.count {
            Count::Bullet => Some(level.sign.to_owned()),
            Count::Silent => None,
            _ => {
                let shown = level.shown.clamp(1, at + 1);
                let numbers = counted.iter().enumerate().skip(at + 1 - shown);
                let printed: Vec<String> = numbers
                    .map(|(other, number)| {
                        let level = self.styles.level_of(&list.style, other);
                        level
                            .map_or(Count::Decimal, |level| level.count)
                            .print(*number)
                    })
                    .collect();
                Some(marker(&format!(
                    "{}{}{}",
                    level.before,
                    printed.join("."),
                    level.after
                )))
            }
        };
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut()
                    && paragraph.styles.len() > 1
                {
                    paragraph.styles.pop();
                }
            }
            "list" => {
                self.lists.pop();
            }
            "table-cell" if self.pages.len() > 1 => {
                let cell = self.pages.pop().map(Page::into_text).unwrap_or_default();
                if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
                    row.push(cell);
                }
            }
            "table" => {
                let rows = self.tables.pop().unwrap_or_default();
                if let Some(page) = self.pages.last_mut() {
                    page.block(&table::lay_out(&rows));
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match self.styles.sight(&paragraph.styles) {
            Sight::Hidden => paragraph.hidden.push_str(text),
            Sight::Unseen => paragraph.unseen.push_str(text),
            Sight::Seen => {
                paragraph.text.push_str(text);
                if self.inserting {
                    self.inserted.push_str(text);
                }
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        self.findings.note(FindingKind::Hidden, &paragraph.hidden);
        self.findings.note(FindingKind::Unseen, &paragraph.unseen);
        let level = self.lists.len().saturating_sub(1);
        let marker = match self.lists.last_mut() {
            Some(list) if list.style.is_empty() => {
                let style = paragraph
                    .styles
                    .first()
                    .and_then(|style| self.styles.list_of(style));
                if let Some(style) = style {
                    list.style = style;
                }
                list.marker.take()
            }
            Some(list) => list.marker.take(),
            None => None,
        };
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        match marker {
            Some(marker) => page.item(level, &marker, &paragraph.text),
            None => page.paragraph(&paragraph.text),
        }
    }
}
