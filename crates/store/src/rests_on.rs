//! Which received messages an item on its way out rests on. When one of them is corrected or recalled, the item is marked:
//! it does not leave as it stands.

use crate::prepared::Once;
use crate::schema::rests_on::dsl;
use crate::{Tx, columns, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{DraftId, MessageId, Stop};

/// What the items of a node rest on.
pub struct RestsOn<'a, 'b>(&'a mut Tx<'b>);

const READING: &str = "reading what an item rests on";

impl<'b> Tx<'b> {
    /// What the items of this node rest on.
    pub fn rests_on(&mut self) -> RestsOn<'_, 'b> {
        RestsOn(self)
    }
}

impl RestsOn<'_, '_> {
    /// Notes that an item rests on a received message.
    pub fn add(&mut self, draft: DraftId, message: MessageId) -> Result<(), Stop> {
        diesel::insert_into(dsl::rests_on)
            .values((dsl::draft.eq(draft.0.to_vec()), dsl::message.eq(message.0.0.to_vec())))
            .execute(self.0.connection)
            .map_err(failed("noting what an item rests on"))?;
        Ok(())
    }

    /// The items that rest on a received message.
    pub fn items(&mut self, message: MessageId) -> Result<Vec<DraftId>, Stop> {
        let rows: Vec<Vec<u8>> = dsl::rests_on
            .filter(dsl::message.eq(message.0.0.to_vec()))
            .order(dsl::draft.asc())
            .select(dsl::draft)
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(|id| Ok(columns::draft(id, READING)?)).collect()
    }

    /// Marks an item: `demand` corrected or recalled what it rests on.
    pub fn break_by(&mut self, draft: DraftId, message: MessageId, demand: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::rests_on.find((draft.0.to_vec(), message.0.0.to_vec())))
            .set(dsl::broken_by.eq(Some(demand.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("marking an item"))?;
        Ok(())
    }

    /// The demand that took the ground from under an item, if one did.
    pub fn broken(&mut self, draft: DraftId) -> Result<Option<MessageId>, Stop> {
        let rows: Vec<Option<Vec<u8>>> = dsl::rests_on
            .filter(dsl::draft.eq(draft.0.to_vec()))
            .filter(dsl::broken_by.is_not_null())
            .order(dsl::message.asc())
            .select(dsl::broken_by)
            .load(self.0.connection)
            .map_err(failed(READING))?;
        let first = rows.into_iter().flatten().next();
        Ok(first.map(|id| columns::message(id, READING)).transpose()?)
    }
}
