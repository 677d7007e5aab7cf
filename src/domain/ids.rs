//! Identities: the stable id of a question, the reference of a case.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The stable id of a question: four or more characters that survive renumbering and moving.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionId(String);

impl QuestionId {
    /// Returns the id if it can also be a file name on every system: 1 to 16 of `a-z0-9`.
    pub fn parse(id: &str) -> Option<Self> {
        let plain = id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        (plain && (1..=16).contains(&id.len())).then(|| Self(id.to_owned()))
    }

    /// Returns the id as it stands in file names.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes question ids that two officers are unlikely to make at the same time.
///
/// The host seeds it once; the same seed gives the same ids, which keeps tests and scripts repeatable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdSource(u64);

impl IdSource {
    /// Starts a source from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// Returns a new id that `taken` does not know yet.
    pub fn fresh(&mut self, taken: impl Fn(&QuestionId) -> bool) -> QuestionId {
        // Without i, l, o and u: nothing that reads like another character, and no words.
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        for attempt in 0_usize.. {
            // After some collisions the ids grow: a source never runs dry.
            let length = 4 + attempt / 8;
            let mut bits = self.next();
            let id: String = (0..length.min(12))
                .map(|_| {
                    let index = usize::try_from(bits & 31).unwrap_or(0);
                    bits >>= 5;
                    char::from(ALPHABET[index])
                })
                .collect();
            let id = QuestionId(id);
            if !taken(&id) {
                return id;
            }
        }
        unreachable!("an endless loop returns only from within")
    }

    // splitmix64: small, well spread, and no secret depends on it.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// The reference of a case, which is also the name of its folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// Returns the reference if it can be a folder name on every system.
    ///
    /// Letters, digits, dot, hyphen and underscore, at most 60, starting with a letter or digit,
    /// not ending with a dot, and none of the names that Windows keeps for devices.
    pub fn parse(text: &str) -> Option<Self> {
        const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let stem = text
            .split('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let device = DEVICES.iter().any(|name| {
            stem == *name
                || (matches!(*name, "com" | "lpt")
                    && stem.len() == 4
                    && stem.starts_with(name)
                    && stem.ends_with(|c: char| c.is_ascii_digit()))
        });
        let fits = (1..=60).contains(&text.len())
            && text.chars().all(allowed)
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !text.ends_with('.')
            && !device;
        fits.then(|| Self(text.to_owned()))
    }

    /// Returns the next free reference of the form `FOI-2026-0001`.
    pub fn next<'a>(prefix: &str, year: i16, taken: impl Iterator<Item = &'a str>) -> Self {
        let start = format!("{prefix}-{year}-");
        let highest = taken
            .filter_map(|name| name.strip_prefix(&start))
            .filter_map(|number| number.parse::<u32>().ok())
            .max()
            .unwrap_or(0);
        Self(format!("{start}{:04}", highest.saturating_add(1)))
    }

    /// Returns the reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_do_not_meet_and_repeat_with_the_same_seed() {
        let mut source = IdSource::new(7);
        let mut ids: Vec<QuestionId> = Vec::new();
        for _ in 0..2_000 {
            let id = source.fresh(|id| ids.contains(id));
            assert!(QuestionId::parse(id.as_str()).is_some());
            assert!(!ids.contains(&id));
            ids.push(id);
        }
        assert_eq!(ids[0], IdSource::new(7).fresh(|_| false));
    }

    #[test]
    fn a_reference_is_a_safe_folder_name() {
        assert!(Reference::parse("FOI-2026-0417").is_some());
        for bad in [
            "", "../x", "a/b", "CON", "com1.txt", "-x", "x.", "a b", "é", ".hidden",
        ] {
            assert_eq!(Reference::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_next_reference_follows_the_highest_of_the_year() {
        let taken = ["FOI-2026-0417", "FOI-2025-0999", "FOI-2026-0007", "other"];
        let next = Reference::next("FOI", 2026, taken.into_iter());
        assert_eq!(next.as_str(), "FOI-2026-0418");
    }
}
