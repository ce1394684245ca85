//! The rows of the log: the truth from which the files under `log/` are derived.

use crate::schema::audit::dsl;
use crate::{Tx, tx::failed};
use audit::{Entry, Event, Row, StoredEntry};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Digest, Stop};

/// The log of a node.
pub struct AuditRows<'a, 'b>(&'a mut Tx<'b>);

/// Number, salt, line, commitment, erased by.
type Columns = (i64, Option<Vec<u8>>, Option<String>, Vec<u8>, Option<i64>);

impl<'b> Tx<'b> {
    /// The log of this node.
    pub fn audit(&mut self) -> AuditRows<'_, 'b> {
        AuditRows(self)
    }
}

impl AuditRows<'_, '_> {
    /// How many entries there are, which is the number of the next.
    pub fn size(&mut self) -> Result<u64, Stop> {
        let last: Option<i64> = dsl::audit
            .select(dsl::n)
            .order(dsl::n.desc())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the size of the log"))?;
        Ok(last.map_or(0, |n| n as u64 + 1))
    }

    /// Appends an event; it commits with the change that it tells of.
    pub fn append(&mut self, event: Event) -> Result<u64, Stop> {
        let n = match self.0.memory.next_entry {
            Some(n) => n,
            None => self.size()?,
        };
        let mut salt = [0; 32];
        self.0.chance.fill(&mut salt);
        let stored = Entry::draw(n, self.0.at, event, salt)?;
        diesel::insert_into(dsl::audit)
            .values((
                dsl::n.eq(n as i64),
                dsl::at.eq(self.0.now_row()),
                dsl::salt.eq(Some(stored.salt.to_vec())),
                dsl::line.eq(Some(&stored.line)),
                dsl::commitment.eq(stored.commitment().0.to_vec()),
            ))
            .execute(self.0.connection)
            .map_err(failed("appending to the log"))?;
        self.0.memory.next_entry = Some(n + 1);
        Ok(n)
    }

    /// Rows from `from` on, at most `limit`.
    pub fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Stop> {
        let rows: Vec<Columns> = dsl::audit
            .filter(dsl::n.ge(from as i64))
            .order(dsl::n.asc())
            .limit(limit as i64)
            .select((dsl::n, dsl::salt, dsl::line, dsl::commitment, dsl::erased_by))
            .load(self.0.connection)
            .map_err(failed("reading the log"))?;
        rows.into_iter().map(read).collect()
    }

    /// Destroys the salt and line of an entry; `by` is the entry that records it.
    pub fn erase(&mut self, n: u64, by: u64) -> Result<(), Stop> {
        diesel::update(dsl::audit.find(n as i64))
            .set((dsl::salt.eq(None::<Vec<u8>>), dsl::line.eq(None::<String>), dsl::erased_by.eq(Some(by as i64))))
            .execute(self.0.connection)
            .map_err(failed("erasing a log entry"))?;
        Ok(())
    }
}

fn read(row: Columns) -> Result<Row, Stop> {
    let (n, salt, line, commitment, erased_by) = row;
    let broken = || model::Failure::new("reading the log", format!("row {n} is damaged"));
    match (salt, line, erased_by) {
        (Some(salt), Some(line), None) => {
            let salt = salt.try_into().map_err(|_| broken())?;
            Ok(Row::Kept(StoredEntry { n: n as u64, salt, line }))
        }
        (None, None, Some(_)) => {
            let commitment = Digest(commitment.try_into().map_err(|_| broken())?);
            Ok(Row::Erased { n: n as u64, commitment })
        }
        _ => Err(broken().into()),
    }
}
