//! A snippet while it is being written: what its file will hold, and what is still wrong with it.

mod faults;
mod names;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::include::{self, IncludeError};
use super::{Layer, Snippet, SnippetField, State};
use crate::domain::fields::BUILT_IN;
use crate::domain::library::Library;
use crate::domain::outcome::Outcome;
use crate::text::placeholder;

pub use faults::{DraftFault, DraftPart};
pub use names::{field_name, id_of_title, one_line};

/// What a snippet's file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SnippetDraft {
    /// Its path in the library without the ending.
    pub id: String,
    /// What it says, in a line.
    pub title: String,
    /// The regime it belongs to; none if it serves any.
    pub regime: Option<String>,
    /// The outcome that an answer made of it has.
    pub outcome: Option<Outcome>,
    /// The provisions it relies on.
    pub cites: Vec<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// When to use it.
    pub use_when: String,
    /// Who keeps it.
    pub owner: String,
    /// When it is to be looked at again.
    pub review_by: Option<Date>,
    /// How far it is in its life.
    pub state: State,
    /// The snippet that takes its place, if it is withdrawn.
    pub successor: Option<String>,
    /// The text, in Markdown with placeholders and includes.
    pub body: String,
    /// What it asks for.
    pub fields: Vec<SnippetField>,
}

/// A draft that is being written, with where it comes from: what is kept of it until it is saved or left.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeptDraft {
    /// What is written so far.
    pub draft: SnippetDraft,
    /// The id of the snippet that is edited; empty for a new one.
    pub id: String,
    /// The layer it was read from, or is to go to.
    pub layer: Layer,
    /// The hash of the file it was read from; none for a new one.
    pub file: Option<String>,
}

impl SnippetDraft {
    /// Returns a snippet as a draft, to be edited.
    pub fn of(snippet: &Snippet) -> Self {
        Self {
            id: snippet.id.clone(),
            title: snippet.title.clone(),
            regime: snippet.regime.clone(),
            outcome: snippet.outcome,
            cites: snippet.cites.clone(),
            tags: snippet.tags.clone(),
            use_when: snippet.use_when.clone(),
            owner: snippet.owner.clone(),
            review_by: snippet.review_by,
            state: snippet.state,
            successor: snippet.successor.clone(),
            body: snippet.written().to_owned(),
            fields: snippet.declared().to_vec(),
        }
    }

    /// Returns the names of what the text asks the officer for, each once, in its order: not what the program fills.
    pub fn asked_for(&self) -> Vec<String> {
        let mut names = Vec::new();
        for found in placeholder::placeholders(&self.body) {
            if !BUILT_IN.contains(&found.name.as_str()) && !names.contains(&found.name) {
                names.push(found.name);
            }
        }
        names
    }

    /// Brings the fields in step with the text: a field that is used gets a row, one that is not used loses it.
    pub fn settle_fields(&mut self) {
        self.settle_fields_with(|_| None);
    }

    /// The same; `new` tells what is known of a field that has no row yet.
    pub fn settle_fields_with(&mut self, new: impl Fn(&str) -> Option<SnippetField>) {
        let names = self.asked_for();
        let mut old = std::mem::take(&mut self.fields);
        self.fields = names
            .into_iter()
            .map(|name| {
                let known = old.iter().position(|field| field.name == name);
                if let Some(at) = known {
                    return old.swap_remove(at);
                }
                new(&name).unwrap_or_else(|| SnippetField {
                    prompt: format!("{}?", sentence(&name)),
                    name,
                    ..SnippetField::default()
                })
            })
            .collect();
    }

    /// Returns the text with its includes opened.
    ///
    /// # Errors
    /// [`IncludeError`] if one of them cannot be.
    pub fn opened(&self, library: &Library) -> Result<String, IncludeError> {
        let written = |id: &str| library.get(id).map(|snippet| snippet.written());
        include::open(&self.id, &self.body, &written).map(|opened| opened.text)
    }

    /// Returns a snippet made of it, as it would be in a library.
    pub fn as_snippet(&self, layer: Layer) -> Snippet {
        Snippet {
            id: self.id.clone(),
            layer,
            title: self.title.clone(),
            regime: self.regime.clone(),
            outcome: self.outcome,
            cites: self.cites.clone(),
            tags: self.tags.clone(),
            use_when: self.use_when.clone(),
            owner: self.owner.clone(),
            review_by: self.review_by,
            state: self.state,
            successor: self.successor.clone(),
            body: self.body.clone(),
            fields: self.fields.clone(),
            ..Snippet::default()
        }
    }
}

// "period_from" as "Period from".
fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::regime::Regimes;

    fn library() -> Library {
        let review = Snippet {
            id: "closing/review".into(),
            body: "Ask for a review.".into(),
            ..Snippet::default()
        };
        let old = Snippet {
            id: "answers/old".into(),
            state: State::Withdrawn,
            ..Snippet::default()
        };
        Library::new([review, old], Vec::new())
    }

    fn faults(draft: &SnippetDraft) -> Vec<(DraftPart, String)> {
        let faults = draft.faults(&library(), &Regimes::default());
        faults
            .into_iter()
            .map(|fault| (fault.part, fault.words))
            .collect()
    }

    fn draft() -> SnippetDraft {
        SnippetDraft {
            id: "answers/benches".into(),
            title: "Benches".into(),
            body: "We have {{count}} benches.\n\n{{> closing/review}}".into(),
            ..SnippetDraft::default()
        }
    }

    #[test]
    fn a_whole_draft_has_no_fault() {
        let mut draft = draft();
        draft.settle_fields();
        assert_eq!(faults(&draft), []);
        assert_eq!(draft.fields[0].prompt, "Count?");
        assert!(
            draft
                .opened(&library())
                .is_ok_and(|text| text.ends_with("Ask for a review."))
        );
    }

    #[test]
    fn each_fault_is_told_with_its_place() {
        let mut draft = draft();
        draft.title = " ".into();
        draft.id = "Two words".into();
        draft.body = "{{> closing/gone}}".into();
        draft.regime = Some("nowhere".into());
        draft.successor = Some("answers/old".into());
        let parts: Vec<DraftPart> = faults(&draft).into_iter().map(|(part, _)| part).collect();
        assert_eq!(
            parts,
            [
                DraftPart::Title,
                DraftPart::Id,
                DraftPart::Body,
                DraftPart::Regime,
                DraftPart::Successor
            ]
        );
    }

    #[test]
    fn fields_follow_the_text() {
        let mut draft = draft();
        draft.fields = vec![
            SnippetField {
                name: "count".into(),
                prompt: "How many?".into(),
                ..SnippetField::default()
            },
            SnippetField {
                name: "gone".into(),
                ..SnippetField::default()
            },
        ];
        draft.body.push_str(" {{place_name}} {{authority}}");
        draft.settle_fields();
        let prompts: Vec<&str> = draft.fields.iter().map(|own| own.prompt.as_str()).collect();
        assert_eq!(prompts, ["How many?", "Place name?"]);
    }
}
