//! What lies over the screen and asks something. Each can be left with a key, a click outside, or the palette.

use std::collections::BTreeMap;

use super::command::Command;
use super::comparison::Comparing;
use super::composer::Composer;
use super::earlier::EarlierScreen;
use super::figures::FiguresScreen;
use super::harvest::HarvestScreen;
use super::library_screen::LibraryScreen;
use super::message::LeftAside;
use super::scroll::Scroll;
use super::sharing::{Reviewing, Settling};
use super::snippet_form::SnippetForm;
use super::underneath::{Clash, Verdict};
use crate::domain::case::Case;
use crate::domain::checks::Allowance;
use crate::domain::clock::ClockEvent;
use crate::domain::fields::FieldKind;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::letter::View;
use crate::domain::outcome::{Held, Outcome};
use crate::domain::question::Citation;
use crate::domain::review::Finding;
use crate::domain::sign_off::Signed;
use crate::text::edit::{Editor, LineEditor};

/// Something that lies over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Every command with its keys.
    Help(Scroll),
    /// Commands by name.
    Palette(Palette),
    /// A line to fill in.
    Prompt(Prompt),
    /// A few things to choose from.
    Choice(Choice),
    /// A request that is to become a case.
    NewCase(Box<NewCase>),
    /// The reasons for a provision.
    Composer(Box<Composer>),
    /// Every snippet of the library.
    Library(Box<LibraryScreen>),
    /// A snippet that is written.
    SnippetForm(Box<SnippetForm>),
    /// Conflicts, to be settled place by place.
    Settling(Box<Settling>),
    /// Proposals, to be accepted or declined.
    Reviewing(Box<Reviewing>),
    /// Answers that were given when the same was asked before.
    Earlier(Box<EarlierScreen>),
    /// The figures of the team.
    Figures(Box<FiguresScreen>),
    /// Two texts compared, to be read.
    Comparing(Box<Comparing>),
    /// The pairs found in past letters.
    Harvest(Box<HarvestScreen>),
    /// Some lines to read.
    Reading {
        /// The heading.
        title: String,
        /// The lines.
        lines: Vec<String>,
        /// The window over them.
        scroll: Scroll,
    },
}

/// Commands by name.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    /// What was typed.
    pub filter: LineEditor,
    /// The commands that fit, best first.
    pub commands: Vec<Command>,
    /// The chosen one.
    pub scroll: Scroll,
}

/// A line to fill in.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// More about it: what it is for, what else there is to know.
    pub hint: String,
    /// What is typed.
    pub input: LineEditor,
    /// What is done with it.
    pub purpose: PromptPurpose,
    /// Why the last try was not taken.
    pub complaint: Option<String>,
}

/// What is done with the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromptPurpose {
    /// The value of a field.
    Field {
        /// Its name.
        name: String,
        /// Whether it may stay empty.
        optional: bool,
        /// Whether it is filled in this answer only.
        per_answer: bool,
        /// What it takes.
        kind: FieldKind,
    },
    /// Who is asked for what these questions need.
    AskedOf(Vec<QuestionId>),
    /// By when the reply is wanted.
    WantedBy {
        /// The questions.
        ids: Vec<QuestionId>,
        /// Who is asked.
        with: String,
    },
    /// Who approves it.
    ApprovedBy(Signed),
    /// When the review of this case was asked for.
    ReviewAsked(Reference),
    /// The reason for copying in spite of the checks.
    OverrideReason(View),
    /// Text to look for.
    Find,
    /// Where past letters are.
    PastLetters,
    /// The provisions of a pair found in past letters, by its place.
    HarvestedProvisions(usize),
    /// The case's title.
    Title,
    /// The requester's name.
    Requester,
    /// The date of receipt.
    Received,
    /// The date that the letter bears.
    LetterDate,
    /// When an event of the clock happened; its kind.
    ClockEvent(String),
    /// A word with the decision on a proposal.
    Decision {
        /// The name of the proposal.
        proposal: String,
        /// Whether it is accepted.
        accept: bool,
    },
    /// The number of a question.
    Marker(QuestionId),
    /// Why words that a check found are meant to be there.
    MeantToBeThere {
        /// The code of the check.
        code: String,
        /// The words; only their hash is kept.
        words: String,
    },
}

