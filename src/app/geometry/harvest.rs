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
    let heading = Area {
        height: inner.height.min(1),
        ..inner
    };
    let top = inner.y + inner.height.min(2);
    let rest = inner.height.saturating_sub(2);
    let (list, right) = if is_wide(size) {
        let width = inner.width * 45 / 100;
        let list = Area::new(inner.x, top, width, rest);
        let right = Area::new(
            inner.x + width + 2,
            top,
            inner.width.saturating_sub(width + 2),
            rest,
        );
        (list, right)
    } else {
        let height = rest * 45 / 100;
        let list = Area::new(inner.x, top, inner.width, height);
        let below = rest.saturating_sub(height + 1);
        (
            list,
            Area::new(inner.x, top + height + 1, inner.width, below),
        )
    };
    let about = Area {
        height: right.height.min(1),
        ..right
    };
    let text = Area {
        y: right.y + right.height.min(2),
        height: right.height.saturating_sub(2),
        // A column for the caret behind a full row.
        width: right.width.saturating_sub(1),
        ..right
    };
    HarvestParts {
        frame,
        heading,
        list,
        about,
        text,
    }
}
