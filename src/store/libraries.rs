//! Reads the folders of a library: one bad file is one problem, the others load.

mod including;
mod reading;
mod writing;

pub mod fingerprint;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use reading::{SnippetRead, read_snippet};
pub use writing::{
    Change, SnippetWriteError, Written, changed_text, given_text, path_of, put, text_of,
    write_snippet,
};

use super::builtin;
use super::files::{self, shown};
use super::memory::{self, Memories};
use super::proposals::FOLDER;
use crate::domain::library::{Library, LibraryProblem};
use crate::domain::snippet::{Layer, Snippet};

/// The largest snippet file that is read.
pub const LARGEST: u64 = 256 * 1024;
/// The most snippets of one layer.
const MOST: usize = 20_000;
/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

/// The folders of the layers above the built-in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// Shared by the organisation.
    pub organisation: Option<PathBuf>,
    /// Shared by the team.
    pub team: Option<PathBuf>,
    /// The officer's own.
    pub personal: Option<PathBuf>,
}

impl Folders {
    /// Returns the folder of a layer; `None` for the built-in one and for one that the settings do not name.
    pub fn of(&self, layer: Layer) -> Option<&Path> {
        match layer {
            Layer::BuiltIn => None,
            Layer::Organisation => self.organisation.as_deref(),
            Layer::Team => self.team.as_deref(),
            Layer::Personal => self.personal.as_deref(),
        }
    }
}

/// What was read of one layer: its snippets, before any includes another or overrides another, and what it remembers
/// of their use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayerRead {
    read: Vec<(String, SnippetRead)>,
    memories: Memories,
    problems: Vec<LibraryProblem>,
}

impl LayerRead {
    /// Returns its snippets as their files have them.
    pub fn snippets(&self) -> impl Iterator<Item = &Snippet> {
        self.read.iter().map(|(_, read)| &read.snippet)
    }

    /// Returns the files that could not be used.
    pub fn problems(&self) -> &[LibraryProblem] {
        &self.problems
    }
}

/// Reads all layers. A folder that is not there is an empty layer.
pub fn load(folders: &Folders) -> Library {
    let layers = Layer::ALL
        .into_iter()
        .filter_map(|layer| read_layer(layer, folders.of(layer)));
    gather(&layers.collect::<Vec<_>>())
}

/// Reads one layer; what comes with the program has no folder. `None` if there is no such folder.
pub fn read_layer(layer: Layer, folder: Option<&Path>) -> Option<LayerRead> {
    let mut reading = Reading::default();
    let mut memories = Memories::new();
    if layer == Layer::BuiltIn {
        for (path, bytes) in builtin::snippets() {
            reading.take(layer, path, path, bytes);
        }
    } else {
        let folder = folder?;
        fs::metadata(folder).ok()?;
        reading.folder(layer, folder);
        let (remembered, wrong) = memory::of_layer(folder);
        memories = remembered;
        reading.problems.extend(wrong);
    }
    Some(LayerRead {
        read: reading.read,
        memories,
        problems: reading.problems,
    })
}

/// Makes one library of layers.
pub fn gather<'l>(layers: impl IntoIterator<Item = &'l LayerRead>) -> Library {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    // What a colleague remembers in one layer and an officer in another is one memory.
    let mut memories = Memories::new();
    for layer in layers {
        read.extend_from_slice(&layer.read);
        problems.extend_from_slice(&layer.problems);
        for (id, memory) in &layer.memories {
            memories.entry(id.clone()).or_default().join(memory.clone());
        }
    }
    let (snippets, more) = including::open_includes(read);
    problems.extend(more);
    Library::new(snippets, problems).with_memories(memories)
}

#[derive(Default)]
struct Reading {
    read: Vec<(String, SnippetRead)>,
    problems: Vec<LibraryProblem>,
    // Ids without regard to case, since s40.toml and S40.toml are one file on a share.
    ids: HashMap<(Layer, String), String>,
}

impl Reading {
    fn problem(&mut self, path: &Path, line: Option<usize>, message: impl Into<String>) {
        self.problems.push(LibraryProblem {
            path: shown(path),
            line,
            message: message.into(),
        });
    }

