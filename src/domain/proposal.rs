//! Who may change a shared snippet, and what those propose who may not.

use jiff::civil::Date;

use super::snippet::Layer;

/// Who may change the snippets of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MayChange {
    /// Everybody who can write to its folder.
    #[default]
    Everybody,
    /// Nobody from here: all changes are proposals.
    Nobody,
    /// These people, by the names under which their acts are recorded.
    Named(Vec<String>),
}

impl MayChange {
    /// Tells whether somebody may.
    pub fn allows(&self, who: &str) -> bool {
        match self {
            Self::Everybody => true,
            Self::Nobody => false,
            Self::Named(names) => names
                .iter()
                .any(|name| name.trim().to_lowercase() == who.trim().to_lowercase()),
        }
    }
}

/// Who may change which layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    /// Of the organisation's layer.
    pub organisation: MayChange,
    /// Of the team's.
    pub team: MayChange,
}

impl Rights {
    /// Tells whether somebody may change the snippets of a layer. An officer's own layer is their own; what comes with
    /// the program is nobody's to change.
    pub fn may_change(&self, layer: Layer, who: &str) -> bool {
        match layer {
            Layer::BuiltIn => false,
            Layer::Organisation => self.organisation.allows(who),
            Layer::Team => self.team.allows(who),
            Layer::Personal => true,
        }
    }
}

/// A change of a shared snippet that waits for somebody who may make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The layer that it would change.
    pub layer: Layer,
    /// The folder below `proposed` that it lies in, which is made of the name of who proposes it.
    pub folder: String,
    /// The snippet, which need not exist yet.
    pub id: String,
    /// Who proposes it.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// Why, in a line.
    pub note: String,
    /// The text of the snippet's file as it would be.
    pub text: String,
    /// The text of the file that it was made from; none for a new snippet.
    pub was: Option<String>,
    /// What the owner said, if it was declined.
    pub declined: Option<Decision>,
}

/// What an owner decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// The word that goes with it.
    pub word: String,
}

impl Proposal {
    /// Returns the name by which it is called on the command line: `ann-okafor/foia/s31-cyber`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.folder, self.id)
    }

    /// Tells whether it still waits for a decision.
    pub fn is_open(&self) -> bool {
        self.declined.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_are_named_may_change_a_layer() {
        let rights = Rights {
            organisation: MayChange::Named(vec!["Ann Okafor".into()]),
            team: MayChange::Everybody,
        };
        assert!(rights.may_change(Layer::Organisation, "ann okafor "));
        assert!(!rights.may_change(Layer::Organisation, "bob"));
        assert!(rights.may_change(Layer::Team, "bob"));
        assert!(rights.may_change(Layer::Personal, "bob"));
        assert!(
            !rights.may_change(Layer::BuiltIn, "Ann Okafor"),
            "what comes with the program is overridden, not changed"
        );
        assert!(!MayChange::Nobody.allows("Ann Okafor"));
    }
}
