//! Which way a letter takes, with a carrier that only records.

use std::time::Duration;

use super::carrier::Carrier;
use super::plan::Way;
use super::*;

/// Notes the ways it is asked to take; those named in `closed` are not open.
#[derive(Default)]
struct Recorder {
    taken: Vec<&'static str>,
    closed: Vec<&'static str>,
    limits: Vec<Duration>,
    pause: Duration,
}

impl Carrier for Recorder {
    fn carry(&mut self, way: &Way, _: &Outgoing, limit: Duration) -> Result<(), Obstacle> {
        self.taken.push(way.name());
        self.limits.push(limit);
        if self.closed.contains(&way.name()) {
            std::thread::sleep(self.pause.min(limit));
            return Err(Obstacle::Silent(way.name()));
        }
        Ok(())
    }
}

const WAYLAND: &str = "the Wayland display";
const X11: &str = "the X11 display";
const TMUX: &str = "tmux";
const TERMINAL: &str = "the terminal";
const COMMAND: &str = "the clipboard command";
const NATIVE: &str = "the system's clipboard";

/// A place described by words: `x11`, `forwarded`, `wayland`, `ssh`, `tmux`, `console`, `mac`, `windows`, `command`.
fn place(words: &str, state_dir: &std::path::Path) -> Surroundings {
    let has = |word| words.split(' ').any(|w| w == word);
    Surroundings {
        display: if has("forwarded") {
            Some("localhost:10.0".into())
        } else {
            has("x11").then(|| ":0".into())
        },
        wayland: has("wayland").then(|| "wayland-0".into()),
        ssh: has("ssh"),
        tmux: has("tmux"),
        term: Some(
            if has("console") {
                "linux"
            } else {
                "xterm-256color"
            }
            .into(),
        ),
        command: has("command").then(|| "cat > file".into()),
        platform: match () {
            () if has("mac") => Platform::MacOs,
            () if has("windows") => Platform::Windows,
            () => Platform::Unix,
        },
        state_dir: state_dir.to_owned(),
        program: "/nonexistent/seriatim".into(),
    }
}

fn letter() -> Outgoing {
    Outgoing {
        plain: "Dear Ms Okafor".into(),
        html: Some("<p>Dear Ms Okafor</p>".into()),
    }
}

