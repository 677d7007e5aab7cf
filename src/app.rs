//! What the officer does: model, messages, update, effects, keymap.
