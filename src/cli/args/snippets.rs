//! The arguments of `snippet`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SnippetCommand {
    /// List the snippets.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show a snippet.
    Show {
        /// Its id.
        id: String,
        /// Its versions instead: when, by whom, what changed. Git keeps them where the library is a clone.
        #[arg(long)]
        history: bool,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// List what is proposed for shared layers.
    Proposals {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Accept a proposal: the snippet becomes what was proposed.
    Accept {
        /// Its name, for instance ann-okafor/foia/s31-cyber.
        name: String,
        /// A word with it.
        #[arg(long, default_value = "")]
        word: String,
    },
    /// Decline a proposal; its text stays with who made it.
    Decline {
        /// Its name.
        name: String,
        /// Why.
        #[arg(long)]
        word: String,
    },
    /// Write a new snippet: its text from a file, the rest from here.
    New(NewSnippet),
    /// Change a snippet: by its parts, or in your editor ($VISUAL, $EDITOR) if no part is named.
    Edit(EditSnippet),
    /// Where a snippet was used, and what officers changed after inserting it.
    Used {
        /// Its id.
        id: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Snippets that want looking at: past their review date, not used for a year, citing law that is gone.
    Stale {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Snippets that say the same twice, or answer one question in opposite ways.
    Duplicates {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Count the snippets.
    Stats {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check the library, or files before they go into it.
    Check {
        /// Snippet files; otherwise the whole library.
        files: Vec<PathBuf>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewSnippet {
    /// The text, in Markdown with {{fields}}, or a whole snippet file (.toml); - for standard input.
    #[arg(required_unless_present_any = ["template", "past"], conflicts_with = "past")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Make it of a past answer, by the id that `archive list` shows.
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) past: Option<String>,
    /// Print a snippet file to fill in, and do nothing else.
    #[arg(long)]
    pub(in crate::cli) template: bool,
    /// The id, for instance answers/no-contract; otherwise one is made of the title.
    #[arg(long)]
    pub(in crate::cli) id: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) set: SnippetKeys,
    /// Where it goes: personal, team or organisation; otherwise to the team.
    #[arg(long)]
    pub(in crate::cli) layer: Option<String>,
    /// Why names, references or addresses in it may be read by all; the reason stands in the file.
    #[arg(long, value_name = "WHY")]
    pub(in crate::cli) meant: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EditSnippet {
    /// Its id.
    pub(in crate::cli) id: String,
    /// The new text, from a file; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) body: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) set: SnippetKeys,
    /// Why names, references or addresses in it may be read by all; the reason stands in the file.
    #[arg(long, value_name = "WHY")]
    pub(in crate::cli) meant: Option<String>,
    /// As JSON.
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What a snippet file says beside its text.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct SnippetKeys {
    /// What it says, in a line.
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// The law it belongs to, for instance uk-foia; empty for any.
    #[arg(long)]
    pub(in crate::cli) regime: Option<String>,
    /// The outcome of an answer made of it, for instance not-held; empty for none.
    #[arg(long)]
    pub(in crate::cli) outcome: Option<String>,
    /// A provision it relies on; once for each.
    #[arg(long = "cite", value_name = "PROVISION")]
    pub(in crate::cli) cites: Vec<String>,
    /// A word to find it by; once for each.
    #[arg(long = "tag", value_name = "WORD")]
    pub(in crate::cli) tags: Vec<String>,
    /// When to use it.
    #[arg(long)]
    pub(in crate::cli) use_when: Option<String>,
    /// Who keeps it.
    #[arg(long)]
    pub(in crate::cli) owner: Option<String>,
    /// When it is to be looked at again, for instance 2027-04-01.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) review_by: Option<Date>,
    /// draft, approved or withdrawn.
    #[arg(long)]
    pub(in crate::cli) state: Option<String>,
    /// The id of the snippet that takes its place; withdraws it.
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) successor: Option<String>,
}
