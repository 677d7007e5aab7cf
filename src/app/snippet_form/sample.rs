//! The preview of a snippet that is written: the text with a value in each field, such as it might have.

use super::SnippetForm;
use crate::domain::library::Library;
use crate::domain::snippet::Snippet;
use crate::text::placeholder;

impl SnippetForm {
    /// Makes the preview: the text with its includes opened and each field with a value such as it might have.
    pub fn show_sample(&mut self, library: &Library, known: impl Fn(&str) -> Option<String>) {
        let text = self
            .draft
            .opened(library)
            .unwrap_or_else(|_| self.draft.body.clone());
        let sample = placeholder::fill(text.trim_end(), |name| {
            let field = self.draft.fields.iter().find(|field| field.name == name);
            match field {
                Some(field) => Some(sample_of(field)),
                None => known(name).or_else(|| lent_sample(library, name)),
            }
        });
        if sample != self.sample {
            self.sample = sample;
            self.preview.replaced(&self.sample);
        }
    }
}

fn sample_of(field: &crate::domain::snippet::SnippetField) -> String {
    if !field.default.is_empty() {
        return field
            .kind
            .read(&field.default)
            .unwrap_or_else(|_| field.default.clone());
    }
    let sample = field.kind.sample();
    if sample.is_empty() {
        format!("‹{}›", field.name.replace('_', " "))
    } else {
        sample
    }
}

// A field that only an included snippet declares.
fn lent_sample(library: &Library, name: &str) -> Option<String> {
    let snippets = library.snippets().iter();
    let field = snippets
        .map(AsRef::as_ref)
        .find_map(|own: &Snippet| own.field(name))?;
    Some(sample_of(field))
}
