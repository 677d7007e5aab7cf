//! Requests that are dropped on the program, and what came with them.

use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};

use crate::desk::Desk;
use crate::desk::fixtures::benches;

#[test]
fn a_path_that_is_dropped_on_the_board_is_read_as_a_request() {
    let mut desk = Desk::on_the_board();
    let effects = desk.tell(Msg::Paste("'/home/ann/My request.eml' ".into()));
    let path = "/home/ann/My request.eml".to_owned();
    assert_eq!(effects, [Effect::CreateFromFile { path }]);
}

#[test]
fn a_path_that_names_no_file_is_a_text_all_the_same() {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Paste("/the council owns how many benches?".into()));
    desk.tell(Msg::NoSuchFile(
        "/the council owns how many benches?".into(),
    ));
    let Some(Overlay::NewCase(form)) = &desk.model.overlay else {
        panic!("the box for a request is open");
    };
    assert!(form.text.starts_with("/the council"));
}

#[test]
fn a_path_inside_a_case_is_a_path() {
    let mut desk = Desk::with(benches());
    desk.press("Ctrl+E");
    let effects = desk.tell(Msg::Paste("/home/ann/My request.eml".into()));
    let creates = |effect: &Effect| matches!(effect, Effect::CreateFromFile { .. });
    assert!(!effects.iter().any(creates));
}

#[test]
fn what_came_with_a_request_can_be_read() {
    let mut case = benches();
    let facts = std::sync::Arc::make_mut(&mut case.facts);
    facts.requester = "Ann Smith".into();
    facts.preamble = "Dear council,".into();
    facts.arrival.address = "ann@x.example".into();
    facts.arrival.attachments = vec!["Questions.docx".into()];
    facts.arrival.findings = vec!["1 comment, left out: “Bev: Why ask?”".into()];
    facts.arrival.beside = "> We hold none.".into();
    let mut desk = Desk::with(case);
    desk.press("Alt+R");
    let screen = desk.screen_at(80, 24).text();
    for words in [
        "From: Ann Smith <ann@x.example>",
        "Questions.docx",
        "1 comment, left out: “Bev: Why ask?”",
        "Before the questions",
        "> We hold none.",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}
