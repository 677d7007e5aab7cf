//! The log as one page of HTML that needs no server: style and search are in it, and nothing is fetched.

use sha2::{Digest, Sha256};

use super::{Asked, LogEntry};
use crate::domain::letter::numbered;
use crate::text::base64;
use crate::text::markup::{self, escape_html};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Returns the log as a page. The same entries give the same bytes.
///
/// A browser is told to run this script and to use this style and nothing else, so that no text in it can do anything.
pub fn html(authority: &str, entries: &[LogEntry]) -> String {
    let title = if authority.is_empty() {
        "Disclosure log".to_owned()
    } else {
        format!("Disclosure log of {authority}")
    };
    let title = escape_html(&title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p id=\"find\" hidden><label for=\"words\">Search the log</label> <input id=\"words\" type=\"search\" autocomplete=\"off\"> <span id=\"count\" role=\"status\"></span></p>\n",
        hash(SCRIPT),
        hash(STYLE)
    );
    if entries.is_empty() {
        page.push_str("<p>There are no entries.</p>\n");
    }
    for entry in entries {
        page.push_str(&entry_html(entry));
    }
    page.push_str("</main>\n<script>");
    page.push_str(SCRIPT);
    page.push_str("</script>\n</body>\n</html>\n");
    page
}

fn hash(text: &str) -> String {
    format!(
        "sha256-{}",
        base64::encode(&Sha256::digest(text.as_bytes()))
    )
}

fn entry_html(entry: &LogEntry) -> String {
    let lines = |text: &str| escape_html(text).replace('\n', "<br>\n");
    let facts = entry.facts();
    let facts: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("<dt>{name}</dt> <dd>{}</dd>\n", escape_html(value)))
        .collect();
    let mut parts = vec![format!(
        "<article id=\"{}\">\n<h2>{}</h2>\n<dl>\n{}</dl>\n",
        escape_html(&entry.reference),
        escape_html(entry.heading()),
        facts.concat()
    )];
    for item in &entry.items {
        parts.extend(item.asked.iter().map(|asked| match asked {
            Asked::Heading(text) => format!("<h3>{}</h3>\n", lines(text)),
            Asked::Question { name, text } => format!(
                "<p class=\"asked\"><strong>{}</strong></p>\n",
                lines(&numbered(name, text))
            ),
        }));
        if !item.answer.is_empty() {
            // Styles in the text are not let through; quotation marks of the text itself are escaped.
            let answer = markup::html(&item.answer)
                .replace(" style=\"text-align: right\"", " class=\"right\"")
                .replace(" style=\"text-align: center\"", " class=\"centre\"");
            parts.push(format!("<div class=\"answer\">\n{answer}</div>\n"));
        }
        let standing = item.standing();
        if !standing.is_empty() {
            parts.push(format!(
                "<p class=\"outcome\">{}</p>\n",
                escape_html(&standing)
            ));
        }
    }
    parts.push("</article>\n".to_owned());
    parts.concat()
}
