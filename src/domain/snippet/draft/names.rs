//! Names that are made of words: ids of titles, names of fields, titles of answers.

use crate::text::clean::clean_line;
use crate::text::fold::search_fold;

/// The longest id that is made of a title.
const LONGEST_NAME: usize = 60;

/// Returns an id made of a title: "answers/no-contract-with-uber". `taken` tells whether there is one already.
pub fn id_of_title(folder: &str, title: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = String::new();
    for word in search_fold(title)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if name.len() + word.len() > LONGEST_NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        name.push_str("snippet");
    }
    let base = if folder.is_empty() {
        name
    } else {
        format!("{folder}/{name}")
    };
    if !taken(&base) {
        return base;
    }
    let mut number = 2_usize;
    loop {
        let id = format!("{base}-{number}");
        if !taken(&id) {
            return id;
        }
        number += 1;
    }
}

/// Returns a name that a field can have, made of some words: "Head of service" becomes `head_of_service`.
pub fn field_name(words: &str) -> String {
    let folded = search_fold(words);
    let parts: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .take(4)
        .collect();
    let name: String = parts.join("_").chars().take(40).collect();
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name
    } else {
        format!("field_{name}").trim_end_matches('_').to_owned()
    }
}

/// Returns a text as one line: titles and the like come from answers.
pub fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    clean_line(&line, most).0.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_titles_and_never_taken_twice() {
        let id = id_of_title("answers", "Not held: Café contracts (2026)", |_| false);
        assert_eq!(id, "answers/not-held-cafe-contracts-2026");
        let again = id_of_title("answers", "Benches", |id| id == "answers/benches");
        assert_eq!(again, "answers/benches-2");
        assert_eq!(id_of_title("", "？", |_| false), "snippet");
    }

    #[test]
    fn field_names_are_plain() {
        assert_eq!(field_name("Head of Service"), "head_of_service");
        assert_eq!(field_name("2025"), "field_2025");
        assert_eq!(field_name("…"), "field");
    }
}
