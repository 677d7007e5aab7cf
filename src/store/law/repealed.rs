//! Reads which law is gone: `config/repealed.toml`.

use std::path::Path;

use super::super::builtin;
use super::super::toml_text::{Keys, Source, TomlError};
use crate::domain::regime::RepealedLaw;

/// Reads the law that is gone, as the program carries it with it.
///
/// # Errors
/// Words for the officer.
pub fn repealed() -> Result<Vec<RepealedLaw>, String> {
    let text = builtin::config("repealed.toml").unwrap_or_default();
    read(Path::new("repealed.toml"), text.as_bytes()).map_err(|error| error.to_string())
}

fn read(path: &Path, bytes: &[u8]) -> Result<Vec<RepealedLaw>, TomlError> {
    let source = Source::new(path, bytes)?;
    let table = source.table()?;
    let keys = source.keys(&table);
    keys.only(&["law"])?;
    keys.tables("law")?.iter().map(read_law).collect()
}

fn read_law(entry: &Keys<'_>) -> Result<RepealedLaw, TomlError> {
    entry.only(&["names", "regime", "cites", "instead", "since"])?;
    let law = RepealedLaw {
        names: entry.texts("names")?,
        regime: entry.text("regime")?.map(str::to_owned),
        cites: entry.texts("cites")?,
        instead: entry.needed_text("instead")?.to_owned(),
        since: entry.date("since")?,
    };
    let by_name = !law.names.is_empty() && law.regime.is_none() && law.cites.is_empty();
    let by_cite = law.names.is_empty() && law.regime.is_some() && !law.cites.is_empty();
    if by_name || by_cite {
        return Ok(law);
    }
    let what = "it is not told which law is gone";
    let hint = "Give `names` for a whole statute, or `regime` and `cites` for provisions of one";
    Err(entry.error_at("names", what, hint))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::law::regimes;

    #[test]
    fn the_old_data_protection_act_is_gone_and_the_present_one_is_not() {
        let laws = repealed().expect("no error in it");
        let of = |name: &str| {
            laws.iter()
                .find(|law| law.names.iter().any(|known| known == name))
        };
        let old = of("Data Protection Act 1998").expect("listed");
        assert!(old.instead.contains("Data Protection Act 2018"));
        assert_eq!(old.since, Some(date(2018, 5, 25)));
        assert_eq!(of("Data Protection Act 2018"), None);
    }

    #[test]
    fn no_statute_or_provision_of_a_pack_is_said_to_be_gone() {
        let (regimes, _) = regimes(None);
        for law in repealed().expect("no error in it") {
            for regime in regimes.iter() {
                assert!(!law.names.contains(&regime.statute), "{}", regime.statute);
            }
            if let Some(id) = &law.regime {
                let regime = regimes.get(id).expect("a regime that there is");
                for cite in &law.cites {
                    assert!(regime.provision(cite).is_none(), "{id} still lists {cite}");
                }
            }
        }
    }

    #[test]
    fn an_entry_that_names_no_law_is_refused_with_its_line() {
        let text = "[[law]]\ninstead = \"Something\"\nsince = 2018-05-25\n";
        let error = read(Path::new("repealed.toml"), text.as_bytes()).expect_err("no law");
        assert_eq!(error.line, 1);
        assert!(error.to_string().contains("`names`"), "{error}");
    }
}
