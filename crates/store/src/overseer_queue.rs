//! What waits for the overseer: ids and codes only, appended in the transaction of what it tells of.

use crate::prepared::Once;
use crate::schema::overseer_queue::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{Instant, OfficerId, Stop};

/// The overseer's queue of a node.
pub struct OverseerQueue<'a, 'b>(&'a mut Tx<'b>);

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Its number.
    pub id: u64,
    /// What it tells, as JSON of ids and codes.
    pub body: String,
    /// Since when it waits.
    pub at: Instant,
    /// Who saw it first.
    pub seen_by: Option<String>,
}

impl<'b> Tx<'b> {
    /// The overseer's queue of this node.
    pub fn overseer_queue(&mut self) -> OverseerQueue<'_, 'b> {
        OverseerQueue(self)
    }
}

impl OverseerQueue<'_, '_> {
    /// Appends an entry.
    pub fn append(&mut self, body: &str) -> Result<u64, Stop> {
        let last: Option<i64> = dsl::overseer_queue
            .select(diesel::dsl::max(dsl::id))
            .first(self.0.connection)
            .map_err(failed("reading the overseer's queue"))?;
        let id = last.map_or(0, |last| last + 1);
        diesel::insert_into(dsl::overseer_queue)
            .values((dsl::id.eq(id), dsl::body.eq(body), dsl::at.eq(self.0.now_row())))
            .execute(self.0.connection)
            .map_err(failed("filling the overseer's queue"))?;
        Ok(id as u64)
    }

    /// All entries, the oldest first.
    pub fn all(&mut self) -> Result<Vec<QueueRow>, Stop> {
        let rows: Vec<(i64, String, i64, Option<String>)> = dsl::overseer_queue
            .order(dsl::id.asc())
            .select((dsl::id, dsl::body, dsl::at, dsl::seen_by))
            .load(self.0.connection)
            .map_err(failed("reading the overseer's queue"))?;
        Ok(rows
            .into_iter()
            .map(|(id, body, at, seen_by)| QueueRow { id: id as u64, body, at: instant::from_row(at), seen_by })
            .collect())
    }

    /// Notes that an overseer has seen an entry; `false`, and no change, if another has already or it is not there.
    pub fn seen(&mut self, id: u64, by: &OfficerId) -> Result<bool, Stop> {
        let noted = diesel::update(dsl::overseer_queue.find(id as i64).filter(dsl::seen_by.is_null()))
            .set(dsl::seen_by.eq(Some(by.as_str())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting the overseer's queue"))?;
        Ok(noted == 1)
    }
}
