//! Finding one's way: panes, questions, lists, the board.

use super::refresh::show_in_letter;
use super::{close_desk, composer, earlier, forms};
use crate::app::command::Command;
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::panel::Tab;
use crate::app::scroll::Scroll;
use crate::domain::ids::Reference;
use crate::domain::suggest::Typed;

/// Opens the chosen case of the board.
pub(super) fn open_chosen(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.board.chosen() else {
        return Vec::new();
    };
    if let Some(problem) = row.summary.problem.clone() {
        model.fail(problem);
        return Vec::new();
    }
    Reference::parse(&row.summary.reference)
        .map_or_else(Vec::new, |reference| vec![Effect::Open(reference)])
}

/// Closes the case and shows the board.
pub(super) fn back_to_board(model: &mut Model) -> Vec<Effect> {
    let mut effects = close_desk(model);
    effects.push(Effect::LoadBoard);
    effects
}

/// Gives the keyboard to the next pane.
pub(super) fn pane(model: &mut Model, by: isize) -> Vec<Effect> {
    const ORDER: [Focus; 5] = [
        Focus::Questions,
        Focus::Question,
        Focus::Answer,
        Focus::Letter,
        Focus::Panel,
    ];
    let panes = model.panes();
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let area = |focus: Focus| match focus {
        Focus::Questions => panes.questions,
        Focus::Question => panes.question,
        Focus::Answer => panes.answer,
        Focus::Letter => panes.letter,
        Focus::Panel => panes.panel,
    };
    // Between Tab and the eye only what is on screen counts.
    let shown: Vec<Focus> = ORDER
        .into_iter()
        .filter(|focus| !area(*focus).is_empty())
        // Opening and closing have no question to write in.
        .filter(|focus| *focus != Focus::Question || desk.current().is_some())
        .collect();
    let at = shown
        .iter()
        .position(|focus| *focus == desk.focus)
        .unwrap_or(0);
    let count = shown.len().cast_signed();
    if count > 0 {
        let next = (at.cast_signed() + by).rem_euclid(count).unsigned_abs();
        desk.focus = shown[next];
    }
    desk.history.close_step();
    Vec::new()
}

/// Goes to the next or the previous row of the list.
pub(super) fn question(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let row = desk
        .list
        .cursor
        .saturating_add_signed(by)
        .min(desk.rows() - 1);
    go_to_row(desk, row);
    Vec::new()
}

/// Goes to the next question without an answer, from here round to here.
pub(super) fn next_unanswered(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let count = desk.case.questions.len();
    let next = (0..count)
        .map(|step| (desk.list.cursor + step) % count.max(1))
        .find(|index| !desk.case.questions[*index].is_answered());
    if let Some(index) = next {
        go_to_row(desk, index + 1);
    } else {
        let key = model.settings.keymap.label(Command::Copy);
        model.say(format!(
            "Every question is answered; {key} checks and copies the letter"
        ));
    }
    Vec::new()
}

/// Puts the cursor on a row of the list and shows its passage of the letter.
pub(super) fn go_to_row(desk: &mut Desk, row: usize) {
    desk.go_to_row(row);
    // Words were typed for the question that is left; filters stay until they are cleared.
    let filters = match desk.panel.tab {
        Tab::Snippets => Typed::filters(desk.panel.filter.text()),
        Tab::Exemptions | Tab::Checks => String::new(),
    };
    if filters.trim_end() != desk.panel.filter.text().trim_end() {
        desk.panel.filter.set_text(&filters);
    }
    if desk.focus == Focus::Question && desk.current().is_none() {
        desk.focus = Focus::Answer;
    }
    show_in_letter(desk);
}

/// Gives the keyboard to the list of questions.
pub(super) fn focus_questions(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        desk.focus = Focus::Questions;
        desk.wishes.large_letter = false;
    }
    Vec::new()
}

/// Gives the keyboard to the answer.
pub(super) fn focus_answer(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        desk.focus = Focus::Answer;
        desk.wishes.large_letter = false;
    }
    Vec::new()
}

/// Shows a tab of the panel and gives it the keyboard.
pub(super) fn tab(model: &mut Model, tab: Tab) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        if desk.panel.tab != tab {
            desk.panel.filter.set_text("");
        }
        if tab == Tab::Exemptions
            && let Some(citation) = composer::passage_at_caret(desk)
        {
            desk.panel.filter.set_text("");
            desk.panel.wished = Some(citation);
        }
        desk.panel.tab = tab;
        desk.focus = Focus::Panel;
        desk.wishes.drawer = true;
        desk.wishes.large_letter = false;
    }
    Vec::new()
}

/// Shows the next tab.
pub(super) fn next_tab(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let at = Tab::ALL
        .iter()
        .position(|tab| *tab == desk.panel.tab)
        .unwrap_or(0);
    tab(model, Tab::ALL[(at + 1) % Tab::ALL.len()])
}

/// Clears the filter of the panel; with nothing to clear the keyboard goes to the answer.
pub(super) fn clear_filter(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        if desk.panel.filter.text().is_empty() {
            desk.focus = Focus::Answer;
        } else {
            desk.panel.filter.set_text("");
        }
    }
    Vec::new()
}

