//! D01, D02, D04, D07: personal data in letters that are made for the purpose, and quiet where there is none.
//!
//! Every item is made by rule: check digits are right, names are invented, telephone numbers are of the ranges kept for
//! drama, postcodes are of the area ZZ that does not exist where the pattern allows it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use seriatim::domain::reading::{PersonalKind, leftovers, personal};
use seriatim::text::clean::clean;

use crate::bench::Bench;
use crate::rows::{BUILD, Chance, passed};

/// Sentences of letters with a place for the item.
const SENTENCES: [&str; 8] = [
    "The complaint was made by the tenant, {}, in March.",
    "Our records show {} against the case.",
    "It was noted as {} on the form.",
    "{} was given to the panel.",
    "The officer wrote down {} and closed the file",
    "We have it as {}; nothing else is recorded.",
    "As you asked: {}",
    "The log says ({}).",
];

/// What stands around an item and is none: figures, dates, provisions, money.
const AROUND: [&str; 8] = [
    "In 2024/25 the council spent £1,204,500 on 31 contracts.",
    "Section 40(2) of the Act is engaged, and section 1(1)(a) as well.",
    "The figures for 1 April 2024 to 31 March 2025 are 12, 48 and 1,024.",
    "Order 4010232137 was placed on 01/04/2024 under contract 2024-0417-0001.",
    "See pages 12 to 48 of the report of 2023; the A303 and the M25 were closed.",
    "Invoice 0001632960 was paid; ISBN 978-0-306-40615-7 was bought.",
    "There were 214 grit bins, 37 of them in the north.",
    "The depot opens from 08:30 to 16:45 on 253 days a year.",
];

fn nhs(chance: &mut Chance) -> String {
    loop {
        let nine = format!("9{}", chance.digits(8));
        let sum: u32 = nine
            .chars()
            .zip((2..=10).rev())
            .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            let whole = format!("{nine}{check}");
            return format!("{} {} {}", &whole[..3], &whole[3..6], &whole[6..]);
        }
    }
}

