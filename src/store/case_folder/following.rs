//! Following a case that somebody else changes while it is open: a colleague on a share, a sync, git itself.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::put::{Known, stands_as};
use super::{CaseError, CaseFolder};
use crate::domain::case::Case;
use crate::domain::ids::QuestionId;
use crate::store::case_file::QuestionFile;
use crate::store::files::{self, Disk};

/// Returns a number that differs as soon as a file of a case was written. Only names, sizes and times are read.
pub fn stamp(path: &Path) -> u64 {
    let listed = fs::read_dir(path.join("questions")).into_iter().flatten();
    let mut files: Vec<_> = listed.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.push(path.join("case.toml"));
    let mut hasher = DefaultHasher::new();
    for file in files {
        if let Ok(there) = fs::symlink_metadata(&file) {
            (&file, there.len(), there.modified().ok()).hash(&mut hasher);
        }
    }
    hasher.finish()
}

impl CaseFolder {
    /// Reads the case anew if somebody else has changed its files since they were loaded or saved last. `None` if they
    /// stand as they are known, or if a question cannot be read: it is being written at this moment, or damaged, and
    /// what is on screen is the better text of it.
    ///
    /// # Errors
    /// [`CaseError`] if `case.toml` cannot be used.
    pub fn theirs(&self) -> Result<Option<Case>, CaseError> {
        if self.changed_underneath().is_empty() {
            return Ok(None);
        }
        let fresh = Self::open_on(std::sync::Arc::clone(&self.disk), &self.path)?;
        let more_lost = fresh.folder.lost.len() > self.lost.len();
        Ok((!more_lost).then_some(fresh.case))
    }

