//! Reads snippet files into a library: one bad file is one problem, the others load.

pub mod fingerprint;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::builtin;
use super::files::{self, shown};
use super::proposals::FOLDER;
use super::toml_text::{Keys, Source, TomlError};
use crate::domain::fields::BUILT_IN;
use crate::domain::library::{Library, LibraryProblem};
use crate::domain::outcome::Outcome;
use crate::domain::snippet::{Layer, Snippet, SnippetField};
use crate::text::clean::clean;
use crate::text::placeholder;

/// The largest snippet file that is read.
pub const LARGEST: u64 = 256 * 1024;
/// The most snippets of one layer.
const MOST: usize = 20_000;
/// The most placeholders of one snippet.
const MOST_PLACEHOLDERS: usize = 200;
/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

const KEYS: [&str; 10] = [
    "title",
    "regime",
    "outcome",
    "cites",
    "tags",
    "use_when",
    "owner",
    "review_by",
    "body",
    "field",
];
const FIELD_KEYS: [&str; 5] = ["name", "prompt", "default", "optional", "per_answer"];

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
    /// Returns the folder of a layer; what comes with the program has none.
    pub fn of(&self, layer: Layer) -> Option<&Path> {
        match layer {
            Layer::BuiltIn => None,
            Layer::Organisation => self.organisation.as_deref(),
            Layer::Team => self.team.as_deref(),
            Layer::Personal => self.personal.as_deref(),
        }
    }
}

/// What was read of one layer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayerRead {
    /// Its snippets.
    pub snippets: Vec<Snippet>,
    /// The files that could not be used.
    pub problems: Vec<LibraryProblem>,
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
    if layer == Layer::BuiltIn {
        for (path, bytes) in builtin::snippets() {
            reading.take(layer, path, path, bytes);
        }
    } else {
        let folder = folder?;
        fs::metadata(folder).ok()?;
        reading.folder(layer, folder);
    }
    Some(LayerRead {
        snippets: reading.snippets,
        problems: reading.problems,
    })
}

/// Makes one library of layers.
pub fn gather<'l>(layers: impl IntoIterator<Item = &'l LayerRead>) -> Library {
    let mut snippets = Vec::new();
    let mut problems = Vec::new();
    for layer in layers {
        snippets.extend_from_slice(&layer.snippets);
        problems.extend_from_slice(&layer.problems);
    }
    Library::new(snippets, problems)
}

#[derive(Default)]
struct Reading {
    snippets: Vec<Snippet>,
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
            Ok((snippet, remarks)) => {
                for (line, remark) in remarks {
                    self.problem(path, Some(line), remark);
                }
                self.snippets.push(snippet);
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

/// Reads one snippet file. Remarks are things that do not keep it from being used, with their lines.
///
/// # Errors
/// [`TomlError`] if it cannot be used.
pub fn read_snippet(
    layer: Layer,
    id: &str,
    path: &Path,
    bytes: &[u8],
) -> Result<(Snippet, Vec<(usize, String)>), TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&KEYS)?;
    let mut remarks = Vec::new();
    let mut tidy = |line: usize, text: &str| {
        let (text, oddities) = clean(text);
        if !oddities.is_empty() {
            remarks.push((
                line,
                format!("{oddities}; look at what was meant and save the file anew"),
            ));
        }
        text.to_string()
    };
    let title = tidy(keys.line("title"), keys.needed_text("title")?);
    let body = tidy(keys.line("body"), keys.needed_text("body")?);
    if body.trim().is_empty() {
        return Err(keys.error_at(
            "body",
            "the snippet has no text",
            "Write it between the quotation marks",
        ));
    }
    let fields = keys
        .tables("field")?
        .iter()
        .map(read_field)
        .collect::<Result<Vec<_>, _>>()?;
    placeholders_are_declared(&source, &keys, &body, &fields)?;
    for field in &fields {
        let used = placeholder::placeholders(&body).any(|found| found.name == field.name);
        if !used {
            remarks.push((
                keys.line("field"),
                format!(
                    "the field `{}` is declared and not used in the text",
                    field.name
                ),
            ));
        }
    }
    let allowed = "one of: disclosed, partly-disclosed, not-held, refused, ncnd, already-available, clarification, \
                   answered-elsewhere";
    let version = files::sha256(body.as_bytes()).chars().take(16).collect();
    let snippet = Snippet {
        id: id.to_owned(),
        layer,
        title,
        regime: keys.text("regime")?.map(str::to_owned),
        outcome: keys.word("outcome", allowed, Outcome::from_id)?,
        cites: keys.texts("cites")?,
        tags: keys.texts("tags")?,
        use_when: clean(&keys.text_or_empty("use_when")?).0.to_string(),
        owner: clean(&keys.text_or_empty("owner")?).0.to_string(),
        review_by: keys.date("review_by")?,
        body,
        fields,
        version,
    };
    Ok((snippet, remarks))
}

