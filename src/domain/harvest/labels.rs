//! The words that say "here is the answer" or "this was asked", and those that end a letter.

use std::sync::LazyLock;

use regex::Regex;

use super::page::is_period;
use crate::text::pattern::compiled;
use crate::text::slice::{before, from};
use crate::text::split::line::{is_header, signs_off};

const REFS: &str = r"(?:\(?\d{1,2}(?:\.\d{1,2})?\)?(?:\s?\(?[a-z]\)?\b)?(?:\([a-z]{1,4}\))*|\([a-z]{1,4}\)|\b[a-z]\))(?:\s*(?:,\s*and|,|and|&|\bto\b|-|–|/|through)\s*(?i:q(?:uestion)?s?\.?\s*)?(?:\(?\d{1,2}(?:\.\d{1,2})?\)?(?:\s?\(?[a-z]\)?\b)?(?:\([a-z]{1,4}\))*|\([a-z]{1,4}\)|[a-z]\b\)?))*";
const THING: &str = r"(?i:questions?|qs?|parts?|points?|items?|requests?|queries|query)\.?\s*(?i:numbers?|nos?\.?)?\s*";

static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^[\[(]?(?P<lead>(?:[\w'’&.,()-]+\s+){{0,6}}?)(?i:answers?|responses?|reply|replies|ans|ateb|ymateb)\b[\])]?\.?(?:\s+(?i:to|for|–|-)\s+(?i:your\s+|the\s+)?(?P<thing>(?i:information\s+)?{THING})?)?\s*(?:{THING})?(?P<refs>{REFS})?(?P<tail>\s*[*_]*(?:[:;]|[–—-](?:\s|$)|\.\s|\.?$)[*_]*\s*[-–—]?\s*)"
    ))
});
static INITIAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^[AR]\s?(?P<refs>{REFS})?[*_]*(?:\s*[:;.)]|\s+[–—-])[*_]*(?:\s+|$)"
    ))
});
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:our|the|my) )?(?:we said|we replied|we respond(?:ed)?|we reply|we answered|decision|outcome|findings?|information (?:provided|disclosed|released|supplied)|(?:the |our )?(?:council|trust|force|authority|university|department|board|service|agency)(?:['’]s)? (?:decision|position)|how we (?:answer|respond)\w*|result|disclosure)\s*(?:[:.]?$|[:][\s*]+)",
    )
});
static AS_FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:please (?:find|see) )?(?:the|our|its|my|this)\b.{0,90}\b(?:answers?|responses?|reply|replies|information|position)\b.{0,90}\b(?:as follows|(?:set out )?below|following|here)\b.{0,30}|in (?:response|answer|reply) to your (?:request|questions?|enquiry)[, ].{0,60}(?:as follows|:)|(?:we|i) (?:can )?(?:respond|reply|answer)\b.{0,40}(?:as follows|below).{0,20})[.:]$",
    )
});
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"[\s*_](?P<label>(?:(?i:our|trust|council|force)\s+)?(?:Answer|ANSWER|Response|RESPONSE|Reply|REPLY|Ans)\s?(?:\d{1,2})?[*_]*\s?[:–—-][*_]*(?:\s+|$))",
    )
});
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:you|you have) (?:asked|requested|wrote|said)(?: (?:us|for|that|the following|about))*|(?:your )?(?:questions?|requests?|query|queries|enquiry)|(?:the )?(?:information|detail of information|details of (?:your )?request|information you|request) (?:requested|asked for|sought|details)|what you asked(?: for)?|q(?:uestion)?)[*_]*\s*[:.]?[*_]*(?P<end>\s+|$)",
    )
});
static REFERRED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?i:in (?:response|relation|respect|answer|reply|regard) (?:to|of)|as regards|as to|as for|regarding|with (?:regard|respect|reference) to|for|on|turning to|concerning|re)\s+(?i:your\s+|the\s+)?{THING}(?P<refs>{REFS})"
    ))
});
static REFS_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?P<thing>{THING})?(?P<refs>{REFS})[*_]*(?P<tail>(?:\s*[:.;)]|\s*[–—-])[*_]*(?:\s+|$)|\s*$)"
    ))
});
static REF: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<join>to|through|-|–)?\s*(?i:q(?:uestion)?s?\.?\s*)?(?:\(?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?P<letter>[a-z]\b)?\)?)?(?P<limbs>(?:\s?\(?[a-z]{1,4}\))*)",
    )
});
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^(?:
          if\ you\ (?:are|remain|feel|wish\ to\ (?:complain|appeal|request|discuss)|have\ any|(?:require|need|want)\ (?:any|anything|further|more|help|advice|this\ (?:letter|information)\ in)|have\ (?:further|more)\ questions|would\ like\ (?:to\ (?:discuss|complain|ask\ for|appeal|request)|us\ to\ review|any\ (?:more|further))|want\ to\ (?:complain|appeal)|disagree|consider\ that\ we|think\ (?:that\ )?we|do\ not\ (?:agree|feel)|believe) \b
        | should\ you\ (?:have|be|wish|need|require|remain|feel|disagree)
        | you\ (?:also\ |then\ |do\ )?(?:have\ (?:the|a)\ right|can|may|are\ entitled\ to|should|must) \s .{0,50}? \b(?:review|complain\w*|appeal\w*|reconsider|commissioner|dissatisfied|ombuds\w+|tribunal)\b
        | you\ have\ the\ right\ to
        | if\ you\ were\ (?:not|un|dis)
        | -{1,2}$
        | (?:annex|appendix|schedule)\ [a-z0-9]{1,2}\ ?[:.–-]?$
        | (?:(?:your|the)\ )?rights?\ (?:of|to)\ .{0,60}\b(?:review|complain|complaint|appeal|redress)$
        | (?:this|the\ information\ (?:contained\ )?in\ this)\ (?:e-?mail|message|communication|transmission|document)\b.{0,90}\b(?:confidential|intended|privileged|protected|solely)\b
        | (?:hawl|hawliau|cwyno|yn\ gywir|cofion)\b
        | you\ may\ (?:re-?use|use\ this)
        | your\ (?:right\ to\ (?:complain|appeal|a?\ ?review)|rights?\b.{0,20}$)
        | (?:please|kindly)\ (?:contact|do\ not\ hesitate|quote|reply\ to\ this|get\ in\ touch|note\ that\ (?:if\ you\ (?:are|wish)|this\ (?:response|letter|email)|we\ (?:publish|may\ publish)|information\ (?:supplied|provided))|remember\ to\ quote|let\ us\ know\ if)
        | (?:i|we)\ (?:hope|trust)\ (?:that\ )?(?:this|the|you|these|our|my)
        | (?:that|this)\ (?:now\ )?(?:concludes|completes|closes|letter\ is\ a|letter\ (?:acts|serves|constitutes)|response\ (?:will\ be|has\ been|is)\ (?:published|copyright)|email\ and\ any|information\ is\ (?:supplied|provided)\ (?:for|to\ you)|e-?mail)
        | (?:in\ accordance\ with\ |under\ )?(?:copyright|re-?use\ of|the\ (?:information|material|copyright)\b.{0,60}\b(?:re-?use|copyright|own\ use|licen[cs]e)\b|the\ \w+\ supplies\ this)
        | most\ of\ the\ information\ (?:that\ )?(?:we|provided)
        | every\ effort\ (?:has|is)
        | (?:the\ )?(?:right\ of\ (?:review|appeal)|internal\ reviews?|review(?:\ procedure)?|appeals?|rights\ of\ .{0,20}|right\ to\ (?:complain|a?\ ?review|appeal|request).{0,30}|complaints?(?:\ procedure|\ process|\ and\ .{0,20})?|complaint\ rights|further\ information|next\ steps|contact(?:\ us|\ details)?|feedback|disclaimer|how\ to\ (?:complain|appeal|contact).{0,40}|what\ (?:to\ do|you\ can\ do)\ (?:if|next).{0,60}|advice\ on\ .{0,30})\s*[:.]?$
        | (?:any\ )?(?:complaints?|appeals?|requests?\ for\ (?:an?\ )?(?:internal\ )?reviews?)\ (?:should|must|can|may)\b
        | to\ (?:request|ask\ for|seek)\ (?:an?\ )?(?:internal\ )?review
        | (?:the\ |your\ )?(?:information\ commissioner|ico)\b.{0,40}\b(?:can\ be\ contacted|address|is\ at|wycliffe)
        | thank\ you\ (?:again|once|for\ your\ (?:interest|patience|request|enquiry))
        | (?:we|i)\ (?:now\ )?(?:consider|regard|believe|have\ now)\ (?:that\ )?(?:this|your|the)\ (?:request|matter|response|case)\b.{0,40}\b(?:closed|complete|concluded|answered)
        | sent\ (?:from\ my|by)\b
        | confidentiality\ notice | disclaimer\b
        | for\ further\ information
        | [-_=\s]*(?:original\ message|forwarded\ message|begin\ forwarded\ message)
        | (?:please\ |do\ )?(?:let\ (?:me|us)\ know|feel\ free)\b
        | (?:all\ the\ |very\ |with\ )?best(?:\ wishes|\ regards)?[.,]?$
        | on\ .{6,80}\ wrote:$
        | (?:many\ |kind\ |with\ )?thanks\ ?[.,!]?$
        )",
    )
});
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:asked|ask|requested|request(?:s|ed)?|reads?|read|following|wrote|questions?|enquiry|sought|seeking)\b",
    )
});

