//! What the officer does: model, messages, update, effects, keymap.
//!
//! `update(&mut Model, Msg) -> Vec<Effect>`: nobody else changes the model, views only read it, and everything that
//! touches the world outside is an effect that comes back as a message.

pub mod board;
pub mod command;
pub mod comparison;
pub mod composer;
pub mod derived;
pub mod desk;
pub mod earlier;
pub mod effect;
pub mod elsewhere;
pub mod figures;
pub mod findings;
pub mod form;
pub mod geometry;
pub mod harvest;
pub mod hints;
pub mod history;
pub mod key;
pub mod keymap;
pub mod letter_pane;
pub mod library_screen;
pub mod message;
pub mod model;
pub mod overlay;
pub mod panel;
pub mod scroll;
pub mod sharing;
pub mod snippet_form;
pub mod underneath;
pub mod update;
pub mod written;

pub use effect::Effect;
pub use message::Msg;
pub use model::Model;
pub use update::update;
