//! Past letters in the workbench: read, looked through, mended, left out, filed.

use std::fs;

use seriatim::app::command::Command;
use seriatim::app::harvest::{Harvested, PastLetters, Row};
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Msg};
use seriatim::domain::archive::PastAnswer;
use seriatim::domain::harvest::alike::alike;
use seriatim::domain::harvest::gathering::Counts;
use seriatim::domain::outcome::Outcome;
use seriatim::store::law::CheckSettings;
use seriatim::store::libraries::Folders;

use super::screens::at_three_sizes;
use crate::desk::Desk;

fn answer(
    question: &str,
    answer: &str,
    outcome: Outcome,
    provisions: &[&str],
    day: &str,
) -> PastAnswer {
    PastAnswer {
        id: format!("past-{question}"),
        question: question.into(),
        answer: answer.into(),
        outcome: Some(outcome),
        provisions: provisions.iter().map(|one| (*one).to_owned()).collect(),
        date: day.parse().ok(),
        reference: "FOI 25-0031".into(),
        source: "bins.txt".into(),
        ..PastAnswer::default()
    }
}

fn found() -> Harvested {
    let answers = vec![
        answer(
            "How many litter bins are there?",
            "The council maintains 611 litter bins, all of which are emptied once a week.",
            Outcome::Disclosed,
            &[],
            "2025-03-04",
        ),
        answer(
            "How many litter bins does the council have?",
            "The council maintains 598 litter bins, all of which are emptied once a week.",
            Outcome::Disclosed,
            &[],
            "2024-02-01",
        ),
        answer(
            "Who empties them?",
            "The names are exempt.",
            Outcome::Refused,
            &["40(2)"],
            "2025-03-04",
        ),
    ];
    Harvested {
        alike: alike(&answers),
        answers,
        regime: "uk-foia".into(),
        counts: Counts {
            letters: 2,
            answers: 3,
            folded: 0,
        },
        stopped: None,
        remarks: vec!["old.txt:1: no question was found in this letter".into()],
    }
}

fn reading() -> (Desk, seriatim::app::effect::Ticket) {
    let mut desk = Desk::on_the_board();
    desk.press("Alt+H");
    let effects = desk.fill("/letters/2025");
    let [Effect::Harvest { ticket, from }] = effects.as_slice() else {
        panic!("nothing is read: {effects:?}");
    };
    assert_eq!(*from, PastLetters::Path("/letters/2025".into()));
    (desk, *ticket)
}

fn read() -> Desk {
    let (mut desk, ticket) = reading();
    desk.tell(Msg::Harvested {
        ticket,
        result: Ok(Box::new(found())),
    });
    desk
}

fn chosen(desk: &Desk) -> Row {
    match &desk.model.overlay {
        Some(Overlay::Harvest(screen)) => screen.chosen().expect("a row"),
        other => panic!("the screen is not there: {other:?}"),
    }
}

fn filed(effects: &[Effect]) -> Vec<PastAnswer> {
    match effects {
        [Effect::FileHarvest(answers)] => answers.clone(),
        other => panic!("nothing is filed: {other:?}"),
    }
}

#[test]
fn the_screen_shows_groups_first_then_pairs_then_what_was_unclear() {
    let mut desk = read();
    assert_eq!(chosen(&desk), Row::Alike(0));
    at_three_sizes("past_letters_group", &mut desk);
    desk.press("Down Down Down");
    at_three_sizes("past_letters_pair", &mut desk);
    desk.press("End");
    assert_eq!(chosen(&desk), Row::Remark(0));
}

#[test]
fn reading_goes_on_beside_the_screen() {
    let (mut desk, ticket) = reading();
    desk.tell(Msg::Harvesting {
        ticket,
        done: 64,
        of: 2_000,
    });
    assert!(desk.screen_at(80, 24).text().contains("64 of 2000 letters"));
    // The officer leaves, works, and comes back to what was found meanwhile.
    desk.press("Esc");
    assert!(desk.model.overlay.is_none());
    desk.tell(Msg::Harvested {
        ticket,
        result: Ok(Box::new(found())),
    });
    desk.press("Alt+H");
    assert_eq!(chosen(&desk), Row::Alike(0));
}

