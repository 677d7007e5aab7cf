//! A workspace: a folder with `seriatim.toml`, its cases, its library.

mod settings;

use std::fs;
use std::path::{Path, PathBuf};

pub use self::settings::Settings;
use self::settings::read_settings;
use super::files::{self, Disk, FileError};
use super::purged;
use super::toml_text::TomlError;
use crate::domain::ids::Reference;

/// The name of the file that makes a folder a workspace.
pub const SETTINGS: &str = "seriatim.toml";
/// The largest settings file that is read.
const LARGEST: u64 = 256 * 1024;
/// How many folders above the present one are looked at.
const FURTHEST: usize = 12;

/// A workspace that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// What its settings say.
    pub settings: Settings,
}

/// Why a workspace cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The settings are not right.
    #[error(transparent)]
    Settings(#[from] TomlError),
    /// There is one already.
    #[error("{name}: this folder is a workspace already", name = files::shown(path))]
    There {
        /// The folder.
        path: PathBuf,
    },
}

/// The settings with which a new workspace starts. Comments tell what each is for.
const STARTER: &str = r#"# The settings of this workspace. Every value can be changed; the program reads them when it starts.

[authority]
# Who answers. These fill {{authority}}, {{short_name}} and the like in snippets.
name = ""
short_name = ""        # "the council": what the letter calls it after the first mention
contact = ""           # how the public reaches you about a request
review_contact = ""    # where to ask for an internal review
review_days = "40"     # within how many working days a review may be asked for
website = ""
officer = ""           # who signs
officer_role = ""

[cases]
prefix = "FOI"         # references are FOI-2026-0001 and so on
regime = "uk-foia"
# share = true         # `seriatim sync` shares the cases as well, if the workspace is a git clone: requests hold
                       # personal data, so the server must be one that may hold them

# Working days are counted by the regime's calendar, which comes with the program. A holiday proclaimed since, or a
# year that the program does not know yet, goes into a file of the folder calendars/ here, for instance
# calendars/2029.toml (every due date then counts with it):
#
#   adds_to   = "uk"            # or "scotland", "us-federal"
#   covers_to = 2029-12-31      # the last day up to which you looked
#   checked   = "2028-10"       # when you looked
#
#   [[holiday]]
#   date = 2029-01-01
#   name = "New Year's Day"
#
#   [[working_day]]             # a day that is no holiday after all
#   date = 2029-05-07

[libraries]
# Folders of snippets. A later one overrides an earlier one: organisation, team, personal.
team = "snippets"
# organisation = "/path/to/shared/snippets"
# personal = "/path/to/own/snippets"
# Who may change a shared layer: true (everybody who can write there), false (nobody: others propose, and somebody who
# may decides), or names, as `seriatim` records them ($SERIATIM_USER, else the name of the login):
# organisation_may_change = ["ann.okafor"]
# team_may_change = true
# Any of the folders may be a git clone: `seriatim sync` shares and receives it. See docs/sharing.md.

[letter]
sharing = "together"   # questions with one answer: "together", or "across" for a reference
# Snippets that open and close a letter; without these lines those that come with the regime.
# opening = ["opening/response"]
# closing = ["closing/internal-review", "closing/complaint", "closing/sign-off"]
# The letterhead of a letter as a Word document: a .docx or .dotx of yours. The letter goes where {{letter}} stands in it,
# else behind what is there.
# letterhead = "letterhead.docx"

[archive]
sent = true            # the answers of a case that is marked as sent become past answers, without who asked

[retention]
# How long what is over is kept. `seriatim purge` lists what is due; `seriatim purge --remove` removes it, and leaves the
# statistics. Without a line nothing is ever due.
# cases = "3 years"      # a case, so long after it was sent or closed
# requests = "1 year"    # the request as received and its attachments, if sooner
# letters = "6 years"    # letters that left as documents, if they are kept longer than their case
# copies = "90 days"     # copied letters on this computer, and journals that were left aside

[checks]
# How grave a check is here, with the reason. `seriatim check --list` names them all.
# small-numbers = { severity = "error", reason = "Agreed with the data protection officer." }

