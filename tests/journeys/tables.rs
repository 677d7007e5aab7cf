//! Tables: figures pasted from a spreadsheet, cells that an officer says are a table.

use seriatim::app::Effect;

use crate::desk::Desk;
use crate::desk::fixtures::two_questions;

const CELLS: &str = "Ward\tFines\tIncome\nNorth\t12\t£840\nSouth\t1,204\t£84,280\n";
const TABLE: &str = "| Ward  | Fines |  Income |\n| ----- | ----: | ------: |\n| North |    12 |    £840 |\n| South | 1,204 | £84,280 |";

#[test]
fn figures_pasted_from_a_spreadsheet_become_a_table_and_undo_gives_the_text_back() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "By ward:");
    desk.paste(CELLS);
    assert_eq!(desk.question("1").answer, format!("By ward:\n\n{TABLE}"));
    assert!(
        desk.notice().starts_with("A table of 2 rows and 3 columns"),
        "{}",
        desk.notice()
    );
    assert!(
        desk.letter()
            .contains("Ward   Fines   Income\n-----  -----  -------\nNorth     12     £840"),
        "{}",
        desk.letter()
    );
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = desk.screen_at(width, height).text();
        assert!(screen.contains("| South | 1,204 | £84,280 |"), "{screen}");
        assert!(screen.contains("Ctrl+Z: as pasted"), "{screen}");
    }
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("1").answer, format!("By ward:{CELLS}"));
    desk.press("Ctrl+Z");
    assert_eq!(desk.question("1").answer, "By ward:");
    desk.press("Ctrl+Y Ctrl+Y");
    assert_eq!(desk.question("1").answer, format!("By ward:\n\n{TABLE}"));
}

#[test]
fn typing_goes_on_below_the_table() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "");
    desk.paste(CELLS);
    desk.press("Enter Enter");
    desk.paste("As of May.");
    assert_eq!(desk.question("1").answer, format!("{TABLE}\n\nAs of May."));
}

#[test]
fn cells_typed_by_hand_become_a_table_where_the_officer_says_so() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "By ward:\n\nWard  Fines\nNorth  12\nSouth  7");
    desk.press("Alt+G");
    assert_eq!(
        desk.question("1").answer,
        "By ward:\n\n| Ward  | Fines |\n| ----- | ----: |\n| North |    12 |\n| South |     7 |"
    );
    desk.press("Ctrl+Z");
    assert_eq!(
        desk.question("1").answer,
        "By ward:\n\nWard  Fines\nNorth  12\nSouth  7"
    );
    desk.answer("2", "A sentence.");
    assert_eq!(desk.press("Alt+G"), []);
    assert!(
        desk.notice().starts_with("No cells are seen here"),
        "{}",
        desk.notice()
    );
}

#[test]
fn thousands_of_rows_stay_text_and_the_officer_is_told() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "");
    let many = "North\t12\n".repeat(3_412);
    desk.paste(&many);
    assert_eq!(desk.question("1").answer, many, "nothing is lost");
    assert!(desk.notice().contains("3412 rows"), "{}", desk.notice());
}

#[test]
fn personal_data_in_a_table_is_found() {
    let mut desk = Desk::with(two_questions());
    desk.answer("1", "");
    desk.paste("Name\tMail\tFines\nA|B\tjane_smith47@gmail.com\t3\n");
    assert!(
        desk.question("1").answer.starts_with("| Name"),
        "{}",
        desk.question("1").answer
    );
    let found = desk.desk().derived.diagnostics.iter();
    let codes: Vec<&str> = found.map(|finding| finding.code).collect();
    assert!(codes.contains(&"email-address"), "{codes:?}");
    assert!(
        desk.letter().contains("A|B   jane_smith47@gmail.com"),
        "{}",
        desk.letter()
    );
}

#[test]
fn cells_pasted_elsewhere_stay_as_they_are() {
    let mut desk = Desk::with(two_questions());
    desk.go_to("1");
    desk.press("Ctrl+T e");
    desk.paste(CELLS);
    assert!(
        desk.question("1").text.contains("North\t12"),
        "{}",
        desk.question("1").text
    );
    let mut board = Desk::on_the_board();
    let effects = board.paste(CELLS);
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Journal { .. }))
    );
}
