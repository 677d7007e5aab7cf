//! Symbols that are drawn rather than set: frames and blocks, since fonts leave gaps between rows.

/// A character of a frame: the arms that reach from the middle of the cell to its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four arms, each there or not"
)]
pub(super) struct FrameLine {
    pub(super) up: bool,
    pub(super) right: bool,
    pub(super) down: bool,
    pub(super) left: bool,
    pub(super) thick: bool,
}

/// Returns the lines that a symbol stands for, if it is one of a frame. Double lines stay letters.
pub(super) fn frame_line(symbol: &str) -> Option<FrameLine> {
    let (arms, thick) = match symbol {
        "─" | "╌" | "┄" => ("rl", false),
        "│" | "╎" | "┆" => ("ud", false),
        "┌" | "╭" => ("rd", false),
        "┐" | "╮" => ("dl", false),
        "└" | "╰" => ("ur", false),
        "┘" | "╯" => ("ul", false),
        "├" => ("urd", false),
        "┤" => ("udl", false),
        "┬" => ("rdl", false),
        "┴" => ("url", false),
        "┼" => ("urdl", false),
        "━" => ("rl", true),
        "┃" => ("ud", true),
        "┏" => ("rd", true),
        "┓" => ("dl", true),
        "┗" => ("ur", true),
        "┛" => ("ul", true),
        "┣" => ("urd", true),
        "┫" => ("udl", true),
        "┳" => ("rdl", true),
        "┻" => ("url", true),
        "╋" => ("urdl", true),
        _ => return None,
    };
    let has = |arm| arms.contains(arm);
    Some(FrameLine {
        up: has('u'),
        right: has('r'),
        down: has('d'),
        left: has('l'),
        thick,
    })
}

/// Returns the part of the cell that a block symbol fills: left, top, width and height in eighths.
pub(super) fn block(symbol: &str) -> Option<(u32, u32, u32, u32)> {
    Some(match symbol {
        "█" => (0, 0, 8, 8),
        "▀" => (0, 0, 8, 4),
        "▄" => (0, 4, 8, 4),
        "▌" => (0, 0, 4, 8),
        "▐" => (4, 0, 4, 8),
        "▏" => (0, 0, 1, 8),
        "▎" => (0, 0, 2, 8),
        "▍" => (0, 0, 3, 8),
        "▕" => (7, 0, 1, 8),
        "▁" => (0, 7, 8, 1),
        "▔" => (0, 0, 8, 1),
        _ => return None,
    })
}
