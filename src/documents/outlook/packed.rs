//! Rich text as Outlook packs it (`LZFu`).

/// The words with which every packer's memory begins.
const BEFORE: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The size of its memory.
const MEMORY: usize = 4_096;

/// Unpacks rich text. A token of two bytes gives at most seventeen, so the size has a limit by itself.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let (kind, rest) = (bytes.get(8..12)?, bytes.get(16..)?);
    match kind {
        b"MELA" => return Some(rest.to_vec()),
        b"LZFu" => {}
        _ => return None,
    }
    let mut memory = [b' '; MEMORY];
    memory.get_mut(..BEFORE.len())?.copy_from_slice(BEFORE);
    let mut at = BEFORE.len();
    let mut out = Vec::with_capacity(rest.len() * 3);
    let mut bytes = rest.iter().copied();
    'all: while let Some(flags) = bytes.next() {
        for bit in 0..8 {
            if flags >> bit & 1 == 0 {
                let Some(byte) = bytes.next() else { break 'all };
                out.push(byte);
                remember(&mut memory, &mut at, byte);
                continue;
            }
            let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else {
                break 'all;
            };
            let token = usize::from(high) << 8 | usize::from(low);
            let (from, length) = (token >> 4, (token & 15) + 2);
            // It ends by pointing at itself.
            if from == at {
                break 'all;
            }
            for step in 0..length {
                let byte = memory.get((from + step) % MEMORY).copied()?;
                out.push(byte);
                remember(&mut memory, &mut at, byte);
            }
        }
    }
    Some(out)
}

fn remember(memory: &mut [u8; MEMORY], at: &mut usize, byte: u8) {
    if let Some(place) = memory.get_mut(*at) {
        *place = byte;
    }
    *at = (*at + 1) % MEMORY;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_manual_unpacks() {
        // [MS-OXRTFCP] 4.1.1
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0,
            0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68,
            0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f,
            0xa0,
        ];
        let text = unpack(&packed).expect("unpacked");
        assert_eq!(text, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }
}
