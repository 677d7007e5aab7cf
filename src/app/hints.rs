//! The next steps, as the bottom bar and the help show them; the mouse clicks them.

use unicode_width::UnicodeWidthStr;

use super::command::{COMMANDS, Command, Context, Group};
use super::desk::{Desk, Focus};
use super::findings::{can_be_meant, remedy};
use super::geometry;
use super::model::Model;
use super::overlay::Overlay;
use super::panel::{PanelRow, Tab};
use crate::text::wrap;

/// A command on the bottom bar, with the columns it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The command.
    pub command: Command,
    /// Its key.
    pub key: String,
    /// What it does, in a word or two.
    pub words: &'static str,
    /// The first column.
    pub start: u16,
    /// One past the last column.
    pub end: u16,
}

/// Returns the commands that matter now and fit the bottom bar, in their order. Help comes last and always fits.
pub fn bar(model: &Model) -> Vec<Hint> {
    let wanted = wanted(model);
    let help = hint(model, Command::Help);
    let width = usize::from(model.size.0);
    let reserved = help
        .as_ref()
        .map_or(0, |(_, key, words)| key.width() + words.width() + 4);
    let mut hints = Vec::new();
    let mut column = 1;
    for (command, key, words) in wanted
        .into_iter()
        .filter_map(|command| hint(model, command))
    {
        let taken = key.width() + 1 + words.width();
        if column + taken + reserved > width {
            continue;
        }
        hints.push(placed(command, key, words, column, taken));
        column += taken + 2;
    }
    if let Some((command, key, words)) = help {
        let taken = key.width() + 1 + words.width();
        if column + taken < width {
            hints.push(placed(command, key, words, column, taken));
        }
    }
    hints
}

fn placed(command: Command, key: String, words: &'static str, column: usize, taken: usize) -> Hint {
    let start = u16::try_from(column).unwrap_or(u16::MAX);
    let end = u16::try_from(column + taken).unwrap_or(u16::MAX);
    Hint {
        command,
        key,
        words,
        start,
        end,
    }
}

fn hint(model: &Model, command: Command) -> Option<(Command, String, &'static str)> {
    let key = model.settings.keymap.label(command);
    let among_findings = model.overlay.is_none()
        && model
            .desk
            .as_ref()
            .is_some_and(|desk| desk.panel.tab == Tab::Checks);
    let in_library = matches!(model.overlay, Some(Overlay::Library(_)));
    let words = match command {
        Command::Confirm if in_library => "edit",
        Command::Insert if among_findings => "go there",
        _ => command.info().short,
    };
    (!key.is_empty()).then_some((command, key, words))
}

