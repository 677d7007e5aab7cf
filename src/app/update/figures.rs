//! The figures of the team: counted beside the screen, then there to read.

use crate::app::effect::{Effect, Ticket};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::domain::statistics::{Statistics, print};

/// How long the longest bar is: it fits on a screen of 80 columns.
const LONGEST: usize = 10;

/// Asks for the figures of this year; the open cases are counted whenever they came in.
pub(super) fn count(model: &mut Model) -> Vec<Effect> {
    let ticket = model.next_ticket();
    model.say("Counting …");
    let since = model.today.first_of_year();
    vec![Effect::CountFigures { ticket, since }]
}

/// They have come back, or why they have not.
pub(super) fn counted(
    model: &mut Model,
    ticket: Ticket,
    result: Result<Box<(Statistics, Vec<String>)>, String>,
) -> Vec<Effect> {
    // Who opened something else meanwhile is not thrown out of it.
    if ticket != model.ticket || model.overlay.is_some() {
        return Vec::new();
    }
    let (statistics, problems) = match result {
        Ok(counted) => *counted,
        Err(error) => {
            model.fail(error);
            return Vec::new();
        }
    };
    let mark = if model.settings.ascii { '#' } else { '█' };
    let text = print::text(&statistics, mark, LONGEST);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if !problems.is_empty() {
        lines.push(String::new());
        lines.push("Not counted".to_owned());
        lines.extend(problems.into_iter().map(|problem| format!("  {problem}")));
    }
    model.overlay = Some(Overlay::Reading {
        title: "Figures".to_owned(),
        lines,
        scroll: Scroll::default(),
    });
    model.say("");
    Vec::new()
}
