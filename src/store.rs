//! Disks: workspaces, case folders, the journal, libraries, law data, intake.
//!
//! Facts of the environment and the present time come in as arguments; only [`files`] writes the officer's files.

pub mod archive;
pub mod builtin;
mod case_file;
pub mod case_folder;
mod columns;
pub mod contribution;
pub mod csv;
pub mod docx;
pub mod drafts;
pub mod files;
pub mod git;
pub mod intake;
pub mod journal;
pub mod keys;
pub mod law;
pub mod letters;
pub mod libraries;
pub mod make_up;
pub mod memory;
pub mod presence;
pub mod proposals;
pub mod purged;
pub mod purging;
pub mod sent;
mod sign_off;
pub mod sync;
pub mod synonyms;
pub mod toml_text;
pub mod toml_write;
pub mod workspace;

#[cfg(test)]
mod testing;
