//! Taking answers out of the archive: one by one, or because newer ones take their place.

use std::collections::HashSet;

use super::{Archive, ArchiveError, index_error, read_error, segments};
use crate::store::files::{self, Disk};

impl Archive {
    /// Removes an answer. `false` if there is none with this id.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remove(&mut self, disk: &dyn Disk, id: &str) -> Result<bool, ArchiveError> {
        Ok(self.remove_all(disk, &[id])? > 0)
    }

    /// Removes the answers with these ids. Returns how many there were.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remove_all(&mut self, disk: &dyn Disk, ids: &[&str]) -> Result<usize, ArchiveError> {
        let gone = self.drop_from(disk, ids, &[])?;
        self.follow(|_, _| {})?;
        Ok(gone)
    }

    // Drops answers from the files in which the index knows them, except from these.
    pub(super) fn drop_from(
        &self,
        disk: &dyn Disk,
        ids: &[&str],
        except: &[String],
    ) -> Result<usize, ArchiveError> {
        let searcher = self.index.searcher();
        if searcher.num_docs() == 0 {
            return Ok(0);
        }
        let mut names: HashSet<&str> = HashSet::new();
        for id in ids {
            let places = self
                .index
                .find(&searcher, id)
                .map_err(|error| index_error(&error, &self.cache))?;
            names.extend(
                places
                    .iter()
                    .filter_map(|place| self.index.file(place.file)),
            );
        }
        let goes: HashSet<&str> = ids.iter().copied().collect();
        self.rewrite(
            disk,
            |name| names.contains(name) && except.iter().all(|own| own != name),
            |_, id| goes.contains(id),
        )
    }

    // Writes the files anew without the answers that are to go. Returns how many went.
    pub(super) fn rewrite(
        &self,
        disk: &dyn Disk,
        looked_at: impl Fn(&str) -> bool,
        goes: impl Fn(&str, &str) -> bool,
    ) -> Result<usize, ArchiveError> {
        let files =
            segments::list(&self.folder).map_err(|error| read_error(&self.folder, error))?;
        let mut gone = 0;
        for file in files.into_iter().filter(|file| looked_at(&file.name)) {
            let path = self.folder.join(&file.name);
            let mut kept = Vec::new();
            let mut here = 0;
            segments::each_line(&path, |line| {
                let id = segments::parse(&line.bytes).map(|answer| answer.id);
                if id.is_some_and(|id| goes(&file.name, &id)) {
                    here += 1;
                } else {
                    kept.extend_from_slice(&line.bytes);
                    kept.push(b'\n');
                }
            })
            .map_err(|error| read_error(&path, error))?;
            if here > 0 && kept.is_empty() {
                files::remove(disk, &path)?;
            } else if here > 0 {
                files::save(disk, &path, &kept)?;
            }
            gone += here;
        }
        Ok(gone)
    }
}
