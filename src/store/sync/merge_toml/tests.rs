use super::*;
use crate::store::toml_write::quoted;

const BASE: &str = r#"# Agreed with legal.
title = "Register of breaches"   # what it says
tags = ["ict", "breach"]
outcome = "disclosed"
body = """
We hold a register.

It has {{count}} lines.

It is kept for a year.
"""

# Asked for each time.
[[field]]
name = "count"
prompt = "How many?"
"#;

fn clean(base: &str, mine: &str, theirs: &str) -> String {
    match merge(base, mine, theirs) {
        Merge::Clean(text) => text,
        Merge::Conflict(conflict) => panic!("{:?}", conflict.parts),
    }
}

fn conflict(base: &str, mine: &str, theirs: &str) -> Conflict {
    match merge(base, mine, theirs) {
        Merge::Conflict(conflict) => conflict,
        Merge::Clean(text) => panic!("{text}"),
    }
}

#[test]
fn changes_of_both_come_together_and_comments_stay() {
    let mine = BASE
        .replace("register.", "register of breaches.")
        .replace("\"breach\"]", "\"breach\", \"gdpr\"]");
    let theirs = BASE
        .replace("# Agreed with legal.", "# Agreed with legal in May.")
        .replace("for a year", "for two years")
        .replace("\"ict\", ", "\"ict\", \"cyber\", ");
    let merged = clean(BASE, &mine, &theirs);
    let expected = theirs
        .replace("register.", "register of breaches.")
        .replace("\"breach\"]", "\"breach\", \"gdpr\"]");
    assert_eq!(merged, expected);
}

#[test]
fn the_order_of_keys_in_a_colleagues_file_survives() {
    // They moved the title below the tags and I changed it: by lines that is a conflict, by keys it is none.
    let mine = BASE.replace("Register of breaches", "Register of personal data breaches");
    let theirs = BASE
        .replace("title = \"Register of breaches\"   # what it says\n", "")
        .replace(
            "outcome =",
            "title = \"Register of breaches\"   # what it says\noutcome =",
        );
    let merged = clean(BASE, &mine, &theirs);
    assert!(merged.starts_with("# Agreed with legal.\ntags"), "{merged}");
    assert!(
        merged.contains("\ntitle = \"Register of personal data breaches\"")
            && merged.contains("# Asked for each time."),
        "{merged}"
    );
}

#[test]
fn a_text_that_both_changed_in_the_same_place_is_told_and_theirs_stands() {
    let mine = BASE
        .replace("for a year", "for ever")
        .replace("How many?", "How many lines?");
    let theirs = BASE.replace("for a year", "for a month");
    let found = conflict(BASE, &mine, &theirs);
    assert_eq!(found.parts.len(), 1);
    let part = &found.parts[0];
    assert_eq!((part.key.as_str(), part.kind), ("body", PartKind::Text));
    assert!(
        part.mine
            .as_deref()
            .is_some_and(|text| text.contains("for ever"))
    );
    assert!(
        found.text.contains("for a month") && found.text.contains("How many lines?"),
        "{}",
        found.text
    );
    assert!(!found.text.contains("<<<<"), "no marks anywhere");
    let settled = settle(&found.text, part, part.mine.as_deref()).expect("settled");
    assert!(
        settled.contains("for ever") && settled.contains("# Agreed with legal."),
        "{settled}"
    );
    let table: toml::Table = settled.parse().expect("TOML");
    assert_eq!(table["body"].as_str(), part.mine.as_deref());
}

#[test]
fn fields_are_merged_by_their_names() {
    let field = |name: &str| format!("\n[[field]]\nname = \"{name}\"\nprompt = \"What?\"\n");
    let mine = format!("{BASE}{}", field("mine"));
    let theirs = format!("{BASE}{}", field("theirs")).replace("How many?", "How many lines?");
    let merged = clean(BASE, &mine, &theirs);
    let table: toml::Table = merged.parse().expect("TOML");
    let names: Vec<&str> = table["field"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|field| field["name"].as_str())
        .collect();
    assert_eq!(names, ["count", "theirs", "mine"], "{merged}");
    assert!(merged.contains("How many lines?"));
}

#[test]
fn a_field_that_one_deleted_and_the_other_changed_is_told() {
    let (mine, _) = BASE.split_once("\n# Asked").expect("there");
    let mine = format!("{mine}\n");
    let theirs = BASE.replace("How many?", "How many lines?");
    let found = conflict(BASE, &mine, &theirs);
    assert_eq!(
        (found.parts[0].key.as_str(), found.parts[0].kind),
        ("field.count", PartKind::Table)
    );
    let gone = settle(&found.text, &found.parts[0], None).expect("settled");
    assert!(!gone.contains("[[field]]"), "{gone}");
    let back = conflict(BASE, &theirs, &mine);
    let kept = settle(&back.text, &back.parts[0], back.parts[0].mine.as_deref()).expect("settled");
    assert!(kept.contains("How many lines?"), "{kept}");
}

