//! How long a full check takes after a change, in a case of 200 questions.
//!
//! `cargo bench --bench checks`: a change that moves what is read in one answer, so that every check runs over the whole
//! case, and the first check of all, for which everything is read.

use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::civil::date;
use seriatim::app::derived::{Derived, Needed};
use seriatim::domain::authority::{Authority, Regulators};
use seriatim::domain::case::{Case, Facts, Place};
use seriatim::domain::change::Change;
use seriatim::domain::ids::{QuestionId, Reference};
use seriatim::domain::library::Library;
use seriatim::domain::question::Question;
use seriatim::domain::reading::Reader;
use seriatim::domain::rules::Rules;
use seriatim::domain::sign_off::SignOff;
use seriatim::store::law;
use seriatim::text::edit::Splice;

const QUESTIONS: usize = 200;

fn main() {
    divan::main();
}

/// Answers of the kinds that letters hold: a figure, a table, not held, a reference, and a refusal argued at length.
const ANSWERS: [&str; 6] = [
    "The council spent £48,210 on this in 2025/26, of which £12,400 was for repairs.",
    "| Year | Vehicles | Cost |\n|---|---|---|\n| 2023/24 | 41 | £912,000 |\n| 2024/25 | 44 | £1,004,000 |\n| 2025/26 | 39 | £871,500 |\n| Total | 124 | £2,787,500 |",
    "The council does not hold this information. We searched the register of contracts and the files of the fleet team.",
    "Please see the answer to question 1.",
    "The policy is published at https://www.harbour.example/fleet and is exempt under section 21(1) of the Freedom of \
     Information Act 2000, as it is reasonably accessible to you there.",
    "The council holds this information. It is exempt from disclosure under section 43(2) of the Freedom of Information \
     Act 2000. Disclosure would be likely to prejudice the commercial interests of the council and of its contractor, as \
     bidders would learn the price before the contract is let again in March.\n\nSection 43(2) is qualified, and we have \
     weighed the public interest. For disclosure: openness about what the council pays lets residents judge whether they \
     get good value. Against it: a price that is known distorts the next tender, and residents would pay more. On balance \
     the public interest in maintaining the exemption outweighs the public interest in disclosure.",
];

fn case() -> Case {
    let reference = Reference::parse("FOI-2026-0417").expect("a plain reference");
    let facts = Facts {
        requester: "Morgan Sample".into(),
        received: Some(date(2026, 11, 10)),
        regime: "uk-foia".into(),
        ..Facts::default()
    };
    let mut case = Case::new(reference, facts);
    Arc::make_mut(&mut case.opening).text =
        "Dear Morgan Sample\n\nThank you for your request of 10 November 2026.".into();
    Arc::make_mut(&mut case.closing).text =
        "You may ask for an internal review within 40 working days, and then complain to the Information Commissioner.\n\n\
         Yours sincerely"
            .into();
    for at in 0..QUESTIONS {
        let id = QuestionId::parse(&format!("q{at}")).expect("a plain id");
        case.questions.push(Arc::new(Question {
            marker: (at + 1).to_string(),
            text: format!(
                "How many vehicles of depot {at} were repaired in 2025/26, and what did ward {} pay for them?",
                at % 17
            ),
            answer: ANSWERS[at % ANSWERS.len()].to_owned(),
            ..Question::new(id)
        }));
    }
    case
}

struct World {
    rules: Rules,
    regulators: Regulators,
    library: Library,
    authority: Authority,
    sign_off: SignOff,
}

impl World {
    fn of_the_program() -> Self {
        let (regimes, _) = law::regimes(None);
        Self {
            rules: Rules {
                reader: Reader {
                    book: law::phrasebook().expect("the wording of the program"),
                    regimes: Arc::new(regimes),
                },
                repealed: law::repealed().expect("the list of the program"),
                checks: law::checks(None).0,
            },
            regulators: law::regulators().expect("the list of the program"),
            library: Library::default(),
            authority: Authority {
                name: "Harbour Borough Council".into(),
                ..Authority::default()
            },
            sign_off: SignOff::default(),
        }
    }

    fn needed(&self) -> Needed<'_> {
        Needed {
            rules: &self.rules,
            regimes: &self.rules.reader.regimes,
            regulators: &self.regulators,
            library: &self.library,
            authority: &self.authority,
            sign_off: &self.sign_off,
            sent: None,
            fixed: &[],
            to_sign: "",
            today: date(2026, 11, 24),
            generation: 1,
        }
    }
}

/// Puts a sentence that cites something into an answer and takes it out again: two changes, each with a full check.
#[divan::bench]
fn two_changes(bencher: Bencher) {
    let world = World::of_the_program();
    let needed = world.needed();
    let mut case = case();
    let mut derived = Derived::default();
    derived.refresh(&case, &needed);
    let place = Place::Answer(QuestionId::parse("q101").expect("a plain id"));
    bencher.bench_local(|| {
        let text = case.text(&place);
        let there = text.len()..text.len();
        let change = Change::Text {
            place: place.clone(),
            splice: Splice::new(text, there, " The rest is exempt under section 40(2)."),
        };
        for change in [change.inverse().inverse(), change.inverse()] {
            case.apply(&change).expect("it fits the text as it stands");
            derived.refresh(&case, &needed);
            black_box(derived.diagnostics.len());
        }
    });
}

/// Reads and checks the whole case for the first time.
#[divan::bench]
fn first_check(bencher: Bencher) {
    let world = World::of_the_program();
    let needed = world.needed();
    let case = case();
    bencher.bench_local(|| {
        let mut derived = Derived::default();
        derived.refresh(&case, &needed);
        black_box(derived.diagnostics.len())
    });
}
