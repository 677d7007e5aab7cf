//! How many parts a mail says it has, told from its lines before it is taken apart: a trap of a million empty parts would
//! take seconds and hundreds of megabytes.

use super::super::limits;

/// Lines that could part a mail. Rules and signatures begin with dashes as well, but no mail of this size has so many.
const DASHES: usize = 20_000;

/// Tells whether a mail has more parts than are read.
pub(super) fn are_too_many(bytes: &[u8]) -> bool {
    let mut boundaries: Vec<&[u8]> = Vec::new();
    let (mut heads, mut dashes, mut parts) = (0_usize, 0_usize, 0_usize);
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Some(rest) = line.strip_prefix(b"--") {
            dashes += 1;
            parts += usize::from(boundaries.iter().any(|known| rest.starts_with(known)));
        } else if begins(line, b"content-type:") {
            heads += 1;
        }
        if let Some(boundary) = boundary(line)
            && !boundaries.contains(&boundary)
        {
            boundaries.push(boundary);
        }
        if [heads, parts, boundaries.len()]
            .iter()
            .any(|count| *count > limits::MAIL_PARTS * 2)
            || dashes > DASHES
        {
            return true;
        }
    }
    false
}

fn begins(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The boundary that a line of a head names.
fn boundary(line: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"boundary=";
    // The line is the head itself or a fold of it; anything longer is text.
    const LONGEST: usize = 1_000;
    if line.len() > LONGEST || !line.contains(&b'=') {
        return None;
    }
    let at = line
        .windows(NAME.len())
        .position(|part| part.eq_ignore_ascii_case(NAME))?;
    let value = line.get(at + NAME.len()..)?;
    let value = match value.strip_prefix(b"\"") {
        Some(quoted) => quoted.split(|byte| *byte == b'"').next()?,
        None => value
            .split(|byte| byte.is_ascii_whitespace() || *byte == b';')
            .next()?,
    };
    (!value.is_empty()).then_some(value)
}
