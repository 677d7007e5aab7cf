//! Finishing: the checks stand before the copy; the copy is told as what is known of it.

use super::{answering, reviewing};
use crate::app::command::Command;
use crate::app::effect::{Effect, Parcel, Ticket};
use crate::app::message::Receipt;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::domain::archive::of_case::{ids_of, past_answers};
use crate::domain::case::CaseStatus;
use crate::domain::checks::blockers;
use crate::domain::event::Event;
use crate::domain::letter::{Sharing, View, assemble, assemble_html, draft};
use crate::text::edit::LineEditor;

/// Checks the case and copies the letter; what stands in the way is shown with the way to mend it.
pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    // A letter must not slip out in the moment before the checks are there; they come by themselves.
    if !model.rules.checks.is_read() {
        model.copy_waits = true;
        model.say("Checking …");
        return Vec::new();
    }
    let view = desk.letter.view;
    let blocking: Vec<ChoiceOption> = blockers(&desk.derived.diagnostics, view)
        .map(|(at, finding)| ChoiceOption {
            label: finding.message.clone(),
            note: format!("{}: {}", finding.code, finding.help),
            pick: Pick::GoToFinding(at),
        })
        .collect();
    if blocking.is_empty() {
        return send(model, view, None);
    }
    let count = blocking.len();
    let mut options = blocking;
    options.push(ChoiceOption {
        label: "Copy all the same".into(),
        note: "You will be asked for a reason, which goes into the history of the case.".into(),
        pick: Pick::CopyAnyway(view),
    });
    let things = if count == 1 {
        "One thing stands".to_owned()
    } else {
        format!("{count} things stand")
    };
    model.overlay = Some(Overlay::Choice(Choice {
        title: "Not ready to copy".into(),
        text: vec![format!(
            "{things} in the way. Enter goes there; Esc leaves everything as it is."
        )],
        options,
        page: None,
        scroll: Scroll::default(),
    }));
    Vec::new()
}

/// Asks for the reason to copy in spite of the checks.
pub(super) fn ask_reason(model: &mut Model, view: View) -> Vec<Effect> {
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: "Why does the letter leave in spite of the checks?".into(),
        hint: "The reason goes into the history of the case".into(),
        input: LineEditor::default(),
        purpose: PromptPurpose::OverrideReason(view),
        complaint: None,
    }));
    Vec::new()
}

/// Puts the finished text on its way to the clipboard.
pub(super) fn send(model: &mut Model, view: View, reason: Option<String>) -> Vec<Effect> {
    let ticket = model.next_ticket();
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let facts = model.known(&desk.case);
    let sharing = model.settings.sharing;
    let mut plain = assemble(&facts, view, sharing);
    let mut html = assemble_html(&facts, view, sharing);
    let is_draft = desk.derived.is_draft(view);
    if is_draft {
        plain = draft::plain(&plain);
        html = draft::html(&html);
    }
    let html = Some(html);
    let stem = Some(format!("{}-{}", desk.case.reference, view.id()));
    let mut effects = Vec::new();
    if let Some(reason) = reason {
        let mut codes: Vec<String> = blockers(&desk.derived.diagnostics, view)
            .map(|(_, finding)| finding.code.to_owned())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        effects.push(Effect::Record(Event::Overridden { codes, reason }));
    }
    effects.push(Effect::Copy {
        ticket,
        parcel: Parcel { plain, html, stem },
    });
    model.letter_copied = Some((ticket, is_draft));
    model.say("Copying …");
    effects
}

