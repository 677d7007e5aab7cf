//! Gathers what the program needs to start: the workspace, its settings, the library, the law, the surroundings.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use tempfile::TempDir;

use super::clipboard::{ClipboardChoice, Surroundings};
use super::desk_work::DeskWork;
use super::folders::{self, Places};
use super::library_work::LibraryWork;
use super::searcher::ArchivePlaces;
use super::sharing::Sharing;
use super::shelf::Shelf;
use crate::app::keymap::Keymap;
use crate::app::model::{Settings, Theme};
use crate::domain::snippet::Layer;
use crate::store::archive::{Archive, ArchiveError, Followed};
use crate::store::files::{self, RealDisk};
use crate::store::libraries::Folders;
use crate::store::workspace::{SETTINGS, Workspace};
use crate::store::{builtin, contribution, keys, law, make_up};

/// Everything the program starts with.
#[derive(Debug)]
pub struct Start {
    /// The workspace.
    pub workspace: Workspace,
    /// The folders of this user.
    pub places: Places,
    /// The settings of the workbench.
    pub settings: Settings,
    /// Library and law, read when they are asked for.
    pub shelf: Arc<Shelf>,
    /// The way to the clipboard.
    pub clipboard: ClipboardChoice,
    /// What decides the way.
    pub surroundings: Surroundings,
    /// What is wrong with the files that say what letters are made of; the program's own are used instead.
    pub letter_problems: Vec<String>,
    // A throw-away workspace goes with the program.
    throw_away: Option<TempDir>,
}

/// Finds the workspace: the one asked for, the one around the present folder, else the user's own, made on first use.
///
/// # Errors
/// If its settings cannot be used, or it cannot be made.
pub fn workspace(asked: Option<&Path>, places: &Places) -> anyhow::Result<Workspace> {
    if let Some(root) = asked {
        let there = root.join(SETTINGS).is_file();
        if !there {
            return Err(anyhow!(
                "{}: there is no {SETTINGS} here; make a workspace with: seriatim init",
                root.display()
            ));
        }
        return Ok(Workspace::open(root)?);
    }
    let here = env::current_dir().context("finding the present folder")?;
    match Workspace::find(&here, &places.data)? {
        Some(found) => Ok(found),
        None => Ok(Workspace::init(&RealDisk, &places.data)?),
    }
}

/// As [`workspace`], but makes none.
///
/// # Errors
/// If its settings cannot be used, or the one asked for is not there.
pub fn existing(asked: Option<&Path>, places: &Places) -> anyhow::Result<Option<Workspace>> {
    if asked.is_some() {
        return workspace(asked, places).map(Some);
    }
    let here = env::current_dir().context("finding the present folder")?;
    Ok(Workspace::find(&here, &places.data)?)
}

impl Start {
    /// Gathers everything for a workspace.
    ///
    /// # Errors
    /// If the data that the program carries cannot be read, which a test rules out.
    pub fn on(workspace: Workspace, places: Places) -> anyhow::Result<Self> {
        let shelf = Arc::new(Shelf::new(
            workspace.root.clone(),
            workspace.settings.libraries.clone(),
            workspace.settings.checks.clone(),
        ));
        let regulators = law::regulators().map_err(|words| anyhow!(words))?;
        let (keymap, mut problems) = keymap(&workspace, &places);
        let (slip, problem) = contribution::load(&workspace.root);
        problems.extend(problem);
        let (letters, wrong) = make_up::load(&workspace.root);
        problems.extend(wrong.iter().cloned());
        let own = &workspace.settings;
        let settings = Settings {
            authority: own.authority.clone(),
            regulators,
            composing: Arc::new(law::composing().map_err(|words| anyhow!(words))?),
            slip: Arc::new(slip),
            sign_off: Arc::new(own.sign_off.clone()),
            letters: Arc::new(letters),
            sharing: own.sharing,
            archive_sent: own.archive_sent,
            theme: theme(&own.theme),
            ascii: own.ascii,
            mouse: own.mouse,
            keymap,
            greeting: problems.into_iter().next(),
            demo: false,
            layers: layers(&own.libraries),
        };
        let clipboard = ClipboardChoice::from(own.clipboard.as_str());
        let surroundings = Surroundings::of_this_process(places.state.clone());
        Ok(Self {
            workspace,
            places,
            settings,
            shelf,
            clipboard,
            surroundings,
            letter_problems: wrong,
            throw_away: None,
        })
    }

