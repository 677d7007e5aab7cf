//! After every message: what is derived is brought up to date, and every window shows its cursor.

use crate::app::derived::Needed;
use crate::app::desk::{Desk, Focus, Row};
use crate::app::geometry::{self, SMALLEST, Wishes};
use crate::app::model::{Model, known};
use crate::app::overlay::Overlay;
use crate::app::panel::{Asking, PanelKey, PanelRow, Suggestions, Tab, around, suggestions};
use crate::app::update::overlays;
use crate::domain::letter::fixed_texts;
use crate::domain::question::Citation;

/// Brings everything that follows from the model up to date. Costs what changed.
pub(super) fn refresh(model: &mut Model) {
    if let Some(mut desk) = model.desk.take() {
        refresh_desk(model, &mut desk);
        model.desk = Some(desk);
    } else {
        model
            .board
            .arrange(&model.regimes, model.today, model.generation);
        let area = geometry::board(model.size, model.board.remarks().len());
        let len = model.board.rows.len();
        model.board.scroll.show(usize::from(area.list.height), len);
    }
    if let Some(mut overlay) = model.overlay.take() {
        overlays::refresh(model, &mut overlay);
        model.overlay = Some(overlay);
    }
}

fn refresh_desk(model: &Model, desk: &mut Desk) {
    let facts = |due| {
        known(
            &model.settings,
            &model.regimes,
            &model.library,
            &desk.case,
            due,
            model.today,
        )
    };
    let due = desk.derived.due.as_ref().map(|due| due.date);
    let fixed = fixed_texts(&facts(due));
    let needed = Needed {
        rules: &model.rules,
        regimes: &model.regimes,
        regulators: &model.settings.regulators,
        library: &model.library,
        authority: &model.settings.authority,
        sign_off: &model.settings.sign_off,
        sent: desk.sent.as_ref(),
        fixed: &fixed,
        to_sign: &model.fixed_to_sign(&desk.case),
        today: model.today,
        generation: model.generation,
    };
    desk.derived.refresh(&desk.case, &needed);
    let due = desk.derived.due.as_ref().map(|due| due.date);
    let known = facts(due);
    desk.letter
        .refresh(&known, model.settings.sharing, model.generation);
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
        .show(usize::from(panel.rows.height / geometry::PANEL_ROW), len);
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
    let key = panel_key(model, desk);
    if key == desk.panel.key && !desk.panel.rows.is_empty() {
        show_wished(model, desk);
        return;
    }
    let (rows, suggested) = rows_for(model, desk, &key);
    let moved = key.tab != desk.panel.key.tab
        || key.typed != desk.panel.key.typed
        || (key.subject != desk.panel.key.subject && key.tab != Tab::Checks);
    if moved {
        desk.panel.scroll = crate::app::scroll::Scroll::default();
    }
    if moved && key.tab == Tab::Checks {
        // What was found here comes first into view.
        let here = desk.place();
        let found = &desk.derived.diagnostics;
        let first = found
            .iter()
            .position(|one| one.place.as_ref() == Some(&here));
        desk.panel.scroll.cursor = first.unwrap_or(0);
    }
    // What came in above must not put another row under the cursor of an officer who has moved.
    let chosen = desk
        .panel
        .chosen()
        .filter(|_| !moved && desk.panel.scroll.cursor > 0);
    let at = chosen.and_then(|chosen| rows.iter().position(|row| row.is_same(chosen)));
    if let Some(at) = at {
        desk.panel.scroll.cursor = at;
    }
    desk.panel.rows = rows;
    desk.panel.suggested = suggested && !desk.panel.asking.typed;
    desk.panel.key = key;
    show_wished(model, desk);
}

fn panel_key(model: &Model, desk: &Desk) -> PanelKey {
    let (subject, around) = match desk.row(desk.list.cursor) {
        Row::Opening => ("opening".to_owned(), String::new()),
        Row::Closing => ("closing".to_owned(), String::new()),
        Row::Question(index) => {
            let question = &desk.case.questions[index];
            (question.text.clone(), around(&desk.case, question))
        }
    };
    PanelKey {
        tab: desk.panel.tab,
        typed: desk.panel.filter.text().to_owned(),
        subject,
        around,
        generation: model.generation,
        findings: match desk.panel.tab {
            Tab::Checks => desk.derived.revision(),
            // What is cited stands first, so the rows follow the citations.
            Tab::Exemptions => desk.case.shape,
            Tab::Snippets => 0,
        },
        told: desk.panel.past.told(),
    }
}

// The rows, and whether they are suggestions.
fn rows_for(model: &Model, desk: &mut Desk, key: &PanelKey) -> (Vec<PanelRow>, bool) {
    let regime = desk.current().map_or(&*desk.case.facts.regime, |question| {
        desk.case.regime_of(question)
    });
    let regime = regime.to_owned();
    let regime = regime.as_str();
    match key.tab {
        Tab::Snippets => {
            let synonyms = model.library.synonyms();
            let asking = Asking::read(&key.typed, &key.subject, &key.around, synonyms);
            let past = desk.panel.past.found(&asking);
            let Suggestions { rows, found } =
                suggestions(&model.library, past, &asking, regime, model.today);
            desk.panel.asking = asking;
            (rows, found)
        }
        Tab::Exemptions => {
            desk.panel
                .provisions
                .refresh(&model.regimes, model.generation);
            let mut rows = desk.panel.provisions.rows(&key.typed, regime);
            if key.typed.trim().is_empty() {
                rows.sort_by_key(|row| !is_cited(model, desk, row));
            }
            (rows, false)
        }
        Tab::Checks => (
            (0..desk.derived.diagnostics.len())
                .map(PanelRow::Finding)
                .collect(),
            false,
        ),
    }
}

fn provision_of(model: &Model, row: &PanelRow) -> Option<Citation> {
    let PanelRow::Provision { regime, index } = row else {
        return None;
    };
    let provision = model.regimes.get(regime)?.provisions.get(*index)?;
    Some(Citation {
        regime: regime.clone(),
        cite: provision.cite.clone(),
    })
}

fn is_cited(model: &Model, desk: &Desk, row: &PanelRow) -> bool {
    let cited = desk.current().map(|question| &question.citations);
    cited.is_some_and(|cited| {
        !cited.is_empty() && provision_of(model, row).is_some_and(|own| cited.contains(&own))
    })
}

// The provision whose passage the officer came from is the chosen one.
fn show_wished(model: &Model, desk: &mut Desk) {
    let Some(wished) = desk.panel.wished.take() else {
        return;
    };
    let at = desk
        .panel
        .rows
        .iter()
        .position(|row| provision_of(model, row).as_ref() == Some(&wished));
    if let Some(at) = at {
        desk.panel.scroll.cursor = at;
    }
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
        Overlay::Palette(_)
            | Overlay::Prompt(_)
            | Overlay::NewCase(_)
            | Overlay::Composer(_)
            | Overlay::SnippetForm(_)
            | Overlay::Library(_)
            | Overlay::Settling(_)
            | Overlay::Harvest(_)
    )
}
