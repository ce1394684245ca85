//! One node of a federation: store, station and published log together.

use crate::key_place;
use crate::rules::Rules;
use exchange::after::after_due;
use exchange::parcel::Outgoing;
use exchange::{
    PublishedLog, Station, Ways, advance, answer_due, due, due_over, due_to, found, note_kept, receive, show,
};
use model::{Authority, AuthorityId, Chance, Digest, Failure, Instant, Stop};
use seal::digest::sha256;
use seal::rest::NodeKey;
use std::path::Path;
use store::{Store, Tx};

/// How many parcels leave at once.
const BATCH: usize = 256;

/// A node at work in this process.
pub struct Member {
    store: Store,
    station: Station,
    log: PublishedLog,
}

/// What a node is founded from.
pub struct Founding<'a> {
    /// Its directory; it must be empty.
    pub directory: &'a Path,
    /// Its authority.
    pub authority: &'a Authority,
    /// How it works.
    pub ways: Ways,
    /// What it decides by.
    pub rules: &'a Rules,
}

impl Member {
    /// Founds a node whose key lies beside its directory. The root stays in the caller's hands as a fingerprint only, which
    /// is enough where nothing is ever rotated.
    pub fn found(founding: &Founding<'_>, at: Instant, chance: &mut dyn Chance) -> Result<(Member, Digest), Stop> {
        Member::found_with_key(founding, &key_place::beside(founding.directory), at, chance)
    }

