//! A question with options: what is asked, what is compared before one chooses, the options.

use super::{Area, choice, frame};

/// The parts of a question with options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChoosingParts {
    /// The whole with its border.
    pub frame: Area,
    /// The lines that tell what hangs on it.
    pub text: Area,
    /// What is compared; nothing where nothing is.
    pub page: Area,
    /// Which of its lines are shown.
    pub hint: Area,
    /// The options.
    pub options: Area,
    /// What the chosen one does. Its first row parts it from the options, and is taken only by words that need it.
    pub note: Area,
}

/// The rows of a note, where nothing is compared.
const NOTE: u16 = 2;

/// Divides a question with so many lines and options. With something to compare it takes the whole screen, and the options
/// stay in view below.
pub fn choosing(size: (u16, u16), lines: usize, compares: bool, options: usize) -> ChoosingParts {
    let whole = if compares {
        frame(size).body
    } else {
        choice(size, lines, options)
    };
    let inner = whole.inner();
    let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let rows = |from: u16, height: u16| inner.below(from).top(height);
    let text = rows(0, count(lines));
    let words = inner.behind(1).left(inner.width.saturating_sub(2));
    let note = |height: u16| words.below(inner.height.saturating_sub(height)).top(height);
    if !compares {
        let height = inner
            .height
            .saturating_sub(text.height.saturating_add(NOTE));
        return ChoosingParts {
            frame: whole,
            text,
            options: rows(text.height, height),
            note: note(NOTE),
            ..ChoosingParts::default()
        };
    }
    let list = count(options).min(inner.height / 3);
    let first = inner.height.saturating_sub(1 + list);
    let head = text.height + 1;
    let page = rows(head, first.saturating_sub(head + 1));
    ChoosingParts {
        frame: whole,
        text,
        page: page.behind(1).left(page.width.saturating_sub(2)),
        hint: rows(first.saturating_sub(1), 1),
        options: rows(first, list),
        note: note(1),
    }
}
