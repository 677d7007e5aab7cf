//! Chooses the markers that make sense together.
//!
//! The candidates are read in order against a stack of open lists. A candidate is taken because it is the next of an
//! open list, because it begins a list of its own inside the current question, because a list begins again, or, last
//! and with the most conditions, because somebody has miscounted. What fits nowhere is left in the text: a year at the
//! start of a wrapped line, a reference, a sum.

mod judge;

use super::ahead::Ahead;
use super::candidates::{Candidate, Edge};
use super::marker::{Closer, Kind, Prefix, Step};
use super::tidy::Page;

/// A marker that has been taken.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) step: Step,
    /// `2.1` under `2`: cited with a dot.
    pub(super) decimal: bool,
    /// `2a` beside `2`: cited whole.
    pub(super) variant: Option<u32>,
    /// Has no marker of its own: the `1` of `1a)` where no `1` is printed.
    pub(super) unprinted: bool,
    pub(super) parent: Option<usize>,
    pub(super) list: usize,
    pub(super) inline: bool,
}

/// A run of markers that belong together.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) parent: Option<usize>,
    pub(super) first: usize,
    pub(super) count: usize,
}

#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) items: Vec<Item>,
    pub(super) lists: Vec<List>,
}

#[derive(Debug, Clone)]
pub(super) struct Open {
    list: usize,
    pub(super) step: Step,
    pub(super) prefix: Prefix,
    pub(super) closer: Closer,
    base: u32,
    count: u32,
    ones: bool,
    indent: usize,
    inline: bool,
    /// The last item of this list.
    pub(super) item: usize,
    /// Opened by a compound marker, whose own closers say nothing about this level.
    compound: bool,
}

impl Open {
    pub(super) fn last(&self) -> u32 {
        self.step.value
    }

    fn same_kind(&self, candidate: &Candidate, step: Step) -> bool {
        self.step.kind == step.kind
            && self.step.upper == step.upper
            && (self.prefix == candidate.mark.prefix)
    }

    fn same_family(&self, candidate: &Candidate, step: Step) -> bool {
        self.same_kind(candidate, step)
            && (if self.compound {
                step.kind != Kind::Number || self.list == 0 || candidate.mark.is_compound()
            } else {
                self.closer == candidate.mark.closer
            })
            && (step.kind != Kind::Bullet || self.step.value == step.value)
    }

    pub(super) fn expects(&self, value: u32) -> bool {
        value == self.last() + 1 || (value == self.base + self.count && self.count > 2)
    }
}

/// Deeper than this nobody numbers; it keeps hostile text from building a tower.
const DEEPEST: usize = 6;

enum Act {
    Next(usize, Step),
    Nest(Step),
    Restart(usize, Step),
    Sibling(Step),
    Skip,
}

pub(super) struct Parser<'a> {
    pub(super) page: &'a Page,
    candidates: &'a [Candidate],
    ahead: Ahead,
    pub(super) stack: Vec<Open>,
    closed: Option<Open>,
    pub(super) outline: Outline,
}

pub(super) fn outline(page: &Page, candidates: &[Candidate]) -> Outline {
    let mut parser = Parser {
        page,
        candidates,
        ahead: Ahead::of(candidates),
        stack: Vec::new(),
        closed: None,
        outline: Outline::default(),
    };
    for index in 0..candidates.len() {
        parser.take(index);
    }
    parser.outline
}

impl Parser<'_> {
    fn take(&mut self, index: usize) {
        let Some(candidate) = self.candidates.get(index).copied() else {
            return;
        };
        self.ahead.at = u32::try_from(index).unwrap_or(u32::MAX);
        if candidate.mark.is_compound() {
            self.compound(&candidate);
            return;
        }
        match self.judge(index, &candidate) {
            Act::Next(level, step) => {
                self.close_above(level);
                self.add(&candidate, step, level);
            }
            Act::Nest(step) => {
                if self.stack.len() < DEEPEST {
                    self.open(&candidate, step, false);
                }
            }
            Act::Restart(level, step) => {
                self.close_above(level);
                self.closed = self.stack.pop();
                self.open(&candidate, step, false);
            }
            Act::Sibling(step) => {
                self.stack.clear();
                self.open(&candidate, step, false);
            }
            Act::Skip => {}
        }
    }

    pub(super) fn close_above(&mut self, level: usize) {
        if self.stack.len() > level + 1 {
            self.closed = self.stack.get(level + 1).cloned();
            self.stack.truncate(level + 1);
        }
    }

    pub(super) fn add(&mut self, candidate: &Candidate, step: Step, level: usize) {
        let item = self.outline.items.len();
        let Some(open) = self.stack.get_mut(level) else {
            return;
        };
        open.ones = open.ones && step.value == open.step.value;
        open.step = step;
        open.count += 1;
        open.item = item;
        let list = open.list;
        let parent = self.outline.lists.get(list).and_then(|list| list.parent);
        if let Some(list) = self.outline.lists.get_mut(list) {
            list.count += 1;
        }
        self.outline
            .items
            .push(Item::of(candidate, step, parent, list));
    }

    pub(super) fn open(&mut self, candidate: &Candidate, step: Step, compound: bool) {
        let parent = self.stack.last().map(|open| open.item);
        let list = self.outline.lists.len();
        let item = self.outline.items.len();
        self.outline.lists.push(List {
            parent,
            first: item,
            count: 1,
        });
        self.outline
            .items
            .push(Item::of(candidate, step, parent, list));
        self.stack.push(Open {
            list,
            step,
            prefix: candidate.mark.prefix,
            closer: candidate.mark.closer,
            base: step.value,
            count: 1,
            ones: true,
            indent: candidate.indent,
            inline: candidate.edge < Edge::Line,
            item,
            compound,
        });
    }
}

impl Item {
    fn of(candidate: &Candidate, step: Step, parent: Option<usize>, list: usize) -> Self {
        Self {
            line: candidate.line,
            start: candidate.start,
            end: candidate.end,
            step,
            decimal: false,
            variant: None,
            unprinted: false,
            parent,
            list,
            inline: candidate.edge < Edge::Line,
        }
    }
}
