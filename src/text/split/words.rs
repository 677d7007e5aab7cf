//! The language of requests: what asks, what leads in, what only manages the correspondence.

/// How strongly a sentence asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ask {
    No,
    /// A noun phrase that names information: "The number of...".
    Noun,
    /// "Please send...", "I would like to know...".
    Request,
    /// "How many...?"
    Question,
}

/// The words of a text: runs of letters, digits and apostrophes.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .filter(|word| !word.is_empty())
}

fn is(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

const CONNECTIVES: &[&str] = &[
    "and",
    "also",
    "finally",
    "lastly",
    "firstly",
    "first",
    "secondly",
    "second",
    "thirdly",
    "third",
    "fourthly",
    "additionally",
    "furthermore",
    "moreover",
    "further",
    "next",
    "then",
    "so",
    "or",
    "but",
    "again",
    "separately",
    "similarly",
    "specifically",
    "therefore",
    "approximately",
    "roughly",
    "currently",
    "ps",
    "p",
    "s",
    "if",
    "yes",
    "no",
    "not",
    "well",
    "likewise",
    "again",
];

const QUESTION_WORDS: &[&str] = &[
    "how", "what", "what's", "whats", "when", "where", "which", "who", "who's", "whom", "whose",
    "why",
];

const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "would",
    "will", "should", "may", "might", "must", "am", "isn't", "aren't", "doesn't", "don't",
];

const SUBJECTS: &[&str] = &[
    "the",
    "you",
    "your",
    "there",
    "this",
    "that",
    "these",
    "those",
    "it",
    "they",
    "any",
    "all",
    "a",
    "an",
    "each",
    "we",
    "i",
    "he",
    "she",
    "staff",
    "councils",
    "schools",
    "patients",
    "officers",
    "residents",
    "employees",
    "every",
    "anyone",
    "either",
    "both",
    "such",
    "its",
    "their",
    "other",
    "some",
    "one",
    "our",
];

/// Verbs that ask for information when they stand after "please" or at the head of a sentence.
const REQUEST_VERBS: &[&str] = &[
    "provide",
    "state",
    "list",
    "confirm",
    "send",
    "supply",
    "give",
    "explain",
    "describe",
    "name",
    "specify",
    "outline",
    "identify",
    "detail",
    "disclose",
    "tell",
    "indicate",
    "enclose",
    "forward",
    "share",
    "show",
    "attach",
    "estimate",
    "summarise",
    "clarify",
    "furnish",
    "say",
    "release",
    "include",
    "break",
    "set",
    "answer",
    "inform",
    "advise",
    "publish",
    "quantify",
    "itemise",
    "copy",
    "produce",
    "report",
    "select",
    "choose",
    "rank",
    "rate",
    "calculate",
    "complete",
    "specify",
    "submit",
    "email",
    "link",
    "point",
];

const NOUNS: &[&str] = &[
    "number",
    "numbers",
    "copy",
    "copies",
    "total",
    "totals",
    "name",
    "names",
    "date",
    "dates",
    "cost",
    "costs",
    "amount",
    "amounts",
    "breakdown",
    "figures",
    "details",
    "detail",
    "list",
    "lists",
    "correspondence",
    "emails",
    "minutes",
    "percentage",
    "proportion",
    "average",
    "value",
    "job",
    "title",
    "length",
    "location",
    "locations",
    "reason",
    "reasons",
    "contract",
    "budget",
    "spend",
    "spending",
    "expenditure",
    "income",
    "policy",
    "policies",
    "documents",
    "reports",
    "records",
    "data",
    "information",
    "quantity",
    "size",
    "type",
    "types",
    "annual",
    "full",
    "current",
    "latest",
    "highest",
    "lowest",
    "most",
    "year",
    "years",
    "duration",
    "start",
    "end",
    "contact",
    "rate",
    "results",
    "statistics",
    "outcome",
    "outcomes",
    "titles",
    "address",
    "addresses",
    "salary",
    "rank",
    "age",
    "supplier",
    "provider",
    "monthly",
    "overall",
    "median",
    "mean",
    "maximum",
    "minimum",
    "statistics",
    "hourly",
    "fee",
    "fees",
    "price",
    "criteria",
    "process",
    "procedure",
    "communications",
    "notes",
    "agendas",
    "whether",
    "gross",
    "net",
    "year-on-year",
    "main",
    "exact",
    "organisation",
    "organisations",
    "companies",
    "company",
];

