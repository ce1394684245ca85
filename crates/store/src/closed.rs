//! A body closed with a data key of its own row. Destroying the wrapped key erases the body, wherever copies of the
//! ciphertext may lie.

use crate::Tx;
use model::Stop;
use policy::{ResourceId, Withheld};
use seal::rest::DataKey;
use zeroize::Zeroizing;

/// Ciphertext with its wrapped key, as the row keeps them.
pub(crate) struct Closed {
    pub(crate) key: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

/// Wrapped key and body as a row keeps them; both gone once erased.
pub(crate) type Kept = (Option<Vec<u8>>, Option<Vec<u8>>);

impl Tx<'_> {
    /// Closes `plain` for the row `id` of `table`; it opens nowhere else.
    pub(crate) fn close(&mut self, table: &str, id: &[u8], plain: &[u8]) -> Result<Closed, Stop> {
        let data_key = DataKey::draw(self.chance)?;
        let key = self.key.wrap(&data_key, &context(table, id), self.chance)?;
        let body = data_key.close(plain, &[table.as_bytes(), id], self.chance)?;
        Ok(Closed { key, body })
    }

    /// Closes `plain` again under the key that the row already has.
    pub(crate) fn close_again(&mut self, table: &str, id: &[u8], key: &[u8], plain: &[u8]) -> Result<Vec<u8>, Stop> {
        let data_key = self.key.unwrap(key, &context(table, id))?;
        Ok(data_key.close(plain, &[table.as_bytes(), id], self.chance)?)
    }

    /// Closes what stands beside a row's body in a column of its own, under the key that the row already has. It opens as
    /// that column alone.
    pub(crate) fn close_beside(
        &mut self,
        table: &str,
        column: &str,
        id: &[u8],
        key: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, Stop> {
        let data_key = self.key.unwrap(key, &context(table, id))?;
        Ok(data_key.close(plain, &[table.as_bytes(), id, column.as_bytes()], self.chance)?)
    }

    /// Opens what was closed beside a row's body, for whoever has a permit for `resource`.
    pub(crate) fn open_beside(
        &mut self,
        table: &str,
        column: &str,
        id: &[u8],
        closed: Kept,
        resource: ResourceId,
    ) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        let (Some(key), Some(body)) = closed else { return Ok(None) };
        let data_key = self.key.unwrap(&key, &context(table, id))?;
        let plain = data_key.open(&body, &[table.as_bytes(), id, column.as_bytes()])?;
        Ok(Some(Withheld::new(plain, resource)))
    }

    /// Opens a row's body, for whoever has a permit for `resource`. An erased row comes back as `None`.
    pub(crate) fn open(
        &mut self,
        table: &str,
        id: &[u8],
        closed: Kept,
        resource: ResourceId,
    ) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        Ok(self.open_plain(table, id, closed)?.map(|plain| Withheld::new(plain, resource)))
    }

    /// The plain bytes, inside this crate only.
    pub(crate) fn open_plain(
        &mut self,
        table: &str,
        id: &[u8],
        closed: Kept,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Stop> {
        let (Some(key), Some(body)) = closed else { return Ok(None) };
        let data_key = self.key.unwrap(&key, &context(table, id))?;
        Ok(Some(data_key.open(&body, &[table.as_bytes(), id])?))
    }
}

/// What a wrapped key is bound to: it unwraps for no other row.
fn context(table: &str, id: &[u8]) -> Vec<u8> {
    [table.as_bytes(), b"/", id].concat()
}
