//! Three versions of a text into one: the common ancestor, mine and theirs. What both changed is told, never mixed up.

use similar::{MergeResolution, TextMerge};

/// Merges texts line by line. `None` if both changed the same lines.
pub fn lines(base: &str, mine: &str, theirs: &str) -> Option<String> {
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    let merge = TextMerge::from_lines(base, mine, theirs);
    (!merge.is_conflicted()).then(|| joined(&merge))
}

/// Merges texts line by line; where both changed the same lines, mine come first and theirs after them. A text to
/// go on from by hand: it holds every word of both and no marks.
pub fn both(base: &str, mine: &str, theirs: &str) -> String {
    joined(&TextMerge::from_lines(base, mine, theirs))
}

fn joined(merge: &TextMerge<'_, '_, '_, str>) -> String {
    let mut out = String::new();
    let mut push = |line: Option<&str>| {
        let line = line.unwrap_or_default();
        // The last line of a text may have no end; it must not run into the next.
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str(line);
    };
    for region in merge.regions() {
        let mine = region.ours_range();
        let theirs = region.theirs_range();
        match region.resolution() {
            MergeResolution::Theirs => theirs.for_each(|at| push(merge.theirs_line(at))),
            MergeResolution::Conflict => {
                mine.for_each(|at| push(merge.ours_line(at)));
                theirs.for_each(|at| push(merge.theirs_line(at)));
            }
            _ => mine.for_each(|at| push(merge.ours_line(at))),
        }
    }
    out
}

/// Merges files to which lines are only added: histories, uses, past answers. No order stands between two additions, so
/// there is no conflict: theirs, without the lines that I removed, and then the lines that I added.
pub fn union(base: &str, mine: &str, theirs: &str) -> String {
    fn all(text: &str) -> std::collections::BTreeSet<&str> {
        text.lines().collect()
    }
    let (old, own, other) = (all(base), all(mine), all(theirs));
    let kept = theirs
        .lines()
        .filter(|line| own.contains(line) || !old.contains(line));
    let added = mine
        .lines()
        .filter(|line| !old.contains(line) && !other.contains(line));
    let mut out = String::with_capacity(mine.len().max(theirs.len()));
    for line in kept.chain(added) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Returns a list as a text with an entry a line.
pub fn one_a_line(list: &[String]) -> String {
    let mut text = list.join("\n");
    if !list.is_empty() {
        text.push('\n');
    }
    text
}

/// Merges lists, each entry in one line. Where both changed the same place, nothing of either is lost: what one of them
/// added is in, what one of them took out is out.
pub fn lists(base: &[String], mine: &[String], theirs: &[String]) -> Vec<String> {
    if let Some(merged) = lines(&one_a_line(base), &one_a_line(mine), &one_a_line(theirs)) {
        return merged.lines().map(str::to_owned).collect();
    }
    let kept = theirs
        .iter()
        .filter(|entry| mine.contains(entry) || !base.contains(entry));
    let added = mine
        .iter()
        .filter(|entry| !base.contains(entry) && !theirs.contains(entry));
    kept.chain(added).cloned().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn different_paragraphs_merge_and_the_same_one_does_not() {
        let base = "One.\n\nTwo.\n\nThree.\n";
        let mine = "One, mine.\n\nTwo.\n\nThree.\n";
        let theirs = "One.\n\nTwo.\n\nThree, theirs.\n";
        assert_eq!(
            lines(base, mine, theirs).as_deref(),
            Some("One, mine.\n\nTwo.\n\nThree, theirs.\n")
        );
        let clash = "One, theirs.\n\nTwo.\n\nThree.\n";
        assert_eq!(lines(base, mine, clash), None);
        assert_eq!(
            both(base, mine, clash),
            "One, mine.\nOne, theirs.\n\nTwo.\n\nThree.\n",
            "every word of both, and no marks"
        );
    }

    #[test]
    fn what_two_officers_added_to_a_history_stands_in_it_once() {
        let base = "a\n";
        assert_eq!(
            union(base, "a\nmine\nsame\n", "a\nsame\ntheirs\n"),
            "a\nsame\ntheirs\nmine\n"
        );
        assert_eq!(
            union("a\nb\n", "b\n", "a\nb\nc"),
            "b\nc\n",
            "what I removed stays away"
        );
    }

    #[test]
    fn tags_that_both_added_are_all_there() {
        let list = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            lists(
                &list(&["ict"]),
                &list(&["ict", "cyber"]),
                &list(&["ict", "email"])
            ),
            list(&["ict", "email", "cyber"])
        );
        assert_eq!(
            lists(&list(&["a", "b"]), &list(&["b"]), &list(&["a", "b", "c"])),
            list(&["b", "c"])
        );
    }

    #[test]
    fn two_last_lines_without_an_end_do_not_run_into_one() {
        assert_eq!(both("a", "mine", "theirs"), "mine\ntheirs");
        assert_eq!(both("a\n", "a\nmine", "a\ntheirs"), "a\nmine\ntheirs");
        assert_eq!(
            both("", "mine", ""),
            "mine",
            "and none gets an end it had not"
        );
    }

    #[test]
    fn a_list_in_which_both_changed_the_same_place_keeps_additions_and_forgets_what_was_taken_out()
    {
        let list = |words: &str| -> Vec<String> { words.split(' ').map(str::to_owned).collect() };
        assert_eq!(
            lists(&list("a b"), &list("a b mine"), &list("a theirs")),
            list("a theirs mine")
        );
        assert_eq!(
            lists(&list("a b"), &list("a both mine"), &list("a both theirs")),
            list("a both theirs mine"),
            "what both added is there once"
        );
    }

    #[test]
    fn a_list_is_a_text_with_a_whole_line_for_each_entry() {
        assert_eq!(one_a_line(&[]), "");
        assert_eq!(one_a_line(&["a".into(), "b".into()]), "a\nb\n");
    }

    fn some_text() -> impl Strategy<Value = String> {
        proptest::collection::vec(prop_oneof!["a", "b", "c", "", "<<<<<<< d"], 0..8)
            .prop_map(|lines| one_a_line(&lines))
    }

    proptest! {
        #[test]
        fn a_side_that_changed_nothing_gives_way(base in some_text(), other in some_text()) {
            prop_assert_eq!(lines(&base, &base, &other), Some(other.clone()));
            prop_assert_eq!(lines(&base, &other, &base), Some(other.clone()));
            prop_assert_eq!(lines(&base, &other, &other), Some(other));
        }

        #[test]
        fn no_line_of_either_is_lost(base in some_text(), mine in some_text(), theirs in some_text()) {
            let merged = both(&base, &mine, &theirs);
            for (own, other) in [(&mine, &theirs), (&theirs, &mine)] {
                for line in own.lines() {
                    let new = !base.lines().any(|old| old == line);
                    prop_assert!(!new || merged.lines().any(|kept| kept == line), "{line:?} {other:?} {merged:?}");
                }
            }
        }
    }
}
