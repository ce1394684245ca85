//! The rows of the log of a node, read beside it: without the node key, without stopping it. For `comity audit verify`,
//! which compares them with what was published.

use crate::audit_rows::{COLUMNS, read};
use crate::copied::read_only;
use crate::schema::audit::dsl;
use audit::{Row, Rows};
use diesel::{Connection as _, ExpressionMethods as _, QueryDsl as _, RunQueryDsl as _, SqliteConnection};
use model::{Failure, Stop};
use std::path::Path;

/// The rows of one node's log, read only.
pub struct LogRows(SqliteConnection);

impl LogRows {
    /// Opens the database in a node's directory for reading. Entries hold ids and codes in clear; nothing else is read.
    pub fn open(directory: &Path) -> Result<LogRows, Failure> {
        let path = directory.join("comity.db");
        let doing = || format!("reading {}", path.display());
        let connection = SqliteConnection::establish(&read_only(&path));
        connection.map(LogRows).map_err(|error| Failure::new(doing(), error))
    }
}

impl Rows for LogRows {
    fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Failure> {
        let rows = dsl::audit.filter(dsl::n.ge(from as i64)).order(dsl::n.asc()).limit(limit as i64).select(COLUMNS);
        let rows = rows.load(&mut self.0).map_err(|error| Failure::new("reading the log", error))?;
        rows.into_iter().map(read).collect::<Result<_, Stop>>().map_err(|stop| match stop {
            Stop::Failure(failure) => failure,
            other => Failure::new("reading the log", other),
        })
    }
}
