//! S08, S09, S10: what an officer wrote stands in its own files and nowhere else, and those are the officer's alone.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::Bench;
use crate::rows::passed;

const CANARY: &str = "Zebedee";

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if fs::symlink_metadata(entry.path()).is_ok_and(|about| about.is_dir()) {
            found.extend(files_below(&entry.path()));
        }
        found.push(entry.path());
    }
    found
}

#[test]
fn s09_no_error_of_the_command_line_quotes_what_is_in_a_file() {
    let (bench, reference) =
        Bench::with_case("1. How many benches has Zebedee?\n2. Why, Zebedee?\n");
    bench.write(
        "snippets/a.toml",
        "title = \"Zebedee\"\nbody = \"\"\"\nZebedee holds {{detail}}.\n\"\"\"\n\n[[field]]\nname = \"detail\"\nprompt = \"x\"\n",
    );
    let mut paths = 0;
    let files: Vec<PathBuf> = bench
        .files("cases")
        .into_iter()
        .map(|(path, _)| path)
        .chain([bench.path("snippets/a.toml"), bench.path("seriatim.toml")])
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    for file in files {
        let whole = fs::read(&file).expect("a file");
        let text = String::from_utf8(whole.clone()).expect("text");
        let spoilt = [
            text.replacen("= \"", "= \"\u{1}", 1),
            text.replacen("\"\n", "\n", 1),
            format!("{text}\nZebedee\n"),
            format!("Zebedee = \"Zebedee\"\nZebedee Zebedee\n{text}"),
            text.replacen(" = ", " == ", 1),
        ];
        for bytes in spoilt {
            fs::write(&file, &bytes).expect("spoilt");
            for call in [
                vec!["render", &reference],
                vec!["check", &reference],
                vec!["copy", &reference],
                vec!["snippet", "check"],
            ] {
                let ran = bench.run(&call);
                paths += 1;
                assert!(ran.code <= 2, "{call:?}: {}", ran.err);
                let quoted = ran
                    .err
                    .lines()
                    .find(|line| line.contains(CANARY) && !line.contains("unknown"));
                // The name of a key that is not known is quoted: it is what the officer must mend.
                let key = ran.err.contains("`Zebedee`") || ran.err.contains("“Zebedee”");
                assert!(
                    quoted.is_none() || key,
                    "{call:?} of {}: {}",
                    file.display(),
                    ran.err
                );
                assert!(
                    !ran.err.contains("panicked") && !ran.err.contains("has Zebedee"),
                    "{}",
                    ran.err
                );
            }
        }
        fs::write(&file, &whole).expect("mended");
    }
    passed("S09", &format!("{paths} error paths, 0 texts quoted"));
}

#[cfg(unix)]
#[test]
fn s10_every_file_is_the_officers_alone_and_no_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (bench, reference) = Bench::with_case("1. How many benches?\n2. Why?\n");
    bench.run(&["copy", &reference, "--override-checks", "a test"]);
    bench
        .run(&["render", &reference, "-o", "letter.txt"])
        .succeeds();
    let script = bench.write(
        "steps.txt",
        "key Ctrl+E\ntype There are three.\nwait saved\nquit\n",
    );
    bench
        .run(&["open", &reference, "--script", &script])
        .succeeds();
    let state = bench.path("../state");
    let mut looked_at = 0;
    for path in files_below(&bench.path("cases"))
        .into_iter()
        .chain(files_below(&state))
    {
        let about = fs::symlink_metadata(&path).expect("there");
        let mode = about.permissions().mode() & 0o777;
        let most = if about.is_dir() { 0o700 } else { 0o600 };
        // The index of the archive is made by a crate of its own; the folder above lets nobody in.
        let inside = path
            .strip_prefix(&state)
            .is_ok_and(|inside| inside.starts_with("archive"));
        assert!(mode & !most == 0 || inside, "{}: {mode:o}", path.display());
        looked_at += 1;
    }
    assert_eq!(
        fs::metadata(&state).expect("there").permissions().mode() & 0o777,
        0o700
    );
    let mode = fs::metadata(bench.path("letter.txt"))
        .expect("there")
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o600, "a letter that was written out");
    // A link planted at the name of each file that the next steps write.
    let victim = bench.path("victim");
    fs::write(&victim, "precious").expect("a file");
    let mut links = 0;
    let targets: Vec<PathBuf> = files_below(&bench.path("cases"))
        .into_iter()
        .filter(|path| path.is_file())
        .collect();
    for target in targets {
        let bytes = fs::read(&target).expect("a file");
        fs::remove_file(&target).expect("ours");
        symlink(&victim, &target).expect("a link");
        links += 1;
        bench.run(&["open", &reference, "--script", &script]);
        bench.run(&["copy", &reference, "--override-checks", "a test"]);
        assert_eq!(
            fs::read_to_string(&victim).expect("there"),
            "precious",
            "{}",
            target.display()
        );
        fs::remove_file(&target).expect("the link");
        fs::write(&target, bytes).expect("as it was");
    }
    passed(
        "S10",
        &format!(
            "{looked_at} files and folders, 0 open to others; {links} planted links, 0 followed"
        ),
    );
}

#[test]
fn s08_no_word_of_a_case_is_in_the_call_the_environment_or_a_temporary_folder() {
    let (bench, reference) = Bench::with_case("1. How many benches has Zebedee?\n");
    let temporary = bench.path("tmp");
    fs::create_dir_all(&temporary).expect("a folder");
    let script = bench.write(
        "steps.txt",
        "key Ctrl+E\ntype Zebedee has three.\nwait saved\nquit\n",
    );
    let place = temporary.to_str().expect("a plain path");
    let ran = bench.run_in(
        &["open", &reference, "--script", &script],
        b"",
        &[("TMPDIR", place)],
    );
    ran.succeeds();
    assert_eq!(files_below(&temporary), Vec::<PathBuf>::new());
    // Names of files are ids and references, never words of a request.
    let names = files_below(&bench.path("cases"))
        .into_iter()
        .chain(files_below(&bench.path("../state")));
    for path in names {
        assert!(
            !path.to_string_lossy().contains(CANARY),
            "{}",
            path.display()
        );
    }
    passed(
        "S08",
        "0 words in file names and temporary folders; the title is constant (S01)",
    );
}
