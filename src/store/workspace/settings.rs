//! What `seriatim.toml` says of a workspace.

use std::path::{Path, PathBuf};

use super::super::law::{CheckSettings, read_check_settings};
use super::super::libraries::Folders;
use super::super::sign_off;
use super::super::toml_text::{Keys, Source, TomlError};
use crate::domain::authority::Authority;
use crate::domain::ids::Reference;
use crate::domain::letter::{MakeUp, Sharing};
use crate::domain::proposal::{MayChange, Rights};
use crate::domain::regime::Regime;
use crate::domain::retention::{Part, Period, Retention};
use crate::domain::sign_off::SignOff;

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

/// Reads the settings of the workspace in a folder.
///
/// # Errors
/// [`TomlError`] with the line of the first thing that is not right.
pub(super) fn read_settings(path: &Path, bytes: &[u8], root: &Path) -> Result<Settings, TomlError> {
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
        read_cases(&entry, &mut settings)?;
    }
    if let Some(entry) = keys.table("libraries")? {
        read_libraries(&entry, root, &mut settings)?;
    }
    if let Some(entry) = keys.table("letter")? {
        read_letter(&entry, root, &mut settings)?;
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

fn read_cases(entry: &Keys<'_>, settings: &mut Settings) -> Result<(), TomlError> {
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
    Ok(())
}

fn read_letter(entry: &Keys<'_>, root: &Path, settings: &mut Settings) -> Result<(), TomlError> {
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
    Ok(())
}

/// A layer is a folder, or a table with its folder and who may change it.
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

/// true, false, or the names of those who may.
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
    /// regime; else what its make-up and the regime's pack say between them.
    pub fn frame<'a>(
        &'a self,
        regime: Option<&'a Regime>,
        made: &'a MakeUp,
    ) -> (&'a [String], &'a [String]) {
        let pack = regime.map_or((&[][..], &[][..]), |regime| {
            (&regime.opening, &regime.closing)
        });
        let (opening, closing) = made.frame(pack.0, pack.1);
        let own = regime.is_none_or(|regime| regime.id == self.regime);
        // A list that the settings leave empty is meant to be empty.
        let set = |set: &'a Option<Vec<String>>| set.as_deref().filter(|_| own);
        (
            set(&self.opening).unwrap_or(opening),
            set(&self.closing).unwrap_or(closing),
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
