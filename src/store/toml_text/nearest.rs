//! The known word that somebody who misspelt a key meant.

/// Returns the known word that is nearest to a misspelt one, if any is near.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|near| (distance(word, near), *near))
        .filter(|(far, near)| *far <= 2.max(near.len() / 3))
        .min()
        .map(|(_, near)| near)
}

// Keys come from the file, and a key may hold anything.
pub(super) fn key_shown(key: &str) -> String {
    key.chars()
        .take(60)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

// The number of letters to add, drop, change, or swap with a neighbour.
pub(super) fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(60).collect();
    let right: Vec<char> = right.chars().take(60).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=left.len()).collect()];
    for (i, b) in right.iter().enumerate() {
        let above = &rows[i];
        let mut row = vec![i + 1];
        for (j, a) in left.iter().enumerate() {
            let change = above[j] + usize::from(a != b);
            let mut least = change.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[i - 1] && left[j - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}
