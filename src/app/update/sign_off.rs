//! Approving: who approves a question or the whole letter, and what changed since.

use crate::app::command::Command;
use crate::app::comparison::{Comparing, Page, PageLine, compared};
use crate::app::desk::{Desk, Focus};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Choice, ChoiceOption, Overlay, Pick, Prompt, PromptPurpose};
use crate::app::scroll::Scroll;
use crate::domain::case::Case;
use crate::domain::change::Change;
use crate::domain::event::Event;
use crate::domain::ids::QuestionId;
use crate::domain::sign_off::{self, Approval, Signed, Unapproved};
use crate::text::edit::LineEditor;

/// Asks what is approved: the question under the cursor or the whole letter, whichever waits for it first.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let question = desk
        .current()
        .filter(|question| !question.is_group())
        .map(|question| Signed::Question(question.id.clone()));
    let waits = |of: &Signed| desk.derived.unapproved.iter().any(|one| one.of == *of);
    let mut all = vec![Signed::Letter];
    if let Some(question) = question {
        let first = waits(&question) || (desk.focus != Focus::Letter && !waits(&Signed::Letter));
        all.insert(usize::from(!first), question);
    }
    let mut options: Vec<ChoiceOption> = all
        .iter()
        .map(|of| ChoiceOption {
            label: format!("Approve {}", of.name(&desk.case)),
            note: standing(desk, of),
            pick: Pick::Approve(of.clone()),
        })
        .collect();
    if !desk.case.signed().is_empty() {
        options.push(ChoiceOption {
            label: "Read the approvals and what changed since".to_owned(),
            note: "Nothing is changed by it.".to_owned(),
            pick: Pick::ReadApprovals,
        });
    }
    for of in &all {
        options.extend(desk.case.approvals(of).iter().map(|own| ChoiceOption {
            label: format!(
                "Take back the approval of {} by {}",
                of.name(&desk.case),
                own.by
            ),
            note: format!("It was given by {}.", own.in_words()),
            pick: Pick::TakeBackApproval(of.clone(), own.by.clone()),
        }));
    }
    model.overlay = Some(Overlay::Choice(Choice {
        title: "Approve".into(),
        text: vec![
            "An approval is bound to the text as it stands now, and lapses when it changes.".into(),
        ],
        options,
        page: None,
        scroll: Scroll::default(),
    }));
    Vec::new()
}

// How it stands with the approval of something.
fn standing(desk: &Desk, of: &Signed) -> String {
    let open: Vec<&Unapproved> = desk
        .derived
        .unapproved
        .iter()
        .filter(|one| one.of == *of)
        .collect();
    if let Some(first) = open.first() {
        let why = if first.why.is_empty() {
            String::new()
        } else {
            format!(" ({})", first.why.trim_end_matches('.'))
        };
        return format!(
            "{}. To be approved by {}{why}.",
            first.in_words(),
            first.whom()
        );
    }
    match desk.case.approvals(of).last() {
        Some(last) => format!("Approved by {}; it holds.", last.in_words()),
        None => "Nobody has to approve it here.".to_owned(),
    }
}

/// Asks who approves.
pub(super) fn ask(model: &mut Model, of: Signed) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let name = of.name(&desk.case);
    if let Some(missing) = unanswered(&desk.case, &of) {
        let key = model.settings.keymap.label(Command::NextUnanswered);
        model.warn(format!(
            "{missing} has no answer yet: nothing can be approved ({key})"
        ));
        return Vec::new();
    }
    let open = desk.derived.unapproved.iter().find(|one| one.of == of);
    let names = open.map_or_else(Vec::new, |open| model.settings.sign_off.names_for(open));
    let hint = match open.filter(|open| !open.by.is_empty()) {
        Some(open) if open.by == names => format!("To be approved by {}", open.whom()),
        Some(open) => format!("To be approved by {}: {}", open.whom(), names.join(", ")),
        None => "Who takes the decision; the name goes into the history of the case".to_owned(),
    };
    let only = match names.as_slice() {
        [only] => only.as_str(),
        _ => "",
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        title: format!("Who approves {name}?"),
        hint,
        input: LineEditor::with_text(only),
        purpose: PromptPurpose::ApprovedBy(of),
        complaint: None,
    }));
    Vec::new()
}

// The first question without an answer that would be approved.
fn unanswered(case: &Case, of: &Signed) -> Option<String> {
    let of_it = |id: &QuestionId| match of {
        Signed::Letter => true,
        Signed::Question(own) => own == id,
    };
    let first = case
        .to_answer()
        .find(|question| of_it(&question.id) && !question.is_answered())?;
    Some(format!("Question {}", case.name(&first.id)))
}