fn card(chance: &mut Chance) -> String {
    let body = format!("4{}", chance.digits(14));
    let sum: u32 = body
        .chars()
        .rev()
        .enumerate()
        .map(|(at, c)| {
            let digit = c.to_digit(10).unwrap_or(0) * if at % 2 == 0 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    let whole = format!("{body}{}", (10 - sum % 10) % 10);
    [&whole[..4], &whole[4..8], &whole[8..12], &whole[12..]].join(" ")
}

fn letters_of(chance: &mut Chance, alphabet: &str, count: usize) -> String {
    let all: Vec<char> = alphabet.chars().collect();
    (0..count).map(|_| *chance.one_of(&all)).collect()
}

/// Makes an item of a kind as it is usually written.
fn item(kind: PersonalKind, chance: &mut Chance) -> String {
    let names = [
        "j.okafor",
        "siobhan.oneill",
        "wei.chen",
        "anna_kowalska",
        "r.singh2",
        "mary-ann.lee",
    ];
    let hosts = [
        "gmail.com",
        "outlook.com",
        "example.org",
        "btinternet.com",
        "anytown.example",
    ];
    let streets = [
        "Acacia Avenue",
        "Mill Lane",
        "Station Road",
        "Church Street",
        "Elm Grove",
        "Priory Close",
    ];
    let months = ["January", "March", "May", "August", "October", "December"];
    match kind {
        PersonalKind::Email => format!("{}@{}", chance.one_of(&names), chance.one_of(&hosts)),
        PersonalKind::Telephone => match chance.below(4) {
            0 => format!("07700 900{}", chance.digits(3)),
            1 => format!("+44 7700 900{}", chance.digits(3)),
            2 => format!("01632 960{}", chance.digits(3)),
            _ => format!("(020) 7946 0{}", chance.digits(3)),
        },
        PersonalKind::NationalInsurance => {
            let prefix = ["AB", "CE", "JM", "PX", "SR", "WL"];
            let digits = chance.digits(6);
            let last = letters_of(chance, "ABCD", 1);
            if chance.below(2) == 0 {
                format!("{}{digits}{last}", chance.one_of(&prefix))
            } else {
                format!(
                    "{} {} {} {} {last}",
                    chance.one_of(&prefix),
                    &digits[..2],
                    &digits[2..4],
                    &digits[4..]
                )
            }
        }
        PersonalKind::NhsNumber => nhs(chance),
        PersonalKind::HomeAddress => format!(
            "{} {}, Anytown, {}{} {}{}",
            chance.below(180) + 1,
            chance.one_of(&streets),
            letters_of(chance, "ABDEHLMNRSTW", 2),
            chance.below(9) + 1,
            chance.below(9) + 1,
            letters_of(chance, "ABDEFGHJLNPQRSTUWXYZ", 2)
        ),
        PersonalKind::Bank => match chance.below(3) {
            0 => format!(
                "sort code {}-{}-{}",
                chance.digits(2),
                chance.digits(2),
                chance.digits(2)
            ),
            1 => format!("account number {}", chance.digits(8)),
            _ => card(chance),
        },
        PersonalKind::BirthDate => {
            let (day, year) = (chance.below(28) + 1, 1940 + chance.below(70));
            match chance.below(3) {
                0 => format!("born on {day} {} {year}", chance.one_of(&months)),
                1 => format!("DOB: {day:02}/{:02}/{year}", chance.below(12) + 1),
                _ => format!("date of birth {day} {} {year}", chance.one_of(&months)),
            }
        }
        PersonalKind::Vehicle => format!(
            "{}{}{} {}",
            letters_of(
                chance,
                "ABCDEFGHKLMNOPRSTVWXY".replace(['I', 'O'], "").as_str(),
                2
            ),
            chance.below(7) + 1,
            chance.below(10),
            letters_of(chance, "ABCDEFGHJKLMNPRSTUVWXYZ", 3)
        ),
    }
}

const KINDS: [PersonalKind; 8] = [
    PersonalKind::Email,
    PersonalKind::Telephone,
    PersonalKind::NationalInsurance,
    PersonalKind::NhsNumber,
    PersonalKind::HomeAddress,
    PersonalKind::Bank,
    PersonalKind::BirthDate,
    PersonalKind::Vehicle,
];

/// As somebody writes it who does not think of searching: other spaces, other hyphens, other case, letters that look alike.
fn disguised(kind: PersonalKind, item: &str, way: usize) -> String {
    match (way, kind) {
        (0, _) => item.replace(' ', "\u{a0}"),
        // A zero-width space in the middle.
        (1, _) => {
            let mut chars: Vec<char> = item.chars().collect();
            chars.insert(chars.len() / 2, '\u{200b}');
            chars.into_iter().collect()
        }
        (2, _) => item.replace(' ', "\u{2009}").replace('-', "\u{2011}"),
        // Full width, as from a form of another system.
        (3, PersonalKind::NationalInsurance | PersonalKind::NhsNumber | PersonalKind::Vehicle) => {
            item.chars()
                .map(|c| {
                    if c.is_ascii_graphic() {
                        char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
                    } else {
                        c
                    }
                })
                .collect()
        }
        // Cyrillic letters of the same shape.
        (4, PersonalKind::NationalInsurance | PersonalKind::Vehicle) => item
            .replace('A', "\u{410}")
            .replace('B', "\u{412}")
            .replace('C', "\u{421}")
            .replace('M', "\u{41c}"),
        (5, PersonalKind::NationalInsurance) => item.to_lowercase(),
        (6, PersonalKind::NationalInsurance | PersonalKind::NhsNumber) => item.replace(' ', "-"),
        _ => item.replace(' ', "\u{202f}"),
    }
}

struct Found {
    recall: f64,
    precision: f64,
    items: usize,
    missed: BTreeMap<String, Vec<String>>,
}

fn letters(
    count: usize,
    seed: u64,
    dress: impl Fn(PersonalKind, String, &mut Chance) -> String,
) -> Found {
    let mut chance = Chance::new(seed);
    let (mut found_items, mut items, mut right, mut hits) = (0, 0, 0, 0);
    let mut missed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for _ in 0..count {
        let mut text = String::from("Dear Morgan Sample\n\n");
        let mut planted = Vec::new();
        for _ in 0..4 {
            let kind = *chance.one_of(&KINDS);
            let plain = item(kind, &mut chance);
            let dressed = dress(kind, plain, &mut chance);
            let sentence = chance.one_of(&SENTENCES).replace("{}", &dressed);
            text.push_str(AROUND[chance.below(AROUND.len())]);
            text.push_str("\n\n");
            // Everything from outside passes through here.
            let before = text.len();
            text.push_str(&clean(&sentence).0);
            planted.push((kind, before..text.len(), dressed));
            text.push_str("\n\n");
        }
        let found = personal(&text);
        for (kind, at, dressed) in &planted {
            items += 1;
            let hit = found
                .iter()
                .any(|hit| hit.kind == *kind && hit.at.start < at.end && at.start < hit.at.end);
            if hit {
                found_items += 1;
            } else {
                missed
                    .entry(format!("{kind:?}"))
                    .or_default()
                    .push(dressed.clone());
            }
        }
        hits += found.len();
        right += found
            .iter()
            .filter(|hit| {
                planted
                    .iter()
                    .any(|(_, at, _)| hit.at.start < at.end && at.start < hit.at.end)
            })
            .count();
    }
    let share = |part: usize, whole: usize| {
        f64::from(u32::try_from(part).expect("few")) / f64::from(u32::try_from(whole).expect("few"))
    };
    Found {
        recall: share(found_items, items),
        precision: share(right, hits),
        items,
        missed,
    }
}

#[test]
fn d01_personal_data_is_found_plain_and_disguised_and_little_else_is() {
    let plain = letters(500, 1, |_, item, _| item);
    assert!(
        plain.recall >= 0.99,
        "recall {:.4}: {:?}",
        plain.recall,
        plain.missed
    );
    assert!(plain.precision >= 0.90, "precision {:.4}", plain.precision);
    let hidden = letters(500, 2, |kind, item, chance| {
        let way = chance.below(8);
        disguised(kind, &item, way)
    });
    assert!(
        hidden.recall >= 0.95,
        "disguised: recall {:.4}: {:?}",
        hidden.recall,
        hidden.missed
    );
    passed(
        "D01",
        &format!(
            "500 letters, {} items: recall {:.3}, precision {:.3}; disguised: recall {:.3} of {}",
            plain.items, plain.recall, plain.precision, hidden.recall, hidden.items
        ),
    );
}

#[test]
fn d01_without_any_one_kind_the_corpus_is_not_found() {
    // Each kind carries its share: a detector that is dropped is noticed.
    for kind in KINDS {
        let mut chance = Chance::new(9);
        let found = (0..50)
            .filter(|_| {
                let text = format!("It says {}.", item(kind, &mut chance));
                personal(&text).iter().any(|hit| hit.kind == kind)
            })
            .count();
        assert!(found >= 49, "{kind:?}: {found} of 50");
    }
}

#[test]
fn d02_letters_without_personal_data_are_left_in_peace() {
    // Responses as authorities publish them, from the corpora of these tests; what identifies a person is invented there
    // and stands in the salutation, the signature and the contact details.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut letters = Vec::new();
    for folder in ["corpus/letters", "corpus/responses"] {
        for entry in fs::read_dir(root.join(folder)).expect("a corpus").flatten() {
            if entry.path().extension().is_some_and(|end| end == "txt") {
                letters.push(fs::read_to_string(entry.path()).expect("a letter"));
            }
        }
    }
    assert!(letters.len() > 40, "{}", letters.len());
    let grave = [
        PersonalKind::NationalInsurance,
        PersonalKind::NhsNumber,
        PersonalKind::Bank,
        PersonalKind::BirthDate,
        PersonalKind::Vehicle,
    ];
    let (mut high, mut all) = (0, 0);
    for letter in &letters {
        let found = personal(letter);
        all += found
            .iter()
            .filter(|hit| grave.contains(&hit.kind) || hit.kind == PersonalKind::HomeAddress)
            .count();
        high += usize::from(found.iter().any(|hit| grave.contains(&hit.kind)));
    }
    assert!(
        high * 50 <= letters.len(),
        "{high} of {} letters",
        letters.len()
    );
    assert!(
        all <= letters.len(),
        "{all} findings in {} letters",
        letters.len()
    );
    passed(
        "D02",
        &format!(
            "{} clean letters: {all} findings in all, {high} letters with a grave one",
            letters.len()
        ),
    );
}

#[test]
fn d04_what_was_left_over_cannot_be_copied_unnoticed() {
    let (bench, reference) = Bench::with_case("1. How many benches are there?\n");
    let question = bench.question();
    let text = std::fs::read_to_string(&question).expect("text");
    let residues = [
        "",
        "{{detail}}",
        "[insert number]",
        "[TBC]",
        "TBC",
        "XX benches",
        "XXX",
        "[name of officer]",
        "TODO: ask parks",
        "??? benches",
    ];
    let mut caught = 0;
    for residue in residues {
        let answer = if residue.is_empty() {
            String::new()
        } else {
            format!("There are {residue} in the parks.")
        };
        let file = text
            .replacen("answer = \"\"", &format!("answer = \"{answer}\""), 1)
            .replacen(
                "kind = \"question\"",
                "kind = \"question\"\noutcome = \"disclosed\"",
                1,
            );
        fs::write(&question, file).expect("written");
        let ran = bench.run(&["copy", &reference]);
        assert_eq!(
            ran.code, 1,
            "“{residue}” was copied unnoticed: {}{}",
            ran.out, ran.err
        );
        caught += 1;
    }
    // The same in three hundred sentences, each form in each place.
    let forms = [
        "{{detail}}",
        "{{officer_role}}",
        "[insert number]",
        "[INSERT DATE]",
        "[TBC]",
        "TBC",
        "XX",
        "XXX",
        "XXXX",
        "[name of officer]",
        "[date]",
        "TODO",
        "???",
        "[delete as appropriate]",
        "[insert]",
    ];
    let mut planted = 0;
    for form in forms {
        for (at, sentence) in SENTENCES.iter().cycle().take(20).enumerate() {
            let text = format!(
                "{} {}",
                AROUND[at % AROUND.len()],
                sentence.replace("{}", form)
            );
            assert!(
                !leftovers(&text, |_| false).is_empty(),
                "“{form}” is not found in: {text}"
            );
            planted += 1;
        }
    }
    passed(
        "D04",
        &format!(
            "{planted} of {planted} planted left-overs found; {caught} of {} kinds keep the letter from being copied",
            residues.len()
        ),
    );
}

#[test]
fn d07_a_letter_of_twenty_pages_is_searched_between_two_keys() {
    let mut chance = Chance::new(3);
    let mut text = String::new();
    while text.len() < 20 * 3000 {
        text.push_str(AROUND[chance.below(AROUND.len())]);
        text.push(' ');
        let kind = *chance.one_of(&KINDS);
        text.push_str(
            &chance
                .one_of(&SENTENCES)
                .replace("{}", &item(kind, &mut chance)),
        );
        text.push('\n');
    }
    personal(&text);
    let start = Instant::now();
    let found = personal(&text).len();
    let took = start.elapsed();
    assert!(found > 100);
    // No bound here: other work on the machine would decide. The figure goes into the table.
    passed(
        "D07",
        &format!("20 pages searched in {} ms in {BUILD}", took.as_millis()),
    );
}