    /// As [`Member::found`], with the node key written to `key_file`, for its owner alone.
    pub fn found_with_key(
        founding: &Founding<'_>,
        key_file: &Path,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<(Member, Digest), Stop> {
        let key = NodeKey::draw(chance)?;
        write_key(key_file, &key)?;
        let store = Store::open(founding.directory, key)?;
        let founded = found(&store, founding.authority, at, chance)?;
        let member = Member::at_work(store, founding.ways.clone(), founding.rules, at, chance)?;
        Ok((member, founded.fingerprint))
    }

    /// Opens a node that was founded before.
    pub fn open(
        directory: &Path,
        ways: Ways,
        rules: &Rules,
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Member, Stop> {
        let store = Store::open(directory, read_key(directory)?)?;
        Member::at_work(store, ways, rules, at, chance)
    }

    fn at_work(store: Store, ways: Ways, rules: &Rules, at: Instant, chance: &mut dyn Chance) -> Result<Member, Stop> {
        let (lawbook, policies) = (rules.lawbook.clone(), rules.policies.clone());
        let station = Station::open(&store, lawbook, policies, ways, at, chance)?;
        let log = PublishedLog::open(&station, &store, at)?;
        Ok(Member { store, station, log })
    }

    /// The node's station.
    pub fn station(&self) -> &Station {
        &self.station
    }

    /// The node's store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Runs one step of an officer or of the house in a transaction of its own.
    pub fn step<T>(
        &self,
        name: &str,
        at: Instant,
        chance: &mut dyn Chance,
        step: impl FnOnce(&Station, &mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.store.tx(name, at, chance, |tx| step(&self.station, tx))
    }

    /// What is due to leave now: neutral answers whose tick has come, then the outbox.
    pub fn due(&self, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Outgoing>, Stop> {
        self.come_due(at, chance)?;
        self.store.tx("dispatch", at, chance, |tx| due(tx, BATCH))
    }

    /// As [`Member::due`], for what goes next to one of `hops`; the rest waits.
    pub fn due_among(&self, hops: &[AuthorityId], at: Instant, chance: &mut dyn Chance) -> Result<Vec<Outgoing>, Stop> {
        self.come_due(at, chance)?;
        self.store.tx("dispatch", at, chance, |tx| due_over(tx, hops, BATCH))
    }

    fn come_due(&self, at: Instant, chance: &mut dyn Chance) -> Result<(), Stop> {
        self.store.tx("answer neutrally", at, chance, |tx| answer_due(&self.station, tx).map(drop))?;
        self.store.tx("follow up", at, chance, |tx| after_due(&self.station, tx).map(drop))
    }

    /// Lets go what was carried for the hop of `parcel`, which has it now.
    pub fn note_kept(&self, parcel: &Outgoing, at: Instant, chance: &mut dyn Chance) -> Result<(), Stop> {
        let kept = [sha256(&[parcel.bytes()])];
        self.store.tx("let go", at, chance, |tx| note_kept(tx, parcel.hop(), &kept))
    }

    /// What is due to leave over a line to `hop` alone, which has just been opened.
    pub fn due_over(&self, hop: &AuthorityId, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Outgoing>, Stop> {
        self.store.tx("dispatch", at, chance, |tx| due_over(tx, std::slice::from_ref(hop), BATCH))
    }

    /// What waits for `hop`, who has come to fetch it.
    pub fn due_to(&self, hop: &AuthorityId, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Outgoing>, Stop> {
        self.store.tx("hand over", at, chance, |tx| due_to(tx, hop, BATCH, usize::MAX))
    }

    /// Takes a parcel, then goes on with what was admitted. What goes back is returned.
    pub fn receive(
        &self,
        from: &model::AuthorityId,
        bytes: &[u8],
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Vec<Outgoing>, Stop> {
        self.receive_all(&[(from.clone(), bytes.to_vec())], at, chance)
    }

    /// As [`Member::receive`], for many parcels with one commit: each stands or falls alone inside it.
    pub fn receive_all(
        &self,
        parcels: &[(model::AuthorityId, Vec<u8>)],
        at: Instant,
        chance: &mut dyn Chance,
    ) -> Result<Vec<Outgoing>, Stop> {
        let replies = self.store.tx("receive", at, chance, |tx| {
            let mut replies = Vec::new();
            for (from, bytes) in parcels {
                replies.extend(receive(&self.station, tx, from, bytes)?);
            }
            Ok(replies)
        })?;
        self.store.tx("screen", at, chance, |tx| advance(&self.station, tx).map(drop))?;
        Ok(replies)
    }

    /// Publishes the log, and says what partners are to be shown of it, as their witnesses.
    pub fn witness(&mut self, at: Instant, chance: &mut dyn Chance) -> Result<Vec<Outgoing>, Stop> {
        self.publish(at)?;
        self.store.tx("show the log", at, chance, |tx| show(&self.station, tx))
    }

    /// Writes beside the log what witnesses have cosigned of it.
    pub fn put_witnessed(&mut self, at: Instant) -> Result<(), Stop> {
        self.log.put_witnessed(&self.station, &self.store, at)
    }

    /// Takes up the log that lies in the folder, as a start does.
    pub fn take_up_log(&mut self, at: Instant) -> Result<(), Failure> {
        self.log = PublishedLog::open(&self.station, &self.store, at)?;
        Ok(())
    }

    /// Publishes the log.
    pub fn publish(&mut self, at: Instant) -> Result<audit::Checkpoint, Failure> {
        self.log.publish(&self.station, &self.store, at)
    }
}

fn write_key(path: &Path, key: &NodeKey) -> Result<(), Failure> {
    use std::io::Write as _;
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
    let doing = || format!("writing {}", path.display());
    if let Some(parent) = path.parent() {
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(parent);
        made.map_err(|e| Failure::new(doing(), e))?;
    }
    let open = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = open.map_err(|e| Failure::new(doing(), e))?;
    let text = zeroize::Zeroizing::new(data_encoding::HEXLOWER.encode(&key.to_bytes()));
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|e| Failure::new(doing(), e))
}

fn read_key(directory: &Path) -> Result<NodeKey, Failure> {
    let path = key_place::beside(directory);
    let doing = || format!("reading {}", path.display());
    let text = std::fs::read_to_string(&path).map(zeroize::Zeroizing::new).map_err(|e| Failure::new(doing(), e))?;
    let bad = || Failure::new(doing(), "a node key is 64 hexadecimal digits");
    let bytes = data_encoding::HEXLOWER.decode(text.trim().as_bytes()).map_err(|_| bad())?;
    NodeKey::from_bytes(&bytes.try_into().map_err(|_| bad())?)
}