fn copy(
    words: &str,
    choice: &ClipboardChoice,
    closed: &[&'static str],
) -> (Vec<&'static str>, Receipt) {
    let state = tempfile::tempdir().expect("a temporary folder");
    let mut recorder = Recorder {
        closed: closed.to_vec(),
        ..Recorder::default()
    };
    let receipt = deliver_by(
        &letter(),
        "FOI-1",
        choice,
        &place(words, state.path()),
        &mut recorder,
    );
    let file = receipt.file.as_ref().expect("a file is always written");
    assert_eq!(
        std::fs::read_to_string(file).expect("the test's own step works"),
        "Dear Ms Okafor"
    );
    (recorder.taken, receipt)
}

fn ways(words: &str, closed: &[&'static str]) -> Vec<&'static str> {
    copy(words, &ClipboardChoice::Auto, closed).0
}

#[test]
fn at_a_desk_the_desktop_takes_the_letter() {
    assert_eq!(ways("x11", &[]), [X11]);
    assert_eq!(ways("wayland x11", &[]), [WAYLAND]);
    assert_eq!(ways("wayland x11", &[WAYLAND]), [WAYLAND, X11]);
    assert_eq!(ways("x11 tmux", &[]), [X11]);
    assert_eq!(ways("mac", &[]), [NATIVE]);
    assert_eq!(ways("windows", &[]), [NATIVE]);
    assert_eq!(ways("x11", &[X11]), [X11, TERMINAL]);
    assert_eq!(
        ways("wayland tmux", &[WAYLAND, TMUX]),
        [WAYLAND, TMUX, TERMINAL]
    );
}

#[test]
fn over_ssh_the_terminal_is_the_way_to_the_desk() {
    assert_eq!(ways("ssh", &[]), [TERMINAL]);
    assert_eq!(ways("ssh tmux", &[]), [TMUX]);
    assert_eq!(ways("ssh tmux", &[TMUX]), [TMUX, TERMINAL]);
    assert_eq!(ways("ssh forwarded", &[]), [X11]);
    assert_eq!(ways("ssh forwarded", &[X11]), [X11, TERMINAL]);
    // tmux first and the display after it: the later copy has the formatting.
    assert_eq!(ways("ssh forwarded tmux", &[]), [TMUX, X11]);
    assert_eq!(ways("ssh forwarded tmux", &[X11]), [TMUX, X11]);
    assert_eq!(
        ways("ssh forwarded tmux", &[TMUX, X11]),
        [TMUX, X11, TERMINAL]
    );
}

#[test]
fn over_ssh_the_screen_of_the_remote_machine_is_left_alone() {
    assert_eq!(ways("ssh x11 wayland", &[]), [TERMINAL]);
    assert_eq!(ways("ssh mac", &[]), [TERMINAL]);
    assert_eq!(ways("ssh windows", &[]), [TERMINAL]);
}

#[test]
fn without_a_display_there_is_the_terminal_and_then_the_file() {
    assert_eq!(ways("", &[]), [TERMINAL]);
    assert_eq!(ways("tmux", &[]), [TMUX]);
    assert_eq!(ways("tmux console", &[]), [TMUX]);
    let (taken, receipt) = copy("console", &ClipboardChoice::Auto, &[]);
    assert_eq!(taken, [""; 0]);
    assert_eq!(
        receipt.delivery,
        Delivery::OnlyFile {
            reason: Obstacle::NothingHere
        }
    );
    let (_, receipt) = copy("", &ClipboardChoice::Auto, &[TERMINAL]);
    assert_eq!(
        receipt.delivery,
        Delivery::OnlyFile {
            reason: Obstacle::Silent(TERMINAL)
        }
    );
}

#[test]
fn a_command_for_this_run_goes_before_everything() {
    assert_eq!(ways("command wayland x11 tmux", &[]), [COMMAND]);
    let (taken, receipt) = copy("command x11", &ClipboardChoice::Auto, &[COMMAND]);
    assert_eq!(taken, [COMMAND, X11]);
    assert_eq!(receipt.delivery, Delivery::Copied { by: Backend::X11 });
    assert_eq!(
        receipt.notes,
        ["the clipboard command did not answer in time"]
    );
}

#[test]
fn a_setting_for_this_run_may_be_a_word_too() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let around = Surroundings {
        command: Some("terminal".into()),
        ..place("x11", state.path())
    };
    assert_eq!(copy_ways(&ClipboardChoice::Auto, &around), [Way::Osc52]);
}

#[test]
fn an_explicit_choice_is_kept_to() {
    let everything = "wayland x11 tmux ssh command";
    let choose = |text: &str, closed: &[&'static str]| {
        copy(everything, &ClipboardChoice::from(text), closed)
    };
    assert_eq!(choose("system", &[WAYLAND, X11]).0, [WAYLAND, X11]);
    assert_eq!(choose("terminal", &[TMUX]).0, [TMUX, TERMINAL]);
    assert_eq!(choose("xclip -sel c", &[COMMAND]).0, [COMMAND]);
    let (taken, receipt) = choose("file", &[]);
    assert_eq!(taken, [""; 0]);
    assert_eq!(
        receipt.delivery,
        Delivery::OnlyFile {
            reason: Obstacle::Unwanted
        }
    );
}

#[test]
fn what_is_said_is_what_is_known() {
    let said =
        |words, closed: &[&'static str]| copy(words, &ClipboardChoice::Auto, closed).1.delivery;
    assert_eq!(
        said("wayland", &[]),
        Delivery::Copied {
            by: Backend::Wayland
        }
    );
    assert_eq!(
        said("wayland x11", &[WAYLAND]),
        Delivery::Copied { by: Backend::X11 }
    );
    assert_eq!(
        said("command", &[]),
        Delivery::Copied {
            by: Backend::Command
        }
    );
    assert_eq!(said("ssh tmux", &[]), Delivery::SentToTerminal);
    assert_eq!(
        said("ssh forwarded tmux", &[]),
        Delivery::Copied { by: Backend::X11 }
    );
    assert_eq!(said("ssh forwarded tmux", &[X11]), Delivery::SentToTerminal);
}

#[test]
fn an_everyday_refusal_is_not_told_but_a_silent_display_is() {
    let notes =
        |words, closed: &[&'static str]| copy(words, &ClipboardChoice::Auto, closed).1.notes;
    assert_eq!(notes("wayland x11", &[WAYLAND]), [""; 0]);
    assert_eq!(
        notes("x11", &[X11]),
        ["the X11 display did not answer in time"]
    );
    assert_eq!(
        notes("x11", &[X11, TERMINAL]),
        ["the X11 display did not answer in time"]
    );
}

#[test]
fn silent_ways_share_two_seconds() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let mut recorder = Recorder {
        closed: vec![WAYLAND, X11, TMUX],
        pause: Duration::from_secs(9),
        ..Recorder::default()
    };
    let begun = std::time::Instant::now();
    let around = place("wayland x11 tmux", state.path());
    let receipt = deliver_by(
        &letter(),
        "FOI-1",
        &ClipboardChoice::Auto,
        &around,
        &mut recorder,
    );
    assert!(begun.elapsed() < Duration::from_millis(2_200));
    assert!(
        recorder
            .limits
            .iter()
            .all(|limit| *limit <= Duration::from_secs(1))
    );
    assert_eq!(receipt.delivery, Delivery::SentToTerminal);
}

#[test]
fn the_receipt_has_the_hash_of_the_plain_text() {
    assert_eq!(
        copy("x11", &ClipboardChoice::Auto, &[]).1.sha256,
        sha256_hex("Dear Ms Okafor"),
    );
    assert_eq!(
        sha256_hex("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let blocked = state.path().join("file");
    std::fs::write(&blocked, "").expect("the test's own step works");
    let around = place("x11", &blocked);
    let receipt = deliver_by(
        &letter(),
        "FOI-1",
        &ClipboardChoice::Auto,
        &around,
        &mut Recorder::default(),
    );
    assert_eq!(receipt.file, None);
    assert_eq!(receipt.delivery, Delivery::Copied { by: Backend::X11 });
    assert!(
        receipt
            .notes
            .concat()
            .contains("could not be written to a file")
    );
}

#[test]
fn reading_needs_a_clipboard_of_the_officers_own_desk() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let way = |words: &str, choice| read_way(&choice, &place(words, state.path()));
    assert_eq!(
        way("wayland x11", ClipboardChoice::Auto),
        Some(Backend::Wayland)
    );
    assert_eq!(way("ssh x11", ClipboardChoice::Auto), None);
    assert_eq!(
        way("ssh forwarded", ClipboardChoice::Auto),
        Some(Backend::X11)
    );
    assert_eq!(
        way("windows", ClipboardChoice::Auto),
        Some(Backend::Windows)
    );
    assert_eq!(way("x11", ClipboardChoice::File), None);
    assert_eq!(way("", ClipboardChoice::System), None);
    assert_eq!(
        read_text(&ClipboardChoice::Auto, &place("", state.path())),
        Err(ClipboardReadError::NotHere)
    );
}

#[test]
fn a_letter_does_not_show_itself_in_debug_output() {
    let shown = format!("{:?}", letter());
    assert!(!shown.contains("Okafor"), "{shown}");
}
