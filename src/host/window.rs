//! This window among others: who sits at it, on which computer, and whether another one that left a note is still alive.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::{clock, folders};
use crate::app::elsewhere::Elsewhere;
use crate::domain::fields::long_date;
use crate::store::files;
use crate::store::presence::Holder;
use crate::text::clean::clean_line;

/// How long another computer may give no sign of life before its window is taken for dead. A sign comes every half minute.
const SILENCE: Duration = Duration::from_mins(5);

/// Returns this window, with a number of its own. `state` is its state folder.
pub fn this(state: &Path) -> Holder {
    let named = |path: &str| {
        fs::read_to_string(path)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let process = std::process::id();
    let state = files::sha256(state.to_string_lossy().as_bytes());
    let window = format!(
        "{:016x}",
        clock::seed() ^ u64::from(process).rotate_left(32)
    );
    let since = clock::moment();
    let window = files::sha256(
        format!("{window} {since} {process} {:?}", std::time::Instant::now()).as_bytes(),
    );
    Holder {
        window,
        who: folders::user(),
        host: host(),
        machine: named("/etc/machine-id"),
        boot: named("/proc/sys/kernel/random/boot_id"),
        process,
        began: began(process).unwrap_or_default(),
        state,
        since,
        let_go: false,
    }
}

fn host() -> String {
    let set = |name: &str| env::var(name).ok().filter(|name| !name.is_empty());
    let name = set("SERIATIM_HOST")
        .or_else(|| fs::read_to_string("/proc/sys/kernel/hostname").ok())
        .or_else(|| set("COMPUTERNAME"))
        .or_else(|| set("HOSTNAME"))
        .unwrap_or_else(|| "a computer without a name".to_owned());
    clean_line(name.trim(), 80).0.into_string()
}

// When a process began, in ticks since the start of the computer; its name, which may hold anything, stands before.
fn began(process: u32) -> Option<String> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = line.rsplit_once(')')?;
    rest.split_whitespace().nth(19).map(str::to_owned)
}

/// Tells whether the window that left a note is known to be dead. `lock_is_ours` says whether the lock of the case in this
/// window's state folder is held by this window.
pub fn is_dead(other: &Holder, own: &Holder, lock_is_ours: bool) -> bool {
    if other.host != own.host || other.machine != own.machine {
        return false;
    }
    // A live window would hold the lock.
    if other.state == own.state && lock_is_ours {
        return true;
    }
    // Where the system has no numbers, nothing is known.
    if own.machine.is_empty() || own.boot.is_empty() || own.began.is_empty() {
        return false;
    }
    other.boot != own.boot || began(other.process).as_deref() != Some(other.began.as_str())
}

/// Tells of a window that has a case open, for the officer.
pub fn elsewhere(other: &Holder, own: &Holder, silent: Option<Duration>) -> Elsewhere {
    let silent = silent.unwrap_or_default();
    Elsewhere {
        who: if other.who.is_empty() {
            "Somebody".to_owned()
        } else {
            other.who.clone()
        },
        host: other.host.clone(),
        since: since(&other.since),
        seen: ago(silent),
        silent: silent >= SILENCE,
        here: other.host == own.host && other.machine == own.machine && other.state == own.state,
    }
}

/// Tells of a window that has a case open and of which nothing is known: its note cannot be read.
pub fn somewhere(silent: Option<Duration>) -> Elsewhere {
    let silent = silent.unwrap_or_default();
    Elsewhere {
        who: "Somebody".to_owned(),
        host: "another computer".to_owned(),
        since: "an unknown time".to_owned(),
        seen: ago(silent),
        silent: silent >= SILENCE,
        here: false,
    }
}

// "10:42", or with the day if that is another one.
fn since(moment: &str) -> String {
    let zone = TimeZone::system();
    let Ok(moment) = moment.parse::<Timestamp>() else {
        return "an unknown time".to_owned();
    };
    let moment = moment.to_zoned_datetime(zone);
    words_of(&moment)
}

/// Returns a moment as it is told: the time, and the day if that is not today.
pub fn words_of(moment: &ZonedDateTime) -> String {
    let time = moment.strftime("%H:%M");
    if moment.date() == ZonedDateTime::now().date() {
        time.to_string()
    } else {
        format!("{time} on {}", long_date(moment.date()))
    }
}

// "12 seconds", "3 hours".
fn ago(silent: Duration) -> String {
    let seconds = silent.as_secs();
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7_200 => (seconds / 60, "minute"),
        7_200..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_gone_or_another_one_by_its_number_is_dead_and_another_computer_never() {
        let state = Path::new("/state");
        let own = this(state);
        let mut other = this(Path::new("/another"));
        assert_ne!(own.window, other.window);
        assert!(!is_dead(&other, &own, true), "this very process is alive");
        if !own.began.is_empty() && !own.machine.is_empty() {
            other.began = "1".into();
            assert!(is_dead(&other, &own, true));
            other = this(Path::new("/another"));
            other.boot = "an earlier start".into();
            assert!(is_dead(&other, &own, false));
        }
        other.host = "another".into();
        assert!(!is_dead(&other, &own, true));
        other = this(state);
        assert!(is_dead(&other, &own, true), "the lock would not be ours");
        assert!(!is_dead(&other, &own, false));
        other.machine = "another with the same name".into();
        assert!(!is_dead(&other, &own, true));
    }

    #[test]
    fn a_silence_is_told_in_its_largest_unit() {
        let told = |seconds| ago(Duration::from_secs(seconds));
        assert_eq!(told(1), "1 second");
        assert_eq!(told(119), "119 seconds");
        assert_eq!(told(300), "5 minutes");
        assert_eq!(told(7_200), "2 hours");
        assert_eq!(told(400_000), "4 days");
    }
}
