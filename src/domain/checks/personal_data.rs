//! Personal data before it leaves: contact details, numbers, addresses, small counts. Found text is never repeated.

use std::ops::Range;

use super::{Check, Findings, Part, PartKind, Subject};
use crate::domain::reading::{PersonalKind, small_counts};
use crate::text::slice::{before, slice};

pub(super) const CHECKS: &[&dyn Check] = &[
    &Kind {
        code: "email-address",
        of: PersonalKind::Email,
        what: "an e-mail address that looks like a person's",
    },
    &Kind {
        code: "telephone",
        of: PersonalKind::Telephone,
        what: "a telephone number",
    },
    &Kind {
        code: "national-insurance",
        of: PersonalKind::NationalInsurance,
        what: "a National Insurance number",
    },
    &Kind {
        code: "nhs-number",
        of: PersonalKind::NhsNumber,
        what: "an NHS number",
    },
    &Kind {
        code: "home-address",
        of: PersonalKind::HomeAddress,
        what: "a house number with its postcode",
    },
    &Kind {
        code: "bank-details",
        of: PersonalKind::Bank,
        what: "bank details",
    },
    &Kind {
        code: "date-of-birth",
        of: PersonalKind::BirthDate,
        what: "a date of birth",
    },
    &Kind {
        code: "vehicle-registration",
        of: PersonalKind::Vehicle,
        what: "a vehicle registration mark",
    },
    &RequesterNamed,
    &SmallNumbers,
];

/// One kind of personal data.
struct Kind {
    code: &'static str,
    of: PersonalKind,
    what: &'static str,
}

impl Check for Kind {
    fn code(&self) -> &'static str {
        self.code
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.written() {
            if part.answered_with.is_some() {
                continue;
            }
            for (start, passage) in part.reading.passages() {
                for hit in passage.personal.iter().filter(|hit| hit.kind == self.of) {
                    let at = start + hit.at.start..start + hit.at.end;
                    if is_public(letter, part, hit.kind, &at) {
                        continue;
                    }
                    found.at(
                        letter,
                        index,
                        Some(at),
                        format!("{} holds {}.", part.what(), self.what),
                        "Take it out, or say why it is meant to be there.",
                    );
                }
            }
        }
    }
}

// What an authority says about itself is no personal data: its own mailbox, its switchboard, its address.
fn is_public(letter: &Subject<'_>, part: &Part<'_>, kind: PersonalKind, at: &Range<usize>) -> bool {
    let text = slice(&part.text, at.clone());
    let frame = part.kind != PartKind::Answer;
    match kind {
        PersonalKind::Email => {
            is_team_mailbox(text)
                || is_regulators(letter, text)
                || is_addressed(part, at.start)
                || matches!(part.kind, PartKind::Closing | PartKind::Fixed) && !is_private(text)
        }
        // Before and after the answers stand the contact details of the authority and the regulator.
        PersonalKind::Telephone => {
            frame && !personal_words_before(&part.text, at.start)
                || named_as_office(&part.text, at)
                || is_asked_for(part, text)
                || is_regulators(letter, text)
        }
        PersonalKind::HomeAddress => frame || named_as_office(&part.text, at),
        PersonalKind::Bank => {
            let lead = lead(&part.text, at.start, 120).to_lowercase();
            frame && !lead.contains("your account")
                || [
                    "payable to the",
                    "payable to us",
                    "pay the fee",
                    "pay us",
                    "payment to the council",
                    "payment to us",
                    "our account",
                ]
                .iter()
                .any(|word| lead.contains(word))
        }
        PersonalKind::NationalInsurance
        | PersonalKind::NhsNumber
        | PersonalKind::BirthDate
        | PersonalKind::Vehicle => false,
    }
}

fn lead(text: &str, at: usize, reach: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(reach));
    slice(text, start..at)
}

