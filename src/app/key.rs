//! Keys as the program knows them: our own type, so that only the terminal face knows a terminal library.

use std::fmt;

/// What was pressed, apart from the modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as it was typed.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift it is the way back.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift. A character carries its own shift: `?` is `Char('?')` without it.
    pub shift: bool,
}

/// Names of keys that are not characters, as key files and the screen write them.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
    ("Plus", KeyCode::Char('+')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// Returns the character it types, if it types one.
    ///
    /// Ctrl+Alt with a character is `AltGr` on Windows: `@`, `€` and the accents of Irish and Welsh come that way.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.ctrl == self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads a key as files write it: `F2`, `Ctrl+P`, `Alt+Down`, `Shift+Tab`, `?`.
    ///
    /// # Errors
    /// Words for the officer: an unknown name, or a key that terminals cannot tell from another one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            let lower = rest.to_ascii_lowercase();
            let modifier = ["ctrl+", "alt+", "shift+"]
                .into_iter()
                .find(|name| lower.starts_with(name) && rest.len() > name.len());
            match modifier {
                Some("ctrl+") => key.ctrl = true,
                Some("alt+") => key.alt = true,
                Some(_) => key.shift = true,
                None => break,
            }
            rest = rest.split_once('+').map_or("", |(_, after)| after);
        }
        key.code = code_named(rest).ok_or_else(|| {
            format!("“{text}” is not a key; write it like F2, Ctrl+P, Alt+Down or ?")
        })?;
        if let KeyCode::Char(c) = key.code {
            if key.ctrl || key.alt {
                key.code = KeyCode::Char(c.to_ascii_lowercase());
            }
            if key.shift && (key.ctrl || key.alt || c != ' ') {
                return Err(format!(
                    "“{text}”: terminals do not report Shift with a character; write the character itself"
                ));
            }
        }
        key.reject_twins(text)?;
        Ok(key)
    }

    // These are the same byte for a terminal, or seldom arrive: a binding on them would surprise.
    fn reject_twins(self, text: &str) -> Result<(), String> {
        let twin = match (self.code, self.ctrl, self.shift) {
            (KeyCode::Char('i'), true, _) => Some("Tab"),
            (KeyCode::Char('m' | 'j'), true, _) => Some("Enter"),
            (KeyCode::Char('h'), true, _) => Some("Backspace"),
            (KeyCode::Char('['), true, _) => Some("Esc"),
            _ => None,
        };
        if let Some(twin) = twin {
            return Err(format!(
                "“{text}” is {twin} for a terminal; choose another key"
            ));
        }
        let rare = matches!(
            (self.code, self.ctrl, self.shift),
            (KeyCode::Enter, true, _) | (KeyCode::Enter, _, true)
        ) || matches!(self.code, KeyCode::Char(c) if self.ctrl && c.is_ascii_digit());
        if rare {
            return Err(format!(
                "“{text}” does not arrive from most terminals; choose another key"
            ));
        }
        if self.ctrl && self.alt {
            return Err(format!(
                "“{text}”: Ctrl+Alt types characters on many keyboards; choose another key"
            ));
        }
        Ok(())
    }
}

fn code_named(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Some(*code);
    }
    let number = name
        .strip_prefix(['F', 'f'])
        .and_then(|number| number.parse::<u8>().ok());
    if let Some(number) = number.filter(|number| (1..=12).contains(number)) {
        return Some(KeyCode::F(number));
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if !c.is_control() => Some(KeyCode::Char(c)),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if on {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES
            .iter()
            .find(|(_, code)| *code == self.code && self.code != KeyCode::Char('+'))
        {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_are_written() {
        for text in [
            "F2",
            "Ctrl+P",
            "Alt+Down",
            "Shift+Tab",
            "?",
            "Space",
            "Ctrl+PgDn",
            "+",
            "Shift+Up",
        ] {
            assert_eq!(
                Key::parse(text).map(|key| key.to_string()).as_deref(),
                Ok(text)
            );
        }
        assert_eq!(Key::parse("ctrl+p"), Ok(Key::ctrl('p')));
    }

    #[test]
    fn keys_that_terminals_cannot_tell_apart_are_refused() {
        for text in [
            "Ctrl+I",
            "Ctrl+M",
            "Ctrl+H",
            "Ctrl+J",
            "Ctrl+[",
            "Ctrl+Enter",
            "Shift+Enter",
            "Ctrl+1",
            "Hyper+x",
            "F13",
            "",
        ] {
            assert!(Key::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn alt_gr_types_its_character() {
        let key = Key {
            code: KeyCode::Char('@'),
            ctrl: true,
            alt: true,
            shift: false,
        };
        assert_eq!(key.typed(), Some('@'));
        assert_eq!(Key::ctrl('c').typed(), None);
    }
}
