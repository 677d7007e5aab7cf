//! The public authority that answers, and the regulator to whom a requester may complain.

use std::collections::BTreeMap;

/// The authority, as the workspace's settings give it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authority {
    /// The full name: "Devon County Council".
    pub name: String,
    /// What the letter calls it after the first mention: "the council". Falls back to the name.
    pub short_name: String,
    /// How the public reaches the information governance team.
    pub contact: String,
    /// Where to ask for an internal review.
    pub review_contact: String,
    /// Within how many working days a review may be asked for.
    pub review_days: String,
    /// The authority's website.
    pub website: String,
    /// The officer who signs.
    pub officer: String,
    /// The officer's role.
    pub officer_role: String,
}

/// A regulator: who hears complaints. Data, since names and addresses change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regulator {
    /// "Information Commissioner".
    pub name: String,
    /// The postal address, a line each.
    pub address: Vec<String>,
    /// The website.
    pub website: String,
    /// The page for complaints.
    pub complaint_page: String,
    /// The telephone number.
    pub phone: String,
    /// Other names in letters.
    pub also: Vec<String>,
    /// When somebody last looked.
    pub checked: String,
}

impl Regulator {
    /// Returns the contact details as one sentence part: address, website, telephone.
    pub fn contact(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        let address = self.address.join(", ");
        if !address.is_empty() {
            parts.push(&address);
        }
        let page = if self.complaint_page.is_empty() {
            &self.website
        } else {
            &self.complaint_page
        };
        if !page.is_empty() {
            parts.push(page);
        }
        parts.join("; ")
    }
}

/// All regulators by id.
pub type Regulators = BTreeMap<String, Regulator>;
