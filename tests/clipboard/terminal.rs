//! Copies through tmux and through shells.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use seriatim::host::clipboard::{
    Backend, ClipboardChoice, Delivery, NoTerminal, Surroundings, deliver,
};

use super::desk::{is_installed, letter, nowhere, skip, soon};

/// A tmux server of the test's own.
struct Tmux {
    socket: PathBuf,
}

impl Tmux {
    fn run(&self, words: &[&str]) -> String {
        let output = Command::new("tmux")
            .arg("-S")
            .arg(&self.socket)
            .args(["-f", "/dev/null"])
            .args(words)
            .env_remove("TMUX")
            .output()
            .expect("tmux runs");
        String::from_utf8(output.stdout).expect("tmux prints UTF-8")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

const OUTCOME: &str = "outcome";

#[test]
fn tmux_takes_the_letter_whatever_its_settings() {
    if !is_installed("tmux") {
        return skip("tmux").unwrap_or_default();
    }
    let state = tempfile::tempdir().expect("a temporary folder");
    let tmux = Tmux {
        socket: state.path().join("tmux"),
    };
    // The part that copies has to run inside tmux, so this test starts itself there.
    let itself = env::current_exe().expect("the test's own step works");
    let line = format!(
        "SERIATIM_TEST_STATE='{}' '{}' --ignored --exact clipboard::terminal::inside_tmux",
        state.path().display(),
        itself.display()
    );
    tmux.run(&[
        "new-session",
        "-d",
        &line,
        ";",
        "set-option",
        "-g",
        "exit-empty",
        "off",
    ]);
    let outcome = state.path().join(OUTCOME);
    assert!(soon(|| outcome.exists()), "the part inside tmux ends");
    assert_eq!(
        fs::read_to_string(outcome).expect("the test's own step works"),
        "Sent to the terminal, which does not confirm"
    );
    assert_eq!(tmux.run(&["show-buffer"]), letter().plain);
}

#[test]
#[ignore = "started inside tmux by the test above"]
fn inside_tmux() {
    let state = PathBuf::from(env::var_os("SERIATIM_TEST_STATE").expect("set by the test above"));
    let around = Surroundings {
        tmux: true,
        ssh: true,
        ..nowhere(&state)
    };
    let mut terminal = Vec::new();
    let receipt = deliver(
        &letter(),
        "FOI-1",
        &ClipboardChoice::Auto,
        &around,
        &mut terminal,
    );
    assert_eq!(terminal, b"", "tmux itself tells the terminal");
    // Written beside and renamed, so that the other side never sees half of it.
    fs::write(state.join("draft"), receipt.delivery.to_string())
        .expect("the test's own step works");
    fs::rename(state.join("draft"), state.join(OUTCOME)).expect("the test's own step works");
}

fn copy_by(line: &str, state: &Path) -> Delivery {
    let choice = ClipboardChoice::from(line);
    deliver(
        &letter(),
        "FOI-1",
        &choice,
        &nowhere(state),
        &mut NoTerminal,
    )
    .delivery
}

#[test]
fn a_command_gets_the_plain_text_on_its_standard_input() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let target = state.path().join("pasted");
    let delivery = copy_by(&format!("cat > '{}'", target.display()), state.path());
    assert_eq!(
        delivery,
        Delivery::Copied {
            by: Backend::Command
        }
    );
    assert_eq!(
        fs::read_to_string(target).expect("the test's own step works"),
        letter().plain
    );
}

#[test]
fn a_command_that_fails_leaves_the_letter_in_the_file() {
    let state = tempfile::tempdir().expect("a temporary folder");
    for line in ["cat >/dev/null; false", "no-such-clipboard-program"] {
        let delivery = copy_by(line, state.path());
        assert_eq!(
            delivery.to_string(),
            "No clipboard here (the clipboard command did not take the letter)"
        );
    }
}
