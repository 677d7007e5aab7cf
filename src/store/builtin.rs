//! The data that the program carries with it: configuration, law, the starter library, the sample request.

use std::path::Path;

use include_dir::{Dir, File, include_dir};

static CONFIG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/config");
static SNIPPETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snippets");

/// Returns the text of a file below `config/`.
pub fn config(path: &str) -> Option<&'static str> {
    CONFIG.get_file(path).and_then(File::contents_utf8)
}

/// Returns the bytes of a file below `config/`.
pub fn config_bytes(path: &str) -> Option<&'static [u8]> {
    CONFIG.get_file(path).map(File::contents)
}

/// Returns the TOML files of a folder below `config/`, by name.
pub fn config_files(folder: &str) -> impl Iterator<Item = (&'static Path, &'static [u8])> {
    let files = CONFIG.get_dir(folder).into_iter().flat_map(Dir::files);
    files.map(|file| (file.path(), file.contents()))
}

/// Returns the files of the starter library, with their paths in it.
pub fn snippets() -> Vec<(&'static Path, &'static [u8])> {
    let mut found = Vec::new();
    let mut folders = vec![&SNIPPETS];
    while let Some(folder) = folders.pop() {
        found.extend(folder.files().map(|file| (file.path(), file.contents())));
        folders.extend(folder.dirs());
    }
    found
}
