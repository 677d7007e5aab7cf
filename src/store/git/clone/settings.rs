//! The settings of a clone, read on a copy so that nothing in them is run.

use std::path::Path;
use std::time::Duration;

use super::super::run::Call;
use super::super::{GitError, Surroundings};
use crate::store::files::{self, Disk};

/// The settings of a clone, as text.
pub(super) struct Settings(Vec<(String, String)>);

impl Settings {
    /// Reads them with git's own reader, from a copy.
    pub(super) fn read(
        disk: &dyn Disk,
        surroundings: &Surroundings,
        private: &Path,
        config: &[u8],
    ) -> Result<Self, GitError> {
        files::make_folders(disk, private)?;
        let copy = private.join("clone-config");
        files::save(disk, &copy, config)?;
        let mut call = Call::new(
            surroundings,
            "read the settings of the clone",
            &[
                "config",
                "--file",
                "clone-config",
                "--no-includes",
                "--list",
                "-z",
            ],
            private,
        );
        // Below no folder can there be a clone whose settings would be heard.
        call.set(
            "GIT_CEILING_DIRECTORIES",
            private.parent().unwrap_or(private),
        );
        call.set("GIT_CONFIG_NOSYSTEM", "1");
        call.set("GIT_CONFIG_GLOBAL", private.join("nowhere"));
        call.set("LC_ALL", "C");
        let out = call.run(Duration::from_secs(20))?;
        let text = String::from_utf8_lossy(&out).into_owned();
        let lines = text.split('\0').filter_map(|line| {
            let (key, value) = line.split_once('\n')?;
            Some((key.to_owned(), value.to_owned()))
        });
        Ok(Self(lines.collect()))
    }

    /// The last one counts, as for git.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(own, _)| own == key)
            .map(|(_, value)| value.as_str())
    }

    /// The names of the servers.
    pub(super) fn remotes(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|(key, _)| key.strip_prefix("remote.")?.strip_suffix(".url"))
            .collect()
    }
}
