//! The loop of the workbench: wait, update, draw once.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};
use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::input::Translator;
use super::session::{Session, install_panic_hook};
use super::views;
use crate::app::{Effect, Model, Msg, update};
use crate::host::clock;
use crate::host::engine::{Engine, Report, ScreenWork};
use crate::host::fault::Fault;
use crate::host::shelf::Shelf;
use crate::host::signals;
use crate::host::start::Start;
use crate::host::watcher::watch;

/// How long a frame waits for past answers, so that they do not come into view after the snippets.
const FOR_PAST: Duration = Duration::from_millis(25);
/// The status line's date is looked at this often; nothing else runs while nobody touches the program.
const CLOCK: Duration = Duration::from_mins(1);

/// Runs the workbench on the terminal until the officer leaves. `first` is what is done at the start.
///
/// # Errors
/// If the terminal cannot be used. What was typed is saved all the same.
pub fn run(start: &Start, first: Effect) -> anyhow::Result<()> {
    install_panic_hook();
    let (reports, inbox) = channel();
    let session = Session::start(start.settings.mouse)?;
    let engine = Engine::start(
        (start.desk_work(), start.sharing(), start.library_work()),
        start.archive_places(),
        reports.clone(),
        start.clipboard.clone(),
        start.surroundings.clone(),
        true,
    );
    engine.run(first);
    // From the first look on, changes of the size are heard. It comes before the size is asked for: a window that is
    // tiled while the program starts would otherwise keep the picture of its old size.
    event::poll(AT_ONCE)?;
    listen(reports.clone());
    let (hangup, pause) = (reports.clone(), reports.clone());
    signals::heed(
        move || {
            let _ = hangup.send(Report::Msg(Box::new(Msg::Hangup)));
        },
        move || {
            let _ = pause.send(Report::Msg(Box::new(Msg::Suspend)));
        },
    );
    let mut model = Model::new(start.settings.clone(), clock::today(), clock::seed());
    let size = crossterm::terminal::size().unwrap_or((80, 24));
    update(&mut model, Msg::Resize(size.0, size.1));
    let result = Screen::new()?.live(&mut model, &engine, &inbox, &session, || {
        take_down(start.shelf.clone(), reports);
        engine.open_archive();
    });
    // Whatever ended the loop, everything goes to disk before the terminal is given back.
    if !model.leaving {
        for effect in update(&mut model, Msg::Hangup) {
            engine.run(effect);
        }
    }
    engine.finish();
    drop(session);
    result
}

// Library and law are read behind the first frame.
fn take_down(shelf: Arc<Shelf>, reports: Sender<Report>) {
    std::thread::spawn(move || {
        let send = |msg| reports.send(Report::Msg(Box::new(msg))).is_ok();
        let regimes = Msg::Regimes(Arc::clone(shelf.regimes()));
        let told = shelf
            .law_problems()
            .first()
            .map(|words| Msg::Notice(words.clone()));
        // Nobody listens any more when the program is leaving.
        let rules = || {
            let rules = Arc::clone(shelf.rules());
            rules.reader.get_ready();
            Msg::Rules(rules)
        };
        let _ = send(regimes)
            && told.is_none_or(send)
            && send(Msg::Library(shelf.library()))
            && send(rules());
        watch(shelf, move |msg| {
            reports.send(Report::Msg(Box::new(msg))).is_ok()
        });
    });
}

// With no time at all crossterm does not look at what it has read already (its issue 839); so much is none either.
const AT_ONCE: Duration = Duration::from_micros(100);

// Input has a thread of its own: when the terminal goes away, waiting for it must not keep anything else.
fn listen(reports: Sender<Report>) {
    std::thread::spawn(move || {
        // Whatever ends this thread, a program that hears nothing any more must end as well.
        let _deaf = Deaf(reports.clone());
        let mut translator = Translator::default();
        loop {
            let Ok(first) = event::read() else {
                return;
            };
            let mut events: Vec<Event> = vec![first];
            while event::poll(AT_ONCE).unwrap_or(false) {
                match event::read() {
                    Ok(next) => events.push(next),
                    Err(_) => break,
                }
            }
            for msg in translator.messages(events, Instant::now()) {
                if reports.send(Report::Msg(Box::new(msg))).is_err() {
                    return;
                }
            }
        }
    });
}

struct Deaf(Sender<Report>);

impl Drop for Deaf {
    fn drop(&mut self) {
        let _ = self.0.send(Report::Msg(Box::new(Msg::Hangup)));
    }
}

// Whether the panel waits for past answers.
fn searching(model: &Model) -> bool {
    model
        .desk
        .as_ref()
        .is_some_and(|desk| desk.panel.past.is_waiting())
}

struct Screen {
    terminal: Terminal<CrosstermBackend<io::BufWriter<io::Stdout>>>,
    // Whether the terminal may show something else than what was drawn last.
    anew: bool,
    fault: Fault,
}

