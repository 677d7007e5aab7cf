//! The world without a screen: clipboard, clock, folders, signals, running effects.

pub mod asked_before;
pub mod case_watch;
pub mod clerk;
pub mod clipboard;
pub mod clock;
pub mod desk_work;
pub mod doctor;
pub mod document;
pub mod editor;
pub mod engine;
pub mod fault;
pub mod figures;
pub mod folders;
pub mod harvesting;
pub mod library_work;
pub mod privacy;
pub mod retention;
pub mod reviewing;
pub mod searcher;
pub mod sending;
pub mod sharing;
pub mod shelf;
pub mod signals;
pub mod start;
pub mod watcher;
pub mod window;
