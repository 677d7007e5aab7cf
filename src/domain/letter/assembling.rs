//! The whole letter in the forms in which it leaves: plain text, Markdown, HTML.

use super::{BlockKind, Sharing, View, block_text, blocks, filled, provisions, snippet};
use crate::domain::fields::Known;
use crate::text::markup;

/// Assembles the whole letter as plain text, without a final line end.
///
/// Blocks are parted by an empty line; within a block the line breaks stay as typed.
pub fn assemble(known: &Known<'_>, view: View, sharing: Sharing) -> String {
    let texts = blocks(known, view, sharing)
        .into_iter()
        .map(|block| block_text(&block, known));
    texts
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Assembles the whole letter as Markdown: answers as they were written, questions in bold.
pub fn assemble_markdown(known: &Known<'_>, view: View, sharing: Sharing) -> String {
    let case = known.case;
    let parts = blocks(known, view, sharing).into_iter().map(|block| {
        let question = block.index.and_then(|index| case.questions.get(index));
        match &block.kind {
            BlockKind::Opening => filled(&case.opening.text, known, None),
            BlockKind::Closing => filled(&case.closing.text, known, None),
            BlockKind::Answer(_) => question.map_or_else(String::new, |question| {
                filled(&question.answer, known, block.index)
            }),
            BlockKind::Title => format!("# {}", markup::escape_markdown(&case.facts.title)),
            BlockKind::Before(_) => {
                format!(
                    "## {}",
                    markup::escape_markdown(&block_text(&block, known)).replace('\n', " ")
                )
            }
            BlockKind::Asked(_) => {
                let words =
                    markup::escape_markdown(&block_text(&block, known)).replace('\n', "  \n");
                format!("**{words}**")
            }
            BlockKind::Numbered(_) => format!("**{}**", block_text(&block, known)),
            BlockKind::Provisions => provisions::lines(known),
            BlockKind::Snippet(id) => snippet(id, known),
            BlockKind::Shared(_) | BlockKind::Referral(_) => block_text(&block, known),
        }
    });
    let parts: Vec<String> = parts.filter(|text| !text.trim().is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// Assembles the whole letter as HTML for Word and Outlook: numbering, tables and emphasis survive the paste.
pub fn assemble_html(known: &Known<'_>, view: View, sharing: Sharing) -> String {
    let mut html =
        String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n");
    for block in blocks(known, view, sharing) {
        let question = block
            .index
            .and_then(|index| known.case.questions.get(index));
        let ours = |text: &str| markup::html(&filled(text, known, block.index));
        let part = match &block.kind {
            BlockKind::Title => format!(
                "<h1>{}</h1>\n",
                markup::escape_html(&known.case.facts.title)
            ),
            BlockKind::Opening => ours(&known.case.opening.text),
            BlockKind::Closing => ours(&known.case.closing.text),
            BlockKind::Answer(_) => {
                question.map_or_else(String::new, |question| ours(&question.answer))
            }
            BlockKind::Provisions => markup::html(&provisions::lines(known)),
            BlockKind::Snippet(id) => markup::html(&snippet(id, known)),
            BlockKind::Shared(_) | BlockKind::Referral(_) => {
                format!(
                    "<p>{}</p>\n",
                    markup::escape_html(&block_text(&block, known))
                )
            }
            BlockKind::Before(_) => format!(
                "<h2>{}</h2>\n",
                markup::escape_html(&block_text(&block, known))
            ),
            BlockKind::Asked(_) | BlockKind::Numbered(_) => {
                let text = markup::escape_html(&block_text(&block, known)).replace('\n', "<br>\n");
                format!("<p><strong>{text}</strong></p>\n")
            }
        };
        html.push_str(&part);
    }
    html.push_str("</body></html>\n");
    html
}