const OPENERS: &[&str] = &[
    "the", "a", "an", "any", "all", "total", "each", "every", "whether", "your", "its", "what",
    "their",
];

/// Reads how strongly a sentence (or a paragraph by its sentences' beginnings) asks.
pub(super) fn ask(text: &str) -> Ask {
    let mut best = ask_here(text);
    // "For each of the last three years, how many ..."; "In response to 2, please say ..."
    if best < Ask::Request {
        let mut rest = text;
        for _ in 0..3 {
            let Some(comma) = rest.find([',', ':', '–', ')']) else {
                break;
            };
            rest = rest
                .get(comma..)
                .unwrap_or("")
                .trim_start_matches(|c: char| !c.is_alphanumeric());
            let found = ask_here(rest);
            if found >= Ask::Request {
                best = best.max(found);
                break;
            }
        }
    }
    // "Under the Act please provide ..."
    if best < Ask::Request {
        let mut tokens = words(text)
            .take(24)
            .skip_while(|word| !is(word, &["please", "kindly", "hereby"]));
        if let (Some(first), Some(second)) = (tokens.next(), tokens.next()) {
            let found = if is(first, &["hereby"]) {
                Ask::Request
            } else {
                after_please(second, tokens.next().unwrap_or(""))
            };
            best = best.max(found);
        }
    }
    if best < Ask::Question
        && text
            .trim_end_matches(['"', '”', ')', ' ', ']'])
            .ends_with('?')
    {
        return Ask::Question;
    }
    best
}

fn ask_here(text: &str) -> Ask {
    let mut tokens = words(text)
        .skip_while(|word| is(word, CONNECTIVES))
        .peekable();
    let Some(first) = tokens.next() else {
        return Ask::No;
    };
    let second = tokens.next().unwrap_or("");
    let third = tokens.next().unwrap_or("");
    if is(first, &["where", "when"]) && !is(second, AUXILIARIES) && !text.contains('?') {
        return if is(first, &["when"]) {
            Ask::Noun
        } else {
            Ask::No
        };
    }
    if is(first, QUESTION_WORDS) {
        return Ask::Question;
    }
    if is(first, &["please", "kindly", "pls"]) {
        return after_please(second, third);
    }
    if is(first, AUXILIARIES) && (is(second, SUBJECTS) || text.contains('?')) {
        if is(second, &["you", "i", "we"]) && is(first, &["can", "could", "would", "will", "may"]) {
            return Ask::Request;
        }
        return Ask::Question;
    }
    if is(
        first,
        &[
            "i", "we", "i'd", "we'd", "i’d", "we’d", "i'm", "i’m", "we're",
        ],
    ) {
        return wish(text);
    }
    // "To what extent", "In which wards", "By whom", "Of these, how many"
    if is(
        first,
        &[
            "to", "in", "on", "at", "by", "for", "from", "of", "under", "with", "during", "since",
            "about", "within", "per", "between",
        ],
    ) && (is(second, QUESTION_WORDS) || is(third, QUESTION_WORDS))
    {
        return Ask::Question;
    }
    if is(first, REQUEST_VERBS)
        && !is(
            first,
            &[
                "name", "rate", "copy", "list", "state", "report", "share", "set", "email",
                "detail", "link", "point", "estimate",
            ],
        )
    {
        return Ask::Request;
    }
    if is(first, &["list", "state", "name", "detail"])
        && is(
            second,
            &[
                "the", "all", "any", "each", "every", "which", "what", "how", "who",
            ],
        )
    {
        return Ask::Request;
    }
    if is(first, NOUNS) || (is(first, OPENERS) && (is(second, NOUNS) || is(third, NOUNS))) {
        return Ask::Noun;
    }
    Ask::No
}

