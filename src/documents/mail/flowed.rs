//! Text whose lines flow (RFC 3676): a space at the end of a line says that the next one belongs to it.

/// Returns the text with its paragraphs whole. `delete` says that the space only marks the break (`DelSp=yes`).
pub(super) fn unflowed(text: &str, delete: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // How deep the line before was quoted, if it flows on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let quotes = line.bytes().take_while(|byte| *byte == b'>').count();
        let rest = line.get(quotes..).unwrap_or_default();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let signature = rest.trim_end() == "--";
        if open == Some(quotes) && !signature {
            // It goes on.
        } else {
            if !out.is_empty() {
                out.push('\n');
            }
            for _ in 0..quotes {
                out.push('>');
            }
            if quotes > 0 {
                out.push(' ');
            }
        }
        let flows = rest.ends_with(' ') && !signature;
        let kept = if flows && delete {
            rest.strip_suffix(' ').unwrap_or(rest)
        } else {
            rest
        };
        out.push_str(kept);
        open = flows.then_some(quotes);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowing_lines_become_one_and_quotations_stay_apart() {
        let text = "1. How many bins \nare there?\n> old words \n> go on\n From space\n-- \nAnn";
        assert_eq!(
            unflowed(text, false),
            "1. How many bins are there?\n> old words go on\nFrom space\n-- \nAnn"
        );
        assert_eq!(unflowed("日本 \n語", true), "日本語");
    }
}
