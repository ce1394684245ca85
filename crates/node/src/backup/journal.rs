//! The journal of erasures: ids alone, appended, kept with the backups and not in them. A restore replays it before the node serves:
//! what was erased after the backup was made is erased again.
//!
//! It is written from the log, whose entry of the erasure commits with the erasure itself; so nothing is missing after a crash once
//! the journal has caught up. Each line is bound to the node key: a line that somebody else wrote erases nothing.

use audit::{Code, Entry, Event, Row};
use model::{AuthorityId, Digest, Failure, Instant, MessageId, RecordId, Stop};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use store::{Store, Tx};

/// How many entries of the log are looked at together.
const PAGE: usize = 4_096;

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum What {
    /// A record was erased, on this ground.
    Record {
        /// Which.
        record: RecordId,
        /// Why, by its code.
        ground: Code,
    },
    /// A received message was erased, on this ground: it was recalled, or corrected.
    Message {
        /// Which.
        message: MessageId,
        /// Why, by its code.
        ground: Code,
    },
    /// A restored node began an incarnation; its log goes on from this entry.
    Begun,
}

impl What {
    /// What an entry of the log says was erased.
    fn erased_by(event: &Event) -> Option<What> {
        match event {
            Event::RecordErased { record, ground, .. } => {
                Some(What::Record { record: *record, ground: ground.clone() })
            }
            Event::MessageErased { message, ground, .. } => {
                Some(What::Message { message: *message, ground: ground.clone() })
            }
            _ => None,
        }
    }

    /// The id of what was erased, if anything.
    pub fn id(&self) -> Option<String> {
        match self {
            What::Record { record, .. } => Some(record.to_string()),
            What::Message { message, .. } => Some(message.to_string()),
            What::Begun => None,
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Whose node.
    pub authority: AuthorityId,
    /// In which incarnation.
    pub incarnation: u64,
    /// The number of the entry of its log.
    pub n: u64,
    /// When.
    pub at: Instant,
    /// What happened.
    pub told: What,
    /// Binds the line to the node key.
    pub bound: Digest,
}

impl Line {
    fn new(
        tx: &Tx<'_>,
        authority: &AuthorityId,
        (incarnation, n): (u64, u64),
        at: Instant,
        told: What,
    ) -> Result<Line, Stop> {
        let bound = bind(tx, authority, incarnation, n, at, &told)?;
        Ok(Line { authority: authority.clone(), incarnation, n, at, told, bound })
    }

    /// Whether a node with this node key wrote it.
    pub fn is_ours(&self, tx: &Tx<'_>) -> Result<bool, Stop> {
        Ok(bind(tx, &self.authority, self.incarnation, self.n, self.at, &self.told)? == self.bound)
    }
}

fn bind(
    tx: &Tx<'_>,
    authority: &AuthorityId,
    incarnation: u64,
    n: u64,
    at: Instant,
    told: &What,
) -> Result<Digest, Stop> {
    let said = serde_json::to_vec(&(authority, incarnation, n, at, told));
    tx.reference("erasure-journal", &said.map_err(|error| Failure::new("binding a line of the journal", error))?)
}

/// Where the journal of a node lies unless its settings say otherwise: beside its directory, as `DIR.journal`.
pub fn place(directory: &Path) -> PathBuf {
    let mut name: OsString = directory.file_name().unwrap_or_default().to_os_string();
    name.push(".journal");
    directory.with_file_name(name)
}

/// The journal of a node.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    lines: Vec<Line>,
}

impl Journal {
    /// Reads a journal; an absent one is empty. A last line that a crash broke off is dropped from the file: the log has it still.
    /// Any other line that is none is a Failure that names it.
    pub fn open(path: &Path) -> Result<Journal, Failure> {
        let doing = || format!("reading {}", path.display());
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Failure::new(doing(), error)),
        };
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        if whole < text.len() {
            let cut = OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(whole as u64));
            cut.map_err(|error| Failure::new(doing(), error))?;
        }
        let mut lines = Vec::new();
        for (n, line) in text[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate() {
            let line = serde_json::from_slice(line);
            lines.push(line.map_err(|error| Failure::new(format!("{}, line {}", doing(), n + 1), error))?);
        }
        Ok(Journal { path: path.to_owned(), lines })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its lines, the oldest first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Appends what the log tells of since the last line; says how many lines that were.
    pub fn catch_up(&mut self, store: &Store, at: Instant) -> Result<usize, Stop> {
        let mut new = Vec::new();
        store.read("look for erasures", at, |tx| {
            let (us, life) = (exchange::authority(tx)?.id, exchange::incarnation(tx)?);
            let of_life = self.lines.iter().filter(|line| line.authority == us && line.incarnation == life);
            let mut from = of_life.map(|line| line.n + 1).max().unwrap_or(0);
            loop {
                let rows = tx.audit().rows(from, PAGE)?;
                let Some(last) = rows.last().map(Row::n) else { return Ok(()) };
                for entry in rows.iter().filter_map(entry) {
                    if let Some(told) = What::erased_by(&entry.event) {
                        new.push(Line::new(tx, &us, (life, entry.n), entry.at, told)?);
                    }
                }
                from = last + 1;
            }
        })?;
        self.append(new).map_err(Stop::from)
    }

    /// Appends that an incarnation begins with the next entry of its log.
    pub fn begin(&mut self, store: &Store, at: Instant) -> Result<(), Stop> {
        let line = store.read("look at the log", at, |tx| {
            let (us, life) = (exchange::authority(tx)?.id, exchange::incarnation(tx)?);
            let n = tx.audit().size()?.saturating_sub(1);
            Line::new(tx, &us, (life, n), at, What::Begun)
        })?;
        self.append(vec![line])?;
        Ok(())
    }

    fn append(&mut self, new: Vec<Line>) -> Result<usize, Failure> {
        // An empty journal is there, too: that nothing was erased is something to know.
        if new.is_empty() && self.path.is_file() {
            return Ok(0);
        }
        let doing = |error: &dyn std::fmt::Display| Failure::new(format!("writing {}", self.path.display()), error);
        let mut text = Vec::new();
        for line in &new {
            serde_json::to_writer(&mut text, line).map_err(|error| doing(&error))?;
            text.push(b'\n');
        }
        let open = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path);
        let mut file = open.map_err(|error| doing(&error))?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(|error| doing(&error))?;
        let count = new.len();
        self.lines.extend(new);
        Ok(count)
    }
}

fn entry(row: &Row) -> Option<Entry> {
    match row {
        Row::Kept(stored) => stored.entry().ok(),
        Row::Erased { .. } => None,
    }
}
