//! Splits a request into its questions.
//!
//! The page is tidied, the part of the letter that can hold questions is found, every place that could be a marker is
//! collected, and the markers are chosen that make sense together. What is left over goes, in order, into the preamble,
//! the headings, the text of the questions and the closing, so that no word is lost.

mod ahead;
mod assemble;
mod candidates;
mod compound;
mod cut;
mod lexicon;
pub mod line;
mod marker;
mod messages;
mod prose;
mod scan;
mod sequence;
mod tail;
mod tidy;
mod weigh;
mod words;
mod zone;

use serde::{Deserialize, Serialize};

/// A request taken apart. Reading order: preamble, then each question, then closing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// What stands before the first question: address, salutation, reason for asking.
    pub preamble: String,
    /// The questions and groups in reading order, parents before their children.
    pub questions: Vec<Part>,
    /// What stands after the last question: notes about the whole request, sign-off, signature, quoted history.
    pub closing: String,
}

/// Whether a part is to be answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// To be answered.
    #[default]
    Question,
    /// A stem or title with no question of its own, whose children are to be answered.
    Group,
}

/// One question, sub-question or group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Question or group.
    #[serde(default)]
    pub kind: PartKind,
    /// As an officer cites it: `3(b)`, `4(b)(ii)`, `1.2`, `2a`, `•`, or empty.
    pub marker: String,
    /// As printed in the text: `Q3. a)`, `-`, or empty.
    #[serde(default)]
    pub printed: String,
    /// Where it stands in the tree, counted from 1: `[3, 2]` is the second child of the third.
    pub path: Vec<usize>,
    /// Its own words, without its marker and its children; line breaks are kept where they carry meaning.
    pub text: String,
    /// Headings and lead-in lines before it that belong to no question.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// A chain of mails taken apart: the newest request in it, and what stands round it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest<'a> {
    /// What stands above: the note of somebody who passed the request on.
    pub above: &'a str,
    /// The request.
    pub request: &'a str,
    /// What stands below: the mails that it quotes.
    pub below: &'a str,
}

/// Finds the newest request among the mails that a text holds. A text of one mail is all request.
///
/// ```
/// let mail = "How many grit bins do you own?\nThanks\n\n-----Original Message-----\nFrom: FOI\nTo: Ann\n\nWe hold nothing.";
/// let newest = seriatim::text::split::newest(mail);
/// assert_eq!(newest.request.trim(), "How many grit bins do you own?\nThanks");
/// assert!(newest.below.starts_with("-----Original"));
/// ```
pub fn newest(text: &str) -> Newest<'_> {
    let page = tidy::Page::of(text);
    let body = messages::choose(&page);
    // Tags in a text make lines of their own; the places are then not those of the text.
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let place = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    let (start, end) = if starts.len() == page.lines.len() {
        (place(body.start), place(body.end))
    } else {
        (0, text.len())
    };
    Newest {
        above: text.get(..start).unwrap_or_default(),
        request: text.get(start..end).unwrap_or(text),
        below: text.get(end..).unwrap_or_default(),
    }
}