// What lies over the screen has commands of its own.
fn over(overlay: &Overlay) -> Vec<Command> {
    use Command as C;
    match overlay {
        Overlay::Composer(_) => vec![
            C::PutIn,
            C::NextPart,
            C::PreviousPart,
            C::Cancel,
            C::CiteAnyway,
            C::UndoPart,
        ],
        Overlay::SnippetForm(form) => {
            let mut commands = vec![C::SaveSnippet, C::NextPart, C::PreviousPart, C::Cancel];
            if form.complaint.is_some() && form.leaks.iter().any(|leak| leak.may_be_meant) {
                commands.insert(1, C::MeantInSnippet);
            }
            commands.push(C::UndoPart);
            commands
        }
        Overlay::Settling(screen) if screen.editing.is_some() => {
            vec![C::TakeWritten, C::Cancel]
        }
        Overlay::Settling(_) => vec![
            C::TakeMine,
            C::TakeTheirs,
            C::EditBoth,
            C::SettleDecided,
            C::NextConflict,
            C::Cancel,
        ],
        Overlay::Reviewing(_) => vec![
            C::AcceptProposal,
            C::DeclineProposal,
            C::NextConflict,
            C::Cancel,
        ],
        Overlay::Library(_) => vec![
            C::Confirm,
            C::NextDetail,
            C::RetireSnippet,
            C::Cancel,
            C::PageDown,
        ],
        Overlay::Figures(_) => vec![C::NextPeriod, C::PreviousPeriod, C::PageDown, C::Cancel],
        Overlay::Earlier(screen) if screen.given.is_empty() => vec![C::Cancel],
        Overlay::Earlier(_) => vec![
            C::TakeEarlier,
            C::TakeAllEarlier,
            C::Cancel,
            C::UndoEarlier,
            C::PageDown,
        ],
        Overlay::Harvest(screen) if screen.mending.is_some() => {
            vec![C::KeepMended, C::Cancel]
        }
        Overlay::Harvest(screen) if screen.reading.is_some() => {
            vec![C::StopReading, C::Cancel]
        }
        Overlay::Harvest(screen) if screen.is_empty() => vec![C::Cancel, C::OtherLetters],
        Overlay::Harvest(_) => vec![
            C::FilePairs,
            C::MendAnswer,
            C::LeaveOutPair,
            C::SnippetOfPair,
            C::Cancel,
            C::MendQuestion,
            C::MendOutcome,
            C::MendProvisions,
            C::OtherLetters,
            C::UndoPair,
        ],
        Overlay::NewCase(_) => vec![C::CreateCase, C::Cancel, C::PasteText],
        Overlay::Help(_) | Overlay::Reading { .. } | Overlay::Comparing(_) => {
            vec![C::Cancel, C::Down, C::PageDown]
        }
        Overlay::Choice(choice) if choice.page.is_some() => {
            vec![C::Confirm, C::Down, C::PageDown, C::Cancel]
        }
        Overlay::Palette(_) | Overlay::Choice(_) | Overlay::Prompt(_) => {
            vec![C::Confirm, C::Cancel]
        }
    }
}

fn wanted(model: &Model) -> Vec<Command> {
    use Command as C;
    if let Some(overlay) = &model.overlay {
        return over(overlay);
    }
    let Some(desk) = &model.desk else {
        let mut commands = vec![C::OpenCase, C::NewCase, C::NewFromClipboard];
        if model.sharing.has_clones() {
            commands.push(C::Sync);
        }
        commands.extend([C::Palette, C::HarvestLetters, C::Quit]);
        return commands;
    };
    let mut commands = match desk.focus {
        Focus::Panel => match desk.panel.tab {
            Tab::Snippets if desk.panel.chosen_past().is_some() => {
                vec![C::Insert, C::InsertToRenew, C::GoToAnswer]
            }
            Tab::Snippets => vec![C::Insert, C::GoToAnswer],
            Tab::Exemptions => vec![C::Insert, C::CiteOnly, C::GoToAnswer],
            Tab::Checks => about_finding(model, desk),
        },
        Focus::Questions => vec![
            C::EnterQuestion,
            C::Mark,
            C::MergeQuestion,
            C::Indent,
            C::AddQuestion,
        ],
        Focus::Question => vec![C::SplitHere],
        Focus::Letter => vec![C::GoToSource, C::SwitchView],
        Focus::Answer => vec![],
    };
    if desk.case.is_review() {
        commands.push(C::ReviewFinding);
    }
    commands.extend([
        C::NextUnanswered,
        C::Copy,
        C::Snippets,
        C::Exemptions,
        C::Checks,
        C::Letter,
    ]);
    if desk.focus == Focus::Panel && desk.panel.tab == Tab::Snippets {
        commands.push(C::FilterBy);
    }
    commands.extend([
        C::NextPane,
        C::NextQuestion,
        C::SetOutcome,
        C::Palette,
        C::BackToBoard,
        C::Undo,
    ]);
    // The tab that is open needs no key to open it.
    if desk.focus == Focus::Panel {
        match desk.panel.chosen() {
            Some(PanelRow::Snippet { .. }) => commands.push(C::EditSnippet),
            Some(PanelRow::Past(_)) => commands.push(C::SaveAsSnippet),
            _ => {}
        }
        let open = match desk.panel.tab {
            Tab::Snippets => C::Snippets,
            Tab::Exemptions => C::Exemptions,
            Tab::Checks => C::Checks,
        };
        commands.retain(|command| *command != open);
    }
    commands
}

