//! Which ways are tried, in which order: a pure function of the setting and the surroundings.

use super::{Backend, ClipboardChoice, Platform, Surroundings};

/// One way a letter can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// The officer's command, through the shell.
    Command(String),
    /// The clipboard of the desktop.
    System(Backend),
    /// tmux, which passes it on to the terminal whatever its `set-clipboard` says.
    Tmux,
    /// The OSC 52 sequence, straight to the terminal.
    Osc52,
}

impl Way {
    /// Who has the letter when this way succeeds; `None` if the way never learns that.
    pub(super) fn confirmed_by(&self) -> Option<Backend> {
        match self {
            Self::Command(_) => Some(Backend::Command),
            Self::System(backend) => Some(*backend),
            Self::Tmux | Self::Osc52 => None,
        }
    }

    /// How the way is called in a sentence.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Command(_) => "the clipboard command",
            Self::System(Backend::X11) => "the X11 display",
            Self::System(Backend::Wayland) => "the Wayland display",
            Self::System(_) => "the system's clipboard",
            Self::Tmux => "tmux",
            Self::Osc52 => "the terminal",
        }
    }
}

/// Returns the ways to try for a copy, best first.
pub(super) fn copy_ways(choice: &ClipboardChoice, around: &Surroundings) -> Vec<Way> {
    match choice {
        ClipboardChoice::Auto => match around.command.as_deref().map(ClipboardChoice::from) {
            None | Some(ClipboardChoice::Auto) => follow(around),
            Some(ClipboardChoice::Command(command)) => {
                [vec![Way::Command(command)], follow(around)].concat()
            }
            Some(explicit) => copy_ways(&explicit, around),
        },
        ClipboardChoice::System => system_ways(around),
        ClipboardChoice::Terminal => terminal_ways(around),
        ClipboardChoice::Command(command) => vec![Way::Command(command.clone())],
        ClipboardChoice::File => Vec::new(),
    }
}

/// Returns the clipboard to read from, if the setting and the surroundings have one.
pub(super) fn read_way(choice: &ClipboardChoice, around: &Surroundings) -> Option<Backend> {
    let ways = match choice {
        ClipboardChoice::Terminal | ClipboardChoice::File => Vec::new(),
        ClipboardChoice::Auto if around.ssh => forwarded_display(around).into_iter().collect(),
        ClipboardChoice::Auto | ClipboardChoice::System | ClipboardChoice::Command(_) => {
            system_ways(around)
        }
    };
    ways.first().and_then(Way::confirmed_by)
}

fn follow(around: &Surroundings) -> Vec<Way> {
    let mut ways = if !around.ssh {
        [system_ways(around), terminal_ways(around)].concat()
    } else if around.tmux {
        // A tmux that was attached again keeps the DISPLAY of an earlier connection, perhaps to another desk. So tmux
        // first; the display after it, because the later copy is the one that lasts, and only it has the formatting.
        let display = forwarded_display(around).into_iter().collect();
        [vec![Way::Tmux], display, vec![Way::Osc52]].concat()
    } else {
        [
            forwarded_display(around).into_iter().collect(),
            terminal_ways(around),
        ]
        .concat()
    };
    if !takes_osc52(around) {
        ways.retain(|way| *way != Way::Osc52);
    }
    ways
}

fn system_ways(around: &Surroundings) -> Vec<Way> {
    match around.platform {
        Platform::Windows => vec![Way::System(Backend::Windows)],
        Platform::MacOs => vec![Way::System(Backend::MacOs)],
        Platform::Unix => {
            // GNOME has no data-control protocol: its compositor refuses at once, and XWayland takes the copy.
            let wayland = around
                .wayland
                .is_some()
                .then_some(Way::System(Backend::Wayland));
            let x11 = around
                .display
                .is_some()
                .then_some(Way::System(Backend::X11));
            wayland.into_iter().chain(x11).collect()
        }
    }
}

/// The X display that `ssh -X` brought from the officer's desk. A display without a host, such as `:0`, is the screen of
/// the remote machine, and so is a Wayland socket: a copy there would be confirmed and of no use.
fn forwarded_display(around: &Surroundings) -> Option<Way> {
    let forwarded = around.display.as_deref().is_some_and(|display| {
        !display.starts_with(':') && !display.starts_with("unix:") && !display.starts_with('/')
    });
    (around.platform == Platform::Unix && forwarded).then_some(Way::System(Backend::X11))
}

fn terminal_ways(around: &Surroundings) -> Vec<Way> {
    if around.tmux {
        vec![Way::Tmux, Way::Osc52]
    } else {
        vec![Way::Osc52]
    }
}

/// The Linux console and dumb terminals have no clipboard, and older consoles would print the sequence.
fn takes_osc52(around: &Surroundings) -> bool {
    around.tmux || !matches!(around.term.as_deref(), Some("linux" | "dumb"))
}
