//! The marks by which a letter is told from another: salutations, references, names of public bodies, attachments named.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern::compiled;
use crate::text::slice::{before, from, slice};

/// A salutation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// The line.
    pub at: Range<usize>,
    /// Who is addressed; empty for "Dear" alone.
    pub name: String,
    /// Whether it begins with "Dear".
    pub dear: bool,
}

/// Something that looks like the reference of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Where it stands.
    pub at: Range<usize>,
    /// Whether the word "reference" stands before it.
    pub labelled: bool,
    /// Whether the text says that it is an earlier or another case's, or no case's at all.
    pub of_another: bool,
}

/// The name of a public body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Where it stands.
    pub at: Range<usize>,
    /// Its name without the words of the sentence before it.
    pub name: String,
    /// Whether it speaks as the authority that answers.
    pub speaks: bool,
}

static DEAR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?m)^[>\s*_]*(Dear|DEAR|Hello|Hi|Good\s+(?:morning|afternoon))\b[ \t]*([^\n]{0,80})$",
    )
});

/// Finds the salutations of a text; those of quoted lines are the requester's own.
pub(super) fn salutations(text: &str) -> Vec<Salutation> {
    let mut all = Vec::new();
    for hit in DEAR.captures_iter(text) {
        let (Some(whole), Some(word), Some(name)) = (hit.get(0), hit.get(1), hit.get(2)) else {
            continue;
        };
        let name = name
            .as_str()
            .trim()
            .trim_matches([',', ':', '*', '_', '-', '–', '.', ' ']);
        if !whole.as_str().trim_start().starts_with('>') && name.split_whitespace().count() <= 8 {
            let lead = whole.as_str().len() - whole.as_str().trim_start().len();
            all.push(Salutation {
                at: whole.start() + lead..whole.end(),
                name: name.to_owned(),
                dear: word.as_str().eq_ignore_ascii_case("dear"),
            });
        }
    }
    all
}

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:our|foi|eir|request|case)\s+)?(?:ref(?:erence)?)\b\.?\s*(?:no\.?|number)?\s*(?:is\s+)?[:#–-]?\s*((?:[A-Z]{2,6}[\s/_-]{0,3})?[A-Z0-9]+(?:[/_.-][A-Z0-9]+)*)",
    )
});
// Where another case's reference, or one that is no case's, may well stand.
static OF_ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:earlier|previous|previously|last|other|related|your\s+ref|your\s+reference|prior|also|similar|original|first|same\s+information|decision\s+notice|invoice|contract|tender|procurement|planning|application\s+no|complaint\s+ref|charity|company|policy\s+ref|document|log|answered\s+in|published\s+(?:as|under)|review\s+(?:ref|of)|see\s+(?:our\s+)?(?:response|reply)|superseded|combined\s+with|linked|together\s+with|along\s+with|aggregated|added|requests\b)",
    )
});

/// Finds what looks like the reference of a case.
pub(super) fn codes(text: &str) -> Vec<Code> {
    let mut all: Vec<Code> = Vec::new();
    let mut push = |at: Range<usize>, labelled: bool| {
        let shown = slice(text, at.clone()).trim_end_matches(['.', ',', ')', ':', '-', '/']);
        let at = at.start..at.start + shown.len();
        let digits = shown.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 2
            && !all
                .iter()
                .any(|other| other.at.start <= at.start && at.end <= other.at.end)
        {
            let of_another = OF_ANOTHER.is_match(sentence_around(text, &at));
            all.push(Code {
                at,
                labelled,
                of_another,
            });
        }
    };
    for hit in LABELLED.captures_iter(text) {
        if let Some(code) = hit.get(1) {
            push(code.range(), true);
        }
    }
    // Any word of letters and digits, or digits with signs between, may be a reference; the check knows its shape.
    for hit in CODE_LIKE.find_iter(text) {
        if !is_a_year(hit.as_str()) {
            push(hit.range(), false);
        }
    }
    all.sort_by_key(|code| code.at.start);
    all
}

