//! Snippets and past answers as the panel shows them: what they make of the question, how old they are, and why they
//! are suggested.

use std::ops::Range;

use jiff::civil::Date;
use ratatui::style::Style;

use super::Canvas;
use crate::app::command::Command;
use crate::app::desk::Desk;
use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::panel::ArchiveState;
use crate::domain::fields::long_date;
use crate::domain::found::FoundAnswer;
use crate::domain::outcome::Outcome;
use crate::domain::snippet::{Layer, State};
use crate::domain::suggest::{Typed, number_of};
use crate::text::slice;
use crate::text::width::width;

/// How many of the matched words are shown.
const WORDS: usize = 4;

/// The heading of the panel.
pub(super) fn title(model: &Model, desk: &Desk) -> &'static str {
    let past = matches!(model.archive, ArchiveState::Ready(_));
    match (desk.panel.suggested, past) {
        _ if !desk.panel.asking.filter.is_empty() => "Filtered",
        (true, true) => "Answers that fit",
        (true, false) => "Snippets that fit",
        (false, true) => "Snippets, past answers",
        (false, false) => "Snippets",
    }
}

/// What stands in the empty line of the filter: what is going on, else what can be typed.
pub(super) fn hint(model: &Model, desk: &Desk) -> String {
    if let ArchiveState::Opening { done, of } = model.archive {
        let share = (100 * done).checked_div(of);
        return share.map_or_else(
            || "opening the past answers …".to_owned(),
            |share| format!("reading the past answers … {share} %"),
        );
    }
    let waits = desk.panel.past.is_waiting();
    if desk.current().is_some()
        && !desk.panel.suggested
        && !waits
        && !model.library.snippets().is_empty()
    {
        return "nothing fits; type to search".to_owned();
    }
    let key = model.settings.keymap.label(Command::FilterBy);
    format!("type to search; {key} filters")
}

/// What is said when there is nothing to list.
pub(super) fn nothing(model: &Model, desk: &Desk) -> String {
    let asking = &desk.panel.asking;
    if let Some(wrong) = &asking.wrong {
        return format!("{wrong}.");
    }
    let clear = model.settings.keymap.label(Command::ClearFilter);
    match (
        asking.filter.is_empty(),
        asking.typed,
        desk.panel.past.is_waiting(),
    ) {
        (_, _, true) => "Looking …".to_owned(),
        (true, _, _) => "Nothing has these words.".to_owned(),
        (false, true, _) => {
            format!("Nothing has these words and passes the filter; {clear} clears it.")
        }
        (false, false, _) => format!("Nothing that fits passes the filter; {clear} clears it."),
    }
}

/// Returns where filters stand in what was typed.
pub(super) fn filters(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let plain = word.trim_end();
        if !Typed::filters(plain).is_empty() {
            found.push(at..at + plain.len());
        }
        at += word.len();
    }
    found
}

/// A line about a snippet: what it makes of the question, why it is suggested, where it comes from.
pub(super) fn about_snippet(
    model: &Model,
    index: usize,
    matched: &[String],
    served: Option<&String>,
    dot: &str,
) -> String {
    let Some(snippet) = model.library.at(index) else {
        return String::new();
    };
    let mut parts: Vec<String> = Vec::new();
    if snippet.state == State::Draft {
        parts.push(State::Draft.word().to_owned());
    }
    parts.extend(became(snippet.outcome, &snippet.cites));
    if !matched.is_empty() {
        parts.push(has(matched));
    }
    if let Some(memory) = model.library.memory(index) {
        parts.extend(used(memory.times(), memory.last(), served, model.today));
    } else if matched.is_empty() && !snippet.use_when.is_empty() {
        parts.push(snippet.use_when.clone());
    }
    if snippet.layer != Layer::BuiltIn {
        parts.push(snippet.layer.word().to_owned());
    }
    if snippet.is_overdue(model.today) {
        parts.push("review is overdue".to_owned());
    }
    parts.join(&format!(" {dot} "))
}

/// Draws the two lines of a past answer: its question and its age, then what was done and why it is suggested.
pub(super) fn past_row(
    model: &Model,
    found: &FoundAnswer,
    first: Area,
    second: Area,
    style: Style,
    canvas: &mut Canvas<'_>,
) {
    let age = found
        .answer
        .date
        .map_or_else(String::new, |date| month(date, false));
    let taken = u16::try_from(width(&age)).unwrap_or(0);
    let room = first.width.saturating_sub(taken + u16::from(taken > 0));
    canvas.at(first.left(room), 2, &found.answer.title(), style);
    canvas.at(
        first,
        first.width.saturating_sub(taken),
        &age,
        canvas.style.quiet,
    );
    let dot = canvas.marks.dot;
    let mut parts = vec!["past answer".to_owned()];
    parts.extend(became(found.answer.outcome, &found.answer.provisions));
    if found.matched.is_empty() {
        let spelt = found.parts.alike > found.parts.meant;
        let why = if spelt {
            "spelt much like it"
        } else {
            "in other words"
        };
        parts.push(why.to_owned());
    } else {
        parts.push(has(&found.matched));
    }
    parts.extend(used(
        found.times,
        found.last,
        found.served.as_ref(),
        model.today,
    ));
    canvas.at(
        second,
        4,
        &parts.join(&format!(" {dot} ")),
        canvas.style.quiet,
    );
}