#[test]
fn what_is_left_out_does_not_go_into_the_archive() {
    let mut desk = read();
    desk.press("Down Space");
    let answers = filed(&desk.press("F9"));
    assert_eq!(answers.len(), 2);
    assert!(
        answers
            .iter()
            .all(|answer| answer.question != "How many litter bins are there?")
    );
    desk.tell(Msg::HarvestFiled(Ok((2, 0))));
    assert_eq!(desk.notice(), "2 past answers are in the archive");
    // What is there already does not go in again; what is taken in after all does.
    assert!(desk.press("F9").is_empty());
    desk.press("Up Space");
    assert_eq!(filed(&desk.press("F9")).len(), 1);
}

#[test]
fn a_pair_counts_as_filed_when_the_archive_has_it() {
    let mut desk = read();
    assert_eq!(filed(&desk.press("F9")).len(), 3);
    let heading = |desk: &mut Desk| desk.screen_at(120, 40).text();
    assert!(heading(&mut desk).contains("3 on their way"));
    assert!(!heading(&mut desk).contains("in the archive ·"));
    assert!(desk.press("F9").is_empty(), "they go once");
    desk.tell(Msg::HarvestFiled(Err("the disk is full".into())));
    assert!(desk.notice().contains("the disk is full"));
    assert_eq!(filed(&desk.press("F9")).len(), 3, "they can go again");
    desk.tell(Msg::HarvestFiled(Ok((3, 0))));
    assert!(heading(&mut desk).contains("3 in the archive"));
}

#[test]
fn reading_can_be_stopped_and_what_was_read_so_far_is_shown() {
    let (mut desk, ticket) = reading();
    desk.tell(Msg::Harvesting {
        ticket,
        done: 64,
        of: 2_000,
    });
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("x stop"), "{screen}");
    assert_eq!(desk.press("x"), [Effect::StopHarvest(ticket)]);
    desk.tell(Msg::Harvested {
        ticket,
        result: Ok(Box::new(Harvested {
            stopped: Some("Stopped after 128 of 2000 letters".into()),
            ..found()
        })),
    });
    assert_eq!(desk.notice(), "Stopped after 128 of 2000 letters");
    assert_eq!(chosen(&desk), Row::Alike(0));
}

#[test]
fn a_pair_is_mended_and_the_change_taken_back() {
    let mut desk = read();
    desk.press("Down Enter Ctrl+A");
    desk.type_text("About 600.");
    desk.press("F9");
    desk.press("o");
    desk.choose(Outcome::PartlyDisclosed.title());
    desk.press("p");
    desk.fill("43(2), 40(2)");
    let answers = filed(&desk.press("F9"));
    assert_eq!(answers[0].answer, "About 600.");
    assert_eq!(answers[0].outcome, Some(Outcome::PartlyDisclosed));
    assert_eq!(answers[0].provisions, ["43(2)", "40(2)"]);
    desk.tell(Msg::HarvestFiled(Ok((3, 0))));
    desk.press("Ctrl+Z Ctrl+Z Ctrl+Z");
    assert_eq!(filed(&desk.press("F9")), [found().answers[0].clone()]);
}

#[test]
fn leaving_a_text_that_is_mended_changes_nothing() {
    let mut desk = read();
    desk.press("Down q");
    desk.type_text("Nonsense ");
    at_three_sizes("past_letters_mending", &mut desk);
    desk.press("Esc");
    assert!(matches!(chosen(&desk), Row::Pair(0)));
    assert_eq!(filed(&desk.press("F9"))[0], found().answers[0]);
}

