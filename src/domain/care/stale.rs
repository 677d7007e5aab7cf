//! Snippets that want looking at: past their review date, not used for a year, citing law that is gone.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::fields::long_date;
use crate::domain::regime::{Regimes, RepealedLaw};
use crate::domain::snippet::{Layer, Snippet};

/// Why a snippet is stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Staleness {
    /// Its review date has passed.
    Overdue(Date),
    /// It was last used more than a year ago.
    Unused(Date),
    /// It was never used, and cases go back more than a year.
    NeverUsed,
    /// It relies on law that is no longer in force.
    Repealed {
        /// What it says.
        law: String,
        /// What took its place.
        instead: String,
    },
    /// It cites a provision that its law does not list.
    Unlisted {
        /// The provision.
        cite: String,
        /// The law.
        law: String,
    },
}

impl Staleness {
    /// Returns its name for other programs.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Overdue(_) => "overdue",
            Self::Unused(_) => "unused",
            Self::NeverUsed => "never-used",
            Self::Repealed { .. } => "repealed-law",
            Self::Unlisted { .. } => "unlisted-provision",
        }
    }

    /// Returns the words for the officer.
    pub fn words(&self) -> String {
        match self {
            Self::Overdue(date) => format!("to be looked at again by {}", long_date(*date)),
            Self::Unused(date) => {
                format!("last used on {}, more than a year ago", long_date(*date))
            }
            Self::NeverUsed => "never used, and the cases go back more than a year".into(),
            Self::Repealed { law, instead } => {
                format!("cites the {law}, which is no longer in force; today it is the {instead}")
            }
            Self::Unlisted { cite, law } => format!("cites {cite}, which {law} does not list"),
        }
    }
}

/// What is known of the use of snippets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownUse {
    /// When it was last used.
    pub last: Option<Date>,
    /// Since when uses are known at all: the first case.
    pub since: Option<Date>,
}

/// Tells why a snippet is stale; nothing if it is not.
pub fn stale(
    snippet: &Snippet,
    used: KnownUse,
    today: Date,
    regimes: &Regimes,
    repealed: &[RepealedLaw],
) -> Vec<Staleness> {
    let mut found = Vec::new();
    if snippet.is_withdrawn() {
        return found;
    }
    if let Some(date) = snippet.review_by.filter(|date| *date < today) {
        found.push(Staleness::Overdue(date));
    }
    let year_ago = today.saturating_sub(1.year());
    match used.last {
        Some(last) if last < year_ago => found.push(Staleness::Unused(last)),
        // What came with the program is there for the day when it is needed.
        None if snippet.layer != Layer::BuiltIn
            && used.since.is_some_and(|since| since < year_ago) =>
        {
            found.push(Staleness::NeverUsed);
        }
        _ => {}
    }
    let pack = snippet.regime.as_deref().and_then(|id| regimes.get(id));
    for law in repealed {
        if let Some(law) = relies_on(snippet, law) {
            found.push(law);
        }
    }
    if let Some(pack) = pack {
        for cite in snippet
            .cites
            .iter()
            .filter(|cite| pack.provision(cite).is_none())
        {
            found.push(Staleness::Unlisted {
                cite: cite.clone(),
                law: pack.short.clone(),
            });
        }
    }
    found
}

fn relies_on(snippet: &Snippet, law: &RepealedLaw) -> Option<Staleness> {
    let named = law
        .names
        .iter()
        .filter(|_| law.cites.is_empty())
        .find(|name| snippet.body.contains(name.as_str()));
    let cited = law
        .cites
        .iter()
        .filter(|_| law.regime.is_some() && law.regime == snippet.regime)
        .find(|cite| snippet.cites.contains(cite));
    named.or(cited).map(|law_name| Staleness::Repealed {
        law: law_name.clone(),
        instead: law.instead.clone(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    fn found(snippet: &Snippet, last: Option<Date>, since: Option<Date>) -> Vec<&'static str> {
        let repealed = [RepealedLaw {
            names: vec!["Data Protection Act 1998".into()],
            regime: None,
            cites: Vec::new(),
            instead: "Data Protection Act 2018".into(),
            since: None,
        }];
        let used = KnownUse { last, since };
        stale(snippet, used, TODAY, &Regimes::default(), &repealed)
            .iter()
            .map(Staleness::id)
            .collect()
    }

    #[test]
    fn each_reason_is_told() {
        let own = Snippet {
            layer: Layer::Team,
            review_by: Some(date(2026, 1, 1)),
            body: "Under the Data Protection Act 1998 we …".into(),
            ..Snippet::default()
        };
        let last = Some(date(2025, 3, 1));
        assert_eq!(
            found(&own, last, last),
            ["overdue", "unused", "repealed-law"]
        );
        let fresh = Snippet {
            layer: Layer::Team,
            ..Snippet::default()
        };
        assert_eq!(found(&fresh, None, last), ["never-used"]);
        assert_eq!(found(&fresh, Some(TODAY), last), [""; 0]);
        let young = Some(date(2026, 9, 1));
        assert_eq!(
            found(&fresh, None, young),
            [""; 0],
            "nothing can be said yet"
        );
    }

    #[test]
    fn what_is_withdrawn_is_not_stale() {
        let gone = Snippet {
            state: crate::domain::snippet::State::Withdrawn,
            review_by: Some(date(2020, 1, 1)),
            ..Snippet::default()
        };
        assert_eq!(found(&gone, None, None), [""; 0]);
    }
}
