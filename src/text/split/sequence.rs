//! Chooses the markers that make sense together.
//!
//! The candidates are read in order against a stack of open lists. A candidate is taken because it is the next of an
//! open list, because it begins a list of its own inside the current question, because a list begins again, or, last
//! and with the most conditions, because somebody has miscounted. What fits nowhere is left in the text: a year at the
//! start of a wrapped line, a reference, a sum.

use super::ahead::Ahead;
use super::candidates::{Candidate, Edge, is_heading};
use super::marker::{Closer, Kind, Prefix, Step};
use super::tidy::Page;
use super::words;

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

    fn judge(&self, index: usize, candidate: &Candidate) -> Act {
        let step = candidate.mark.last();
        let roman = candidate.mark.roman.map(|value| Step {
            kind: Kind::Roman,
            value,
            ..step
        });
        if step.kind == Kind::Bullet {
            return self.judge_bullet(index, candidate, step);
        }
        let inline = candidate.edge < Edge::Line;
        // "h, i, j" or "h, then i, ii": the marker after it decides.
        let roman_begins = roman.is_some_and(|r| r.value == 1)
            && self.ahead.run(index, true) >= 2
            && self.ahead.run(index, false) < 2;
        for (level, open) in self.stack.iter().enumerate().rev() {
            for reading in [Some(step), roman].into_iter().flatten() {
                if open.same_family(candidate, reading)
                    && open.expects(reading.value)
                    && !(roman_begins && reading.kind == Kind::Letter)
                    && self.may_go_on(candidate, open)
                {
                    return Act::Next(level, reading);
                }
            }
        }
        for reading in [roman.filter(|_| roman_begins), Some(step), roman]
            .into_iter()
            .flatten()
        {
            if reading.value == 1 {
                let act = self.begin(index, candidate, reading);
                if !matches!(act, Act::Skip) {
                    return act;
                }
            }
        }
        if inline {
            return Act::Skip;
        }
        self.judge_miscount(index, candidate, step, roman)
    }

    /// Whether the next marker of an open list may stand where the candidate stands.
    fn may_go_on(&self, candidate: &Candidate, open: &Open) -> bool {
        match candidate.edge {
            Edge::Line if candidate.mark.is_plain_to_see() => true,
            Edge::Line => {
                let asks = words::ask(self.rest(candidate)) >= words::Ask::Request;
                asks || (!candidate.wrapped && self.begins_a_sentence(candidate))
            }
            Edge::Ended => true,
            Edge::Joined => open.inline || candidate.mark.last().kind == Kind::Number,
            Edge::Weak => open.inline,
        }
    }

    fn begins_a_sentence(&self, candidate: &Candidate) -> bool {
        let rest = self.rest(candidate);
        rest.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_alphanumeric())
            && rest.len() > 3
    }

    fn rest(&self, candidate: &Candidate) -> &str {
        let end = self
            .page
            .lines
            .get(candidate.line)
            .map_or(0, |line| line.end);
        self.page.piece(candidate.end, end)
    }

    fn judge_bullet(&self, index: usize, candidate: &Candidate, step: Step) -> Act {
        for (level, open) in self.stack.iter().enumerate().rev() {
            if !open.same_family(candidate, step) {
                continue;
            }
            let top = level + 1 == self.stack.len();
            if self.stands_under_notes(candidate) {
                return Act::Sibling(step);
            }
            if top && candidate.indent > open.indent + 1 && candidate.edge == Edge::Line {
                return Act::Nest(step);
            }
            if candidate.indent + 1 < open.indent
                && self
                    .stack
                    .iter()
                    .take(level)
                    .any(|lower| lower.same_family(candidate, step))
            {
                continue;
            }
            return Act::Next(level, step);
        }
        if candidate.edge < Edge::Line && self.ahead.run(index, false) < 2 {
            return Act::Skip;
        }
        if step.value == u32::from('-') && candidate.wrapped {
            return Act::Skip;
        }
        if step.value == u32::from('*')
            && self.ahead.run(index, false) < 2
            && !self.rest(candidate).contains('?')
        {
            return Act::Skip;
        }
        self.place(candidate, step)
    }

    /// A list that begins: in the current question, again, or beside it.
    fn begin(&self, index: usize, candidate: &Candidate, step: Step) -> Act {
        let run = self.ahead.run(
            index,
            step.kind == Kind::Roman && candidate.mark.roman.is_some(),
        );
        if candidate.edge < Edge::Line && !candidate.chained {
            let near = self.ahead.near(
                index,
                step.kind == Kind::Roman && candidate.mark.roman.is_some(),
                self.candidates,
            );
            if run < 2 || !near {
                return Act::Skip;
            }
            if !self.stack.is_empty() && candidate.edge < Edge::Ended {
                return Act::Skip;
            }
            if candidate.edge == Edge::Weak
                && step.kind != Kind::Number
                && run < 3
                && !self.stack.is_empty()
            {
                return Act::Skip;
            }
        }
        if !candidate.mark.is_plain_to_see() {
            let decimals = self.candidates.get(index + 1).is_some_and(|next| {
                next.mark.is_decimal()
                    && next
                        .mark
                        .steps()
                        .first()
                        .is_some_and(|s| s.value == step.value)
            });
            if candidate.wrapped || !self.begins_a_sentence(candidate) || (run < 2 && !decimals) {
                return Act::Skip;
            }
        }
        if candidate.wrapped && run < 2 {
            return Act::Skip;
        }
        for (level, open) in self.stack.iter().enumerate().rev() {
            if !open.same_family(candidate, step) {
                continue;
            }
            let top = level + 1 == self.stack.len();
            if top && candidate.indent > open.indent + 1 && candidate.edge == Edge::Line {
                return Act::Nest(step);
            }
            if open.ones && !self.ahead.two_before_one(index) {
                return Act::Next(level, step);
            }
            let goes_on = self.ahead.has(
                candidate,
                Step {
                    value: open.last() + 1,
                    ..step
                },
            );
            if top && goes_on && run <= open.last() && !self.is_set_off(candidate) {
                return Act::Nest(step);
            }
            return Act::Restart(level, step);
        }
        self.place(candidate, step)
    }

    /// A list of a new kind stands in the current question, unless a heading and the end of the other lists set it apart.
    fn place(&self, candidate: &Candidate, step: Step) -> Act {
        let Some(bottom) = self.stack.first() else {
            return Act::Nest(step);
        };
        if candidate.chained || candidate.edge < Edge::Line {
            return Act::Nest(step);
        }
        let goes_on = self.stack.iter().any(|open| {
            open.step.kind != Kind::Bullet && self.ahead.family(open, open.last() + 1)
                || open.step.kind == Kind::Bullet && self.ahead.family(open, open.last())
        });
        // Bullets that tell what happened, then numbers that have bullets of their own.
        let outranks = bottom.step.kind == Kind::Bullet
            && step.kind == Kind::Number
            && !self.ahead.has(candidate, step);
        if (!goes_on || outranks)
            && candidate.indent <= bottom.indent + 1
            && self.is_set_off(candidate)
        {
            return Act::Sibling(step);
        }
        Act::Nest(step)
    }

    /// Whether a line that opens notes stands between the last question and this marker, and no numbers go on below.
    fn stands_under_notes(&self, candidate: &Candidate) -> bool {
        let Some(last) = self.outline.items.last() else {
            return false;
        };
        let above = (last.line + 1..candidate.line)
            .rev()
            .take(3)
            .find(|index| !self.page.is_blank(*index));
        candidate.edge == Edge::Line
            && above.is_some_and(|index| {
                self.page.is_blank(index - 1) && words::opens_notes(self.page.line(index))
            })
            && !self.stack.iter().any(|open| {
                open.step.kind != Kind::Bullet && self.ahead.family(open, open.last() + 1)
            })
    }

    /// Whether a heading or a line of its own stands between the question before and this marker.
    pub(super) fn is_set_off(&self, candidate: &Candidate) -> bool {
        let Some(last) = self.outline.items.last() else {
            return true;
        };
        let above = (last.line + 1..candidate.line)
            .rev()
            .take(12)
            .find(|index| !self.page.is_blank(*index));
        above.is_some_and(|index| {
            let line = self.page.line(index);
            let apart = (last.line + 1..index)
                .rev()
                .take(4)
                .any(|i| self.page.is_blank(i));
            is_heading(self.page, index) || (apart && (words::leads_in(line) || line.len() < 100))
        })
    }

    /// Lists that begin late, and numbers that are repeated, skipped or mistyped.
    fn judge_miscount(
        &self,
        index: usize,
        candidate: &Candidate,
        step: Step,
        roman: Option<Step>,
    ) -> Act {
        const LARGEST: u32 = 200;
        let plain = candidate.mark.is_plain_to_see();
        let ask = words::ask(self.rest(candidate));
        if (candidate.wrapped && ask < words::Ask::Request) || step.value > LARGEST {
            return Act::Skip;
        }
        let sentence = self.begins_a_sentence(candidate) || ask > words::Ask::No;
        for reading in [Some(step), roman].into_iter().flatten() {
            for (level, open) in self.stack.iter().enumerate().rev() {
                if open.same_kind(candidate, reading)
                    && !open.same_family(candidate, reading)
                    && open.expects(reading.value)
                    && sentence
                    && !self.ahead.family(open, reading.value)
                {
                    return Act::Next(level, reading);
                }
                let other_prefix =
                    open.step.kind == reading.kind && open.step.upper == reading.upper;
                if plain
                    && other_prefix
                    && reading.kind == Kind::Number
                    && open.expects(reading.value)
                    && sentence
                    && !self.ahead.family(open, reading.value)
                {
                    return Act::Next(level, reading);
                }
            }
        }
        if !plain {
            return Act::Skip;
        }
        for reading in [Some(step), roman].into_iter().flatten() {
            for (level, open) in self.stack.iter().enumerate().rev() {
                if !open.same_family(candidate, reading) {
                    continue;
                }
                let near = reading.value + 1 >= open.last() && reading.value <= open.last() + 3;
                if near || (reading.kind == Kind::Number && sentence) {
                    return Act::Next(level, reading);
                }
            }
            if let Some(closed) = &self.closed
                && !self.stack.is_empty()
                && closed.same_family(candidate, reading)
                && closed.expects(reading.value)
            {
                return Act::Nest(reading);
            }
        }
        let run = self.ahead.run(index, false);
        let decimals = self.candidates.get(index + 1).is_some_and(|next| {
            next.mark.is_decimal()
                && next
                    .mark
                    .steps()
                    .first()
                    .is_some_and(|s| s.value == step.value)
        });
        if self.stack.is_empty() && (run >= 2 || decimals || candidate.mark.prefix != Prefix::None)
        {
            return Act::Nest(step);
        }
        if !self.stack.is_empty() && step.kind != Kind::Number && step.value == 2 && sentence {
            return Act::Nest(step);
        }
        Act::Skip
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