fn read_field(keys: &Keys<'_>) -> Result<SnippetField, TomlError> {
    keys.only(&FIELD_KEYS)?;
    let name = keys.needed_text("name")?.to_owned();
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        return Err(keys.wrong(
            "name",
            "small letters, digits and underscores, a letter first",
        ));
    }
    if BUILT_IN.contains(&name.as_str()) {
        let hint = "The program fills it by itself; delete the field or give it another name";
        return Err(keys.error_at("name", &format!("`{name}` is a field of the program"), hint));
    }
    Ok(SnippetField {
        name,
        prompt: clean(&keys.text_or_empty("prompt")?).0.to_string(),
        default: clean(&keys.text_or_empty("default")?).0.to_string(),
        optional: keys.flag("optional")?.unwrap_or(false),
        per_answer: keys.flag("per_answer")?.unwrap_or(false),
    })
}

fn placeholders_are_declared(
    source: &Source<'_>,
    keys: &Keys<'_>,
    body: &str,
    fields: &[SnippetField],
) -> Result<(), TomlError> {
    let start = keys.span("body").map_or(0, |span| span.start);
    for (count, found) in placeholder::placeholders(body).enumerate() {
        if count >= MOST_PLACEHOLDERS {
            let hint = format!("A snippet can have {MOST_PLACEHOLDERS}");
            return Err(keys.error_at("body", "there are too many placeholders", &hint));
        }
        let known = BUILT_IN.contains(&found.name.as_str())
            || fields.iter().any(|field| field.name == found.name);
        if !known {
            // The place in the file, as near as it can be told: where the name stands behind the start of the body.
            let behind = crate::text::slice::from(source.text(), start);
            let at = start + behind.find(found.name.as_str()).unwrap_or(0);
            let what = format!(
                "the field `{}` is used in the text and not declared",
                found.name
            );
            let hint = format!(
                "Add a [[field]] with name = \"{}\" and a prompt",
                found.name
            );
            return Err(source.error(at, &what, &hint));
        }
    }
    Ok(())
}

#[cfg(test)]
mod starter;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Snippet, Vec<(usize, String)>), TomlError> {
        read_snippet(
            Layer::Team,
            "x",
            Path::new("snippets/x.toml"),
            text.as_bytes(),
        )
    }

    #[test]
    fn the_whole_starter_library_loads_without_a_problem() {
        let library = load(&Folders::default());
        assert_eq!(library.problems(), []);
        assert!(library.snippets().len() >= 60);
    }

    #[test]
    fn an_undeclared_field_is_an_error_with_its_line() {
        let error = read("title = \"T\"\nbody = \"\"\"\nWe hold\n{{what}}.\n\"\"\"\n")
            .expect_err("not declared");
        assert_eq!(error.line, 4);
        assert!(error.what.contains("`what`"));
    }

    #[test]
    fn an_unknown_key_names_the_nearest_one() {
        let error = read("tittle = \"T\"\nbody = \"x\"\n").expect_err("unknown key");
        assert!(error.hint.contains("title"), "{error}");
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
