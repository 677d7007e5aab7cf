//! The numbers of questions as Word counts them: `1.`, `2.`, and `2(a)`, `2(b)` below.

/// Where a question stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// The number of the list.
    pub list: u64,
    /// 0 for `2`, 1 for `2(a)`.
    pub level: u32,
}

/// What Word has counted to.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    list: Option<u64>,
    number: u64,
    letter: u32,
}

impl Numbers {
    /// Finds the place of a question; `None` for a number that Word cannot count. `begin` makes a list that starts with
    /// a number and returns its own.
    pub(super) fn place(&mut self, name: &str, begin: impl FnOnce(u64) -> u64) -> Option<Marker> {
        let name = name.trim().trim_end_matches('.');
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = name.split_at_checked(digits)?;
        // Word counts to 32767.
        let number: u64 = number.parse().ok().filter(|number| *number < 30_000)?;
        if rest.is_empty() {
            let list = match self.list {
                Some(list) if self.number + 1 == number => list,
                _ => begin(number),
            };
            *self = Self {
                list: Some(list),
                number,
                letter: 0,
            };
            return Some(Marker { list, level: 0 });
        }
        let letter = rest.strip_prefix('(')?.strip_suffix(')')?;
        let mut letters = letter.bytes();
        let (Some(letter @ b'a'..=b'z'), None) = (letters.next(), letters.next()) else {
            return None;
        };
        let letter = u32::from(letter - b'a') + 1;
        if number != self.number || letter != self.letter + 1 {
            return None;
        }
        self.letter = letter;
        Some(Marker {
            list: self.list?,
            level: 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_counts_what_it_can_and_a_jump_begins_a_list() {
        let mut numbers = Numbers::default();
        let mut starts = Vec::new();
        let mut place = |name: &str| {
            numbers
                .place(name, |start| {
                    starts.push(start);
                    u64::try_from(starts.len()).unwrap_or(0)
                })
                .map(|marker| (marker.list, marker.level))
        };
        assert_eq!(place("1"), Some((1, 0)));
        assert_eq!(place("2"), Some((1, 0)));
        assert_eq!(place("2(a)"), Some((1, 1)));
        assert_eq!(place("2(b)"), Some((1, 1)));
        assert_eq!(place("5"), Some((2, 0)));
        for odd in ["5(c)", "B4", "5(ii)", "", "5.1", "99999999999999999999"] {
            assert_eq!(place(odd), None, "{odd}");
        }
        assert_eq!(starts, [1, 5]);
    }
}
