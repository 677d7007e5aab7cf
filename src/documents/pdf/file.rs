//! The objects of a file, found by looking for them.

use std::collections::HashMap;

use super::super::{Refusal, limits};
use super::filters::{undo_prediction, unpack};
use super::object::{Dictionary, Object, Parser, is_space};

/// The most objects of a file.
const OBJECTS: usize = 200_000;
/// References that lead to references.
const CHAIN: usize = 16;
/// So many bytes are looked through for ends of streams in all; a file of nothing but beginnings ends here.
const SEARCHED: usize = 100 * 1024 * 1024;

#[derive(Debug, Clone, Copy)]
enum Place {
    /// In the file.
    At(usize),
    /// In a packed stream of objects: which, where in it, and where the stream stands in the file.
    In(usize, usize, usize),
}

impl Place {
    // Of two objects with one number the later in the file is the newer.
    fn order(self) -> usize {
        match self {
            Self::At(at) | Self::In(_, _, at) => at,
        }
    }
}

/// A file.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: HashMap<u32, Place>,
    unpacked: Vec<Vec<u8>>,
    left: u64,
    searched: usize,
    root: Option<u32>,
}

impl<'a> File<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut file = Self {
            bytes,
            places: HashMap::new(),
            unpacked: Vec::new(),
            left: limits::UNPACKED,
            searched: 0,
            root: None,
        };
        let mut streams = Vec::new();
        let mut trailers = Vec::new();
        let (mut from, mut met) = (0, 0);
        while let Some(at) = find(bytes, b"obj", from) {
            from = at + 3;
            met += 1;
            let Some(id) = id_before(bytes, at) else {
                continue;
            };
            if met >= 2 * OBJECTS {
                return Err(Refusal::Trap {
                    what: super::WHAT,
                    limits: "hundreds of thousands of objects",
                });
            }
            file.places.insert(id, Place::At(from));
            let head = bytes
                .get(from..bytes.len().min(from + 240))
                .unwrap_or_default();
            if find(head, b"/ObjStm", 0).is_some() {
                streams.push(from);
            }
            if find(head, b"/XRef", 0).is_some() || find(head, b"/Catalog", 0).is_some() {
                trailers.push((from, Some(id)));
            }
        }
        let mut from = 0;
        while let Some(at) = find(bytes, b"trailer", from) {
            from = at + 7;
            trailers.push((from, None));
        }
        trailers.sort_unstable_by_key(|(at, _)| *at);
        for (at, id) in trailers {
            file.learn_trailer(at, id)?;
        }
        for at in streams {
            file.index_stream(at)?;
        }
        if file.root.is_none() {
            file.root = file.packed_catalog();
        }
        Ok(file)
    }

    fn learn_trailer(&mut self, at: usize, id: Option<u32>) -> Result<(), Refusal> {
        let Some(Object::Dictionary(dictionary)) = Parser::of_file(self.bytes, at).next() else {
            return Ok(());
        };
        if dictionary.contains_key("Encrypt") {
            return Err(Refusal::Unread {
                what: "a PDF document that is encrypted",
                advice: "open it, and print it to a new PDF or copy its text",
            });
        }
        if let Some(Object::Reference(root)) = dictionary.get("Root") {
            self.root = Some(*root);
        } else if self.root.is_none()
            && dictionary.get("Type").and_then(Object::name) == Some("Catalog")
        {
            self.root = id;
        }
        Ok(())
    }

    fn packed_catalog(&mut self) -> Option<u32> {
        let mut ids: Vec<u32> = self.places.keys().copied().collect();
        ids.sort_unstable();
        ids.into_iter().find(|id| {
            let found = self.dictionary(&Object::Reference(*id));
            found.is_some_and(|found| found.get("Type").and_then(Object::name) == Some("Catalog"))
        })
    }

    // A stream of objects begins with pairs of numbers: an object, and where it stands behind `First`.
    fn index_stream(&mut self, at: usize) -> Result<(), Refusal> {
        let mut parser = Parser::of_file(self.bytes, at);
        let Some(Object::Dictionary(head)) = parser.next() else {
            return Ok(());
        };
        if head.get("Type").and_then(Object::name) != Some("ObjStm") {
            return Ok(());
        }
        let Some(unpacked) = self.stream_at(&head, parser.place())? else {
            return Ok(());
        };
        let count = |name: &str| head.get(name).and_then(Object::count).unwrap_or(0);
        let (objects, first) = (count("N").min(OBJECTS), count("First"));
        let which = self.unpacked.len();
        let mut pairs = Parser::of_content(&unpacked);
        for _ in 0..objects {
            let id = pairs.next().and_then(|id| u32::try_from(id.count()?).ok());
            let offset = pairs.next().and_then(|offset| offset.count());
            let (Some(id), Some(offset)) = (id, offset) else {
                break;
            };
            let place = Place::In(which, first + offset, at);
            let older = self.places.get(&id).is_none_or(|other| other.order() <= at);
            if older && self.places.len() < OBJECTS {
                self.places.insert(id, place);
            }
        }
        self.unpacked.push(unpacked);
        Ok(())
    }

    pub(super) fn root(&self) -> Option<Object> {
        self.root.map(Object::Reference)
    }

    /// Follows references to what they stand for.
    pub(super) fn resolve(&self, object: &Object) -> Option<Object> {
        let mut object = object.clone();
        for _ in 0..CHAIN {
            let Object::Reference(id) = object else {
                return Some(object);
            };
            object = match *self.places.get(&id)? {
                Place::At(at) => Parser::of_file(self.bytes, at).next()?,
                Place::In(which, at, _) => Parser::of_file(self.unpacked.get(which)?, at).next()?,
            };
        }
        None
    }

    pub(super) fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        match self.resolve(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// Returns what stands under a name of a dictionary, resolved.
    pub(super) fn get(&self, dictionary: &Dictionary, name: &str) -> Option<Object> {
        self.resolve(dictionary.get(name)?)
    }

    /// Returns the head and the unpacked contents of a stream; none if it is none, or packed in a way that is not known.
    pub(super) fn stream(
        &mut self,
        object: &Object,
    ) -> Result<Option<(Dictionary, Vec<u8>)>, Refusal> {
        let Object::Reference(id) = object else {
            return Ok(None);
        };
        let Some(Place::At(at)) = self.places.get(id).copied() else {
            return Ok(None);
        };
        let mut parser = Parser::of_file(self.bytes, at);
        let Some(Object::Dictionary(head)) = parser.next() else {
            return Ok(None);
        };
        let contents = self.stream_at(&head, parser.place())?;
        Ok(contents.map(|contents| (head, contents)))
    }

    fn stream_at(&mut self, head: &Dictionary, at: usize) -> Result<Option<Vec<u8>>, Refusal> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let skip = rest.iter().take_while(|byte| is_space(**byte)).count();
        let Some(after) = rest
            .get(skip..)
            .and_then(|rest| rest.strip_prefix(b"stream"))
        else {
            return Ok(None);
        };
        let data = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.strip_prefix(b"\n"));
        let data = data.unwrap_or(after);
        let length = self.get(head, "Length").and_then(|length| length.count());
        let ends = |length: &usize| {
            let tail = data.get(*length..).unwrap_or_default();
            let tail = tail.get(..tail.len().min(16)).unwrap_or_default();
            tail.trim_ascii_start().starts_with(b"endstream")
        };
        let length = if let Some(length) = length.filter(ends) {
            length
        } else {
            if self.searched > SEARCHED {
                return Ok(None);
            }
            let end = find(data, b"endstream", 0).unwrap_or(data.len());
            self.searched += end;
            end
        };
        let mut contents = data.get(..length).unwrap_or_default().to_vec();
        let filters = match self.get(head, "Filter") {
            Some(Object::Name(name)) => vec![name],
            Some(Object::List(list)) => list
                .iter()
                .filter_map(|one| Some(self.resolve(one)?.name()?.to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        for filter in filters.iter().take(4) {
            let Some(unpacked) = unpack(filter, &contents, self.left.saturating_add(1)) else {
                return Ok(None);
            };
            contents = unpacked;
        }
        let size = u64::try_from(contents.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(Refusal::Trap {
            what: super::WHAT,
            limits: "contents that unpack to more than 50 MB",
        })?;
        let given = match self.get(head, "DecodeParms") {
            Some(Object::List(list)) => list.last().and_then(|last| self.dictionary(last)),
            Some(Object::Dictionary(given)) => Some(given),
            _ => None,
        };
        let given = given.unwrap_or_default();
        let number = |name: &str| self.get(&given, name).and_then(|number| number.count());
        if number("Predictor").is_some_and(|kind| kind >= 10) {
            let columns = number("Columns").unwrap_or(1).clamp(1, 1 << 16);
            contents = undo_prediction(&contents, columns);
        }
        Ok(Some(contents))
    }
}

/// Finds bytes in bytes.
pub(super) fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

/// The number of the object whose `obj` stands here: "12 0 obj".
fn id_before(bytes: &[u8], at: usize) -> Option<u32> {
    let head = bytes.get(at.saturating_sub(32)..at)?;
    let mut words = head
        .rsplit(|byte| is_space(*byte))
        .filter(|word| !word.is_empty());
    if head.last().is_some_and(|byte| !is_space(*byte)) {
        return None;
    }
    let generation = words.next()?;
    let number = words.next()?;
    if !generation.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // What stands before may touch the number: "endobj12 0 obj".
    let digits = number
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let number = number.get(number.len() - digits..)?;
    std::str::from_utf8(number).ok()?.parse().ok()
}
