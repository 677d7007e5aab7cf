//! The form in which a snippet is written: its parts, the facts of the case that can become fields, the preview.

mod gathering;
mod names;
mod parts;
mod sample;
mod successor;

pub use successor::Offer;

use crate::app::composer::{Field, Progress};
use crate::app::effect::Ticket;
use crate::app::form::Form;
use crate::app::overlay::Overlay;
use crate::domain::library::Library;
use crate::domain::regime::Regimes;
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::{DraftFault, DraftPart, SnippetDraft, id_of_title};
use crate::domain::snippet::facts::{Fact, as_field, as_words};
use crate::domain::snippet::leaks::Leak;
use crate::text::edit::Editor;

/// The folder of new snippets, unless the officer names another one.
const NEW_FOLDER: &str = "answers";

/// Where a draft comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The id of the snippet that is edited; empty for a new one.
    pub id: String,
    /// The layer it was read from, or is to go to.
    pub layer: Layer,
    /// The hash of the file it was read from; `None` for a new snippet.
    pub file: Option<String>,
    /// The facts of a case in its text, which are offered as fields.
    pub facts: Vec<Fact>,
}

/// A snippet while it is written.
#[derive(Debug, Clone)]
pub struct SnippetForm {
    /// What the parts make.
    pub draft: SnippetDraft,
    /// Where it comes from.
    pub origin: Origin,
    /// The layers it can go to.
    pub layers: Vec<Layer>,
    /// The parts.
    pub fields: Vec<Field>,
    /// The part that is asked for.
    pub at: usize,
    /// The answer as it will read.
    pub sample: String,
    /// The window over it.
    pub preview: Editor,
    /// What keeps it from being saved.
    pub faults: Vec<DraftFault>,
    /// What of a case would leak with it.
    pub leaks: Vec<Leak>,
    /// The words that the officer means to be there all the same.
    pub meant: Vec<String>,
    /// The snippets that what was typed for the successor may mean.
    pub offers: Vec<Offer>,
    /// Why the last save was not made.
    pub complaint: Option<String>,
    /// The save that is under way.
    pub saving: Option<Ticket>,
    /// Whether anything was changed since it was opened.
    pub touched: bool,
    /// Whether the officer was told that leaving loses it.
    pub told: bool,
    /// What was on screen before, and comes back after.
    pub behind: Option<Box<Overlay>>,
}

impl SnippetForm {
    /// Opens a form on a draft. Facts of the case are fields from the start; each can be left as it stands.
    pub fn new(
        mut draft: SnippetDraft,
        origin: Origin,
        layers: Vec<Layer>,
        regimes: &Regimes,
    ) -> Self {
        for fact in &origin.facts {
            draft.body = as_field(&draft.body, fact);
        }
        settle(&mut draft, &origin.facts);
        let mut form = Self {
            fields: parts::parts(&draft, &origin, &layers, regimes),
            draft,
            origin,
            layers,
            at: 0,
            sample: String::new(),
            preview: Editor::new(),
            faults: Vec::new(),
            leaks: Vec::new(),
            meant: Vec::new(),
            offers: Vec::new(),
            complaint: None,
            saving: None,
            touched: false,
            told: false,
            behind: None,
        };
        if !form.draft.title.is_empty() {
            form.go_to(names::BODY);
        }
        form
    }

    /// Tells whether it edits a snippet that is there already.
    pub fn is_edit(&self) -> bool {
        !self.origin.id.is_empty()
    }

    /// Returns the hash of the file that a save replaces; `None` if it makes a new one.
    pub fn replaces(&self) -> Option<&str> {
        let same = self.layer() == self.origin.layer && self.draft.id == self.origin.id;
        self.origin.file.as_deref().filter(|_| same)
    }

    /// Returns the layer it goes to.
    pub fn layer(&self) -> Layer {
        Layer::from_word(self.value(names::LAYER)).unwrap_or(self.origin.layer)
    }

    /// Goes to a part by its name.
    pub fn go_to(&mut self, name: &str) {
        if let Some(at) = self.fields.iter().position(|own| own.part.name == name) {
            self.at = at;
        }
    }

    /// Goes to the part that asks what takes its place.
    pub fn go_to_successor(&mut self) {
        self.go_to(names::name_of(DraftPart::Successor));
    }

    /// Goes to the part of a fault.
    pub fn go_to_fault(&mut self, part: DraftPart) {
        let name = names::name_of(part);
        let first = self
            .fields
            .iter()
            .position(|own| own.part.name == name || own.part.name.starts_with(name));
        if let Some(at) = first {
            self.at = at;
        }
    }

    /// Goes to where a leak stands and selects it.
    pub fn go_to_leak(&mut self, leak: &Leak) {
        let holds = |own: &Field| own.text.contains(&leak.words) && !own.part.asked.is_chosen();
        let name = names::name_of(leak.part);
        let at = self
            .fields
            .iter()
            .position(|own| own.part.name.starts_with(name) && holds(own))
            .or_else(|| self.fields.iter().position(holds));
        if let Some(at) = at {
            self.at = at;
            let field = &mut self.fields[at];
            if let Some(start) = field.text.find(&leak.words) {
                let end = start + leak.words.len();
                field.editor.select(&field.text, start..end);
            }
        }
    }

