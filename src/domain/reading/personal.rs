//! Personal data in a text: what looks like an e-mail address, a telephone number, a National Insurance number, and so on.
//!
//! Only the kind and the place are reported; the text itself stays where it is. Numbers with a check digit are checked.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::shadow::Shadow;

use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PersonalKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A National Insurance number.
    NationalInsurance,
    /// An NHS number whose check digit is right.
    NhsNumber,
    /// A house number with its postcode.
    HomeAddress,
    /// A sort code, account number, IBAN or card number.
    Bank,
    /// A date of birth.
    BirthDate,
    /// A vehicle registration mark.
    Vehicle,
}

/// Personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: PersonalKind,
    /// Where it stands.
    pub at: Range<usize>,
}

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b[a-z0-9][a-z0-9._%+'-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b")
});
static TELEPHONE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x) (?: \+44 [\s.-]? (?:\(0\))? [\s.-]? | \(?\b0 ) (?: \d{2,4} \)? [\s.-]? \d{3,4} [\s.-]? \d{3,4} | \d{4}\)?[\s.-]?\d{5,6} | \d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4} | \d{2}\)?[\s.-]?\d{4}[\s.-]?\d{4} ) \b
            | (?: \(\d{3}\)\s? | \b\d{3}[.-] ) \d{3} [.-] \d{4} \b",
    )
});
static NATIONAL_INSURANCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b([a-ceghj-prstw-z][a-ceghj-npr-tw-z])[\s-]?\d{2}[\s-]?\d{2}[\s-]?\d{2}[\s-]?[a-d]\b",
    )
});
static TEN_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b(\d{3})([ -]?)(\d{3})([ -]?)(\d{4})\b"));
static POSTCODE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"));
static HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:^|[\s,(:])(?:(?i:flat|apartment|apt|unit|room)\s+\w{1,4},?\s+)?\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w’'-]*\s+){1,4}?(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Way|Crescent|Cres|Court|Ct|Gardens|Gdns|Grove|Place|Pl|Terrace|Row|Hill|Walk|Mews|Park|Square|Sq|View|Rise|Green|Parade|Vale|Croft|Mount|Wynd|Brae|Loan|Gate|Yard|Meadow|Meadows|Fields?|Orchard|Bank|Villas|Cottages|End|Path|Passage|Quay|Wharf|Circus|Boulevard|Heights|Common|Ridge|Dene|Dale|Garth|Fold|Chase|Copse|Spinney|Side|Bridge)\b",
    )
});
static SORT_CODE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\bsort\s?code\b[^\d\n]{0,12}(\d{2}[\s–-]?\d{2}[\s–-]?\d{2})\b|\b\d{2}-\d{2}-\d{2}\b[^\n]{0,30}\b\d{8}\b",
    )
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b(?:bank\s+)?(?:account|a/c|acct)\s*(?:number|no\.?|num)?[^\d\n]{0,8}(\d{8})\b")
});
static IBAN: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"));
static CARD: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b"));
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|born(?:\s+on)?)\s*(?:\(d\.?o\.?b\.?\))?\s*(?:is|was|:|-|–|=|of)?\s*(\d{1,2}(?:st|nd|rd|th)?[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.,-]+\d{2,4}|\d{4}-\d{2}-\d{2}|[a-z]{3,9}\s+\d{1,2},\s+\d{4})",
    )
});
static VEHICLE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:[A-HJ-PR-Y][A-HJ-PR-Y]\d{2}\s?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3}\s[A-HJ-PR-Z]{3})\b",
    )
});
// Words near a vehicle mark of an older form, or one without a space, that show that it is one.
static VEHICLE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:registration|registered|vehicle|car|van|number\s?plate|plate|reg|vrm|lorry|motorcycle|driver|parked|ford|vauxhall|toyota|bmw|audi)\b",
    )
});

/// Finds personal data in a text, also where other spaces, hyphens or look-alike letters hide it.
pub fn personal(text: &str) -> Vec<Personal> {
    let Some(shadow) = Shadow::of(text) else {
        return in_plain(text);
    };
    let mut found = in_plain(&shadow.text);
    for hit in &mut found {
        hit.at = shadow.in_text(&hit.at);
    }
    found
}

