//! What is shared, and what is known of each place after a sync or a look.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::snippet::Layer;
use crate::store::files::shown;
use crate::store::workspace::Workspace;

/// Something that can be shared: the folder of a layer, or the workspace with its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What the officer calls it: `team`, `cases`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is a workspace, with cases, and no library.
    pub cases: bool,
}

/// Returns what a workspace shares.
pub fn places(workspace: &Workspace) -> Vec<Place> {
    let layers = Layer::ALL.into_iter().filter_map(|layer| {
        let folder = workspace.settings.libraries.of(layer)?;
        Some(Place {
            name: layer.word().to_owned(),
            folder: folder.to_path_buf(),
            cases: false,
        })
    });
    let mut places: Vec<Place> = layers.collect();
    if workspace.settings.share_cases {
        places.push(Place {
            name: "cases".to_owned(),
            folder: workspace.root.clone(),
            cases: true,
        });
    }
    places
}

/// How a folder is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A folder that needs no sync: a network drive, or nobody else's.
    Folder,
    /// A clone of a repository.
    Clone,
    /// It is not there.
    Away,
}

/// What is known of a shared folder, or of several in one clone, after a sync or a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// What the officer calls them.
    pub names: Vec<String>,
    /// The folder, or the top of the clone.
    pub folder: String,
    /// How it is shared.
    pub kind: Kind,
    /// When it was synced last; empty if never.
    pub at: String,
    /// Files that were changed here and committed by this sync; after a look, those that wait to be.
    pub changed: usize,
    /// Files that came in.
    pub received: usize,
    /// Commits that the server took.
    pub sent: usize,
    /// Commits that wait for the server.
    pub waiting: usize,
    /// Whether the server could not be reached.
    pub offline: bool,
    /// Conflicts that wait for a decision.
    pub conflicts: usize,
    /// What keeps it from being shared, and what to do.
    pub trouble: Option<String>,
    /// What else there is to know.
    pub remarks: Vec<String>,
}

impl Shared {
    /// Returns a folder of which nothing is known yet but its names.
    pub fn new(names: Vec<String>, folder: &Path, kind: Kind) -> Self {
        Self {
            names,
            folder: shown(folder),
            kind,
            at: String::new(),
            changed: 0,
            received: 0,
            sent: 0,
            waiting: 0,
            offline: false,
            conflicts: 0,
            trouble: None,
            remarks: Vec::new(),
        }
    }

    /// Returns what is said of a place whose disk does not answer.
    pub fn silent(place: &Place) -> Self {
        let mut shared = Self::new(vec![place.name.clone()], &place.folder, Kind::Away);
        shared.trouble = Some(format!(
            "{} does not answer: is the drive away? The work goes on with what was read",
            shown(&place.folder)
        ));
        shared
    }

    /// Returns what is said of a place whose sync did not end in time.
    pub fn late(place: &Place, limit: Duration) -> Self {
        let mut shared = Self::new(vec![place.name.clone()], &place.folder, Kind::Clone);
        let minutes = limit.as_secs().div_ceil(60).max(1);
        let limit = if minutes == 1 {
            "a minute".to_owned()
        } else {
            format!("{minutes} minutes")
        };
        shared.trouble = Some(format!(
            "{}: the sync did not end within {limit}, so it was left. Nothing is lost: what is not shared yet stays here. \
             See whether the server and the drive answer, then sync again",
            shown(&place.folder)
        ));
        shared
    }

    /// Tells whether somebody has to look at it.
    pub fn is_well(&self) -> bool {
        self.trouble.is_none() && self.conflicts == 0
    }
}
