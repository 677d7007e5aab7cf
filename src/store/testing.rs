//! For tests of this layer: cases, and a disk that fails when it is told to.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::date;
use proptest::prelude::*;

use super::files::{Disk, RealDisk};
use crate::domain::arrival::Arrival;
use crate::domain::case::{Block, Case, CaseStatus, Facts};
use crate::domain::checks::Allowance;
use crate::domain::clock::ClockEvent;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::outcome::{Held, Outcome};
use crate::domain::question::{Argument, Citation, Question, QuestionKind, Source};
use crate::domain::review::{Finding, ReviewOf, Reviewed};
use crate::domain::sign_off::Approval;

/// A disk on which the Nth operation fails, once or from then on. Half a write is done before it fails.
#[derive(Debug)]
pub(super) struct FaultyDisk {
    fails_at: usize,
    for_ever: bool,
    count: AtomicUsize,
}

impl FaultyDisk {
    pub(super) fn new(fails_at: usize, for_ever: bool) -> Self {
        let count = AtomicUsize::new(0);
        Self {
            fails_at,
            for_ever,
            count,
        }
    }

    pub(super) fn was_reached(&self) -> bool {
        self.count.load(Ordering::Relaxed) > self.fails_at
    }

    fn step(&self) -> io::Result<()> {
        let now = self.count.fetch_add(1, Ordering::Relaxed);
        if now == self.fails_at || (self.for_ever && now > self.fails_at) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

impl Disk for FaultyDisk {
    fn before(&self) -> io::Result<()> {
        self.step()
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            RealDisk.write(file, half)?;
            return Err(error);
        }
        RealDisk.write(file, bytes)
    }
}

pub(super) fn id(id: &str) -> QuestionId {
    QuestionId::parse(id).expect("a plain id")
}

pub(super) fn question(name: &str, text: &str, answer: &str) -> Arc<Question> {
    Arc::new(Question {
        text: text.into(),
        answer: answer.into(),
        ..Question::new(id(name))
    })
}

/// Three questions about benches; the second one has everything that a question can have.
pub(super) fn case() -> Case {
    let reference = Reference::parse("FOI-2026-0001").expect("a plain reference");
    let facts = Facts {
        title: "Benches".into(),
        requester: "Ann Okafor".into(),
        received: Some(date(2026, 11, 24)),
        events: ["clarification-requested:2026-12-01", "public-record:1"]
            .map(ClockEvent::read)
            .into(),
        regime: "uk-foia".into(),
        status: CaseStatus::Open,
        preamble: "Dear council,\n\nPlease tell me:".into(),
        postscript: "Yours,\nAnn Okafor".into(),
        arrival: Box::new(Arrival {
            address: "ann@example.org".into(),
            findings: vec!["1 comment, left out: “Ann: why?”".into()],
            attachments: vec!["Questions.docx".into()],
            beside: "Thank you for your mail.\n> Which one?".into(),
        }),
        fields: [("year one", "2025"), ("who", "the \"team\"")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        allowed: vec![Allowance::new(
            "email-address",
            "a@b.example",
            "her \"own\" address",
        )],
        review: None,
        approvals: vec![Approval::new(
            "Priya Nair",
            date(2026, 11, 27),
            "Dear Ann,\n\n1. How many?\n".into(),
        )],
        letter_date: Some(date(2026, 12, 3)),
    };
    let mut case = Case::new(reference, facts);
    case.opening = Arc::new(Block {
        text: "Dear {{requester}},\n\nThank you.".into(),
        stamp: 0,
    });
    case.questions = vec![
        question("aaaa", "How many benches?", ""),
        Arc::new(Question {
            kind: QuestionKind::Question,
            marker: "2(a)".into(),
            level: 1,
            before: "Costs".into(),
            outcome: Some(Outcome::PartlyDisclosed),
            held: Some(Held::Yes),
            citations: [("uk-foia", "43(2)"), ("uk-eir", "12(5)(e)")]
                .map(|(regime, cite)| Citation {
                    regime: regime.into(),
                    cite: cite.into(),
                })
                .into(),
            sources: vec![Source {
                snippet: "foia/s43".into(),
                version: "0123456789abcdef".into(),
            }],
            arguments: vec![Argument {
                citation: Citation {
                    regime: "uk-foia".into(),
                    cite: "43(2)".into(),
                },
                reasons: [
                    ("harm", "it would help rivals"),
                    ("pit-for", "openness\nvalue for \"money\""),
                ]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
                passage: "It is exempt.\n\n=======\n".into(),
                argued_at: Some(id("cccc")),
            }],
            answered_with: Some(id("aaaa")),
            regime: Some("uk-eir".into()),
            ..(*question(
                "bbbb",
                "What did they cost?",
                "They cost:\n\n| a | b |\n=======\n",
            ))
            .clone()
        }),
        question("cccc", "Why?\nWhy?", "A policy \"was\" made."),
    ];
    case
}

/// The case without what counts changes.
pub(super) fn plain(case: &Case) -> Case {
    let mut case = case.clone();
    case.revision = 0;
    case.shape = 0;
    for question in &mut case.questions {
        Arc::make_mut(question).stamp = 0;
    }
    Arc::make_mut(&mut case.opening).stamp = 0;
    Arc::make_mut(&mut case.closing).stamp = 0;
    case
}

pub(super) fn change_answer(case: &mut Case, index: usize, answer: &str) {
    let question = Arc::make_mut(&mut case.questions[index]);
    answer.clone_into(&mut question.answer);
    case.revision += 1;
}

/// Any text: awkward ones more often than chance has them.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "(?s).{0,40}",
        "(?s)[\"'\\\\\n\r\t=<>|#\\[\\] aé漢\u{0}\u{feff}\u{2028}]{0,40}",
        Just("=======\n>>>>>>> theirs\n".to_owned()),
        Just("\"\"\"\n[end]\nanswer = \"\"\"".to_owned()),
    ]
}

