//! A desk for tests: the model with a small library and a small law, keys by their names, screens as text.
//!
//! Nothing here touches a disk, a clock or a clipboard: effects are gathered and never carried out.

pub(crate) mod fixtures;
pub(crate) mod screen;

use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, date};

use seriatim::app::command::Command;
use seriatim::app::desk::{self, Focus};
use seriatim::app::effect::Ticket;
use seriatim::app::key::{Key, KeyCode};
use seriatim::app::keymap::Keymap;
use seriatim::app::message::{Mouse, MouseKind, Opened, Receipt, Recovery};
use seriatim::app::model::{Settings, Theme};
use seriatim::app::overlay::Overlay;
use seriatim::app::{Effect, Model, Msg, update};
use seriatim::domain::authority::Authority;
use seriatim::domain::case::{Case, CaseSummary, Facts};
use seriatim::domain::letter::Sharing;
use seriatim::domain::question::Question;
use seriatim::domain::snippet::Layer;
use seriatim::store::{keys, law};

pub(crate) use screen::Screen;

/// The date of every test.
pub(crate) const TODAY: Date = date(2026, 11, 24);

/// The program in the middle of a test.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) model: Model,
    /// Everything that was asked of the world so far.
    pub(crate) effects: Vec<Effect>,
}

impl Desk {
    /// Starts the program on its board, without a case.
    pub(crate) fn on_the_board() -> Self {
        let mut desk = Self {
            model: Model::new(settings(), TODAY, 7),
            effects: Vec::new(),
        };
        desk.tell(Msg::Resize(120, 40));
        desk.tell(Msg::Regimes(Arc::new(fixtures::regimes())));
        desk.tell(Msg::Library(Arc::new(fixtures::library())));
        desk.tell(Msg::Rules(Arc::new(fixtures::rules())));
        desk
    }

    /// Starts the program with this case open.
    pub(crate) fn with(case: Case) -> Self {
        let mut desk = Self::on_the_board();
        desk.open(case);
        desk
    }

    /// Opens a case as the world would.
    pub(crate) fn open(&mut self, case: Case) {
        self.tell(Msg::Opened(Ok(Box::new(opened(case)))));
    }

