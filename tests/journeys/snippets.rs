//! The library grows out of the work: an answer becomes a snippet, a snippet is mended, one is retired.

use std::sync::Arc;

use seriatim::app::Msg;
use seriatim::app::command::Command;
use seriatim::app::effect::{Effect, Ticket};
use seriatim::app::form::Form as _;
use seriatim::app::message::Kept;
use seriatim::app::overlay::Overlay;
use seriatim::app::snippet_form::{Origin, SnippetForm};
use seriatim::domain::library::Library;
use seriatim::domain::snippet::draft::SnippetDraft;
use seriatim::domain::snippet::{Layer, Snippet, State};

use super::screens::at_three_sizes;
use crate::desk::{Desk, fixtures};

const ANSWER: &str = "We bought 47 benches for £12,300.50. Ann Okafor was told so.";

fn with_answer() -> Desk {
    let mut desk = Desk::with(fixtures::benches());
    desk.run(Command::CaseRequester);
    desk.fill("Ann Okafor");
    desk.answer("1", ANSWER);
    desk
}

fn form(desk: &Desk) -> &SnippetForm {
    match &desk.model.overlay {
        Some(Overlay::SnippetForm(form)) => form,
        other => panic!("no snippet is written: {other:?}; {}", desk.notice()),
    }
}

/// Goes to the part whose title begins so.
fn part(desk: &mut Desk, title: &str) {
    let at = form(desk)
        .fields
        .iter()
        .position(|own| own.part.title.starts_with(title))
        .unwrap_or_else(|| panic!("there is no part {title}"));
    while form(desk).at > at {
        desk.press("Shift+Tab");
    }
    while form(desk).at < at {
        desk.press("Tab");
    }
}

fn write(desk: &mut Desk, title: &str, text: &str) {
    part(desk, title);
    desk.press("Ctrl+A");
    desk.paste(text);
}

fn saved(effects: &[Effect]) -> (Ticket, Layer, SnippetDraft, Option<String>) {
    let written = effects.iter().find_map(|effect| match effect {
        Effect::WriteSnippet {
            ticket,
            layer,
            draft,
            was,
        } => Some((*ticket, *layer, (**draft).clone(), was.clone())),
        _ => None,
    });
    written.unwrap_or_else(|| panic!("nothing was saved: {effects:?}"))
}

#[test]
fn an_answer_becomes_a_snippet_and_the_facts_of_its_case_become_fields() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    assert!(
        desk.notice()
            .starts_with("3 facts of this case became fields"),
        "{}",
        desk.notice()
    );
    assert_eq!(
        form(&desk).draft.body,
        "We bought {{benches}} benches for {{amount}}. {{requester}} was told so."
    );
    assert!(
        form(&desk)
            .sample
            .starts_with("We bought 120 benches for £1,200. Ann Okafor")
    );
    write(&mut desk, "Title", "How many benches were bought");
    let effects = desk.press("F9");
    let (ticket, layer, draft, was) = saved(&effects);
    assert_eq!(layer, Layer::Team);
    assert_eq!(draft.id, "answers/how-many-benches-were-bought");
    assert_eq!(was, None);
    let kinds: Vec<&str> = draft.fields.iter().map(|field| field.kind.word()).collect();
    assert_eq!(kinds, ["number", "money"]);
    assert!(
        draft.fields.iter().all(|field| field.default.is_empty()),
        "no figure of the case goes along"
    );
    desk.tell(Msg::SnippetWritten {
        ticket,
        result: Ok(Kept::Saved("snippets/answers/x.toml".into())),
    });
    assert!(desk.model.overlay.is_none());
    assert!(
        desk.notice().contains("is saved, in the team library"),
        "{}",
        desk.notice()
    );
    assert_eq!(
        desk.question("1").answer,
        ANSWER,
        "the answer itself is untouched"
    );
}

#[test]
fn a_fact_can_be_left_as_it_stands_and_the_choice_taken_back() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    part(&mut desk, "47");
    desk.press("Down");
    assert!(
        form(&desk)
            .draft
            .body
            .starts_with("We bought 47 benches for {{amount}}")
    );
    assert!(
        form(&desk)
            .draft
            .fields
            .iter()
            .all(|field| field.name != "benches")
    );
    desk.press("Up");
    assert!(
        form(&desk)
            .draft
            .body
            .starts_with("We bought {{benches}} benches")
    );
}