/// Takes who approves.
///
/// # Errors
/// Words for the officer: who may, or that nobody was named.
pub(super) fn take(model: &mut Model, of: &Signed, by: &str) -> Result<Vec<Effect>, String> {
    let today = model.today;
    let rules = std::sync::Arc::clone(&model.settings.sign_off);
    let fixed = model
        .desk
        .as_ref()
        .map_or_else(String::new, |desk| model.fixed_to_sign(&desk.case));
    let Some(desk) = &mut model.desk else {
        return Ok(Vec::new());
    };
    if by.is_empty() {
        return Err("Write who approves it".to_owned());
    }
    rules.may(&desk.case, of, by)?;
    let approval = Approval::new(by, today, desk.case.signed_with(of, &fixed));
    let sha256 = approval.sha256.clone();
    let name = of.name(&desk.case);
    let change = with_approvals(&desk.case, of, |own| sign_off::give(own, approval));
    let mut effects = desk.commit(vec![change], format!("approve {name}"));
    effects.push(Effect::Record(Event::Approved {
        of: of.id(),
        approver: by.to_owned(),
        sha256,
    }));
    let key = model.settings.keymap.label(Command::Approvals);
    model.say(format!(
        "{by} approved {name}. It lapses when the text changes ({key})"
    ));
    Ok(effects)
}

/// Takes an approval back.
pub(super) fn take_back(model: &mut Model, of: &Signed, by: &str) -> Vec<Effect> {
    let Some(desk) = &mut model.desk else {
        return Vec::new();
    };
    let name = of.name(&desk.case);
    let change = with_approvals(&desk.case, of, |own| sign_off::take_back(own, by));
    let mut effects = desk.commit(vec![change], format!("take back an approval of {name}"));
    effects.push(Effect::Record(Event::ApprovalTakenBack {
        of: of.id(),
        approver: by.to_owned(),
    }));
    model.say(format!("The approval of {name} by {by} is taken back"));
    effects
}

fn with_approvals(case: &Case, of: &Signed, edit: impl FnOnce(&mut Vec<Approval>)) -> Change {
    match of {
        Signed::Letter => Change::facts(case, |facts| edit(&mut facts.approvals)),
        Signed::Question(id) => {
            Change::question(case, id, |question| edit(&mut question.approvals))
        }
    }
}

/// Shows the approvals, each with what changed since.
pub(super) fn read(model: &mut Model) -> Vec<Effect> {
    let Some(desk) = &model.desk else {
        return Vec::new();
    };
    let signed = desk.case.signed();
    let open = &desk.derived.unapproved;
    if signed.is_empty() && open.is_empty() {
        let key = model.settings.keymap.label(Command::Approve);
        model.say(format!(
            "Nobody has approved anything here or has to; {key} approves"
        ));
        return Vec::new();
    }
    let fixed = model.fixed_to_sign(&desk.case);
    let mut lines = Vec::new();
    for one in open.iter().filter(|one| one.lapsed.is_none()) {
        lines.push(PageLine::Heading(format!(
            "{}: to be approved by {}",
            one.in_words(),
            one.whom()
        )));
        if !one.why.is_empty() {
            lines.push(PageLine::Words(format!("  {}", one.why)));
        }
        lines.push(PageLine::Words(String::new()));
    }
    for of in &signed {
        let now = desk.case.signed_with(of, &fixed);
        for approval in desk.case.approvals(of).iter().rev() {
            lines.extend(told(&desk.case, of, approval, &now));
        }
    }
    let about = match open.as_slice() {
        [] => "Everything that was approved stands as it was approved.".to_owned(),
        _ => "The letter is a draft until what is named here is approved.".to_owned(),
    };
    let page = Page {
        heading: "Who approved what, and what changed since".to_owned(),
        about,
        lines,
    };
    model.overlay = Some(Overlay::Comparing(Box::new(Comparing {
        title: "Approvals".to_owned(),
        page,
        scroll: Scroll::default(),
    })));
    Vec::new()
}

// An approval with what changed since; of one that holds the text is not shown again.
fn told(case: &Case, of: &Signed, approval: &Approval, now: &str) -> Vec<PageLine> {
    let whose = format!(
        "{}: approved by {}",
        capital(&of.name(case)),
        approval.in_words()
    );
    let gap = PageLine::Words(String::new());
    if approval.holds(now) {
        let holds = "  It holds: nothing has changed since.".to_owned();
        return vec![PageLine::Heading(whose), PageLine::Words(holds), gap];
    }
    let lapsed = "  It has lapsed. What changed since (+ added, - taken out):".to_owned();
    let mut lines = vec![PageLine::Heading(whose), PageLine::Words(lapsed)];
    lines.extend(compared(&approval.text, now));
    lines.push(gap);
    lines
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_begins_with_a_capital() {
        assert_eq!(capital("the letter"), "The letter");
        assert_eq!(capital(""), "");
    }
}
