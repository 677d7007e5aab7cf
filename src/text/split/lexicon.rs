//! The words that the splitter knows, each with the classes it belongs to. One look-up a word, however long the lists.

use std::sync::LazyLock;

/// A set of classes, one bit each.
pub(super) type Classes = u64;

pub(super) const CONNECTIVE: Classes = 1;
pub(super) const ASKER: Classes = 1 << 1;
pub(super) const AUXILIARY: Classes = 1 << 2;
pub(super) const SUBJECT: Classes = 1 << 3;
/// Verbs that ask for information after "please" or at the head of a sentence.
pub(super) const VERB: Classes = 1 << 4;
/// Verbs that are nouns as often: "name", "list", "report".
pub(super) const VERB_OR_NOUN: Classes = 1 << 5;
pub(super) const NOUN: Classes = 1 << 6;
pub(super) const OPENER: Classes = 1 << 7;
pub(super) const WISH: Classes = 1 << 8;
pub(super) const PLEASE: Classes = 1 << 9;
pub(super) const WRITER: Classes = 1 << 10;
pub(super) const PREPOSITION: Classes = 1 << 11;
pub(super) const MONTH: Classes = 1 << 12;
/// Words that may stand in a period: "2025 to date", "full year".
pub(super) const PERIOD: Classes = 1 << 13;
pub(super) const FOLLOWING: Classes = 1 << 14;
pub(super) const MAKING: Classes = 1 << 15;
pub(super) const REQUEST: Classes = 1 << 16;
pub(super) const SPECIFIC: Classes = 1 << 17;
pub(super) const MORE: Classes = 1 << 18;
pub(super) const CHOICE: Classes = 1 << 19;
/// Words about the correspondence, by weight.
pub(super) const ADMIN_1: Classes = 1 << 20;
pub(super) const ADMIN_2: Classes = 1 << 21;
pub(super) const ADMIN_3: Classes = 1 << 22;
/// Words about the correspondence only in certain company.
pub(super) const ADMIN_MAYBE: Classes = 1 << 23;
/// After "please": manages the correspondence and asks for nothing.
pub(super) const MANAGES: Classes = 1 << 24;
pub(super) const MODAL: Classes = 1 << 25;
pub(super) const NOTE: Classes = 1 << 26;
pub(super) const ANSWER: Classes = 1 << 27;
/// Titles of notes, definitions and enclosures.
pub(super) const NOTES_TITLE: Classes = 1 << 28;
/// Words of a line that leads in to notes.
pub(super) const NOTES_LEAD: Classes = 1 << 29;
/// Last words of a line that leads in to reasons.
pub(super) const REASON: Classes = 1 << 30;
pub(super) const SIGN_OFF: Classes = 1 << 31;
/// What precedes the mention of a number: "question 3", "section 12".
/// First words of a line that ends a letter.
pub(super) const ENDING: Classes = 1 << 37;
pub(super) const MENTION: Classes = 1 << 32;
pub(super) const CONTACT: Classes = 1 << 33;
/// Things that have fields: "register", "list".
pub(super) const RECORD: Classes = 1 << 34;
pub(super) const PART: Classes = 1 << 35;
pub(super) const GREETING: Classes = 1 << 36;

