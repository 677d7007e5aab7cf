//! What happened to a case: the lines of its history, append-only.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something worth remembering. No text of the case goes in: the history outlives drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The case was made from a request.
    Created {
        /// How many questions were found.
        questions: usize,
    },
    /// A snippet went into an answer.
    Inserted {
        /// The snippet's id.
        snippet: String,
        /// The ids of the questions.
        questions: Vec<String>,
    },
    /// A provision was cited by hand.
    Cited {
        /// The provision.
        cite: String,
        /// The ids of the questions.
        questions: Vec<String>,
    },
    /// Checks stood in the way and the officer went on.
    Overridden {
        /// The codes of the checks.
        codes: Vec<String>,
        /// The reason given.
        reason: String,
    },
    /// Words that a check found were marked as meant to be there.
    Allowed {
        /// The code of the check.
        code: String,
        /// The reason given.
        reason: String,
    },
    /// That words are meant to be there was taken back.
    NoLongerAllowed {
        /// The code of the check.
        code: String,
    },
    /// A service area was asked for what questions need.
    Asked {
        /// Who.
        with: String,
        /// The ids of the questions.
        questions: Vec<String>,
    },
    /// A reply was kept.
    Replied {
        /// The ids of the questions.
        questions: Vec<String>,
    },
    /// Somebody approved the letter or a question as it stood.
    Approved {
        /// `letter`, or the id of the question.
        of: String,
        /// Who approved it; the line itself tells who recorded that.
        approver: String,
        /// The SHA-256 of the text that was approved.
        sha256: String,
    },
    /// An approval was taken back.
    ApprovalTakenBack {
        /// `letter`, or the id of the question.
        of: String,
        /// Whose it was.
        approver: String,
    },
    /// A review of the case was opened.
    ReviewOpened {
        /// The reference of the review.
        review: String,
    },
    /// The case was made as the review of another.
    Reviews {
        /// The reference of the case that is reviewed.
        of: String,
    },
    /// A review found of answers whether they were right.
    ReviewFound {
        /// upheld, partly, overturned.
        finding: String,
        /// The ids of the questions.
        questions: Vec<String>,
    },
    /// The outcome of a review of the case left, or was taken back.
    ReviewDecided {
        /// The reference of the review.
        review: String,
        /// What it found, in words: "2 upheld, 1 overturned".
        findings: String,
        /// Whether it left; false if the review is open again.
        left: bool,
    },
    /// The letter was copied.
    Copied {
        /// The view: letter or disclosure-log.
        view: String,
        /// What is known of its arrival.
        delivery: String,
        /// The SHA-256 of the plain text.
        sha256: String,
        /// Whether it was a draft that nobody had approved.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        draft: bool,
    },
    /// The letter was saved as a file beside the case.
    Exported {
        /// The view: letter or disclosure-log.
        view: String,
        /// The name of the file.
        file: String,
        /// The SHA-256 of the file.
        sha256: String,
    },
    /// The letter left and is kept in the folder `sent`.
    Sent {
        /// The date of the letter: the day on which it left.
        on: Date,
        /// The name of the file with its text.
        file: String,
        /// The SHA-256 of that file.
        sha256: String,
    },
    /// The journal of an interrupted session was taken over, or left.
    Recovered {
        /// Whether it was taken over.
        taken: bool,
        /// How many changes it held.
        changes: usize,
    },
    /// The status changed.
    Status {
        /// The new status.
        status: String,
    },
}
