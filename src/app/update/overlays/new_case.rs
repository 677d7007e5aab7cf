//! The box in which a pasted or typed request becomes a case.

use super::Model;
use crate::app::effect::Effect;
use crate::app::overlay::{NewCase, Overlay};
use crate::domain::intake::guess_title;
use crate::text::split::{PartKind, split};

/// Shows the box in which a request becomes a case.
pub(in crate::app::update) fn new_case(model: &mut Model, text: String) -> Vec<Effect> {
    let text = if text.is_empty() {
        std::mem::take(&mut model.draft)
    } else {
        text
    };
    let mut form = NewCase {
        text,
        ..NewCase::default()
    };
    form.editor.set_caret(&form.text, form.text.len());
    preview(&mut form);
    model.overlay = Some(Overlay::NewCase(Box::new(form)));
    Vec::new()
}

/// Makes the case of the request in the box.
pub(in crate::app::update) fn create_case(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::NewCase(form)) = &model.overlay else {
        return Vec::new();
    };
    if form.text.trim().is_empty() {
        model.warn("Paste or type the request first");
        return Vec::new();
    }
    let effect = Effect::Create {
        text: form.text.clone(),
        title: String::new(),
    };
    model.overlay = None;
    model.say("Making the case …");
    vec![effect]
}

/// Shows what the splitter sees in the request, while it is typed.
pub(super) fn preview(form: &mut NewCase) {
    let split = split(&form.text);
    form.questions = split
        .questions
        .iter()
        .filter(|part| part.kind == PartKind::Question)
        .count();
    form.title = guess_title(&split);
}