const LISTS: &[(Classes, &str)] = &[
    (
        CONNECTIVE,
        "and also finally lastly firstly first secondly second thirdly third fourthly additionally furthermore moreover \
         further next then so or but again separately similarly specifically therefore approximately roughly currently ps \
         p s if yes no not well likewise",
    ),
    (
        ASKER,
        "how what what's whats when where which who who's whom whose why",
    ),
    (
        AUXILIARY,
        "is are was were do does did has have had can could would will should may might must am isn't aren't doesn't don't",
    ),
    (
        SUBJECT,
        "the you your there this that these those it they any all a an each we i he she staff councils schools patients \
         officers residents employees every anyone either both such its their other some one our",
    ),
    (
        VERB,
        "provide confirm send supply give explain describe specify outline identify disclose tell indicate enclose forward \
         show attach summarise clarify furnish say release include break answer inform advise publish quantify itemise \
         produce select choose rank calculate complete submit",
    ),
    (
        VERB_OR_NOUN,
        "name rate copy list state report share set email detail link point estimate",
    ),
    (
        NOUN,
        "number numbers copy copies total totals name names date dates cost costs amount amounts breakdown figures details \
         detail list lists correspondence emails minutes percentage proportion average value job title length location \
         locations reason reasons contract budget spend spending expenditure income policy policies documents reports \
         records data information quantity size type types annual full current latest highest lowest most year years \
         duration start end contact rate results statistics outcome outcomes titles address addresses salary rank age \
         supplier provider monthly overall median mean maximum minimum hourly fee fees price criteria process procedure \
         communications notes agendas whether gross net year-on-year main exact organisation organisations companies \
         company",
    ),
    (
        OPENER,
        "the a an any all total each every whether your its what their",
    ),
    (
        WISH,
        "like request requesting ask asking grateful appreciate seek seeking wish want require need interested glad obliged \
         welcome pleased",
    ),
    (PLEASE, "please kindly pls"),
    (WRITER, "i we i'd we'd i'm we're i’d we’d i’m we’re"),
    (
        PREPOSITION,
        "to in on at by for from of under with during since about within per between",
    ),
    (
        MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun jul aug \
         sep sept oct nov dec",
    ),
    (
        PERIOD,
        "to date ytd and year full so far q1 q2 q3 q4 end only present part inclusive the from until in calendar financial \
         academic current fy",
    ),
    (FOLLOWING, "following below questions attached"),
    (
        MAKING,
        "make making submit submitting lodge raise writing exercise send file",
    ),
    (REQUEST, "request foi foia act information eir"),
    (
        SPECIFIC,
        "number copy copies whether list total details correspondence emails each how what what's when where which who whom \
         whose why",
    ),
    (
        MORE,
        "also additionally finally lastly further furthermore supplementary addition secondly separately moreover \
         alternatively additional",
    ),
    (
        CHOICE,
        "choose tick options select multiple-choice delete circle pick",
    ),
    (
        ADMIN_1,
        "appreciate appreciated apologies anonymised aggregated exceed exceeds excessive electronic foi foia narrow \
         obligation obligations obliged refuse refusal response reply section sections queries query",
    ),
    (
        ADMIN_2,
        "acknowledge acknowledgement assistance attribution clarification clarified clarify convenience csv consent \
         commissioner electronically excel exempt exemption exemptions entitled format faithfully prefer preferred pdf \
         promptly publicly redact redacted redactions redaction receipt refine spreadsheet sincerely withhold withheld \
         withholding",
    ),
    (ADMIN_3, "hesitate thank thanks"),
    (
        ADMIN_MAYBE,
        "aware answers data information figures contact email e-mail forward held know limit limits request review \
         understand days interest me",
    ),
    (
        MANAGES,
        "note treat contact reply respond return acknowledge see find feel do exclude use",
    ),
    (MODAL, "could can would will may"),
    (
        NOTE,
        "note nb n.b e.g eg example examples answer options regarding definition",
    ),
    (
        ANSWER,
        "yes no none answer response reply unknown other n y total don't don’t not comment comments number never always \
         sometimes email name telephone",
    ),
    (
        NOTES_TITLE,
        "note notes definitions definition format terms glossary legal enclosures enclosed enc clarifications background \
         context scope disclaimer references sources attachments",
    ),
    (
        NOTES_LEAD,
        "format formats remind reminded interpret mean means defined attached enclosed background avoidance definitions \
         bear mind terms",
    ),
    (
        ENDING,
        "yours kind kindest best warm warmest with regards sincerely faithfully respectfully rgds kr many thanks thank \
         cheers thx thankyou sent enc encs enclosures",
    ),
    (REASON, "because reasons grounds that"),
    (
        SIGN_OFF,
        "yours kind regards thanks thank many best sincerely cheers",
    ),
    (
        MENTION,
        "question questions q section sections part parts paragraph paragraphs para no number numbers answer answers point \
         points in to or table figure appendix article regulation schedule clause annex s sch under with regarding see item \
         items act from of by for than page chapter volume version step note level grade class type category stage tier \
         band request reg",
    ),
    (
        CONTACT,
        "name title email e-mail telephone phone address yes no",
    ),
    (
        RECORD,
        "register list copy copies spreadsheet breakdown each every inventory log dataset records including these",
    ),
    (
        PART,
        "part section theme topic area category schedule request set group",
    ),
    (
        GREETING,
        "dear hi hello hiya greetings sir madam sirs fao attn",
    ),
];

/// The longest word of the lists, in bytes.
const LONGEST: usize = 20;
const SLOTS: usize = 2048;

static TABLE: LazyLock<Vec<(&'static str, Classes)>> = LazyLock::new(|| {
    let mut table = vec![("", 0); SLOTS];
    for (classes, list) in LISTS {
        for word in list.split_whitespace() {
            let mut slot = hash(word.as_bytes());
            while table
                .get(slot)
                .is_some_and(|(held, _)| !held.is_empty() && *held != word)
            {
                slot = (slot + 1) % SLOTS;
            }
            if let Some(entry) = table.get_mut(slot) {
                *entry = (word, entry.1 | classes);
            }
        }
    }
    table
});

fn hash(word: &[u8]) -> usize {
    word.iter().fold(5381_usize, |hash, byte| {
        hash.wrapping_mul(33) ^ usize::from(*byte)
    }) % SLOTS
}

/// Returns the classes of a word, in capitals or not.
pub(super) fn classes(word: &str) -> Classes {
    let mut small = [0; LONGEST];
    let Some(lower) = small.get_mut(..word.len()) else {
        return 0;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let mut slot = hash(lower);
    // The table is mostly empty, so this ends.
    while let Some((held, classes)) = TABLE.get(slot) {
        if held.is_empty() {
            return 0;
        }
        if held.as_bytes() == lower {
            return *classes;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// Whether a word belongs to any of the classes.
pub(super) fn is(word: &str, wanted: Classes) -> bool {
    classes(word) & wanted != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_its_classes() {
        assert!(is("Please", PLEASE) && is("COPY", NOUN) && is("copy", VERB_OR_NOUN));
        assert!(!is("harbour", !0) && !is("", !0) && !is("incomprehensibilities", !0));
    }
}