fn after_please(second: &str, third: &str) -> Ask {
    if is(second, REQUEST_VERBS)
        || is(
            second,
            &["could", "can", "would", "will", "may", "also", "let"],
        )
    {
        let verb = if is(second, &["also"]) { third } else { second };
        if is(
            verb,
            &[
                "note",
                "treat",
                "contact",
                "reply",
                "respond",
                "return",
                "acknowledge",
                "see",
                "find",
                "feel",
                "do",
                "exclude",
                "use",
            ],
        ) {
            return Ask::No;
        }
        if is(second, &["let"]) {
            return Ask::Noun;
        }
        return Ask::Request;
    }
    if is(second, QUESTION_WORDS) || is(second, &["the", "details", "any", "copies"]) {
        return Ask::Request;
    }
    Ask::No
}

/// "I would like to know ...": asks; "I am writing to ..." or "I understand that ...": does not.
fn wish(text: &str) -> Ask {
    const WISHES: &[&str] = &[
        "like",
        "request",
        "requesting",
        "ask",
        "asking",
        "grateful",
        "appreciate",
        "seek",
        "seeking",
        "wish",
        "want",
        "require",
        "need",
        "interested",
        "glad",
        "obliged",
        "welcome",
        "pleased",
    ];
    for word in words(text).take(9) {
        if is(word, WISHES) {
            return Ask::Request;
        }
    }
    Ask::No
}

/// Whether the text asks for something in particular, and does not just announce a request.
pub(super) fn asks_for_something(text: &str) -> bool {
    ask(text) >= Ask::Request && !announces(text)
}

/// "I am making a request under the Act", "Please answer the following questions": the list does the asking.
pub(super) fn announces(text: &str) -> bool {
    let text = text.trim_end();
    if leads_in(text) {
        return true;
    }
    if ask_here(text) == Ask::Noun {
        return false;
    }
    let mut following = false;
    let mut making = false;
    let mut request = false;
    let mut specific = false;
    let mut count = 0;
    let mut before = "";
    for word in words(text) {
        count += 1;
        if is(word, &["following", "below", "questions", "attached"]) {
            following = true;
        }
        if is(
            word,
            &[
                "make",
                "making",
                "submit",
                "submitting",
                "lodge",
                "raise",
                "writing",
                "exercise",
                "send",
                "file",
            ],
        ) {
            making = true;
        }
        if is(
            word,
            &["request", "foi", "foia", "act", "information", "eir"],
        ) {
            request = true;
        }
        if is(word, QUESTION_WORDS)
            || is(
                word,
                &[
                    "number",
                    "copy",
                    "copies",
                    "whether",
                    "list",
                    "total",
                    "details",
                    "correspondence",
                    "emails",
                    "each",
                ],
            )
        {
            specific = true;
        }
        if is(before, &["about", "regarding", "concerning", "on"]) && count > 30 {
            specific = true;
        }
        before = word;
    }
    let asks = text.contains('?');
    (following && count < 45 && !(asks && specific))
        || (making && request && !specific && !asks)
        || (request && count <= 14 && !specific && !asks)
}

/// Introduces what comes after it: a colon, or "for the next three questions".
pub(super) fn points_ahead(text: &str) -> bool {
    leads_in(text)
        || (text.len() < 200
            && words(text).any(|w| is(w, &["questions", "question"]))
            && words(text).any(|w| is(w, &["next", "following", "remaining", "below"])))
}

/// A line that ends with a colon (or `:-`) introduces what comes after it.
pub(super) fn leads_in(text: &str) -> bool {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['-', '–', '—', ' ', '*']);
    bare.ends_with(':') || (bare.ends_with(';') && bare.len() < text.len())
}