/// Makes the letter large, or small again.
pub(super) fn toggle_letter(model: &mut Model) -> Vec<Effect> {
    let wide = geometry::is_wide(model.size);
    if let Some(desk) = &mut model.desk {
        // On a narrow screen the panel lies over the letter: the first press brings the letter out.
        let hidden = !wide && desk.wishes.drawer;
        desk.wishes.large_letter = hidden || !desk.wishes.large_letter;
        desk.wishes.drawer = !desk.wishes.large_letter;
        desk.focus = if desk.wishes.large_letter {
            Focus::Letter
        } else {
            Focus::Panel
        };
        if desk.wishes.large_letter {
            show_in_letter(desk);
            // What is at the top is what Enter goes to.
            let letter = &mut desk.letter;
            let top = letter.editor.row(letter.editor.top()).range.start;
            letter.editor.set_caret(&letter.text, top);
        }
    }
    Vec::new()
}

/// From a passage of the letter to where it is written.
pub(super) fn go_to_source(model: &mut Model) -> Vec<Effect> {
    if let Some(desk) = &mut model.desk {
        let caret = desk.letter.editor.caret();
        let place = desk
            .letter
            .passage_at(caret)
            .and_then(|passage| passage.block.kind.place());
        if let Some(place) = place {
            desk.wishes.large_letter = false;
            desk.go_to(&place, None);
        }
    }
    Vec::new()
}

/// A list motion: whichever list hears the keyboard.
pub(super) fn list(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    if let Some(overlay) = &mut model.overlay {
        let page = usize::from(geometry::frame(size).body.height / 2).max(1);
        match overlay {
            Overlay::Help(scroll) | Overlay::Reading { scroll, .. } => read(scroll, command, page),
            Overlay::Palette(palette) => {
                step(&mut palette.scroll, command, page, palette.commands.len());
            }
            Overlay::Choice(choice) => match &mut choice.page {
                // The options are few: what scrolls is what is compared.
                Some(shown) if !matches!(command, Command::Up | Command::Down) => {
                    read(&mut shown.scroll, command, page);
                }
                _ => step(&mut choice.scroll, command, page, choice.options.len()),
            },
            Overlay::Composer(form) => forms::list(&mut **form, command),
            Overlay::SnippetForm(form) => forms::list(&mut **form, command),
            Overlay::Library(screen) => {
                step(&mut screen.scroll, command, page, screen.rows.len());
                screen.text.top = 0;
            }
            Overlay::Settling(screen) => read(&mut screen.scroll, command, page),
            Overlay::Reviewing(screen) => read(&mut screen.scroll, command, page),
            Overlay::Figures(screen) => read(&mut screen.scroll, command, page),
            Overlay::Earlier(screen) => earlier::list(screen, command),
            Overlay::Comparing(screen) => read(&mut screen.scroll, command, page),
            Overlay::Harvest(screen) => {
                let page = usize::from(geometry::harvest(size).list.height).max(1);
                let len = screen.len();
                step(&mut screen.scroll, command, page, len);
            }
            Overlay::Prompt(_) | Overlay::NewCase(_) => {}
        }
        return Vec::new();
    }
    let panes = model.panes();
    let Some(desk) = &mut model.desk else {
        let page = usize::from(geometry::frame(size).body.height)
            .saturating_sub(3)
            .max(1);
        let len = model.board.rows.len();
        step(&mut model.board.scroll, command, page, len);
        return Vec::new();
    };
    match desk.focus {
        Focus::Questions => {
            let page = usize::from(panes.questions.inner().height).max(1);
            let mut scroll = desk.list;
            step(&mut scroll, command, page, desk.rows());
            go_to_row(desk, scroll.cursor);
        }
        Focus::Panel => {
            let page =
                usize::from(geometry::panel_parts(panes.panel).rows.height / geometry::PANEL_ROW);
            let len = desk.panel.rows.len();
            step(&mut desk.panel.scroll, command, page.max(1), len);
        }
        Focus::Letter => {
            let page = panes.letter.inner().height.max(1);
            let rows = match command {
                Command::Up => -1,
                Command::Down => 1,
                Command::PageUp => -isize::from(page.cast_signed()),
                Command::PageDown => isize::from(page.cast_signed()),
                Command::First => isize::MIN / 2,
                _ => isize::MAX / 2,
            };
            desk.letter.editor.scroll_by(rows);
            let top = desk.letter.editor.top();
            let byte = desk.letter.editor.row(top).range.start;
            desk.letter.editor.set_caret(&desk.letter.text, byte);
        }
        Focus::Question | Focus::Answer => {}
    }
    Vec::new()
}

fn step(scroll: &mut Scroll, command: Command, page: usize, len: usize) {
    let page = page.cast_signed();
    match command {
        Command::Up => scroll.step(-1, len),
        Command::Down => scroll.step(1, len),
        Command::PageUp => scroll.step(-page, len),
        Command::PageDown => scroll.step(page, len),
        Command::First => scroll.go(0, len),
        _ => scroll.go(usize::MAX, len),
    }
}

// A text to read has no cursor: its window moves. The end is clamped where the lines are known.
fn read(scroll: &mut Scroll, command: Command, page: usize) {
    let len = usize::MAX;
    step(scroll, command, page, len);
    scroll.top = scroll.cursor;
}
