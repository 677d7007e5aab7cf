//! Commands: one line each; the work is in the neighbouring files.

use super::{
    answering, checks, composer, contribution, earlier, elsewhere, fields, figures, filtering,
    finishing, harvest, library_screen, mending, moving, overlays, quit, reusing, reviewing,
    saving_as, sent, sharing, sign_off, snippet_form, tables, writing,
};
use crate::app::command::{Command, Context, Group};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::PromptPurpose;
use crate::app::panel::Tab;

// Why the case cannot be changed, if it cannot and the command would.
fn read_only(model: &Model, command: Command) -> Option<String> {
    use Command as C;
    let desk = model.desk.as_ref()?;
    let changes = match command {
        C::Insert => desk.panel.tab != Tab::Checks,
        C::CaseTitle
        | C::CaseRequester
        | C::CaseReceived
        | C::MarkSent
        | C::LeftAside
        | C::LetterDate
        | C::NextField
        | C::MakeTable
        | C::InsertToRenew
        | C::CiteOnly
        | C::MendFinding
        | C::MeantToBeThere
        | C::PutIn
        | C::CiteAnyway
        | C::SetOutcome
        | C::SetHeld
        | C::AskServiceArea
        | C::PasteReply
        | C::EarlierAnswers
        | C::ReviewFinding
        | C::Approve
        | C::AnswerWith
        | C::Uncite
        | C::SplitHere
        | C::MergeQuestion
        | C::Indent
        | C::Outdent
        | C::MoveUp
        | C::MoveDown
        | C::AddQuestion
        | C::DeleteQuestion
        | C::ToggleGroup
        | C::SetMarker => true,
        _ => false,
    };
    desk.read_only.clone().filter(|_| changes)
}

// What comes before anything else: a case that can only be read, and a form that has commands of its own.
fn ahead(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if let Some(reason) = read_only(model, command) {
        model.warn(reason);
        return Some(Vec::new());
    }
    if command.info().group == Group::Sharing {
        return Some(sharing::perform(model, command));
    }
    if command.info().group == Group::PastLetters {
        return Some(harvest::perform(model, command));
    }
    match command.info().context {
        Context::SnippetForm => snippet_form::perform(model, command),
        Context::LibraryScreen => library_screen::perform(model, command),
        Context::Composing => snippet_form::perform(model, command)
            .or_else(|| Some(composer::perform(model, command))),
        Context::Checks => Some(checks::perform(model, command)),
        Context::Earlier => Some(earlier::perform(model, command)),
        Context::FiguresScreen => Some(figures::perform(model, command)),
        _ => library(model, command),
    }
}

// What is done to the library, wherever the officer is.
fn library(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::SaveAsSnippet => Some(snippet_form::save_answer(model)),
        Command::EditSnippet => Some(snippet_form::edit_chosen(model)),
        Command::NewSnippet => Some(snippet_form::new(model)),
        Command::Library => Some(library_screen::open(model)),
        Command::Figures => Some(figures::open(model)),
        Command::OpenReview => Some(reviewing::ask(model)),
        _ => None,
    }
}

// Changes what the program looks like.
fn set(model: &mut Model, command: Command) -> Vec<Effect> {
    use Command as C;
    match command {
        C::NextTheme => {
            model.settings.theme = model.settings.theme.next();
            model.say(format!("Theme: {}", model.settings.theme.id()));
            Vec::new()
        }
        C::ToggleMarks => {
            model.settings.ascii = !model.settings.ascii;
            Vec::new()
        }
        C::ToggleMouse => {
            model.settings.mouse = !model.settings.mouse;
            model.say(if model.settings.mouse {
                "The mouse is the program’s"
            } else {
                "The mouse is the terminal’s"
            });
            vec![Effect::CaptureMouse(model.settings.mouse)]
        }
        _ => Vec::new(),
    }
}

