//! A case that another window has open: who, where and since when; reading only, taking it over, being taken over.

use seriatim::app::command::Command;
use seriatim::app::elsewhere::Elsewhere;
use seriatim::app::message::Opened;
use seriatim::app::{Effect, Msg};

use crate::desk::{self, Desk, fixtures};

fn ann() -> Elsewhere {
    Elsewhere {
        who: "Ann Okafor".into(),
        host: "FOI-PC7".into(),
        since: "10:42".into(),
        seen: "12 seconds".into(),
        silent: false,
        here: false,
    }
}

fn open_elsewhere(by: Elsewhere) -> Desk {
    let mut desk = Desk::on_the_board();
    desk.tell(Msg::Opened(Ok(Box::new(Opened {
        read_only: Some(by.in_words()),
        elsewhere: Some(by),
        ..desk::opened(fixtures::benches())
    }))));
    desk
}

#[test]
fn who_has_the_case_is_told_and_enter_only_reads() {
    let mut desk = open_elsewhere(ann());
    let screen = desk.screen_at(80, 24).text();
    for words in [
        "Ann Okafor has this case open",
        "on FOI-PC7 since 10:42",
        "12 seconds ago",
        "Take it over",
        "Write as well",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let effects = desk.press("Enter");
    assert!(effects.is_empty(), "{effects:?}");
    assert!(desk.model.overlay.is_none());
    desk.press("Ctrl+E");
    desk.paste("Mine.");
    assert_eq!(desk.question("1").answer, "");
    assert!(
        desk.notice()
            .contains("Ann Okafor has it open on FOI-PC7 since 10:42"),
        "{}",
        desk.notice()
    );
}

#[test]
fn it_can_be_taken_over_at_once_or_later() {
    let mut desk = open_elsewhere(ann());
    let taken = |effects: &[Effect], beside: bool| {
        let reference = fixtures::benches().reference;
        effects
            == [Effect::TakeOver {
                reference,
                alongside: beside,
            }]
    };
    assert!(taken(&desk.choose("Take it over"), false));
    let mut desk = open_elsewhere(ann());
    assert!(taken(&desk.choose("Write as well"), true));
    let mut desk = open_elsewhere(ann());
    desk.press("Esc");
    desk.run(Command::TakeOver);
    assert!(taken(&desk.choose("Take it over"), false));
}

#[test]
fn a_window_on_this_computer_shares_the_journal_so_both_cannot_write() {
    let mut desk = open_elsewhere(Elsewhere {
        here: true,
        ..ann()
    });
    let screen = desk.screen_at(80, 24).text();
    assert!(
        screen.contains("in another window on this computer"),
        "{screen}"
    );
    assert_eq!(desk.options().len(), 2);
}

#[test]
fn a_window_that_gives_no_sign_of_life_is_told() {
    let silent = Elsewhere {
        silent: true,
        seen: "3 hours".into(),
        ..ann()
    };
    let mut desk = open_elsewhere(silent);
    let screen = desk.screen_at(80, 24).text();
    assert!(screen.contains("no sign of life for 3 hours"), "{screen}");
}

#[test]
fn whoever_is_taken_over_saves_first_and_then_only_reads() {
    let mut desk = Desk::with(fixtures::benches());
    desk.answer("1", "Fourteen benches.");
    let own = desk.case().reference.clone();
    let effects = desk.tell(Msg::TakenOver(own.clone()));
    assert!(
        matches!(effects.as_slice(), [Effect::Save(case), Effect::HandOver] if case.questions[0].answer == "Fourteen benches."),
        "{effects:?}"
    );
    assert!(desk.tell(Msg::TakenOver(own.clone())).is_empty(), "once");
    desk.tell(Msg::HandedOver {
        by: Some(ann()),
        aside: false,
    });
    assert!(
        desk.notice()
            .contains("Ann Okafor has taken the case over on FOI-PC7. What you wrote is saved"),
        "{}",
        desk.notice()
    );
    desk.press("Ctrl+E");
    desk.paste(" More.");
    assert_eq!(desk.question("1").answer, "Fourteen benches.");
    let saves = |effects: &[Effect]| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Save(_)))
    };
    assert!(!saves(&desk.press("F12")), "nothing is written over theirs");
}

#[test]
fn what_could_not_be_saved_is_named_as_kept_aside() {
    let mut desk = Desk::with(fixtures::benches());
    let own = desk.case().reference.clone();
    desk.tell(Msg::TakenOver(own));
    desk.tell(Msg::HandedOver {
        by: None,
        aside: true,
    });
    assert!(desk.notice().contains("kept aside"), "{}", desk.notice());
}

#[test]
fn that_the_case_is_free_again_is_told() {
    let mut desk = open_elsewhere(ann());
    desk.press("Enter");
    let own = desk.case().reference.clone();
    desk.tell(Msg::Freed(own));
    assert_eq!(
        desk.notice(),
        "Ann Okafor has closed the case; Alt+T takes it over here"
    );
}

#[test]
fn asking_for_a_case_that_is_open_here_says_so() {
    let mut desk = Desk::with(fixtures::benches());
    desk.run(Command::TakeOver);
    assert!(desk.notice().contains("open here"), "{}", desk.notice());
}
