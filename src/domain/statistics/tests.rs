use std::collections::BTreeSet;

use super::figure::{Figure, Measure, ReviewResult, Whole};
use super::*;
use crate::domain::case::CaseStatus;
use crate::domain::review::Finding;
use jiff::civil::date;

fn figure(reference: &str, status: CaseStatus) -> Figure {
    Figure {
        reference: reference.into(),
        received: Some(date(2026, 10, 5)),
        status,
        responded: None,
        due: Some(date(2026, 11, 2)),
        ordinary: Some(date(2026, 11, 2)),
        stopped: false,
        whole: Whole::Unknown,
        outcomes: Vec::new(),
        provisions: BTreeSet::new(),
        days_late: 0,
        why_late: Vec::new(),
        age: None,
        left: None,
        review: None,
    }
}

fn counts_as() -> BTreeMap<Outcome, CountsAs> {
    BTreeMap::from([
        (Outcome::Disclosed, CountsAs::Given),
        (Outcome::PartlyDisclosed, CountsAs::Part),
        (Outcome::Refused, CountsAs::Withheld),
        (Outcome::NotHeld, CountsAs::NotHeld),
        (Outcome::AnsweredElsewhere, CountsAs::Nothing),
    ])
}

#[test]
fn a_request_is_granted_in_part_where_some_of_it_was_withheld() {
    use Outcome::{AnsweredElsewhere, Disclosed, NotHeld, PartlyDisclosed, Refused};
    let whole = |outcomes: &[Outcome]| Whole::of(outcomes, &counts_as());
    assert_eq!(whole(&[Disclosed, Refused]), Whole::Part);
    assert_eq!(whole(&[PartlyDisclosed]), Whole::Part);
    assert_eq!(whole(&[Disclosed, NotHeld]), Whole::Granted);
    assert_eq!(whole(&[Refused, NotHeld]), Whole::Refused);
    assert_eq!(whole(&[NotHeld, AnsweredElsewhere]), Whole::NotHeld);
    assert_eq!(whole(&[]), Whole::Unknown);
}

#[test]
fn a_response_is_in_time_in_extended_time_or_late() {
    let mut one = figure("A-1", CaseStatus::Sent);
    one.responded = Some(date(2026, 11, 2));
    assert!(one.fits(Measure::InTime) && !one.fits(Measure::Late));
    one.responded = Some(date(2026, 11, 9));
    one.due = Some(date(2026, 11, 30));
    assert!(one.fits(Measure::InExtendedTime) && !one.fits(Measure::InTime));
    one.days_late = 2;
    assert!(one.fits(Measure::Late));
    one.status = CaseStatus::Open;
    assert!(
        !one.fits(Measure::Late),
        "a case that is open again was not answered"
    );
}

#[test]
fn a_review_is_counted_by_what_it_found_and_is_no_request() {
    use Finding::{Overturned, Partly, Upheld};
    let mut one = figure("A-1-IR", CaseStatus::Sent);
    one.responded = Some(date(2026, 11, 2));
    one.outcomes = vec![Outcome::Refused];
    one.review = Some(ReviewResult::of(&[Upheld, Overturned]));
    assert!(one.fits(Measure::ReviewsPartly) && one.fits(Measure::ReviewsInTime));
    assert!(
        !one.fits(Measure::Received)
            && !one.fits(Measure::RefusedInFull)
            && !one.fits(Measure::InTime)
    );
    assert!(!figure("A-1", CaseStatus::Sent).fits(Measure::Reviews));
    assert_eq!(
        ReviewResult::of(&[Upheld, Upheld]),
        ReviewResult::Found(Upheld)
    );
    assert_eq!(ReviewResult::of(&[Partly]), ReviewResult::Found(Partly));
    assert_eq!(ReviewResult::of(&[]), ReviewResult::Undecided);
    let period = (None, None);
    let returns = Returns {
        counts_as: counts_as(),
        returns: Vec::new(),
    };
    let counted = count(&[one], &returns, period, date(2026, 11, 6));
    assert!(
        !print::text(&counted, '#', 24).contains("Refused"),
        "its outcome is the request's"
    );
}

#[test]
fn a_period_counts_what_was_received_in_it_and_tells_why_something_was_late() {
    let mut late = figure("A-1", CaseStatus::Sent);
    late.responded = Some(date(2026, 11, 4));
    late.days_late = 2;
    late.why_late = vec!["Papers were at the solicitor".into()];
    late.provisions = BTreeSet::from(["FOIA s.40(2)".to_owned()]);
    let mut earlier = figure("A-2", CaseStatus::Open);
    earlier.received = Some(date(2026, 9, 30));
    earlier.age = Some(24);
    earlier.left = Some(-4);
    let mut undated = figure("A-3", CaseStatus::Open);
    undated.received = None;
    let returns = Returns {
        counts_as: counts_as(),
        returns: vec![Return {
            id: "r".into(),
            title: "R".into(),
            source: String::new(),
            lines: vec![ReturnLine {
                heading: "Received".into(),
                counts: Measure::Received,
                level: 0,
            }],
        }],
    };
    let period = (Some(date(2026, 10, 1)), Some(date(2026, 12, 31)));
    let counted = count(
        &[late, earlier, undated],
        &returns,
        period,
        date(2026, 11, 6),
    );
    let text = print::text(&counted, '#', 24);
    for words in [
        "from 1 October 2026 to 31 December 2026, as at 6 November 2026",
        "  Received  1  ########################",
        "  FOIA s.40(2)  1  ########################",
        "A-1  2 working days late: Papers were at the solicitor",
        "without a date of receipt: A-3",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        text.lines()
            .any(|line| line.trim_start().starts_with("overdue") && line.contains(" 1 ")),
        "what is open now is told whenever it came in: {text}"
    );
    let csv = print::as_csv(&counted);
    assert!(
        csv.contains("late,A-1,2,Papers were at the solicitor\r\n"),
        "{csv}"
    );
}
