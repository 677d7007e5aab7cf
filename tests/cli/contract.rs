//! The contract of the command line: what each call writes, and with which code it ends.

use std::fs;

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. About bins:\n   a) How many?\n   b) Which company empties them?\n\nYours faithfully\nMorgan Sample\n";

#[test]
fn split_writes_the_questions() {
    let bench = Bench::new();
    let ran = bench.run_with(&["split", "-"], REQUEST.as_bytes());
    for words in [
        "1 ",
        "How many benches are there?",
        "Which company empties them?",
    ] {
        assert!(ran.succeeds().contains(words), "{}", ran.out);
    }
    assert!(!ran.out.contains("Morgan"), "the signature asks nothing");
}

#[test]
fn split_writes_json() {
    let bench = Bench::new();
    let ran = bench.run_with(&["split", "-", "--json"], REQUEST.as_bytes());
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    let questions = json["questions"].as_array().expect("a list");
    let short: Vec<(String, String, String)> = questions
        .iter()
        .map(|question| {
            let text = |key: &str| question[key].as_str().unwrap_or_default().to_owned();
            (text("kind"), text("marker"), text("text"))
        })
        .collect();
    let row = |kind: &str, marker: &str, text: &str| (kind.into(), marker.into(), text.into());
    assert_eq!(
        short,
        [
            row("question", "1", "How many benches are there?"),
            row("group", "2", "About bins:"),
            row("question", "2(a)", "How many?"),
            row("question", "2(b)", "Which company empties them?"),
        ]
    );
    for key in ["path", "printed"] {
        assert!(questions[2].get(key).is_some(), "{key}: {}", questions[2]);
    }
    assert!(
        json["preamble"] == "Dear council," && json["closing"] == "Yours faithfully\nMorgan Sample",
        "{json}"
    );
    assert_eq!(ran.out.lines().count(), 1, "one line for machines");
}

#[test]
fn due_writes_the_date_and_why() {
    let bench = Bench::new();
    let ran = bench.run(&["due", "--received", "2025-12-24"]);
    assert!(ran.succeeds().starts_with("2026-01-27\n"), "{}", ran.out);
    let ran = bench.run(&[
        "due",
        "--regime",
        "uk-foia",
        "--received",
        "2025-12-24",
        "--json",
    ]);
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    assert_eq!(json["due"], "2026-01-27");
    assert_eq!(json["regime"], "uk-foia");
    assert_eq!(json["received"], "2025-12-24");
    assert_eq!(json["working_days"], 20);
    assert_eq!(json["certain"], true);
    assert!(
        json["explanation"]
            .as_array()
            .is_some_and(|lines| !lines.is_empty())
    );
}

#[test]
fn due_counts_every_kind_of_event_as_the_worked_examples_do() {
    // Every row is counted in tests/deadlines.rs; here one of each kind goes through the door.
    let bench = Bench::new();
    let table = include_str!("../data/deadline-vectors.csv");
    let mut seen: Vec<String> = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        let (regime, received, told, due) = (cells[0], cells[2], cells[3], cells[4]);
        let kinds: Vec<&str> = told
            .split(';')
            .filter_map(|event| event.split(':').next())
            .collect();
        let kind = format!("{regime} {}", kinds.join(" "));
        if seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        let mut call = vec!["due", "--json", "--regime", regime, "--received", received];
        for event in told.split(';').filter(|event| !event.is_empty()) {
            call.extend(["--event", event]);
        }
        let ran = bench.run(&call);
        let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
        assert_eq!(json["due"], due, "{line}");
        let stage = told
            .split(';')
            .find_map(|event| event.strip_prefix("stage:"));
        assert_eq!(json["stage"], stage.unwrap_or("response"), "{line}");
    }
    assert!(seen.len() > 20, "only {} kinds", seen.len());
}

