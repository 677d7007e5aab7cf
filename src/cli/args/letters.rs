//! The arguments of what writes letters, lets them leave and publishes them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ViewName {
    /// The response as it leaves.
    Letter,
    /// The entry of the disclosure log.
    DisclosureLog,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// A Word document, in the letterhead that the settings name.
    Docx,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Render {
    /// The reference of the case.
    pub(in crate::cli) reference: String,
    /// Which text.
    #[arg(long, value_enum, default_value_t = ViewName::Letter)]
    pub(in crate::cli) view: ViewName,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    /// Date the letter on this day; otherwise on its own date, which it has once it is sent, else today.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) dated: Option<Date>,
    /// To a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Copy {
    /// The reference of the case.
    pub(in crate::cli) reference: String,
    /// Which text.
    #[arg(long, value_enum, default_value_t = ViewName::Letter)]
    pub(in crate::cli) view: ViewName,
    /// Copy although checks stand in the way; the reason goes into the history of the case.
    #[arg(long, value_name = "REASON")]
    pub(in crate::cli) override_checks: Option<String>,
    /// Print the text instead of copying it.
    #[arg(long)]
    pub(in crate::cli) print: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Sent {
    /// The reference of the case.
    pub(in crate::cli) reference: String,
    /// The day on which the letter left, which it bears; otherwise its own date, else today.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) dated: Option<Date>,
    /// Tell what was sent and what changed since; exits with 1 if something did.
    #[arg(long, conflicts_with_all = ["dated", "open_again"])]
    pub(in crate::cli) compare: bool,
    /// Open the case again; what was sent stays.
    #[arg(long, conflicts_with = "dated")]
    pub(in crate::cli) open_again: bool,
    /// Tell what was sent as JSON.
    #[arg(long, conflicts_with_all = ["dated", "open_again"])]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LogFormat {
    /// One page with a search that needs no server.
    Html,
    /// Markdown.
    #[value(alias = "markdown")]
    Md,
    /// A row for each answer.
    Csv,
    /// JSON.
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DisclosureLog {
    /// The references of cases; otherwise all that were answered between two dates.
    #[arg(value_name = "REF", conflicts_with_all = ["from", "to"])]
    pub(in crate::cli) references: Vec<String>,
    /// The first day on which a response left.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) to: Option<Date>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = LogFormat::Html)]
    pub(in crate::cli) format: LogFormat,
    /// Leave out the cases in which a check finds personal data, and write the others.
    #[arg(long)]
    pub(in crate::cli) skip_findings: bool,
    /// To a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