/// A few things to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is asked.
    pub title: String,
    /// Lines that tell what hangs on it.
    pub text: Vec<String>,
    /// What is compared before one chooses; its lines stand between the text and the options.
    pub page: Option<Box<Comparing>>,
    /// What can be chosen.
    pub options: Vec<ChoiceOption>,
    /// The chosen one.
    pub scroll: Scroll,
}

/// One of the things to choose from.
#[derive(Debug, Clone)]
pub struct ChoiceOption {
    /// What it is.
    pub label: String,
    /// What it does.
    pub note: String,
    /// What happens when it is chosen.
    pub pick: Pick,
}

/// What happens when something is chosen.
#[derive(Debug, Clone)]
pub enum Pick {
    /// Decide on what somebody else wrote in the same place.
    Underneath(Clash, Verdict),
    /// Set the outcome of these questions; none takes it back.
    Outcome(Vec<QuestionId>, Option<Outcome>),
    /// Say whether the information of these questions is held.
    Held(Vec<QuestionId>, Option<Held>),
    /// Answer these questions with another one, or by themselves.
    AnswerWith(Vec<QuestionId>, Option<QuestionId>),
    /// Take back a citation from these questions.
    Uncite(Vec<QuestionId>, Citation),
    /// Ask who approves this.
    Approve(Signed),
    /// Take back the approval of this by somebody.
    TakeBackApproval(Signed, String),
    /// Say what the review found of these questions; none takes it back.
    ReviewFinding(Vec<QuestionId>, Option<Finding>),
    /// Read the answer that is reviewed.
    ReadOriginal(QuestionId),
    /// Count the review by another stage of the clock.
    ReviewStage(String),
    /// Read what changed since the approvals.
    ReadApprovals,
    /// Fill a field with one of the words that it takes.
    FillField {
        /// Its name.
        name: String,
        /// The words.
        value: String,
        /// Whether it is filled in this answer only.
        per_answer: bool,
    },
    /// Take over what an interrupted session left.
    TakeRecovery(Reference, Box<Case>, usize),
    /// See what was left aside, by its place in the list.
    SeeAside(usize),
    /// Take back what was left aside.
    TakeAside(Box<LeftAside>),
    /// Take a case over from the window that has it open, or write beside that window.
    ComeTo {
        /// The case.
        reference: Reference,
        /// Whether the other window goes on writing.
        alongside: bool,
    },
    /// Leave what an interrupted session left aside.
    LeaveRecovery(Reference, usize),
    /// Go to the finding at this place of the list.
    GoToFinding(usize),
    /// Copy in spite of the checks; asks for a reason.
    CopyAnyway(View),
    /// Ask about recovery later; the case is left.
    Later,
    /// Set the outcome of a pair found in past letters, by its place.
    HarvestedOutcome(usize, Outcome),
    /// Do nothing.
    Leave,
    /// Take back that something is meant to be there.
    NoLongerMeant(Allowance),
    /// Show why the response is due on its date.
    ExplainDue,
    /// Ask when an event of this kind happened.
    AddClockEvent(String),
    /// Take back an event of the clock.
    TakeBackClockEvent(ClockEvent),
    /// Add a filter to what is typed in the panel; none clears all of it.
    FilterBy(Option<String>),
    /// Insert the notice that goes with an event: the snippet, the fields that the clock fills.
    InsertNotice(String, BTreeMap<String, String>),
}

/// A request that is to become a case.
#[derive(Debug, Clone, Default)]
pub struct NewCase {
    /// The request as pasted or typed.
    pub text: String,
    /// The caret in it.
    pub editor: Editor,
    /// How many questions the splitter sees in it.
    pub questions: usize,
    /// The title it would get.
    pub title: String,
}
