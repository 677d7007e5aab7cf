//! Where everything stands on the screen: one computation for drawing, for the mouse and for page sizes.

mod area;
mod choosing;
mod composer;
mod figures;
mod harvest;
mod library;

pub use area::Area;
pub use choosing::{ChoosingParts, choosing};
pub use composer::{ComposerParts, OPTION_ROWS, composer, snippet_form};
pub use figures::{FiguresParts, figures, period_at, periods};
pub use harvest::{HarvestParts, harvest};
pub use library::{LibraryParts, detail_at, details, library};

/// The smallest screen on which the workbench is drawn.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this width on the panel has a column of its own.
const WIDE: u16 = 110;

/// The parts of every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// The status line.
    pub status: Area,
    /// Everything between.
    pub body: Area,
    /// The bottom bar.
    pub bar: Area,
}

/// Divides a screen.
pub fn frame(size: (u16, u16)) -> Frame {
    let (width, height) = size;
    Frame {
        status: Area::new(0, 0, width, height.min(1)),
        body: Area::new(0, 1, width, height.saturating_sub(2)),
        bar: Area::new(0, height.saturating_sub(1), width, u16::from(height > 1)),
    }
}

/// The parts of a screen that compares texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComparisonParts {
    /// The frame around it.
    pub frame: Area,
    /// What is compared.
    pub heading: Area,
    /// What is known about it.
    pub about: Area,
    /// The lines, or the text that is written.
    pub text: Area,
    /// The next steps.
    pub next: Area,
}

/// Divides a screen that compares texts.
pub fn comparison(size: (u16, u16)) -> ComparisonParts {
    let frame = frame(size).body;
    let inner = frame.inner();
    let room = frame.prose();
    ComparisonParts {
        frame,
        heading: inner.row(0),
        about: inner.row(1),
        text: Area {
            y: inner.y + 3,
            height: inner.height.saturating_sub(4),
            ..room
        },
        next: inner.row(inner.height.saturating_sub(1)),
    }
}

/// The parts of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BoardParts {
    /// The line that heads the columns.
    pub header: Area,
    /// The cases.
    pub list: Area,
    /// What there is to say about the chosen one.
    pub remarks: Area,
}

/// Divides the board; the remarks take no more room than the list can spare.
pub fn board(size: (u16, u16), remarks: usize) -> BoardParts {
    let rows = frame(size).body.inner();
    let rest = rows.below(1);
    let remarks = u16::try_from(remarks).unwrap_or(u16::MAX);
    let list = rest.height - remarks.min(rest.height / 3);
    BoardParts {
        header: rows.row(0),
        list: rest.top(list),
        remarks: rest.below(list),
    }
}

/// The panes of an open case. A pane that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Panes {
    /// The list of questions.
    pub questions: Area,
    /// The question.
    pub question: Area,
    /// The answer.
    pub answer: Area,
    /// The letter.
    pub letter: Area,
    /// The panel.
    pub panel: Area,
}

/// What decides the division of an open case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wishes {
    /// The letter takes all the room of question and answer.
    pub large_letter: bool,
    /// On a narrow screen: the panel lies over the letter.
    pub drawer: bool,
    /// The rows that the question's text needs.
    pub question_rows: u16,
}

/// Tells whether the panel has a column of its own.
pub fn is_wide(size: (u16, u16)) -> bool {
    size.0 >= WIDE
}

/// Divides the body for an open case.
pub fn panes(size: (u16, u16), wishes: Wishes) -> Panes {
    let body = frame(size).body;
    let wide = is_wide(size);
    let list = (body.width / 5).clamp(22, 40).min(body.width);
    let panel = if wide {
        (body.width * 3 / 10).clamp(34, 64)
    } else {
        0
    };
    let middle_width = body.width.saturating_sub(list + panel);
    let questions = Area::new(0, body.y, list, body.height);
    let middle = Area::new(list, body.y, middle_width, body.height);
    let mut panes = Panes {
        questions,
        ..Panes::default()
    };
    if wide {
        panes.panel = Area::new(list + middle_width, body.y, panel, body.height);
    }
    if wishes.large_letter {
        panes.letter = middle;
    } else {
        // The question gets what it needs up to a quarter; answer and letter share the rest.
        let question = (wishes.question_rows + 2)
            .clamp(3, (middle.height / 4).max(3))
            .min(middle.height);
        let rest = middle.height - question;
        let share = if wide { rest * 45 / 100 } else { rest / 2 };
        let answer = share.max(3).min(rest);
        panes.question = middle.top(question);
        panes.answer = middle.below(question).top(answer);
        panes.letter = middle.below(question + answer);
    }
    if !wide && wishes.drawer {
        panes.panel = panes.letter;
        panes.letter = Area::default();
    }
    panes
}

