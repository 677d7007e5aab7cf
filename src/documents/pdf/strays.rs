//! Markers that were painted apart from their lines.
//!
//! Some programs paint the words of a list first and its numbers at the end of the page. A reader sees them side by side,
//! so such a number is taken to the line that begins to its right.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::Piece;

/// The letters of the longest marker: `(xviii)` and the like.
pub(super) const MARKER: usize = 7;

/// How far from its line a marker may stand, in sizes of its letters.
const REACH: f64 = 6.0;

/// Returns the pieces with every stray marker before the line that it marks.
pub(super) fn brought_home(pieces: &[Piece]) -> Vec<&Piece> {
    let runs = runs(pieces);
    let starts = starts_by_height(&runs);
    let mut marker_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| is_marker(run)) {
        if let Some(home) = home_of(run, &runs, &starts) {
            marker_of.entry(home).or_insert(at);
        }
    }
    let moved: BTreeSet<usize> = marker_of.values().copied().collect();
    let mut out = Vec::with_capacity(pieces.len());
    for (at, run) in runs.iter().enumerate() {
        if let Some(marker) = marker_of.get(&at).and_then(|marker| runs.get(*marker)) {
            out.extend(*marker);
        }
        if !moved.contains(&at) {
            out.extend(*run);
        }
    }
    out
}

/// Splits the pieces where a line ends: each run was painted from left to right at one height.
fn runs(pieces: &[Piece]) -> Vec<&[Piece]> {
    let goes_on = |one: &Piece, next: &Piece| {
        let size = one.size.max(next.size).max(1.0);
        (one.y - next.y).abs() < size * 0.5 && next.x > one.x - size
    };
    pieces.chunk_by(goes_on).collect()
}

fn is_marker(run: &[Piece]) -> bool {
    let letters = || run.iter().flat_map(|piece| piece.text.chars());
    let mut seen = letters().filter(|c| !c.is_whitespace()).take(MARKER + 1);
    let within = seen.by_ref().take(MARKER).count();
    within > 0 && seen.next().is_none()
}

/// The runs by their height in whole points.
fn starts_by_height(runs: &[&[Piece]]) -> BTreeMap<i64, Vec<usize>> {
    let mut starts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        if let Some(first) = run.first().filter(|_| !is_marker(run)) {
            starts.entry(height(first)).or_default().push(at);
        }
    }
    starts
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float becomes the nearest number of its kind; places beyond every page meet at the ends"
)]
fn height(piece: &Piece) -> i64 {
    piece.y.round() as i64
}

/// Returns the nearest line that begins to the right of a marker.
fn home_of(
    marker: &[Piece],
    runs: &[&[Piece]],
    starts: &BTreeMap<i64, Vec<usize>>,
) -> Option<usize> {
    let visible = |piece: &&Piece| !piece.text.trim().is_empty();
    let last = marker.iter().rfind(visible)?;
    let (size, middle) = (last.size.max(1.0), height(last));
    let gap = |at: &usize| {
        let first = runs.get(*at).and_then(|run| run.first());
        first.map_or(f64::MAX, |first| first.x - last.end)
    };
    let near = starts.range(middle.saturating_sub(2)..=middle.saturating_add(2));
    near.flat_map(|(_, places)| places.iter().take(8))
        .copied()
        .filter(|at| (-1.0..size * REACH).contains(&gap(at)))
        .min_by(|one, other| gap(one).total_cmp(&gap(other)))
}
