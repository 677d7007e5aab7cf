//! Care for the library through the door of scripts: write, change, find uses, find what is stale or said twice.

use crate::bench::Bench;

const REQUEST: &[u8] = b"Dear council,\n\n1. How many benches are there in Alder Park?\n2. Who pays for the bandstand?\n\nYours faithfully\nMorgan Sample";

fn with_benches() -> Bench {
    let bench = Bench::with_workspace();
    let file = bench.write(
        "text.md",
        "There are {{count}} benches in the park, and the ranger counts them each spring.\n",
    );
    let ran = bench.run(&[
        "snippet",
        "new",
        &file,
        "--title",
        "Benches in the park",
        "--outcome",
        "disclosed",
        "--owner",
        "Parks",
        "--review-by",
        "2026-01-31",
    ]);
    assert!(
        ran.succeeds()
            .starts_with("Saved answers/benches-in-the-park in the team library"),
        "{}",
        ran.out
    );
    bench
}

#[test]
fn a_snippet_is_written_from_a_text_and_changed_by_its_parts() {
    let bench = with_benches();
    let path = "snippets/answers/benches-in-the-park.toml";
    let made = bench.read(path);
    assert!(
        made.contains("name = \"count\"") && made.contains("prompt = \"Count?\""),
        "{made}"
    );
    bench.write(path, format!("# Agreed in May.\n{made}"));
    let ran = bench.run(&[
        "snippet",
        "edit",
        "answers/benches-in-the-park",
        "--use-when",
        "Somebody counts benches.",
    ]);
    ran.succeeds();
    let changed = bench.read(path);
    assert!(
        changed.starts_with("# Agreed in May.\n") && changed.contains("Somebody counts benches."),
        "{changed}"
    );
    let again = bench.run(&[
        "snippet",
        "new",
        "text.md",
        "--title",
        "x",
        "--id",
        "answers/benches-in-the-park",
    ]);
    assert!(
        again
            .fails(2)
            .contains("there is a snippet with this id already"),
        "{}",
        again.err
    );
    let idle = bench.run(&["snippet", "edit", "answers/benches-in-the-park"]);
    assert!(idle.fails(2).contains("--review-by"), "{}", idle.err);
}

#[test]
fn the_template_is_a_snippet_that_can_be_taken_in() {
    let bench = Bench::with_workspace();
    let ran = bench.run(&["snippet", "new", "--template"]);
    let template = ran
        .succeeds()
        .replace("title     = \"\"", "title     = \"Benches\"");
    let file = bench.write("benches.toml", template);
    let ran = bench.run(&["snippet", "new", &file, "--json"]);
    assert!(
        ran.succeeds()
            .contains("\"id\":\"benches\",\"layer\":\"team\",\"proposed\":false"),
        "{}",
        ran.out
    );
    let ran = bench.run(&["snippet", "show", "benches"]);
    assert!(
        ran.succeeds().contains("includes: closing/internal-review"),
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("asks for cost (money): What did they cost?"),
        "{}",
        ran.out
    );
}

#[test]
fn a_withdrawn_snippet_names_its_successor_and_is_found_no_more() {
    let bench = with_benches();
    let file = bench.write("new.md", "The park has benches.");
    bench
        .run(&[
            "snippet",
            "new",
            &file,
            "--title",
            "Benches, newly counted",
            "--id",
            "answers/benches-new",
        ])
        .succeeds();
    let lost = bench.run(&[
        "snippet",
        "edit",
        "answers/benches-in-the-park",
        "--successor",
        "answers/nowhere",
    ]);
    assert!(lost.fails(2).contains("answers/nowhere"), "{}", lost.err);
    bench
        .run(&[
            "snippet",
            "edit",
            "answers/benches-in-the-park",
            "--successor",
            "answers/benches-new",
        ])
        .succeeds();
    let ran = bench.run(&["search", "--from", "snippets", "benches in the park"]);
    assert!(
        !ran.succeeds().contains("benches-in-the-park"),
        "{}",
        ran.out
    );
    let ran = bench.run(&["snippet", "list"]);
    assert!(
        ran.succeeds().contains("Benches in the park [withdrawn]"),
        "{}",
        ran.out
    );
}

