//! The steps of a marker while they are read: the `4`, the `b` and the `ii` of `4(b)(ii)`.

use super::{Kind, NO_STEP, Step};
use crate::text::split::scan::{Walk, number_word};

/// The steps of a marker while they are read.
pub(super) struct Value {
    pub(super) steps: [Step; 4],
    pub(super) depth: usize,
    pub(super) roman: Option<u32>,
    pub(super) dotted: bool,
    /// The last step has its bracket already.
    pub(super) closed: bool,
    /// That bracket is a round one.
    pub(super) round: bool,
}

impl Default for Value {
    fn default() -> Self {
        Self {
            steps: [NO_STEP; 4],
            depth: 0,
            roman: None,
            dotted: false,
            closed: false,
            round: false,
        }
    }
}

impl Value {
    fn push(&mut self, step: Step) {
        if let Some(slot) = self.steps.get_mut(self.depth) {
            *slot = step;
            self.depth += 1;
        }
    }

    fn is_full(&self) -> bool {
        self.depth == self.steps.len()
    }

    fn number(&mut self, value: u32) {
        self.push(Step {
            kind: Kind::Number,
            value,
            upper: false,
        });
    }

    /// `2`, `2.1`, `Two`, `b`, `iv`
    pub(super) fn first(&mut self, walk: &mut Walk<'_>, spelled: bool) -> Option<()> {
        if let Some(value) = walk.digits() {
            self.number(value);
            while !self.is_full() && walk.peek() == Some('.') {
                let mut next = Walk {
                    text: walk.text,
                    at: walk.at + 1,
                };
                let Some(value) = next.digits() else { break };
                self.number(value);
                walk.at = next.at;
            }
        } else if let Some(value) = spelled.then(|| number_word(walk.word())).flatten() {
            self.number(value);
            walk.at += walk.word().len();
        } else {
            let (step, roman) = walk.letters()?;
            self.roman = roman;
            self.push(step);
        }
        Some(())
    }

    /// The letters of `1a`, `1(a)`, `1.a`, `1(a)(ii)`.
    pub(super) fn smaller(&mut self, walk: &mut Walk<'_>) {
        let mut lettered = false;
        while !self.is_full() {
            let mut next = Walk {
                text: walk.text,
                at: walk.at,
            };
            let dotted = !self.closed && next.take('.');
            let bracket = next.take('(');
            if lettered && !bracket {
                break;
            }
            let Some((mut step, _)) = next.letters() else {
                break;
            };
            if lettered && step.kind == Kind::Letter && step.value == 9 {
                step = Step {
                    kind: Kind::Roman,
                    value: 1,
                    ..step
                };
            }
            let after = next.peek();
            let ends = if bracket {
                next.take(')')
            } else {
                step.kind != Kind::Roman
                    && !after.is_some_and(char::is_alphanumeric)
                    && (!dotted || after.is_none_or(|c| matches!(c, ')' | ':' | '.' | ' ' | '\t')))
            };
            if !ends {
                break;
            }
            self.closed = bracket;
            self.round |= bracket;
            self.dotted |= dotted;
            self.push(step);
            lettered = true;
            walk.at = next.at;
        }
    }
}
