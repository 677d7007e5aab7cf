//! Which names of branches and addresses of servers are taken from the settings of a clone.

use std::path::{Component, Path, PathBuf};

/// What git allows, without what only clever names have.
pub(super) fn is_branch(name: &str) -> bool {
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+'));
    plain
        && !name.is_empty()
        && !name.starts_with(['-', '/', '.'])
        && !name.contains("..")
        && !name.contains("//")
        && !name.ends_with(['/', '.'])
        && !name
            .split('/')
            .any(|part| part.starts_with('.') || part.to_lowercase().ends_with(".lock"))
}

/// Tells whether an address names a server or a folder and runs nothing.
pub(super) fn is_address(url: &str) -> bool {
    let clean = !url.is_empty()
        && !url.starts_with('-')
        && !url.contains("::")
        && !url.chars().any(char::is_control);
    let known = ["https://", "ssh://", "file://"].iter().any(|scheme| {
        url.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('-'))
    });
    clean && (known || !url.contains("://"))
}

/// As git tells them apart: a colon before the first slash is a computer's name, but for a drive of Windows.
pub(super) fn is_folder(url: &str) -> bool {
    if url.starts_with("file://") {
        return true;
    }
    if url.contains("://") {
        return false;
    }
    let colon = url.find(':');
    let slash = url.find(['/', '\\']);
    match (colon, slash) {
        (Some(1), _) if cfg!(windows) => true,
        (Some(colon), Some(slash)) => slash < colon,
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Takes `.` and `..` out of a path without looking at the disk.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_nothing_are_taken() {
        for good in [
            "https://git.example.gov.uk/foi.git",
            "ssh://git@git.example.gov.uk/foi.git",
            "git@git.example.gov.uk:foi/library.git",
            "/srv/share/foi.git",
            "../foi.git",
            "file:///srv/share/foi.git",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "ext::sh -c touch% /tmp/x",
            "fd::17",
            "-oProxyCommand=touch",
            "ssh://-oProxyCommand=touch/x",
            "http://git.example.gov.uk/foi.git",
            "git://git.example.gov.uk/foi.git",
            "transport::address",
            "",
            "/srv/a\nb",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(
            is_folder("/srv/share/foi.git") && is_folder("../foi.git") && is_folder("file:///x")
        );
        assert!(!is_folder("git@host:foi.git") && !is_folder("https://host/foi.git"));
    }

    #[test]
    fn names_of_branches_are_no_paths_elsewhere() {
        for good in ["main", "team/library", "v1.2"] {
            assert!(is_branch(good), "{good}");
        }
        for bad in [
            "", "-x", "../main", "a..b", "/a", "a/.b", "a.lock", "a b", "a~1",
        ] {
            assert!(!is_branch(bad), "{bad}");
        }
    }
}
