//! Files that are only ever added to, a line at a time.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Disk, FileError};

/// Adds a line to a file and makes it lasting; makes the file if it is not there.
///
/// # Errors
/// [`FileError::NotSaved`] if the disk refuses; part of the line may stand there, and the next one closes it.
pub fn append_line(disk: &dyn Disk, path: &Path, line: String) -> Result<(), FileError> {
    let failed = |source: io::Error| FileError::NotSaved {
        path: path.into(),
        source,
    };
    let mut file = disk.open_append(path).map_err(failed)?;
    // One write: two officers who append at the same time do not mix their lines.
    let mut bytes = line.into_bytes();
    bytes.push(b'\n');
    // A line that was cut off is closed first, so that it spoils only itself.
    if !ends_with_line(path) {
        bytes.insert(0, b'\n');
    }
    disk.write(&mut file, &bytes).map_err(failed)?;
    disk.sync(&file).map_err(failed)?;
    Ok(())
}

fn ends_with_line(path: &Path) -> bool {
    let last = || -> io::Result<u8> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Ok(b'\n');
        }
        file.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        file.read_exact(&mut byte)?;
        Ok(byte[0])
    };
    last().is_ok_and(|byte| byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::super::RealDisk;
    use super::*;

    #[test]
    fn each_line_stands_in_a_line_of_its_own_and_a_cut_one_is_closed_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("history.jsonl");
        let append = |line: &str| append_line(&RealDisk, &path, line.into()).expect("added");
        let text = || std::fs::read_to_string(&path).expect("there");
        append("one");
        append("two");
        assert_eq!(text(), "one\ntwo\n");
        std::fs::write(&path, "one\ntwo\nthr").expect("cut off");
        append("four");
        assert_eq!(text(), "one\ntwo\nthr\nfour\n");
    }
}
