//! Markdown into the plain text and the HTML that leave.
//!
//! Plain text keeps the line breaks as typed and loses only the marks; HTML keeps what the marks mean.

mod table;
pub mod word;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html as writer};

use super::slice;

/// Returns Markdown as the plain text of a letter.
///
/// Line breaks stay as typed. Emphasis and code marks go, a link becomes its words and its address, tables are
/// aligned. What is not Markdown stays to the letter.
pub fn plain(markdown: &str) -> String {
    // Most answers hold no mark at all; they leave as they are. An answer can be long, and is looked at with every key.
    if !markdown.contains(['*', '_', '`'])
        && !markdown.contains(['[', '\\', '|'])
        && !markdown.contains('#')
    {
        return markdown.to_owned();
    }
    let mut out = String::with_capacity(markdown.len());
    let mut lines = markdown.split('\n').peekable();
    let mut first = true;
    while let Some(line) = lines.next() {
        if !first {
            out.push('\n');
        }
        first = false;
        if table::starts(line, lines.peek().copied()) {
            let mut rows = vec![line];
            while let Some(row) = lines.next_if(|row| table::is_row(row)) {
                rows.push(row);
            }
            out.push_str(&table::aligned(&rows));
        } else {
            plain_line(line, &mut out);
        }
    }
    out
}

/// Returns Markdown as HTML. Raw HTML in it is shown, never passed on.
pub fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut in_table = false;
    let events = Parser::new_ext(markdown, options).map(move |event| match event {
        Event::Start(Tag::Table(columns)) => {
            in_table = true;
            Event::Start(Tag::Table(columns))
        }
        Event::End(TagEnd::Table) => {
            in_table = false;
            Event::End(TagEnd::Table)
        }
        // The one thing that a cell of a table cannot say otherwise.
        Event::InlineHtml(raw) if in_table && is_break(&raw) => Event::HardBreak,
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        // Line breaks stay as typed, as in the plain text.
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: harmless(dest_url),
            title,
            id,
        }),
        other => other,
    });
    let mut out = String::new();
    writer::push_html(&mut out, events);
    // Outlook and Word draw no lines of their own. In a text these letters are escaped.
    out.replace("<table>", TABLE)
}

/// A table that has its lines wherever it is pasted.
const TABLE: &str =
    "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" style=\"border-collapse: collapse\">";

// A line break within a cell of a table.
fn is_break(html: &str) -> bool {
    let inside = html
        .strip_prefix('<')
        .and_then(|html| html.strip_suffix('>'));
    inside.is_some_and(|name| name.trim_end_matches(['/', ' ']).eq_ignore_ascii_case("br"))
}

