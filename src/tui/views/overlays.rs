//! What lies over the screen.

use ratatui::layout::Position;

use super::{
    Canvas, Cursor, comparison, composer, earlier, figures, harvest, library, sharing,
    snippet_form, writing,
};
use crate::app::command::Command;
use crate::app::geometry::{self, Area};
use crate::app::hints::{HELP_TITLES, HelpLine, help_lines};
use crate::app::model::Model;
use crate::app::overlay::{Choice, NewCase, Overlay, Palette, Prompt, PromptPurpose};
use crate::text::wrap;

pub(super) fn draw(model: &Model, overlay: &Overlay, canvas: &mut Canvas<'_>) -> Cursor {
    match overlay {
        Overlay::Help(scroll) => Some(help(model, scroll.top, canvas)),
        Overlay::Palette(commands) => Some(palette(model, commands, canvas)),
        Overlay::Prompt(asked) => Some(prompt(model, asked, canvas)),
        Overlay::Choice(asked) => choice(model, asked, canvas),
        Overlay::Composer(form) => Some(composer::draw(model, form, canvas)),
        Overlay::Library(screen) => Some(library::draw(model, screen, canvas)),
        Overlay::SnippetForm(form) => Some(snippet_form::draw(model, form, canvas)),
        Overlay::NewCase(form) => Some(new_case(model, form, canvas)),
        Overlay::Settling(screen) => Some(sharing::settling(model, screen, canvas)),
        Overlay::Reviewing(screen) => Some(sharing::reviewing(model, screen, canvas)),
        Overlay::Figures(screen) => Some(figures::draw(model, screen, canvas)),
        Overlay::Earlier(screen) => Some(earlier::draw(model, screen, canvas)),
        Overlay::Comparing(screen) => Some(sharing::comparing(model, screen, canvas)),
        Overlay::Harvest(screen) => Some(harvest::draw(model, screen, canvas)),
        Overlay::Reading {
            title,
            lines,
            scroll,
        } => Some(reading(model, title, lines, scroll.top, canvas)),
    }
}

fn help(model: &Model, top: usize, canvas: &mut Canvas<'_>) -> Position {
    let area = geometry::reading(model.size);
    let rows = canvas.overlay_frame(area, "Help");
    for (line, row) in help_lines(model).iter().skip(top).zip(rows.rows()) {
        match line {
            HelpLine::Heading(title) => {
                canvas.at(row, 1, title, canvas.style.title);
            }
            HelpLine::Command { keys, title } => {
                canvas.at(row.left(24), 2, keys, canvas.style.key);
                canvas.at(row, HELP_TITLES, title, canvas.style.text);
            }
            HelpLine::More(title) => {
                canvas.at(row, HELP_TITLES, title, canvas.style.text);
            }
            HelpLine::Words(words) => {
                canvas.at(row, 1, words, canvas.style.text);
            }
            HelpLine::Gap => {}
        }
    }
    Position::new(rows.x, rows.y)
}

fn palette(model: &Model, palette: &Palette, canvas: &mut Canvas<'_>) -> Position {
    let area = geometry::palette(model.size);
    let rows = canvas.overlay_frame(area, "Commands");
    let end = canvas.line(rows.row(0), "/ ", canvas.style.key);
    let caret = canvas.typed(rows.row(0).behind(end), &palette.filter);
    let list = rows.below(1);
    let commands = &palette.commands;
    let draw = |canvas: &mut Canvas<'_>, at: usize, row: Area, chosen| {
        let command = commands[at];
        let style = canvas.mark_chosen(row, 0, chosen);
        let room = row.left(row.width.saturating_sub(14));
        canvas.at(room, 2, command.info().title, style);
        let keys = model.settings.keymap.label(command);
        canvas.right(row, &keys, canvas.style.key);
    };
    canvas.list(list, 1, palette.scroll, commands.len(), draw);
    if commands.is_empty() {
        let words = "No command has these words.";
        canvas.at(list.row(0), 2, words, canvas.style.quiet);
    }
    caret
}

