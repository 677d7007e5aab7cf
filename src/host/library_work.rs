//! Work on the library: writing into it, or proposing where others decide; finding where its snippets were used.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::asked_before::asked_before;
use super::clock;
use super::figures;
use super::shelf::Shelf;
use crate::app::effect::Effect;
use crate::app::library_screen::Looked;
use crate::app::message::{Kept, Msg};
use crate::domain::care::{KnownUse, Staleness, Use, pairs, stale, use_in_past, uses_in};
use crate::domain::case::Case;
use crate::domain::library::Library;
use crate::domain::snippet::draft::SnippetDraft;
use crate::domain::snippet::{Layer, Snippet};
use crate::domain::suggest::{Filter, Query, Synonyms};
use crate::store::archive::Archive;
use crate::store::case_folder::CaseFolder;
use crate::store::files::{RealDisk, shown};
use crate::store::libraries;
use crate::store::proposals::{self, Route};
use crate::store::workspace::Workspace;

/// What a snippet's file is to hold.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'a> {
    /// These parts; the rest of the file stays as it is.
    Parts(&'a SnippetDraft),
    /// This text, whole.
    Whole {
        /// The id of the snippet.
        id: &'a str,
        /// The text.
        text: &'a str,
    },
}

/// Writes a snippet into a layer, or proposes it. `was` is the hash of the file that it was read from; `meant` says why
/// what looks like a leak is none, which then stands in the file.
///
/// # Errors
/// Words for the officer; the library is then as it was.
pub fn write(
    workspace: &Workspace,
    user: &str,
    layer: Layer,
    wanted: Wanted<'_>,
    was: Option<&str>,
    meant: Option<&str>,
) -> Result<Kept, String> {
    let settings = &workspace.settings;
    let folders = &settings.libraries;
    let id = match wanted {
        Wanted::Parts(draft) => &draft.id,
        Wanted::Whole { id, .. } => id,
    };
    let route = proposals::route(folders, &settings.rights, user, layer, id);
    let route = route.map_err(|error| error.to_string())?;
    let change = match wanted {
        Wanted::Parts(draft) => libraries::changed_text(folders, layer, draft, was),
        Wanted::Whole { id, text } => libraries::given_text(folders, layer, id, text, was),
    };
    let mut change = change.map_err(|error| error.to_string())?;
    let today = clock::today();
    if let Some(reason) = meant {
        change.text = format!("# Meant, says {user} on {today}: {reason}\n{}", change.text);
    }
    match route {
        Route::Write(_) => libraries::put(&RealDisk, change)
            .map(|written| Kept::Saved(shown(&written.path)))
            .map_err(|error| error.to_string()),
        Route::Propose(_) => {
            let folder = folders.of(layer).unwrap_or(&change.path);
            let note = meant.unwrap_or_default();
            proposals::propose(&RealDisk, folder, user, today, id, &change.text, note)
                .map(|path| Kept::Proposed(shown(&path)))
                .map_err(|error| error.to_string())
        }
    }
}

/// What looks through cases and past answers, each time in a thread of its own.
#[derive(Debug, Clone)]
pub struct LibraryWork {
    workspace: Workspace,
    state: PathBuf,
    shelf: Arc<Shelf>,
}

impl LibraryWork {
    /// Makes it for a workspace; `state` is the folder on the local disk that keeps indexes.
    pub fn new(workspace: Workspace, state: PathBuf, shelf: Arc<Shelf>) -> Self {
        Self {
            workspace,
            state,
            shelf,
        }
    }

