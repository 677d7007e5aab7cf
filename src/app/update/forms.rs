//! What the keys do in every form: moving among the options of a choice, typing, the number of an option.

use crate::app::command::Command;
use crate::app::form::Form;
use crate::text::edit::EditAction;

/// Moves among the options of a choice.
pub(super) fn list(form: &mut impl Form, command: Command) {
    let last = form.field().part.options.len().saturating_sub(1);
    let at = form.field().chosen();
    let next = match command {
        Command::Up | Command::PageUp => at.map_or(0, |at| at.saturating_sub(1)),
        Command::Down | Command::PageDown => at.map_or(0, |at| (at + 1).min(last)),
        Command::First => 0,
        _ => last,
    };
    form.choose(next);
}

/// Something is typed: into a text, or the number of an option.
pub(super) fn typed(form: &mut impl Form, action: EditAction) {
    if !form.field().part.asked.is_chosen() {
        form.perform(action);
        return;
    }
    let EditAction::Insert(text) = action else {
        return;
    };
    let number = text.trim().parse::<usize>().ok();
    if let Some(option) = number.and_then(|number| number.checked_sub(1))
        && form.choose(option)
    {
        form.step(1);
    }
}