fn any_argument() -> impl Strategy<Value = Argument> {
    let texts = (any_text(), any_text(), any_text());
    let reasons = proptest::collection::btree_map(any_text(), any_text(), 0..3);
    (texts, reasons, any::<bool>()).prop_map(|((regime, cite, passage), reasons, elsewhere)| {
        Argument {
            citation: Citation { regime, cite },
            reasons,
            passage,
            argued_at: elsewhere.then(|| id("q9")),
        }
    })
}

pub(super) fn any_question(name: &'static str) -> impl Strategy<Value = Arc<Question>> {
    let words = (any_text(), any_text(), any_text(), any_text());
    let facts = (
        proptest::option::of(proptest::sample::select(Outcome::ALL.to_vec())),
        proptest::option::of(any_text()),
        proptest::collection::btree_set((any_text(), any_text()), 0..3),
        0..6_u8,
        any::<bool>(),
        proptest::collection::vec(any_argument(), 0..3),
    );
    (words, facts).prop_map(move |(words, facts)| {
        let (marker, before, text, answer) = words;
        let (outcome, regime, cites, level, group, arguments) = facts;
        let cite = |(regime, cite)| Citation { regime, cite };
        let reviewed = group.then(|| {
            Box::new(Reviewed {
                answer: before.clone(),
                outcome,
                citations: BTreeSet::new(),
                finding: Some(Finding::Partly),
            })
        });
        let approvals = vec![Approval::new(&marker, date(2026, 11, 24), answer.clone())];
        Arc::new(Question {
            kind: if group {
                QuestionKind::Group
            } else {
                QuestionKind::Question
            },
            marker,
            before,
            text,
            answer,
            outcome,
            regime,
            level,
            held: group.then_some(Held::NotSaid),
            citations: cites.into_iter().map(cite).collect(),
            arguments,
            approvals,
            reviewed,
            ..Question::new(id(name))
        })
    })
}

pub(super) fn any_case() -> impl Strategy<Value = Case> {
    let facts = (
        (any_text(), any_text(), any_text(), any_text(), any_text()),
        proptest::collection::btree_map(any_text(), any_text(), 0..3),
        proptest::option::of((1..9999_i16, 1..=12_i8, 1..=28_i8)),
        proptest::collection::vec(any_text(), 0..3),
    );
    let blocks = (any_text(), any_text());
    let questions = (any_question("q1"), any_question("q2"));
    (facts, blocks, questions).prop_map(|(facts, (opening, closing), (q1, q2))| {
        let ((title, requester, regime, preamble, postscript), fields, received, events) = facts;
        let reference = Reference::parse("FOI-2026-0001").expect("a plain reference");
        let preamble_copy = preamble.clone();
        let facts = Facts {
            received: received.map(|(y, m, d)| date(y, m, d)),
            events: events.iter().map(|text| ClockEvent::read(text)).collect(),
            regime,
            status: CaseStatus::Sent,
            preamble,
            postscript,
            allowed: vec![Allowance::new("telephone", &title, &requester)],
            arrival: Box::new(Arrival {
                address: requester.clone(),
                findings: vec![title.clone()],
                attachments: Vec::new(),
                beside: String::new(),
            }),
            review: Some(Box::new(ReviewOf {
                of: Reference::parse("FOI-2025-0009").expect("a plain reference"),
                stage: title.clone(),
                requested: None,
                answered: Some(date(2026, 10, 1)),
            })),
            approvals: vec![Approval::new(&requester, date(2026, 11, 24), preamble_copy)],
            letter_date: received.map(|(y, m, d)| date(y, m, d)),
            title,
            requester,
            fields,
        };
        let mut case = Case::new(reference, facts);
        case.opening = Arc::new(Block {
            text: opening,
            stamp: 0,
        });
        case.closing = Arc::new(Block {
            text: closing,
            stamp: 0,
        });
        case.questions = vec![q1, q2];
        case
    })
}
