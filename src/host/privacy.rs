//! What the system must not keep of this process.

/// Switches core dumps off for this process and those that it starts: one would hold the text of the open case, in a
/// folder that nobody looks after.
#[cfg(unix)]
pub fn forbid_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // A system that refuses keeps its own rule; the doctor tells.
    let _ = setrlimit(Resource::Core, none);
}

/// Other systems have a rule of their own.
#[cfg(not(unix))]
pub fn forbid_core_dumps() {}

/// Tells whether a crash of this process could leave its memory on the disk.
#[cfg(unix)]
pub fn leaves_core_dumps() -> bool {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::Core).current != Some(0)
}

/// Nothing is known elsewhere.
#[cfg(not(unix))]
pub fn leaves_core_dumps() -> bool {
    false
}
