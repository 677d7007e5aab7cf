//! Sharing from a workspace: what git needs of this computer, and the places that are shared.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;

use super::clock;
use super::folders::{self, Places};
use crate::app::effect::Effect;
use crate::app::message::Msg;
use crate::app::sharing::Proposed;
use crate::domain::care::{Version, no_history};
use crate::domain::proposal::{Decision, Proposal, Rights};
use crate::domain::snippet::Layer;
use crate::store::files::{RealDisk, shown};
use crate::store::git::{self, Surroundings};
use crate::store::libraries::Folders;
use crate::store::proposals;
use crate::store::sync::conflicts::{self, Choice, SettleError, Waiting};
use crate::store::sync::{self, Place, Shared, Syncing};
use crate::store::workspace::Workspace;

/// Names another program for git, for an installation that is not on the search path.
const GIT: &str = "SERIATIM_GIT";

/// How long a whole sync may take: a disk or a server that answers a little all the time would keep it going for ever.
const WHOLE: Duration = Duration::from_mins(15);

/// How long a disk may take to say whether a folder is there.
const PATIENCE: Duration = Duration::from_secs(10);

/// The versions of a snippet; or words that say why there are none.
pub type Versions = Result<Vec<Version>, String>;

/// Shares and receives for a workspace. Slow: it talks to disks and servers.
#[derive(Debug, Clone)]
pub struct Sharing {
    places: Vec<Place>,
    state: PathBuf,
    surroundings: Surroundings,
    folders: Folders,
    rights: Rights,
    whole: Duration,
}

