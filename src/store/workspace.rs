//! A workspace: a folder with `seriatim.toml`, its cases, its library.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{self, Disk, FileError};
use super::law::{CheckSettings, read_check_settings};
use super::libraries::Folders;
use super::purged;
use super::sign_off;
use super::toml_text::{Keys, Source, TomlError};
use crate::domain::authority::Authority;
use crate::domain::ids::Reference;
use crate::domain::letter::{MakeUp, Sharing};
use crate::domain::proposal::{MayChange, Rights};
use crate::domain::regime::Regime;
use crate::domain::retention::{Part, Period, Retention};
use crate::domain::sign_off::SignOff;

/// The name of the file that makes a folder a workspace.
pub const SETTINGS: &str = "seriatim.toml";
/// The largest settings file that is read.
const LARGEST: u64 = 256 * 1024;
/// How many folders above the present one are looked at.
const FURTHEST: usize = 12;

/// What a workspace's `seriatim.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "settings, each of which is so or not"
)]
pub struct Settings {
    /// The authority that answers.
    pub authority: Authority,
    /// How references begin: `FOI`.
    pub prefix: String,
    /// The regime of new cases.
    pub regime: String,
    /// The folders of the library's layers.
    pub libraries: Folders,
    /// Who may change them.
    pub rights: Rights,
    /// Whether the cases are shared by git, with the folder of the workspace.
    pub share_cases: bool,
    /// How questions that share an answer are printed.
    pub sharing: Sharing,
    /// The snippets that open a new case's letter under the workspace's own regime; empty for those of the regime.
    pub opening: Option<Vec<String>>,
    /// The snippets that close it.
    pub closing: Option<Vec<String>>,
    /// The authority's letterhead: a Word document into which the letter goes.
    pub letterhead: Option<PathBuf>,
    /// Whether the answers of a case go into the archive when it is sent.
    pub archive_sent: bool,
    /// How long what is over is kept.
    pub retention: Retention,
    /// What the workspace made of the checks.
    pub checks: CheckSettings,
    /// Who must approve what before a letter leaves.
    pub sign_off: SignOff,
    /// auto, dark, light, high-contrast or plain.
    pub theme: String,
    /// Marks in ASCII only.
    pub ascii: bool,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// auto, system, terminal, file, or a command that takes text on its standard input.
    pub clipboard: String,
}

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

fn read_settings(path: &Path, bytes: &[u8], root: &Path) -> Result<Settings, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&[
        "authority",
        "cases",
        "libraries",
        "letter",
        "archive",
        "retention",
        "checks",
        "sign_off",
        "screen",
    ])?;
    let mut settings = Settings::starting(root);
    if let Some(entry) = keys.table("authority")? {
        settings.authority = read_authority(&entry)?;
    }
    if let Some(entry) = keys.table("cases")? {
        entry.only(&["prefix", "regime", "share"])?;
        settings.share_cases = entry.flag("share")?.unwrap_or(false);
        if let Some(prefix) = entry.text("prefix")? {
            Reference::parse(prefix)
                .ok_or_else(|| entry.wrong("prefix", "letters, digits and hyphens"))?;
            prefix.clone_into(&mut settings.prefix);
        }
        if let Some(regime) = entry.text("regime")? {
            regime.clone_into(&mut settings.regime);
        }
    }
    if let Some(entry) = keys.table("libraries")? {
        read_libraries(&entry, root, &mut settings)?;
    }
    if let Some(entry) = keys.table("letter")? {
        entry.only(&["sharing", "opening", "closing", "letterhead"])?;
        let letterhead = entry.text("letterhead")?;
        settings.letterhead = letterhead
            .filter(|path| !path.is_empty())
            .map(|path| root.join(path));
        let sharing = |word: &str| match word {
            "together" => Some(Sharing::Together),
            "across" => Some(Sharing::Across),
            _ => None,
        };
        settings.sharing = entry
            .word("sharing", "\"together\" or \"across\"", sharing)?
            .unwrap_or_default();
        if entry.has("opening") {
            settings.opening = Some(entry.texts("opening")?);
        }
        if entry.has("closing") {
            settings.closing = Some(entry.texts("closing")?);
        }
    }
    if let Some(entry) = keys.table("archive")? {
        entry.only(&["sent"])?;
        settings.archive_sent = entry.flag("sent")?.unwrap_or(true);
    }
    if let Some(entry) = keys.table("retention")? {
        settings.retention = read_retention(&entry)?;
    }
    if let Some(entry) = keys.table("checks")? {
        settings.checks = read_check_settings(&entry);
    }
    if let Some(entry) = keys.table("sign_off")? {
        settings.sign_off = sign_off::read(&entry)?;
    }
    if let Some(entry) = keys.table("screen")? {
        read_screen(&entry, &mut settings)?;
    }
    Ok(settings)
}