    /// Tells the model what happened.
    pub(crate) fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = update(&mut self.model, msg);
        self.effects.extend(effects.iter().cloned());
        effects
    }

    /// Tells that what was sent to the clipboard has arrived there.
    pub(crate) fn copied(&mut self, ticket: Ticket) -> Vec<Effect> {
        let receipt = Receipt {
            confirmed: true,
            words: "Copied".into(),
            sha256: "ab".into(),
        };
        self.tell(Msg::Copied { ticket, receipt })
    }

    /// Tells what the case says of itself on a board that has nothing else. Returns that board.
    pub(crate) fn on_a_board(&self, more: impl FnOnce(&mut CaseSummary)) -> Self {
        let case = self.case();
        let mut summary = CaseSummary {
            reference: case.reference.to_string(),
            title: case.facts.title.clone(),
            received: case.facts.received,
            regime: case.facts.regime.clone(),
            questions: case.questions.len(),
            ..CaseSummary::default()
        };
        more(&mut summary);
        let mut board = Self::on_the_board();
        board.tell(Msg::Board(Ok(vec![summary])));
        board
    }

    /// Presses keys by their names, as key files write them.
    pub(crate) fn press(&mut self, names: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for name in names.split_whitespace() {
            let key = Key::parse(name).expect("the test names a key");
            effects.extend(self.tell(Msg::Key(key)));
        }
        effects
    }

    /// Types a text, character by character.
    pub(crate) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for c in text.chars() {
            let code = if c == '\n' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            };
            effects.extend(self.tell(Msg::Key(Key::plain(code))));
        }
        effects
    }

    /// Pastes a text in one piece.
    pub(crate) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.tell(Msg::Paste(text.to_owned()))
    }

    /// Clicks a cell.
    pub(crate) fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        self.mouse(MouseKind::Press, column, row, 1)
    }

    /// Clicks a cell twice.
    pub(crate) fn double_click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        let mut effects = self.mouse(MouseKind::Press, column, row, 1);
        effects.extend(self.mouse(MouseKind::Press, column, row, 2));
        effects
    }

    /// Does something with the mouse.
    pub(crate) fn mouse(
        &mut self,
        kind: MouseKind,
        column: u16,
        row: u16,
        clicks: u8,
    ) -> Vec<Effect> {
        self.tell(Msg::Mouse(Mouse {
            kind,
            column,
            row,
            shift: false,
            clicks,
        }))
    }

    /// Runs a command from the palette, as an officer does who has forgotten its key.
    pub(crate) fn run(&mut self, command: Command) -> Vec<Effect> {
        self.press("Ctrl+P");
        self.paste(command.info().title);
        let Some(Overlay::Palette(palette)) = &self.model.overlay else {
            panic!("the palette is not open");
        };
        let at = palette.commands.iter().position(|found| *found == command);
        let at = at.unwrap_or_else(|| panic!("the palette does not offer {}", command.info().id));
        for _ in 0..at {
            self.press("Down");
        }
        self.press("Enter")
    }

    /// Chooses the option whose label begins so.
    pub(crate) fn choose(&mut self, label: &str) -> Vec<Effect> {
        let labels = self.options();
        let at = labels.iter().position(|option| option.starts_with(label));
        let at = at.unwrap_or_else(|| panic!("“{label}” is not among {labels:?}"));
        self.press("Home");
        for _ in 0..at {
            self.press("Down");
        }
        self.press("Enter")
    }

    /// Returns the labels of what can be chosen.
    pub(crate) fn options(&self) -> Vec<String> {
        match &self.model.overlay {
            Some(Overlay::Choice(choice)) => choice
                .options
                .iter()
                .map(|option| option.label.clone())
                .collect(),
            other => panic!("no choice is open: {other:?}"),
        }
    }

    /// Takes back everything that was done.
    pub(crate) fn undo_all(&mut self) {
        while !self.press("Ctrl+Z").is_empty() {}
    }

    /// Makes everything again that was taken back.
    pub(crate) fn redo_all(&mut self) {
        while !self.press("Ctrl+Y").is_empty() {}
    }

    /// Fills the line that is asked for.
    pub(crate) fn fill(&mut self, value: &str) -> Vec<Effect> {
        assert!(
            matches!(self.model.overlay, Some(Overlay::Prompt(_))),
            "nothing is asked: {:?}",
            self.model.overlay
        );
        self.press("Ctrl+A");
        if value.is_empty() {
            self.press("Backspace");
        }
        self.type_text(value);
        self.press("Enter")
    }

    /// Returns what is asked for, if a line is.
    pub(crate) fn asked(&self) -> Option<String> {
        match &self.model.overlay {
            Some(Overlay::Prompt(prompt)) => Some(prompt.title.clone()),
            _ => None,
        }
    }

    /// Goes to the question of this name with the keys of the list; the list then hears the keyboard.
    pub(crate) fn go_to(&mut self, name: &str) {
        let case = self.case();
        let row = match name {
            "opening" => 0,
            "closing" => case.questions.len() + 1,
            _ => {
                (0..case.questions.len())
                    .find(|at| case.name_at(*at) == name)
                    .unwrap_or_else(|| panic!("there is no question {name}"))
                    + 1
            }
        };
        self.press("Ctrl+T Home");
        for _ in 0..row {
            self.press("Down");
        }
    }

    /// Goes to a question and writes an answer.
    pub(crate) fn answer(&mut self, name: &str, text: &str) {
        self.go_to(name);
        self.press("Enter");
        self.type_text(text);
    }

    /// Goes to a question and inserts the snippet with this title.
    pub(crate) fn insert(&mut self, name: &str, snippet: &str) {
        self.go_to(name);
        self.press("F2");
        self.paste(snippet);
        assert_eq!(self.chosen_snippet(), snippet);
        self.press("Enter");
    }

    /// Returns the title of the chosen snippet.
    pub(crate) fn chosen_snippet(&self) -> String {
        let seriatim::app::panel::PanelRow::Snippet { index, .. } =
            self.desk().panel.chosen().expect("a row is chosen")
        else {
            panic!("no snippet is chosen");
        };
        let snippet = self.model.library.at(*index).expect("the row is fresh");
        snippet.title.clone()
    }

    /// Returns the open desk.
    pub(crate) fn desk(&self) -> &desk::Desk {
        self.model.desk.as_ref().expect("a case is open")
    }

    /// Returns the open case.
    pub(crate) fn case(&self) -> &Case {
        &self.desk().case
    }

    /// Returns a question by its name.
    pub(crate) fn question(&self, name: &str) -> &Question {
        let case = self.case();
        (0..case.questions.len())
            .find(|at| case.name_at(*at) == name)
            .map_or_else(
                || panic!("there is no question {name}"),
                |at| &*case.questions[at],
            )
    }

    /// Returns the names and levels of the questions in their order: "3(a)/1".
    pub(crate) fn outline(&self) -> String {
        let case = self.case();
        let names = case
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| format!("{}/{}", case.name_at(at), question.level));
        names.collect::<Vec<_>>().join(" ")
    }

    /// Returns the name of the question under the cursor.
    pub(crate) fn here(&self) -> String {
        let desk = self.desk();
        match desk.row(desk.list.cursor) {
            desk::Row::Opening => "opening".to_owned(),
            desk::Row::Closing => "closing".to_owned(),
            desk::Row::Question(index) => desk.case.name_at(index),
        }
    }

    /// Returns the pane that hears the keyboard.
    pub(crate) fn focus(&self) -> Focus {
        self.desk().focus
    }

    /// Returns the letter as the pane holds it.
    pub(crate) fn letter(&self) -> &str {
        &self.desk().letter.text
    }

    /// Returns what the program says.
    pub(crate) fn notice(&self) -> &str {
        let notice = self.model.notice.as_ref();
        notice.map_or("", |notice| &notice.text)
    }

    /// Draws the screen at a size.
    pub(crate) fn screen_at(&mut self, width: u16, height: u16) -> Screen {
        self.tell(Msg::Resize(width, height));
        Screen::of(&self.model)
    }
}

