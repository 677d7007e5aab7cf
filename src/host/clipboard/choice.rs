//! The officer's setting: which way a copy takes.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which way to take; the officer's setting.
///
/// Written as one word, `auto`, `system`, `terminal` or `file`; any other text is a command that takes the letter on its
/// standard input, such as `xclip -sel c`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ClipboardChoice {
    /// Follows the surroundings.
    #[default]
    Auto,
    /// Only the clipboard of the desktop this process runs on.
    System,
    /// Only the terminal: tmux, or the OSC 52 sequence.
    Terminal,
    /// Only this command, run by the shell, with the plain text on its standard input.
    Command(String),
    /// No clipboard; the file is enough.
    File,
}

impl From<&str> for ClipboardChoice {
    fn from(text: &str) -> Self {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "" | "auto" => Self::Auto,
            "system" => Self::System,
            "terminal" => Self::Terminal,
            "file" => Self::File,
            _ => Self::Command(text.to_owned()),
        }
    }
}

impl From<String> for ClipboardChoice {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<ClipboardChoice> for String {
    fn from(choice: ClipboardChoice) -> Self {
        choice.to_string()
    }
}

impl FromStr for ClipboardChoice {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for ClipboardChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::System => "system",
            Self::Terminal => "terminal",
            Self::File => "file",
            Self::Command(command) => command,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_a_word_or_a_command() {
        for (text, choice) in [
            ("auto", ClipboardChoice::Auto),
            ("", ClipboardChoice::Auto),
            (" System ", ClipboardChoice::System),
            ("terminal", ClipboardChoice::Terminal),
            ("file", ClipboardChoice::File),
            (
                "xclip -sel c",
                ClipboardChoice::Command("xclip -sel c".into()),
            ),
        ] {
            assert_eq!(ClipboardChoice::from(text), choice, "{text:?}");
        }
    }

    #[test]
    fn a_setting_is_written_as_it_is_read() {
        for text in ["auto", "system", "terminal", "file", "clip.exe"] {
            let json = format!("{text:?}");
            let choice: ClipboardChoice =
                serde_json::from_str(&json).expect("the test's own step works");
            assert_eq!(
                serde_json::to_string(&choice).expect("the test's own step works"),
                json
            );
            assert_eq!(text.parse::<ClipboardChoice>(), Ok(choice));
        }
    }
}