// A layer is a folder, or a table with its folder and who may change it.
fn read_libraries(entry: &Keys<'_>, root: &Path, settings: &mut Settings) -> Result<(), TomlError> {
    entry.only(&[
        "organisation",
        "team",
        "personal",
        "organisation_may_change",
        "team_may_change",
    ])?;
    let folder = |key: &str| -> Result<Option<PathBuf>, TomlError> {
        let given = if is_table(entry, key) {
            match entry.table(key)? {
                Some(layer) => {
                    layer.only(&["folder", "may_change"])?;
                    Some(layer.needed_text("folder")?)
                }
                None => None,
            }
        } else {
            entry.text(key)?
        };
        Ok(given
            .filter(|path| !path.is_empty())
            .map(|path| root.join(path)))
    };
    settings.libraries.organisation = folder("organisation")?;
    settings.libraries.team = folder("team")?.or_else(|| settings.libraries.team.take());
    settings.libraries.personal = folder("personal")?;
    let may_change = |layer: &str| -> Result<MayChange, TomlError> {
        if is_table(entry, layer)
            && let Some(table) = entry.table(layer)?
            && table.has("may_change")
        {
            return read_may_change(&table, "may_change");
        }
        read_may_change(entry, &format!("{layer}_may_change"))
    };
    settings.rights = Rights {
        organisation: may_change("organisation")?,
        team: may_change("team")?,
    };
    Ok(())
}

fn is_table(entry: &Keys<'_>, key: &str) -> bool {
    entry
        .value(key)
        .is_some_and(|value| matches!(value.get_ref(), toml::de::DeValue::Table(_)))
}

// true, false, or the names of those who may.
fn read_may_change(entry: &Keys<'_>, key: &str) -> Result<MayChange, TomlError> {
    use toml::de::DeValue;
    match entry.value(key).map(toml::Spanned::get_ref) {
        None | Some(DeValue::Boolean(true)) => Ok(MayChange::Everybody),
        Some(DeValue::Boolean(false)) => Ok(MayChange::Nobody),
        Some(DeValue::Array(_)) => Ok(MayChange::Named(entry.texts(key)?)),
        Some(_) => Err(entry.wrong(key, "true, false, or a list of names in quotation marks")),
    }
}

fn read_authority(entry: &Keys<'_>) -> Result<Authority, TomlError> {
    entry.only(&[
        "name",
        "short_name",
        "contact",
        "review_contact",
        "review_days",
        "website",
        "officer",
        "officer_role",
    ])?;
    Ok(Authority {
        name: entry.text_or_empty("name")?,
        short_name: entry.text_or_empty("short_name")?,
        contact: entry.text_or_empty("contact")?,
        review_contact: entry.text_or_empty("review_contact")?,
        review_days: entry.text_or_empty("review_days")?,
        website: entry.text_or_empty("website")?,
        officer: entry.text_or_empty("officer")?,
        officer_role: entry.text_or_empty("officer_role")?,
    })
}

fn read_retention(entry: &Keys<'_>) -> Result<Retention, TomlError> {
    entry.only(&Part::ALL.map(Part::key))?;
    let period = |part: Part| entry.word(part.key(), Period::WANTED, Period::read);
    Ok(Retention {
        cases: period(Part::Case)?,
        requests: period(Part::Request)?,
        letters: period(Part::Letters)?,
        copies: period(Part::Copies)?,
    })
}

fn read_screen(entry: &Keys<'_>, settings: &mut Settings) -> Result<(), TomlError> {
    entry.only(&["theme", "marks", "mouse", "clipboard"])?;
    let themes = ["auto", "dark", "light", "high-contrast", "plain"];
    let theme = |word: &str| themes.contains(&word).then(|| word.to_owned());
    if let Some(theme) = entry.word(
        "theme",
        "one of: auto, dark, light, high-contrast, plain",
        theme,
    )? {
        settings.theme = theme;
    }
    let ascii = |word: &str| match word {
        "unicode" => Some(false),
        "ascii" => Some(true),
        _ => None,
    };
    settings.ascii = entry
        .word("marks", "\"unicode\" or \"ascii\"", ascii)?
        .unwrap_or(false);
    settings.mouse = entry.flag("mouse")?.unwrap_or(true);
    if let Some(clipboard) = entry.text("clipboard")? {
        clipboard.clone_into(&mut settings.clipboard);
    }
    Ok(())
}

impl Settings {
    /// Returns the snippets that open and those that close a letter: what the settings say, for the workspace's own
    /// regime; else what the workspace's own make-up of letters says; else what the regime's pack says; else what serves any.
    pub fn frame(&self, regime: Option<&Regime>, made: &MakeUp) -> (Vec<String>, Vec<String>) {
        let own = regime.is_none_or(|regime| regime.id == self.regime);
        // A list that the settings leave empty is meant to be empty.
        let choose = |set: &Option<Vec<String>>, made_of: &[String], pack: Option<&[String]>| {
            let pack = pack.filter(|said| !said.is_empty());
            match (set, pack) {
                (Some(set), _) if own => set.clone(),
                (_, Some(pack)) if !made.is_own || made_of.is_empty() => pack.to_vec(),
                _ => made_of.to_vec(),
            }
        };
        let opening = regime.map(|regime| regime.opening.as_slice());
        let closing = regime.map(|regime| regime.closing.as_slice());
        (
            choose(&self.opening, &made.opening, opening),
            choose(&self.closing, &made.closing, closing),
        )
    }