/// The rows that one row of the panel takes on screen: its title, and a line about it.
pub const PANEL_ROW: u16 = 2;

/// The parts of the panel inside its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PanelParts {
    /// The tabs.
    pub tabs: Area,
    /// The line that is typed to filter.
    pub filter: Area,
    /// The rows.
    pub rows: Area,
    /// What is known of the chosen row; empty where there is no room.
    pub detail: Area,
}

/// Divides the panel.
pub fn panel_parts(panel: Area) -> PanelParts {
    let inner = panel.inner();
    let rest = inner.below(2);
    // The text of the chosen snippet is worth reading before it goes in; a low screen has no room for it.
    let detail = if rest.height >= 14 {
        rest.height * 2 / 5
    } else {
        0
    };
    let list = rest.height - detail;
    PanelParts {
        tabs: inner.row(0),
        filter: inner.row(1),
        rows: rest.top(list),
        detail: rest.below(list),
    }
}

/// Where the list of commands lies.
pub fn palette(size: (u16, u16)) -> Area {
    centred(size, 72, 20)
}

/// Where a question with options lies: its lines, its options, and two lines on the chosen one.
pub fn choice(size: (u16, u16), lines: usize, options: usize) -> Area {
    let height = u16::try_from(lines + options + 4).unwrap_or(u16::MAX);
    centred(size, 90, height)
}

/// Where a line to fill in lies: at the foot, so that the text it is for stays in view.
pub fn prompt(size: (u16, u16)) -> Area {
    let body = frame(size).body;
    let area = centred(size, 96, 8);
    Area {
        y: body.y + body.height.saturating_sub(area.height),
        ..area
    }
}

/// Where a text to read lies.
pub fn reading(size: (u16, u16)) -> Area {
    centred(size, 100, size.1)
}

/// Where the box for a new request lies.
pub fn new_case(size: (u16, u16)) -> Area {
    centred(size, 110, size.1)
}

/// Where the text stands in the box for a new request: three lines below it tell what was found.
pub fn new_case_text(size: (u16, u16)) -> Area {
    let inner = new_case(size).prose();
    Area {
        height: inner.height.saturating_sub(3),
        ..inner
    }
}

/// Places a box of a wished size in the middle of a screen, clamped to it.
pub fn centred(size: (u16, u16), width: u16, height: u16) -> Area {
    let body = frame(size).body;
    let width = width.min(body.width);
    let height = height.min(body.height);
    Area::new(
        body.x + (body.width - width) / 2,
        body.y + (body.height - height) / 3,
        width,
        height,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_leave_the_screen_and_never_overlap() {
        for width in 0..=220 {
            for height in [0, 1, 2, 5, 16, 24, 40, 60] {
                for drawer in [false, true] {
                    for large_letter in [false, true] {
                        for question_rows in [0, 3, 100] {
                            let panes = panes(
                                (width, height),
                                Wishes {
                                    large_letter,
                                    drawer,
                                    question_rows,
                                },
                            );
                            let all = [
                                panes.questions,
                                panes.question,
                                panes.answer,
                                panes.letter,
                                panes.panel,
                            ];
                            for area in all.iter().filter(|area| !area.is_empty()) {
                                assert!(
                                    area.x + area.width <= width && area.y + area.height <= height
                                );
                            }
                            for (at, area) in all.iter().enumerate() {
                                for other in all.iter().skip(at + 1) {
                                    assert!(
                                        !overlap(*area, *other),
                                        "{width}x{height} {area:?} {other:?}"
                                    );
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn overlap(a: Area, b: Area) -> bool {
        !a.is_empty()
            && !b.is_empty()
            && a.x < b.x + b.width
            && b.x < a.x + a.width
            && a.y < b.y + b.height
            && b.y < a.y + a.height
    }
}
