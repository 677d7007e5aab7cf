//! P01, P02: no unsafe code of our own, nothing of the network, few packages and a reason for each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use toml::{Table, Value};

use crate::rows::passed;

/// Packages that open sockets, speak TLS or ask for names. Not mio, with which crossterm waits for keys: its sockets are
/// left out.
const NETWORK: [&str; 21] = [
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "curl-sys",
    "isahc",
    "attohttpc",
    "tokio",
    "async-std",
    "socket2",
    "rustls",
    "native-tls",
    "openssl",
    "openssl-sys",
    "ring",
    "aws-lc-rs",
    "hickory-resolver",
    "trust-dns-resolver",
    "quinn",
    "h2",
    "tungstenite",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(name: &str) -> Table {
    let text = fs::read_to_string(root().join(name)).expect("a file of the project");
    text.parse().expect("a table")
}

// What `[dependencies]` names, for every system.
fn direct() -> BTreeSet<String> {
    let manifest = table("Cargo.toml");
    let names = |value: &Value| -> Vec<String> {
        let table = value.as_table().cloned().unwrap_or_default();
        table.keys().cloned().collect()
    };
    let mut direct: BTreeSet<String> = names(&manifest["dependencies"]).into_iter().collect();
    for target in manifest["target"].as_table().expect("targets").values() {
        direct.extend(target.get("dependencies").map(names).unwrap_or_default());
    }
    direct
}

// The packages that are built for this system, without those of tests.
fn built() -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let text = String::from_utf8(tree.stdout).expect("text");
    text.lines()
        .filter_map(|line| Some(line.split(" (").next()?.trim().to_owned()))
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn p02_packages_are_few_and_each_one_that_is_named_has_a_reason() {
    let direct = direct();
    assert!(direct.len() <= 32, "{} direct dependencies", direct.len());
    let built = built();
    assert!(built.len() <= 320, "{} packages", built.len());
    let reasons =
        fs::read_to_string(root().join("docs/dependencies.md")).expect("a file of the project");
    for name in &direct {
        let row = reasons.lines().find(|line| {
            line.split('|')
                .nth(1)
                .is_some_and(|cell| cell.split_whitespace().next() == Some(name))
        });
        let row = row.unwrap_or_else(|| panic!("{name} has no reason in docs/dependencies.md"));
        assert!(
            row.split('|').filter(|cell| cell.trim().len() > 9).count() >= 2,
            "{row}"
        );
    }
    // The other way round: no reason for what is gone.
    let table = reasons
        .split("For tests and benchmarks only")
        .next()
        .unwrap_or_default();
    for row in table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| crate"))
    {
        let name = row
            .split('|')
            .nth(1)
            .and_then(|cell| cell.split_whitespace().next())
            .unwrap_or_default();
        assert!(
            direct.contains(name),
            "docs/dependencies.md gives a reason for {name}, which is not used"
        );
    }
    // One version of what draws: an older one lets escape sequences through.
    let drawing = built
        .iter()
        .filter(|name| name.starts_with("ratatui v") || name.starts_with("crossterm v"));
    assert_eq!(drawing.count(), 2);
    passed(
        "P02",
        &format!(
            "{} direct, {} built; each direct one has its reason",
            direct.len(),
            built.len()
        ),
    );
}

#[test]
fn p01_no_unsafe_code_and_nothing_that_speaks_to_a_network() {
    let lints = table("Cargo.toml");
    assert_eq!(
        lints["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let mut sources = 0;
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                for word in [
                    "unsafe {",
                    "unsafe fn",
                    "unsafe impl",
                    "TcpStream",
                    "UdpSocket",
                    "TcpListener",
                    "ToSocketAddrs",
                ] {
                    assert!(!text.contains(word), "{}: {word}", path.display());
                }
                sources += 1;
            }
        }
    }
    let built = built();
    for name in NETWORK {
        let there = built
            .iter()
            .find(|package| package.split(' ').next() == Some(name));
        assert_eq!(there, None, "{name} speaks to a network");
    }
    passed(
        "P01",
        &format!(
            "{sources} sources, 0 unsafe, 0 sockets; {} packages, none of {} that speak to a network",
            built.len(),
            NETWORK.len()
        ),
    );
}

#[test]
fn p02_every_package_comes_from_the_registry_and_is_locked_by_its_hash() {
    let lock = table("Cargo.lock");
    for package in lock["package"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        if name == "seriatim" {
            continue;
        }
        let source = package
            .get("source")
            .and_then(Value::as_str)
            .unwrap_or_default();
        assert!(
            source.starts_with("registry+"),
            "{name} comes from {source:?}"
        );
        assert!(package.get("checksum").is_some(), "{name} has no hash");
    }
}
