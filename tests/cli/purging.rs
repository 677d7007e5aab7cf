//! The retention rule: what is due is listed, removed when that is asked for, and the statistics stay.

use std::fs;

use serde_json::Value;

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. Which company empties the bins?\n\nYours faithfully\nMorgan Sample\n";
const RULE: &str = "[retention]\ncases = \"3 years\"\nrequests = \"1 year\"\n";

fn office(rule: &str) -> Bench {
    let bench = Bench::with_workspace();
    let settings = bench.read("seriatim.toml").replace("[retention]\n", rule);
    bench.write("seriatim.toml", settings);
    bench
}

// A case that was received and ended on these days, with this status.
fn over(bench: &Bench, received: &str, ended: &str, status: &str) -> String {
    let number = fs::read_dir(bench.path("cases")).map_or(0, Iterator::count) + 1;
    let reference = format!("FOI-2020-{number:04}");
    let text = format!("{REQUEST}{number}\n");
    let call = [
        "new",
        "-",
        "--no-open",
        "--received",
        received,
        "--reference",
        &reference,
    ];
    bench.run_with(&call, text.as_bytes()).succeeds();
    let name = format!("cases/{reference}/case.toml");
    let case = bench
        .read(&name)
        .replace("status = \"open\"", &format!("status = \"{status}\""))
        .replace("requester = \"\"", "requester = \"Morgan Sample\"");
    bench.write(&name, case);
    for entry in
        fs::read_dir(bench.path(&format!("cases/{reference}/questions"))).expect("questions")
    {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a question");
        let text = format!("outcome = \"refused\"\n{text}");
        fs::write(&path, text).expect("written");
    }
    let name = format!("cases/{reference}/history.jsonl");
    let line =
        |event: &str| format!("{{\"at\":\"{ended}T11:00:00Z\",\"by\":\"Test Officer\",{event}}}\n");
    let history = [
        bench.read(&name),
        line(
            "\"event\":\"overridden\",\"codes\":[\"late\"],\"reason\":\"Morgan Sample rang and waits\"",
        ),
        line("\"event\":\"overridden\",\"codes\":[\"late\"],\"reason\":\"The service was late\""),
        line(&format!("\"event\":\"status\",\"status\":\"{status}\"")),
    ];
    bench.write(&name, history.concat());
    reference
}

fn plan(bench: &Bench, words: &[&str]) -> Value {
    let call = [&["purge", "--json"], words].concat();
    serde_json::from_str(bench.run(&call).succeeds()).expect("JSON")
}

fn due(plan: &Value) -> Vec<(String, String)> {
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let all = plan["due"].as_array().expect("a list").iter();
    all.map(|one| (text(one, "reference"), text(one, "what")))
        .collect()
}

fn stats(bench: &Bench) -> Value {
    let ran = bench.run(&["stats", "--format", "json"]);
    serde_json::from_str(ran.succeeds()).expect("JSON")
}

#[test]
fn what_is_due_is_listed_and_nothing_is_removed_until_that_is_asked_for() {
    let bench = office(RULE);
    let old = over(&bench, "2020-01-06", "2020-02-03", "sent");
    let middle = over(&bench, "2024-05-01", "2024-05-20", "closed");
    over(&bench, "2026-05-01", "2026-05-20", "sent");
    let open = bench.new_case(REQUEST.as_bytes());
    let before = bench.files("cases");
    let ran = bench.run(&["purge"]);
    let told = ran.succeeds();
    assert!(
        told.contains(&format!("  {old} "))
            && told.contains("since 3 February 2020, 6 years 9 months"),
        "{told}"
    );
    assert!(told.contains("cases = \"3 years\""), "{told}");
    assert!(told.contains(&format!("{middle}, request")), "{told}");
    assert!(!told.contains(&open), "{told}");
    assert!(
        told.ends_with("To remove it: seriatim purge --remove\n"),
        "{told}"
    );
    assert_eq!(bench.files("cases"), before);
    assert!(!bench.path("purged.jsonl").exists());
    let wanted = [(old, "case".to_owned()), (middle, "request".to_owned())];
    assert_eq!(due(&plan(&bench, &[])), wanted);
}