#[test]
fn only_the_selected_words_become_the_snippet() {
    let mut desk = with_answer();
    for _ in 0.."Ann Okafor was told so.".len() {
        desk.press("Shift+Left");
    }
    desk.press("Alt+A");
    assert_eq!(form(&desk).draft.body, "{{requester}} was told so.");
}

#[test]
fn a_shared_library_never_gets_the_requesters_name() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    write(&mut desk, "Use when", "As Ann Okafor asked");
    part(&mut desk, "Title");
    let effects = desk.press("F9");
    assert!(effects.is_empty(), "{effects:?}");
    assert!(
        desk.notice().contains("the name of this case’s requester"),
        "{}",
        desk.notice()
    );
    assert_eq!(form(&desk).field().part.title, "Use when");
    let field = form(&desk).field();
    assert_eq!(field.editor.selected_text(&field.text), "Ann Okafor");
    desk.press("F6");
    assert!(
        desk.notice().contains("cannot go into a shared library"),
        "{}",
        desk.notice()
    );
    // The officer's own library is nobody else's.
    part(&mut desk, "Library");
    desk.press("Down");
    let effects = desk.press("F9");
    assert_eq!(saved(&effects).1, Layer::Personal);
}

#[test]
fn an_address_that_is_the_publics_can_be_meant() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    part(&mut desk, "Text");
    desk.press("Ctrl+End");
    desk.paste(" Ring 0303 123 1113.");
    assert!(desk.press("F9").is_empty());
    assert!(
        desk.notice()
            .contains("0303 123 1113” is a telephone number: F6"),
        "{}",
        desk.notice()
    );
    desk.press("F6");
    saved(&desk.press("F9"));
}

#[test]
fn what_cannot_be_saved_is_told_at_its_place_and_nothing_is_lost() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    write(&mut desk, "Title", "x");
    desk.press("Backspace");
    assert!(desk.press("F9").is_empty());
    assert_eq!(form(&desk).field().part.title, "Title");
    assert!(
        desk.notice().contains("Give it a title"),
        "{}",
        desk.notice()
    );
    desk.type_text("Benches");
    let (ticket, ..) = saved(&desk.press("F9"));
    assert!(desk.press("F9").is_empty(), "one save at a time");
    desk.tell(Msg::SnippetWritten {
        ticket,
        result: Err("snippets/x.toml: could not be saved. The disk is full".into()),
    });
    assert!(desk.notice().contains("The disk is full"));
    assert_eq!(form(&desk).draft.title, "Benches");
    saved(&desk.press("F9"));
}

#[test]
fn leaving_an_unsaved_snippet_is_asked_twice_and_help_loses_nothing() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    write(&mut desk, "Title", "Benches, counted");
    desk.press("F1");
    assert!(matches!(desk.model.overlay, Some(Overlay::Help(_))));
    desk.press("Esc");
    assert_eq!(form(&desk).draft.title, "Benches, counted");
    desk.press("Esc");
    assert!(desk.notice().contains("not saved"), "{}", desk.notice());
    assert_eq!(form(&desk).draft.title, "Benches, counted");
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn quitting_with_an_unsaved_snippet_is_told_first() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    write(&mut desk, "Title", "Benches, counted");
    let effects = desk.press("Ctrl+Q");
    assert!(!effects.contains(&Effect::Quit));
    assert!(
        desk.notice().contains("A snippet is not saved yet"),
        "{}",
        desk.notice()
    );
    assert!(desk.press("Ctrl+Q").contains(&Effect::Quit));
}

