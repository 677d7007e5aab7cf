//! The retention rule of a workspace: what is due, what is kept back and why, and removing it.

mod copies;

use std::path::PathBuf;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::clock;
use super::figures::Counting;
use super::reviewing::open_review;
use super::start::Start;
use super::window;
use crate::domain::case::CaseStatus;
use crate::domain::ids::Reference;
use crate::domain::retention::{Part, Retention, ended};
use crate::store::case_folder::{CaseFolder, read_history};
use crate::store::files::{self, Inside, RealDisk};
use crate::store::journal::{Held, Hold};
use crate::store::presence;
use crate::store::purged::{self, Removal};
use crate::store::purging;
use crate::store::workspace::Workspace;

/// Something that is due for removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What of it.
    pub part: Part,
    /// The case; none for what lies on this computer.
    pub reference: Option<Reference>,
    /// The day since which it is over; `None` for a removal that was cut off.
    pub since: Option<Date>,
    /// The rule as the settings write it.
    pub rule: String,
    /// How many files go.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

/// A case that the rule is about and that stays all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBack {
    /// The case.
    pub reference: String,
    /// Why, and what to do.
    pub why: String,
}

/// What is due on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is due, cases first, each kind by reference.
    pub due: Vec<Due>,
    /// What is kept back.
    pub kept_back: Vec<KeptBack>,
}

/// What the rule is asked with.
#[derive(Debug)]
pub struct Keeper<'s> {
    workspace: &'s Workspace,
    state: PathBuf,
    rule: Retention,
    counting: Counting<'s>,
    today: Date,
    zone: TimeZone,
}

impl<'s> Keeper<'s> {
    /// Begins for a workspace.
    ///
    /// # Errors
    /// If the workspace's returns cannot be used: the statistics could not be kept.
    pub fn new(start: &'s Start, today: Date) -> anyhow::Result<Self> {
        let workspace = &start.workspace;
        Ok(Self {
            workspace,
            state: start.places.state.clone(),
            rule: workspace.settings.retention,
            counting: Counting::new(workspace, &start.shelf)?,
            today,
            zone: TimeZone::system(),
        })
    }

    /// Lists what is due. Nothing is changed.
    pub fn plan(&self) -> Plan {
        let mut plan = Plan::default();
        let begun = purging::cut_off(self.workspace);
        for reference in &begun {
            let inside = purging::whole(self.workspace, reference).unwrap_or_default();
            let rule = "a removal that was cut off".to_owned();
            plan.due
                .push(due(Part::Case, Some(reference), None, rule, &inside));
        }
        if self.rule.cases.is_some() || self.rule.requests.is_some() {
            for reference in self.workspace.references() {
                if !begun.contains(&reference) {
                    self.look_at(&reference, &mut plan);
                }
            }
        }
        self.look_at_letters(&mut plan);
        if let Some(period) = self.rule.copies {
            let old = copies::old(&self.state, self.workspace, period, self.today);
            if let Some(oldest) = old.oldest {
                let rule = self.rule.shown(Part::Copies).unwrap_or_default();
                plan.due
                    .push(due(Part::Copies, None, Some(oldest), rule, &old.inside));
            }
        }
        plan.due
            .sort_by(|a, b| (a.part, &a.reference).cmp(&(b.part, &b.reference)));
        plan
    }

    fn look_at(&self, reference: &Reference, plan: &mut Plan) {
        match self.judge(reference) {
            Ok(Some(due)) => plan.due.push(due),
            Ok(None) => {}
            Err(why) => plan.kept_back.push(KeptBack {
                reference: reference.to_string(),
                why,
            }),
        }
    }

    // What is due of a case, or why it is kept back though it is over.
    fn judge(&self, reference: &Reference) -> Result<Option<Due>, String> {
        let folder = self.workspace.case(reference);
        let opened = CaseFolder::open(&folder).map_err(|error| error.to_string())?;
        if opened.case.facts.status == CaseStatus::Open {
            return Ok(None);
        }
        opened
            .folder
            .writable()
            .map_err(|error| error.to_string())?;
        let (history, _) = read_history(&folder).map_err(|error| error.to_string())?;
        let Some(since) = ended(opened.case.facts.status, &history, &self.zone) else {
            return Err(format!(
                "its history does not tell when it was {}; open it and mark it again",
                opened.case.facts.status.id()
            ));
        };
        let part = [Part::Case, Part::Request]
            .into_iter()
            .find(|part| self.rule.is_due(*part, since, self.today));
        let Some(part) = part else {
            return Ok(None);
        };
        if let (Part::Case, Some(problem)) = (part, opened.problems.first()) {
            return Err(problem.message.clone());
        }
        // Whoever reviews an answer needs the case that it was given in.
        let references = self.workspace.references();
        if let Some(review) = open_review(self.workspace, &references, reference) {
            return Err(format!("it is under review, in {review}"));
        }
        let inside = match part {
            Part::Case => purging::whole(self.workspace, reference),
            _ => purging::request(self.workspace, reference),
        };
        let inside = inside.map_err(|error| error.to_string())?;
        if inside.files.is_empty() {
            return Ok(None);
        }
        self.hold(reference)?;
        let rule = self.rule.shown(part).unwrap_or_default();
        Ok(Some(due(part, Some(reference), Some(since), rule, &inside)))
    }

