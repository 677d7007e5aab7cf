//! What checks are for: their severity, their reasons and their sources, as `config/checks.toml` and a workspace say.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Severity;

/// What a check is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its stable code.
    pub code: String,
    /// The family it belongs to, in words.
    pub family: String,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it looks for, in a line.
    pub title: String,
    /// Why it matters, and when to go on in spite of it.
    pub reasoning: String,
    /// Where the rule comes from: act and section, code of practice, guidance.
    pub source: String,
}

/// What a workspace made of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// How grave it is there; `None` switches it off.
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
}

/// All checks with what they are for.
#[derive(Debug, Clone, Default)]
pub struct CheckBook {
    checks: BTreeMap<String, About>,
    settings: BTreeMap<String, Setting>,
}

impl CheckBook {
    /// Gathers what is known of the checks, and what a workspace made of them.
    pub fn new(
        checks: impl IntoIterator<Item = About>,
        settings: BTreeMap<String, Setting>,
    ) -> Self {
        let checks = checks
            .into_iter()
            .map(|about| (about.code.clone(), about))
            .collect();
        Self { checks, settings }
    }

    /// Returns what a check is for.
    pub fn about(&self, code: &str) -> Option<&About> {
        self.checks.get(code)
    }

    /// Returns all checks by code.
    pub fn iter(&self) -> impl Iterator<Item = &About> {
        self.checks.values()
    }

    /// Tells whether the checks have been read; until then it is not known how grave a finding is.
    pub fn is_read(&self) -> bool {
        !self.checks.is_empty()
    }

    /// Returns what the workspace made of a check, if anything.
    pub fn setting(&self, code: &str) -> Option<&Setting> {
        self.settings.get(code)
    }

    /// Returns how grave a check's findings are; `None` if it is switched off.
    pub fn severity(&self, code: &str) -> Option<Severity> {
        match self.settings.get(code) {
            Some(setting) => setting.severity,
            None => Some(
                self.checks
                    .get(code)
                    .map_or(Severity::Warning, |about| about.severity),
            ),
        }
    }

    /// Tells whether the workspace has set how grave a check is.
    pub fn is_set(&self, code: &str) -> bool {
        self.settings.contains_key(code)
    }
}

/// Something that is meant to stand in the letter although a check finds it.
///
/// Only a hash of the words is kept: personal data must not spread into another file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Allowance {
    /// The code of the check.
    pub code: String,
    /// The SHA-256 of the words found, as hexadecimal digits.
    pub words: String,
    /// Why it is meant to be there.
    pub reason: String,
}

impl Allowance {
    /// Allows these words to stand.
    pub fn new(code: &str, words: &str, reason: &str) -> Self {
        Self {
            code: code.to_owned(),
            words: Self::hash(words),
            reason: reason.to_owned(),
        }
    }

    /// Returns the hash by which words are told without being kept. White space makes no difference.
    pub fn hash(words: &str) -> String {
        let plain: Vec<&str> = words.split_whitespace().collect();
        let digest = Sha256::digest(plain.join(" ").as_bytes());
        digest.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}
