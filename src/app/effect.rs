//! What the world is asked to do. Plain data; the host carries it out and answers with messages.

use jiff::civil::Date;

use super::harvest::PastLetters;
use super::panel::Wanted;
use crate::domain::archive::PastAnswer;
use crate::domain::case::Case;
use crate::domain::change::Delta;
use crate::domain::event::Event;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::letter::{Sharing, View};
use crate::domain::memory::{Inserted, Lesson};
use crate::domain::proposal::Proposal;
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::{KeptDraft, SnippetDraft};
use crate::store::sync::conflicts::{Choice, Waiting};

/// Tells answers apart: an answer to an older question is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

/// Text on its way to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// As plain text.
    pub plain: String,
    /// As HTML, for Word and Outlook.
    pub html: Option<String>,
    /// What the file that is written as well is called; none for a passage.
    pub stem: Option<String>,
}

/// A letter on its way into a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The case.
    pub case: Case,
    /// Which text of it.
    pub view: View,
    /// How shared answers are printed.
    pub sharing: Sharing,
    /// When it is due.
    pub due: Option<Date>,
    /// The date of the letter.
    pub today: Date,
    /// Whether it is not approved and says so in its first line.
    pub is_draft: bool,
    /// Whether findings stand in its way: it is called a draft, so that nobody takes it for the letter.
    pub is_blocked: bool,
}

/// Something to do outside the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read the cases of the workspace for the board.
    LoadBoard,
    /// Open a case.
    Open(Reference),
    /// Open a case that another window has: take it over, or write beside that window.
    TakeOver {
        /// The case.
        reference: Reference,
        /// Whether the other window goes on writing.
        alongside: bool,
    },
    /// Let the open case go to the window that has taken it over.
    HandOver,
    /// Read what was left aside of the open case.
    LookAside,
    /// Make a case of a request.
    Create {
        /// The request as it was pasted.
        text: String,
        /// A title, if the officer gave one.
        title: String,
    },
    /// Make a case of a file, whose path was dropped or pasted; if there is no such file, the path was a text.
    CreateFromFile {
        /// The path.
        path: String,
    },
    /// Open the review of a case that has left.
    OpenReview {
        /// The case.
        of: Reference,
        /// When the review was asked for.
        received: Date,
    },
    /// Tell the case that a review looks at that its outcome has left, or that the review is open again.
    TellOriginal {
        /// The review.
        review: Box<Case>,
        /// Whether the outcome has left.
        left: bool,
        /// When.
        on: Date,
    },
    /// Take over the journal of an interrupted session, or leave it aside.
    Recover {
        /// The case.
        reference: Reference,
        /// Whether it is taken over.
        take: bool,
        /// How many changes it holds.
        changes: usize,
    },
    /// Write changes to the journal.
    Journal {
        /// The revision after them.
        revision: u64,
        /// The changes.
        deltas: Vec<Delta>,
    },
    /// After a pause without changes, say so with [`super::message::Msg::Paused`].
    AwaitPause {
        /// The revision that was current.
        revision: u64,
    },
    /// Write the case to its folder.
    Save(Box<Case>),
    /// Look whether somebody else has changed the files of the case.
    LookAtCase,
    /// Take what somebody else wrote into the case for known: the next save goes over it.
    TakeUnderneath {
        /// The case as they have it.
        theirs: Box<Case>,
        /// The questions on which somebody has to decide first.
        open: Vec<QuestionId>,
        /// Whether the rest of the case is taken as well.
        frame: bool,
    },
    /// Keep what went into answers with the journal of the case, until it is remembered.
    KeepUses(Vec<Inserted>),
    /// Remember what was used, and for which questions.
    Remember(Vec<Lesson>),
    /// Open the archive of past answers, or look whether it has changed.
    OpenArchive,
    /// Look for past answers.
    Search {
        /// Comes back with what is found.
        ticket: Ticket,
        /// What is looked for.
        wanted: Box<Wanted>,
    },
    /// Add a line to the history of the case.
    Record(Event),
    /// Find out about all snippets: how often used, why stale, which alike.
    LookThroughLibrary(Ticket),
    /// Find where a snippet was used, and what officers changed.
    FindUses {
        /// Comes back with the uses.
        ticket: Ticket,
        /// The snippet.
        id: String,
    },
    /// Find the versions that a snippet had.
    FindHistory {
        /// Comes back with the versions.
        ticket: Ticket,
        /// The snippet.
        id: String,
        /// Its layer.
        layer: Layer,
    },
    /// Put the answers of a case into the archive in place of those that it left there earlier; none takes them back.
    FileAnswers {
        /// The names that its answers have or had in the archive.
        ids: Vec<String>,
        /// The answers.
        answers: Vec<PastAnswer>,
    },
    /// Read past letters, beside the screen.
    Harvest {
        /// Comes back with what is found.
        ticket: Ticket,
        /// Where they are.
        from: PastLetters,
    },
    /// Stop reading past letters; what was read so far comes back as if it were all.
    StopHarvest(Ticket),
    /// Put what was found in past letters into the archive.
    FileHarvest(Vec<PastAnswer>),
    /// Write a snippet into a layer of the library, and read the library again.
    WriteSnippet {
        /// Comes back with [`super::message::Msg::SnippetWritten`].
        ticket: Ticket,
        /// The layer.
        layer: Layer,
        /// What its file is to hold.
        draft: Box<SnippetDraft>,
        /// The hash of the file it was read from; `None` for a new one.
        was: Option<String>,
    },
    /// Look whether an interrupted session has left a snippet that it was writing.
    LookForDraft,
    /// Keep the snippet that is being written on the local disk; none if it is saved or left.
    KeepDraft(Option<Box<KeptDraft>>),
    /// Close the case: everything is saved, the journal ends.
    Close,
    /// Put text on the clipboard.
    Copy {
        /// Comes back with the receipt.
        ticket: Ticket,
        /// The text.
        parcel: Parcel,
    },
    /// Count the requests received since a day, and the open ones.
    CountFigures {
        /// Comes back with the figures.
        ticket: Ticket,
        /// The first day of receipt; none for all.
        since: Option<Date>,
    },
    /// Look through earlier cases for answers to the questions of this one.
    LookForEarlier {
        /// Comes back with the answers.
        ticket: Ticket,
        /// The case.
        case: Box<Case>,
    },
    /// Write the letter as a Word document beside the case.
    WriteDocument(Box<Page>),
    /// Keep the letter that leaves in the folder `sent` of the case.
    KeepSent(Box<Page>),
    /// Read text from the clipboard.
    ReadClipboard(Ticket),
    /// Share and receive, beside the screen.
    Sync,
    /// Look what waits to be shared; no server is asked.
    LookAtSharing,
    /// Write what was decided about conflicts: a choice for each of their places.
    Settle(Vec<(Waiting, Vec<Choice>)>),
    /// Read the proposals of all layers.
    LoadProposals,
    /// Accept or decline a proposal.
    Decide {
        /// The proposal.
        proposal: Box<Proposal>,
        /// Whether it is accepted.
        accept: bool,
        /// The word that goes with it.
        word: String,
    },
    /// Take the mouse from the terminal or leave it to it.
    CaptureMouse(bool),
    /// Draw everything anew.
    Redraw,
    /// Stop the program until the shell wakes it.
    Suspend,
    /// Leave.
    Quit,
}
