//! The export of a casework system: a request a row of a CSV file, or a request a line of JSON.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;

use super::{Intake, IntakeError, from_bytes};
use crate::domain::fields::read_date;
use crate::store::columns::read_mapping;
use crate::store::csv::CsvReader;
use crate::store::files::{self, FileError};
use crate::text::clean::{LONGEST_LINE, clean_line};

/// What is read of a row, and how systems call it.
const NAMES: [(&str, &[&str]); 6] = [
    (
        "request",
        &[
            "request text",
            "details",
            "request details",
            "description",
            "text",
            "body",
            "question",
            "questions",
        ],
    ),
    (
        "requester",
        &[
            "requester name",
            "requestor",
            "applicant",
            "name",
            "from",
            "customer",
        ],
    ),
    (
        "address",
        &[
            "email",
            "e-mail",
            "email address",
            "requester email",
            "applicant email",
        ],
    ),
    ("title", &["subject", "summary", "request title"]),
    (
        "received",
        &[
            "date received",
            "received date",
            "received on",
            "date of receipt",
            "date",
            "created",
        ],
    ),
    (
        "reference",
        &[
            "ref",
            "case reference",
            "case ref",
            "reference number",
            "case number",
            "case id",
            "id",
        ],
    ),
];

/// Which columns hold what, as `request=Details,requester=Applicant` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

impl Columns {
    /// Reads the mapping.
    ///
    /// # Errors
    /// Words for the officer if something other than what a request has is named.
    pub fn parse(text: &str) -> Result<Self, String> {
        let known = NAMES.map(|(own, _)| own);
        read_mapping(text, &known, "request=Details").map(Self)
    }

    /// Says where a part stands among the names of a file's columns.
    fn place<T: AsRef<str>>(&self, part: &str, names: &[T]) -> Option<usize> {
        let at = |wanted: &str| {
            names
                .iter()
                .position(|name| name.as_ref().trim().to_lowercase() == wanted)
        };
        if let Some((_, column)) = self.0.iter().find(|(own, _)| own == part) {
            return at(column);
        }
        let (_, others) = NAMES.iter().find(|(own, _)| *own == part)?;
        at(part).or_else(|| others.iter().find_map(|other| at(other)))
    }
}

/// A request of an export.
#[derive(Debug)]
pub struct Exported {
    /// Its line.
    pub line: usize,
    /// The request.
    pub intake: Intake,
    /// The reference that it has in the system.
    pub reference: String,
    /// When it was received, if the row says so.
    pub received: Option<Date>,
}

/// A row that was read, or the line and the reason why not.
pub type Row = Result<Exported, (usize, String)>;

/// Tells whether a file is an export, by its ending: what is in it could be a request as well.
pub fn is_export(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["csv", "jsonl", "ndjson"]
        .iter()
        .any(|known| ending == *known)
}

/// Reads an export row by row. `took` hears each with the number of bytes read so far.
///
/// # Errors
/// If the file cannot be read, or no column holds the request; and what `took` refuses.
pub fn each<E: From<String>>(
    path: &Path,
    columns: &Columns,
    mut took: impl FnMut(Row, u64) -> Result<(), E>,
) -> Result<(), E> {
    let unread = |source| {
        let error = FileError::NotRead {
            path: path.into(),
            source,
        };
        E::from(error.to_string())
    };
    let file = File::open(path).map_err(unread)?;
    let mut reader = BufReader::new(file);
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    {
        let mut csv = CsvReader::new(reader);
        let (_, names) = csv.record().map_err(unread)?.unwrap_or_default();
        if columns.place("request", &names).is_none() {
            let there: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            return Err(E::from(format!(
                "{}: no column for the request; the columns are {}. Say which: --columns request=NAME",
                files::shown(path),
                there.join(", ")
            )));
        }
        while let Some((line, cells)) = csv.record().map_err(unread)? {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let cell = |part: &str| {
                let at = columns.place(part, &names)?;
                cells.get(at).cloned()
            };
            took(exported(path, line, cell), csv.bytes)?;
        }
        return Ok(());
    }
    let (mut text, mut line, mut bytes) = (Vec::new(), 0, 0);
    loop {
        text.clear();
        let read = reader.read_until(b'\n', &mut text).map_err(unread)?;
        if read == 0 {
            return Ok(());
        }
        line += 1;
        bytes += u64::try_from(read).unwrap_or(0);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let row = match serde_json::from_slice::<Value>(&text) {
            Ok(Value::Object(object)) => {
                let names: Vec<&String> = object.keys().collect();
                exported(path, line, |part| {
                    let name = names.get(columns.place(part, &names)?)?;
                    match object.get(*name)? {
                        Value::String(text) => Some(text.clone()),
                        Value::Number(number) => Some(number.to_string()),
                        _ => None,
                    }
                })
            }
            Ok(_) => Err((line, "not an object".to_owned())),
            Err(error) => Err((line, format!("not JSON, near column {}", error.column()))),
        };
        took(row, bytes)?;
    }
}

fn exported(path: &Path, line: usize, cell: impl Fn(&str) -> Option<String>) -> Row {
    let text = cell("request").unwrap_or_default();
    let short = |part: &str| {
        let (line, _) = clean_line(&cell(part).unwrap_or_default(), LONGEST_LINE);
        line.to_string()
    };
    if text.trim().is_empty() {
        return Err((line, "there is no request in it".to_owned()));
    }
    let mut intake = from_bytes(path, text.into_bytes(), "txt").map_err(|error| {
        let words = match error {
            IntakeError::Refused { why, .. } => why.to_string(),
            other => other.to_string(),
        };
        (line, words)
    })?;
    for (into, part) in [
        (&mut intake.sender, "requester"),
        (&mut intake.address, "address"),
        (&mut intake.subject, "title"),
    ] {
        let given = short(part);
        if !given.is_empty() {
            *into = given;
        }
    }
    let given = short("received");
    // "24/11/2026 09:14" and "2026-11-24T09:14:00" are days with a time of day.
    let day = given.split([' ', 'T']).next().unwrap_or_default();
    let received = read_date(&given).or_else(|| read_date(day));
    if received.is_none() && !given.is_empty() {
        return Err((
            line,
            format!("“{given}” is no date of receipt; write it like 2026-11-24"),
        ));
    }
    Ok(Exported {
        line,
        intake,
        reference: short("reference"),
        received,
    })
}
