//! A compound file: storages and streams in chains of sectors, as folders and files on a disk.

use super::super::{Refusal, limits};

const WHAT: &str = "an Outlook message or an old Office document";

/// The most storages and streams.
const ENTRIES: usize = 20_000;
/// Ends a chain; larger numbers are no sectors either.
const LAST: u32 = 0xffff_fffa;
const NOTHING: u32 = 0xffff_ffff;

#[derive(Debug)]
struct Entry {
    name: String,
    is_storage: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    small_sector: usize,
    // Streams smaller than this stand in small sectors.
    cutoff: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    entries: Vec<Entry>,
    small: Vec<u8>,
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk::<2>()?))
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        Self::parse(bytes).ok_or_else(|| Refusal::Damaged {
            what: WHAT,
            why: "its table of contents does not fit".to_owned(),
        })
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let shift = short(bytes, 0x1e)?;
        let small_shift = short(bytes, 0x20)?;
        if !(shift == 9 || shift == 12) || !(4..=9).contains(&small_shift) {
            return None;
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            small_sector: 1 << small_shift,
            cutoff: place(number(bytes, 0x38)?),
            next: Vec::new(),
            next_small: Vec::new(),
            entries: Vec::new(),
            small: Vec::new(),
        };
        file.read_table()?;
        file.next_small = numbers(&file.chain(number(bytes, 0x3c)?, usize::MAX));
        let directory = file.chain(number(bytes, 0x30)?, ENTRIES * 128);
        file.entries = directory.chunks(128).map_while(entry).collect();
        let root = file.entries.first()?;
        file.small = file.chain(root.start, usize::MAX);
        Some(file)
    }

    // The table of chains is itself in sectors, which a list in the head names, and sectors that go on with the list.
    fn read_table(&mut self) -> Option<()> {
        let most = self.bytes.len() / self.sector + 1;
        let mut sectors: Vec<u32> = (0..109)
            .filter_map(|at| number(self.bytes, 0x4c + 4 * at))
            .collect();
        let mut more = number(self.bytes, 0x44)?;
        let mut steps = 0;
        while more < LAST && steps < most {
            let list = numbers(self.sector_bytes(more)?);
            let (last, list) = list.split_last()?;
            sectors.extend(list);
            more = *last;
            steps += 1;
        }
        let table = sectors
            .into_iter()
            .take_while(|sector| *sector < LAST)
            .take(most);
        let mut next = Vec::new();
        for sector in table {
            next.extend(numbers(self.sector_bytes(sector)?));
        }
        self.next = next;
        Some(())
    }

    fn sector_bytes(&self, sector: u32) -> Option<&'a [u8]> {
        let start = place(sector).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    // A chain that runs in a circle ends when it is longer than the file.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut sector = start;
        while sector < LAST && out.len() < size && out.len() <= self.bytes.len() {
            let Some(bytes) = self.sector_bytes(sector) else {
                break;
            };
            out.extend(bytes);
            sector = self.next.get(place(sector)).copied().unwrap_or(NOTHING);
        }
        out.truncate(size);
        out
    }

    fn small_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut sector = start;
        while sector < LAST && out.len() < size && out.len() <= self.small.len() {
            let from = place(sector).saturating_mul(self.small_sector);
            let to = from.saturating_add(self.small_sector).min(self.small.len());
            let Some(bytes) = self.small.get(from..to).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            out.extend(bytes);
            sector = self
                .next_small
                .get(place(sector))
                .copied()
                .unwrap_or(NOTHING);
        }
        out.truncate(size);
        out
    }

    pub(super) fn name(&self, at: usize) -> &str {
        self.entries.get(at).map_or("", |entry| entry.name.as_str())
    }

    pub(super) fn is_storage(&self, at: usize) -> bool {
        self.entries.get(at).is_some_and(|entry| entry.is_storage)
    }

    /// Returns what is in a storage; 0 is the whole file.
    pub(super) fn children(&self, storage: usize) -> Vec<usize> {
        let mut seen = vec![false; self.entries.len()];
        let mut found = Vec::new();
        let mut waiting = vec![
            self.entries
                .get(storage)
                .map_or(NOTHING, |entry| entry.child),
        ];
        while let Some(at) = waiting.pop() {
            let at = place(at);
            let (Some(entry), Some(seen)) = (self.entries.get(at), seen.get_mut(at)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            found.push(at);
            waiting.push(entry.left);
            waiting.push(entry.right);
        }
        found.sort_unstable();
        found
    }

    pub(super) fn stream(&self, at: usize) -> Vec<u8> {
        let Some(entry) = self.entries.get(at) else {
            return Vec::new();
        };
        let size = entry.size.min(limits::LARGEST_FILE);
        if entry.size < self.cutoff {
            self.small_chain(entry.start, size)
        } else {
            self.chain(entry.start, size)
        }
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (fours, _) = bytes.as_chunks::<4>();
    fours.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(short(bytes, 0x40)?).min(64);
    let (pairs, _) = bytes.get(..length.saturating_sub(2))?.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    let kind = *bytes.get(0x42)?;
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        is_storage: kind == 1 || kind == 5,
        left: number(bytes, 0x44)?,
        right: number(bytes, 0x48)?,
        child: number(bytes, 0x4c)?,
        start: number(bytes, 0x74)?,
        size: place(number(bytes, 0x78)?),
    })
}
