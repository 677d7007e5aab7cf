//! Is everything there: every question answered, every field filled, everything attached that is said to be.

use super::subject::PartKind;
use super::{Check, Findings, Fix, Subject, codes};
use crate::domain::reading::{Leftover, Says};
use crate::text::slice::slice;

pub(super) const CHECKS: &[&dyn Check] = &[
    &NoQuestions,
    &Unanswered,
    &NoOutcome,
    &UnfilledField,
    &BracketLeft,
    &ConflictMarker,
    &MissingFrame,
    &AttachmentUnnamed,
];

/// A case without a single question.
struct NoQuestions;

impl Check for NoQuestions {
    fn code(&self) -> &'static str {
        "no-questions"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let none = !letter
            .parts
            .iter()
            .any(|part| part.kind == PartKind::Answer);
        if none && letter.is_case {
            found.whole(
                "The case has no question.",
                "Add one in the list of questions.",
            );
        }
    }
}

/// A question without an answer.
struct Unanswered;

impl Check for Unanswered {
    fn code(&self) -> &'static str {
        codes::UNANSWERED
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.parts.iter().enumerate() {
            if part.kind != PartKind::Answer {
                continue;
            }
            let lead = part.answered_with.and_then(|lead| letter.parts.get(lead));
            match lead {
                Some(lead) if lead.text.trim().is_empty() || lead.answered_with.is_some() => found
                    .at(
                        letter,
                        index,
                        None,
                        format!(
                            "Question {} is answered with another one, which has no answer.",
                            part.name
                        ),
                        "Answer that question, or answer this one by itself.",
                    ),
                Some(_) => {}
                None if part.text.trim().is_empty() => found.at(
                    letter,
                    index,
                    None,
                    format!("Question {} has no answer.", part.name),
                    "Write one, insert a snippet, or say which question it is answered with.",
                ),
                None => {}
            }
        }
    }
}

/// An answer without an outcome.
struct NoOutcome;

impl Check for NoOutcome {
    fn code(&self) -> &'static str {
        "no-outcome"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if !letter.is_case {
            return;
        }
        for (index, part) in letter.answers() {
            if part.outcome.is_none() {
                found.at(
                    letter,
                    index,
                    None,
                    format!("Question {} has an answer and no outcome.", part.name),
                    "Say what became of it; statistics and other checks read it.",
                );
            }
        }
    }
}

/// A field of a snippet that nobody filled.
struct UnfilledField;

impl Check for UnfilledField {
    fn code(&self) -> &'static str {
        codes::UNFILLED_FIELD
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for_each_leftover(letter, |index, at, leftover| {
            if let Leftover::Field(start, name) = leftover {
                let what = letter.parts[index].what();
                let range = at + start..at + start + name.len() + 4;
                found.at(
                    letter,
                    index,
                    Some(range),
                    format!("{what} still asks for “{}”.", name.replace('_', " ")),
                    "Fill the field, or take it out of the text.",
                );
            }
        });
    }
}

/// Another token that stands for words still to be written.
struct BracketLeft;

impl Check for BracketLeft {
    fn code(&self) -> &'static str {
        "bracket-left"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for_each_leftover(letter, |index, at, leftover| {
            if let Leftover::Token(range) = leftover {
                let part = &letter.parts[index];
                let range = at + range.start..at + range.end;
                let token = slice(&part.text, range.clone());
                found.at(
                    letter,
                    index,
                    Some(range.clone()),
                    format!("{} still holds “{token}”.", part.what()),
                    "Write what belongs there, or take it out.",
                );
            }
        });
    }
}

/// A line that git left in a conflict.
struct ConflictMarker;

impl Check for ConflictMarker {
    fn code(&self) -> &'static str {
        "conflict-marker"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        let mut last = None;
        for_each_leftover(letter, |index, at, leftover| {
            if let Leftover::Conflict(start) = leftover
                && last != Some(index)
            {
                last = Some(index);
                let what = letter.parts[index].what();
                found.at(
                    letter,
                    index,
                    Some(at + start..at + start + 7),
                    format!("{what} holds a line that a merge left behind."),
                    "Keep the right version and delete the marker lines.",
                );
            }
        });
    }
}

fn for_each_leftover(letter: &Subject<'_>, mut look: impl FnMut(usize, usize, &Leftover)) {
    for (index, part) in letter.written() {
        if part.answered_with.is_some() {
            continue;
        }
        for (at, passage) in part.reading.passages() {
            for leftover in &passage.leftovers {
                look(index, at, leftover);
            }
        }
    }
}

