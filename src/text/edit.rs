//! Editing prose: splices, caret, motions, layout.
