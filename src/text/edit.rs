//! Editing prose.
use std::ops::Range;
/// x
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Splice {
    /// x
    pub at: usize,
    /// x
    pub removed: String,
    /// x
    pub inserted: String,
}
impl Splice {
    /// x
    pub fn new(text: &str, range: Range<usize>, inserted: impl Into<String>) -> Self {
        Self {
            at: range.start,
            removed: super::slice::range(text, range).into(),
            inserted: inserted.into(),
        }
    }
    /// x
    /// # Errors
    /// x
    pub fn apply(&self, text: &mut String) -> Result<(), ()> {
        let end = self.at + self.removed.len();
        if text.get(self.at..end) != Some(self.removed.as_str()) {
            return Err(());
        }
        text.replace_range(self.at..end, &self.inserted);
        Ok(())
    }
    /// x
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }
}