/// Splits a request into preamble, questions and closing.
///
/// Joined in reading order (`before`, `printed` and `text` of each part), they hold every word of the request but for
/// the tags, entities, emphasis marks and quote prefixes that a mail client left in it.
///
/// ```
/// let split = seriatim::text::split::split("Dear Council,\n1. How many bins?\n2. What do they cost?\nThanks");
/// assert_eq!(split.questions[1].text, "What do they cost?");
/// assert_eq!(split.closing, "Thanks");
/// ```
pub fn split(request: &str) -> Split {
    let page = tidy::Page::of(request);
    let body = zone::body(&page);
    let candidates = candidates::collect(&page, body);
    let mut outline = sequence::outline(&page, &candidates);
    let weighed = weigh::weigh(&page, body, &mut outline);
    let chosen = weighed.fates.contains(&weigh::Fate::Question);
    let mut cuts = if chosen {
        cut::at_markers(&page, body, &outline, &weighed.fates)
    } else {
        prose::without_markers(&page, body, &weighed.fields)
    };
    tail::postscript(&page, body, &mut cuts);
    let sections = chosen && weigh::has_sections(&page, &outline, &weighed.fates);
    assemble::assemble(&page, &outline, &cuts, sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The markers, paths and texts of a request, a line each.
    fn read(request: &str) -> String {
        let line = |part: &Part| format!("{} {:?} {}", part.marker, part.path, part.text);
        split(request)
            .questions
            .iter()
            .map(line)
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn a_year_at_the_start_of_a_wrapped_line_is_not_a_question() {
        let request = "1. The grant paid to bus operators in each year to the end of\n2019. Include sums paid by others.\n2. Who pays?";
        assert_eq!(
            read(request),
            "1 [1] The grant paid to bus operators in each year to the end of 2019. Include sums paid by others.|2 [2] Who pays?"
        );
    }

    #[test]
    fn an_i_after_an_h_is_a_letter_and_before_a_ii_a_numeral() {
        let letters: Vec<String> = ('a'..='j').map(|c| format!("{c}) the cost")).collect();
        assert!(read(&letters.join("\n")).ends_with("i [9] the cost|j [10] the cost"));
        assert_eq!(
            read("1. What are:\na) the dates\ni) start\nii) end\nb) the costs?"),
            "1 [1] What are:|1(a) [1, 1] the dates|1(a)(i) [1, 1, 1] start|1(a)(ii) [1, 1, 2] end|1(b) [1, 2] the costs?"
        );
    }

    #[test]
    fn numbers_that_begin_again_under_headings_are_told_apart() {
        assert_eq!(
            read("Hello\n\nVans\n1. How many?\n2. How old?\n\nLorries\n1. How many?"),
            "1 [1, 1] How many?|2 [1, 2] How old?|1 [2, 1] How many?"
        );
    }

    #[test]
    fn several_markers_in_one_paragraph_are_several_questions() {
        assert_eq!(
            read("Please tell me: 1) how many dogs you have 2) how many cats 3) who feeds them."),
            "1 [1] how many dogs you have|2 [2] how many cats|3 [3] who feeds them."
        );
    }

    #[test]
    fn a_postscript_may_ask() {
        let split = split(
            "Dear Council\n\nHow many potholes?\n\nYours\nJohn\n\nPS Could you also tell me how many were filled?",
        );
        assert_eq!(split.questions.len(), 2);
        assert_eq!(split.questions[1].before, "Yours\nJohn");
    }

    #[test]
    fn a_line_that_sends_the_reader_on_belongs_to_no_question() {
        let split = split("1. Do you?\n\nIf no, please go to question 3.\n\n2. How many?\n3. Why?");
        assert_eq!(split.questions[0].text, "Do you?");
        assert_eq!(split.questions[1].before, "If no, please go to question 3.");
    }

    #[test]
    fn bullets_that_tell_and_bullets_about_the_format_are_not_asked() {
        let request = "Background\n- It shut in June.\n- It opened in July.\n\nPlease send:\n\n1. Staff\n- number of nurses\n\n\
                       2. Costs\n- cost of agency staff\n\nNotes on format:\n- Excel please";
        assert_eq!(
            read(request),
            "1 [1] Staff|• [1, 1] number of nurses|2 [2] Costs|• [2, 1] cost of agency staff"
        );
    }

    #[test]
    fn an_inner_html_list_stands_under_its_item() {
        assert_eq!(
            read(
                "<ol><li>What is spent on<ul><li>pay</li><li>heat</li></ul></li><li>Who pays?</li></ol>"
            ),
            " [1] What is spent on| [1, 1] pay| [1, 2] heat| [2] Who pays?"
        );
    }

    #[test]
    fn letters_inside_a_question_are_its_words() {
        assert_eq!(
            read("Hello\n\nHow many were held (a) in person and (b) by video?\n\nWho paid?"),
            " [1] How many were held (a) in person and (b) by video?| [2] Who paid?"
        );
    }

    #[test]
    fn the_contract_of_the_json_is_kept() {
        let json =
            serde_json::to_value(split("Hi\n1. Who?\nThanks")).expect("a split is plain data");
        assert_eq!(
            json,
            serde_json::json!({
                "preamble": "Hi",
                "questions": [{"kind": "question", "marker": "1", "printed": "1.", "path": [1], "text": "Who?"}],
                "closing": "Thanks"
            })
        );
    }

    #[test]
    fn the_heading_of_a_form_says_nothing_about_its_first_number() {
        for heading in ["No.   Question   Answer", "Ref   Your question"] {
            let text = format!(
                "Please fill in:\n\n{heading}\n1   How many nurses were engaged?\n2   Who pays them?\n"
            );
            let split = split(&text);
            let markers: Vec<&str> = split.questions.iter().map(|q| q.marker.as_str()).collect();
            assert_eq!(markers, ["1", "2"], "{heading}");
        }
    }

    #[test]
    fn odd_texts_are_split_without_complaint() {
        for text in [
            "",
            "\r\n",
            "é",
            "👩‍⚕️",
            "漢字。",
            "\t1.",
            "(((((",
            "1.1.1.1.1.1",
            "> > >",
            "<p",
            "&#0;",
            "i)ii)iii)",
        ] {
            let _ = split(text);
        }
    }
}
