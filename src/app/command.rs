//! What an officer can ask for. Each command is declared once; palette, bottom bar, help and key files read that row.

/// Where the keyboard's words are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Anywhere.
    Everywhere,
    /// The board of cases.
    Board,
    /// Anywhere in an open case.
    Desk,
    /// The list of questions.
    Questions,
    /// A text that can be written in: answer, question, opening, closing, a pasted request.
    Writing,
    /// The panel of snippets, exemptions and checks.
    Panel,
    /// The findings of the checks in the panel.
    Checks,
    /// The letter.
    Letter,
    /// The composer of reasons.
    Composing,
    /// The form in which a snippet is written.
    SnippetForm,
    /// The library screen.
    LibraryScreen,
    /// A pasted request that is to become a case.
    NewCase,
    /// Conflicts of shared files.
    Settling,
    /// A text that is written out of two.
    Merging,
    /// Proposals for shared layers.
    Reviewing,
    /// The pairs found in past letters.
    Harvesting,
    /// A question or an answer of a past letter that is mended.
    MendingPair,
    /// Any list: board, questions, panel, palette, a choice.
    List,
    /// Answers that were given when the same was asked before.
    Earlier,
    /// The figures of the team.
    FiguresScreen,
    /// Something that lies over the screen and asks.
    Asking,
}

/// Commands that belong together in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Finding one's way.
    Moving,
    /// Writing and editing.
    Writing,
    /// Answering questions.
    Answering,
    /// Mending the split.
    Mending,
    /// The letter.
    Letter,
    /// The library of snippets.
    Library,
    /// Sharing with colleagues.
    Sharing,
    /// Past letters.
    PastLetters,
    /// Cases.
    Cases,
    /// The program.
    Program,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Self; 10] = [
        Self::Answering,
        Self::Letter,
        Self::Moving,
        Self::Writing,
        Self::Mending,
        Self::Library,
        Self::Cases,
        Self::Sharing,
        Self::PastLetters,
        Self::Program,
    ];

    /// Returns its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Finding your way",
            Self::Writing => "Writing",
            Self::Answering => "Answering",
            Self::Mending => "Mending the list of questions",
            Self::Letter => "The letter",
            Self::Library => "The library",
            Self::Cases => "Cases",
            Self::Sharing => "Sharing with colleagues",
            Self::PastLetters => "Past letters",
            Self::Program => "The program",
        }
    }
}

/// A row of the table of commands.
#[derive(Debug, Clone, Copy)]
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name in key files.
    pub id: &'static str,
    /// Where it applies.
    pub context: Context,
    /// Where it stands in the help.
    pub group: Group,
    /// What it does, in a few words.
    pub title: &'static str,
    /// The same for the bottom bar, in a word or two.
    pub short: &'static str,
}

macro_rules! commands {
    ($($name:ident $id:literal $context:ident $group:ident $title:literal $short:literal;)*) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command {
            $(#[doc = $title] $name,)*
        }

        /// All commands, each declared once.
        pub const COMMANDS: &[CommandInfo] = &[
            $(CommandInfo {
                command: Command::$name,
                id: $id,
                context: Context::$context,
                group: Group::$group,
                title: $title,
                short: $short,
            },)*
        ];
    };
}

