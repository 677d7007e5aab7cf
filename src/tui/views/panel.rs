//! The panel: snippets, exemptions, checks.

use ratatui::layout::Position;

use super::{Canvas, Cursor, findings, suggestions};
use crate::app::desk::{Desk, Focus};
use crate::app::geometry::{self, Area, PANEL_ROW, PanelParts};
use crate::app::hints;
use crate::app::model::Model;
use crate::app::panel::{PanelRow, Tab};
use crate::domain::regime::Provision;

pub(super) fn draw(model: &Model, desk: &Desk, area: Area, canvas: &mut Canvas<'_>) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let focused = desk.focus == Focus::Panel;
    let title = match desk.panel.tab {
        Tab::Snippets => suggestions::title(model, desk),
        Tab::Exemptions => "Exemptions",
        Tab::Checks => "Checks",
    };
    let parts = geometry::panel_parts(area);
    let title = match desk.panel.tab {
        // A low screen has no other line for it.
        Tab::Checks if parts.detail.is_empty() => findings::title(desk, canvas.marks.dot),
        _ => title.to_owned(),
    };
    let count = desk.panel.rows.len();
    let place = if count == 0 {
        String::new()
    } else {
        format!("{}/{count}", desk.panel.scroll.cursor + 1)
    };
    canvas.frame(area, &title, &place, focused);
    tabs(model, desk, parts.tabs, canvas);
    let filter = filter(model, desk, &parts, canvas);
    if count == 0 {
        canvas.paragraph(parts.rows, &nothing(model, desk), canvas.style.quiet);
    }
    let (rows, scroll) = (&desk.panel.rows, desk.panel.scroll);
    let draw = |canvas: &mut Canvas<'_>, at: usize, row, chosen| {
        draw_row(model, desk, &rows[at], row, chosen, canvas);
    };
    let chosen_at = canvas.list(parts.rows, PANEL_ROW, scroll, count, draw);
    detail(model, desk, &parts, canvas);
    // The terminal's cursor is where typing goes: the filter; in the checks it is the chosen row.
    let cursor = if desk.panel.tab == Tab::Checks {
        chosen_at.unwrap_or(filter)
    } else {
        filter
    };
    focused.then_some(cursor)
}

fn tabs(model: &Model, desk: &Desk, line: Area, canvas: &mut Canvas<'_>) {
    for (tab, title, start, _) in hints::tabs(model) {
        let style = if tab == desk.panel.tab {
            canvas.style.chosen
        } else {
            canvas.style.quiet
        };
        canvas.at(line, start, &title, style);
    }
}

fn filter(model: &Model, desk: &Desk, parts: &PanelParts, canvas: &mut Canvas<'_>) -> Position {
    let line = parts.filter;
    if desk.panel.tab == Tab::Checks {
        let words = if parts.detail.is_empty() {
            findings::next_step(model, desk, canvas.marks.dot)
        } else {
            findings::summary(model, desk, canvas.marks.dot)
        };
        canvas.line(line, &words, canvas.style.quiet);
        return Position::new(line.x, line.y);
    }
    let end = canvas.line(line, "/ ", canvas.style.key);
    let room = line.behind(end);
    let typed = &desk.panel.filter;
    if typed.text().is_empty() {
        let words = match desk.panel.tab {
            Tab::Exemptions => "number or words: 31, cyber, cost".to_owned(),
            _ => suggestions::hint(model, desk),
        };
        canvas.line(room, &words, canvas.style.quiet);
        return Position::new(room.x, room.y);
    }
    let (text, key) = (canvas.style.text, canvas.style.key);
    let is_search = desk.panel.tab == Tab::Snippets;
    canvas.typed_in(room, typed, |seen| {
        // Filters are shown as what they are: they leave something out.
        let filters = if is_search {
            suggestions::filters(seen)
        } else {
            Vec::new()
        };
        move |at| {
            if filters.iter().any(|filter| filter.contains(&at)) {
                key
            } else {
                text
            }
        }
    })
}

fn nothing(model: &Model, desk: &Desk) -> String {
    let words = match desk.panel.tab {
        Tab::Snippets if model.library.snippets().is_empty() => "The library is being read …",
        Tab::Snippets => return suggestions::nothing(model, desk),
        Tab::Exemptions if model.regimes.iter().next().is_none() => "The regimes are being read …",
        Tab::Exemptions => "No provision has this number or these words.",
        Tab::Checks => "Nothing stands in the way.",
    };
    words.to_owned()
}

