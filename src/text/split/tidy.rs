//! Takes the mail client's leavings off a request: tags, entities, emphasis marks, quote prefixes, odd spaces.
//!
//! Everything after this works on the tidied page; "nothing is dropped" is said of its words.

/// One line of the tidied page, as a span without the white space at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) indent: usize,
    /// Stood behind a `>`.
    pub(super) quoted: bool,
    /// Was an item of an HTML list, whose number the mail client has lost.
    pub(super) item: bool,
}

/// The tidied request and its lines; blank lines are kept as empty spans.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    /// The column at which the mail client has wrapped the text; none if it has not.
    pub(super) width: Option<usize>,
}

/// Stands for the start of an HTML list item between the two passes; control characters of the input become spaces.
const ITEM: char = '\u{1}';

impl Page {
    pub(super) fn of(request: &str) -> Self {
        let plain = without_markup(request);
        let mut page = Self {
            text: String::with_capacity(plain.len()),
            lines: Vec::new(),
            width: None,
        };
        for raw in plain.split('\n') {
            page.push(raw);
        }
        page.width = page.wrap_width();
        page
    }

    /// Lines of prose longer than any mail client wraps show that this one has not.
    fn wrap_width(&self) -> Option<usize> {
        const WIDEST: usize = 100;
        let widest = (0..self.lines.len())
            .map(|index| (index, self.line(index)))
            .filter(|(_, text)| text.contains(' '))
            .map(|(index, text)| text.len() + self.lines.get(index).map_or(0, |line| line.indent))
            .max()?;
        (widest <= WIDEST).then_some(widest)
    }

    fn push(&mut self, raw: &str) {
        let mut rest = raw;
        let mut quoted = false;
        while let Some(inner) = rest.trim_start().strip_prefix('>') {
            quoted = true;
            rest = inner;
        }
        let item = rest.contains(ITEM);
        let indent = indent_of(rest);
        let start = self.text.len();
        let clean = rest.trim_matches(|c: char| c.is_whitespace() || c == ITEM);
        push_without_emphasis(&mut self.text, heading_text(clean));
        let end = self.text.len();
        self.text.push('\n');
        self.lines.push(Line {
            start,
            end,
            indent,
            quoted,
            item,
        });
    }

    pub(super) fn line(&self, index: usize) -> &str {
        self.lines
            .get(index)
            .map_or("", |line| self.piece(line.start, line.end))
    }

    /// Returns the text between two offsets, or nothing if they do not bound a piece of it.
    pub(super) fn piece(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or("")
    }

    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.lines
            .get(index)
            .is_none_or(|line| line.start == line.end)
    }
}

fn indent_of(line: &str) -> usize {
    let mut indent = 0;
    for c in line.chars() {
        match c {
            '\t' => indent += 4,
            c if c.is_whitespace() => indent += 1,
            _ => break,
        }
    }
    indent
}

/// Takes the `##` off a Markdown heading; `#1` is a marker and stays.
fn heading_text(line: &str) -> &str {
    let text = line.trim_start_matches('#');
    if text.len() < line.len() && text.starts_with(' ') {
        text.trim_start()
    } else {
        line
    }
}

fn without_markup(request: &str) -> String {
    let mut out = String::with_capacity(request.len());
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(rest) = request.get(at..) {
        let plain = rest.bytes().take_while(|b| is_plain(*b)).count();
        out.push_str(rest.get(..plain).unwrap_or(""));
        at += plain;
        let rest = rest.get(plain..).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        let mut step = c.len_utf8();
        match c {
            '\r' => {
                out.push('\n');
                if rest.starts_with("\r\n") {
                    step = 2;
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push('\t'),
            '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{ad}' | '\u{200e}'
            | '\u{200f}' => {}
            '<' => match tag(rest) {
                Some((length, instead)) => {
                    step = length;
                    depth = list_depth(rest, depth);
                    push_instead(&mut out, instead, depth);
                }
                None => out.push(c),
            },
            '&' => match entity(rest) {
                Some((length, meant)) => {
                    step = length;
                    out.push(meant);
                }
                None => out.push(c),
            },
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(c),
        }
        at += step;
    }
    out
}

/// How many lists are open after a tag.
fn list_depth(rest: &str, depth: usize) -> usize {
    const DEEPEST: usize = 6;
    let starts = |name: &str| {
        rest.get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    if starts("<ol") || starts("<ul") {
        (depth + 1).min(DEEPEST)
    } else if starts("</ol") || starts("</ul") {
        depth.saturating_sub(1)
    } else {
        depth
    }
}

/// Writes what stands in the place of a tag; the item of an inner list is indented.
fn push_instead(out: &mut String, instead: &str, depth: usize) {
    for c in instead.chars() {
        if c == ITEM {
            (1..depth).for_each(|_| out.push_str("    "));
        }
        out.push(c);
    }
}

/// Bytes that pass as they are; most of a request is made of them.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\t') && !matches!(byte, b'<' | b'&')
}

/// Reads an HTML tag and says what stands in its place; an address such as `<foi@example.org>` is not a tag.
fn tag(rest: &str) -> Option<(usize, &'static str)> {
    const LONGEST: usize = 400;
    let body = rest.get(1..)?;
    if body.starts_with("!--") {
        return rest
            .find("-->")
            .filter(|end| *end < LONGEST)
            .map(|end| (end + 3, ""));
    }
    let closing = body.starts_with('/');
    let name: String = body
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let after = body
        .trim_start_matches('/')
        .get(name.len()..)?
        .chars()
        .next()?;
    if !(after == '>' || after == '/' || after.is_whitespace()) {
        return None;
    }
    let instead = match name.as_str() {
        "p" | "div" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "hr"
        | "section" => "\n\n",
        "li" if !closing => "\n\u{1}",
        "li" | "br" | "ol" | "ul" | "tr" | "html" | "body" | "head" | "tbody" | "thead" | "dl"
        | "dt" | "dd" => "\n",
        "td" | "th" => "\t",
        "b" | "strong" | "i" | "em" | "u" | "a" | "span" | "font" | "small" | "big" | "sup"
        | "sub" | "s" | "o" | "center" | "img" | "meta" | "link" | "code" | "pre" => "",
        _ => return None,
    };
    let end = rest.bytes().take(LONGEST).position(|b| b == b'>')?;
    Some((end + 1, instead))
}

fn entity(rest: &str) -> Option<(usize, char)> {
    let length = rest.bytes().take(10).position(|b| b == b';')?;
    let name = rest.get(1..length)?;
    let meant = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "ndash" => '–',
            "mdash" => '—',
            "lsquo" => '‘',
            "rsquo" => '’',
            "ldquo" => '“',
            "rdquo" => '”',
            "hellip" => '…',
            "bull" => '•',
            "middot" => '·',
            "pound" => '£',
            "euro" => '€',
            "copy" => '©',
            "eacute" => 'é',
            "frac12" => '½',
            "deg" => '°',
            _ => return None,
        }
    };
    let meant = match meant {
        '\n' | '\r' => '\n',
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    };
    Some((length + 1, meant))
}

