//! What tests work with: a request about benches and bins, eight snippets, a law of eight provisions.

use std::sync::Arc;

use jiff::civil::date;

use seriatim::domain::case::{Case, Facts};
use seriatim::domain::ids::{QuestionId, Reference};
use seriatim::domain::library::Library;
use seriatim::domain::outcome::Outcome;
use seriatim::domain::question::{Question, QuestionKind};
use seriatim::domain::reading::Reader;
use seriatim::domain::regime::{Provision, Regime, Regimes, Standing};
use seriatim::domain::rules::Rules;
use seriatim::domain::snippet::{Layer, Snippet, SnippetField};
use seriatim::store::law;

/// A request of six parts: 1, 2, the heading 3 with 3(a) and 3(b), and 4. Nothing is answered.
pub(crate) fn benches() -> Case {
    let mut case = two_questions();
    Arc::make_mut(&mut case.facts).title = "Benches and bins".into();
    case.questions.clear();
    for (at, (level, marker, text)) in [
        (0, "1", "How many benches did the council replace in 2025?"),
        (0, "2", "What did the council spend on litter bins in 2025?"),
        (0, "3", "About the contract for litter bins:"),
        (1, "3(a)", "Which company holds the contract?"),
        (1, "3(b)", "What is its commercial value a year?"),
        (0, "4", "How many data breaches were recorded in 2025?"),
    ]
    .into_iter()
    .enumerate()
    {
        case.questions.push(question(at, level, marker, text));
    }
    Arc::make_mut(&mut case.questions[2]).kind = QuestionKind::Group;
    case
}

/// A request of two questions. Nothing is answered.
pub(crate) fn two_questions() -> Case {
    let reference = Reference::parse("FOI-2026-0417").expect("a plain reference");
    let facts = Facts {
        title: "Benches".into(),
        requester: "Morgan Sample".into(),
        received: Some(date(2026, 11, 10)),
        regime: "uk-foia".into(),
        ..Facts::default()
    };
    let mut case = Case::new(reference, facts);
    Arc::make_mut(&mut case.opening).text =
        "Dear Morgan Sample\n\nThank you for your request of 10 November 2026.".into();
    Arc::make_mut(&mut case.closing).text = "Yours sincerely\n\nAnn Okafor".into();
    case.questions = vec![
        question(
            0,
            0,
            "1",
            "How many benches did the council replace in 2025?",
        ),
        question(
            1,
            0,
            "2",
            "What did the council spend on litter bins in 2025?",
        ),
    ];
    case
}

fn question(at: usize, level: u8, marker: &str, text: &str) -> Arc<Question> {
    let id = QuestionId::parse(&format!("q{at}")).expect("a plain id");
    Arc::new(Question {
        level,
        marker: marker.into(),
        text: text.into(),
        ..Question::new(id)
    })
}

/// Eight snippets: with shared fields, with fields for each answer, with provisions, of another regime.
pub(crate) fn library() -> Library {
    let field = |name: &str, prompt: &str, default: &str, per_answer| SnippetField {
        name: name.into(),
        prompt: prompt.into(),
        default: default.into(),
        per_answer,
        ..SnippetField::default()
    };
    let department = field("department", "Which department looked?", "", false);
    let period = field("period", "Which period?", "2025", false);
    let figure = field("figure", "Which figure?", "", true);
    let harm = field("harm", "What would happen?", "", true);
    let disclosed = Some(Outcome::Disclosed);
    let refused = Some(Outcome::Refused);
    Library::new(
        [
            Snippet {
                outcome: Some(Outcome::NotHeld),
                ..snippet(
                    "answers/not-held",
                    "Not held",
                    "{{authority}} does not hold this information.",
                )
            },
            Snippet {
                outcome: Some(Outcome::NotHeld),
                fields: vec![department.clone()],
                ..snippet(
                    "answers/searched",
                    "Nothing was found",
                    "The {{department}} team searched its records and found nothing.",
                )
            },
            Snippet {
                outcome: disclosed,
                fields: vec![figure, period],
                ..snippet(
                    "answers/figure",
                    "A figure for a period",
                    "There were {{figure}} in {{period}}.",
                )
            },
            Snippet {
                outcome: disclosed,
                tags: vec!["contract".into(), "company".into()],
                ..snippet(
                    "answers/contract",
                    "Details of the contract",
                    "The contract is in our register of contracts.",
                )
            },
            Snippet {
                outcome: refused,
                cites: vec!["31(1)(a)".into()],
                fields: vec![harm.clone(), department],
                ..snippet(
                    "foia/crime",
                    "Withheld: prevention of crime",
                    "Disclosure would be likely to help crime: {{harm}} The {{department}} team agrees.",
                )
            },
            Snippet {
                outcome: refused,
                cites: vec!["43(2)".into()],
                tags: vec!["commercial".into(), "value".into()],
                ..snippet(
                    "foia/commercial",
                    "Withheld: commercial interests",
                    "Disclosure would be likely to prejudice commercial interests.",
                )
            },
            Snippet {
                regime: Some("uk-eir".into()),
                outcome: refused,
                tags: vec!["disclosure".into()],
                ..snippet(
                    "eir/unfinished",
                    "Unfinished material about benches",
                    "Disclosure would harm: the disclosure of unfinished material.",
                )
            },
            snippet(
                "closing/review",
                "Closing: internal review",
                "You may ask for an internal review.",
            ),
        ],
        Vec::new(),
    )
}

