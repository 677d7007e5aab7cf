//! Displays that take the connection and never answer, as a dead SSH forwarding does. Needs nothing installed.

use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

use seriatim::host::clipboard::{
    ClipboardChoice, ClipboardReadError, Delivery, Outgoing, Surroundings, deliver, read_text,
};

use super::desk::{letter, nowhere};

/// Holds connections in its backlog; nobody accepts them.
fn silent_x() -> (TcpListener, String) {
    let (listener, number) = (10..100)
        .find_map(|number| {
            Some((
                TcpListener::bind(("127.0.0.1", 6_000 + number)).ok()?,
                number,
            ))
        })
        .expect("a port of the X range is free");
    (listener, format!("127.0.0.1:{number}"))
}

fn timed_copy(around: &Surroundings, choice: &ClipboardChoice) -> (Delivery, Vec<String>, Vec<u8>) {
    let mut terminal = Vec::new();
    let begun = Instant::now();
    let receipt = deliver(&letter(), "FOI-1", choice, around, &mut terminal);
    assert!(
        begun.elapsed() < Duration::from_secs(3),
        "took {:?}",
        begun.elapsed()
    );
    assert!(receipt.file.is_some());
    (receipt.delivery, receipt.notes, terminal)
}

#[test]
fn a_silent_forwarded_display_costs_a_second_and_the_terminal_gets_the_letter() {
    let (_listener, display) = silent_x();
    let state = tempfile::tempdir().expect("a temporary folder");
    let around = Surroundings {
        display: Some(display),
        ssh: true,
        ..nowhere(state.path())
    };
    let (delivery, notes, terminal) = timed_copy(&around, &ClipboardChoice::Auto);
    assert_eq!(delivery, Delivery::SentToTerminal);
    assert_eq!(notes, ["the X11 display did not answer in time"]);
    assert!(terminal.starts_with(b"\x1b]52;c;") && terminal.ends_with(b"\x1b\\"));
}

#[test]
fn a_silent_desktop_of_both_kinds_cannot_hold_the_letter() {
    let (_listener, display) = silent_x();
    let state = tempfile::tempdir().expect("a temporary folder");
    let socket = state.path().join("wayland-9");
    let _compositor = UnixListener::bind(&socket).expect("the test's own step works");
    let wayland = socket.to_str().map(str::to_owned);
    let around = Surroundings {
        display: Some(display),
        wayland,
        ..nowhere(state.path())
    };
    let (delivery, _, terminal) = timed_copy(&around, &ClipboardChoice::System);
    assert!(matches!(delivery, Delivery::OnlyFile { .. }));
    assert_eq!(terminal, b"");
    assert_eq!(
        timed_copy(&around, &ClipboardChoice::Auto).0,
        Delivery::SentToTerminal
    );
}

#[test]
fn a_silent_display_cannot_hold_up_reading() {
    let (_listener, display) = silent_x();
    let state = tempfile::tempdir().expect("a temporary folder");
    let around = Surroundings {
        display: Some(display),
        ..nowhere(state.path())
    };
    let begun = Instant::now();
    assert_eq!(
        read_text(&ClipboardChoice::Auto, &around),
        Err(ClipboardReadError::Silent)
    );
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_command_that_never_ends_cannot_hold_the_letter() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let (delivery, _, _) = timed_copy(
        &nowhere(state.path()),
        &ClipboardChoice::Command("sleep 60".into()),
    );
    assert!(matches!(delivery, Delivery::OnlyFile { .. }));
}

#[test]
fn a_helper_that_cannot_be_started_is_said() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let around = Surroundings {
        display: Some(":0".into()),
        program: "/nonexistent".into(),
        ..nowhere(state.path())
    };
    let receipt = deliver(
        &Outgoing::default(),
        "x",
        &ClipboardChoice::System,
        &around,
        &mut Vec::new(),
    );
    assert!(
        receipt
            .to_string()
            .starts_with("No clipboard here (the clipboard helper could not be started)")
    );
}