    fn hold(&self, reference: &Reference) -> Result<Hold, String> {
        let folder = self.workspace.case(reference);
        let hold = Hold::take(&self.state, &folder, reference).map_err(|held| match held {
            Held::Open => "it is open in a window on this computer; close it first".to_owned(),
            Held::Unsaved(changes) => format!(
                "the journal on this computer holds {changes} changes that were not saved; open the case first"
            ),
        })?;
        let own = window::this(&self.state);
        match presence::look(&folder).filter(|other| !window::is_dead(other, &own, true)) {
            None => Ok(hold),
            Some(other) => {
                let silent = presence::silent_for(&RealDisk, &folder);
                let elsewhere = window::elsewhere(&other, &own, silent);
                // A computer that was switched off does not keep a case for ever.
                if elsewhere.silent {
                    Ok(hold)
                } else {
                    Err(elsewhere.in_words())
                }
            }
        }
    }

    // Letters that outlived their case.
    fn look_at_letters(&self, plan: &mut Plan) {
        let gone = purged::read(&self.workspace.root, |_| false).unwrap_or_default();
        for (reference, (since, _)) in gone.cases {
            let Some(since) =
                since.filter(|since| self.rule.is_due(Part::Letters, *since, self.today))
            else {
                continue;
            };
            let inside = purging::kept_letters(self.workspace, &reference).unwrap_or_default();
            let rule = self.rule.shown(Part::Letters).unwrap_or_default();
            if !inside.files.is_empty() {
                let reference = Reference::parse(&reference);
                plan.due.push(due(
                    Part::Letters,
                    reference.as_ref(),
                    Some(since),
                    rule,
                    &inside,
                ));
            }
        }
    }

    /// Removes one thing that is due. What it is about is looked at again first: it may have been opened since.
    ///
    /// # Errors
    /// Words for the officer; it is still there then, or partly, and the next call goes on.
    pub fn remove(&self, due: &Due, by: &str) -> Result<(), String> {
        let words = |error: files::FileError| error.to_string();
        let Some(reference) = &due.reference else {
            return self.remove_copies(due, by);
        };
        // A removal that was cut off has its line already.
        if due.since.is_some() {
            if matches!(due.part, Part::Case | Part::Request)
                && self.judge(reference)?.as_ref() != Some(due)
            {
                return Err("it has changed since it was listed; list again".to_owned());
            }
            let figure = match due.part {
                Part::Case => {
                    let kept = self.counting.kept(reference);
                    Some(kept.map_err(|error| format!("{error:#}"))?)
                }
                _ => None,
            };
            let line = Removal {
                figure,
                ..line(due, by)
            };
            purged::add(&RealDisk, &self.workspace.root, &line).map_err(words)?;
        }
        match due.part {
            Part::Case => {
                let hold = self.hold(reference)?;
                let copied =
                    copies::of_case(&self.state, &self.workspace.case(reference), reference);
                let keep = self.keeps_letters(due);
                purging::remove_case(&RealDisk, self.workspace, reference, hold, keep)
                    .map_err(words)?;
                copied
                    .iter()
                    .try_for_each(|file| files::remove(&RealDisk, file).map_err(words))
            }
            Part::Request => {
                let _hold = self.hold(reference)?;
                purging::remove_request(&RealDisk, self.workspace, reference).map_err(words)
            }
            Part::Letters | Part::Copies => {
                purging::remove_letters(&RealDisk, self.workspace, reference).map_err(words)
            }
        }
    }

    // Letters have a time of their own that is not over yet.
    fn keeps_letters(&self, due: &Due) -> bool {
        self.rule.letters.is_some()
            && due
                .since
                .is_none_or(|since| !self.rule.is_due(Part::Letters, since, self.today))
    }

    fn remove_copies(&self, due: &Due, by: &str) -> Result<(), String> {
        let Some(period) = self.rule.copies else {
            return Ok(());
        };
        let old = copies::old(&self.state, self.workspace, period, self.today);
        let line = line(due, by);
        purged::add(&RealDisk, &self.workspace.root, &line).map_err(|error| error.to_string())?;
        old.inside
            .files
            .iter()
            .try_for_each(|file| files::remove(&RealDisk, file).map_err(|error| error.to_string()))
    }
}

fn line(due: &Due, by: &str) -> Removal {
    Removal {
        at: clock::moment(),
        by: by.to_owned(),
        what: due.part.word().to_owned(),
        reference: due.reference.as_ref().map(ToString::to_string),
        rule: due.rule.clone(),
        ended: due.since,
        files: due.files,
        figure: None,
    }
}

fn due(
    part: Part,
    reference: Option<&Reference>,
    since: Option<Date>,
    rule: String,
    inside: &Inside,
) -> Due {
    Due {
        part,
        reference: reference.cloned(),
        since,
        rule,
        files: inside.files.len(),
        bytes: inside.bytes,
    }
}
