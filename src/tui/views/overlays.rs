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
    for (line, y) in help_lines(model)
        .iter()
        .skip(top)
        .zip(rows.y..rows.y + rows.height)
    {
        let row = Area {
            y,
            height: 1,
            ..rows
        };
        match line {
            HelpLine::Heading(title) => {
                canvas.at(row, 1, title, canvas.style.title);
            }
            HelpLine::Command { keys, title } => {
                canvas.at(
                    Area {
                        width: row.width.min(24),
                        ..row
                    },
                    2,
                    keys,
                    canvas.style.key,
                );
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
    let line = Area {
        height: rows.height.min(1),
        ..rows
    };
    let end = canvas.line(line, "/ ", canvas.style.key);
    let room = Area {
        x: line.x + end,
        width: line.width.saturating_sub(end),
        ..line
    };
    let mut typed = palette.filter.clone();
    let shown = typed.window(room.width);
    let text = canvas.style.text;
    canvas.prose(room, typed.shown(&shown), |_| text);
    let caret = Position::new(
        room.x + shown.caret.min(room.width.saturating_sub(1)),
        room.y,
    );
    let height = usize::from(rows.height.saturating_sub(1));
    for (at, command) in palette
        .commands
        .iter()
        .enumerate()
        .skip(palette.scroll.top)
        .take(height)
    {
        let y = rows.y + 1 + u16::try_from(at - palette.scroll.top).unwrap_or(0);
        let row = Area {
            y,
            height: 1,
            ..rows
        };
        let chosen = at == palette.scroll.cursor;
        let style = if chosen {
            canvas.style.chosen
        } else {
            canvas.style.text
        };
        if chosen {
            canvas.at(row, 0, canvas.marks.cursor, style);
        }
        canvas.at(
            Area {
                width: row.width.saturating_sub(14),
                ..row
            },
            2,
            command.info().title,
            style,
        );
        canvas.right(
            row,
            &model.settings.keymap.label(*command),
            canvas.style.key,
        );
    }
    if palette.commands.is_empty() {
        let row = Area {
            y: rows.y + 1,
            height: 1,
            ..rows
        };
        canvas.at(row, 2, "No command has these words.", canvas.style.quiet);
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
    let line = |y: u16| Area {
        y: rows.y + y,
        height: u16::from(y < rows.height),
        ..rows
    };
    // A long question takes two lines; its beginning is what matters.
    let question = Area {
        height: rows.height.min(2),
        ..rows
    };
    canvas.paragraph(question, &prompt.title, canvas.style.title);
    let input = line(2);
    let end = canvas.line(
        input,
        &format!("{} ", canvas.marks.cursor),
        canvas.style.key,
    );
    let room = Area {
        x: input.x + end,
        width: input.width.saturating_sub(end),
        ..input
    };
    let mut typed = prompt.input.clone();
    let shown = typed.window(room.width);
    let text = canvas.style.text;
    canvas.prose(room, typed.shown(&shown), |_| text);
    let below = Area {
        height: rows.height.saturating_sub(3).min(2),
        ..line(3)
    };
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
    canvas.line(line(5), &next, canvas.style.quiet);
    Position::new(
        room.x + shown.caret.min(room.width.saturating_sub(1)),
        room.y,
    )
}

fn choice(model: &Model, choice: &Choice, canvas: &mut Canvas<'_>) -> Cursor {
    let (lines, options) = (choice.text.len(), choice.options.len());
    let parts = geometry::choosing(model.size, lines, choice.page.is_some(), options);
    canvas.overlay_frame(parts.frame, &choice.title);
    let row = |area: Area, y: u16| Area {
        y,
        height: 1,
        ..area
    };
    let text = parts.text;
    for (words, y) in choice.text.iter().zip(text.y..text.y + text.height) {
        canvas.at(row(text, y), 1, words, canvas.style.text);
    }
    if let Some(shown) = &choice.page {
        let areas = (parts.page, parts.hint);
        comparison::lines(model, &shown.page, shown.scroll.top, areas, canvas);
    }
    let list = parts.options;
    let mut cursor = None;
    let shown = choice.options.iter().enumerate().skip(choice.scroll.top);
    for ((at, option), y) in shown.zip(list.y..list.y + list.height) {
        let row = row(list, y);
        let chosen = at == choice.scroll.cursor;
        let style = if chosen {
            canvas.style.chosen
        } else {
            canvas.style.text
        };
        if chosen {
            canvas.at(row, 1, canvas.marks.cursor, style);
            cursor = Some(Position::new(row.x + 1, y));
        }
        canvas.at(row, 3, &option.label, style);
    }
    if let Some(option) = choice.options.get(choice.scroll.cursor) {
        canvas.at(parts.note, 1, &option.note, canvas.style.quiet);
    }
    cursor
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
    let line = |from_end: u16| Area {
        y: inner.y + inner.height.saturating_sub(from_end),
        height: 1,
        ..inner
    };
    let found = match form.questions {
        0 => "No question is seen yet; the whole text becomes one, to be split by hand.".to_owned(),
        1 => "1 question is seen in it.".to_owned(),
        count => format!("{count} questions are seen in it."),
    };
    if !form.text.trim().is_empty() {
        canvas.at(
            line(2),
            1,
            &format!("{found} Title: {}", form.title),
            canvas.style.title,
        );
    }
    let keys = &model.settings.keymap;
    let next = format!(
        "{} makes the case   {} pastes from the clipboard   {} leaves",
        keys.label(Command::CreateCase),
        keys.label(Command::PasteText),
        keys.label(Command::Cancel)
    );
    canvas.at(line(1), 1, &next, canvas.style.quiet);
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
    for (line, y) in lines.iter().skip(top).zip(rows.y..rows.y + rows.height) {
        canvas.at(
            Area {
                y,
                height: 1,
                ..rows
            },
            1,
            line,
            canvas.style.text,
        );
    }
    Position::new(rows.x, rows.y)
}
