//! Named values that are not secret: the node's own authority, its incarnation.

use crate::prepared::Once;
use crate::schema::settings::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::Stop;

/// The settings of a node.
pub struct Settings<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The settings of this node.
    pub fn settings(&mut self) -> Settings<'_, 'b> {
        Settings(self)
    }
}

impl Settings<'_, '_> {
    /// The value of `name`.
    pub fn get(&mut self, name: &str) -> Result<Option<Vec<u8>>, Stop> {
        dsl::settings
            .find(name)
            .select(dsl::value)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a setting"))
    }

    /// Sets `name`, whether it was there or not.
    pub fn put(&mut self, name: &str, value: &[u8]) -> Result<(), Stop> {
        let changed = diesel::update(dsl::settings.find(name))
            .set(dsl::value.eq(value))
            .once()
            .execute(self.0.connection)
            .map_err(failed("changing a setting"))?;
        if changed == 0 {
            diesel::insert_into(dsl::settings)
                .values((dsl::name.eq(name), dsl::value.eq(value)))
                .execute(self.0.connection)
                .map_err(failed("adding a setting"))?;
        }
        Ok(())
    }
}