#[test]
fn due_tells_events_tasks_and_how_old_the_holidays_are() {
    let bench = Bench::new();
    let ran = bench.run(&[
        "due",
        "--json",
        "--received",
        "2026-01-12",
        "--event",
        "pit-extension:2026-02-09",
    ]);
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    assert_eq!(json["due"], "2026-03-09");
    assert_eq!(json["without_extension"], "2026-02-09");
    assert_eq!(json["statutory"], false);
    assert_eq!(json["events"][0]["kind"], "pit-extension");
    assert_eq!(json["events"][0]["date"], "2026-02-09");
    assert_eq!(json["tasks"][0]["by"], "2026-03-09");
    assert_eq!(json["warnings"], serde_json::json!([]));
    assert!(
        json["holidays"]
            .as_str()
            .is_some_and(|age| age.contains("November 2026"))
    );
    let late = bench.run(&[
        "due",
        "--json",
        "--received",
        "2026-01-12",
        "--event",
        "pit-extension:2026-02-10",
    ]);
    let json: serde_json::Value = serde_json::from_str(late.succeeds()).expect("JSON");
    assert_eq!(json["warnings"][0]["code"], "extension-no-notice");
    let far = bench.run(&["due", "--json", "--received", "2028-12-20"]);
    let json: serde_json::Value = serde_json::from_str(far.succeeds()).expect("JSON");
    assert_eq!(json["warnings"][0]["code"], "holidays-unknown");
    assert_eq!(json["certain"], false);
}

#[test]
fn due_refuses_what_it_cannot_count_in_words() {
    let bench = Bench::new();
    for (event, words) in [
        (
            "nonsense:2026-02-09",
            "known: clarification-requested, clarification-received",
        ),
        (
            "clarification-received:2026-02-30",
            "not a date of the calendar",
        ),
        ("school-closed:2026-09-02..2026-07-22", "before the first"),
        ("specified-day:61", "from 1 to 60"),
        ("public-record:yes", "public-record:1"),
        ("stage:nonsense", "known: response, fee-cutoff"),
        ("stage:fee-cutoff", "fees-notice:DATE"),
        ("fee-paid:9026-02-09", "2026"),
    ] {
        let call = ["due", "--received", "2026-01-12", "--event", event];
        if event.starts_with("fee-paid:9") {
            // A payment without a notice is odd and no reason to count nothing.
            assert!(bench.run(&call).succeeds().contains("warning:"), "{event}");
        } else {
            let ran = bench.run(&call);
            let told = ran.fails(2);
            assert!(told.contains(words), "{event}: {told}");
        }
    }
    let two = [
        "due",
        "--received",
        "2026-01-12",
        "--event",
        "stage:internal-review",
        "--event",
        "stage:fee-cutoff",
    ];
    assert!(bench.run(&two).fails(2).contains("only one stage"));
}

#[test]
fn a_workspace_adds_days_of_its_own_and_a_bad_file_keeps_nothing_else_from_counting() {
    let bench = Bench::new();
    bench.run(&["init", "office"]).succeeds();
    bench.write(
        "office/calendars/local.toml",
        "adds_to = \"uk\"\n\n[[holiday]]\ndate = 2026-01-19\nname = \"A day of joy\"\n",
    );
    bench.write(
        "office/calendars/odd.toml",
        "adds_to = \"uk\"\n\n[[holiday]]\ndate = 2026-02-30\nname = \"None\"\n",
    );
    let ran = bench.run(&["--workspace", "office", "due", "--received", "2026-01-12"]);
    let told = ran.succeeds();
    assert!(told.starts_with("2026-02-10\n"), "{told}");
    assert!(
        told.contains("Mon 19 Jan 2026: not counted, A day of joy"),
        "{told}"
    );
}

#[test]
fn init_makes_a_workspace_once() {
    let bench = Bench::new();
    bench.run(&["init", "office"]).succeeds();
    let settings = bench.read("office/seriatim.toml");
    assert!(settings.contains("[authority]"));
    assert!(bench.run(&["init", "office"]).fails(2).contains("already"));
    assert_eq!(bench.read("office/seriatim.toml"), settings);
}