#[test]
fn answers_of_many_letters_become_one_snippet_with_fields() {
    let mut desk = read();
    desk.press("s");
    let Some(Overlay::SnippetForm(form)) = &desk.model.overlay else {
        panic!("no form is open: {:?}", desk.model.overlay);
    };
    assert_eq!(form.draft.title, "How many litter bins are there?");
    assert_eq!(form.draft.body, found().alike[0].text);
    assert_eq!(
        form.draft.fields[0].prompt,
        "Which number (earlier: 611; 598)?"
    );
    assert_eq!(form.draft.fields[0].default, "");
    // Leaving the form leads back to the letters.
    desk.press("Esc");
    assert_eq!(chosen(&desk), Row::Alike(0));
    desk.press("End Up s");
    let Some(Overlay::SnippetForm(form)) = &desk.model.overlay else {
        panic!("no form is open");
    };
    assert_eq!(
        (form.draft.regime.as_deref(), form.draft.cites.as_slice()),
        (Some("uk-foia"), &["40(2)".to_owned()][..])
    );
}

#[test]
fn a_letter_can_be_pasted_where_a_path_is_asked_for() {
    let mut desk = Desk::on_the_board();
    desk.run(Command::HarvestLetters);
    let effects = desk.paste("1. How many vans?\n\nFour.\n");
    assert!(
        matches!(effects.as_slice(), [Effect::Harvest { from: PastLetters::Text(text), .. }] if text.contains("vans")),
        "{effects:?}"
    );
}

#[test]
fn a_path_that_is_not_there_is_told() {
    let (mut desk, ticket) = reading();
    desk.tell(Msg::Harvested {
        ticket,
        result: Err("/letters/2025: there is no such file or folder".into()),
    });
    assert!(desk.notice().contains("no such file"));
    assert!(desk.model.overlay.is_none());
}

#[test]
fn the_mouse_chooses_and_opens_a_pair() {
    let mut desk = read();
    let (x, y) = desk
        .screen_at(80, 24)
        .find("Who empties them?")
        .expect("the row");
    desk.click(x, y);
    assert_eq!(chosen(&desk), Row::Pair(2));
    desk.double_click(x, y);
    assert!(
        desk.screen_at(80, 24)
            .text()
            .contains("as it is to be kept")
    );
}

#[test]
fn a_folder_of_letters_is_read_as_the_workbench_reads_it() {
    use seriatim::host::harvesting::for_the_screen;
    use seriatim::host::shelf::Shelf;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bins) in [("a.txt", 611), ("b.txt", 598)] {
        let letter = format!(
            "Dear Ms Ann Person,\n\n1. How many litter bins are there?\n\nThe council maintains {bins} litter bins, all of which are emptied once a week.\n\nYours sincerely\n"
        );
        fs::write(folder.path().join(name), letter).expect("a letter");
    }
    let shelf = Shelf::new(
        folder.path().into(),
        Folders::default(),
        CheckSettings::default(),
    );
    let from = PastLetters::Path(folder.path().to_string_lossy().into_owned());
    let mut told = Vec::new();
    let found = for_the_screen(&shelf, "uk-foia", &from, |done, of| {
        told.push((done, of));
        true
    })
    .expect("letters");
    assert_eq!(told, [(0, 2), (2, 2)]);
    assert_eq!((found.answers.len(), found.alike.len()), (2, 1));
    assert_eq!(
        found.alike[0].text,
        "The council maintains {{number}} litter bins, all of which are emptied once a week."
    );
    for name in 0..100 {
        let letter = fs::read_to_string(folder.path().join("a.txt")).expect("a letter");
        fs::write(folder.path().join(format!("c{name}.txt")), letter).expect("a letter");
    }
    let found = for_the_screen(&shelf, "uk-foia", &from, |done, _| done == 0).expect("letters");
    assert_eq!(
        found.stopped.as_deref(),
        Some("Stopped after 64 of 102 letters")
    );
    assert_eq!(found.answers.len(), 2, "what was read before is there");
    let missing = PastLetters::Path("/no/such/folder".into());
    assert!(for_the_screen(&shelf, "uk-foia", &missing, |_, _| true).is_err());
}