# Who must approve what before a letter leaves; without rules nobody has to. Until then the letter is marked as a draft.
# See docs/colleagues.md.
# [[sign_off.rule]]
# approve = "letter"        # the whole letter, or "question" for each question to which the rule applies
# when = "refusal"          # always, or refusal: where anything is withheld; or cites = ["36", "14(1)"]
# by = ["Head of Legal"]    # names, or roles as below; without it anybody
# why = "Scheme of delegation, 4.2."
# [sign_off.roles]
# "Head of Legal" = ["Priya Nair"]

[screen]
theme = "auto"         # auto, dark, light, high-contrast, plain
marks = "unicode"      # or "ascii"
mouse = true
clipboard = "auto"     # auto, system, terminal, file, or a command that takes text on standard input
"#;

impl Workspace {
    /// Finds the workspace around a folder, else the one in the data folder, else `None`.
    ///
    /// # Errors
    /// [`WorkspaceError`] if there is one and its settings cannot be used.
    pub fn find(start: &Path, data: &Path) -> Result<Option<Self>, WorkspaceError> {
        let around = start
            .ancestors()
            .take(FURTHEST)
            .find(|folder| folder.join(SETTINGS).is_file());
        let found = around.or_else(|| data.join(SETTINGS).is_file().then_some(data));
        found.map(Self::open).transpose()
    }

    /// Opens the workspace in a folder.
    ///
    /// # Errors
    /// [`WorkspaceError`] if its settings cannot be used.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        let path = root.join(SETTINGS);
        let bytes = files::read(&path, LARGEST)?;
        let settings = read_settings(&path, &bytes, root)?;
        Ok(Self {
            root: root.to_path_buf(),
            settings,
        })
    }

    /// Makes a workspace in a folder.
    ///
    /// # Errors
    /// [`WorkspaceError::There`] if there is one already; nothing of it is changed.
    pub fn init(disk: &dyn Disk, root: &Path) -> Result<Self, WorkspaceError> {
        let path = root.join(SETTINGS);
        if path.exists() {
            return Err(WorkspaceError::There {
                path: root.to_path_buf(),
            });
        }
        files::make_folders(disk, root)?;
        files::make_folders(disk, &root.join("cases"))?;
        files::make_folders(disk, &root.join("snippets"))?;
        files::save_new(disk, &path, STARTER.as_bytes())?;
        // Line ends stay as they are written, so that two systems do not change every line of each other's files.
        let attributes = root.join(".gitattributes");
        if !attributes.exists() {
            files::save_new(
                disk,
                &attributes,
                b"*.toml text eol=lf\n*.jsonl text eol=lf merge=union\n",
            )?;
        }
        Self::open(root)
    }

    /// Returns the folder of all cases.
    pub fn cases(&self) -> PathBuf {
        self.root.join("cases")
    }

    /// Returns the folder of a case.
    pub fn case(&self, reference: &Reference) -> PathBuf {
        self.cases().join(reference.as_str())
    }

    /// Returns the references of all cases, in their order.
    pub fn references(&self) -> Vec<Reference> {
        let entries = fs::read_dir(self.cases()).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| files::is_plain_folder(&entry.path()));
        let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
        let mut references: Vec<Reference> =
            names.filter_map(|name| Reference::parse(&name)).collect();
        references.sort();
        references
    }

    /// Returns the next free reference of a year.
    pub fn next_reference(&self, year: i16) -> Reference {
        let taken = self.references();
        // A case that was removed keeps its reference: a requester may still quote it.
        let gone = purged::read(&self.root, |_| false).unwrap_or_default();
        let taken = taken.iter().map(Reference::as_str);
        let taken = taken.chain(gone.cases.keys().map(String::as_str));
        Reference::next(&self.settings.prefix, year, taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::RealDisk;

    #[test]
    fn a_new_workspace_can_be_opened_from_a_folder_inside() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = Workspace::init(&RealDisk, &folder.path().join("foi")).expect("made");
        let found = Workspace::find(&made.cases(), folder.path())
            .expect("readable")
            .expect("found");
        assert_eq!(found.root, made.root);
        assert_eq!(found.next_reference(2026).as_str(), "FOI-2026-0001");
        let again = Workspace::init(&RealDisk, &made.root);
        assert!(
            matches!(again, Err(WorkspaceError::There { .. })),
            "an existing workspace is left alone"
        );
    }
}
