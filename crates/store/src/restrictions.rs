//! Received messages that are kept under a named duty of law, whoever recalls them.

use crate::schema::restrictions::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::time::Date;
use model::{Failure, Instant, LegalDuty, MessageId, OfficerId, Stop};

/// The restrictions of a node.
pub struct Restrictions<'a, 'b>(&'a mut Tx<'b>);

/// One restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestrictionRow {
    /// The message that is kept.
    pub message: MessageId,
    /// Under which duty.
    pub duty: LegalDuty,
    /// Until when, if that is known.
    pub until: Option<Date>,
    /// Who put it there.
    pub officer: OfficerId,
    /// When.
    pub at: Instant,
}

type Row = (String, Option<String>, String, i64);

impl<'b> Tx<'b> {
    /// The restrictions of this node.
    pub fn restrictions(&mut self) -> Restrictions<'_, 'b> {
        Restrictions(self)
    }
}

impl Restrictions<'_, '_> {
    /// Puts a message under a restriction, in place of an earlier one.
    pub fn put(&mut self, row: &RestrictionRow) -> Result<(), Stop> {
        self.lift(row.message)?;
        diesel::insert_into(dsl::restrictions)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::duty.eq(row.duty.as_str()),
                dsl::until.eq(row.until.map(|day| day.to_string())),
                dsl::officer.eq(row.officer.as_str()),
                dsl::at.eq(instant::to_row(row.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("restricting a message"))?;
        Ok(())
    }

    /// Lifts the restriction of a message; `false` if there was none.
    pub fn lift(&mut self, message: MessageId) -> Result<bool, Stop> {
        let gone = diesel::delete(dsl::restrictions.find(message.0.0.to_vec()))
            .execute(self.0.connection)
            .map_err(failed("lifting a restriction"))?;
        Ok(gone == 1)
    }

    /// The restriction of a message.
    pub fn of(&mut self, message: MessageId) -> Result<Option<RestrictionRow>, Stop> {
        let row: Option<Row> = dsl::restrictions
            .find(message.0.0.to_vec())
            .select((dsl::duty, dsl::until, dsl::officer, dsl::at))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a restriction"))?;
        let broken = |what: &str| Failure::new("reading a restriction", format!("its {what} is damaged"));
        let Some((duty, until, officer, at)) = row else { return Ok(None) };
        Ok(Some(RestrictionRow {
            message,
            duty: LegalDuty::parse(&duty).ok_or_else(|| broken("duty"))?,
            until: until.map(|day| day.parse()).transpose().map_err(|_| broken("last day"))?,
            officer: OfficerId::parse(&officer).map_err(|_| broken("officer"))?,
            at: instant::from_row(at),
        }))
    }
}
