//! The workbench without a terminal: steps from a file, the same model, effects and views.
//!
//! One step a line: `key F2`, `type register of breaches`, `paste FILE`, `click 40 12`, `wait saved`, `wait copied`,
//! `wait open`, `wait archive`, `size 80x24`, `screen`, `cells`, `picture FILE`, `quit`. Empty lines and lines that begin with `#` are
//! passed over. Prints `saved REVISION` for every durable save and `copied SHA256` for every copy.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{picture, views};
use crate::app::desk::SaveState;
use crate::app::key::Key;
use crate::app::message::{Mouse, MouseKind};
use crate::app::model::Theme;
use crate::app::panel::ArchiveState;
use crate::app::{Effect, Model, Msg, update};
use crate::host::clock;
use crate::host::engine::{Engine, Report, ScreenWork};
use crate::host::start::Start;
use crate::store::files::{self, RealDisk};
use crate::store::intake::LONGEST_TEXT;

/// The longest wait for something to happen.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a script.
///
/// # Errors
/// With the script's line: a step that is not known, or something waited for that does not happen.
pub fn run(start: &Start, first: Effect, script: &Path) -> anyhow::Result<()> {
    let bytes = if script.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin(), &mut bytes)?;
        bytes
    } else {
        files::read(script, 4 * 1024 * 1024)?
    };
    let text = String::from_utf8(bytes).context("the script is not UTF-8 text")?;
    let (reports, inbox) = channel();
    let engine = Engine::start(
        (start.desk_work(), start.sharing(), start.library_work()),
        start.archive_places(),
        reports,
        start.clipboard.clone(),
        start.surroundings.clone(),
        false,
    );
    let mut stage = Stage {
        model: Model::new(start.settings.clone(), clock::today(), clock::seed()),
        engine,
        inbox,
        saved: 0,
        copied: 0,
        archive_told: false,
        leaving: false,
        folder: script.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    for msg in [
        Msg::Resize(120, 40),
        Msg::Regimes(start.shelf.regimes().clone()),
        Msg::Library(start.shelf.library()),
        Msg::Rules(start.shelf.rules().clone()),
    ] {
        stage.tell(msg)?;
    }
    stage.engine.open_archive();
    stage.until("archive").context("at the start")?;
    let opens = matches!(
        first,
        Effect::Open(_) | Effect::Create { .. } | Effect::CreateFromFile { .. }
    );
    stage.engine.run(first);
    stage
        .until(if opens { "open" } else { "board" })
        .context("at the start")?;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        stage
            .step(line.trim_start())
            .with_context(|| format!("{}:{}", files::shown(script), number + 1))?;
        if stage.leaving {
            break;
        }
    }
    if !stage.leaving {
        stage.tell(Msg::Hangup)?;
    }
    stage.engine.finish();
    // What the clerk did last is told as well.
    while let Ok(Report::Msg(msg)) = stage.inbox.recv() {
        announce(&msg)?;
    }
    Ok(())
}

struct Stage {
    model: Model,
    engine: Engine,
    inbox: Receiver<Report>,
    saved: usize,
    copied: usize,
    archive_told: bool,
    leaving: bool,
    folder: PathBuf,
}