/// Does what the officer asked for.
pub(super) fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    use Command as C;
    if let Some(effects) = ahead(model, command) {
        return effects;
    }
    match command {
        // What an interrupted session left is decided on before anything else.
        C::Help | C::Palette if overlays::waits_for_an_answer(model) => Vec::new(),
        C::Help => overlays::help(model),
        C::Palette => overlays::palette(model),
        C::Quit => quit(model),
        C::Redraw => vec![Effect::Redraw],
        C::Suspend => vec![Effect::Suspend],
        C::NextTheme | C::ToggleMarks | C::ToggleMouse => set(model, command),

        C::OpenCase => moving::open_chosen(model),
        C::NewCase => overlays::new_case(model, String::new()),
        C::NewFromClipboard | C::PasteText => vec![Effect::ReadClipboard(model.next_ticket())],
        C::RefreshBoard => vec![Effect::LoadBoard],
        C::ToggleSent => {
            model.board.finished_too = !model.board.finished_too;
            Vec::new()
        }
        C::CreateCase => overlays::create_case(model),
        C::BackToBoard => moving::back_to_board(model),
        C::CaseTitle => overlays::ask_fact(model, PromptPurpose::Title),
        C::CaseRequester => overlays::ask_fact(model, PromptPurpose::Requester),
        C::CaseReceived => overlays::ask_fact(model, PromptPurpose::Received),
        C::TakeOver => elsewhere::ask_again(model),
        C::LeftAside => vec![Effect::LookAside],
        C::MarkSent => sent::toggle(model),
        C::ShowSent => sent::read(model),
        C::LetterDate => overlays::ask_fact(model, PromptPurpose::LetterDate),
        C::Clock => overlays::show_clock(model),
        C::ShowDue | C::ShowRequest => show_about(model, command),

        C::NextPane => moving::pane(model, 1),
        C::PreviousPane => moving::pane(model, -1),
        C::NextQuestion => moving::question(model, 1),
        C::PreviousQuestion => moving::question(model, -1),
        C::NextUnanswered => moving::next_unanswered(model),
        C::GoToQuestions => moving::focus_questions(model),
        C::GoToAnswer | C::EnterQuestion => moving::focus_answer(model),
        C::Up | C::Down | C::PageUp | C::PageDown | C::First | C::Last => {
            moving::list(model, command)
        }

        C::Snippets => moving::tab(model, Tab::Snippets),
        C::Exemptions => moving::tab(model, Tab::Exemptions),
        C::Checks => moving::tab(model, Tab::Checks),
        C::NextTab => moving::next_tab(model),
        C::Insert => answering::insert_chosen(model),
        C::InsertToRenew => reusing::insert_to_renew(model),
        C::FilterBy => filtering::choose(model),
        C::CiteOnly => answering::cite_chosen(model),
        C::ClearFilter => moving::clear_filter(model),
        C::NextField => fields::ask_next(model, None),
        C::SetOutcome => overlays::choose_outcome(model),
        C::SetHeld => overlays::choose_held(model),
        C::AskServiceArea => contribution::ask(model),
        C::PasteReply => contribution::paste(model),
        C::ReadReply => contribution::read(model),
        C::ReviewFinding => reviewing::choose(model),
        C::EarlierAnswers => earlier::open(model),
        C::AnswerWith => overlays::choose_lead(model),
        C::Uncite => overlays::choose_citation(model),
        C::Mark => answering::mark(model, false),
        C::MarkTo => answering::mark(model, true),
        C::ClearMarks => answering::clear_marks(model),

        C::EditQuestion => mending::edit(model),
        C::SplitHere => mending::split_here(model),
        C::MergeQuestion => mending::merge(model),
        C::Indent => mending::indent(model),
        C::Outdent => mending::outdent(model),
        C::MoveUp => mending::move_up(model),
        C::MoveDown => mending::move_down(model),
        C::AddQuestion => mending::add(model),
        C::DeleteQuestion => mending::delete(model),
        C::ToggleGroup => mending::toggle_group(model),
        C::SetMarker => mending::ask_marker(model),

        C::Letter => moving::toggle_letter(model),
        C::SwitchView => finishing::switch_view(model),
        C::ToggleSharing => finishing::toggle_sharing(model),
        C::Copy => finishing::copy(model),
        C::SaveAsWord => saving_as::word(model),
        C::Approve => sign_off::choose(model),
        C::Approvals => sign_off::read(model),
        C::GoToSource => moving::go_to_source(model),

        C::Undo => writing::undo(model),
        C::Redo => writing::redo(model),
        C::Save => writing::save(model),
        C::MakeTable => tables::make(model),
        C::Find => writing::ask_find(model),
        C::FindNext => writing::find_next(model),
        C::CopySelection => writing::copy_selection(model),
        C::CutSelection => writing::cut_selection(model),
        C::SelectAll => writing::select_all(model),
        C::Confirm => overlays::confirm(model),
        C::Cancel => overlays::cancel(model),
        _ => writing::perform(model, command),
    }
}

// What there is to read about the case.
fn show_about(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::ShowRequest {
        overlays::show_request(model)
    } else {
        overlays::show_due(model)
    }
}
