//! Which key means which command, and where. Keys are data: the defaults are `config/keys.toml`.

use std::collections::HashMap;

use super::command::{COMMANDS, Command, Context};
use super::key::Key;

/// A line of a key file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct KeyProblem {
    /// The command's name as the file writes it.
    pub command: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// The keys of all commands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    keys: HashMap<Command, Vec<Key>>,
    commands: HashMap<Key, Vec<Command>>,
}

impl Keymap {
    /// Builds the map from lines "command = keys"; later lines replace earlier ones of the same command.
    ///
    /// What cannot be used is a problem; the rest holds.
    pub fn build<'a>(
        lines: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<KeyProblem>) {
        let mut map = Self::default();
        let mut problems = Vec::new();
        for (id, keys) in lines {
            let problem = |message: String| KeyProblem {
                command: id.to_owned(),
                message,
            };
            let Some(command) = Command::from_id(id) else {
                problems.push(problem(format!(
                    "there is no command “{id}”{}",
                    nearest(id)
                )));
                continue;
            };
            let (keys, bad): (Vec<_>, Vec<_>) = keys
                .iter()
                .map(|key| Key::parse(key))
                .partition(Result::is_ok);
            problems.extend(
                bad.into_iter()
                    .filter_map(Result::err)
                    .map(|message| problem(format!("{id}: {message}"))),
            );
            map.keys
                .insert(command, keys.into_iter().filter_map(Result::ok).collect());
        }
        for info in COMMANDS {
            for key in map.keys.get(&info.command).into_iter().flatten() {
                map.commands.entry(*key).or_default().push(info.command);
            }
        }
        (map, problems)
    }

    /// Returns what a key means where the keyboard is heard; the contexts are given nearest first.
    pub fn resolve(&self, contexts: &[Context], key: Key) -> Option<Command> {
        let commands = self.commands.get(&key)?;
        contexts.iter().find_map(|context| {
            commands
                .iter()
                .copied()
                .find(|command| command.info().context == *context)
        })
    }

    /// Returns the keys of a command.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// Returns the key to show for a command, empty if it has none.
    pub fn label(&self, command: Command) -> String {
        self.keys(command)
            .first()
            .map_or_else(String::new, ToString::to_string)
    }
}

fn nearest(id: &str) -> String {
    let shared = |other: &str| {
        other
            .split('-')
            .filter(|word| id.split('-').any(|own| own == *word))
            .count()
    };
    let best = COMMANDS
        .iter()
        .max_by_key(|info| shared(info.id))
        .filter(|info| shared(info.id) > 0);
    best.map_or_else(String::new, |info| format!("; did you mean “{}”?", info.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(lines: &[(&'static str, &[&str])]) -> (Keymap, Vec<KeyProblem>) {
        Keymap::build(
            lines
                .iter()
                .map(|(id, keys)| (*id, keys.iter().map(|key| (*key).to_owned()).collect())),
        )
    }

    #[test]
    fn the_nearest_context_wins() {
        let (map, problems) = build(&[
            ("insert", &["Enter"]),
            ("newline", &["Enter"]),
            ("quit", &["Ctrl+Q"]),
        ]);
        assert!(problems.is_empty());
        let enter = Key::plain(crate::app::key::KeyCode::Enter);
        assert_eq!(
            map.resolve(&[Context::Panel, Context::Everywhere], enter),
            Some(Command::Insert)
        );
        assert_eq!(
            map.resolve(&[Context::Writing, Context::Everywhere], enter),
            Some(Command::Newline)
        );
        assert_eq!(
            map.resolve(&[Context::Panel, Context::Everywhere], Key::ctrl('q')),
            Some(Command::Quit)
        );
    }

    #[test]
    fn a_bad_line_is_a_problem_and_the_rest_holds() {
        let (map, problems) = build(&[("quit", &["Ctrl+I", "F4"]), ("coppy-letter", &["F9"])]);
        assert_eq!(map.label(Command::Quit), "F4");
        assert!(problems[0].message.contains("Tab"));
        assert!(problems[1].message.contains("did you mean “copy-letter”"));
    }
}
