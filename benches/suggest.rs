//! How long suggestions take: over 10,000 snippets, 100,000 and a million past answers, all made up.
//!
//! With the synonyms and the table of word vectors of the program, as an officer has them.
//!
//! `cargo bench --bench suggest` measures the first two; `cargo bench --bench suggest -- 1000000` a million as well.
//! Median and 99th percentile of 400 whole questions, one thread. What is printed is what was measured, no more.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};

use seriatim::domain::library::Library;
use seriatim::domain::memory::{Lesson, Use, Used};
use seriatim::domain::snippet::{Layer, Snippet};
use seriatim::domain::suggest::{Filter, Query};
use seriatim::store::archive::{Archive, Columns};
use seriatim::store::builtin;
use seriatim::store::files::RealDisk;
use seriatim::store::synonyms;

const VOCABULARY: usize = 60_000;
const TOPICS: usize = 2_000;
const TODAY: Date = date(2026, 11, 24);
const STOP: [&str; 16] = [
    "the", "of", "and", "to", "in", "a", "for", "is", "by", "which", "how", "many", "please",
    "provide", "your", "council",
];

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below as u64).expect("it is below a usize")
    }
}

struct Language {
    words: Vec<String>,
}

// The words of the starter library, the most frequent first.
fn written_words() -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, bytes) in builtin::snippets() {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let words = text.split(|c: char| !c.is_ascii_alphabetic());
        for word in words.filter(|word| word.len() > 2 && !STOP.contains(word)) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    let mut words: Vec<(usize, String)> = counts
        .into_iter()
        .map(|(word, times)| (times, word))
        .collect();
    words.sort_by(|a, b| b.cmp(a));
    words.into_iter().map(|(_, word)| word).collect()
}

impl Language {
    fn new() -> Self {
        let syllables = [
            "ba", "con", "di", "er", "fos", "gra", "hul", "im", "jo", "kel", "lan", "mor", "nis",
            "op", "pra", "quen", "ros", "sti", "tur", "ver", "wen", "yar", "zo", "tre", "mun",
        ];
        let mut dice = Dice(7);
        // The frequent ones are words that officers write, so that the table of vectors knows them.
        let mut words: Vec<String> = written_words();
        while words.len() < VOCABULARY {
            let count = 2 + dice.roll(3);
            let syllables = (0..count).map(|_| syllables[dice.roll(syllables.len())]);
            words.push(syllables.collect());
        }
        Self { words }
    }

    // Few words are frequent, many are rare; two in five say nothing; a topic has words of its own.
    fn word(&self, dice: &mut Dice, topic: usize) -> &str {
        match dice.roll(10) {
            0..4 => STOP[dice.roll(STOP.len())],
            4..6 => &self.words[(topic * 37 + dice.roll(40)) % VOCABULARY],
            _ => {
                let far = dice.roll(VOCABULARY) + 1;
                let near = dice.roll(far) + 1;
                &self.words[dice.roll(near)]
            }
        }
    }

    fn text(&self, dice: &mut Dice, topic: usize, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(self.word(dice, topic));
            text.push(' ');
        }
        text
    }

    fn question(&self, number: usize) -> String {
        let mut dice = Dice(number as u64 * 31 + 5);
        let topic = dice.roll(TOPICS);
        let count = 10 + dice.roll(50);
        let mut text = self.text(&mut dice, topic, count);
        text.push('?');
        text
    }

    fn answer(&self, number: usize) -> String {
        let mut dice = Dice(number as u64 * 31 + 5);
        let topic = dice.roll(TOPICS);
        let mut dice = Dice(number as u64 * 17 + 3);
        let count = 40 + dice.roll(80);
        self.text(&mut dice, topic, count)
    }

    // A known question, a part of it, with words left out and words put in.
    fn asked(&self, of: usize, nth: usize) -> (usize, String) {
        let mut dice = Dice(nth as u64 * 101 + 11);
        let number = dice.roll(of);
        let question = self.question(number);
        let words: Vec<&str> = question.split_whitespace().collect();
        let count = (3 + dice.roll(28)).min(words.len());
        let start = dice.roll(words.len() - count + 1);
        let mut text = String::new();
        for word in words.iter().skip(start).take(count) {
            match dice.roll(100) {
                0..15 => {}
                15..25 => {
                    let _ = write!(text, "{} ", self.words[dice.roll(VOCABULARY)]);
                }
                _ => {
                    let _ = write!(text, "{word} ");
                }
            }
        }
        (number, text)
    }
}

// What an officer has typed of a question by the time the last word is two to five letters long.
fn half_typed(question: &str, nth: usize) -> String {
    let mut dice = Dice(nth as u64 * 13 + 7);
    let words: Vec<&str> = question
        .split_whitespace()
        .filter(|word| !STOP.contains(word))
        .collect();
    let count = (1 + dice.roll(6)).min(words.len());
    let mut typed = words[..count].join(" ");
    let last = words.get(count - 1).map_or(0, |word| word.len());
    let kept = (2 + dice.roll(4)).min(last);
    typed.truncate(typed.len() - last + kept);
    typed
}

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let language = Language::new();
    snippets(&language, 10_000);
    archive(&language, 100_000);
    for size in sizes {
        archive(&language, size);
    }
}

