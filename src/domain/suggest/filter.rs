//! Filters of suggestions, as they are typed among the words: `outcome:refused s:31 in:archive since:2025`.
//!
//! Filters of one kind widen (`s:31 s:40` shows either), those of different kinds narrow. A word that is half typed
//! filters already: `outcome:ref`.

use jiff::civil::Date;

use crate::domain::outcome::Outcome;
use crate::domain::snippet::{Layer, Snippet};

/// Where suggestions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A layer of the library.
    Layer(Layer),
    /// Past answers.
    Archive,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Archive,
        Self::Layer(Layer::Personal),
        Self::Layer(Layer::Team),
        Self::Layer(Layer::Organisation),
        Self::Layer(Layer::BuiltIn),
    ];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Layer(layer) => layer.word(),
            Self::Archive => "archive",
        }
    }
}

/// What is left out of suggestions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these outcomes, if any are named.
    pub outcomes: Vec<Outcome>,
    /// Only these provisions or what belongs to them, if any are named: `31` is all of section 31.
    pub provisions: Vec<String>,
    /// Only from here, if anything is named.
    pub origins: Vec<Origin>,
    /// Only past answers since this day. Snippets are kept up to date and have no age.
    pub since: Option<Date>,
}

/// What was typed: filters and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The filters.
    pub filter: Filter,
    /// Everything else that was typed, as it was typed.
    pub words: String,
    /// What is wrong with a filter, in words for the officer.
    pub wrong: Option<String>,
}

/// The words before the colon.
const OUTCOME: &str = "outcome";
const IN: &str = "in";
const SINCE: &str = "since";
const PROVISION: [&str; 3] = ["s", "reg", "provision"];

impl Typed {
    /// Reads what was typed.
    pub fn read(text: &str) -> Self {
        let mut typed = Self::default();
        let mut kept = String::new();
        for word in text.split_inclusive(char::is_whitespace) {
            if !typed.take(word.trim()) {
                kept.push_str(word);
            }
        }
        // What stands before a filter is finished; only a last word may be half typed.
        kept.trim_start().clone_into(&mut typed.words);
        typed
    }

    /// Returns only the filters of what was typed, ready to be typed on behind them.
    pub fn filters(text: &str) -> String {
        let mut kept = String::new();
        for word in text
            .split_whitespace()
            .filter(|word| Self::default().take(word))
        {
            kept.push_str(word);
            kept.push(' ');
        }
        kept
    }

    // Tells whether the word is a filter.
    fn take(&mut self, word: &str) -> bool {
        let Some((kind, value)) = word.split_once(':') else {
            return false;
        };
        let (kind, value) = (kind.to_lowercase(), value.to_lowercase());
        let value = value.as_str();
        if kind == OUTCOME {
            let found = Outcome::ALL
                .into_iter()
                .filter(|outcome| outcome.id().starts_with(value));
            self.gather(
                value,
                found.collect(),
                |filter| &mut filter.outcomes,
                || {
                    let known: Vec<&str> =
                        Outcome::ALL.iter().map(|outcome| outcome.id()).collect();
                    format!(
                        "There is no outcome “{value}”; there are {}",
                        known.join(", ")
                    )
                },
            );
        } else if kind == IN {
            // All layers together, as opposed to the archive.
            let named = |origin: &Origin| {
                origin.word().starts_with(value)
                    || *origin != Origin::Archive && "snippets".starts_with(value)
            };
            let found = Origin::ALL.into_iter().filter(named);
            self.gather(
                value,
                found.collect(),
                |filter| &mut filter.origins,
                || {
                    let known: Vec<&str> = Origin::ALL.iter().map(|origin| origin.word()).collect();
                    format!(
                        "Nothing is called “{value}”; there are snippets, {}",
                        known.join(", ")
                    )
                },
            );
        } else if kind == SINCE {
            match since(value) {
                Some(date) => self.filter.since = Some(date),
                None if value.len() < 4 => {}
                None => {
                    self.wrong = Some(format!(
                        "“{value}” is no date; write since:2025 or since:2025-03"
                    ));
                }
            }
        } else if PROVISION.contains(&kind.as_str()) {
            let number = number_of(value);
            if !number.is_empty() {
                self.filter.provisions.push(number);
            }
        } else {
            return false;
        }
        true
    }

