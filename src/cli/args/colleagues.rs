//! What is done with colleagues: contributions, approvals, reviews.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

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

#[derive(Debug, Args)]
pub(crate) struct Review {
    /// The reference of the case whose answer is reviewed.
    pub(crate) reference: String,
    /// The mail or letter that asks for the review, which is kept with it; - for standard input.
    pub(crate) file: Option<PathBuf>,
    /// When the review was asked for; otherwise the date of the mail, else today.
    #[arg(long)]
    pub(crate) received: Option<Date>,
    /// Print the reference of the review and do not open the workbench.
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// The reference of the case.
    pub(crate) reference: String,
    /// The questions as the letter calls them.
    #[arg(required = true)]
    pub(crate) questions: Vec<String>,
    /// Who is asked: the service area or the colleague, as the mail names them.
    #[arg(long, value_name = "NAME")]
    pub(crate) of: String,
    /// By when the reply is wanted; otherwise counted back from the due date.
    #[arg(long, value_name = "DATE")]
    pub(crate) by: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Reply {
    /// The reference of the case.
    pub(crate) reference: String,
    /// The mail, document or text that came back; - for standard input.
    pub(crate) file: PathBuf,
    /// The questions it is for, as the letter calls them.
    #[arg(required = true)]
    pub(crate) questions: Vec<String>,
}
