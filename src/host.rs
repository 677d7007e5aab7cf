//! The world without a screen: clipboard, clock, signals, running effects.

pub mod clipboard;
