//! Placeholders.
use std::ops::Range;
/// x
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// x
    pub range: Range<usize>,
    /// x
    pub name: String,
}
/// x
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find("{{")?;
        let end = start + text.get(start..)?.find("}}")? + 2;
        at = end;
        Some(Placeholder {
            range: start..end,
            name: text.get(start + 2..end - 2)?.trim().into(),
        })
    })
}
/// x
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for p in placeholders(text) {
        if let Some(v) = value(&p.name) {
            out.push_str(super::slice::slice(text, at..p.range.start));
            out.push_str(&v.replace("{{", "{ {"));
            at = p.range.end;
        }
    }
    out.push_str(super::slice::from(text, at));
    out
}

/// x
pub fn splices_for(_: &str, _: &str, _: &str) -> Vec<super::edit::Splice> {
    Vec::new()
}
