//! The library learns through the door that officers use: what a case was answered with is found for the next one.

use crate::bench::Bench;

const FIRST: &[u8] = b"Dear council,\n\n1. How many hedgehogs has the ranger counted in Alder Park?\n2. Who pays for the bandstand?\n\nYours faithfully\nMorgan Sample";
const SECOND: &[u8] = b"Dear council,\n\n1. Please state the number of hedgehogs counted in Alder Park this year.\n2. Which company cleans the windows?\n\nYours faithfully\nRobin Other";

#[test]
fn an_odd_snippet_that_served_a_question_comes_first_for_a_like_one() {
    let bench = Bench::with_workspace();
    let first = bench.new_case(FIRST);
    let script = "key F2\ntype Total held, not by category\nkey Enter Esc\nwait saved\nkey F12\nwait board\nquit\n";
    let ran = bench.run_with(&["open", &first, "--script", "-"], script.as_bytes());
    ran.succeeds();
    let uses = bench.read("snippets/answers/total-held-not-by-category.uses.jsonl");
    assert_eq!(
        uses,
        "{\"date\":\"2026-11-24\",\"question\":\"How many hedgehogs has the ranger counted in Alder Park?\"}\n"
    );
    assert!(!uses.contains("Morgan"), "nothing of who asked is kept");

    let second = bench.new_case(SECOND);
    let script = "size 200x60\nscreen\n";
    let ran = bench.run_with(&["open", &second, "--script", "-"], script.as_bytes());
    let screen = ran.succeeds();
    let chosen = screen.lines().find(|line| line.contains("│▸ "));
    assert!(
        chosen.is_some_and(|line| line.contains("Total")),
        "it is the chosen row:\n{screen}"
    );
    assert!(
        screen.contains("once, on 24 Nov, for “How many"),
        "{screen}"
    );
}

#[test]
fn a_past_answer_that_was_used_again_is_remembered_beside_the_archive() {
    let bench = Bench::with_workspace();
    let line = "{\"id\":\"hog-1\",\"question\":\"How many hedgehogs are there in Alder Park?\",\"answer\":\"We counted 12.\",\
                \"outcome\":\"disclosed\",\"date\":\"2024-05-01\"}\n";
    let file = bench.write("in.jsonl", line);
    bench.run(&["archive", "import", &file]).succeeds();
    let case = bench.new_case(FIRST);
    let script = "size 200x60\nscreen\nkey Enter\nwait saved\nkey F12\nwait board\nquit\n";
    let ran = bench.run_with(&["open", &case, "--script", "-"], script.as_bytes());
    assert!(
        ran.succeeds().contains("past answer · disclosed"),
        "{}",
        ran.out
    );
    let uses = bench.read("archive/2026.uses.jsonl");
    assert!(
        uses.starts_with("{\"id\":\"hog-1\",\"date\":\"2026-11-24\""),
        "{uses}"
    );
    let ran = bench.run(&["search", "--from", "archive", "ranger hedgehogs"]);
    assert!(ran.succeeds().contains("used once"), "{}", ran.out);
    assert_eq!(ran.err, "", "the file of uses is no file of answers");
}
