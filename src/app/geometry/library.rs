//! Where the parts of the library screen stand.

use super::{Area, frame, is_wide};
use crate::app::library_screen::Detail;
use crate::text::width::width;

/// The parts of the library screen, which takes the whole body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LibraryParts {
    /// The frame around everything.
    pub frame: Area,
    /// The line that is typed to filter.
    pub filter: Area,
    /// The snippets.
    pub list: Area,
    /// The headings of what is shown of the chosen one.
    pub tabs: Area,
    /// What is shown of it.
    pub text: Area,
}

/// Divides the body for the library screen: side by side where there is room, else one above the other.
pub fn library(size: (u16, u16)) -> LibraryParts {
    let frame = frame(size).body;
    let inner = frame.inner();
    let rest = inner.below(1);
    let (list, chosen) = if is_wide(size) {
        let width = inner.width * 2 / 5;
        (rest.left(width), rest.behind(width + 2))
    } else {
        let height = rest.height * 2 / 5;
        (rest.top(height), rest.below(height).behind(1))
    };
    let chosen = chosen.left(chosen.width.saturating_sub(1));
    LibraryParts {
        frame,
        filter: inner.row(0),
        list,
        tabs: chosen.row(0),
        text: chosen.below(1),
    }
}

/// Returns the headings of the details with the columns they take, from the left of their line.
pub fn details() -> Vec<(Detail, u16, u16)> {
    let mut column = 0;
    Detail::ALL
        .into_iter()
        .map(|detail| {
            let taken = u16::try_from(width(detail.title())).unwrap_or(0);
            let start = column;
            column += taken + 2;
            (detail, start, start + taken)
        })
        .collect()
}

/// Returns the detail whose heading stands at a column of the screen.
pub fn detail_at(tabs: Area, column: u16) -> Option<Detail> {
    let column = column.checked_sub(tabs.x)?;
    let all = details().into_iter();
    let mut here = all.filter(|(_, start, end)| (*start..*end).contains(&column));
    here.next().map(|(detail, ..)| detail)
}
