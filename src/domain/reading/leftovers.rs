//! What was left in a text that should not leave: placeholders, bracket tokens, lines of a merge conflict.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern::compiled;
use crate::text::placeholder;
use crate::text::slice::{before, from};

/// A leftover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leftover {
    /// A field of a snippet that nobody filled.
    Field(usize, String),
    /// Something that stands for words still to be written: `[insert date]`, `XXXX`, `<name>`.
    Token(Range<usize>),
    /// A line that git left in a conflict.
    Conflict(usize),
}

static BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"\[([^\[\]\n]{1,80})\]|<([^<>\n@/]{1,50})>|\{([^{}\n]{1,50})\}|«([^«»\n]{1,50})»")
});
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) £\s?X+(?:[,.]X+)*\b | \b[Xx]{3,}\b(?:[/.,-][Xx]{2,})* | \bXX(?:[/.-]XX)+(?:[/.-]X{2,4})? | \b(?:TBC|TBA|TBD|T\.B\.C\.|TK)\b | \bdd/mm/yy(?:yy)?\b | \bDD/MM/YY(?:YY)?\b
           | _{4,} | \.{6,} | …{3,} | \bXX\b%? | \[(?i:comment|reviewer|note\s+(?:to|for))\b[^\[\]\n]{0,200}\] | \?{3,} | \b(?i:insert)\s+(?i:name|date|reference|ref|text|number|figure|address|link|title|details|here|authority|requester|council|department)\b | \b(?i:lorem\sipsum)\b | \bFIXME\b | \bTODO\b | \*{3}[A-Z\s]+\*{3} | \b(?i:delete\s+as\s+(?:appropriate|applicable|necessary))\b | %[A-Z_]{3,}% | <<[^<>\n]{1,80}>> | «\w+»",
    )
});
// What may stand in square brackets in a finished letter.
static MEANT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^(?: sic | redact(?:ed|ion).* | .*\bredact(?:ed|ion)\b.* | \d{4} | \d{1,3} | [a-z] | [ivx]+ | …|\.\.\.| (?:19|20)\d\d\]?\s.* | emphasis\s+(?:added|in\s+original) | \.{2,} | withheld.* | .*\b(?:withheld|removed|exempt|omitted|illegible|blank|unknown|suppressed|not\s+held|name\s+removed|personal\s+data)\b.* | x | \s | (?:s|ss|reg|regs)?\.?\s?\d+[a-z]?(?:\(\w+\))+.* | section\s.* | regulation\s.* | exempt.* | ewhc.* | ukut.* | ukftt.* | ewca.* | uksc.* | ukhl.* | the | an? | their | its | our | they | he | she | it | we | you | is | are | was | were | and | or | to | of | in | that | this | these | those | who | which | sic\.? | note .* | see\s.* | translation.* | original.* | table.* | figure.* | external.* | official.* | caution.* | email.* | image.* | logo.* | attachment.* | end.* | page.*)$",
    )
});
// Words in brackets that ask for something.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix) \b(?: insert | enter | add | delete | choose | select | complete | fill | replace | name | names | date | dates | ref | reference | number | amount | figure | figures | address | title | department | team | officer | authority | council | organisation | requester | applicant | reason | reasons | link | url | web | website | details | text | here | tbc | tba | tbd | to\s+be | xx+ | your | year | month | day | phone | telephone | job | role | service | provision | exemption | section\s+x | if\s+applicable | optional | either | or\s+delete | as\s+appropriate | explain | describe | state | set\s+out | draft | check | confirm | todo | signature | sign | position | limb | harm | factors?)\b",
    )
});

