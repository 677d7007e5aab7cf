//! The shelf: library and law, read when somebody first asks for them.
//!
//! The first frame does not wait for them; a thread takes them down behind it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::domain::checks::Setting;
use crate::domain::library::Library;
use crate::domain::reading::Reader;
use crate::domain::regime::Regimes;
use crate::domain::rules::Rules;
use crate::store::libraries::Folders;
use crate::store::{law, libraries, synonyms};

/// Library and law of a workspace.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    folders: Folders,
    library: OnceLock<Arc<Library>>,
    law: OnceLock<(Arc<Regimes>, Vec<String>)>,
    settings: BTreeMap<String, Setting>,
    rules: OnceLock<Arc<Rules>>,
}

impl Shelf {
    /// Makes a shelf for a workspace; nothing is read yet.
    pub fn new(root: PathBuf, folders: Folders, settings: BTreeMap<String, Setting>) -> Self {
        Self {
            root,
            folders,
            library: OnceLock::new(),
            law: OnceLock::new(),
            settings,
            rules: OnceLock::new(),
        }
    }

    /// Returns the snippets of all layers.
    pub fn library(&self) -> &Arc<Library> {
        self.library.get_or_init(|| self.library_again())
    }

    /// Reads the snippets of all layers again: one of them has just been written.
    pub fn library_again(&self) -> Arc<Library> {
        let (synonyms, problems) = synonyms::load(Some(&self.root));
        Arc::new(libraries::load(&self.folders).with_synonyms(synonyms, problems))
    }

    /// Returns the regimes.
    pub fn regimes(&self) -> &Arc<Regimes> {
        &self.law().0
    }

    /// Returns what is wrong with regime packs, if anything.
    pub fn law_problems(&self) -> &[String] {
        &self.law().1
    }

    /// Returns what letters are read and checked by.
    pub fn rules(&self) -> &Arc<Rules> {
        self.rules.get_or_init(|| {
            // The files are the program's own; a test reads each of them.
            let (checks, _) = law::checks(Some(self.settings.clone()));
            Arc::new(Rules {
                reader: Reader {
                    book: law::phrasebook().unwrap_or_default(),
                    regimes: Arc::clone(self.regimes()),
                },
                repealed: law::repealed().unwrap_or_default(),
                checks,
            })
        })
    }

    fn law(&self) -> &(Arc<Regimes>, Vec<String>) {
        self.law.get_or_init(|| {
            let (regimes, problems) = law::regimes(Some(&self.root));
            (Arc::new(regimes), problems)
        })
    }
}
