//! A case that is open in another window as well.

/// The window that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Who sits there.
    pub who: String,
    /// At which computer.
    pub host: String,
    /// Since when, in words: “10:42”.
    pub since: String,
    /// How long ago it gave a sign of life, in words: “12 seconds”.
    pub seen: String,
    /// Whether that is so long ago that it may be dead.
    pub silent: bool,
    /// Whether it shares the journals of this window: the same officer on the same computer.
    pub here: bool,
}

impl Elsewhere {
    /// Returns why the case can only be read here.
    pub fn in_words(&self) -> String {
        format!(
            "{} has it open {} since {}",
            self.who,
            self.place(),
            self.since
        )
    }

    /// Returns where it is open.
    pub fn place(&self) -> String {
        if self.here {
            "in another window on this computer".to_owned()
        } else {
            format!("on {}", self.host)
        }
    }
}
