//! What a letter is made of: the workspace's own blocks, and what is told of one that is wrong.

use crate::bench::Bench;

const REQUEST: &str = "Dear council,\n\nAbout benches\n\n1. How many benches are there?\n2. Which company empties the bins?\n\nYours faithfully\nMorgan Sample\n";

fn answer(bench: &Bench, reference: &str) {
    for (path, bytes) in bench.files(&format!("cases/{reference}/questions")) {
        let text = String::from_utf8(bytes).expect("text");
        let said = "answer = \"Fourteen.\"\noutcome = \"refused\"\ncites = [{ regime = \"uk-foia\", cite = \"43(2)\" }]";
        std::fs::write(path, text.replace("answer = \"\"", said)).expect("a file");
    }
}

const FRAME: &str =
    "[[block]]\npart = \"opening\"\n[[block]]\npart = \"answers\"\n[[block]]\npart = \"closing\"\n";

#[test]
fn the_letter_of_the_program_and_the_same_written_down_by_a_workspace_are_the_same_bytes() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    answer(&bench, &reference);
    let render = |form: &str| {
        let call = ["render", &reference, "--format", form, "-o", "letter"];
        bench.run(&call).succeeds();
        std::fs::read(bench.path("letter")).expect("a file")
    };
    let before: Vec<Vec<u8>> = ["text", "markdown", "html", "docx"].map(render).into();
    bench.write("letters/response.toml", FRAME);
    let after: Vec<Vec<u8>> = ["text", "markdown", "html", "docx"].map(render).into();
    assert_eq!(before, after);
    let text = String::from_utf8(before[0].clone()).expect("text");
    assert!(
        text.contains("\n\n1. How many benches are there?\n\nFourteen.\n\n2. Which"),
        "{text}"
    );
}

#[test]
fn a_workspace_puts_its_letters_together_of_its_own_blocks() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    answer(&bench, &reference);
    bench.write(
        "snippets/our-ref.toml",
        "title = \"Our reference\"\nuse_when = \"Above every letter.\"\nbody = \"**Our reference: {{reference}}**\"\n",
    );
    bench.write(
        "letters/response.toml",
        "[[block]]\npart = \"snippet\"\nsnippet = \"our-ref\"\n[[block]]\npart = \"opening\"\n\
         [[block]]\npart = \"answers\"\nquestions = \"number\"\nheadings = false\n\
         [[block]]\npart = \"provisions\"\n[[block]]\npart = \"closing\"\n",
    );
    let ran = bench.run(&["render", &reference]);
    let text = ran.succeeds();
    assert!(
        text.starts_with(&format!("Our reference: {reference}\n\n")),
        "{text}"
    );
    assert!(
        text.contains("\n\nQuestion 1\n\nFourteen.\n\nQuestion 2\n\nFourteen.\n\n- FOIA s.43(2): "),
        "{text}"
    );
    assert!(text.contains("(questions 1 and 2)\n\n"), "{text}");
    assert!(!text.contains("How many benches"), "{text}");
    let html = bench.run(&["render", &reference, "--format", "html"]);
    assert!(
        html.succeeds().contains("<strong>Our reference: FOI-"),
        "{}",
        html.out
    );
    let word = ["render", &reference, "--format", "docx", "-o", "a.docx"];
    bench.run(&word).succeeds();
    let read = std::fs::read(bench.path("a.docx")).expect("a file");
    let read = seriatim::documents::read(&read).expect("it opens").text;
    assert!(
        read.contains("Our reference: FOI-") && read.contains("Question 1"),
        "{read}"
    );
}

#[test]
fn what_every_letter_prints_is_checked_like_the_rest_and_a_snippet_that_is_gone_is_found() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    answer(&bench, &reference);
    let made = |id: &str| format!("[[block]]\npart = \"snippet\"\nsnippet = \"{id}\"\n{FRAME}");
    bench.write(
        "snippets/head.toml",
        "title = \"Head\"\nuse_when = \"Always.\"\nbody = \"Ask jane.smith47@gmail.com about {{floor}}.\"\n[[field]]\nname = \"floor\"\nprompt = \"Which floor?\"\n",
    );
    bench.write("letters/response.toml", made("head"));
    let checked = bench.run(&["check", &reference, "--json"]);
    for code in ["\"email-address\"", "asks for “floor”"] {
        assert!(checked.out.contains(code), "{code}: {}", checked.out);
    }
    bench.write("letters/response.toml", made("haed"));
    let checked = bench.run(&["check", &reference, "--json"]);
    assert!(
        checked.out.contains("missing snippet haed"),
        "{}",
        checked.out
    );
}

#[test]
fn a_list_of_blocks_that_is_wrong_is_told_with_its_line_and_the_letter_leaves_as_ever() {
    let bench = Bench::with_workspace();
    let reference = bench.new_case(REQUEST.as_bytes());
    let before = bench.run(&["render", &reference]).out;
    bench.write("letters/response.toml", FRAME.replace("answers", "anwsers"));
    let ran = bench.run(&["render", &reference]);
    assert_eq!(ran.succeeds(), before);
    for call in [
        &["check", &reference][..],
        &["doctor"],
        &["render", &reference],
    ] {
        let ran = bench.run(call);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains("response.toml:4"), "{call:?}: {told}");
    }
}
