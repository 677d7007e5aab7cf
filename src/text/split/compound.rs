//! Compound markers: `1a)`, `2.1`, `4(b)(ii)`. Each of their steps is found among the open lists, or opened.

use super::candidates::{Candidate, Edge};
use super::marker::{Closer, Kind, Step};
use super::sequence::{Item, Open, Parser};
use super::words;

impl Parser<'_> {
    /// `1a)`, `2.1`, `4(b)(ii)`: each step is found among the open lists or opened.
    pub(super) fn compound(&mut self, candidate: &Candidate) {
        let steps = candidate.mark.steps();
        let Some(&first) = steps.first() else { return };
        if candidate.wrapped && candidate.mark.closer == Closer::Bare {
            return;
        }
        let fits = |open: &Open| {
            open.step.kind == Kind::Number
                && (open.last() == first.value || open.expects(first.value))
        };
        let alike = |open: &Open| open.prefix == candidate.mark.prefix && fits(open);
        let level = self
            .stack
            .iter()
            .position(alike)
            .or_else(|| self.stack.iter().position(fits));
        let last = candidate.mark.last();
        if level.is_none()
            && (!self.stack.is_empty() || last.value != 1)
            && !self.may_jump(candidate, first)
        {
            return;
        }
        if candidate.edge < Edge::Line && level.is_none() {
            return;
        }
        let Some(level) = level else {
            self.stack.clear();
            self.open(candidate, first, true);
            self.unprint();
            self.descend(candidate, 1);
            return;
        };
        let Some(open) = self
            .stack
            .get(level)
            .filter(|open| open.last() == first.value)
        else {
            self.close_above(level);
            self.add(candidate, first, level);
            self.unprint();
            self.descend(candidate, level + 1);
            return;
        };
        let printed = self
            .outline
            .items
            .get(open.item)
            .filter(|item| !item.unprinted);
        let beside = printed.is_some_and(|item| {
            steps.len() == 2
                && last.kind == Kind::Letter
                && candidate.mark.closer != Closer::Brackets
                && !candidate.mark.dotted
                && !self.stands_above_its_letters(item, candidate)
        });
        if beside {
            self.close_above(level);
            self.add(candidate, first, level);
            if let Some(item) = self.outline.items.last_mut() {
                item.variant = Some(last.value);
            }
        } else {
            self.descend(candidate, level + 1);
        }
    }

    /// `2a` and `2b` under a `2` that ends in a colon are its parts; beside a `2` that asks, they are follow-ups.
    fn stands_above_its_letters(&self, item: &Item, candidate: &Candidate) -> bool {
        let text = self.page.piece(item.end, candidate.start).trim_end();
        words::leads_in(text) || text.is_empty()
    }

    /// A section number may be skipped if what follows begins at its first value.
    fn may_jump(&self, candidate: &Candidate, first: Step) -> bool {
        let bottom = self.stack.first();
        candidate.mark.last().value == 1
            && bottom.is_some_and(|open| {
                open.step.kind == Kind::Number
                    && first.value > open.last()
                    && first.value <= open.last() + 3
                    || first.value == 1 && self.is_set_off(candidate)
            })
    }

    fn unprint(&mut self) {
        if let Some(item) = self.outline.items.last_mut() {
            item.unprinted = true;
            item.end = item.start;
        }
    }

    fn descend(&mut self, candidate: &Candidate, mut level: usize) {
        let steps = candidate.mark.steps();
        for (depth, step) in steps.iter().enumerate().skip(1) {
            let deepest = depth + 1 == steps.len();
            let open = self
                .stack
                .get(level)
                .filter(|open| open.step.kind == step.kind && open.step.upper == step.upper);
            match open.map(Open::last) {
                Some(value) if value == step.value && !deepest => {}
                Some(_) => {
                    self.close_above(level);
                    self.add(candidate, *step, level);
                    self.settle(step.kind, deepest);
                }
                None => {
                    self.stack.truncate(level);
                    self.open(candidate, *step, true);
                    self.settle(step.kind, deepest);
                }
            }
            level += 1;
        }
    }

    fn settle(&mut self, kind: Kind, deepest: bool) {
        if let Some(item) = self.outline.items.last_mut() {
            item.decimal = kind == Kind::Number;
        }
        if !deepest {
            self.unprint();
        }
    }
}