    /// Tells whether a question of the case could not be read.
    pub fn is_damaged(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Knows these questions, and the rest of the case if `frame`, as an interrupted session had them rather than as they
    /// are: what somebody else wrote since then is found by [`Self::theirs`], and no save goes over it unseen.
    pub fn know_as(&mut self, had: &Case, questions: &[QuestionId], frame: bool) {
        for id in questions {
            let known = self.questions.entry(id.clone()).or_default();
            known.hash = had.question(id).map(|question| {
                let text = QuestionFile::write(question, &known.kept);
                files::sha256(text.as_bytes())
            });
        }
        if frame {
            // Nothing can have this hash, so the file is looked at.
            self.case_file.hash = Some(String::new());
        }
    }

    /// Takes the files that say what `theirs` says for known, so that the next save goes over them. The questions in
    /// `open`, and the rest of the case unless `frame`, wait for a decision and stay as they were known.
    ///
    /// # Errors
    /// [`CaseError`] if the case cannot be read; nothing is taken then.
    pub fn take_over(
        &mut self,
        theirs: &Case,
        open: &[QuestionId],
        frame: bool,
    ) -> Result<(), CaseError> {
        let fresh = Self::open_on(std::sync::Arc::clone(&self.disk), &self.path)?;
        let (folder, case) = (fresh.folder, fresh.case);
        let there: BTreeSet<QuestionId> = folder.questions.keys().cloned().collect();
        for (id, known) in folder.questions {
            let same = case.question(&id) == theirs.question(&id);
            if same && !open.contains(&id) {
                let before = self.questions.insert(id, known);
                clear(&*self.disk, before)?;
            }
        }
        // A question that could not be read may be whole again: mended, or shown at last by a slow share.
        self.lost.retain(|lost| {
            let id = &lost.listed.id;
            open.contains(id) || folder.lost.iter().any(|still| still.listed.id == *id)
        });
        // What they took away is not there to be written over; what is written here since is new.
        self.questions
            .retain(|id, _| open.contains(id) || there.contains(id));
        let list = |case: &Case| -> Vec<(QuestionId, u8)> {
            let questions = case.questions.iter();
            questions
                .map(|question| (question.id.clone(), question.level))
                .collect()
        };
        let same_frame = case.facts == theirs.facts
            && case.opening.text == theirs.opening.text
            && case.closing.text == theirs.closing.text
            && list(&case) == list(theirs);
        if frame && same_frame {
            let before = std::mem::replace(&mut self.case_file, folder.case_file);
            clear(&*self.disk, Some(before))?;
            self.listed = folder.listed;
        }
        Ok(())
    }
}

// What this session had to put beside a file is decided on: the file that it waited in goes.
fn clear(disk: &dyn Disk, before: Option<Known>) -> Result<(), CaseError> {
    if let Some((hash, beside)) = before.and_then(|known| known.beside)
        && stands_as(&beside, Some(&hash))
    {
        files::remove(disk, &beside)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::joining::join;
    use crate::domain::merge;
    use crate::store::testing::case;

    // A case that two windows have open: ours, and the one of a colleague.
    struct Shared {
        _home: tempfile::TempDir,
        path: PathBuf,
        ours: CaseFolder,
    }

    impl Shared {
        fn new() -> Self {
            let home = tempfile::tempdir().expect("a folder");
            let path = home.path().join("FOI-2026-0001");
            let ours = CaseFolder::create(&path, &case(), b"x", "txt").expect("a new case");
            Self {
                _home: home,
                path,
                ours,
            }
        }

        fn file(&self, name: &str) -> PathBuf {
            self.path.join("questions").join(format!("{name}.toml"))
        }

        /// A colleague changes the case and saves it.
        fn colleague(&self, change: impl FnOnce(&mut Case)) {
            let mut theirs = CaseFolder::open(&self.path).expect("a case");
            change(&mut theirs.case);
            theirs.folder.save(&theirs.case, "1").expect("saved");
        }

        fn theirs(&self) -> Case {
            let theirs = self.ours.theirs().expect("a case");
            theirs.expect("a colleague has changed it")
        }
    }

    fn answer(case: &mut Case, question: usize, text: &str) {
        Arc::make_mut(&mut case.questions[question]).answer = text.into();
    }

    #[test]
    fn the_stamp_of_a_case_changes_with_any_file_of_it_and_with_nothing_else() {
        let shared = Shared::new();
        let before = stamp(&shared.path);
        assert_eq!(stamp(&shared.path), before);
        shared.colleague(|case| answer(case, 1, "Theirs, and longer than before."));
        let then = stamp(&shared.path);
        assert_ne!(then, before);
        shared.colleague(|case| Arc::make_mut(&mut case.facts).title = "A longer title".into());
        assert_ne!(stamp(&shared.path), then);
    }

    #[test]
    fn a_question_that_is_just_being_written_does_not_vanish_from_the_screen() {
        let shared = Shared::new();
        files::save(&files::RealDisk, &shared.file("aaaa"), b"kind = \"que").expect("half");
        assert_eq!(shared.ours.theirs().expect("a case"), None);
    }

    #[test]
    fn what_waits_for_a_decision_is_not_taken_over_and_the_rest_is() {
        let mut shared = Shared::new();
        shared.colleague(|case| {
            answer(case, 0, "Theirs.");
            answer(case, 1, "Theirs too.");
            Arc::make_mut(&mut case.facts).title = "Theirs".into();
        });
        let theirs = shared.theirs();
        let open = [theirs.questions[0].id.clone()];
        shared.ours.take_over(&theirs, &open, false).expect("taken");
        assert_eq!(
            shared.ours.changed_underneath(),
            [shared.path.join("case.toml"), shared.file("aaaa")]
        );
        shared.ours.take_over(&theirs, &[], true).expect("taken");
        assert!(shared.ours.changed_underneath().is_empty());
    }

    #[test]
    fn what_a_colleague_wrote_after_it_was_read_is_not_taken_over_unseen() {
        let changes: [fn(&mut Case); 5] = [
            |case| answer(case, 1, "Theirs again."),
            |case| Arc::make_mut(&mut case.facts).title = "Again".into(),
            |case| Arc::make_mut(&mut case.opening).text = "Again".into(),
            |case| Arc::make_mut(&mut case.closing).text = "Again".into(),
            |case| Arc::make_mut(&mut case.questions[2]).level = 4,
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut shared = Shared::new();
            shared.colleague(|case| answer(case, 0, "Theirs."));
            let theirs = shared.theirs();
            shared.colleague(change);
            shared.ours.take_over(&theirs, &[], true).expect("taken");
            let file = match number {
                0 => shared.file("bbbb"),
                _ => shared.path.join("case.toml"),
            };
            assert_eq!(shared.ours.changed_underneath(), [file]);
        }
    }

    #[test]
    fn a_damaged_question_is_damaged_until_it_is_mended() {
        let shared = Shared::new();
        assert!(!shared.ours.is_damaged());
        let whole = ["aaaa", "bbbb"].map(|name| {
            let whole = fs::read(shared.file(name)).expect("there");
            files::save(&files::RealDisk, &shared.file(name), b"").expect("damaged");
            (name, whole)
        });
        let mut opened = CaseFolder::open(&shared.path).expect("a case");
        for (left, (name, whole)) in [(vec!["bbbb"], &whole[0]), (vec![], &whole[1])] {
            assert!(opened.folder.is_damaged());
            files::save(&files::RealDisk, &shared.file(name), whole).expect("mended");
            let theirs = CaseFolder::open(&shared.path).expect("a case").case;
            opened.folder.take_over(&theirs, &[], true).expect("taken");
            let lost = opened.folder.lost.iter();
            let lost: Vec<String> = lost.map(|lost| lost.listed.id.to_string()).collect();
            assert_eq!(lost, left);
        }
        assert!(!opened.folder.is_damaged());
    }

    #[test]
    fn a_text_that_was_put_beside_goes_when_it_is_decided_on_and_one_that_was_edited_stays() {
        for edited in [false, true] {
            let mut shared = Shared::new();
            shared.colleague(|case| answer(case, 0, "Theirs."));
            let mut mine = case();
            answer(&mut mine, 0, "Mine.");
            assert!(shared.ours.save(&mine, "1").is_err());
            let beside = shared.file("aaaa.mine-1");
            assert!(beside.is_file());
            if edited {
                files::save(&files::RealDisk, &beside, b"A note of mine").expect("written");
            }
            let theirs = shared.theirs();
            shared.ours.take_over(&theirs, &[], true).expect("taken");
            assert_eq!(beside.exists(), edited);
        }
    }

    // A window with the case open, as the workbench has it.
    struct Officer {
        folder: CaseFolder,
        base: Case,
        case: Case,
    }

    impl Officer {
        fn at(path: &Path) -> Self {
            let opened = CaseFolder::open(path).expect("a case");
            Self {
                folder: opened.folder,
                base: opened.case.clone(),
                case: opened.case,
            }
        }

        fn write(&mut self, question: usize, token: &str, first: bool) {
            let at = question % self.case.questions.len();
            let answer = &mut Arc::make_mut(&mut self.case.questions[at]).answer;
            *answer = if first {
                format!("{token}\n\n{answer}")
            } else {
                format!("{answer}\n\n{token}")
            };
        }

        // What the others wrote is put together with what is here, where both wrote with both, and the whole is saved.
        fn save(&mut self) {
            if let Some(theirs) = self.folder.theirs().expect("a case") {
                let joined = join(&self.base, &self.case, &theirs);
                for change in &joined.changes {
                    self.case.apply(change).expect("it fits");
                }
                for id in &joined.clashes {
                    let text = |case: &Case| case.question(id).map(|own| own.answer.clone());
                    let (old, other) = (text(&self.base), text(&theirs));
                    let at = self.case.position(id).expect("it is here");
                    let own = &mut Arc::make_mut(&mut self.case.questions[at]).answer;
                    *own = merge::both(&old.unwrap_or_default(), own, &other.unwrap_or_default());
                }
                self.folder.take_over(&theirs, &[], true).expect("taken");
            }
            self.folder.save(&self.case, "1").expect("saved");
            self.base = self.case.clone();
        }
    }

    #[derive(Debug, Clone)]
    enum Step {
        Write(usize, usize, bool),
        Save(usize),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let write = (0..2_usize, 0..3_usize, any::<bool>())
            .prop_map(|(who, question, first)| Step::Write(who, question, first));
        proptest::collection::vec(prop_oneof![write, (0..2_usize).prop_map(Step::Save)], 1..25)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn two_officers_who_write_in_any_order_lose_no_word(steps in steps()) {
            let home = tempfile::tempdir().expect("a folder");
            let path: PathBuf = home.path().join("FOI-2026-0001");
            CaseFolder::create(&path, &case(), b"x", "txt").expect("a new case");
            let mut officers = [Officer::at(&path), Officer::at(&path)];
            let mut tokens = Vec::new();
            for (number, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Write(who, question, first) => {
                        let token = format!("Words {number} of officer {who}.");
                        officers[who].write(question, &token, first);
                        tokens.push(token);
                    }
                    Step::Save(who) => officers[who].save(),
                }
            }
            for who in [0, 1, 0, 1] {
                officers[who].save();
            }
            let [one, other] = officers.map(|officer| officer.case);
            let answers = |case: &Case| -> Vec<String> {
                case.questions.iter().map(|own| own.answer.clone()).collect()
            };
            prop_assert_eq!(answers(&one), answers(&other));
            let all = answers(&one).concat();
            for token in &tokens {
                prop_assert!(all.contains(token.as_str()), "{token} is lost:\n{all}");
            }
            let beside = fs::read_dir(path.join("questions")).expect("questions").flatten();
            let beside = beside.filter(|file| file.file_name().to_string_lossy().contains(".mine-"));
            prop_assert_eq!(beside.count(), 0);
        }
    }
}
