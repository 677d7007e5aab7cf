//! Watches the folders of the library while the workbench runs: what others change appears without a restart.
//!
//! Each folder has a thread of its own, which alone touches it: when a share hangs, that thread hangs with it, the
//! work goes on with what was read, and that is said. Shares tell no program of changes by others, so it looks every
//! two seconds, and more seldom where looking takes long.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use super::shelf::Shelf;
use crate::app::message::Msg;
use crate::domain::snippet::Layer;
use crate::store::libraries::fingerprint::fingerprint;
use crate::store::libraries::{self, LayerRead};

/// How often a folder is looked at.
const EVERY: Duration = Duration::from_secs(2);
/// How long changes must be over before they are read: a checkout writes many files.
const SETTLED: Duration = Duration::from_millis(250);
/// After how long without an answer a folder counts as away.
const PATIENCE: Duration = Duration::from_secs(12);

// What a thread that looks at a folder has to tell.
enum Seen {
    Looking(Layer),
    Same(Layer),
    Changed(Layer, Box<LayerRead>),
    Gone(Layer),
    Words,
}

/// Watches the folders of a shelf until `tell` says that nobody listens any more.
pub fn watch(shelf: Arc<Shelf>, tell: impl Fn(Msg) -> bool + Send + 'static) {
    std::thread::spawn(move || {
        let (report, reports) = channel();
        let mut layers: BTreeMap<Layer, Watched> = BTreeMap::new();
        for layer in Layer::ALL {
            if let Some(folder) = shelf.folders().of(layer) {
                layers.insert(layer, Watched::default());
                look_at_layer(
                    layer,
                    folder.to_path_buf(),
                    shelf.seen(layer),
                    report.clone(),
                );
            }
        }
        look_at_words(shelf.root().join("synonyms.toml"), report);
        loop {
            let seen = match reports.recv_timeout(EVERY) {
                Ok(seen) => Some(seen),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut messages: Vec<Msg> = seen
                .and_then(|seen| take(&shelf, &mut layers, seen))
                .into_iter()
                .collect();
            messages.extend(overdue(&shelf, &mut layers));
            if !messages.into_iter().all(&tell) {
                return;
            }
        }
    });
}

#[derive(Debug, Default)]
struct Watched {
    since: Option<Instant>,
    away: bool,
}

fn take(shelf: &Shelf, layers: &mut BTreeMap<Layer, Watched>, seen: Seen) -> Option<Msg> {
    let mut here = |layer: Layer, since: Option<Instant>| {
        let watched = layers.entry(layer).or_default();
        watched.since = since;
        since.is_none() && std::mem::take(&mut watched.away)
    };
    match seen {
        Seen::Looking(layer) => {
            here(layer, Some(Instant::now()));
            None
        }
        Seen::Same(layer) => here(layer, None).then(|| {
            Msg::Notice(format!(
                "The folder of the {} library is back",
                layer.word()
            ))
        }),
        Seen::Changed(layer, read) => {
            here(layer, None);
            let (library, words) = shelf.take(layer, *read)?;
            Some(Msg::LibraryChanged { library, words })
        }
        Seen::Gone(layer) => {
            let watched = layers.entry(layer).or_default();
            watched.since = None;
            (!std::mem::replace(&mut watched.away, true)).then(|| away(shelf, layer, "is away"))
        }
        Seen::Words => Some(Msg::LibraryChanged {
            library: shelf.take_words(),
            words: "The words that mean the same (synonyms.toml) were read again".into(),
        }),
    }
}

// Folders that have not answered for long, each told once.
fn overdue(shelf: &Shelf, layers: &mut BTreeMap<Layer, Watched>) -> Vec<Msg> {
    let late = layers.iter_mut().filter(|(_, watched)| {
        !watched.away
            && watched
                .since
                .is_some_and(|since| since.elapsed() > PATIENCE)
    });
    late.map(|(layer, watched)| {
        watched.away = true;
        away(shelf, *layer, "does not answer")
    })
    .collect()
}

fn away(shelf: &Shelf, layer: Layer, what: &str) -> Msg {
    let folder = shelf
        .folders()
        .of(layer)
        .map(crate::store::files::shown)
        .unwrap_or_default();
    Msg::Notice(format!(
        "The folder of the {} library {what}: the work goes on with what was read ({folder})",
        layer.word()
    ))
}

fn look_at_layer(layer: Layer, folder: PathBuf, read: Option<u64>, report: Sender<Seen>) {
    std::thread::spawn(move || {
        let mut known = read;
        let mut there = read.is_some();
        loop {
            if report.send(Seen::Looking(layer)).is_err() {
                return;
            }
            let begun = Instant::now();
            let seen = match look(&folder) {
                // A folder that was never there is an empty layer, and no news.
                None if !there => Seen::Same(layer),
                None => Seen::Gone(layer),
                Some(now) if there && known == Some(now) => Seen::Same(layer),
                Some(_) => {
                    known = settled(&folder);
                    there = true;
                    match libraries::read_layer(layer, Some(&folder)) {
                        Some(read) => Seen::Changed(layer, Box::new(read)),
                        None => Seen::Gone(layer),
                    }
                }
            };
            if report.send(seen).is_err() {
                return;
            }
            // A share on which a look takes long is not kept busy with it.
            std::thread::sleep(EVERY.max(begun.elapsed() * 20));
        }
    });
}

fn look(folder: &Path) -> Option<u64> {
    fingerprint(folder, SystemTime::now())
}

// Waits until a checkout or a copy is over, but not for ever.
fn settled(folder: &Path) -> Option<u64> {
    let mut last = look(folder);
    for _ in 0..20 {
        std::thread::sleep(SETTLED);
        let now = look(folder);
        if now == last {
            break;
        }
        last = now;
    }
    last
}

fn look_at_words(file: PathBuf, report: Sender<Seen>) {
    std::thread::spawn(move || {
        let stamp = || {
            std::fs::symlink_metadata(&file)
                .ok()
                .map(|there| (there.len(), there.modified().ok()))
        };
        let mut known = stamp();
        loop {
            std::thread::sleep(EVERY);
            let now = stamp();
            if now != known {
                known = now;
                if report.send(Seen::Words).is_err() {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::files::{self, RealDisk};
    use crate::store::law::CheckSettings;
    use crate::store::libraries::Folders;

    fn put(folder: &Path, name: &str, title: &str) {
        let text = format!("title = \"{title}\"\nbody = \"Text.\"\n");
        files::save(&RealDisk, &folder.join(name), text.as_bytes()).expect("saved");
    }

    #[test]
    fn a_folder_that_hangs_is_told_once_and_the_work_goes_on_with_what_was_read() {
        let root = tempfile::tempdir().expect("a folder");
        let team = root.path().join("team");
        files::make_folders(&RealDisk, &team).expect("made");
        put(&team, "a.toml", "First");
        let folders = Folders {
            team: Some(team),
            ..Folders::default()
        };
        let shelf = Shelf::new(root.path().into(), folders, CheckSettings::default());
        let mut layers = BTreeMap::from([(Layer::Team, Watched::default())]);
        assert!(take(&shelf, &mut layers, Seen::Looking(Layer::Team)).is_none());
        assert!(overdue(&shelf, &mut layers).is_empty(), "it is given time");
        let long_ago = Instant::now().checked_sub(PATIENCE + EVERY);
        layers.entry(Layer::Team).or_default().since = long_ago;
        let told = overdue(&shelf, &mut layers);
        let [Msg::Notice(words)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert!(
            words.starts_with(
                "The folder of the team library does not answer: the work goes on with what was read"
            ),
            "{words}"
        );
        assert!(overdue(&shelf, &mut layers).is_empty(), "once is enough");
        assert!(shelf.library().get("a").is_some());
        let back = take(&shelf, &mut layers, Seen::Same(Layer::Team));
        assert!(
            matches!(&back, Some(Msg::Notice(words)) if words.ends_with("is back")),
            "{back:?}"
        );
    }

    #[test]
    fn what_others_change_is_told_and_a_folder_that_goes_away_keeps_what_was_read() {
        let root = tempfile::tempdir().expect("a folder");
        let team = root.path().join("team");
        files::make_folders(&RealDisk, &team).expect("made");
        put(&team, "a.toml", "First");
        let folders = Folders {
            team: Some(team.clone()),
            ..Folders::default()
        };
        let shelf = Arc::new(Shelf::new(
            root.path().into(),
            folders,
            CheckSettings::default(),
        ));
        assert!(shelf.library().get("a").is_some());
        let (tell, told) = channel();
        watch(Arc::clone(&shelf), move |msg| tell.send(msg).is_ok());
        let next = |wanted: &str| {
            let end = Instant::now() + Duration::from_mins(1);
            while let Ok(msg) = told.recv_timeout(end.saturating_duration_since(Instant::now())) {
                let words = match &msg {
                    Msg::LibraryChanged { words, .. } | Msg::Notice(words) => words.clone(),
                    other => panic!("{other:?}"),
                };
                if words.contains(wanted) {
                    return msg;
                }
            }
            panic!("“{wanted}” was not told");
        };
        put(&team, "b.toml", "Second");
        let Msg::LibraryChanged { library, .. } = next("1 new") else {
            panic!("the library comes with it");
        };
        assert!(library.get("b").is_some() && library.get("a").is_some());
        put(&team, "a.toml", "First, mended");
        next("1 changed");
        assert_eq!(
            shelf
                .library()
                .get("a")
                .map(|snippet| snippet.title.clone())
                .as_deref(),
            Some("First, mended")
        );

        let away = root.path().join("away");
        fs::rename(&team, &away).expect("moved");
        next("is away: the work goes on with what was read");
        assert!(shelf.library().get("a").is_some(), "nothing is taken away");
        fs::rename(&away, &team).expect("moved back");
        next("is back");
        files::save(
            &RealDisk,
            &root.path().join("synonyms.toml"),
            b"synonyms = [[\"bin\", \"barrel\"]]\n",
        )
        .expect("saved");
        next("synonyms.toml");
    }
}
