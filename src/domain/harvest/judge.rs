//! The judgements of the walk on markers: which are questions, which are answers, which belong to a list in an answer.

use super::scan::{Asked, Fate, Nested, Path, Walk};
use super::{labels, wording};
use crate::text::split::line::{Asks, Counts, LineMark, asks};

/// How far a label is looked for, in lines.
pub(super) const AHEAD: usize = 60;

impl Walk<'_, '_> {
    pub(super) fn mark(&self, index: usize) -> Option<&LineMark> {
        self.page
            .lines
            .get(index)
            .and_then(|line| line.mark.as_ref())
    }

    /// How much a marked line looks like a question, from 0 to 6.
    pub(super) fn strength(&self, index: usize) -> u32 {
        let Some(mark) = self.mark(index) else {
            return 0;
        };
        if self.quoting {
            return if self.quoted(index) { 4 } else { 0 };
        }
        let words = self.paragraph(index, mark.len);
        // "1. Thank you for your request of ...": a department numbers its own paragraphs.
        if wording::is_opening(&words) {
            return 0;
        }
        let mut strength = match asks(&words) {
            Asks::No => 0,
            Asks::Noun => 1,
            Asks::Request => 2,
            Asks::Question => 3,
        };
        // "Do you collect items (yes / no)? Answer - Yes": the question mark stands in the middle.
        if strength < 3
            && words.split_inclusive('?').next().is_some_and(|first| {
                first.ends_with('?') && asks(first) == Asks::Question && !first.contains(". ")
            })
        {
            strength = 3;
        }
        if self.is_stem(index, mark) {
            strength = strength.max(2);
        }
        strength += u32::from(mark.named);
        if self.label_ahead(index) {
            strength += 2;
        }
        if self.page.lines.get(index).is_some_and(|line| line.bold) {
            strength += 1;
        }
        strength
    }

    /// Whether the questions proper stand below this line: "2. Kitchens:" before "(a) How many ...".
    fn is_stem(&self, index: usize, mark: &LineMark) -> bool {
        let next = (index + 1..self.page.lines.len()).find(|next| !self.page.is_blank(*next));
        let child = next.and_then(|next| self.mark(next).map(|child| (next, child)));
        let counts = |mark: &LineMark| mark.steps.last().map(|step| step.0);
        child.is_some_and(|(next, child)| {
            let below = counts(child) != counts(mark) && counts(child) != Some(Counts::Bullets)
                || child.steps.len() > mark.steps.len();
            let first = child.steps.last().is_some_and(|step| step.1 == 1);
            let skip = child.len;
            below
                && first
                && mark.plain
                && (asks(&self.paragraph(next, skip)) >= Asks::Request || self.label_ahead(next))
        })
    }

    /// Whether a label for this line's answer comes before the next marker of its list.
    pub(super) fn label_ahead(&self, index: usize) -> bool {
        let own = self.mark(index);
        if own.is_some_and(|mark| {
            labels::inline(self.page.line(index)).is_some_and(|(at, _)| at > mark.len)
        }) {
            return true;
        }
        for later in index + 1..(index + AHEAD).min(self.page.lines.len()) {
            if let Some(Some(label)) = self.labels.get(later)
                && !label.weak
            {
                return true;
            }
            let line = self.page.line(later);
            if labels::inline(line).is_some() {
                return true;
            }
            if labels::closes(line) {
                return false;
            }
            if let (Some(own), Some(mark)) = (own, self.mark(later))
                && let (Some(first), Some(second)) = (own.steps.last(), mark.steps.last())
                && first.0 == second.0
                && first.0 != Counts::Bullets
            {
                return false;
            }
        }
        false
    }