/// Copies a line without paired `*`, `**`, `_`, `__` and without the backslash of an escaped mark.
fn push_without_emphasis(out: &mut String, line: &str) {
    if !line.contains(['*', '_', '\\']) {
        out.push_str(line);
        return;
    }
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut dropped: Vec<(usize, usize)> = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        if c == '*' || c == '_' {
            let run = rest.len() - rest.trim_start_matches(c).len();
            let after = rest
                .get(run..)
                .and_then(|tail| tail.chars().next())
                .unwrap_or(' ');
            let mark = rest.get(..run).unwrap_or("");
            if run <= 3 {
                let closes = !before.is_whitespace() && !after.is_alphanumeric();
                let opens = !before.is_alphanumeric() && !after.is_whitespace();
                if closes && open.last().is_some_and(|(held, _)| *held == mark) {
                    if let Some((_, from)) = open.pop() {
                        dropped.push((from, run));
                        dropped.push((at, run));
                    }
                } else if opens && open.len() < 4 {
                    open.push((mark, at));
                }
            }
            before = c;
            at += run;
            continue;
        }
        if c == '\\'
            && rest
                .get(1..)
                .is_some_and(|tail| tail.starts_with(['.', ')', '*', '-', '_', '[', ']', '#']))
        {
            dropped.push((at, 1));
        }
        before = c;
        at += c.len_utf8();
    }
    dropped.sort_unstable();
    let mut from = 0;
    for (start, length) in dropped {
        out.push_str(line.get(from..start).unwrap_or(""));
        from = start + length;
    }
    out.push_str(line.get(from..).unwrap_or(""));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(request: &str) -> String {
        Page::of(request).text.trim_end().to_owned()
    }

    #[test]
    fn tags_and_entities_leave_the_words() {
        assert_eq!(
            tidied("<li>Who&#39;s there &amp; why?<br/>Say</li>").trim(),
            "Who's there & why?\nSay"
        );
    }

    #[test]
    fn an_address_in_angle_brackets_is_not_a_tag() {
        assert_eq!(
            tidied("FOI <foi@thornmere.example> wrote"),
            "FOI <foi@thornmere.example> wrote"
        );
    }

    #[test]
    fn bold_markers_lose_their_stars_and_footnotes_keep_them() {
        assert_eq!(tidied("**3.** What, and _when_?"), "3. What, and when?");
        assert_eq!(tidied("*Question 1:* How many?"), "Question 1: How many?");
        assert_eq!(tidied("Reports of trolleys.*"), "Reports of trolleys.*");
        assert_eq!(tidied("Answer: Yes_ No_"), "Answer: Yes_ No_");
    }

    #[test]
    fn windows_line_ends_and_odd_spaces_become_plain() {
        assert_eq!(
            tidied("1.\u{a0}\u{a0}How\r\n\u{200b}2.\tWhat"),
            "1.  How\n2.\tWhat"
        );
    }

    #[test]
    fn quote_prefixes_are_taken_off_and_remembered() {
        let page = Page::of("> > 1. How many?\nNone");
        assert_eq!(page.line(0), "1. How many?");
        assert!(page.lines[0].quoted && !page.lines[1].quoted);
    }
}