#[test]
fn new_makes_a_case_and_prints_its_reference() {
    let bench = Bench::with_workspace();
    assert_eq!(bench.new_case(REQUEST.as_bytes()), "FOI-2026-0001");
    assert_eq!(bench.new_case(REQUEST.as_bytes()), "FOI-2026-0002");
    assert_eq!(bench.read("cases/FOI-2026-0001/request.txt"), REQUEST);
    let case = bench.read("cases/FOI-2026-0001/case.toml");
    assert!(case.contains("2026-11-24"), "received today: {case}");
    assert!(
        bench
            .read("cases/FOI-2026-0001/history.jsonl")
            .contains("created")
    );
    assert_eq!(bench.files("cases/FOI-2026-0001/questions").len(), 4);
}

#[test]
fn new_takes_a_title_a_reference_and_a_date() {
    let bench = Bench::with_workspace();
    let path = bench.write("in.txt", REQUEST);
    let call = [
        "new",
        &path,
        "--no-open",
        "--title",
        "Benches",
        "--reference",
        "IR-7",
        "--received",
        "2026-11-02",
    ];
    assert_eq!(bench.run(&call).succeeds(), "IR-7\n");
    let case = bench.read("cases/IR-7/case.toml");
    assert!(case.contains("Benches") && case.contains("2026-11-02"));
    assert!(bench.run(&call).fails(2).contains("already"));
    assert_eq!(bench.read("cases/IR-7/case.toml"), case);
    for bad in ["../x", "a/b", ""] {
        bench
            .run(&["new", &path, "--no-open", "--reference", bad])
            .fails(2);
    }
}

/// A case with both questions answered in its files.
fn answered() -> (Bench, String) {
    let (bench, reference) = Bench::with_case("1. How many benches?\n2. Why <few>?\n");
    for (path, bytes) in bench.files(&format!("cases/{reference}/questions")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let answered = text.replace(
            "answer = \"\"\n",
            "answer = \"We hold **nine** of them.\"\noutcome = \"disclosed\"\n",
        );
        assert_ne!(answered, text);
        fs::write(path, answered).expect("a file");
    }
    let name = format!("cases/{reference}/case.toml");
    let case = bench.read(&name);
    let filled = without_open_fields(&case);
    bench.write(&name, filled);
    (bench, reference)
}

// Fields of the standing opening and closing that a workspace without an authority leaves open.
fn without_open_fields(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some((before, rest)) = out.split_once("{{") {
        let (_, after) = rest.split_once("}}").expect("braces come in pairs");
        out = format!("{before}something{after}");
    }
    out
}

#[test]
fn render_writes_both_views_in_three_formats() {
    let (bench, reference) = answered();
    let render = |view: &str, format: &str| {
        let ran = bench.run(&["render", &reference, "--view", view, "--format", format]);
        ran.succeeds().to_owned()
    };
    let letter = render("letter", "text");
    assert!(
        letter.contains("1. How many benches?\n\nWe hold nine of them.\n\n2. Why <few>?"),
        "{letter}"
    );
    let log = render("disclosure-log", "text");
    assert!(log.contains("We hold nine of them.") && log.len() < letter.len());
    let markdown = render("letter", "markdown");
    assert!(
        markdown.contains("We hold **nine** of them.") && markdown.contains("**1\\. How")
            || markdown.contains("**1. How"),
        "{markdown}"
    );
    let html = render("letter", "html");
    assert!(html.starts_with("<!DOCTYPE html>"));
    assert!(
        html.contains("<strong>nine</strong>") && html.contains("Why &lt;few&gt;?"),
        "{html}"
    );
    for format in ["markdown", "html"] {
        assert!(render("disclosure-log", format).contains("nine"));
    }
    assert_eq!(
        bench.run(&["render", &reference]).succeeds(),
        letter,
        "the letter as text is the default"
    );
}