fn snippet(id: &str, title: &str, body: &str) -> Snippet {
    Snippet {
        id: id.into(),
        layer: Layer::BuiltIn,
        title: title.into(),
        regime: None,
        outcome: None,
        cites: Vec::new(),
        tags: Vec::new(),
        use_when: format!("For a test: {}.", title.to_lowercase()),
        owner: "Information Governance".into(),
        review_by: Some(date(2027, 7, 30)),
        body: body.into(),
        version: "v1".into(),
        ..Snippet::default()
    }
}

/// Two regimes with a handful of provisions.
/// The rules of the program over the regimes of the tests.
pub(crate) fn rules() -> Rules {
    let (checks, _) = law::checks(None);
    Rules {
        reader: Reader {
            book: law::phrasebook().expect("the wording of the program"),
            regimes: Arc::new(regimes()),
        },
        repealed: Vec::new(),
        checks,
    }
}

pub(crate) fn regimes() -> Regimes {
    let provision = |cite: &str, title: &str, role: &str, standing, basis: &str| Provision {
        cite: cite.into(),
        section: cite.split('(').next().unwrap_or_default().into(),
        title: title.into(),
        role: role.into(),
        standing,
        basis: basis.into(),
        notes: format!("About {}.", title.to_lowercase()),
        verified: true,
        ..Provision::default()
    };
    let foia = Regime {
        id: "uk-foia".into(),
        statute: "Freedom of Information Act 2000".into(),
        short: "FOIA".into(),
        provision_word: "section".into(),
        provision_abbreviation: "s.".into(),
        calendar: "uk".into(),
        response_days: 20,
        regulator: "ico".into(),
        provisions: vec![
            provision(
                "10(1)",
                "Time for compliance",
                "time",
                Standing::default(),
                "",
            ),
            provision("12(1)", "Cost limit", "refuse", Standing::default(), ""),
            provision(
                "31(1)(a)",
                "Prevention or detection of crime",
                "withhold",
                Standing::Qualified,
                "prejudice",
            ),
            provision(
                "31(1)(d)",
                "Assessment or collection of tax",
                "withhold",
                Standing::Qualified,
                "prejudice",
            ),
            provision(
                "31(3)",
                "Law enforcement, neither confirm nor deny",
                "ncnd",
                Standing::Qualified,
                "prejudice",
            ),
            provision(
                "41(1)",
                "Information provided in confidence",
                "withhold",
                Standing::Absolute,
                "class",
            ),
            provision(
                "43(2)",
                "Commercial interests",
                "withhold",
                Standing::Qualified,
                "prejudice",
            ),
        ],
        ..Regime::default()
    };
    let eir = Regime {
        id: "uk-eir".into(),
        statute: "Environmental Information Regulations 2004".into(),
        short: "EIR".into(),
        provision_word: "regulation".into(),
        provision_abbreviation: "reg.".into(),
        provisions: vec![provision(
            "12(4)(d)",
            "Unfinished material",
            "withhold",
            Standing::Qualified,
            "class",
        )],
        ..foia.clone()
    };
    let calendar = law::calendar("uk").expect("the program carries it");
    Regimes::new([foia, eir]).with_calendars([calendar])
}
