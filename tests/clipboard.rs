//! The clipboard against real programs: an X server with xclip, tmux, shells, and displays that never answer.
//!
//! Without `Xvfb` and `xclip` the tests that need them say so and pass, unless `SERIATIM_REQUIRE_X` is set.
#![cfg(all(unix, not(target_os = "macos")))]

mod clipboard {
    pub(crate) mod desk;
    mod display;
    mod silent;
    mod terminal;
}