// "2024/25": the school year or the financial year.
fn is_a_year(shown: &str) -> bool {
    let Some((from, to)) = shown.split_once(['/', '-']) else {
        return false;
    };
    let (Ok(first), Ok(last)) = (from.parse::<u32>(), to.parse::<u32>()) else {
        return false;
    };
    (1980..2080).contains(&first)
        && (last == first + 1 || to.len() == 2 && last == (first + 1) % 100)
}

static CODE_LIKE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b[A-Za-z]{1,8}(?:[/_.-]?[A-Za-z]{1,6})?[/_ .-]{0,2}\d[A-Za-z0-9]*(?:[/_.-][A-Za-z0-9]+)*\b|\b\d{2,}(?:[/_-][A-Za-z0-9]+)+\b",
    )
});

// The name of a public body: words with capitals that end in what kind of body it is.
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:(?:The\s+)?(?:University|London\s+Borough|Royal\s+Borough|City|Borough|County|Metropolitan\s+Borough|Ministry|Department|Office|Bank|Bureau|Administration)\s+of\s+(?:the\s+)?[A-Z][\w’'&-]*(?:\s+(?:and|of|upon|&|on|the)?\s*[A-Z][\w’'&-]*){0,4}(?:\s+Council)?|[A-Z][\w’'&-]*(?:[ \t]+(?:and|of|upon|&|on|in|for|the|with)[ \t]+[A-Z][\w’'&-]*|[ \t]+[A-Z][\w’'&-]*){0,7}[ \t]+(?:Council|Trust|Constabulary|Police(?:[ \t]+Service)?|University|Authority|Board|Borough|Agency|College|Academy|Commission|Service|Partnership|School|Hospital|Hospitals|Fire[ \t]and[ \t]Rescue))\b",
    )
});
static SPEAKS_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:[’']s)?\s*(?:\([A-Z]{2,6}\)\s*)?(?:does\s+not\s+hold|do\s+not\s+hold|holds\b|neither\s+confirms|(?:has|have)\s+(?:decided|determined|concluded|considered|searched|applied|estimated|handled|now\s+considered)|considers\b|is\s+(?:able|pleased|sorry|writing|responding|withholding|refusing|satisfied|required\s+by|obliged|unable\s+to)|can\s+confirm|confirms\b|aims\s+to|will\s+(?:aim|respond|publish|acknowledge)|withholds\b|refuses\b|would\s+like\s+to|believes\b|finds\b|concludes\b|recognises\b|acknowledges\b|relies\b|takes\b|Freedom\s+of\s+Information|FOI\b|Information\s+Governance|is\s+not\s+obliged|maintains\s+that|estimates\b|does\s+not\s+record|does\s+not\s+keep|spent\b|employs\b|employed\b|publishes\b|received\s+your)",
    )
});
static SPEAKS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:on\s+behalf\s+of|we\s+at|here\s+at|your\s+request\s+(?:to|made\s+to)|request\s+for\s+information\s+(?:to|from)|thank\s+you\s+for\s+(?:contacting|writing\s+to)|response\s+(?:of|from)|held\s+by|interests?\s+of|reputation\s+of|position\s+of|review\s+by|information\s+from)\s+(?:the\s+)?$",
    )
});
// Where another body may well be named, with what it holds or does.
static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:may|might|could|should)\s+(?:also\s+)?(?:hold|be\s+held|be\s+able|have|wish|contact|ask|try)|contact|redirect|direct\s+your|instead|responsib\w*|is\s+a\s+matter\s+for|run\s+by|provided\s+by|managed\s+by|operated\s+by|owned\s+by|transferr\w*|partner\w*|neighbouring|jointly|together\s+with|contract\w*|supplied|commission\w*|consult\w*|merged|former|predecessor|abolished|belongs?\s+to|on\s+whose|not\s+held\s+by\s+us|ask\s+them|apply\s+to\s+them|another\s+(?:public\s+)?authority|landlord|tenant|leased|bought|sold|paid\s+to|awarded|joint\s+committee|v)\b",
    )
});