/// What undo gives back: everything of a case but the counters of its changes.
pub(crate) fn content(case: &Case) -> (Vec<Question>, [String; 2], Facts) {
    let questions = case.questions.iter().map(|question| Question {
        stamp: 0,
        ..(**question).clone()
    });
    let frame = [case.opening.text.clone(), case.closing.text.clone()];
    (questions.collect(), frame, (*case.facts).clone())
}

/// A case as it is opened when nothing is wrong with it.
pub(crate) fn opened(case: Case) -> Opened {
    Opened {
        case,
        problems: Vec::new(),
        recovery: None,
        read_only: None,
        elsewhere: None,
        remark: None,
        answered_before: false,
        inserted: Vec::new(),
        sent: None,
    }
}

/// What an interrupted session left, where nobody else has changed anything since.
pub(crate) fn recovery(changes: usize, case: Case) -> Recovery {
    Recovery {
        changes,
        after: case.clone(),
        case,
        clashes: Vec::new(),
        others: false,
        damaged: false,
        when: "10:42".into(),
    }
}

/// The settings of every test: the keys that the program carries with it, an invented authority.
pub(crate) fn settings() -> Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(read_settings).clone()
}

fn read_settings() -> Settings {
    let lines = keys::built_in();
    let (keymap, problems) = Keymap::build(
        lines
            .iter()
            .map(|(command, keys)| (command.as_str(), keys.clone())),
    );
    assert!(problems.is_empty(), "{problems:?}");
    Settings {
        authority: Authority {
            name: "Wexbridge District Council".into(),
            short_name: "the council".into(),
            contact: "foi@wexbridge.example".into(),
            ..Authority::default()
        },
        regulators: law::regulators().expect("the program carries it"),
        composing: Arc::new(law::composing().expect("the program carries it")),
        slip: Arc::new(seriatim::store::contribution::load("/nowhere".as_ref()).0),
        sign_off: Arc::default(),
        letters: Arc::default(),
        sharing: Sharing::Together,
        archive_sent: true,
        theme: Theme::Dark,
        ascii: false,
        mouse: true,
        keymap,
        greeting: None,
        demo: false,
        layers: vec![Layer::Team, Layer::Personal],
    }
}