    /// Goes to a part by its place.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.fields.len().saturating_sub(1));
    }

    /// Returns the first part that the list shows in so many rows: the one that is asked for is among them.
    pub fn first_shown(&self, rows: u16) -> usize {
        let rows = usize::from(rows.max(1));
        let last = self.fields.len().saturating_sub(1);
        // The last row tells how many there are below, unless it is the last part.
        let needed = if self.at == last { 1 } else { 2 };
        (self.at + needed).saturating_sub(rows)
    }

    /// Returns how far a part is.
    pub fn progress(&self, at: usize) -> Progress {
        let Some(field) = self.fields.get(at) else {
            return Progress::Optional;
        };
        let here = |part: DraftPart| field.part.name.starts_with(names::name_of(part));
        let open = self.faults.iter().any(|fault| here(fault.part))
            || self.leaks.iter().any(|leak| here(leak.part));
        if open {
            Progress::Open
        } else if field.text.trim().is_empty() {
            Progress::Optional
        } else {
            Progress::Done
        }
    }

    // A fact becomes a field of the text, or its words come back.
    fn turn_fact(&mut self, number: &str) {
        let Some(fact) = number
            .parse::<usize>()
            .ok()
            .and_then(|at| self.origin.facts.get(at))
        else {
            return;
        };
        let on = self.field().text == names::AS_FIELD;
        if let Some(body) = self
            .fields
            .iter_mut()
            .find(|own| own.part.name == names::BODY)
        {
            let text = if on {
                as_field(&body.text, fact)
            } else {
                as_words(&body.text, fact)
            };
            body.set(text);
        }
    }

    /// Gathers the draft from the parts, and looks at it. The id of a new snippet follows its title.
    pub fn refresh(&mut self, library: &Library, regimes: &Regimes) {
        let mut draft = gathering::gather(&self.fields, &self.draft);
        settle(&mut draft, &self.origin.facts);
        if !self.is_edit() && self.value(names::ID).trim().is_empty() {
            let taken = |id: &str| library.get(id).is_some();
            draft.id = id_of_title(NEW_FOLDER, &draft.title, taken);
        }
        let names: Vec<String> = draft.fields.iter().map(|own| own.name.clone()).collect();
        let before: Vec<String> = self
            .draft
            .fields
            .iter()
            .map(|own| own.name.clone())
            .collect();
        self.draft = draft;
        if names != before {
            self.rebuild_field_parts();
        }
        self.faults = self.draft.faults(library, regimes);
        let typed = self.value(names::name_of(DraftPart::Successor)).to_owned();
        self.offers = successor::offers(library, &self.origin.id, &typed);
        let of_successor = |fault: &&mut DraftFault| fault.part == DraftPart::Successor;
        if let Some(fault) = self.faults.iter_mut().find(of_successor)
            && !self.offers.is_empty()
        {
            "Several snippets may be meant: take one of them, or write more"
                .clone_into(&mut fault.words);
        }
        if gathering::wrong_review_date(&self.fields) {
            self.faults.push(DraftFault {
                part: DraftPart::ReviewBy,
                words: "Not a date: write it like 1 April 2027 or 1/4/2027".into(),
            });
        }
        let layer = self.layer();
        if self.replaces().is_none()
            && library
                .get(&self.draft.id)
                .is_some_and(|other| other.layer == layer)
        {
            self.faults.push(DraftFault {
                part: DraftPart::Id,
                words: format!(
                    "There is a snippet “{}” already; give it another id",
                    self.draft.id
                ),
            });
        }
    }

    // The fields follow the text while it is typed; the part that is asked for stays the same one.
    fn rebuild_field_parts(&mut self) {
        let here = self.field().part.name.clone();
        parts::replace_field_parts(&mut self.fields, &self.draft.fields);
        self.go_to(&here);
        self.at = self.at.min(self.fields.len().saturating_sub(1));
    }

    /// Returns what is written in the form for something else to show: a title.
    pub fn heading(&self) -> String {
        if self.is_edit() {
            format!("Snippet {}", self.draft.id)
        } else {
            "New snippet".to_owned()
        }
    }
}

impl Form for SnippetForm {
    fn parts(&self) -> (&[Field], usize) {
        (&self.fields, self.at)
    }

    fn here(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    fn changed(&mut self) {
        self.touched = true;
        self.told = false;
        self.complaint = None;
    }

    fn choose(&mut self, option: usize) -> bool {
        let Some(field) = self.fields.get_mut(self.at) else {
            return false;
        };
        let Some(value) = field.part.options.get(option).map(|own| own.value.clone()) else {
            return false;
        };
        if field.text == value {
            return true;
        }
        let name = field.part.name.clone();
        field.set(value);
        if let Some(number) = name.strip_prefix(names::FACT) {
            self.turn_fact(number);
        }
        self.changed();
        true
    }

    fn step(&mut self, by: isize) -> bool {
        let next = self
            .at
            .saturating_add_signed(by)
            .min(self.fields.len().saturating_sub(1));
        let moved = next != self.at;
        self.at = next;
        moved
    }
}

// A field that stands for a fact is asked for as the fact needs it: an amount as an amount.
fn settle(draft: &mut SnippetDraft, facts: &[Fact]) {
    draft.settle_fields_with(|name| {
        let fact = facts.iter().find(|fact| fact.field.name == name);
        fact.map(|fact| fact.field.clone())
    });
}