/// Draws a snippet at length.
pub(super) fn snippet_detail(
    model: &Model,
    index: usize,
    served: Option<&String>,
    area: Area,
    canvas: &mut Canvas<'_>,
) {
    let Some(snippet) = model.library.at(index) else {
        return;
    };
    let memory = model.library.memory(index);
    let why = memory.and_then(|memory| used(memory.times(), memory.last(), served, model.today));
    let why = why.as_deref().map(sentence).unwrap_or_default();
    let state = match snippet.state {
        State::Draft => "A draft: nobody has agreed to it yet.",
        State::Approved | State::Withdrawn => "",
    };
    let mut rest = area;
    for words in [state, &why, &snippet.use_when] {
        rest = rest.below(canvas.paragraph(rest, words, canvas.style.quiet));
    }
    canvas.paragraph(rest, &snippet.body, canvas.style.text);
}

/// Draws a past answer at length: where it is from, what was asked, what was answered.
pub(super) fn past_detail(model: &Model, found: &FoundAnswer, area: Area, canvas: &mut Canvas<'_>) {
    let answer = &found.answer;
    let date = answer
        .date
        .map(|date| format!(" of {}, {}", long_date(date), age(date, model.today)));
    let named = [("reference ", &answer.reference), ("from ", &answer.source)];
    let named = named.into_iter().filter(|(_, value)| !value.is_empty());
    let named: Vec<String> = named
        .map(|(word, value)| format!(", {word}{value}"))
        .collect();
    let named = named.concat();
    let why = used(found.times, found.last, found.served.as_ref(), model.today);
    let why = why.map_or_else(String::new, |why| format!(" {}", sentence(&why)));
    let about = format!("Past answer{}{named}.{why}", date.unwrap_or_default());
    let quiet = canvas.style.quiet;
    // Only what can be seen is wrapped: an answer may be a whole policy.
    let most = 4 * usize::from(area.width) * usize::from(area.height);
    let seen =
        |text: &str| slice::before(text, text.floor_char_boundary(most.min(text.len()))).to_owned();
    let rest = area.below(canvas.paragraph(area, &about, quiet));
    let third = rest.top(rest.height.div_ceil(3));
    let rest = rest.below(canvas.paragraph(third, &seen(&answer.question), quiet));
    canvas.paragraph(rest, &seen(&answer.answer), canvas.style.text);
}

// "refused 31(1)(a), 40(2)".
fn became(outcome: Option<Outcome>, provisions: &[String]) -> Option<String> {
    let numbers: Vec<String> = provisions
        .iter()
        .map(|one| number_of(one))
        .filter(|one| !one.is_empty())
        .collect();
    let numbers = numbers.join(", ");
    match (outcome, numbers.is_empty()) {
        (None, true) => None,
        (Some(outcome), true) => Some(outcome.title().to_owned()),
        (None, false) => Some(numbers),
        (Some(outcome), false) => Some(format!("{} {numbers}", outcome.title())),
    }
}

fn has(matched: &[String]) -> String {
    let words: Vec<&str> = matched.iter().take(WORDS).map(String::as_str).collect();
    format!("has “{}”", words.join(", "))
}

// "used 14 times, last on 3 Mar, for “…”".
fn used(times: usize, last: Option<Date>, served: Option<&String>, today: Date) -> Option<String> {
    let last = last?;
    let day = if (today - last).get_days() < 300 {
        last.strftime("%-d %b").to_string()
    } else {
        month(last, true)
    };
    let served = served.map_or_else(String::new, |served| format!(", for “{served}”"));
    match times {
        0 => None,
        1 => Some(format!("used once, on {day}{served}")),
        times => Some(format!("used {times} times, last on {day}{served}")),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn month(date: Date, with_day: bool) -> String {
    let format = if with_day { "%-d %b %Y" } else { "%b %Y" };
    date.strftime(format).to_string()
}

fn age(date: Date, today: Date) -> String {
    let days = (today - date).get_days();
    match (days / 365, days / 30) {
        (_, ..1) => "this month".to_owned(),
        (0, 1) => "a month old".to_owned(),
        (0, months) => format!("{months} months old"),
        (1, _) => "a year old".to_owned(),
        (years, _) => format!("{years} years old"),
    }
}
