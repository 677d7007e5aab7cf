//! Tests of the checks as a whole; what each finds in whole letters is tested in `tests/letters`.

use super::*;
use crate::store::law;

#[test]
fn every_check_is_described_and_every_description_has_a_check() {
    let book = law::checks(None).0;
    let mut codes: Vec<&str> = all().map(Check::code).collect();
    let mut described: Vec<&str> = book.iter().map(|about| about.code.as_str()).collect();
    codes.sort_unstable();
    described.sort_unstable();
    assert_eq!(codes, described);
    assert!(codes.len() >= 40, "{}", codes.len());
}
