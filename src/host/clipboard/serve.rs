//! The detached helper: takes the selection of an X or Wayland display and serves it until another program copies.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use super::Outgoing;

/// What the helper is asked, as one JSON object on its standard input.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Request {
    /// Take the clipboard with this letter.
    Offer { plain: String, html: Option<String> },
    /// Print what is on the clipboard, unless it is longer.
    Read { read_at_most: usize },
}

impl Request {
    pub(super) fn offer(outgoing: &Outgoing) -> Self {
        Self::Offer {
            plain: outgoing.plain.clone(),
            html: outgoing.html.as_deref().map(with_charset),
        }
    }

    pub(super) fn read(cap: usize) -> Self {
        Self::Read { read_at_most: cap }
    }

    pub(super) fn to_json(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self).ok()
    }
}

/// Here `text/html` comes without an encoding, and some programs guess Latin-1, which turns "£" into "Â£". Browsers
/// say it the same way when they copy.
fn with_charset(html: &str) -> String {
    if html.to_ascii_lowercase().contains("charset=") {
        html.to_owned()
    } else {
        format!("<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">{html}")
    }
}

/// The first line of what the helper prints; after `Ok` to a reading comes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The helper has the clipboard and has read it back, or here comes the text.
    Ok,
    /// There is no text.
    Empty,
    /// There is too much.
    TooLong,
    /// The display refused.
    Failed,
}

impl Answer {
    const ALL: [Self; 4] = [Self::Ok, Self::Empty, Self::TooLong, Self::Failed];

    fn line(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::Failed => "failed",
        }
    }

    pub(super) fn of_line(line: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|answer| answer.line() == line.trim_end())
    }
}

/// The body of the hidden subcommand `clipboard-serve`: the detached helper.
///
/// Reads one JSON object from standard input: `{"plain", "html"}` takes the clipboard, says `ok` once it has been read
/// back, and serves until another program copies; `{"read_at_most"}` prints the text on the clipboard.
pub fn serve() -> ExitCode {
    detach();
    let mut json = Vec::new();
    let request = match io::stdin().lock().read_to_end(&mut json) {
        Ok(_) => serde_json::from_slice(&json).ok(),
        Err(_) => None,
    };
    drop(json);
    match request {
        Some(Request::Offer { plain, html }) => display::offer(plain, html),
        Some(Request::Read { read_at_most }) => display::read(read_at_most),
        None => answer(Answer::Failed, ""),
    }
}

/// Leaves the terminal's session, so that closing the window does not take the letter away, and the folder it was
/// started in, so that a disk can be unmounted. Standard input and output are pipes to the program that copied, and
/// standard error is nothing, so there is no terminal left to disturb.
fn detach() {
    #[cfg(unix)]
    let _ = rustix::process::setsid(); // refused only when started by hand from a shell
    let _ = std::env::set_current_dir("/");
}

fn answer(answer: Answer, text: &str) -> ExitCode {
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "{}", answer.line())
        .and_then(|()| stdout.write_all(text.as_bytes()))
        .and_then(|()| stdout.flush());
    if answer == Answer::Failed || written.is_err() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod display {
    use std::process::ExitCode;
    use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
    use std::thread;
    use std::time::{Duration, Instant};

    use arboard::{Clipboard, Error, SetExtLinux};

    use super::{Answer, answer};
    use crate::host::clipboard::native::private;

    /// Long after the program that copied has lost patience.
    const PATIENCE: Duration = Duration::from_secs(5);
    const GLANCE: Duration = Duration::from_millis(10);
    /// How often to see whether the display is still there.
    const ROUND: Duration = Duration::from_secs(15);

    pub(super) fn offer(plain: String, html: Option<String>) -> ExitCode {
        // Opened before the thread: on X11 both handles then share one connection, so that reading back asks the server
        // who the owner is after it was told, not before.
        let Ok(mut clipboard) = Clipboard::new() else {
            return answer(Answer::Failed, "");
        };
        let over = take(plain.clone(), html);
        if !is_read_back(&mut clipboard, &plain, &over) {
            return answer(Answer::Failed, "");
        }
        drop(plain);
        // When nobody listens any more the letter is still worth serving.
        let _ = answer(Answer::Ok, "");
        stay(&mut clipboard, &over);
        ExitCode::SUCCESS
    }

    /// Takes the clipboard in a thread, which ends when another program takes it.
    fn take(plain: String, html: Option<String>) -> Receiver<()> {
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let Ok(mut clipboard) = Clipboard::new() else {
                return;
            };
            let set = private(clipboard.set()).wait();
            let _ = match html {
                Some(html) => set.html(html, Some(plain)),
                None => set.text(plain),
            };
            let _ = tell.send(());
        });
        told
    }

    fn is_read_back(clipboard: &mut Clipboard, plain: &str, over: &Receiver<()>) -> bool {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let is_over = !matches!(over.recv_timeout(GLANCE), Err(RecvTimeoutError::Timeout));
            // A clipboard manager may have taken it over already, with the same text: that is as good.
            if clipboard.get_text().is_ok_and(|text| text == plain) {
                return true;
            }
            if is_over {
                return false;
            }
        }
        false
    }

    /// Serves until the clipboard is lost. The waiting thread is not woken when the X server goes away, and without a
    /// look now and then a helper would be left behind by each desktop session.
    fn stay(clipboard: &mut Clipboard, over: &Receiver<()>) {
        while let Err(RecvTimeoutError::Timeout) = over.recv_timeout(ROUND) {
            if let Err(Error::Unknown { .. }) = clipboard.get_text() {
                return;
            }
        }
    }

    pub(super) fn read(cap: usize) -> ExitCode {
        match Clipboard::new().and_then(|mut clipboard| clipboard.get_text()) {
            Ok(text) if text.len() > cap => answer(Answer::TooLong, ""),
            Ok(text) if text.is_empty() => answer(Answer::Empty, ""),
            Ok(text) => answer(Answer::Ok, &text),
            Err(Error::ContentNotAvailable) => answer(Answer::Empty, ""),
            Err(_) => answer(Answer::Failed, ""),
        }
    }
}

/// Windows and macOS keep a copied text themselves and need no helper.
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod display {
    use std::process::ExitCode;

    use super::{Answer, answer};

    pub(super) fn offer(_plain: String, _html: Option<String>) -> ExitCode {
        answer(Answer::Failed, "")
    }

    pub(super) fn read(_cap: usize) -> ExitCode {
        answer(Answer::Failed, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_said_once() {
        assert!(with_charset("<p>£5</p>").ends_with("charset=utf-8\"><p>£5</p>"));
        let said = "<meta charset=\"utf-8\"><p>£5</p>";
        assert_eq!(with_charset(said), said);
    }

    #[test]
    fn a_request_is_the_object_the_helper_reads() {
        let outgoing = Outgoing {
            plain: "a".into(),
            html: None,
        };
        let json = Request::offer(&outgoing)
            .to_json()
            .expect("a request is plain data");
        assert_eq!(
            String::from_utf8(json).expect("the test's own step works"),
            r#"{"plain":"a","html":null}"#
        );
        let read =
            serde_json::from_str(r#"{"read_at_most":5}"#).expect("the test's own step works");
        assert!(matches!(read, Request::Read { read_at_most: 5 }));
    }

    #[test]
    fn answers_are_told_apart() {
        for one in Answer::ALL {
            assert_eq!(Answer::of_line(&format!("{}\n", one.line())), Some(one));
        }
        assert_eq!(Answer::of_line(""), None);
    }
}
