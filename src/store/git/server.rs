//! What git does between two histories, and with the server.

use super::run;
use super::{Git, GitError, LOCAL, NETWORK, Oid, Pushed, Upstream};

/// A repository on a network drive is served by a git of this computer, which would run the hooks that lie in it.
const SERVE_FETCH: &str =
    "--upload-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false upload-pack";
/// Likewise for a push.
const SERVE_PUSH: &str = "--receive-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true \
                          -c receive.autogc=false receive-pack";

impl Git {
    /// Returns the latest commit that both come from.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn ancestor(&self, one: &Oid, other: &Oid) -> Result<Option<Oid>, GitError> {
        let mut call = self.call("compare two histories", &["merge-base", one, other]);
        call.accept(1);
        let out = call.run(LOCAL)?;
        let oid = String::from_utf8_lossy(&out).trim().to_owned();
        Ok((!oid.is_empty()).then_some(oid))
    }

    /// Counts the commits of one history that another does not have.
    ///
    /// # Errors
    /// [`GitError`].
    pub fn count(&self, of: &Oid, without: Option<&Oid>) -> Result<usize, GitError> {
        let not = without.map(|oid| format!("^{oid}"));
        let mut arguments = vec!["rev-list", "--count", of];
        arguments.extend(not.as_deref());
        Ok(self.text("count commits", &arguments)?.parse().unwrap_or(0))
    }

    /// Fetches a branch. `mine` tells the server what is here already. `None` if there is no such branch yet.
    ///
    /// # Errors
    /// [`GitError`] if the server is away, or does not let in.
    pub fn fetch(&self, upstream: &Upstream, mine: Option<&Oid>) -> Result<Option<Oid>, GitError> {
        if let Some(mine) = mine {
            self.text("note a commit", &["update-ref", "refs/seriatim/mine", mine])?;
        }
        let theirs = format!("+refs/heads/{}:refs/seriatim/theirs", upstream.branch);
        let serve = upstream.is_local().then_some(SERVE_FETCH);
        let mut arguments = vec![
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--no-recurse-submodules",
        ];
        arguments.extend(serve);
        arguments.extend(["--", upstream.url.as_str(), theirs.as_str()]);
        match self.call("fetch", &arguments).run(NETWORK) {
            Ok(_) => Ok(Some(self.text(
                "read what was fetched",
                &["rev-parse", "--verify", "refs/seriatim/theirs"],
            )?)),
            Err(GitError::Failed { words, .. }) if words.contains("couldn't find remote ref") => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Pushes a commit to a branch.
    ///
    /// # Errors
    /// [`GitError`] if the server is away, or does not let in.
    pub fn push(&self, upstream: &Upstream, commit: &Oid) -> Result<Pushed, GitError> {
        let target = format!("{commit}:refs/heads/{}", upstream.branch);
        let serve = upstream.is_local().then_some(SERVE_PUSH);
        let mut arguments = vec![
            "push",
            "--porcelain",
            "--no-verify",
            "--recurse-submodules=no",
        ];
        arguments.extend(serve);
        arguments.extend(["--", upstream.url.as_str(), target.as_str()]);
        let mut call = self.call("push", &arguments);
        call.accept(1);
        let told = call.run_telling(NETWORK)?;
        let said = String::from_utf8_lossy(&told.out);
        if told.code == 0 {
            return Ok(Pushed::Taken);
        }
        let refused = said.lines().find(|line| line.starts_with('!'));
        Ok(match refused {
            Some(line) if line.contains("[rejected]") => Pushed::TooLate,
            // Two pushes at the same moment: the server's lock tells the second one off.
            Some(line)
                if line.contains("failed to update ref") || line.contains("cannot lock ref") =>
            {
                Pushed::TooLate
            }
            Some(line) => {
                let reason = line.rsplit('\t').next().unwrap_or(line);
                Pushed::Refused(run::one_line(reason))
            }
            None => {
                return Err(GitError::Failed {
                    step: "push",
                    words: run::one_line(&String::from_utf8_lossy(&told.err)),
                });
            }
        })
    }
}
