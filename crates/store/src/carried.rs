//! What a relay carries for others: sealed parcels by digest, with nothing that it could read.

use crate::prepared::Once;
use crate::schema::carried::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, Stop};

/// The parcels that a relay carries.
pub struct Carried<'a, 'b>(&'a mut Tx<'b>);

/// One parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedRow {
    /// The digest of its bytes.
    pub digest: Digest,
    /// For whom.
    pub recipient: AuthorityId,
    /// The bytes.
    pub parcel: Vec<u8>,
    /// How often it was tried.
    pub attempts: u32,
}

type Row = (Vec<u8>, String, Vec<u8>, i32);

impl<'b> Tx<'b> {
    /// The parcels that this relay carries.
    pub fn carried(&mut self) -> Carried<'_, 'b> {
        Carried(self)
    }
}

impl Carried<'_, '_> {
    /// Takes a parcel, due at once and carried until `until`; one that is there already becomes due again. Says whether it was
    /// new.
    pub fn take(
        &mut self,
        digest: Digest,
        recipient: &AuthorityId,
        parcel: &[u8],
        until: Instant,
    ) -> Result<bool, Stop> {
        let now = self.0.now_row();
        let known = diesel::update(dsl::carried.find(digest.0.to_vec()))
            .set((dsl::state.eq("waiting"), dsl::next_at.eq(now)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("taking a parcel"))?;
        if known > 0 {
            return Ok(false);
        }
        diesel::insert_into(dsl::carried)
            .values((
                dsl::digest.eq(digest.0.to_vec()),
                dsl::recipient.eq(recipient.as_str()),
                dsl::parcel.eq(parcel),
                dsl::state.eq("waiting"),
                dsl::attempts.eq(0),
                dsl::next_at.eq(now),
                dsl::at.eq(now),
                dsl::until.eq(instant::to_row(until)),
            ))
            .execute(self.0.connection)
            .map_err(failed("taking a parcel"))?;
        Ok(true)
    }

    /// Lets go of everything that has been carried long enough, whether it was handed on or not; says how much that was.
    pub fn let_go(&mut self) -> Result<usize, Stop> {
        diesel::delete(dsl::carried.filter(dsl::until.le(self.0.now_row())))
            .execute(self.0.connection)
            .map_err(failed("letting go of parcels"))
    }

    /// What is due now, for these recipients alone or for all, the oldest first, at most `limit`.
    pub fn due(&mut self, recipients: Option<&[AuthorityId]>, limit: usize) -> Result<Vec<CarriedRow>, Stop> {
        let mut due = dsl::carried
            .filter(dsl::state.eq("waiting"))
            .filter(dsl::next_at.le(self.0.now_row()))
            .filter(dsl::until.gt(self.0.now_row()))
            .order((dsl::next_at.asc(), dsl::digest.asc()))
            .limit(limit as i64)
            .select((dsl::digest, dsl::recipient, dsl::parcel, dsl::attempts))
            .into_boxed();
        if let Some(recipients) = recipients {
            due = due.filter(dsl::recipient.eq_any(recipients.iter().map(AuthorityId::as_str)));
        }
        let rows: Vec<Row> = due.load(self.0.connection).map_err(failed("reading what is carried"))?;
        rows.into_iter().map(read).collect()
    }

    /// The digests of what waits for a recipient, whether due or not, the oldest first, at most `limit`.
    pub fn waiting_for(&mut self, recipient: &AuthorityId, limit: usize) -> Result<Vec<Digest>, Stop> {
        let digests: Vec<Vec<u8>> = dsl::carried
            .filter(dsl::state.eq("waiting"))
            .filter(dsl::recipient.eq(recipient.as_str()))
            .filter(dsl::until.gt(self.0.now_row()))
            .order((dsl::at.asc(), dsl::digest.asc()))
            .limit(limit as i64)
            .select(dsl::digest)
            .load(self.0.connection)
            .map_err(failed("reading what is carried"))?;
        let damaged = |_| Failure::new("reading what is carried", "a digest is damaged");
        digests.into_iter().map(|digest| Ok(Digest(digest.try_into().map_err(damaged)?))).collect()
    }

    /// The bytes of one parcel.
    pub fn parcel(&mut self, digest: Digest) -> Result<Vec<u8>, Stop> {
        dsl::carried
            .find(digest.0.to_vec())
            .select(dsl::parcel)
            .first(self.0.connection)
            .map_err(failed("reading what is carried"))
    }

    /// Notes that a parcel was handed on. The sender repeats it until the recipient's receipt comes back.
    pub fn handed_on(&mut self, digest: Digest) -> Result<(), Stop> {
        diesel::update(dsl::carried.find(digest.0.to_vec()))
            .set((dsl::state.eq("handed-on"), dsl::attempts.eq(dsl::attempts + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("handing on a parcel"))?;
        Ok(())
    }

    /// Notes that `recipient` has kept a parcel; one that is carried for another stays as it is.
    pub fn kept(&mut self, digest: Digest, recipient: &AuthorityId) -> Result<(), Stop> {
        diesel::update(dsl::carried.find(digest.0.to_vec()).filter(dsl::recipient.eq(recipient.as_str())))
            .set((dsl::state.eq("handed-on"), dsl::attempts.eq(dsl::attempts + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("handing on a parcel"))?;
        Ok(())
    }

    /// Notes an attempt that failed and when to try again.
    pub fn tried(&mut self, digest: Digest, next_at: Instant) -> Result<(), Stop> {
        diesel::update(dsl::carried.find(digest.0.to_vec()))
            .set((dsl::attempts.eq(dsl::attempts + 1), dsl::next_at.eq(instant::to_row(next_at))))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an attempt"))?;
        Ok(())
    }
}

fn read((digest, recipient, parcel, attempts): Row) -> Result<CarriedRow, Stop> {
    let broken = |e: &dyn std::fmt::Display| Failure::new("reading what is carried", e);
    Ok(CarriedRow {
        digest: Digest(digest.try_into().map_err(|_| broken(&"a digest is damaged"))?),
        recipient: AuthorityId::parse(&recipient).map_err(|e| broken(&e))?,
        parcel,
        attempts: attempts as u32,
    })
}
