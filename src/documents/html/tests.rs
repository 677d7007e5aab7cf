use super::*;
use proptest::prelude::*;

fn read_words(html: &str) -> String {
    words(html, &mut Findings::default())
}

fn found(html: &str) -> Vec<String> {
    let mut findings = Findings::default();
    words(html, &mut findings);
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn lists_get_their_numbers_back() {
    let html = "<p>Please tell me:</p><ol start=3><li>Who?<ol type=a><li>When?</li><li>Why?</ol><li>How&nbsp;many?</ol><ul><li>dogs</ul>";
    assert_eq!(
        read_words(html),
        "Please tell me:\n\n3. Who?\n    a. When?\n    b. Why?\n4. How many?\n• dogs"
    );
}

#[test]
fn lines_of_a_web_mailer_stay_lines() {
    let html = "<div dir=ltr>Dear all,<div><br></div><div>1. How many?</div><div>2. Who&#146;s there &amp; why?</div></div>";
    assert_eq!(
        read_words(html),
        "Dear all,\n\n1. How many?\n2. Who’s there & why?"
    );
}

#[test]
fn a_quotation_is_marked_as_one() {
    let html =
        "<div>New question?</div><blockquote type=\"cite\"><div>1. Old one</div></blockquote>";
    assert_eq!(read_words(html), "New question?\n\n> 1. Old one");
}

#[test]
fn what_is_hidden_is_found_and_left_out() {
    let html = "<style>.x, p.y { display : none !important }</style><p>Seen<span style='display:none'>one</span> \
                <span class=x>two</span><font color=white>three</font><span style='font-size:1px'>four</span></p>\
                <table><tr><td bgcolor=navy><font color='#FFFFFF'>Year</font></td><td>Calls</td></tr></table>";
    let words = read_words(html);
    assert!(words.starts_with("Seen"), "{words}");
    assert!(
        words.contains("| Year | Calls |"),
        "white on blue is read: {words}"
    );
    for hidden in ["one", "two", "three", "four"] {
        assert!(!words.contains(hidden), "{words}");
    }
    assert_eq!(
        found(html),
        [
            "1 hidden passage, left out: “onetwo”",
            "1 passage in white or tiny letters, left out: “threefour”"
        ]
    );
}

#[test]
fn a_table_inside_a_table_keeps_its_place() {
    let html = "<table><tr><td>Above<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr><tr><td>Below</table>";
    assert_eq!(
        read_words(html),
        "Above\n\n| A   | B   |\n| --- | --- |\n| 1   | 2   |\n\nBelow"
    );
}

#[test]
fn a_page_of_traps_is_read_in_linear_time() {
    for trap in [
        "<div>",
        "<a href=\"",
        "<",
        "<!--",
        "<a ='",
        "&",
        "<td>",
        "<blockquote type=cite>",
        "<table>",
        "<ol><li>",
    ] {
        let html = trap.repeat(200_000 / trap.len());
        let _ = read_words(&html);
    }
}

#[test]
fn the_encoding_that_a_page_names_is_used() {
    let bytes = b"<html><meta charset='iso-8859-2'><p>\xb1\xe6</p></html>";
    assert_eq!(read(bytes).expect("a page").text, "ąć");
}

proptest! {
    #[test]
    fn any_page_is_read(html in "(<[a-z/!'\"= >]{0,9}|&[a-z#0-9;]{0,6}|[a-z \n漢]{0,5}){0,60}") {
        let _ = read_words(&html);
    }
}
