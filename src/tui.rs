//! The face for terminals.
