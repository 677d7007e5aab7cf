//! What one key costs in long texts.

use divan::{Bencher, black_box};
use seriatim::text::edit::{CaretAfter, EditAction, Editor, Motion};

fn main() {
    divan::main();
}

const PROSE: &str = "Under section 12 of the Act, the cost limit (£450) applies; \"well-known\" case-by-case \
    exemptions, e.g. s.40(2), may be engaged. We have estimated that locating, retrieving and extracting the \
    information would take 31 hours. See https://ico.org.uk/for-organisations/foi for how this is worked out. ";

/// Returns 200 KB of prose in so many paragraphs.
fn prose(paragraphs: usize) -> String {
    let length = 200_000 / paragraphs;
    let mut text = String::new();
    for number in 0..paragraphs {
        let start = text.len();
        while text.len() < start + length {
            text.extend([&number.to_string(), ". ", PROSE]);
        }
        text.push('\n');
    }
    text
}

/// Types a letter in the middle and takes it back: two keys, each with everything a frame asks for.
fn two_keys(bencher: Bencher, text: String) {
    let mut text = text;
    let mut editor = Editor::new();
    editor.layout(&text, 79);
    editor.set_caret(&text, text.len() / 2);
    bencher.bench_local(move || {
        for action in [EditAction::Insert(String::from("x")), EditAction::Backspace] {
            if let Some(splice) = editor.perform(&text, action)
                && splice.apply(&mut text).is_ok()
            {
                editor.spliced(&text, &splice, CaretAfter::AfterInserted);
            }
            editor.scroll_to_caret(40);
            black_box(editor.caret_cell(&text));
            for row in editor.top()..editor.top() + 40 {
                black_box(editor.row(row));
            }
        }
    });
}

#[divan::bench(args = [1, 200, 10_000])]
fn type_and_take_back(bencher: Bencher, paragraphs: usize) {
    two_keys(bencher, prose(paragraphs));
}

#[divan::bench]
fn type_and_take_back_without_any_break(bencher: Bencher) {
    two_keys(bencher, "a".repeat(200_000));
}

#[divan::bench(args = [1, 200])]
fn line_down(bencher: Bencher, paragraphs: usize) {
    let text = prose(paragraphs);
    let mut editor = Editor::new();
    editor.layout(&text, 79);
    editor.set_caret(&text, text.len() / 2);
    bencher.bench_local(move || {
        for by in [Motion::Down, Motion::Up] {
            black_box(editor.perform(&text, EditAction::Move { by, extend: false }));
        }
    });
}

#[divan::bench(args = [1, 200])]
fn layout_from_nothing(bencher: Bencher, paragraphs: usize) {
    let text = prose(paragraphs);
    let mut editor = Editor::new();
    let mut width = 79;
    bencher.bench_local(move || {
        width = if width == 79 { 80 } else { 79 };
        editor.layout(&text, width);
        black_box(editor.rows())
    });
}
