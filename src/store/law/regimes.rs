//! Gathers the regimes: the packs of the program, then those of a workspace, which replace them or build on them.
//!
//! One bad pack is one problem; the others load, and the pack of the program that it would have replaced stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::builtin;
use super::super::files;
use super::super::toml_text::nearest;
use super::calendars;
use super::pack::{Head, error_in_head, read_head, read_pack};
use crate::domain::regime::{Regime, Regimes};

/// The largest file of law that is read.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024;

/// Reads all packs, those of the program and those of a workspace, and the calendars.
///
/// A pack of a workspace replaces the one with the same id. With `extends` it builds on another pack, of the program or
/// of the workspace; one that extends its own id builds on the pack of the program that it replaces.
///
/// Returns what could be read, and what is wrong with the rest.
pub fn regimes(workspace: Option<&Path>) -> (Regimes, Vec<String>) {
    let mut found = BTreeMap::new();
    let mut problems = Vec::new();
    for (path, bytes) in builtin::config_files("regimes") {
        match read_pack(path, bytes, None) {
            Ok(regime) => {
                found.insert(regime.id.clone(), regime);
            }
            Err(error) => problems.push(error.to_string()),
        }
    }
    let folder = workspace.map(|root| root.join("regimes"));
    let own = own_packs(folder.as_deref(), &mut problems);
    if !own.is_empty() {
        layer(own, &mut found, &mut problems);
    }
    let (calendars, more) = calendars::calendars(workspace);
    problems.extend(more);
    let regimes = Regimes::new(found.into_values()).with_calendars(calendars);
    for regime in regimes.iter() {
        if regimes.calendar_of(regime).is_none() {
            problems.push(format!(
                "{}: there is no calendar “{}”, so nothing is due under this regime",
                regime.id, regime.calendar
            ));
        }
    }
    (regimes, problems)
}

/// A pack of the workspace, not yet read beyond its head.
struct Own {
    path: PathBuf,
    bytes: Vec<u8>,
    head: Head,
}

impl Own {
    fn refused(&self, key: &str, what: &str, hint: &str) -> String {
        error_in_head(&self.path, &self.bytes, key, what, hint).to_string()
    }
}

fn own_packs(folder: Option<&Path>, problems: &mut Vec<String>) -> Vec<Own> {
    let mut own: Vec<Own> = Vec::new();
    for path in folder.map(toml_files).unwrap_or_default() {
        let bytes = match files::read(&path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => {
                problems.push(error.to_string());
                continue;
            }
        };
        match read_head(&path, &bytes) {
            Ok(head) => {
                let pack = Own { path, bytes, head };
                match own.iter().find(|other| other.head.id == pack.head.id) {
                    None => own.push(pack),
                    Some(other) => problems.push(pack.refused(
                        "id",
                        "another pack has this id already",
                        &format!(
                            "Look at {} and keep one of the two",
                            files::shown(&other.path)
                        ),
                    )),
                }
            }
            Err(error) => problems.push(error.to_string()),
        }
    }
    own
}

// Reads each pack after the one that it builds on. What is left in the end goes round in a circle.
fn layer(mut waiting: Vec<Own>, found: &mut BTreeMap<String, Regime>, problems: &mut Vec<String>) {
    loop {
        let ids: Vec<String> = waiting.iter().map(|pack| pack.head.id.clone()).collect();
        let is_ready = |pack: &Own| match &pack.head.extends {
            Some(base) => *base == pack.head.id || !ids.contains(base),
            None => true,
        };
        let (ready, rest): (Vec<Own>, Vec<Own>) = waiting.into_iter().partition(is_ready);
        waiting = rest;
        if ready.is_empty() {
            break;
        }
        for pack in ready {
            match read_on_top(&pack, found) {
                Ok(regime) => {
                    found.insert(regime.id.clone(), regime);
                }
                Err(words) => problems.push(words),
            }
        }
    }
    for pack in &waiting {
        let hint = "Follow `extends` from pack to pack and take it out of one of them";
        problems.push(pack.refused(
            "extends",
            "what this pack builds on leads round in a circle",
            hint,
        ));
    }
}

fn read_on_top(pack: &Own, found: &BTreeMap<String, Regime>) -> Result<Regime, String> {
    let base = match &pack.head.extends {
        None => None,
        Some(id) => Some(found.get(id).ok_or_else(|| {
            let known: Vec<&str> = found.keys().map(String::as_str).collect();
            let hint = match nearest(id, &known) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => format!("It takes the id of another pack: {}", known.join(", ")),
            };
            pack.refused(
                "extends",
                "the pack that it builds on is not there, or cannot be read",
                &hint,
            )
        })?),
    };
    read_pack(&pack.path, &pack.bytes, base).map_err(|error| error.to_string())
}

/// Returns the TOML files of a folder by name.
pub(super) fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests;
