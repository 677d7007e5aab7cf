//! Reads past letters, many at a time, and gathers what the archive keeps of them.

use std::path::{Path, PathBuf};
use std::thread;

use crate::domain::harvest::filing::{Filed, ReadWith, file_away};
use crate::domain::harvest::gathering::{Gathering, letter_key};
use crate::store::files;
use crate::store::intake;

/// How many letters are in memory at once.
const AT_ONCE: usize = 64;
/// No more than this many read at the same time.
const MOST_READERS: usize = 8;

/// A letter that was read, or why it could not be.
type Read = Result<(u64, Filed), String>;

/// Reads letters in their order. `took` hears after each handful what there is so far, and how many letters are done.
///
/// # Errors
/// What `took` refuses; a letter that cannot be read is told among what was gathered.
pub fn harvest_letters(
    files: &[PathBuf],
    with: ReadWith<'_>,
    all: &mut Gathering,
    mut took: impl FnMut(&mut Gathering, usize) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let readers = thread::available_parallelism().map_or(1, |own| own.get().min(MOST_READERS));
    let mut done = 0;
    for handful in files.chunks(AT_ONCE) {
        let share = handful.len().div_ceil(readers);
        let read: Vec<Vec<Read>> = thread::scope(|scope| {
            let shares: Vec<_> = handful
                .chunks(share.max(1))
                .map(|files| {
                    scope.spawn(move || files.iter().map(|file| letter(file, with)).collect())
                })
                .collect();
            shares
                .into_iter()
                .map(|share| share.join().unwrap_or_default())
                .collect()
        });
        for (file, read) in handful.iter().zip(read.into_iter().flatten()) {
            let name = files::shown(file);
            match read {
                Ok((key, filed)) => {
                    if all.is_new(key, &name) {
                        all.take(&name, filed);
                    }
                }
                Err(words) => all.unread.push((name, words)),
            }
        }
        done += handful.len();
        took(all, done)?;
    }
    Ok(())
}

fn letter(file: &Path, with: ReadWith<'_>) -> Read {
    let letter = intake::from_file(file).map_err(|error| error.to_string())?;
    let name = file.file_name().unwrap_or_default();
    let source = files::shown(Path::new(name));
    Ok((
        letter_key(&letter.text),
        file_away(&letter.text, &source, with),
    ))
}
