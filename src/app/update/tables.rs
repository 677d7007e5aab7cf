//! Tables in answers: figures that were pasted from a spreadsheet, and what an officer says is a table.

use std::ops::Range;

use crate::app::command::Command;
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::case::Place;
use crate::domain::change::Change;
use crate::text::edit::Splice;
use crate::text::sheet::{self, Sheet};
use crate::text::slice;

/// Makes a table of cells that have just been pasted into an answer. The text as it was pasted is a step of its own, so
/// that undo gives it back.
pub(super) fn pasted(model: &mut Model, text: &str, mut effects: Vec<Effect>) -> Vec<Effect> {
    // Without effects nothing was pasted here.
    if effects.is_empty() || model.overlay.is_some() {
        return effects;
    }
    let Some(desk) = model
        .desk
        .as_mut()
        .filter(|desk| desk.focus == Focus::Answer)
    else {
        return effects;
    };
    let sheet = match sheet::pasted(text) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => return effects,
        Err(error) => {
            model.warn(format!("Pasted as text: {error}"));
            return effects;
        }
    };
    desk.history.close_step();
    let place = desk.place();
    let end = desk.answer.caret();
    let Some(start) = end.checked_sub(text.len()) else {
        return effects;
    };
    effects.extend(put(
        desk,
        &place,
        start..end,
        &sheet,
        "make a table of what was pasted",
    ));
    let undo = model.settings.keymap.label(Command::Undo);
    let (rows, columns) = size_in_words(&sheet);
    model.say(format!(
        "A table of {rows} and {columns} (hidden ones too); {undo}: as pasted"
    ));
    effects
}

/// Makes a table of the selection, or of the paragraph at the caret; one that is a table already is tidied.
pub(super) fn make(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    if let Some(reason) = desk.answer_blocked() {
        model.warn(reason);
        return Vec::new();
    }
    desk.focus = Focus::Answer;
    let place = desk.place();
    let text = desk.case.text(&place).to_owned();
    let range = match desk.answer.selection() {
        Some(selected) if !selected.is_empty() => whole_lines(&text, selected),
        _ => block_at(&text, desk.answer.caret()),
    };
    let sheet = match sheet::meant(slice::slice(&text, range.clone())) {
        Ok(Some(sheet)) => sheet,
        Ok(None) => {
            model.say(
                "No cells are seen here: they are parted by tabs, semicolons, commas or two spaces, a line for each row",
            );
            return Vec::new();
        }
        Err(error) => {
            model.warn(format!("No table: {error}"));
            return Vec::new();
        }
    };
    desk.history.close_step();
    let effects = put(desk, &place, range, &sheet, "make a table");
    let (rows, columns) = size_in_words(&sheet);
    model.say(format!("A table of {rows} and {columns}"));
    effects
}

// Puts a table where cells stand, with an empty line before and after it.
fn put(
    desk: &mut Desk,
    place: &Place,
    range: Range<usize>,
    sheet: &Sheet,
    title: &str,
) -> Vec<Effect> {
    let text = desk.case.text(place).to_owned();
    let (above, below) = (
        slice::before(&text, range.start),
        slice::from(&text, range.end),
    );
    let before = match above {
        "" => "",
        above if above.ends_with("\n\n") => "",
        above if above.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let after = match below {
        "" => "",
        below if below.starts_with("\n\n") => "",
        below if below.starts_with('\n') => "\n",
        _ => "\n\n",
    };
    let table = format!("{before}{}{after}", sheet.markdown());
    let splice = Splice::new(&text, range, table);
    let place = place.clone();
    let effects = desk.commit(vec![Change::Text { place, splice }], title);
    desk.history.close_step();
    effects
}

fn size_in_words(sheet: &Sheet) -> (String, String) {
    let many = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let (rows, columns) = sheet.size();
    (many(rows, "row"), many(columns, "column"))
}

// The lines that a selection touches.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = slice::before(text, range.start)
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = slice::from(text, range.end)
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    // A selection that ends at the start of a line does not mean that line.
    let end = if range.end > start && slice::before(text, range.end).ends_with('\n') {
        range.end - 1
    } else {
        end
    };
    start..end
}

// The lines around the caret between empty lines.
fn block_at(text: &str, caret: usize) -> Range<usize> {
    let start = slice::before(text, caret)
        .rfind("\n\n")
        .map_or(0, |at| at + 2);
    let from = start.max(caret);
    let end = slice::from(text, from)
        .find("\n\n")
        .map_or(text.len(), |at| from + at);
    let shown = slice::slice(text, start..end);
    start..start + shown.trim_end_matches('\n').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_lines_between_empty_lines() {
        let text = "One.\n\na\t1\nb\t2\n\nTwo.";
        for caret in 6..13 {
            assert_eq!(block_at(text, caret), 6..13, "{caret}");
        }
        assert_eq!(block_at(text, 2), 0..4);
        assert_eq!(block_at("", 0), 0..0);
        assert_eq!(whole_lines(text, 7..11), 6..13);
        assert_eq!(whole_lines(text, 6..10), 6..9);
    }
}
