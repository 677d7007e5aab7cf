//! `search`: what fits a question, of the library and of the archive.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::archive::{first_words, open};
use super::args::{From, Search};
use super::out;
use crate::domain::found::{Found, joined};
use crate::domain::library::Library;
use crate::domain::memory::Memory;
use crate::domain::outcome::Outcome;
use crate::domain::suggest::{Query, Typed};
use crate::host::clock;
use crate::host::start::Start;
use crate::store::archive::Archive;
use crate::text::clean::clean;

/// The largest file of questions that is read.
const LARGEST: u64 = 256 << 20;

#[derive(Deserialize)]
struct Asked {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Answered<'a> {
    id: &'a str,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    id: String,
    score: f32,
    from: &'static str,
    fits: bool,
    matched: Vec<String>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    provisions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<jiff::civil::Date>,
    #[serde(skip_serializing_if = "is_zero")]
    used: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    served: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

pub(super) fn perform(start: &Start, search: &Search) -> anyhow::Result<ExitCode> {
    let archive = match search.from {
        Some(From::Snippets) => None,
        _ => Some(open(start)?),
    };
    let look = |text: &str| look(start, archive.as_ref(), search, text);
    if let Some(path) = &search.queries {
        let text = read(path)?;
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let asked: Asked = serde_json::from_str(line).with_context(|| {
                format!(
                    "line {}: a question is {{\"id\":\"…\",\"text\":\"…\"}}",
                    number + 1
                )
            })?;
            let answered = Answered {
                id: &asked.id,
                hits: look(&asked.text)?,
            };
            let line = serde_json::to_string(&answered).context("writing JSON")?;
            out(&format!("{line}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let hits = look(&search.query.join(" "))?;
    if search.json {
        let json = serde_json::to_string(&serde_json::json!({ "hits": hits }));
        out(&format!("{}\n", json.context("writing JSON")?))?;
    } else {
        out(&in_words(&hits))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let mut input = std::io::stdin().lock().take(LARGEST);
        input
            .read_to_end(&mut bytes)
            .context("reading standard input")?;
    } else {
        bytes = crate::store::files::read(path, LARGEST)?;
    }
    String::from_utf8(bytes).context("the questions are not text in UTF-8")
}

fn look(
    start: &Start,
    archive: Option<&Archive>,
    search: &Search,
    text: &str,
) -> anyhow::Result<Vec<Hit>> {
    let library = start.shelf.library();
    // Questions of a file are questions; filters are for who types.
    let typed = if search.queries.is_some() {
        Typed {
            words: text.to_owned(),
            ..Typed::default()
        }
    } else {
        Typed::read(text)
    };
    if let Some(wrong) = typed.wrong {
        bail!("{}", clean(&wrong).0.as_str());
    }
    let (filter, today) = (typed.filter, clock::today());
    let query = Query::of(&typed.words, library.synonyms());
    let mut snippets = Vec::new();
    if search.from != Some(From::Archive) {
        snippets = library.rank(&query, today);
        snippets.retain(|ranked| {
            library
                .at(ranked.index)
                .is_some_and(|snippet| filter.shows(snippet))
        });
    }
    let mut past = Vec::new();
    if let Some(archive) = archive {
        let found = archive.search(&query, &filter, today, search.limit)?;
        past.extend(found.into_iter().map(Arc::new));
    }
    let mut hits: Vec<Hit> = joined(snippets, &past)
        .into_iter()
        .filter_map(|(score, found)| hit(&library, score, found))
        .collect();
    hits.truncate(search.limit);
    Ok(hits)
}

fn hit(library: &Library, score: f32, found: Found) -> Option<Hit> {
    match found {
        Found::Snippet(ranked) => {
            let snippet = library.at(ranked.index)?;
            let memory = library.memory(ranked.index);
            Some(Hit {
                id: snippet.id.clone(),
                score,
                from: "snippets",
                fits: ranked.fits,
                served: library.served(&ranked).map(str::to_owned),
                used: memory.map_or(0, Memory::times),
                matched: ranked.matched,
                title: snippet.title.clone(),
                outcome: snippet.outcome.map(Outcome::id),
                provisions: snippet.cites.clone(),
                date: None,
            })
        }
        Found::Past(found) => Some(Hit {
            title: first_words(&found.answer),
            id: clean(&found.answer.id).0.to_string(),
            score,
            from: "archive",
            fits: found.fits,
            served: found.served.clone(),
            used: found.times,
            matched: found.matched.clone(),
            outcome: found.answer.outcome.map(Outcome::id),
            provisions: found.answer.provisions.clone(),
            date: found.answer.date,
        }),
    }
}

fn in_words(hits: &[Hit]) -> String {
    let mut text = String::new();
    if hits.iter().all(|hit| !hit.fits) {
        text.push_str(if hits.is_empty() {
            "Nothing fits.\n"
        } else {
            "Nothing fits. The nearest are:\n"
        });
    }
    for hit in hits {
        let _ = writeln!(text, "{}  {}", hit.id, hit.title);
        let mut about: Vec<String> = vec![hit.from.to_owned()];
        about.extend(hit.date.map(|date| date.to_string()));
        about.extend(hit.outcome.map(str::to_owned));
        if !hit.provisions.is_empty() {
            about.push(hit.provisions.join(", "));
        }
        if hit.matched.is_empty() {
            about.push("alike in letters".to_owned());
        } else {
            about.push(format!("has “{}”", hit.matched.join(", ")));
        }
        match hit.used {
            0 => {}
            1 => about.push("used once".to_owned()),
            times => about.push(format!("used {times} times")),
        }
        about.extend(
            hit.served
                .as_ref()
                .map(|served| format!("for “{}”", clean(served).0.as_str())),
        );
        let _ = writeln!(text, "    {}", about.join(" · "));
    }
    text
}
