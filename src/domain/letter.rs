//! The letter, derived from a case: opening, each question with its answer in order, closing.
//!
//! The letter is never edited. It is a list of blocks, each known by what it is made of, so that a keystroke
//! costs the block that changed and not the letter.

mod assembling;
pub mod draft;
mod make_up;
mod provisions;
pub mod word;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::case::{Case, Place};
use super::fields::Known;
use super::ids::QuestionId;
use super::library::Library;
use crate::text::{markup, placeholder};

pub use assembling::{assemble, assemble_html, assemble_markdown};
pub use make_up::{Asked, Letters, MakeUp, Part};

/// Which letter is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// The response as it leaves.
    #[default]
    Letter,
    /// The entry of the public disclosure log: title, questions and answers.
    DisclosureLog,
}

impl View {
    /// Returns the word used on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::DisclosureLog => "disclosure-log",
        }
    }
}

/// How questions that are answered with another one are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sharing {
    /// The questions stand together over one answer.
    #[default]
    Together,
    /// Each stands in its place and refers to the answer.
    Across,
}

/// What a block of the letter is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title of a disclosure log entry.
    Title,
    /// The opening of the letter.
    Opening,
    /// A heading or lead-in of the request before a question.
    Before(QuestionId),
    /// The words of a question, under its marker.
    Asked(QuestionId),
    /// "Questions 2, 3 and 5" over a shared answer.
    Shared(QuestionId),
    /// An answer.
    Answer(QuestionId),
    /// The line that refers to another answer.
    Referral(QuestionId),
    /// "Question 4", where the letter does not repeat the words.
    Numbered(QuestionId),
    /// The provisions relied on.
    Provisions,
    /// A snippet that the make-up of the letter names.
    Snippet(String),
    /// The closing of the letter.
    Closing,
}

impl BlockKind {
    /// Returns the place an officer goes to when they want to change the block.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Title | Self::Provisions | Self::Snippet(_) => None,
            Self::Opening => Some(Place::Opening),
            Self::Closing => Some(Place::Closing),
            Self::Before(id) | Self::Asked(id) | Self::Numbered(id) => {
                Some(Place::Question(id.clone()))
            }
            Self::Shared(id) | Self::Answer(id) | Self::Referral(id) => {
                Some(Place::Answer(id.clone()))
            }
        }
    }

    /// Returns the question it belongs to.
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Title | Self::Opening | Self::Closing | Self::Provisions | Self::Snippet(_) => {
                None
            }
            Self::Before(id)
            | Self::Asked(id)
            | Self::Numbered(id)
            | Self::Shared(id)
            | Self::Answer(id)
            | Self::Referral(id) => Some(id),
        }
    }
}

/// A block of the letter before its text is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What its text was made from. Equal stamps of the same kind mean equal text.
    pub stamp: u64,
    /// The name under which its question appears.
    pub name: String,
    /// The position of its question in the case.
    pub index: Option<usize>,
}

/// Lists the blocks of a letter in order. Costs the number of questions, not the length of their answers.
pub fn blocks(known: &Known<'_>, view: View, sharing: Sharing) -> Vec<Block> {
    let made = match view {
        View::Letter => known.letters.of(known.case),
        View::DisclosureLog => &known.letters.log,
    };
    blocks_of(known, made, sharing)
}

/// Lists the blocks of a letter that is made of these parts.
pub fn blocks_of(known: &Known<'_>, made: &MakeUp, sharing: Sharing) -> Vec<Block> {
    let case = known.case;
    let mut blocks = Vec::with_capacity(case.questions.len() * 2 + 3);
    let frame = |kind, stamp| Block {
        kind,
        stamp,
        name: String::new(),
        index: None,
    };
    // Of what no officer writes the text itself is the stamp.
    let derived = |kind| {
        let block = frame(kind, 0);
        let mut hasher = DefaultHasher::new();
        block_text(&block, known).hash(&mut hasher);
        Block {
            stamp: hasher.finish(),
            ..block
        }
    };
    for part in &made.parts {
        match part {
            Part::Title => blocks.push(frame(BlockKind::Title, case.revision)),
            Part::Opening => blocks.push(frame(BlockKind::Opening, case.opening.stamp)),
            Part::Closing => blocks.push(frame(BlockKind::Closing, case.closing.stamp)),
            Part::Provisions => blocks.push(derived(BlockKind::Provisions)),
            Part::Snippet(id) => blocks.push(derived(BlockKind::Snippet(id.clone()))),
            Part::Answers { asked, headings } => {
                push_answers(&mut blocks, case, sharing, (*asked, *headings));
            }
        }
    }
    blocks
}

