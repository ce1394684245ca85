//! Restoring: the backup is unpacked beside its place, begins its next incarnation under the root, forgets again what was erased
//! since, and is then put in its place. Until that last step nothing has happened.

use super::file::{BadBackup, Header};
use super::journal::{Journal, Line, What};
use super::{mark, unpack};
use crate::configuration::Configuration;
use crate::rules::Rules;
use crate::system::SystemChance;
use exchange::after::erase_again;
use exchange::{Before, Begun, PublishedLog, Station, begin_anew, high_water};
use model::{Failure, Instant, Stop};
use seal::RootSecret;
use seal::rest::NodeKey;
use std::fs;
use std::path::{Path, PathBuf};
use store::Store;

/// What a restore is made from.
#[derive(Debug)]
pub struct Putting<'a> {
    /// The backup.
    pub backup: &'a Path,
    /// Where the node goes; absent, or empty.
    pub directory: &'a Path,
    /// The node key.
    pub key: &'a NodeKey,
    /// The root of the node, from its removable medium.
    pub root: &'a RootSecret,
    /// The journal of erasures; none if a person decided to go without.
    pub journal: Option<&'a Journal>,
    /// The incarnation that partners know of last, where neither journal nor mark tells; else 0.
    pub after: u64,
}

/// A node that was restored.
#[derive(Debug)]
pub struct Restored {
    /// What was restored.
    pub header: Header,
    /// How it begins.
    pub begun: Begun,
    /// How many records and received messages were erased again.
    pub erased_again: usize,
    /// The ids of records and messages that were erased since the backup, and are not in it.
    pub not_known: Vec<String>,
    /// Lines of the journal that are not this node's, or not of this node key: nothing was erased for them.
    pub not_ours: usize,
}

/// Restores a node. On an error nothing is in its place, and what was unpacked is gone.
pub fn restore(putting: &Putting<'_>, at: Instant) -> Result<Restored, BadBackup> {
    let mut name = putting.directory.file_name().unwrap_or_default().to_os_string();
    name.push(".unfinished");
    let unfinished = putting.directory.with_file_name(name);
    let _ = fs::remove_dir_all(&unfinished);
    let done = put_back(putting, &unfinished, at);
    if done.is_err() {
        let _ = fs::remove_dir_all(&unfinished);
    }
    done
}

fn put_back(putting: &Putting<'_>, unfinished: &PathBuf, at: Instant) -> Result<Restored, BadBackup> {
    let header = unpack::unpack(putting.backup, putting.key, unfinished)?;
    let key = putting.key.to_bytes();
    let key: [u8; 32] = key.as_slice().try_into().map_err(|e| Failure::new("restoring", e))?;
    let store = Store::open(unfinished, NodeKey::from_bytes(&key)?)?;
    let lines = putting.journal.map(Journal::lines).unwrap_or_default();
    let (ours, not_ours) = ours(&store, &header, lines, at)?;
    let before = before(putting, &header, &ours)?;
    let begun = begin_anew(&store, putting.root, &before, at, &mut SystemChance).map_err(stopped)?;
    archive(unfinished, begun.of_backup)?;
    let configuration = Configuration::read(unfinished).map_err(|error| Failure::new("restoring", error))?;
    let Rules { lawbook, policies } = Rules::of(unfinished).map_err(|error| Failure::new("restoring", error))?;
    let station = Station::open(&store, lawbook, policies, configuration.ways(), at, &mut SystemChance);
    let station = station.map_err(stopped)?;
    let (erased_again, not_known) = forget_again(&station, &store, &header, &ours, at)?;
    store.truncate_log()?;
    PublishedLog::open(&station, &store, at)?.publish(&station, &store, at)?;
    let mark = store.read("mark", at, |tx| high_water(&station, tx)).map_err(stopped)?;
    if let Some(journal) = putting.journal {
        Journal::open(journal.path())?.begin(&store, at).map_err(stopped)?;
    }
    mark::write(putting.directory, &mark)?;
    drop(store);
    let put = fs::rename(unfinished, putting.directory);
    put.map_err(|error| BadBackup::File { path: putting.directory.to_owned(), error })?;
    Ok(Restored { header, begun, erased_again, not_known, not_ours })
}

/// The lines of the journal that this node wrote, and how many others there are.
fn ours(store: &Store, header: &Header, lines: &[Line], at: Instant) -> Result<(Vec<Line>, usize), BadBackup> {
    let is_ours = |line: &&Line| {
        let bound = store.read("look at the journal", at, |tx| line.is_ours(tx));
        bound.map(|bound| bound && line.authority == header.authority)
    };
    let mut found = Vec::new();
    for line in lines {
        if is_ours(&line).map_err(stopped)? {
            found.push(line.clone());
        }
    }
    let others = lines.len() - found.len();
    Ok((found, others))
}

/// What is known of the life that ended, from the journal and from the mark that lies beside the place.
fn before(putting: &Putting<'_>, header: &Header, lines: &[Line]) -> Result<Before, Failure> {
    let mark = mark::read(putting.directory)?.filter(|mark| mark.authority == header.authority);
    let of_journal = lines.iter().map(|line| line.incarnation).max().unwrap_or(0);
    let of_mark = mark.as_ref().map_or(0, |mark| mark.incarnation);
    let checkpoint = mark.filter(|mark| mark.incarnation >= of_journal).map(|mark| (mark.size, mark.root));
    Ok(Before { incarnation: of_journal.max(of_mark).max(header.incarnation).max(putting.after), checkpoint })
}

/// Puts the published log of the life that ended, and what witnesses had cosigned of it, under `logs/`: it stays verifiable as it
/// is, under the name that it had.
fn archive(directory: &Path, incarnation: u64) -> Result<(), BadBackup> {
    let place = directory.join("logs").join(incarnation.to_string());
    for part in ["log", "witnessed"] {
        let from = directory.join(part);
        if from.is_dir() {
            let bad = |error| BadBackup::File { path: from.clone(), error };
            fs::create_dir_all(&place).map_err(bad)?;
            fs::rename(&from, place.join(part)).map_err(bad)?;
        }
    }
    Ok(())
}

/// Erases again what the journal names; what was erased before the backup is erased in it already.
fn forget_again(
    station: &Station,
    store: &Store,
    header: &Header,
    lines: &[Line],
    at: Instant,
) -> Result<(usize, Vec<String>), BadBackup> {
    let (mut again, mut not_known) = (0, Vec::new());
    for line in lines {
        let Some(id) = line.told.id() else { continue };
        let erased = store.tx("erase again", at, &mut SystemChance, |tx| match &line.told {
            What::Record { record, ground } => exchange::erase(station, tx, *record, ground.as_str(), None),
            What::Message { message, ground } => erase_again(station, tx, *message, ground.as_str()),
            What::Begun => Ok(false),
        });
        let since =
            line.incarnation > header.incarnation || (line.incarnation == header.incarnation && line.n >= header.size);
        match erased.map_err(stopped)? {
            true => again += 1,
            false if since => not_known.push(id),
            false => {}
        }
    }
    Ok((again, not_known))
}

fn stopped(stop: Stop) -> BadBackup {
    match stop {
        Stop::Failure(failure) => BadBackup::Failed(failure),
        other => BadBackup::Failed(Failure::new("restoring", other)),
    }
}
