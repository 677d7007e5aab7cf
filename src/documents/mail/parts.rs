//! How many parts a mail says it has, told from its lines before it is taken apart: a trap of a million empty parts would
//! take seconds and hundreds of megabytes.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::super::limits;

/// Lines that could part a mail. Rules and signatures begin with dashes as well, but no mail of this size has so many.
const DASHES: usize = 20_000;

/// Tells whether a mail has more parts than are read, those of attached mails included, however these are wrapped.
pub(super) fn are_too_many(bytes: &[u8]) -> bool {
    are_too_many_within(bytes, 0)
}

fn are_too_many_within(bytes: &[u8], depth: usize) -> bool {
    let mut boundaries: Vec<&[u8]> = Vec::new();
    let (mut heads, mut dashes, mut parts) = (0_usize, 0_usize, 0_usize);
    let mut head = Head::default();
    // Where the next line begins, and up to where everything was unwrapped already: nothing is unwrapped twice.
    let (mut next, mut unwrapped) = (0, 0);
    for line in bytes.split(|byte| *byte == b'\n') {
        next += line.len() + 1;
        if line.trim_ascii().is_empty() {
            let decode = std::mem::take(&mut head).unwraps();
            if let Some(decode) = decode.filter(|_| next >= unwrapped) {
                let body = up_to_a_boundary(bytes.get(next..).unwrap_or_default());
                unwrapped = next + body.len();
                let attached = decode(body);
                if attached.is_some_and(|mail| {
                    depth >= limits::MAILS_WITHIN || are_too_many_within(&mail, depth + 1)
                }) {
                    return true;
                }
            }
            continue;
        }
        head.take(line);
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

type Decode = fn(&[u8]) -> Option<Vec<u8>>;

/// What the lines since the last empty one say, should they be the head of a part.
#[derive(Default)]
struct Head {
    mail: bool,
    decode: Option<Decode>,
}

impl Head {
    fn take(&mut self, line: &[u8]) {
        let folded = line.first().is_some_and(u8::is_ascii_whitespace);
        if !folded
            && !begins(line, b"content-type:")
            && !begins(line, b"content-transfer-encoding:")
        {
            return;
        }
        self.mail |= has(line, b"message/");
        if has(line, b"base64") {
            self.decode = Some(base64_decode);
        } else if has(line, b"quoted-printable") {
            self.decode = Some(quoted_printable_decode);
        }
    }

    /// How the mail that follows is unwrapped, if one follows and is wrapped.
    fn unwraps(self) -> Option<Decode> {
        self.decode.filter(|_| self.mail)
    }
}

/// What stands above the next line that could part the mail round it.
fn up_to_a_boundary(body: &[u8]) -> &[u8] {
    let ends = body.windows(3).position(|part| part == b"\n--");
    body.get(..ends.unwrap_or(body.len())).unwrap_or_default()
}

fn has(line: &[u8], word: &[u8]) -> bool {
    line.windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word))
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
