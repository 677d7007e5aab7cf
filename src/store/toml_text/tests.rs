//! Tests of reading TOML.

use super::*;

fn complaint(text: &str) -> String {
    let source = match Source::new(Path::new("a.toml"), text.as_bytes()) {
        Ok(source) => source,
        Err(error) => return error.to_string(),
    };
    match source.table() {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_complaint_names_line_and_column_and_quotes_nothing() {
    let canary = "Canary";
    for text in [
        "a = 1\nb = \"Canary",
        "a = 1\nb = Canary\n",
        "a = 1\nb = \"\"\"\nCanary\nCanary",
        "a = 1\nb = 'Canary\n",
        "a = 1\n[Canary\n",
        "a = 1\nb = \"\\Canary\"",
        "a = 1\nb = 2026-13-45Canary",
        "a = 1\nb = [\"Canary\" \"Canary\"]",
        "a = 1\nb = {x = \"Canary\"",
        "a = 1\nb = 1_000__Canary",
        "a = 1\nb = \"Canary\u{0}\"",
    ] {
        let told = complaint(text);
        assert!(told.starts_with("a.toml:"), "{text}: {told}");
        assert!(
            !told.to_lowercase().contains(&canary.to_lowercase()),
            "{text}: {told}"
        );
    }
    assert!(
        complaint("a = 1\nb = \n").starts_with("a.toml:2:5: "),
        "{}",
        complaint("a = 1\nb = \n")
    );
}

#[test]
fn the_marks_of_a_merge_conflict_are_refused_even_within_a_text() {
    let told = complaint("body = \"\"\"\n<<<<<<< HEAD\nDo\n=======\nDo not\n>>>>>>> x\n\"\"\"\n");
    assert!(
        told.starts_with("a.toml:2:1: this line is the mark of a merge conflict"),
        "{told}"
    );
    assert!(complaint("a = \"\"\"\n======\n\"\"\"").is_empty());
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
    let source = Source::new(
        Path::new("a.toml"),
        "\u{feff}a = \"\"\"\r\nx\r\ny\"\"\"\r\n".as_bytes(),
    );
    let source = source.expect("text");
    let table = source.table().expect("TOML");
    assert_eq!(source.keys(&table).text("a").expect("text"), Some("x\ny"));
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_place() {
    let told = Source::new(Path::new("a.toml"), b"a = 1\nb = \"\xff\"").expect_err("not UTF-8");
    assert_eq!((told.line, told.column), (2, 6));
}

#[test]
fn a_misspelt_key_is_answered_with_the_nearest_known_one() {
    let source = Source::new(Path::new("a.toml"), b"titel = \"x\"\nzzz = 1\n").expect("text");
    let table = source.table().expect("TOML");
    let keys = source.keys(&table);
    let told = keys
        .only(&["title", "body"])
        .expect_err("unknown")
        .to_string();
    assert_eq!(
        told,
        "a.toml:1:1: `titel` is not known here. Did you mean `title`?"
    );
    assert_eq!(nearest("zzz", &["title", "body"]), None);
}

#[test]
fn a_value_of_the_wrong_kind_is_named_and_not_quoted() {
    let source =
        Source::new(Path::new("a.toml"), b"x = \"secret\"\nd = 2026-02-28\n").expect("text");
    let table = source.table().expect("TOML");
    let keys = source.keys(&table);
    for told in [
        keys.flag("x").expect_err("text").to_string(),
        keys.number("x").expect_err("text").to_string(),
        keys.date("x").expect_err("text").to_string(),
        keys.texts("x").expect_err("text").to_string(),
        keys.tables("x").expect_err("text").to_string(),
    ] {
        assert!(
            told.starts_with("a.toml:1:1: `x` is not right. It takes "),
            "{told}"
        );
        assert!(!told.contains("secret"), "{told}");
    }
    assert_eq!(
        keys.date("d").expect("a date"),
        Some(jiff::civil::date(2026, 2, 28))
    );
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let text = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!complaint(&text).is_empty());
}
