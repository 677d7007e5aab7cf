//! D03, D05, D06: another case's names and references, small numbers, and acknowledgements that lapse.

use serde_json::Value;
use seriatim::domain::authority::Authority;
use seriatim::domain::checks::Allowance;
use seriatim::domain::reading::{figures, small_counts};
use seriatim::domain::snippet::draft::SnippetDraft;
use seriatim::domain::snippet::facts::CaseMarks;
use seriatim::domain::snippet::leaks::{leaks, requesters_in};

use crate::bench::Bench;
use crate::rows::{Chance, passed};

const FIRST: [&str; 12] = [
    "Amina",
    "Bryn",
    "Chidi",
    "Dilys",
    "Ewan",
    "Farah",
    "Gareth",
    "Hana",
    "Iwan",
    "Jaswinder",
    "Kirsty",
    "Lukasz",
];
const LAST: [&str; 12] = [
    "Okafor",
    "Pritchard",
    "Quainton",
    "Rhydderch",
    "Szymanski",
    "Thistlewood",
    "Underhay",
    "Vaswani",
    "Wetherby",
    "Yewdale",
    "Zielinska",
    "Abernathy",
];

fn letter(salutation: &str, reference: &str, chance: &mut Chance) -> String {
    let subjects = [
        "benches",
        "grit bins",
        "street lamps",
        "bus shelters",
        "litter picks",
    ];
    let subject = chance.one_of(&subjects);
    let count = 10 + chance.below(900);
    format!(
        "Our reference: {reference}\n\n{salutation}\n\nThank you for your request about {subject}.\n\n1. How many {subject} are there?\n\nThere are {count} {subject}.\n\nYours sincerely\n\nInformation Governance\n"
    )
}

