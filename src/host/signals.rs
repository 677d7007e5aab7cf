//! Signals that end the session: the terminal is gone, or the system says so.

/// Calls `end` once, from a thread of its own, when the session must end.
#[cfg(unix)]
pub fn on_end(end: impl FnOnce() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    let Ok(mut signals) = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT]) else {
        return;
    };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            end();
            // What follows is the second signal of an impatient system: everything is in the journal by then.
        }
    });
}

/// Windows ends console programs by itself; the journal holds what was typed.
#[cfg(not(unix))]
pub fn on_end(_end: impl FnOnce() + Send + 'static) {}

/// Stops this process until the shell wakes it.
#[cfg(unix)]
pub fn suspend() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}

/// There is no shell to go back to.
#[cfg(not(unix))]
pub fn suspend() {}
