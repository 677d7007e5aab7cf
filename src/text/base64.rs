//! Base64, by which a terminal's clipboard and a page's policy carry bytes.

/// Returns bytes in base64 (RFC 4648, section 4), padded.
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            if digit > three.len() {
                out.push('=');
                continue;
            }
            let value = usize::try_from(bits >> (18 - 6 * digit) & 63).unwrap_or(0);
            out.push(DIGITS.get(value).map_or('=', |digit| char::from(*digit)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (bytes, encoded) in examples {
            assert_eq!(encode(bytes.as_bytes()), encoded);
        }
    }
}