#[test]
fn render_writes_a_file_and_changes_nothing_of_the_case() {
    let (bench, reference) = answered();
    let before = bench.files("cases");
    let text = bench.run(&["render", &reference]).out;
    assert_eq!(
        bench
            .run(&["render", &reference, "-o", "letter.txt"])
            .succeeds(),
        ""
    );
    assert_eq!(bench.read("letter.txt"), text);
    assert_eq!(bench.files("cases"), before);
}

#[test]
fn copying_an_unfinished_letter_is_blocked_with_reasons() {
    let (bench, reference) = Bench::with_case(REQUEST);
    let before = bench.files("cases");
    let ran = bench.run(&["copy", &reference]);
    let err = ran.fails(1);
    assert!(
        err.contains("unanswered: Question 1 has no answer."),
        "{err}"
    );
    assert!(err.contains("--override-checks"), "{err}");
    assert_eq!(ran.out, "");
    assert_eq!(bench.files("cases"), before, "nothing is recorded");
    bench.run(&["copy", &reference, "--print"]).fails(1);
}

#[test]
fn copying_all_the_same_goes_into_the_history() {
    let (bench, reference) = Bench::with_case(REQUEST);
    let target = bench.path("clipboard.txt");
    let command = format!("cat > '{}'", target.display());
    let ran = bench.run_in(
        &[
            "copy",
            &reference,
            "--override-checks",
            "Part two follows\u{1b}[31m",
        ],
        b"",
        &[("SERIATIM_CLIPBOARD", &command)],
    );
    assert!(!ran.succeeds().is_empty());
    let letter = bench.run(&["render", &reference]).out;
    assert_eq!(bench.read("clipboard.txt"), letter);
    let history = bench.read(&format!("cases/{reference}/history.jsonl"));
    let events: Vec<serde_json::Value> = history
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let last = history.lines().rev().take(2).collect::<Vec<_>>().join("\n");
    assert!(
        last.contains("overridden")
            && last.contains("Part two follows")
            && last.contains("unanswered"),
        "{last}"
    );
    assert!(
        last.contains("copied") && last.contains("sha256") && last.contains("Test Officer"),
        "{last}"
    );
    assert!(
        !history.contains("u001b") && !history.contains("How many benches"),
        "{history}"
    );
    assert_eq!(events.len(), 3);
}

#[test]
fn copying_to_a_file_says_where_it_is() {
    let (bench, reference) = answered();
    let ran = bench.run(&["copy", &reference]);
    let letter = bench.run(&["render", &reference]).out;
    let path = ran
        .succeeds()
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "“”.,()".contains(c)))
        .find(|word| word.contains("letter") && word.contains('/'))
        .unwrap_or_else(|| panic!("no file is named: {}", ran.out))
        .to_owned();
    assert_eq!(fs::read_to_string(path).expect("it is there"), letter);
}

#[test]
fn a_finished_letter_is_printed_instead_of_copied() {
    let (bench, reference) = answered();
    let before = bench.files("cases");
    let letter = bench.run(&["render", &reference]).out;
    assert_eq!(
        bench.run(&["copy", &reference, "--print"]).succeeds(),
        letter
    );
    assert_eq!(
        bench.files("cases"),
        before,
        "nothing was copied, so nothing is recorded"
    );
    let log = bench.run(&["copy", &reference, "--print", "--view", "disclosure-log"]);
    assert_ne!(log.succeeds(), letter);
}

