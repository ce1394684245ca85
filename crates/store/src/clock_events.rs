//! Clock events of an exchange: started, suspended, extended, stopped. Facts, never computed again from a page.

use crate::schema::clock_events::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{ExchangeId, Stop};

/// The clock events of a node.
pub struct ClockEvents<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The clock events of this node.
    pub fn clock_events(&mut self) -> ClockEvents<'_, 'b> {
        ClockEvents(self)
    }
}

impl ClockEvents<'_, '_> {
    /// Appends an event, as JSON of the law's clock.
    pub fn append(&mut self, exchange: ExchangeId, body: &str) -> Result<(), Stop> {
        let ordinal: i64 = dsl::clock_events
            .filter(dsl::exchange.eq(exchange.0.to_vec()))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("counting clock events"))?;
        diesel::insert_into(dsl::clock_events)
            .values((
                dsl::exchange.eq(exchange.0.to_vec()),
                dsl::ordinal.eq(ordinal as i32),
                dsl::body.eq(body),
                dsl::at.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("appending a clock event"))?;
        Ok(())
    }

    /// All events of an exchange, in order.
    pub fn of(&mut self, exchange: ExchangeId) -> Result<Vec<String>, Stop> {
        dsl::clock_events
            .filter(dsl::exchange.eq(exchange.0.to_vec()))
            .order(dsl::ordinal.asc())
            .select(dsl::body)
            .load(self.0.connection)
            .map_err(failed("reading clock events"))
    }
}
