//! Copies to a real X server, pasted by another program.

use seriatim::host::clipboard::{
    Backend, ClipboardChoice, ClipboardReadError, Delivery, NoTerminal, Outgoing, Surroundings,
    deliver, read_text,
};

use super::desk::{XServer, letter, nowhere, soon};

fn at(x: &XServer, state: &tempfile::TempDir) -> Surroundings {
    Surroundings {
        display: Some(x.display.clone()),
        ..nowhere(state.path())
    }
}

const COPIED: Delivery = Delivery::Copied { by: Backend::X11 };

#[test]
fn word_processors_paste_the_formatted_letter_and_others_the_plain_one() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");

    let receipt = deliver(
        &letter(),
        "FOI-1",
        &ClipboardChoice::Auto,
        &at(&x, &state),
        &mut NoTerminal,
    );

    assert_eq!(receipt.delivery, COPIED);
    assert_eq!(receipt.to_string(), "Copied to the clipboard");
    assert_eq!(receipt.notes, [""; 0]);
    assert_eq!(x.paste("UTF8_STRING"), letter().plain);
    assert_eq!(
        x.paste("text/html"),
        letter().html.expect("the letter has both forms")
    );
    let targets = x.paste("TARGETS");
    assert!(
        targets
            .lines()
            .any(|target| target == "x-kde-passwordManagerHint"),
        "kept out of histories: {targets}"
    );
    let file = receipt.file.expect("a file as well");
    assert_eq!(
        std::fs::read_to_string(file).expect("the test's own step works"),
        letter().plain
    );
}

#[test]
fn html_that_names_no_encoding_gets_one() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");
    let outgoing = Outgoing {
        plain: "£5".into(),
        html: Some("<p>£5</p>".into()),
    };
    deliver(
        &outgoing,
        "FOI-1",
        &ClipboardChoice::System,
        &at(&x, &state),
        &mut NoTerminal,
    );
    assert_eq!(
        x.paste("text/html"),
        "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"><p>£5</p>"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_helper_ends_when_another_program_copies() {
    use super::desk::helpers_of;
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");

    deliver(
        &letter(),
        "FOI-1",
        &ClipboardChoice::Auto,
        &at(&x, &state),
        &mut NoTerminal,
    );
    assert_eq!(helpers_of(&x.display).len(), 1);
    let second = Outgoing {
        plain: "second".into(),
        html: None,
    };
    deliver(
        &second,
        "FOI-1",
        &ClipboardChoice::Auto,
        &at(&x, &state),
        &mut NoTerminal,
    );
    assert!(
        soon(|| helpers_of(&x.display).len() == 1),
        "the second letter's helper replaces the first's"
    );
    assert_eq!(x.paste("UTF8_STRING"), "second");

    x.copy_elsewhere("something else");
    assert!(
        soon(|| helpers_of(&x.display).is_empty()),
        "nobody is left behind"
    );
    assert_eq!(x.paste("UTF8_STRING"), "something else");
}

#[test]
fn a_long_letter_arrives_whole() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");
    let outgoing = Outgoing {
        plain: "Question 1. Café\n".repeat(60_000),
        html: None,
    };
    let receipt = deliver(
        &outgoing,
        "FOI-1",
        &ClipboardChoice::Auto,
        &at(&x, &state),
        &mut NoTerminal,
    );
    assert_eq!(receipt.delivery, COPIED);
    assert!(
        x.paste("UTF8_STRING") == outgoing.plain,
        "a megabyte, whole"
    );
}

#[test]
fn a_request_is_read_from_what_another_program_copied() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");
    let read = || read_text(&ClipboardChoice::Auto, &at(&x, &state));
    assert_eq!(read(), Err(ClipboardReadError::Empty));
    x.copy_elsewhere("1. How many staff?\n2. Café costs £\n");
    assert_eq!(
        read().as_deref(),
        Ok("1. How many staff?\n2. Café costs £\n")
    );
}

#[test]
fn a_clipboard_larger_than_a_request_may_be_is_refused() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");
    let limit = 2 * 1024 * 1024;
    for (size, fits) in [(limit, true), (limit + 1, false)] {
        let outgoing = Outgoing {
            plain: "x".repeat(size),
            html: None,
        };
        deliver(
            &outgoing,
            "FOI-1",
            &ClipboardChoice::Auto,
            &at(&x, &state),
            &mut NoTerminal,
        );
        let read = read_text(&ClipboardChoice::Auto, &at(&x, &state));
        match read {
            Ok(text) => assert!(fits && text.len() == size),
            Err(error) => assert!(
                !fits && error == ClipboardReadError::TooLong { limit },
                "{error}"
            ),
        }
    }
}

#[test]
fn a_command_of_the_officers_own_takes_the_letter() {
    let Some(x) = XServer::start() else { return };
    let state = tempfile::tempdir().expect("a temporary folder");
    let line = format!("DISPLAY={} xclip -selection clipboard", x.display);
    let choice = ClipboardChoice::Command(line);
    let receipt = deliver(
        &letter(),
        "FOI-1",
        &choice,
        &nowhere(state.path()),
        &mut NoTerminal,
    );
    assert_eq!(
        receipt.delivery,
        Delivery::Copied {
            by: Backend::Command
        }
    );
    assert_eq!(x.paste("UTF8_STRING"), letter().plain);
}

#[test]
fn a_display_that_has_gone_is_not_copied_to() {
    let Some(mut x) = XServer::start() else {
        return;
    };
    let state = tempfile::tempdir().expect("a temporary folder");
    x.end();
    let receipt = deliver(
        &letter(),
        "FOI-1",
        &ClipboardChoice::System,
        &at(&x, &state),
        &mut NoTerminal,
    );
    assert!(
        matches!(receipt.delivery, Delivery::OnlyFile { .. }),
        "{receipt}"
    );
}
