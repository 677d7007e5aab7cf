//! What the screens look like: snapshots at three sizes, and one screen with its styles in every theme.
//!
//! A wanted change of wording or layout is taken over with `INSTA_UPDATE=always cargo test --test journeys screens`.

use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::model::Theme;
use seriatim::domain::case::{CaseStatus, CaseSummary};

use super::finishing::summary;
use crate::desk::Desk;
use crate::desk::fixtures::benches;

pub(super) const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

pub(super) fn at_three_sizes(name: &str, desk: &mut Desk) {
    let drawn = SIZES.map(|(width, height)| desk.screen_at(width, height).framed());
    snapshot(name, &drawn.join("\n"));
}

fn fresh() -> Desk {
    Desk::with(benches())
}

fn half_answered() -> Desk {
    let mut desk = fresh();
    desk.insert("1", "Nothing was found");
    desk.fill("Parks");
    desk.insert("3(b)", "Withheld: commercial interests");
    desk.insert("3(a)", "A figure for a period");
    desk.press("Esc");
    desk.answer("4", "Two breaches were recorded in 2025.");
    desk.go_to("2");
    desk.press("Ctrl+R");
    desk.choose("4");
    desk.go_to("3(a)");
    desk.press("F2");
    desk
}

#[test]
fn board() {
    let mut desk = Desk::on_the_board();
    let mut broken = summary("FOI-2026-0004", "2026-11-02", CaseStatus::Open);
    broken.problem = Some("case.toml:3:1: “received” is not a date".into());
    desk.tell(Msg::Board(Ok(vec![
        summary("FOI-2026-0001", "2026-11-20", CaseStatus::Open),
        summary("FOI-2026-0002", "2026-10-29", CaseStatus::Open),
        summary("FOI-2026-0003", "2026-10-19", CaseStatus::Open),
        broken,
        CaseSummary {
            title: "Street furniture, litter bins, and everything else that stands on a pavement"
                .into(),
            ..summary("FOI-2026-0005", "2026-11-23", CaseStatus::Open)
        },
        summary("FOI-2026-0006", "2026-09-01", CaseStatus::Sent),
    ])));
    at_three_sizes("board", &mut desk);
}

#[test]
fn desk_fresh() {
    at_three_sizes("desk-fresh", &mut fresh());
}

#[test]
fn desk_half_answered() {
    at_three_sizes("desk-half-answered", &mut half_answered());
}

#[test]
fn exemptions() {
    let mut desk = half_answered();
    desk.press("F3");
    desk.type_text("31");
    at_three_sizes("exemptions", &mut desk);
}

#[test]
fn checks() {
    let mut desk = half_answered();
    desk.press("F7");
    at_three_sizes("checks", &mut desk);
}

#[test]
fn letter_large() {
    let mut desk = half_answered();
    desk.press("F5");
    at_three_sizes("letter-large", &mut desk);
}

#[test]
fn disclosure_log() {
    let mut desk = half_answered();
    desk.press("F6 F5");
    desk.press("Home");
    at_three_sizes("disclosure-log", &mut desk);
}

#[test]
fn help() {
    let mut desk = fresh();
    desk.press("F1");
    at_three_sizes("help", &mut desk);
}

#[test]
fn palette() {
    let mut desk = fresh();
    desk.press("Ctrl+P");
    desk.type_text("question");
    at_three_sizes("palette", &mut desk);
}

#[test]
fn outcome_choice() {
    let mut desk = fresh();
    desk.press("Ctrl+O Down");
    at_three_sizes("outcome", &mut desk);
}

#[test]
fn field_prompt() {
    let mut desk = fresh();
    desk.insert("1", "Nothing was found");
    desk.type_text("Parks");
    at_three_sizes("field", &mut desk);
}

#[test]
fn blockers() {
    let mut desk = half_answered();
    desk.press("F9");
    at_three_sizes("blockers", &mut desk);
}

#[test]
fn new_case() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Board(Ok(Vec::new())));
    desk.paste("Dear Wexbridge District Council,\n\nPlease tell me:\n\n1. How many benches are there?\n2. Which of them are oak?\n\nYours faithfully\nMorgan Sample");
    at_three_sizes("new-case", &mut desk);
}

#[test]
fn every_theme_shows_the_same_words_in_its_own_styles() {
    let mut words = Vec::new();
    for theme in [Theme::Dark, Theme::Light, Theme::HighContrast, Theme::Plain] {
        let mut desk = half_answered();
        desk.model.settings.theme = theme;
        let screen = desk.screen_at(80, 24);
        words.push(screen.text());
        snapshot(&format!("styles-{}", theme.id()), &screen.styles());
    }
    words.dedup();
    assert_eq!(words.len(), 1, "a theme changes colours and nothing else");
}

#[test]
fn without_colours_no_colour_is_sent() {
    let mut desk = half_answered();
    desk.model.settings.theme = Theme::Plain;
    let screen = desk.screen_at(120, 40);
    let coloured = screen.buffer.content.iter().find(|cell| {
        let own = ratatui::style::Color::Reset;
        cell.fg != own || cell.bg != own
    });
    assert!(coloured.is_none(), "{coloured:?}");
}

#[test]
fn every_state_is_told_by_a_mark_and_not_by_colour_alone() {
    let mut desk = half_answered();
    let screen = desk.screen_at(80, 24);
    let rows = screen.rows();
    let mark = |words: &str| {
        let row = rows
            .iter()
            .find(|row| row.contains(words))
            .expect("it is listed");
        let (before, _) = row.split_once(words).expect("it was found");
        before.trim_end().chars().last().expect("there is a mark")
    };
    let marks = [mark("1 How"), mark("2 What"), mark("3(b) "), mark("4 How")];
    for (at, own) in marks.iter().enumerate() {
        assert!(!marks[..at].contains(own), "{marks:?}");
    }
}

#[test]
fn ascii_marks_leave_nothing_else_in_the_chrome() {
    for keys in [
        "",
        "F3",
        "F3 Enter",
        "F3 Enter Tab",
        "F7",
        "F5",
        "F1",
        "Ctrl+P",
        "Ctrl+O",
        "F8",
        "F9",
        "Ctrl+F",
    ] {
        let mut desk = half_answered();
        desk.run(Command::ToggleMarks);
        desk.press("F2");
        desk.press(keys);
        for size in SIZES {
            let screen = desk.screen_at(size.0, size.1);
            for row in screen.rows() {
                assert!(row.is_ascii(), "{keys} at {size:?}: {row}");
            }
        }
        if keys.is_empty() {
            snapshot("desk-ascii", &desk.screen_at(80, 24).framed());
        }
    }
}
