//! Whether a candidate is taken, and as what: the next of a list, the first of another, a miscount.

use super::super::candidates::{Candidate, Edge, is_heading};
use super::super::marker::{Kind, Prefix, Step};
use super::super::words;
use super::{Act, Open, Parser};

impl Parser<'_> {
    pub(super) fn judge(&self, index: usize, candidate: &Candidate) -> Act {
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
            let decimals = self.has_decimals(index, step);
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
    pub(in super::super) fn is_set_off(&self, candidate: &Candidate) -> bool {
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
        let decimals = self.has_decimals(index, step);
        if self.stack.is_empty() && (run >= 2 || decimals || candidate.mark.prefix != Prefix::None)
        {
            return Act::Nest(step);
        }
        if !self.stack.is_empty() && step.kind != Kind::Number && step.value == 2 && sentence {
            return Act::Nest(step);
        }
        Act::Skip
    }

    // "3." with "3.1" behind it.
    fn has_decimals(&self, index: usize, step: Step) -> bool {
        self.candidates.get(index + 1).is_some_and(|next| {
            let first = next.mark.steps().first();
            next.mark.is_decimal() && first.is_some_and(|first| first.value == step.value)
        })
    }
}
