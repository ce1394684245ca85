//! Answers kept for 24 hours, so that a repeated request gets the same answer and no second effect.

use crate::schema::idempotency::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Digest, OfficerId, Stop};

/// Microseconds for which an answer is kept: 24 hours.
const KEPT: i64 = 24 * 3_600 * 1_000_000;

/// The answers of a node.
pub struct Idempotency<'a, 'b>(&'a mut Tx<'b>);

/// An answer given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The digest of the request that it answered.
    pub request: Digest,
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl<'b> Tx<'b> {
    /// The answers of this node.
    pub fn idempotency(&mut self) -> Idempotency<'_, 'b> {
        Idempotency(self)
    }
}

impl Idempotency<'_, '_> {
    /// The answer under this officer's key, if it is not older than 24 hours. Bodies are closed under the node key.
    pub fn recall(&mut self, officer: &OfficerId, key: &str) -> Result<Option<Remembered>, Stop> {
        let oldest = self.0.now_row() - KEPT;
        let row: Option<(Vec<u8>, i32, Vec<u8>)> = dsl::idempotency
            .find((officer.as_str(), key))
            .filter(dsl::at.gt(oldest))
            .select((dsl::request, dsl::status, dsl::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("recalling an answer"))?;
        let Some((request, status, body)) = row else { return Ok(None) };
        let request = Digest(request.try_into().map_err(|_| model::Failure::new("recalling an answer", "damaged"))?);
        let body = self.0.key.open(&body, &[b"idempotency", key.as_bytes()])?.to_vec();
        Ok(Some(Remembered { request, status: status as u16, body }))
    }

    /// Keeps an answer, in the transaction of the effect that it tells of.
    pub fn remember(&mut self, officer: &OfficerId, key: &str, answer: &Remembered) -> Result<(), Stop> {
        let oldest = self.0.now_row() - KEPT;
        diesel::delete(dsl::idempotency.filter(dsl::at.le(oldest)))
            .execute(self.0.connection)
            .map_err(failed("forgetting old answers"))?;
        let body = self.0.key.close(&answer.body, &[b"idempotency", key.as_bytes()], self.0.chance)?;
        diesel::insert_into(dsl::idempotency)
            .values((
                dsl::officer.eq(officer.as_str()),
                dsl::key.eq(key),
                dsl::request.eq(answer.request.0.to_vec()),
                dsl::status.eq(i32::from(answer.status)),
                dsl::body.eq(body),
                dsl::at.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("remembering an answer"))?;
        Ok(())
    }
}
