//! Past answers from the command line: taken in, found, shown, removed.

use crate::bench::Bench;

const ANSWERS: &str = r#"{"id":"bins","question":"Dear Council,\nHow many litter bins are there?\nYours faithfully\nAnn Person","answer":"Nine.","outcome":"disclosed","date":"2025-03-01","requester":"Ann Person"}
{"id":"dpn","question":"How many penalty charge notices were issued?","answer":"About 400.","past_questions":["Parking fines last year"]}
{"id":"cyber","question":"Which firewall do you use?","answer":"We cannot say.","outcome":"refused","provisions":["31(1)(a)"]}
"#;

fn bench() -> Bench {
    let bench = Bench::with_workspace();
    let file = bench.write("in.jsonl", ANSWERS);
    let ran = bench.run(&["archive", "import", &file]);
    assert_eq!(
        ran.succeeds(),
        "3 past answers taken in; the archive holds 3\n"
    );
    bench
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_past_answer_is_found_with_the_reason_and_its_outcome() {
    let bench = bench();
    let ran = bench.run(&["search", "--from", "archive", "Number of litter bins"]);
    let first = ran
        .succeeds()
        .lines()
        .take(2)
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(
        first,
        "bins  How many litter bins are there?\n    archive · 2025-03-01 · disclosed · has “litter, bins”"
    );
}

#[test]
fn an_abbreviation_finds_what_is_written_in_full() {
    let ran = bench().run(&["search", "--from", "archive", "--json", "PCNs issued"]);
    let found = json(ran.succeeds());
    assert_eq!(found["hits"][0]["id"], "dpn");
    assert_eq!(found["hits"][0]["fits"], true);
}

#[test]
fn it_is_said_when_nothing_fits() {
    let ran = bench().run(&["search", "--from", "archive", "zebra crossings"]);
    assert!(ran.succeeds().starts_with("Nothing fits."), "{}", ran.out);
}

#[test]
fn many_questions_are_answered_in_one_run_a_line_each() {
    let bench = bench();
    let questions =
        "{\"id\":\"q1\",\"text\":\"litter bins\"}\n{\"id\":\"q2\",\"text\":\"firewall\"}\n";
    let ran = bench.run_with(
        &["search", "--from", "archive", "--queries", "-"],
        questions.as_bytes(),
    );
    let lines: Vec<serde_json::Value> = ran.succeeds().lines().map(json).collect();
    let found: Vec<_> = lines
        .iter()
        .map(|line| (&line["id"], &line["hits"][0]["id"]))
        .collect();
    assert_eq!(
        found,
        [
            (&"q1".into(), &"bins".into()),
            (&"q2".into(), &"cyber".into())
        ]
    );
    assert!(lines[0]["hits"][0]["score"].is_number());
}

#[test]
fn nothing_of_who_asked_enters_the_workspace() {
    let bench = bench();
    for (path, bytes) in bench.files("archive") {
        let text = String::from_utf8(bytes).expect("plain text");
        assert!(!text.contains("Person"), "{}: {text}", path.display());
    }
}

#[test]
fn an_answer_that_is_removed_is_not_found_any_more() {
    let bench = bench();
    bench.run(&["archive", "remove", "bins"]).succeeds();
    assert!(
        bench
            .run(&["archive", "show", "bins"])
            .fails(2)
            .contains("no past answer")
    );
    let ran = bench.run(&["archive", "export"]);
    let ids: Vec<_> = ran
        .succeeds()
        .lines()
        .map(|line| json(line)["id"].clone())
        .collect();
    assert_eq!(ids, ["dpn", "cyber"]);
    let stats = bench.run(&["archive", "stats", "--json"]);
    assert_eq!(json(stats.succeeds())["outcomes"]["refused"], 1);
}

#[test]
fn a_spreadsheet_comes_in_by_its_columns() {
    let bench = Bench::with_workspace();
    let file = bench.write(
        "log.csv",
        "Ref,Request,Our response\nFOI-1,\"Bins, how many?\",Nine.\n",
    );
    let ran = bench.run(&["archive", "import", &file]);
    assert!(ran.fails(2).contains("--columns"), "{}", ran.err);
    let columns = "id=Ref,question=Request,answer=Our response";
    bench
        .run(&["archive", "import", &file, "--columns", columns])
        .succeeds();
    let shown = bench.run(&["archive", "show", "FOI-1", "--json"]);
    assert_eq!(json(shown.succeeds())["question"], "Bins, how many?");
}
