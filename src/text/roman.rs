//! Roman numerals.

const SIGNS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The largest number that they write.
pub const LARGEST: u32 = 3_999;

/// Writes a number in small Roman numerals; nothing of 0, and what is over [`LARGEST`] with as many m as it takes.
pub fn small_roman(number: u32) -> String {
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_romans_did() {
        for (number, written) in [
            (1, "i"),
            (4, "iv"),
            (9, "ix"),
            (14, "xiv"),
            (48, "xlviii"),
            (1994, "mcmxciv"),
            (LARGEST, "mmmcmxcix"),
        ] {
            assert_eq!(small_roman(number), written);
        }
    }
}
