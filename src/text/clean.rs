//! Cleaning.
/// x
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clean(String);
impl std::ops::Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
/// x
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Oddities;
/// x
pub fn clean(text: &str) -> (Clean, Oddities) {
    (Clean(text.into()), Oddities)
}
/// x
pub fn clean_line(text: &str) -> (Clean, Oddities) {
    clean(text)
}
/// x
pub fn search_fold(text: &str) -> String {
    text.to_lowercase()
}

impl Oddities {
    /// x
    pub fn is_empty(&self) -> bool {
        true
    }
}
impl std::fmt::Display for Oddities {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
