//! The parts of a Word document that are ours: types, styles, lists, what it says about itself.

use jiff::civil::Date;

use crate::text::markup::word::{List, escape};

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
pub(super) const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
pub(super) const OF_DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;
pub(super) const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
pub(super) const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"></w:numbering>"#;

const STYLES_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#;

// The styles that paragraphs of a letter use.
const STYLES: [(&str, &str); 10] = [
    (
        "Heading1",
        r#"<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>"#,
    ),
    (
        "Heading2",
        r#"<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>"#,
    ),
    (
        "Heading3",
        r#"<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#,
    ),
    (
        "Heading4",
        r#"<w:style w:type="paragraph" w:styleId="Heading4"><w:name w:val="heading 4"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="3"/></w:pPr><w:rPr><w:b/><w:i/></w:rPr></w:style>"#,
    ),
    (
        "Question",
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Question"><w:name w:val="Question"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#,
    ),
    (
        "ListParagraph",
        r#"<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="80"/></w:pPr></w:style>"#,
    ),
    (
        "Quote",
        r#"<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style>"#,
    ),
    (
        "TableText",
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr></w:style>"#,
    ),
    (
        "Rule",
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rule"><w:name w:val="Rule"/><w:basedOn w:val="Normal"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr></w:pPr></w:style>"#,
    ),
    (
        "TableGrid",
        r#"<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
    ),
];

/// Returns the styles of a document of ours.
pub(super) fn styles(has: impl Fn(&str) -> bool) -> String {
    format!("{STYLES_HEAD}{}</w:styles>", missing_styles(has))
}

/// Returns those of our styles that a document does not have.
pub(super) fn missing_styles(has: impl Fn(&str) -> bool) -> String {
    let missing = STYLES.iter().filter(|(id, _)| !has(id));
    missing.map(|(_, style)| *style).collect()
}

/// Adds the lists of a letter. Word wants all shapes before all lists.
pub(super) fn with_lists(
    numbering: &str,
    lists: &[List],
    first_list: u64,
    first_shape: u64,
) -> Option<String> {
    let end = numbering.rfind("</w:numbering>")?;
    let shapes_end = numbering.find("<w:num ").unwrap_or(end);
    // What Word may put after the lists stays behind them.
    let lists_end = numbering.find("<w:numIdMacAtCleanup").unwrap_or(end);
    let (shapes_end, lists_end) = (shapes_end.min(lists_end), lists_end);
    let shapes = [
        shape(
            first_shape,
            &[("decimal", "%1."), ("lowerLetter", "%1(%2)")],
            567,
        ),
        shape(
            first_shape + 1,
            &[
                ("decimal", "%1."),
                ("lowerLetter", "%2."),
                ("lowerRoman", "%3."),
            ],
            360,
        ),
        shape(
            first_shape + 2,
            &[("bullet", "•"), ("bullet", "–"), ("bullet", "•")],
            360,
        ),
    ];
    let lists: Vec<String> = lists
        .iter()
        .zip(first_list..)
        .map(|(list, id)| {
            let (shape, start) = match list {
                List::Questions { start } => (first_shape, Some(*start)),
                List::Numbers { start } => (first_shape + 1, Some((*start).min(30_000))),
                List::Bullets => (first_shape + 2, None),
            };
            let start = start.map_or_else(String::new, |start| {
                format!("<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>")
            });
            format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{shape}\"/>{start}</w:num>")
        })
        .collect();
    Some(
        [
            numbering.get(..shapes_end)?,
            &shapes.concat(),
            numbering.get(shapes_end..lists_end)?,
            &lists.concat(),
            numbering.get(lists_end..)?,
        ]
        .concat(),
    )
}

// The nine levels that Word expects; those below the given ones look like the last.
fn shape(id: u64, levels: &[(&str, &str)], step: u32) -> String {
    let last = levels.len().saturating_sub(1);
    let levels: Vec<String> = (0_u32..9)
        .map(|level| {
            let at = usize::try_from(level).unwrap_or(0);
            let (format, text) = levels.get(at.min(last)).copied().unwrap_or(("decimal", "%1."));
            // A level that is not given counts by its own number.
            let text = if at > last && format != "bullet" {
                format!("%{}.", level + 1)
            } else {
                text.to_owned()
            };
            let left = (level + 1) * step;
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{step}\"/></w:pPr></w:lvl>"
            )
        })
        .collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
        levels.concat()
    )
}

/// Returns what the document says about itself: its title and its date.
pub(super) fn properties(title: &str, date: Date) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escape(title)
    )
}