/// A label before an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Label {
    /// Bytes up to the first word of the answer.
    pub(super) len: usize,
    /// The markers it names.
    pub(super) refs: Vec<Ref>,
    /// Nothing else stands on the line.
    pub(super) alone: bool,
    /// A word such as "decision", which is a label only where questions wait for an answer.
    pub(super) weak: bool,
}

/// A question that a label names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ref {
    /// `3`, `3(b)`, `(b)` without the brackets around a lone letter.
    pub(super) marker: String,
    /// All from the one before up to this one.
    pub(super) through: bool,
}

/// Reads the label that a line begins with.
pub(super) fn answer(line: &str) -> Option<Label> {
    if is_period(line) {
        return None;
    }
    let label = |len: usize, refs: &str, weak| Label {
        alone: from(line, len).trim_matches(['*', '_', ' ']).is_empty(),
        refs: refs_in(refs),
        len,
        weak,
    };
    if let Some(found) = ANSWER.captures(line) {
        let all = found.get(0).map_or(0, |all| all.end());
        let refs = found.name("refs").map_or("", |refs| refs.as_str());
        let tail = found.name("tail").map_or("", |tail| tail.as_str().trim());
        let lead = found.name("lead").map_or("", |lead| lead.as_str());
        let colon = tail.contains([':', ';']);
        let dashed = found.name("refs").is_some_and(|refs| {
            before(line, refs.start())
                .trim_end()
                .ends_with(['–', '-', '—'])
        });
        // "Answer – c)": the letter is the answer.
        let (all, refs) = match found.name("refs") {
            Some(own) if dashed && !colon => (own.start(), ""),
            _ => (all, refs),
        };
        let result = label(all, refs, false);
        let separated =
            dashed || tail.contains([':', '–', '—', '-', ';']) || !refs.is_empty() || result.alone;
        let begins = colon || !line.starts_with(char::is_lowercase);
        if separated && begins && names_somebody(lead) {
            return Some(result);
        }
    }
    if let Some(found) = INITIAL.captures(line) {
        let refs = found.name("refs").map_or("", |refs| refs.as_str());
        let all = found.get(0).map_or("", |all| all.as_str());
        // "A." and "A)" by themselves are letters of a list.
        if !refs.is_empty() && refs.starts_with(|c: char| c.is_ascii_digit()) || all.contains(':') {
            return Some(label(all.len(), refs, false));
        }
    }
    if let Some(heading) = HEADING.find(line) {
        return Some(label(heading.end(), "", true));
    }
    if line.len() < 200 && AS_FOLLOWS.is_match(line) {
        return Some(label(line.len(), "", true));
    }
    None
}

