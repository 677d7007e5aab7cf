//! How facts of a case are written: references, people, dates, amounts, figures.

use std::sync::LazyLock;

use crate::text::pattern::compiled;
use regex::Regex;

const MONTH: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";

// What the law says, and what numbers paragraphs: none of it is a fact of the case.
pub(super) static LAW: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?xi) \b(?: (?:sections?|regulations?|articles?|paragraphs?|schedules?|chapters?|parts?|rules?|exemptions?|ss?\.|regs?\.) \s? \d+ [A-Z]{0,2} (?:\(\w+\))* (?:\s?(?:,|and|to|or|–|-)\s?\d+[A-Z]{0,2}(?:\(\w+\))*)*
            | (?:Act|Regulations?|Order|Code|Rules|Directive|Bill) (?:\s\([A-Za-z]+\))? \s \d{4}
            | \d+ (?:\.\d+)? \s working \s days? | (?:within|by) \s \d+ \s (?:days|months) | (?:questions?|Q) \s? \d+ (?:\([a-z]+\))? )
          | (?m:^ \s* (?: \d{1,2} [.)] | \(\d{1,2}\) ) \s )",
    )
});
pub(super) static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b[A-Z]{2,6}(?:[-/ ][A-Z]{2,4})?[-/ ]?(?:20)?\d{2}[-/]\d{2,6}\b|\b(?:FOI|EIR|RFI|FOISA)[-/ ]?\d{3,8}\b",
    )
});
pub(super) static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.?\s+[A-Z][\p{L}’'-]+(?:\s+[A-Z][\p{L}’'-]+){0,2}",
    )
});
pub(super) static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let date =
        format!(r"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}");
    compiled(&format!(
        r"(?:{date})\s*(?:–|-|to|and|until)\s*(?:{date})|\b(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b|\b(?:19|20)\d\d\s+(?:to|and)\s+(?:19|20)\d\d\b"
    ))
});
pub(super) static DATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b"
    ))
});
pub(super) static MONTH_YEAR: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"\b{MONTH}\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d\b")));
pub(super) static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"[£$€]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|bn|m|k)\b)?")
});
pub(super) static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b\d[\d,]*(?:\.\d+)?\b\s?%?"));
