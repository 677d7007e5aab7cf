//! Law that letters still cite though it is gone: old letters are copied, and their law with them.

use jiff::civil::Date;

/// A statute, or provisions of one, that no letter should rely on any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepealedLaw {
    /// What letters call it. Together with `regime` and `cites`: none.
    pub names: Vec<String>,
    /// The regime of which only some provisions are gone.
    pub regime: Option<String>,
    /// The provisions of that regime that are gone, as letters cite them.
    pub cites: Vec<String>,
    /// What stands in its place, in words for the officer.
    pub instead: String,
    /// Since when; `None` if the day is not known for certain.
    pub since: Option<Date>,
}
