//! What the clerk does for each effect. When it does it is the business of the shift.

use std::time::Instant;

use super::{HAND_OVER, PAUSE, SYNC_WITHIN, Shift};
use crate::app::effect::{Effect, Ticket};
use crate::app::message::{Kept, Msg};
use crate::domain::snippet::Layer;
use crate::domain::snippet::draft::SnippetDraft;

impl<T: Fn(Msg) + Clone + Send + 'static> Shift<T> {
    pub(super) fn take(&mut self, effect: Effect) {
        match effect {
            Effect::LoadBoard => (self.tell)(Msg::Board(Ok(self.work.board()))),
            opening @ (Effect::Open(_)
            | Effect::Create { .. }
            | Effect::CreateFromFile { .. }
            | Effect::OpenReview { .. }) => self.take_to_open(opening),
            taking @ (Effect::TakeOver { .. } | Effect::HandOver | Effect::LookAside) => {
                self.take_between_windows(taking);
            }
            Effect::TellOriginal { review, left, on } => {
                let kept = self.work.tell_original(&review, left, on);
                self.told(kept);
            }
            Effect::Recover { take, .. } => {
                let kept = self.work.recover(take);
                self.told(kept);
                self.changed(self.work.look_underneath());
            }
            Effect::Journal { deltas, .. } => {
                self.saved = false;
                let kept = self.work.journal(&deltas);
                self.told(kept);
                self.sync_by
                    .get_or_insert_with(|| Instant::now() + SYNC_WITHIN);
            }
            Effect::AwaitPause { revision } => {
                self.pause = Some((Instant::now() + PAUSE, revision));
            }
            Effect::Save(case) => {
                self.sync();
                let met = self.work.look_underneath();
                let result = self.work.save(&case, met.as_ref());
                // Whoever has taken the case over is told of now rather than at the next look.
                if self.work.taken_over().is_some() {
                    (self.tell)(Msg::TakenOver(case.reference.clone()));
                }
                let result = result.map_err(|error| format!("{error:#}"));
                self.saved = result.is_ok();
                self.changed(met);
                (self.tell)(Msg::Saved {
                    revision: case.revision,
                    result,
                });
            }
            Effect::LookAtCase => self.changed(self.work.look_underneath()),
            Effect::TakeUnderneath {
                theirs,
                open,
                frame,
            } => {
                if let Err(error) = self.work.take_underneath(&theirs, &open, frame) {
                    (self.tell)(Msg::Notice(format!("{error:#}")));
                }
            }
            Effect::Record(event) => {
                if let Err(error) = self.work.record(&event) {
                    (self.tell)(Msg::JournalFailed(format!("The history: {error:#}")));
                }
            }
            Effect::KeepUses(uses) => {
                let kept = self.work.keep_uses(&uses);
                self.told(kept);
            }
            Effect::Close => {
                self.sync();
                self.pause = None;
                self.watch = None;
                self.taking = None;
                self.work.close(self.saved);
            }
            for_the_team => self.take_for_the_team(for_the_team),
        }
    }

    // A case that comes on the desk: from its folder, or made of what came in.
    fn take_to_open(&mut self, effect: Effect) {
        match effect {
            Effect::Open(reference) => {
                self.saved = true;
                self.taking = None;
                let opened = self.work.open(&reference);
                self.opened(opened);
            }
            Effect::Create { text, title } => {
                self.saved = true;
                let opened = self.work.create_from_text(&text, &title);
                self.opened(opened);
            }
            Effect::CreateFromFile { path } => match self.work.create_from_file(&path) {
                Some(opened) => {
                    self.saved = true;
                    self.opened(opened);
                }
                None => (self.tell)(Msg::NoSuchFile(path)),
            },
            Effect::OpenReview { of, received } => {
                self.saved = true;
                let opened = self.work.open_review(&of, received, None);
                if opened.is_err() {
                    // The case that was left for it is on the board as it is now.
                    (self.tell)(Msg::Board(Ok(self.work.board())));
                }
                self.opened(opened);
            }
            _ => {}
        }
    }

    // What could not be kept is told of.
    fn told(&self, kept: anyhow::Result<()>) {
        if let Err(error) = kept {
            (self.tell)(Msg::JournalFailed(format!("{error:#}")));
        }
    }

    // A case that goes from one window to another, and what was left aside by that.
    fn take_between_windows(&mut self, effect: Effect) {
        match effect {
            Effect::TakeOver {
                reference,
                alongside,
            } => {
                self.saved = true;
                if alongside {
                    let opened = self.work.join_in(&reference);
                    self.opened(opened);
                } else {
                    self.take_over(reference, Instant::now() + HAND_OVER);
                }
            }
            Effect::HandOver => self.hand_over(),
            Effect::LookAside => (self.tell)(Msg::Aside(self.work.left_aside())),
            _ => {}
        }
    }

    // What goes into the archive, the library and files of its own.
    fn take_for_the_team(&mut self, effect: Effect) {
        match effect {
            Effect::FileAnswers { ids, answers } => {
                let result = self.work.file_answers(&ids, &answers);
                let (before, problem) = match result {
                    Ok(before) => (before, None),
                    Err(error) => (0, Some(format!("{error:#}"))),
                };
                (self.tell)(Msg::Filed {
                    filed: answers.len(),
                    before,
                    problem,
                });
            }
            Effect::FileHarvest(answers) => {
                let result = self.work.file_harvest(&answers);
                (self.tell)(Msg::HarvestFiled(
                    result.map_err(|error| format!("{error:#}")),
                ));
            }
            Effect::WriteSnippet {
                ticket,
                layer,
                draft,
                was,
            } => {
                self.write_snippet(ticket, layer, &draft, was.as_deref());
            }
            Effect::LookForDraft => {
                match self.work.left_draft() {
                    Some(kept) => (self.tell)(Msg::DraftFound(Box::new(kept))),
                    // Who was quick has begun to write already.
                    None => self.sync(),
                }
            }
            Effect::KeepDraft(Some(draft)) => {
                // As with the journal: some keys go to the disk together.
                self.draft = Some(draft);
                self.sync_by
                    .get_or_insert_with(|| Instant::now() + SYNC_WITHIN);
            }
            Effect::KeepDraft(None) => {
                self.draft = None;
                if let Err(error) = self.work.keep_draft(None) {
                    (self.tell)(Msg::Notice(format!("{error:#}")));
                }
            }
            Effect::WriteDocument(page) => {
                let result = self.work.write_document(&page);
                (self.tell)(Msg::DocumentWritten(
                    result.map_err(|error| format!("{error:#}")),
                ));
            }
            Effect::KeepSent(page) => {
                let result = self.work.keep_sent(&page);
                let result = result.map(|(letter, remark)| (Box::new(letter), remark));
                (self.tell)(Msg::SentKept(result.map_err(|error| format!("{error:#}"))));
            }
            Effect::Remember(lessons) => {
                let (learnt, problem) = self.work.remember(lessons);
                if !learnt.is_empty() {
                    (self.tell)(Msg::Learnt(learnt));
                }
                if let Some(problem) = problem {
                    (self.tell)(Msg::Notice(problem));
                }
            }
            // The case's own are done; the screen's, the clipboard's, the searcher's and the servers' never reach the clerk.
            _ => {}
        }
    }

    fn write_snippet(&self, ticket: Ticket, layer: Layer, draft: &SnippetDraft, was: Option<&str>) {
        let result = self.work.write_snippet(layer, draft, was);
        // The library first, so that the word of success finds the snippet in it.
        if matches!(result, Ok(Kept::Saved(_)))
            && let Some(library) = self.work.library_again(layer)
        {
            (self.tell)(Msg::Library(library));
        }
        (self.tell)(Msg::SnippetWritten { ticket, result });
    }
}
