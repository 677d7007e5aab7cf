//! What differs between two texts, line by line, and within a line word by word.

use similar::{ChangeTag, TextDiff};

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is the same in both.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl Mark {
    /// Returns the sign that stands before such a line.
    pub fn sign(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Added => '+',
            Self::Removed => '-',
        }
    }
}

/// A line of two texts that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// What became of it.
    pub mark: Mark,
    /// Its pieces, each with whether it is what changed.
    pub pieces: Vec<(bool, String)>,
}

impl ComparedLine {
    /// Returns the whole line.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// Compares two texts. All lines of both are there, in order.
pub fn difference(old: &str, new: &str) -> Vec<ComparedLine> {
    let diff = TextDiff::from_lines(old, new);
    diff.iter_all_inline_changes()
        .map(|change| ComparedLine {
            mark: match change.tag() {
                ChangeTag::Equal => Mark::Same,
                ChangeTag::Insert => Mark::Added,
                ChangeTag::Delete => Mark::Removed,
            },
            pieces: change
                .iter_strings_lossy()
                .map(|(changed, text)| (changed, text.trim_end_matches(['\n', '\r']).to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
        })
        .collect()
}

/// Leaves out the lines that are the same and far from any change; a gap is `None`.
pub fn around(lines: Vec<ComparedLine>, near: usize) -> Vec<Option<ComparedLine>> {
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.mark != Mark::Same)
        .map(|(at, _)| at)
        .collect();
    let mut shown = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        let next = changed.partition_point(|change| *change < at);
        let behind = changed.get(next).is_some_and(|change| change - at <= near);
        let before = next
            .checked_sub(1)
            .and_then(|last| changed.get(last))
            .is_some_and(|change| at - change <= near);
        if behind || before {
            shown.push(Some(line));
        } else if shown.last().is_some_and(Option::is_some) || shown.is_empty() {
            shown.push(None);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_within_a_line_is_marked() {
        let lines = difference(
            "One.\nWe hold a register.\n",
            "One.\nWe hold two registers.\nNew.\n",
        );
        let marks: String = lines.iter().map(|line| line.mark.sign()).collect();
        assert_eq!(marks, " -++");
        assert_eq!(lines[1].text(), "We hold a register.");
        assert!(lines[1].pieces.iter().any(|(changed, _)| *changed));
        assert!(
            lines[1]
                .pieces
                .iter()
                .any(|(changed, text)| !*changed && text.contains("We hold"))
        );
    }

    #[test]
    fn lines_far_from_a_change_are_left_out() {
        let old = (0..30)
            .map(|at| format!("line {at}\n"))
            .collect::<Vec<_>>()
            .concat();
        let new = old.replace("line 15\n", "line fifteen\n");
        let shown = around(difference(&old, &new), 2);
        assert_eq!(shown.len(), 2 + 6);
        assert!(shown[0].is_none() && shown[7].is_none());
        assert_eq!(around(difference("a\n", "a\n"), 1), [None]);
    }
}
