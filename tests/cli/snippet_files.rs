//! Snippets that are written in an editor of the officer's own, and what must not reach colleagues with one.

use crate::bench::Bench;

const ID: &str = "answers/benches";
const FILE: &str = "snippets/answers/benches.toml";
const SNIPPET: &str =
    "# Agreed in May.\ntitle = \"Benches\"\nbody = \"\"\"\nWe have many benches.\n\"\"\"\n";

fn with_benches() -> Bench {
    let bench = Bench::with_workspace();
    bench.write(FILE, SNIPPET);
    bench
}

fn kept(bench: &Bench) -> Vec<String> {
    let state = bench.path("../state/editing");
    if !state.exists() {
        return Vec::new();
    }
    let files = bench.files("../state/editing").into_iter();
    files.map(|(path, _)| path.display().to_string()).collect()
}

#[test]
fn a_snippet_is_edited_in_the_named_editor_and_its_comments_stay() {
    let bench = with_benches();
    let edit = |editor: &str| bench.run_in(&["snippet", "edit", ID], b"", &[("VISUAL", editor)]);
    let ran = edit("sed -i 's/many benches/47 benches/'");
    assert!(
        ran.succeeds().starts_with("Saved answers/benches"),
        "{}",
        ran.out
    );
    assert_eq!(bench.read(FILE), SNIPPET.replace("many", "47"));
    assert_eq!(kept(&bench), Vec::<String>::new());
    assert_eq!(edit("true").succeeds(), "Nothing was changed\n");
    let ran = bench.run(&["snippet", "edit", ID]);
    assert!(ran.fails(2).contains("set VISUAL or EDITOR"), "{}", ran.err);
}

#[test]
fn a_text_that_cannot_be_used_is_told_with_its_line_and_kept_for_the_next_edit() {
    let bench = with_benches();
    let edit = |editor: &str| bench.run_in(&["snippet", "edit", ID], b"", &[("EDITOR", editor)]);
    let ran = edit(
        "sed -i -e 's/many benches/47 benches/' -e 's/^title = \"Benches\"/title = \"Benches/'",
    );
    let told = ran.fails(1);
    assert!(told.contains("benches.toml:2:"), "{told}");
    assert!(
        told.contains("seriatim snippet edit answers/benches opens it again"),
        "{told}"
    );
    assert_eq!(bench.read(FILE), SNIPPET, "the library is as it was");
    assert!(!kept(&bench).is_empty());

    let ran = edit("sed -i 's/^regime.*//; s/^title = \"Benches/regime = \"nowhere\"\\n&\"/'");
    let told = ran.fails(1);
    assert!(
        told.contains("going on with the text of an earlier edit"),
        "{told}"
    );
    assert!(
        told.contains("benches.toml:2: There is no regime “nowhere”"),
        "{told}"
    );

    edit("sed -i 's/^regime.*//'").succeeds();
    assert!(bench.read(FILE).contains("We have 47 benches."));
    assert_eq!(kept(&bench), Vec::<String>::new());
}

#[test]
fn an_editor_that_fails_loses_no_text() {
    let bench = with_benches();
    let editor = "sh -c 'echo \"# more\" >> \"$1\"; exit 3' editor";
    let ran = bench.run_in(&["snippet", "edit", ID], b"", &[("EDITOR", editor)]);
    assert!(
        ran.fails(1).contains("it ended with an error"),
        "{}",
        ran.err
    );
    bench
        .run_in(&["snippet", "edit", ID], b"", &[("EDITOR", "true")])
        .succeeds();
    assert!(bench.read(FILE).ends_with("# more\n"));
}

#[test]
fn what_belongs_to_a_case_stops_before_it_reaches_colleagues() {
    let bench = Bench::with_workspace();
    bench.new_case(b"From: Morgan Sample <morgan@mail.example>\nSubject: Benches\n\n1. How many benches are there?\n");
    let file = bench.write(
        "text.md",
        "There are benches.\n\nMorgan Sample was told so at morgan@mail.example.\n",
    );
    let call = ["snippet", "new", &file, "--title", "Benches"];
    let ran = bench.run(&call);
    let told = ran.fails(1);
    assert!(
        told.contains("text.md:3: “morgan@mail.example” is an e-mail address"),
        "{told}"
    );
    assert!(
        told.contains("text.md:3: “Morgan Sample” is the name of a requester"),
        "{told}"
    );
    assert!(told.contains("--meant"), "{told}");
    assert!(!bench.path(FILE).exists());
    let personal = [&call[..], &["--layer", "personal"]].concat();
    assert_ne!(bench.run(&personal).code, 1, "nobody else reads that layer");

    let meant = [&call[..], &["--meant", "It is the public desk."]].concat();
    bench.run(&meant).succeeds();
    assert!(
        bench
            .read(FILE)
            .starts_with("# Meant, says Test Officer on 2026-11-24: It is the public desk.\n"),
        "{}",
        bench.read(FILE)
    );
    // What was meant once is not asked about again; what is new is.
    let edit = |words: &[&str]| bench.run(&[&["snippet", "edit", ID][..], words].concat());
    edit(&["--owner", "Parks"]).succeeds();
    let ran = edit(&["--use-when", "As in FOI-2026-0001"]);
    assert!(
        ran.fails(1)
            .contains("answers/benches (the note on use): “FOI-2026-0001”"),
        "{}",
        ran.err
    );
}

#[test]
fn a_past_answer_becomes_a_snippet_without_its_requester() {
    let bench = Bench::with_workspace();
    let line = "{\"id\":\"b1\",\"question\":\"How many benches are there in the parks?\",\"answer\":\"There are 12 benches, see FOI-2024-0031.\",\
                \"outcome\":\"disclosed\"}\n";
    let file = bench.write("in.jsonl", line);
    bench.run(&["archive", "import", &file]).succeeds();
    let call = ["snippet", "new", "--past", "b1", "--id", "answers/benches"];
    let ran = bench.run(&call);
    assert!(
        ran.fails(1)
            .contains("past answer b1 (the text): “FOI-2024-0031” is the reference of a case"),
        "{}",
        ran.err
    );
    bench
        .run(&[&call[..], &["--meant", "It is published."]].concat())
        .succeeds();
    let made = bench.read(FILE);
    assert!(
        made.contains("How many benches are there in the parks"),
        "{made}"
    );
    assert!(made.contains("state = \"draft\""), "{made}");
    assert!(
        bench
            .run(&["snippet", "new", "--past", "b2"])
            .fails(2)
            .contains("b2")
    );
}
