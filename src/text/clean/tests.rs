//! Tests of cleaning: what goes, what stays, and that once is enough.

use proptest::prelude::*;

use super::*;

fn cleaned(text: &str) -> String {
    clean(text).0.into_string()
}

#[test]
fn names_survive_untouched() {
    for name in [
        "Siân Llŷr ap Gruffŷdd",
        "Si\u{302}an Lly\u{302}r",
        "Łukasz Świętochowski, Źdźbło",
        "Nguyễn Thị Minh Khai",
        "Nguye\u{302}\u{303}n",
        "محمد بن سلمان",
        "می\u{200c}خواهم، علی\u{200c}رضا",
        "١٤٤٥ ه\u{200d}",
        "क्षत्रिय, र\u{200d}\u{94d}य, क\u{94d}\u{200d}ष, प\u{94d}\u{200c}र",
        "ന\u{d4d}\u{200d} അവന\u{d4d}\u{200d}",
        "ශ\u{dca}\u{200d}රී ලංකා",
        "漢字 葛城市 ｶﾞ",
        "👩\u{200d}⚕\u{fe0f} 👨\u{200d}👩\u{200d}👧\u{200d}👦 👩🏽\u{200d}🚀 🏳\u{fe0f}\u{200d}🌈 1\u{fe0f}\u{20e3} ☺\u{fe0e} 🇬🇧",
        "O’Brien-Müller (née Ó\u{a0}Dálaigh) — £1,200 “net”…",
        "שָׁלוֹם",
        // Selectors of Mongolian letters, of signs of mathematics, of ideographs.
        "ᠠ\u{180b}ᠡ\u{180d}",
        "A \u{2229}\u{fe00} B",
        "\u{51de}\u{fe00}",
        "line\n\tindented",
        "",
    ] {
        let (text, oddities) = clean(name);
        assert_eq!(text.as_str(), name);
        assert!(oddities.is_empty(), "{name}: {oddities}");
    }
}

#[test]
fn every_line_end_becomes_a_newline() {
    assert_eq!(
        cleaned("a\r\nb\rc\nd\u{2028}e\u{2029}f\u{85}g\u{b}h\u{c}i"),
        "a\nb\nc\nd\ne\nf\ng\nh\ni"
    );
    assert_eq!(cleaned("\r\r\n\n\r"), "\n\n\n\n");
    assert!(clean("a\r\nb").1.is_empty());
}

#[test]
fn an_escape_sequence_goes_as_a_whole() {
    for (text, left) in [
        ("a\u{1b}[2Jb", "ab"),
        ("a\u{1b}[1;31mred\u{1b}[0m", "ared"),
        ("a\u{1b}]52;c;cm0gLXJm\u{7}b", "ab"),
        (
            "a\u{1b}]8;;http://evil\u{1b}\\link\u{1b}]8;;\u{1b}\\b",
            "alinkb",
        ),
        ("a\u{1b}P$q\u{1b}\\b", "ab"),
        ("a\u{9b}31mb", "ab"),
        ("a\u{9d}0;title\u{9c}b", "ab"),
        ("a\u{1b}(0b", "ab"),
        ("a\u{1b}cb", "ab"),
        ("a\u{1b}", "a"),
        ("a\u{1b}[", "a"),
        ("a\u{1b}[3é", "aé"),
        ("a\u{1b}\nb", "a\nb"),
        ("hello \u{1b}[201~ evil", "hello  evil"),
    ] {
        let (found, oddities) = clean(text);
        assert_eq!(found.as_str(), left, "{text:?}");
        assert!(oddities.escape > 0);
    }
}

#[test]
fn an_open_string_does_not_swallow_the_request() {
    assert_eq!(
        cleaned("a\u{1b}]0;Please send\nall invoices"),
        "a0;Please send\nall invoices"
    );
    assert_eq!(cleaned("a\u{9d}b\u{1b}[2Jc"), "abc");
}

#[test]
fn what_hides_or_turns_text_is_taken_out_and_counted() {
    let (text, oddities) = clean("pay\u{200b}me\u{ad}nt\u{feff} \u{202e}gnp\u{2066}.exe\u{0}\u{7}");
    assert_eq!(text, "payment gnp.exe");
    assert_eq!(
        (oddities.invisible, oddities.bidi, oddities.control),
        (3, 2, 2)
    );
    assert_eq!(
        oddities.to_string(),
        "2 control characters, 3 hidden characters and 2 direction overrides removed"
    );
    let (text, oddities) = clean("hi\u{e0001}\u{e0068}\u{e0069}\u{e007f}");
    assert_eq!(text, "hi");
    assert_eq!(oddities.to_string(), "4 hidden tag characters removed");
    assert_eq!(
        cleaned("😀\u{fe0f}\u{fe0f}\u{e0100}\u{e01ef}"),
        "😀\u{fe0f}"
    );
    assert_eq!(
        cleaned("p\u{200d}a\u{200c}y\u{fe0f} 👩\u{200d} \u{200d}👩"),
        "pay 👩 👩"
    );
    assert_eq!(Oddities::default().to_string(), "nothing removed");
}

