//! Epoch keys: the private half of what partners seal to. Destroying a row's body is forward secrecy.

use crate::prepared::Once;
use crate::schema::epochs::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{Instant, Stop};
use zeroize::Zeroizing;

/// The epoch keys of a node.
pub struct Epochs<'a, 'b>(&'a mut Tx<'b>);

/// One epoch key.
pub struct EpochRow {
    /// Its id on the wire.
    pub kid: Vec<u8>,
    /// First instant of its use.
    pub not_before: Instant,
    /// Last instant at which partners seal to it.
    pub not_after: Instant,
    /// From here on it must not exist.
    pub destroy_after: Instant,
    /// The secret half; absent once destroyed.
    pub secret: Option<Zeroizing<Vec<u8>>>,
}

impl<'b> Tx<'b> {
    /// The epoch keys of this node.
    pub fn epochs(&mut self) -> Epochs<'_, 'b> {
        Epochs(self)
    }
}

impl Epochs<'_, '_> {
    /// Keeps a new epoch key.
    pub fn add(&mut self, row: &EpochRow) -> Result<(), Stop> {
        let body = match &row.secret {
            Some(secret) => Some(self.0.key.close(secret, &[b"epochs", &row.kid], self.0.chance)?),
            None => None,
        };
        diesel::insert_into(dsl::epochs)
            .values((
                dsl::kid.eq(&row.kid),
                dsl::not_before.eq(instant::to_row(row.not_before)),
                dsl::not_after.eq(instant::to_row(row.not_after)),
                dsl::destroy_after.eq(instant::to_row(row.destroy_after)),
                dsl::body.eq(body),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an epoch key"))?;
        Ok(())
    }

    /// All epoch keys, the destroyed ones without their secret, by beginning.
    pub fn all(&mut self) -> Result<Vec<EpochRow>, Stop> {
        type Row = (Vec<u8>, i64, i64, i64, Option<Vec<u8>>);
        let rows: Vec<Row> = dsl::epochs
            .order(dsl::not_before.asc())
            .select((dsl::kid, dsl::not_before, dsl::not_after, dsl::destroy_after, dsl::body))
            .load(self.0.connection)
            .map_err(failed("reading epoch keys"))?;
        rows.into_iter()
            .map(|(kid, not_before, not_after, destroy_after, body)| {
                let secret = match body {
                    Some(body) => Some(self.0.key.open(&body, &[b"epochs", &kid])?),
                    None => None,
                };
                Ok(EpochRow {
                    not_before: instant::from_row(not_before),
                    not_after: instant::from_row(not_after),
                    destroy_after: instant::from_row(destroy_after),
                    kid,
                    secret,
                })
            })
            .collect()
    }

    /// Forgets every epoch key, with or without its secret: those of an earlier incarnation serve nobody.
    pub fn forget_all(&mut self) -> Result<(), Stop> {
        diesel::delete(dsl::epochs).execute(self.0.connection).map_err(failed("forgetting epoch keys"))?;
        Ok(())
    }

    /// Destroys every secret whose time has come; returns their ids.
    pub fn destroy_due(&mut self) -> Result<Vec<Vec<u8>>, Stop> {
        let now = self.0.now_row();
        let due: Vec<Vec<u8>> = dsl::epochs
            .filter(dsl::destroy_after.le(now))
            .filter(dsl::body.is_not_null())
            .select(dsl::kid)
            .load(self.0.connection)
            .map_err(failed("finding epoch keys to destroy"))?;
        for kid in &due {
            diesel::update(dsl::epochs.find(kid))
                .set(dsl::body.eq(None::<Vec<u8>>))
                .once()
                .execute(self.0.connection)
                .map_err(failed("destroying an epoch key"))?;
        }
        Ok(due)
    }
}
