//! `doctor`: what is well and what is not, in plain words or as JSON. The exit code is 1 where something is wrong.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;

use super::out;
use crate::host::clock;
use crate::host::doctor::{self, Health, Sign, Signs};
use crate::text::clean::clean;
use crate::text::width;

/// Lines are no longer than this, so that they fit the narrowest usual terminal.
const WIDTH: usize = 79;
/// Before what was found: the word for its health.
const INDENT: usize = 8;

#[derive(Serialize)]
struct SignJson<'a> {
    part: &'a str,
    health: &'static str,
    found: &'a str,
    mend: &'a str,
}

#[derive(Serialize)]
struct SignsJson<'a> {
    health: &'static str,
    signs: Vec<SignJson<'a>>,
}

pub(super) fn doctor(asked: Option<&Path>, json: bool) -> anyhow::Result<ExitCode> {
    let signs = doctor::examine(asked, clock::today());
    if json {
        let all = SignsJson {
            health: signs.health().word(),
            signs: signs
                .all()
                .iter()
                .map(|sign| SignJson {
                    part: sign.part,
                    health: sign.health.word(),
                    found: &sign.found,
                    mend: &sign.mend,
                })
                .collect(),
        };
        let text = serde_json::to_string(&all).context("writing JSON")?;
        out(&format!("{text}\n"))?;
    } else {
        out(&in_words(&signs))?;
    }
    Ok(match signs.health() {
        Health::Wrong => ExitCode::from(1),
        Health::Well | Health::Look => ExitCode::SUCCESS,
    })
}

fn in_words(signs: &Signs) -> String {
    let mut text = String::new();
    let mut parts: Vec<&str> = Vec::new();
    for sign in signs.all() {
        if !parts.contains(&sign.part) {
            parts.push(sign.part);
        }
    }
    for part in parts {
        let _ = writeln!(text, "{part}");
        let of_part = signs.all().iter().filter(|sign| sign.part == part);
        of_part.for_each(|sign| write_sign(&mut text, sign));
    }
    let count = |health| {
        signs
            .all()
            .iter()
            .filter(|sign| sign.health == health)
            .count()
    };
    let summary = match (count(Health::Wrong), count(Health::Look)) {
        (0, 0) => "Everything is well.".to_owned(),
        (0, look) => format!("Nothing is wrong; {look} to look at."),
        (wrong, 0) => format!("{wrong} wrong."),
        (wrong, look) => format!("{wrong} wrong, {look} to look at."),
    };
    let _ = writeln!(text, "\n{summary}");
    text
}

fn write_sign(text: &mut String, sign: &Sign) {
    // Names of files and messages of the disk can come from strangers.
    paragraph(text, sign.health.word(), &clean(&sign.found).0);
    if !sign.mend.is_empty() {
        paragraph(text, "", &clean(&format!("-> {}", sign.mend)).0);
    }
}

// Breaks between words only, so that a path can be copied whole.
fn paragraph(text: &mut String, label: &str, words: &str) {
    let _ = write!(text, "  {label:<6}");
    let mut column = INDENT;
    for word in words.split_whitespace() {
        let wide = width::width(word);
        if column > INDENT && column + 1 + wide > WIDTH {
            let _ = write!(text, "\n{:INDENT$}", "");
            column = INDENT;
        } else if column > INDENT {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += wide;
    }
    text.push('\n');
}
