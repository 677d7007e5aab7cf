use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::*;

fn frame(rows: &[&str]) -> Buffer {
    Buffer::with_lines(rows.iter().copied())
}

fn styled(text: &str, style: Style) -> String {
    let width = u16::try_from(text.width()).expect("a short text");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    buffer.set_string(0, 0, text, style);
    svg(&buffer, "t", true, None)
}

fn texts(picture: &str) -> Vec<&str> {
    picture
        .lines()
        .filter(|line| line.starts_with("<text") && !line.contains("fill-opacity"))
        .collect()
}

// Well enough formed for a reader: tags close in the order in which they opened, and every `&` is an entity.
fn is_well_formed(picture: &str) -> bool {
    let mut open = Vec::new();
    for tag in picture.split('<').skip(1) {
        let Some((inside, words)) = tag.split_once('>') else {
            return false;
        };
        if words.split('&').skip(1).any(|rest| {
            !["amp;", "lt;", "gt;", "quot;"]
                .iter()
                .any(|e| rest.starts_with(e))
        }) {
            return false;
        }
        let name = inside
            .trim_start_matches('/')
            .split(' ')
            .next()
            .unwrap_or_default();
        if inside.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !inside.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty()
}

#[test]
fn words_of_one_look_are_one_run_with_its_length() {
    let picture = svg(&frame(&["Do you hold it?"]), "t", true, None);
    assert_eq!(
        texts(&picture),
        [r#"<text x="14" y="58" textLength="135">Do you hold it?</text>"#]
    );
}

#[test]
fn a_wide_gap_parts_two_runs_and_trailing_blanks_vanish() {
    let picture = svg(&frame(&["ab    cd   "]), "t", true, None);
    let expected = [
        r#"<text x="14" y="58" textLength="18">ab</text>"#,
        r#"<text x="68" y="58" textLength="18">cd</text>"#,
    ];
    assert_eq!(texts(&picture), expected);
}

#[test]
fn markup_in_a_request_stays_text() {
    let picture = svg(
        &frame(&["<b>R&D</b> \"x\""]),
        "a <title> & more",
        true,
        None,
    );
    assert!(
        picture.contains("&lt;b&gt;R&amp;D&lt;/b&gt; &quot;x&quot;"),
        "{picture}"
    );
    assert!(picture.contains("<title>a &lt;title&gt; &amp; more</title>"));
    assert!(is_well_formed(&picture));
}

#[test]
fn control_characters_never_reach_the_picture() {
    assert_eq!(
        escaped("a\u{1b}[2Jb\u{7}\u{ffff}"),
        "a\u{fffd}[2Jb\u{fffd}\u{fffd}"
    );
}

#[test]
fn a_wide_character_takes_two_columns_and_hides_the_cell_behind_it() {
    let picture = svg(&frame(&["漢a"]), "t", true, None);
    let expected = [
        r#"<text x="23" y="58" text-anchor="middle">漢</text>"#,
        r#"<text x="32" y="58" textLength="9">a</text>"#,
    ];
    assert_eq!(texts(&picture), expected);
}

#[test]
fn a_wide_character_cut_by_the_edge_stays_inside() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
    buffer
        .cell_mut((0, 0))
        .expect("the only cell")
        .set_symbol("漢");
    assert!(is_well_formed(&svg(&buffer, "t", true, None)));
}

#[test]
fn an_accent_of_two_code_points_stays_with_its_letter() {
    let picture = svg(&frame(&["cafe\u{301}s"]), "t", true, None);
    assert!(picture.contains(">e\u{301}</text>"), "{picture}");
    assert_eq!(texts(&picture).len(), 3);
}

#[test]
fn a_mark_stands_in_the_middle_of_its_cell() {
    let picture = svg(&frame(&["✓ 1"]), "t", true, None);
    assert_eq!(
        texts(&picture).first(),
        Some(&r#"<text x="18.5" y="58" text-anchor="middle">✓</text>"#)
    );
}

#[test]
fn bold_and_underlined_are_told_and_underlined_blanks_are_kept() {
    let picture = styled(
        "a  b",
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
    );
    let expected = r#"<text x="14" y="58" textLength="36" font-weight="bold" text-decoration="underline">a  b</text>"#;
    assert_eq!(texts(&picture), [expected]);
}

#[test]
fn reversed_swaps_paper_and_ink() {
    let picture = styled("x", Style::new().add_modifier(Modifier::REVERSED));
    let ground = format!(
        "<rect x=\"14\" y=\"44\" width=\"9\" height=\"19\" fill=\"{}\"/>",
        DARK.text
    );
    assert!(picture.contains(&ground), "{picture}");
    assert!(
        picture.contains(&format!("fill=\"{}\">x<", DARK.ground)),
        "{picture}"
    );
}

#[test]
fn dim_lies_between_ink_and_paper() {
    let picture = styled("x", Style::new().add_modifier(Modifier::DIM));
    assert!(
        picture.contains(&format!(
            "fill=\"{}\">x<",
            DARK.text.faded_into(DARK.ground)
        )),
        "{picture}"
    );
    assert_eq!(Ink(255, 0, 100).faded_into(Ink(0, 0, 0)), Ink(153, 0, 60));
}

#[test]
fn hidden_text_is_not_in_the_file() {
    assert!(!styled("secret", Style::new().add_modifier(Modifier::HIDDEN)).contains("secret"));
}

#[test]
fn a_frame_is_drawn_with_joined_lines() {
    let picture = svg(&frame(&["┌──┐", "│ab│", "└──┘"]), "t", true, None);
    let path = picture
        .lines()
        .find(|line| line.contains("stroke-width=\"1\""))
        .expect("the frame's path");
    assert_eq!(path.matches('H').count(), 2, "{path}");
    assert_eq!(path.matches('V').count(), 2, "{path}");
    assert_eq!(texts(&picture).len(), 1);
}

#[test]
fn the_caret_is_drawn_where_it_stands_and_nowhere_outside() {
    let buffer = frame(&["abc"]);
    let with = svg(&buffer, "t", true, Some((2, 0)));
    assert!(
        with.contains("<rect x=\"32\" y=\"44\" width=\"2\""),
        "{with}"
    );
    assert_eq!(
        svg(&buffer, "t", true, Some((3, 0))),
        svg(&buffer, "t", true, None)
    );
}

#[test]
fn an_area_that_does_not_start_at_the_corner_is_drawn_from_its_own() {
    let mut buffer = Buffer::empty(Rect::new(5, 7, 3, 1));
    buffer.set_string(5, 7, "abc", Style::new());
    assert!(
        svg(&buffer, "t", true, None).contains("<text x=\"14\" y=\"58\" textLength=\"27\">abc<")
    );
}

#[test]
fn an_empty_frame_is_a_picture_all_the_same() {
    assert!(is_well_formed(&svg(
        &Buffer::empty(Rect::ZERO),
        "",
        false,
        Some((0, 0))
    )));
}

#[test]
fn a_busy_screen_stays_small_and_comes_out_the_same_twice() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    let styles = [
        Style::new(),
        Style::new().bold(),
        Style::new().fg(Color::Cyan),
        Style::new().reversed(),
    ];
    for row in 0..40_u16 {
        for part in 0..6_u16 {
            let style = styles[usize::from((row + part) % 4)];
            buffer.set_string(part * 20, row, "│✓ Does the council h", style);
        }
    }
    let picture = svg(&buffer, "seriatim", true, Some((3, 3)));
    assert!(is_well_formed(&picture));
    assert!(picture.len() < 60_000, "{}", picture.len());
    assert_eq!(picture, svg(&buffer, "seriatim", true, Some((3, 3))));
}
