//! Unpacking streams, never more than is left of the budget.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Unpacks by one filter. What comes out is cut at `most` bytes. None if the filter is not known.
pub(super) fn unpack(filter: &str, bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    match filter {
        "FlateDecode" | "Fl" => {
            let mut out = Vec::new();
            // What was unpacked before a damage is text all the same.
            let _ = ZlibDecoder::new(bytes).take(most).read_to_end(&mut out);
            Some(out)
        }
        "ASCII85Decode" | "A85" => Some(ascii85(bytes)),
        "ASCIIHexDecode" | "AHx" => Some(hexadecimal(bytes)),
        _ => None,
    }
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => {
                group.push(u32::from(byte - b'!'));
                if group.len() == 5 {
                    push_group(&mut out, &group, 4);
                    group.clear();
                }
            }
            _ => {}
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        push_group(&mut out, &group, kept);
    }
    out
}

fn push_group(out: &mut Vec<u8>, group: &[u32], kept: usize) {
    let value = group.iter().fold(0_u32, |value, digit| {
        value.wrapping_mul(85).wrapping_add(*digit)
    });
    out.extend(value.to_be_bytes().iter().take(kept));
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| {
            let at = |index: usize| pair.get(index).copied().unwrap_or(0);
            at(0) * 16 + at(1)
        })
        .collect()
}

/// Undoes the differences between rows that a packer took (PNG prediction), `columns` bytes a row.
pub(super) fn undo_prediction(bytes: &[u8], columns: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; columns];
    for row in bytes.chunks(columns + 1) {
        let Some((kind, row)) = row.split_first() else {
            break;
        };
        let mut now: Vec<u8> = Vec::with_capacity(columns);
        for (at, byte) in row.iter().enumerate() {
            let left = now.last().copied().unwrap_or(0);
            let up = above.get(at).copied().unwrap_or(0);
            now.push(match kind {
                1 => byte.wrapping_add(left),
                2 => byte.wrapping_add(up),
                _ => *byte,
            });
        }
        out.extend(&now);
        now.resize(columns, 0);
        above = now;
    }
    out
}
