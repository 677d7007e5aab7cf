//! Who must approve what: the rules of a workspace, and what of a case still wants an approval.

use std::collections::BTreeMap;

use super::{Approval, Signed};
use crate::domain::case::Case;
use crate::domain::letter::in_series;
use crate::domain::outcome::Outcome;
use crate::domain::question::Question;

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// The whole letter.
    Letter,
    /// Each question to which it applies.
    Question,
}

/// When a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// To every letter, to every question.
    Always,
    /// Where information is withheld: refused, partly disclosed, neither confirmed nor denied.
    Refusal,
    /// Where one of these provisions, or a limb of it, is relied on; under this regime, if one is named.
    Cites {
        /// The regime.
        regime: Option<String>,
        /// The provisions as the packs write them: `36`, `14(1)`.
        cites: Vec<String>,
    },
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What it is about.
    pub approve: Matter,
    /// When it applies.
    pub when: When,
    /// The names or roles of those who may approve; empty for anybody.
    pub by: Vec<String>,
    /// Why, for the officer.
    pub why: String,
}

/// Who must approve what in a workspace. Without rules nothing must be approved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignOff {
    /// The rules.
    pub rules: Vec<Rule>,
    /// Who has which role.
    pub roles: BTreeMap<String, Vec<String>>,
}

/// Something of a case that must be approved and is not, or whose approval has lapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unapproved {
    /// What.
    pub of: Signed,
    /// What it is called: "the letter", "question 3".
    pub name: String,
    /// Who may approve it, as the settings name them; empty for anybody.
    pub by: Vec<String>,
    /// Why it must be; empty if no rule says so.
    pub why: String,
    /// The approval that has lapsed, in words: "Priya Nair on 24 November 2026".
    pub lapsed: Option<String>,
}

impl Unapproved {
    /// Says so: "The letter is not approved", "The approval of question 3 by Priya Nair … has lapsed: it changed since".
    pub fn in_words(&self) -> String {
        if let Some(whose) = &self.lapsed {
            return format!(
                "The approval of {} by {whose} has lapsed: the text has changed since",
                self.name
            );
        }
        let mut letters = self.name.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        format!("{first}{} is not approved", letters.as_str())
    }

    /// Says who may approve it: "Priya Nair or Head of Legal", "anybody".
    pub fn whom(&self) -> String {
        whom(&self.by)
    }
}

