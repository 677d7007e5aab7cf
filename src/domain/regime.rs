//! An access regime as data: its statute, its provisions down to the limb, its time limit.
//!
//! No provision is known to the program by number; everything comes from a pack in `config/regimes/`.

mod repealed;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::calendar::Calendar;
use super::case::Facts;
use super::clock::{ClockError, ClockRules, Due};
use super::review::ReviewRules;
pub use repealed::RepealedLaw;

/// Whether a provision is subject to a public interest test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// No public interest test.
    Absolute,
    /// The public interest must be balanced.
    Qualified,
    /// Depends on the limb or the circumstances; the notes say how.
    Partly,
    /// Neither: a duty, a procedural refusal, a heading.
    #[default]
    Neither,
}

impl Standing {
    /// Returns the word for the officer, empty where there is none.
    pub fn word(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Qualified => "qualified",
            Self::Partly => "partly absolute",
            Self::Neither => "",
        }
    }
}

/// One provision that an officer can cite, must obey, or needs as a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provision {
    /// Unique within all packs: `uk-foia:31(1)(a)`.
    pub id: String,
    /// As written in a letter, without the name of the statute.
    pub cite: String,
    /// How the screen names it where the cite alone would not do: "exemption (b)(6)".
    pub label: String,
    /// The section or regulation number.
    pub section: String,
    /// The enclosing provision.
    pub parent: String,
    /// A short factual label.
    pub title: String,
    /// exemption, exception, procedural-refusal, not-held, duty.
    pub kind: String,
    /// withhold, ncnd, refuse, not-held, notice, time, test, purpose, group, duty, certificate.
    pub role: String,
    /// Absolute or qualified.
    pub standing: Standing,
    /// class, prejudice or n/a.
    pub basis: String,
    /// The statutory test in a few words.
    pub threshold: String,
    /// The provision under which the authority may neither confirm nor deny.
    pub ncnd: String,
    /// Whether the public interest must be balanced before relying on it.
    pub balance: bool,
    /// What a lawful notice relying on it must address, as tokens of the pack's vocabulary.
    pub needs: Vec<String>,
    /// Other words by which officers look for it: "cyber", "too expensive".
    pub also: Vec<String>,
    /// Public interest factors for disclosure that are often raised: prompts to write from, never an argument.
    pub factors_for: Vec<String>,
    /// Public interest factors for withholding that are often raised.
    pub factors_against: Vec<String>,
    /// Subtleties.
    pub notes: String,
    /// Whether the wording was checked against a source.
    pub verified: bool,
}

impl Provision {
    /// Tells whether a letter can rely on it to withhold or refuse.
    pub fn can_be_relied_on(&self) -> bool {
        matches!(
            self.role.as_str(),
            "withhold" | "ncnd" | "refuse" | "not-held"
        )
    }

    /// Returns what it is, in words: "qualified, prejudice based".
    pub fn in_words(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        if !self.standing.word().is_empty() {
            words.push(self.standing.word());
        }
        match self.basis.as_str() {
            "class" => words.push("class based"),
            "prejudice" => words.push("prejudice based"),
            _ => {}
        }
        match self.role.as_str() {
            "ncnd" => words.push("neither confirm nor deny"),
            "refuse" => words.push("procedural refusal"),
            "not-held" => words.push("not held"),
            "group" => words.push("cite one of its limbs"),
            "duty" | "notice" | "time" | "test" | "certificate" => {
                words.push("not a ground to withhold");
            }
            "purpose" => words.push("a listed purpose, cited with another provision"),
            _ => {}
        }
        words.join(", ")
    }
}

/// An access regime: one statute and its provisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regime {
    /// `uk-foia`.
    pub id: String,
    /// "Freedom of Information Act 2000".
    pub statute: String,
    /// "FOIA".
    pub short: String,
    /// "section" or "regulation".
    pub provision_word: String,
    /// "s." or "reg.".
    pub provision_abbreviation: String,
    /// The calendar by which its working days are counted.
    pub calendar: String,
    /// The time limit in working days.
    pub response_days: u32,
    /// What changes that limit, and the limits after it.
    pub clock: ClockRules,
    /// The id of the regulator.
    pub regulator: String,
    /// What letters call the statute: "Freedom of Information Act", "FOIA".
    pub names: Vec<String>,
    /// What letters written under it, or under its neighbours, call it as well, though elsewhere another statute bears
    /// the name: "EIRs" in Scotland.
    pub home_names: Vec<String>,
    /// What letters call the first remedy: "internal review", "requirement for review", "appeal".
    pub review_names: Vec<String>,
    /// The snippets that open a response under it, by id.
    pub opening: Vec<String>,
    /// The snippets that close it.
    pub closing: Vec<String>,
    /// How its reviews are done.
    pub review: ReviewRules,
    /// What every refusal must say, as tokens of the vocabulary.
    pub every_refusal_needs: Vec<String>,
    /// The meaning of each token in `needs`.
    pub vocabulary: BTreeMap<String, String>,
    /// The provisions, in statute order.
    pub provisions: Vec<Provision>,
}