#[test]
fn the_statistics_are_the_same_after_a_removal_and_hold_nobodys_name() {
    let bench = office(RULE);
    let late = over(&bench, "2020-01-06", "2020-06-03", "sent");
    let closed = over(&bench, "2020-01-07", "2020-01-20", "closed");
    let kept = over(&bench, "2026-05-01", "2026-05-20", "sent");
    bench.new_case(REQUEST.as_bytes());
    let before = stats(&bench);
    let removed = plan(&bench, &["--remove"]);
    assert_eq!(removed["due"][0]["removed"], true, "{removed}");
    for gone in [&late, &closed] {
        assert!(!bench.path(&format!("cases/{gone}")).exists());
    }
    assert!(bench.path(&format!("cases/{kept}")).exists());
    let mut after = stats(&bench);
    // A reason that names who asked is the one thing that cannot stay.
    let reasons = after["late"][0]["reasons"].take();
    assert_eq!(
        reasons[0],
        "a reason that is not kept, since it may name somebody"
    );
    assert_eq!(reasons[1], "The service was late");
    let mut wanted = before.clone();
    assert_eq!(
        wanted["late"][0]["reasons"].take()[1],
        "The service was late"
    );
    assert_eq!(after, wanted);
    let log = bench.read("purged.jsonl");
    assert!(
        log.contains(&late) && log.contains("\"by\":\"Test Officer\""),
        "{log}"
    );
    for word in ["Morgan", "Sample", "benches", "company"] {
        assert!(!log.contains(word), "{word}: {log}");
    }
    let next = plan(&bench, &["--remove"]);
    assert_eq!(due(&next), [], "a second time there is nothing to do");
    assert_eq!(bench.read("purged.jsonl"), log);
}

#[test]
fn a_removal_that_was_cut_off_is_gone_on_with_and_counted_once() {
    let bench = office(RULE);
    let old = over(&bench, "2020-01-06", "2020-06-03", "sent");
    let before = stats(&bench);
    bench.run(&["purge", "--remove"]).succeeds();
    // As if it had been killed between the new name and the removal.
    let half = bench.path(&format!("cases/.purging-{old}"));
    fs::create_dir_all(half.join("questions")).expect("a folder");
    fs::write(half.join("questions/aaaa.toml"), "text = \"secret\"\n").expect("a file");
    let board = stats(&bench);
    assert_eq!(board["sections"], before["sections"]);
    let listed = bench.run(&["purge"]);
    assert!(
        listed.succeeds().contains("a removal that was cut off"),
        "{}",
        listed.out
    );
    bench.run(&["purge", "--remove"]).succeeds();
    assert!(!half.exists());
    assert_eq!(stats(&bench)["sections"], before["sections"]);
    // And as if it had been killed between the line of the log and the new name.
    let again = Bench::with_workspace();
    let settings = bench.read("seriatim.toml");
    again.write("seriatim.toml", settings);
    let reference = over(&again, "2020-01-06", "2020-06-03", "sent");
    again.write(
        "purged.jsonl",
        bench.read("purged.jsonl").replace(&old, &reference),
    );
    assert_eq!(
        stats(&again)["sections"],
        before["sections"],
        "a case that is there is counted once"
    );
    again.run(&["purge", "--remove"]).succeeds();
    assert_eq!(stats(&again)["sections"], before["sections"]);
}

#[test]
fn a_case_that_nobody_can_judge_is_kept_back_with_the_reason() {
    let bench = office(RULE);
    let silent = over(&bench, "2020-01-06", "2020-06-03", "sent");
    bench.write(&format!("cases/{silent}/history.jsonl"), "");
    let broken = over(&bench, "2020-01-07", "2020-06-04", "sent");
    bench.write(
        &format!("cases/{broken}/case.toml"),
        "format = 1\n<<<<<<< HEAD\n",
    );
    let newer = over(&bench, "2020-01-08", "2020-06-04", "sent");
    let name = format!("cases/{newer}/case.toml");
    bench.write(
        &name,
        bench.read(&name).replace("format = 1", "format = 99"),
    );
    let plan = plan(&bench, &["--remove"]);
    assert_eq!(due(&plan), []);
    let back = plan["kept_back"].as_array().expect("a list");
    assert_eq!(back.len(), 3, "{plan}");
    assert!(
        back[0]["why"]
            .as_str()
            .is_some_and(|why| why.contains("does not tell when")),
        "{plan}"
    );
    for reference in [silent, broken, newer] {
        assert!(bench.path(&format!("cases/{reference}/case.toml")).exists());
    }
}