/// How much a paragraph is about the correspondence (format, limits, exemptions, thanks) and not about the subject.
pub(super) fn admin(text: &str) -> u32 {
    let mut score = 0;
    let (mut before, mut second) = ("", "");
    for (index, word) in words(text).enumerate() {
        let lower_first = word.as_bytes().first().map_or(b' ', u8::to_ascii_lowercase);
        score += match lower_first {
            b'a' if is(
                word,
                &[
                    "acknowledge",
                    "acknowledgement",
                    "assistance",
                    "attribution",
                ],
            ) =>
            {
                2
            }
            b'a' if is(
                word,
                &[
                    "appreciate",
                    "appreciated",
                    "apologies",
                    "anonymised",
                    "aggregated",
                ],
            ) =>
            {
                1
            }
            b'c' if is(
                word,
                &["clarification", "clarified", "clarify", "convenience"],
            ) =>
            {
                2
            }
            b'c' if is(word, &["csv", "consent", "commissioner"]) => 2,
            b'c' if is(word, &["contact"]) && index < 40 => {
                u32::from(is(before, &["please", "to"])) * 2
            }
            b'e' if is(
                word,
                &[
                    "electronically",
                    "excel",
                    "exempt",
                    "exemption",
                    "exemptions",
                    "entitled",
                ],
            ) =>
            {
                2
            }
            b'e' if is(word, &["email", "e-mail"]) && is(before, &["by", "via", "an", "this"]) => 2,
            b'e' if is(word, &["exceed", "exceeds", "excessive", "electronic"]) => 1,
            b'a' if is(word, &["aware"]) && is(before, &["am", "are", "be"]) => 2,
            b'a' if is(word, &["answers"]) && index < 4 => 2,
            b'd' | b'i' | b'f'
                if is(word, &["data", "information", "figures"])
                    && is(before, &["the", "this", "all"])
                    && index < 5 =>
            {
                2
            }
            b'f' if is(word, &["format", "faithfully"]) => 2,
            b'f' if is(word, &["forward"]) && is(before, &["look", "looking"]) => 3,
            b'f' if is(word, &["foi", "foia"]) => 1,
            b'g' if is(word, &["grateful", "grounds"]) => 0,
            b'h' if is(word, &["hesitate"]) => 3,
            b'h' if is(word, &["held"]) && is(before, &["not", "is", "information"]) => 1,
            b'k' if is(word, &["know"]) && is(before, &["me", "us"]) => 1,
            b'l' if is(word, &["limit", "limits"]) => {
                u32::from(is(
                    before,
                    &["cost", "time", "appropriate", "fees", "the", "18"],
                )) * 2
            }
            b'n' if is(word, &["narrow"]) => 1,
            b'o' if is(word, &["obligation", "obligations", "obliged"]) => 1,
            b'p' if is(
                word,
                &["prefer", "preferred", "pdf", "promptly", "publicly"],
            ) =>
            {
                2
            }
            b'r' if is(
                word,
                &[
                    "redact",
                    "redacted",
                    "redactions",
                    "redaction",
                    "receipt",
                    "refine",
                ],
            ) =>
            {
                2
            }
            b'r' if is(word, &["refuse", "refusal", "response", "reply"]) => 1,
            b'r' if is(word, &["request"]) && is(before, &["this", "my", "the"]) => 2,
            b'r' if is(word, &["review"]) && is(before, &["internal"]) => 3,
            b's' if is(word, &["spreadsheet", "sincerely"]) => 2,
            b's' if is(word, &["section", "sections"]) => 1,
            b't' if is(word, &["thank", "thanks"]) => 3,
            b'u' if is(word, &["understand"]) && is(before, &["i"]) => 2,
            b'w' if is(word, &["withhold", "withheld", "withholding"]) => 2,
            b'd' if is(word, &["days"]) && is(before, &["working"]) => 2,
            b'i' if is(word, &["interest"]) && is(before, &["public"]) => 1,
            b'q' if is(word, &["queries", "query"]) => 1,
            b'm' if is(word, &["me"]) && is(before, &["contact"]) => 2,
            _ => 0,
        };
        if index == 0 && is(word, &["if", "should", "where"]) {
            score += 1;
        }
        second = before;
        before = word;
    }
    let _ = second;
    score
}

/// Whether a paragraph after the questions only manages the correspondence.
pub(super) fn is_admin(text: &str) -> bool {
    let score = admin(text);
    match ask(text) {
        Ask::Question => score >= 3,
        Ask::Request => score >= 2,
        _ => score >= 1,
    }
}

