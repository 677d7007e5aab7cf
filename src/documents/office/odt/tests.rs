use super::super::super::read;
use super::super::testing::zipped;
use proptest::prelude::*;

const STYLES: &str = r##"<office:document-styles xmlns:style="s"><office:styles>
<style:style style:name="Hidden"><style:text-properties text:display="none"/></style:style>
<style:style style:name="White"><style:text-properties fo:color="#FFFFFF"/></style:style>
</office:styles><office:master-styles><style:header><text:p>Friends of the Park</text:p></style:header></office:master-styles></office:document-styles>"##;
const OWN: &str = r#"<office:automatic-styles>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
 <text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>
 <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:style style:name="T1" style:parent-style-name="Hidden"/>
</office:automatic-styles>"#;

fn package(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content>{OWN}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", STYLES),
        ("META-INF/manifest.xml", "<manifest/>"),
    ])
}

fn text(body: &str) -> String {
    read(&package(body)).expect("a document").text
}

#[test]
fn lists_get_their_numbers_and_go_on_where_they_say_so() {
    let body = r#"<text:p>Please tell me:</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Who?</text:p>
 <text:list><text:list-item><text:p>When?</text:p></text:list-item><text:list-item><text:p>Why?</text:p>
  <text:list><text:list-item><text:p>Deep</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item>
</text:list><text:p>And</text:p>
<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>How many?</text:p></text:list-item></text:list>
<text:list text:style-name="L1"><text:list-item><text:p>Anew</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>a<text:s text:c="2"/>point</text:p></text:list-item></text:list>"#;
    assert_eq!(
        text(body),
        "Please tell me:\n\n1. Who?\n    a) When?\n    b) Why?\n        1.b.1. Deep\n\nAnd\n\n2. How many?\n1. Anew\n• a  point"
    );
}

#[test]
fn what_is_not_on_the_page_is_found_and_left_out() {
    let body = r#"<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>B</dc:creator></office:change-info><text:p>old words</text:p></text:deletion></text:changed-region>
<text:changed-region xml:id="c2" text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>
<text:p>How <text:change-start text:change-id="c2"/>many<text:change-end text:change-id="c2"/> bins?<text:span text:style-name="T1">hidden</text:span><text:span text:style-name="White">white</text:span>
<office:annotation><dc:creator>Bev</dc:creator><text:p>Why ask?</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As of May.</text:p></text:note-body></text:note></text:p>"#;
    let document = read(&package(body)).expect("a document");
    let words: Vec<&str> = document.text.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "How many bins? [note 1] [note 1: As of May.]"
    );
    let found: Vec<String> = document.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "1 tracked deletion, left out: “old words”",
            "1 tracked insertion, taken in: “many”",
            "1 comment, left out: “Why ask?”",
            "1 hidden passage, left out: “hidden”",
            "1 passage in white or tiny letters, left out: “white”",
            "Page header or footer, left out: “Friends of the Park”",
        ]
    );
}

#[test]
fn a_table_is_a_table() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |one: &str, other: &str| {
        format!(
            "<table:table-row>{}{}</table:table-row>",
            cell(one),
            cell(other)
        )
    };
    let body = format!(
        "<table:table>{}{}</table:table>",
        row("Year", "Calls"),
        row("2025", "12")
    );
    assert_eq!(
        text(&body),
        "| Year | Calls |\n| ---- | ----- |\n| 2025 | 12    |"
    );
}

#[test]
fn a_locked_document_and_a_sheet_are_named() {
    let locked = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "?"),
    ]);
    assert!(
        read(&locked)
            .expect_err("locked")
            .to_string()
            .contains("password")
    );
    let sheet = zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
    assert!(
        read(&sheet)
            .expect_err("a sheet")
            .to_string()
            .contains("OpenDocument spreadsheet")
    );
}

proptest! {
    #[test]
    fn a_document_that_was_changed_gets_an_answer(at in 0_usize..3_000, byte in any::<u8>(), cut in 0_usize..3_000) {
        let mut bytes = package("<text:list text:style-name=\"L1\"><text:list-item><text:p>Who?</text:p></text:list-item></text:list>");
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        bytes.truncate(cut.max(4));
        let _ = read(&bytes);
    }
}
