use super::*;

fn take(text: &str) -> Intake {
    from_bytes(Path::new("request.txt"), text.as_bytes().to_vec(), "txt").expect("text")
}

#[test]
fn a_saved_mail_gives_its_subject_and_sender() {
    let mail = take(
        "From: Ann Smith <ann@example.org>\nTo: foi@x.example\nSubject: Grit bins\n\nDear all,\n1. How many?\n",
    );
    assert_eq!(
        (mail.subject.as_str(), mail.sender.as_str()),
        ("Grit bins", "Ann Smith")
    );
    assert!(mail.text.starts_with("Dear all"));
    assert!(
        mail.bytes.starts_with(b"From:"),
        "the request as received keeps its head"
    );
}

#[test]
fn a_letter_is_no_mail() {
    let letter = take("Subject: benches\nDear council, please tell me: how many?\n\nThanks");
    assert_eq!(letter.subject, "");
    assert!(letter.text.starts_with("Subject"));
}

#[test]
fn an_empty_request_is_refused_in_words() {
    let error = from_bytes(Path::new("x.txt"), b" \n\t\n".to_vec(), "txt").expect_err("empty");
    assert_eq!(error.to_string(), "x.txt: there is no text in it");
}
