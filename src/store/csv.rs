//! CSV files of other programs, record by record.

use std::io::{self, BufRead};

use crate::text::decode::windows_1252;

/// The longest record that is read, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// The marks that part cells: a spreadsheet program uses the one of its country.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The first bytes of a file in UTF-8 and in UTF-16.
const MARK_OF_UTF8: &[u8] = b"\xef\xbb\xbf";
const MARKS_OF_UTF16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// Reads the records of a CSV file one by one (RFC 4180: quotation marks double inside quotation marks). The first line
/// says whether commas, semicolons or tabs part the cells.
#[derive(Debug)]
pub struct CsvReader<R> {
    reader: R,
    line: usize,
    separator: u8,
    /// How many bytes have been read.
    pub bytes: u64,
}

impl<R: BufRead> CsvReader<R> {
    /// Reads from here.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            line: 0,
            separator: b',',
            bytes: 0,
        }
    }

    /// Returns the next record with the line on which it begins.
    ///
    /// # Errors
    /// If the file cannot be read, or is in UTF-16.
    pub fn record(&mut self) -> io::Result<Option<(usize, Vec<String>)>> {
        let mut cells: Vec<Vec<u8>> = vec![Vec::new()];
        let mut quoted = false;
        let mut begun = None;
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = self.reader.read_until(b'\n', &mut line)?;
            if read == 0 {
                break;
            }
            self.bytes += read as u64;
            self.line += 1;
            if self.line == 1 && !self.begin(&mut line)? {
                continue;
            }
            begun.get_or_insert(self.line);
            let mut bytes = line.iter().copied().peekable();
            while let Some(byte) = bytes.next() {
                let Some(cell) = cells.last_mut() else { break };
                match byte {
                    b'"' if quoted && bytes.peek() == Some(&b'"') => {
                        bytes.next();
                        cell.push(b'"');
                    }
                    b'"' if quoted => quoted = false,
                    b'"' if cell.is_empty() => quoted = true,
                    mark if mark == self.separator && !quoted => cells.push(Vec::new()),
                    b'\r' | b'\n' if !quoted => {}
                    byte => cell.push(byte),
                }
            }
            let size: usize = cells.iter().map(Vec::len).sum();
            if !quoted || size > LONGEST {
                break;
            }
        }
        let Some(line) = begun else {
            return Ok(None);
        };
        let cells = cells.iter().map(|cell| {
            // Spreadsheet programs of Windows write Windows letters.
            let text = match std::str::from_utf8(cell) {
                Ok(text) => text.to_owned(),
                Err(_) => cell.iter().map(|byte| windows_1252(*byte)).collect(),
            };
            text.trim_start_matches('\u{feff}').to_owned()
        });
        Ok(Some((line, cells.collect())))
    }

    /// Learns from the first line how the file is written. Returns `false` if there is nothing else in that line.
    fn begin(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        if MARKS_OF_UTF16.iter().any(|mark| line.starts_with(mark)) {
            let words = "it is in UTF-16; save it as “CSV UTF-8”";
            return Err(io::Error::new(io::ErrorKind::InvalidData, words));
        }
        if line.starts_with(MARK_OF_UTF8) {
            line.drain(..MARK_OF_UTF8.len());
        }
        // Excel writes, and reads, a first line that only names the separator.
        if let Some([separator]) = line.trim_ascii().strip_prefix(b"sep=") {
            self.separator = *separator;
            return Ok(false);
        }
        self.separator = most_used(line);
        Ok(true)
    }
}

/// The separator that a line holds most of outside quotation marks; a comma if none leads.
fn most_used(line: &[u8]) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        line.iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                !quoted && **byte == separator
            })
            .count()
    };
    let mut best = (b',', count(b','));
    for separator in SEPARATORS {
        let found = count(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let mut reader = CsvReader::new(bytes);
        let mut out = Vec::new();
        while let Some(record) = reader.record().expect("it is read") {
            out.push(record);
        }
        out
    }

    #[test]
    fn the_first_line_says_what_parts_the_cells() {
        let cells = |bytes: &[u8]| {
            records(bytes)
                .into_iter()
                .map(|(_, cells)| cells)
                .collect::<Vec<_>>()
        };
        let wanted = vec![vec!["name", "details"], vec!["Ann, A", "How many?"]];
        assert_eq!(cells(b"name,details\n\"Ann, A\",How many?\n"), wanted);
        assert_eq!(cells(b"name;details\r\nAnn, A;How many?\r\n"), wanted);
        assert_eq!(
            cells(b"\xef\xbb\xbf\"name\";\"details\"\nAnn, A;\"How many?\""),
            wanted
        );
        assert_eq!(cells(b"name\tdetails\nAnn, A\tHow many?\n"), wanted);
        let named = records(b"sep=;\nname;details\nAnn, A;How many?\n");
        assert_eq!(named.first().map(|(line, _)| *line), Some(2));
        assert_eq!(named.get(1).map(|(_, cells)| cells.len()), Some(2));
    }

    #[test]
    fn a_file_in_utf_16_is_named() {
        let mut reader = CsvReader::new(&b"\xff\xfen\0a\0"[..]);
        let error = reader.record().expect_err("it is refused");
        assert!(error.to_string().contains("UTF-16"), "{error}");
    }
}
