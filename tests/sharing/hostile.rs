//! A clone or a server made by somebody who means harm: nothing of theirs runs, nothing is written elsewhere.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::town::{Officer, REGISTER, Town};

/// Every hook that git knows.
const HOOKS: [&str; 20] = [
    "applypatch-msg",
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "post-checkout",
    "post-merge",
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "reference-transaction",
    "push-to-checkout",
    "proc-receive",
    "post-index-change",
    "fsmonitor-watchman",
    "pre-auto-gc",
];

struct Trap {
    canary: PathBuf,
    program: PathBuf,
}

impl Trap {
    fn set(town: &Town) -> Self {
        let trap = Self {
            canary: town.root().join("canary"),
            program: town.root().join("trap.sh"),
        };
        let script = format!(
            "#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 0\n",
            trap.canary.display()
        );
        fs::write(&trap.program, script).expect("written");
        fs::set_permissions(&trap.program, fs::Permissions::from_mode(0o755)).expect("set");
        trap
    }

    fn hooks(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("made");
        for hook in HOOKS {
            fs::copy(&self.program, folder.join(hook)).expect("copied");
        }
    }

    fn is_quiet(&self) {
        let said = fs::read_to_string(&self.canary).unwrap_or_default();
        assert_eq!(said, "", "something ran");
    }
}

fn start(town: &Town) -> (Officer<'_>, Officer<'_>) {
    let (ann, ben) = (town.officer("ann"), town.officer("ben"));
    ann.write("a.toml", REGISTER);
    ann.sync();
    ben.sync();
    (ann, ben)
}

// Sends, receives and merges, so that every step of a sync is made.
fn exercise(ann: &Officer<'_>, ben: &Officer<'_>) {
    ben.write("new.toml", REGISTER);
    ben.change("a.toml", "a year", "two years");
    assert!(ben.run(&["sync"]).code < 2);
    ann.change("a.toml", "Register", "The register");
    ann.write("own.toml", REGISTER);
    let ran = ann.run(&["sync"]);
    ran.ends_with(0);
    assert!(
        ann.read("a.toml").contains("two years") && ann.read("a.toml").contains("The register"),
        "{}",
        ran.out
    );
    assert!(ann.run(&["sync", "--look"]).code == 0);
}