/// "A3 Twelve": a label without a stop, in a letter whose questions bear a Q in the same way.
pub(super) fn bare_initial(line: &str) -> Option<Label> {
    let rest = line.strip_prefix('A')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let words = from(rest, digits);
    let parts = (1..=2).contains(&digits) && words.starts_with([' ', '\t']);
    parts.then(|| Label {
        len: line.len() - words.trim_start().len(),
        refs: refs_in(before(rest, digits)),
        alone: words.trim().is_empty(),
        weak: false,
    })
}

/// Whether the words before "response" name the one who gives it: "Kelder Council", "Our", "The Trust's".
fn names_somebody(lead: &str) -> bool {
    const SMALL: &[&str] = &[
        "our",
        "the",
        "of",
        "and",
        "full",
        "council",
        "trust",
        "force",
        "my",
        "for",
        "university",
        "department",
    ];
    lead.split_whitespace().all(|word| {
        // "Q1 Answer:", "2. Response:"
        if word
            .trim_end_matches(['.', ')'])
            .bytes()
            .all(|b| b.is_ascii_digit())
        {
            return true;
        }
        let small = word.trim_end_matches(['\'', '’']).to_lowercase();
        let small = small.trim_end_matches("'s").trim_end_matches("’s");
        (word.starts_with(char::is_uppercase)
            && !word.ends_with(['.', ',', ':'])
            && !matches!(
                small,
                "please" | "your" | "this" | "in" | "see" | "no" | "a" | "yes"
            ))
            || SMALL.contains(&small)
    })
}

