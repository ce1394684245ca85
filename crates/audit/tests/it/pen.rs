//! A signer with the published test keys of RFC 8032 section 7.1, rows in memory, and a folder to publish them into.

use audit::disk::Disk;
use audit::event::{Code, Item};
use audit::{Checkpoint, Entry, Event, Publisher, Row, Rows, Signer, VerifierKey};
use data_encoding::{BASE64, HEXLOWER};
use model::{CaseReference, Failure, Instant, OfficerId, Purpose, RecordId, UnitId};
use signed_note::Signer as _;

/// Seed and public key of TEST 1 and TEST 2.
const KEYS: [(&str, &str); 2] = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    ),
];

pub const ORIGIN: &str = "comity.invalid/fi-nbi/1";

pub struct Pen {
    name: String,
    public: [u8; 32],
    inner: signed_note::StandardSigner,
}

impl Pen {
    pub fn new(key: usize, name: &str) -> Pen {
        let bytes = |text: &str| HEXLOWER.decode(text.as_bytes()).unwrap();
        let (seed, public) = (bytes(KEYS[key].0), bytes(KEYS[key].1));
        let id = signed_note::key_id(name, &[&[1], &public[..]].concat());
        let skey = format!("PRIVATE+KEY+{name}+{id:08x}+{}", BASE64.encode(&[&[1], &seed[..]].concat()));
        let inner = signed_note::StandardSigner::new(&skey).unwrap();
        Pen { name: name.to_owned(), public: public.try_into().unwrap(), inner }
    }
}

impl Signer for Pen {
    fn name(&self) -> &str {
        &self.name
    }
    fn public(&self) -> [u8; 32] {
        self.public
    }
    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        let bytes = self.inner.sign(text).map_err(|error| Failure::new("signing", error))?;
        bytes.try_into().map_err(|_| Failure::new("signing", "length"))
    }
}

pub fn pen() -> Pen {
    Pen::new(0, ORIGIN)
}

pub fn keys() -> Vec<VerifierKey> {
    vec![pen().verifier().unwrap()]
}

pub fn at(n: u64) -> Instant {
    Instant::from_second(1_795_400_000 + n as i64).unwrap()
}

pub fn salt(n: u64) -> [u8; 32] {
    let mut salt = [0x5a; 32];
    salt[..8].copy_from_slice(&n.to_be_bytes());
    salt
}

pub fn officer() -> OfficerId {
    OfficerId::parse("duty-1").unwrap()
}

pub fn read_event(n: u64) -> Event {
    Event::Read {
        item: Item::Record(RecordId([n as u8; 16])),
        purpose: Purpose::Investigation,
        case: CaseReference::parse("FI-2026/0042").unwrap(),
        officer: officer(),
        unit: UnitId::parse("spoc").unwrap(),
        policies: vec![Code::parse("read.need-to-know").unwrap()],
    }
}

/// Rows in memory, as a store has them.
#[derive(Clone, Default)]
pub struct Book {
    pub rows: Vec<Row>,
}

impl Book {
    pub fn of(size: u64) -> Book {
        let mut book = Book::default();
        book.grow(size);
        book
    }

    pub fn size(&self) -> u64 {
        self.rows.len() as u64
    }

    pub fn add(&mut self, event: Event) {
        let n = self.size();
        self.rows.push(Row::Kept(Entry::draw(n, at(n), event, salt(n)).unwrap()));
    }

    pub fn grow(&mut self, by: u64) {
        for _ in 0..by {
            self.add(read_event(self.size()));
        }
    }

    /// Destroys text and salt and writes the erasure, as one transaction.
    pub fn erase(&mut self, first: u64, last: u64) {
        self.blank(first, last);
        let ground = Code::parse("retention").unwrap();
        self.add(Event::EntriesErased { first, last, ground, by: None });
    }

    /// Destroys text and salt without a word.
    pub fn blank(&mut self, first: u64, last: u64) {
        for n in first..=last {
            let row = &self.rows[n as usize];
            let Row::Kept(stored) = row else { continue };
            if !matches!(stored.entry().unwrap().event, Event::EntriesErased { .. }) {
                self.rows[n as usize] = Row::Erased { n, commitment: stored.commitment() };
            }
        }
    }

    pub fn publish(&mut self, disk: impl Disk + 'static) -> Result<Checkpoint, Failure> {
        Publisher::open_on(Box::new(disk), &keys(), self)?.publish(self, &pen())
    }
}

impl Rows for Book {
    fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Failure> {
        Ok(self.rows.iter().skip(from as usize).take(limit).cloned().collect())
    }
}
