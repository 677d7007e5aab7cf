//! The lines of a letter, each with what stands around its words: quote prefixes, bold marks, blank lines.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::labels;
use crate::text::pattern::compiled;
use crate::text::slice::{from, slice};
use crate::text::split::line::{Counts, LineMark, mark};

/// One line, as a span of its words without the marks around them.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts about a line, each of which is so or not"
)]
pub(super) struct Line {
    pub(super) at: Range<usize>,
    /// Stood behind a `>`.
    pub(super) quoted: bool,
    /// All of it stands in bold.
    pub(super) bold: bool,
    /// Neither a number of a page nor a rule.
    pub(super) blank: bool,
    /// A row of a table of figures.
    pub(super) row: bool,
    pub(super) mark: Option<LineMark>,
}

/// A letter and its lines.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<Line>,
    /// The column at which the lines were wrapped; none if they were not.
    width: Option<usize>,
}

static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?i:page)\s+\d+|.{0,60}\b(?i:page\s+\d+\s+of\s+\d+)\b.{0,30}|\d+\s+of\s+\d+|-\s*\d+\s*-|OFFICIAL(?:[ -].{0,30})?|[-_=*]{3,})$",
    )
});

impl<'t> Page<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut bold = false;
        for raw in text.split('\n') {
            lines.push(line(text, start..start + raw.len(), &mut bold));
            start += raw.len() + 1;
        }
        running_heads(text, &mut lines);
        let width = wrap_width(text, &lines);
        Self { text, lines, width }
    }

    pub(super) fn line(&self, index: usize) -> &'t str {
        self.lines
            .get(index)
            .map_or("", |line| slice(self.text, line.at.clone()))
    }

    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.lines.get(index).is_none_or(|line| line.blank)
    }

    /// The words of a stretch, line by line, without quote prefixes and page numbers.
    pub(super) fn words(&self, range: &Range<usize>) -> String {
        let mut out = String::new();
        let mut gap = false;
        let first = self.lines.partition_point(|line| line.at.end < range.start);
        for line in self.lines.iter().skip(first) {
            if line.at.start >= range.end {
                break;
            }
            let piece = slice(
                self.text,
                line.at.start.max(range.start)..line.at.end.min(range.end),
            )
            .trim();
            if line.blank || piece.is_empty() {
                gap = true;
                continue;
            }
            if !out.is_empty() {
                out.push_str(if gap { "\n\n" } else { "\n" });
            }
            gap = false;
            out.push_str(piece);
        }
        out.trim_matches(|c: char| c.is_whitespace() || c == '*')
            .to_owned()
    }

    /// Whether a line was broken because it was full: the first word of the next one would not have fitted.
    pub(super) fn is_wrapped(&self, index: usize) -> bool {
        let (Some(width), Some(line)) = (self.width, self.lines.get(index)) else {
            return false;
        };
        let own = slice(self.text, line.at.clone()).chars().count();
        let next = self
            .line(index + 1)
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().count());
        next > 0 && own + 4 + next > width
    }

    /// The line in which an offset lies.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.lines
            .partition_point(|line| line.at.end < offset)
            .min(self.lines.len().saturating_sub(1))
    }
}

/// Passes over what stands at the head or foot of every page, beside the number of the page.
fn running_heads(text: &str, lines: &mut [Line]) {
    const LONGEST: usize = 90;
    const NEAR: usize = 2;
    let of = |line: &Line| -> String {
        let words = slice(text, line.at.clone());
        words.chars().filter(|c| !c.is_ascii_digit()).collect()
    };
    let footer = |line: &Line| FOOTER.is_match(slice(text, line.at.clone()));
    let feet: Vec<usize> = (0..lines.len())
        .filter(|index| lines.get(*index).is_some_and(footer))
        .collect();
    let mut beside: Vec<(usize, String)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let words = of(line);
        let near = feet.iter().any(|foot| foot.abs_diff(index) <= NEAR);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        if near && !line.blank && line.mark.is_none() && letters > 3 && words.len() <= LONGEST {
            beside.push((index, words));
        }
    }
    for (index, words) in &beside {
        let again = beside.iter().filter(|(_, other)| other == words).count() > 1;
        if let Some(line) = lines.get_mut(*index).filter(|_| again) {
            line.blank = true;
        }
    }
}

/// "--- Question 1 ---", "== Answer ==": where the words stand between the strokes.
fn undecorated(words: &str) -> Range<usize> {
    const STROKES: [char; 5] = ['-', '=', '~', '*', '#'];
    const FEWEST: usize = 2;
    let inner = words.trim_start_matches(STROKES);
    let begin = words.len() - inner.len();
    let inner = inner.trim_end_matches(STROKES);
    let end = begin + inner.len();
    if begin < FEWEST || words.len() - end < FEWEST || inner.trim().is_empty() {
        return 0..words.len();
    }
    let lead = inner.len() - inner.trim_start().len();
    begin + lead..begin + lead + inner.trim().len()
}

/// "Cwestiwn 1 / Question 1": of a heading in two languages, where in the words the one begins that is known.
fn known_half(words: &str) -> Range<usize> {
    const LONGEST: usize = 90;
    let whole = 0..words.len();
    let Some((first, second)) = words.split_once(" / ").filter(|_| words.len() <= LONGEST) else {
        return whole;
    };
    let known = |half: &str| {
        let half = half.trim().trim_matches('*');
        labels::answer(half).is_some_and(|label| label.alone)
            || labels::asked(half).is_some_and(|len| len == half.len())
            || marker(half).is_some_and(|mark| mark.named && mark.len == half.len())
            || labels::closes(half)
    };
    let behind = words.len() - second.len();
    match (known(first), known(second)) {
        (_, true) => behind..words.len(),
        (true, false) if !second.trim().contains(' ') => 0..first.len(),
        _ => whole,
    }
}

