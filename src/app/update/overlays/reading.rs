//! Something to read, over the screen.

use crate::app::geometry;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::text::wrap;

/// Shows paragraphs to read, wrapped to the screen.
pub(in crate::app::update) fn show_to_read(model: &mut Model, title: String, words: &[String]) {
    let width = geometry::reading(model.size).inner().width;
    let width = usize::from(width.saturating_sub(2).max(1));
    let lines = words.iter().flat_map(|words| wrapped(words, width));
    model.overlay = Some(Overlay::Reading {
        title,
        lines: lines.collect(),
        scroll: Scroll::default(),
    });
}

fn wrapped(words: &str, width: usize) -> Vec<String> {
    if words.is_empty() {
        return vec![String::new()];
    }
    let lines = words.lines().flat_map(|line| wrap::wrapped(line, width));
    lines.map(str::to_owned).collect()
}
