//! What leaves besides the letter: the disclosure log, the figures.

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. Which company empties the bins?\n\nYours faithfully\nMorgan Sample\n";

/// A case of two questions that are answered, sent on a day.
pub(crate) fn sent(bench: &Bench, answers: &[&str], day: &str) -> String {
    sent_request(bench, REQUEST, answers, day)
}

/// A case made from a request, with its questions answered in their order, sent on a day.
pub(crate) fn sent_request(bench: &Bench, request: &str, answers: &[&str], day: &str) -> String {
    let reference = bench.new_case(request.as_bytes());
    let case = format!("cases/{reference}/case.toml");
    let text = bench.read(&case);
    let text = text
        .replace("status = \"open\"", "status = \"sent\"")
        .replace("title = \"\"", "title = \"Benches\"");
    let ids: Vec<String> = text
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("id = \"")?;
            Some(rest.split('"').next()?.to_owned())
        })
        .collect();
    bench.write(&case, text);
    assert!(ids.len() >= answers.len(), "{ids:?}");
    for (id, answer) in ids.iter().zip(answers) {
        let name = format!("cases/{reference}/questions/{id}.toml");
        let text = bench.read(&name);
        let old = text
            .lines()
            .find(|line| line.starts_with("answer = "))
            .map(str::to_owned);
        let new = format!("answer = {answer:?}\noutcome = \"disclosed\"");
        let text = match old {
            Some(old) => text.replace(&old, &new),
            None => text.replacen("text = ", &format!("{new}\ntext = "), 1),
        };
        bench.write(&name, text);
    }
    let history = format!("cases/{reference}/history.jsonl");
    let line = format!(
        "{}{{\"at\":\"{day}T11:00:00Z\",\"by\":\"Test Officer\",\"event\":\"status\",\"status\":\"sent\"}}\n",
        bench.read(&history)
    );
    bench.write(&history, line);
    reference
}

