//! Looks over everything that the program stands on, and says in plain words what is well, what is not, and what to do.
//!
//! Nothing is changed, except that a file is saved and removed again where it must be known whether a save would work.

mod around;
mod cases;
mod law;
mod library;
mod retention;
mod state;
mod workspace;

use std::path::Path;

use jiff::civil::Date;

use super::folders::Places;
use super::start::{self, Start};

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Well,
    /// The work goes on, but somebody should look.
    Look,
    /// Something does not work, or will not for long.
    Wrong,
}

impl Health {
    /// Returns the word used on screen and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Look => "look",
            Self::Wrong => "wrong",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// What it belongs to: "workspace", "journal" and so on.
    pub part: &'static str,
    /// How it is.
    pub health: Health,
    /// What was found, in a sentence.
    pub found: String,
    /// What to do about it; empty where nothing is to be done.
    pub mend: String,
}

/// Everything that was looked at, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// Returns them in the order in which they were looked at.
    pub fn all(&self) -> &[Sign] {
        &self.0
    }

    /// Returns how the whole is: as its worst part.
    pub fn health(&self) -> Health {
        let worst = self.0.iter().map(|sign| sign.health).max();
        worst.unwrap_or(Health::Well)
    }

    fn well(&mut self, part: &'static str, found: impl Into<String>) {
        self.add(part, Health::Well, found.into(), String::new());
    }

    fn look(&mut self, part: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.add(part, Health::Look, found.into(), mend.into());
    }

    fn wrong(&mut self, part: &'static str, found: impl Into<String>, mend: impl Into<String>) {
        self.add(part, Health::Wrong, found.into(), mend.into());
    }

    fn add(&mut self, part: &'static str, health: Health, found: String, mend: String) {
        self.0.push(Sign {
            part,
            health,
            found,
            mend,
        });
    }
}

/// Looks over everything. `asked` is the workspace that the call names, if it names one.
pub fn examine(asked: Option<&Path>, today: Date) -> Signs {
    let mut signs = Signs::default();
    let places = match Places::of_this_user() {
        Ok(places) => places,
        Err(error) => {
            signs.wrong(
                "workspace",
                format!("the folders of this user cannot be found: {error:#}"),
                "Set HOME, or SERIATIM_DATA, SERIATIM_STATE and SERIATIM_CONFIG, to folders of yours",
            );
            return signs;
        }
    };
    let start = start::existing(asked, &places).and_then(|found| match found {
        Some(workspace) => Start::on(workspace, places.clone()).map(Some),
        None => Ok(None),
    });
    match &start {
        Ok(Some(start)) => {
            workspace::examine(start, &mut signs);
            cases::examine(start, today, &mut signs);
            retention::examine(start, today, &mut signs);
            state::examine(&places.state, Some(&start.workspace), &mut signs);
            library::examine(start, today, &mut signs);
            law::examine(
                start.shelf.regimes(),
                start.shelf.law_problems(),
                today,
                &mut signs,
            );
            around::clipboard(&start.clipboard, &start.surroundings, &mut signs);
        }
        // What does not hang on the workspace is looked at all the same.
        Ok(None) => {
            signs.look(
                "workspace",
                "there is no workspace here yet",
                "Run: seriatim init. The first start without one makes it in your data folder",
            );
            state::examine(&places.state, None, &mut signs);
        }
        Err(error) => {
            signs.wrong(
                "workspace",
                format!("{error:#}"),
                "Mend this first; cases and library are not looked at before",
            );
            state::examine(&places.state, None, &mut signs);
        }
    }
    around::terminal(&mut signs);
    signs
}

// "3 cases", "1 case".
fn counted(count: usize, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}
