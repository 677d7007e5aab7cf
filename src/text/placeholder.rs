//! Finds and fills {{name}} placeholders.
