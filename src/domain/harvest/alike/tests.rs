//! What an officer sees of answers that are nearly alike.

use jiff::civil::date;

use super::*;

fn answer(text: &str) -> PastAnswer {
    PastAnswer {
        answer: text.into(),
        outcome: Some(Outcome::Disclosed),
        ..PastAnswer::default()
    }
}

fn one(texts: &[&str]) -> Alike {
    let answers: Vec<PastAnswer> = texts.iter().map(|text| answer(text)).collect();
    let found = alike(&answers);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().expect("one group")
}

#[test]
fn what_differs_becomes_a_field_named_by_what_it_is() {
    let found = one(&[
        "The council issued 412 penalty charge notices in 2023/24, which brought in £18,204.50 by 3 March 2025 in all car parks.",
        "The council issued 398 penalty charge notices in 2024/25, which brought in £17,110 by 14 March 2026 in all car parks.",
    ]);
    assert_eq!(
        found.text,
        "The council issued {{number}} penalty charge notices in {{period}}, which brought in {{amount}} by {{date}} in all car parks."
    );
    let kinds: Vec<Kind> = found.fields.iter().map(|field| field.kind).collect();
    assert_eq!(kinds, [Kind::Number, Kind::Period, Kind::Money, Kind::Date]);
    assert_eq!(found.fields[0].seen, ["412", "398"]);
}

#[test]
fn a_name_is_never_shown_as_an_example() {
    let found = one(&[
        "The contract for this service is managed by Ann Person, who can be reached through our contact centre.",
        "The contract for this service is managed by Bob Other, who can be reached through our contact centre.",
        "The contract for this service is managed by [name], who can be reached through our contact centre.",
    ]);
    assert_eq!(found.fields.len(), 1);
    assert_eq!(
        (found.fields[0].kind, found.fields[0].seen.len()),
        (Kind::Name, 0)
    );
    assert!(!format!("{found:?}").contains("Person"));
}

#[test]
fn answers_of_another_outcome_or_other_grounds_stay_apart() {
    let text = "The information that you have asked for is exempt from disclosure because of the harm that it would do.";
    let mut answers = [answer(text), answer(text), answer(text)];
    answers[0].outcome = Some(Outcome::Refused);
    answers[1].provisions = vec!["43(2)".into()];
    assert_eq!(alike(&answers), []);
}

#[test]
fn the_latest_wording_leads_and_large_groups_come_first() {
    let vans = "The council owns {} vans, all of which are leased from a company for five years.";
    let trees = "There are {} trees in the parks of the town, and each is looked at by a gardener once a year.";
    let mut answers: Vec<PastAnswer> = ["4", "5"]
        .iter()
        .map(|n| answer(&vans.replace("{}", n)))
        .collect();
    answers.extend(
        ["7", "8", "9"]
            .iter()
            .map(|n| answer(&trees.replace("{}", n))),
    );
    answers[3].date = Some(date(2026, 1, 1));
    let found = alike(&answers);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].members.first(), Some(&3));
    assert_eq!(found[0].members.len(), 3);
}

#[test]
fn texts_without_anything_in_common_and_short_ones_are_left_alone() {
    let answers = [
        "No.",
        "No.",
        "Yes.",
        "The council owns no boats at all, and never has owned any.",
        "Copies of the minutes of each meeting are kept in the library.",
    ]
    .map(answer);
    assert_eq!(alike(&answers), []);
}

#[test]
fn all_text_is_kept_when_it_is_cut_into_words() {
    for text in [
        "é 👩‍⚕️ 漢字, a\tb\r\nc.",
        "",
        "£1,204.50 (2024/25) – o’clock [name]!",
    ] {
        let joined: String = align::tokens(text)
            .iter()
            .flat_map(|token| [token.word, token.space])
            .collect();
        assert_eq!(joined, text.trim());
    }
}
