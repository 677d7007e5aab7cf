//! Where the parts of a form stand: the composer, and a snippet that is written.

use super::{Area, frame, is_wide};
use crate::app::composer::{Aside, Composer, Field};
use crate::app::form::Form as _;
use crate::app::snippet_form::SnippetForm;
use crate::text::wrap;

/// The parts of the composer, which takes the whole body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComposerParts {
    /// The frame around everything.
    pub frame: Area,
    /// The list of parts.
    pub list: Area,
    /// What is asked, and how to answer it.
    pub ask: Area,
    /// Where it is written or chosen.
    pub input: Area,
    /// What stands beside it: factors, sums.
    pub aside: Area,
    /// The line above the passage.
    pub heading: Area,
    /// The passage.
    pub preview: Area,
}

/// The rows that an option takes in the composer: long ones are read whole.
pub const OPTION_ROWS: usize = 2;

/// Divides the body for the composer.
pub fn composer(size: (u16, u16), form: &Composer) -> ComposerParts {
    let aside = form.aside();
    form_parts(size, form.field(), aside.iter().map(Aside::words))
}

/// Divides the body for a snippet that is written.
pub fn snippet_form(size: (u16, u16), form: &SnippetForm) -> ComposerParts {
    let aside = form.aside();
    form_parts(size, form.field(), aside.iter().map(String::as_str))
}

// What stands beside the part that is asked for comes in lines of words.
fn form_parts<'a>(
    size: (u16, u16),
    field: &Field,
    beside: impl Iterator<Item = &'a str>,
) -> ComposerParts {
    let frame = frame(size).body;
    let inner = frame.inner();
    let wide = is_wide(size);
    let list = (inner.width / 4).clamp(20, 30).min(inner.width);
    let preview_width = if wide {
        inner.width * 36 / 100
    } else {
        inner.width
    };
    let preview_height = if wide {
        inner.height
    } else {
        inner.height * 2 / 5
    };
    let upper = if wide {
        inner.height
    } else {
        inner.height.saturating_sub(preview_height)
    };
    // A column of air between the columns, and one for a caret behind a full row.
    let middle_width = if wide {
        inner.width.saturating_sub(list + preview_width + 4)
    } else {
        inner.width.saturating_sub(list + 3)
    };
    let middle = Area::new(inner.x + list + 2, inner.y, middle_width, upper);
    let width = usize::from(middle.width.max(1));
    let rows = |text: &str| wrap::rows(text, width).count().max(1);
    let part = &field.part;
    let ask = u16::try_from(rows(&part.ask) + rows(&part.hint) + 1)
        .unwrap_or(u16::MAX)
        .min(upper / 2);
    let rest = upper - ask;
    // What stands beside it follows the text, which on a high screen needs no more than a dozen rows.
    let wished: usize = beside.map(&rows).sum();
    let aside = u16::try_from(wished + 1).unwrap_or(u16::MAX).min(rest / 2);
    let input = (rest - aside).min(12);
    let preview = Area::new(
        if wide {
            inner.x + inner.width - preview_width
        } else {
            inner.x + 1
        },
        if wide { inner.y } else { inner.y + upper },
        preview_width.saturating_sub(2),
        preview_height,
    );
    ComposerParts {
        frame,
        list: Area::new(inner.x, inner.y, list, upper),
        ask: middle.top(ask),
        input: middle.below(ask).top(input),
        aside: Area {
            y: middle.y + ask + input + 1,
            height: aside.saturating_sub(1),
            ..middle
        },
        heading: preview.row(0),
        preview: preview.below(1),
    }
}
