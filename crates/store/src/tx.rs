//! A named transaction: a state change and its audit event commit together or not at all.

use crate::prepared::Once;
use crate::{Disk, instant};
use audit::tree::Edge;
use diesel::connection::SimpleConnection;
use diesel::{RunQueryDsl, SqliteConnection};
use model::{Arrangement, ArrangementId, Chance, Digest, Failure, Instant, Officer, Stop};
use seal::rest::NodeKey;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A node's database: one writer, which all visits share.
pub struct Store {
    pub(crate) writer: Mutex<SqliteConnection>,
    pub(crate) key: NodeKey,
    pub(crate) disk: Box<dyn Disk>,
    pub(crate) directory: PathBuf,
    pub(crate) _lock: File,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("directory", &self.directory).finish_non_exhaustive()
    }
}

/// One visit. Everything done through it commits together.
pub struct Tx<'a> {
    pub(crate) connection: &'a mut SqliteConnection,
    pub(crate) key: &'a NodeKey,
    pub(crate) chance: &'a mut dyn Chance,
    pub(crate) at: Instant,
    pub(crate) memory: &'a mut Memory,
}

/// What a visit knows without asking again, and what it will do once it is durable.
#[derive(Default)]
pub(crate) struct Memory {
    after: Vec<AfterCommit>,
    /// The number of the next log entry, once it was asked for.
    pub(crate) next_entry: Option<u64>,
    /// The edge of the log as far as it was needed last.
    pub(crate) edge: Option<Edge>,
    /// Arrangements that were read.
    pub(crate) arrangements: BTreeMap<ArrangementId, Arrangement>,
    /// The officers, if they were read.
    pub(crate) officers: Option<Vec<Officer>>,
    /// SQLite has given up the whole transaction (a full disk): nothing of this visit may be committed.
    lost: bool,
}

impl Memory {
    /// After a part of the visit was rolled back: what it knew is doubtful, what it would have done is off.
    fn roll_back(&mut self, agreed: usize) {
        self.after.truncate(agreed);
        self.next_entry = None;
        self.edge = None;
        self.arrangements.clear();
        self.officers = None;
    }
}

/// What is done in memory once a transaction is durable.
type AfterCommit = Box<dyn FnOnce() + Send>;

impl Store {
    /// The directory that was opened.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Runs `visit` in one transaction named `name`, at the instant `at`. Commits if it returns `Ok`, else rolls back
    /// and leaves nothing behind.
    pub fn tx<T>(
        &self,
        name: &str,
        at: Instant,
        chance: &mut dyn Chance,
        visit: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut connection = self.writer.lock().map_err(|_| poisoned(name))?;
        execute(&mut connection, name, "BEGIN IMMEDIATE")?;
        let mut memory = Memory::default();
        let done = visit(&mut Tx { connection: &mut connection, key: &self.key, chance, at, memory: &mut memory });
        let done = done.and_then(|value| if memory.lost { Err(lost(name).into()) } else { Ok(value) });
        let done = done.and_then(|value| self.disk.before_commit(name).map(|()| value).map_err(Stop::from));
        match done {
            Ok(value) => {
                if let Err(failure) = execute(&mut connection, name, "COMMIT") {
                    // A failed COMMIT may leave the transaction open (a full disk); the visit counts as not made.
                    let _ = connection.batch_execute("ROLLBACK");
                    return Err(failure.into());
                }
                memory.after.into_iter().for_each(|act| act());
                self.disk.after_commit(name)?;
                Ok(value)
            }
            Err(stop) => Err(match (execute(&mut connection, name, "ROLLBACK"), stop) {
                // After a full disk SQLite has rolled back already; what went wrong first is what to tell.
                (_, Stop::Failure(first)) => first.into(),
                (Err(failure), _) => failure.into(),
                (Ok(()), stop) => stop,
            }),
        }
    }

    /// Reads only; changes made by mistake are rolled back.
    pub fn read<T>(
        &self,
        name: &str,
        at: Instant,
        visit: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut connection = self.writer.lock().map_err(|_| poisoned(name))?;
        execute(&mut connection, name, "BEGIN")?;
        let (mut chance, mut memory) = (NoChance, Memory::default());
        let tx = &mut Tx { connection: &mut connection, key: &self.key, chance: &mut chance, at, memory: &mut memory };
        let done = visit(tx);
        execute(&mut connection, name, "ROLLBACK")?;
        done
    }

    /// Moves the write-ahead log into the database and empties it, so that erased bytes are in neither.
    pub fn truncate_log(&self) -> Result<(), Failure> {
        let mut connection = self.writer.lock().map_err(|_| poisoned("truncate"))?;
        let done = connection.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)");
        done.map_err(|e| Failure::new("truncate: PRAGMA wal_checkpoint(TRUNCATE)", e))
    }
}

