//! Where the parts of the screen of past letters stand.

use super::{Area, frame, is_wide};

/// The parts of the screen, which takes the whole body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HarvestParts {
    /// The frame around everything.
    pub frame: Area,
    /// The line that tells how much was found.
    pub heading: Area,
    /// The list of pairs.
    pub list: Area,
    /// The chosen one: what it is, a line.
    pub about: Area,
    /// The chosen one in full, or the text that is being mended.
    pub text: Area,
}

/// Divides the body: the chosen pair stands beside the list, below it on a narrow screen.
pub fn harvest(size: (u16, u16)) -> HarvestParts {
    let frame = frame(size).body;
    let inner = frame.inner();
    let rest = inner.below(2);
    let (list, chosen) = if is_wide(size) {
        let width = inner.width * 45 / 100;
        (rest.left(width), rest.behind(width + 2))
    } else {
        let height = rest.height * 45 / 100;
        (rest.top(height), rest.below(height + 1))
    };
    // A column for the caret behind a full row.
    let text = chosen.below(2).left(chosen.width.saturating_sub(1));
    HarvestParts {
        frame,
        heading: inner.row(0),
        list,
        about: chosen.row(0),
        text,
    }
}
