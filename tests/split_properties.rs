//! The splitter on texts that nobody has thought of: no word is lost, no panic, parents before children.

use proptest::prelude::*;
use seriatim::text::split::{Split, split};

/// The text without white space and without what a mail client's leavings may be made of.
fn inked(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect()
}

fn joined(split: &Split) -> String {
    let mut out = split.preamble.clone();
    for part in &split.questions {
        out.push_str(&part.before);
        out.push_str(&part.printed);
        out.push_str(&part.text);
    }
    out.push_str(&split.closing);
    out
}

/// Lines as requests have them, put together in every order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Dear Sir or Madam,".to_owned()),
        Just("Yours faithfully,".to_owned()),
        Just("Please provide:".to_owned()),
        Just("Please note:".to_owned()),
        Just("PART B - COSTS".to_owned()),
        Just(String::new()),
        Just("On 4 May 2025, FOI wrote:".to_owned()),
        Just("2019. Please say how many.".to_owned()),
        (1..30_u32, 0..6_usize).prop_map(|(n, style)| {
            let marker = [
                format!("{n}."),
                format!("{n})"),
                format!("({n})"),
                format!("Q{n}:"),
                format!("{n}"),
                format!("{n}.{n}"),
            ];
            format!("{} How many bins were emptied?", marker[style])
        }),
        ("[a-j]", 0..3_usize).prop_map(|(c, style)| {
            let marker = [format!("{c})"), format!("({c})"), format!("{c}.")];
            format!("{} the cost", marker[style])
        }),
        prop_oneof![
            Just("i)"),
            Just("(ii)"),
            Just("iii."),
            Just("-"),
            Just("•"),
            Just("1a)"),
            Just("2(b)(ii)")
        ]
        .prop_map(|marker| format!("{marker} What is it?")),
        "[ -;=?-~]{0,60}".prop_map(|text| text.replace(['*', '_', '\\', '&', '#'], "")),
    ]
}

proptest! {
    #[test]
    fn no_word_of_a_request_is_dropped(lines in prop::collection::vec(line(), 0..40), windows in any::<bool>()) {
        let request = lines.join(if windows { "\r\n" } else { "\n" });
        prop_assert_eq!(inked(&joined(&split(&request))), inked(&request));
    }

    #[test]
    fn any_text_at_all_is_split_without_panic(text in any::<String>()) {
        let _ = split(&text);
    }

    #[test]
    fn parents_stand_before_their_children(lines in prop::collection::vec(line(), 0..40)) {
        let split = split(&lines.join("\n"));
        let mut paths: Vec<&Vec<usize>> = split.questions.iter().map(|part| &part.path).collect();
        prop_assert!(paths.iter().all(|path| !path.is_empty()));
        let count = paths.len();
        paths.dedup();
        prop_assert_eq!(paths.len(), count);
        prop_assert!(paths.is_sorted());
    }
}