impl Tx<'_> {
    /// The instant of this visit.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The chance of this visit.
    pub fn chance(&mut self) -> &mut dyn Chance {
        &mut *self.chance
    }

    /// Does `act` once this transaction is durable, and never if it is rolled back: for what is held in memory beside it.
    pub fn after_commit(&mut self, act: impl FnOnce() + Send + 'static) {
        self.memory.after.push(Box::new(act));
    }

    /// An opaque reference to `value`, the same each time and resolvable only with the node key.
    pub fn reference(&self, kind: &str, value: &[u8]) -> Result<Digest, Stop> {
        Ok(Digest(self.key.blind(kind, value)?))
    }

    /// Runs `visit` so that its changes can fail alone, inside this transaction: many small effects, one commit. Where
    /// SQLite gives up the whole transaction, not this part alone, every later part is refused and nothing is committed.
    pub fn nested<T>(&mut self, visit: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        if self.memory.lost {
            return Err(lost("nested").into());
        }
        execute(self.connection, "nested", "SAVEPOINT inner_visit")?;
        let agreed = self.memory.after.len();
        let done = visit(&mut Tx {
            connection: &mut *self.connection,
            key: self.key,
            chance: &mut *self.chance,
            at: self.at,
            memory: &mut *self.memory,
        });
        if done.is_err() {
            self.memory.roll_back(agreed);
        }
        let undone = if done.is_ok() { Ok(()) } else { execute(self.connection, "nested", "ROLLBACK TO inner_visit") };
        let ended = undone.and_then(|()| execute(self.connection, "nested", "RELEASE inner_visit"));
        if ended.is_err() {
            self.memory.lost = true;
            // Whatever still follows goes into a transaction that is rolled back, not row by row into the database.
            let _ = self.connection.batch_execute("BEGIN IMMEDIATE");
        }
        match (ended, done) {
            (Err(failure), Ok(_) | Err(Stop::Refusal(_) | Stop::Fault(_))) => Err(failure.into()),
            (_, done) => done,
        }
    }

    pub(crate) fn now_row(&self) -> i64 {
        instant::to_row(self.at)
    }
}

/// A read draws nothing; what it is given cannot be used as a key because nothing is written.
struct NoChance;

impl Chance for NoChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

fn lost(name: &str) -> Failure {
    Failure::new(name, "the database gave up the transaction, as on a full disk; nothing of it is kept")
}

fn poisoned(name: &str) -> Failure {
    Failure::new(name, "an earlier visit to the database broke off; restart the node")
}

fn execute(connection: &mut SqliteConnection, name: &str, sql: &'static str) -> Result<(), Failure> {
    let done = diesel::sql_query(sql).once().execute(connection);
    done.map(drop).map_err(|e| Failure::new(format!("{name}: {sql}"), e))
}

/// Turns a database error into a Failure that names the visit and carries no value.
pub(crate) fn failed(doing: &'static str) -> impl Fn(diesel::result::Error) -> Stop {
    move |error| Stop::Failure(Failure::new(doing, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Durability, SoundDisk};

    struct Drawn;

    impl Chance for Drawn {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    fn noon() -> Instant {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    /// A store whose database may not grow: SQLite answers as on a full disk, and gives up the whole transaction.
    fn full(folder: &Path) -> Store {
        let key = NodeKey::from_bytes(&[7; 32]).unwrap();
        let store = Store::open_with(folder, key, Durability::Process, Box::new(SoundDisk)).unwrap();
        store.writer.lock().unwrap().batch_execute("PRAGMA max_page_count = 1").unwrap();
        store
    }

    fn big(tx: &mut Tx<'_>) -> Result<(), Stop> {
        tx.settings().put("big", &vec![1; 1 << 20])
    }

    #[test]
    fn a_full_disk_is_told_as_such_and_the_next_visit_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let store = full(folder.path());
        let Err(Stop::Failure(failure)) = store.tx("fill", noon(), &mut Drawn, big) else { panic!("it was written") };
        assert!(failure.because.contains("full"), "{failure:?}");
        assert_eq!(store.tx("small", noon(), &mut Drawn, |tx| tx.settings().put("a", b"1")), Ok(()));
    }

    #[test]
    fn a_part_that_fills_the_disk_takes_the_whole_visit_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = full(folder.path());
        let done = store.tx("many", noon(), &mut Drawn, |tx| {
            tx.settings().put("before", b"1")?;
            let filled = tx.nested(big);
            assert!(matches!(&filled, Err(Stop::Failure(f)) if f.because.contains("full")), "{filled:?}");
            tx.settings().put("after", b"1")?;
            assert!(tx.nested(|tx| tx.settings().put("another", b"1")).is_err());
            Ok(())
        });
        assert!(matches!(done, Err(Stop::Failure(_))), "the caller is told that nothing holds");
        for name in ["before", "big", "after", "another"] {
            assert_eq!(store.read("look", noon(), |tx| tx.settings().get(name)), Ok(None), "{name}");
        }
        assert_eq!(store.tx("small", noon(), &mut Drawn, |tx| tx.settings().put("a", b"1")), Ok(()));
    }
}
