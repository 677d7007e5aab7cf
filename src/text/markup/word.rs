//! Markdown and plain text into the body of a Word document (`WordprocessingML`).
//!
//! Lists and the numbers of questions are list formatting of Word, never typed digits, so that Word shows and copies
//! them as such. A number that Word would not count to by itself starts a list of its own.

mod question;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{escape_html, harmless, is_break};

pub use question::Marker;

/// A list of the document: what its numbers look like and where they start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Questions: `1.`, and `1(a)` below it.
    Questions {
        /// The first number.
        start: u64,
    },
    /// A numbered list of an answer.
    Numbers {
        /// The first number.
        start: u64,
    },
    /// A list with bullets.
    Bullets,
}

/// A body that is being written.
#[derive(Debug)]
pub struct Body {
    xml: String,
    lists: Vec<List>,
    first_list: u64,
    questions: question::Numbers,
}

/// How the words of a run look.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: u8,
    italic: u8,
    struck: u8,
    code: bool,
}

impl Body {
    /// Starts a body whose lists have this number and those after it.
    pub fn new(first_list: u64) -> Self {
        Self {
            xml: String::new(),
            lists: Vec::new(),
            first_list,
            questions: question::Numbers::default(),
        }
    }

    /// Returns the paragraphs, and the lists that they use in the order of their numbers.
    pub fn finish(self) -> (String, Vec<List>) {
        (self.xml, self.lists)
    }

    /// Writes a heading.
    pub fn heading(&mut self, text: &str, level: usize) {
        let style = format!("Heading{}", level.clamp(1, 4));
        self.paragraph(&style, None, "", &run(text, Look::default()));
    }

    /// Writes a paragraph of plain words; line breaks stay.
    pub fn words(&mut self, text: &str) {
        self.paragraph("", None, "", &run(text, Look::default()));
    }

    /// Writes a question under its number.
    pub fn question(&mut self, name: &str, text: &str) {
        let number = self.questions.place(name, |start| {
            self.lists.push(List::Questions { start });
            self.first_list + count(self.lists.len()) - 1
        });
        let words = match number {
            Some(_) => text.trim().to_owned(),
            // A number of the requester's own making stands as it was written.
            None => format!("{name} {}", text.trim()),
        };
        let number = number.map(|marker| (marker.list, marker.level));
        self.paragraph("Question", number, "", &run(&words, Look::default()));
    }

