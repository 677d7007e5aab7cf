//! Where things are kept on this computer.

use std::env;
use std::path::PathBuf;

use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

/// The folders of the program for this user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The officer's own settings: keys.
    pub config: PathBuf,
    /// The workspace of an officer who has made none.
    pub data: PathBuf,
    /// Journals and copied letters: on the local disk, never on a share.
    pub state: PathBuf,
}

impl Places {
    /// Finds the folders of this user.
    ///
    /// # Errors
    /// Words for the officer if the system does not say where they are.
    pub fn of_this_user() -> anyhow::Result<Self> {
        let own = |name: &str| {
            env::var_os(name)
                .filter(|path| !path.is_empty())
                .map(PathBuf::from)
        };
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".into(),
            author: "seriatim".into(),
            app_name: "seriatim".into(),
        })?;
        let state = strategy
            .state_dir()
            .unwrap_or_else(|| strategy.data_dir().join("state"));
        Ok(Self {
            config: own("SERIATIM_CONFIG").unwrap_or_else(|| strategy.config_dir()),
            data: own("SERIATIM_DATA").unwrap_or_else(|| strategy.data_dir()),
            state: own("SERIATIM_STATE").unwrap_or(state),
        })
    }
}

/// Returns the name under which the officer's acts are recorded.
pub fn user() -> String {
    let named = ["SERIATIM_USER", "USER", "USERNAME"]
        .into_iter()
        .find_map(|name| env::var(name).ok());
    named
        .map(|name| crate::text::clean::clean_line(&name, 80).0.to_string())
        .unwrap_or_default()
}