// A mailbox of a team: its name holds a word for a function, not a first and a last name. A single word at an
// organisation may be either; with a public provider it is a person's.
fn is_team_mailbox(address: &str) -> bool {
    const TEAMS: &str = "\
        foi|freedom|info|information|enquir|inquir|contact|customer|service|team|office|admin|press|media|\
        data|governance|request|complaint|review|casework|reception|support|help|mail|hello|legal|planning|\
        council|dpo|disclosure|records|accesstoinformation|access|compliance|clerk|feedback|licens|parking|\
        procurement|finance|payroll|benefits|housing|highways|recruit|jobs|hr|ogis|ask|noreply|no-reply|\
        webmaster|postmaster|general|public|corporate|school|elections|environment|eir|appeals|privacy|\
        security|estates|library|archive|pals|patient|consult|policy|unit|liaison|secretariat|rights|\
        responses|tenders|comments|communications|comms|statistics|research|registry|desk|hub|safety|ig|sar|\
        group|box|accounts|invoices|ico|business|community|waste|recycling|streetscene|committee|democratic|\
        transport|trees|parks|enforce|fraud|audit|property|education|admissions|sen|send|safeguarding|mash|\
        publichealth|registrar|revenues|counciltax";
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    let host = address.split('@').nth(1).unwrap_or_default().to_lowercase();
    let words: Vec<&str> = local.split(['.', '-', '_', '+']).collect();
    let by_name = TEAMS.split('|').any(|team| {
        words.iter().any(|word| {
            if team.len() <= 3 {
                *word == team
            } else {
                word.contains(team)
            }
        }) || (team.len() > 3 && local.contains(team))
    });
    // One that bears the authority's own name: "wexbridge@wexbridge.gov.uk".
    let own_name = host.split('.').next() == Some(local.as_str());
    let single =
        words.len() == 1 && !local.chars().any(|c| c.is_ascii_digit()) && !is_private(address);
    by_name || own_name || single
}

// The address block before the salutation, and the head of a mail, say to whom the letter goes.
fn is_addressed(part: &Part<'_>, at: usize) -> bool {
    let salutation = part
        .reading
        .passages()
        .find_map(|(start, passage)| Some(start + passage.salutations.first()?.at.start));
    part.kind == PartKind::Opening && salutation.is_none_or(|salutation| at < salutation)
}

// An address at a public provider belongs to a person; in a closing, one at an organisation says whom to write to.
fn is_private(address: &str) -> bool {
    let host = address.split('@').nth(1).unwrap_or_default().to_lowercase();
    PROVIDERS.split('|').any(|one| host.starts_with(one))
}

const PROVIDERS: &str = "\
    gmail|googlemail|hotmail|outlook|live.|yahoo|icloud|aol.|btinternet|proton|sky.|talktalk|\
    virginmedia|me.com|mail.|msn.|ymail|gmx|tiscali|ntlworld|blueyonder|btopenworld|fastmail|zoho|\
    personal|home|mymail|freemail|webmail";

fn is_regulators(letter: &Subject<'_>, text: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || *c == '@' || *c == '.')
            .collect()
    };
    let wanted = plain(text);
    letter.around.regulators.values().any(|one| {
        let domain = one
            .website
            .split("//")
            .nth(1)
            .unwrap_or_default()
            .trim_start_matches("www.")
            .trim_end_matches('/');
        (!domain.is_empty() && wanted.ends_with(domain))
            || (!one.phone.is_empty() && plain(&one.phone) == wanted)
    })
}

// "Switchboard", "our office": the place or the line of an organisation.
fn named_as_office(text: &str, at: &Range<usize>) -> bool {
    const OFFICES: &str = "\
        liaison|service center|switchboard|reception|office|helpline|hotline|customer service|\
        contact centre|call centre|main number|general enquir|town hall|county hall|civic centre|\
        headquarters|hospital|library|school|depot|registered office|surgery|clinic|our address|\
        the address of the|station|court house|museum|leisure centre|premises|care home|recycling centre|\
        freephone|out of hours|out-of-hours|emergency line|contact us on|duty desk|published number|\
        property at|site at|land at|building|shop at|car park|hall|centre|house,";
    let lead = lead(text, at.start, 70).to_lowercase();
    // A sentence of its own begins after a full stop.
    let lead = lead.rsplit(". ").next().unwrap_or_default();
    OFFICES.split('|').any(|word| lead.contains(word))
}

