//! S02, S03, S04, S15: what is shown is what is copied; nothing hidden is shown or copied; names stay as they are spelt.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use seriatim::domain::snippet::Layer;
use seriatim::store::libraries::read_snippet;
use seriatim::text::clean::clean;
use seriatim::text::placeholder::{fill, placeholders};
use seriatim::text::width::shown;

use crate::rows::passed;

fn hides(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

// Awkward characters more often than chance has them.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[ -~]{1,6}",
        2 => proptest::sample::select(vec![
            "\u{1b}[2J", "\u{1b}]0;t\u{7}", "\u{1b}]52;c;eA==\u{7}", "\u{9b}31m", "\u{90}q\u{9c}", "\r\n", "\r", "\t", "\u{8}",
            "\u{202e}", "\u{2066}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{e0041}", "\u{e007f}", "\u{3164}",
            "e\u{301}", "👩\u{200d}⚕\u{fe0f}", "漢字", "\u{a0}", "\u{2028}", "\u{fff9}", "\u{301}\u{301}\u{301}", "नि\u{200d}",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn cases() -> u32 {
    // The table is made with more.
    std::env::var("SERIATIM_CASES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(5_000)
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    })
}

#[test]
fn s02_nothing_that_hides_or_turns_text_is_left_or_drawn() {
    runner()
        .run(&any_text(), |text| {
            let (clean, _) = clean(&text);
            prop_assert!(!clean.chars().any(hides), "{:?}", clean.as_str());
            for line in clean.lines() {
                for cell in shown(line) {
                    prop_assert!(
                        !cell.text.chars().any(|c| hides(c) || c.is_control()),
                        "{:?}",
                        cell.text
                    );
                    prop_assert!(cell.text.chars().count() <= 32, "{:?}", cell.text);
                }
            }
            Ok(())
        })
        .expect("no text reaches a cell with something hidden in it");
    passed(
        "S02",
        &format!("{} texts, 0 hidden characters in cells", cases()),
    );
}

#[test]
fn s03_each_character_of_a_clean_text_is_on_the_screen_and_cleaning_again_changes_nothing() {
    runner()
        .run(&any_text(), |text| {
            let (once, _) = clean(&text);
            let (twice, oddities) = clean(&once);
            prop_assert_eq!(&once, &twice);
            prop_assert!(oddities.is_empty());
            for line in once.lines() {
                let mut at = 0;
                for cell in shown(line) {
                    // Nothing between two cells is passed over, and each takes room.
                    prop_assert_eq!(cell.at, at);
                    prop_assert!(cell.width >= 1);
                    let next = seriatim::text::position::graphemes(&line[at..])
                        .next()
                        .unwrap_or_default();
                    at += next.len();
                    let same = cell.text == next;
                    let marked = next == "\t"
                        || cell
                            .text
                            .chars()
                            .any(|c| c == '\u{25cc}' || c == '\u{fffd}');
                    prop_assert!(same || marked, "{:?} is drawn as {:?}", next, cell.text);
                }
                prop_assert_eq!(at, line.len());
            }
            Ok(())
        })
        .expect("what is seen is what is copied");
    passed(
        "S03",
        &format!("{} texts, 0 differences between screen and copy", cases()),
    );
}

#[test]
fn s04_names_are_spelt_as_their_owners_spell_them() {
    let first = [
        "Siân",
        "Łukasz",
        "Nguyễn Thị Ánh",
        "Zoë",
        "Ó Séaghdha",
        "محمد",
        "می‌خواهم",
        "अनिल",
        "क्‍ष",
        "王小明",
        "Ørjan",
        "İpek",
        "Þóra",
        "Ngọc Hân",
        "Ngũgĩ",
        "Dvořák",
        "Ελένη",
        "Катя",
        "חיים",
        "ประยุทธ์",
        "👩‍⚕️ Sam",
        "O’Brien",
        "D'Arcy",
        "Anne-Marie",
        "e\u{301}lan",
    ];
    let last = [
        "Llŷr",
        "Wójcik",
        "Trần",
        "Brontë",
        "Ó Conaill",
        "الحسن",
        "سمیعی",
        "शर्मा",
        "陳",
        "Åkesson",
        "Şahin",
        "Ðorđević",
    ];
    let mut names = 0;
    for one in first {
        for other in last {
            let name = format!("{one} {other}");
            let (clean, oddities) = clean(&name);
            assert_eq!(
                (clean.as_str(), oddities.is_empty()),
                (name.as_str(), true),
                "{name}"
            );
            names += 1;
        }
    }
    passed("S04", &format!("{names} of {names} names untouched"));
}

#[test]
fn s15_a_value_is_never_taken_for_a_placeholder_or_for_code() {
    let path = std::path::Path::new("a.toml");
    let body = "title = \"x\"\nbody = \"Dear {{requester}}, {{detail}}{{detail}} {{{detail}}} end\"\n\n[[field]]\nname = \"detail\"\nprompt = \"Which?\"\n";
    let snippet = read_snippet(Layer::Team, "a", path, body.as_bytes())
        .expect("a snippet")
        .snippet;
    let mut payloads: Vec<String> = [
        "{{requester}}",
        "{{detail}}",
        "{{> closing/review}}",
        "{% for x in y %}",
        "{{ 7*7 }}",
        "${HOME}",
        "$(id)",
        "`id`",
        "#{1}",
        "<%= 1 %>",
        "{{",
        "}}",
        "{",
        "}",
        "{{detail",
        "detail}}",
        "{{{",
        "}}}",
        "{ {detail} }",
        "%s%n",
        "\\u0041",
        "{{detail}}{{detail}}",
        "[[field]]",
        "\"\"\"",
        "{{authority}}",
    ]
    .map(str::to_owned)
    .into();
    payloads.extend(
        payloads
            .clone()
            .iter()
            .map(|payload| format!("a {payload} b")),
    );
    for payload in &payloads {
        let answer = snippet.instantiate(|_| Some(payload.clone().into()));
        assert_eq!(answer.unfilled, Vec::<String>::new(), "{payload}");
        assert_eq!(
            placeholders(&answer.text).count(),
            0,
            "{payload}: {}",
            answer.text
        );
        let again = fill(&answer.text, |_| Some("EXPANDED".to_owned()));
        assert!(!again.contains("EXPANDED"), "{payload}: {again}");
    }
    passed(
        "S15",
        &format!("{} payloads, 0 values expanded", payloads.len()),
    );
}
