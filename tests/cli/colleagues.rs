//! What is done with colleagues from the command line: approvals, reviews.

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\n1. How many benches are there?\n2. Which company empties the bins?\n\nYours faithfully\nMorgan Sample\n";

/// A workspace in which every letter is approved by the Head of Legal, with a case whose answers are these.
fn answered(bench: &Bench, answers: [&str; 2]) -> String {
    let rules = "\n[[sign_off.rule]]\napprove = \"letter\"\nby = [\"Head of Legal\"]\n\n\
                 [sign_off.roles]\n\"Head of Legal\" = [\"Priya Nair\"]\n";
    let settings = bench.read("seriatim.toml");
    bench.write("seriatim.toml", settings + rules);
    let reference = bench.new_case(REQUEST.as_bytes());
    for (at, answer) in answers.iter().enumerate() {
        answer_with(bench, &reference, at, answer);
    }
    reference
}

fn answer_with(bench: &Bench, reference: &str, at: usize, answer: &str) {
    let case = bench.read(&format!("cases/{reference}/case.toml"));
    let ids: Vec<&str> = case
        .lines()
        .filter_map(|line| line.split_once("id = \"")?.1.split('"').next())
        .collect();
    let name = format!("cases/{reference}/questions/{}.toml", ids[at]);
    let lines: Vec<String> = bench
        .read(&name)
        .lines()
        .map(|line| {
            if line.starts_with("answer = ") {
                format!("answer = {answer:?}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    bench.write(&name, lines.join("\n") + "\n");
}

#[test]
fn an_unapproved_letter_is_marked_in_every_form_and_an_approved_one_in_none() {
    let bench = Bench::with_workspace();
    let reference = answered(&bench, ["Fourteen.", "Bins Ltd."]);
    let forms = ["text", "markdown", "html"];
    for form in forms {
        let ran = bench.run(&["render", &reference, "--format", form]);
        assert!(
            ran.succeeds().contains("DRAFT – not approved"),
            "{form}: {}",
            ran.out
        );
        assert!(
            ran.err
                .contains("not approved is the letter (by Head of Legal)"),
            "{}",
            ran.err
        );
    }
    let print = ["copy", &reference, "--print", "--override-checks", "a test"];
    assert!(
        bench
            .run(&print)
            .out
            .starts_with("DRAFT – not approved\n\n")
    );
    let ran = bench.run(&["approve", &reference]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(
        ran.out,
        "The letter is not approved: to be approved by Head of Legal\n"
    );
    let ran = bench.run(&["approve", &reference, "--by", "Priya Nair"]);
    assert_eq!(ran.succeeds(), "Priya Nair approved the letter\n");
    for form in forms {
        let ran = bench.run(&["render", &reference, "--format", form]);
        assert!(!ran.succeeds().contains("DRAFT"), "{form}: {}", ran.out);
    }
    assert!(!bench.run(&print).out.contains("DRAFT"));
    let story = bench.run(&["history", &reference]);
    assert!(
        story
            .succeeds()
            .contains("Priya Nair approved the letter, as it stood then"),
        "{}",
        story.out
    );
}

#[test]
fn an_approval_lapses_with_the_text_and_what_changed_is_told() {
    let bench = Bench::with_workspace();
    let reference = answered(&bench, ["Fourteen.", "Bins Ltd."]);
    bench
        .run(&["approve", &reference, "--by", "Priya Nair"])
        .succeeds();
    answer_with(&bench, &reference, 0, "Fifteen.");
    let ran = bench.run(&["approve", &reference]);
    assert_eq!(ran.code, 1);
    for line in [
        "lapsed, changed since\n",
        "  - Fourteen.\n",
        "  + Fifteen.\n",
    ] {
        assert!(ran.out.contains(line), "{}", ran.out);
    }
    let json = bench.run(&["approve", &reference, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json[0]["approved_by"], "Priya Nair");
    assert_eq!(json[0]["holds"], false);
    let checked = bench.run(&["check", &reference, "--json"]);
    assert!(
        checked.out.contains("\"approval-lapsed\""),
        "{}",
        checked.out
    );
    assert!(
        bench
            .run(&["render", &reference])
            .out
            .starts_with("DRAFT – not approved\n")
    );
    bench
        .run(&["approve", &reference, "--by", "Priya Nair", "--take-back"])
        .succeeds();
    assert!(
        bench
            .run(&["approve", &reference])
            .out
            .starts_with("The letter is not approved")
    );
}

#[test]
fn a_question_can_be_approved_and_one_that_is_not_there_is_said_to_be_so() {
    let bench = Bench::with_workspace();
    let reference = answered(&bench, ["Fourteen.", ""]);
    let ran = bench.run(&["approve", &reference, "1", "--by", "Ann"]);
    assert_eq!(ran.succeeds(), "Ann approved question 1\n");
    let unanswered = bench.run(&["approve", &reference, "2", "--by", "Ann"]);
    assert!(
        unanswered.fails(2).contains("question 2 has no answer yet"),
        "{}",
        unanswered.err
    );
    let gone = bench.run(&["approve", &reference, "7", "--by", "Ann"]);
    assert!(
        gone.fails(2).contains("has no question “7”; it has 1, 2"),
        "{}",
        gone.err
    );
    let stranger = bench.run(&["approve", &reference, "--by", "Tom"]);
    stranger.fails(2);
}

#[test]
fn a_rule_that_is_wrong_is_named_with_its_line() {
    let bench = Bench::with_workspace();
    let settings = bench.read("seriatim.toml");
    let lines = settings.lines().count();
    bench.write(
        "seriatim.toml",
        settings + "\n[[sign_off.rule]]\napprove = \"letters\"\n",
    );
    let ran = bench.run(&["check", "--list"]);
    let place = format!("seriatim.toml:{}", lines + 3);
    assert!(ran.fails(2).contains(&place), "{}", ran.err);
    assert!(
        ran.err.contains("\"letter\" or \"question\""),
        "{}",
        ran.err
    );
}

/// Marks a case as sent, as the workbench does, with a script.
fn mark_sent(bench: &Bench, reference: &str) {
    let script = bench.write(
        "sent.txt",
        "size 80x24\nkey Ctrl+P\ntype Mark the case as sent\nkey Enter\nwait saved\nquit\n",
    );
    bench
        .run(&["open", reference, "--script", &script])
        .succeeds();
}

#[test]
fn a_review_is_opened_from_a_case_that_is_sent_with_its_clock_and_its_letter() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    answer_with(&bench, &reference, 0, "Fourteen.");
    answer_with(&bench, &reference, 1, "Bins Ltd.");
    let early = bench.run(&["review", &reference, "--no-open"]);
    assert!(
        early.fails(2).contains("is not marked as sent"),
        "{}",
        early.err
    );
    bench
        .run(&["sent", &reference, "--dated", "2026-11-20"])
        .succeeds();
    let mail = bench.write(
        "review.eml",
        "From: Morgan Sample <m@example.org>\nSubject: Review\nDate: Tue, 24 Nov 2026 09:00:00 +0000\n\n\
         Please look at question 2 again.\n",
    );
    let ran = bench.run(&["review", &reference, &mail, "--no-open"]);
    let review = ran.succeeds().trim().to_owned();
    assert_eq!(review, format!("{reference}-IR"));
    assert!(
        ran.err
            .contains("due 2026-12-23 (section 45 code of practice, 20 working days)"),
        "{}",
        ran.err
    );
    assert!(
        bench
            .read(&format!("cases/{review}/request.eml"))
            .contains("question 2 again")
    );
    let letter = bench.run(&["render", &review]);
    for words in [
        &format!("reference {reference}, which we answered on 20 November 2026"),
        "1. How many benches are there?",
        "This completes our internal review.",
        "section 50 of the Freedom of Information Act 2000",
    ] {
        assert!(letter.succeeds().contains(words), "{words}: {}", letter.out);
    }
    assert!(
        !letter.out.contains("Fourteen."),
        "the review has no answer of its own yet"
    );
    let found = bench.run(&["check", &review, "--json"]);
    assert_eq!(
        found.out.matches("\"no-review-finding\"").count(),
        2,
        "{}",
        found.out
    );
    assert!(!found.out.contains("\"no-review\""), "{}", found.out);
    let again = bench.run(&["review", &reference, "--no-open"]);
    assert!(
        again
            .fails(2)
            .contains(&format!("under review already, in {review}")),
        "{}",
        again.err
    );
}

/// A case that was sent on 20 November, and its review.
fn reviewed(bench: &Bench) -> (String, String) {
    let reference = bench.new_case(REQUEST.as_bytes());
    answer_with(bench, &reference, 0, "Fourteen.");
    answer_with(bench, &reference, 1, "Bins Ltd.");
    bench
        .run(&["sent", &reference, "--dated", "2026-11-20"])
        .succeeds();
    let review = bench.run(&["review", &reference, "--no-open"]);
    let review = review.succeeds().trim().to_owned();
    (reference, review)
}

#[test]
fn what_a_review_found_is_told_to_the_case_that_it_looks_at() {
    let bench = Bench::with_workspace();
    let (reference, review) = reviewed(&bench);
    let script = bench.write(
        "found.txt",
        "size 120x40\nkey Ctrl+T\nkey Home\nkey Down\nkey Space\nkey Down\nkey Space\nkey Alt+J\nkey Enter\n\
         type Both were right.\nkey Enter\nwait saved\nquit\n",
    );
    bench
        .run(&["open", &review, "--script", &script])
        .succeeds();
    // As the workbench does, and once more from the command line.
    mark_sent(&bench, &review);
    bench.run(&["sent", &review, "--open-again"]).succeeds();
    let open_again = bench.run(&["history", &reference]);
    assert!(
        open_again
            .succeeds()
            .contains(&format!("The review {review} was opened again")),
        "{}",
        open_again.out
    );
    bench.run(&["sent", &review]).succeeds();
    let told = bench.run(&["history", &reference]);
    for words in [
        format!("A review was opened: {review}"),
        format!("The outcome of the review {review} was sent: 2 upheld"),
    ] {
        assert!(told.succeeds().contains(&words), "{words}: {}", told.out);
    }
    let own = bench.run(&["history", &review]);
    for words in [
        &*format!("The case was made as the review of {reference}"),
        "The answer to questions 1 and 2 was upheld on review",
    ] {
        assert!(own.succeeds().contains(words), "{words}: {}", own.out);
    }
    let case = bench.read(&format!("cases/{reference}/case.toml"));
    assert!(
        case.contains("review-requested:2026-11-24") && case.contains("review-decided:2026-11-24"),
        "{case}"
    );
    let log = bench.run(&[
        "disclosure-log",
        "--from",
        "2026-01-01",
        "--format",
        "json",
        "--skip-findings",
    ]);
    assert!(!log.out.contains(&review), "{}", log.out);
    let second = bench.run(&["review", &reference, "--no-open"]);
    assert_eq!(second.succeeds().trim(), format!("{reference}-IR2"));
}

#[test]
fn a_workspace_makes_up_the_letter_of_its_reviews_itself_and_its_snippets_are_part_of_what_is_approved()
 {
    let bench = Bench::with_workspace();
    let snippet = |words: &str| {
        format!(
            "title = \"Head\"\nowner = \"IG\"\nuse_when = \"Every review.\"\nbody = \"\"\"\n{words}\n\"\"\"\n"
        )
    };
    bench.write(
        "snippets/head/review.toml",
        snippet("OUTCOME OF THE INTERNAL REVIEW"),
    );
    bench.write(
        "letters/review.toml",
        "[[block]]\npart = \"snippet\"\nsnippet = \"head/review\"\n\n[[block]]\npart = \"opening\"\n\n\
         [[block]]\npart = \"answers\"\n\n[[block]]\npart = \"closing\"\n",
    );
    let (reference, review) = reviewed(&bench);
    let letter = bench.run(&["render", &review]);
    assert!(
        letter
            .succeeds()
            .starts_with("OUTCOME OF THE INTERNAL REVIEW\n\nDear Morgan Sample"),
        "{}",
        letter.out
    );
    assert!(
        letter
            .out
            .contains("section 50 of the Freedom of Information Act"),
        "the law still closes it"
    );
    let response = bench.run(&["render", &reference]);
    assert!(!response.succeeds().contains("OUTCOME"), "{}", response.out);
    for at in [0, 1] {
        answer_with(&bench, &review, at, "We uphold our answer.");
    }
    bench.run(&["approve", &review, "--by", "Ann"]).succeeds();
    assert_eq!(bench.run(&["approve", &review]).code, 0);
    bench.write(
        "snippets/head/review.toml",
        snippet("OUTCOME OF THE REVIEW"),
    );
    let lapsed = bench.run(&["approve", &review]);
    assert_eq!(lapsed.code, 1);
    assert!(
        lapsed.out.contains("+ OUTCOME OF THE REVIEW"),
        "{}",
        lapsed.out
    );
    assert!(bench.run(&["render", &review]).out.starts_with("DRAFT"));
}
