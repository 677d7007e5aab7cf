//! The passage that reasons make, and what is still missing in them.

use std::collections::BTreeMap;

use super::template::{Form, fill, form, names};
use super::{Asked, Part, Plan};
use crate::domain::fields::long_date;
use crate::domain::outcome::Outcome;
use crate::domain::worksheet::{Scale, Worksheet};

/// What the officer gave for each part, by its name.
pub type Reasons = BTreeMap<String, String>;

/// What a passage needs to know besides the reasons.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// The authority's name.
    pub authority: &'a str,
    /// What the letter calls it after that.
    pub short_name: &'a str,
}

/// Something that still stands in the way of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The part.
    pub part: String,
    /// What is missing, in words.
    pub words: String,
}

impl Plan {
    /// Returns the parts that the officer is asked for.
    pub fn asked(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| {
            part.asked.is_asked() && !(part.asked == Asked::Scale && part.options.len() < 2)
        })
    }

    /// Returns the passage that the reasons make.
    pub fn compose(&self, reasons: &Reasons, setting: Setting<'_>) -> String {
        let placed = self.placed();
        let value = |name: &str| match name {
            "rest" => self.rest(&placed, reasons, setting),
            _ => self.value(name, reasons, setting),
        };
        fill(&self.frame.text, &value)
    }

    /// Returns the sentence for a question whose reasons stand in the answer to another one.
    pub fn refer(&self, reasons: &Reasons, setting: Setting<'_>, argued_at: &str) -> String {
        let value = |name: &str| match name {
            "argued_at" => format!("question {argued_at}"),
            _ => self.value(name, reasons, setting),
        };
        fill(&self.frame.refers, &value)
    }

    /// Returns what is still missing, in the order of the parts.
    pub fn open(&self, reasons: &Reasons) -> Vec<Open> {
        let mut open = Vec::new();
        for part in self.asked() {
            let given = given(part, reasons);
            let words = match part.asked {
                Asked::Worksheet => self.worksheet_open(given, reasons),
                Asked::Choice | Asked::Scale => {
                    let known = part.options.iter().any(|option| option.value == given);
                    (!known).then(|| part.ask.clone())
                }
                Asked::Date => match given.trim() {
                    "" => Some(part.ask.clone()),
                    text if text.parse::<jiff::civil::Date>().is_err() => {
                        Some("Write the date like 2026-11-24".to_owned())
                    }
                    _ => None,
                },
                _ => (form(given) == Form::Nothing).then(|| part.ask.clone()),
            };
            if let Some(words) = words.filter(|_| !part.optional || !given.trim().is_empty()) {
                open.push(Open {
                    part: part.name.clone(),
                    words,
                });
            }
        }
        open
    }

    fn worksheet_open(&self, given: &str, reasons: &Reasons) -> Option<String> {
        let sheet = Worksheet::read(given);
        if let Some(problem) = sheet.problems.first() {
            return Some(format!(
                "“{}” has no hours that can be read",
                super::template::shortened(problem)
            ));
        }
        if sheet.total() == 0 {
            return Some("No hours are given yet".to_owned());
        }
        let scale = self.scale(reasons)?;
        (!sheet.is_over(scale)).then(|| "The estimate does not exceed the limit".to_owned())
    }

    /// Returns the rate and the limit that count.
    pub fn scale(&self, reasons: &Reasons) -> Option<&Scale> {
        let part = self.parts.iter().find(|part| part.asked == Asked::Scale);
        let chosen = part.map_or("", |part| given(part, reasons));
        self.scales
            .iter()
            .find(|scale| scale.id == chosen)
            .or_else(|| self.scales.first())
    }

    /// Returns an amount in hundredths as the passage writes it.
    pub fn money(&self, hundredths: u32) -> String {
        self.cost_words.money(hundredths)
    }

    /// Returns the worksheet among the reasons, if the provision asks for one.
    pub fn worksheet(&self, reasons: &Reasons) -> Option<Worksheet> {
        let part = self
            .parts
            .iter()
            .find(|part| part.asked == Asked::Worksheet)?;
        Some(Worksheet::read(given(part, reasons)))
    }

    /// Returns what becomes of the question, as frame and choices say.
    pub fn outcome(&self, reasons: &Reasons) -> Option<Outcome> {
        let chosen = self.parts.iter().find_map(|part| {
            let given = given(part, reasons);
            let option = part.options.iter().find(|option| option.value == given)?;
            option.outcome
        });
        chosen.or(self.frame.outcome)
    }

    // The parts that have a place of their own, in the frame or in the wording of another part.
    fn placed(&self) -> Vec<String> {
        let mut placed = names(&self.frame.text);
        for part in &self.parts {
            for template in [&part.words, &part.whole, &part.list] {
                placed.extend(names(template));
            }
        }
        placed
    }

    fn rest(&self, placed: &[String], reasons: &Reasons, setting: Setting<'_>) -> String {
        let mut rest = String::new();
        for part in &self.parts {
            if placed.contains(&part.name.replace('-', "_")) {
                continue;
            }
            let words = self.worded(part, reasons, setting);
            if words.is_empty() {
                continue;
            }
            if !rest.is_empty() {
                let apart = words.contains('\n') || rest.contains('\n');
                rest.push_str(if apart { "\n\n" } else { " " });
            }
            rest.push_str(&words);
        }
        rest
    }

    // The value of a placeholder: a part by its name, else what is known of provision and authority.
    fn value(&self, name: &str, reasons: &Reasons, setting: Setting<'_>) -> String {
        if let Some(part) = self
            .parts
            .iter()
            // A need that the frame meets by itself has no words of its own, and hides nothing of its name.
            .filter(|part| part.asked.is_asked() || !part.words.is_empty())
            .find(|part| part.name.replace('-', "_") == name)
        {
            return self.worded(part, reasons, setting);
        }
        let provision = &self.provision;
        match name {
            "authority" => setting.authority.to_owned(),
            "short_name" => setting.short_name.to_owned(),
            "cite" => provision.cite.clone(),
            "provision" if provision.cite.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{} {}", self.regime.provision_word, provision.cite)
            }
            "provision" => provision.cite.clone(),
            "statute" => self.regime.statute.clone(),
            "short" => self.regime.short.clone(),
            "title" => begun_small(&provision.title),
            "kind" => provision.kind.clone(),
            "verb" | "exempt" => self.words.get(name).cloned().unwrap_or_default(),
            "object" => fill(self.words.get(name).map_or("", String::as_str), &|inner| {
                self.word(inner)
            }),
            "estimate" | "limit" | "within_limit" | "added" => self.counted(name, reasons),
            _ => String::new(),
        }
    }

    // What the words of an object may use: never a part, so that nothing goes round in a circle.
    fn word(&self, name: &str) -> String {
        match name {
            "kind" => self.provision.kind.clone(),
            "title" => begun_small(&self.provision.title),
            _ => String::new(),
        }
    }

    fn counted(&self, name: &str, reasons: &Reasons) -> String {
        let Some(sheet) = self.worksheet(reasons) else {
            return String::new();
        };
        let words = &self.cost_words;
        match (name, self.scale(reasons)) {
            ("added", _) => words.questions(&sheet.questions()),
            (_, None) => String::new(),
            ("estimate", Some(scale)) => sheet.estimate(scale, words, &fill),
            ("within_limit", Some(scale)) => sheet.within(scale, words, &fill),
            (_, Some(scale)) => words.money(scale.limit * 100),
        }
    }

    fn worded(&self, part: &Part, reasons: &Reasons, setting: Setting<'_>) -> String {
        let given = given(part, reasons);
        let said = |template: &str, value: &str| {
            let inner = |name: &str| match name {
                "value" => value.to_owned(),
                // A part's wording may name another part, never itself.
                _ if name.replace('_', "-") == part.name => String::new(),
                _ => self.value(name, reasons, setting),
            };
            if template.is_empty() {
                value.to_owned()
            } else {
                fill(template, &inner)
            }
        };
        match part.asked {
            Asked::Letter | Asked::Scale => String::new(),
            Asked::Said => {
                if part.words.is_empty() {
                    String::new()
                } else {
                    said(&part.words, "")
                }
            }
            Asked::Choice => {
                let Some(option) = part.options.iter().find(|option| option.value == given) else {
                    return String::new();
                };
                let words = if option.words.is_empty() {
                    &option.value
                } else {
                    &option.words
                };
                said(&part.words, words)
            }
            Asked::Date => given.trim().parse().map_or_else(
                |_| String::new(),
                |date| said(&part.words, &long_date(date)),
            ),
            Asked::Worksheet => said(&part.words, given),
            Asked::Line | Asked::Text => match form(given) {
                Form::Nothing => String::new(),
                Form::Phrase(value) => said(&part.words, &value),
                Form::Whole(value) if part.whole.is_empty() => value,
                Form::Whole(value) => said(&part.whole, &value),
                Form::List(lines) if part.list.is_empty() => said(&part.words, &lines.join("; ")),
                Form::List(lines) => {
                    let list: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
                    said(&part.list, &list.join("\n"))
                }
            },
        }
    }
}

// What was given for a part, or what holds before anything is given.
fn given<'a>(part: &'a Part, reasons: &'a Reasons) -> &'a str {
    match reasons.get(&part.name).map(String::as_str) {
        Some(given) if !given.is_empty() => given,
        _ => &part.default,
    }
}

// A title stands in the middle of a sentence: its first letter is small, unless the word is an abbreviation.
fn begun_small(title: &str) -> String {
    let mut chars = title.chars();
    let (Some(first), second) = (chars.next(), chars.clone().next()) else {
        return String::new();
    };
    if second.is_some_and(char::is_uppercase) {
        return title.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}
