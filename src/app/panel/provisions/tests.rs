use super::*;
use crate::store::law::regimes;

fn index() -> (Regimes, ProvisionIndex) {
    let (regimes, problems) = regimes(None);
    assert_eq!(problems, Vec::<String>::new());
    let mut index = ProvisionIndex::default();
    index.refresh(&regimes, 1);
    (regimes, index)
}

// The cite of the first provision found, in the question's own regime.
fn first(regimes: &Regimes, index: &ProvisionIndex, typed: &str, regime: &str) -> String {
    match index.rows(typed, regime).first() {
        Some(PanelRow::Provision { regime: id, index }) => {
            assert_eq!(id, regime, "{typed}: found in another regime only");
            regimes.get(id).expect("a regime").provisions[*index]
                .cite
                .clone()
        }
        other => panic!("{typed} finds {other:?} under {regime}"),
    }
}

#[test]
fn a_provision_is_found_by_what_officers_call_it() {
    let (regimes, index) = index();
    for (typed, regime, cite) in [
        ("cyber", "uk-foia", "31(1)(a)"),
        ("Cyber attack", "uk-foia", "31(1)(a)"),
        ("names of junior staff", "uk-foia", "40(2)"),
        ("too expensive", "uk-foia", "12(1)"),
        ("18 hours", "uk-foia", "12(1)"),
        ("already published", "uk-foia", "21(1)"),
        ("legal advice", "uk-foia", "42(1)"),
        ("commercial", "uk-foia", "43(2)"),
        ("trade secret", "uk-foia", "43(1)"),
        ("vexatious", "uk-foia", "14(1)"),
        ("council tax empty homes", "uk-foia", "31(1)(a)"),
        ("not held", "uk-foia", "1(1)(a)"),
        ("ncnd personal data", "uk-foia", "40(5B)(a)(i)"),
        ("crime", "uk-foia", "31(1)(a)"),
        ("law enforcement", "uk-foia", "31(1)"),
        ("cyber", "uk-eir", "12(5)(a)"),
        ("too expensive", "uk-eir", "12(4)(b)"),
        ("names of objectors", "uk-eir", "13(1)(a)"),
        ("drafts", "uk-eir", "12(4)(d)"),
        ("cyber", "foisa", "35(1)(a)"),
        ("names of junior staff", "foisa", "38(1)(b)"),
        ("too expensive", "foisa", "12(1)"),
        ("already published", "foisa", "25(1)"),
        ("legal advice", "foisa", "36(1)"),
        ("internal advice", "foisa", "30(b)(i)"),
        ("neither confirm nor deny", "foisa", "18(1)"),
        ("legal advice", "eisr", "10(5)(b)"),
        ("viability", "eisr", "10(5)(e)"),
        ("cyber", "us-foia", "(b)(7)(E)"),
        ("b6", "us-foia", "(b)(6)"),
        ("exemption 5", "us-foia", "(b)(5)"),
        ("(b)(7)(C)", "us-foia", "(b)(7)(C)"),
        ("no records", "us-foia", "no records"),
        ("legal advice", "us-foia", "(b)(5)"),
    ] {
        assert_eq!(
            first(&regimes, &index, typed, regime),
            cite,
            "{typed} under {regime}"
        );
    }
}

#[test]
fn neither_the_order_of_words_nor_a_plural_nor_a_half_typed_word_hides_a_provision() {
    let (regimes, index) = index();
    for (typed, cite) in [
        ("staff names junior", "40(2)"),
        ("trade secrets", "43(1)"),
        ("expensive too", "12(1)"),
        ("the cyber attacks", "31(1)(a)"),
        ("vexat", "14(1)"),
    ] {
        assert_eq!(first(&regimes, &index, typed, "uk-foia"), cite, "{typed}");
    }
}

#[test]
fn a_number_finds_its_provision_before_any_nickname() {
    let (regimes, index) = index();
    for (typed, cite) in [
        ("31(1)(a)", "31(1)(a)"),
        ("s.40(2)", "40(2)"),
        ("s12", "12(1)"),
    ] {
        assert_eq!(first(&regimes, &index, typed, "uk-foia"), cite, "{typed}");
    }
}

#[test]
fn every_provision_that_a_letter_can_rely_on_has_a_nickname() {
    let (regimes, index) = index();
    for regime in regimes.iter() {
        for provision in &regime.provisions {
            if !provision.can_be_relied_on() {
                continue;
            }
            assert!(!provision.also.is_empty(), "{} has none", provision.id);
            for name in &provision.also {
                let rows = index.rows(name, &regime.id);
                let found = rows.iter().any(|row| {
                    matches!(row, PanelRow::Provision { regime: id, index }
                        if *id == regime.id && regime.provisions[*index].id == provision.id)
                });
                assert!(found, "{name} does not find {}", provision.id);
            }
        }
    }
}

#[test]
fn where_the_public_interest_is_balanced_there_are_prompts_for_both_sides() {
    let (regimes, _) = index();
    for regime in regimes.iter() {
        for provision in &regime.provisions {
            let (for_it, against) = regime.factors(provision);
            let withholds = matches!(provision.role.as_str(), "withhold" | "ncnd");
            if withholds && provision.balance {
                assert!((1..=5).contains(&for_it.len()), "{}", provision.id);
                assert!((2..=5).contains(&against.len()), "{}", provision.id);
            }
            for prompt in for_it.iter().chain(against) {
                assert!(
                    [
                        "Whether ", "How ", "What ", "Why ", "Who ", "Whose ", "Which "
                    ]
                    .iter()
                    .any(|start| prompt.starts_with(start)),
                    "a finished argument rather than a prompt: {prompt}"
                );
            }
        }
    }
}