#[test]
fn no_more_than_thirty_marks_stay_in_a_row() {
    let (text, oddities) = clean(&format!("a{}b", "\u{301}".repeat(60_000)));
    assert_eq!(text.chars().count(), 32);
    assert_eq!(oddities.folded_marks, 59_970);
    for heap in [
        "🏽",
        "क\u{94d}",
        "क\u{94d}\u{200d}",
        "👩\u{200d}",
        "\u{ff9e}",
    ] {
        let (text, _) = clean(&heap.repeat(1000));
        let largest = position::graphemes(&text)
            .map(|grapheme| grapheme.chars().count())
            .max();
        assert!(largest <= Some(32), "{heap:?}: {largest:?}");
    }
}

#[test]
fn whatever_goes_is_counted_and_counts_of_two_texts_add_up() {
    let text = "\u{7}\u{1b}[2Ja\u{202e}\u{200b}\u{e0041}p\u{200d}q\u{fe0f}\u{fffe}\u{1ffff}";
    let odd = format!("{text}e{}", "\u{301}".repeat(33));
    let (left, mut all) = clean(&odd);
    assert!(left.starts_with("apqe\u{301}"), "{left:?}");
    let once = Oddities {
        control: 1,
        escape: 1,
        bidi: 1,
        invisible: 5,
        tags: 1,
        folded_marks: 3,
    };
    assert_eq!(all, once);
    all += once;
    assert_eq!(all, clean(&odd.repeat(2)).1);
    assert!(!all.is_empty());
}

#[test]
fn a_chain_of_joined_people_is_as_long_as_thirty_characters_allow() {
    let chain = format!("👩🏽{}", "\u{200d}👩".repeat(40));
    let whole = cleaned(&chain);
    let first = position::graphemes(&whole).next().unwrap_or_default();
    assert_eq!(
        first.chars().count(),
        28,
        "and the next joiner has no room for a mark"
    );
    let family = format!("👩{}", "\u{200d}👩".repeat(13));
    assert_eq!(cleaned(&family), family);
}

#[test]
fn a_line_has_no_breaks_and_an_end() {
    let line = |text: &str, most| clean_line(text, most).0.into_string();
    assert_eq!(
        line("  Re:\tcosts\r\nBcc: all\u{1b}[2J \n", 80),
        "Re: costs Bcc: all"
    );
    assert_eq!(line("Cafe\u{301} society", 4), "Cafe\u{301}");
    assert_eq!(line("ab cd", 3), "ab");
    assert_eq!(line("می\u{200c}خواهم", 2), "می");
    assert_eq!(line("\u{200d} \u{301}", 9), "\u{301}");
    assert_eq!(line("", 9), "");
}

#[test]
fn what_is_read_from_a_file_is_cleaned() {
    let text: Clean = serde_json::from_str(r#""a\u001b[2Jb""#).expect("a string");
    assert_eq!(text, "ab");
    assert_eq!(serde_json::to_string(&text).expect("a string"), r#""ab""#);
    for text in [text, Clean::from("a\u{7}b"), "a\u{7}b".to_owned().into()] {
        assert_ne!(text, "a");
        assert_eq!(format!("{text:>3}"), " ab", "and stands in columns");
        assert_eq!(String::from(text), "ab");
    }
}

#[test]
fn opening_a_million_strings_takes_linear_time() {
    assert_eq!(cleaned(&"\u{1b}]".repeat(1_000_000)), "");
    assert_eq!(cleaned(&"\u{9d}a".repeat(1_000_000)).len(), 1_000_000);
}

/// Text of characters that have to do with each other, which arbitrary text hardly ever has.
fn tangled() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        " ",
        "\n",
        "\r",
        "\t",
        "\u{301}",
        "\u{200d}",
        "\u{200c}",
        "\u{fe0f}",
        "\u{fe0e}",
        "👩",
        "🏽",
        "⚕",
        "1",
        "\u{20e3}",
        "🇬",
        "🇧",
        "ه",
        "ی",
        "क",
        "\u{94d}",
        "\u{93f}",
        "\u{d4d}",
        "\u{1b}",
        "[",
        "]",
        "\\",
        "\u{7}",
        "\u{9b}",
        "\u{9d}",
        "\u{9c}",
        "2J",
        "\u{202e}",
        "\u{200b}",
        "\u{e0041}",
        "漢",
        "\u{180b}",
        "ᠠ",
        "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..60)
        .prop_map(|parts| parts.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let (once, _) = clean(text);
    prop_assert!(
        once.chars()
            .all(|letter| matches!(letter, '\n' | '\t') || !letter.is_control())
    );
    let (twice, oddities) = clean(&once);
    prop_assert_eq!(&once, &twice);
    prop_assert!(oddities.is_empty());
    let (line, _) = clean_line(text, 12);
    prop_assert!(!line.contains(char::is_control));
    prop_assert!(position::graphemes(&line).count() <= 12);
    prop_assert_eq!(&clean_line(&line, 12).0, &line);
    prop_assert_eq!(&clean(&line).0, &line);
    Ok(())
}

proptest! {
    #[test]
    fn once_is_enough_for_any_text(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn once_is_enough_for_tangled_text(text in tangled()) {
        check(&text)?;
    }
}
