//! What is done with colleagues: approvals.

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// The reference of the case.
    pub(crate) reference: String,
    /// The question as the letter calls it; otherwise the whole letter.
    pub(crate) question: Option<String>,
    /// Who approves. Without it nothing is approved: it is told what is, what is not, and what changed since.
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Take that person's approval back.
    #[arg(long, requires = "by")]
    pub(crate) take_back: bool,
    /// Tell what is approved and what is not as JSON.
    #[arg(long, conflicts_with = "by")]
    pub(crate) json: bool,
}
