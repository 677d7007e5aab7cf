//! XML, element by element: no tree is built, no entity is expanded, and depth is limited.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::{Refusal, limits};

/// The most attributes of one element that are looked at.
const ATTRIBUTES: usize = 64;

/// A step through a document.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// An element begins: its name without the prefix.
    Start(&'a str, &'a Attributes<'a>),
    /// An element ends.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// Returns the value of an attribute, named without its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let mut all = all.with_checks(false).take(ATTRIBUTES).flatten();
        let found = all.find(|one| one.key.local_name().as_ref() == name)?;
        Some(match unescape(&found.value) {
            Ok(value) => value.into_owned(),
            Err(_) => found.value.into_owned(),
        })
    }

    /// Tells whether a switch such as `<w:b w:val="0"/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.get("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// Walks through XML. `what` is what the document is called if it is damaged.
pub(super) fn walk(
    xml: &str,
    what: &'static str,
    mut take: impl FnMut(Step<'_>),
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| Refusal::Damaged {
            what,
            why: format!("{error} near byte {}", reader.error_position()),
        })?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > limits::DEPTH {
                    return Err(Refusal::Trap {
                        what,
                        limits: "hundreds of elements within each other",
                    });
                }
                take(Step::Start(
                    start.local_name().as_ref(),
                    &Attributes(&start),
                ));
            }
            Event::Empty(start) => {
                let name = start.local_name();
                take(Step::Start(name.as_ref(), &Attributes(&start)));
                take(Step::End(name.as_ref()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Step::End(end.local_name().as_ref()));
            }
            Event::Text(text) => take(Step::Text(&text)),
            Event::CData(text) => take(Step::Text(&text)),
            Event::GeneralRef(name) => {
                let meant: Cow<'_, str> = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string().into(),
                    _ => match quick_xml::escape::resolve_predefined_entity(&name) {
                        Some(meant) => meant.into(),
                        None => format!("&{};", &*name).into(),
                    },
                };
                take(Step::Text(&meant));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
