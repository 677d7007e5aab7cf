//! Findings as the screen tells them: how many, where, and what one key does about them.

use std::ops::Range;

use crate::domain::case::Place;
use crate::domain::checks::{Diagnostic, Fix, Severity, codes};
use crate::domain::letter::in_series;
use crate::domain::regime::Regimes;

/// Returns how many there are, in words: "2 errors, 1 warning"; nothing if there are none.
pub fn counted<'a>(found: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let (mut errors, mut warnings) = (0, 0);
    for finding in found {
        match finding.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
        }
    }
    let words = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let both = [words(errors, "error"), words(warnings, "warning")];
    both.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the findings about a text. That it is missing altogether is plain to see and not among them.
pub fn of_text<'a>(
    found: &'a [Diagnostic],
    place: &'a Place,
) -> impl Iterator<Item = &'a Diagnostic> {
    found
        .iter()
        .filter(move |one| one.place.as_ref() == Some(place) && one.code != codes::UNANSWERED)
}

/// Returns how grave the gravest finding about a text is.
pub fn gravest(found: &[Diagnostic], place: &Place) -> Option<Severity> {
    of_text(found, place).map(Diagnostic::severity).max()
}

/// Returns the words of a text that findings are about, the gravest first.
pub fn words_found(found: &[Diagnostic], place: &Place) -> Vec<(Range<usize>, Severity)> {
    let mut all: Vec<_> = of_text(found, place)
        .filter_map(|one| Some((one.at.clone()?, one.severity)))
        .collect();
    all.sort_by_key(|(_, severity)| std::cmp::Reverse(*severity));
    all
}

/// Returns what one key does about a finding, in words; nothing if it has to be mended by hand.
pub fn remedy(finding: &Diagnostic, regimes: &Regimes) -> Option<String> {
    let label = |regime: &str, cite: &str| {
        regimes
            .get(regime)
            .map_or_else(|| cite.to_owned(), |pack| pack.label(cite))
    };
    match (&finding.fix, finding.code) {
        (Some(Fix::Replace { title, .. }), _) => Some(title.clone()),
        (Some(Fix::Outcome(outcome)), _) => {
            Some(format!("set the outcome to “{}”", outcome.title()))
        }
        (Some(Fix::Cite(citations)), _) => {
            let labels: Vec<String> = citations
                .iter()
                .map(|own| label(&own.regime, &own.cite))
                .collect();
            Some(format!("set {} for the question", in_series(&labels)))
        }
        (Some(Fix::Snippet(words)), _) if words.is_empty() => Some("choose a snippet".to_owned()),
        (Some(Fix::Snippet(words)), _) => Some(format!("choose a snippet for “{words}”")),
        (Some(Fix::Compose(citation)), _) => Some(format!(
            "give the reasons for {}",
            label(&citation.regime, &citation.cite)
        )),
        (None, codes::UNANSWERED) => Some("choose a snippet".to_owned()),
        (None, codes::UNFILLED_FIELD) => Some("fill the field".to_owned()),
        (None, _) => None,
    }
}

/// Tells whether what was found can be marked as meant to be there: words that stand in the text, but no open field.
pub fn can_be_meant(finding: &Diagnostic) -> bool {
    finding.place.is_some() && finding.at.is_some() && finding.code != codes::UNFILLED_FIELD
}

/// Returns the place that a finding leads to; what is about the whole letter is mended in its closing.
pub fn place_of(finding: &Diagnostic) -> Place {
    finding.place.clone().unwrap_or(Place::Closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity) -> Diagnostic {
        Diagnostic {
            code: "a-check",
            severity,
            question: String::new(),
            place: Some(Place::Opening),
            at: None,
            message: String::new(),
            help: String::new(),
            fix: None,
        }
    }

    #[test]
    fn findings_are_counted_in_words_and_nothing_is_said_of_none() {
        let (error, warning) = (finding(Severity::Error), finding(Severity::Warning));
        assert_eq!(counted([]), "");
        assert_eq!(counted([&error]), "1 error");
        assert_eq!(counted([&warning, &warning]), "2 warnings");
        assert_eq!(counted([&error, &warning, &error]), "2 errors, 1 warning");
    }

    #[test]
    fn the_gravest_finding_of_a_text_marks_it() {
        let found = [finding(Severity::Warning), finding(Severity::Error)];
        assert_eq!(gravest(&found, &Place::Opening), Some(Severity::Error));
        assert_eq!(gravest(&found, &Place::Closing), None);
    }
}
