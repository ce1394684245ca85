//! Updates that SQLite prepares once. Diesel takes the text of every UPDATE for one that may differ at each use, and
//! prepares it anew each time; ours have one text each, and the text is the key under which the statement is kept.

use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl, SqliteConnection};

/// A statement that is kept prepared, under its own text.
pub(crate) struct Prepared<T>(T);

/// Says of a statement that its text is the same at each use but for the values that are bound to it.
pub(crate) trait Once: Sized {
    /// The statement, to be prepared once.
    fn once(self) -> Prepared<Self> {
        Prepared(self)
    }
}

impl<T: QueryFragment<Sqlite>> Once for T {}

impl<T: QueryFragment<Sqlite>> QueryFragment<Sqlite> for Prepared<T> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &Sqlite) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<T> QueryId for Prepared<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T> RunQueryDsl<SqliteConnection> for Prepared<T> {}
