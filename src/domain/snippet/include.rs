//! Includes: a snippet that holds another by its id, `{{> closing/internal-review}}`.
//!
//! They are opened when a library is read, never in a case: a request that holds these signs holds only signs.

use std::ops::Range;

use crate::text::slice;

/// How deep snippets may hold each other.
pub const DEEPEST: usize = 4;
/// How many includes one snippet may come to, those of its includes counted.
const MOST: usize = 60;
/// How long a snippet may become.
const LONGEST: usize = 256 * 1024;

/// An include in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// Where it stands, braces included.
    pub range: Range<usize>,
    /// The id of the other snippet.
    pub id: String,
}

/// Finds the includes of a text in order. What looks like one and names no id is ordinary text.
pub fn includes(text: &str) -> impl Iterator<Item = Include> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + slice::from(text, at).find("{{>")?;
            let inside = slice::from(text, start + 3);
            at = start + 3;
            if let Some((id, _)) = inside.split_once("}}")
                && is_id(id.trim_matches(' '))
            {
                at = start + 3 + id.len() + 2;
                return Some(Include {
                    range: start..at,
                    id: id.trim_matches(' ').to_owned(),
                });
            }
        }
    })
}

/// Tells whether a text can be the id of a snippet: a path of plain names.
pub fn is_id(id: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    id.len() <= 200 && id.split('/').all(plain)
}

/// Why the includes of a snippet cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IncludeError {
    /// There is no such snippet.
    #[error("it includes “{id}”{}, which is not in the library", via(within.as_deref()))]
    Missing {
        /// What is included.
        id: String,
        /// The snippet through which it came in; none if it is the snippet itself.
        within: Option<String>,
    },
    /// A snippet that holds itself.
    #[error("it includes itself in a circle: {}", circle.join(" → "))]
    Circle {
        /// The way round, which begins and ends with the same.
        circle: Vec<String>,
    },
    /// Too many inside each other.
    #[error("snippets lie more than {DEEPEST} deep in each other: {}", way.join(" → "))]
    TooDeep {
        /// The way down.
        way: Vec<String>,
    },
    /// Too much of it.
    #[error("its includes come to more than a snippet may hold")]
    TooLong,
}

impl IncludeError {
    /// Returns how to mend it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "Look at the id with seriatim snippet list",
            Self::Circle { .. } => "Take one of these includes out",
            Self::TooDeep { .. } => "Write the text of one of them where it is needed",
            Self::TooLong => "Include fewer snippets",
        }
    }
}

fn via(within: Option<&str>) -> String {
    within.map_or_else(String::new, |id| format!(" through “{id}”"))
}

/// A text with its includes opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// The text.
    pub text: String,
    /// The ids that went in, each once, in the order of the text.
    pub ids: Vec<String>,
    /// How deep they lie: 0 without includes.
    pub depth: usize,
}

/// Opens the includes of a snippet. `written` tells the text of another as its file has it.
///
/// # Errors
/// [`IncludeError`]; the first that is met.
pub fn open<'a>(
    id: &str,
    text: &str,
    written: &impl Fn(&str) -> Option<&'a str>,
) -> Result<Opened, IncludeError> {
    let mut opened = Opened::default();
    let mut way = vec![id.to_owned()];
    let mut count = 0;
    pour(text, written, &mut way, &mut count, &mut opened)?;
    Ok(opened)
}

fn pour<'a>(
    text: &str,
    written: &impl Fn(&str) -> Option<&'a str>,
    way: &mut Vec<String>,
    count: &mut usize,
    into: &mut Opened,
) -> Result<(), IncludeError> {
    let mut at = 0;
    for include in includes(text) {
        into.text
            .push_str(slice::slice(text, at..include.range.start));
        at = include.range.end;
        *count += 1;
        if *count > MOST || into.text.len() > LONGEST {
            return Err(IncludeError::TooLong);
        }
        if let Some(start) = way.iter().position(|id| *id == include.id) {
            let mut circle = way.split_off(start);
            circle.push(include.id);
            return Err(IncludeError::Circle { circle });
        }
        let Some(inner) = written(&include.id) else {
            return Err(IncludeError::Missing {
                id: include.id,
                within: way.last().filter(|_| way.len() > 1).cloned(),
            });
        };
        way.push(include.id.clone());
        if way.len() > DEEPEST + 1 {
            return Err(IncludeError::TooDeep { way: way.clone() });
        }
        into.depth = into.depth.max(way.len() - 1);
        if !into.ids.contains(&include.id) {
            into.ids.push(include.id);
        }
        pour(inner.trim_end(), written, way, count, into)?;
        way.pop();
    }
    into.text.push_str(slice::from(text, at));
    if into.text.len() > LONGEST {
        return Err(IncludeError::TooLong);
    }
    Ok(())
}

/// Returns a text from elsewhere in a form in which it includes nothing, however it is put together.
pub fn defused(text: &str) -> String {
    text.replace("{{>", "{ {>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(id: &str) -> Option<&'static str> {
        Some(match id {
            "a" => "A {{> b}} A",
            "b" => "B {{>c}} B\n",
            "c" => "C",
            "round" => "{{> back}}",
            "back" => "x {{> round }}",
            "d1" => "{{> d2}}",
            "d2" => "{{> d3}}",
            "d3" => "{{> d4}}",
            "d4" => "{{> d5}}",
            "d5" => "deep",
            "bomb" => "{{> c}}{{> c}}{{> c}}{{> c}}{{> c}}{{> c}}{{> c}}{{> c}}{{> c}}",
            _ => return None,
        })
    }

    fn opened(id: &str) -> Result<Opened, IncludeError> {
        open(id, library(id).unwrap_or_default(), &library)
    }

    #[test]
    fn a_snippet_holds_others_and_knows_how_deep() {
        let opened = opened("a").expect("opened");
        assert_eq!(opened.text, "A B C B A");
        assert_eq!(opened.ids, ["b", "c"]);
        assert_eq!(opened.depth, 2);
    }

    #[test]
    fn a_circle_is_named_as_one() {
        let error = opened("round").expect_err("a circle");
        assert_eq!(
            error.to_string(),
            "it includes itself in a circle: round → back → round"
        );
        let own = open("x", "{{> x}}", &|_| Some("never")).expect_err("a circle");
        assert!(own.to_string().ends_with("x → x"), "{own}");
        let outside = open("y", "{{> round}}", &library).expect_err("a circle further in");
        assert!(outside.to_string().ends_with("round → back → round"));
    }

    #[test]
    fn what_is_missing_too_deep_or_too_much_is_refused() {
        let error = open("x", "{{> b}} {{> gone}}", &library).expect_err("missing");
        assert!(error.to_string().contains("“gone”"), "{error}");
        assert!(matches!(
            open("x", "{{> d1}}", &library),
            Err(IncludeError::TooDeep { .. })
        ));
        let many = "{{> bomb}}".repeat(7);
        assert_eq!(open("x", &many, &library), Err(IncludeError::TooLong));
    }

    #[test]
    fn only_an_id_behind_the_sign_is_an_include() {
        for text in [
            "{{closing}}",
            "{{> }}",
            "{{> ../etc/passwd}}",
            "{{> two words}}",
            "{{>",
            "{> a}}",
        ] {
            assert_eq!(includes(text).count(), 0, "{text}");
        }
        assert_eq!(includes(&defused("{{{{> a}}")).count(), 0);
    }
}
