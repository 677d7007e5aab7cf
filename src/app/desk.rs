//! The desk: one open case with everything that is on screen for it.

mod changing;

use std::collections::BTreeSet;

use super::derived::Derived;
use super::effect::Ticket;
use super::elsewhere::Elsewhere;
use super::geometry::Wishes;
use super::history::{History, Spot};
use super::letter_pane::LetterPane;
use super::message::LeftAside;
use super::panel::{Panel, Tab};
use super::scroll::Scroll;
use super::underneath::Underneath;
use crate::domain::case::{Case, CaseStatus, Place};
use crate::domain::ids::QuestionId;
use crate::domain::memory::Inserted;
use crate::domain::question::Question;
use crate::domain::sent::SentLetter;
use crate::text::edit::Editor;

/// The pane in which the keyboard is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Focus {
    /// The list of questions.
    Questions,
    /// The text of the question.
    Question,
    /// The answer.
    #[default]
    Answer,
    /// The letter.
    Letter,
    /// The panel.
    Panel,
}

/// A row of the list: the opening, a question, or the closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The opening of the letter.
    Opening,
    /// A question by its place in the case.
    Question(usize),
    /// The closing of the letter.
    Closing,
}

/// How far the case on disk is behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Everything is on disk.
    #[default]
    Saved,
    /// Changes are in the journal and not yet in the case folder.
    Pending,
    /// The last attempt failed; the words say where the text is.
    Failed(String),
}

/// One open case.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The case.
    pub case: Case,
    /// Undo and redo.
    pub history: History,
    /// The pane that hears the keyboard.
    pub focus: Focus,
    /// The chosen row of the list: 0 is the opening, the last one the closing.
    pub list: Scroll,
    /// The questions that are marked to be answered in one go.
    pub marked: BTreeSet<QuestionId>,
    /// The questions whose reply is being read from the clipboard, with the reading.
    pub reply_for: Option<(Ticket, Vec<QuestionId>)>,
    /// The caret in the text of the question.
    pub question: Editor,
    /// The caret in the answer.
    pub answer: Editor,
    /// The panel.
    pub panel: Panel,
    /// The letter.
    pub letter: LetterPane,
    /// What follows from the case.
    pub derived: Derived,
    /// What decides the division of the screen.
    pub wishes: Wishes,
    /// How far the case on disk is behind.
    pub saved: SaveState,
    /// The revision on disk.
    pub saved_revision: u64,
    /// Why the case can only be read.
    pub read_only: Option<String>,
    /// The window that has the case instead, if another one has.
    pub elsewhere: Option<Elsewhere>,
    /// What was left aside of the case, as it was read last.
    pub aside: Vec<LeftAside>,
    /// What was last looked for.
    pub sought: String,
    /// The case as the archive knows it: where it stood, and at which revision.
    pub filed: (CaseStatus, u64),
    /// What went into answers and is to be remembered when the case is closed; an interrupted session's among it.
    pub inserted: Vec<Inserted>,
    /// What somebody else wrote into the case meanwhile, in the same places, and nobody has decided on.
    pub underneath: Option<Box<Underneath>>,
    /// The letter that left last.
    pub sent: Option<SentLetter>,
}

impl Desk {
    /// Opens a case on its first question without an answer.
    pub fn new(case: Case, read_only: Option<String>) -> Self {
        let first = case
            .questions
            .iter()
            .position(|question| !question.is_answered());
        let first = first.or_else(|| {
            case.questions
                .iter()
                .position(|question| !question.is_group())
        });
        let filed = (case.facts.status, case.revision);
        let mut desk = Self {
            saved_revision: case.revision,
            case,
            history: History::default(),
            focus: Focus::Panel,
            list: Scroll {
                cursor: first.unwrap_or(0) + 1,
                top: 0,
            },
            marked: BTreeSet::new(),
            reply_for: None,
            question: Editor::new(),
            answer: Editor::new(),
            panel: Panel::default(),
            letter: LetterPane::default(),
            derived: Derived::default(),
            wishes: Wishes {
                drawer: true,
                ..Wishes::default()
            },
            saved: SaveState::Saved,
            read_only,
            elsewhere: None,
            aside: Vec::new(),
            sought: String::new(),
            filed,
            inserted: Vec::new(),
            underneath: None,
            sent: None,
        };
        desk.enter_row();
        desk
    }