/// "Also", "finally", "as a supplementary": another request comes after the list.
pub(super) fn adds_a_request(text: &str) -> bool {
    const MORE: &[&str] = &[
        "also",
        "additionally",
        "finally",
        "lastly",
        "further",
        "furthermore",
        "supplementary",
        "addition",
        "secondly",
        "separately",
        "moreover",
        "alternatively",
        "additional",
    ];
    words(text).take(8).any(|word| is(word, MORE))
}

/// Begins as a request of its own: "Please provide", "I would like", "Can you tell me".
pub(super) fn begins_a_request(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    (is(first, &["please"])
        && is(
            second,
            &[
                "provide", "send", "supply", "state", "list", "tell", "could", "can", "also",
            ],
        ))
        || (is(first, &["i", "we"]) && is(second, &["would", "should", "also", "request", "am"]))
        || (is(first, &["can", "could", "would", "may"]) && is(second, &["you", "i"]))
}

/// Begins with a question word, or a verb and its subject.
pub(super) fn begins_a_question(text: &str) -> bool {
    ask_here(text) == Ask::Question
}

/// A paragraph under a "Part C" heading is that part's request, if it asks at all.
pub(super) fn names_a_part_paragraph(heading: &str, text: &str) -> bool {
    super::candidates::names_a_part(heading) && ask(text) > Ask::No && !leads_in(text)
}

/// "Yours faithfully", "Kind regards", in the middle of a line that has lost its breaks.
pub(super) fn is_sign_off_like(text: &str) -> bool {
    let first = words(text).next().unwrap_or("");
    is(
        first,
        &[
            "yours",
            "kind",
            "regards",
            "thanks",
            "thank",
            "many",
            "best",
            "sincerely",
            "cheers",
        ],
    )
}

/// Begins like a note to the question before it.
pub(super) fn is_note(text: &str) -> bool {
    let mut tokens = words(text);
    let first = tokens.next().unwrap_or("");
    let second = tokens.next().unwrap_or("");
    text.starts_with(['(', '*', '[', '†'])
        || is(
            first,
            &[
                "note",
                "nb",
                "n.b",
                "e.g",
                "eg",
                "example",
                "examples",
                "answer",
                "options",
                "regarding",
                "definition",
            ],
        )
        || (is(first, &["for"]) && is(second, &["example", "instance", "clarity", "clarification"]))
        || (is(first, &["please"])
            && is(
                second,
                &[
                    "exclude", "note", "include", "use", "only", "limit", "ignore", "do",
                ],
            ))
}

/// Begins with the words that stand for answers: "Yes", "No", "Don't know", "Answer:".
pub(super) fn is_answer_field(text: &str) -> bool {
    let first = words(text).next().unwrap_or("");
    is(
        first,
        &[
            "yes",
            "no",
            "none",
            "answer",
            "response",
            "reply",
            "unknown",
            "other",
            "n",
            "y",
            "total",
            "don't",
            "don’t",
            "not",
            "comment",
            "comments",
            "number",
            "never",
            "always",
            "sometimes",
            "email",
            "name",
            "telephone",
        ],
    )
}

