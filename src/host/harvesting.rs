//! Reads past letters, many at a time, and gathers what the archive keeps of them.

use std::path::{Path, PathBuf};
use std::thread;

use super::shelf::Shelf;
use crate::app::harvest::{Harvested, PastLetters};
use crate::domain::harvest::alike::alike;
use crate::domain::harvest::filing::{Filed, ReadWith, file_away};
use crate::domain::harvest::gathering::{Gathering, letter_key};
use crate::store::files;
use crate::store::intake;
use crate::store::letters;
use crate::text::clean::clean;

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

/// Reads what the officer named or pasted, and finds what is nearly the same in it. `progress` hears how many letters
/// of how many are done, and says whether to go on.
///
/// # Errors
/// Words for the officer if there is no letter to read.
pub fn for_the_screen(
    shelf: &Shelf,
    regime: &str,
    from: &PastLetters,
    mut progress: impl FnMut(usize, usize) -> bool,
) -> Result<Harvested, String> {
    let rules = shelf.rules();
    let with = ReadWith {
        regimes: &rules.reader.regimes,
        book: &rules.reader.book,
        regime,
    };
    let mut all = Gathering::default();
    let mut remarks = Vec::new();
    let mut stopped = None;
    match from {
        PastLetters::Text(text) => {
            let (text, _) = clean(text);
            all.take("the pasted letter", file_away(&text, "", with));
        }
        PastLetters::Path(path) => {
            let path = expanded(path);
            if !path.exists() {
                return Err(format!(
                    "{}: there is no such file or folder",
                    files::shown(&path)
                ));
            }
            let letters = letters::list(std::slice::from_ref(&path));
            for (folder, words) in &letters.unread {
                remarks.push(format!("{}: {words}", files::shown(folder)));
            }
            if letters.files.is_empty() {
                return Err(format!(
                    "{}: there is no letter in this folder",
                    files::shown(&path)
                ));
            }
            let of = letters.files.len();
            progress(0, of);
            let read = harvest_letters(&letters.files, with, &mut all, |_, done| {
                if done < of && !progress(done, of) {
                    stopped = Some(format!("Stopped after {done} of {of} letters"));
                    anyhow::bail!("stopped");
                }
                Ok(())
            });
            read.or_else(|error| match stopped {
                Some(_) => Ok(()),
                None => Err(format!("{error:#}")),
            })?;
            if stopped.is_none() {
                progress(of, of);
            }
        }
    }
    remarks.extend(all.unread.iter().map(|(_, words)| words.clone()));
    if all.counts.letters == 0 {
        return Err(remarks
            .into_iter()
            .next()
            .unwrap_or_else(|| "there is no letter".to_owned()));
    }
    let same = all.same.iter();
    remarks.extend(same.map(|(name, first)| format!("{name}: the same letter as {first}")));
    let unclear = all.unclear.iter();
    remarks
        .extend(unclear.map(|(name, one)| format!("{name}:{}: {}", one.line, one.doubt.words())));
    let answers = all.hand_over();
    Ok(Harvested {
        alike: alike(&answers),
        answers,
        regime: regime.to_owned(),
        counts: all.counts,
        remarks,
        stopped,
    })
}

/// Returns a path with "~/" as a shell has it.
pub(super) fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
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
