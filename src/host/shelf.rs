//! The shelf: library and law, read when somebody first asks for them, and read again when others change them.
//!
//! The first frame does not wait for them; a thread takes them down behind it. A folder that does not answer, because
//! its share hangs, keeps nobody: the others are read, and what was read of it stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use crate::domain::library::{Library, LibraryProblem};
use crate::domain::reading::Reader;
use crate::domain::regime::Regimes;
use crate::domain::rules::Rules;
use crate::domain::snippet::Layer;
use crate::store::files::shown;
use crate::store::law::CheckSettings;
use crate::store::libraries::fingerprint::fingerprint;
use crate::store::libraries::{self, Folders, LayerRead};
use crate::store::{law, synonyms};

/// How long a folder may take before the work goes on without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Library and law of a workspace.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    folders: Folders,
    read: Mutex<Read>,
    law: OnceLock<(Arc<Regimes>, Vec<String>)>,
    settings: CheckSettings,
    rules: OnceLock<Arc<Rules>>,
}

// What was read of the library, and of each layer for itself.
#[derive(Debug, Default)]
struct Read {
    library: Option<Arc<Library>>,
    layers: BTreeMap<Layer, Arc<LayerRead>>,
    away: BTreeMap<Layer, LibraryProblem>,
    seen: BTreeMap<Layer, u64>,
}

impl Shelf {
    /// Makes a shelf for a workspace; nothing is read yet.
    pub fn new(root: PathBuf, folders: Folders, settings: CheckSettings) -> Self {
        Self {
            root,
            folders,
            read: Mutex::default(),
            law: OnceLock::new(),
            settings,
            rules: OnceLock::new(),
        }
    }

    /// Returns the snippets of all layers.
    pub fn library(&self) -> Arc<Library> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = &read.library {
            return Arc::clone(library);
        }
        // Each folder has a thread of its own, so that one that hangs is waited for once and keeps no other.
        let waiting: Vec<_> = Layer::ALL
            .into_iter()
            .map(|layer| {
                let (tell, heard) = channel();
                let folder = self.folders.of(layer).map(Path::to_path_buf);
                std::thread::spawn(move || {
                    // Nobody listens any more when it took too long.
                    let seen = folder
                        .as_deref()
                        .and_then(|folder| fingerprint(folder, SystemTime::now()));
                    let _ = tell.send((seen, libraries::read_layer(layer, folder.as_deref())));
                });
                (layer, heard)
            })
            .collect();
        for (layer, heard) in waiting {
            match heard.recv_timeout(PATIENCE) {
                Ok((seen, Some(layer_read))) => {
                    read.layers.insert(layer, Arc::new(layer_read));
                    read.seen.extend(seen.map(|seen| (layer, seen)));
                }
                Ok((_, None)) => {}
                Err(_) => {
                    let problem = self.problem(
                        layer,
                        "this folder does not answer; the work goes on without it, and it is read when it does",
                    );
                    read.away.insert(layer, problem);
                }
            }
        }
        self.gather(&mut read)
    }

    fn problem(&self, layer: Layer, words: &str) -> LibraryProblem {
        LibraryProblem {
            path: self.folders.of(layer).map(shown).unwrap_or_default(),
            line: None,
            message: words.to_owned(),
        }
    }

    /// Takes a layer as it is now. Returns the library with it, and what changed, in words (none of them where it is
    /// not worth telling); `None` if nothing did.
    pub fn take(&self, layer: Layer, layer_read: LayerRead) -> Option<(Arc<Library>, String)> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let old = read.layers.insert(layer, Arc::new(layer_read));
        let was_away = read.away.remove(&layer).is_some();
        let new = read.layers.get(&layer)?;
        let changes = changes(old.as_deref(), new);
        if changes.is_empty() && !was_away && old.as_deref() == Some(&**new) {
            return None;
        }
        let words = match (was_away, changes.is_empty()) {
            (true, true) => format!("The folder of the {} library is back", layer.word()),
            // Only what is remembered of its use changed, which is no news.
            (false, true) => String::new(),
            _ => format!("The {} library changed: {changes}", layer.word()),
        };
        Some((self.gather(&mut read), words))
    }

    /// Reads what a workspace says means the same, again. Returns the library with it.
    pub fn take_words(&self) -> Arc<Library> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        self.gather(&mut read)
    }

    /// Returns the fingerprint that a layer had just before it was read; none if it was not there.
    pub fn seen(&self, layer: Layer) -> Option<u64> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.seen.get(&layer).copied()
    }

    /// Returns the folders of the layers.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Returns the folder of the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn gather(&self, read: &mut Read) -> Arc<Library> {
        let (synonyms, problems) = synonyms::load(Some(&self.root));
        let layers = read.layers.values().map(AsRef::as_ref);
        let problems = problems
            .into_iter()
            .chain(read.away.values().cloned())
            .collect();
        let library = Arc::new(libraries::gather(layers).with_synonyms(synonyms, problems));
        read.library = Some(Arc::clone(&library));
        library
    }

    /// Returns the regimes.
    pub fn regimes(&self) -> &Arc<Regimes> {
        &self.law().0
    }

    /// Returns what is wrong with regime packs and with what the workspace made of the checks, if anything.
    pub fn law_problems(&self) -> &[String] {
        &self.law().1
    }

    /// Returns what letters are read and checked by.
    pub fn rules(&self) -> &Arc<Rules> {
        self.rules.get_or_init(|| {
            // The files are the program's own; a test reads each of them.
            let (checks, _) = law::checks(Some(self.settings.set.clone()));
            Arc::new(Rules {
                reader: Reader {
                    book: law::phrasebook().unwrap_or_default(),
                    regimes: Arc::clone(self.regimes()),
                },
                repealed: law::repealed().unwrap_or_default(),
                checks,
            })
        })
    }

    fn law(&self) -> &(Arc<Regimes>, Vec<String>) {
        self.law.get_or_init(|| {
            let (regimes, mut problems) = law::regimes(Some(&self.root));
            problems.extend(self.settings.problems.iter().cloned());
            (Arc::new(regimes), problems)
        })
    }
}

// "2 snippets changed, 1 new": what an officer would say.
fn changes(old: Option<&LayerRead>, new: &LayerRead) -> String {
    let none = LayerRead::default();
    let old = old.unwrap_or(&none);
    let by_id = |read: &LayerRead| -> BTreeMap<String, crate::domain::snippet::Snippet> {
        read.snippets()
            .map(|snippet| (snippet.id.clone(), snippet.clone()))
            .collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let changed = after
        .iter()
        .filter(|(id, snippet)| before.get(*id).is_some_and(|other| other != *snippet))
        .count();
    let added = after.keys().filter(|id| !before.contains_key(*id)).count();
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    let broken = new
        .problems()
        .iter()
        .filter(|problem| !old.problems().contains(problem))
        .count();
    let parts = [
        (changed, "changed"),
        (added, "new"),
        (gone, "gone"),
        (broken, "that cannot be used (seriatim snippet check)"),
    ];
    let words: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    words.join(", ")
}