#[test]
fn the_prompt_that_both_changed_is_settled_where_it_stands() {
    let mine = BASE.replace("How many?", "How many lines?");
    let theirs = BASE.replace("How many?", "Count?");
    let found = conflict(BASE, &mine, &theirs);
    assert_eq!(found.parts[0].key, "field.count.prompt");
    let settled = settle(&found.text, &found.parts[0], Some("Which number?")).expect("settled");
    assert!(settled.contains("prompt = \"Which number?\""), "{settled}");
}

#[test]
fn the_last_line_of_a_case_stays_the_last() {
    let base = "format = 1\nquestions = [\n  { id = \"aaaa\" },\n]\n\n[end]\n";
    let mine = base.replace(
        "]\n\n",
        "  { id = \"mine\" },\n]\n\n[fields]\na = \"1\"\n\n",
    );
    let theirs = base.replace(
        "]\n\n",
        "  { id = \"thrs\" },\n]\n\n[fields]\nb = \"2\"\n\n",
    );
    let merged = clean(base, &mine, &theirs);
    assert!(merged.trim_end().ends_with("[end]"), "{merged}");
    let table: toml::Table = merged.parse().expect("TOML");
    assert_eq!(
        table["questions"].as_array().map(Vec::len),
        Some(3),
        "{merged}"
    );
    assert_eq!(
        table["fields"].as_table().map(toml::Table::len),
        Some(2),
        "{merged}"
    );
}

// They moved the title, and I changed it: only by keys can that be merged.
fn they_moved_the_title(mine: &str) -> String {
    let title = "title = \"Register of breaches\"   # what it says\n";
    let theirs = BASE
        .replace(title, "")
        .replace("outcome =", &format!("{title}outcome ="));
    let mine = mine.replace("Register of breaches", "Register of personal data breaches");
    let merged = clean(BASE, &mine, &theirs);
    assert!(merged.starts_with("# Agreed with legal.\ntags"), "{merged}");
    assert!(
        merged.contains("Register of personal data breaches"),
        "{merged}"
    );
    merged
}

#[test]
fn my_comments_come_along_where_keys_have_to_be_merged_one_by_one() {
    let above = BASE.replace("outcome =", "# Ask Priya first.\noutcome =");
    assert!(they_moved_the_title(&above).contains("# Ask Priya first.\noutcome ="));
    let at_the_end = format!("{BASE}# Looked at in May.\n");
    assert!(they_moved_the_title(&at_the_end).ends_with("# Looked at in May.\n"));
}

#[test]
fn a_colleagues_comment_on_a_key_that_i_did_not_touch_stays() {
    let mine = BASE
        .replace("tags = [", "# Mine.\ntags = [")
        .replace("How many?", "How many lines?");
    let theirs = BASE
        .replace("outcome =", "# Theirs.\noutcome =")
        .replace("tags = [", "# Theirs too.\ntags = [");
    let merged = clean(BASE, &mine, &theirs);
    assert!(merged.contains("# Theirs.\noutcome ="), "{merged}");
    assert!(merged.contains("# Theirs too.\ntags ="), "{merged}");
    assert!(!merged.contains("# Mine."), "one comment a key: {merged}");
    assert!(merged.contains("How many lines?"), "{merged}");
}

#[test]
fn a_comment_behind_a_value_that_nobody_changed_stays_as_i_wrote_it() {
    let mine = BASE.replace("# what it says", "# what it tells");
    let theirs = BASE.replace("a year", "two years");
    let merged = clean(BASE, &mine, &theirs);
    assert!(
        merged.contains("# what it tells") && merged.contains("two years"),
        "{merged}"
    );
}

#[test]
fn fields_of_one_name_are_not_taken_for_each_other() {
    let twice = format!("{BASE}\n[[field]]\nname = \"count\"\nprompt = \"And in all?\"\n");
    let theirs = BASE.replace("How many?", "How many lines?");
    let found = conflict(BASE, &twice, &theirs);
    let part = &found.parts[0];
    assert_eq!((part.key.as_str(), part.kind), ("field", PartKind::Value));
    let mine = part.mine.as_deref().unwrap_or_default();
    assert!(
        mine.contains("How many?") && mine.contains("And in all?"),
        "{mine}"
    );
    // Nor is a name with a dot taken for a place.
    let dotted = |prompt: &str| format!("[[field]]\nname = \"a.b\"\nprompt = \"{prompt}\"\n");
    let found = conflict(&dotted("What?"), &dotted("Who?"), &dotted("Where?"));
    assert_eq!(found.parts[0].key, "field");
}