/// Returns names as a choice: "Priya Nair or Head of Legal".
pub(super) fn whom(by: &[String]) -> String {
    match by {
        [] => "anybody".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Tells whether two names are the same but for case and spaces.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    plain(one) == plain(other)
}

impl When {
    fn applies(&self, question: &Question) -> bool {
        match self {
            Self::Always => true,
            Self::Refusal => matches!(
                question.outcome,
                Some(Outcome::Refused | Outcome::PartlyDisclosed | Outcome::Ncnd)
            ),
            Self::Cites { regime, cites } => question.citations.iter().any(|own| {
                let named = regime.as_ref().is_none_or(|regime| *regime == own.regime);
                let is = |cite: &String| {
                    let rest = own.cite.strip_prefix(cite.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
                };
                named && cites.iter().any(is)
            }),
        }
    }
}

impl SignOff {
    /// Tells whether nothing must be approved.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    // Whether a rule lets this person approve: by name, or by a role of theirs.
    fn allows(&self, rule: &Rule, name: &str) -> bool {
        rule.by.is_empty()
            || rule.by.iter().any(|by| {
                let role = self.roles.iter().find(|(role, _)| is_same_name(role, by));
                role.map_or_else(
                    || is_same_name(by, name),
                    |(_, names)| names.iter().any(|own| is_same_name(own, name)),
                )
            })
    }

    // What each rule asks for in a case.
    fn wanted<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = (Signed, &'a Rule)> {
        let answered = |question: &Question| {
            !question.is_group()
                && question.answered_with.is_none()
                && !question.answer.trim().is_empty()
        };
        self.rules.iter().flat_map(move |rule| {
            let met = case
                .questions
                .iter()
                .filter(move |question| answered(question) && rule.when.applies(question));
            let of: Vec<Signed> = match rule.approve {
                Matter::Letter if rule.when == When::Always || met.clone().next().is_some() => {
                    vec![Signed::Letter]
                }
                Matter::Letter => Vec::new(),
                Matter::Question => met
                    .map(|question| Signed::Question(question.id.clone()))
                    .collect(),
            };
            of.into_iter().map(move |of| (of, rule))
        })
    }

    /// Returns what of a case is not approved: what a rule asks for and nobody who may has approved as it stands, and
    /// what was approved and has changed since. Whoever approved the letter has approved its questions. `fixed` are the
    /// texts of the letter that nobody writes in the case.
    pub fn unapproved(&self, case: &Case, fixed: &str) -> Vec<Unapproved> {
        let signed = case.signed();
        if self.rules.is_empty() && signed.is_empty() {
            return Vec::new();
        }
        let holding = |of: &Signed| -> Vec<&Approval> {
            let all = case.approvals(of);
            if all.is_empty() {
                return Vec::new();
            }
            let now = case.signed_with(of, fixed);
            all.iter().filter(|own| own.holds(&now)).collect()
        };
        let of_letter = holding(&Signed::Letter);
        let mut open: Vec<Unapproved> = Vec::new();
        let mut asked: Vec<Signed> = Vec::new();
        for (of, rule) in self.wanted(case) {
            let own = match &of {
                Signed::Letter => Vec::new(),
                Signed::Question(_) => holding(&of),
            };
            let mut given = own.iter().chain(&of_letter);
            asked.push(of.clone());
            if given.any(|approval| self.allows(rule, &approval.by)) {
                continue;
            }
            // Somebody else's approval that holds is not one that has lapsed.
            let now = case.signed_with(&of, fixed);
            let lapsed = case
                .approvals(&of)
                .iter()
                .rfind(|own| self.allows(rule, &own.by) && !own.holds(&now));
            open.push(Unapproved {
                name: of.name(case),
                of,
                by: rule.by.clone(),
                why: rule.why.clone(),
                lapsed: lapsed.map(Approval::in_words),
            });
        }
        for of in signed {
            if asked.contains(&of) || !holding(&of).is_empty() {
                continue;
            }
            let last = case.approvals(&of).last();
            open.extend(last.map(|last| Unapproved {
                name: of.name(case),
                by: vec![last.by.clone()],
                why: String::new(),
                lapsed: Some(last.in_words()),
                of,
            }));
        }
        open
    }

    /// Tells whether somebody may approve this: whom no rule about it names may not.
    ///
    /// # Errors
    /// Words for the officer: who may.
    pub fn may(&self, case: &Case, of: &Signed, name: &str) -> Result<(), String> {
        let about: Vec<&Rule> = self
            .wanted(case)
            .filter(|(wanted, _)| wanted == of)
            .map(|(_, rule)| rule)
            .collect();
        // Who may approve a question may approve the letter for the sake of it.
        let for_a_part =
            *of == Signed::Letter && self.wanted(case).any(|(_, rule)| self.allows(rule, name));
        if about.is_empty() || for_a_part || about.iter().any(|rule| self.allows(rule, name)) {
            return Ok(());
        }
        let mut names: Vec<String> = Vec::new();
        for by in about.iter().flat_map(|rule| &rule.by) {
            if !names.contains(by) {
                names.push(by.clone());
            }
        }
        Err(format!(
            "{name} may not approve {}; to be approved by {}",
            of.name(case),
            whom(&names)
        ))
    }

    /// Returns the people who may approve this, by name: those of the roles, then the names themselves.
    pub fn names_for(&self, unapproved: &Unapproved) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for by in &unapproved.by {
            let role = self.roles.iter().find(|(role, _)| is_same_name(role, by));
            match role {
                Some((_, people)) => names.extend(people.iter().cloned()),
                None => names.push(by.clone()),
            }
        }
        names
    }
}

/// Returns what is not approved in a line: "the letter (by Priya Nair), question 3 (by anybody)".
pub fn in_a_line(open: &[Unapproved]) -> String {
    let all: Vec<String> = open
        .iter()
        .map(|one| format!("{} (by {})", one.name, one.whom()))
        .collect();
    in_series(&all)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::domain::case::Facts;
    use crate::domain::ids::{QuestionId, Reference};
    use crate::domain::question::Citation;

    fn case() -> Case {
        let reference = Reference::parse("FOI-1").expect("a reference");
        let mut case = Case::new(reference, Facts::default());
        for (id, outcome) in [("aaaa", Outcome::Disclosed), ("bbbb", Outcome::Refused)] {
            let id = QuestionId::parse(id).expect("an id");
            let mut question = Question::new(id);
            question.answer = "An answer.".into();
            question.outcome = Some(outcome);
            case.questions.push(Arc::new(question));
        }
        case
    }

    fn rule(approve: Matter, when: When, by: &[&str]) -> Rule {
        Rule {
            approve,
            when,
            by: by.iter().map(|&name| name.to_owned()).collect(),
            why: String::new(),
        }
    }

    fn approve(case: &mut Case, of: &Signed, by: &str) {
        let approval = Approval::new(by, date(2026, 11, 24), case.signed_text(of));
        match of {
            Signed::Letter => Arc::make_mut(&mut case.facts).approvals.push(approval),
            Signed::Question(id) => {
                let at = case.position(id).expect("it is there");
                Arc::make_mut(&mut case.questions[at])
                    .approvals
                    .push(approval);
            }
        }
    }

    fn names(open: &[Unapproved]) -> Vec<&str> {
        open.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn a_refusal_is_approved_by_whoever_has_the_role_and_lapses_with_its_text() {
        let sign_off = SignOff {
            rules: vec![rule(Matter::Question, When::Refusal, &["Head of Legal"])],
            roles: BTreeMap::from([("head of legal".to_owned(), vec!["Priya Nair".to_owned()])]),
        };
        let mut case = case();
        assert_eq!(names(&sign_off.unapproved(&case, "")), ["question 2"]);
        let of = Signed::Question(case.questions[1].id.clone());
        assert!(sign_off.may(&case, &of, "Tom Hale").is_err());
        assert_eq!(sign_off.may(&case, &of, "priya nair"), Ok(()));
        approve(&mut case, &of, "Priya Nair");
        assert_eq!(sign_off.unapproved(&case, ""), []);
        Arc::make_mut(&mut case.questions[1]).answer.push('!');
        let open = sign_off.unapproved(&case, "");
        assert!(
            open[0]
                .in_words()
                .contains("by Priya Nair on 24 November 2026 has lapsed")
        );
    }

    #[test]
    fn a_provision_is_met_by_its_limbs_and_by_no_other_number() {
        let cites = vec!["36".to_owned()];
        let when = When::Cites {
            regime: None,
            cites,
        };
        let mut case = case();
        let cite = |cite: &str| Citation {
            regime: "uk-foia".into(),
            cite: cite.into(),
        };
        let question = Arc::make_mut(&mut case.questions[0]);
        question.citations.insert(cite("36(2)(b)(i)"));
        assert!(when.applies(question));
        question.citations.clear();
        question.citations.insert(cite("360(1)"));
        assert!(!when.applies(question));
    }

    #[test]
    fn whoever_approved_the_letter_has_approved_its_questions() {
        let sign_off = SignOff {
            rules: vec![
                rule(Matter::Letter, When::Always, &[]),
                rule(Matter::Question, When::Refusal, &["Priya Nair"]),
            ],
            roles: BTreeMap::new(),
        };
        let mut case = case();
        approve(&mut case, &Signed::Letter, "Tom Hale");
        assert_eq!(names(&sign_off.unapproved(&case, "")), ["question 2"]);
        approve(&mut case, &Signed::Letter, "Priya Nair");
        assert_eq!(sign_off.unapproved(&case, ""), []);
    }

    #[test]
    fn a_snippet_of_the_letter_that_changes_lets_its_approval_lapse() {
        let mut case = case();
        let text = case.signed_with(&Signed::Letter, "How to complain.");
        let approval = Approval::new("Tom Hale", date(2026, 11, 24), text);
        Arc::make_mut(&mut case.facts).approvals.push(approval);
        let sign_off = SignOff::default();
        assert_eq!(sign_off.unapproved(&case, "How to complain."), []);
        assert_eq!(
            names(&sign_off.unapproved(&case, "Other words.")),
            ["the letter"]
        );
    }

    #[test]
    fn an_approval_that_no_rule_asked_for_lapses_all_the_same() {
        let mut case = case();
        let sign_off = SignOff::default();
        approve(&mut case, &Signed::Letter, "Tom Hale");
        assert_eq!(sign_off.unapproved(&case, ""), []);
        Arc::make_mut(&mut case.closing).text.push_str("Yours,");
        assert_eq!(names(&sign_off.unapproved(&case, "")), ["the letter"]);
    }
}
