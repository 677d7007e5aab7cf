//! CSV files of other programs, record by record.

use std::io::{self, BufRead};

use crate::text::decode::windows_1252;

/// The longest record that is read, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// Reads the records of a CSV file one by one (RFC 4180: quotation marks double inside quotation marks).
#[derive(Debug)]
pub struct CsvReader<R> {
    reader: R,
    line: usize,
    /// How many bytes have been read.
    pub bytes: u64,
}

impl<R: BufRead> CsvReader<R> {
    /// Reads from here.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            line: 0,
            bytes: 0,
        }
    }

    /// Returns the next record with the line on which it begins.
    ///
    /// # Errors
    /// If the file cannot be read.
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
                    b',' if !quoted => cells.push(Vec::new()),
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
}
