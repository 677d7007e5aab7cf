//! Cleans text that comes from outside.
