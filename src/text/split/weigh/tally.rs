//! How the items of one list read: as questions, as notes, as what happened.

use crate::text::split::words::{self, Ask};

/// How the items of one list read.
#[derive(Debug, Default)]
pub(super) struct Tally {
    count: usize,
    asking: usize,
    nouns: usize,
    admin: usize,
    statements: usize,
    /// Has sub-questions, other than bullets.
    pub(super) children: bool,
}

impl Tally {
    pub(super) fn of(texts: &[&str]) -> Self {
        let mut tally = Self {
            count: texts.len().max(1),
            ..Self::default()
        };
        for text in texts {
            let (ask, score) = (words::ask(text), words::admin(text));
            let admin = words::is_admin_by(ask, score);
            tally.asking += usize::from(ask >= Ask::Request && !admin);
            tally.nouns += usize::from(ask == Ask::Noun && !admin);
            tally.admin += usize::from(score >= 1);
            tally.statements += usize::from(ask == Ask::No && words::is_longer_than(text, 4));
        }
        tally
    }

    /// Definitions, legal points and format wishes under a line that says so.
    pub(super) fn is_notes(&self, lead: &str) -> bool {
        words::opens_notes(lead)
            && (self.asking * 2 < self.count || !words::is_longer_than(lead, 3))
    }

    /// After the questions, a list that is only about the correspondence.
    pub(super) fn is_correspondence(&self, after_questions: bool) -> bool {
        after_questions && self.admin * 3 >= self.count * 2 && self.asking * 2 < self.count
    }

    /// What happened, point by point, in a letter that asks elsewhere.
    pub(super) fn is_background(&self, lead: &str) -> bool {
        let invited = words::leads_in(lead)
            && (words::ask(lead) >= Ask::Request || words::points_below(lead));
        !invited
            && !self.children
            && self.asking + self.nouns == 0
            && self.statements * 2 > self.count
    }

    /// A lone marker with next to nothing behind it.
    pub(super) fn is_stray(&self, texts: &[&str], lead: &str) -> bool {
        self.count == 1
            && !self.children
            && self.asking + self.nouns == 0
            && (lead.ends_with('.')
                || texts
                    .iter()
                    .all(|text| text.len() < 4 || words::admin(text) > 0))
    }
}