static PART: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?i:part|element|cwestiwn|item|request|point|limb|sub-?question|foi question|your (?:question|request))\s+(?P<value>\d{1,2})\s*(?:\([^)\d]{1,20}\)\s*|of\s+\d{1,2}\s*)?|(?P<ordinal>(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))\s+(?i:question|request|part|point|item))\s*(?:[:.)–-][\s*]+|[:.)–-]?$)",
    )
});
static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^Q[1-4]\.?,?\s+(?:FY\s?)?(?:19|20)\d\d\b"));

/// "Q1 2025/26": a quarter of a year.
pub(super) fn is_period(words: &str) -> bool {
    PERIOD.is_match(words)
}

/// The marker of a line, be it behind a bullet: "* Request 1: ...".
fn marker(words: &str) -> Option<LineMark> {
    let own = part(words)
        .or_else(|| mark(words))
        .filter(|mark| !mark.steps.is_empty())?;
    if own
        .steps
        .first()
        .is_none_or(|step| step.0 != Counts::Bullets)
    {
        return Some(own);
    }
    let inner = from(words, own.len);
    let named = part(inner).or_else(|| mark(inner).filter(|mark| mark.named));
    Some(named.map_or(own.clone(), |mut named| {
        named.len += own.len;
        named
    }))
}

const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// "Part 2:" stands for the marker 2, and so does "Second question:".
fn part(words: &str) -> Option<LineMark> {
    const STYLE: u8 = u8::MAX;
    let found = PART.captures(words)?;
    let value = match (found.name("value"), found.name("ordinal")) {
        (Some(value), _) => value.as_str().parse().ok()?,
        (None, Some(ordinal)) => {
            let ordinal = ordinal.as_str().to_lowercase();
            let place = ORDINALS.iter().position(|one| *one == ordinal)?;
            u32::try_from(place).ok()? + 1
        }
        (None, None) => return None,
    };
    Some(LineMark {
        steps: vec![(Counts::Numbers, value)],
        roman: None,
        named: true,
        plain: true,
        style: STYLE,
        len: found.get(0)?.end(),
    })
}

/// "2. Our response", "3. Right of review": the number belongs to a heading of the letter, and asks nothing.
fn title_behind_number(words: &str) -> usize {
    const LONGEST: usize = 50;
    let Some(mark) = mark(words).filter(|mark| mark.plain && !mark.named && words.len() < LONGEST)
    else {
        return 0;
    };
    let rest = from(words, mark.len).trim_start();
    let alone = labels::answer(rest).is_some_and(|label| label.alone && label.refs.is_empty());
    let asked = labels::asked(rest).is_some_and(|len| len == rest.len());
    let title =
        !rest.is_empty() && !rest.ends_with(['.', '?']) && (alone || asked || labels::closes(rest));
    if title { words.len() - rest.len() } else { 0 }
}

/// The longest line, if it is no longer than a mail client makes lines and several others come near it.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    const NARROWEST: usize = 55;
    const WIDEST: usize = 100;
    const NEAR: usize = 14;
    let lengths: Vec<usize> = lines
        .iter()
        .map(|line| slice(text, line.at.start..line.at.end).chars().count())
        .collect();
    let widest = lengths
        .iter()
        .copied()
        .max()
        .filter(|widest| (NARROWEST..=WIDEST).contains(widest))?;
    let near = lengths
        .iter()
        .filter(|length| **length + NEAR >= widest)
        .count();
    (near >= 4 || (near >= 2 && lengths.iter().filter(|length| **length > 0).count() <= 6))
        .then_some(widest)
}

fn line(text: &str, whole: Range<usize>, open: &mut bool) -> Line {
    let raw = slice(text, whole.clone());
    let mut rest = raw.trim_start();
    let mut quoted = false;
    while let Some(inner) = rest.strip_prefix('>') {
        quoted = true;
        rest = inner.trim_start();
    }
    let heading = rest.trim_start_matches('#');
    if heading.len() < rest.len() && heading.starts_with(' ') {
        rest = heading.trim_start();
    }
    let marks = rest.matches("**").count();
    let begins = *open || rest.starts_with("**");
    let after = if marks % 2 == 1 { !*open } else { *open };
    let ends = rest.trim_end().ends_with("**") || after;
    let bold = begins && ends && marks <= 2 && !rest.is_empty();
    // A blank line ends bold type that nobody has closed.
    *open = after && !rest.is_empty();
    let words = rest.trim_start_matches("**").trim_start();
    let words = match words.strip_prefix('*') {
        Some(inner) if inner.starts_with(|c: char| !c.is_whitespace()) && inner.contains('*') => {
            inner
        }
        _ => words,
    };
    let start = whole.end - words.len();
    let words = words.trim_end();
    let words = words
        .strip_suffix("**")
        .filter(|_| marks > 0)
        .unwrap_or(words)
        .trim_end();
    let words = words.trim_start_matches(['“', '"']);
    let start =
        start + (from(text, start).len() - from(text, start).trim_start_matches(['“', '"']).len());
    let inner = undecorated(words);
    let (start, words) = (start + inner.start, slice(words, inner));
    let half = known_half(words);
    let (start, words) = (start + half.start, slice(words, half));
    let title = title_behind_number(words);
    let (start, words) = (start + title, from(words, title));
    let at = start.min(whole.end)..(start + words.len()).min(whole.end);
    Line {
        blank: words.is_empty() || FOOTER.is_match(words),
        row: words.starts_with('|') || words.contains('\t'),
        mark: marker(words).filter(|_| !is_period(words)),
        at,
        quoted,
        bold,
    }
}