/// Finds what was left in a text. `fills_itself` tells the fields that are filled when the letter leaves.
pub fn leftovers(text: &str, fills_itself: impl Fn(&str) -> bool) -> Vec<Leftover> {
    let mut found: Vec<Leftover> = Vec::new();
    let mut fields: Vec<Range<usize>> = Vec::new();
    for field in placeholder::placeholders(text) {
        fields.push(field.range.clone());
        if !fills_itself(&field.name) {
            found.push(Leftover::Field(field.range.start, field.name));
        }
    }
    let within = |at: &Range<usize>, others: &[Range<usize>]| {
        others
            .iter()
            .any(|other| other.start <= at.start && at.end <= other.end)
    };
    let mut tokens: Vec<Range<usize>> = Vec::new();
    for hit in BRACKETS.captures_iter(text) {
        let Some(whole) = hit.get(0).filter(|whole| !within(&whole.range(), &fields)) else {
            continue;
        };
        let square = hit.get(1).is_some();
        let Some(inner) = hit.iter().skip(1).flatten().next() else {
            continue;
        };
        let inner = inner.as_str().trim();
        let link = square && from(text, whole.end()).starts_with(['(', '[', ':']);
        let note = square && before(text, whole.start()).ends_with(']');
        let web = inner.contains("://") || inner.starts_with("http") || inner.starts_with("mailto");
        let words = inner.split_whitespace().count();
        let asks = ASKS.is_match(inner)
            || inner
                .chars()
                .all(|c| c.is_uppercase() || c.is_whitespace() || c == '_' || c == '-')
                && inner.chars().count() > 3
                && inner.chars().any(char::is_alphabetic);
        let prose = inner.ends_with('.') && words > 6;
        if inner.is_empty()
            || link
            || note
            || web
            || prose
            || !asks
            || (square && MEANT.is_match(inner))
        {
            continue;
        }
        tokens.push(whole.range());
    }
    for hit in TOKEN.find_iter(text) {
        let covered = within(&hit.range(), &fields) || within(&hit.range(), &tokens);
        if !covered && !is_rule(text, &hit.range()) && !is_masked(text, &hit.range()) {
            tokens.push(hit.range());
        }
    }
    tokens.sort_by_key(|at| at.start);
    found.extend(tokens.into_iter().map(Leftover::Token));
    found.extend(conflict(text).map(Leftover::Conflict));
    found
}

// A line of nothing but underscores or dots is a rule, and one that ends in a page number is a table of contents.
fn is_rule(text: &str, at: &Range<usize>) -> bool {
    let line_start = before(text, at.start).rfind('\n').map_or(0, |nl| nl + 1);
    let line = from(text, line_start)
        .split('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let sign = from(text, at.start).chars().next().unwrap_or_default();
    let filler = matches!(sign, '_' | '.' | '…');
    filler
        && (line.chars().all(|c| c == sign)
            || (sign != '_' && line.ends_with(|c: char| c.is_ascii_digit())))
}

// "07xxx" and "AB12 XXX" hide a number on purpose; "***" likewise.
fn is_masked(text: &str, at: &Range<usize>) -> bool {
    let word_start = before(text, at.start)
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let lead = before(text, at.start).get(word_start..).unwrap_or_default();
    let token = from(text, at.start);
    let follows_mask = before(text, at.start)
        .trim_end()
        .ends_with(|c: char| matches!(c, 'x' | 'X') || c.is_ascii_digit());
    (token.starts_with(['x', 'X']) && follows_mask)
        || (token.starts_with(['x', 'X']) && lead.chars().any(|c| c.is_ascii_digit() || c == '*'))
        || lead.starts_with("http")
}

/// Returns where a line of a git conflict stands: seven characters at the start of a line, as git writes them.
fn conflict(text: &str) -> Option<usize> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> usize {
        leftovers(text, |_| false).len()
    }

    #[test]
    fn tokens_of_all_kinds_are_found() {
        for text in [
            "by [insert date]",
            "Dear [Name]",
            "ref XXXX",
            "by XX/XX/2026",
            "costs £XX",
            "the date is TBC",
            "Dear <name>",
            "{{attacker}}",
            "[DN: check with legal, add figures]",
            "on dd/mm/yyyy",
            "Name: ______",
            "«Title»",
            "(delete as appropriate)",
            "[REFERENCE]",
            "[number] records",
            "<<<<<<< HEAD\nours\n",
            "the sum of £XXX",
            "{reference}",
        ] {
            assert_eq!(tokens(text), 1, "{text}");
        }
    }

    #[test]
    fn brackets_of_a_finished_letter_are_left_alone() {
        for text in [
            "the [redacted] report",
            "[sic]",
            "[2019] UKUT 12 (AAC)",
            "see [our website](https://example.org)",
            "<https://example.org/a>",
            "a < b and c > d",
            "he said [the] council",
            "[name redacted]",
            "________________",
            "1. Opening ........ 3",
            "phone 07xxx xxxxxx",
            "Henry VIII",
            "[personal data removed]",
            "[s.40(2)]",
            "Mr X and Ms Y",
            "size XXL",
            "<foi@example.org>",
            "it asked […] for more",
        ] {
            assert_eq!(tokens(text), 0, "{text}");
        }
    }
}
