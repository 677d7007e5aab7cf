//! What is painted on a page: strings at their places, and what hides them.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::Refusal;
use super::file::File;
use super::font::Font;
use super::layout::Piece;
use super::matrix::{Matrix, UNMOVED, apply, between, matrix, moved_by, product, size_of};
use super::object::{Dictionary, Object, Parser, is_space};
use super::pages::Page;

/// Drawings within drawings.
const DEEPEST: usize = 12;
/// States that are put aside.
const STATES: usize = 128;
/// Operands of one operator.
const OPERANDS: usize = 4_096;
/// Operators of one document; a page of text has a few thousand.
const OPERATORS: usize = 8_000_000;
/// Coloured areas that are remembered of a page.
const AREAS: usize = 2_000;

/// What was painted on all pages.
#[derive(Debug, Default)]
pub(super) struct Painted {
    /// Strings that can be seen, page by page.
    pub(super) seen: Vec<Vec<Piece>>,
    /// Strings that cannot: invisible ones, and white ones on nothing.
    pub(super) unseen: Vec<Vec<Piece>>,
    /// What was filled into the fields of a form.
    pub(super) fields: Vec<String>,
    /// How many pictures there are.
    pub(super) pictures: usize,
    /// How many letters have no meaning.
    pub(super) unknown: usize,
    // Areas of the page that are not white.
    areas: Vec<[f64; 4]>,
    operators: usize,
    fonts: HashMap<u32, Rc<Font>>,
}

impl Painted {
    pub(super) fn begin_page(&mut self) {
        self.seen.push(Vec::new());
        self.unseen.push(Vec::new());
        self.areas.clear();
    }

    fn is_backed(&self, x: f64, y: f64) -> bool {
        let within = |area: &[f64; 4]| {
            let [left, bottom, right, top] = *area;
            x >= left - 1.0 && x <= right + 1.0 && y >= bottom - 1.0 && y <= top + 1.0
        };
        self.areas.iter().any(within)
    }

    fn cover(&mut self, area: [f64; 4]) {
        if self.areas.len() < AREAS {
            self.areas.push(area);
        }
    }
}

#[derive(Debug, Clone)]
struct State {
    moved: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: usize,
    white: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            moved: UNMOVED,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            white: false,
        }
    }
}

struct Painter<'a, 'b> {
    file: &'a mut File<'b>,
    painted: &'a mut Painted,
    state: State,
    states: Vec<State>,
    text: Matrix,
    line: Matrix,
    outlines: Vec<[f64; 4]>,
}

pub(super) fn read_page(
    file: &mut File<'_>,
    page: &Page,
    painted: &mut Painted,
) -> Result<(), Refusal> {
    let mut content = Vec::new();
    for part in &page.contents {
        if let Some((_, part)) = file.stream(part)? {
            content.extend(part);
            content.push(b'\n');
        }
    }
    let mut painter = Painter {
        file,
        painted,
        state: State::default(),
        states: Vec::new(),
        text: UNMOVED,
        line: UNMOVED,
        outlines: Vec::new(),
    };
    painter.paint(&content, &page.resources, 0)
}