impl Screen {
    fn new() -> io::Result<Self> {
        // One write for a whole frame: the default buffer of a terminal is flushed at every line.
        let out = io::BufWriter::with_capacity(64 * 1024, io::stdout());
        Ok(Self {
            terminal: Terminal::new(CrosstermBackend::new(out))?,
            anew: false,
            fault: Fault::planned("SERIATIM_PANIC_AT"),
        })
    }

    fn live(
        &mut self,
        model: &mut Model,
        engine: &Engine,
        inbox: &Receiver<Report>,
        session: &Session,
        behind_the_first_frame: impl FnOnce(),
    ) -> anyhow::Result<()> {
        // The board is on screen at once; a case is worth waiting a moment for, so that the first frame is useful.
        let mut waited = model.desk.is_some();
        let mut behind = Some(behind_the_first_frame);
        loop {
            let report = if waited {
                self.fault.place();
                self.draw(model)?;
                if let Some(behind) = behind.take() {
                    behind();
                }
                inbox.recv_timeout(CLOCK)
            } else {
                waited = true;
                inbox.recv_timeout(Duration::from_millis(60))
            };
            match report {
                Ok(report) => {
                    let mut next = Some(report);
                    // Everything that is waiting is taken before the one drawing.
                    while let Some(report) = next {
                        self.fault.place();
                        if self.take(model, engine, session, report)? {
                            return Ok(());
                        }
                        next = inbox.try_recv().ok();
                        if next.is_none() && searching(model) {
                            next = inbox.recv_timeout(FOR_PAST).ok();
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    let today = clock::today();
                    if today != model.today {
                        update(model, Msg::Today(today));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }

    // Returns whether the program leaves.
    fn take(
        &mut self,
        model: &mut Model,
        engine: &Engine,
        session: &Session,
        report: Report,
    ) -> io::Result<bool> {
        let effects = match report {
            Report::Terminal(bytes) => {
                let out = self.terminal.backend_mut();
                out.write_all(&bytes)?;
                out.flush()?;
                Vec::new()
            }
            Report::Msg(msg) => {
                // Also when the size is what it was: a window that grew back has lost what it cut off meanwhile.
                self.anew |= matches!(*msg, Msg::Resize(..));
                update(model, *msg)
            }
        };
        let mut leaving = false;
        for effect in effects {
            match engine.run(effect) {
                None => {}
                Some(ScreenWork::Quit) => leaving = true,
                Some(ScreenWork::Redraw) => self.anew = true,
                Some(ScreenWork::CaptureMouse(true)) => {
                    execute!(self.terminal.backend_mut(), event::EnableMouseCapture)?;
                }
                Some(ScreenWork::CaptureMouse(false)) => {
                    execute!(self.terminal.backend_mut(), event::DisableMouseCapture)?;
                }
                Some(ScreenWork::Suspend) => {
                    session.pause();
                    signals::suspend();
                    session.resume(model.settings.mouse)?;
                    self.anew = true;
                }
            }
        }
        Ok(leaving)
    }

    fn draw(&mut self, model: &mut Model) -> io::Result<()> {
        execute_quietly(self.terminal.backend_mut(), true)?;
        if std::mem::take(&mut self.anew) {
            // Not `clear`: it asks the terminal where the cursor is, and the thread that reads keys hears the answer.
            let size = self.terminal.size()?;
            self.terminal.resize(size.into())?;
        }
        let mut drawn = (0, 0);
        self.terminal.draw(|frame| {
            let area = frame.area();
            drawn = (area.width, area.height);
            let cursor = views::draw(model, frame.buffer_mut());
            if let Some(position) = cursor.filter(|position| area.contains(*position)) {
                frame.set_cursor_position(position);
            }
        })?;
        execute_quietly(self.terminal.backend_mut(), false)?;
        self.terminal.backend_mut().flush()?;
        // The terminal may have been resized between the message and the frame.
        if drawn != model.size {
            update(model, Msg::Resize(drawn.0, drawn.1));
            return self.draw_again(model);
        }
        Ok(())
    }

    fn draw_again(&mut self, model: &Model) -> io::Result<()> {
        self.terminal.draw(|frame| {
            let area = frame.area();
            let cursor = views::draw(model, frame.buffer_mut());
            if let Some(position) = cursor.filter(|position| area.contains(*position)) {
                frame.set_cursor_position(position);
            }
        })?;
        self.terminal.backend_mut().flush()
    }
}

// A frame is one picture for terminals that know how to wait for it.
fn execute_quietly(out: &mut impl Write, begin: bool) -> io::Result<()> {
    if begin {
        crossterm::queue!(out, BeginSynchronizedUpdate)
    } else {
        crossterm::queue!(out, EndSynchronizedUpdate)
    }
}
