//! What of a case would reach colleagues with a snippet: it stops the save, with file and place.

use std::collections::BTreeSet;

use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::SnippetDraft;
use crate::domain::snippet::facts::CaseMarks;
use crate::domain::snippet::leaks::{Leak, leaks, requesters_in};
use crate::host::library_work;
use crate::host::start::Start;
use crate::text::slice;

/// Where the words of a draft stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    /// What it is called: a file's path, or the id of a snippet.
    pub(super) name: &'a str,
    /// Its whole text; empty if it has none of its own.
    pub(super) text: &'a str,
}

/// Looks through a draft for a layer that others read. Returns a line for each thing found; what stood in the snippet
/// `before` is known to those others already.
pub(super) fn look(
    start: &Start,
    layer: Layer,
    draft: &SnippetDraft,
    before: Option<&SnippetDraft>,
    written: Written<'_>,
) -> Vec<String> {
    if !layer.is_shared() {
        return Vec::new();
    }
    let marks = CaseMarks {
        requester: "",
        reference: "",
        received: None,
        due: None,
        authority: &start.workspace.settings.authority,
    };
    let cases = library_work::who_asked(&start.workspace);
    let known: BTreeSet<String> = before
        .map(|before| all_in(before, &cases, &marks))
        .into_iter()
        .flatten()
        .map(|leak| leak.words)
        .collect();
    let mut found = all_in(draft, &cases, &marks);
    found.retain(|leak| !known.contains(&leak.words));
    with_places(&found, written)
}

fn all_in(draft: &SnippetDraft, cases: &[(String, String)], marks: &CaseMarks<'_>) -> Vec<Leak> {
    let mut found = requesters_in(draft, cases);
    for leak in leaks(draft, marks) {
        let free = |other: &Leak| {
            other.part != leak.part
                || other.at.end <= leak.at.start
                || leak.at.end <= other.at.start
        };
        if found.iter().all(free) {
            found.push(leak);
        }
    }
    found
}

// Each with the file and the line in which it stands.
fn with_places(found: &[Leak], written: Written<'_>) -> Vec<String> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    // The same words twice stand in two places.
    let mut searched: Vec<(&str, usize)> = Vec::new();
    for leak in found {
        let known = searched.iter().position(|(words, _)| *words == leak.words);
        let from = known.map_or(0, |at| searched[at].1);
        let at = slice::from(written.text, from)
            .find(&leak.words)
            .map(|at| from + at);
        if let Some(at) = at {
            let next = at + leak.words.len();
            match known {
                Some(known) => searched[known].1 = next,
                None => searched.push((&leak.words, next)),
            }
        }
        let line = at.map(|at| slice::before(written.text, at).matches('\n').count() + 1);
        let place = line.map_or_else(
            || format!("{} ({})", written.name, leak.part.title()),
            |line| format!("{}:{line}", written.name),
        );
        lines.push((
            line.unwrap_or(0),
            format!("{place}: “{}” is {}", leak.words, leak.what),
        ));
    }
    lines.sort_by_key(|(line, _)| *line);
    lines.into_iter().map(|(_, words)| words).collect()
}

/// Returns what is said after the lines of [`look`].
pub(super) fn advice(layer: Layer) -> String {
    format!(
        "nothing was saved: colleagues read the {} library. Take these words out, or make fields of them such as \
         {{{{requester}}}}; if they are meant to be read by all, go on with --meant \"WHY\"",
        layer.word()
    )
}
