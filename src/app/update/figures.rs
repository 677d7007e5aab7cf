//! The figures of the team: counted beside the screen, period by period, then there to read.

use super::overlays::clamp_reading;
use crate::app::command::Command;
use crate::app::effect::{Effect, Ticket};
use crate::app::figures::FiguresScreen;
use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::statistics::{Period, Statistics};

/// Opens the screen on the figures of this year; the open cases are counted whenever they came in.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.overlay.is_some() {
        let keys = &model.settings.keymap;
        let (close, open) = (keys.label(Command::Cancel), keys.label(Command::Figures));
        model.say(format!(
            "{close} leaves this; then {open} shows the figures"
        ));
        return Vec::new();
    }
    model.overlay = Some(Overlay::Figures(Box::default()));
    choose(model, Period::default())
}

/// A command of the screen.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Figures(screen)) = &model.overlay else {
        return Vec::new();
    };
    let period = screen.period.turned(command == Command::NextPeriod);
    choose(model, period)
}

/// Shows a period; it is counted if it was not yet.
pub(super) fn choose(model: &mut Model, period: Period) -> Vec<Effect> {
    let since = period.since(model.today);
    let Some(Overlay::Figures(screen)) = &mut model.overlay else {
        return Vec::new();
    };
    screen.period = period;
    screen.scroll.top = 0;
    screen.problem = None;
    screen.waits = None;
    if screen.shown().is_some() {
        return Vec::new();
    }
    let ticket = model.next_ticket();
    if let Some(Overlay::Figures(screen)) = &mut model.overlay {
        screen.waits = Some(ticket);
    }
    vec![Effect::CountFigures { ticket, since }]
}

/// They have come back, or why they have not.
pub(super) fn counted(
    model: &mut Model,
    ticket: Ticket,
    result: Result<Box<(Statistics, Vec<String>)>, String>,
) -> Vec<Effect> {
    // Who opened something else meanwhile is not thrown out of it.
    let Some(Overlay::Figures(screen)) = &mut model.overlay else {
        return Vec::new();
    };
    if screen.waits != Some(ticket) {
        return Vec::new();
    }
    screen.waits = None;
    match result {
        Ok(counted) => {
            screen.counted.insert(screen.period, *counted);
        }
        Err(error) => screen.problem = Some(error),
    }
    Vec::new()
}

/// Keeps the window over the rows within them.
pub(super) fn refresh(model: &Model, screen: &mut FiguresScreen) {
    let parts = geometry::figures(model.size);
    let widths: Vec<u16> = parts.columns.iter().map(|area| area.width).collect();
    let rows = screen.columns(&widths).iter().map(Vec::len).max();
    let height = parts.columns.first().map_or(0, |area| area.height);
    clamp_reading(&mut screen.scroll, rows.unwrap_or(0), height);
}
