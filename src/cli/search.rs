//! `search`: what fits a question, of the library and of the archive.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::archive::{first_words, open};
use super::args::{From, Search};
use super::out;
use crate::domain::outcome::Outcome;
use crate::domain::suggest::Query;
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
    let mut hits = Vec::new();
    if search.from != Some(From::Archive) {
        let ranked = library.rank(text).into_iter().take(search.limit);
        hits.extend(ranked.filter_map(|ranked| {
            let snippet = library.at(ranked.index)?;
            Some(Hit {
                id: snippet.id.clone(),
                score: ranked.score,
                from: "snippets",
                fits: ranked.fits,
                matched: ranked.matched,
                title: snippet.title.clone(),
                outcome: snippet.outcome.map(Outcome::id),
                provisions: snippet.cites.clone(),
                date: None,
            })
        }));
    }
    if let Some(archive) = archive {
        let query = Query::of(text, library.synonyms());
        for found in archive.search(&query, search.limit)? {
            hits.push(Hit {
                title: first_words(&found.answer),
                id: clean(&found.answer.id).0.to_string(),
                score: found.score,
                from: "archive",
                fits: found.fits,
                matched: found.matched,
                outcome: found.answer.outcome.map(Outcome::id),
                provisions: found.answer.provisions,
                date: found.answer.date,
            });
        }
    }
    if search.from.is_none() {
        // Of two lists: what fits stands before what does not; each list keeps its order.
        hits.sort_by(|a, b| b.fits.cmp(&a.fits).then(b.score.total_cmp(&a.score)));
        hits.truncate(search.limit);
    }
    Ok(hits)
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
        let _ = writeln!(text, "    {}", about.join(" · "));
    }
    text
}
