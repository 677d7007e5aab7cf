//! Every check on a letter that has its fault, on the same letter mended, and on one that looks like it and has none:
//! `tests/checks/*.toml`.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot read its letters has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use seriatim::domain::authority::Authority;
use seriatim::domain::case::{Case, Facts, Place};
use seriatim::domain::checks::{self, Clock, Diagnostic, Fix, Readings, Surroundings, subject_of};
use seriatim::domain::clock::{ClockEvent, Due};
use seriatim::domain::ids::{QuestionId, Reference};
use seriatim::domain::library::Library;
use seriatim::domain::outcome::Outcome;
use seriatim::domain::question::{Citation, Question, Source};
use seriatim::domain::reading::{Reader, Reading, Within, WordSet, word_set};
use seriatim::domain::review::{Finding, Reviewed};
use seriatim::domain::rules::Rules;
use seriatim::domain::sent::SentLetter;
use seriatim::domain::sign_off::{Approval, Matter, Rule, SignOff, Signed, Unapproved, When};
use seriatim::domain::snippet::{Snippet, State};
use seriatim::store::law;
use toml::{Table, Value};

const TODAY: Date = date(2026, 11, 24);

struct World {
    rules: Rules,
    /// A factor that the program suggests for commercial interests.
    prompt: String,
}

fn world() -> World {
    let (regimes, problems) = law::regimes(None);
    assert_eq!(problems, Vec::<String>::new());
    let pack = regimes.get("uk-foia").expect("a pack of the program");
    let provision = pack.provision("43(2)").expect("a limb of the pack");
    let (_, against) = pack.factors(provision);
    let prompt = against.first().expect("a suggested factor").clone();
    let rules = Rules {
        reader: Reader {
            book: law::phrasebook().expect("the wording of the program"),
            regimes: Arc::new(regimes),
        },
        repealed: law::repealed().expect("the list of the program"),
        checks: law::checks(None).0,
    };
    World { rules, prompt }
}

/// Reads a case anew; the workbench keeps what it read.
struct ReadNow<'a> {
    case: &'a Case,
    reader: &'a Reader,
}

impl Readings for ReadNow<'_> {
    fn reading(&self, place: &Place) -> Arc<Reading> {
        let (regime, within) = match place {
            Place::Answer(id) => (
                self.case
                    .question(id)
                    .map_or("", |question| self.case.regime_of(question)),
                Within::Answer,
            ),
            _ => (self.case.facts.regime.as_str(), Within::Frame),
        };
        let text = self.case.text(place);
        Arc::new(self.reader.read(text, regime, within, None))
    }

    fn words(&self, id: &QuestionId) -> Arc<WordSet> {
        let asked = self.case.question(id).map_or("", |question| &question.text);
        Arc::new(word_set(asked))
    }
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn case_of(letter: &Value, prompt: &str) -> Case {
    let table = match letter {
        Value::Table(table) => table.clone(),
        other => {
            let answer = Table::from_iter([("text".to_owned(), other.clone())]);
            let answers = Value::Array(vec![Value::Table(answer)]);
            Table::from_iter([("answers".to_owned(), answers)])
        }
    };
    let reference = Reference::parse("FOI-2026-0417").expect("a plain reference");
    let facts = Facts {
        requester: text(&table, "requester").unwrap_or_default(),
        received: Some(received(&table)),
        regime: "uk-foia".into(),
        ..Facts::default()
    };
    let mut case = Case::new(reference, facts);
    let frame = |key: &str, usual: &str| text(&table, key).unwrap_or_else(|| usual.to_owned());
    Arc::make_mut(&mut case.opening).text = frame("opening", "Dear Morgan Sample");
    Arc::make_mut(&mut case.closing).text = frame("closing", "Yours sincerely");
    let id = |at: usize| QuestionId::parse(&format!("q{at}")).expect("a plain id");
    for (at, answer) in table["answers"]
        .as_array()
        .expect("a list of answers")
        .iter()
        .enumerate()
    {
        let answer = answer.as_table().expect("an answer");
        let regime = text(answer, "regime");
        let cites = answer.get("cites").and_then(Value::as_array);
        let citations = cites.into_iter().flatten().map(|cite| Citation {
            regime: regime.clone().unwrap_or_else(|| "uk-foia".into()),
            cite: cite.as_str().expect("a cite").to_owned(),
        });
        let source = text(answer, "source").and_then(|source| {
            let (snippet, version) = source.split_once('@')?;
            Some(Source {
                snippet: snippet.into(),
                version: version.into(),
            })
        });
        let with = answer.get("with").and_then(Value::as_integer);
        case.questions.push(Arc::new(Question {
            marker: (at + 1).to_string(),
            text: text(answer, "asked")
                .unwrap_or_else(|| format!("How many {} are there?", ["vans", "lorries"][at % 2])),
            answer: text(answer, "text")
                .expect("its words")
                .replace("{prompt}", prompt),
            outcome: text(answer, "outcome")
                .map(|word| Outcome::from_id(&word).expect("an outcome")),
            citations: citations.collect(),
            sources: source.into_iter().collect(),
            answered_with: with.map(|with| id(usize::try_from(with).expect("a number") - 1)),
            regime,
            reviewed: text(answer, "found").map(|word| {
                Box::new(Reviewed {
                    answer: "There are 13 vans.".into(),
                    outcome: None,
                    citations: BTreeSet::new(),
                    finding: Finding::from_id(&word),
                })
            }),
            ..Question::new(id(at))
        }));
    }
    case
}

