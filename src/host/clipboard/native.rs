//! Windows and macOS, which keep a copied text themselves: done in this process, on a thread that may be left behind.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::run::RunError;
use super::{ClipboardReadError, Outgoing};

/// Copies both kinds of text and reads the plain one back.
pub(super) fn copy(outgoing: &Outgoing, limit: Duration) -> Result<(), RunError> {
    let plain = if cfg!(windows) {
        with_crlf(&outgoing.plain)
    } else {
        outgoing.plain.clone()
    };
    let html = outgoing.html.clone();
    in_time(limit, move || {
        let mut clipboard = arboard::Clipboard::new()?;
        let set = private(clipboard.set());
        match html {
            Some(html) => set.html(html, Some(plain.clone()))?,
            None => set.text(&plain)?,
        }
        Ok(clipboard.get_text()? == plain)
    })
    .and_then(|taken: Result<bool, arboard::Error>| {
        if matches!(taken, Ok(true)) {
            Ok(())
        } else {
            Err(RunError::Failed)
        }
    })
}

/// Reads plain text.
pub(super) fn read(cap: usize, limit: Duration) -> Result<String, ClipboardReadError> {
    let text = in_time(limit, || arboard::Clipboard::new()?.get_text())
        .map_err(|_| ClipboardReadError::Silent)?;
    match text {
        Ok(text) if text.len() > cap => Err(ClipboardReadError::TooLong { limit: cap }),
        Ok(text) if text.is_empty() => Err(ClipboardReadError::Empty),
        Ok(text) => Ok(text),
        Err(arboard::Error::ContentNotAvailable) => Err(ClipboardReadError::Empty),
        Err(_) => Err(ClipboardReadError::Failed),
    }
}

/// Keeps the letter out of clipboard histories and out of the cloud that Windows may share a clipboard with: it holds
/// personal data, and those copies would outlive the case.
pub(super) fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(windows)]
    {
        use arboard::SetExtWindows;
        set.exclude_from_cloud().exclude_from_history()
    }
    #[cfg(target_os = "macos")]
    {
        use arboard::SetExtApple;
        set.exclude_from_history()
    }
    #[cfg(not(any(windows, target_os = "macos")))]
    {
        use arboard::SetExtLinux;
        set.exclude_from_history()
    }
}

/// Older Windows programs show a bare `\n` as no line end at all.
fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn in_time<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RunError> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let _ = tell.send(work());
    });
    told.recv_timeout(limit).map_err(|_| RunError::Silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_line_ends_are_made_once() {
        assert_eq!(with_crlf("a\nb\r\n\n"), "a\r\nb\r\n\r\n");
    }

    #[test]
    fn work_that_never_ends_is_left_behind() {
        assert_eq!(
            in_time(Duration::from_millis(20), || thread::sleep(
                Duration::from_secs(5)
            )),
            Err(RunError::Silent)
        );
        assert_eq!(in_time(Duration::from_secs(5), || 7), Ok(7));
    }
}
