//! Receipts that partners gave for what we sent: one per message and recipient, the first one counts.

use crate::schema::receipts::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, MessageId, Stop};

/// The receipts of a node.
pub struct Receipts<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The receipts of this node.
    pub fn receipts(&mut self) -> Receipts<'_, 'b> {
        Receipts(self)
    }
}

impl Receipts<'_, '_> {
    /// Keeps a receipt; `false`, and no change, if one is there already.
    pub fn add(&mut self, message: MessageId, recipient: &AuthorityId, bytes: &[u8]) -> Result<bool, Stop> {
        if self.get(message, recipient)?.is_some() {
            return Ok(false);
        }
        diesel::insert_into(dsl::receipts)
            .values((
                dsl::message.eq(message.0.0.to_vec()),
                dsl::recipient.eq(recipient.as_str()),
                dsl::body.eq(bytes),
                dsl::at.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a receipt"))?;
        Ok(true)
    }

    /// The receipt of a recipient, verbatim.
    pub fn get(&mut self, message: MessageId, recipient: &AuthorityId) -> Result<Option<Vec<u8>>, Stop> {
        dsl::receipts
            .find((message.0.0.to_vec(), recipient.as_str()))
            .select(dsl::body)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a receipt"))
    }

    /// How many recipients gave a receipt for a message.
    pub fn count(&mut self, message: MessageId) -> Result<u64, Stop> {
        let count: i64 = dsl::receipts
            .filter(dsl::message.eq(message.0.0.to_vec()))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("counting receipts"))?;
        Ok(count as u64)
    }
}