/// Where an answer begins in the middle of a line: "... (yes / no)? Answer – Yes".
pub(super) fn inline(line: &str) -> Option<(usize, usize)> {
    let label = INLINE.captures(line)?.name("label")?;
    (label.start() > 3).then(|| (label.start(), label.end()))
}

/// Reads a line such as "You asked:", and how much of it the label takes.
pub(super) fn asked(line: &str) -> Option<usize> {
    let found = ASKED.captures(line)?.get(0)?;
    let all = found.as_str().trim_end().trim_end_matches(['*', '_']);
    let rest = from(line, found.end());
    // "... of your\nrequest.": the end of a sentence.
    if line.starts_with(char::is_lowercase) && !all.ends_with(':') {
        return None;
    }
    let separated = all.ends_with([':', '.']) || rest.is_empty();
    // "Q." and "Request." may have words behind them only after a colon.
    (separated && (rest.is_empty() || all.ends_with(':') || all.eq_ignore_ascii_case("q.")))
        .then_some(found.end())
}

/// A line that leads in to what was asked: "in which you asked for the following:".
pub(super) fn leads_in(line: &str) -> bool {
    line.trim_end().ends_with([':', '-']) && LEADS.is_match(line)
}

/// Reads a paragraph that begins "In relation to question 2, ...", and how much of it is a label: none of a sentence.
pub(super) fn referred(line: &str) -> Option<(Vec<Ref>, usize)> {
    let found = REFERRED.captures(line)?;
    let refs = refs_in(found.name("refs")?.as_str());
    let end = found.get(0)?.end();
    let rest = from(line, end).trim_start_matches(['*', ' ']);
    let len = match rest.strip_prefix([':', '–', '-']) {
        Some(words) => line.len() - words.trim_start_matches(['*', ' ']).len(),
        None if rest.is_empty() => line.len(),
        None => 0,
    };
    (!refs.is_empty()).then_some((refs, len))
}

/// Reads a line that begins "Questions 2 to 4:", "Q1-3:", "1 and 2."
pub(super) fn refs_only(line: &str) -> Option<Label> {
    if is_period(line) {
        return None;
    }
    let found = REFS_ONLY.captures(line)?;
    let len = found.get(0)?.end();
    // The bracket after the last letter may have been taken for the end of the label.
    let refs = refs_in(from(before(line, len), found.name("refs")?.start()));
    let named = found
        .name("thing")
        .is_some_and(|thing| !thing.as_str().is_empty());
    (named || refs.len() > 1).then(|| Label {
        alone: from(line, len).trim_matches(['*', '_', ' ']).is_empty(),
        refs,
        len,
        weak: false,
    })
}

