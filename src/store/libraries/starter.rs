//! The starter library serves every need of an officer, under every law that has it.

use std::collections::BTreeSet;

use super::*;
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::store::law::regimes;

// What officers need: its number in the list of needs, the regime ("any" for all), the provision, the snippets.
#[rustfmt::skip]
const NEEDS: &[(u8, &str, &str, &[&str])] = &[
    (1, "any", "", &["opening/acknowledgement"]),
    (2, "uk-foia", "39(1)", &["opening/acknowledgement-mixed"]),
    (2, "uk-eir", "", &["opening/acknowledgement-mixed-eir"]),
    (3, "uk-foia", "1(3)", &["handling/clarification"]),
    (4, "foisa", "1(3)", &["handling/foisa-clarification"]),
    (5, "uk-eir", "9(2)", &["eir/too-general"]),
    (6, "any", "", &["handling/clarification-closed"]),
    (7, "uk-foia", "9(1)", &["handling/fees-notice"]),
    (8, "uk-eir", "8(4)", &["eir/charge"]),
    (9, "uk-foia", "17(2)", &["handling/extension-public-interest"]),
    (10, "uk-eir", "7(1)", &["eir/extension"]),
    (11, "eisr", "7(1)", &["eisr/extension"]),
    (12, "any", "", &["opening/response-late"]),
    (13, "any", "", &["handling/holding-update"]),
    (14, "any", "", &["handling/transfer", "handling/redirect"]),
    (15, "uk-foia", "40(1)", &["handling/own-data"]),
    (16, "any", "", &["handling/business-as-usual"]),
    (17, "any", "", &["opening/response-key"]),
    (18, "any", "", &["answers/attached"]),
    (19, "any", "", &["answers/attached-redacted"]),
    (20, "uk-foia", "1(1)(a)", &["answers/not-held-searches"]),
    (21, "uk-foia", "", &["answers/not-held-other-authority"]),
    (22, "uk-foia", "1(1)(a)", &["answers/not-held-alternative"]),
    (23, "foisa", "17(1)", &["foisa/s17-not-held"]),
    (24, "uk-eir", "12(4)(a)", &["eir/not-held"]),
    (25, "us-foia", "no records", &["us/no-records"]),
    (26, "uk-foia", "21(1)", &["answers/published-website"]),
    (27, "foisa", "25(1)", &["foisa/s25-accessible"]),
    (28, "uk-eir", "6(1)(b)", &["eir/publicly-available"]),
    (29, "uk-foia", "22(1)", &["foia/s22-future-publication"]),
    (30, "foisa", "27(1)", &["foisa/s27-future-publication"]),
    (31, "uk-foia", "22A(1)", &["foia/s22a-research"]),
    (32, "uk-foia", "12(1)", &["foia/s12-cost"]),
    (33, "uk-foia", "12(4)", &["foia/s12-aggregated"]),
    (34, "uk-foia", "12(2)", &["foia/s12-confirm"]),
    (35, "foisa", "12(1)", &["foisa/s12-cost"]),
    (36, "uk-foia", "14(1)", &["foia/s14-vexatious"]),
    (37, "uk-foia", "14(2)", &["foia/s14-repeated"]),
    (38, "foisa", "14(1)", &["foisa/s14-vexatious"]),
    (39, "uk-eir", "12(4)(b)", &["eir/manifestly-unreasonable", "eir/manifestly-unreasonable-vexatious"]),
    (40, "uk-foia", "23(1)", &["foia/s23-security-bodies"]),
    (41, "uk-foia", "24(1)", &["foia/s24-national-security"]),
    (42, "uk-foia", "26(1)(b)", &["foia/s26-defence"]),
    (43, "uk-foia", "27(1)(a)", &["foia/s27-international"]),
    (44, "uk-foia", "29(1)(a)", &["foia/s29-economy"]),
    (45, "uk-foia", "30(1)(a)(i)", &["foia/s30-investigation"]),
    (46, "uk-foia", "30(2)", &["foia/s30-sources"]),
    (47, "uk-foia", "31(1)(a)", &["foia/s31-crime"]),
    (48, "uk-foia", "31(1)(a)", &["foia/s31-cyber", "foia/s31-physical-security"]),
    (49, "uk-foia", "31(1)(g)", &["foia/s31-regulatory"]),
    (50, "uk-foia", "32(1)(a)", &["foia/s32-court"]),
    (51, "uk-foia", "35(1)(a)", &["foia/s35-policy"]),
    (52, "uk-foia", "35(1)(b)", &["foia/s35-ministerial"]),
    (53, "uk-foia", "36(2)(b)(i)", &["foia/s36-advice"]),
    (54, "uk-foia", "36(2)(c)", &["foia/s36-otherwise"]),
    (55, "uk-foia", "37(1)(b)", &["foia/s37-honours", "foia/s37-sovereign", "foia/s37-household"]),
    (56, "uk-foia", "38(1)(b)", &["foia/s38-safety"]),
    (57, "uk-foia", "40(2)", &["foia/s40-third-party"]),
    (58, "uk-foia", "40(2)", &["answers/small-numbers"]),
    (59, "uk-foia", "40(2)", &["foia/s40-staff-names"]),
    (60, "uk-foia", "41(1)", &["foia/s41-confidence"]),
    (61, "uk-foia", "42(1)", &["foia/s42-privilege"]),
    (62, "uk-foia", "43(1)", &["foia/s43-trade-secret"]),
    (63, "uk-foia", "43(2)", &["foia/s43-commercial"]),
    (64, "uk-foia", "44(1)(a)", &["foia/s44-enactment"]),
    (65, "foisa", "30(b)(ii)", &["foisa/s30-views"]),
    (66, "foisa", "33(1)(b)", &["foisa/s33-commercial"]),
    (67, "foisa", "38(1)(b)", &["foisa/s38-third-party"]),
    (68, "uk-foia", "31(3)", &["foia/ncnd-s31"]),
    (69, "uk-foia", "23(5)", &["foia/ncnd-s23-s24"]),
    (70, "uk-foia", "40(5B)(a)(i)", &["foia/ncnd-s40"]),
    (71, "foisa", "18(1)", &["foisa/s18-ncnd"]),
    (72, "uk-eir", "12(6)", &["eir/ncnd"]),
    (73, "us-foia", "Glomar", &["us/glomar"]),
    (74, "uk-eir", "12(4)(d)", &["eir/unfinished"]),
    (75, "uk-eir", "12(4)(e)", &["eir/internal-communications"]),
    (76, "uk-eir", "12(5)(b)", &["eir/course-of-justice"]),
    (77, "uk-eir", "12(5)(e)", &["eir/commercial"]),
    (78, "uk-eir", "12(5)(g)", &["eir/protect-environment"]),
    (79, "uk-eir", "13(1)(a)", &["eir/personal-data"]),
    (80, "uk-foia", "17(7)(a)", &["closing/internal-review"]),
    (81, "uk-eir", "14(5)(a)", &["closing/eir-reconsideration"]),
    (82, "foisa", "19", &["closing/foisa-review"]),
    (83, "uk-foia", "17(7)(b)", &["closing/complaint"]),
    (84, "foisa", "47(1)", &["closing/foisa-commissioner"]),
    (85, "us-foia", "(a)(6)(A)(i)", &["closing/us-appeal"]),
    (86, "any", "", &["closing/reuse", "closing/reuse-third-party"]),
    (87, "any", "", &["closing/disclosure-log"]),
    (88, "any", "", &["closing/other-formats"]),
    (89, "any", "", &["closing/data-caveats"]),
    (90, "any", "", &["closing/sign-off"]),
];