impl Sharing {
    /// Prepares sharing for a workspace. Nothing is looked at yet.
    pub fn of(workspace: &Workspace, places: &Places) -> Self {
        let known = git::VARIABLES
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), env::var(name).ok()?)));
        Self {
            places: sync::places(workspace),
            state: places.state.clone(),
            surroundings: Surroundings {
                program: env::var_os(GIT).map_or_else(|| PathBuf::from("git"), PathBuf::from),
                variables: known.collect(),
                who: folders::user(),
            },
            folders: workspace.settings.libraries.clone(),
            rights: workspace.settings.rights.clone(),
            whole: WHOLE,
        }
    }

    /// Shares and receives all. What does not end in time is left behind, and said.
    pub fn sync(&self) -> Vec<Shared> {
        let (places, away) = self.answering();
        let (tell, heard) = channel();
        let (own, there) = (self.clone(), places.clone());
        std::thread::spawn(move || {
            // Nobody listens any more when it took too long.
            let _ = tell.send(own.with(|syncing| syncing.sync(&there)));
        });
        let mut shared = heard.recv_timeout(self.whole).unwrap_or_else(|_| {
            let late = places.iter().map(|place| Shared::late(place, self.whole));
            late.collect()
        });
        shared.extend(away);
        shared
    }

    /// Looks what waits, without talking to a server.
    pub fn look(&self) -> Vec<Shared> {
        let (places, away) = self.answering();
        let mut shared = self.with(|syncing| syncing.look(&places));
        shared.extend(away);
        shared
    }

    /// Returns the conflicts that wait for a decision.
    pub fn conflicts(&self) -> Vec<Waiting> {
        let (places, _) = self.answering();
        self.with(|syncing| syncing.conflicts(&places))
    }

    // The places whose disks answer, and what is to be said of the others. Each is asked in a thread of its own: one that
    // hangs on a share that is gone is left behind, and keeps nothing else.
    fn answering(&self) -> (Vec<Place>, Vec<Shared>) {
        let asked: Vec<_> = self
            .places
            .iter()
            .map(|place| (place, answers(&place.folder)))
            .collect();
        let mut there = Vec::new();
        let mut away = Vec::new();
        for (place, heard) in asked {
            if heard.recv_timeout(PATIENCE).is_ok() {
                there.push(place.clone());
            } else {
                away.push(Shared::silent(place));
            }
        }
        (there, away)
    }

    /// Returns the versions of a snippet of a layer, the latest first; or words for the officer if nobody keeps them.
    ///
    /// # Errors
    /// Words for the officer if the clone or git cannot be used.
    pub fn history(&self, layer: Layer, id: &str) -> Result<Versions, String> {
        let Some(folder) = self.folders.of(layer) else {
            return Ok(Err(
                "It came with the program; what changes in it changes with the program.".to_owned(),
            ));
        };
        if answers(folder).recv_timeout(PATIENCE).is_err() {
            return Err(format!(
                "{} does not answer: is the drive away?",
                shown(folder)
            ));
        }
        let file = folder.join(format!("{id}.toml"));
        match self.with(|syncing| syncing.history(folder, &file)) {
            Ok(Some(versions)) => Ok(Ok(versions)),
            Ok(None) => Ok(Err(no_history(layer.word(), &shown(folder)))),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Writes what was decided about a conflict.
    ///
    /// # Errors
    /// [`SettleError`]; the conflict then still waits.
    pub fn settle(&self, waiting: &Waiting, choices: &[Choice]) -> Result<(), SettleError> {
        conflicts::settle(&RealDisk, waiting, choices)
    }

    /// Does what an effect asks for, and returns what to tell.
    pub fn perform(&self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Sync => Some(Msg::Synced {
                shared: self.sync(),
                conflicts: self.conflicts(),
            }),
            Effect::LookAtSharing => Some(Msg::SharingSeen {
                shared: self.look(),
                conflicts: self.conflicts(),
            }),
            Effect::Settle(decided) => {
                let mut complaint = None;
                for (waiting, choices) in &decided {
                    if let Err(error) = self.settle(waiting, choices) {
                        complaint.get_or_insert(error.to_string());
                    }
                }
                Some(Msg::Settled {
                    complaint,
                    conflicts: self.conflicts(),
                })
            }
            Effect::FindHistory { ticket, id, layer } => {
                let found = self.history(layer, &id).unwrap_or_else(Err);
                Some(Msg::HistoryFound { ticket, found })
            }
            Effect::LoadProposals => Some(Msg::Proposals(self.proposals())),
            Effect::Decide {
                proposal,
                accept,
                word,
            } => {
                let done = self.decide(&proposal, accept, &word);
                Some(Msg::DecisionMade(
                    done.map_err(|error| format!("{error:#}")),
                ))
            }
            _ => None,
        }
    }

    /// Returns the proposals of all layers with the snippets as they are now.
    pub fn proposals(&self) -> Vec<Proposed> {
        let mut found = Vec::new();
        for layer in Layer::ALL {
            let folder = self.folders.of(layer);
            let heard = |folder: &&Path| answers(folder).recv_timeout(PATIENCE).is_ok();
            let Some(folder) = folder.filter(heard) else {
                continue;
            };
            let (proposals, _) = proposals::read_all(layer, folder);
            found.extend(proposals.into_iter().map(|proposal| Proposed {
                now: proposals::now(folder, &proposal.id),
                yours: self.rights.may_change(layer, &self.surroundings.who),
                proposal,
            }));
        }
        found
    }

    // Accepts or declines a proposal. Returns words for it.
    fn decide(&self, proposal: &Proposal, accept: bool, word: &str) -> anyhow::Result<String> {
        let folder = self
            .folders
            .of(proposal.layer)
            .context("the layer has no folder any more")?;
        let decision = Decision {
            by: self.surroundings.who.clone(),
            on: Some(clock::today()),
            word: word.to_owned(),
        };
        if accept {
            proposals::accept(&RealDisk, folder, &self.rights, proposal, &decision)?;
            Ok(format!("{} is what {} proposed", proposal.id, proposal.by))
        } else {
            proposals::decline(&RealDisk, folder, &self.rights, proposal, &decision)?;
            Ok(format!("Declined; {} finds the word with it", proposal.by))
        }
    }

    fn with<T>(&self, work: impl FnOnce(&Syncing<'_>) -> T) -> T {
        work(&Syncing {
            disk: &RealDisk,
            surroundings: &self.surroundings,
            state: &self.state,
            now: &clock::local_moment(),
        })
    }
}

// Something comes back as soon as the disk has said whether the folder is there.
fn answers(folder: &Path) -> Receiver<()> {
    let (tell, heard) = channel();
    let folder = folder.to_path_buf();
    std::thread::spawn(move || {
        let _ = std::fs::read_dir(&folder).map(|mut entries| entries.next().is_some());
        // Nobody listens any more when it took too long.
        let _ = tell.send(());
    });
    heard
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::store::files;

    #[test]
    fn a_sync_that_does_not_end_is_left_and_says_what_to_do() {
        let home = tempfile::tempdir().expect("a folder");
        let clone = home.path().join("team");
        for folder in ["objects", "refs/heads"] {
            files::make_folders(&RealDisk, &clone.join(".git").join(folder)).expect("made");
        }
        let put = |name: &str, text: &str| {
            let path = home.path().join(name);
            files::save(&RealDisk, &path, text.as_bytes()).expect("saved");
            path
        };
        put("team/.git/HEAD", "ref: refs/heads/main\n");
        put("team/.git/config", "");
        let program = put("git", "#!/bin/sh\nsleep 5\n");
        let mode = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(&program, mode).expect("it can be run");
        let sharing = Sharing {
            places: vec![Place {
                name: "team".into(),
                folder: clone,
                cases: false,
            }],
            state: home.path().join("state"),
            surroundings: Surroundings {
                program,
                variables: vec![("PATH".into(), std::env::var("PATH").unwrap_or_default())],
                who: "ann".into(),
            },
            folders: Folders::default(),
            rights: Rights::default(),
            whole: Duration::from_millis(50),
        };
        let shared = sharing.sync();
        let words = shared[0].trouble.as_deref().unwrap_or_default();
        assert!(
            words.contains("did not end within a minute, so it was left. Nothing is lost"),
            "{words}"
        );
        assert!(words.contains("then sync again"), "{words}");
    }
}
