//! Patterns that are written in the program.

use regex::Regex;

/// Compiles a pattern of the program.
///
/// # Panics
/// If it is no pattern, which the tests of whatever uses it would show.
pub fn compiled(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the program, compiled in its tests")
}