    /// Says what a marker is.
    pub(super) fn decide(&mut self, index: usize) -> Fate {
        let Some(mark) = self.mark(index).cloned() else {
            return Fate::Text;
        };
        let Some(step) = mark.steps.last().copied() else {
            return Fate::Text;
        };
        if step.0 == Counts::Bullets || (self.quoting && !self.quoted(index)) {
            return Fate::Text;
        }
        let strength = self.strength(index);
        if self.found.asked.is_empty() {
            return self.first(index, &mark, strength);
        }
        let words = self.paragraph(index, mark.len);
        let sibling = self.sibling(&mark);
        let same = self.of_the_same_name(&mark);
        let waiting = same.filter(|asked| self.is_waiting(*asked));
        if let Some(asked) = waiting
            && !self.quoting
        {
            let several = self.waiting().len() + usize::from(self.in_block()) > 1;
            if several && self.repeats(asked, &words) {
                return Fate::Again;
            }
            if self.in_block() || (several && strength < 2) {
                self.block = true;
                return Fate::Answer(vec![asked]);
            }
        }
        let fate = self.among_questions(index, &mark, strength, sibling, same);
        if matches!(fate, Fate::Text) {
            self.pass(&mark);
        }
        fate
    }

    fn first(&mut self, index: usize, mark: &LineMark, strength: u32) -> Fate {
        let one = mark.steps.last().is_some_and(|step| step.1 == 1) || mark.steps.len() > 1;
        let before = (0..index).rev().find(|before| !self.page.is_blank(*before));
        // "Our answers are:" leads in to answers, and what follows asks nothing unless it is worded so.
        let answers =
            before.is_some_and(|before| labels::speaks_of_answers(self.page.line(before)));
        let led = !answers
            && before.is_some_and(|before| {
                labels::leads_in(self.page.line(before))
                    || labels::asked(self.page.line(before)).is_some()
            });
        let roman = mark.roman == Some(1) && mark.steps.len() == 1;
        let one = one || roman;
        let sure = mark.plain || strength >= 2 || self.page.line(index).len() == mark.len;
        // "Q1. We have 14 vans." bears the name of a question and asks nothing.
        let bare = self.page.line(index).len() == mark.len;
        let enough = strength >= if mark.named && !bare { 2 } else { 1 };
        if sure && ((one && (enough || led || self.expects)) || strength >= 3) {
            Fate::Question(if roman {
                vec![(Counts::Romans, 1)]
            } else {
                mark.steps.clone()
            })
        } else {
            Fate::Text
        }
    }

    /// Whether questions of a block still wait for their answers.
    fn in_block(&self) -> bool {
        self.block && (0..self.found.asked.len()).any(|asked| self.is_waiting(asked))
    }

    /// The path of the marker if it takes up a list that is open.
    fn sibling(&self, mark: &LineMark) -> Option<Path> {
        let current = &self.found.asked.last()?.path;
        if mark.steps.len() > 1 {
            let (last, parents) = mark.steps.split_last()?;
            let level = current.get(parents.len());
            let follows = current.starts_with(parents)
                && level.map_or(last.1 == 1, |own| own.0 == last.0 && last.1 == own.1 + 1);
            let opens = last.1 == 1
                && parents.first().is_some_and(|top| {
                    current
                        .first()
                        .is_some_and(|own| own.0 == top.0 && top.1 == own.1 + 1)
                });
            return (follows || opens).then(|| mark.steps.clone());
        }
        let step = *mark.steps.last()?;
        let readings = [Some(step), mark.roman.map(|value| (Counts::Romans, value))];
        for level in (0..current.len()).rev() {
            for reading in readings.into_iter().flatten() {
                let own = current.get(level)?;
                if own.0 == reading.0 && own.1 + 1 == reading.1 {
                    let mut path: Path = current.get(..level)?.to_vec();
                    path.push(reading);
                    return Some(path);
                }
            }
        }
        None
    }

    /// The question that bears this marker: one that waits if there is one, else the latest.
    fn of_the_same_name(&self, mark: &LineMark) -> Option<usize> {
        let step = mark.steps.last()?;
        let roman = mark.roman.map(|value| (Counts::Romans, value));
        let fits = |asked: &Asked| {
            asked.path == mark.steps
                || (mark.steps.len() == 1
                    && step.0 != Counts::Numbers
                    && (asked.path.last() == Some(step)
                        || (roman.is_some() && asked.path.last() == roman.as_ref())))
        };
        let all = || {
            self.found
                .asked
                .iter()
                .enumerate()
                .filter(|(_, asked)| fits(asked))
        };
        all()
            .find(|(index, _)| self.is_waiting(*index))
            .or_else(|| all().next_back())
            .map(|(index, _)| index)
    }

