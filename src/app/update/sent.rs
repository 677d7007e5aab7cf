//! Marking a case as sent: the letter gets its date and is kept as it left; what changed since can be read.

use crate::app::command::Command;
use crate::app::comparison::{Comparing, Page as Reading, PageLine, compared};
use crate::app::desk::Desk;
use crate::app::effect::{Effect, Page};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::scroll::Scroll;
use crate::domain::case::CaseStatus;
use crate::domain::change::Change;
use crate::domain::checks::blockers;
use crate::domain::event::Event;
use crate::domain::fields::{long_date, read_date};
use crate::domain::letter::View;
use crate::domain::sent::SentLetter;
use crate::domain::sign_off::{Signed, in_a_line};

/// The response has left, or the case is open again.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let status = match desk.case.facts.status {
        CaseStatus::Open => CaseStatus::Sent,
        CaseStatus::Sent | CaseStatus::Closed => CaseStatus::Open,
    };
    let change = Change::facts(&desk.case, |facts| {
        facts.status = status;
        // A letter that is sent again bears the day on which it leaves then.
        facts.letter_date = match status {
            CaseStatus::Sent => Some(facts.dated(today)),
            _ => None,
        };
    });
    let mut effects = desk.commit(vec![change], format!("mark the case as {}", status.id()));
    effects.push(Effect::Record(Event::Status {
        status: status.id().into(),
    }));
    if status == CaseStatus::Sent {
        effects.extend(keep(model));
        return effects;
    }
    if let Some(sent) = desk.sent.as_ref() {
        let on = long_date(sent.on);
        model.say(format!(
            "The case is open again; the letter of {on} stays in its folder sent/"
        ));
    } else {
        model.say(format!("The case is {}", status.id()));
    }
    effects
}

// The letter goes into the folder of what was sent as it stands now.
fn keep(model: &mut Model) -> Option<Effect> {
    let desk = model.desk.as_ref()?;
    let on = desk.case.facts.dated(model.today);
    let page = Page {
        case: desk.case.clone(),
        view: View::Letter,
        sharing: model.settings.sharing,
        due: desk.derived.due.as_ref().map(|due| due.date),
        today: on,
        is_draft: desk.derived.is_draft(View::Letter),
        is_blocked: false,
    };
    let errors = blockers(&desk.derived.diagnostics, View::Letter).count();
    let checks = model.settings.keymap.label(Command::Checks);
    let unapproved = &desk.derived.unapproved;
    let against = [
        (!unapproved.is_empty()).then(|| format!("not approved: {}", in_a_line(unapproved))),
        (errors > 0).then(|| match errors {
            1 => format!("with an error in its letter: {checks}"),
            count => format!("with {count} errors in its letter: {checks}"),
        }),
    ];
    let against: Vec<String> = against.into_iter().flatten().collect();
    if against.is_empty() {
        model.say(format!(
            "The case is sent; its letter is dated {}",
            long_date(on)
        ));
    } else {
        model.warn(format!("The case is sent, {}", against.join("; ")));
    }
    Some(Effect::KeepSent(Box::new(page)))
}

/// The letter is kept, or not.
pub(super) fn kept(
    model: &mut Model,
    result: Result<(Box<SentLetter>, Option<String>), String>,
) -> Vec<Effect> {
    let (letter, remark) = match result {
        Ok(kept) => kept,
        Err(words) => {
            model.fail(format!("The letter that was sent is not kept: {words}"));
            return Vec::new();
        }
    };
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    desk.sent = Some(*letter);
    desk.derived.make_anew();
    if let Some(words) = remark {
        model.warn(words);
    }
    Vec::new()
}

/// Shows what was sent, and what changed since.
pub(super) fn read(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let mark = model.settings.keymap.label(Command::MarkSent);
    let Some(sent) = &desk.sent else {
        model.say(format!(
            "No letter of this case is kept as sent; {mark} marks it as sent and keeps it"
        ));
        return Vec::new();
    };
    let page = page(desk, sent, &mark);
    model.overlay = Some(Overlay::Comparing(Box::new(Comparing {
        title: "What was sent".to_owned(),
        page,
        scroll: Scroll::default(),
    })));
    Vec::new()
}

fn page(desk: &Desk, sent: &SentLetter, mark: &str) -> Reading {
    let now = desk.case.signed_text(&Signed::Letter);
    let changed = now != sent.text;
    let about = match (changed, desk.case.facts.status) {
        (false, _) => "The case stands as its letter left.".to_owned(),
        (true, CaseStatus::Sent) => {
            format!("Undo what changed, or send the letter again and press {mark} twice.")
        }
        (true, _) => format!("{mark} marks the case as sent once the letter has left again."),
    };
    let mut lines = Vec::new();
    if changed {
        let since = "Changed since (+ added, - taken out):".to_owned();
        lines.push(PageLine::Heading(since));
        lines.extend(compared(&sent.text, &now));
    } else {
        lines.extend(
            sent.text
                .lines()
                .map(|line| PageLine::Words(line.to_owned())),
        );
    }
    lines.push(PageLine::Words(String::new()));
    lines.push(PageLine::Heading(
        "Kept in the folder sent/ of the case:".to_owned(),
    ));
    for file in &sent.files {
        lines.push(PageLine::Words(format!("  {}", file.name)));
        lines.push(PageLine::Words(format!("    SHA-256 {}", file.sha256)));
    }
    Reading {
        heading: format!("The letter of {}", sent.in_words()),
        about,
        lines,
    }
}

/// Takes the date of the letter; an empty one is today's, as long as the letter has not left.
///
/// # Errors
/// Words for the officer: it is no date.
pub(super) fn take_date(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(desk) = &mut model.desk else {
        return Ok(Vec::new());
    };
    let sent = desk.case.facts.status == CaseStatus::Sent;
    let date = match text.trim() {
        "" if sent => {
            return Err("A letter that was sent has a date, such as 24/11/2026".to_owned());
        }
        "" => None,
        text => Some(read_date(text).ok_or("Write a date such as 24/11/2026")?),
    };
    let change = Change::facts(&desk.case, |facts| facts.letter_date = date);
    let mut effects = desk.commit(vec![change], "the date of the letter");
    if effects.is_empty() {
        return Ok(effects);
    }
    if sent {
        effects.extend(keep(model));
    } else {
        model.say(match date {
            Some(date) => format!("The letter is dated {}", long_date(date)),
            None => "The letter bears the day on which it is written or sent".to_owned(),
        });
    }
    Ok(effects)
}