#[test]
fn a_snippet_of_the_panel_is_edited_against_the_file_it_was_read_from() {
    let mut desk = Desk::with(fixtures::benches());
    let own = Snippet {
        id: "answers/own".into(),
        layer: Layer::Team,
        title: "Our own answer".into(),
        body: "We have {{count}} benches.\n".into(),
        fields: vec![seriatim::domain::snippet::SnippetField {
            name: "count".into(),
            prompt: "How many benches?".into(),
            ..Default::default()
        }],
        file: "abc".into(),
        ..Snippet::default()
    };
    desk.tell(Msg::Library(Arc::new(Library::new([own], Vec::new()))));
    desk.go_to("1");
    desk.press("F2");
    desk.paste("own");
    desk.press("Alt+E");
    assert_eq!(form(&desk).draft.fields[0].prompt, "How many benches?");
    part(&mut desk, "{{count}}");
    desk.press("Tab");
    assert_eq!(form(&desk).field().part.title.trim(), "takes");
    desk.press("2");
    write(&mut desk, "Review by", "soon");
    assert!(desk.press("F9").is_empty());
    assert!(desk.notice().contains("Not a date"), "{}", desk.notice());
    write(&mut desk, "Review by", "1 April 2027");
    let (_, layer, draft, was) = saved(&desk.press("F9"));
    assert_eq!((layer, was.as_deref()), (Layer::Team, Some("abc")));
    assert_eq!(draft.fields[0].kind.word(), "number");
    assert_eq!(draft.review_by, Some(jiff::civil::date(2027, 4, 1)));
}

#[test]
fn what_came_with_the_program_is_overridden_and_not_written_over() {
    let mut desk = Desk::with(fixtures::benches());
    desk.go_to("1");
    desk.press("F2 Alt+E");
    assert!(
        desk.notice().contains("takes its place"),
        "{}",
        desk.notice()
    );
    let (_, layer, _, was) = saved(&desk.press("F9"));
    assert_eq!((layer, was), (Layer::Team, None));
}

#[test]
fn a_draft_from_elsewhere_opens_over_what_is_on_screen_and_gives_it_back() {
    let mut desk = Desk::with(fixtures::benches());
    desk.press("F1");
    let draft = SnippetDraft {
        title: "Harvested".into(),
        body: "Text".into(),
        ..SnippetDraft::default()
    };
    desk.tell(Msg::Drafted {
        draft: Box::new(draft),
        origin: Origin {
            layer: Layer::Personal,
            ..Origin::default()
        },
    });
    let (ticket, layer, ..) = saved(&desk.press("F9"));
    assert_eq!(layer, Layer::Personal);
    desk.tell(Msg::SnippetWritten {
        ticket,
        result: Ok(Kept::Proposed(String::new())),
    });
    assert!(matches!(desk.model.overlay, Some(Overlay::Help(_))));
    assert!(desk.notice().contains("is proposed"), "{}", desk.notice());
}

#[test]
fn the_mouse_chooses_parts_and_options() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    for (width, height) in [(80, 24), (120, 40)] {
        let screen = desk.screen_at(width, height);
        let (x, y) = screen.find("£12,300.50").expect("the fact is a part");
        desk.click(x, y);
        let screen = desk.screen_at(width, height);
        let (x, y) = screen.find("Leave the words").expect("an option");
        desk.click(x, y);
        assert!(form(&desk).draft.body.contains("£12,300.50"));
        let (x, y) = screen.find("A field:").expect("an option");
        desk.click(x, y);
        assert!(form(&desk).draft.body.contains("{{amount}}"));
    }
}

#[test]
fn values_are_checked_when_they_are_asked_for() {
    let mut desk = Desk::with(fixtures::benches());
    let kinds = Snippet {
        id: "answers/kinds".into(),
        title: "Kinds".into(),
        body: "On {{day}} we {{how}} agree to {{sum}}.".into(),
        fields: [
            ("day", seriatim::domain::fields::FieldKind::Date),
            (
                "how",
                seriatim::domain::fields::FieldKind::Choice(vec!["would".into(), "might".into()]),
            ),
            (
                "sum",
                seriatim::domain::fields::FieldKind::Money { sign: "£".into() },
            ),
        ]
        .map(|(name, kind)| seriatim::domain::snippet::SnippetField {
            name: name.into(),
            kind,
            ..Default::default()
        })
        .to_vec(),
        ..Snippet::default()
    };
    desk.tell(Msg::Library(Arc::new(Library::new([kinds], Vec::new()))));
    desk.insert("1", "Kinds");
    desk.fill("soon");
    let Some(Overlay::Prompt(prompt)) = &desk.model.overlay else {
        panic!("it asks again");
    };
    assert_eq!(
        prompt.complaint.as_deref(),
        Some("Not a date: write it like 3 March 2026 or 3/3/2026")
    );
    desk.fill("3/3/2026");
    assert_eq!(desk.options(), ["would", "might"]);
    desk.choose("might");
    desk.fill("1200");
    assert_eq!(
        desk.question("1").answer,
        "On 3 March 2026 we might agree to £1,200."
    );
}

