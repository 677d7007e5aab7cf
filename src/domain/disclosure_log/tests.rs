use super::*;
use crate::domain::authority::Authority;
use crate::domain::case::Facts;
use crate::domain::ids::{QuestionId, Reference};
use crate::domain::letter::Letters;
use crate::domain::question::Question;
use jiff::civil::date;

fn case() -> Case {
    let facts = Facts {
        title: "Vans & <bins>".into(),
        requester: "Ms Ann Person".into(),
        received: Some(date(2026, 11, 2)),
        ..Facts::default()
    };
    let mut case = Case::new(
        Reference::parse("FOI-2026-0007").expect("a reference"),
        facts,
    );
    let question = |id: &str, marker: &str, text: &str, answer: &str| {
        let mut question = Question::new(QuestionId::parse(id).expect("an id"));
        question.marker = marker.into();
        question.text = text.into();
        question.answer = answer.into();
        Arc::new(question)
    };
    case.questions = vec![
        question(
            "a1",
            "1",
            "I am Ann Person (ann.person@gmail.com). How many <vans>?",
            "Fourteen, Ms Person, as of {{today}}.\n\n| Year | Vans |\n|---|--:|\n| 2025 | 14 |",
        ),
        question(
            "b2",
            "2",
            "Who to write to?",
            "Write to vans@wexbridge.gov.uk <script>alert(1)</script> [here](javascript:alert(2))",
        ),
    ];
    Arc::make_mut(&mut case.opening).text = "Dear Ms Person".into();
    case
}

fn entry_of(case: &Case) -> LogEntry {
    let authority = Authority::default();
    let (letters, regimes) = (Letters::default(), Regimes::default());
    let known = |case| Known {
        letters: &letters,
        library: None,
        regimes: &regimes,
        case,
        authority: &authority,
        regulator: None,
        regime: None,
        due: None,
        today: date(2026, 11, 20),
    };
    let copy = published(&known(case));
    entry(
        &known(&copy),
        Sharing::Together,
        &Regimes::default(),
        Some(date(2026, 11, 20)),
    )
}

#[test]
fn nothing_tells_who_asked_and_the_authority_s_own_mailbox_stays() {
    let entries = [entry_of(&case())];
    for text in [
        page::html("Wexbridge", &entries),
        markdown(&entries),
        table::csv(&entries),
    ] {
        for gone in ["Person", "gmail", "Dear"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert!(text.contains("vans@wexbridge.gov.uk"), "{text}");
        assert!(text.contains("20 November 2026"), "{text}");
    }
}

#[test]
fn the_page_runs_its_own_script_and_no_text_of_the_case() {
    let page = page::html("Wexbridge", &[entry_of(&case())]);
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("javascript:"), "{page}");
    assert!(page.contains("Vans &amp; &lt;bins&gt;"), "{page}");
    assert!(page.contains("<td class=\"right\">14</td>"), "{page}");
    let (_, after) = page.split_once("<script>").expect("its script");
    let (script, _) = after.split_once("</script>").expect("its end");
    let digest = <sha2::Sha256 as sha2::Digest>::digest(script.as_bytes());
    let hash = crate::text::base64::encode(&digest);
    assert!(page.contains(&format!("script-src 'sha256-{hash}'")));
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let page = || page::html("Wexbridge", &[entry_of(&case())]);
    assert_eq!(page(), page());
}
