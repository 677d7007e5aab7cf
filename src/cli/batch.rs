//! `new` with a folder or an export: many cases in one call.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use jiff::civil::Date;

use super::args::New;
use super::progress::Bar;
use super::{complain, out};
use crate::domain::ids::Reference;
use crate::host::desk_work::DeskWork;
use crate::host::start::Start;
use crate::store::files;
use crate::store::intake::export::{self, Columns};
use crate::store::intake::{self, Intake};
use crate::store::letters;
use crate::text::clean::clean;

/// What came of a batch.
struct Batch {
    work: DeskWork,
    // The hash of every request that is a case already.
    known: HashMap<String, String>,
    made: Vec<String>,
    unread: usize,
    again: usize,
    received: Option<Date>,
}

/// Tells whether a call is about many requests.
pub(super) fn is_many(file: &Path) -> bool {
    file.is_dir() || export::is_export(file)
}

/// Makes a case of every request of a folder or an export; what cannot be read keeps no other from becoming a case.
pub(super) fn perform(start: &Start, new: &New, file: &Path) -> anyhow::Result<ExitCode> {
    if new.reference.is_some() || !new.title.is_empty() {
        return Err(anyhow!(
            "--reference and --title are for one request; {} holds many",
            files::shown(file)
        ));
    }
    let mut batch = Batch {
        work: start.desk_work(),
        known: known(start),
        made: Vec::new(),
        unread: 0,
        again: 0,
        received: new.received,
    };
    let mut bar = Bar::new();
    let mut others = 0;
    if file.is_dir() {
        let listed = letters::list(std::slice::from_ref(&file.to_path_buf()));
        others = listed.others;
        for (folder, words) in &listed.unread {
            batch.fails(&mut bar, &format!("{}: {words}", files::shown(folder)));
        }
        let of = listed.files.len() as u64;
        for (done, path) in listed.files.iter().enumerate() {
            bar.show("Making cases", done as u64, of);
            batch.file(&mut bar, path);
        }
    } else {
        let columns =
            Columns::parse(&new.columns).map_err(|words| anyhow!("--columns: {words}"))?;
        let size = std::fs::metadata(file).map_or(0, |about| about.len());
        export::each::<Words>(file, &columns, |row, bytes| {
            bar.show("Making cases", bytes, size);
            let at = |line: usize| format!("{}:{line}", files::shown(file));
            match row {
                Ok(row) => {
                    let received = row.received;
                    batch.make(
                        &mut bar,
                        &at(row.line),
                        &row.intake,
                        &row.reference,
                        received,
                    );
                }
                Err((line, words)) => batch.fails(&mut bar, &format!("{}: {words}", at(line))),
            }
            Ok(())
        })
        .map_err(|Words(words)| anyhow!(words))?;
    }
    bar.clear();
    out(&batch.told(others))?;
    Ok(if batch.made.is_empty() && batch.unread > 0 {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    })
}

struct Words(String);

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl Batch {
    fn file(&mut self, bar: &mut Bar, path: &Path) {
        match intake::from_file(path) {
            Ok(intake) => self.make(bar, &files::shown(path), &intake, "", None),
            Err(error) => self.fails(bar, &error.to_string()),
        }
    }

    fn make(
        &mut self,
        bar: &mut Bar,
        from: &str,
        intake: &Intake,
        reference: &str,
        received: Option<Date>,
    ) {
        let hash = files::sha256(&intake.bytes);
        if let Some(case) = self.known.get(&hash) {
            self.again += 1;
            bar.clear();
            complain(&format!("{from}: the same request as {case}"));
            return;
        }
        let given = Reference::parse(&reference.replace(['/', '\\', ' '], "-"));
        if given.is_none() && !reference.is_empty() {
            let words = format!("{from}: “{}” is no reference", &*clean(reference).0);
            return self.fails(bar, &words);
        }
        let made = self
            .work
            .create(intake, "", given, received.or(self.received));
        match made {
            Ok(made) => {
                let case = made.case.reference.to_string();
                self.work.close(true);
                self.known.insert(hash, case.clone());
                self.made.push(case);
            }
            Err(error) => self.fails(bar, &format!("{from}: {error:#}")),
        }
    }

    fn fails(&mut self, bar: &mut Bar, words: &str) {
        self.unread += 1;
        bar.clear();
        complain(words);
    }

    fn told(&self, others: usize) -> String {
        let many = |count: usize, one: &str, more: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {more}"),
        };
        let mut text = format!("{} made", many(self.made.len(), "case", "cases"));
        match (self.made.first(), self.made.last()) {
            (Some(first), Some(last)) if first != last => {
                let _ = write!(text, ": {first} to {last}");
            }
            (Some(first), _) => {
                let _ = write!(text, ": {first}");
            }
            _ => {}
        }
        text.push('\n');
        for (count, words) in [
            (self.again, "a case already"),
            (self.unread, "not readable, each told above"),
            (others, "no mail or document, left alone"),
        ] {
            if count > 0 {
                let _ = writeln!(text, "{}: {words}", many(count, "request", "requests"));
            }
        }
        text
    }
}

/// A folder that is taken in twice makes each case once.
fn known(start: &Start) -> HashMap<String, String> {
    let mut known = HashMap::new();
    for reference in start.workspace.references() {
        let folder = start.workspace.case(&reference);
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            if name.to_string_lossy().starts_with("request.")
                && let Ok(bytes) = files::read(&entry.path(), 32 * 1024 * 1024)
            {
                known.insert(files::sha256(&bytes), reference.to_string());
            }
        }
    }
    known
}
