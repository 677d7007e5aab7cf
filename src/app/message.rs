//! What happened. Nobody but `update` changes the model, and only for one of these.

use std::sync::Arc;

use jiff::civil::Date;

use super::effect::Ticket;
use super::elsewhere::Elsewhere;
use super::harvest::Harvested;
use super::key::Key;
use super::library_screen::Looked;
use super::panel::ArchiveState;
use super::sharing::Proposed;
use super::snippet_form::Origin;
use crate::domain::care::{Use, Version};
use crate::domain::case::{Case, CaseSummary};
use crate::domain::found::FoundAnswer;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::library::Library;
use crate::domain::memory::{Inserted, Lesson};
use crate::domain::regime::Regimes;
use crate::domain::round_robin::Given;
use crate::domain::rules::Rules;
use crate::domain::sent::SentLetter;
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft};
use crate::domain::statistics::Statistics;
use crate::store::sync::Shared;
use crate::store::sync::conflicts::Waiting;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text came in one piece.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has another size.
    Resize(u16, u16),
    /// The date is now this.
    Today(Date),
    /// The library was read.
    Library(Arc<Library>),
    /// Somebody changed the library while the program runs.
    LibraryChanged {
        /// The library as it is now.
        library: Arc<Library>,
        /// What changed; empty if it is no news.
        words: String,
    },
    /// The regimes were read.
    Regimes(Arc<Regimes>),
    /// What letters are read and checked by is ready.
    Rules(Arc<Rules>),
    /// The archive of past answers was opened, or is being opened.
    Archive {
        /// What is known of it.
        state: ArchiveState,
        /// What the officer should know of it.
        remarks: Vec<String>,
    },
    /// Past answers were found.
    Found {
        /// For which question.
        ticket: Ticket,
        /// The answers, best first.
        found: Vec<FoundAnswer>,
    },
    /// What was used is remembered on disk.
    Learnt(Vec<Lesson>),
    /// The cases of the workspace were read.
    Board(Result<Vec<CaseSummary>, String>),
    /// A case was opened or made.
    Opened(Result<Box<Opened>, String>),
    /// What looked like a dropped path names no file: it is a text that was pasted.
    NoSuchFile(String),
    /// Nothing was typed for a while since this revision.
    Paused {
        /// The revision that was current.
        revision: u64,
    },
    /// The case was written.
    Saved {
        /// The revision that is now on disk.
        revision: u64,
        /// What went wrong, and where the text is.
        result: Result<(), String>,
    },
    /// Somebody has written files of this case.
    CaseTouched(Reference),
    /// Another window has taken this case over.
    TakenOver(Reference),
    /// The open case was let go.
    HandedOver {
        /// Who has it now, if that is known.
        by: Option<Elsewhere>,
        /// Whether something of it could not be saved and is kept aside.
        aside: bool,
    },
    /// The window that had this case has let it go.
    Freed(Reference),
    /// What was left aside of the open case was read, the latest first.
    Aside(Vec<LeftAside>),
    /// Somebody else has changed the open case.
    CaseChanged {
        /// The case as it was read or saved here last.
        base: Box<Case>,
        /// The case as it is on the disk now.
        theirs: Box<Case>,
    },
    /// A fault of the program itself has cost a step of keeping the case: the journal may lack something.
    Stumbled,
    /// The journal could not be written.
    JournalFailed(String),
    /// The answers of a case went into the archive, or out of it: how many, or why not.
    Filed {
        /// How many went in.
        filed: usize,
        /// How many were there before.
        before: usize,
        /// Why it could not be done.
        problem: Option<String>,
    },
    /// Past letters are being read.
    Harvesting {
        /// Which reading.
        ticket: Ticket,
        /// How many letters are done.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// Past letters were read.
    Harvested {
        /// Which reading.
        ticket: Ticket,
        /// What was found.
        result: Result<Box<Harvested>, String>,
    },
    /// What was found is in the archive: how much of it, and how much of that was there already.
    HarvestFiled(Result<(usize, usize), String>),
    /// Text was put on the clipboard, or not.
    Copied {
        /// Which text.
        ticket: Ticket,
        /// What is known.
        receipt: Receipt,
    },
    /// The clipboard was read.
    Clipboard {
        /// For which request.
        ticket: Ticket,
        /// What it held.
        result: Result<String, String>,
    },
    /// A draft of a snippet is there to be looked at and saved.
    Drafted {
        /// What its file is to hold.
        draft: Box<SnippetDraft>,
        /// Where it comes from.
        origin: Origin,
    },
    /// An interrupted session has left a snippet that it was writing.
    DraftFound(Box<KeptDraft>),
    /// Something was found out about all snippets.
    LookedThrough {
        /// For which look.
        ticket: Ticket,
        /// What.
        looked: Arc<Looked>,
    },
    /// The uses of a snippet were found.
    UsesFound {
        /// For which question.
        ticket: Ticket,
        /// The uses, the latest first.
        uses: Vec<Use>,
    },
    /// The versions of a snippet were found.
    HistoryFound {
        /// For which question.
        ticket: Ticket,
        /// The versions, the latest first; or why there are none.
        found: Result<Vec<Version>, String>,
    },
    /// A snippet was written, or not.
    SnippetWritten {
        /// For which save.
        ticket: Ticket,
        /// Where it is now; or what went wrong.
        result: Result<Kept, String>,
    },
    /// A sync is over.
    Synced {
        /// What came of it, folder by folder.
        shared: Vec<Shared>,
        /// The conflicts that wait.
        conflicts: Vec<Waiting>,
    },
    /// The shared folders were looked at.
    SharingSeen {
        /// What waits, folder by folder.
        shared: Vec<Shared>,
        /// The conflicts that wait.
        conflicts: Vec<Waiting>,
    },
    /// What was decided about conflicts was written.
    Settled {
        /// Why some of it was not, if so.
        complaint: Option<String>,
        /// The conflicts that still wait.
        conflicts: Vec<Waiting>,
    },
    /// The proposals of all layers were read.
    Proposals(Vec<Proposed>),
    /// A proposal was accepted or declined; words for it, or why it was not.
    DecisionMade(Result<String, String>),
    /// The figures were counted, with what could not be; or why they were not.
    Figures {
        /// The question this answers.
        ticket: Ticket,
        /// The figures.
        result: Result<Box<(Statistics, Vec<String>)>, String>,
    },
    /// Earlier cases were looked through for answers to the same questions.
    EarlierFound {
        /// The question this answers.
        ticket: Ticket,
        /// The answers, in the order of the questions.
        given: Vec<Given>,
    },
    /// The letter was written as a Word document: the name of its file and its SHA-256, or why it was not.
    DocumentWritten(Result<(String, String), String>),
    /// The letter that left is kept, with what the officer should know of it; or why it is not.
    SentKept(Result<(Box<SentLetter>, Option<String>), String>),
    /// Something the officer should know.
    Notice(String),
    /// A shell asks for its terminal until it wakes the program.
    Suspend,
    /// The session must end: the terminal is gone, or the system said so.
    Hangup,
}

