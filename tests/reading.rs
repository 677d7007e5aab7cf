//! Reading with the wording and the packs of the program: what sentences say, which provisions are cited.

use std::sync::Arc;

use proptest::prelude::*;
use seriatim::domain::checks::{self, Check};
use seriatim::domain::reading::{Depth, Reader, Says, Within, citations};
use seriatim::store::law;

fn said(text: &str) -> Vec<Says> {
    let book = law::phrasebook().expect("the wording of the program");
    let mut all: Vec<Says> = book
        .read(text)
        .iter()
        .flat_map(|sentence| sentence.says.iter().map(|(says, _)| *says))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn says(text: &str, what: Says) {
    assert!(said(text).contains(&what), "{text:?} says {:?}", said(text));
}

fn never(text: &str, what: Says) {
    assert!(
        !said(text).contains(&what),
        "{text:?} says {:?}",
        said(text)
    );
}

#[test]
fn what_is_held_and_what_is_not_are_told_apart() {
    says("The council holds this information.", Says::Held);
    says("A register is confirmed to be held by us.", Says::Held);
    never(
        "We will not say whether the council holds this information.",
        Says::Held,
    );
    says("The Trust does not hold this.", Says::NotHeld);
    says(
        "This is not recorded, so the council does not hold the information.",
        Says::NotHeld,
    );
    says("No information is held.", Says::NotHeld);
    never(
        "We neither confirm nor deny whether it is held.",
        Says::NotHeld,
    );
    never("The meeting was not held.", Says::NotHeld);
}

#[test]
fn refusals_are_told_in_their_many_forms() {
    for text in [
        "The name is exempt under section 40(2).",
        "The price is withheld under section 43(2) because release would harm it.",
        "We therefore refuse your request under section 12(1).",
        "Prices have been removed under regulation 12(5)(e).",
        "Section 12(1) of the Act applies and we are not obliged to comply with this part.",
        "The force holds this information but is withholding it under section 31(1)(a).",
    ] {
        says(text, Says::Refuses);
    }
    never("Nothing has been withheld.", Says::Refuses);
    never("How many applications were refused?", Says::Refuses);
}

#[test]
fn the_parts_of_a_public_interest_test_are_told() {
    let text = "Whilst we recognise that there is a public interest in openness, we consider that there is a stronger \
                public interest in the council being able to maintain the confidentiality of its infrastructure.";
    says(text, Says::ForDisclosure);
    says(text, Says::AgainstDisclosure);
    says(text, Says::Balance);
    never(
        "We must consider whether the balance of the public interest favours disclosure.",
        Says::Balance,
    );
}

fn cited(text: &str, default: &str) -> Vec<String> {
    let (regimes, _) = law::regimes(None);
    citations(text, &regimes, default)
        .into_iter()
        .map(|cited| {
            let depth = match cited.depth {
                Depth::Exact => "",
                Depth::Shallow => " shallow",
                Depth::Unknown => " unknown",
            };
            format!("{} {}{depth}", cited.regime, cited.cite)
        })
        .collect()
}

#[test]
fn provisions_are_read_in_their_many_forms() {
    assert_eq!(
        cited(
            "exempt under section 31(1)(a) and (b), law enforcement",
            "uk-foia"
        ),
        ["uk-foia 31(1)(a)", "uk-foia 31(1)(b)"]
    );
    assert_eq!(
        cited("s.40(2) of the FOIA applies", "uk-foia"),
        ["uk-foia 40(2)"]
    );
    assert_eq!(
        cited("sections 40(2), 43(2) and 41", "uk-foia"),
        ["uk-foia 40(2)", "uk-foia 43(2)", "uk-foia 41 shallow"]
    );
    assert_eq!(
        cited("under regulation 12(5)(e)", "uk-foia"),
        ["uk-eir 12(5)(e)"]
    );
    assert_eq!(
        cited("EIR 12(5)(e) is engaged", "uk-foia"),
        ["uk-eir 12(5)(e)"]
    );
    assert_eq!(
        cited("section 36(2)(b)(i) and (ii)", "uk-foia"),
        ["uk-foia 36(2)(b)(i)", "uk-foia 36(2)(b)(ii)"]
    );
    assert_eq!(
        cited("Section 40 (5B)(a)(i) applies", "uk-foia"),
        ["uk-foia 40(5B)(a)(i)"]
    );
    assert_eq!(
        cited("section 38(1)(b) of FOISA", "uk-foia"),
        ["foisa 38(1)(b)"]
    );
    assert_eq!(
        cited("under Exemption 6 and exemption (b)(7)(C)", "us-foia"),
        ["us-foia (b)(6)", "us-foia (b)(7)(C)"]
    );
    assert_eq!(cited("5 U.S.C. § 552(b)(5)", "us-foia"), ["us-foia (b)(5)"]);
    assert_eq!(
        cited("under Exemptions (b)(6) and (b)(7)(C)", "us-foia"),
        ["us-foia (b)(6)", "us-foia (b)(7)(C)"]
    );
}

#[test]
fn sections_of_other_things_are_no_provisions() {
    for text in [
        "section 8 of the Housing Act 1988",
        "under section 3 of the report",
        "section 117 of the Local Government Act 1972",
        "see section 2 of our policy",
        "Regulation 5 of the Building Regulations 2010",
    ] {
        assert_eq!(cited(text, "uk-foia"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_section_without_its_limb_is_shallow() {
    assert_eq!(
        cited("exempt under section 31 of the Act", "uk-foia"),
        ["uk-foia 31 shallow"]
    );
    assert_eq!(
        cited("exempt under section 40", "uk-foia"),
        ["uk-foia 40 shallow"]
    );
    assert_eq!(
        cited(
            "section 99 of the Freedom of Information Act 2000",
            "uk-foia"
        ),
        ["uk-foia 99 unknown"]
    );
}

fn reader() -> Reader {
    let (regimes, _) = law::regimes(None);
    Reader {
        book: law::phrasebook().expect("the wording"),
        regimes: Arc::new(regimes),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reading_after_an_edit_is_reading_anew(
        start in "([a-z 0-9.]{0,12}\n{0,2}){0,8}", other in "([a-z 0-9.]{0,12}\n{0,2}){0,8}"
    ) {
        let reader = reader();
        let first = reader.read(&start, "uk-foia", Within::Answer, None);
        let again = reader.read(&other, "uk-foia", Within::Answer, Some(&first));
        let anew = reader.read(&other, "uk-foia", Within::Answer, None);
        prop_assert!(again.reads_like(&anew));
        let texts: String = again.texts().map(|(_, text)| text).collect();
        prop_assert_eq!(texts, other);
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,300}") {
        let reading = reader().read(&text, "uk-foia", Within::Answer, None);
        for (at, cited) in reading.cited() {
            prop_assert!(text.get(at).is_some(), "{:?}", cited);
        }
    }
}

#[test]
fn every_check_is_described_and_every_description_has_a_check() {
    let book = law::checks(None).0;
    let mut codes: Vec<&str> = checks::all().map(Check::code).collect();
    let mut described: Vec<&str> = book.iter().map(|about| about.code.as_str()).collect();
    codes.sort_unstable();
    described.sort_unstable();
    assert_eq!(codes, described);
    assert!(codes.len() >= 40, "{}", codes.len());
}
