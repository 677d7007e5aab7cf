use super::super::read;
use super::*;
use proptest::prelude::*;

/// A compound file of sectors of 512 bytes, with everything in whole sectors: names, a parent each, contents.
fn compound(parts: &[(&str, usize, Option<&[u8]>)]) -> Vec<u8> {
    let mut data: Vec<u8> = Vec::new();
    let mut next: Vec<u32> = Vec::new();
    let mut directory: Vec<u8> = Vec::new();
    let store = |bytes: &[u8], data: &mut Vec<u8>, next: &mut Vec<u32>| -> u32 {
        let start = u32::try_from(next.len()).expect("few");
        let sectors = bytes.len().div_ceil(512).max(1);
        for at in 0..sectors {
            let following = u32::try_from(next.len() + 1).expect("few");
            next.push(if at + 1 == sectors {
                0xffff_fffe
            } else {
                following
            });
        }
        data.extend(bytes);
        data.resize(next.len() * 512, 0);
        start
    };
    let mut all: Vec<(&str, usize, Option<&[u8]>)> = vec![("Root Entry", usize::MAX, None)];
    all.extend(parts);
    for (at, (name, _, bytes)) in all.iter().enumerate() {
        let mut line = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        line[..units.len()].copy_from_slice(&units);
        line[0x40] = u8::try_from(units.len() + 2).expect("short");
        line[0x42] = if at == 0 {
            5
        } else if bytes.is_some() {
            2
        } else {
            1
        };
        // The children of a storage hang on each other to the right.
        let none = 0xffff_ffff_u32;
        let index = |found: Option<usize>| found.map_or(none, |at| u32::try_from(at).expect("few"));
        let child = index((1..all.len()).find(|other| all[*other].1 == at));
        let right = index((at + 1..all.len()).find(|other| at > 0 && all[*other].1 == all[at].1));
        line[0x44..0x48].copy_from_slice(&none.to_le_bytes());
        line[0x48..0x4c].copy_from_slice(&right.to_le_bytes());
        line[0x4c..0x50].copy_from_slice(&child.to_le_bytes());
        let start = bytes.map_or(0xffff_fffe, |bytes| store(bytes, &mut data, &mut next));
        line[0x74..0x78].copy_from_slice(&start.to_le_bytes());
        let size = u32::try_from(bytes.map_or(0, <[u8]>::len)).expect("small");
        line[0x78..0x7c].copy_from_slice(&size.to_le_bytes());
        directory.extend(line);
    }
    let first = store(&directory, &mut data, &mut next);
    let table = u32::try_from(next.len()).expect("few");
    next.push(0xffff_fffd);
    next.resize(128, 0xffff_ffff);
    data.extend(next.iter().flat_map(|sector| sector.to_le_bytes()));
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    head[0x1e] = 9;
    head[0x20] = 6;
    head[0x30..0x34].copy_from_slice(&first.to_le_bytes());
    head[0x3c..0x40].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    head[0x44..0x48].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    head[0x4c..].fill(0xff);
    head[0x4c..0x50].copy_from_slice(&table.to_le_bytes());
    head.extend(data);
    head
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn message() -> Vec<u8> {
    // 24 November 2026, nine o'clock.
    let ticks = (1_795_510_800_u64 + 11_644_473_600) * 10_000_000;
    let mut fixed = vec![0_u8; 32];
    fixed.extend([0x40, 0, 0x39, 0, 6, 0, 0, 0]);
    fixed.extend(ticks.to_le_bytes());
    compound(&[
        ("__properties_version1.0", 0, Some(&fixed)),
        ("__substg1.0_0037001F", 0, Some(&wide("FW: Grit bins"))),
        ("__substg1.0_0042001F", 0, Some(&wide("Smith, Ann"))),
        ("__substg1.0_5D01001F", 0, Some(&wide("ann@x.example"))),
        (
            "__substg1.0_1000001F",
            0,
            Some(&wide("1. How many bins?\r\n2. Who pays – and why?\r\n")),
        ),
        ("__attach_version1.0_#00000000", 0, None),
        ("__properties_version1.0", 6, Some(&[0; 8])),
        ("__substg1.0_3707001F", 6, Some(&wide("..\\list.csv"))),
        ("__substg1.0_37010102", 6, Some(b"a,b\r\n")),
        ("__attach_version1.0_#00000001", 0, None),
        ("__substg1.0_3701000D", 10, None),
        ("__substg1.0_0037001F", 11, Some(&wide("Older"))),
        ("__substg1.0_1000001E", 11, Some(b"Caf\xe9?")),
    ])
}

#[test]
fn an_outlook_message_is_read_with_what_is_attached() {
    let document = read(&message()).expect("a message");
    assert_eq!(document.kind, Kind::Outlook);
    assert_eq!(
        document.text.trim(),
        "1. How many bins?\r\n2. Who pays – and why?"
    );
    assert_eq!(document.head.subject, "Grit bins");
    assert_eq!(document.head.sender, "Ann Smith");
    assert_eq!(document.head.address, "ann@x.example");
    assert_eq!(document.head.sent, Some(jiff::civil::date(2026, 11, 24)));
    let names: Vec<&str> = document
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["list.csv", "Older.txt"]);
    assert_eq!(document.attachments[0].bytes, b"a,b\r\n");
    assert!(String::from_utf8_lossy(&document.attachments[1].bytes).ends_with("Café?"));
}

