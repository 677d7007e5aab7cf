//! The shelf: library and law, read when somebody first asks for them.
//!
//! The first frame does not wait for them; a thread takes them down behind it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::domain::library::Library;
use crate::domain::regime::Regimes;
use crate::store::libraries::Folders;
use crate::store::{law, libraries, synonyms};

/// Library and law of a workspace.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    folders: Folders,
    library: OnceLock<Arc<Library>>,
    law: OnceLock<(Arc<Regimes>, Vec<String>)>,
}

impl Shelf {
    /// Makes a shelf for a workspace; nothing is read yet.
    pub fn new(root: PathBuf, folders: Folders) -> Self {
        Self {
            root,
            folders,
            library: OnceLock::new(),
            law: OnceLock::new(),
        }
    }

    /// Returns the snippets of all layers.
    pub fn library(&self) -> &Arc<Library> {
        self.library.get_or_init(|| {
            let (synonyms, problems) = synonyms::load(Some(&self.root));
            Arc::new(libraries::load(&self.folders).with_synonyms(synonyms, problems))
        })
    }

    /// Returns the regimes.
    pub fn regimes(&self) -> &Arc<Regimes> {
        &self.law().0
    }

    /// Returns what is wrong with regime packs, if anything.
    pub fn law_problems(&self) -> &[String] {
        &self.law().1
    }

    fn law(&self) -> &(Arc<Regimes>, Vec<String>) {
        self.law.get_or_init(|| {
            let (regimes, problems) = law::regimes(Some(&self.root));
            (Arc::new(regimes), problems)
        })
    }
}
