//! Tells cheaply whether anything in a folder has changed since it was looked at last.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::store::files;

/// How deep folders may lie in each other.
const DEEPEST: usize = 9;
/// The most files that are looked at.
const MOST: usize = 60_000;
/// A file that was written so recently may be written again within the same tick of its disk's clock, which on shares is
/// a second long; its text tells.
const FRESH: Duration = Duration::from_secs(4);
/// The largest fresh file whose text is looked at.
const LARGEST: u64 = 256 * 1024;

/// Returns a number that changes with the names, sizes and times of the files in a folder; none if it cannot be read.
pub fn fingerprint(folder: &Path, now: SystemTime) -> Option<u64> {
    let mut sum = 0_u64;
    let mut count = 0;
    let mut waiting = vec![(folder.to_path_buf(), 0)];
    while let Some((at, depth)) = waiting.pop() {
        let entries = match fs::read_dir(&at) {
            Ok(entries) => entries,
            Err(_) if depth > 0 => continue,
            Err(_) => return None,
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || count >= MOST {
                continue;
            }
            // Of the entry itself, not of what a link points to.
            let Ok(there) = entry.metadata() else {
                continue;
            };
            if there.is_dir() {
                if depth < DEEPEST {
                    waiting.push((entry.path(), depth + 1));
                }
                continue;
            }
            let wanted = entry.path().extension().is_some_and(|ending| {
                ending.eq_ignore_ascii_case("toml") || ending.eq_ignore_ascii_case("jsonl")
            });
            if !wanted {
                continue;
            }
            count += 1;
            let mut hash = DefaultHasher::new();
            entry.path().hash(&mut hash);
            there.len().hash(&mut hash);
            let written = there.modified().ok();
            written.hash(&mut hash);
            let fresh = written
                .is_none_or(|written| now.duration_since(written).map_or(true, |age| age < FRESH));
            if fresh && let Ok(bytes) = files::read(&entry.path(), LARGEST) {
                bytes.hash(&mut hash);
            }
            // The order of a folder's entries means nothing.
            sum = sum.wrapping_add(hash.finish());
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::RealDisk;

    #[test]
    fn any_change_is_noticed_even_within_the_same_second_and_of_the_same_size() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.toml");
        let now = SystemTime::now();
        let look = || fingerprint(folder.path(), now);
        let empty = look();
        files::save(&RealDisk, &file, b"one").expect("saved");
        let one = look();
        assert_ne!(empty, one);
        assert_eq!(one, look(), "nothing changed");
        let written = fs::metadata(&file)
            .and_then(|there| there.modified())
            .expect("a time");
        files::save(&RealDisk, &file, b"two").expect("saved");
        let touched = fs::File::options().write(true).open(&file).expect("opened");
        touched.set_modified(written).expect("the same time");
        assert_ne!(one, look(), "same size, same time, another text");
        files::save(&RealDisk, &folder.path().join(".hidden.toml"), b"x").expect("saved");
        files::save(&RealDisk, &folder.path().join("notes.txt"), b"x").expect("saved");
        let two = look();
        files::remove(&RealDisk, &file).expect("removed");
        assert_ne!(two, look());
        assert_eq!(fingerprint(&folder.path().join("away"), now), None);
    }
}
