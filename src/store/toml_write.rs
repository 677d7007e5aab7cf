//! Writes TOML that any TOML 1.0 tool reads, that diffs line by line, and that gives every text back exactly.

use std::fmt::Write as _;

use jiff::civil::Date;
use toml::Value;

use super::toml_text::is_conflict_marker;

/// A TOML text that grows key by key.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// Writes a line as it is: a comment, the head of a table, an empty line.
    pub fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Writes a text; one with several lines as several lines.
    pub fn text(&mut self, key: &str, text: &str) {
        let text = if text.contains('\n') {
            multi_line(text)
        } else {
            quoted(text)
        };
        self.raw(key, &text);
    }

    /// Writes a text unless it is empty.
    pub fn text_unless_empty(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    /// Writes a date, if there is one.
    pub fn date(&mut self, key: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.raw(key, &date.to_string());
        }
    }

    /// Writes a value that is TOML already.
    pub fn raw(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.0, "{} = {value}", bare_or_quoted(key));
    }

    /// Writes a list with one entry a line, so that two officers who each add one seldom meet.
    pub fn list(&mut self, key: &str, entries: impl IntoIterator<Item = String>) {
        let mut list = String::from("[\n");
        for entry in entries {
            let _ = writeln!(list, "  {entry},");
        }
        list.push(']');
        self.raw(key, &list);
    }

    /// Writes what a newer version of the program put there, so that nothing is lost on the way through this one.
    pub fn kept(&mut self, table: &toml::Table) {
        for (key, value) in table {
            self.raw(key, &inline(value));
        }
    }

    /// Returns the text.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Returns an inline table of texts.
pub fn inline_table(pairs: &[(&str, &str)], kept: Option<&toml::Table>) -> String {
    let mut parts: Vec<String> = pairs
        .iter()
        .map(|(key, text)| format!("{} = {}", bare_or_quoted(key), quoted(text)))
        .collect();
    parts.extend(
        kept.into_iter()
            .flatten()
            .map(|(key, value)| format!("{} = {}", bare_or_quoted(key), inline(value))),
    );
    format!("{{ {} }}", parts.join(", "))
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(inline).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Table(table) if table.is_empty() => "{}".into(),
        Value::Table(table) => inline_table(&[], Some(table)),
        other => other.to_string(),
    }
}

/// Returns a key, quoted where it has to be.
pub fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { key.into() } else { quoted(key) }
}

/// Returns a text in quotation marks, in one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            other => escaped(other, &mut out),
        }
    }
    out.push('"');
    out
}

// Line ends of Windows are escaped, so that a checkout that changes line ends changes no text. So is the first
// character of a line that would look like the mark of a merge conflict.
pub(super) fn multi_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str("\"\"\"\n");
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut chars = line.chars();
        if is_conflict_marker(line)
            && let Some(first) = chars.next()
        {
            let _ = write!(out, "\\u{:04X}", u32::from(first));
        }
        for c in chars {
            // One quotation mark is a character of prose; the third in a row would end the text.
            if c == '"' && out.ends_with("\"\"") {
                out.push_str("\\\"");
            } else {
                escaped(c, &mut out);
            }
        }
    }
    // A quotation mark at the end would run into the closing ones.
    if out.ends_with('"') && text.ends_with('"') && !out.ends_with("\\\"") {
        out.pop();
        out.push_str("\\\"");
    }
    out.push_str("\"\"\"");
    out
}

fn escaped(c: char, out: &mut String) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push('\t'),
        '\r' => out.push_str("\\r"),
        // A mark at the start of a file is an editor's doing and is dropped there.
        control if control.is_control() || control == '\u{feff}' => {
            let _ = write!(out, "\\u{:04X}", u32::from(control));
        }
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn back(text: &str) -> String {
        let mut writer = Writer::default();
        writer.text("answer", text);
        writer.line("[end]");
        let file = writer.finish();
        assert!(!file.lines().any(is_conflict_marker), "{file}");
        let table: toml::Table = file.parse().expect(&file);
        table["answer"].as_str().expect("a text").to_owned()
    }

    #[test]
    fn texts_that_look_like_toml_come_back() {
        for text in [
            "",
            "\n",
            "\"",
            "\"\n\"",
            "a\n\"\"\"\nb",
            "\"\"\"\"\"\"\n\"",
            "\\\n\\",
            "a\r\nb",
            "\r",
            "x\n=======\ny",
            "<<<<<<< HEAD\nx",
            "a \\\n   b",
            "\n\nx",
            "x\n\t",
            "é\n漢字\n👩‍⚕️",
            "\u{0}\n\u{7f}",
            "\u{feff}\n",
            "\\\"\n\\\"",
            "\n=======",
        ] {
            assert_eq!(back(text), text, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(?s)[\"\\\\\n\r=<>|a é\u{0}]{0,60}|(?s).{0,60}") {
            prop_assert_eq!(back(&text), text);
        }
    }
}