static OF_ITSELF: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^\s+has\s+(?:received|recorded|spent|employed|issued|no\b|not\b)"));
const LOCAL: &[&str] = &[
    "Council",
    "Trust",
    "Constabulary",
    "Police",
    "University",
    "Hospitals",
    "Hospital",
    "College",
    "Academy",
    "School",
];

/// Finds the names of public bodies.
pub(super) fn bodies(text: &str) -> Vec<Body> {
    let mut all = Vec::new();
    for hit in BODY.find_iter(text) {
        let name = trimmed(hit.as_str());
        let at = hit.end() - name.len()..hit.end();
        let lead = before(text, at.start);
        let after = from(text, at.end);
        let quoted = lead.rfind('“') > lead.rfind('”');
        // What a neighbour would say of itself, at the beginning of a sentence.
        let opens = lead.trim_end_matches(['*', ' ']).is_empty()
            || lead.trim_end().ends_with(['.', ':', '\n'])
            || lead.ends_with('\n');
        let itself =
            opens && OF_ITSELF.is_match(after) && LOCAL.iter().any(|kind| name.ends_with(kind));
        let acts = itself || SPEAKS_AFTER.is_match(after) || SPEAKS_BEFORE.is_match(lead_of(lead));
        all.push(Body {
            name: name.to_owned(),
            speaks: acts && !quoted && !REFERS.is_match(sentence_around(text, &at)),
            at,
        });
    }
    all
}

fn lead_of(text: &str) -> &str {
    from(
        text,
        text.floor_char_boundary(text.len().saturating_sub(60)),
    )
}

// A sentence often begins with a capital that is no part of the name: "At Exampleshire County Council".
fn trimmed(name: &str) -> &str {
    const LEAD: &[&str] = &[
        "The ",
        "At ",
        "In ",
        "For ",
        "From ",
        "As ",
        "By ",
        "Dear ",
        "To ",
        "And ",
        "But ",
        "Although ",
        "While ",
        "Whilst ",
        "When ",
        "If ",
        "Since ",
        "However ",
        "This ",
        "That ",
        "Our ",
        "Your ",
        "Under ",
        "Because ",
        "Both ",
        "Yes ",
        "No ",
        "Neither ",
        "Where ",
        "With ",
        "Of ",
        "On ",
        "Is ",
        "Does ",
        "Has ",
        "Did ",
        "Please ",
        "Regards ",
        "Sincerely ",
        "Faithfully ",
    ];
    let mut name = name;
    while let Some(rest) = LEAD.iter().find_map(|lead| name.strip_prefix(lead)) {
        name = rest;
    }
    name
}

/// Returns the sentence, or the line, around a place.
pub(super) fn sentence_around<'t>(text: &'t str, at: &Range<usize>) -> &'t str {
    let lead = before(text, at.start);
    let start = lead
        .rfind(['\n', ';'])
        .max(lead.rfind(". "))
        .map_or(0, |at| at + 1);
    let tail = from(text, at.end);
    let end = at.end
        + tail
            .find(['\n', ';'])
            .unwrap_or(tail.len())
            .min(tail.find(". ").map_or(tail.len(), |at| at + 1));
    slice(text, start..end)
}

static ATTACHMENT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?imx) \.(?:pdf|xlsx?|csv|docx?|ods|odt|zip|pptx?|txt|eml|msg|png|jpe?g|xml|json)\b
          | \b(?:annex(?:e)?|appendix|appendices|attachment|enclosure|schedule|exhibit|document|file|table|enc\.?)\s+(?:\d|[a-h]\b|one\b|two\b|[“‘'\x22])
          | ^\s*(?:enc(?:s|l|losures?|losed)?|attachments?|attached|annex(?:es)?|appendi(?:x|ces))\s*[:.–-]\s*\S",
    )
});

/// Tells whether a text names a file, an annex, or a list of enclosures.
pub(super) fn names_an_attachment(text: &str) -> bool {
    ATTACHMENT.is_match(text)
}
