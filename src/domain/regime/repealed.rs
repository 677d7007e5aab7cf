//! Law that letters still cite although it is gone.

use jiff::civil::Date;

/// Law that is gone, and what took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepealedLaw {
    /// What letters call it.
    pub names: Vec<String>,
    /// The regime of which provisions are gone, if not the whole law is.
    pub regime: Option<String>,
    /// The provisions that are gone; empty where the whole law is.
    pub cites: Vec<String>,
    /// What took its place.
    pub instead: String,
    /// Since when.
    pub since: Option<Date>,
}
