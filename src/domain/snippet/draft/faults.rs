//! What keeps a draft from being saved.

use super::SnippetDraft;
use crate::domain::library::Library;
use crate::domain::regime::Regimes;
use crate::domain::snippet::include::is_id;

/// A part of a draft, to say where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftPart {
    /// The id.
    Id,
    /// The title.
    Title,
    /// The text.
    Body,
    /// The regime.
    Regime,
    /// The provisions.
    Cites,
    /// The tags.
    Tags,
    /// When to use it.
    UseWhen,
    /// The review date.
    ReviewBy,
    /// The fields.
    Fields,
    /// The successor.
    Successor,
}

impl DraftPart {
    /// Returns what an officer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Id => "the id",
            Self::Title => "the title",
            Self::Body => "the text",
            Self::Regime => "the law",
            Self::Cites => "the provisions",
            Self::Tags => "the tags",
            Self::UseWhen => "the note on use",
            Self::ReviewBy => "the review date",
            Self::Fields => "a field",
            Self::Successor => "the successor",
        }
    }
}

/// Something that keeps a draft from being saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFault {
    /// Where.
    pub part: DraftPart,
    /// What, and how to mend it.
    pub words: String,
}

impl SnippetDraft {
    /// Returns what keeps it from being saved; nothing if it can be.
    pub fn faults(&self, library: &Library, regimes: &Regimes) -> Vec<DraftFault> {
        let mut faults = Vec::new();
        let mut say = |part, words: String| faults.push(DraftFault { part, words });
        if self.title.trim().is_empty() {
            say(
                DraftPart::Title,
                "Give it a title, by which it is found".into(),
            );
        }
        if !is_id(&self.id) {
            let words = "An id has letters a-z, digits and hyphens, with / between folders: answers/no-contract";
            say(DraftPart::Id, words.into());
        }
        if self.body.trim().is_empty() {
            say(DraftPart::Body, "It has no text yet".into());
        }
        if let Err(error) = self.opened(library) {
            let words = format!("The text cannot be used: {error}. {}", error.help());
            say(DraftPart::Body, words);
        }
        let pack = self.regime.as_deref().map(|id| (id, regimes.get(id)));
        match pack {
            Some((id, None)) => say(DraftPart::Regime, format!("There is no regime “{id}”")),
            Some((_, Some(pack))) => {
                let unknown = |cite: &&String| pack.provision(cite).is_none();
                if let Some(cite) = self.cites.iter().find(unknown) {
                    say(
                        DraftPart::Cites,
                        format!("{} does not list {cite}", pack.short),
                    );
                }
            }
            None => {}
        }
        for field in &self.fields {
            if !field.default.is_empty()
                && let Err(words) = field.kind.read(&field.default)
            {
                let words = format!("The suggestion for “{}”: {words}", field.name);
                say(DraftPart::Fields, words);
            }
        }
        if let Some(successor) = &self.successor {
            if *successor == self.id {
                say(DraftPart::Successor, "It cannot take its own place".into());
            } else if library.get(successor).is_none_or(|own| own.is_withdrawn()) {
                let words = format!("There is no snippet “{successor}” that could take its place");
                say(DraftPart::Successor, words);
            }
        }
        faults
    }
}
