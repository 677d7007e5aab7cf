//! The composer: the parts of the reasons for a provision, what was given for each, the passage that they make.

use std::collections::BTreeMap;

use crate::domain::composing::{
    Asked, Found, Open, Part, PartOption, Plan, Reasons, Setting, Side,
};
use crate::domain::ids::QuestionId;
use crate::domain::question::Citation;
use crate::domain::worksheet::in_hours;
use crate::text::edit::{CaretAfter, EditAction, Editor, Splice};

/// The name of the choice where the reasons stand. No need of a pack begins so.
pub const WHERE: &str = "~where";
/// The name of the choice what becomes of a passage that was changed by hand.
pub const KEPT: &str = "~kept";
/// The reasons stand here.
pub const HERE: &str = "here";
/// The reasons stand in another answer, and this one refers to it.
pub const REFER: &str = "refer";
/// The passage that was changed by hand stays.
pub const KEEP: &str = "keep";
/// The passage is made anew from the reasons.
pub const REPLACE: &str = "replace";

/// A part with what was given for it.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The part.
    pub part: Part,
    /// What was given: the text, or the value of the option.
    pub text: String,
    /// The caret in it.
    pub editor: Editor,
    done: Vec<Splice>,
    undone: Vec<Splice>,
}

impl Field {
    /// Makes a field with what is there already.
    pub fn new(part: Part, given: Option<&String>) -> Self {
        let text = given.cloned().unwrap_or_else(|| part.default.clone());
        let mut editor = Editor::new();
        editor.set_caret(&text, text.len());
        Self {
            part,
            text,
            editor,
            ..Self::default()
        }
    }

    /// Returns the place of the chosen option.
    pub fn chosen(&self) -> Option<usize> {
        let value = self.text.as_str();
        self.part
            .options
            .iter()
            .position(|option| option.value == value)
    }

    // A text that another key of the form has changed as a whole.
    fn set(&mut self, text: String) {
        self.text = text;
        self.editor.replaced(&self.text);
        self.editor.set_caret(&self.text, self.text.len());
        self.done.clear();
        self.undone.clear();
    }

    fn perform(&mut self, action: EditAction) -> bool {
        let action = match action {
            // A line stays a line.
            EditAction::Insert(text) if !self.part.asked.has_lines() => {
                EditAction::Insert(text.replace('\n', " "))
            }
            action => action,
        };
        let Some(splice) = self.editor.perform(&self.text, action) else {
            return false;
        };
        if splice.apply(&mut self.text).is_err() {
            return false;
        }
        self.editor
            .spliced(&self.text, &splice, CaretAfter::AfterInserted);
        self.undone.clear();
        let joined = self.done.last_mut().is_some_and(|last| last.join(&splice));
        if !joined {
            self.done.push(splice);
        }
        true
    }

    fn undo(&mut self) -> bool {
        let Some(splice) = self.done.pop() else {
            return false;
        };
        let back = splice.inverse();
        let made = back.apply(&mut self.text).is_ok();
        if made {
            self.editor
                .spliced(&self.text, &back, CaretAfter::AfterInserted);
            self.undone.push(splice);
        }
        made
    }

    fn redo(&mut self) -> bool {
        let Some(splice) = self.undone.pop() else {
            return false;
        };
        let made = splice.apply(&mut self.text).is_ok();
        if made {
            self.editor
                .spliced(&self.text, &splice, CaretAfter::AfterInserted);
            self.done.push(splice);
        }
        made
    }
}

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

/// A line beside the part that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// What the lines below are.
    Heading(String),
    /// A factor that is often raised: a prompt to write from.
    Factor(String),
    /// A line of the worksheet's sums.
    Sum(String),
    /// The worksheet's verdict, and whether the refusal stands.
    Verdict(String, bool),
}