// What can be done about the chosen finding.
fn about_finding(model: &Model, desk: &Desk) -> Vec<Command> {
    let mut commands = Vec::new();
    if let Some(PanelRow::Finding(at)) = desk.panel.chosen()
        && let Some(finding) = desk.derived.diagnostics.get(*at)
    {
        commands.push(Command::Insert);
        if remedy(finding, &model.regimes).is_some() {
            commands.push(Command::MendFinding);
        }
        if can_be_meant(finding) {
            commands.push(Command::MeantToBeThere);
        }
        commands.push(Command::WhyFinding);
    }
    if !desk.case.facts.allowed.is_empty() {
        commands.push(Command::ShowMeant);
    }
    commands
}

/// Returns the command that stands on the bottom bar at a cell.
pub fn at(model: &Model, column: u16, row: u16) -> Option<Command> {
    let on_bar = geometry::frame(model.size).bar.contains(column, row);
    let hints = if on_bar && model.notice.is_none() {
        bar(model)
    } else {
        Vec::new()
    };
    hints
        .into_iter()
        .find(|hint| (hint.start..hint.end).contains(&column))
        .map(|hint| hint.command)
}

/// Returns the tabs of the panel with the columns they take inside the panel.
pub fn tabs(model: &Model) -> Vec<(Tab, String, u16, u16)> {
    let count = model
        .desk
        .as_ref()
        .map_or(0, |desk| desk.derived.diagnostics.len());
    let mut column = 0_u16;
    Tab::ALL
        .into_iter()
        .map(|tab| {
            let title = match tab {
                Tab::Checks => format!("{} {count}", tab.title()),
                _ => tab.title().to_owned(),
            };
            let width = u16::try_from(title.width()).unwrap_or(u16::MAX);
            let start = column;
            column = column.saturating_add(width + 2);
            (tab, title, start, start + width)
        })
        .collect()
}

/// Returns the tab at a column of the screen.
pub fn tab_at(model: &Model, column: u16) -> Option<Tab> {
    let inner = model.panes().panel.inner();
    let column = column.checked_sub(inner.x)?;
    tabs(model)
        .into_iter()
        .find(|(_, _, start, end)| (*start..*end).contains(&column))
        .map(|(tab, ..)| tab)
}

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// A heading.
    Heading(&'static str),
    /// A command: its keys and what it does.
    Command {
        /// Its keys.
        keys: String,
        /// What it does.
        title: &'static str,
    },
    /// What it does, gone on with below.
    More(&'static str),
    /// Some words.
    Words(&'static str),
    /// An empty line.
    Gap,
}

/// In which column of the help stands what a command does.
pub const HELP_TITLES: u16 = 25;

/// Returns the help: the way through a case, then every command with its keys.
pub fn help_lines(model: &Model) -> Vec<HelpLine> {
    let width = geometry::reading(model.size).inner().width;
    let room = usize::from(width.saturating_sub(HELP_TITLES + 1));
    let mut lines = vec![
        HelpLine::Words("A request is a list of questions. For each one choose a snippet in the"),
        HelpLine::Words("panel or write the answer; the letter writes itself beside it. When"),
        HelpLine::Words("every question is answered, copy the letter. Everything is saved by"),
        HelpLine::Words("itself, and undo takes back every change."),
        HelpLine::Gap,
    ];
    for group in Group::ALL {
        lines.push(HelpLine::Heading(group.title()));
        for info in COMMANDS.iter().filter(|info| info.group == group) {
            let keys: Vec<String> = model
                .settings
                .keymap
                .keys(info.command)
                .iter()
                .map(ToString::to_string)
                .collect();
            let keys = if keys.is_empty() {
                "palette".to_owned()
            } else {
                keys.join("  ")
            };
            let shown = info.context != Context::Asking;
            if shown {
                let mut titles = wrap::wrapped(info.title, room);
                lines.push(HelpLine::Command {
                    keys,
                    title: titles.next().unwrap_or_default(),
                });
                lines.extend(titles.map(HelpLine::More));
            }
        }
        lines.push(HelpLine::Gap);
    }
    lines.push(HelpLine::Words(
        "The mouse works everywhere. To select with the terminal itself hold",
    ));
    lines.push(HelpLine::Words("Shift (Option in iTerm2)."));
    lines
}