/// What is known of a copy has come back.
pub(super) fn copied(model: &mut Model, ticket: Ticket, receipt: Receipt) -> Vec<Effect> {
    if ticket != model.ticket {
        return Vec::new();
    }
    if receipt.confirmed {
        model.say(receipt.words.clone());
    } else {
        model.warn(receipt.words.clone());
    }
    // A slip or a passage is no letter: nothing has left with it.
    let Some((_, draft)) = model.letter_copied.take().filter(|(own, _)| *own == ticket) else {
        return Vec::new();
    };
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let view = desk.letter.view.id().to_owned();
    if draft {
        // Who pastes it must know what it is that they paste.
        let why = desk.derived.why_draft();
        model.warn(format!("{}, as {why}", receipt.words));
    }
    vec![Effect::Record(Event::Copied {
        view,
        delivery: receipt.words,
        sha256: receipt.sha256,
        draft,
    })]
}

/// The letter, or the entry of the disclosure log.
pub(super) fn switch_view(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    desk.letter.view = match desk.letter.view {
        View::Letter => View::DisclosureLog,
        View::DisclosureLog => View::Letter,
    };
    let (what, copy) = match desk.letter.view {
        View::Letter => ("The letter", model.settings.keymap.label(Command::Copy)),
        View::DisclosureLog => (
            "The disclosure log entry",
            model.settings.keymap.label(Command::Copy),
        ),
    };
    model.say(format!("{what} is shown; {copy} copies it"));
    Vec::new()
}

/// Shared answers are printed together, or each question refers to the answer.
pub(super) fn toggle_sharing(model: &mut Model) -> Vec<Effect> {
    model.settings.sharing = match model.settings.sharing {
        Sharing::Together => Sharing::Across,
        Sharing::Across => Sharing::Together,
    };
    model.say(match model.settings.sharing {
        Sharing::Together => "Questions that share an answer are printed together",
        Sharing::Across => "Questions that share an answer refer to it",
    });
    Vec::new()
}

/// What the archive holds of a case follows where the case stands: undo, redo and every other way included.
pub(super) fn follow_status(model: &mut Model, leaving: bool) -> Vec<Effect> {
    let today = model.today;
    let (on, regimes) = (
        model.settings.archive_sent,
        std::sync::Arc::clone(&model.regimes),
    );
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let status = desk.case.facts.status;
    let (before, revision) = desk.filed;
    let sent = status == CaseStatus::Sent;
    let moved = (before == CaseStatus::Sent) != sent;
    // A sent case that was mended is filed anew when it is left.
    let mended = sent && leaving && desk.case.revision != revision;
    if !moved && !mended {
        return Vec::new();
    }
    desk.filed = (status, desk.case.revision);
    // What a review finds is told to the case that it looks at, and is no answer to be given again.
    if desk.case.is_review() {
        let told = moved && desk.read_only.is_none();
        return told
            .then(|| reviewing::tell_original(model))
            .flatten()
            .into_iter()
            .collect();
    }
    if !on || desk.read_only.is_some() {
        return Vec::new();
    }
    let answers = if sent {
        past_answers(&desk.case, &regimes, today)
    } else {
        Vec::new()
    };
    vec![Effect::FileAnswers {
        ids: ids_of(&desk.case),
        answers,
    }]
}

/// The archive has followed.
pub(super) fn filed(
    model: &mut Model,
    filed: usize,
    before: usize,
    problem: Option<String>,
) -> Vec<Effect> {
    let many = |count: usize| match count {
        1 => "1 answer".to_owned(),
        count => format!("{count} answers"),
    };
    match (problem, filed, before) {
        (Some(words), ..) => model.fail(format!("The archive of past answers: {words}")),
        (None, 0, 0) => {}
        (None, 0, before) => model.say(format!(
            "The case is open; {} taken back from the archive",
            many(before)
        )),
        (None, filed, _) => model.say_besides(&format!(
            "{} kept in the archive of past answers, without who asked",
            many(filed)
        )),
    }
    // Past answers in the panel follow.
    vec![Effect::OpenArchive]
}

/// Goes where a finding that stands in the way can be mended.
pub(super) fn go_to_finding(model: &mut Model, at: usize) -> Vec<Effect> {
    answering::go_to_finding(model, at)
}
