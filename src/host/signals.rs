//! Signals: the terminal is gone, the system says that the session must end, or the shell wants its terminal for a while.

/// Calls `end` once, from a thread of its own, when the session must end, and `pause` whenever a shell asks for its
/// terminal until it wakes the program.
#[cfg(unix)]
pub fn heed(end: impl FnOnce() + Send + 'static, pause: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    let Ok(mut signals) = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP]) else {
        return;
    };
    std::thread::spawn(move || {
        let mut signals = signals.forever();
        while signals.next() == Some(SIGTSTP) {
            pause();
        }
        let_keys_arrive();
        end();
        // What follows is the second signal of an impatient system: everything is in the journal by then.
    });
}

// Keys that were pressed before the signal may still wait in the terminal: they are part of what was typed. Half a second
// at most, since a system that ends a session does not wait for long.
#[cfg(unix)]
fn let_keys_arrive() {
    use std::time::Duration;

    for _ in 0..50 {
        match rustix::io::ioctl_fionread(std::io::stdin()) {
            Ok(waiting) if waiting > 0 => std::thread::sleep(Duration::from_millis(10)),
            // Read, and on its way through the program; or there is no terminal any more.
            _ => break,
        }
    }
    std::thread::sleep(Duration::from_millis(20));
}

/// Windows ends console programs by itself; the journal holds what was typed.
#[cfg(not(unix))]
pub fn heed(_end: impl FnOnce() + Send + 'static, _pause: impl Fn() + Send + 'static) {}

/// Stops this process until the shell wakes it.
#[cfg(unix)]
pub fn suspend() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}

/// There is no shell to go back to.
#[cfg(not(unix))]
pub fn suspend() {}