/// Reads markers out of "1(a), 2 and 4 to 6".
pub(super) fn refs_in(list: &str) -> Vec<Ref> {
    let mut found: Vec<Ref> = Vec::new();
    for one in REF.captures_iter(list) {
        let number = one.name("number").map_or("", |number| number.as_str());
        let limbs: String = one
            .name("limbs")
            .map_or("", |limbs| limbs.as_str())
            .chars()
            .filter(|c| c.is_ascii_lowercase() || *c == ')')
            .collect();
        let letter = one.name("letter").map(|letter| letter.as_str());
        let limbs: Vec<&str> = letter
            .into_iter()
            .chain(limbs.split(')'))
            .filter(|limb| !limb.is_empty())
            .collect();
        if number.is_empty() && limbs.is_empty() {
            continue;
        }
        let mut marker = number.to_owned();
        for limb in limbs {
            if marker.is_empty() {
                // "1(a) and (b)": the number is the one before.
                let before = found.last().map_or("", |one| one.marker.as_str());
                let stem: String = before
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '.')
                    .collect();
                if stem.is_empty() {
                    limb.clone_into(&mut marker);
                    continue;
                }
                marker = stem;
            }
            marker.push('(');
            marker.push_str(limb);
            marker.push(')');
        }
        let through = one.name("join").is_some() && !found.is_empty();
        found.push(Ref { marker, through });
    }
    found
}

/// A line with which the letter turns from the answers to the rights of the requester, thanks and contacts.
pub(super) fn closes(line: &str) -> bool {
    signs_off(line) || CLOSING.is_match(line)
}

/// A line that speaks of answers: "Our responses to your questions are set out below."
pub(super) fn speaks_of_answers(line: &str) -> bool {
    let small = line.to_lowercase();
    ["answer", "respon", "repl"]
        .iter()
        .any(|word| small.contains(word))
}

/// A header of a mail, which is part of no answer.
pub(super) fn header(line: &str) -> bool {
    is_header(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markers(list: &str) -> Vec<String> {
        let shown = |one: Ref| format!("{}{}", if one.through { "..." } else { "" }, one.marker);
        refs_in(list).into_iter().map(shown).collect()
    }

    #[test]
    fn the_markers_of_a_label_are_read() {
        assert_eq!(markers("1-3"), ["1", "...3"]);
        assert_eq!(markers("4 and 6"), ["4", "6"]);
        assert_eq!(markers("1(a), (b) and 2"), ["1(a)", "1(b)", "2"]);
        assert_eq!(markers("(a) to (c)"), ["a", "...c"]);
        assert_eq!(markers("2 to 4"), ["2", "...4"]);
    }

    #[test]
    fn labels_are_told_from_sentences() {
        for line in [
            "Response:",
            "Our response",
            "A1. 146",
            "Answer – Yes",
            "Reply: None",
            "Kelder Council response: Yes",
            "The Trust's answer:",
            "Response to question 3: None",
            "A: Four",
            "Answer 2: Four",
            "Q1 Answer: 4",
            "2. Response: None",
            "RESPONSE",
        ] {
            assert!(answer(line).is_some_and(|label| !label.weak), "{line}");
        }
        for line in [
            "Please see our response to question 3.",
            "A policy is attached.",
            "Response times were good.",
            "Please see our reply to b).",
            "Your response: none",
            "A. They are recycled",
            "The response was published in May.",
        ] {
            assert!(answer(line).is_none(), "{line} {:?}", answer(line));
        }
    }

    #[test]
    fn rights_and_thanks_close_a_letter_and_answers_do_not() {
        for line in [
            "If you are unhappy with this response you may ask for an internal review.",
            "Yours sincerely",
            "You have the right to ask for a review.",
            "Right of review",
            "Your right to complain is explained in the leaflet.",
        ] {
            assert!(closes(line), "{line}");
        }
        for line in [
            "You can see the policy on our website.",
            "If you live in the town the fee is £4.",
            "Reviews are held each May.",
        ] {
            assert!(!closes(line), "{line}");
        }
    }
}
