//! The officer's own editor, in this terminal.

use std::env;
use std::path::Path;
use std::process::Command;

/// Returns the editor that the officer has named, with its arguments: `code --wait`.
pub fn named() -> Option<String> {
    let said = ["VISUAL", "EDITOR"].into_iter().map(env::var);
    let mut named = said.flatten().filter(|name| !name.trim().is_empty());
    named.next()
}

/// Opens a file and waits until the editor is closed.
///
/// # Errors
/// Words for the officer if it cannot be started or ends with an error; what it has saved is in the file all the same.
pub fn open(editor: &str, file: &Path) -> Result<(), String> {
    let status = command(editor, file).status();
    let status = status.map_err(|error| format!("the editor ({editor}) did not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "the editor ({editor}) could not be used: it ended with an error"
        ))
    }
}

// The name may have arguments and quotation marks, which a shell reads as everywhere else.
#[cfg(unix)]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\""));
    command.arg("editor").arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("cmd");
    command.arg("/C").arg(editor).arg(file);
    command
}