    /// Writes Markdown.
    pub fn markdown(&mut self, markdown: &str) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut writer = Writer {
            body: self,
            runs: String::new(),
            look: Look::default(),
            style: String::new(),
            lists: Vec::new(),
            number: None,
            table: Vec::new(),
            column: 0,
            links: Vec::new(),
        };
        for event in Parser::new_ext(markdown, options) {
            writer.event(event);
        }
        writer.flush();
    }

    fn paragraph(&mut self, style: &str, number: Option<(u64, u32)>, more: &str, runs: &str) {
        self.xml.push_str("<w:p>");
        let style = if style.is_empty() {
            String::new()
        } else {
            format!("<w:pStyle w:val=\"{style}\"/>")
        };
        let number = number.map_or_else(String::new, |(list, level)| {
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
        });
        if !style.is_empty() || !number.is_empty() || !more.is_empty() {
            let properties = ["<w:pPr>", &style, &number, more, "</w:pPr>"];
            self.xml.push_str(&properties.concat());
        }
        self.xml.push_str(runs);
        self.xml.push_str("</w:p>");
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

// Markdown on its way into a body.
struct Writer<'b> {
    body: &'b mut Body,
    runs: String,
    look: Look,
    style: String,
    // The lists that are open, outermost first.
    lists: Vec<u64>,
    // The number that the next paragraph bears.
    number: Option<(u64, u32)>,
    // How the columns of the open table are set.
    table: Vec<Alignment>,
    column: usize,
    // Whether each open link goes somewhere.
    links: Vec<bool>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::InlineHtml(text) if !self.table.is_empty() && is_break(&text) => self.text("\n"),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => {
                let look = Look {
                    code: true,
                    ..self.look
                };
                self.runs.push_str(&run(&text, look));
            }
            // Line breaks stay as typed, as in the plain text.
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.flush();
                self.body.paragraph("Rule", None, "", "");
            }
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        // The last line of a code block ends with one that nobody typed.
        let text = if self.look.code {
            text.trim_end_matches('\n')
        } else {
            text
        };
        self.runs.push_str(&run(text, self.look));
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                let below = match level {
                    HeadingLevel::H1 => 2,
                    HeadingLevel::H2 => 3,
                    _ => 4,
                };
                self.style = format!("Heading{below}");
            }
            Tag::BlockQuote(_) => {
                self.flush();
                "Quote".clone_into(&mut self.style);
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.flush();
                self.look.code = true;
            }
            Tag::List(start) => {
                self.flush();
                self.body.lists.push(match start {
                    Some(start) => List::Numbers { start },
                    None => List::Bullets,
                });
                let number = self.body.first_list + count(self.body.lists.len()) - 1;
                self.lists.push(number);
            }
            Tag::Item => {
                self.flush();
                let level = u32::try_from(self.lists.len()).unwrap_or(1).clamp(1, 9) - 1;
                self.number = self.lists.last().map(|list| (*list, level));
            }
            Tag::Table(columns) => {
                self.flush();
                self.body.xml.push_str(TABLE);
                let grid = "<w:gridCol/>".repeat(columns.len());
                let grid = ["<w:tblGrid>", &grid, "</w:tblGrid>"];
                self.body.xml.push_str(&grid.concat());
                self.table = columns;
            }
            Tag::TableHead => {
                self.column = 0;
                self.look.bold += 1;
                let head = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
                self.body.xml.push_str(head);
            }
            Tag::TableRow => {
                self.column = 0;
                self.body
                    .xml
                    .push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            }
            Tag::TableCell => self
                .body
                .xml
                .push_str("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>"),
            Tag::Emphasis => self.look.italic += 1,
            Tag::Strong => self.look.bold += 1,
            Tag::Strikethrough => self.look.struck += 1,
            Tag::Link { dest_url, .. } => {
                let address = harmless(dest_url).replace('"', "%22").replace('\\', "%5C");
                let goes = address.contains(':');
                if goes {
                    let field = [
                        "<w:fldSimple w:instr=\" HYPERLINK &quot;",
                        &escape(&address),
                        "&quot; \">",
                    ];
                    self.runs.push_str(&field.concat());
                }
                self.links.push(goes);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) => {
                self.flush();
                self.style.clear();
            }
            TagEnd::CodeBlock => {
                self.look.code = false;
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.number = None;
            }
            TagEnd::TableHead => {
                self.look.bold = self.look.bold.saturating_sub(1);
                self.body.xml.push_str("</w:tr>");
            }
            TagEnd::TableRow => self.body.xml.push_str("</w:tr>"),
            TagEnd::TableCell => {
                let set = match self.table.get(self.column) {
                    Some(Alignment::Right) => "<w:jc w:val=\"right\"/>",
                    Some(Alignment::Center) => "<w:jc w:val=\"center\"/>",
                    _ => "",
                };
                let runs = std::mem::take(&mut self.runs);
                self.body.paragraph("TableText", None, set, &runs);
                self.body.xml.push_str("</w:tc>");
                self.column += 1;
            }
            TagEnd::Table => {
                // Two tables without a paragraph between them would become one.
                self.body.xml.push_str("</w:tbl><w:p/>");
                self.table.clear();
            }
            TagEnd::Emphasis => self.look.italic = self.look.italic.saturating_sub(1),
            TagEnd::Strong => self.look.bold = self.look.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.look.struck = self.look.struck.saturating_sub(1),
            TagEnd::Link => {
                let goes = self.links.pop().unwrap_or(false);
                self.runs.push_str(if goes { "</w:fldSimple>" } else { "" });
            }
            _ => {}
        }
    }

    // Writes the paragraph that is open, if it holds anything.
    fn flush(&mut self) {
        if self.runs.is_empty() {
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        let number = self.number.take();
        let listed = !self.lists.is_empty();
        let style = if listed && self.style.is_empty() {
            "ListParagraph"
        } else {
            &self.style
        };
        // A second paragraph of an item stands under the words of the first.
        let more = if listed && number.is_none() {
            let depth = self.lists.len().min(9) * 360 + 360;
            format!("<w:ind w:left=\"{depth}\"/>")
        } else {
            String::new()
        };
        self.body.paragraph(style, number, &more, &runs);
    }
}

const TABLE: &str = "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/>\
    <w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders></w:tblPr>";

// Words that look alike, with their line breaks.
fn run(text: &str, look: Look) -> String {
    let mut properties = String::new();
    if look.code {
        properties.push_str(
            "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/>",
        );
    }
    for (on, mark) in [
        (look.bold, "<w:b/>"),
        (look.italic, "<w:i/>"),
        (look.struck, "<w:strike/>"),
    ] {
        if on > 0 {
            properties.push_str(mark);
        }
    }
    let properties = if properties.is_empty() {
        properties
    } else {
        format!("<w:rPr>{properties}</w:rPr>")
    };
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches('\r').split('\n') {
        let pieces: Vec<String> = line
            .split('\t')
            .map(|piece| {
                if piece.is_empty() {
                    String::new()
                } else {
                    format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(piece))
                }
            })
            .collect();
        lines.push(pieces.join("<w:tab/>"));
    }
    let words = lines.join("<w:br/>");
    if words.is_empty() {
        return words;
    }
    format!("<w:r>{properties}{words}</w:r>")
}

/// Escapes text for XML, without the characters that XML cannot hold.
pub fn escape(text: &str) -> String {
    let fits = |c: &char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    let text: String = text.chars().filter(fits).collect();
    escape_html(&text)
}