#[test]
fn what_is_settled_in_a_case_never_comes_behind_its_last_line() {
    let base = "format = 1\n\n[[field]]\nname = \"count\"\nprompt = \"How many?\"\n\n[end]\n";
    let mine = base.replace("How many?", "How many lines?");
    let theirs = "format = 1\n\n[end]\n";
    let found = conflict(base, &mine, theirs);
    let kept =
        settle(&found.text, &found.parts[0], found.parts[0].mine.as_deref()).expect("settled");
    assert!(kept.contains("How many lines?"), "{kept}");
    assert!(kept.trim_end().ends_with("[end]"), "{kept}");
}

#[test]
fn a_table_that_i_added_does_not_part_a_table_of_theirs() {
    let base = "a = 1\n\n[last]\nx = 1\n";
    let mine = "a = 2\n\n[mine]\nm = 1\n\n[mine.inner]\ni = 1\n\n[last]\nx = 1\n";
    let theirs = "a = 1\n\n[theirs]\nt = 1\n\n[theirs.inner]\ni = 1\n\n[last]\nx = 1\n";
    let merged = clean(base, mine, theirs);
    let tables: Vec<&str> = merged
        .lines()
        .filter(|line| line.starts_with('['))
        .collect();
    for (table, inner) in [("[mine]", "[mine.inner]"), ("[theirs]", "[theirs.inner]")] {
        let at = tables.iter().position(|name| *name == table);
        let next = at.and_then(|at| tables.get(at + 1));
        assert_eq!(next, Some(&inner), "{merged}");
    }
}

#[test]
fn a_field_of_a_case_that_both_filled_is_settled_in_its_table() {
    let with = |word: &str| format!("format = 1\n\n[fields]\nyear = \"{word}\"\n\n[end]\n");
    let found = conflict(&with("2024"), &with("2025"), &with("2026"));
    assert_eq!(found.parts[0].key, "fields.year");
    let settled = settle(&found.text, &found.parts[0], Some("2025")).expect("settled");
    assert_eq!(settled, with("2025"));
}

#[test]
fn a_question_that_one_took_away_is_not_brought_back_where_both_changed_the_list() {
    let list = |ids: &[&str]| {
        let lines = ids.iter().map(|id| format!("  {{ id = \"{id}\" }},\n"));
        format!("questions = [\n{}]\n", lines.collect::<String>())
    };
    let found = conflict(
        &list(&["aaaa", "bbbb"]),
        &list(&["bbbb", "mine"]),
        &list(&["aaaa", "bbbb", "thrs"]),
    );
    assert_eq!(found.parts[0].key, "questions");
}

#[test]
fn a_file_that_is_no_toml_is_not_guessed_at() {
    let found = conflict("a = 1\n", "a = \n", "a = 2\n");
    assert_eq!(found.parts[0].kind, PartKind::File);
    assert_eq!(found.text, "a = 2\n");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn some_file() -> impl Strategy<Value = String> {
        let text = "[a-c]{1}(\n[a-c ]{1}){0,3}";
        (
            text,
            0..4_u8,
            proptest::collection::vec("[x-z]", 0..3),
            0..3_u8,
        )
            .prop_map(|(body, title, tags, fields)| {
                let mut file = Writer::default();
                file.text("title", &format!("t{title}"));
                file.list("tags", tags.iter().map(|tag| quoted(tag)));
                file.text("body", &format!("{body}\n"));
                for at in 0..fields {
                    file.line("\n[[field]]");
                    file.text("name", &format!("f{at}"));
                    file.text("prompt", &format!("p{title}"));
                }
                file.finish()
            })
    }

    proptest! {
        #[test]
        fn what_is_merged_is_always_toml_without_marks(base in some_file(), mine in some_file(), theirs in some_file()) {
            let text = match merge(&base, &mine, &theirs) {
                Merge::Clean(text) => text,
                Merge::Conflict(conflict) => {
                    let mut text = conflict.text.clone();
                    for part in &conflict.parts {
                        text = settle(&text, part, part.mine.as_deref()).expect("settled");
                    }
                    text
                }
            };
            prop_assert!(text.parse::<toml::Table>().is_ok(), "{}", text);
            prop_assert!(!text.contains("<<<<<<<"));
        }

        #[test]
        fn what_one_side_changed_alone_is_taken(base in some_file(), other in some_file()) {
            prop_assert_eq!(merge(&base, &base, &other), Merge::Clean(other.clone()));
            prop_assert_eq!(merge(&base, &other, &base), Merge::Clean(other));
        }
    }
}
