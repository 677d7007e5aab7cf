use super::*;

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let refused = read(&vec![b'a'; limits::LARGEST_FILE + 1]).expect_err("too large");
    assert_eq!(
        refused.to_string(),
        "the file is larger than 25 MB, which is more than a request can be; take out what is needed and save that"
    );
}

#[test]
fn plain_text_says_how_its_letters_were_stored() {
    let document = read(b"caf\xe9").expect("text");
    assert_eq!(
        (document.kind, document.text.as_str()),
        (Kind::Text, "café")
    );
    assert!(document.encoding.is_some_and(Encoding::is_guess));
}