#[test]
fn the_reference_of_a_removed_case_is_not_given_again() {
    let bench = office(RULE);
    let old = over(&bench, "2020-01-06", "2020-06-03", "sent");
    bench.run(&["purge", "--remove"]).succeeds();
    let call = ["new", "-", "--no-open", "--received", "2020-07-01"];
    let next = bench.run_with(&call, REQUEST.as_bytes());
    assert_eq!(next.succeeds().trim(), "FOI-2020-0002");
    let call = [&call[..], &["--reference", &old]].concat();
    let told = bench.run_with(&call, REQUEST.as_bytes());
    assert!(
        told.fails(2)
            .contains("was removed under the retention rule"),
        "{}",
        told.err
    );
}

#[test]
fn without_a_rule_nothing_is_due_and_a_wrong_one_is_named_with_its_line() {
    let bench = Bench::with_workspace();
    over(&bench, "1999-01-06", "1999-06-03", "sent");
    let ran = bench.run(&["purge", "--remove"]);
    assert!(ran.succeeds().contains("Nothing is due"), "{}", ran.out);
    let settings = bench
        .read("seriatim.toml")
        .replace("[retention]\n", "[retention]\ncases = \"a while\"\n");
    let line = 1 + settings
        .lines()
        .position(|line| line.contains("a while"))
        .expect("it is there");
    bench.write("seriatim.toml", settings);
    let told = bench.run(&["purge"]);
    assert!(
        told.fails(2).contains(&format!("seriatim.toml:{line}")),
        "{}",
        told.err
    );
}

#[test]
fn the_doctor_tells_what_is_due() {
    let bench = office(RULE);
    over(&bench, "2020-01-06", "2020-06-03", "sent");
    over(&bench, "2025-01-06", "2025-06-03", "sent");
    let ran = bench.run(&["doctor"]);
    let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("1 case due for removal, the oldest since 3 June 2020"),
        "{words}"
    );
    assert!(
        words.contains("1 request as received due for removal"),
        "{words}"
    );
    bench.run(&["purge", "--remove"]).succeeds();
    let ran = bench.run(&["doctor"]);
    assert!(ran.out.contains("nothing is due"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_case_goes_and_what_it_leads_to_stays() {
    use std::os::unix::fs::symlink;
    let bench = office("[retention]\ncases = \"3 years\"\nletters = \"9 years\"\n");
    let old = over(&bench, "2020-01-06", "2020-06-03", "sent");
    fs::create_dir_all(bench.path("elsewhere")).expect("a folder");
    let other = bench.write("elsewhere/other.txt", "somebody else's");
    let within = |name: &str| bench.path(&format!("cases/{old}/{name}"));
    symlink(bench.path("elsewhere"), within("attachments")).expect("a link");
    symlink(&other, within("linked.txt")).expect("a link");
    symlink(bench.path("elsewhere"), bench.path("cases/FOI-2020-0099")).expect("a link");
    fs::write(within(&format!("{old}-letter.docx")), "the letter").expect("a letter");
    bench.run(&["purge", "--remove"]).succeeds();
    assert!(!bench.path(&format!("cases/{old}")).exists());
    assert_eq!(bench.read("elsewhere/other.txt"), "somebody else's");
    assert!(bench.path("cases/FOI-2020-0099").exists());
    assert_eq!(
        bench.read(&format!("sent/{old}/{old}-letter.docx")),
        "the letter"
    );
    // Three years on its letters are due as well.
    let later = [("SERIATIM_TODAY", "2029-07-01")];
    bench.run_in(&["purge", "--remove"], b"", &later).succeeds();
    assert!(!bench.path(&format!("sent/{old}")).exists());
}

#[test]
fn a_case_under_review_is_kept_until_the_review_is_over() {
    let bench = office(RULE);
    let reference = over(&bench, "2020-01-06", "2020-02-03", "sent");
    assert_eq!(due(&plan(&bench, &[])).len(), 1);
    let review = bench.run(&["review", &reference, "--no-open"]);
    let review = review.succeeds().trim().to_owned();
    let listed = bench.run(&["purge", "--remove"]);
    let told = format!("{}{}", listed.out, listed.err);
    assert!(
        told.contains(&format!("it is under review, in {review}")),
        "{told}"
    );
    assert!(
        bench
            .path(&format!("cases/{reference}/case.toml"))
            .is_file()
    );
}
