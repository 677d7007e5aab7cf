//! S01, S11, S13: what strangers send. Nothing of it acts on a terminal; nothing of it stops the program.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;

use crate::bench::Bench;
use crate::rows::{BUILD, Chance, passed};

/// Things that act on some terminal.
fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "\u{1b}[2J",
        "\u{1b}[31mred",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]2;title\u{1b}\\",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}]8;;http://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
        "\u{1b}P$q\"p\u{1b}\\",
        "\u{1b}[6n",
        "\u{1b}[c",
        "\u{1b}[?1049l",
        "\u{1b}[?2004l",
        "\u{1b}[201~",
        "\u{1b}_Gi=1;AAAA\u{1b}\\",
        "\u{1b}c",
        "\u{1b}7",
        "\u{1b}(0",
        "\u{9b}31m",
        "\u{9d}0;t\u{9c}",
        "\u{90}q\u{9c}",
        "\u{9f}x\u{9c}",
        "\u{8}\u{8}\u{8}",
        "\u{7}",
        "\u{0}",
        "\u{7f}",
        "\u{b}",
        "\u{e}",
        "\u{f}",
        "\u{1a}",
        "\u{85}",
        "\u{202e}gnp",
        "\u{2066}x\u{2069}",
        "\u{200b}",
        "\u{feff}",
        "\u{e0041}\u{e007f}",
        "\u{ad}",
        "\u{2028}",
        "\u{fff9}",
        "\u{3164}",
        "\u{1b}G Q",
        "\u{1b}]50;#\u{7}",
        "\u{1b}[>4;2m",
        "\u{1b}]777;notify;a;b\u{7}",
    ]
    .map(str::to_owned)
    .into();
    payloads.extend((0..18).map(|at| format!("\u{1b}{}", char::from(b'@' + at))));
    payloads
}