#[test]
fn what_else_is_a_compound_file_is_named() {
    let old = compound(&[("WordDocument", 0, Some(b"x"))]);
    assert!(
        read(&old)
            .expect_err("old")
            .to_string()
            .contains("save it as .docx")
    );
    let locked = compound(&[("EncryptedPackage", 0, Some(b"x"))]);
    assert!(
        read(&locked)
            .expect_err("locked")
            .to_string()
            .contains("password")
    );
}

fn wrapping() -> Vec<u8> {
    let mut out = b"\x78\x9f\x3e\x22\x01\x00".to_vec();
    let mut put = |tag: u32, data: &[u8]| {
        out.push(1);
        out.extend(tag.to_le_bytes());
        out.extend(u32::try_from(data.len()).expect("small").to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
    };
    put(0x0001_8004, b"Bins\0");
    put(0x0002_800c, b"1. How many?\0");
    put(0x0006_9002, b"");
    put(0x0001_8010, b"LONGNA~1.TXT\0");
    put(0x0006_800f, b"contents");
    let mut properties = 1_u32.to_le_bytes().to_vec();
    properties.extend([0x1f, 0, 0x07, 0x37, 1, 0, 0, 0]);
    let name = wide("Long name.txt");
    properties.extend(u32::try_from(name.len()).expect("small").to_le_bytes());
    properties.extend(&name);
    properties.extend([0, 0]);
    put(0x0006_9005, &properties);
    out
}

#[test]
fn a_winmail_dat_is_unwrapped_alone_and_inside_a_mail() {
    let document = read(&wrapping()).expect("a wrapping");
    assert_eq!(
        (document.text.as_str(), document.head.subject.as_str()),
        ("1. How many?", "Bins")
    );
    assert_eq!(document.attachments[0].name, "Long name.txt");
    assert_eq!(document.attachments[0].bytes, b"contents");
    let mut mail = b"From: Ann <a@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
                     Content-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\
                     Content-Transfer-Encoding: binary\r\n\r\n".to_vec();
    mail.extend(wrapping());
    mail.extend(b"\r\n--b--\r\n");
    let document = read(&mail).expect("a mail");
    assert_eq!(document.text, "1. How many?");
    assert_eq!(document.attachments[0].name, "Long name.txt");
}

proptest! {
    #[test]
    fn a_message_that_was_changed_gets_an_answer(at in 0_usize..9_000, byte in any::<u8>(), cut in 8_usize..12_000) {
        let mut bytes = message();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut);
        let _ = read(&bytes);
        let mut bytes = wrapping();
        if let Some(place) = bytes.get_mut(at % 200) {
            *place = byte;
        }
        bytes.truncate(cut % 300);
        let _ = read(&bytes);
    }
}
