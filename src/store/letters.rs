//! Past letters on disk: single files, and folders with everything in them.

use std::fs;
use std::path::{Path, PathBuf};

/// The endings under which letters are kept. What has another one in a folder is no letter.
const ENDINGS: [&str; 12] = [
    "txt", "text", "md", "eml", "htm", "html", "docx", "odt", "rtf", "doc", "pdf", "msg",
];
/// How deep folders are looked into.
const DEEPEST: usize = 16;

/// The letters that were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    /// The files, those of a folder in the order of their names.
    pub files: Vec<PathBuf>,
    /// Folders that could not be read, with the reason.
    pub unread: Vec<(PathBuf, String)>,
    /// How many files of folders are no letters by their endings.
    pub others: usize,
}

/// Lists the letters that paths stand for. A file that is named is taken whatever its ending; links are not followed.
pub fn list(paths: &[PathBuf]) -> Letters {
    let mut letters = Letters::default();
    for path in paths {
        if path.is_dir() {
            folder(path, 0, &mut letters);
        } else {
            letters.files.push(path.clone());
        }
    }
    letters
}

fn folder(path: &Path, depth: usize, letters: &mut Letters) {
    let entries = match fs::read_dir(path) {
        Ok(entries) if depth < DEEPEST => entries,
        Ok(_) => {
            let words = format!("folders more than {DEEPEST} deep are not read");
            letters.unread.push((path.to_owned(), words));
            return;
        }
        Err(error) => {
            letters.unread.push((path.to_owned(), error.to_string()));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => letters.unread.push((path.to_owned(), error.to_string())),
        }
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Ok(about) = fs::symlink_metadata(&path) else {
            continue;
        };
        if name.starts_with(['.', '~']) {
            continue;
        }
        if about.is_dir() {
            folder(&path, depth + 1, letters);
        } else if about.is_file() {
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            if ENDINGS.contains(&ending.to_lowercase().as_str()) {
                letters.files.push(path.clone());
            } else {
                letters.others += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_letters_in_their_order_and_nothing_else() {
        let root = tempfile::tempdir().expect("a folder");
        let at = |name: &str| root.path().join(name);
        fs::create_dir_all(at("2025/march")).expect("folders");
        for name in [
            "b.txt",
            "a.eml",
            "2025/march/c.TXT",
            "table.csv",
            ".hidden.txt",
            "~$b.docx",
        ] {
            fs::write(at(name), "1. How many?").expect("a file");
        }
        let letters = list(&[root.path().to_owned(), at("b.txt"), at("table.csv")]);
        let wanted = ["2025/march/c.TXT", "a.eml", "b.txt", "b.txt", "table.csv"].map(at);
        assert_eq!(letters.files, wanted);
        assert_eq!((letters.others, letters.unread.len()), (1, 0));
    }
}
