//! seriatim: answer a request that asks many questions, one by one.
//!
//! The layers, each of which knows only those above it in this list:
//!
//! * [`text`]: characters. Cleaning, splitting a request, wrapping and editing prose, Markdown.
//! * [`documents`]: what officers are sent. Mails and documents, from bytes to words, findings and attachments.
//! * [`domain`]: Freedom of Information. Case, question, outcome, snippet, regime, clock, letter, checks.
//! * [`store`]: disks. Workspaces, case folders, the journal, libraries, intake.
//! * [`app`]: what the officer does. Model, messages, update, effects, keymap.
//! * [`host`]: the world without a screen. Clipboard, clock, signals, running effects.
//! * [`tui`] and [`cli`]: the two faces. They do not know each other.
#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod documents;
pub mod domain;
pub mod host;
pub mod store;
pub mod text;
pub mod tui;