impl Aside {
    /// Returns its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Heading(words)
            | Self::Factor(words)
            | Self::Sum(words)
            | Self::Verdict(words, _) => words,
        }
    }
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
    /// Returns the part that is asked for.
    pub fn field(&self) -> &Field {
        static NONE: std::sync::LazyLock<Field> = std::sync::LazyLock::new(Field::default);
        self.fields.get(self.at).unwrap_or(&NONE)
    }

    fn value(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|field| field.part.name == name);
        field.map_or("", |field| &field.text)
    }

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

    /// Goes on or back among the parts that are asked for. Returns whether there was one.
    pub fn step(&mut self, by: isize) -> bool {
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

    /// Chooses an option of the part that is asked for.
    pub fn choose(&mut self, option: usize) -> bool {
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

    /// Something is typed into the part that is asked for.
    pub fn perform(&mut self, action: EditAction) {
        let Some(field) = self.fields.get_mut(self.at) else {
            return;
        };
        if !field.part.asked.is_chosen() && field.perform(action) {
            self.changed();
        }
    }

    /// Takes back what was typed last in this part.
    pub fn undo(&mut self) -> bool {
        let made = self.fields.get_mut(self.at).is_some_and(Field::undo);
        if made {
            self.changed();
        }
        made
    }

    /// Types again what was taken back.
    pub fn redo(&mut self) -> bool {
        let made = self.fields.get_mut(self.at).is_some_and(Field::redo);
        if made {
            self.changed();
        }
        made
    }

    fn changed(&mut self) {
        self.told = false;
        self.touched = true;
    }

    fn skeleton(&self) -> String {
        let scale = self.plan.scale(&self.reasons());
        scale.map_or_else(String::new, |scale| scale.skeleton())
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
        let given = field.text.trim().lines().last().unwrap_or_default().trim();
        let given = given.trim_end_matches(['.', ';', ',']);
        let shown = if given.is_empty() {
            None
        } else {
            self.passage.find(given).map(|start| start + given.len())
        };
        if let Some(caret) = shown {
            let passage = std::mem::take(&mut self.passage);
            self.preview.set_caret(&passage, caret);
            self.passage = passage;
        }
    }

    /// Returns what stands beside the part that is asked for.
    pub fn aside(&self) -> Vec<Aside> {
        let part = &self.field().part;
        if let Some(side) = part.factors {
            let (favour, against) = self.plan.regime.factors(&self.plan.provision);
            let factors = match side {
                Side::For => favour,
                Side::Against => against,
            };
            if factors.is_empty() {
                return self.about();
            }
            let heading = "Often raised; write your own:".to_owned();
            return std::iter::once(Aside::Heading(heading))
                .chain(factors.iter().cloned().map(Aside::Factor))
                .collect();
        }
        match part.asked {
            Asked::Worksheet | Asked::Scale => self.sums(),
            _ if part.name == self.advice() => self.offers(),
            _ => self.about(),
        }
    }

    // What the provision is, for the parts that have nothing of their own beside them.
    fn about(&self) -> Vec<Aside> {
        let provision = &self.plan.provision;
        let mut words = provision.in_words();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let mut lines = vec![Aside::Heading(words)];
        if !provision.threshold.is_empty() {
            lines.push(Aside::Sum(format!("Test: {}", provision.threshold)));
        }
        if !provision.notes.is_empty() {
            lines.push(Aside::Sum(provision.notes.clone()));
        }
        if !provision.verified {
            lines.push(Aside::Sum(
                "The wording has not been checked against a source.".to_owned(),
            ));
        }
        lines.retain(|line| !line.words().is_empty());
        lines
    }

    /// Returns the first part that the list shows in so many rows: the one that is asked for is among them.
    pub fn first_shown(&self, rows: u16) -> usize {
        let here = self.shown().iter().position(|at| *at == self.at);
        (here.unwrap_or(0) + 1).saturating_sub(usize::from(rows.max(1)))
    }

    // The part that is asked for last: what fits the limit is offered there as well.
    fn advice(&self) -> &str {
        let sheet = self
            .fields
            .iter()
            .any(|field| field.part.asked == Asked::Worksheet);
        let last = self.fields.last().filter(|_| sheet);
        last.map_or("", |field| &field.part.name)
    }

    fn offers(&self) -> Vec<Aside> {
        let reasons = self.reasons();
        let (Some(sheet), Some(scale)) = (self.plan.worksheet(&reasons), self.plan.scale(&reasons))
        else {
            return Vec::new();
        };
        let (names, minutes) = sheet.fits(scale);
        if names.is_empty() {
            return Vec::new();
        }
        vec![
            Aside::Heading("Within the limit, and said in the passage:".to_owned()),
            Aside::Sum(format!(
                "{}: {} of {} hours",
                names.join(", "),
                in_hours(minutes),
                in_hours(scale.limit_minutes())
            )),
        ]
    }

    fn sums(&self) -> Vec<Aside> {
        let reasons = self.reasons();
        let (Some(sheet), Some(scale)) = (self.plan.worksheet(&reasons), self.plan.scale(&reasons))
        else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let questions = sheet.questions();
        if !questions.is_empty() {
            for task in &sheet.tasks {
                let time = |name: Option<&str>| -> u32 {
                    let own = task.times.iter().filter(|(own, _)| own.as_deref() == name);
                    own.map(|(_, minutes)| minutes).sum()
                };
                let mut cells: Vec<String> = questions
                    .iter()
                    .map(|name| (name, time(Some(name))))
                    .filter(|(_, minutes)| *minutes > 0)
                    .map(|(name, minutes)| format!("{name}: {}", in_hours(minutes)))
                    .collect();
                if time(None) > 0 {
                    cells.push(format!("all: {}", in_hours(time(None))));
                }
                lines.push(Aside::Sum(format!("{}  {}", cells.join("  "), task.what)));
            }
        }
        let total = sheet.total();
        lines.push(Aside::Sum(format!(
            "{} hours at {} an hour: {}",
            in_hours(total),
            self.plan.money(scale.rate * 100),
            self.plan.money(scale.cost(total))
        )));
        let over = sheet.is_over(scale);
        lines.push(Aside::Verdict(
            format!(
                "{} the limit of {} ({} hours)",
                if over { "Over" } else { "Not over" },
                self.plan.money(scale.limit * 100),
                in_hours(scale.limit_minutes())
            ),
            over,
        ));
        if !scale.verified {
            lines.push(Aside::Sum(
                "Limit and rate have not been checked against a source.".to_owned(),
            ));
        }
        lines.extend(
            sheet
                .problems
                .iter()
                .map(|line| Aside::Verdict(format!("No hours can be read: {line}"), false)),
        );
        lines
    }
}

/// Returns the choice where the reasons of several questions stand.
pub fn where_for_many(first: &str, others: &str) -> Part {
    choice(
        WHERE,
        "Where",
        "Where do the reasons stand?",
        [
            (
                REFER,
                format!("In the answer to {first}; {others} refer to it"),
            ),
            (HERE, "In full in each answer".to_owned()),
        ],
    )
}

/// Returns the choice whether an answer refers to another one that argues the same.
pub fn where_argued(name: &str) -> Part {
    choice(
        WHERE,
        "Where",
        "It is argued already. Where do the reasons stand?",
        [
            (REFER, format!("Refer to the answer to question {name}")),
            (HERE, "In this answer as well, in full".to_owned()),
        ],
    )
}

/// Returns the choice what becomes of a passage that was changed by hand.
pub fn kept() -> Part {
    choice(
        KEPT,
        "The passage",
        "The passage was changed by hand since it was composed. What becomes of it?",
        [
            (
                KEEP,
                "Keep the text as it stands; only note the reasons".to_owned(),
            ),
            (
                REPLACE,
                "Replace it by the passage made of the reasons".to_owned(),
            ),
        ],
    )
}

fn choice(name: &str, title: &str, ask: &str, options: [(&str, String); 2]) -> Part {
    Part {
        name: name.to_owned(),
        title: title.to_owned(),
        ask: ask.to_owned(),
        asked: Asked::Choice,
        default: options[0].0.to_owned(),
        options: options
            .map(|(value, label)| PartOption {
                value: value.to_owned(),
                label,
                ..PartOption::default()
            })
            .into(),
        ..Part::default()
    }
}
