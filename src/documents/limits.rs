//! How much is read of what a stranger sends. Whatever the file, the answer comes within a second and with little memory.

/// A file: mail servers of authorities refuse larger mails, and a request is text.
pub const LARGEST_FILE: usize = 25 * 1024 * 1024;

/// The words of one document: a thousand pages.
pub const LONGEST_TEXT: usize = 2 * 1024 * 1024;

/// What the parts of one package (.docx, .odt) may unpack to. Word files of many pictures stay below, since pictures are
/// not unpacked; a zip bomb ends here after a tenth of a second.
pub const UNPACKED: u64 = 50 * 1024 * 1024;

/// The parts of a package. A long Word file has a few dozen.
pub const PACKAGE_PARTS: usize = 2_000;

/// Elements within elements. Word nests about forty deep in tables within text boxes.
pub const DEPTH: usize = 256;

/// The parts of a mail, those of its attached mails included.
pub const MAIL_PARTS: usize = 500;

/// Mails attached to mails attached to mails.
pub const MAILS_WITHIN: usize = 4;

/// The files that are kept from one mail.
pub const ATTACHMENTS: usize = 100;

/// How many words of a finding are kept, in bytes: enough to see what was hidden, not another document.
pub const FINDING: usize = 2_000;

/// The rows and columns of a table, and the levels of a list.
pub const ROWS: usize = 10_000;
/// The columns of a table.
pub const COLUMNS: usize = 64;