#[test]
fn the_library_is_listed_and_shown() {
    let bench = Bench::with_workspace();
    let list = bench.run(&["snippet", "list"]);
    assert!(
        list.succeeds()
            .lines()
            .any(|line| line.starts_with("answers/not-held "))
    );
    let json = bench.run(&["snippet", "list", "--json"]);
    let all: serde_json::Value = serde_json::from_str(json.succeeds()).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(list.out.lines().count()));
    let shown = bench.run(&["snippet", "show", "answers/not-held"]);
    assert!(
        shown.succeeds().contains("{{authority}} does not hold"),
        "{}",
        shown.out
    );
    let json = bench.run(&["snippet", "show", "answers/not-held", "--json"]);
    let one: serde_json::Value = serde_json::from_str(json.succeeds()).expect("JSON");
    assert_eq!(
        (
            one["id"].as_str(),
            one["layer"].as_str(),
            one["outcome"].as_str()
        ),
        (Some("answers/not-held"), Some("built-in"), Some("not-held"))
    );
    assert!(
        bench
            .run(&["snippet", "show", "answers/nothing"])
            .fails(2)
            .contains("answers/nothing")
    );
}

#[test]
fn a_snippet_of_the_team_goes_before_the_built_in_one() {
    let bench = Bench::with_workspace();
    bench.write(
        "snippets/answers/not-held.toml",
        "title = \"Ours\"\nbody = \"We do not hold it.\"\n",
    );
    let shown = bench.run(&["snippet", "show", "answers/not-held"]);
    assert!(
        shown.succeeds().starts_with("Ours\n") && shown.out.contains("team"),
        "{}",
        shown.out
    );
}

#[test]
fn the_built_in_library_has_no_problem() {
    let bench = Bench::with_workspace();
    let ran = bench.run(&["snippet", "check"]);
    assert!(ran.succeeds().contains("no problem"), "{}", ran.out);
    assert_eq!(
        bench.run(&["snippet", "check", "--json"]).succeeds(),
        "[]\n"
    );
}

#[test]
fn a_bad_snippet_is_named_by_file_and_line() {
    let bench = Bench::with_workspace();
    let path = bench.write(
        "bad.toml",
        "title = \"Bad\"\nbody = \"x {{authority}}\"\noutcome = \"perhaps\"\n",
    );
    let ran = bench.run(&["snippet", "check", &path]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("bad.toml:3: "), "{}", ran.out);
    let json = bench.run(&["snippet", "check", &path, "--json"]);
    assert_eq!(json.code, 1);
    let problems: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(problems[0]["line"], 3);

    let path = bench.write(
        "undeclared.toml",
        "title = \"Bad\"\nbody = \"x {{not_declared}}\"\n",
    );
    let ran = bench.run(&["snippet", "check", &path]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("not_declared"), "{}", ran.out);

    bench.write("snippets/bad.toml", "title = \"Bad\"\nbody = \"\"\"x\n");
    let ran = bench.run(&["snippet", "check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("bad.toml:"), "{}", ran.out);
    assert!(
        bench
            .run(&["snippet", "list"])
            .succeeds()
            .contains("answers/not-held"),
        "the others load"
    );
}

#[test]
fn completions_and_the_manual_page_are_written() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            bench
                .run(&["completions", shell])
                .succeeds()
                .contains("seriatim"),
            "{shell}"
        );
    }
    assert!(bench.run(&["man"]).succeeds().contains(".TH seriatim"));
}

