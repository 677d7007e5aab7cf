//! The composer: the parts of the reasons for a provision, what was given for each, the passage that they make.

mod aside;
mod choices;
mod field;

use std::collections::BTreeMap;

pub use aside::Aside;
pub use choices::{HERE, KEEP, KEPT, REFER, REPLACE, WHERE, kept, where_argued, where_for_many};
pub use field::Field;

use super::form::Form;
use crate::domain::composing::{Asked, Found, Open, Plan, Reasons, Setting};
use crate::domain::ids::QuestionId;
use crate::domain::question::Citation;
use crate::domain::worksheet::Scale;
use crate::text::edit::Editor;

/// How far a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Given.
    Done,
    /// Still open.
    Open,
    /// Empty, and may stay so.
    Optional,
}

/// The reasons for one provision, while they are composed.
#[derive(Debug, Clone)]
pub struct Composer {
    /// What is asked, and how it is worded.
    pub plan: Plan,
    /// The place of the provision in its pack.
    pub index: usize,
    /// The provision.
    pub citation: Citation,
    /// Its label: "s.31(1)(a)".
    pub label: String,
    /// The questions: the first argues.
    pub targets: Vec<QuestionId>,
    /// The question whose answer argues it already, with what it is called and its reasons.
    pub argued: Option<(QuestionId, String, Reasons)>,
    /// The parts.
    pub fields: Vec<Field>,
    /// The part that is asked for.
    pub at: usize,
    /// Where the passage stands in the answer of the first question.
    pub found: Found,
    /// Whether the question has reasons for it already.
    pub reopened: bool,
    /// The passage as it would go in.
    pub passage: String,
    /// The window over the passage.
    pub preview: Editor,
    /// What is still missing.
    pub open: Vec<Open>,
    /// Whether the officer was told what is missing.
    pub told: bool,
    /// Whether anything was given since it was opened.
    pub touched: bool,
}

impl Composer {
    /// Tells whether this answer only refers to another one.
    pub fn refers(&self) -> bool {
        self.argued.is_some() && self.value(WHERE) == REFER
    }

    /// Tells whether the passage that was changed by hand stays.
    pub fn keeps(&self) -> bool {
        self.value(KEPT) == KEEP
    }

    /// Tells whether further questions get reasons of their own rather than a reference.
    pub fn repeats(&self) -> bool {
        self.argued.is_none() && self.value(WHERE) == HERE
    }

    /// Returns the parts that are asked for now, by their places.
    pub fn shown(&self) -> Vec<usize> {
        let refers = self.refers();
        (0..self.fields.len())
            .filter(|at| !refers || self.fields[*at].part.name.starts_with('~'))
            .collect()
    }

    /// Returns what was given, by the parts' names; nothing that is empty.
    pub fn reasons(&self) -> Reasons {
        let given = self
            .fields
            .iter()
            .filter(|field| !field.part.name.starts_with('~') && !field.text.trim().is_empty());
        given
            .map(|field| (field.part.name.clone(), field.text.trim_end().to_owned()))
            .collect()
    }

    /// Returns everything that was given, to go on with later.
    pub fn draft(&self) -> Reasons {
        let all = self.fields.iter();
        all.map(|field| (field.part.name.clone(), field.text.clone()))
            .collect::<BTreeMap<_, _>>()
    }

    /// Returns how far a part is.
    pub fn progress(&self, at: usize) -> Progress {
        let Some(field) = self.fields.get(at) else {
            return Progress::Optional;
        };
        if self.open.iter().any(|open| open.part == field.part.name) {
            Progress::Open
        } else if field.text.trim().is_empty() {
            Progress::Optional
        } else {
            Progress::Done
        }
    }

    /// Goes to a part.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.fields.len().saturating_sub(1));
    }

    /// Goes to the first part that is still open.
    pub fn go_to_open(&mut self) {
        let open = self
            .shown()
            .into_iter()
            .find(|at| self.progress(*at) == Progress::Open);
        if let Some(at) = open {
            self.at = at;
        }
    }

    fn skeleton(&self) -> String {
        let scale = self.plan.scale(&self.reasons());
        scale.map_or_else(String::new, Scale::skeleton)
    }

    /// Gives an empty worksheet the tasks that count; `old` is what it may have begun with before.
    pub fn begin_worksheet(&mut self, old: &str) {
        let new = self.skeleton();
        let sheet = self
            .fields
            .iter_mut()
            .find(|field| field.part.asked == Asked::Worksheet);
        if let Some(sheet) = sheet
            && (sheet.text.trim().is_empty() || sheet.text == old)
            && sheet.text != new
        {
            sheet.set(new);
            // The hours of the first task are typed first.
            let first = sheet.text.lines().next().map_or(0, str::len);
            sheet.editor.set_caret(&sheet.text, first);
        }
    }

    /// Makes the passage anew, and looks for what is missing.
    pub fn refresh(&mut self, setting: Setting<'_>) {
        let reasons = self.reasons();
        let (passage, open) = match &self.argued {
            Some((_, name, argued)) if self.refers() => {
                (self.plan.refer(argued, setting, name), Vec::new())
            }
            _ => (
                self.plan.compose(&reasons, setting),
                self.plan.open(&reasons),
            ),
        };
        self.open = open;
        if passage != self.passage {
            self.passage = passage;
            self.preview.replaced(&self.passage);
        }
        // The passage shows the part that is being written.
        let field = self.field();
        let given = match field.chosen().and_then(|at| field.part.options.get(at)) {
            Some(option) if option.words.is_empty() => option.value.as_str(),
            Some(option) => option.words.as_str(),
            None => field.text.trim().lines().last().unwrap_or_default(),
        };
        let given = given.trim().trim_end_matches(['.', ';', ',']);
        let shown = self.passage.find(given).map(|start| start + given.len());
        let caret = shown.filter(|_| !given.is_empty()).unwrap_or(0);
        self.preview.set_caret(&self.passage, caret);
    }

    /// Returns the first part that the list shows in so many rows: the one that is asked for is among them.
    pub fn first_shown(&self, rows: u16) -> usize {
        let here = self.shown().iter().position(|at| *at == self.at);
        (here.unwrap_or(0) + 1).saturating_sub(usize::from(rows.max(1)))
    }
}

impl Form for Composer {
    fn parts(&self) -> (&[Field], usize) {
        (&self.fields, self.at)
    }

    fn here(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    fn changed(&mut self) {
        self.told = false;
        self.touched = true;
    }

    fn choose(&mut self, option: usize) -> bool {
        let skeleton = self.skeleton();
        let Some(field) = self.fields.get_mut(self.at) else {
            return false;
        };
        let Some(value) = field.part.options.get(option).map(|own| own.value.clone()) else {
            return false;
        };
        field.set(value);
        self.changed();
        self.begin_worksheet(&skeleton);
        true
    }

    fn step(&mut self, by: isize) -> bool {
        let shown = self.shown();
        let here = shown.iter().position(|at| *at == self.at).unwrap_or(0);
        let next = here.saturating_add_signed(by);
        match shown.get(next) {
            Some(at) if *at != self.at => {
                self.at = *at;
                true
            }
            _ => false,
        }
    }
}
