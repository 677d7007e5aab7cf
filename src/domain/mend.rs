//! Mending the split by hand: split, merge, indent, outdent, move, add, delete.
//!
//! Each returns a [`Change`] that undo can take back; an answer stays with its question.

use std::sync::Arc;

use super::case::Case;
use super::change::Change;
use super::ids::QuestionId;
use super::question::{Argument, Question, QuestionKind};
use crate::text::slice;

/// The deepest level a question can have.
const DEEPEST: u8 = 5;

/// Splits a question in two at a byte of its text. The answer stays with the first part.
///
/// Returns `None` if one of the parts would be empty.
pub fn split_at(case: &Case, id: &QuestionId, at: usize, new_id: QuestionId) -> Option<Change> {
    let question = case.question(id)?;
    let first = slice::before(&question.text, at).trim_end();
    let rest = slice::from(&question.text, at).trim_start();
    if first.trim().is_empty() || rest.is_empty() {
        return None;
    }
    let (marker, text) = leading_marker(rest).unwrap_or_else(|| (String::new(), rest.to_owned()));
    let second = Question {
        marker,
        text,
        level: question.level,
        ..Question::new(new_id)
    };
    let first = first.to_owned();
    let position = case.position(id)?;
    Some(Change::questions(case, |list| {
        Arc::make_mut(&mut list[position]).text = first;
        list.insert(position + 1, Arc::new(second));
    }))
}

/// Merges a question with the one before it: texts and answers are joined, provisions gathered.
pub fn merge_with_previous(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    let previous = position.checked_sub(1)?;
    let gone = Arc::clone(&case.questions[position]);
    let stays = case.questions[previous].id.clone();
    Some(Change::questions(case, |list| {
        list.remove(position);
        let question = Arc::make_mut(&mut list[previous]);
        let printed = if gone.marker.is_empty() {
            String::new()
        } else {
            format!("{} ", gone.marker)
        };
        let before = if gone.before.is_empty() {
            String::new()
        } else {
            format!("{}\n", gone.before)
        };
        question.text = joined(
            &question.text,
            "\n",
            &format!("{before}{printed}{}", gone.text),
        );
        question.answer = joined(&question.answer, "\n\n", &gone.answer);
        question.outcome = question.outcome.or(gone.outcome);
        question.held = question.held.or(gone.held);
        question.citations.extend(gone.citations.iter().cloned());
        question.sources.extend(gone.sources.iter().cloned());
        merge_arguments(question, &gone);
        if gone.kind == QuestionKind::Question {
            question.kind = QuestionKind::Question;
        }
        if question.answered_with.as_ref() == Some(&gone.id) {
            question.answered_with = None;
        }
        point_elsewhere(list, &gone.id, Some(&stays));
    }))
}

// Each provision is argued once: in full where one of the two did, and never by a reference to itself.
fn merge_arguments(question: &mut Question, gone: &Question) {
    let stays = question.id.clone();
    question
        .arguments
        .retain(|own| own.argued_at.as_ref() != Some(&gone.id));
    for argument in &gone.arguments {
        let known = question
            .arguments
            .iter()
            .any(|own| own.citation == argument.citation);
        if !known && argument.argued_at.as_ref() != Some(&stays) {
            question.arguments.push(argument.clone());
        }
    }
}

/// Makes a question a sub-question of the one before it, with its own sub-questions.
pub fn indent(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    let question = &case.questions[position];
    let above = case.questions.get(position.checked_sub(1)?)?;
    let fits = question.level <= above.level && question.level < DEEPEST;
    fits.then(|| shift_level(case, position, 1))
}

/// Takes a question one level out, with its own sub-questions.
pub fn outdent(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    (case.questions[position].level > 0).then(|| shift_level(case, position, -1))
}

/// Moves a question with its sub-questions before its previous sibling.
pub fn move_up(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    let level = case.questions[position].level;
    let target = (0..position)
        .rev()
        .find(|at| case.questions[*at].level <= level)?;
    if case.questions[target].level < level {
        return None;
    }
    let end = end_of_family(case, position);
    Some(Change::questions(case, |list| {
        list[target..end].rotate_left(position - target);
    }))
}

/// Moves a question with its sub-questions behind its next sibling.
pub fn move_down(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    let end = end_of_family(case, position);
    let next = case.questions.get(end)?;
    if next.level < case.questions[position].level {
        return None;
    }
    let target = end_of_family(case, end);
    Some(Change::questions(case, |list| {
        list[position..target].rotate_left(end - position);
    }))
}

/// Adds an empty question behind another one (and its sub-questions), or at the end.
pub fn add_after(case: &Case, id: Option<&QuestionId>, new_id: QuestionId) -> Change {
    let position = id.and_then(|id| case.position(id));
    let level = position.map_or(0, |at| case.questions[at].level);
    let target = position.map_or(case.questions.len(), |at| end_of_family(case, at));
    let question = Question {
        level,
        ..Question::new(new_id)
    };
    Change::questions(case, |list| list.insert(target, Arc::new(question)))
}