    // Walks a folder in the order of names, so that problems come in the same order everywhere.
    fn folder(&mut self, layer: Layer, root: &Path) {
        let mut waiting = vec![(root.to_path_buf(), 0)];
        let mut read = 0;
        while let Some((folder, depth)) = waiting.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && depth == 0 => return,
                Err(_) => {
                    self.problem(
                        &folder,
                        None,
                        "this folder cannot be read; look at its permissions",
                    );
                    continue;
                }
            };
            let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            paths.sort();
            for path in paths {
                let hidden = path
                    .file_name()
                    .is_none_or(|name| name.to_string_lossy().starts_with('.'));
                if hidden {
                    continue;
                }
                // Proposals are no snippets until their owner has accepted them.
                let proposals = depth == 0 && path.file_name().is_some_and(|name| name == FOLDER);
                if proposals {
                    continue;
                }
                if files::is_plain_folder(&path) {
                    if depth < DEEPEST {
                        waiting.push((path, depth + 1));
                    }
                } else if path
                    .extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
                {
                    if read >= MOST {
                        self.problem(
                            root,
                            None,
                            format!("more than {MOST} snippets; the rest was left out"),
                        );
                        return;
                    }
                    read += 1;
                    let inside = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
                    match files::read(&path, LARGEST) {
                        Ok(bytes) => self.take(layer, &path, &inside, &bytes),
                        Err(error) => self.problem(&path, None, error.to_string()),
                    }
                }
            }
        }
    }

    fn take(&mut self, layer: Layer, path: &Path, inside: &Path, bytes: &[u8]) {
        let Some(id) = id_of(inside) else {
            self.problem(
                path,
                None,
                "the name has letters that not every system can store; use a-z, 0-9 and hyphens",
            );
            return;
        };
        if let Some(other) = self.ids.insert((layer, id.to_lowercase()), id.clone())
            && other != id
        {
            self.problem(
                path,
                None,
                format!("“{other}” differs from it only in capitals; rename one of them"),
            );
            return;
        }
        match read_snippet(layer, &id, path, bytes) {
            Ok(mut read) => {
                for (line, remark) in std::mem::take(&mut read.remarks) {
                    self.problem(path, Some(line), remark);
                }
                self.read.push((shown(path), read));
            }
            Err(error) => {
                let line = Some(error.line);
                self.problem(path, line, format!("{}. {}", error.what, error.hint));
            }
        }
    }
}

// The path without its ending, with slashes on every system.
fn id_of(inside: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in inside.with_extension("").components() {
        let part = part.as_os_str().to_str()?.to_owned();
        let plain = part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !plain {
            return None;
        }
        parts.push(part);
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod starter;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_starter_library_loads_without_a_problem() {
        let library = load(&Folders::default());
        assert_eq!(library.problems(), []);
        assert!(library.snippets().len() >= 60);
    }

    #[test]
    fn a_higher_layer_overrides_and_a_bad_file_spoils_nothing() {
        let team = tempfile::tempdir().expect("a folder");
        let own = tempfile::tempdir().expect("a folder");
        let put = |folder: &Path, name: &str, text: &str| {
            files::make_folders(&files::RealDisk, &folder.join("a")).expect("made");
            files::save(&files::RealDisk, &folder.join(name), text.as_bytes()).expect("saved");
        };
        put(
            team.path(),
            "a/hello.toml",
            "title = \"Team\"\nbody = \"Hello\"\n",
        );
        put(team.path(), "a/bad.toml", "title = \"Bad\nbody = 3\n");
        put(
            own.path(),
            "a/hello.toml",
            "title = \"Mine\"\nbody = \"Hello\"\n",
        );
        let folders = Folders {
            team: Some(team.path().into()),
            personal: Some(own.path().into()),
            ..Folders::default()
        };
        let library = load(&folders);
        assert_eq!(
            library.get("a/hello").map(|snippet| snippet.title.as_str()),
            Some("Mine")
        );
        assert_eq!(library.problems().len(), 1);
        assert_eq!(library.problems()[0].line, Some(1));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_library_are_not_followed() {
        let team = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink("/etc/passwd", team.path().join("evil.toml")).expect("a link");
        let library = load(&Folders {
            team: Some(team.path().into()),
            ..Folders::default()
        });
        assert_eq!(library.problems().len(), 1);
        assert!(library.get("evil").is_none());
    }
}