fn prompt(model: &Model, prompt: &Prompt, canvas: &mut Canvas<'_>) -> Position {
    let area = geometry::prompt(model.size);
    let heading = match &prompt.purpose {
        PromptPurpose::Field { .. } => "Fill the field",
        PromptPurpose::OverrideReason(_) => "Reason",
        PromptPurpose::AskedOf(_) | PromptPurpose::WantedBy { .. } => "Ask a service area",
        PromptPurpose::ApprovedBy(_) => "Approve",
        PromptPurpose::ReviewAsked(_) => "Review",
        PromptPurpose::Find => "Find",
        PromptPurpose::Decision { .. } => "The proposal",
        PromptPurpose::Title | PromptPurpose::Requester | PromptPurpose::Received => "The case",
        PromptPurpose::LetterDate => "The letter",
        PromptPurpose::PastLetters | PromptPurpose::HarvestedProvisions(_) => "Past letters",
        PromptPurpose::ClockEvent(_) => "The clock",
        PromptPurpose::Marker(_) => "The question",
        PromptPurpose::MeantToBeThere { .. } => "Meant to be there",
    };
    canvas.overlay_frame(area, heading);
    let rows = area.prose();
    // A long question takes two lines; its beginning is what matters.
    canvas.paragraph(rows.top(2), &prompt.title, canvas.style.title);
    let input = rows.row(2);
    let mark = format!("{} ", canvas.marks.cursor);
    let end = canvas.line(input, &mark, canvas.style.key);
    let caret = canvas.typed(input.behind(end), &prompt.input);
    let below = rows.below(3).top(2);
    match &prompt.complaint {
        Some(words) => canvas.paragraph(below, words, canvas.style.error),
        None => canvas.paragraph(below, &prompt.hint, canvas.style.quiet),
    };
    let keys = &model.settings.keymap;
    let next = format!(
        "{} takes it   {} leaves it",
        keys.label(Command::Confirm),
        keys.label(Command::Cancel)
    );
    canvas.line(rows.row(5), &next, canvas.style.quiet);
    caret
}

fn choice(model: &Model, choice: &Choice, canvas: &mut Canvas<'_>) -> Cursor {
    let (lines, options) = (choice.text.len(), choice.options.len());
    let parts = geometry::choosing(model.size, lines, choice.page.is_some(), options);
    canvas.overlay_frame(parts.frame, &choice.title);
    for (words, row) in choice.text.iter().zip(parts.text.rows()) {
        canvas.at(row, 1, words, canvas.style.text);
    }
    if let Some(shown) = &choice.page {
        let areas = (parts.page, parts.hint);
        comparison::lines(model, &shown.page, shown.scroll.top, areas, canvas);
    }
    let options = &choice.options;
    let draw = |canvas: &mut Canvas<'_>, at: usize, row: Area, chosen| {
        let style = canvas.mark_chosen(row, 1, chosen);
        canvas.at(row, 3, &options[at].label, style);
    };
    let cursor = canvas.list(parts.options, 1, choice.scroll, options.len(), draw);
    if let Some(option) = choice.options.get(choice.scroll.cursor) {
        let width = usize::from(parts.note.width.max(1));
        let free = parts
            .note
            .rows()
            .skip(wrap::rows(&option.note, width).count());
        let note = parts.note.below(u16::try_from(free.count()).unwrap_or(0));
        canvas.paragraph(note, &option.note, canvas.style.quiet);
    }
    cursor.map(|row| Position::new(row.x + 1, row.y))
}

fn new_case(model: &Model, form: &NewCase, canvas: &mut Canvas<'_>) -> Position {
    let area = geometry::new_case(model.size);
    let inner = canvas.overlay_frame(area, "New case");
    let rows = geometry::new_case_text(model.size);
    let caret = if form.text.is_empty() {
        canvas.paragraph(
            rows,
            "Paste the request here, or type it.",
            canvas.style.quiet,
        );
        None
    } else {
        writing::prose(&form.text, &form.editor, rows, true, &[], canvas)
    };
    let from_end = |rows: u16| inner.row(inner.height.saturating_sub(rows));
    let found = match form.questions {
        0 => "No question is seen yet; the whole text becomes one, to be split by hand.".to_owned(),
        1 => "1 question is seen in it.".to_owned(),
        count => format!("{count} questions are seen in it."),
    };
    if !form.text.trim().is_empty() {
        let words = format!("{found} Title: {}", form.title);
        canvas.at(from_end(2), 1, &words, canvas.style.title);
    }
    let keys = &model.settings.keymap;
    let next = format!(
        "{} makes the case   {} pastes from the clipboard   {} leaves",
        keys.label(Command::CreateCase),
        keys.label(Command::PasteText),
        keys.label(Command::Cancel)
    );
    canvas.at(from_end(1), 1, &next, canvas.style.quiet);
    caret.unwrap_or_else(|| Position::new(rows.x, rows.y))
}

fn reading(
    model: &Model,
    title: &str,
    lines: &[String],
    top: usize,
    canvas: &mut Canvas<'_>,
) -> Position {
    let area = geometry::reading(model.size);
    let rows = canvas.overlay_frame(area, title);
    for (line, row) in lines.iter().skip(top).zip(rows.rows()) {
        canvas.at(row, 1, line, canvas.style.text);
    }
    Position::new(rows.x, rows.y)
}