    /// The settings of a workspace that says nothing.
    pub fn starting(root: &Path) -> Self {
        Self {
            authority: Authority::default(),
            prefix: "FOI".into(),
            regime: "uk-foia".into(),
            libraries: Folders {
                team: Some(root.join("snippets")),
                ..Folders::default()
            },
            rights: Rights::default(),
            share_cases: false,
            sharing: Sharing::default(),
            opening: None,
            closing: None,
            letterhead: None,
            archive_sent: true,
            retention: Retention::default(),
            checks: CheckSettings::default(),
            sign_off: SignOff::default(),
            theme: "auto".into(),
            ascii: false,
            mouse: true,
            clipboard: "auto".into(),
        }
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

    #[test]
    fn a_letter_opens_and_closes_as_the_law_of_its_case_asks() {
        let (regimes, _) = crate::store::law::regimes(None);
        let mut settings = Settings::starting(Path::new("/w"));
        let (letters, _) = crate::store::make_up::load(Path::new("/w"));
        let mut made = letters.response;
        let closing_of = |settings: &Settings, made: &MakeUp, id: &str| {
            let regime = regimes.get(id).map(AsRef::as_ref);
            settings.frame(regime, made).1.join(" ")
        };
        let closing = |settings: &Settings, id: &str| closing_of(settings, &made, id);
        assert!(closing(&settings, "uk-foia").contains("closing/complaint"));
        assert!(closing(&settings, "eisr").contains("closing/eisr-commissioner"));
        assert!(closing(&settings, "us-foia").contains("closing/us-appeal"));
        let (opening, unknown) = settings.frame(None, &made);
        assert_eq!(opening, ["opening/response"]);
        assert!(!unknown.is_empty() && !unknown.concat().contains("complaint"));
        settings.closing = Some(vec!["closing/our-own".into()]);
        assert_eq!(closing(&settings, "uk-foia"), "closing/our-own");
        assert!(
            closing(&settings, "uk-eir").contains("closing/eir-complaint"),
            "what the settings say is meant for the workspace's own regime"
        );
        made.closing = vec!["closing/of-the-letter".into()];
        made.is_own = true;
        settings.closing = None;
        let own = closing_of(&settings, &made, "uk-foia");
        assert_eq!(
            own, "closing/of-the-letter",
            "the workspace's own letter comes before the pack"
        );
    }

    #[test]
    fn who_may_change_a_layer_is_said_beside_its_folder() {
        let read = |text: &str| {
            read_settings(Path::new("seriatim.toml"), text.as_bytes(), Path::new("/w"))
        };
        let old = read("[libraries]\norganisation = \"org\"\n").expect("the old form");
        assert_eq!(old.rights, Rights::default());
        let flat = "[libraries]\norganisation = \"org\"\norganisation_may_change = false\n";
        let flat = read(flat).expect("a word");
        assert_eq!(flat.rights.organisation, MayChange::Nobody);
        let table = "[libraries]\norganisation = { folder = \"org\", may_change = [\"Ann\"] }\n";
        let table = read(table).expect("a table");
        assert_eq!(table.libraries.organisation, Some(PathBuf::from("/w/org")));
        assert!(table.rights.organisation.allows("ann"));
        let wrong = read("[libraries]\nteam_may_change = \"Ann\"\n").expect_err("no list");
        assert_eq!(wrong.line, 2);
    }

    #[test]
    fn how_long_cases_are_kept_is_read_and_a_slip_is_named_with_its_line() {
        let read = |text: &str| {
            read_settings(Path::new("seriatim.toml"), text.as_bytes(), Path::new("/w"))
        };
        let rule = "[retention]\ncases = \"3 years\"\ncopies = \"90 days\"\n";
        let rule = read(rule).expect("a rule").retention;
        assert_eq!(
            rule.shown(Part::Case).as_deref(),
            Some("cases = \"3 years\"")
        );
        assert!(rule.requests.is_none() && !rule.is_empty());
        assert!(read("").expect("nothing").retention.is_empty());
        let wrong =
            read("[retention]\ncases = \"3 years\"\nrequests = \"soon\"\n").expect_err("no time");
        assert_eq!(wrong.line, 3);
        assert!(wrong.to_string().contains("18 months"), "{wrong}");
        let wrong = read("[retention]\ncase = \"3 years\"\n").expect_err("misspelt");
        assert!(
            wrong.to_string().contains("Did you mean `cases`?"),
            "{wrong}"
        );
    }

    #[test]
    fn a_misspelt_setting_is_named_with_its_line() {
        let text = "[authority]\nname = \"X\"\n\n[screen]\ntheem = \"dark\"\n";
        let error = read_settings(Path::new("seriatim.toml"), text.as_bytes(), Path::new("/w"))
            .expect_err("misspelt");
        assert_eq!(error.line, 5);
        assert!(
            error.to_string().contains("Did you mean `theme`?"),
            "{error}"
        );
    }
}
