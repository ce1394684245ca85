//! Opening a node's directory: one process at a time, migrations forward only, newer data refused.

use crate::{Disk, SoundDisk, Store};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use model::Failure;
use seal::rest::NodeKey;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// How durable a commit is. Only a simulation, whose crashes drop the store between two commits, may choose [`Durability::Process`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// `synchronous=FULL`: a commit survives a power cut.
    Power,
    /// A commit survives that its store is dropped, and nothing else: no write-ahead log, no sync.
    Process,
}

impl Store {
    /// Opens, and if need be creates, the database of a node in `directory`.
    ///
    /// Errors name the directory: it is in use by another process, was written by a newer program, or the key does not
    /// fit it.
    pub fn open(directory: &Path, key: NodeKey) -> Result<Store, Failure> {
        Store::open_with(directory, key, Durability::Power, Box::new(SoundDisk))
    }

    /// As [`Store::open`], with a durability and a disk of the caller's.
    pub fn open_with(
        directory: &Path,
        key: NodeKey,
        durability: Durability,
        disk: Box<dyn Disk>,
    ) -> Result<Store, Failure> {
        let doing = || format!("opening {}", directory.display());
        make_private(directory).map_err(|e| Failure::new(doing(), e))?;
        let lock = hold(directory)?;
        let path = directory.join("comity.db");
        let mut connection =
            SqliteConnection::establish(&path.to_string_lossy()).map_err(|e| Failure::new(doing(), e))?;
        connection.batch_execute(pragmas(durability)).map_err(|e| Failure::new(doing(), e))?;
        migrate(&mut connection, directory)?;
        let store =
            Store { writer: Mutex::new(connection), key, disk, directory: PathBuf::from(directory), _lock: lock };
        store.check_key()?;
        Ok(store)
    }
}

fn pragmas(durability: Durability) -> &'static str {
    match durability {
        Durability::Power => {
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; \
             PRAGMA busy_timeout=5000; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
        }
        Durability::Process => {
            "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; \
             PRAGMA busy_timeout=5000; PRAGMA trusted_schema=OFF;"
        }
    }
}

/// Makes the directory, for its owner alone: file names and clear columns are nobody else's business.
pub(crate) fn make_private(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if directory.is_dir() {
        return std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700));
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// One process per directory: the lock goes with the process, however it ends.
fn hold(directory: &Path) -> Result<File, Failure> {
    let path = directory.join("node.lock");
    let doing = || format!("locking {}", path.display());
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(|e| Failure::new(doing(), e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Failure::new(doing(), "another comity process has this directory open; stop it first"))
        }
        Err(TryLockError::Error(e)) => Err(Failure::new(doing(), e)),
    }
}

fn migrate(connection: &mut SqliteConnection, directory: &Path) -> Result<(), Failure> {
    let doing = || format!("migrating {}", directory.display());
    let known: Vec<String> = diesel::migration::MigrationSource::<diesel::sqlite::Sqlite>::migrations(&MIGRATIONS)
        .map_err(|e| Failure::new(doing(), e))?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = connection.applied_migrations().map_err(|e| Failure::new(doing(), e))?;
    if let Some(newer) = applied.iter().find(|version| !known.contains(&version.to_string())) {
        let because = format!("the data were written by a newer program (migration {newer}); run that program");
        return Err(Failure::new(doing(), because));
    }
    connection.run_pending_migrations(MIGRATIONS).map_err(|e| Failure::new(doing(), e))?;
    Ok(())
}