    /// Does what was asked for. Returns what is to be told; nothing if it is not for here.
    pub fn perform(&self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::LookThroughLibrary(ticket) => Some(Msg::LookedThrough {
                ticket,
                looked: Arc::new(self.look()),
            }),
            Effect::FindUses { ticket, id } => {
                let library = self.shelf.library();
                let snippet = library.get(&id)?;
                // Without an index the cases alone are looked through.
                let archive = Archive::open(&self.workspace.root, &self.state, |_, _| {});
                let archive = archive.ok().map(|(archive, _)| archive);
                let uses = uses(&self.workspace, archive.as_ref(), snippet);
                Some(Msg::UsesFound { ticket, uses })
            }
            Effect::LookForEarlier { ticket, case } => {
                let (_, given) = asked_before(&self.workspace, &case);
                Some(Msg::EarlierFound { ticket, given })
            }
            Effect::CountFigures { ticket, since } => {
                let period = (since, None);
                let counted =
                    figures::statistics(&self.workspace, &self.shelf, period, clock::today());
                let result = counted.map(Box::new).map_err(|error| format!("{error:#}"));
                Some(Msg::Figures { ticket, result })
            }
            _ => None,
        }
    }

    fn look(&self) -> Looked {
        let library = self.shelf.library();
        let used = all_uses(&self.workspace, &library);
        let (regimes, rules) = (self.shelf.regimes(), self.shelf.rules());
        let today = clock::today();
        let mut looked = Looked::default();
        for own in library.snippets() {
            let reasons = stale(own, used.known(&own.id), today, regimes, &rules.repealed);
            if !reasons.is_empty() {
                let words = reasons.iter().map(Staleness::words).collect();
                looked.stale.insert(own.id.clone(), words);
            }
        }
        let all = library.snippets();
        for pair in pairs(all, |at| library.served_questions(at)) {
            let (one, other) = (&all[pair.one], &all[pair.other]);
            // What came with the program is as it is meant to be.
            if one.layer == Layer::BuiltIn && other.layer == Layer::BuiltIn {
                continue;
            }
            for (own, next) in [(one, other), (other, one)] {
                let list = looked.alike.entry(own.id.clone()).or_default();
                list.push((pair.kind, next.id.clone()));
            }
        }
        looked.uses = used.of;
        looked
    }
}

/// How many past answers are compared with a snippet at most.
const MOST_PAST: usize = 60;

/// Reads every case that can be read, one after the other.
fn each_case(workspace: &Workspace, mut take: impl FnMut(&Case)) {
    for reference in workspace.references() {
        // A case that cannot be read is told on the board; here it only says nothing.
        if let Ok(opened) = CaseFolder::open(&workspace.case(&reference)) {
            take(&opened.case);
        }
    }
}

/// Returns who asked in each case, and its reference.
pub fn who_asked(workspace: &Workspace) -> Vec<(String, String)> {
    let mut all = Vec::new();
    each_case(workspace, |case| {
        all.push((case.facts.requester.clone(), case.reference.to_string()));
    });
    all
}

/// Finds where a snippet was used, the latest first: in the cases, and in past answers that are made of its words.
pub fn uses(workspace: &Workspace, archive: Option<&Archive>, snippet: &Snippet) -> Vec<Use> {
    let mut found = Vec::new();
    each_case(workspace, |case| found.extend(uses_in(case, snippet)));
    let query = Query::of(&snippet.body, &Synonyms::default());
    let past = archive.and_then(|archive| {
        archive
            .search(&query, &Filter::default(), clock::today(), MOST_PAST)
            .ok()
    });
    for hit in past.into_iter().flatten() {
        let own = use_in_past(&hit.answer, snippet);
        let known = |own: &Use| found.iter().any(|other| other.reference == own.reference);
        found.extend(own.filter(|own| !known(own)));
    }
    found.sort_by(|a, b| b.date.cmp(&a.date).then(a.reference.cmp(&b.reference)));
    found
}

/// What is known of the use of all snippets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllUses {
    /// How often each was used in the cases and by what the library remembers, and when last.
    pub of: BTreeMap<String, (usize, Option<Date>)>,
    /// Since when cases are known.
    pub since: Option<Date>,
}

impl AllUses {
    /// Returns what is known of one.
    pub fn known(&self, id: &str) -> KnownUse {
        KnownUse {
            last: self.of.get(id).and_then(|(_, last)| *last),
            since: self.since,
        }
    }

    /// Returns how often one was used.
    pub fn times(&self, id: &str) -> usize {
        self.of.get(id).map_or(0, |(times, _)| *times)
    }
}

/// Gathers the use of all snippets from the cases and from the library's memory.
pub fn all_uses(workspace: &Workspace, library: &Library) -> AllUses {
    let mut all = AllUses::default();
    each_case(workspace, |case| {
        let received = case.facts.received;
        all.since = match (all.since, received) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        for source in case.questions.iter().flat_map(|question| &question.sources) {
            let entry = all.of.entry(source.snippet.clone()).or_default();
            entry.0 += 1;
            entry.1 = entry.1.max(received);
        }
    });
    for (index, snippet) in library.snippets().iter().enumerate() {
        if let Some(memory) = library.memory(index) {
            // The memory is shared, so it knows the uses of colleagues; those of these cases are among them.
            let entry = all.of.entry(snippet.id.clone()).or_default();
            entry.0 = entry.0.max(memory.times());
            entry.1 = entry.1.max(memory.last());
        }
    }
    all
}
