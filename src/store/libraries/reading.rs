//! Reads one snippet file.

use std::path::Path;

use super::files;
use crate::domain::fields::{BUILT_IN, FieldKind};
use crate::domain::outcome::Outcome;
use crate::domain::snippet::include::{self, includes};
use crate::domain::snippet::{Layer, Snippet, SnippetField, State};
use crate::store::toml_text::{Keys, Source, TomlError};
use crate::text::clean::clean;
use crate::text::{placeholder, slice};

/// The most placeholders of one snippet.
const MOST_PLACEHOLDERS: usize = 200;
/// The sign of an amount where neither file nor officer write one.
pub(super) const SIGN: &str = "£";

const KEYS: [&str; 12] = [
    "title",
    "regime",
    "outcome",
    "cites",
    "tags",
    "use_when",
    "owner",
    "review_by",
    "state",
    "successor",
    "body",
    "field",
];
const FIELD_KEYS: [&str; 8] = [
    "name",
    "prompt",
    "default",
    "optional",
    "per_answer",
    "type",
    "options",
    "currency",
];

const OUTCOMES: &str = "one of: disclosed, partly-disclosed, not-held, refused, ncnd, already-available, \
                        clarification, answered-elsewhere";

/// A snippet as its file has it: its includes are not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetRead {
    /// The snippet.
    pub snippet: Snippet,
    /// Things that do not keep it from being used, with their lines.
    pub remarks: Vec<(usize, String)>,
    /// The lines of its includes, in their order.
    pub include_lines: Vec<usize>,
}

/// Reads one snippet file.
///
/// # Errors
/// [`TomlError`] if it cannot be used.
pub fn read_snippet(
    layer: Layer,
    id: &str,
    path: &Path,
    bytes: &[u8],
) -> Result<SnippetRead, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&KEYS)?;
    let mut remarks = Vec::new();
    let mut tidy = |line: usize, text: &str| {
        let (text, oddities) = clean(text);
        if !oddities.is_empty() {
            remarks.push((
                line,
                format!("{oddities}; look at what was meant and save the file anew"),
            ));
        }
        text.to_string()
    };
    let title = tidy(keys.line("title"), keys.needed_text("title")?);
    let body = tidy(keys.line("body"), keys.needed_text("body")?);
    if body.trim().is_empty() {
        return Err(keys.error_at(
            "body",
            "the snippet has no text",
            "Write it between the quotation marks",
        ));
    }
    let tables = keys.tables("field")?;
    let fields = tables
        .iter()
        .map(read_field)
        .collect::<Result<Vec<_>, _>>()?;
    let include_lines = lines_of_includes(&source, &keys);
    placeholders_are_declared(&source, &keys, &body, &fields)?;
    for (field, table) in fields.iter().zip(&tables) {
        // What it includes may use it: the word for one letter, asked for by the snippet that holds it.
        let used = placeholder::placeholders(&body).any(|found| found.name == field.name);
        remarks.extend(remarks_on(field, table, used || !include_lines.is_empty()));
    }
    let state = keys
        .word(
            "state",
            "one of: draft, approved, withdrawn",
            State::from_word,
        )?
        .unwrap_or_default();
    let successor = keys.text("successor")?.filter(|id| !id.is_empty());
    if let Some(id) = successor
        && (!include::is_id(id) || state != State::Withdrawn)
    {
        let hint = "It takes the id of another snippet, and goes with state = \"withdrawn\"";
        return Err(keys.error_at("successor", "`successor` is not right", hint));
    }
    let version = files::sha256(body.as_bytes()).chars().take(16).collect();
    let snippet = Snippet {
        id: id.to_owned(),
        layer,
        title,
        regime: keys.text("regime")?.map(str::to_owned),
        outcome: keys.word("outcome", OUTCOMES, Outcome::from_id)?,
        cites: keys.texts("cites")?,
        tags: keys.texts("tags")?,
        use_when: clean(&keys.text_or_empty("use_when")?).0.to_string(),
        owner: clean(&keys.text_or_empty("owner")?).0.to_string(),
        review_by: keys.date("review_by")?,
        state,
        successor: successor.map(str::to_owned),
        body,
        fields,
        version,
        file: files::sha256(bytes),
        ..Snippet::default()
    };
    Ok(SnippetRead {
        snippet,
        remarks,
        include_lines,
    })
}

fn remarks_on(field: &SnippetField, table: &Keys<'_>, used: bool) -> Vec<(usize, String)> {
    let mut remarks = Vec::new();
    if let Err(words) = field.kind.read(&field.default)
        && !field.default.is_empty()
    {
        let words = format!("the suggestion for `{}` does not fit. {words}", field.name);
        remarks.push((table.line("default"), words));
    }
    if !used {
        let name = &field.name;
        let words = format!("the field `{name}` is declared and not used in the text");
        remarks.push((table.line("name"), words));
    }
    remarks
}

fn lines_of_includes(source: &Source<'_>, keys: &Keys<'_>) -> Vec<usize> {
    let Some(span) = keys.span("body") else {
        return Vec::new();
    };
    let all = includes(slice::slice(source.text(), span.clone()));
    all.map(|include| source.line(span.start + include.range.start))
        .collect()
}

