//! The model: everything the screen is drawn from.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::board::Board;
use super::command::{Command, Context};
use super::desk::{Desk, Focus};
use super::effect::Ticket;
use super::form::Form as _;
use super::geometry::{self, Panes};
use super::harvest::HarvestScreen;
use super::keymap::Keymap;
use super::overlay::Overlay;
use super::panel::{ArchiveState, Tab};
use super::sharing::Exchange;
use super::snippet_form::SnippetForm;
use crate::domain::authority::{Authority, Regulators};
use crate::domain::case::Case;
use crate::domain::composing::{Composing, Reasons};
use crate::domain::contribution::SlipWords;
use crate::domain::fields::Known;
use crate::domain::ids::{IdSource, QuestionId, Reference};
use crate::domain::letter::{Letters, Sharing, fixed_to_sign};
use crate::domain::library::Library;
use crate::domain::question::Citation;
use crate::domain::regime::Regimes;
use crate::domain::rules::Rules;
use crate::domain::sign_off::SignOff;
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::KeptDraft;

/// The colours of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// For dark terminals.
    #[default]
    Dark,
    /// For light terminals.
    Light,
    /// Few colours, strong ones.
    HighContrast,
    /// No colours at all: `NO_COLOR`.
    Plain,
}

impl Theme {
    /// Returns its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Plain => "plain",
        }
    }

    /// Returns the one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Plain,
            Self::Plain => Self::Dark,
        }
    }
}

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Plain,
    /// Something stands in the way.
    Warning,
    /// Something failed.
    Error,
}

/// A line for the officer, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How grave.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// What the program was started with.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "settings, each of which is so or not"
)]
pub struct Settings {
    /// The authority that answers.
    pub authority: Authority,
    /// The regulators by id.
    pub regulators: Regulators,
    /// How reasons are asked for and worded.
    pub composing: Arc<Composing>,
    /// How a slip to a service area is worded.
    pub slip: Arc<SlipWords>,
    /// Who must approve what before a letter leaves.
    pub sign_off: Arc<SignOff>,
    /// What letters are made of.
    pub letters: Arc<Letters>,
    /// How questions that share an answer are printed.
    pub sharing: Sharing,
    /// Whether the answers of a case go into the archive when it is sent.
    pub archive_sent: bool,
    /// The colours.
    pub theme: Theme,
    /// Marks in ASCII only.
    pub ascii: bool,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// The keys.
    pub keymap: Keymap,
    /// Something to say at the start.
    pub greeting: Option<String>,
    /// Whether the workspace is a throw-away one.
    pub demo: bool,
    /// The layers of the library that have a folder, so that snippets can go there.
    pub layers: Vec<Layer>,
}

/// Everything the screen is drawn from.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the program was started with, and what the officer set since.
    pub settings: Settings,
    /// The size of the screen: columns and rows.
    pub size: (u16, u16),
    /// The date.
    pub today: Date,
    /// The cases.
    pub board: Board,
    /// The open case.
    pub desk: Option<Box<Desk>>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// A line for the officer.
    pub notice: Option<Notice>,
    /// The snippets.
    pub library: Arc<Library>,
    /// What is known of the archive of past answers.
    pub archive: ArchiveState,
    /// The last search that was asked for.
    pub searches: Ticket,
    /// The regimes.
    pub regimes: Arc<Regimes>,
    /// What letters are read and checked by.
    pub rules: Arc<Rules>,
    /// Counts the readings of library, regimes and rules.
    pub generation: u64,
    /// Makes ids for new questions.
    pub ids: IdSource,
    /// The last ticket that was given out.
    pub ticket: Ticket,
    /// A request that was pasted and left before it became a case.
    pub draft: String,
    /// Whether the officer was told that leaving loses it.
    pub draft_told: bool,
    /// Reasons that were begun and left before they went into an answer, by case, question and provision.
    pub reasons: BTreeMap<(Reference, QuestionId, Citation), Reasons>,
    /// The pairs found in past letters, while something else is on screen.
    pub harvest: Option<Box<HarvestScreen>>,
    /// A snippet that is written and that help or palette lie over; it comes back when they go.
    pub parked: Option<Box<SnippetForm>>,
    /// The snippet that is written, as it is kept on the local disk.
    pub kept_draft: Option<Box<KeptDraft>>,
    /// What is known of sharing with colleagues.
    pub sharing: Exchange,
    /// The copy of a letter that is on its way, and whether it is a draft. Slips and passages are none.
    pub letter_copied: Option<(Ticket, bool)>,
    /// Whether a copy was asked for before the checks had been read.
    pub copy_waits: bool,
    /// Whether the program is leaving.
    pub leaving: bool,
}

