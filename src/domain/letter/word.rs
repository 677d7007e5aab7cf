//! The letter as the body of a Word document.

use super::{BlockKind, Sharing, View, block_text, blocks, filled, provisions, snippet};
use crate::domain::fields::Known;
use crate::text::markup::word::{Body, List};

/// Assembles the whole letter as paragraphs of a Word document, with the lists that they use. `first_list` is the number
/// of the first of them.
pub fn assemble(
    known: &Known<'_>,
    view: View,
    sharing: Sharing,
    first_list: u64,
) -> (String, Vec<List>) {
    let case = known.case;
    let mut body = Body::new(first_list);
    for block in blocks(known, view, sharing) {
        let question = block.index.and_then(|index| case.questions.get(index));
        let ours = |text: &str| filled(text, known, block.index);
        match &block.kind {
            BlockKind::Title => body.heading(case.facts.title.trim(), 1),
            BlockKind::Opening => body.markdown(&ours(&case.opening.text)),
            BlockKind::Closing => body.markdown(&ours(&case.closing.text)),
            BlockKind::Answer(_) => {
                if let Some(question) = question {
                    body.markdown(&ours(&question.answer));
                }
            }
            BlockKind::Before(_) => body.heading(&block_text(&block, known), 2),
            BlockKind::Asked(_) => {
                if let Some(question) = question {
                    body.question(&block.name, &question.text);
                }
            }
            BlockKind::Provisions => body.markdown(&provisions::lines(known)),
            BlockKind::Snippet(id) => body.markdown(&snippet(id, known)),
            BlockKind::Numbered(_) => {
                body.markdown(&format!("**{}**", block_text(&block, known)));
            }
            BlockKind::Shared(_) | BlockKind::Referral(_) => {
                body.words(&block_text(&block, known));
            }
        }
    }
    body.finish()
}