    fn gather<T: PartialEq>(
        &mut self,
        value: &str,
        found: Vec<T>,
        kept: impl Fn(&mut Filter) -> &mut Vec<T>,
        wrong: impl Fn() -> String,
    ) {
        if value.is_empty() {
            return;
        }
        if found.is_empty() {
            self.wrong = Some(wrong());
        }
        let kept = kept(&mut self.filter);
        for one in found {
            if !kept.contains(&one) {
                kept.push(one);
            }
        }
    }
}

// 2025, 2025-03, 2025-03-14.
fn since(text: &str) -> Option<Date> {
    let mut parts = text.trim_end_matches('-').split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    Date::new(year, month, day)
        .ok()
        .filter(|_| parts.next().is_none())
}

/// Returns a provision as it is compared: from its number on, without spaces: `12(4)(b)` of “EIR reg. 12(4)(b)”.
pub fn number_of(provision: &str) -> String {
    let start = provision.find(|c: char| c.is_ascii_digit() || c == '(');
    let number = start.map_or("", |at| crate::text::slice::from(provision, at));
    let mut number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    number.make_ascii_lowercase();
    // A limb that is half typed is none yet.
    if number.matches('(').count() > number.matches(')').count()
        && let Some((whole, _)) = number.rsplit_once('(')
    {
        return whole.to_owned();
    }
    number
}

/// Returns a provision and those to which it belongs: 31(1)(a), 31(1), 31.
pub fn with_outer(provision: &str) -> Vec<String> {
    let mut number = number_of(provision);
    let mut all = Vec::new();
    while !number.is_empty() {
        all.push(number.clone());
        number = number
            .rsplit_once('(')
            .map(|(outer, _)| outer.to_owned())
            .unwrap_or_default();
    }
    all
}

impl Filter {
    /// Tells whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tells whether past answers are shown at all.
    pub fn has_archive(&self) -> bool {
        self.origins.is_empty() || self.origins.contains(&Origin::Archive)
    }

    /// Tells whether a snippet is shown.
    pub fn shows(&self, snippet: &Snippet) -> bool {
        let here = self.origins.is_empty() || self.origins.contains(&Origin::Layer(snippet.layer));
        here && self.shows_outcome(snippet.outcome) && self.shows_any(&snippet.cites)
    }

    /// Tells whether something with this outcome is shown.
    pub fn shows_outcome(&self, outcome: Option<Outcome>) -> bool {
        self.outcomes.is_empty() || outcome.is_some_and(|own| self.outcomes.contains(&own))
    }

    /// Tells whether something that relies on these provisions is shown.
    pub fn shows_any(&self, provisions: &[String]) -> bool {
        self.provisions.is_empty()
            || provisions.iter().any(|own| {
                let all = with_outer(own);
                self.provisions.iter().any(|wanted| all.contains(wanted))
            })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn filters_stand_anywhere_among_the_words() {
        let typed = Typed::read("in:archive register of outcome:ref breaches s:31(1 since:2025");
        assert_eq!(typed.words, "register of breaches ");
        assert_eq!(typed.filter.outcomes, [Outcome::Refused]);
        assert_eq!(typed.filter.provisions, ["31"]);
        assert_eq!(typed.filter.origins, [Origin::Archive]);
        assert_eq!(typed.filter.since, Some(date(2025, 1, 1)));
        assert_eq!(typed.wrong, None);
    }

    #[test]
    fn a_filter_that_is_begun_leaves_nothing_out_yet() {
        for text in ["outcome:", "in:", "s:", "since:20", "since:"] {
            let typed = Typed::read(text);
            assert!(typed.filter.is_empty(), "{text}");
            assert_eq!((typed.words.as_str(), typed.wrong), ("", None), "{text}");
        }
    }

    #[test]
    fn a_filter_that_cannot_be_is_told_and_a_colon_alone_is_none() {
        assert!(Typed::read("outcome:maybe").wrong.is_some());
        assert!(Typed::read("since:last-year").wrong.is_some());
        assert_eq!(Typed::read("note: bins").words, "note: bins");
    }

    #[test]
    fn a_section_shows_its_limbs_and_no_other_section() {
        let filter = Typed::read("s:31").filter;
        let shows = |provision: &str| filter.shows_any(&[provision.to_owned()]);
        assert!(shows("31(1)(a)") && shows("s.31") && shows("section 31 (3)"));
        assert!(!shows("311") && !shows("3") && !shows("40(2)"));
        assert!(
            Typed::read("s:(b)(7)")
                .filter
                .shows_any(&["(b)(7)(E)".to_owned()])
        );
        assert!(
            Typed::read("reg:12(4)(b)")
                .filter
                .shows_any(&["EIR 12(4)(b)".to_owned()])
        );
    }
}
