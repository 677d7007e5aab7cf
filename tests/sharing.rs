//! Two officers, a bare repository between them, and everything that can go wrong: through the real program.

#[path = "sharing/town.rs"]
mod town;

mod sharing {
    mod history;
    mod hostile;
    mod journey;
    mod trouble;
}
