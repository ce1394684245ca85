//! What the log costs on this machine: hashing per entry, publishing in batches on the disk of the given folder,
//! verifying. `cargo run --release -p audit --example cost-of-audit -- FOLDER`; the folder must be empty or missing.

use audit::event::{Code, Item};
use audit::{Entry, Event, Publisher, Row, Signer, Tree, verify};
use model::{CaseReference, Failure, OfficerId, Purpose, RecordId, UnitId};
use signed_note::Signer as _;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

/// The published test key of RFC 8032 section 7.1, TEST 1.
struct Pen(signed_note::StandardSigner, [u8; 32]);

const ORIGIN: &str = "comity.invalid/cost/1";

impl Pen {
    fn new() -> Result<Pen, Box<dyn Error>> {
        let hex = data_encoding::HEXLOWER;
        let seed = hex.decode(b"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")?;
        let public = hex.decode(b"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")?;
        let id = signed_note::key_id(ORIGIN, &[&[1], &public[..]].concat());
        let seed = data_encoding::BASE64.encode(&[&[1], &seed[..]].concat());
        let signer = signed_note::StandardSigner::new(&format!("PRIVATE+KEY+{ORIGIN}+{id:08x}+{seed}"));
        Ok(Pen(signer.map_err(|error| error.to_string())?, public.try_into().map_err(|_| "length")?))
    }
}

impl Signer for Pen {
    fn name(&self) -> &str {
        ORIGIN
    }
    fn public(&self) -> [u8; 32] {
        self.1
    }
    fn sign(&self, text: &[u8]) -> Result<[u8; 64], Failure> {
        let bytes = self.0.sign(text).map_err(|error| Failure::new("signing", error))?;
        bytes.try_into().map_err(|_| Failure::new("signing", "length"))
    }
}

fn row(n: u64) -> Result<Row, Box<dyn Error>> {
    let event = Event::Read {
        item: Item::Record(RecordId([n as u8; 16])),
        purpose: Purpose::Investigation,
        case: CaseReference::parse("FI-2026/0042")?,
        officer: OfficerId::parse("duty-1")?,
        unit: UnitId::parse("spoc")?,
        policies: vec![Code::parse("read.need-to-know")?],
    };
    let at = model::Instant::from_second(1_795_400_000 + n as i64)?;
    Ok(Row::Kept(Entry::draw(n, at, event, [n as u8; 32])?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: cost FOLDER")?;
    let mut out = io::stdout();
    let mut rate = |what: &str, count: u64, since: Instant| {
        let seconds = since.elapsed().as_secs_f64();
        writeln!(out, "{what:<48} {:>10.0}/s", count as f64 / seconds)
    };
    let count = 200_000;
    let since = Instant::now();
    let rows: Vec<Row> = (0..count).map(row).collect::<Result<_, _>>()?;
    rate("entries drawn (canonical line)", count, since)?;
    let since = Instant::now();
    let mut tree = Tree::new();
    rows.iter().for_each(|row| tree.append(row.leaf()));
    rate("appends: commitment, leaf, tree", count, since)?;
    let log = Path::new(&folder).join("log");
    let pen = Pen::new()?;
    let keys = [pen.verifier()?];
    let mut until = 0_usize;
    let mut publisher = Publisher::open(&log, &keys, &mut |_: u64, _: usize| Ok(Vec::new()))?;
    for (batch, times) in [(1, 100), (10, 50), (100, 50), (1000, 10), (count as usize, 1)] {
        let since = Instant::now();
        let before = until;
        for _ in 0..times {
            until = (until + batch).min(rows.len());
            let mut fetch = |from: u64, limit: usize| {
                let from = from as usize;
                Ok(rows[from.min(until)..(from + limit).min(until)].to_vec())
            };
            publisher.publish(&mut fetch, &pen)?;
        }
        rate(
            &format!("published, synced and signed in batches of {}", (until - before) / times),
            (until - before) as u64,
            since,
        )?;
    }
    let since = Instant::now();
    let verified = verify(&log, None)?;
    rate("entries verified", verified.size, since)?;
    if verified.root != tree.root() {
        return Err("the published root is not that of the tree".into());
    }
    Ok(())
}
