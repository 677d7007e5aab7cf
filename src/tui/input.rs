//! From the terminal's events to messages. The only place that knows how terminals report keys.

use std::time::{Duration, Instant};

use crossterm::event::{
    Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use crate::app::key::{Key, KeyCode};
use crate::app::message::{Mouse, MouseKind, Msg};

/// From this many characters on, a burst of keys with a line end in it is a paste.
const BURST: usize = 3;
/// Two presses at the same spot within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Turns events into messages; remembers the last click.
#[derive(Debug, Default)]
pub struct Translator {
    last_press: Option<(Instant, u16, u16, u8)>,
}

impl Translator {
    /// Turns events that were waiting together into messages, in order.
    ///
    /// Windows has no paste event: a paste comes as keys, line ends as Enter, all queued at once. Such a burst becomes
    /// one paste, so that no Enter in it chooses or inserts anything.
    pub fn messages(&mut self, events: Vec<Event>, now: Instant) -> Vec<Msg> {
        let mut messages = Vec::new();
        let mut burst: Vec<Key> = Vec::new();
        for event in events {
            match event {
                Event::Key(event) => {
                    if let Some(key) = key_of(event) {
                        burst.push(key);
                    }
                }
                other => {
                    flush(&mut burst, &mut messages);
                    messages.extend(self.message_of(other, now));
                }
            }
        }
        flush(&mut burst, &mut messages);
        messages
    }

    fn message_of(&mut self, event: Event, now: Instant) -> Option<Msg> {
        match event {
            Event::Paste(text) => Some(Msg::Paste(line_ends(&text))),
            Event::Resize(width, height) => Some(Msg::Resize(width, height)),
            Event::Mouse(event) => self.mouse_of(event, now).map(Msg::Mouse),
            Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
        }
    }

    fn mouse_of(&mut self, event: MouseEvent, now: Instant) -> Option<Mouse> {
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
            MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
            MouseEventKind::ScrollUp => MouseKind::WheelUp,
            MouseEventKind::ScrollDown => MouseKind::WheelDown,
            _ => return None,
        };
        let mut clicks = 1;
        if kind == MouseKind::Press {
            if let Some((at, column, row, count)) = self.last_press
                && (column, row) == (event.column, event.row)
                && now.duration_since(at) < DOUBLE_CLICK
            {
                clicks = count % 3 + 1;
            }
            self.last_press = Some((now, event.column, event.row, clicks));
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        Some(Mouse {
            kind,
            column: event.column,
            row: event.row,
            shift,
            clicks,
        })
    }
}

fn flush(burst: &mut Vec<Key>, messages: &mut Vec<Msg>) {
    let keys = std::mem::take(burst);
    let text: Option<String> = keys.iter().map(|key| written(*key)).collect();
    let inner_line_end = keys
        .iter()
        .rev()
        .skip(1)
        .any(|key| key.code == KeyCode::Enter);
    match text {
        Some(text) if keys.len() >= BURST && inner_line_end => messages.push(Msg::Paste(text)),
        _ => messages.extend(keys.into_iter().map(Msg::Key)),
    }
}

// The character a key writes, if it writes one.
fn written(key: Key) -> Option<char> {
    match key.code {
        KeyCode::Enter if !key.ctrl && !key.alt => Some('\n'),
        KeyCode::Tab if !key.shift => Some('\t'),
        _ => key.typed(),
    }
}

/// Line ends come as CR, as CRLF, or through tmux as two CRs for a CRLF; inside they are newlines.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns the key of an event; none for a release, which Windows reports for every key.
pub fn key_of(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.contains(modifier);
    let mut key = Key {
        code: KeyCode::Esc,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT),
    };
    key.code = match event.code {
        Code::Char(c) => {
            // The character carries its own shift.
            key.shift = false;
            // Ctrl+H is what many terminals send for Ctrl+Backspace.
            if c.eq_ignore_ascii_case(&'h') && key.ctrl && !key.alt {
                KeyCode::Backspace
            } else if key.ctrl != key.alt {
                KeyCode::Char(c.to_ascii_lowercase())
            } else {
                KeyCode::Char(c)
            }
        }
        Code::F(number) => KeyCode::F(number),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => {
            key.shift = true;
            KeyCode::Tab
        }
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: Code) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn translate(events: Vec<Event>) -> Vec<String> {
        let messages = Translator::default().messages(events, Instant::now());
        messages
            .iter()
            .map(|message| format!("{message:?}"))
            .collect()
    }

    #[test]
    fn a_release_is_no_key_and_a_repeat_is_one() {
        let kinds = [
            KeyEventKind::Press,
            KeyEventKind::Repeat,
            KeyEventKind::Release,
        ];
        let heard: Vec<bool> = kinds
            .into_iter()
            .map(|kind| {
                key_of(KeyEvent::new_with_kind(
                    Code::Char('a'),
                    KeyModifiers::NONE,
                    kind,
                ))
                .is_some()
            })
            .collect();
        assert_eq!(heard, [true, true, false]);
    }

    #[test]
    fn a_burst_with_a_line_end_is_one_paste() {
        let mut events: Vec<Event> = "Dear".chars().map(|c| press(Code::Char(c))).collect();
        events.push(press(Code::Enter));
        events.push(press(Code::Char('x')));
        assert_eq!(translate(events), ["Paste(\"Dear\\nx\")"]);
    }

    #[test]
    fn a_word_and_enter_typed_fast_are_keys() {
        let events = vec![
            press(Code::Char('a')),
            press(Code::Char('b')),
            press(Code::Enter),
        ];
        assert_eq!(translate(events).len(), 3);
    }

    #[test]
    fn alt_gr_characters_are_typed() {
        let event = KeyEvent::new(Code::Char('€'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(key_of(event).and_then(Key::typed), Some('€'));
    }

    #[test]
    fn windows_line_ends_do_not_double() {
        assert_eq!(
            translate(vec![Event::Paste("a\r\nb\rc".into())]),
            ["Paste(\"a\\nb\\nc\")"]
        );
    }
}