fn acts(text: &str) -> Option<char> {
    let acts = |c: &char| {
        (c.is_control() && *c != '\n' && *c != '\t')
            || matches!(*c,
                '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars().find(acts)
}

#[test]
fn s01_no_payload_in_any_field_reaches_an_output_of_the_command_line() {
    let bench = Bench::with_workspace();
    let payloads = payloads();
    // All of them in every field at once: what reaches an output is seen whichever it was.
    let all = payloads.join(" x ");
    let quoted = all
        .chars()
        .map(|c| {
            if c.is_control() {
                format!("\\u{:04X}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect::<String>();
    let mail = format!(
        "From: {all} <a@b.example>\r\nTo: foi@c.example\r\nSubject: {all}\r\n\r\nDear {all}\r\n\r\n1. How many {all} bins?\r\n2. Why {all}?\r\n"
    );
    let request = bench.write(
        "request.txt",
        format!("{all}\n1. How many {all} bins?\n2. Why {all}?\n"),
    );
    let mail = bench.write("request.eml", mail);
    bench.write(
        "snippets/bad.toml",
        format!(
            "title = \"{q}\"\ntags = [\"{q}\"]\nuse_when = \"{q}\"\nowner = \"{q}\"\nbody = \"{q} {{{{detail}}}}\"\n\n\
             [[field]]\nname = \"detail\"\nprompt = \"{q}\"\n",
            q = quoted.replace('"', "\\\"").replace("\\\\", "\\")
        ),
    );
    let settings = bench.read("seriatim.toml");
    let named = settings.replacen(
        "name = \"\"",
        &format!("name = \"{}\"", "Council\\u001B[2J"),
        1,
    );
    bench.write("seriatim.toml", named);
    let mut outputs = Vec::new();
    for file in [&request, &mail] {
        outputs.push(bench.run(&["split", file]));
        outputs.push(bench.run(&["split", file, "--json"]));
        let made = bench.run(&["new", file, "--no-open", "--title", &all.replace('\0', "")]);
        let reference = made.out.trim().to_owned();
        outputs.push(made);
        for call in [
            vec!["render", &reference],
            vec!["render", &reference, "--format", "html"],
            vec![
                "render",
                &reference,
                "--format",
                "markdown",
                "--view",
                "disclosure-log",
            ],
            vec!["check", &reference],
            vec!["check", &reference, "--json"],
            vec!["check", file],
            vec!["copy", &reference, "--print"],
        ] {
            outputs.push(bench.run(&call));
        }
    }
    let argument = all.replace('\0', "");
    for call in [
        vec!["snippet", "list"],
        vec!["snippet", "list", "--json"],
        vec!["snippet", "show", "bad"],
        vec!["snippet", "check"],
        vec!["search", &argument],
        vec!["doctor"],
        vec!["doctor", "--json"],
        vec!["open", &argument],
        vec!["render", &argument],
        vec!["explain", &argument],
        vec!["snippet", "show", &argument],
        vec!["split", &argument],
        vec!["due", "--received", "2026-11-24", "--regime", &argument],
        vec!["--workspace", &argument, "snippet", "list"],
    ] {
        outputs.push(bench.run(&call));
    }
    for (at, ran) in outputs.iter().enumerate() {
        for output in [&ran.out, &ran.err] {
            let found = acts(output);
            assert!(found.is_none(), "output {at} holds {found:?}: {output:?}");
        }
    }
    passed(
        "S01",
        &format!(
            "{} payloads in every field, {} calls: 0 foreign sequences",
            payloads.len(),
            outputs.len()
        ),
    );
}

/// Files that strangers or broken programs make.
fn hostile() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add =
        |name: &str, bytes: Vec<u8>| files.push((format!("{:03}-{name}", files.len()), bytes));
    let mut chance = Chance::new(11);
    for size in [0, 1, 2, 3, 100, 4096, 65_537] {
        add(
            "noise.txt",
            (0..size)
                .map(|_| u8::try_from(chance.next() & 255).expect("a byte"))
                .collect(),
        );
        add(
            "noise.eml",
            (0..size)
                .map(|_| u8::try_from(chance.next() & 255).expect("a byte"))
                .collect(),
        );
        add(
            "noise.docx",
            [
                b"PK\x03\x04".to_vec(),
                (0..size)
                    .map(|_| u8::try_from(chance.next() & 255).expect("a byte"))
                    .collect(),
            ]
            .concat(),
        );
    }
    add(
        "long-line.txt",
        b"1. "
            .iter()
            .copied()
            .chain(std::iter::repeat_n(b'a', 1_500_000))
            .collect(),
    );
    add("many-lines.txt", "\n".repeat(500_000).into_bytes());
    add(
        "many-questions.txt",
        (1..6000)
            .map(|n| format!("{n}. How many?\n"))
            .collect::<String>()
            .into_bytes(),
    );
    add(
        "deep-marks.txt",
        (0..2000)
            .map(|n| format!("{}(a) why?\n", " ".repeat(n % 400)))
            .collect::<String>()
            .into_bytes(),
    );
    add(
        "combining.txt",
        format!("1. e{}?", "\u{301}".repeat(60_000)).into_bytes(),
    );
    add("escapes.txt", "\u{1b}]0;".repeat(100_000).into_bytes());
    add("csi.txt", "\u{9b}".repeat(100_000).into_bytes());
    add("quotes.txt", "> ".repeat(300_000).into_bytes());
    add("braces.txt", "{{".repeat(300_000).into_bytes());
    add("digits.txt", "0123 456 7890 ".repeat(40_000).into_bytes());
    add("ats.txt", "a@a.".repeat(100_000).into_bytes());
    add("table.txt", "|a".repeat(100_000).into_bytes());
    add("stars.txt", "**_`[".repeat(60_000).into_bytes());
    add(
        "utf16.txt",
        "\u{feff}1. How many?"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    );
    add("half-utf16.txt", vec![0xff, 0xfe, 0x31]);
    add("nul.txt", b"1. How\0many?\0\0".repeat(2000));
    add("big.txt", b"1. How many bins?\n".repeat(200_000));
    for depth in [10, 300, 20_000] {
        let mut mail = String::new();
        for level in 0..depth {
            mail.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
            ));
        }
        add("nested.eml", mail.into_bytes());
    }
    add(
        "header.eml",
        format!("Subject: {}\r\n\r\n1. x?", "a".repeat(400_000)).into_bytes(),
    );
    add("headers.eml", "X-A: b\r\n".repeat(60_000).into_bytes());
    add(
        "base64.eml",
        format!(
            "Content-Transfer-Encoding: base64\r\n\r\n{}",
            "QUJD\r\n".repeat(60_000)
        )
        .into_bytes(),
    );
    add(
        "encoded.eml",
        format!("Subject: {}\r\n\r\nx", "=?utf-8?Q?=41?= ".repeat(20_000)).into_bytes(),
    );
    for depth in [100, 30_000] {
        add("nested.html", "<div>".repeat(depth).into_bytes());
        add(
            "nested.rtf",
            format!("{{\\rtf1 {}", "{\\b ".repeat(depth)).into_bytes(),
        );
        add(
            "nested.xml",
            format!("<?xml version=\"1.0\"?>{}", "<a>".repeat(depth)).into_bytes(),
        );
    }
    add(
        "attributes.html",
        format!(
            "<p {}>x</p>",
            (0..60_000).map(|n| format!("a{n}=1 ")).collect::<String>()
        )
        .into_bytes(),
    );
    add(
        "entities.html",
        "&amp;&#x1b;&#27;".repeat(40_000).into_bytes(),
    );
    add("bomb.xml", b"<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><a>&b;</a>".to_vec());
    add(
        "endless.pdf",
        b"%PDF-1.7\n1 0 obj <</Length 99999999>> stream\n".to_vec(),
    );
    add(
        "circle.pdf",
        b"%PDF-1.7\n1 0 obj <</Kids [1 0 R] /Type /Pages>> endobj\ntrailer <</Root 1 0 R>>\n"
            .to_vec(),
    );
    add(
        "objects.pdf",
        format!(
            "%PDF-1.4\n{}",
            "1 0 obj << /A [[[[[[ >> endobj\n".repeat(20_000)
        )
        .into_bytes(),
    );
    files.extend(packages());
    // Every kind of file again, cut off and with bytes changed.
    let first: Vec<(String, Vec<u8>)> = files.clone();
    let middling = |bytes: &Vec<u8>| bytes.len() > 20 && bytes.len() < 200_000;
    for (time, (name, bytes)) in (0..2).flat_map(|time| first.iter().map(move |file| (time, file)))
    {
        if !middling(bytes) {
            continue;
        }
        let mut spoilt = bytes.clone();
        for _ in 0..20 {
            let at = chance.below(spoilt.len());
            spoilt[at] = u8::try_from(chance.next() & 255).expect("a byte");
        }
        spoilt.truncate(spoilt.len() - chance.below(spoilt.len() / 2));
        files.push((format!("spoilt-{time}-{name}"), spoilt));
    }
    files
}

// Files that unpack to far more than they hold.
fn packages() -> Vec<(String, Vec<u8>)> {
    let package = |parts: &[(&str, &str)]| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("a part begins");
            archive.write_all(text.as_bytes()).expect("it is written");
        }
        archive.finish().expect("an archive").into_inner()
    };
    let types = ("[Content_Types].xml", "<Types/>");
    let word = |inner: &str| {
        let open = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
        package(&[types, ("word/document.xml", &format!("{open}{inner}"))])
    };
    let sheet = |inner: &str| {
        let open = "<office:document-content><office:body><office:text><table:table>";
        package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &format!("{open}{inner}")),
        ])
    };
    let names: Vec<String> = (0..5_000).map(|n| format!("word/part{n}.xml")).collect();
    let mut many = vec![types];
    many.extend(names.iter().map(|name| (name.as_str(), "<a/>")));
    let inner = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(60_000)
    );
    let wrapped = format!(
        "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        base64::engine::general_purpose::STANDARD.encode(inner)
    );
    [
        ("bomb.docx", word(&" ".repeat(60_000_000))),
        ("words.docx", word(&"<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(200_000))),
        ("nested.docx", word(&"<w:tbl><w:tr><w:tc>".repeat(20_000))),
        ("parts.docx", package(&many)),
        (
            "repeated.odt",
            sheet("<table:table-row table:number-rows-repeated=\"999999999\"><table:table-cell table:number-columns-repeated=\"999999999\"><text:p>a</text:p></table:table-cell></table:table-row>"),
        ),
        ("spaces.odt", sheet("<text:p><text:s text:c=\"999999999\"/></text:p>")),
        ("wrapped.eml", wrapped.into_bytes()),
    ]
    .map(|(name, bytes)| (format!("package-{name}"), bytes))
    .into()
}

/// What the program may need for a stranger's file, in MiB.
const MEMORY: usize = 300;

#[test]
fn s11_no_file_stops_the_program_or_keeps_it_for_long() {
    let bench = Bench::with_workspace();
    let files = hostile();
    let mut longest = (Duration::ZERO, String::new());
    for (name, bytes) in &files {
        let path = bench.write(&format!("in/{name}"), bytes);
        let start = Instant::now();
        let ran = bench.run_within(MEMORY, &["split", &path]);
        let took = start.elapsed();
        assert!(
            matches!(ran.code, 0 | 2),
            "{name}: {} {}",
            ran.code,
            ran.err
        );
        assert!(
            ran.code == 0 || !ran.err.trim().is_empty(),
            "{name} is refused without a word"
        );
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("fault of its own"),
            "{name}: {}",
            ran.err
        );
        if took > longest.0 {
            longest = (took, name.clone());
        }
    }
    // A build for tests is some twenty times slower than the one that officers have; what hangs shows all the same.
    assert!(longest.0 < Duration::from_mins(1), "{longest:?}");
    passed(
        "S11",
        &format!(
            "{0} of {0} files: answered or refused within {MEMORY} MiB; the longest took {1:.1} s in {BUILD} ({2})",
            files.len(),
            longest.0.as_secs_f64(),
            longest.1
        ),
    );
}

