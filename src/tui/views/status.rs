//! The status line: which case, when it is due, whether it is saved.

use super::Canvas;
use crate::app::desk::{Desk, SaveState};
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::domain::case::CaseStatus;
use crate::domain::clock::Standing;
use crate::domain::fields::short_date;
use crate::text::width::width;

pub(super) fn draw(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    let dot = canvas.marks.dot;
    let (left, right) = match &model.desk {
        Some(desk) => {
            let due = due(desk, dot, area.width < 100);
            let right = match model.sharing.short() {
                Some(words) => format!("{words} {dot} {due}"),
                None => due,
            };
            (case(desk), right)
        }
        None => (board(model), board_right(model, dot)),
    };
    let demo = if model.settings.demo {
        format!(" {dot} demo")
    } else {
        String::new()
    };
    let style = canvas.style.status;
    let room = area
        .width
        .saturating_sub(u16::try_from(width(&right)).unwrap_or(u16::MAX))
        .saturating_sub(2);
    let end = canvas.at(
        Area {
            width: room,
            ..area
        },
        1,
        &left,
        style,
    );
    canvas.at(
        Area {
            width: room,
            ..area
        },
        end,
        &demo,
        canvas.style.quiet,
    );
    let late = model
        .desk
        .as_ref()
        .and_then(|desk| desk.derived.standing)
        .is_some_and(|standing| standing.left < 0);
    let right_style = if late { canvas.style.error } else { style };
    canvas.right(
        Area {
            width: area.width.saturating_sub(1),
            ..area
        },
        &right,
        right_style,
    );
}

fn case(desk: &Desk) -> String {
    format!(
        "seriatim  {}  {}",
        desk.case.reference, desk.case.facts.title
    )
}

// The sync line stands before the date.
fn board_right(model: &Model, dot: &str) -> String {
    let date = short_date(model.today);
    match model.sharing.line(model.today) {
        line if line.is_empty() => date,
        line => format!("{line} {dot} {date}"),
    }
}

fn board(model: &Model) -> String {
    format!("seriatim  {}", model.settings.authority.name)
}

// On a narrow screen the title of the case matters more than the day of the period.
fn due(desk: &Desk, dot: &str, narrow: bool) -> String {
    let saved = match (&desk.read_only, &desk.saved) {
        (Some(_), _) => "read only",
        (None, SaveState::Saved) => "saved",
        (None, SaveState::Pending) => "saving",
        (None, SaveState::Failed(_)) => "NOT SAVED",
    };
    let due = match (&desk.derived.due, desk.derived.standing) {
        // What was sent is no longer due.
        _ if desk.case.facts.status == CaseStatus::Sent => sent(desk, dot),
        (Some(due), Some(standing)) => {
            let day = if narrow {
                String::new()
            } else {
                format!("day {} of {} {dot} ", standing.day, due.length())
            };
            let when = match &due.stopped {
                Some(stopped) => format!("stopped since {}", short_date(stopped.since)),
                None if due.certain => format!("due {}", short_date(due.date)),
                None if narrow => format!("due {}?", short_date(due.date)),
                None => format!("due {} (holidays not known yet)", short_date(due.date)),
            };
            format!("{when} {dot} {day}{}", left(standing))
        }
        _ if desk.derived.no_due.is_some() => "due date cannot be counted".to_owned(),
        _ if desk.case.facts.received.is_some() => "due …".to_owned(),
        _ => "date of receipt not known".to_owned(),
    };
    format!("{due} {dot} {saved}")
}

fn sent(desk: &Desk, dot: &str) -> String {
    let on = desk.case.facts.letter_date;
    let on = on.map_or_else(
        || "sent".to_owned(),
        |on| format!("sent {}", short_date(on)),
    );
    match desk.derived.changed_since {
        Some(_) => format!("{on} {dot} CHANGED SINCE"),
        None => on,
    }
}

/// Returns how many days are left, in words.
fn left(standing: Standing) -> String {
    match standing.left {
        0 => "due today".to_owned(),
        days if days < 0 => format!("{} late", -days),
        days => format!("{days} left"),
    }
}
