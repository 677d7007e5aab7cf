//! R03: a fault of the program itself, at fifty places of its loop, on every screen: what was on the screen is kept, and the
//! terminal is given back. Only a build for tests can be told to stop (host/fault.rs).

use crate::pty::stream::{mode, pieces};
use crate::pty::{Office, Terminal};
use crate::rows::passed;
use crate::{REQUEST, SETTINGS};

const PLACES: usize = 50;

/// Esc in the longer form: a lone one and the key behind it are Alt and that key to a program that is slow to hear them.
const ESC: &[u8] = b"\x1b[27u";

/// The screens that are opened one after the other: the keys of each, and those that leave it.
const SCREENS: [(&[u8], &[u8]); 10] = [
    (b"\x1bOQ", ESC),           // snippets
    (b"\x1bOR", ESC),           // exemptions
    (b"\x1b[18~", b""),         // checks
    (b"\x1bOP", ESC),           // help
    (b"\x10", ESC),             // commands
    (b"\x1b[15~", b"\x1b[15~"), // the letter, large
    (b"\x1bl", ESC),            // the library
    (b"\x0f", ESC),             // the outcome
    (b"\x1br", ESC),            // the request
    (b"\x1b[23~", ESC),         // the clock
];

// Writes words and opens the next screen until the program stops. Returns the words that were on the screen last.
fn work_until_it_stops(desk: &mut Terminal) -> Vec<String> {
    let mut seen = Vec::new();
    if !desk.shows_before_it_ends("How many grit bins") {
        return seen;
    }
    for (at, (open, leave)) in SCREENS.iter().cycle().take(40).enumerate() {
        desk.send_if_it_lives(b"\x05");
        let words = format!("words{at}z ");
        desk.send_if_it_lives(format!("\x1b[200~{words}\x1b[201~").as_bytes());
        // What the shell echoes after the end was never in the program.
        let shown = desk.shows_before_it_ends(words.trim_end());
        if !shown || mode(&pieces(desk.written()), "1049") != Some(true) {
            return seen;
        }
        seen.push(words);
        desk.send_if_it_lives(open);
        std::thread::sleep(std::time::Duration::from_millis(15));
        desk.send_if_it_lives(leave);
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    seen
}

fn assert_given_back(desk: &mut Terminal, place: usize) {
    let shown = pieces(desk.written());
    for number in ["1049", "2004", "1000", "1002", "1003", "1006"] {
        assert_ne!(mode(&shown, number), Some(true), "{place}: mode {number}");
    }
    assert_ne!(
        mode(&shown, "25"),
        Some(false),
        "{place}: the cursor is hidden"
    );
    assert!(!desk.is_raw(), "{place}: the terminal is raw");
}

#[test]
fn a_fault_anywhere_loses_nothing_that_was_on_the_screen_and_gives_the_terminal_back() {
    let (mut stopped, mut kept) = (0, 0);
    for place in 1..=PLACES {
        let mut office = Office::with(SETTINGS);
        office.case_of(REQUEST);
        office
            .environment
            .push(("SERIATIM_PANIC_AT", (place * 2).to_string()));
        let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
        let seen = work_until_it_stops(&mut desk);
        let code = desk.wait_for_end();
        assert_ne!(code, 0, "{place}: it did not stop");
        stopped += 1;
        assert_given_back(&mut desk, place);
        let screen = desk.screen();
        assert!(screen.contains("a fault of its own"), "{place}: {screen}");
        // Keys that came too late are the shell's; what the program says quotes none.
        let said = screen.split("seriatim stopped").nth(1).unwrap_or_default();
        let said = said.split("again.").next().unwrap_or_default();
        assert!(!said.contains("words"), "{place}: {said}");
        let letter = office.letter();
        for words in &seen {
            let words = words.trim_end();
            assert!(
                letter.contains(words) || office.holds("state", words),
                "{place}: {words} is lost; {} were seen",
                seen.len()
            );
            kept += 1;
        }
        office.environment.pop();
        // Every tenth is opened again, as an officer would.
        if place % 10 == 0 && !seen.is_empty() {
            let mut again = office.start(&["open", "FOI-2026-0001"], 100, 30);
            again.wait_for(seen.last().map_or("", |words| words.trim_end()));
            again.signal(rustix::process::Signal::KILL);
            again.wait_for_end();
        }
    }
    assert!(
        kept > PLACES,
        "only {kept} texts were written before the faults"
    );
    passed(
        "R03",
        &format!(
            "{stopped} faults of its own on {} screens: {kept} texts that were on the screen, 0 lost; the terminal given back each time",
            SCREENS.len()
        ),
    );
}

#[test]
fn a_fault_while_the_case_is_kept_costs_a_step_and_no_text() {
    for place in 2..10 {
        let mut office = Office::with(SETTINGS);
        office.case_of(REQUEST);
        office
            .environment
            .push(("SERIATIM_PANIC_CLERK_AT", place.to_string()));
        let mut desk = office.start(&["open", "FOI-2026-0001"], 100, 30);
        desk.wait_for("How many grit bins");
        desk.press("Ctrl+E");
        for at in 0..6 {
            desk.paste(&format!("words{at}z "));
            desk.wait_for(&format!("words{at}z"));
        }
        desk.press("Ctrl+Q");
        assert_eq!(desk.wait_for_end(), 0, "{place}");
        let letter = office.letter();
        for at in 0..6 {
            let words = format!("words{at}z");
            assert!(
                letter.contains(&words) || office.holds("state", &words),
                "{place}: {words} is lost"
            );
        }
    }
}
