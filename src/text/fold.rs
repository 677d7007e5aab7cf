//! The shadow copy of a text that is searched; never shown, never sent.