impl Model {
    /// Makes the model of a program that has just started.
    pub fn new(settings: Settings, today: Date, seed: u64) -> Self {
        let notice = settings.greeting.clone().map(|text| Notice {
            tone: Tone::Plain,
            text,
        });
        Self {
            settings,
            size: (80, 24),
            today,
            board: Board::default(),
            desk: None,
            overlay: None,
            notice,
            library: Arc::default(),
            archive: ArchiveState::default(),
            searches: Ticket::default(),
            regimes: Arc::default(),
            rules: Arc::default(),
            generation: 0,
            ids: IdSource::new(seed),
            ticket: Ticket::default(),
            draft: String::new(),
            draft_told: false,
            reasons: BTreeMap::new(),
            harvest: None,
            parked: None,
            kept_draft: None,
            sharing: Exchange::default(),
            letter_copied: None,
            copy_waits: false,
            leaving: false,
        }
    }

    /// Returns a new ticket; answers to older ones are dropped.
    pub fn next_ticket(&mut self) -> Ticket {
        self.ticket = Ticket(self.ticket.0 + 1);
        self.ticket
    }

    /// Says something to the officer.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Plain,
            text: text.into(),
        });
    }

    /// Says something more of what was just done, behind what is said of it already.
    pub fn say_besides(&mut self, text: &str) {
        match &mut self.notice {
            Some(notice) => {
                notice.text.push_str("; ");
                notice.text.push_str(text);
            }
            None => self.say(text),
        }
    }

    /// Says that something stands in the way.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Warning,
            text: text.into(),
        });
    }

    /// Says that something failed.
    pub fn fail(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Error,
            text: text.into(),
        });
    }

    /// Returns where the panes of the open case stand.
    pub fn panes(&self) -> Panes {
        self.desk.as_ref().map_or_else(Panes::default, |desk| {
            geometry::panes(self.size, desk.wishes)
        })
    }

    /// Returns the snippets of the letter as an approval is bound to them.
    pub fn fixed_to_sign(&self, case: &Case) -> String {
        fixed_to_sign(&self.settings.letters, &self.library, case)
    }

    /// Returns what is known for filling fields of a case.
    pub fn known<'a>(&'a self, case: &'a Case) -> Known<'a> {
        known(
            &self.settings,
            &self.regimes,
            &self.library,
            case,
            self.due_of(case),
            self.today,
        )
    }

    fn due_of(&self, case: &Case) -> Option<Date> {
        let desk = self
            .desk
            .as_ref()
            .filter(|desk| desk.case.reference == case.reference)?;
        desk.derived.due.as_ref().map(|due| due.date)
    }

    /// Returns where the keyboard's words are heard, nearest first.
    pub fn contexts(&self) -> &'static [Context] {
        use Context::{
            Asking, Board, Checks, Composing, Desk, Earlier, Everywhere, FiguresScreen, Harvesting,
            Letter, LibraryScreen, List, MendingPair, Merging, NewCase, Panel, Questions,
            Reviewing, Settling, SnippetForm, Writing,
        };
        match (&self.overlay, &self.desk) {
            (Some(Overlay::NewCase(_)), _) => &[NewCase, Writing, Everywhere, Asking],
            (Some(Overlay::Composer(form)), _) => match form.field().part.asked {
                asked if asked.is_chosen() => &[Composing, Asking, List, Everywhere],
                asked if asked.has_lines() => &[Composing, Writing, Everywhere, Asking],
                _ => &[Composing, Asking, Writing, Everywhere],
            },
            (Some(Overlay::SnippetForm(form)), _) => match form.field().part.asked {
                asked if asked.is_chosen() => &[SnippetForm, Composing, Asking, List, Everywhere],
                asked if asked.has_lines() => {
                    &[SnippetForm, Composing, Writing, Everywhere, Asking]
                }
                _ => &[SnippetForm, Composing, Asking, Writing, Everywhere],
            },
            (Some(Overlay::Settling(screen)), _) if screen.editing.is_some() => {
                &[Merging, Writing, Everywhere, Asking]
            }
            (Some(Overlay::Settling(_)), _) => &[Settling, Asking, List, Everywhere],
            (Some(Overlay::Reviewing(_)), _) => &[Reviewing, Settling, Asking, List, Everywhere],
            (Some(Overlay::Figures(_)), _) => &[FiguresScreen, Asking, List, Everywhere],
            (Some(Overlay::Earlier(_)), _) => &[Earlier, Asking, List, Everywhere],
            (Some(Overlay::Library(_)), _) => &[LibraryScreen, Asking, List, Everywhere],
            (Some(Overlay::Harvest(screen)), _) if screen.mending.is_some() => {
                &[MendingPair, Writing, Everywhere, Asking]
            }
            (Some(Overlay::Harvest(_)), _) => &[Harvesting, Asking, List, Everywhere],
            (Some(Overlay::Prompt(_)), _) => &[Asking, Writing, Everywhere],
            (Some(Overlay::Palette(_)), _) => &[Asking, List, Everywhere],
            (Some(_), _) => &[Asking, List, Everywhere],
            (None, None) => &[Board, List, Everywhere],
            (None, Some(desk)) => match desk.focus {
                Focus::Questions => &[Questions, List, Desk, Everywhere],
                Focus::Question | Focus::Answer => &[Writing, Desk, Everywhere],
                Focus::Letter => &[Letter, List, Desk, Everywhere],
                Focus::Panel if desk.panel.tab == Tab::Checks => {
                    &[Checks, Panel, List, Desk, Everywhere]
                }
                Focus::Panel => &[Panel, List, Desk, Everywhere],
            },
        }
    }

    /// Returns whether a command can be chosen from the palette now.
    pub fn offers(&self, command: Command) -> bool {
        match command.info().context {
            Context::Everywhere => true,
            Context::Board => self.desk.is_none(),
            Context::Desk | Context::Questions => self.desk.is_some(),
            Context::Panel | Context::Checks => self.desk.is_some(),
            Context::Letter => self
                .desk
                .as_ref()
                .is_some_and(|desk| desk.focus == Focus::Letter),
            Context::Writing => self
                .desk
                .as_ref()
                .is_some_and(|desk| matches!(desk.focus, Focus::Answer | Focus::Question)),
            Context::NewCase
            | Context::Composing
            | Context::SnippetForm
            | Context::LibraryScreen
            | Context::Settling
            | Context::Merging
            | Context::Reviewing
            | Context::Harvesting
            | Context::MendingPair
            | Context::Earlier
            | Context::FiguresScreen
            | Context::List
            | Context::Asking => false,
        }
    }
}

/// Returns what is known for filling fields of a case.
pub fn known<'a>(
    settings: &'a Settings,
    regimes: &'a Regimes,
    library: &'a Library,
    case: &'a Case,
    due: Option<Date>,
    today: Date,
) -> Known<'a> {
    let regime = regimes.get(&case.facts.regime).map(AsRef::as_ref);
    let regulator = regime.and_then(|regime| settings.regulators.get(&regime.regulator));
    Known {
        case,
        authority: &settings.authority,
        regulator,
        regime,
        due,
        // What was sent bears the day on which it left, whenever it is written again.
        today: case.facts.dated(today),
        letters: &settings.letters,
        library: Some(library),
        regimes,
    }
}
