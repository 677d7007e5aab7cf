use jiff::civil::date;

use super::*;
use crate::domain::proposal::MayChange;
use crate::store::files::RealDisk;

const OLD: &str =
    "# Ours.\ntitle = \"Register\"\nbody = \"\"\"\nWe hold a register.\n\nIt is kept.\n\"\"\"\n";

struct Shelf {
    folder: tempfile::TempDir,
    rights: Rights,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        files::make_folders(&RealDisk, &folder.path().join("foia")).expect("made");
        let rights = Rights {
            organisation: MayChange::Named(vec!["Olu Owner".into()]),
            ..Rights::default()
        };
        let shelf = Self { folder, rights };
        shelf.write(OLD);
        shelf
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, text: &str) {
        files::save(
            &RealDisk,
            &self.root().join("foia/register.toml"),
            text.as_bytes(),
        )
        .expect("saved");
    }

    fn text(&self) -> String {
        fs::read_to_string(self.root().join("foia/register.toml")).expect("there")
    }

    fn propose(&self, text: &str) -> Proposal {
        propose(
            &RealDisk,
            self.root(),
            "Ann Okafor",
            date(2026, 11, 28),
            "foia/register",
            text,
            "It is a register of breaches.",
        )
        .expect("proposed");
        let (mut all, problems) = read_all(Layer::Organisation, self.root());
        assert_eq!(problems, []);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }
}

fn by(who: &str, word: &str) -> Decision {
    Decision {
        by: who.into(),
        on: Some(date(2026, 11, 29)),
        word: word.into(),
    }
}

#[test]
fn a_change_goes_into_the_file_or_into_a_proposal_as_the_settings_say() {
    let shelf = Shelf::new();
    let folders = Folders {
        organisation: Some(shelf.root().into()),
        ..Folders::default()
    };
    let go = |who: &str, layer, id: &str| route(&folders, &shelf.rights, who, layer, id);
    assert_eq!(
        go("Olu Owner", Layer::Organisation, "foia/register").expect("a way"),
        Route::Write(shelf.root().join("foia/register.toml"))
    );
    assert_eq!(
        go("Ann Okafor", Layer::Organisation, "foia/register").expect("a way"),
        Route::Propose(shelf.root().join("proposed/ann-okafor/foia/register.toml"))
    );
    assert!(matches!(
        go("Ann", Layer::Team, "a"),
        Err(ProposalError::NoFolder { .. })
    ));
    assert!(matches!(
        go("Ann", Layer::BuiltIn, "a"),
        Err(ProposalError::BuiltIn { .. })
    ));
    for id in [
        "../a",
        "/etc/a",
        "a//b",
        "",
        ".git/config",
        "a b",
        "proposed/x",
        "a/../b",
    ] {
        assert!(
            matches!(
                go("Olu Owner", Layer::Organisation, id),
                Err(ProposalError::BadId { .. })
            ),
            "{id}"
        );
    }
}

#[test]
fn an_accepted_proposal_is_the_file_as_it_was_proposed() {
    let shelf = Shelf::new();
    let new = OLD.replace("a register.", "a register of breaches.");
    let proposal = shelf.propose(&new);
    assert_eq!(proposal.text, new, "comments and all");
    assert_eq!(shelf.text(), OLD, "nothing changes before it is accepted");
    let refused = accept(
        &RealDisk,
        shelf.root(),
        &shelf.rights,
        &proposal,
        &by("Ann Okafor", "mine"),
    );
    assert!(matches!(refused, Err(ProposalError::NotYours { .. })));
    accept(
        &RealDisk,
        shelf.root(),
        &shelf.rights,
        &proposal,
        &by("olu owner", "Thanks"),
    )
    .expect("accepted");
    assert_eq!(shelf.text(), new);
    assert_eq!(read_all(Layer::Organisation, shelf.root()).0, []);
    let log = fs::read_to_string(shelf.root().join("proposed/decisions.jsonl")).expect("a log");
    assert!(log.contains("accepted") && log.contains("Thanks"), "{log}");
}

#[test]
fn a_proposal_is_merged_with_what_changed_since() {
    let shelf = Shelf::new();
    let proposal = shelf.propose(&OLD.replace("a register.", "a register of breaches."));
    shelf.write(&OLD.replace("It is kept.", "It is kept for a year."));
    accept(
        &RealDisk,
        shelf.root(),
        &shelf.rights,
        &proposal,
        &by("Olu Owner", ""),
    )
    .expect("accepted");
    assert!(shelf.text().contains("of breaches.") && shelf.text().contains("for a year."));

    let shelf = Shelf::new();
    let proposal = shelf.propose(&OLD.replace("a register.", "a register of breaches."));
    let meanwhile = OLD.replace("a register.", "two registers.");
    shelf.write(&meanwhile);
    let clash = accept(
        &RealDisk,
        shelf.root(),
        &shelf.rights,
        &proposal,
        &by("Olu Owner", ""),
    );
    assert!(
        matches!(clash, Err(ProposalError::ChangedSince { .. })),
        "{clash:?}"
    );
    assert_eq!(shelf.text(), meanwhile, "nothing is overwritten");
}

#[test]
fn a_declined_proposal_stays_with_the_word_for_who_made_it() {
    let shelf = Shelf::new();
    let proposal = shelf.propose(&OLD.replace("kept", "burnt"));
    decline(
        &RealDisk,
        shelf.root(),
        &shelf.rights,
        &proposal,
        &by("Olu Owner", "It is not burnt."),
    )
    .expect("declined");
    let (all, _) = read_all(Layer::Organisation, shelf.root());
    assert!(!all[0].is_open());
    assert_eq!(
        all[0].declined.as_ref().map(|told| told.word.as_str()),
        Some("It is not burnt.")
    );
    assert_eq!(all[0].text, proposal.text, "the text is not lost");
}

#[test]
fn a_bad_proposal_is_one_problem_and_no_snippet() {
    let shelf = Shelf::new();
    shelf.propose(OLD);
    let bad = shelf.root().join("proposed/ann-okafor/bad.toml");
    files::save(&RealDisk, &bad, b"title = \"x\"\n").expect("saved");
    let (all, problems) = read_all(Layer::Organisation, shelf.root());
    assert_eq!((all.len(), problems.len()), (1, 1));
    assert!(problems[0].message.contains("proposal"), "{problems:?}");
    let library = crate::store::libraries::load(&Folders {
        organisation: Some(shelf.root().into()),
        ..Folders::default()
    });
    assert!(library.get("foia/register").is_some());
    assert!(
        library.get("proposed/ann-okafor/foia/register").is_none(),
        "a proposal is no snippet"
    );
    assert_eq!(library.problems(), []);
}

#[test]
fn names_with_letters_of_their_own_do_not_share_a_folder() {
    assert_eq!(folder_of("Ann O’Kafor"), "ann-o-kafor");
    assert_ne!(folder_of("Łukasz"), folder_of("Wukasz"));
    assert_ne!(folder_of("李"), folder_of("王"));
    assert!(is_id(&folder_of("李")), "{}", folder_of("李"));
}
