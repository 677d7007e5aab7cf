//! Splits a request into its questions.
