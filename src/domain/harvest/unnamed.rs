//! Takes out of a past letter what the archive must never hold: who asked, who signed, and how to reach them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::letter_facts::LetterFacts;
use crate::domain::reading::{PersonalKind, personal};
use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};
use crate::text::split::line::is_header;

/// Who is named in a letter as the one who asked or the one who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People(Vec<String>);

static SAYS_WHO: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:\b(?i:my name is|i am called|this is)\s+)((?:[A-Z][\w’'-]*\.?\s+){1,3}[A-Z][\w’'-]+)",
    )
});
// The whole line is a name: "A. Requester", "Dr Ann B Person".
static NAME_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev)\.?\s+)?(?:[A-Z][\w’'-]*\.?\s+){1,3}[A-Z][\w’'-]+$",
    )
});

const TITLES: [&str; 12] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "cllr",
    "councillor",
    "rev",
    "dame",
];
/// Words of a salutation that name nobody.
const NOBODY: [&str; 26] = [
    "sir",
    "madam",
    "sirs",
    "requester",
    "requestor",
    "applicant",
    "resident",
    "enquirer",
    "enquiry",
    "customer",
    "correspondent",
    "all",
    "team",
    "colleague",
    "colleagues",
    "council",
    "there",
    "again",
    "everyone",
    "officer",
    "foi",
    "information",
    "both",
    "morning",
    "afternoon",
    "member",
];

impl People {
    /// One person, as a case names who asked.
    pub fn named(name: &str) -> Self {
        let mut found = Vec::new();
        add(&mut found, name);
        found.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Self(found)
    }

    /// Finds those whom a letter names: in its salutations, in the heads of its mails, under its last words.
    pub fn of(text: &str, facts: &LetterFacts) -> Self {
        let mut found = Vec::new();
        for salutation in &facts.salutations {
            add(&mut found, &salutation.name.value);
        }
        for line in text.lines().filter(|line| is_header(line)) {
            let head = line.to_ascii_lowercase();
            if head.starts_with("from:") || head.starts_with("to:") || head.starts_with("cc:") {
                let name = line.split_once(':').map_or("", |(_, name)| name);
                add(
                    &mut found,
                    name.split(['<', '[', '(']).next().unwrap_or(name),
                );
            }
        }
        for signature in &facts.signatures {
            for line in slice(text, signature.clone()).lines().skip(1).take(3) {
                let line = line.trim();
                if NAME_LINE.is_match(line) {
                    add(&mut found, line);
                }
            }
        }
        for said in SAYS_WHO.captures_iter(text).filter_map(|said| said.get(1)) {
            add(&mut found, said.as_str());
        }
        // The longer name first, so that nothing of it is left.
        found.sort_by_key(|name| std::cmp::Reverse(name.len()));
        found.dedup();
        Self(found)
    }

    /// Returns a text without these people; `[name]` stands in their places.
    pub fn leave_out_names(&self, text: &str) -> String {
        without(text, self.named_in(text))
    }

    // Where they are named.
    fn named_in(&self, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let mut gone: Vec<(Range<usize>, &'static str)> = Vec::new();
        for name in &self.0 {
            for (start, _) in text.match_indices(name.as_str()) {
                let at = start..start + name.len();
                let joins = |c: char| c.is_alphanumeric();
                if !before(text, at.start).ends_with(joins)
                    && !from(text, at.end).starts_with(joins)
                {
                    gone.push((at, "[name]"));
                }
            }
        }
        gone
    }

    /// Returns a text without these people, addresses and numbers; `[name]` and the like stand in their places.
    pub fn leave_out(&self, text: &str) -> String {
        let mut gone = self.named_in(text);
        for hit in personal(text) {
            let words = match hit.kind {
                PersonalKind::Email | PersonalKind::HomeAddress => "[address]",
                PersonalKind::BirthDate => "[date of birth]",
                PersonalKind::Telephone
                | PersonalKind::NationalInsurance
                | PersonalKind::NhsNumber
                | PersonalKind::Bank
                | PersonalKind::Vehicle => "[number]",
            };
            gone.push((hit.at, words));
        }
        without(text, gone)
    }
}

fn without(text: &str, mut gone: Vec<(Range<usize>, &'static str)>) -> String {
    gone.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, words) in gone {
        if at.start < done {
            continue;
        }
        out.push_str(slice(text, done..at.start));
        out.push_str(words);
        done = at.end;
    }
    out.push_str(from(text, done));
    out
}

// A name with a title stands for itself; without one it needs a first name, or a word of the language would go.
fn add(found: &mut Vec<String>, name: &str) {
    let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = name.split_whitespace().collect();
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    if words
        .iter()
        .any(|word| NOBODY.contains(&bare(word).as_str()))
        || words.len() > 5
    {
        return;
    }
    if words.len() < 2
        || !words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
    {
        return;
    }
    found.push(name.to_owned());
    let titled = words
        .first()
        .is_some_and(|word| TITLES.contains(&bare(word).as_str()));
    if titled && words.len() > 2 {
        let (title, last) = (words.first(), words.last());
        if let (Some(title), Some(last)) = (title, last) {
            found.push(format!("{title} {last}"));
        }
        found.push(words.iter().skip(1).copied().collect::<Vec<_>>().join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::harvest::letter_facts;
    use crate::domain::regime::Regimes;

    #[test]
    fn nobody_who_asks_or_signs_is_left() {
        let letter = "From: Ann Person <ann@example.org>\n\nDear Ms Ann Person,\n\n1. How many bins?\n\nNine, as Ms Person knows; ring 01632 960123 or \
                      write to ann@example.org. The bins are in Person Street.\n\nYours sincerely\n\nBob Signer\nWexbridge District Council\n";
        let people = People::of(letter, &letter_facts(letter, &Regimes::default()));
        let out = people.leave_out(letter);
        for gone in [
            "Ann Person",
            "Ms Person",
            "960123",
            "@example",
            "Bob Signer",
        ] {
            assert!(!out.contains(gone), "{gone}: {out}");
        }
        assert!(out.contains("Person Street"), "{out}");
    }

    #[test]
    fn a_salutation_to_nobody_takes_nothing_away() {
        let letter = "Dear Sir or Madam,\n\nThe Information Officer of the Council wrote.\n";
        let people = People::of(letter, &letter_facts(letter, &Regimes::default()));
        assert_eq!(people.leave_out(letter), letter);
    }
}
