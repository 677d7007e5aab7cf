//! The workspace: where it is, what its settings lack, whether a save would work there.

use std::path::Path;

use super::Signs;
use crate::host::start::Start;
use crate::store::files::{self, RealDisk, shown};
use crate::store::workspace::SETTINGS;

const PART: &str = "workspace";
const RIGHTS: &str = "permissions";

pub(super) fn examine(start: &Start, signs: &mut Signs) {
    let root = &start.workspace.root;
    signs.well(
        PART,
        format!("{}, and its {SETTINGS} can be read", shown(root)),
    );
    let authority = &start.workspace.settings.authority;
    let lacking: Vec<&str> = [
        ("name", &authority.name),
        ("contact", &authority.contact),
        ("review_contact", &authority.review_contact),
    ]
    .into_iter()
    .filter(|(_, value)| value.trim().is_empty())
    .map(|(key, _)| key)
    .collect();
    if !lacking.is_empty() {
        signs.look(
            PART,
            format!(
                "the settings do not say everything of the authority: {}",
                lacking.join(", ")
            ),
            format!(
                "Write them under [authority] in {}",
                shown(&root.join(SETTINGS))
            ),
        );
    }
    for problem in &start.letter_problems {
        signs.wrong(
            PART,
            problem.clone(),
            "The letter that comes with the program is used instead",
        );
    }
    let told = |words: &&String| !start.letter_problems.contains(words);
    if let Some(problem) = start.settings.greeting.as_ref().filter(told) {
        signs.look(
            PART,
            problem.clone(),
            "Mend the line in keys.toml; the built-in key works meanwhile",
        );
    }
    writable(root, "the workspace", signs);
    let cases = start.workspace.cases();
    if cases.is_dir() {
        writable(&cases, "the folder of cases", signs);
        private(&cases, "the folder of cases", signs);
    }
}

/// Says whether a save would work in a folder.
pub(super) fn writable(folder: &Path, name: &str, signs: &mut Signs) {
    match files::try_out(&RealDisk, folder) {
        Ok(()) => signs.well(RIGHTS, format!("{name} can be saved to")),
        Err(error) => signs.wrong(
            RIGHTS,
            format!("{name} cannot be saved to: {error}"),
            "Until that is mended the changes of an open case stay in the journal on this computer",
        ),
    }
}

/// Says whether others can look into a folder.
#[cfg(unix)]
pub(super) fn private(folder: &Path, name: &str, signs: &mut Signs) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(there) = std::fs::metadata(folder) else {
        return;
    };
    let mode = there.permissions().mode() & 0o777;
    if mode & 0o007 != 0 {
        signs.look(
            RIGHTS,
            format!("{name} can be entered by everybody on this computer (mode {mode:04o})"),
            format!("If that is not meant: chmod o-rwx {}", shown(folder)),
        );
    } else if mode & 0o070 != 0 {
        signs.well(
            RIGHTS,
            format!("{name} can be entered by you and your group (mode {mode:04o})"),
        );
    } else {
        signs.well(
            RIGHTS,
            format!("{name} can be entered by you alone (mode {mode:04o})"),
        );
    }
}

/// Windows keeps its rights elsewhere.
#[cfg(not(unix))]
pub(super) fn private(_folder: &Path, _name: &str, _signs: &mut Signs) {}
