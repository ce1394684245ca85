//! Partners' signed cards, the newest of each, and our own.

use crate::prepared::Once;
use crate::schema::cards::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Stop};

/// The cards that a node knows.
pub struct Cards<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The cards that this node knows.
    pub fn cards(&mut self) -> Cards<'_, 'b> {
        Cards(self)
    }
}

impl Cards<'_, '_> {
    /// The signed card of an authority, bytes as received.
    pub fn get(&mut self, authority: &AuthorityId) -> Result<Option<Vec<u8>>, Stop> {
        dsl::cards
            .find(authority.as_str())
            .select(dsl::body)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a card"))
    }

    /// Keeps a card unless a newer one is known. Says whether it was kept.
    pub fn learn(&mut self, authority: &AuthorityId, number: u64, bytes: &[u8]) -> Result<bool, Stop> {
        let now = self.0.now_row();
        let known: Option<i64> = dsl::cards
            .find(authority.as_str())
            .select(dsl::seq)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a card"))?;
        match known {
            Some(known) if known >= number as i64 => return Ok(false),
            Some(_) => diesel::update(dsl::cards.find(authority.as_str()))
                .set((dsl::seq.eq(number as i64), dsl::body.eq(bytes), dsl::learnt.eq(now)))
                .once()
                .execute(self.0.connection),
            None => diesel::insert_into(dsl::cards)
                .values((
                    dsl::authority.eq(authority.as_str()),
                    dsl::seq.eq(number as i64),
                    dsl::body.eq(bytes),
                    dsl::learnt.eq(now),
                ))
                .execute(self.0.connection),
        }
        .map_err(failed("keeping a card"))?;
        Ok(true)
    }
}