/// Where a snippet went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Into the library: its file.
    Saved(String),
    /// Into a proposal, which somebody who may change the layer decides on: its file.
    Proposed(String),
}

/// A case as it was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// Files of it that could not be read.
    pub problems: Vec<String>,
    /// What an interrupted session left.
    pub recovery: Option<Recovery>,
    /// Why it can only be read, if so.
    pub read_only: Option<String>,
    /// The window that has it open, if another one has.
    pub elsewhere: Option<Elsewhere>,
    /// What was cleaned from the request when it came in.
    pub remark: Option<String>,
    /// Whether answers were given before to some of its questions.
    pub answered_before: bool,
    /// What an interrupted session put into answers and did not remember any more.
    pub inserted: Vec<Inserted>,
    /// The letter that left last.
    pub sent: Option<SentLetter>,
}

/// What an interrupted session left.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovery {
    /// How many changes.
    pub changes: usize,
    /// The case as that session had it.
    pub case: Case,
    /// The same with what somebody else has written since: what the case would be.
    pub after: Case,
    /// The questions that somebody else has changed in the same place since.
    pub clashes: Vec<QuestionId>,
    /// Whether somebody else has changed the case since.
    pub others: bool,
    /// Whether the end of it was cut off.
    pub damaged: bool,
    /// When that session wrote last, in words; empty if nobody knows.
    pub when: String,
}

/// What was left aside of a case earlier.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftAside {
    /// When it was written last, in words.
    pub when: String,
    /// How many changes.
    pub changes: usize,
    /// The case from which they start.
    pub base: Case,
    /// The case with them.
    pub case: Case,
}

/// What is known about a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whether the clipboard is known to hold the text.
    pub confirmed: bool,
    /// The words for the officer.
    pub words: String,
    /// The SHA-256 of the plain text.
    pub sha256: String,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// The column.
    pub column: u16,
    /// The row.
    pub row: u16,
    /// With Shift.
    pub shift: bool,
    /// Clicks in quick succession at the same spot: 1, 2, 3.
    pub clicks: u8,
}

/// A movement of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The mouse moved with the left button down.
    Drag,
    /// The wheel went up.
    WheelUp,
    /// The wheel went down.
    WheelDown,
}