impl Regime {
    /// Returns the provision with this cite.
    pub fn provision(&self, cite: &str) -> Option<&Provision> {
        self.provisions
            .iter()
            .find(|provision| provision.cite == cite)
    }

    /// Returns the public interest factors that are often raised for and against, the provision's own or those of the
    /// nearest provision that encloses it.
    pub fn factors<'a>(&'a self, provision: &'a Provision) -> (&'a [String], &'a [String]) {
        let mut at = provision;
        // A pack is checked for loops when it is read; the count only bounds what a pack made in memory could do.
        for _ in 0..8 {
            if !at.factors_for.is_empty() || !at.factors_against.is_empty() {
                return (&at.factors_for, &at.factors_against);
            }
            match self.provision(&at.parent) {
                Some(parent) if parent.cite != at.cite => at = parent,
                _ => break,
            }
        }
        (&[], &[])
    }

    /// Returns the cite as a label: "s.31(1)(a)".
    pub fn label(&self, cite: &str) -> String {
        let own = self.provision(cite).map(|provision| &provision.label);
        if let Some(own) = own.filter(|label| !label.is_empty()) {
            return own.clone();
        }
        if cite.starts_with(|c: char| c.is_ascii_digit()) {
            format!("{}{cite}", self.provision_abbreviation)
        } else {
            cite.to_owned()
        }
    }
}

/// All regimes that were loaded, by id, with the calendars by which they count.
#[derive(Debug, Clone, Default)]
pub struct Regimes {
    packs: BTreeMap<String, Arc<Regime>>,
    calendars: BTreeMap<String, Arc<Calendar>>,
}

impl Regimes {
    /// Gathers regimes; a later one with the same id replaces an earlier one.
    pub fn new(regimes: impl IntoIterator<Item = Regime>) -> Self {
        Self {
            packs: regimes
                .into_iter()
                .map(|regime| (regime.id.clone(), Arc::new(regime)))
                .collect(),
            calendars: BTreeMap::new(),
        }
    }

    /// Adds the calendars; a later one with the same id replaces an earlier one.
    #[must_use]
    pub fn with_calendars(mut self, calendars: impl IntoIterator<Item = Calendar>) -> Self {
        self.calendars.extend(
            calendars
                .into_iter()
                .map(|calendar| (calendar.id.clone(), Arc::new(calendar))),
        );
        self
    }

    /// Returns the regime with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Regime>> {
        self.packs.get(id)
    }

    /// Returns all of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Regime>> {
        self.packs.values()
    }

    /// Returns the calendar by which a regime counts.
    pub fn calendar_of(&self, regime: &Regime) -> Option<&Arc<Calendar>> {
        self.calendars.get(&regime.calendar)
    }

    /// Returns the regime of a case with its calendar.
    pub fn clock_of(&self, regime: &str) -> Option<(&Arc<Regime>, &Arc<Calendar>)> {
        let regime = self.get(regime)?;
        Some((regime, self.calendar_of(regime)?))
    }

    /// Counts when the response of a case is due; `None` if its date of receipt or its regime is not known.
    ///
    /// # Errors
    /// [`ClockError::NoEnd`] if no day of the next ten years ends the count.
    pub fn due(&self, facts: &Facts) -> Option<Result<Due, ClockError>> {
        let received = facts.received?;
        let (regime, calendar) = self.clock_of(&facts.regime)?;
        if let Some(review) = &facts.review {
            let events = &facts.events;
            return Some(Due::stage(
                regime,
                calendar,
                received,
                events,
                &review.stage,
            ));
        }
        Some(Due::count(regime, calendar, received, &facts.events))
    }
}