fn starter() -> (Library, Regimes) {
    let (regimes, problems) = regimes(None);
    assert_eq!(problems, Vec::<String>::new());
    (load(&Folders::default()), regimes)
}

#[test]
fn each_of_the_ninety_needs_has_a_snippet_under_each_of_its_laws() {
    let (library, _) = starter();
    let numbers: BTreeSet<u8> = NEEDS.iter().map(|need| need.0).collect();
    assert!(
        numbers.into_iter().eq(1..=90),
        "a need is missing from the table"
    );
    for (number, regime, cite, ids) in NEEDS {
        let snippets: Vec<_> = ids
            .iter()
            .map(|id| {
                library
                    .get(id)
                    .unwrap_or_else(|| panic!("need {number}: no {id}"))
            })
            .collect();
        for snippet in &snippets {
            let of = snippet.regime.as_deref().unwrap_or("any");
            assert_eq!(of, *regime, "need {number}: {}", snippet.id);
        }
        let cited = snippets
            .iter()
            .any(|snippet| snippet.cites.iter().any(|own| own == cite));
        assert!(cite.is_empty() || cited, "need {number} cites {cite}");
    }
}

#[test]
fn every_snippet_cites_what_its_law_has_and_may_be_relied_on() {
    let (library, regimes) = starter();
    assert!(library.problems().is_empty(), "{:?}", library.problems());
    for snippet in library.snippets() {
        let Some(id) = &snippet.regime else {
            continue;
        };
        let regime = regimes
            .get(id)
            .unwrap_or_else(|| panic!("{}: no regime {id}", snippet.id));
        for cite in &snippet.cites {
            assert!(regime.provision(cite).is_some(), "{}: {cite}", snippet.id);
        }
        assert!(
            !snippet.owner.is_empty() && snippet.review_by.is_some(),
            "{}",
            snippet.id
        );
        for field in &snippet.fields {
            assert!(!field.prompt.is_empty(), "{}: {}", snippet.id, field.name);
        }
    }
}