fn push_answers(blocks: &mut Vec<Block>, case: &Case, sharing: Sharing, shown: (Asked, bool)) {
    let names = case.names();
    let followers = followers(case);
    for (index, question) in case.questions.iter().enumerate() {
        let lead = question
            .answered_with
            .as_ref()
            .and_then(|lead| case.position(lead));
        if sharing == Sharing::Together && lead.is_some() {
            continue;
        }
        // Questions that share an answer stand together where their lead stands, in the order in which they were asked.
        let mut together = vec![index];
        if sharing == Sharing::Together {
            together.extend(followers.get(&question.id).into_iter().flatten());
            together.sort_unstable();
        }
        for asked in &together {
            push_asked(blocks, case, *asked, &names, shown);
        }
        if question.is_group() {
            continue;
        }
        let block = |kind, stamp, name| Block {
            kind,
            stamp,
            name,
            index: Some(index),
        };
        if let Some(lead) = lead {
            let kind = BlockKind::Referral(question.id.clone());
            blocks.push(block(kind, question.stamp, names[lead].clone()));
            continue;
        }
        if together.len() > 1 {
            let series: Vec<String> = together.iter().map(|at| names[*at].clone()).collect();
            let kind = BlockKind::Shared(question.id.clone());
            blocks.push(block(kind, 0, in_series(&series)));
        }
        let kind = BlockKind::Answer(question.id.clone());
        blocks.push(block(kind, question.stamp, names[index].clone()));
    }
}

// The positions of the questions that are answered with another one, under that one's id.
fn followers(case: &Case) -> HashMap<&QuestionId, Vec<usize>> {
    let mut followers: HashMap<&QuestionId, Vec<usize>> = HashMap::new();
    for (index, question) in case.questions.iter().enumerate() {
        if let Some(lead) = &question.answered_with {
            followers.entry(lead).or_default().push(index);
        }
    }
    followers
}

fn push_asked(
    blocks: &mut Vec<Block>,
    case: &Case,
    index: usize,
    names: &[String],
    (asked, headings): (Asked, bool),
) {
    let question = &case.questions[index];
    if headings && !question.before.trim().is_empty() {
        let kind = BlockKind::Before(question.id.clone());
        blocks.push(Block {
            kind,
            stamp: question.stamp,
            name: String::new(),
            index: Some(index),
        });
    }
    // A heading over sub-questions is words or nothing: it has no answer that a number would lead to.
    let kind = match asked {
        Asked::Words => BlockKind::Asked(question.id.clone()),
        Asked::Number if !question.is_group() => BlockKind::Numbered(question.id.clone()),
        Asked::Number | Asked::Nothing => return,
    };
    blocks.push(Block {
        kind,
        stamp: question.stamp,
        name: names[index].clone(),
        index: Some(index),
    });
}

/// Returns the text of a block as plain text; empty if there is nothing to print.
///
/// Only answers, opening and closing hold placeholders and Markdown. What the requester wrote is printed as it is.
pub fn block_text(block: &Block, known: &Known<'_>) -> String {
    let case = known.case;
    let question = block.index.and_then(|index| case.questions.get(index));
    let ours = |text: &str| markup::plain(&filled(text, known, block.index));
    match &block.kind {
        BlockKind::Title => case.facts.title.clone(),
        BlockKind::Opening => ours(&case.opening.text),
        BlockKind::Closing => ours(&case.closing.text),
        BlockKind::Before(_) => {
            question.map_or_else(String::new, |question| question.before.trim().to_owned())
        }
        BlockKind::Asked(_) => question.map_or_else(String::new, |question| {
            numbered(&block.name, &question.text)
        }),
        BlockKind::Numbered(_) => format!("Question {}", block.name),
        BlockKind::Provisions => markup::plain(&provisions::lines(known)),
        BlockKind::Snippet(id) => markup::plain(&snippet(id, known)),
        BlockKind::Shared(_) => format!("Questions {}", block.name),
        BlockKind::Referral(_) => format!("Please see the answer to question {}.", block.name),
        BlockKind::Answer(_) => {
            question.map_or_else(String::new, |question| ours(&question.answer))
        }
    }
}

/// Returns a text of ours with the late fields filled in.
pub fn filled(text: &str, known: &Known<'_>, question: Option<usize>) -> String {
    if !text.contains("{{") {
        return text.to_owned();
    }
    placeholder::fill(text, |name| known.late(name, question))
}

/// Returns a snippet as it stands in a letter, in Markdown. One that is gone leaves an open field, which a check finds.
pub fn snippet(id: &str, known: &Known<'_>) -> String {
    let Some(snippet) = known.library.and_then(|library| library.get(id)) else {
        let name = |c: char| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        };
        let name: String = id.chars().map(name).collect();
        return format!("{{{{missing_snippet_{name}}}}}");
    };
    let text = snippet.instantiate(|name| known.early(name)).text;
    filled(&text, known, None)
}

/// Returns the texts that no officer writes in this letter and that can hold open fields, in Markdown.
pub fn fixed_texts(known: &Known<'_>) -> Vec<String> {
    let ids = known.letters.of(known.case).snippets();
    ids.map(|id| snippet(id, known)).collect()
}

/// Returns the snippets that the letter of a case prints as they stand in the library, for its approval: unfilled, so that
/// a new day lets none lapse. Empty where it prints none.
pub fn fixed_to_sign(letters: &Letters, library: &Library, case: &Case) -> String {
    let ids = letters.of(case).snippets();
    let texts = ids.map(|id| {
        let body = library.get(id).map_or("", |snippet| snippet.body.trim());
        format!("[{id}]\n{body}\n")
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Returns a question under its number: "4. Does …", "3(b) What …".
pub fn numbered(name: &str, text: &str) -> String {
    let text = text.trim();
    let stop = if name.chars().all(|c| c.is_ascii_alphanumeric()) {
        "."
    } else {
        ""
    };
    format!("{name}{stop} {text}")
}

/// Returns names as a series: "2, 3 and 5".
pub fn in_series(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
