//! The face for terminals: session, input, views. Nothing here decides; it shows the model and reports what happened.

pub mod input;
mod output;
pub mod picture;
pub mod run;
pub mod script;
pub mod session;
pub mod theme;
pub mod views;
