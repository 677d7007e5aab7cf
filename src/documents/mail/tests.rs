use super::*;
use crate::documents::read;
use base64::Engine as _;
use proptest::prelude::*;

const HEAD: &str = "Received: from mx\r\nFrom: \"Smith, Ann\" <ann@x.example>\r\nTo: foi@y.example\r\n\
                    Subject: =?iso-8859-1?Q?RE:_Caf=E9_licences?=\r\nDate: Tue, 24 Nov 2026 23:10:00 +0000\r\n\
                    MIME-Version: 1.0\r\n";

fn mail(rest: &str) -> Document {
    read(format!("{HEAD}{rest}").as_bytes()).expect("a mail")
}

#[test]
fn a_mail_tells_who_wrote_it_when_and_about_what() {
    let mail = mail("Content-Type: text/plain; charset=utf-8\r\n\r\n1. How many?\r\n");
    assert_eq!(mail.kind, Kind::Mail);
    assert_eq!(mail.head.subject, "Café licences");
    assert_eq!(mail.head.sender, "Ann Smith");
    assert_eq!(mail.head.address, "ann@x.example");
    assert_eq!(mail.head.sent, Some(jiff::civil::date(2026, 11, 24)));
    assert_eq!(mail.text.trim(), "1. How many?");
}

#[test]
fn quoted_printable_and_base64_are_unwrapped_in_their_charset() {
    let quoted = mail(
        "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         It costs =80 5 =96 why=3F This line is =\r\nlong.\r\n",
    );
    assert_eq!(quoted.text.trim(), "It costs € 5 – why? This line is long.");
    let packed = mail(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nMS4gV2llIHZpZWxlIMOEcGZlbD8=\r\n",
    );
    assert_eq!(packed.text.trim(), "1. Wie viele Äpfel?");
}

#[test]
fn a_mail_that_names_no_charset_is_still_read() {
    let mut bytes = format!("{HEAD}\r\n1. How much is ").into_bytes();
    bytes.extend(b"\xa3 5 at the caf\xe9?\r\n");
    assert_eq!(
        read(&bytes).expect("a mail").text.trim(),
        "1. How much is £ 5 at the café?"
    );
}

#[test]
fn the_formatted_text_is_taken_where_the_plain_one_says_nothing() {
    let two = |plain: &str| {
        mail(&format!(
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n\
             --b\r\nContent-Type: text/html\r\n\r\n<ol><li>How many staff work here?<li>Who pays for them every year?</ol>\r\n--b--\r\n"
        ))
    };
    assert_eq!(
        two("See HTML").text,
        "1. How many staff work here?\n2. Who pays for them every year?"
    );
    let same = two("1. How many staff work here?\r\n2. Who pays for them every year?");
    assert!(same.text.starts_with("1. How many"));
    assert!(same.findings.is_empty());
    let other = two("1. Which dogs were barking?\r\n2. Where were the cats in the meantime?");
    assert!(other.text.contains("dogs"));
    assert_eq!(
        other.findings.iter().next().map(|found| found.kind),
        Some(FindingKind::Differs)
    );
}

#[test]
fn attachments_are_listed_under_safe_names_and_kept_byte_for_byte() {
    let mail = mail(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nPlease see the list.\r\n\
         --b\r\nContent-Type: text/csv; charset=windows-1252; name=\"../../a.csv\"\r\nContent-Disposition: attachment; filename=\"../../a.csv\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\ngDUsMQ0K\r\n\
         --b\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Bob <b@x.example>\r\nSubject: Bins / lids\r\n\r\n1. Why?\r\n--b--\r\n",
    );
    let names: Vec<&str> = mail
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["a.csv", "attachment.png", "Bins - lids.eml"]);
    assert_eq!(mail.attachments[0].bytes, b"\x805,1\r\n");
    assert!(mail.attachments[1].inline);
    assert!(String::from_utf8_lossy(&mail.attachments[2].bytes).contains("1. Why?"));
}

#[test]
fn an_encrypted_mail_is_named_as_one() {
    let text = format!(
        "{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nMIAGCS\r\n"
    );
    let refused = read(text.as_bytes()).expect_err("locked");
    assert_eq!(
        refused.to_string(),
        "this is an encrypted mail; open it in your mail program and save its text"
    );
}

#[test]
fn a_mail_of_thousands_of_parts_is_refused() {
    let mut text = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    for _ in 0..20_000 {
        text.push_str("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    }
    assert!(matches!(read(text.as_bytes()), Err(Refusal::Trap { .. })));
    for part in [
        "--b\r\n",
        "\r\n--b--\r\n",
        "--b\r\nContent-Type: message/rfc822\r\n\r\n",
    ] {
        let text = format!(
            "{HEAD}Content-Type: multipart/mixed;\r\n boundary=\"b\"\r\n\r\n{}",
            part.repeat(20_000)
        );
        assert!(
            matches!(read(text.as_bytes()), Err(Refusal::Trap { .. })),
            "{part}"
        );
    }
    // Wrapped, an attached mail shows its parts only when it is unwrapped.
    let inner = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(20_000)
    );
    let base64 = base64::engine::general_purpose::STANDARD.encode(&inner);
    let quoted = inner.replace('=', "=3D").replace("--b", "=2D-b");
    for (wrapping, wrapped) in [("base64", base64), ("quoted-printable", quoted)] {
        let text = format!(
            "{HEAD}Content-Type:\r\n message/rfc822\r\nContent-Transfer-Encoding: {wrapping}\r\n\r\n{wrapped}"
        );
        assert!(super::parts::are_too_many(text.as_bytes()), "{wrapping}");
        assert!(matches!(read(text.as_bytes()), Err(Refusal::Trap { .. })));
    }
    // Thousands of heads that announce one: what follows is unwrapped once, not once for each.
    let heads = format!("{HEAD}\r\n{}", " message/ base64\r\n\r\n".repeat(200_000));
    assert!(!super::parts::are_too_many(heads.as_bytes()));
    // Rules of dashes part nothing.
    let text = format!(
        "{HEAD}Content-Type: text/plain\r\n\r\n1. How many?\r\n{}",
        "----------\r\n".repeat(5_000)
    );
    assert!(read(text.as_bytes()).is_ok());
}

proptest! {
    #[test]
    fn a_mail_that_was_cut_or_changed_gets_an_answer(cut in 0_usize..900, at in 0_usize..900, byte in any::<u8>()) {
        let mut bytes = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\nHow =E9 \r\nmany?\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
             From: B <b@x.example>\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Why?\r\n--b--\r\n"
        ).into_bytes();
        bytes.truncate(cut.max(1));
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        let _ = read(&bytes);
    }
}