#[test]
fn nothing_that_a_clone_names_in_its_settings_or_hooks_runs() {
    let town = Town::new();
    let (ann, ben) = start(&town);
    let trap = Trap::set(&town);
    trap.hooks(&ann.library().join(".git/hooks"));
    trap.hooks(&town.root().join("hooks-elsewhere"));
    let program = trap.program.to_string_lossy().into_owned();
    let settings = [
        ("core.fsmonitor", program.as_str()),
        (
            "core.hooksPath",
            &town.root().join("hooks-elsewhere").to_string_lossy(),
        ),
        ("core.sshCommand", &program),
        ("core.gitProxy", &program),
        ("core.askPass", &program),
        ("core.pager", &program),
        ("core.editor", &program),
        ("core.alternateRefsCommand", &program),
        ("credential.helper", &program),
        ("diff.external", &program),
        ("diff.evil.textconv", &program),
        ("filter.evil.clean", &program),
        ("filter.evil.smudge", &program),
        ("filter.evil.process", &program),
        ("merge.evil.driver", &program),
        ("gpg.program", &program),
        ("commit.gpgSign", "true"),
        ("remote.origin.uploadpack", &program),
        ("remote.origin.receivepack", &program),
        ("remote.origin.vcs", "evil"),
        ("uploadpack.packObjectsHook", &program),
        ("alias.status", &format!("!{program}")),
        ("alias.fetch", &format!("!{program}")),
        ("url.ext::sh -c touch%.insteadOf", "/"),
        ("protocol.ext.allow", "always"),
        ("interactive.diffFilter", &program),
        ("submodule.recurse", "true"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    for (key, value) in &settings {
        town.git(&ann.library(), &["config", key, value]);
    }
    let more = town.root().join("more.config");
    fs::write(&more, format!("[core]\n\tfsmonitor = {program}\n")).expect("written");
    town.git(
        &ann.library(),
        &["config", "include.path", &more.to_string_lossy()],
    );
    fs::write(
        ann.library().join(".gitattributes"),
        "*.toml filter=evil diff=evil merge=evil\n",
    )
    .expect("written");
    fs::create_dir_all(ann.library().join(".git/info")).expect("made");
    fs::write(
        ann.library().join(".git/info/attributes"),
        "* filter=evil\n",
    )
    .expect("written");
    // git itself would have run what was set.
    town.try_git(&ann.library(), &["status"]);
    assert!(trap.canary.exists(), "the trap works");
    fs::remove_file(&trap.canary).expect("removed");
    exercise(&ann, &ben);
    trap.is_quiet();
}

#[test]
fn nothing_that_lies_in_a_server_on_a_share_runs() {
    let town = Town::new();
    let (ann, ben) = start(&town);
    let trap = Trap::set(&town);
    trap.hooks(&town.server().join("hooks"));
    let program = trap.program.to_string_lossy().into_owned();
    for (key, value) in [
        ("core.fsmonitor", program.as_str()),
        ("core.alternateRefsCommand", &program),
        ("uploadpack.packObjectsHook", &program),
    ] {
        town.git(&town.server(), &["config", key, value]);
    }
    exercise(&ann, &ben);
    trap.is_quiet();
    assert!(
        town.git(&town.server(), &["ls-tree", "-r", "--name-only", "main"])
            .contains("own.toml")
    );
}

#[test]
fn an_address_that_is_a_program_is_refused() {
    let town = Town::new();
    let (ann, _) = start(&town);
    let trap = Trap::set(&town);
    for address in [
        format!("ext::{} %S", trap.program.display()),
        format!("-u{}", trap.program.display()),
        "ssh://-oProxyCommand=touch/x".to_owned(),
    ] {
        let path = ann.library().join(".git/config");
        let kept = fs::read_to_string(&path).expect("there");
        fs::write(
            &path,
            kept.replace(&*town.server().to_string_lossy(), &address),
        )
        .expect("written");
        let ran = ann.run(&["sync"]);
        assert!(
            ran.ends_with(1).out.contains("is not one of https://"),
            "{}",
            ran.out
        );
        fs::write(&path, kept).expect("written");
    }
    trap.is_quiet();
}

#[test]
fn a_git_folder_that_points_elsewhere_is_not_followed() {
    let town = Town::new();
    let (ann, ben) = start(&town);
    let own = ann.library().join(".git");
    let elsewhere = town.root().join("elsewhere");
    fs::rename(&own, &elsewhere).expect("moved");
    fs::write(&own, format!("gitdir: {}\n", elsewhere.display())).expect("written");
    assert!(
        ann.run(&["sync"])
            .ends_with(1)
            .out
            .contains("points elsewhere")
    );
    fs::remove_file(&own).expect("removed");
    symlink(&elsewhere, &own).expect("linked");
    assert!(
        ann.run(&["sync"])
            .ends_with(1)
            .out
            .contains("points elsewhere")
    );
    ben.sync();
}

#[test]
fn links_and_other_repositories_in_a_library_are_neither_taken_nor_sent() {
    let town = Town::new();
    let (ann, ben) = start(&town);
    let secret = town.root().join("secret.toml");
    fs::write(&secret, "title = \"secret\"\nbody = \"secret\"\n").expect("written");
    // A colleague who means harm commits a link, a submodule and a name with a drive in it by hand.
    let evil = town.root().join("evil");
    town.git(
        town.root(),
        &["clone", "-q", &town.server().to_string_lossy(), "evil"],
    );
    symlink("../../../secret.toml", evil.join("link.toml")).expect("linked");
    symlink(town.root(), evil.join("folder")).expect("linked");
    fs::write(evil.join("c:evil.toml"), REGISTER).expect("written");
    town.git(&evil, &["add", "."]);
    let head = town.git(&evil, &["rev-parse", "HEAD"]);
    town.git(
        &evil,
        &[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("160000,{},sub", head.trim()),
        ],
    );
    fs::write(
        evil.join(".gitmodules"),
        "[submodule \"sub\"]\n\tpath = sub\n\turl = ext::sh -c 'touch /tmp/x'\n",
    )
    .expect("written");
    fs::write(evil.join("good.toml"), REGISTER).expect("written");
    town.git(&evil, &["add", "good.toml", ".gitmodules"]);
    town.git(&evil, &["commit", "-qm", "evil"]);
    town.git(&evil, &["push", "-q", "origin", "HEAD:main"]);
    let ran = ann.run(&["sync"]);
    assert!(
        ran.ends_with(0).out.contains("link.toml: not taken over"),
        "{}",
        ran.out
    );
    assert_eq!(ann.read("good.toml"), REGISTER);
    for name in ["link.toml", "folder", "c:evil.toml", "sub", ".gitmodules"] {
        assert!(
            fs::symlink_metadata(ann.library().join(name)).is_err(),
            "{name}"
        );
    }
    // It does not take them away from the others either.
    ann.write("own.toml", REGISTER);
    ann.run(&["sync"]).ends_with(0);
    let there = town.git(&town.server(), &["ls-tree", "-r", "--name-only", "main"]);
    assert!(
        there.contains("link.toml") && there.contains("own.toml"),
        "{there}"
    );
    // And a link that lies here is not read and sent.
    symlink(&secret, ben.library().join("mine.toml")).expect("linked");
    symlink(town.root(), ben.library().join("outside")).expect("linked");
    let ran = ben.run(&["sync"]);
    assert!(ran.out.contains("mine.toml: not shared"), "{}", ran.out);
    let there = town.git(&town.server(), &["ls-tree", "-r", "--name-only", "main"]);
    assert!(
        !there.contains("mine.toml") && !there.contains("outside"),
        "{there}"
    );
    // A file that comes in where a link lies here is not written through it.
    symlink(&secret, ann.library().join("target.toml")).expect("linked");
    ben.write("target.toml", REGISTER);
    ben.run(&["sync"]);
    ann.run(&["sync"]);
    assert!(
        fs::read_to_string(&secret)
            .expect("there")
            .contains("secret"),
        "nothing was written through the link"
    );
}

#[test]
fn a_repository_inside_the_library_runs_nothing_and_is_not_sent() {
    let town = Town::new();
    let (ann, ben) = start(&town);
    let trap = Trap::set(&town);
    town.git(&ann.library(), &["init", "-q", "inner"]);
    let inner = ann.library().join("inner");
    fs::write(inner.join("x.toml"), REGISTER).expect("written");
    town.git(
        &inner,
        &["config", "core.fsmonitor", &trap.program.to_string_lossy()],
    );
    trap.hooks(&inner.join(".git/hooks"));
    exercise(&ann, &ben);
    trap.is_quiet();
}
