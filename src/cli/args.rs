//! The arguments of the command line.

mod archive;
mod colleagues;
mod letters;
mod snippets;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

pub(super) use self::archive::{ArchiveCommand, From, Search, Which};
pub(super) use self::colleagues::{Approve, Ask, Reply, Review};
pub(super) use self::letters::{Copy, DisclosureLog, Format, LogFormat, Render, Sent, ViewName};
pub(super) use self::snippets::{EditSnippet, NewSnippet, SnippetCommand, SnippetKeys};

/// Answer a request that asks many questions, one by one.
#[derive(Debug, Parser)]
#[command(name = "seriatim", version, about, long_about = None)]
pub(super) struct Arguments {
    /// The workspace; otherwise the one around this folder, else your own.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) workspace: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The workbench on a sample request, in a throw-away workspace.
    Demo {
        /// Steps from a file instead of a terminal.
        #[arg(long, value_name = "FILE")]
        script: Option<PathBuf>,
    },
    /// Make a workspace.
    Init {
        /// The folder; otherwise this one.
        folder: Option<PathBuf>,
    },
    /// Make a case of a request and open it.
    New(New),
    /// Open a case in the workbench.
    Open {
        /// The reference of the case.
        reference: String,
        /// Steps from a file instead of a terminal.
        #[arg(long, value_name = "FILE")]
        script: Option<PathBuf>,
    },
    /// Split a request into its questions.
    Split {
        /// The request; - for standard input.
        file: PathBuf,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Read past responses into questions and answers, and take them into the archive.
    Harvest(HarvestArguments),
    /// Write the response of a case.
    Render(Render),
    /// Put the response of a case on the clipboard.
    Copy(Copy),
    /// Write the public disclosure log: what was asked and answered, without who asked.
    DisclosureLog(DisclosureLog),
    /// Ask a service area for what questions need: writes the mail, and keeps who has them since when.
    Ask(Ask),
    /// Keep the reply of a service area as a note on its questions; it goes into no letter.
    Reply(Reply),
    /// Approve a case or a question of it in somebody's name, or tell what is approved and what changed since.
    Approve(Approve),
    /// Open the review of a case whose answer has left: question by question upheld or not, with its own clock and letter.
    Review(Review),
    /// Mark a case as sent and keep its letter as it left, with its hash; or tell what changed since.
    Sent(Sent),
    /// Tell what happened to a case, when, and by whom.
    History(HistoryArguments),
    /// Count requests for publication: in time, late and why, outcomes, provisions, open ones by age.
    Stats(Stats),
    /// Check a case, or a letter that was written elsewhere.
    Check(Check),
    /// Tell why a check matters, and where the rule comes from.
    Explain {
        /// The code of the check.
        code: String,
    },
    /// Tell when a response is due, and why.
    Due(DueArguments),
    /// Look into the library of snippets.
    Snippet {
        #[command(subcommand)]
        command: Box<SnippetCommand>,
    },
    /// Share and receive libraries, and cases where they are shared, through git.
    Sync(Sync),
    /// Past answers as a searchable memory.
    Archive {
        #[command(subcommand)]
        command: ArchiveCommand,
    },
    /// Rank snippets or past answers for a question.
    Search(Search),
    /// Tell what is well and what is not: folders, journal, libraries, law, clipboard, terminal, and what to do.
    Doctor {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List what the retention rule of the workspace says is due for removal; with --remove, remove it.
    Purge {
        /// Remove what is due. The statistics stay.
        #[arg(long)]
        remove: bool,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the completions of a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual page.
    Man,
}

#[derive(Debug, Args)]
pub(super) struct DueArguments {
    /// The regime, for instance uk-foia.
    #[arg(long, default_value = "uk-foia")]
    pub(super) regime: String,
    /// The date of receipt, for instance 2026-11-24; for a review or an appeal that of its own.
    #[arg(long)]
    pub(super) received: Date,
    /// What happened since, for instance clarification-received:2026-12-02; stage:internal-review for another stage.
    #[arg(long = "event", value_name = "KIND:DATE")]
    pub(super) events: Vec<String>,
    /// As JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct HarvestArguments {
    /// The responses, or folders of them; - for standard input.
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// The regime of letters that name no statute.
    #[arg(long, default_value = "uk-foia")]
    pub(super) regime: String,
    /// As JSON, a line for each of several letters; the archive stays as it is.
    #[arg(long)]
    pub(super) json: bool,
    /// Show what is found; the archive stays as it is.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write all that could not be read or was unclear into this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "dry_run"])]
    pub(super) report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The request: a mail, a document, a text; - for standard input. A folder of them, or the export of a casework system
    /// (.csv, .jsonl), becomes a case each.
    #[arg(required_unless_present = "paste", conflicts_with = "paste")]
    pub(super) file: Option<PathBuf>,
    /// Which column of an export holds what, for instance request=Details,requester=Applicant; also address, title,
    /// received, reference.
    #[arg(long, default_value = "")]
    pub(super) columns: String,
    /// Take the request from the clipboard.
    #[arg(long)]
    pub(super) paste: bool,
    /// Print the reference and do not open the workbench.
    #[arg(long)]
    pub(super) no_open: bool,
    /// The title of the case.
    #[arg(long, default_value = "")]
    pub(super) title: String,
    /// The reference of the case; otherwise the next free one.
    #[arg(long)]
    pub(super) reference: Option<String>,
    /// The date of receipt; otherwise the date of the mail, else today.
    #[arg(long)]
    pub(super) received: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The reference of a case, or the file of a letter; - for standard input.
    #[arg(
        value_name = "REF|FILE",
        required_unless_present = "list",
        conflicts_with = "list"
    )]
    pub(super) subject: Option<String>,
    /// List the checks.
    #[arg(long)]
    pub(super) list: bool,
    /// As JSON.
    #[arg(long)]
    pub(super) json: bool,
    /// The regime of the letter; otherwise the one that it names.
    #[arg(long)]
    pub(super) regime: Option<String>,
    /// The date of receipt; otherwise it is not checked whether the letter is late.
    #[arg(long)]
    pub(super) received: Option<Date>,
    /// The reference of the case; otherwise the one that the letter gives.
    #[arg(long)]
    pub(super) reference: Option<String>,
    /// Who asked.
    #[arg(long)]
    pub(super) requester: Option<String>,
    /// The authority that answers; otherwise the one that signs.
    #[arg(long)]
    pub(super) authority: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatsFormat {
    /// Text with bars.
    Text,
    /// A row for each count.
    Csv,
    /// JSON.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PeriodName {
    /// This month.
    Month,
    /// This quarter.
    Quarter,
    /// This year.
    Year,
    /// This financial year, from the first of April.
    FinancialYear,
    /// Everything.
    All,
}

#[derive(Debug, Args)]
pub(super) struct HistoryArguments {
    /// The reference of the case.
    pub(super) reference: String,
    /// As JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Stats {
    /// The first day of receipt.
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<Date>,
    /// The last day of receipt.
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<Date>,
    /// From the first day of the month, the quarter, the year or the financial year in which today is.
    #[arg(long, value_enum, conflicts_with = "from")]
    pub(super) period: Option<PeriodName>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = StatsFormat::Text)]
    pub(super) format: StatsFormat,
}

#[derive(Debug, Args)]
pub(super) struct Sync {
    /// Only look what waits; no server is asked.
    #[arg(long, conflicts_with_all = ["conflicts", "settle"])]
    pub(super) look: bool,
    /// List the conflicts that wait: yours, theirs, and what both started from.
    #[arg(long, conflicts_with = "settle")]
    pub(super) conflicts: bool,
    /// Settle a conflict: ID=mine or ID=theirs.
    #[arg(long, value_name = "ID=WHOSE")]
    pub(super) settle: Vec<String>,
    /// As JSON.
    #[arg(long)]
    pub(super) json: bool,
}