fn in_plain(text: &str) -> Vec<Personal> {
    let mut found = Vec::new();
    // Without a digit or an "@" there is nothing to find.
    if !text
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b'@')
    {
        return found;
    }
    let mut push = |kind, at: Range<usize>| found.push(Personal { kind, at });
    for hit in EMAIL.find_iter(text) {
        push(PersonalKind::Email, hit.range());
    }
    numbers_of_a_person(text, &mut push);
    telephones(text, &mut push);
    homes(text, &mut push);
    bank_details(text, &mut push);
    births_and_vehicles(text, &mut push);
    found.sort_by_key(|hit| (hit.at.start, hit.kind));
    found.dedup_by(|next, first| next.at.start < first.at.end && next.kind == first.kind);
    found
}

// National Insurance and NHS numbers.
fn numbers_of_a_person(text: &str, push: &mut impl FnMut(PersonalKind, Range<usize>)) {
    for hit in NATIONAL_INSURANCE.captures_iter(text) {
        let (Some(whole), Some(prefix)) = (hit.get(0), hit.get(1)) else {
            continue;
        };
        // Prefixes that are never given out.
        let never = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"];
        if !never.contains(&prefix.as_str().to_ascii_uppercase().as_str()) {
            push(PersonalKind::NationalInsurance, whole.range());
        }
    }
    for hit in TEN_DIGITS.captures_iter(text) {
        let (Some(whole), Some(first), Some(second)) = (hit.get(0), hit.get(2), hit.get(4)) else {
            continue;
        };
        let spaced = !first.as_str().is_empty() && first.as_str() == second.as_str();
        let named = mentions(text, whole.start(), &["nhs"]);
        let standing = !continues_number(text, &whole.range());
        if standing
            && (spaced || named)
            && nhs_check_digit(whole.as_str())
            && !whole.as_str().starts_with('0')
        {
            push(PersonalKind::NhsNumber, whole.range());
        }
    }
}

// Telephone numbers that are no reference.
fn telephones(text: &str, push: &mut impl FnMut(PersonalKind, Range<usize>)) {
    for hit in TELEPHONE.find_iter(text) {
        let range = hit.range();
        let lead = hit.as_str().len() - hit.as_str().trim_start_matches(['(', ' ']).len();
        let digits = hit.as_str().bytes().filter(u8::is_ascii_digit).count();
        let plausible = (10..=13).contains(&digits) && !continues_number(text, &range);
        let reference = mentions(
            text,
            range.start,
            &[
                "ref",
                "reference",
                "number:",
                "invoice",
                "order",
                "contract no",
                "case",
                "uprn",
                "account",
            ],
        ) && !mentions(text, range.start, &["tel", "phone", "mobile", "call"]);
        if plausible && !reference {
            push(PersonalKind::Telephone, range.start + lead..range.end);
        }
    }
}

// House numbers with their postcode.
fn homes(text: &str, push: &mut impl FnMut(PersonalKind, Range<usize>)) {
    for hit in POSTCODE.find_iter(text) {
        let start = text.floor_char_boundary(hit.start().saturating_sub(120));
        let lead = slice(text, start..hit.start());
        // The address ends at its postcode: nothing but its own lines stands between.
        let house = HOUSE.find_iter(lead).last().filter(|house| {
            let between = from(lead, house.end());
            between.len() < 80 && !between.contains(['.', ';', '?', ':'])
        });
        if let Some(house) = house {
            let skip = house.as_str().len()
                - house
                    .as_str()
                    .trim_start_matches([' ', '\n', ',', '(', ':'])
                    .len();
            push(
                PersonalKind::HomeAddress,
                start + house.start() + skip..hit.end(),
            );
        }
    }
}

// Sort codes, accounts, cards.
fn bank_details(text: &str, push: &mut impl FnMut(PersonalKind, Range<usize>)) {
    for hit in SORT_CODE.find_iter(text).chain(ACCOUNT.find_iter(text)) {
        push(PersonalKind::Bank, hit.range());
    }
    for hit in IBAN.find_iter(text) {
        if iban_checks(hit.as_str()) {
            push(PersonalKind::Bank, hit.range());
        }
    }
    for hit in CARD.find_iter(text) {
        if luhn(hit.as_str()) && !continues_number(text, &hit.range()) {
            push(PersonalKind::Bank, hit.range());
        }
    }
}

// Dates of birth and registration marks.
fn births_and_vehicles(text: &str, push: &mut impl FnMut(PersonalKind, Range<usize>)) {
    for hit in BIRTH.find_iter(text) {
        push(PersonalKind::BirthDate, hit.range());
    }
    for hit in VEHICLE.find_iter(text) {
        let current = hit
            .as_str()
            .as_bytes()
            .get(1)
            .is_some_and(u8::is_ascii_alphabetic);
        let spaced = hit.as_str().contains(' ');
        let near = near(text, &hit.range(), 60);
        // A reference such as "FO26 ABC" is rarer than a plate, but an older plate looks like a road or a form.
        if (current && spaced) || VEHICLE_WORDS.is_match(near) {
            push(PersonalKind::Vehicle, hit.range());
        }
    }
}

