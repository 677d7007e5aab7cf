//! Where the parts of the screen of figures stand.

use super::{Area, frame, is_wide};
use crate::domain::statistics::Period;
use crate::text::width::width;

/// The parts of the screen of figures, which takes the whole body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FiguresParts {
    /// The frame around everything.
    pub frame: Area,
    /// The periods to choose from.
    pub periods: Area,
    /// What is counted.
    pub heading: Area,
    /// The columns of bars: two where there is room.
    pub columns: Vec<Area>,
}

/// Divides the body for the screen of figures.
pub fn figures(size: (u16, u16)) -> FiguresParts {
    let frame = frame(size).body;
    let inner = frame.inner();
    let inner = inner.behind(1).left(inner.width.saturating_sub(2));
    let rest = inner.below(3);
    let columns = if is_wide(size) {
        // The headings of the returns are the longer ones.
        let left = rest.width.saturating_sub(3) * 3 / 7;
        vec![rest.left(left), rest.behind(left + 3)]
    } else {
        vec![rest]
    };
    FiguresParts {
        frame,
        periods: inner.row(0),
        heading: inner.row(1),
        columns,
    }
}

/// Returns the periods with the columns they take, from the left of their line.
pub fn periods() -> Vec<(Period, u16, u16)> {
    let mut column = 0;
    Period::EACH
        .into_iter()
        .map(|period| {
            let taken = u16::try_from(width(period.title())).unwrap_or(0) + 2;
            let start = column;
            column += taken + 1;
            (period, start, start + taken)
        })
        .collect()
}

/// Returns the period whose name stands at a column of the screen.
pub fn period_at(line: Area, column: u16) -> Option<Period> {
    let column = column.checked_sub(line.x)?;
    let mut here = periods()
        .into_iter()
        .filter(|(_, start, end)| (*start..*end).contains(&column));
    here.next().map(|(period, ..)| period)
}