fn read_field(keys: &Keys<'_>) -> Result<SnippetField, TomlError> {
    keys.only(&FIELD_KEYS)?;
    let name = keys.needed_text("name")?.to_owned();
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain {
        return Err(keys.wrong(
            "name",
            "small letters, digits and underscores, a letter first",
        ));
    }
    if BUILT_IN.contains(&name.as_str()) {
        let hint = "The program fills it by itself; delete the field or give it another name";
        return Err(keys.error_at("name", &format!("`{name}` is a field of the program"), hint));
    }
    Ok(SnippetField {
        name,
        prompt: clean(&keys.text_or_empty("prompt")?).0.to_string(),
        default: clean(&keys.text_or_empty("default")?).0.to_string(),
        kind: read_kind(keys)?,
        optional: keys.flag("optional")?.unwrap_or(false),
        per_answer: keys.flag("per_answer")?.unwrap_or(false),
    })
}

fn read_kind(keys: &Keys<'_>) -> Result<FieldKind, TomlError> {
    let options: Vec<String> = keys
        .texts("options")?
        .iter()
        .map(|option| clean(option).0.trim().to_owned())
        .filter(|option| !option.is_empty())
        .collect();
    let sign = keys.text("currency")?.unwrap_or(SIGN);
    let kind = match keys.text("type")? {
        None | Some("") if keys.has("options") => FieldKind::Choice(options.clone()),
        None | Some("" | "text") => FieldKind::Text,
        Some("number") => FieldKind::Number,
        Some("money") => FieldKind::Money {
            sign: clean(sign).0.trim().to_owned(),
        },
        Some("date") => FieldKind::Date,
        Some("choice") => FieldKind::Choice(options.clone()),
        Some("list") => FieldKind::List,
        Some(_) => {
            let allowed = format!("one of: {}", FieldKind::WORDS.join(", "));
            return Err(keys.wrong("type", &allowed));
        }
    };
    let chosen = matches!(kind, FieldKind::Choice(_));
    if chosen && options.is_empty() {
        let hint = "Add a line options = [\"one\", \"another\"]";
        return Err(keys.error_at("type", "there is nothing to choose from", hint));
    }
    if keys.has("options") && !chosen {
        let hint = "Only type = \"choice\" has options";
        return Err(keys.error_at("options", "options go with a choice", hint));
    }
    if keys.has("currency") && !matches!(kind, FieldKind::Money { .. }) {
        let hint = "Only type = \"money\" has a currency";
        return Err(keys.error_at("currency", "a currency goes with money", hint));
    }
    Ok(kind)
}

fn placeholders_are_declared(
    source: &Source<'_>,
    keys: &Keys<'_>,
    body: &str,
    fields: &[SnippetField],
) -> Result<(), TomlError> {
    let start = keys.span("body").map_or(0, |span| span.start);
    for (count, found) in placeholder::placeholders(body).enumerate() {
        if count >= MOST_PLACEHOLDERS {
            let hint = format!("A snippet can have {MOST_PLACEHOLDERS}");
            return Err(keys.error_at("body", "there are too many placeholders", &hint));
        }
        let known = BUILT_IN.contains(&found.name.as_str())
            || fields.iter().any(|field| field.name == found.name);
        if !known {
            // The place in the file, as near as it can be told: where the name stands behind the start of the body.
            let behind = slice::from(source.text(), start);
            let at = start + behind.find(found.name.as_str()).unwrap_or(0);
            let what = format!(
                "the field `{}` is used in the text and not declared",
                found.name
            );
            let hint = format!(
                "Add a [[field]] with name = \"{}\" and a prompt",
                found.name
            );
            return Err(source.error(at, &what, &hint));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<SnippetRead, TomlError> {
        read_snippet(
            Layer::Team,
            "x",
            Path::new("snippets/x.toml"),
            text.as_bytes(),
        )
    }

    #[test]
    fn an_undeclared_field_is_an_error_with_its_line() {
        let error = read("title = \"T\"\nbody = \"\"\"\nWe hold\n{{what}}.\n\"\"\"\n")
            .expect_err("not declared");
        assert_eq!(error.line, 4);
        assert!(error.what.contains("`what`"));
    }

    #[test]
    fn an_unknown_key_names_the_nearest_one() {
        let error = read("tittle = \"T\"\nbody = \"x\"\n").expect_err("unknown key");
        assert!(error.hint.contains("title"), "{error}");
    }

    #[test]
    fn state_successor_and_kinds_of_fields_are_read() {
        let text = "title = \"T\"\nstate = \"withdrawn\"\nsuccessor = \"a/b\"\nbody = \"{{a}} {{b}} {{c}}\"\n\
                    [[field]]\nname = \"a\"\ntype = \"money\"\ncurrency = \"$\"\n\
                    [[field]]\nname = \"b\"\noptions = [\"would\", \"may\"]\n\
                    [[field]]\nname = \"c\"\ntype = \"date\"\ndefault = \"soon\"\n";
        let read = read(text).expect("readable");
        let snippet = read.snippet;
        assert!(snippet.is_withdrawn());
        assert_eq!(snippet.successor.as_deref(), Some("a/b"));
        assert_eq!(snippet.fields[0].kind.read("5").as_deref(), Ok("$5"));
        assert_eq!(snippet.fields[1].kind.word(), "choice");
        assert_eq!(read.remarks.len(), 1, "a suggestion that is no date");
        assert_eq!(read.remarks[0].0, 15);
    }

    #[test]
    fn wrong_states_and_kinds_name_what_is_allowed() {
        let error = |lines: &str| {
            let text = format!("title = \"T\"\nbody = \"x\"\n{lines}");
            read(&text).expect_err("wrong")
        };
        assert!(error("state = \"old\"").hint.contains("withdrawn"));
        assert_eq!(error("successor = \"a\"").line, 3);
        let kind = error("[[field]]\nname = \"a\"\ntype = \"sum\"");
        assert!(kind.hint.contains("money, date"), "{kind}");
        assert_eq!(error("[[field]]\nname = \"a\"\ntype = \"choice\"").line, 5);
    }
}