    /// Returns the number of rows of the list.
    pub fn rows(&self) -> usize {
        self.case.questions.len() + 2
    }

    /// Returns what a row of the list is.
    pub fn row(&self, at: usize) -> Row {
        match at.checked_sub(1) {
            None => Row::Opening,
            Some(index) if index < self.case.questions.len() => Row::Question(index),
            Some(_) => Row::Closing,
        }
    }

    /// Returns the question under the cursor.
    pub fn current(&self) -> Option<&Question> {
        match self.row(self.list.cursor) {
            Row::Question(index) => self.case.questions.get(index).map(AsRef::as_ref),
            Row::Opening | Row::Closing => None,
        }
    }

    /// Returns the text that is written in the answer pane.
    pub fn place(&self) -> Place {
        match self.row(self.list.cursor) {
            Row::Opening => Place::Opening,
            Row::Closing => Place::Closing,
            Row::Question(index) => Place::Answer(self.case.questions[index].id.clone()),
        }
    }

    /// Returns why nothing can be written in the answer pane, if so.
    pub fn answer_blocked(&self) -> Option<String> {
        if let Some(reason) = &self.read_only {
            return Some(reason.clone());
        }
        let question = self.current()?;
        if question.is_group() {
            return Some("This is a heading; its sub-questions are answered".to_owned());
        }
        let lead = question.answered_with.as_ref()?;
        Some(format!("Answered with question {}", self.case.name(lead)))
    }

    /// Returns the questions that an answer goes to: the marked ones, else the one under the cursor.
    pub fn targets(&self) -> Vec<QuestionId> {
        if self.marked.is_empty() {
            return self
                .current()
                .map(|question| question.id.clone())
                .into_iter()
                .collect();
        }
        let marked = self
            .case
            .questions
            .iter()
            .filter(|question| self.marked.contains(&question.id));
        marked.map(|question| question.id.clone()).collect()
    }

    /// Puts the cursor of the list on a row, with fresh carets in its texts.
    pub fn go_to_row(&mut self, row: usize) {
        self.history.close_step();
        let row = row.min(self.rows().saturating_sub(1));
        if row != self.list.cursor {
            self.list.cursor = row;
            self.enter_row();
        }
    }

    /// Puts the cursor on a place and the caret at a byte of it.
    pub fn go_to(&mut self, place: &Place, caret: Option<usize>) {
        let row = match place {
            Place::Opening => 0,
            Place::Closing => self.rows() - 1,
            Place::Answer(id) | Place::Question(id) => match self.case.position(id) {
                Some(index) => index + 1,
                None => return,
            },
        };
        self.go_to_row(row);
        let (editor, focus) = match place {
            Place::Question(_) => (&mut self.question, Focus::Question),
            _ => (&mut self.answer, Focus::Answer),
        };
        self.focus = focus;
        if let Some(caret) = caret {
            editor.set_caret(self.case.text(place), caret);
        }
    }

    // Fresh carets: the answer is gone on with at its end.
    fn enter_row(&mut self) {
        let place = self.place();
        self.answer = Editor::new();
        let text = self.case.text(&place);
        self.answer.set_caret(text, text.len());
        self.question = Editor::new();
        // The findings are those of the whole letter, whichever question is shown.
        if self.panel.tab != Tab::Checks {
            self.panel.scroll = Scroll::default();
        }
    }

    /// Returns the editor and the text in which the keyboard writes, if it does.
    pub fn writing(&mut self) -> Option<(&mut Editor, Place)> {
        match self.focus {
            Focus::Answer => {
                let place = self.place();
                Some((&mut self.answer, place))
            }
            Focus::Question => {
                let place = Place::Question(self.current()?.id.clone());
                Some((&mut self.question, place))
            }
            Focus::Questions | Focus::Letter | Focus::Panel => None,
        }
    }

    /// Returns where the officer is, for undo.
    pub fn spot(&self) -> Spot {
        match (self.focus, self.current()) {
            (Focus::Question, Some(question)) => Spot {
                place: Place::Question(question.id.clone()),
                caret: self.question.caret(),
            },
            _ => Spot {
                place: self.place(),
                caret: self.answer.caret(),
            },
        }
    }
}