#[test]
fn what_officers_changed_after_inserting_is_shown_word_by_word() {
    let bench = with_benches();
    let case = bench.new_case(REQUEST);
    let script =
        "key F2\ntype Benches in the park\nkey Enter\ntype 47\nkey Enter\nwait saved\nquit\n";
    bench
        .run_with(&["open", &case, "--script", "-"], script.as_bytes())
        .succeeds();
    let folder = format!("cases/{case}/questions");
    for (path, bytes) in bench.files(&folder) {
        let text = String::from_utf8_lossy(&bytes).replace("each spring", "each mild spring");
        std::fs::write(path, text).expect("written");
    }
    let ran = bench.run(&["snippet", "used", "answers/benches-in-the-park"]);
    let out = ran.succeeds();
    assert!(
        out.contains(&format!("{case}  question 1  24 November 2026")),
        "{out}"
    );
    assert!(out.contains("{+mild+}"), "{out}");
    let ran = bench.run(&["snippet", "used", "answers/benches-in-the-park", "--json"]);
    assert!(
        ran.succeeds().contains("\"filled\":{\"count\":\"47\"}"),
        "{}",
        ran.out
    );
    let ran = bench.run(&["snippet", "stats", "--json"]);
    assert!(
        ran.succeeds().contains("\"used\":1,\"uses\":1"),
        "{}",
        ran.out
    );
    let ran = bench.run(&["snippet", "stale"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(
            "answers/benches-in-the-park (team): to be looked at again by 31 January 2026"
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("kept by Parks"), "{}", ran.out);
}

#[test]
fn twins_and_contradictions_are_named() {
    let bench = with_benches();
    let twin = bench.write(
        "twin.md",
        "There are {{number}} benches in the park, and the ranger counts them each autumn.\n",
    );
    bench
        .run(&[
            "snippet",
            "new",
            &twin,
            "--title",
            "Twin",
            "--id",
            "twin",
            "--outcome",
            "disclosed",
        ])
        .succeeds();
    let not = bench.write("not.md", "There are no records of benches in the park, and the ranger counts them no more each spring.\n");
    let when = "Somebody asks for the number of benches in a park";
    bench
        .run(&[
            "snippet",
            "new",
            &not,
            "--title",
            "No",
            "--id",
            "no-benches",
            "--outcome",
            "not-held",
            "--use-when",
            when,
        ])
        .succeeds();
    bench
        .run(&["snippet", "edit", "twin", "--use-when", when])
        .succeeds();
    let ran = bench.run(&["snippet", "duplicates"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("answers/benches-in-the-park and twin: nearly the same text"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains(
            "no-benches (not held) and twin (disclosed): the same question, opposite answers"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn a_library_of_ten_thousand_files_with_two_hundred_broken_ones_loads() {
    let bench = Bench::with_workspace();
    for number in 0..10_000 {
        let text = if number % 50 == 0 {
            format!("title = \"Broken {number}\nbody = 3\n")
        } else {
            format!(
                "title = \"Answer {number}\"\nbody = \"The council holds {number} things of kind {}.\"\n",
                number % 97
            )
        };
        bench.write(&format!("snippets/many/s{number:05}.toml"), text);
    }
    bench.write(
        "snippets/round.toml",
        "title = \"Round\"\nbody = \"\"\"\nA\n{{> back}}\n\"\"\"\n",
    );
    bench.write(
        "snippets/back.toml",
        "title = \"Back\"\nbody = \"{{> round}}\"\n",
    );
    bench.write(
        "snippets/many/S00001.toml",
        "title = \"Capital\"\nbody = \"x\"\n",
    );
    let ran = bench.run(&["snippet", "check"]);
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    let broken = lines
        .iter()
        .filter(|line| line.contains("/many/s") && line.contains(".toml:1:"))
        .count();
    assert_eq!(broken, 200);
    assert!(
        lines.iter().any(|line| line
            .contains("round.toml:4: it includes itself in a circle: round → back → round")),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .any(|line| line.contains("differs from it only in capitals"))
    );
    let ran = bench.run(&["snippet", "stats", "--json"]);
    // One of the two that differ in capitals only, and neither of the circle.
    let loaded = 9_800;
    assert!(
        ran.succeeds().contains(&format!("\"team\":{loaded}")),
        "{}",
        ran.out
    );
}
