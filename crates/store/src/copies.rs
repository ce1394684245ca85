//! Who holds a copy of what: this node and everybody to whom it went, as far as it is known here.

use crate::schema::copies::dsl;
use crate::{Tx, columns, instant, tx::failed};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{ArrangementId, AuthorityId, Failure, Instant, MessageId, Stop};

/// The copies that a node knows of.
pub struct Copies<'a, 'b>(&'a mut Tx<'b>);

/// One copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRow {
    /// The message by which the holder got it.
    pub message: MessageId,
    /// Who holds it.
    pub holder: AuthorityId,
    /// The originator's message; the same unless it was passed on.
    pub item: MessageId,
    /// Whose information it is.
    pub origin: AuthorityId,
    /// Who gave it to the holder.
    pub via: AuthorityId,
    /// Under which arrangement, where this node gave or got it.
    pub arrangement: Option<ArrangementId>,
    /// Since when.
    pub at: Instant,
}

type Row = (Vec<u8>, String, Vec<u8>, String, String, Option<String>, i64);

const READING: &str = "reading who holds a copy";

impl<'b> Tx<'b> {
    /// The copies that this node knows of.
    pub fn copies(&mut self) -> Copies<'_, 'b> {
        Copies(self)
    }
}

impl Copies<'_, '_> {
    /// Notes a copy; once, however often it is told.
    pub fn add(&mut self, row: &CopyRow) -> Result<(), Stop> {
        if self.of(row.message, &row.holder)?.is_some() {
            return Ok(());
        }
        diesel::insert_into(dsl::copies)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::holder.eq(row.holder.as_str()),
                dsl::item.eq(row.item.0.0.to_vec()),
                dsl::origin.eq(row.origin.as_str()),
                dsl::via.eq(row.via.as_str()),
                dsl::arrangement.eq(row.arrangement.as_ref().map(ArrangementId::as_str)),
                dsl::at.eq(instant::to_row(row.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("noting a copy"))?;
        Ok(())
    }

    /// The copy that a holder got by a message.
    pub fn of(&mut self, message: MessageId, holder: &AuthorityId) -> Result<Option<CopyRow>, Stop> {
        let row: Option<Row> = dsl::copies
            .find((message.0.0.to_vec(), holder.as_str()))
            .first(self.0.connection)
            .optional()
            .map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// Whether a message is a copy of something, at anybody: what was asked, answered or passed on is.
    pub fn is_copy(&mut self, message: MessageId) -> Result<bool, Stop> {
        let count: i64 = dsl::copies
            .filter(dsl::message.eq(message.0.0.to_vec()))
            .count()
            .get_result(self.0.connection)
            .map_err(failed(READING))?;
        Ok(count > 0)
    }

    /// The copies that a holder has, by message.
    pub fn held_by(&mut self, holder: &AuthorityId) -> Result<Vec<CopyRow>, Stop> {
        let rows: Vec<Row> = dsl::copies
            .filter(dsl::holder.eq(holder.as_str()))
            .order(dsl::message.asc())
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// The copies of a message, and of what came of it when it was passed on.
    pub fn about(&mut self, message: MessageId) -> Result<Vec<CopyRow>, Stop> {
        let id = message.0.0.to_vec();
        let rows: Vec<Row> = dsl::copies
            .filter(dsl::item.eq(id.clone()).or(dsl::message.eq(id)))
            .order((dsl::at.asc(), dsl::message.asc(), dsl::holder.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }
}

fn read((message, holder, item, origin, via, arrangement, at): Row) -> Result<CopyRow, Stop> {
    let arrangement = arrangement.map(|id| ArrangementId::parse(&id)).transpose();
    Ok(CopyRow {
        message: columns::message(message, READING)?,
        holder: columns::authority(&holder, READING)?,
        item: columns::message(item, READING)?,
        origin: columns::authority(&origin, READING)?,
        via: columns::authority(&via, READING)?,
        arrangement: arrangement.map_err(|e| Failure::new(READING, e))?,
        at: instant::from_row(at),
    })
}