// The codes of the errors that are found in a letter of FOI-2026-0417, asked for by Morgan Sample.
fn errors(bench: &Bench, text: &str) -> Vec<String> {
    let file = bench.write("letter.txt", text);
    let ran = bench.run(&[
        "check",
        &file,
        "--json",
        "--reference",
        "FOI-2026-0417",
        "--requester",
        "Morgan Sample",
    ]);
    let found: Value = serde_json::from_str(&ran.out).expect("JSON");
    let found = found.as_array().expect("a list").iter();
    let grave = found.filter(|one| one["severity"] == "error");
    grave
        .map(|one| one["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn d03_another_cases_name_or_reference_is_found_in_every_letter_and_every_snippet() {
    let bench = Bench::with_workspace();
    let mut chance = Chance::new(31);
    let mut letters = 0;
    for at in 0..60 {
        let name = format!("{} {}", FIRST[at % 12], LAST[(at * 5 + at / 12) % 12]);
        let salutation = match at % 3 {
            0 => format!("Dear {name}"),
            1 => format!(
                "Dear Ms {}",
                name.split(' ').next_back().unwrap_or_default()
            ),
            _ => format!("Dear Mr {name},"),
        };
        let (text, code) = if at % 2 == 0 {
            (
                letter(&salutation, "FOI-2026-0417", &mut chance),
                "other-requester",
            )
        } else {
            let other = format!("FOI-2026-{:04}", 418 + at);
            (
                letter("Dear Morgan Sample", &other, &mut chance),
                "other-reference",
            )
        };
        let found = errors(&bench, &text);
        assert!(
            found.iter().any(|one| one == code),
            "{code}: {found:?}\n{text}"
        );
        letters += 1;
    }
    // The right one is left in peace.
    let right = letter("Dear Morgan Sample", "FOI-2026-0417", &mut chance);
    assert!(
        !errors(&bench, &right)
            .iter()
            .any(|one| one.starts_with("other-"))
    );
    let authority = Authority::default();
    let mut drafts = 0;
    for at in 0..144 {
        let name = format!("{} {}", FIRST[at % 12], LAST[at / 12]);
        let reference = format!("FOI-2026-{:04}", 100 + at);
        let ways = [
            format!("As we wrote to {name}, this is not held."),
            format!("See {reference} for the same question."),
            format!("{} asked this before.", name.to_uppercase()),
        ];
        let body = ways[at % 3].clone();
        let draft = SnippetDraft {
            title: "Not held".into(),
            body,
            ..SnippetDraft::default()
        };
        let marks = CaseMarks {
            requester: &name,
            reference: &reference,
            received: None,
            due: None,
            authority: &authority,
        };
        assert!(!leaks(&draft, &marks).is_empty(), "{}", draft.body);
        let others = [(name.clone(), reference.clone())];
        assert!(!requesters_in(&draft, &others).is_empty(), "{}", draft.body);
        drafts += 1;
    }
    passed(
        "D03",
        &format!(
            "{letters} of {letters} letters with another case's name or reference and {drafts} of {drafts} snippets with a requester's: found"
        ),
    );
}

#[test]
fn d05_small_counts_are_found_in_tables_of_people_and_nowhere_else() {
    let mut chance = Chance::new(17);
    let (mut planted, mut found) = (0, 0);
    let heads = [
        "Dismissed",
        "Complaints",
        "Staff",
        "Pupils excluded",
        "Arrests",
        "Cases",
        "People",
        "Referrals",
    ];
    let rows = [
        "North", "South", "East", "West", "Parks", "Housing", "Highways", "Care",
    ];
    for table in 0..100 {
        let head = heads[table % heads.len()];
        let mut text = String::new();
        let mut small = 0;
        let (lead, between, end) = match table % 3 {
            0 => ("| ", " | ", " |\n"),
            1 => ("", "\t", "\n"),
            _ => ("", "      ", "\n"),
        };
        text.push_str(&format!("{lead}Team{between}{head}{end}"));
        if table % 3 == 0 {
            text.push_str("|---|---|\n");
        }
        for row in rows.iter().take(4 + table % 4) {
            let count = if chance.below(2) == 0 {
                small += 1;
                1 + chance.below(4)
            } else {
                5 + chance.below(200)
            };
            text.push_str(&format!("{lead}{row}{between}{count}{end}"));
        }
        let hits = small_counts(&figures(&text)).len();
        planted += small;
        found += hits.min(small);
        assert!(hits <= small, "{hits} found, {small} planted:\n{text}");
    }
    assert!(found * 100 >= planted * 95, "{found} of {planted}");
    // Years, sections, money, weeks, grades, distances: figures, and no count of people.
    let texts = [
        "Section 3 of the Act and section 4(1) apply; see part 2.",
        "The works took 3 weeks and 2 days at stage 4.",
        "We paid £3 for each of the 4 permits in quarter 2 of 2024.",
        "The road is 4 m wide; the A3 and the M4 were closed.",
        "1. How many benches are there?\n2. Who mends them?\n3. Since when?",
        "| Team | Grade |\n|---|---|\n| North | 3 |\n| South | 4 |",
        "| Item | Cost (£) |\n|---|---|\n| Signs | 3 |\n| Paint | 2 |",
        "| Street | Priority |\n|---|---|\n| Mill Lane | 1 |\n| Elm Grove | 2 |",
        "| Team | Average days |\n|---|---|\n| North | 3 |\n| South | 4 |",
        "Appendix 1, table 2, page 3 of 4.",
    ];
    let mut wrong = 0;
    for round in 0..10 {
        for text in texts {
            let text = text.replace("2024", &(2015 + round).to_string());
            wrong += usize::from(!small_counts(&figures(&text)).is_empty());
        }
    }
    assert!(wrong <= 5, "{wrong} of 100 texts");
    passed(
        "D05",
        &format!(
            "{found} of {planted} small counts in 100 tables found; {wrong} of 100 other texts flagged"
        ),
    );
}

#[test]
fn d06_what_was_acknowledged_holds_for_these_very_words_and_lapses_with_any_other() {
    let words = "Ring Jane Okafor on 01632 960123 before 12 May 2026.";
    let meant = Allowance::new("telephone", words, "it is the office's own");
    let holds = |text: &str| meant.words == Allowance::hash(text);
    assert!(holds(words) && holds("Ring  Jane Okafor\non 01632 960123 before 12 May 2026."));
    let mut lapsed = 0;
    // A character taken out, doubled or changed at any place.
    let chars: Vec<char> = words.chars().collect();
    for at in 0..chars.len() {
        if chars[at] == ' ' {
            continue;
        }
        let mut out = chars.clone();
        out.remove(at);
        let mut twice = chars.clone();
        twice.insert(at, chars[at]);
        let mut other = chars.clone();
        other[at] = if chars[at] == 'x' { 'y' } else { 'x' };
        for edited in [out, twice, other] {
            let text: String = edited.into_iter().collect();
            assert!(!holds(&text), "{text}");
            lapsed += 1;
        }
    }
    assert!(
        !meant.reason.contains("960123") && !meant.words.contains("960123"),
        "only a hash is kept"
    );
    // And in the program: the letter is refused again after the answer has changed.
    let (bench, reference) = Bench::with_case("1. How many benches are there?\n");
    let question = bench.question();
    let empty = std::fs::read_to_string(&question).expect("text");
    let answer = |words: &str| {
        let text = empty.replacen("answer = \"\"", &format!("answer = \"{words}\""), 1);
        std::fs::write(&question, text).expect("written");
    };
    answer("Ask jane.smith47@gmail.com, born 3 May 1971.");
    assert_eq!(bench.run(&["copy", &reference]).code, 1);
    let anyway = [
        "copy",
        &reference,
        "--override-checks",
        "she has agreed to it in writing",
    ];
    bench.run(&anyway).succeeds();
    for other in [
        "john.smith48@gmail.com",
        "jane.smith47@gmail.com and jo.lee9@gmail.com",
    ] {
        answer(&format!("Ask {other}, born 3 May 1971."));
        assert_eq!(bench.run(&["copy", &reference]).code, 1, "{other}");
        lapsed += 1;
    }
    passed(
        "D06",
        &format!("{lapsed} of {lapsed} edits after an acknowledgement are asked about again"),
    );
}
