//! Looks ahead: what follows each candidate in a list of its kind, found in one pass from the end.

use super::candidates::Candidate;
use super::marker::{Closer, Kind, Prefix, Step};
use super::sequence::Open;

/// How far ahead, in bytes, the second marker of a list that begins inside a line may stand.
const REACH: usize = 3000;

/// What comes after each candidate in a list of its family, found in one pass from the end.
pub(super) struct Ahead {
    /// Length of the run 1, 2, 3 ... that begins at each candidate, and where it goes next; read as printed, then as Roman.
    runs: [Vec<(u32, u32)>; 2],
    two_first: Vec<bool>,
    /// The last place of each family and value.
    last: Vec<u32>,
    /// The candidate being judged; "further on" is counted from here.
    pub(super) at: u32,
}

const FAMILIES: usize = 4 * 2 * 4 * 8;
const VALUES: usize = 1002;

fn slot(kind: Kind, upper: bool, prefix: Prefix, closer: Closer, value: u32) -> usize {
    let family =
        ((kind as usize * 2 + usize::from(upper)) * 4 + prefix as usize) * 8 + closer as usize;
    let value = if kind == Kind::Bullet {
        value % 997
    } else {
        value
    };
    family * VALUES + usize::try_from(value).unwrap_or(0).min(VALUES - 1)
}

impl Ahead {
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let none = u32::MAX;
        let mut next = vec![none; FAMILIES * VALUES];
        let mut last = vec![0_u32; FAMILIES * VALUES];
        let mut runs = [
            vec![(1, none); candidates.len()],
            vec![(1, none); candidates.len()],
        ];
        let mut two_first = vec![false; candidates.len()];
        for (index, candidate) in candidates.iter().enumerate().rev() {
            let mark = &candidate.mark;
            if mark.is_compound() {
                continue;
            }
            let here = u32::try_from(index).unwrap_or(none);
            let step = mark.last();
            let readings = [
                Some(step),
                mark.roman.map(|value| Step {
                    kind: Kind::Roman,
                    value,
                    ..step
                }),
            ];
            for (reading, step) in readings.into_iter().enumerate() {
                let Some(step) = step else { continue };
                let after = if step.kind == Kind::Bullet {
                    step.value
                } else {
                    step.value + 1
                };
                let follow = |value| slot(step.kind, step.upper, mark.prefix, mark.closer, value);
                let successor = next.get(follow(after)).copied().unwrap_or(none);
                // The successor of a Roman "i" may be a "v" that was stored under both readings.
                let ahead = usize::try_from(successor).ok().and_then(|s| {
                    let same = runs[reading].get(s).copied()?;
                    let other = runs[1 - reading].get(s).copied()?;
                    Some(same.0.max(other.0))
                });
                if let Some(run) = runs[reading].get_mut(index) {
                    *run = (
                        ahead.map_or(1, |length: u32| length.saturating_add(1)),
                        successor,
                    );
                }
                if reading == 0 {
                    let one = next.get(follow(1)).copied().unwrap_or(none);
                    let two = next.get(follow(2)).copied().unwrap_or(none);
                    if let Some(first) = two_first.get_mut(index) {
                        *first = two < one;
                    }
                }
            }
            for step in readings.into_iter().flatten() {
                let slot = slot(step.kind, step.upper, mark.prefix, mark.closer, step.value);
                if let Some(next) = next.get_mut(slot) {
                    *next = here;
                }
                if let Some(last) = last.get_mut(slot) {
                    *last = (*last).max(here);
                }
            }
        }
        Self {
            runs,
            two_first,
            last,
            at: 0,
        }
    }

    pub(super) fn run(&self, index: usize, roman: bool) -> u32 {
        self.runs[usize::from(roman)]
            .get(index)
            .map_or(1, |run| run.0)
    }

    /// Whether the marker that follows in the run is within reach.
    pub(super) fn near(&self, index: usize, roman: bool, candidates: &[Candidate]) -> bool {
        let Some(&(_, next)) = self.runs[usize::from(roman)].get(index) else {
            return false;
        };
        let here = candidates.get(index).map_or(0, |candidate| candidate.end);
        usize::try_from(next)
            .ok()
            .and_then(|next| candidates.get(next))
            .is_some_and(|next| next.start < here + REACH)
    }

    pub(super) fn two_before_one(&self, index: usize) -> bool {
        self.two_first.get(index).copied().unwrap_or(false)
    }

    /// Whether the candidate's own family has this step further on.
    pub(super) fn has(&self, candidate: &Candidate, step: Step) -> bool {
        let slot = slot(
            step.kind,
            step.upper,
            candidate.mark.prefix,
            candidate.mark.closer,
            step.value,
        );
        self.last.get(slot).is_some_and(|last| *last > self.at)
    }

    /// Whether an open list's family has this value further on.
    pub(super) fn family(&self, open: &Open, value: u32) -> bool {
        let slot = slot(
            open.step.kind,
            open.step.upper,
            open.prefix,
            open.closer,
            value,
        );
        self.last.get(slot).is_some_and(|last| *last > self.at)
    }
}
