//! What surrounds the program: the clipboard and the terminal.

use std::env;
use std::io::{self, IsTerminal};

use super::{Health, Signs};
use crate::host::clipboard::{self, ClipboardChoice, ClipboardReadError, Surroundings};

const CLIPBOARD: &str = "clipboard";
const TERMINAL: &str = "terminal";
/// The screen needs this many columns and rows.
const SMALLEST: (u16, u16) = (60, 16);

pub(super) fn clipboard(choice: &ClipboardChoice, around: &Surroundings, signs: &mut Signs) {
    let ways = clipboard::ways(choice, around);
    let Some((first, confirms)) = ways.first() else {
        signs.well(
            CLIPBOARD,
            "none is used; a letter that is copied is written to a file, which is named",
        );
        return;
    };
    let others: Vec<&str> = ways.iter().skip(1).map(|(name, _)| *name).collect();
    let then = if others.is_empty() {
        String::new()
    } else {
        format!("; if that fails, {}", others.join(", then "))
    };
    if *confirms {
        signs.well(
            CLIPBOARD,
            format!("by {first}, which confirms a copy{then}"),
        );
    } else {
        signs.look(
            CLIPBOARD,
            format!("by {first}, which does not answer{then}"),
            "Copy once and paste it somewhere. tmux needs: set -g set-clipboard on. The letter is in a file as well",
        );
    }
    // Only whether it answers; what is on it is nobody's business here.
    match clipboard::read_text(choice, around) {
        Ok(_) | Err(ClipboardReadError::Empty | ClipboardReadError::TooLong { .. }) => {
            signs.well(CLIPBOARD, "a request can be taken from it");
        }
        Err(ClipboardReadError::NotHere) => {
            signs.well(CLIPBOARD, "a request cannot be taken from it here; paste with the terminal's own key");
        }
        Err(error) => signs.wrong(
            CLIPBOARD,
            error.to_string(),
            "Is DISPLAY or WAYLAND_DISPLAY that of a session which is gone? Paste with the terminal's own key",
        ),
    }
}

pub(super) fn terminal(signs: &mut Signs) {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let term = set("TERM");
    match term.as_deref() {
        None if cfg!(windows) => {}
        None => signs.look(TERMINAL, "TERM is not set", "Start from a terminal, or set TERM=xterm-256color"),
        Some("dumb") => signs.wrong(
            TERMINAL,
            "TERM is dumb: a terminal without a cursor cannot show the workbench",
            "Set TERM to that of your terminal, for instance xterm-256color; the command line works",
        ),
        Some(name) => signs.well(TERMINAL, format!("{name}{}", inside())),
    }
    if !cfg!(windows) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(set)
            .unwrap_or_default();
        let upper = locale.to_uppercase();
        if upper.contains("UTF-8") || upper.contains("UTF8") {
            signs.well(TERMINAL, format!("shows all letters ({locale})"));
        } else {
            let name = if locale.is_empty() {
                "no locale is set"
            } else {
                &locale
            };
            signs.look(
                TERMINAL,
                format!("may not show all letters ({name})"),
                "Set LANG=en_GB.UTF-8, or marks = \"ascii\" under [screen] in seriatim.toml",
            );
        }
    }
    let colours = match set("COLORTERM").as_deref() {
        _ if set("NO_COLOR").is_some() => "NO_COLOR is set, so marks and words carry everything",
        Some("truecolor" | "24bit") => "all colours",
        _ if term.as_deref().is_some_and(|name| name.contains("256")) => "256 colours",
        _ => "16 colours, which is enough",
    };
    signs.well(TERMINAL, colours);
    if !io::stdout().is_terminal() {
        signs.well(
            TERMINAL,
            "its size is not known: this goes to a file or another program",
        );
    } else if let Some((columns, rows)) = size() {
        let (least_columns, least_rows) = SMALLEST;
        let fits = columns >= least_columns && rows >= least_rows;
        let (health, mend) = if fits {
            (Health::Well, String::new())
        } else {
            (
                Health::Look,
                format!("Make it {least_columns} by {least_rows} or larger"),
            )
        };
        signs.add(
            TERMINAL,
            health,
            format!("{columns} columns by {rows} rows"),
            mend,
        );
    }
}

fn inside() -> String {
    let mut words = String::new();
    if env::var_os("TMUX").is_some() {
        words.push_str(", inside tmux");
    }
    if env::var_os("SSH_CONNECTION").is_some() {
        words.push_str(", over ssh");
    }
    words
}

#[cfg(unix)]
fn size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn size() -> Option<(u16, u16)> {
    None
}
