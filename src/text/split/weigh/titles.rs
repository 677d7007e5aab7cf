//! Titles that carry a marker, whose lists stand at the top.

use super::{members, parents};
use crate::text::split::marker::Kind;
use crate::text::split::sequence::Outline;
use crate::text::split::tidy::Page;
use crate::text::split::words::{self, Ask};

/// "II. RECORDS REQUESTED", "Request 2: school buildings": titles that carry a marker. Their lists stand at the top.
pub(super) fn unwrap_titles(page: &Page, outline: &mut Outline) -> Vec<usize> {
    let members = members(outline);
    let parents = parents(outline, |item| {
        item.step.kind == Kind::Number && !item.decimal && !item.inline
    });
    let mut titles = Vec::new();
    for (list, items) in outline.lists.iter().zip(&members) {
        if list.parent.is_some() {
            continue;
        }
        let is_title = |index: &usize| {
            outline.items.get(*index).is_some_and(|item| {
                let end = page.lines.get(item.line).map_or(item.end, |line| line.end);
                let text = page.piece(item.end, end);
                let requests = page
                    .piece(item.start, item.end)
                    .to_lowercase()
                    .starts_with("request");
                let counted = (item.step.upper
                    && matches!(item.step.kind, Kind::Roman | Kind::Letter))
                    || requests;
                counted
                    && !text.is_empty()
                    && words::words(text).count() <= 12
                    && !text.ends_with(['?', '.', ',', ';'])
                    && words::ask(text) < Ask::Request
            })
        };
        let above = items.iter().any(|item| parents.get(*item) == Some(&true));
        if above && items.iter().all(is_title) {
            titles.extend(items);
        }
    }
    titles.sort_unstable();
    for list in &mut outline.lists {
        if list
            .parent
            .is_some_and(|parent| titles.binary_search(&parent).is_ok())
        {
            list.parent = None;
        }
    }
    for item in &mut outline.items {
        if item
            .parent
            .is_some_and(|parent| titles.binary_search(&parent).is_ok())
        {
            item.parent = None;
        }
    }
    titles
}