// A number that was asked for is the answer; a mobile one may still be somebody's own.
fn is_asked_for(part: &Part<'_>, number: &str) -> bool {
    let asked = part.asked.to_lowercase();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.starts_with("07") || digits.starts_with("447");
    !mobile
        && [
            "phone",
            "reach",
            "contact",
            "contact number",
            "number to call",
            "number to ring",
            "helpline",
            "hotline",
            "fax",
        ]
        .iter()
        .any(|words| asked.contains(words))
}

fn personal_words_before(text: &str, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "mobile",
        "home number",
        "his number",
        "her number",
        "personal",
        "direct line of",
        "at home",
    ];
    let lead = lead(text, at, 60).to_lowercase();
    WORDS.iter().any(|word| lead.contains(word))
}

/// The requester's own name in an answer, which the disclosure log would publish.
struct RequesterNamed;

impl Check for RequesterNamed {
    fn code(&self) -> &'static str {
        super::codes::REQUESTER_NAMED
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        if !letter.is_case {
            return;
        }
        let Some(name) = letter
            .facts
            .requester
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty())
        else {
            return;
        };
        let plain = |word: &&str| word.chars().count() > 3;
        let last = name.split_whitespace().last().filter(plain);
        for (index, part) in letter
            .parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.kind == PartKind::Answer)
        {
            for (text, question) in [(&part.text, false), (&part.asked, true)] {
                let whole = find_words(text, name);
                let at = whole.or_else(|| last.and_then(|last| find_words(text, last)));
                if let Some(at) = at {
                    let what = if question {
                        format!("Question {}", part.name)
                    } else {
                        part.what()
                    };
                    found.at(
                        letter,
                        index,
                        (!question).then_some(at),
                        format!("{what} names the requester; the disclosure log would publish it."),
                        "Take the name out of what is published.",
                    );
                    break;
                }
            }
        }
    }
}

fn find_words(text: &str, name: &str) -> Option<Range<usize>> {
    text.match_indices(name)
        .map(|(at, found)| at..at + found.len())
        .find(|at| {
            let edge = |c: char| !c.is_alphanumeric();
            before(text, at.start).chars().next_back().is_none_or(edge)
                && text
                    .get(at.end..)
                    .and_then(|rest| rest.chars().next())
                    .is_none_or(edge)
        })
}

/// Counts from 1 to 4 in a table about people.
struct SmallNumbers;

impl Check for SmallNumbers {
    fn code(&self) -> &'static str {
        "small-numbers"
    }

    fn look(&self, letter: &Subject<'_>, found: &mut Findings<'_>) {
        for (index, part) in letter.answers() {
            for (start, passage) in part.reading.passages() {
                let counts = small_counts(&passage.figures);
                let mut told: Vec<usize> = Vec::new();
                for (table, at) in counts {
                    let Some(figures) = passage.figures.get(table) else {
                        continue;
                    };
                    let table_text =
                        slice(&part.text, start + figures.at.start..start + figures.at.end);
                    let about_people = about_people(&part.asked)
                        || about_people(table_text)
                        || about_people(lead(&part.text, start + figures.at.start, 160));
                    if !about_people || told.contains(&table) {
                        continue;
                    }
                    told.push(table);
                    found.at(
                        letter,
                        index,
                        Some(start + at.start..start + at.end),
                        format!("{} counts fewer than five people in a table.", part.what()),
                        "Ask whether anybody could be told from so small a number; if so, give “fewer than 5”, and the total in a way that does not give it away.",
                    );
                }
            }
        }
    }
}

fn about_people(text: &str) -> bool {
    const PEOPLE: &str = "\
        staff|employee|worker|officer|pupil|patient|people|person|resident|child|student|tenant|victim|\
        offender|dismiss|disciplin|grievance|suspen|complainant|applicant|claimant|prisoner|teacher|nurse|\
        doctor|adults|female|absence|sickness|resign|redundan|death|suicide|arrest|harass|\
        bullying|assault|disab|ethnic|religio|gender|foster|carer|constable|sergeant|individual|learner|\
        detainee|councillor|famil|household|apprentice|misconduct|diagnos|infant|young";
    // Words that are no other word's beginning stand whole: "men" is not "mention".
    const WHOLE: &str = "men|women|male|adult";
    let lower = text.to_lowercase();
    lower.contains("member of")
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
            WHOLE.split('|').any(|one| word == one)
                || PEOPLE.split('|').any(|one| word.starts_with(one))
        })
}