// A link goes to a page or a mailbox, never to a script or into a file of the reader's.
fn harmless(address: CowStr<'_>) -> CowStr<'_> {
    let lower = address.trim().to_lowercase();
    let fits = ["http://", "https://", "mailto:", "tel:", "#"]
        .iter()
        .any(|start| lower.starts_with(start));
    // An address without a scheme stays where the page is.
    if fits || !lower.contains(':') {
        address
    } else {
        CowStr::Borrowed("#")
    }
}

/// Escapes text for HTML.
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Escapes what a stranger wrote, so that Markdown shows it as it is.
pub fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

// Most lines hold no mark at all: they are copied whole.
fn plain_line(line: &str, out: &mut String) {
    let heading = line.trim_start_matches('#');
    let depth = line.len() - heading.len();
    let line = if (1..=6).contains(&depth) && heading.starts_with(' ') {
        heading.trim_start()
    } else {
        line
    };
    if !line
        .bytes()
        .any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'\\'))
    {
        out.push_str(line);
        return;
    }
    let mut at = 0;
    while let Some(c) = slice::from(line, at).chars().next() {
        let rest = slice::from(line, at);
        if c == '\\'
            && let Some(next) = rest.chars().nth(1)
            && next.is_ascii_punctuation()
        {
            out.push(next);
            at += 1 + next.len_utf8();
        } else if let Some((inner, length)) = marked(line, at) {
            plain_line(inner, out);
            at += length;
        } else if let Some((words, address, length)) = link(rest) {
            plain_line(words, out);
            if words != address {
                out.push_str(" (");
                out.push_str(address);
                out.push(')');
            }
            at += length;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
}

// Emphasis as CommonMark reads it, near enough for prose: a mark that hugs words on its inner side and, for
// underscores, is not inside a word. "5 * 3", a bullet and snake_case are left alone.
fn marked(line: &str, at: usize) -> Option<(&str, usize)> {
    let rest = slice::from(line, at);
    let before = slice::before(line, at).chars().next_back();
    for mark in ["**", "__", "*", "_", "`"] {
        let Some(body) = rest.strip_prefix(mark) else {
            continue;
        };
        if body.starts_with(char::is_whitespace) || body.is_empty() {
            continue;
        }
        let word_before = before.is_some_and(char::is_alphanumeric);
        if mark.starts_with('_') && word_before {
            continue;
        }
        let mut from = 0;
        while let Some(found) = slice::from(body, from).find(mark) {
            let end = from + found;
            let inner = slice::before(body, end);
            let after = slice::from(body, end + mark.len()).chars().next();
            let hugs = !inner.is_empty() && !inner.ends_with(char::is_whitespace);
            let inside_word = mark.starts_with('_') && after.is_some_and(char::is_alphanumeric);
            let longer = mark.len() == 1 && mark != "`" && after == mark.chars().next();
            if hugs && !inside_word && !longer {
                return Some((inner, mark.len() * 2 + inner.len()));
            }
            from = end + mark.len() + usize::from(longer);
        }
    }
    None
}

fn link(rest: &str) -> Option<(&str, &str, usize)> {
    let body = rest.strip_prefix('[')?;
    let close = body.find("](")?;
    let words = slice::before(body, close);
    let tail = slice::from(body, close + 2);
    let end = tail.find(')')?;
    let address = slice::before(tail, end);
    let plausible = !address.is_empty()
        && !address.contains(char::is_whitespace)
        && !words.contains(['[', ']']);
    plausible.then_some((words, address, 1 + close + 2 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_leaves_to_the_letter() {
        let text = "  We hold 5 * 3 of them; see snake_case_name,\nand “that” [sic] (section 12(1)).\n\n- one\n- two";
        assert_eq!(plain(text), text);
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            plain("This is **not** *held* by _us_."),
            "This is not held by us."
        );
        assert_eq!(
            plain("## Costs\nSee [our page](https://example.org/x)."),
            "Costs\nSee our page (https://example.org/x)."
        );
        assert_eq!(plain(r"1\. Not a list, 2 \* 3"), "1. Not a list, 2 * 3");
        assert_eq!(plain("**bold *and* more**"), "bold and more");
    }

    #[test]
    fn tables_are_aligned_in_plain_text_and_real_in_html() {
        let table = "| Year | Number |\n|---|---:|\n| 2023/24 | 7 |\n| 2024/25 | 112 |";
        assert_eq!(
            plain(table),
            "Year     Number\n-------  ------\n2023/24       7\n2024/25     112"
        );
        assert!(html(table).contains("<td style=\"text-align: right\">112</td>"));
    }

    #[test]
    fn html_in_a_text_is_shown_and_not_passed_on() {
        let out = html("A <script>alert(1)</script> & <b>bold</b>");
        assert!(!out.contains("<script") && !out.contains("<b>"));
        assert!(out.contains("&lt;script&gt;"));
    }

    #[test]
    fn odd_marks_never_panic() {
        for text in [
            "*", "**", "_é_", "[](", "[x](", "`", "\\", "**漢字", "| é |", "|\n|-|", "***a***",
            "é**b**",
        ] {
            let _ = plain(text);
            let _ = html(text);
        }
    }
}
