//! The pages of a document, in their order.

use std::collections::HashSet;

use super::super::Refusal;
use super::file::File;
use super::object::{Dictionary, Object};

/// The most pages that are read.
const PAGES: usize = 3_000;

/// A page, with the resources that it may have from the groups around it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) contents: Vec<Object>,
    pub(super) resources: Dictionary,
    pub(super) notes: Vec<Object>,
}

pub(super) fn list(file: &mut File<'_>) -> Result<Vec<Page>, Refusal> {
    let damaged = |why: &str| Refusal::Damaged {
        what: super::WHAT,
        why: why.to_owned(),
    };
    let root = file.root().and_then(|root| file.dictionary(&root));
    let root = root.ok_or_else(|| damaged("its list of pages is missing"))?;
    let mut pages = Vec::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut waiting: Vec<(Object, Dictionary)> = Vec::new();
    waiting.extend(
        root.get("Pages")
            .map(|pages| (pages.clone(), Dictionary::new())),
    );
    while let Some((object, inherited)) = waiting.pop() {
        if let Object::Reference(id) = object
            && !seen.insert(id)
        {
            continue;
        }
        let Some(node) = file.dictionary(&object) else {
            continue;
        };
        let own = node.get("Resources").and_then(|own| file.dictionary(own));
        let resources = own.unwrap_or(inherited);
        if let Some(Object::List(kids)) = file.get(&node, "Kids") {
            let kids = kids.into_iter().rev().map(|kid| (kid, resources.clone()));
            waiting.extend(kids.take(PAGES));
            continue;
        }
        let contents = match node.get("Contents") {
            Some(reference @ Object::Reference(_)) => match file.resolve(reference) {
                Some(Object::List(list)) => list,
                _ => vec![reference.clone()],
            },
            Some(Object::List(list)) => list.clone(),
            _ => Vec::new(),
        };
        let notes = match file.get(&node, "Annots") {
            Some(Object::List(notes)) => notes,
            _ => Vec::new(),
        };
        pages.push(Page {
            contents,
            resources,
            notes,
        });
        if pages.len() >= PAGES {
            return Err(Refusal::Trap {
                what: super::WHAT,
                limits: "thousands of pages",
            });
        }
    }
    if pages.is_empty() {
        return Err(damaged("its pages are missing"));
    }
    Ok(pages)
}
