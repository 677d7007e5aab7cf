//! Splits a request into its questions.

/// A request taken apart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Split {
    /// x
    pub preamble: String,
    /// x
    pub questions: Vec<Part>,
    /// x
    pub closing: String,
}
/// x
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum PartKind {
    /// x
    Question,
    /// x
    Group,
}
/// x
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// x
    pub kind: PartKind,
    /// x
    pub marker: String,
    /// x
    pub printed: String,
    /// x
    pub path: Vec<usize>,
    /// x
    pub text: String,
    /// x
    pub before: String,
}
/// x
pub fn split(request: &str) -> Split {
    Split {
        preamble: request.into(),
        questions: vec![],
        closing: String::new(),
    }
}
