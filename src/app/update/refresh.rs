//! After every message: what is derived is brought up to date, and every window shows its cursor.

use crate::app::derived::Needed;
use crate::app::desk::{Desk, Focus, Row};
use crate::app::geometry::{self, SMALLEST, Wishes};
use crate::app::model::{Model, known};
use crate::app::overlay::Overlay;
use crate::app::panel::{PanelKey, PanelRow, Tab, snippet_rows};
use crate::app::update::overlays;

/// Brings everything that follows from the model up to date. Costs what changed.
pub(super) fn refresh(model: &mut Model) {
    if let Some(mut desk) = model.desk.take() {
        refresh_desk(model, &mut desk);
        model.desk = Some(desk);
    } else {
        model
            .board
            .arrange(&model.regimes, &model.settings.calendar, model.today);
        let rows = geometry::frame(model.size).body.inner().height;
        let len = model.board.rows.len();
        model
            .board
            .scroll
            .show(usize::from(rows.saturating_sub(1)), len);
    }
    if let Some(mut overlay) = model.overlay.take() {
        overlays::refresh(model, &mut overlay);
        model.overlay = Some(overlay);
    }
}

fn refresh_desk(model: &Model, desk: &mut Desk) {
    let needed = Needed {
        rules: &model.rules,
        regimes: &model.regimes,
        calendar: &model.settings.calendar,
        regulators: &model.settings.regulators,
        library: &model.library,
        authority: &model.settings.authority,
        today: model.today,
        generation: model.generation,
    };
    desk.derived.refresh(&desk.case, &needed);
    let due = desk.derived.due.as_ref().map(|due| due.date);
    let known = known(
        &model.settings,
        &model.regimes,
        &desk.case,
        due,
        model.today,
    );
    desk.letter.refresh(&known, model.settings.sharing);
    panel_rows(model, desk);

    // The question's pane is as high as its text needs, so it is laid out first.
    let wide = geometry::panes(
        model.size,
        Wishes {
            large_letter: false,
            ..desk.wishes
        },
    );
    let width = wide.question.prose().width;
    match desk.row(desk.list.cursor) {
        Row::Question(index) => {
            desk.question
                .layout(&desk.case.questions[index].text, width.max(1));
            desk.wishes.question_rows = u16::try_from(desk.question.rows()).unwrap_or(u16::MAX);
        }
        Row::Opening | Row::Closing => desk.wishes.question_rows = 1,
    }
    show_focus(model.size, desk);
    let panes = geometry::panes(model.size, desk.wishes);
    let list_rows = usize::from(panes.questions.inner().height);
    let rows = desk.rows();
    desk.list.show(list_rows, rows);
    desk.question
        .follow_caret(panes.question.inner().height.max(1));
    let place = desk.place();
    let text = desk.case.text(&place);
    desk.answer.layout(text, panes.answer.prose().width.max(1));
    desk.answer.follow_caret(panes.answer.inner().height.max(1));
    desk.letter
        .editor
        .layout(&desk.letter.text, panes.letter.prose().width.max(1));
    let panel = geometry::panel_parts(panes.panel);
    let len = desk.panel.rows.len();
    desk.panel
        .scroll
        .show(usize::from(panel.rows.height) / geometry::PANEL_ROW, len);
}

// The pane that hears the keyboard is on screen, whatever size the window has taken meanwhile.
fn show_focus(size: (u16, u16), desk: &mut Desk) {
    if size.0 < SMALLEST.0 || size.1 < SMALLEST.1 {
        return;
    }
    let panes = geometry::panes(size, desk.wishes);
    match desk.focus {
        Focus::Letter if panes.letter.is_empty() => desk.wishes.drawer = false,
        Focus::Panel if panes.panel.is_empty() => desk.wishes.drawer = true,
        Focus::Question if panes.question.is_empty() => desk.wishes.large_letter = false,
        Focus::Answer if panes.answer.is_empty() => desk.wishes.large_letter = false,
        _ => {}
    }
}

// The rows are made anew when the question, the filter, the library or the findings are others than before.
fn panel_rows(model: &Model, desk: &mut Desk) {
    let subject = match desk.row(desk.list.cursor) {
        Row::Opening => "opening".to_owned(),
        Row::Closing => "closing".to_owned(),
        Row::Question(index) => {
            let question = &desk.case.questions[index];
            // A title above a question says what "it" is; the words of the question itself count most.
            format!("{} {}", question.text, question.before)
        }
    };
    let key = PanelKey {
        tab: desk.panel.tab,
        typed: desk.panel.filter.text().to_owned(),
        subject,
        generation: model.generation,
        findings: if desk.panel.tab == Tab::Checks {
            desk.derived.revision()
        } else {
            0
        },
    };
    if key == desk.panel.key && !desk.panel.rows.is_empty() {
        return;
    }
    let regime = desk.current().map_or(&*desk.case.facts.regime, |question| {
        desk.case.regime_of(question)
    });
    let regime = regime.to_owned();
    let regime = regime.as_str();
    let (rows, suggested) = match key.tab {
        Tab::Snippets => snippet_rows(&model.library, &key.typed, &key.subject, regime),
        Tab::Exemptions => {
            desk.panel
                .provisions
                .refresh(&model.regimes, model.generation);
            (desk.panel.provisions.rows(&key.typed, regime), false)
        }
        Tab::Checks => (
            (0..desk.derived.diagnostics.len())
                .map(PanelRow::Finding)
                .collect(),
            false,
        ),
    };
    let moved = key.tab != desk.panel.key.tab
        || key.typed != desk.panel.key.typed
        || key.subject != desk.panel.key.subject;
    if moved {
        desk.panel.scroll = crate::app::scroll::Scroll::default();
    }
    desk.panel.rows = rows;
    desk.panel.suggested = suggested && key.typed.trim().is_empty();
    desk.panel.key = key;
}

/// Scrolls the letter to the passage that is being written, when the officer has gone to another one.
pub(super) fn show_in_letter(desk: &mut Desk) {
    let place = desk.place();
    let passage = desk.letter.find(|kind| match kind.question() {
        Some(id) => place.question() == Some(id),
        None => kind.place().as_ref() == Some(&place),
    });
    if let Some(start) = passage.map(|passage| passage.range.start) {
        desk.letter.editor.bring_to_top(&desk.letter.text, start);
    }
}

/// Tells whether an overlay takes what is typed.
pub(super) fn overlay_writes(overlay: &Overlay) -> bool {
    matches!(
        overlay,
        Overlay::Palette(_) | Overlay::Prompt(_) | Overlay::NewCase(_)
    )
}
