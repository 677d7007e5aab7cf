//! What was sent: kept with its hash, dated once and for all, compared with the case since.

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. Which company empties the bins?\n\nYours faithfully\nMorgan Sample\n";

/// A workspace with a case whose opening bears the date.
fn dated(bench: &Bench) -> String {
    let reference = bench.new_case(REQUEST.as_bytes());
    let file = format!("cases/{reference}/case.toml");
    let text = bench.read(&file);
    let opening = text
        .lines()
        .find(|line| line.starts_with("opening = "))
        .expect("an opening")
        .to_owned();
    let new = if opening.ends_with("\"\"\"") || opening.contains("\"\"\"") {
        opening.replacen("\"\"\"", "\"\"\"{{today}} ", 1)
    } else {
        opening.replacen('"', "\"{{today}} ", 1)
    };
    bench.write(&file, text.replacen(&opening, &new, 1));
    reference
}

fn rendered(bench: &Bench, reference: &str, form: &str, today: &str) -> Vec<u8> {
    let name = format!("{today}.{form}");
    let call = ["render", reference, "--format", form, "-o", &name];
    bench
        .run_in(&call, b"", &[("SERIATIM_TODAY", today)])
        .succeeds();
    std::fs::read(bench.path(&name)).expect("a file")
}

const FORMS: [&str; 4] = ["text", "markdown", "html", "docx"];

#[test]
fn what_was_sent_gives_the_same_bytes_on_any_day() {
    let bench = Bench::with_workspace();
    let reference = dated(&bench);
    for form in FORMS {
        let today = rendered(&bench, &reference, form, "2026-11-24");
        let later = rendered(&bench, &reference, form, "2027-01-30");
        assert_ne!(today, later, "{form}: a draft bears the day");
    }
    bench
        .run(&["sent", &reference, "--dated", "2026-11-20"])
        .succeeds();
    for form in FORMS {
        let today = rendered(&bench, &reference, form, "2026-11-24");
        let later = rendered(&bench, &reference, form, "2027-01-30");
        assert_eq!(today, later, "{form}");
        if form == "text" {
            let text = String::from_utf8(today.clone()).expect("text");
            assert!(text.contains("20 November 2026"), "{text}");
        }
        if form != "markdown" {
            let ending = if form == "text" { "txt" } else { form };
            let kept = format!("cases/{reference}/sent/2026-11-20-letter.{ending}");
            let kept = std::fs::read(bench.path(&kept)).expect("it is kept");
            assert_eq!(kept, today, "{form}: what was kept is what is rendered");
        }
    }
}

#[test]
fn a_case_changed_since_it_was_sent_is_told_with_the_difference() {
    let bench = Bench::with_workspace();
    let reference = dated(&bench);
    let none = bench.run(&["sent", &reference, "--compare"]);
    assert_eq!(none.code, 1);
    assert!(none.out.contains("No letter"), "{}", none.out);
    let ran = bench.run(&["sent", &reference]);
    assert!(
        ran.succeeds().starts_with(&format!(
            "{reference} is sent; its letter is dated 24 November 2026 and kept in sent/: "
        )),
        "{}",
        ran.out
    );
    assert!(
        ran.err.contains("unanswered"),
        "what stood in its way is told: {}",
        ran.err
    );
    let same = bench.run(&["sent", &reference, "--compare"]);
    assert!(
        same.succeeds()
            .ends_with("The case stands as its letter left.\n"),
        "{}",
        same.out
    );
    let file = format!("cases/{reference}/case.toml");
    bench.write(
        &file,
        bench
            .read(&file)
            .replace("{{today}}", "{{today}} Corrected."),
    );
    let changed = bench.run(&["sent", &reference, "--compare"]);
    assert_eq!(changed.code, 1);
    assert!(changed.out.contains("Corrected."), "{}", changed.out);
    let json = bench.run(&["sent", &reference, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json[0]["changed_since"], true);
    assert_eq!(json[0]["by"], "Test Officer");
    let checked = bench.run(&["check", &reference, "--json"]);
    assert!(
        checked.out.contains("\"changed-since-sent\""),
        "{}",
        checked.out
    );
    let story = bench.run(&["history", &reference]);
    let sha256 = json[0]["files"][0]["sha256"].as_str().expect("a hash");
    assert!(
        story.succeeds().contains(&format!(
            "The letter dated 24 November 2026 is kept as sent/2026-11-24-letter.txt (SHA-256 {sha256})"
        )),
        "{}",
        story.out
    );
}

#[test]
fn a_letter_marked_later_counts_on_the_day_on_which_it_left() {
    let bench = Bench::with_workspace();
    let reference = dated(&bench);
    bench
        .run(&["sent", &reference, "--dated", "2026-10-01"])
        .succeeds();
    let log = bench.run(&["disclosure-log", &reference, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(log.succeeds()).expect("JSON");
    assert_eq!(json[0]["responded"], "2026-10-01");
}

#[test]
fn a_case_opened_again_and_sent_again_keeps_both_letters() {
    let bench = Bench::with_workspace();
    let reference = dated(&bench);
    bench.run(&["sent", &reference]).succeeds();
    // Marked twice, it left once.
    bench.run(&["sent", &reference]).succeeds();
    let letters = |bench: &Bench| {
        let files = bench.files(&format!("cases/{reference}/sent"));
        files
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|end| end == "toml"))
            .count()
    };
    assert_eq!(letters(&bench), 1);
    bench.run(&["sent", &reference, "--open-again"]).succeeds();
    assert!(
        bench
            .run(&["sent", &reference, "--open-again"])
            .fails(2)
            .contains("is open")
    );
    let file = format!("cases/{reference}/case.toml");
    assert!(!bench.read(&file).contains("letter_date"));
    bench.write(
        &file,
        bench
            .read(&file)
            .replace("{{today}}", "{{today}} Corrected."),
    );
    bench.run(&["sent", &reference]).succeeds();
    assert_eq!(letters(&bench), 2);
    bench.run(&["sent", &reference, "--compare"]).succeeds();
}

#[test]
fn a_kept_letter_that_somebody_changed_is_found() {
    let bench = Bench::with_workspace();
    let reference = dated(&bench);
    bench.run(&["sent", &reference]).succeeds();
    let kept = format!("cases/{reference}/sent/2026-11-24-letter.txt");
    bench.write(&kept, bench.read(&kept) + "!");
    let ran = bench.run(&["sent", &reference, "--compare"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("2026-11-24-letter.txt"), "{}", ran.err);
    let doctor = bench.run(&["doctor"]);
    assert!(
        doctor.out.contains("2026-11-24-letter.txt"),
        "{}",
        doctor.out
    );
}
