//! `sync`: shares and receives libraries, and cases where they are shared; lists and settles conflicts.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use serde::Serialize;

use super::args::Sync;
use super::{out, verdict};
use crate::host::sharing::Sharing;
use crate::host::start::Start;
use crate::store::sync::conflicts::{Choice, Waiting};
use crate::store::sync::merge_toml::Part;
use crate::store::sync::{Kind, Shared};
use crate::text::clean::clean;

#[derive(Serialize)]
struct Json<'a> {
    shared: &'a [Shared],
    conflicts: Vec<ConflictJson<'a>>,
}

#[derive(Serialize)]
struct ConflictJson<'a> {
    id: &'a str,
    names: &'a [String],
    file: String,
    at: &'a str,
    parts: &'a [Part],
}

fn json_of(waiting: &Waiting) -> ConflictJson<'_> {
    ConflictJson {
        id: &waiting.id,
        names: &waiting.names,
        file: crate::store::files::shown(&waiting.file()),
        at: &waiting.at,
        parts: &waiting.parts,
    }
}

pub(super) fn perform(start: &Start, call: &Sync) -> anyhow::Result<ExitCode> {
    let sharing = start.sharing();
    if !call.settle.is_empty() {
        return settle(&sharing, &call.settle);
    }
    let shared = if call.conflicts {
        Vec::new()
    } else if call.look {
        sharing.look()
    } else {
        sharing.sync()
    };
    let conflicts = sharing.conflicts();
    if call.json {
        let json = Json {
            shared: &shared,
            conflicts: conflicts.iter().map(json_of).collect(),
        };
        let text = serde_json::to_string(&json).context("writing JSON")?;
        out(&format!("{text}\n"))?;
    } else if call.conflicts {
        let told: String = conflicts.iter().map(in_full).collect();
        out(if told.is_empty() {
            "No conflict waits.\n"
        } else {
            &told
        })?;
    } else {
        let told: String = shared
            .iter()
            .map(|shared| in_words(shared, call.look))
            .collect();
        out(if told.is_empty() {
            "Nothing is shared here: name a folder under [libraries] in seriatim.toml.\n"
        } else {
            &told
        })?;
        for waiting in &conflicts {
            out(&format!("conflict: {} ({})\n", waiting.id, places(waiting)))?;
        }
        if !conflicts.is_empty() {
            out(
                "Both changed the same places. Theirs stands meanwhile, yours is kept. Settle them in the workbench, or:\n  \
                 seriatim sync --conflicts\n  seriatim sync --settle ID=mine     (or ID=theirs)\n",
            )?;
        }
    }
    let well = conflicts.is_empty() && shared.iter().all(Shared::is_well);
    Ok(verdict(well))
}

fn settle(sharing: &Sharing, wanted: &[String]) -> anyhow::Result<ExitCode> {
    for word in wanted {
        let (id, choice) = word
            .rsplit_once('=')
            .and_then(|(id, choice)| {
                let choice = match choice {
                    "mine" => Choice::Mine,
                    "theirs" => Choice::Theirs,
                    _ => return None,
                };
                Some((id, choice))
            })
            .ok_or_else(|| {
                anyhow!(
                    "“{}” does not say what is decided; write ID=mine or ID=theirs",
                    &*clean(word).0
                )
            })?;
        let conflicts = sharing.conflicts();
        let Some(waiting) = conflicts.iter().find(|waiting| waiting.id == id) else {
            bail!(
                "no conflict “{}” waits; seriatim sync --conflicts lists them",
                &*clean(id).0
            );
        };
        let choices = vec![choice; waiting.parts.len()];
        sharing.settle(waiting, &choices)?;
        out(&format!("{id}: settled. seriatim sync shares it.\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// Returns what came of a sync in words, a line and its remarks.
pub(super) fn in_words(shared: &Shared, look: bool) -> String {
    let names = shared.names.join(", ");
    let mut text = String::new();
    let what = match shared.kind {
        Kind::Folder => "a folder that needs no sync: whoever sees it sees every change".to_owned(),
        Kind::Away => "away".to_owned(),
        Kind::Clone if look => format!(
            "{} changed here, {} to send",
            files(shared.changed),
            commits(shared.waiting)
        ),
        Kind::Clone => {
            let mut parts = Vec::new();
            if shared.changed > 0 {
                parts.push(format!("{} committed", files(shared.changed)));
            }
            if shared.received > 0 {
                parts.push(format!("{} received", files(shared.received)));
            }
            if shared.sent > 0 {
                parts.push("sent".to_owned());
            }
            if shared.offline {
                parts.push(format!("offline, {} to send", commits(shared.waiting)));
            }
            if parts.is_empty() {
                parts.push(
                    if shared.trouble.is_some() {
                        "not synced"
                    } else {
                        "up to date"
                    }
                    .to_owned(),
                );
            }
            parts.join(", ")
        }
    };
    let _ = writeln!(text, "{names}: {what} ({})", shared.folder);
    for words in shared.trouble.iter().chain(&shared.remarks) {
        let _ = writeln!(text, "  {}", &*clean(words).0);
    }
    text
}

fn commits(count: usize) -> String {
    match count {
        0 => "nothing".to_owned(),
        1 => "1 commit".to_owned(),
        count => format!("{count} commits"),
    }
}

fn places(waiting: &Waiting) -> String {
    let keys: Vec<&str> = waiting
        .parts
        .iter()
        .map(|part| {
            if part.key.is_empty() {
                "the whole file"
            } else {
                part.key.as_str()
            }
        })
        .collect();
    keys.join(", ")
}

fn in_full(waiting: &Waiting) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} ({}), since {}",
        waiting.id,
        waiting.names.join(", "),
        waiting.at
    );
    for part in &waiting.parts {
        let name = if part.key.is_empty() {
            "the whole file"
        } else {
            &part.key
        };
        let sides = [
            ("yours", &part.mine),
            ("theirs", &part.theirs),
            ("before", &part.base),
        ];
        for (side, words) in sides {
            let _ = writeln!(text, "  {name}, {side}:");
            match words {
                Some(words) => {
                    for line in clean(words).0.lines() {
                        let _ = writeln!(text, "    | {line}");
                    }
                }
                None if side == "before" => text.push_str("    (not there)\n"),
                None => text.push_str("    (deleted)\n"),
            }
        }
    }
    text
}