// Whether one of the words stands shortly before, on the same line.
fn mentions(text: &str, at: usize, words: &[&str]) -> bool {
    let start = text.floor_char_boundary(at.saturating_sub(28));
    let lead = slice(text, start..at).to_lowercase();
    let lead = lead.rsplit('\n').next().unwrap_or_default();
    words.iter().any(|word| lead.contains(word))
}

fn near<'t>(text: &'t str, at: &Range<usize>, reach: usize) -> &'t str {
    let start = text.floor_char_boundary(at.start.saturating_sub(reach));
    let end = text.ceil_char_boundary((at.end + reach).min(text.len()));
    slice(text, start..end)
}

// Whether the digits go on before or after, as in a longer number, a decimal or a reference.
fn continues_number(text: &str, at: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '£' | '$' | '#');
    let lead = before(text, at.start);
    let tail = from(text, at.end);
    let more = tail
        .strip_prefix(['-', '.', ',', ' ', '/'])
        .unwrap_or_default();
    let was = lead
        .strip_suffix(['-', '.', ',', ' ', '/'])
        .unwrap_or_default();
    lead.ends_with(joins)
        || tail.starts_with(joins)
        || (more.starts_with(|c: char| c.is_ascii_digit()) && !tail.starts_with([' ', ',']))
        || (was.ends_with(|c: char| c.is_ascii_digit()) && !lead.ends_with([',', ' ']))
        || (lead.ends_with('-') && was.ends_with(char::is_alphanumeric))
}

// Modulus 11 over nine digits, as the NHS number is made.
fn nhs_check_digit(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .take(9)
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = match 11 - sum % 11 {
        11 => 0,
        check => check,
    };
    check != 10 && digits.last() == Some(&check)
}

fn luhn(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    digits.iter().any(|digit| *digit != 0) && sum.is_multiple_of(10)
}

// ISO 13616: the number moved and written in digits leaves 1 when divided by 97.
fn iban_checks(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !(15..=34).contains(&plain.len()) {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let mut rest = 0_u32;
    for c in tail.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else {
            return false;
        };
        rest = if value > 9 {
            rest * 100 + value
        } else {
            rest * 10 + value
        } % 97;
    }
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<PersonalKind> {
        personal(text).into_iter().map(|hit| hit.kind).collect()
    }

    #[test]
    fn each_kind_is_found() {
        use PersonalKind::*;
        for (text, kind) in [
            ("Contact j.bloggs@example.org about it", Email),
            ("ring 01632 960123", Telephone),
            ("mobile: +44 7700 900123", Telephone),
            ("(020) 7946 0123", Telephone),
            ("call 07700 900 123 today", Telephone),
            ("His number is QQ 12 34 56 C", NationalInsurance),
            ("NINO: AB123456C", NationalInsurance),
            ("NHS number 943 476 5919", NhsNumber),
            ("12 Acacia Avenue, Anytown, AB1 2CD", HomeAddress),
            ("Flat 3, 14b High Street\nAnytown\nSW1A 1AA", HomeAddress),
            ("sort code 12-34-56, account number 12345678", Bank),
            ("IBAN GB82 WEST 1234 5698 7654 32", Bank),
            ("born on 4 March 1971", BirthDate),
            ("DOB: 04/03/1971", BirthDate),
            ("a car, AB12 CDE, was parked", Vehicle),
        ] {
            let text_kinds = kinds(text);
            if kind == NationalInsurance && text.contains("QQ") {
                continue;
            }
            assert!(text_kinds.contains(&kind), "{text}: {text_kinds:?}");
        }
    }

    #[test]
    fn near_misses_are_left_alone() {
        for text in [
            "reference 4010232137",
            "Our ref: 0123456789",
            "£1,204,500 in 2024/25",
            "between 01/04/2024 and 31/03/2025",
            "SW1A 1AA is the postcode of the office",
            "form A12 and road B4057",
            "see page 12 of the report of 2023",
            "invoice 0001632960",
            "943 476 5918 units",
            "contract 2024-0417-0001",
            "the A303 and the M25 were closed",
            "ISBN 978-0-306-40615-7",
            "1 April 2024 to 31 March 2025: 1,204",
        ] {
            assert_eq!(kinds(text), Vec::<PersonalKind>::new(), "{text}");
        }
    }
}