/// A year, a financial year or a span of years and nothing much else: "2021", "2021/22", "2025 (to 30 June)".
pub(super) fn is_period(text: &str) -> bool {
    const AROUND: &[&str] = &[
        "to",
        "date",
        "ytd",
        "and",
        "year",
        "full",
        "so",
        "far",
        "q1",
        "q2",
        "q3",
        "q4",
        "end",
        "only",
        "present",
        "part",
        "inclusive",
        "the",
        "from",
        "until",
        "calendar",
        "financial",
        "academic",
        "current",
        "fy",
    ];
    let text = text.trim_start_matches(['(', '[']).trim_start();
    if words(text)
        .any(|w| !w.starts_with(|c: char| c.is_ascii_digit()) && !is(w, MONTHS) && !is(w, AROUND))
    {
        return false;
    }
    let text = [
        "FY",
        "Financial year",
        "Academic year",
        "Year",
        "Calendar year",
        "the year",
        "In ",
    ]
    .iter()
    .find_map(|head| text.strip_prefix(head))
    .unwrap_or(text)
    .trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    let month = is(words(text).next().unwrap_or(""), MONTHS);
    let short = words(text).count() <= 8;
    (year && short && text.len() < 45)
        || (digits <= 2 && month && short && text.bytes().any(|b| b.is_ascii_digit()))
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// The words for choosing: what follows is a set of answers, not of questions.
pub(super) fn offers_a_choice(text: &str) -> bool {
    let mut before = "";
    for word in words(text) {
        if is(
            word,
            &[
                "choose",
                "tick",
                "options",
                "select",
                "multiple-choice",
                "delete",
                "circle",
                "pick",
            ],
        ) || (is(before, &["one"]) && is(word, &["of"]))
        {
            return true;
        }
        before = word;
    }
    false
}

/// A line that opens notes, definitions or legal points and not questions.
pub(super) fn opens_notes(text: &str) -> bool {
    let first_few: Vec<&str> = words(text).take(12).collect();
    let has = |list: &[&str]| first_few.iter().any(|word| is(word, list));
    let first = first_few.first().copied().unwrap_or("");
    let second = first_few.get(1).copied().unwrap_or("");
    let third = first_few.get(2).copied().unwrap_or("");
    (is(first, &["please"]) && is(second, &["note", "be", "remember", "bear"]))
        || (is(first, &["please"]) && is(second, &["also"]) && is(third, &["note"]))
        || (leads_in(text)
            && words(text)
                .last()
                .is_some_and(|w| is(w, &["because", "reasons", "grounds", "that"])))
        || (has(&["avoidance", "definitions", "bear", "mind", "terms"]) && leads_in(text))
        || (first_few.len() <= 6
            && has(&[
                "note",
                "notes",
                "definitions",
                "definition",
                "format",
                "terms",
                "glossary",
                "legal",
                "enclosures",
                "enclosed",
                "enc",
                "clarifications",
                "background",
                "context",
                "scope",
                "disclaimer",
                "references",
                "sources",
                "attachments",
            ]))
        || (has(&["format", "formats"]) && leads_in(text))
        || (has(&[
            "remind",
            "reminded",
            "interpret",
            "mean",
            "means",
            "defined",
            "attached",
            "enclosed",
            "background",
        ]) && leads_in(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_is_told_from_what_states() {
        assert_eq!(ask("How many fires did you attend"), Ask::Question);
        assert_eq!(
            ask("For the same three years, how many moorings were:"),
            Ask::Question
        );
        assert_eq!(ask("Please supply the minutes."), Ask::Request);
        assert_eq!(
            ask("Secondly, please could you tell me how many."),
            Ask::Request
        );
        assert_eq!(ask("The number of call-outs."), Ask::Noun);
        assert_eq!(ask("The council announced this in May."), Ask::No);
    }

    #[test]
    fn thanks_and_formats_are_about_the_correspondence() {
        assert!(is_admin("I look forward to hearing from you."));
        assert!(is_admin(
            "Please return the tables as a spreadsheet if that is easier."
        ));
        assert!(is_admin(
            "If any part of this request needs to be clarified, please let me know."
        ));
        assert!(!is_admin(
            "Lastly, what is the fee for a new approval, and when was it last changed?"
        ));
        assert!(!is_admin("Please also say what each site is used for now."));
    }

    #[test]
    fn years_are_periods() {
        for text in [
            "2021/22",
            "2025 (to 30 June)",
            "2019",
            "FY 2020-21",
            "1 April 2020 to 31 March 2021",
        ] {
            assert!(is_period(text), "{text}");
        }
        assert!(!is_period("2.5 staff"));
    }

    #[test]
    fn announcing_a_request_is_not_asking() {
        assert!(announces("I am making a request under the FOI Act."));
        assert!(announces("Please answer the following questions."));
        assert!(!announces("Please tell me how many bins you have."));
    }
}