fn of_clock(table: &Table) -> Option<&Table> {
    table.get("clock").and_then(Value::as_table)
}

fn received(table: &Table) -> Date {
    let given = of_clock(table).and_then(|clock| text(clock, "received"));
    given.map_or(date(2026, 11, 10), |day| day.parse().expect("a date"))
}

fn library_of(table: &Table) -> Option<Library> {
    let about = table.get("library").and_then(Value::as_table)?;
    let snippet = Snippet {
        id: "vans".into(),
        title: "Vans".into(),
        version: text(about, "version").expect("a version"),
        state: text(about, "state").map_or(State::Approved, |word| {
            State::from_word(&word).expect("a state")
        }),
        review_by: text(about, "review_by").map(|day| day.parse().expect("a date")),
        ..Snippet::default()
    };
    Some(Library::new([snippet], Vec::new()))
}

// Approves the letter as the table says, then changes it if it says so. Returns what is not approved.
fn signed(case: &mut Case, table: &Table) -> Vec<Unapproved> {
    let Some(about) = table.get("sign_off").and_then(Value::as_table) else {
        return Vec::new();
    };
    let by = about["by"].as_array().expect("a list of names").iter();
    let rules = SignOff {
        rules: vec![Rule {
            approve: Matter::Letter,
            when: When::Always,
            by: by
                .map(|name| name.as_str().expect("a name").to_owned())
                .collect(),
            why: String::new(),
        }],
        ..SignOff::default()
    };
    if let Some(by) = text(about, "approved_by") {
        let approval = Approval::new(&by, TODAY, case.signed_text(&Signed::Letter));
        Arc::make_mut(&mut case.facts).approvals.push(approval);
    }
    if let Some(answer) = text(about, "since_then") {
        Arc::make_mut(&mut case.questions[0]).answer = answer;
    }
    rules.unapproved(case, "")
}

// Sends the letter, then changes it if the table says so. Returns the day of a letter that has changed since.
fn sent(case: &mut Case, table: &Table) -> Option<Date> {
    let about = table.get("sent")?.as_table()?;
    let letter = SentLetter {
        on: TODAY,
        at: String::new(),
        by: String::new(),
        files: Vec::new(),
        text: case.signed_text(&Signed::Letter),
    };
    if let Some(answer) = text(about, "since_then") {
        Arc::make_mut(&mut case.questions[0]).answer = answer;
    }
    letter.differs_from(case).then_some(letter.on)
}

// The case of a letter, and what is found in it.
fn found_in(world: &World, letter: &Value) -> (Case, Vec<Diagnostic>) {
    let mut case = case_of(letter, &world.prompt);
    let empty = Table::new();
    let table = letter.as_table().unwrap_or(&empty);
    let unapproved = signed(&mut case, table);
    let changed_since = sent(&mut case, table);
    let regulators = law::regulators().expect("the list of the program");
    let library = library_of(table);
    let reader = &world.rules.reader;
    let today = of_clock(table).and_then(|clock| text(clock, "today"));
    let today = today.map_or(TODAY, |day| day.parse().expect("a date"));
    let around = Surroundings {
        regimes: &reader.regimes,
        repealed: &world.rules.repealed,
        regulators: &regulators,
        library: library.as_ref(),
        today,
    };
    let authority = Authority {
        name: "Harbour Borough Council".into(),
        short_name: "the council".into(),
        ..Authority::default()
    };
    let read = ReadNow {
        case: &case,
        reader,
    };
    let mut subject = subject_of(&case, &authority, &read, &[], around);
    subject.unapproved = &unapproved;
    subject.changed_since = changed_since;
    if let Some(clock) = of_clock(table) {
        let (pack, calendar) = reader.regimes.clock_of("uk-foia").expect("a clock");
        let events = clock.get("events").and_then(Value::as_array);
        let events: Vec<ClockEvent> = events
            .into_iter()
            .flatten()
            .map(|event| ClockEvent::read(event.as_str().expect("an event")))
            .collect();
        let due = Due::count(pack, calendar, received(table), &events).expect("a due date");
        let standing = due.standing(calendar, today);
        subject.clock = Some(Clock::of(&due, standing));
    }
    let found = checks::check(&subject, &world.rules.checks);
    (case, found)
}