impl Stage {
    fn step(&mut self, line: &str) -> anyhow::Result<()> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        self.await_past()?;
        match word {
            "key" => {
                for name in rest.split_whitespace() {
                    let key = Key::parse(name).map_err(|words| anyhow!(words))?;
                    self.await_past()?;
                    self.tell(Msg::Key(key))?;
                }
            }
            "type" => {
                for c in rest.chars() {
                    let key = Key::plain(crate::app::key::KeyCode::Char(c));
                    self.tell(Msg::Key(key))?;
                }
            }
            "paste" => {
                let path = self.folder.join(rest);
                let bytes = files::read(&path, u64::try_from(LONGEST_TEXT).unwrap_or(u64::MAX))?;
                self.tell(Msg::Paste(String::from_utf8_lossy(&bytes).into_owned()))?;
            }
            "click" => {
                let (column, row) = numbers(rest, ' ').context("click takes a column and a row")?;
                let mouse = Mouse {
                    kind: MouseKind::Press,
                    column,
                    row,
                    shift: false,
                    clicks: 1,
                };
                self.tell(Msg::Mouse(mouse))?;
            }
            "wait" => self.until(rest.trim())?,
            "size" => {
                let (width, height) =
                    numbers(rest, 'x').context("size takes columns and rows, such as 80x24")?;
                self.tell(Msg::Resize(width, height))?;
            }
            "screen" => say(&rows(&self.frame().0))?,
            "cells" => say(&format!("{:#?}\n", self.frame().0))?,
            "picture" => {
                let (buffer, cursor) = self.frame();
                let dark = self.model.settings.theme != Theme::Light;
                let svg = picture::svg(&buffer, "seriatim", dark, cursor);
                files::save(&RealDisk, Path::new(rest), svg.as_bytes())?;
            }
            "quit" => {
                self.tell(Msg::Hangup)?;
            }
            other => bail!(
                "“{}” is no step; known: key, type, paste, click, wait, size, screen, cells, picture, quit",
                &*crate::text::clean::clean(other).0
            ),
        }
        Ok(())
    }

    fn frame(&self) -> (Buffer, Option<(u16, u16)>) {
        let (width, height) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = views::draw(&self.model, &mut buffer);
        (buffer, cursor.map(|position| (position.x, position.y)))
    }

    // One message, and everything that follows from it at once.
    fn tell(&mut self, msg: Msg) -> anyhow::Result<()> {
        announce(&msg)?;
        match &msg {
            Msg::Saved { result: Ok(()), .. } => self.saved += 1,
            Msg::Copied { .. } => self.copied += 1,
            Msg::Archive { state, .. } => {
                self.archive_told = !matches!(state, ArchiveState::Opening { .. });
            }
            _ => {}
        }
        for effect in update(&mut self.model, msg) {
            if self.engine.run(effect) == Some(ScreenWork::Quit) {
                self.leaving = true;
            }
        }
        Ok(())
    }

    fn is_searching(&self) -> bool {
        let desk = self.model.desk.as_ref();
        desk.is_some_and(|desk| desk.panel.past.is_waiting())
    }

    // A script is as patient as an officer who looks before the next key: past answers are there.
    fn await_past(&mut self) -> anyhow::Result<()> {
        let end = Instant::now() + PATIENCE;
        while self.is_searching() {
            let left = end.saturating_duration_since(Instant::now());
            match self.inbox.recv_timeout(left) {
                Ok(Report::Msg(msg)) => self.tell(*msg)?,
                Ok(Report::Terminal(_) | Report::TerminalFree) => {}
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn until(&mut self, what: &str) -> anyhow::Result<()> {
        let (copied, end) = (self.copied, Instant::now() + PATIENCE);
        // A save is not waited for with idle hands: the pause that leads to it is told at once.
        if what == "saved"
            && let Some(revision) = self.model.desk.as_ref().map(|desk| desk.case.revision)
        {
            self.tell(Msg::Paused { revision })?;
        }
        loop {
            let desk = self.model.desk.as_ref();
            let happened = match what {
                "saved" => desk.is_none_or(|desk| desk.saved == SaveState::Saved),
                "copied" => self.copied > copied,
                "open" => desk.is_some(),
                "board" => self.model.board.loaded,
                "archive" => self.archive_told,
                other => bail!(
                    "“{}” cannot be waited for; known: saved, copied, open, board, archive",
                    &*crate::text::clean::clean(other).0
                ),
            };
            if happened {
                return Ok(());
            }
            match self
                .inbox
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(Report::Msg(msg)) => self.tell(*msg)?,
                Ok(Report::Terminal(_) | Report::TerminalFree) => {}
                Err(RecvTimeoutError::Timeout) => {
                    let notice = self
                        .model
                        .notice
                        .as_ref()
                        .map(|notice| notice.text.clone())
                        .unwrap_or_default();
                    bail!("waited for “{what}” and it did not happen. {notice}")
                }
                Err(RecvTimeoutError::Disconnected) => bail!("the clerk has gone"),
            }
        }
    }
}

fn announce(msg: &Msg) -> anyhow::Result<()> {
    match msg {
        Msg::Saved {
            revision,
            result: Ok(()),
        } => say(&format!("saved {revision}\n")),
        Msg::Copied { receipt, .. } => say(&format!("copied {}\n", receipt.sha256)),
        _ => Ok(()),
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

fn numbers(text: &str, between: char) -> Option<(u16, u16)> {
    let (first, second) = text.trim().split_once(between)?;
    Some((first.trim().parse().ok()?, second.trim().parse().ok()?))
}

/// Returns a frame as text, without the blanks at the ends of rows.
pub fn rows(buffer: &Buffer) -> String {
    let area = *buffer.area();
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in area.left()..area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer
                .cell((x, y))
                .map_or(" ", ratatui::buffer::Cell::symbol);
            skip = crate::text::width::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
