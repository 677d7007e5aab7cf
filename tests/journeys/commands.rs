//! Commands: each can be reached, and none of them harms anything wherever it is asked for.

use std::collections::HashSet;

use seriatim::app::command::{COMMANDS, Command, Context};
use seriatim::app::key::{Key, KeyCode};
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};

use crate::desk::fixtures::benches;
use crate::desk::{Desk, TODAY, settings};

/// Keys that some terminal or desktop keeps for itself, or does not send.
fn arrives_everywhere(key: &Key) -> bool {
    let seldom = match key.code {
        // Help of the terminal, its menu, its full screen.
        KeyCode::F(number) => matches!(number, 1 | 10 | 11) || key.ctrl || key.shift,
        KeyCode::Char(_) => key.alt,
        // The Mac's desktops take arrows, its Option types, and Ctrl with Tab or Backspace is the plain key.
        _ => key.ctrl || key.alt,
    };
    !seldom
}

/// What can be asked for by its name somewhere: on the board, in the list, while writing, in the letter.
fn offered() -> HashSet<Command> {
    let mut offered = HashSet::new();
    let board = Desk::on_the_board();
    let mut desk = Desk::with(benches());
    let mut look = |desk: &Desk| {
        offered.extend(
            COMMANDS
                .iter()
                .map(|info| info.command)
                .filter(|command| desk.model.offers(*command)),
        );
    };
    look(&board);
    for keys in ["Ctrl+T", "Ctrl+E", "F2", "F5"] {
        desk.press(keys);
        look(&desk);
    }
    offered
}

#[test]
fn every_command_has_a_key_that_arrives_or_a_name_in_the_palette() {
    let keymap = settings().keymap;
    let offered = offered();
    for info in COMMANDS {
        let keyed = keymap.keys(info.command).iter().any(arrives_everywhere);
        assert!(
            keyed || offered.contains(&info.command),
            "{} cannot be reached from every terminal",
            info.id
        );
    }
}

#[test]
fn the_way_into_the_palette_and_out_of_the_program_arrives_everywhere() {
    let keymap = settings().keymap;
    for command in [
        Command::Palette,
        Command::Help,
        Command::Quit,
        Command::Cancel,
    ] {
        assert!(
            keymap.keys(command).iter().any(arrives_everywhere),
            "{command:?}"
        );
    }
}

#[test]
fn no_key_means_two_commands_in_one_place() {
    let keymap = settings().keymap;
    let mut seen = HashSet::new();
    for info in COMMANDS {
        for key in keymap.keys(info.command) {
            assert!(
                seen.insert((info.context, *key)),
                "{key} means two things where {} is heard",
                info.id
            );
        }
    }
}

#[test]
fn every_line_of_the_key_file_names_a_command_and_every_command_has_a_line() {
    let named: HashSet<String> = seriatim::store::keys::built_in()
        .into_iter()
        .map(|(command, _)| command)
        .collect();
    for info in COMMANDS {
        assert!(named.contains(info.id), "{} has no line", info.id);
    }
    assert_eq!(named.len(), COMMANDS.len());
}

#[test]
fn every_command_of_the_palette_does_its_work_wherever_it_is_called() {
    for (on, place) in [
        ("opening", "Ctrl+E"),
        ("1", "Ctrl+T"),
        ("2", "Ctrl+T e"),
        ("3", "F3"),
        ("4", "F5"),
        ("closing", "F7"),
    ] {
        let mut start = Desk::with(benches());
        start.go_to(on);
        start.press(place);
        for info in COMMANDS {
            if info.command == Command::Palette || !start.model.offers(info.command) {
                continue;
            }
            let mut desk = start.clone();
            desk.run(info.command);
            let leaves = matches!(info.command, Command::Quit | Command::BackToBoard);
            assert_eq!(desk.model.desk.is_none(), leaves, "{}", info.id);
            desk.screen_at(80, 24);
            desk.press("Esc");
            desk.screen_at(120, 40);
        }
    }
}

#[test]
fn every_command_of_the_board_does_its_work() {
    for info in COMMANDS {
        let mut desk = Desk::on_the_board();
        desk.tell(Msg::Board(Ok(Vec::new())));
        if info.command != Command::Palette && desk.model.offers(info.command) {
            desk.run(info.command);
            desk.screen_at(80, 24);
        }
    }
}

#[test]
fn every_key_is_heard_on_every_screen_without_harm() {
    let keymap = settings().keymap;
    let keys: Vec<Key> = COMMANDS
        .iter()
        .flat_map(|info| keymap.keys(info.command).to_vec())
        .collect();
    let mut start = Desk::with(benches());
    start.insert("1", "Nothing was found");
    start.press("Esc");
    for before in [
        "", "F1", "Ctrl+P", "Ctrl+O", "F8", "F9", "Ctrl+F", "F5", "F7",
    ] {
        let mut there = start.clone();
        there.press(before);
        for key in &keys {
            let mut desk = there.clone();
            desk.tell(Msg::Key(*key));
            desk.screen_at(80, 24);
        }
    }
}

#[test]
fn a_command_of_one_pane_is_not_heard_in_another() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    desk.type_text("dmaeh><[]#");
    assert_eq!(
        desk.question("1").answer,
        "dmaeh><[]#",
        "letters are letters"
    );
    assert_eq!(desk.case().questions.len(), 6);
}

#[test]
fn the_help_lists_every_command_that_can_be_asked_for() {
    let desk = Desk::with(benches());
    let lines = seriatim::app::hints::help_lines(&desk.model);
    for info in COMMANDS
        .iter()
        .filter(|info| info.context != Context::Asking)
    {
        let listed = lines.iter().any(|line| {
            matches!(line, seriatim::app::hints::HelpLine::Command { title, .. } if info.title.starts_with(title))
        });
        assert!(listed, "{}", info.id);
    }
}

#[test]
fn the_program_changes_its_look_and_its_mouse_on_demand() {
    let mut desk = Desk::with(benches());
    let theme = desk.model.settings.theme;
    desk.run(Command::NextTheme);
    assert_ne!(desk.model.settings.theme, theme);
    desk.run(Command::ToggleMarks);
    assert!(desk.model.settings.ascii);
    assert_eq!(
        desk.run(Command::ToggleMouse),
        [Effect::CaptureMouse(false)]
    );
}

#[test]
fn a_long_help_is_read_to_its_end_and_back() {
    let mut desk = Desk::with(benches());
    desk.press("F1");
    let first = desk.screen_at(80, 24).text();
    desk.press("End");
    let last = desk.screen_at(80, 24);
    assert!(
        last.find("The mouse works everywhere").is_some(),
        "{}",
        last.text()
    );
    for _ in 0..20 {
        desk.press("PgUp");
    }
    assert_eq!(desk.screen_at(80, 24).text(), first);
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_new_day_moves_the_days_left() {
    let mut desk = Desk::with(benches());
    let before = desk.screen_at(120, 40).rows()[0].clone();
    desk.tell(Msg::Today(TODAY.tomorrow().expect("there is one")));
    assert_ne!(desk.screen_at(120, 40).rows()[0], before);
}

#[test]
fn a_prompt_takes_the_keys_of_writing() {
    let mut desk = Desk::with(benches());
    desk.run(Command::CaseTitle);
    desk.press("End Backspace Backspace Home");
    desk.type_text("Old ");
    desk.press("Enter");
    assert_eq!(desk.case().facts.title, "Old Benches and bi");
    assert!(!matches!(desk.model.overlay, Some(Overlay::Prompt(_))));
}