fn codes_in(world: &World, letter: &Value) -> Vec<&'static str> {
    let (_, found) = found_in(world, letter);
    found.into_iter().map(|finding| finding.code).collect()
}

// A finding as an officer sees it: where it is, which words are marked, what is said, what one key does.
fn told(case: &Case, finding: &Diagnostic) -> String {
    let words = finding.place.as_ref().zip(finding.at.clone());
    let words = words.map_or_else(
        || "no words".to_owned(),
        |(place, at)| {
            format!(
                "{:?}",
                case.text(place).get(at).expect("letters of the text")
            )
        },
    );
    let key = match &finding.fix {
        None => String::new(),
        Some(Fix::Replace { at, with, .. }) => {
            let place = finding.place.as_ref().expect("a text to change");
            let old = case
                .text(place)
                .get(at.clone())
                .expect("letters of the text");
            format!("\n  key: {old:?} becomes {with:?}")
        }
        Some(fix) => format!("\n  key: {fix:?}"),
    };
    format!(
        "{} {} [{}] {words}\n  {}\n  {}{key}\n",
        finding.severity().id(),
        finding.code,
        finding.question,
        finding.message,
        finding.help
    )
}

fn letters() -> BTreeMap<String, Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let mut all = BTreeMap::new();
    for file in fs::read_dir(folder).expect("the letters of the tests") {
        let path = file.expect("a file").path();
        let table: Table = fs::read_to_string(&path)
            .expect("a text")
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (code, letters) in table {
            all.insert(code, letters.as_table().expect("three letters").clone());
        }
    }
    all
}

#[test]
fn every_check_finds_its_fault_and_leaves_the_mended_letter_and_its_neighbour_alone() {
    let world = world();
    let letters = letters();
    let known: Vec<&str> = checks::all().map(checks::Check::code).collect();
    let untested: Vec<&&str> = known
        .iter()
        .filter(|code| !letters.contains_key(**code))
        .collect();
    assert!(untested.is_empty(), "checks without letters: {untested:?}");
    let mut wrong = Vec::new();
    for (code, three) in &letters {
        assert!(known.contains(&code.as_str()), "there is no check {code}");
        for (kind, expected) in [("fault", true), ("mended", false), ("near", false)] {
            let letter = three
                .get(kind)
                .unwrap_or_else(|| panic!("{code} has no {kind}"));
            let found = codes_in(&world, letter);
            if found.contains(&code.as_str()) != expected {
                wrong.push(format!("{code}, {kind}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_found_is_told_marked_to_the_letter_and_offered_to_be_mended() {
    let world = world();
    let mut all = String::new();
    for (code, three) in letters() {
        let (case, found) = found_in(&world, &three["fault"]);
        for finding in found.iter().filter(|finding| finding.code == code) {
            all.push_str(&told(&case, finding));
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn findings_come_in_the_order_of_the_letter_and_those_about_the_whole_first() {
    let world = world();
    let letter = toml::toml! {
        opening = "{{greeting}} Sample"
        closing = "Yours {{adverb}}"
        [[answers]]
        text = "We hold [insert number] vans.\n\nAsk {{team}} about {{them}}."
        outcome = "disclosed"
        [[answers]]
        text = ""
    };
    let (_, found) = found_in(&world, &Value::Table(letter));
    let order: Vec<(&str, &str)> = found
        .iter()
        .map(|finding| (finding.code, finding.question.as_str()))
        .filter(|(code, _)| {
            ["no-review", "unfilled-field", "bracket-left", "unanswered"].contains(code)
        })
        .collect();
    insta::assert_snapshot!(format!("{order:#?}"));
}