fn draw_row(
    model: &Model,
    desk: &Desk,
    row: &PanelRow,
    area: Area,
    chosen: bool,
    canvas: &mut Canvas<'_>,
) {
    let (first, second) = (area.row(0), area.row(1));
    let style = canvas.mark_chosen(first, 0, chosen);
    match row {
        PanelRow::Snippet {
            index,
            matched,
            served,
        } => {
            let Some(snippet) = model.library.at(*index) else {
                return;
            };
            canvas.at(first, 2, &snippet.title, style);
            let about = suggestions::about_snippet(
                model,
                *index,
                matched,
                served.as_ref(),
                canvas.marks.dot,
            );
            canvas.at(second, 4, &about, canvas.style.quiet);
        }
        PanelRow::Past(found) => suggestions::past_row(model, found, first, second, style, canvas),
        PanelRow::Provision { regime, index } => {
            let Some(pack) = model.regimes.get(regime) else {
                return;
            };
            let Some(provision) = pack.provisions.get(*index) else {
                return;
            };
            let cited = desk.current().is_some_and(|question| {
                question
                    .citations
                    .iter()
                    .any(|own| own.regime == *regime && own.cite == provision.cite)
            });
            let mark = if cited {
                format!("{} ", canvas.marks.marked)
            } else {
                String::new()
            };
            let line = format!("{mark}{} {}", pack.label(&provision.cite), provision.title);
            canvas.at(first, 2, &line, style);
            let words = provision.in_words();
            let dot = canvas.marks.dot;
            let words = if words.is_empty() {
                pack.short.clone()
            } else {
                format!("{} {dot} {words}", pack.short)
            };
            // The chosen one says at once what it will ask for; a low screen has no other place for it.
            let words = if chosen && provision.can_be_relied_on() {
                format!(
                    "{words} {dot} asks for {}",
                    asks_for(model, regime, provision)
                )
            } else {
                words
            };
            canvas.at(second, 4, &words, canvas.style.quiet);
        }
        PanelRow::Finding(at) => {
            let Some(finding) = desk.derived.diagnostics.get(*at) else {
                return;
            };
            findings::row(finding, first, second, style, canvas);
        }
    }
}

// What the composer will ask for, in the words of its list.
fn asks_for(model: &Model, regime: &str, provision: &Provision) -> String {
    let Some(pack) = model.regimes.get(regime) else {
        return String::new();
    };
    let plan = model.settings.composing.plan(pack, provision);
    let titles: Vec<String> = plan.asked().map(|part| part.title.to_lowercase()).collect();
    titles.join(", ")
}

// The chosen row at length, so that a snippet is read before it goes in.
fn detail(model: &Model, desk: &Desk, parts: &PanelParts, canvas: &mut Canvas<'_>) {
    let area = parts.detail;
    if area.is_empty() {
        return;
    }
    let rule: String = std::iter::repeat_n(
        if model.settings.ascii { '-' } else { '─' },
        usize::from(area.width),
    )
    .collect();
    canvas.line(area, &rule, canvas.style.frame);
    let rows = area.below(1);
    match desk.panel.chosen() {
        Some(PanelRow::Snippet { index, served, .. }) => {
            suggestions::snippet_detail(model, *index, served.as_ref(), rows, canvas);
        }
        Some(PanelRow::Past(found)) => suggestions::past_detail(model, found, rows, canvas),
        Some(PanelRow::Provision { regime, index }) => {
            if let Some(provision) = model
                .regimes
                .get(regime)
                .and_then(|pack| pack.provisions.get(*index))
            {
                let mut words = provision.notes.clone();
                if provision.can_be_relied_on() {
                    let asks = asks_for(model, regime, provision);
                    words = format!("Asks for: {asks}\n{words}");
                }
                if !provision.threshold.is_empty() {
                    words = format!("Test: {}\n{words}", provision.threshold);
                }
                if !provision.ncnd.is_empty() {
                    words = format!("{words}\nNeither confirm nor deny: {}", provision.ncnd);
                }
                if !provision.verified {
                    words = format!("{words}\nThe wording has not been checked against a source.");
                }
                canvas.paragraph(rows, words.trim_start(), canvas.style.text);
            }
        }
        Some(PanelRow::Finding(at)) => {
            if let Some(finding) = desk.derived.diagnostics.get(*at) {
                findings::detail(model, finding, rows, canvas);
            }
        }
        None => {}
    }
}