/// Deletes a question; its sub-questions stay and move one level out.
pub fn delete(case: &Case, id: &QuestionId) -> Option<Change> {
    let position = case.position(id)?;
    let end = end_of_family(case, position);
    Some(Change::questions(case, |list| {
        for child in &mut list[position + 1..end] {
            let child = Arc::make_mut(child);
            child.level = child.level.saturating_sub(1);
        }
        list.remove(position);
        point_elsewhere(list, id, None);
    }))
}

/// Says that questions are answered with another one, or, with `None`, by themselves again.
pub fn answer_with(case: &Case, ids: &[QuestionId], lead: Option<&QuestionId>) -> Change {
    // A chain of references helps nobody: whoever pointed at one of these now points at its lead.
    Change::questions(case, |list| {
        for question in list.iter_mut() {
            let chosen = ids.contains(&question.id) && Some(&question.id) != lead;
            let follows = question
                .answered_with
                .as_ref()
                .is_some_and(|old| ids.contains(old) && Some(old) != lead);
            let new = if chosen || (follows && lead.is_some()) {
                lead.cloned()
            } else {
                continue;
            };
            if question.answered_with != new && Some(&question.id) != new.as_ref() {
                Arc::make_mut(question).answered_with = new;
            }
        }
        if let Some(question) = list.iter_mut().find(|question| Some(&question.id) == lead)
            && question.answered_with.is_some()
        {
            Arc::make_mut(question).answered_with = None;
        }
    })
}

fn shift_level(case: &Case, position: usize, by: i8) -> Change {
    let end = end_of_family(case, position);
    Change::questions(case, |list| {
        for question in &mut list[position..end] {
            let question = Arc::make_mut(question);
            question.level = question.level.saturating_add_signed(by).min(DEEPEST);
        }
    })
}

// One past the last sub-question.
fn end_of_family(case: &Case, position: usize) -> usize {
    let level = case.questions[position].level;
    let children = case
        .questions
        .iter()
        .skip(position + 1)
        .take_while(|question| question.level > level);
    position + 1 + children.count()
}

fn joined(first: &str, gap: &str, second: &str) -> String {
    match (first.trim().is_empty(), second.trim().is_empty()) {
        (_, true) => first.to_owned(),
        (true, false) => second.to_owned(),
        (false, false) => format!("{first}{gap}{second}"),
    }
}

fn point_elsewhere(list: &mut [Arc<Question>], gone: &QuestionId, instead: Option<&QuestionId>) {
    for question in list {
        if question.answered_with.as_ref() == Some(gone) {
            let new = instead.filter(|id| **id != question.id).cloned();
            Arc::make_mut(question).answered_with = new;
        }
        // A reference to an answer that is gone for good stays, so that the checks can tell of it.
        let refers = |question: &Question| {
            let at_gone = |own: &Argument| own.argued_at.as_ref() == Some(gone);
            question.arguments.iter().any(at_gone)
        };
        if let Some(instead) = instead.filter(|id| **id != question.id)
            && refers(question)
        {
            for argument in &mut Arc::make_mut(question).arguments {
                if argument.argued_at.as_ref() == Some(gone) {
                    argument.argued_at = Some(instead.clone());
                }
            }
        }
    }
}