/// A letter without an opening or a closing.
struct MissingFrame;

impl Check for MissingFrame {
    fn code(&self) -> &'static str {
        "missing-frame"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if !letter.is_case {
            return;
        }
        for (index, part) in letter.parts.iter().enumerate() {
            let word = match part.kind {
                PartKind::Opening => "opening",
                PartKind::Closing => "closing",
                PartKind::Answer | PartKind::Fixed => continue,
            };
            if part.text.trim().is_empty() {
                found.at(
                    letter,
                    index,
                    None,
                    format!("The letter has no {word}."),
                    "Insert a snippet for it or write it.",
                );
                found.fix(Fix::Snippet(word.to_owned()));
            }
        }
    }
}

/// Something is said to be attached, and no attachment is named.
struct AttachmentUnnamed;

// What a letter calls a document when it says which one it is; "a spreadsheet" or "the information" may be any.
const KINDS: &[&str] = &[
    "policy",
    "policies",
    "minutes",
    "report",
    "reports",
    "contract",
    "contracts",
    "correspondence",
    "letters",
    "strategy",
    "strategies",
    "plan",
    "plans",
    "survey",
    "surveys",
    "guidance",
    "register",
    "agenda",
    "agendas",
    "map",
    "maps",
    "agreement",
    "leaflet",
    "review",
    "procedure",
    "procedures",
    "handbook",
    "chart",
    "drawing",
    "drawings",
    "certificate",
    "assessment",
    "assessments",
    "specification",
    "licence",
    "permit",
    "tender",
    "budget",
    "accounts",
    "schedule",
    "brochure",
    "protocol",
    "constitution",
    "prospectus",
    "timetable",
    "questionnaire",
    "inventory",
    "lease",
    "notice",
    "photograph",
    "photographs",
    "case",
];

impl Check for AttachmentUnnamed {
    fn code(&self) -> &'static str {
        "attachment-unnamed"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        // One list of enclosures, or one file name, anywhere in the letter names what goes along.
        let names = |part: &super::Part<'_>| {
            part.reading
                .passages()
                .any(|(_, passage)| passage.names_an_attachment)
        };
        if letter.written().any(|(_, part)| names(part)) {
            return;
        }
        for (index, part) in letter.written() {
            for (at, text, passage) in part.reading.pieces() {
                for sentence in passage
                    .sentences
                    .iter()
                    .filter(|one| one.says(Says::Attached))
                {
                    let words = slice(text, sentence.at.clone());
                    if goes_along(words) && !names_a_document(words) {
                        let range = at + sentence.at.start..at + sentence.at.end;
                        found.at(
                            letter,
                            index,
                            Some(range),
                            format!("{} speaks of something attached and does not name it.", part.what()),
                            "Name the file or the document, so that nothing is forgotten and the requester can tell what belongs there.",
                        );
                        return;
                    }
                }
            }
        }
    }
}

// What is released may be in the letter itself; what is attached is not.
fn goes_along(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    // Whose the copyright in it is says nothing about what goes along.
    if sentence.contains("copyright") {
        return false;
    }
    ["attach", "enclos", "append", "accompan"]
        .iter()
        .any(|word| sentence.contains(word))
}

/// Kinds of document that say nothing of what it is.
const ANY: &[&str] = &["schedule", "report", "reports", "correspondence", "letters"];

fn names_a_document(sentence: &str) -> bool {
    let words: Vec<String> = crate::text::words::words(sentence)
        .map(|word| word.lower)
        .collect();
    // "The attached schedule" may be any; "the schedule of payments" is one.
    let kind = words.iter().enumerate().any(|(at, word)| {
        let after = words.get(at + 1).map(String::as_str);
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let bare = before.is_some_and(|word| matches!(word.as_str(), "attached" | "enclosed"));
        let told = after.is_some_and(|word| {
            matches!(
                word,
                "of" | "on" | "about" | "for" | "from" | "with" | "showing" | "called" | "entitled"
            )
        });
        KINDS.contains(&word.as_str()) && (!bare || told || !ANY.contains(&word.as_str()))
    });
    // A title in capitals within the sentence: "the Acceptable Use of IT".
    let mut capitals = 0;
    let titled = sentence.split_whitespace().skip(1).any(|word| {
        capitals = if word.starts_with(char::is_uppercase) {
            capitals + 1
        } else {
            0
        };
        capitals >= 2
    });
    // What is released page by page can be counted.
    let counted = sentence.contains(|c: char| c.is_ascii_digit()) && sentence.contains("pages");
    kind || titled || counted
}