commands! {
    Help "help" Everywhere Program "Help: every command with its keys" "help";
    Palette "palette" Everywhere Program "Find a command by its name" "commands";
    Quit "quit" Everywhere Program "Quit; everything is saved" "quit";
    Redraw "redraw" Everywhere Program "Draw the screen anew" "redraw";
    Suspend "suspend" Everywhere Program "Suspend to the shell (Unix)" "suspend";
    NextTheme "next-theme" Everywhere Program "Next theme: dark, light, high contrast, plain" "theme";
    ToggleMarks "toggle-marks" Everywhere Program "Marks in ASCII or Unicode" "marks";
    ToggleMouse "toggle-mouse" Everywhere Program "Leave the mouse to the terminal, or take it back" "mouse";

    OpenCase "open-case" Board Cases "Open the case" "open";
    NewCase "new-case" Board Cases "New case: paste or type a request" "new case";
    NewFromClipboard "new-case-from-clipboard" Board Cases "New case from the clipboard" "from clipboard";
    RefreshBoard "refresh-board" Board Cases "Read the cases again" "refresh";
    ToggleSent "show-finished" Board Cases "Show or hide the cases that are sent or closed" "finished";
    CreateCase "create-case" NewCase Cases "Make a case of this request" "make the case";

    BackToBoard "board" Desk Cases "Back to the board of cases" "board";
    Figures "figures" Everywhere Cases "Figures: in time, late and why, outcomes, provisions, open cases by age" "figures";
    NextPeriod "next-period" FiguresScreen Cases "Figures of the next period: month, quarter, year, financial year, all" "period";
    PreviousPeriod "previous-period" FiguresScreen Cases "Figures of the period before it" "period back";
    CaseTitle "case-title" Desk Cases "Title of the case" "title";
    CaseRequester "case-requester" Desk Cases "Name of the requester" "requester";
    CaseReceived "case-received" Desk Cases "Date of receipt" "received";
    ShowRequest "show-request" Desk Cases "The request as it came: sender, files, findings" "request";
    TakeOver "take-over" Desk Cases "Take the case over from the window that has it open" "take over";
    LeftAside "left-aside" Desk Cases "What was left aside of this case: see it, take it back" "left aside";
    OpenReview "open-review" Everywhere Cases "Open the review of a case that is sent" "review";
    MarkSent "mark-sent" Desk Cases "Mark the case as sent and keep its letter, or open it again" "sent";
    ShowSent "show-sent" Desk Cases "What was sent, and what changed since" "what was sent";
    LetterDate "letter-date" Desk Cases "Date of the letter" "letter date";
    Clock "clock" Desk Cases "Clock: due date, what happened, extensions, tasks" "clock";
    ShowDue "show-due" Desk Cases "Why the response is due on its date" "due date";

    NextPane "next-pane" Desk Moving "Next pane" "pane";
    PreviousPane "previous-pane" Desk Moving "Previous pane" "pane back";
    NextQuestion "next-question" Desk Moving "Next question" "next question";
    PreviousQuestion "previous-question" Desk Moving "Previous question" "previous";
    NextUnanswered "next-unanswered" Desk Moving "Next question without an answer" "next open";
    GoToQuestions "questions" Desk Moving "To the list of questions" "questions";
    GoToAnswer "answer" Desk Moving "To the answer" "write";
    Up "up" List Moving "Up" "up";
    Down "down" List Moving "Down" "down";
    PageUp "page-up" List Moving "A page up" "page up";
    PageDown "page-down" List Moving "A page down" "page down";
    First "first" List Moving "To the first" "first";
    Last "last" List Moving "To the last" "last";

    Snippets "snippets" Desk Answering "Snippets that fit this question" "snippets";
    Exemptions "exemptions" Desk Answering "Exemptions and other provisions" "exemptions";
    Checks "checks" Desk Answering "Checks: what is still missing" "checks";
    NextTab "next-tab" Panel Answering "Next tab of the panel" "tab";
    Insert "insert" Panel Answering "Insert the snippet, compose the reasons for the provision, go to the finding" "choose";
    InsertToRenew "insert-to-renew" Panel Answering "Insert the past answer with its figures and dates as fields to renew" "insert, renew facts";
    FilterBy "filter-by" Panel Answering "Filter snippets and past answers: by outcome, provision, place, age" "filter";
    CiteOnly "cite-only" Panel Answering "Cite the provision without composing reasons" "cite only";
    MendFinding "mend-finding" Checks Answering "Mend what a check found" "mend";
    MeantToBeThere "meant-to-be-there" Checks Answering "Say that what a check found is meant to be there" "meant";
    WhyFinding "why" Checks Answering "Why a check matters: its reasons and its source in law" "why";
    ShowMeant "show-meant" Checks Answering "What is marked as meant to be there: see it, take it back" "allowed";
    ClearFilter "clear-filter" Panel Answering "Clear what was typed to filter; then back to the answer" "clear";
    NextField "next-field" Desk Answering "Fill the next open field" "field";
    SetOutcome "outcome" Desk Answering "Set the outcome" "outcome";
    SetHeld "held" Desk Answering "Say whether the information is held" "held";
    AnswerWith "answer-with" Desk Answering "Answer with another question" "answered with";
    Uncite "uncite" Desk Answering "Take back a cited provision" "uncite";
    AskServiceArea "ask-service-area" Desk Answering "Ask a service area for what the question needs: copies the mail" "ask colleagues";
    PasteReply "paste-reply" Desk Answering "Keep the copied reply of a service area as a note on the question" "keep reply";
    ReadReply "read-reply" Desk Answering "Read what a service area replied" "read reply";
    ReviewFinding "review-finding" Desk Answering "Review: the answer is upheld, upheld in part, or overturned" "finding";
    EarlierAnswers "earlier-answers" Desk Answering "Answers given when the same was asked before, question by question" "answered before";
    TakeEarlier "take-earlier" Earlier Answering "Put the earlier answer into its question" "take it";
    TakeAllEarlier "take-all-earlier" Earlier Answering "Put an earlier answer into every question without one" "fill the empty";
    UndoEarlier "undo-earlier" Earlier Answering "Take back what was taken over" "undo";
    Mark "mark" Questions Answering "Mark the question, to answer several in one go" "mark";
    MarkTo "mark-to" Questions Answering "Mark and go down" "mark down";
    ClearMarks "clear-marks" Questions Answering "Clear the marks" "clear marks";
    EnterQuestion "write-answer" Questions Answering "Write the answer" "write";

    PutIn "put-in" Composing Answering "Put the composed reasons into the answer" "put into the answer";
    NextPart "next-part" Composing Answering "Next part of the reasons" "next part";
    PreviousPart "previous-part" Composing Answering "Previous part of the reasons" "part back";
    CiteAnyway "cite-anyway" Composing Answering "Leave the composer and only cite the provision" "cite only";
    UndoPart "undo-part" Composing Answering "Undo in this part of the reasons" "undo";
    RedoPart "redo-part" Composing Answering "Redo in this part of the reasons" "redo";

    SaveAsSnippet "save-as-snippet" Desk Library "Make a snippet of the selection, or of the whole answer" "as snippet";
    EditSnippet "edit-snippet" Desk Library "Edit the snippet that is chosen in the panel" "edit snippet";
    NewSnippet "new-snippet" Everywhere Library "Write a new snippet" "new snippet";
    Library "library" Everywhere Library "The library: every snippet, where it was used, what is stale or alike" "library";
    NextDetail "next-detail" LibraryScreen Library "Its text, where it was used, those alike, its history" "uses, alike, history";
    RetireSnippet "retire-snippet" LibraryScreen Library "Withdraw the snippet and name its successor" "retire";
    SaveSnippet "save-snippet" SnippetForm Library "Save the snippet" "save";
    MeantInSnippet "meant-in-snippet" SnippetForm Library "The words that were found are meant to be there" "meant";

    EditQuestion "edit-question" Questions Mending "Edit the text of the question" "edit";
    SplitHere "split-here" Desk Mending "Split the question at the cursor" "split here";
    MergeQuestion "merge" Questions Mending "Merge with the question above" "merge";
    Indent "indent" Questions Mending "Make it a sub-question" "indent";
    Outdent "outdent" Questions Mending "Take it one level out" "outdent";
    MoveUp "move-up" Questions Mending "Move the question up" "move up";
    MoveDown "move-down" Questions Mending "Move the question down" "move down";
    AddQuestion "add-question" Questions Mending "Add a question" "add";
    DeleteQuestion "delete-question" Questions Mending "Delete the question" "delete";
    ToggleGroup "toggle-heading" Questions Mending "A heading, or a question to answer" "heading";
    SetMarker "set-marker" Questions Mending "Change the number of the question" "number";

    Letter "letter" Desk Letter "The letter, large" "letter";
    SwitchView "disclosure-log" Desk Letter "The letter, or the disclosure log entry" "log view";
    ToggleSharing "toggle-sharing" Desk Letter "Shared answers printed together, or referred across" "sharing";
    Copy "copy-letter" Desk Letter "Check and copy the finished text" "copy";
    SaveAsWord "save-as-word" Desk Letter "Save the letter as a Word document beside the case" "as Word";
    Approve "approve" Desk Letter "Approve the question or the whole letter, as it stands, in somebody’s name" "approve";
    Approvals "approvals" Desk Letter "Approvals: who approved what, and what changed since" "approvals";
    GoToSource "go-to-source" Letter Letter "Go to where this passage is written" "edit this";

    Undo "undo" Desk Writing "Undo" "undo";
    Redo "redo" Desk Writing "Redo" "redo";
    Save "save" Desk Writing "Save now (it saves by itself)" "save";
    MakeTable "make-table" Desk Writing "Make a table of the selected cells or the paragraph, or tidy the table" "table";
    Find "find" Desk Writing "Find in this text" "find";
    FindNext "find-next" Desk Writing "Find again" "find again";
    CopySelection "copy-selection" Everywhere Writing "Copy the selection" "copy";
    CutSelection "cut-selection" Writing Writing "Cut the selection" "cut";
    PasteText "paste" Everywhere Writing "Paste from the clipboard" "paste";
    SelectAll "select-all" Everywhere Writing "Select everything" "select all";
    Left "left" Writing Writing "Left" "left";
    Right "right" Writing Writing "Right" "right";
    WordLeft "word-left" Writing Writing "A word left" "word left";
    WordRight "word-right" Writing Writing "A word right" "word right";
    RowUp "row-up" Writing Writing "A row up" "row up";
    RowDown "row-down" Writing Writing "A row down" "row down";
    RowStart "row-start" Writing Writing "Start of the row" "row start";
    RowEnd "row-end" Writing Writing "End of the row" "row end";
    TextPageUp "text-page-up" Writing Writing "A page up in the text" "page up";
    TextPageDown "text-page-down" Writing Writing "A page down in the text" "page down";
    ParagraphUp "paragraph-up" Writing Writing "Previous paragraph" "paragraph up";
    ParagraphDown "paragraph-down" Writing Writing "Next paragraph" "paragraph down";
    TextStart "text-start" Writing Writing "Start of the text" "text start";
    TextEnd "text-end" Writing Writing "End of the text" "text end";
    SelectLeft "select-left" Writing Writing "Select left" "select";
    SelectRight "select-right" Writing Writing "Select right" "select";
    SelectWordLeft "select-word-left" Writing Writing "Select a word left" "select";
    SelectWordRight "select-word-right" Writing Writing "Select a word right" "select";
    SelectUp "select-up" Writing Writing "Select up" "select";
    SelectDown "select-down" Writing Writing "Select down" "select";
    SelectRowStart "select-row-start" Writing Writing "Select to the start of the row" "select";
    SelectRowEnd "select-row-end" Writing Writing "Select to the end of the row" "select";
    SelectTextStart "select-text-start" Writing Writing "Select to the start of the text" "select";
    SelectTextEnd "select-text-end" Writing Writing "Select to the end of the text" "select";
    Newline "newline" Writing Writing "New line" "new line";
    Backspace "backspace" Writing Writing "Delete left" "delete";
    Delete "delete" Writing Writing "Delete right" "delete";
    DeleteWordLeft "delete-word-left" Writing Writing "Delete a word left" "delete";
    DeleteWordRight "delete-word-right" Writing Writing "Delete a word right" "delete";

    Sync "sync" Everywhere Sharing "Sync: share and receive libraries, and cases where they are shared" "sync";
    Conflicts "conflicts" Everywhere Sharing "Conflicts: what you and others changed in the same place" "conflicts";
    Proposals "proposals" Everywhere Sharing "Proposals for shared layers: see, accept, decline" "proposals";
    TakeMine "take-mine" Settling Sharing "Conflict: take yours" "yours";
    TakeTheirs "take-theirs" Settling Sharing "Conflict: take theirs" "theirs";
    EditBoth "edit-both" Settling Sharing "Conflict: write one out of both" "edit both";
    NextConflict "next-conflict" Settling Sharing "Next conflict or proposal" "next";
    PreviousConflict "previous-conflict" Settling Sharing "Previous conflict or proposal" "previous";
    SettleDecided "settle-decided" Settling Sharing "Conflicts: write what is decided" "write";
    TakeWritten "take-written" Merging Sharing "Conflict: take what was written out of both" "take it";
    AcceptProposal "accept-proposal" Reviewing Sharing "Proposal: accept it" "accept";
    DeclineProposal "decline-proposal" Reviewing Sharing "Proposal: decline it with a word" "decline";

    HarvestLetters "harvest-letters" Everywhere PastLetters "Harvest past letters: questions and answers into the archive" "past letters";
    OtherLetters "other-letters" Harvesting PastLetters "Read other letters" "other letters";
    StopReading "stop-reading" Harvesting PastLetters "Stop reading; what was read so far is shown" "stop";
    MendAnswer "mend-past-answer" Harvesting PastLetters "Mend the answer" "mend";
    MendQuestion "mend-past-question" Harvesting PastLetters "Mend the question" "question";
    MendOutcome "mend-past-outcome" Harvesting PastLetters "Mend what became of the question" "outcome";
    MendProvisions "mend-past-provisions" Harvesting PastLetters "Mend the provisions relied on" "provisions";
    LeaveOutPair "leave-out" Harvesting PastLetters "Leave the pair out, or take it in after all" "leave out";
    SnippetOfPair "past-answer-as-snippet" Harvesting PastLetters "Make a snippet of it: what differs between letters becomes a field" "as a snippet";
    FilePairs "file-pairs" Harvesting PastLetters "Take all that is not left out into the archive" "into the archive";
    UndoPair "undo-pair" Harvesting PastLetters "Undo the last change to a pair" "undo";
    KeepMended "keep-mended" MendingPair PastLetters "Keep what was written" "keep";

    Confirm "confirm" Asking Moving "Yes, this one" "choose";
    Cancel "cancel" Asking Moving "Leave it" "leave";
}

impl Command {
    /// Returns its row in the table.
    ///
    /// # Panics
    /// Never: the macro that declares the commands makes a row for each.
    pub fn info(self) -> &'static CommandInfo {
        COMMANDS
            .iter()
            .find(|info| info.command == self)
            .expect("the macro makes a row for every command")
    }

    /// Returns the command with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|info| info.id == id)
            .map(|info| info.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        for (at, info) in COMMANDS.iter().enumerate() {
            assert!(
                COMMANDS
                    .iter()
                    .skip(at + 1)
                    .all(|other| other.id != info.id),
                "{}",
                info.id
            );
        }
    }
}
