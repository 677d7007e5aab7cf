//! Reads who must approve what: `[sign_off]` of a workspace's settings.

use std::collections::BTreeMap;

use super::toml_text::{Keys, TomlError};
use crate::domain::sign_off::{Matter, Rule, SignOff, When};

/// Reads the table.
pub(super) fn read(entry: &Keys<'_>) -> Result<SignOff, TomlError> {
    entry.only(&["rule", "roles"])?;
    let mut roles = BTreeMap::new();
    if let Some(given) = entry.table("roles")? {
        for role in given.names() {
            roles.insert(role.to_owned(), given.texts(role)?);
        }
    }
    let rules = entry.tables("rule")?;
    let rules = rules.iter().map(read_rule).collect::<Result<_, _>>()?;
    Ok(SignOff { rules, roles })
}

fn read_rule(rule: &Keys<'_>) -> Result<Rule, TomlError> {
    rule.only(&["approve", "when", "cites", "regime", "by", "why"])?;
    let matter = |word: &str| match word {
        "letter" => Some(Matter::Letter),
        "question" => Some(Matter::Question),
        _ => None,
    };
    let approve = rule
        .word("approve", "\"letter\" or \"question\"", matter)?
        .ok_or_else(|| rule.missing("approve"))?;
    let often = |word: &str| match word {
        "always" => Some(When::Always),
        "refusal" => Some(When::Refusal),
        _ => None,
    };
    let when = rule.word("when", "\"always\" or \"refusal\"", often)?;
    let when = match (when, rule.has("cites")) {
        (Some(_), true) => {
            return Err(rule.error_at(
                "cites",
                "the rule has both `when` and `cites`",
                "Keep one of the two; two rules can say both",
            ));
        }
        (None, true) => {
            let cites = rule.texts("cites")?;
            if cites.is_empty() {
                return Err(
                    rule.wrong("cites", "provisions as letters cite them, such as [\"36\"]")
                );
            }
            When::Cites {
                regime: rule.text("regime")?.map(str::to_owned),
                cites,
            }
        }
        (_, false) if rule.has("regime") => {
            return Err(rule.error_at(
                "regime",
                "a regime without `cites` says nothing",
                "Name the provisions with `cites`, or delete the line",
            ));
        }
        (when, false) => when.unwrap_or(When::Always),
    };
    Ok(Rule {
        approve,
        when,
        by: rule.texts("by")?,
        why: rule.text_or_empty("why")?,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::toml_text::Source;

    fn from(text: &str) -> Result<SignOff, TomlError> {
        let source = Source::new(Path::new("seriatim.toml"), text.as_bytes())?;
        let table = source.table()?;
        let keys = source.keys(&table);
        keys.table("sign_off")?
            .map_or_else(|| Ok(SignOff::default()), |entry| read(&entry))
    }

    #[test]
    fn rules_and_roles_are_read() {
        let text = "[[sign_off.rule]]\napprove = \"letter\"\nwhen = \"refusal\"\nby = [\"Head of Legal\"]\n\n\
                    [[sign_off.rule]]\napprove = \"question\"\ncites = [\"36\"]\nregime = \"uk-foia\"\n\n\
                    [sign_off.roles]\n\"Head of Legal\" = [\"Priya Nair\"]\n";
        let read = from(text).expect("it is right");
        assert_eq!(read.rules.len(), 2);
        assert_eq!(read.rules[0].when, When::Refusal);
        assert_eq!(read.roles["Head of Legal"], ["Priya Nair"]);
    }

    #[test]
    fn a_mistake_is_named_with_its_file_and_line() {
        for (text, line) in [
            ("[[sign_off.rule]]\nwhen = \"always\"\n", 1),
            ("[[sign_off.rule]]\napprove = \"letters\"\n", 2),
            (
                "[[sign_off.rule]]\napprove = \"letter\"\nwhen = \"refusal\"\ncites = [\"36\"]\n",
                4,
            ),
            (
                "[[sign_off.rule]]\napprove = \"letter\"\nregime = \"uk-foia\"\n",
                3,
            ),
            (
                "[sign_off]\n[[sign_off.rule]]\napprove = \"letter\"\nbye = [\"Ann\"]\n",
                4,
            ),
            ("[[sign_off.rule]]\napprove = \"letter\"\nby = \"Ann\"\n", 3),
        ] {
            let error = from(text).expect_err(text);
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().starts_with("seriatim.toml:"), "{error}");
        }
    }
}