fn snippets(language: &Language, count: usize) {
    let made = (0..count).map(|number| Snippet {
        id: format!("snippet-{number:06}"),
        layer: Layer::Team,
        title: language.question(number),
        body: language.answer(number),
        ..Snippet::default()
    });
    let made: Vec<Snippet> = made.collect();
    let before = memory("RssAnon");
    let start = Instant::now();
    let (synonyms, _) = synonyms::load(None);
    let library = Library::new(made, Vec::new()).with_synonyms(synonyms, Vec::new());
    let library = Arc::new(library);
    println!(
        "{count} snippets: index built in {} ms, {} MB",
        start.elapsed().as_millis(),
        (memory("RssAnon").saturating_sub(before)) / 1024
    );
    let mut right = 0;
    let times = (0..400).map(|nth| {
        let (number, text) = language.asked(count, nth);
        let start = Instant::now();
        let query = Query::of(&text, library.synonyms());
        let ranked = library.rank(&query, TODAY);
        let time = start.elapsed();
        let id = format!("snippet-{number:06}");
        let found = ranked
            .iter()
            .take(5)
            .filter_map(|hit| library.at(hit.index));
        right += usize::from(found.into_iter().any(|snippet| snippet.id == id));
        time
    });
    report(&format!("{count} snippets"), times.collect(), right);
    let times = (0..400).map(|nth| {
        let (_, text) = language.asked(count, nth);
        let typed = half_typed(&text, nth);
        let start = Instant::now();
        let query = Query::typed(&typed, library.synonyms());
        std::hint::black_box(library.rank(&query, TODAY));
        start.elapsed()
    });
    report_times(
        &format!("{count} snippets, a typed letter"),
        times.collect(),
    );
    let learnt: Vec<Lesson> = (0..3)
        .map(|nth| Lesson {
            used: Used::Snippet(format!("snippet-{nth:06}")),
            case: Use {
                date: TODAY,
                question: language.asked(count, nth).1,
            },
        })
        .collect();
    let start = Instant::now();
    let _library = (*library).clone().having_learnt(&learnt);
    let time = start.elapsed().as_secs_f32() * 1e3;
    println!("{count} snippets: three uses learnt in {time:.1} ms");
}

fn archive(language: &Language, count: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answers.jsonl");
    write(language, &file, count);
    let state = folder.path().join("state");
    let open = || {
        Archive::open(folder.path(), &state, |_, _| {})
            .expect("an archive")
            .0
    };
    let mut made = open();
    let start = Instant::now();
    let columns = Columns::default();
    made.import(&RealDisk, &file, &columns, TODAY, |_, _, _| {})
        .expect("imported");
    println!(
        "{count} past answers: imported in {:.1} s, at most {} MB",
        start.elapsed().as_secs_f32(),
        memory("VmHWM") / 1024
    );
    drop(made);
    let start = Instant::now();
    let archive = open();
    println!(
        "{count} past answers: opened in {:.1} ms",
        start.elapsed().as_secs_f32() * 1e3
    );
    let (synonyms, _) = synonyms::load(None);
    let all = Filter::default();
    let mut right = 0;
    // Once unmeasured, so that the file cache is warm.
    for nth in 400..500 {
        let (_, text) = language.asked(count, nth);
        archive
            .search(&Query::of(&text, &synonyms), &all, TODAY, 10)
            .expect("a search");
    }
    let times = (0..400).map(|nth| {
        let (number, text) = language.asked(count, nth);
        let start = Instant::now();
        let found = archive
            .search(&Query::of(&text, &synonyms), &all, TODAY, 10)
            .expect("a search");
        let time = start.elapsed();
        let id = format!("a{number:07}");
        right += usize::from(found.iter().take(5).any(|found| found.answer.id == id));
        time
    });
    report(&format!("{count} past answers"), times.collect(), right);
    let times = (0..400).map(|nth| {
        let (_, text) = language.asked(count, nth);
        let typed = half_typed(&text, nth);
        let start = Instant::now();
        let query = Query::typed(&typed, &synonyms);
        archive.search(&query, &all, TODAY, 50).expect("a search");
        start.elapsed()
    });
    report_times(
        &format!("{count} past answers, a typed letter"),
        times.collect(),
    );
    println!(
        "{count} past answers: {} MB resident beside the mapped index",
        memory("RssAnon") / 1024
    );
}

fn write(language: &Language, path: &Path, count: usize) {
    let file = std::fs::File::create(path).expect("a file");
    let mut out = std::io::BufWriter::new(file);
    for number in 0..count {
        let (question, answer) = (language.question(number), language.answer(number));
        writeln!(
            out,
            "{{\"id\":\"a{number:07}\",\"question\":\"{question}\",\"answer\":\"{answer}\"}}"
        )
        .expect("written");
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "400 questions are counted exactly"
)]
fn report(what: &str, times: Vec<Duration>, right: usize) {
    let share = right as f32 / times.len() as f32;
    report_times(what, times);
    println!("{what}: the right one among five: {share:.3}");
}

fn report_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f32() * 1e3;
    println!(
        "{what}: median {:.2} ms, 99th percentile {:.2} ms",
        at(50),
        at(99)
    );
}

// What the system says of this process, in KB; nothing where it says nothing.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