#[test]
fn the_log_of_a_range_holds_the_cases_that_left_in_it_and_not_who_asked() {
    let bench = Bench::with_workspace();
    let first = sent(
        &bench,
        &["Fourteen benches.", "Bins Ltd, Morgan Sample."],
        "2026-11-20",
    );
    let second = sent(&bench, &["Nine benches.", "Nobody."], "2026-10-01");
    let open = bench.new_case(REQUEST.as_bytes());
    for format in ["html", "md", "csv", "json"] {
        let ran = bench.run(&[
            "disclosure-log",
            "--from",
            "2026-11-01",
            "--to",
            "2026-11-30",
            "--format",
            format,
        ]);
        let text = ran.succeeds();
        assert!(text.contains("Fourteen benches."), "{format}: {text}");
        assert!(text.contains(&first), "{format}: {text}");
        for gone in ["Morgan", "Sample", "Nine benches", &second, &open] {
            assert!(!text.contains(gone), "{format}, {gone}: {text}");
        }
    }
    let ran = bench.run(&["disclosure-log", &second, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    assert_eq!(json[0]["responded"], "2026-10-01");
    assert_eq!(json[0]["answers"][0]["outcome"], "disclosed");
}

#[test]
fn personal_data_keeps_the_log_from_being_written() {
    let bench = Bench::with_workspace();
    let bad = sent(
        &bench,
        &["Ask jane.smith47@gmail.com, born 3 May 1971.", "Nobody."],
        "2026-11-20",
    );
    let good = sent(&bench, &["Nine benches.", "Nobody."], "2026-11-21");
    let range = ["disclosure-log", "--from", "2026-11-01", "-o", "log.html"];
    let ran = bench.run(&range);
    let told = ran.fails(1);
    assert!(
        told.contains(&bad) && told.contains("email-address"),
        "{told}"
    );
    assert!(!told.contains("jane.smith"), "found text is not repeated");
    assert!(!bench.path("log.html").exists());
    let ran = bench.run(&[&range[..], &["--skip-findings"]].concat());
    ran.succeeds();
    let page = bench.read("log.html");
    assert!(page.contains(&good) && !page.contains(&bad), "{page}");
    assert!(!page.contains("jane.smith"), "{page}");
}

#[test]
fn a_call_that_names_nothing_or_a_range_backwards_is_told_how() {
    let bench = Bench::with_workspace();
    assert!(
        bench
            .run(&["disclosure-log"])
            .fails(2)
            .contains("--from DATE")
    );
    let ran = bench.run(&[
        "disclosure-log",
        "--from",
        "2026-02-01",
        "--to",
        "2026-01-01",
    ]);
    assert!(ran.fails(2).contains("before"));
    assert!(
        bench
            .run(&["disclosure-log", "FOI-2026-0099"])
            .fails(2)
            .contains("no case")
    );
}

#[test]
fn the_figures_of_a_period_come_as_text_csv_and_json() {
    let bench = Bench::with_workspace();
    // All came in on 24 November 2026, and were due by 23 December.
    sent(&bench, &["Nine.", "Nobody."], "2026-11-30");
    let late = sent(&bench, &["Nine.", "Nobody."], "2026-12-24");
    bench.new_case(REQUEST.as_bytes());
    let period = ["stats", "--from", "2026-11-01", "--to", "2026-12-31"];
    let ran = bench.run(&period);
    let text = ran.succeeds();
    for words in ["Section 45 code of practice", "Cabinet Office return", "█"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        text.contains(&format!("{late}  1 working day late")),
        "{text}"
    );
    let ran = bench.run(&[&period[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    let count = |heading: &str| {
        json["sections"][0]["lines"]
            .as_array()
            .and_then(|lines| lines.iter().find(|line| line["heading"] == heading))
            .map(|line| line["count"].clone())
    };
    assert_eq!(count("Requests received"), Some(3.into()));
    assert_eq!(count("Not yet processed"), Some(1.into()));
    assert_eq!(count("within the statutory deadline"), Some(1.into()));
    assert_eq!(count("later than the deadline"), Some(1.into()));
    assert_eq!(count("Information granted in full"), Some(2.into()));
    assert_eq!(json["late"][0]["reference"], late.as_str());
    let quarter = bench.run(&["stats", "--period", "quarter"]);
    assert!(
        quarter
            .succeeds()
            .starts_with("Requests received since 1 October 2026,"),
        "{}",
        quarter.out
    );
    let ran = bench.run(&["stats", "--from", "2027-01-01", "--format", "csv"]);
    assert!(
        ran.succeeds()
            .contains("code-of-practice,Requests received,0,\r\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_review_stands_under_its_own_headings_and_is_no_request() {
    let bench = Bench::with_workspace();
    let reference = sent(&bench, &["Nine.", "Nobody."], "2026-11-20");
    bench.run(&["review", &reference, "--no-open"]).succeeds();
    let ran = bench.run(&["stats"]);
    let text = ran.succeeds();
    let count = |heading: &str| {
        let line = text
            .lines()
            .find(|line| line.trim_start().starts_with(heading));
        line.and_then(|line| {
            line.trim_end_matches(['█', ' '])
                .rsplit(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
    };
    for (heading, wanted) in [
        ("Total requests received", 1),
        ("Referred for internal review", 1),
        ("Internal reviews asked for", 1),
        ("Still under review", 1),
        ("Outcome upheld in full", 0),
    ] {
        assert_eq!(count(heading), Some(wanted), "{heading}: {text}");
    }
}

#[test]
fn headings_of_the_workspace_s_own_take_the_place_of_ours() {
    let bench = Bench::with_workspace();
    let own = "[[return]]\nid = \"board\"\ntitle = \"For the board\"\n[[return.line]]\nheading = \"All\"\ncounts = \"received\"\n";
    bench.write("returns.toml", own);
    let ran = bench.run(&["stats"]);
    assert!(ran.succeeds().contains("For the board"), "{}", ran.out);
    assert!(!ran.out.contains("Cabinet Office"), "{}", ran.out);
    bench.write("returns.toml", own.replace("received", "recieved"));
    assert!(bench.run(&["stats"]).fails(2).contains("returns.toml:6"));
}

#[test]
fn the_letter_becomes_a_word_document_in_the_workspace_s_letterhead() {
    let bench = Bench::with_workspace();
    let reference = sent(&bench, &["Nine | ten.", "Nobody."], "2026-11-20");
    let render = ["render", reference.as_str(), "--format", "docx", "-o"];
    let ran = bench.run(&[&render[..], &["a.docx"]].concat());
    ran.succeeds();
    bench.run(&[&render[..], &["b.docx"]].concat()).succeeds();
    let bytes = |name: &str| std::fs::read(bench.path(name)).expect("a file");
    assert_eq!(
        bytes("a.docx"),
        bytes("b.docx"),
        "the same case, the same bytes"
    );
    let read = seriatim::documents::read(&bytes("a.docx")).expect("it opens");
    assert!(read.text.contains("1. How many benches"), "{}", read.text);
    assert!(read.text.contains("Nobody."), "{}", read.text);
    // A letter can be the letterhead of the next: its text stays above.
    let settings = bench.read("seriatim.toml");
    let named = settings.replacen("[letter]\n", "[letter]\nletterhead = \"a.docx\"\n", 1);
    bench.write("seriatim.toml", named);
    bench.run(&[&render[..], &["c.docx"]].concat()).succeeds();
    let read = seriatim::documents::read(&bytes("c.docx")).expect("it opens");
    assert_eq!(
        read.text.matches("How many benches").count(),
        2,
        "{}",
        read.text
    );
    bench.write("a.docx", "no document");
    let ran = bench.run(&[&render[..], &["d.docx"]].concat());
    assert!(
        ran.fails(2).contains("a.docx: this is no Word document"),
        "{}",
        ran.err
    );
    assert!(!bench.path("d.docx").exists());
}

// What an answer can hold: a table with a bar, a break and figures; lists, emphasis, a link.
const RICH: &str = "By ward:\n\n| Ward | Fines | Remark |\n|---|---:|---|\n| North | 1,204 | A\\|B |\n\
    | South | 7 | two<br>lines |\n\n- one **bold** word\n- two\n\nSee [our page](https://example.org/x).";

// The words in their order, without what only shows how they are set: rules, bullets, bars.
fn words(text: &str) -> Vec<String> {
    let bare = text.replace(['\u{f0b7}', '•', '\u{feff}', '\u{a0}'], " ");
    let words = bare.split_whitespace().map(str::to_owned);
    words
        .filter(|word| !word.chars().all(|c| matches!(c, '-' | '–' | 'o' | '|')))
        .collect()
}

#[test]
fn libreoffice_reads_the_word_document_where_it_is_installed() {
    let bench = Bench::with_workspace();
    let reference = sent(&bench, &[RICH, "Nobody."], "2026-11-20");
    let output = bench.path("letter.docx");
    let output = output.to_str().expect("a plain path");
    bench
        .run(&["render", &reference, "--format", "docx", "-o", output])
        .succeeds();
    let plain = bench.run(&["render", &reference]).succeeds().to_owned();
    // In Word a link is one, and its address stays behind its words.
    let plain = plain.replace("our page (https://example.org/x)", "our page");
    let home = bench.path("office-profile");
    for form in ["txt:Text (encoded):UTF8", "pdf"] {
        let ran = std::process::Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", home.display()))
            .args(["--headless", "--convert-to", form, "--outdir"])
            .arg(bench.path(""))
            .arg(output)
            .output();
        match ran {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                println!("skipped: LibreOffice (soffice) is not installed here");
                return;
            }
            other => {
                let other = other.expect("soffice runs");
                assert!(other.status.success(), "{other:?}");
            }
        }
    }
    let text = bench.read("letter.txt");
    // Word breaks the lines of a cell where the plain text sets them below each other in columns.
    let together = |text: &str| text.replace("two\n", "two ");
    assert_eq!(words(&together(&text)), words(&together(&plain)), "{text}");
    let pdf = std::fs::read(bench.path("letter.pdf")).expect("a PDF document");
    let pdf = seriatim::documents::read(&pdf).expect("it opens").text;
    let (mut of_pdf, mut of_text) = (words(&pdf), words(&plain));
    // On paper the cells of a row stand in another order than they are written.
    of_pdf.sort();
    of_text.sort();
    assert_eq!(of_pdf, of_text, "{pdf}");
}

#[test]
fn the_history_is_told_day_by_day_and_a_broken_line_is_counted() {
    let bench = Bench::with_workspace();
    let reference = sent(&bench, &["Nine.", "Nobody."], "2026-11-20");
    let ran = bench.run(&["history", &reference]);
    let text = ran.succeeds();
    assert!(
        text.contains("20 November 2026\n  The response was sent (Test Officer)"),
        "{text}"
    );
    let history = format!("cases/{reference}/history.jsonl");
    let lines = format!("{}{{\"at\": broken\n", bench.read(&history));
    bench.write(&history, lines);
    let ran = bench.run(&["history", &reference, "--json"]);
    let json: serde_json::Value = serde_json::from_str(ran.succeeds()).expect("JSON");
    assert_eq!(json[0]["event"], "status");
    assert!(ran.err.contains("1 lines"), "{}", ran.err);
}

#[test]
fn alt_w_in_the_workbench_writes_the_word_document_beside_the_case_as_a_draft_while_checks_stand_in_its_way()
 {
    let bench = Bench::with_workspace();
    let reference = sent(&bench, &["Nine.", "Nobody."], "2026-11-20");
    let steps = bench.write("steps", "key Alt+W\nquit\n");
    bench
        .run(&["open", &reference, "--script", &steps])
        .succeeds();
    let path = bench.path(&format!("cases/{reference}/{reference}-letter-draft.docx"));
    let bytes = std::fs::read(path).expect("the document");
    let read = seriatim::documents::read(&bytes).expect("it opens");
    assert!(read.text.contains("Nobody."), "{}", read.text);
}
