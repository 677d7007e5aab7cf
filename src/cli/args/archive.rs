//! The arguments of `archive` and `search`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ArchiveCommand {
    /// Take in past answers: lines of JSON, or a CSV file.
    Import {
        /// The file.
        file: PathBuf,
        /// Which column of a CSV file holds what, for instance question=Request,answer=Response.
        #[arg(long, default_value = "")]
        columns: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List past answers, the latest first.
    List {
        #[command(flatten)]
        which: Which,
        /// How many at most.
        #[arg(long)]
        limit: Option<usize>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show a past answer.
    Show {
        /// Its id.
        id: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Remove past answers.
    Remove {
        /// Their ids.
        #[arg(required_unless_present_any = ["outcome", "since", "before", "provision", "source"])]
        ids: Vec<String>,
        #[command(flatten)]
        which: Which,
        /// Remove all that the filters choose; without it they are only counted.
        #[arg(long)]
        yes: bool,
    },
    /// Write past answers to a file that import reads back: lines of JSON, or a spreadsheet if its name ends in .csv.
    Export {
        #[command(flatten)]
        which: Which,
        /// To a file instead of standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// As a spreadsheet whatever the name of the file.
        #[arg(long)]
        csv: bool,
    },
    /// Count past answers: by outcome, year, provision and source.
    Stats {
        #[command(flatten)]
        which: Which,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Which past answers; several filters narrow together.
#[derive(Debug, Args)]
pub(in crate::cli) struct Which {
    /// Only with this outcome, for instance refused; may be given several times.
    #[arg(long)]
    pub(in crate::cli) outcome: Vec<String>,
    /// Only those given on this day or later.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) since: Option<Date>,
    /// Only those given before this day.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) before: Option<Date>,
    /// Only those that rely on this provision or one below it, for instance 40(2); may be given several times.
    #[arg(long)]
    pub(in crate::cli) provision: Vec<String>,
    /// Only those whose source or reference holds these letters.
    #[arg(long, default_value = "")]
    pub(in crate::cli) source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
    /// The library.
    Snippets,
    /// Past answers.
    Archive,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Search {
    /// The question.
    #[arg(required_unless_present = "queries", conflicts_with = "queries")]
    pub(in crate::cli) query: Vec<String>,
    /// Where to look; otherwise in both.
    #[arg(long, value_enum)]
    pub(in crate::cli) from: Option<From>,
    /// How many at most.
    #[arg(long, default_value_t = 10)]
    pub(in crate::cli) limit: usize,
    /// Many questions in one run, a line each: {"id", "text"}; answers with a line of JSON each. - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) queries: Option<PathBuf>,
    /// As JSON.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
