//! Opens the includes of all snippets that were read, after the higher layers have overridden the lower ones.

use std::collections::{BTreeMap, HashMap};

use super::files;
use super::reading::SnippetRead;
use crate::domain::library::LibraryProblem;
use crate::domain::snippet::include::{self, IncludeError, includes};
use crate::domain::snippet::{Snippet, SnippetField};
use crate::text::slice;

/// Returns the snippets with their includes opened, and what is wrong with those whose includes cannot be.
pub(super) fn open_includes(
    read: Vec<(String, SnippetRead)>,
) -> (Vec<Snippet>, Vec<LibraryProblem>) {
    let mut highest: BTreeMap<String, (String, SnippetRead)> = BTreeMap::new();
    for (path, own) in read {
        match highest.get(&own.snippet.id) {
            Some((_, other)) if other.snippet.layer > own.snippet.layer => {}
            _ => {
                highest.insert(own.snippet.id.clone(), (path, own));
            }
        }
    }
    // Few snippets hold others, and only those and what they hold are looked at twice.
    let holders: Vec<String> = highest
        .iter()
        .filter(|(_, (_, own))| !own.include_lines.is_empty())
        .map(|(id, _)| id.clone())
        .collect();
    let mut opened: HashMap<String, Result<Snippet, Vec<LibraryProblem>>> = HashMap::new();
    let mut problems = Vec::new();
    for id in holders {
        let Some((path, own)) = highest.get(&id) else {
            continue;
        };
        let result = open_one(path, own, &highest, &mut problems);
        opened.insert(id, result);
    }
    let snippets = highest
        .into_iter()
        .filter_map(|(id, (_, own))| match opened.remove(&id) {
            None => Some(own.snippet),
            Some(Ok(snippet)) => Some(snippet),
            Some(Err(own)) => {
                problems.extend(own);
                None
            }
        });
    let snippets = snippets.collect();
    (snippets, problems)
}

fn open_one(
    path: &str,
    own: &SnippetRead,
    all: &BTreeMap<String, (String, SnippetRead)>,
    remarks: &mut Vec<LibraryProblem>,
) -> Result<Snippet, Vec<LibraryProblem>> {
    let written = |id: &str| all.get(id).map(|(_, own)| own.snippet.body.as_str());
    let snippet = &own.snippet;
    let opened = include::open(&snippet.id, &snippet.body, &written)
        .map_err(|error| vec![problem(path, own, &written, &error)])?;
    let mut fields = snippet.fields.clone();
    for id in &opened.ids {
        let Some((_, inner)) = all.get(id) else {
            continue;
        };
        if inner.snippet.is_withdrawn() {
            let line = includes(&snippet.body).position(|include| include.id == *id);
            remarks.push(LibraryProblem {
                path: path.to_owned(),
                line: line.and_then(|at| own.include_lines.get(at).copied()),
                message: format!("it includes “{id}”, which is withdrawn; include another"),
            });
        }
        let lent = inner.snippet.fields.iter();
        let new = |field: &&SnippetField| fields.iter().all(|other| other.name != field.name);
        let lent: Vec<SnippetField> = lent.filter(new).cloned().collect();
        fields.extend(lent);
    }
    let version = files::sha256(opened.text.as_bytes());
    Ok(Snippet {
        lent_fields: fields.len() - snippet.fields.len(),
        fields,
        version: version.chars().take(16).collect(),
        written: Some(snippet.body.clone()),
        body: opened.text,
        includes: opened.ids,
        depth: opened.depth,
        ..snippet.clone()
    })
}

// The line is that of the include in this file through which the trouble comes.
fn problem<'a>(
    path: &str,
    own: &SnippetRead,
    written: &impl Fn(&str) -> Option<&'a str>,
    error: &IncludeError,
) -> LibraryProblem {
    let body = own.snippet.body.as_str();
    let fails = |include: &include::Include| {
        let text = slice::slice(body, include.range.clone());
        include::open(&own.snippet.id, text, written).is_err()
    };
    let at = includes(body).position(|include| fails(&include));
    LibraryProblem {
        path: path.to_owned(),
        line: at.and_then(|at| own.include_lines.get(at).copied()),
        message: format!("{error}. {}", error.help()),
    }
}
