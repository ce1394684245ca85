//! A copy of a node's database for a backup: as of one moment, beside a node that may be running, without what must not be in a
//! backup.

use crate::open::make_private;
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, SqliteConnection};
use model::Failure;
use std::path::Path;

/// What must not be in a backup: the secret halves of epoch keys (destroying them is forward secrecy, which a backup would undo),
/// open sessions, remembered answers. Overwritten, then the file is written anew.
const SCRUB: &str =
    "PRAGMA secure_delete=ON; UPDATE epochs SET body = NULL; DELETE FROM sessions; DELETE FROM idempotency; VACUUM;";

/// Copies the database of the node in `directory` into the folder `to`, which is made for its owner alone.
///
/// Errors name the directory: there is no database in it, or there is no room for a copy.
pub fn copy_for_backup(directory: &Path, to: &Path) -> Result<(), Failure> {
    let doing = |what: &str, path: &Path| format!("{what} {}", path.display());
    let from = directory.join("comity.db");
    if !from.is_file() {
        return Err(Failure::new(doing("copying", directory), "no node was founded in this directory"));
    }
    make_private(to).map_err(|error| Failure::new(doing("making", to), error))?;
    let copy = to.join("comity.db");
    let reading = |error: &dyn std::fmt::Display| Failure::new(doing("copying", &from), error);
    let mut source = SqliteConnection::establish(&read_only(&from)).map_err(|error| reading(&error))?;
    let quoted = copy.to_string_lossy().replace('\'', "''");
    let copied = source.batch_execute(&format!("PRAGMA busy_timeout=5000; VACUUM INTO '{quoted}';"));
    copied.map_err(|error| reading(&error))?;
    let scrubbing = |error: &dyn std::fmt::Display| Failure::new(doing("cleaning", &copy), error);
    let mut scrubbed = SqliteConnection::establish(&copy.to_string_lossy()).map_err(|error| scrubbing(&error))?;
    scrubbed.batch_execute(SCRUB).map_err(|error| scrubbing(&error))
}

/// The URI of a database that is only read. A `?`, `#` or `%` in a path would mean something else in it.
pub(crate) fn read_only(path: &Path) -> String {
    let plain = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{plain}?mode=ro")
}