#[cfg(unix)]
#[test]
fn s13_a_library_full_of_traps_is_read_round_them() {
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::fs::symlink;
    let bench = Bench::with_workspace();
    let library = bench.path("snippets");
    let good = "title = \"Good\"\nbody = \"Held.\"\n";
    bench.write("snippets/good.toml", good);
    bench.write(
        "outside/secret.toml",
        "title = \"Secret\"\nbody = \"SECRET\"\n",
    );
    symlink(bench.path("outside/secret.toml"), library.join("link.toml")).expect("a link");
    symlink(&library, library.join("loop")).expect("a link");
    symlink("/dev/zero", library.join("zero.toml")).expect("a link");
    fs::create_dir(library.join("folder.toml")).expect("a folder");
    fs::write(library.join("empty.toml"), "").expect("a file");
    fs::write(library.join("a\u{1b}[2J\u{202e}\nb.toml"), "title = ").expect("a file");
    fs::write(
        library.join(std::ffi::OsString::from_vec(b"bad\xff.toml".to_vec())),
        good,
    )
    .expect("a file");
    let large = fs::File::create(library.join("large.toml")).expect("a file");
    large.set_len(5_000_000_000).expect("a sparse file");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        library.join("pipe.toml"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .expect("a pipe");
    for at in 0..2000 {
        fs::write(library.join(format!("s{at}.toml")), good).expect("a file");
    }
    let start = Instant::now();
    let list = bench.run(&["snippet", "list"]);
    let took = start.elapsed();
    assert!(list.succeeds().contains("good"), "{}", list.err);
    assert!(list.out.contains("s1999"));
    assert!(!list.out.contains("Secret"), "a link was followed");
    let check = bench.run(&["snippet", "check"]);
    for output in [&list.out, &list.err, &check.out, &check.err] {
        assert_eq!(acts(output), None, "{output:?}");
    }
    for name in [
        "link.toml",
        "zero.toml",
        "empty.toml",
        "large.toml",
        "pipe.toml",
    ] {
        let told = format!("{}{}", check.out, check.err);
        assert!(told.contains(name), "{name} is not told: {told}");
    }
    assert!(Path::new(&bench.path("outside/secret.toml")).exists());
    passed(
        "S13",
        &format!(
            "2,009 files with links, a pipe, a device, 5 GB: listed in {:.1} s, 0 links followed",
            took.as_secs_f64()
        ),
    );
}