impl Painter<'_, '_> {
    fn paint(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(), Refusal> {
        let mut parser = Parser::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = parser.next() {
            let Object::Word(operator) = object else {
                if operands.len() < OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            self.painted.operators += 1;
            if self.painted.operators > OPERATORS {
                return Err(Refusal::Trap {
                    what: super::WHAT,
                    limits: "millions of drawing commands",
                });
            }
            match operator.as_slice() {
                b"ID" => skip_picture(&mut parser, content),
                b"Tf" => self.choose_font(&operands, resources)?,
                b"Do" => self.draw(&operands, resources, depth)?,
                operator => self.perform(operator, &operands),
            }
            operands.clear();
        }
        Ok(())
    }

    fn perform(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        match operator {
            b"q" if self.states.len() < STATES => self.states.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.moved = product(&matrix(operands), &self.state.moved),
            b"BT" => {
                self.text = UNMOVED;
                self.line = UNMOVED;
            }
            b"Tc" => self.state.letter_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tr" => self.state.mode = operands.first().and_then(Object::count).unwrap_or(0),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"Tm" => {
                self.line = matrix(operands);
                self.text = self.line;
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            b"\"" => {
                self.state.word_space = number(0);
                self.state.letter_space = number(1);
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            b"TJ" => {
                if let Some(Object::List(list)) = operands.first() {
                    for one in list {
                        match one {
                            Object::Number(back) => {
                                self.advance(
                                    -back / 1_000.0 * self.state.size * self.state.stretch,
                                );
                            }
                            other => self.show(Some(other)),
                        }
                    }
                }
            }
            _ => self.colour_or_area(operator, operands),
        }
    }

    fn colour_or_area(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        match operator {
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.white = is_white(operands),
            b"cs" => self.state.white = false,
            b"re" if self.outlines.len() < AREAS => {
                let corner = apply(&self.state.moved, number(0), number(1));
                let other = apply(
                    &self.state.moved,
                    number(0) + number(2),
                    number(1) + number(3),
                );
                self.outlines.push(between(corner, other));
            }
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" | b"S" | b"s" => {
                let filled = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
                for area in std::mem::take(&mut self.outlines) {
                    if filled && !self.state.white {
                        self.painted.cover(area);
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = product(&moved_by(x, y), &self.line);
        self.text = self.line;
    }

    fn advance(&mut self, along: f64) {
        self.text = product(&moved_by(along, 0.0), &self.text);
    }

    fn choose_font(&mut self, operands: &[Object], resources: &Dictionary) -> Result<(), Refusal> {
        self.state.size = operands.get(1).and_then(Object::number).unwrap_or(1.0);
        let name = operands.first().and_then(Object::name).unwrap_or_default();
        let fonts = self.file.get(resources, "Font");
        let Some(Object::Dictionary(fonts)) = fonts else {
            return Ok(());
        };
        let Some(font) = fonts.get(name) else {
            return Ok(());
        };
        let id = match font {
            Object::Reference(id) => Some(*id),
            _ => None,
        };
        if let Some(known) = id.and_then(|id| self.painted.fonts.get(&id)) {
            self.state.font = Some(Rc::clone(known));
            return Ok(());
        }
        let Some(dictionary) = self.file.dictionary(font) else {
            return Ok(());
        };
        let read = Rc::new(Font::read(self.file, &dictionary)?);
        if let Some(id) = id {
            self.painted.fonts.insert(id, Rc::clone(&read));
        }
        self.state.font = Some(read);
        Ok(())
    }

    // A picture, or a drawing that is kept under a name.
    fn draw(
        &mut self,
        operands: &[Object],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(), Refusal> {
        let name = operands.first().and_then(Object::name).unwrap_or_default();
        let Some(Object::Dictionary(drawings)) = self.file.get(resources, "XObject") else {
            return Ok(());
        };
        let Some(drawing) = drawings.get(name) else {
            return Ok(());
        };
        let head = self.file.dictionary(drawing).unwrap_or_default();
        match head.get("Subtype").and_then(Object::name) {
            Some("Image") => {
                self.painted.pictures += 1;
                let corner = apply(&self.state.moved, 0.0, 0.0);
                let other = apply(&self.state.moved, 1.0, 1.0);
                self.painted.cover(between(corner, other));
            }
            Some("Form") if depth < DEEPEST => {
                let Some((head, content)) = self.file.stream(drawing)? else {
                    return Ok(());
                };
                let own = self.file.get(&head, "Resources");
                let own = match own {
                    Some(Object::Dictionary(own)) => own,
                    _ => resources.clone(),
                };
                let kept = self.state.clone();
                let states = std::mem::take(&mut self.states);
                if let Some(Object::List(moved)) = self.file.get(&head, "Matrix") {
                    self.state.moved = product(&matrix(&moved), &self.state.moved);
                }
                self.paint(&content, &own, depth + 1)?;
                self.state = kept;
                self.states = states;
            }
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(Object::Text(string)) = string else {
            return;
        };
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let state = self.state.clone();
        let whole = product(&self.text, &state.moved);
        let (x, y) = apply(&whole, 0.0, state.rise);
        let mut along = 0.0;
        let mut text = String::new();
        for letter in font.letters(string) {
            match letter.text {
                Some(means) => text.push_str(&means),
                None => self.painted.unknown += 1,
            }
            let space = state.letter_space + if letter.space { state.word_space } else { 0.0 };
            along += (letter.width * state.size + space) * state.stretch;
        }
        let (end, _) = apply(&whole, along, state.rise);
        self.advance(along);
        let piece = Piece {
            x,
            y,
            end,
            size: (state.size * size_of(&whole)).abs(),
            text,
        };
        let invisible = state.mode == 3 || state.mode == 7;
        let middle = y + piece.size * 0.3;
        let white =
            state.white && state.mode == 0 && !self.painted.is_backed(x + piece.size * 0.3, middle);
        let tiny = piece.size < 1.5;
        let pages = if invisible || white || tiny {
            &mut self.painted.unseen
        } else {
            &mut self.painted.seen
        };
        if let Some(page) = pages.last_mut() {
            page.push(piece);
        }
    }
}

// The bytes of a picture stand between ID and EI.
fn skip_picture(parser: &mut Parser<'_>, content: &[u8]) {
    let mut at = parser.place();
    while let Some(next) = super::file::find(content, b"EI", at) {
        let before = content
            .get(next.wrapping_sub(1))
            .is_none_or(|byte| is_space(*byte));
        let after = content.get(next + 2).is_none_or(|byte| is_space(*byte));
        at = next + 2;
        if before && after {
            parser.go_to(at);
            return;
        }
    }
    parser.go_to(content.len());
}

// One number is a grey, three are red, green and blue, four are inks.
fn is_white(operands: &[Object]) -> bool {
    let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
    match numbers.len() {
        1 | 3 => numbers.iter().all(|number| *number >= 0.98),
        4 => numbers.iter().all(|number| *number <= 0.02),
        _ => false,
    }
}
