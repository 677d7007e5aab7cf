//! The wording that the program carries, and the passages that it makes.

use super::*;
use crate::domain::composing::{Plan, Reasons, Setting};
use crate::domain::outcome::Held;
use crate::domain::regime::Regimes;

const SETTING: Setting<'_> = Setting {
    authority: "Wexbridge District Council",
    short_name: "the council",
};

fn law() -> Regimes {
    super::super::regimes(None).0
}

fn plan(regime: &str, cite: &str) -> Plan {
    let law = law();
    let regime = law.get(regime).expect("a pack");
    let provision = regime
        .provisions
        .iter()
        .find(|own| own.cite == cite && own.can_be_relied_on())
        .expect("a provision");
    composing().expect("no error in it").plan(regime, provision)
}

fn reasons(given: &[(&str, &str)]) -> Reasons {
    given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn asked(plan: &Plan) -> Vec<&str> {
    plan.asked().map(|part| part.name.as_str()).collect()
}

const CYBER: [(&str, &str); 5] = [
    ("prejudice-level", "would be likely to"),
    (
        "harm",
        "it would show a cyber attacker which defences to get round",
    ),
    (
        "pit-for",
        "openness about how the council manages its systems",
    ),
    ("pit-against", "keeping services and residents’ data safe."),
    (
        "pit-balance",
        "the harm would be lasting and the gain small",
    ),
];

#[test]
fn a_prejudice_refusal_names_provision_level_harm_and_both_sides_of_the_balance() {
    let plan = plan("uk-foia", "31(1)(a)");
    let given = reasons(&CYBER);
    assert_eq!(
        asked(&plan),
        [
            "extent",
            "prejudice-level",
            "harm",
            "pit-for",
            "pit-against",
            "pit-balance"
        ]
    );
    assert!(plan.open(&given).is_empty(), "{:?}", plan.open(&given));
    insta::assert_snapshot!(plan.compose(&given, SETTING));
    assert_eq!(plan.outcome(&given), Some(Outcome::Refused));
    assert_eq!(plan.frame.held, Some(Held::Yes));
}

#[test]
fn the_level_that_was_chosen_is_the_only_one_that_is_named() {
    let plan = plan("uk-foia", "43(2)");
    for (level, other) in [
        ("would", "would be likely to"),
        ("would be likely to", "would prejudice"),
    ] {
        let mut given = reasons(&CYBER);
        given.insert("prejudice-level".into(), level.into());
        given.insert("harm".into(), "rivals gain".into());
        let passage = plan.compose(&given, SETTING);
        assert!(passage.contains(&format!(
            "disclosure {level} prejudice the commercial interests"
        )));
        assert!(!passage.contains(other), "{passage}");
        let refers = plan.refer(&given, SETTING, "4");
        assert!(
            refers.contains(&format!("disclosure {level} prejudice")),
            "{refers}"
        );
        assert!(
            refers.contains("question 4") && !refers.contains(other),
            "{refers}"
        );
    }
}

#[test]
fn what_is_missing_is_told_in_the_order_of_the_parts() {
    let plan = plan("uk-foia", "31(1)(a)");
    let open: Vec<String> = plan
        .open(&reasons(&[("harm", "x"), ("prejudice-level", "perhaps")]))
        .into_iter()
        .map(|open| open.part)
        .collect();
    assert_eq!(
        open,
        ["prejudice-level", "pit-for", "pit-against", "pit-balance"]
    );
    let bare = plan.compose(&Reasons::new(), SETTING);
    assert!(!bare.contains("{{") && !bare.contains("[["), "{bare}");
}

#[test]
fn a_partial_refusal_says_so_in_text_and_outcome() {
    let plan = plan("uk-foia", "40(2)");
    let mut given = reasons(&[
        (
            "data-protection-principle",
            "junior staff do not expect to be named",
        ),
        ("legitimate-interests", "knowing who decided"),
    ]);
    assert!(plan.open(&given).is_empty(), "{:?}", plan.open(&given));
    given.insert("extent".into(), "some".into());
    assert_eq!(plan.outcome(&given), Some(Outcome::PartlyDisclosed));
    let passage = plan.compose(&given, SETTING);
    assert!(
        passage.contains("the part of it that this answer does not give is exempt"),
        "{passage}"
    );
    assert!(!passage.contains("public interest"), "{passage}");
}

#[test]
fn neither_confirming_nor_denying_gives_nothing_away() {
    for regime in law().iter() {
        for provision in regime.provisions.iter().filter(|own| own.role == "ncnd") {
            let plan = composing().expect("no error").plan(regime, provision);
            let mut given = Reasons::new();
            for part in plan.asked() {
                let value = part
                    .options
                    .first()
                    .map_or("a reason that says nothing", |option| &option.value);
                given.insert(part.name.clone(), value.to_owned());
            }
            let passage = plan.compose(&given, SETTING);
            assert!(
                passage.contains("neither confirms nor denies whether"),
                "{passage}"
            );
            for slip in [
                "holds the information that",
                "does not hold",
                "is exempt",
                "the information is personal",
                "withhold",
            ] {
                let told = passage.replace("whether it holds the information that", "");
                assert!(
                    !told.to_lowercase().contains(slip),
                    "{}: {slip} in {passage}",
                    provision.id
                );
            }
            assert_eq!(plan.frame.held, Some(Held::NotSaid), "{}", provision.id);
            assert_eq!(plan.outcome(&given), Some(Outcome::Ncnd));
        }
    }
}

#[test]
fn every_provision_makes_a_whole_passage_of_whole_reasons() {
    for regime in law().iter() {
        for provision in regime
            .provisions
            .iter()
            .filter(|own| own.can_be_relied_on())
        {
            let plan = composing().expect("no error").plan(regime, provision);
            let mut given = Reasons::new();
            for part in plan.asked() {
                let value = match part.asked {
                    Asked::Worksheet => "Search: 12 for 1, 40 for 2".to_owned(),
                    Asked::Date => "2026-12-24".to_owned(),
                    _ => part.options.first().map_or_else(
                        || format!("reason {}", part.name),
                        |option| option.value.clone(),
                    ),
                };
                given.insert(part.name.clone(), value);
            }
            let open = plan.open(&given);
            assert!(open.is_empty(), "{}: {open:?}", provision.id);
            let passage = plan.compose(&given, SETTING);
            let refers = plan.refer(&given, SETTING, "4");
            for text in [&passage, &refers] {
                for left in ["{{", "[[", "  ", " .", " ,", "..", "()"] {
                    assert!(!text.contains(left), "{}: {left:?} in {text}", provision.id);
                }
            }
            for part in plan
                .asked()
                .filter(|part| part.asked.has_lines() && part.options.is_empty())
            {
                let shown = part.asked == Asked::Worksheet
                    || passage.contains(&format!("reason {}", part.name));
                assert!(shown, "{}: {} is not in {passage}", provision.id, part.name);
            }
            assert!(refers.contains("question 4"), "{refers}");
            let cited = provision.role == "not-held" || passage.contains(&provision.cite);
            assert!(cited, "{passage}");
            if provision.needs.iter().any(|need| need == "pit-for") {
                assert!(passage.contains("On balance"), "{passage}");
            }
        }
    }
}

#[test]
fn a_cost_refusal_shows_its_estimate_and_what_would_fit() {
    let plan = plan("uk-foia", "12(1)");
    let mut given = reasons(&[
        (
            "cost-estimate",
            "Find the files: 2\nRead them: 6 for 3, 14.5 for 4",
        ),
        ("aggregation", "they ask for the same files"),
        ("duty-to-advise", "narrow question 4 to one year"),
    ]);
    assert!(plan.open(&given).is_empty(), "{:?}", plan.open(&given));
    insta::assert_snapshot!(plan.compose(&given, SETTING));
    given.insert("cost-kind".into(), "central".into());
    let open = plan.open(&given);
    assert_eq!(open[0].words, "The estimate does not exceed the limit");
}

#[test]
fn a_need_that_only_a_team_s_pack_knows_is_asked_in_the_words_of_its_vocabulary() {
    let law = law();
    let mut regime = (**law.get("uk-foia").expect("a pack")).clone();
    regime
        .vocabulary
        .insert("parish-view".into(), "what the parish council said".into());
    let mut provision = regime.provision("43(2)").expect("a provision").clone();
    provision.needs.push("parish-view".into());
    let plan = composing()
        .expect("no error")
        .plan(&std::sync::Arc::new(regime), &provision);
    let part = plan
        .asked()
        .find(|part| part.name == "parish-view")
        .expect("asked for");
    assert_eq!(part.ask, "What the parish council said");
    let given = reasons(&[("parish-view", "The parish council agrees.")]);
    assert!(
        plan.compose(&given, SETTING)
            .contains("The parish council agrees.")
    );
}

#[test]
fn factors_one_a_line_become_a_list() {
    let plan = plan("uk-foia", "31(1)(a)");
    let mut given = reasons(&CYBER);
    given.insert("pit-for".into(), "openness\n- value for money.".into());
    let passage = plan.compose(&given, SETTING);
    assert!(
        passage.contains("public interest in:\n\n- openness\n- value for money\n\n"),
        "{passage}"
    );
}

#[test]
fn the_wording_that_the_program_carries_is_whole() {
    let composing = composing().expect("no error in it");
    let (regimes, _) = super::super::regimes(None);
    for regime in regimes.iter() {
        for provision in regime
            .provisions
            .iter()
            .filter(|own| own.can_be_relied_on())
        {
            let plan = composing.plan(regime, provision);
            assert_ne!(plan.frame.id, "", "{}", provision.id);
            assert_ne!(plan.frame.id, "other", "{}", provision.id);
            for need in &provision.needs {
                assert!(
                    composing.parts.contains_key(need),
                    "{}: no wording for {need}",
                    provision.id
                );
            }
        }
    }
}

#[test]
fn a_misspelt_name_in_a_template_is_told_with_its_line() {
    let text = "[part.harm]\ntitle = \"Harm\"\nask = \"Why?\"\nwords = \"It is {{vaule}}.\"\n";
    let error = read_wording(Path::new("c.toml"), text).expect_err("misspelt");
    assert_eq!(error.line, 4);
    assert!(error.to_string().contains("vaule"));
}

#[test]
fn two_parts_cannot_name_each_other() {
    let text = "[part.a]\ntitle = \"A\"\nask = \"A?\"\nwords = \"{{b}}\"\n[part.b]\ntitle = \"B\"\nask = \"B?\"\nwords = \"{{a}}\"\n";
    assert!(read_wording(Path::new("c.toml"), text).is_err());
}

#[test]
fn the_limits_are_those_of_the_regulations() {
    let (scales, _) = read_costs(
        Path::new("costs.toml"),
        builtin::config("costs.toml").expect("there"),
    )
    .expect("no error in it");
    let hours: Vec<u32> = scales
        .iter()
        .map(|scale| scale.limit_minutes() / 60)
        .collect();
    assert_eq!(hours, [24, 18, 40]);
}