#[test]
fn a_withdrawn_snippet_is_not_suggested_and_its_answers_name_the_successor() {
    let mut desk = Desk::with(fixtures::benches());
    let old = Snippet {
        id: "answers/old".into(),
        title: "Old words on benches".into(),
        body: "We have benches.".into(),
        version: "v1".into(),
        ..Snippet::default()
    };
    let new = Snippet {
        id: "answers/new".into(),
        title: "New words on benches".into(),
        ..old.clone()
    };
    let library = |old: Snippet| Arc::new(Library::new([old, new.clone()], Vec::new()));
    desk.tell(Msg::Library(library(old.clone())));
    desk.insert("1", "Old words on benches");
    desk.tell(Msg::Library(library(Snippet {
        state: seriatim::domain::snippet::State::Withdrawn,
        successor: Some("answers/new".into()),
        ..old
    })));
    desk.go_to("2");
    desk.press("F2");
    let rows = desk.desk().panel.rows.len();
    assert_eq!(rows, 1, "only the new one is offered");
    assert_eq!(desk.chosen_snippet(), "New words on benches");
    desk.press("F7");
    let findings = &desk.desk().derived.diagnostics;
    let finding = findings
        .iter()
        .find(|finding| finding.code == "snippet-withdrawn")
        .expect("it is told");
    assert!(
        finding
            .help
            .contains("“New words on benches” (answers/new)"),
        "{}",
        finding.help
    );
}

#[test]
fn how_often_a_field_is_asked_for_is_chosen_in_the_form() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    let Some(Overlay::SnippetForm(form)) = &mut desk.model.overlay else {
        panic!("no form is open");
    };
    let name = form.draft.fields[0].name.clone();
    // A figure of one answer is none of the next.
    assert!(form.draft.fields[0].per_answer);
    form.go_to(&format!("field:{name}/each"));
    desk.press("1");
    assert!(!self::form(&desk).draft.fields[0].per_answer, "{name}");
}

#[test]
fn a_draft_says_so_in_the_panel_and_in_the_checks_until_it_is_approved() {
    let mut desk = Desk::with(fixtures::benches());
    let snippet = Snippet {
        id: "answers/benches".into(),
        title: "Words on benches".into(),
        body: "We have benches.".into(),
        owner: "Parks".into(),
        state: State::Draft,
        version: "v1".into(),
        ..Snippet::default()
    };
    let library = |snippet: Snippet| Arc::new(Library::new([snippet], Vec::new()));
    desk.tell(Msg::Library(library(snippet.clone())));
    desk.press("F2");
    let screen = desk.screen_at(200, 60).text();
    assert!(screen.contains("draft · has “benches”"), "{screen}");
    assert!(
        screen.contains("A draft: nobody has agreed to it yet."),
        "{screen}"
    );
    desk.insert("1", "Words on benches");
    let found = |desk: &Desk| {
        let all = desk.desk().derived.diagnostics.iter();
        let own = all.filter(|finding| finding.code == "snippet-draft");
        own.map(|finding| finding.help.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        found(&desk),
        ["Ask its owner, Parks, to approve it, or read the answer as you would your own."]
    );
    desk.tell(Msg::Library(library(Snippet {
        state: State::Approved,
        ..snippet
    })));
    assert_eq!(found(&desk), Vec::<String>::new());
}

#[test]
fn the_form_looks_right_at_every_size() {
    let mut desk = with_answer();
    desk.press("Alt+A");
    at_three_sizes("snippet-form", &mut desk);
}