#[test]
fn a_wrong_call_ends_with_two() {
    let bench = Bench::with_workspace();
    for call in [
        vec!["--nonsense"],
        vec!["nonsense"],
        vec!["new"],
        vec!["new", "x.txt", "--paste"],
        vec!["split"],
        vec!["due"],
        vec!["due", "--received", "yesterday"],
        vec!["due", "--received", "2026-02-30"],
        vec!["due", "--regime", "xx", "--received", "2026-01-12"],
        vec!["render"],
        vec!["render", "FOI-2026-0999"],
        vec!["render", "../../etc"],
        vec!["render", "FOI-2026-0001", "--format", "pdf"],
        vec!["copy", "FOI-2026-0999"],
        vec!["open", "FOI-2026-0999", "--script", "missing"],
        vec!["completions", "cmd"],
        vec!["--workspace", "nowhere", "snippet", "list"],
    ] {
        let ran = bench.run(&call);
        ran.fails(2);
        assert_eq!(ran.out, "", "{call:?}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let bench = Bench::new();
    assert!(bench.run(&["--help"]).succeeds().contains("Usage:"));
    assert!(
        bench
            .run(&["--version"])
            .succeeds()
            .starts_with("seriatim ")
    );
}

#[test]
fn every_command_of_the_readme_exists() {
    let bench = Bench::new();
    let readme = include_str!("../../README.md");
    let mut calls = 0;
    for line in readme
        .lines()
        .filter(|line| line.starts_with("| `seriatim"))
    {
        let call = line.split('`').nth(1).expect("a call").replace("\\|", "|");
        let mut words = call.split(' ').skip(1);
        let Some(command) = words.next() else {
            continue;
        };
        let help = bench.run(&[command, "--help"]);
        help.succeeds();
        for option in call
            .split([' ', '[', ']', '|'])
            .chain(line.split(['`', ' ']))
        {
            if option.starts_with("--") || option == "-o" {
                assert!(help.out.contains(option), "{call}: {option}\n{}", help.out);
            }
        }
        if let Some(below) = call.strip_prefix("seriatim snippet ") {
            for word in below.split('|') {
                bench.run(&["snippet", word, "--help"]).succeeds();
            }
        }
        calls += 1;
    }
    assert!(calls >= 9, "only {calls} calls were found");
}

#[test]
fn a_script_drives_the_workbench_without_a_terminal() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    let script = bench.write(
        "steps",
        "size 80x24\nkey Ctrl+E\ntype Nine benches.\nwait saved\nscreen\nquit\n",
    );
    let ran = bench.run(&["open", &reference, "--script", &script]);
    assert!(ran.succeeds().contains("Nine benches."), "{}", ran.out);
    assert!(
        bench
            .run(&["render", &reference])
            .succeeds()
            .contains("Nine benches.")
    );
    let bad = bench.write("bad-steps", "size 80x24\nfly away\n");
    assert!(
        bench
            .run(&["open", &reference, "--script", &bad])
            .fails(2)
            .contains("bad-steps:2")
    );
}

#[test]
fn a_letter_is_answered_in_a_script_from_request_to_copy() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(b"1. How many benches?\n2. How many bins?\n");
    let script = bench.write(
        "steps",
        "key Ctrl+E\ntype Nine benches.\nkey F4 Ctrl+E\ntype Ten bins.\nkey F9\nscreen\nkey End Enter\ntype A test\nkey Enter\nwait copied\nquit\n",
    );
    let target = bench.path("clipboard.txt");
    let command = format!("cat > '{}'", target.display());
    let ran = bench.run_in(
        &["open", &reference, "--script", &script],
        b"",
        &[("SERIATIM_CLIPBOARD", &command)],
    );
    assert!(ran.succeeds().contains("copied "), "{}", ran.out);
    let letter = bench.read("clipboard.txt");
    assert!(
        letter.contains("Nine benches.") && letter.contains("Ten bins."),
        "{letter}"
    );
}

#[test]
fn a_request_that_was_asked_before_says_where() {
    let bench = Bench::with_workspace();
    let request = |year: &str| {
        format!(
            "Dear Council\n\n1. How many electric vehicles did you lease in {year}?\n\
             2. What did the charging points cost that were installed in {year}?\n\nJo Sample\n"
        )
    };
    let first = bench.write("first.txt", request("2024").as_bytes());
    let ran = bench.run(&["new", &first, "--no-open"]);
    assert!(!ran.err.contains("asked before"), "{}", ran.err);
    let reference = ran.succeeds().trim().to_owned();
    let second = bench.write("second.txt", request("2025").as_bytes());
    let ran = bench.run(&["new", &second, "--no-open"]);
    let told = format!("Both questions were asked before, in {reference}");
    assert!(ran.err.contains(&told), "{}", ran.err);
}