    fn among_questions(
        &mut self,
        index: usize,
        mark: &LineMark,
        strength: u32,
        sibling: Option<Path>,
        same: Option<usize>,
    ) -> Fate {
        let Some(step) = mark.steps.last().copied() else {
            return Fate::Text;
        };
        let nested = self.nested.filter(|nested| {
            nested.counts == step.0 && nested.style == mark.style && nested.last + 1 == step.1
        });
        if let Some(path) = sibling {
            let style = self
                .found
                .asked
                .iter()
                .rev()
                .find(|asked| asked.path.len() == path.len())
                .map(|asked| asked.style);
            let alike = style == Some(mark.style);
            let better = || strength < 3 && self.later(index, mark, strength.max(1));
            let answering = !self.target.is_empty();
            let accepted = if self.in_block() {
                strength >= 3
            } else if nested.is_some() {
                (alike || self.gap) && strength >= if alike { 1 } else { 3 } && !better()
            } else if alike {
                strength >= 1 || (!better() && (mark.plain || self.gap))
            } else if mark.plain && !answering {
                strength >= 1
            } else {
                strength >= 2 || (strength >= 1 && self.gap)
            };
            return if accepted {
                Fate::Question(path)
            } else {
                Fate::Text
            };
        }
        let current = self
            .found
            .asked
            .last()
            .map(|asked| (asked.path.clone(), asked.answered));
        let Some((current, answered)) = current else {
            return Fate::Text;
        };
        let top = current.first().copied().unwrap_or((Counts::Bullets, 0));
        if step.1 == 1 && top.0 == step.0 && mark.steps.len() == 1 {
            let headed = self.headed(index);
            let starts = strength >= 2 || (strength >= 1 && headed);
            let restarts = starts && same.is_some() && nested.is_none() && !self.in_block();
            return if restarts {
                Fate::Question(mark.steps.clone())
            } else {
                Fate::Text
            };
        }
        if mark.steps.len() == 1 && step.1 == 1 && current.iter().all(|own| own.0 != step.0) {
            let needed = if answered { 2 } else { 1 };
            if strength >= needed && !self.in_block() {
                let mut path = current;
                path.push(step);
                return Fate::Question(path);
            }
            return Fate::Text;
        }
        // A number was skipped.
        let jump = mark.plain
            && mark.steps.len() == 1
            && top.0 == step.0
            && step.1 > top.1
            && step.1 <= top.1 + 3;
        if jump
            && strength >= 2
            && !self.in_block()
            && self
                .found
                .asked
                .iter()
                .any(|asked| asked.style == mark.style)
        {
            return Fate::Question(mark.steps.clone());
        }
        Fate::Text
    }

    /// Whether the same marker comes again further down, and looks more like a question there.
    fn later(&self, index: usize, mark: &LineMark, least: u32) -> bool {
        (index + 1..self.page.lines.len()).any(|later| {
            self.mark(later)
                .is_some_and(|other| other.steps == mark.steps && other.style == mark.style)
                && self.strength(later) > least
        })
    }

    /// Whether a short line of its own stands before this one.
    fn headed(&self, index: usize) -> bool {
        let before = (0..index).rev().find(|before| !self.page.is_blank(*before));
        before.is_some_and(|before| {
            wording::is_title(self.page.line(before))
                && (before == 0 || self.page.is_blank(before - 1))
        })
    }

    /// Passes a marker that belongs to an answer.
    fn pass(&mut self, mark: &LineMark) {
        let Some(step) = mark.steps.last().copied() else {
            return;
        };
        let follows = |nested: &Nested| nested.counts == step.0 && nested.last + 1 == step.1;
        if let Some(nested) = self.nested.as_mut().filter(|nested| follows(nested)) {
            nested.last = step.1;
        } else if step.1 == 1 {
            self.nested = Some(Nested {
                counts: step.0,
                style: mark.style,
                last: 1,
            });
        }
    }
}