#[test]
fn a_refusal_that_has_to_be_balanced_asks_for_both_sides_and_one_that_has_not_does_not() {
    let (library, regimes) = starter();
    for snippet in library.snippets() {
        let refuses = matches!(snippet.outcome, Some(Outcome::Refused | Outcome::Ncnd));
        let Some(regime) = snippet.regime.as_ref().and_then(|id| regimes.get(id)) else {
            continue;
        };
        let asked: Vec<bool> = snippet
            .cites
            .iter()
            .filter_map(|cite| regime.provision(cite))
            .filter(|provision| provision.can_be_relied_on())
            .map(|provision| provision.needs.iter().any(|need| need == "pit-balance"))
            .collect();
        if !refuses || asked.is_empty() {
            continue;
        }
        let has = |name: &str| snippet.field(name).is_some();
        if asked.contains(&true) {
            for name in ["pit_for", "pit_against", "pit_balance"] {
                assert!(has(name), "{} does not ask for {name}", snippet.id);
            }
        } else {
            assert!(
                !has("pit_for"),
                "{} balances what is not balanced",
                snippet.id
            );
        }
    }
}

#[test]
fn no_snippet_of_one_law_speaks_of_the_law_of_another_country() {
    let (library, _) = starter();
    for snippet in library.snippets() {
        let foreign: &[&str] = match snippet.regime.as_deref() {
            Some("foisa" | "eisr") => &[
                "Act 2000",
                "Information Regulations 2004",
                "internal review",
                "U.S.C.",
            ],
            Some("us-foia") => &["Act 2000", "(Scotland)", "UK GDPR", "{{regulator}}"],
            Some(_) => &["(Scotland)", "U.S.C.", "Glomar"],
            None => &["Act 2000", "(Scotland)", "U.S.C."],
        };
        for words in foreign {
            assert!(
                !snippet.body.contains(words),
                "{} speaks of {words}",
                snippet.id
            );
        }
    }
}

#[test]
fn what_opens_and_closes_a_letter_is_in_the_library() {
    let (library, regimes) = starter();
    for regime in regimes.iter() {
        assert!(
            !regime.opening.is_empty() && !regime.closing.is_empty(),
            "{}",
            regime.id
        );
        for id in regime.opening.iter().chain(&regime.closing) {
            let snippet = library
                .get(id)
                .unwrap_or_else(|| panic!("{}: no {id}", regime.id));
            let of = snippet.regime.as_deref();
            assert!(
                of.is_none_or(|own| own == regime.id),
                "{id} under {}",
                regime.id
            );
        }
    }
}