// "b) the cost" was split off as a question of its own: its marker is not part of its words.
fn leading_marker(text: &str) -> Option<(String, String)> {
    let open = text.strip_prefix('(').unwrap_or(text);
    let label: String = open
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let behind = open.strip_prefix(label.as_str())?;
    let rest = behind.strip_prefix(['.', ')', ':'])?;
    let plausible = label.chars().all(|c| c.is_ascii_digit()) && label.len() <= 3
        || label.len() == 1
        || label.len() <= 4 && label.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    (plausible && !label.is_empty() && rest.starts_with(char::is_whitespace))
        .then(|| (label, rest.trim_start().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::Reference;

    /// Builds a case from "level text" lines.
    fn case(lines: &[(u8, &str)]) -> Case {
        let reference = Reference::parse("FOI-1").expect("a plain reference");
        let mut case = Case::new(reference, Facts::default());
        for (at, (level, text)) in lines.iter().enumerate() {
            let id = QuestionId::parse(&format!("q{at}")).expect("a plain id");
            let question = Question {
                text: (*text).into(),
                level: *level,
                ..Question::new(id)
            };
            case.questions.push(Arc::new(question));
        }
        case
    }

    fn id(text: &str) -> QuestionId {
        QuestionId::parse(text).expect("a plain id")
    }

    fn shape(case: &Case) -> Vec<(u8, String)> {
        case.questions
            .iter()
            .map(|question| (question.level, question.text.clone()))
            .collect()
    }

    fn made(case: &Case, change: Option<Change>) -> Case {
        let mut after = case.clone();
        let change = change.expect("possible");
        after.apply(&change).expect("fits");
        let mut back = after.clone();
        back.apply(&change.inverse()).expect("fits");
        assert_eq!(shape(&back), shape(case), "undo gives the list back");
        after
    }

    #[test]
    fn splitting_takes_the_marker_off_the_second_part() {
        let case = case(&[(0, "How many benches? b) What did they cost?")]);
        let after = made(&case, split_at(&case, &id("q0"), 17, id("new")));
        assert_eq!(after.questions[0].text, "How many benches?");
        assert_eq!(after.questions[1].text, "What did they cost?");
        assert_eq!(after.questions[1].marker, "b");
        assert!(split_at(&case, &id("q0"), 0, id("new")).is_none());
    }

    #[test]
    fn merging_keeps_both_answers() {
        let mut case = case(&[(0, "One?"), (0, "Two?"), (0, "Three?")]);
        for at in [0, 1] {
            Arc::make_mut(&mut case.questions[at]).answer = format!("Answer {at}.");
        }
        Arc::make_mut(&mut case.questions[2]).answered_with = Some(id("q1"));
        let after = made(&case, merge_with_previous(&case, &id("q1")));
        assert_eq!(after.questions[0].text, "One?\nTwo?");
        assert_eq!(after.questions[0].answer, "Answer 0.\n\nAnswer 1.");
        assert_eq!(after.questions[1].answered_with, Some(id("q0")));
    }

    #[test]
    fn merging_keeps_the_reasons_and_what_refers_to_them() {
        let mut case = case(&[(0, "One?"), (0, "Two?"), (0, "Three?")]);
        let argument = |argued_at: Option<&str>| Argument {
            citation: super::super::question::Citation {
                regime: "r".into(),
                cite: "1".into(),
            },
            reasons: [("harm".to_owned(), "x".to_owned())].into(),
            passage: "It is exempt.".into(),
            argued_at: argued_at.map(id),
        };
        Arc::make_mut(&mut case.questions[0]).arguments = vec![argument(Some("q1"))];
        Arc::make_mut(&mut case.questions[1]).arguments = vec![argument(None)];
        Arc::make_mut(&mut case.questions[2]).arguments = vec![argument(Some("q1"))];
        let after = made(&case, merge_with_previous(&case, &id("q1")));
        assert_eq!(after.questions[0].arguments, [argument(None)]);
        assert_eq!(after.questions[1].arguments, [argument(Some("q0"))]);
    }

    #[test]
    fn a_question_moves_with_its_sub_questions() {
        let case = case(&[(0, "1"), (0, "2"), (1, "2a"), (0, "3")]);
        let texts = |case: &Case| {
            case.questions
                .iter()
                .map(|q| q.text.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(texts(&made(&case, move_up(&case, &id("q1")))), "2 2a 1 3");
        assert_eq!(texts(&made(&case, move_down(&case, &id("q0")))), "2 2a 1 3");
        assert_eq!(texts(&made(&case, move_down(&case, &id("q1")))), "1 3 2 2a");
        assert!(
            move_up(&case, &id("q2")).is_none(),
            "a sub-question stays under its question"
        );
        assert!(move_down(&case, &id("q3")).is_none());
    }

    #[test]
    fn indenting_needs_a_question_above_and_takes_the_family_along() {
        let case = case(&[(0, "1"), (0, "2"), (1, "2a")]);
        assert!(indent(&case, &id("q0")).is_none());
        let after = made(&case, indent(&case, &id("q1")));
        assert_eq!(
            shape(&after),
            [(0, "1".into()), (1, "2".into()), (2, "2a".into())]
        );
        let back = made(&after, outdent(&after, &id("q1")));
        assert_eq!(shape(&back), shape(&case));
    }

    #[test]
    fn deleting_a_question_leaves_its_sub_questions() {
        let case = case(&[(0, "1"), (1, "1a"), (2, "1ai"), (0, "2")]);
        let after = made(&case, delete(&case, &id("q0")));
        assert_eq!(
            shape(&after),
            [(0, "1a".into()), (1, "1ai".into()), (0, "2".into())]
        );
    }

    #[test]
    fn no_chain_of_answers_forms() {
        let mut case = case(&[(0, "1"), (0, "2"), (0, "3")]);
        case.apply(&answer_with(&case, &[id("q2")], Some(&id("q1"))))
            .expect("fits");
        case.apply(&answer_with(&case, &[id("q1")], Some(&id("q0"))))
            .expect("fits");
        assert_eq!(case.questions[2].answered_with, Some(id("q0")));
        case.apply(&answer_with(&case, &[id("q0")], Some(&id("q1"))))
            .expect("fits");
        assert_eq!(
            case.questions[1].answered_with, None,
            "a lead answers for itself"
        );
    }
}