    /// Gathers everything for a throw-away workspace with the sample authority.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn demo() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("seriatim-demo-")
            .tempdir()
            .context("making a throw-away folder")?;
        let root = folder.path().join("workspace");
        // The library of the team, into which a snippet can be written.
        files::make_folders(&RealDisk, &root.join("snippets"))?;
        let settings = builtin::config("demo/seriatim.toml").unwrap_or_default();
        files::save(&RealDisk, &root.join(SETTINGS), settings.as_bytes())?;
        let places = Places {
            config: folder.path().join("config"),
            data: root.clone(),
            state: folder.path().join("state"),
        };
        let mut start = Self::on(Workspace::open(&root)?, places)?;
        start.settings.demo = true;
        start.throw_away = Some(folder);
        Ok(start)
    }

    /// Returns the worker for the cases on disk.
    pub fn desk_work(&self) -> DeskWork {
        DeskWork::new(
            self.workspace.clone(),
            self.places.state.clone(),
            folders::user(),
            self.settings.clone(),
            Arc::clone(&self.shelf),
        )
    }

    /// Returns the worker that shares and receives.
    pub fn sharing(&self) -> Sharing {
        Sharing::of(&self.workspace, &self.places)
    }

    /// Returns the worker that looks through cases for uses of snippets.
    pub fn library_work(&self) -> LibraryWork {
        LibraryWork::new(
            self.workspace.clone(),
            self.places.state.clone(),
            Arc::clone(&self.shelf),
        )
    }

    /// Returns where the archive of past answers is.
    pub fn archive_places(&self) -> ArchivePlaces {
        ArchivePlaces {
            workspace: self.workspace.root.clone(),
            state: self.places.state.clone(),
        }
    }

    /// Opens the archive of past answers. `progress` hears how many of its bytes are indexed, of how many.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn archive(
        &self,
        progress: impl FnMut(usize, usize),
    ) -> Result<(Archive, Followed), ArchiveError> {
        Archive::open(&self.workspace.root, &self.places.state, progress)
    }

    /// Returns the folder of a throw-away workspace.
    pub fn throw_away(&self) -> Option<&Path> {
        self.throw_away.as_ref().map(TempDir::path)
    }
}

/// Returns the sample request of the demonstration.
pub fn sample_request() -> &'static str {
    builtin::config("demo/request.txt").unwrap_or_default()
}

// Built-in keys, then the officer's, then the workspace's: a later line replaces an earlier one.
fn keymap(workspace: &Workspace, places: &Places) -> (Keymap, Vec<String>) {
    let mut problems = Vec::new();
    let mut lines = keys::built_in();
    let files: [PathBuf; 2] = [
        places.config.join("keys.toml"),
        workspace.root.join("keys.toml"),
    ];
    for file in files {
        match keys::of_file(&file) {
            Ok(own) => lines.extend(own),
            Err(words) => problems.push(words),
        }
    }
    let (keymap, bad) = Keymap::build(
        lines
            .iter()
            .map(|(command, keys)| (command.as_str(), keys.clone())),
    );
    problems.extend(
        bad.into_iter()
            .map(|problem| format!("keys.toml: {problem}")),
    );
    (keymap, problems)
}

// The layers that snippets can go to.
fn layers(folders: &Folders) -> Vec<Layer> {
    let all = Layer::ALL.into_iter();
    all.filter(|layer| folders.of(*layer).is_some()).collect()
}

fn theme(setting: &str) -> Theme {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match setting {
        _ if no_color => Theme::Plain,
        "dark" => Theme::Dark,
        "light" => Theme::Light,
        "high-contrast" => Theme::HighContrast,
        "plain" => Theme::Plain,
        // rxvt, Konsole and others say which colours they use: the last number is the background.
        _ => match env::var("COLORFGBG")
            .ok()
            .and_then(|colours| colours.rsplit(';').next()?.parse::<u8>().ok())
        {
            Some(7 | 15) => Theme::Light,
            _ => Theme::Dark,
        },
    }
}
