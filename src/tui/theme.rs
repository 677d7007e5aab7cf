//! Colours by role and marks by meaning. State is always also a shape or a word, never a colour alone.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::app::model::Theme;
use crate::domain::checks::Severity;
use crate::domain::outcome::Outcome;

/// The styles of the screen by what they mean.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Ordinary text: the terminal's own colours.
    pub text: Style,
    /// Text that matters less.
    pub quiet: Style,
    /// Headings and titles.
    pub title: Style,
    /// The frame of a pane.
    pub frame: Style,
    /// The frame of the pane that hears the keyboard.
    pub focus: Style,
    /// The chosen row.
    pub chosen: Style,
    /// Selected text.
    pub selection: Style,
    /// A field that nobody filled.
    pub open: Style,
    /// Done.
    pub good: Style,
    /// Not yet.
    pub warning: Style,
    /// Wrong.
    pub error: Style,
    /// Words in which a check found an error.
    pub found_error: Style,
    /// Words in which a check found something worth a look.
    pub found_warning: Style,
    /// Keys on the bottom bar.
    pub key: Style,
    /// The status line.
    pub status: Style,
}

impl Palette {
    /// Returns the style of words in which a check found something.
    pub fn found(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.found_error,
            Severity::Warning => self.found_warning,
        }
    }

    /// Returns the style of the mark of a finding.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
        }
    }
}

/// Returns the styles of a theme.
pub fn palette(theme: Theme) -> Palette {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let reversed = plain.add_modifier(Modifier::REVERSED);
    let underlined = plain.add_modifier(Modifier::UNDERLINED);
    let colours =
        |accent: Color, good: Color, warning: Color, error: Color, quiet: Style| Palette {
            text: plain,
            quiet,
            title: bold,
            frame: quiet,
            focus: bold.fg(accent),
            chosen: bold.fg(accent),
            selection: reversed,
            open: reversed.fg(warning),
            good: plain.fg(good),
            warning: plain.fg(warning),
            error: bold.fg(error),
            found_error: underlined.add_modifier(Modifier::BOLD).fg(error),
            found_warning: underlined.fg(warning),
            key: bold.fg(accent),
            status: bold,
        };
    match theme {
        Theme::Dark => colours(
            Color::Cyan,
            Color::Green,
            Color::Yellow,
            Color::LightRed,
            plain.fg(Color::Gray),
        ),
        // Yellow and light colours vanish on white paper.
        Theme::Light => colours(
            Color::Blue,
            Color::Green,
            Color::Magenta,
            Color::Red,
            plain.fg(Color::DarkGray),
        ),
        Theme::HighContrast => Palette {
            focus: bold.add_modifier(Modifier::UNDERLINED),
            chosen: reversed.add_modifier(Modifier::BOLD),
            key: bold.add_modifier(Modifier::UNDERLINED),
            ..colours(
                Color::Reset,
                Color::Reset,
                Color::Reset,
                Color::Reset,
                plain,
            )
        },
        // NO_COLOR: no colour is named, so none is sent; marks and words carry everything.
        Theme::Plain => Palette {
            text: plain,
            quiet: plain,
            title: bold,
            frame: plain,
            focus: bold,
            chosen: bold,
            selection: reversed,
            open: reversed,
            good: plain,
            warning: bold,
            error: bold,
            found_error: underlined.add_modifier(Modifier::BOLD),
            found_warning: underlined,
            key: bold,
            status: bold,
        },
    }
}

/// The marks of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// The chosen row.
    pub cursor: &'static str,
    /// Marked for a common answer.
    pub marked: &'static str,
    /// Not answered yet.
    pub open: &'static str,
    /// Not answered yet; a service area was asked.
    pub asked: &'static str,
    /// Not answered yet; a service area has replied.
    pub replied: &'static str,
    /// Answered; no outcome yet.
    pub written: &'static str,
    /// A heading.
    pub group: &'static str,
    /// Answered with another question.
    pub shared: &'static str,
    /// Opening and closing of the letter.
    pub frame: &'static str,
    /// Something is cut off.
    pub more: &'static str,
    /// Parts two things on a line.
    pub dot: &'static str,
    /// An error.
    pub error: &'static str,
    /// A warning.
    pub warning: &'static str,
    /// What a bar is made of.
    pub bar: &'static str,
    ascii: bool,
}

/// Returns the marks: Unicode, or ASCII for consoles that show boxes.
pub fn marks(ascii: bool) -> Marks {
    if ascii {
        Marks {
            cursor: ">",
            marked: "+",
            open: ".",
            asked: "w",
            replied: "r",
            written: "~",
            group: "#",
            shared: "=",
            frame: "-",
            more: "...",
            dot: "-",
            error: "!",
            warning: "?",
            bar: "#",
            ascii,
        }
    } else {
        Marks {
            cursor: "▸",
            marked: "◆",
            open: "○",
            asked: "»",
            replied: "«",
            written: "◐",
            group: "§",
            shared: "↳",
            frame: "–",
            more: "…",
            dot: "·",
            error: "✗",
            warning: "!",
            bar: "█",
            ascii,
        }
    }
}

impl Marks {
    /// Returns our own words with the signs that the set has: no curly quotes, dashes or dots in ASCII.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '“' | '”' => plain.push('"'),
                '‘' | '’' => plain.push('\''),
                '–' | '—' => plain.push('-'),
                '…' => plain.push_str("..."),
                c => plain.push(c),
            }
        }
        Cow::Owned(plain)
    }

    /// Returns the mark of an outcome. Each has a shape of its own.
    pub fn outcome(&self, outcome: Outcome) -> &'static str {
        match (outcome, self.ascii) {
            (Outcome::Disclosed, false) => "✓",
            (Outcome::PartlyDisclosed, false) => "●",
            (Outcome::NotHeld, false) => "∅",
            (Outcome::Refused, false) => "✕",
            (Outcome::Ncnd, false) => "≈",
            (Outcome::AlreadyAvailable, false) => "→",
            (Outcome::Clarification, false) => "?",
            (Outcome::AnsweredElsewhere, false) => "↳",
            (Outcome::Disclosed, true) => "v",
            (Outcome::PartlyDisclosed, true) => "%",
            (Outcome::NotHeld, true) => "0",
            (Outcome::Refused, true) => "x",
            (Outcome::Ncnd, true) => "n",
            (Outcome::AlreadyAvailable, true) => "@",
            (Outcome::Clarification, true) => "?",
            (Outcome::AnsweredElsewhere, true) => "=",
        }
    }

    /// Returns the mark of a finding.
    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
        }
    }

    /// Returns the mark of something that is done.
    pub fn done(&self) -> &'static str {
        self.outcome(Outcome::Disclosed)
    }

    /// Returns the border set.
    pub fn borders(&self) -> ratatui::symbols::border::Set<'static> {
        if self.ascii {
            ratatui::symbols::border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            }
        } else {
            ratatui::symbols::border::PLAIN
        }
    }
}
