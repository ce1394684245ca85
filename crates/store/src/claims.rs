//! Places in partners' logs that their receipts named: kept until the partner proves that the log it shows to witnesses
//! holds them.

use crate::schema::claims::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, Stop};

/// The claims that wait for a proof.
pub struct Claims<'a, 'b>(&'a mut Tx<'b>);

/// One place: a partner said under its signature that its log had this root at this size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Which log.
    pub origin: String,
    /// The size.
    pub size: u64,
    /// The root.
    pub root: Digest,
    /// Who said so.
    pub authority: AuthorityId,
    /// When it arrived here.
    pub at: Instant,
}

impl<'b> Tx<'b> {
    /// The claims that wait for a proof.
    pub fn claims(&mut self) -> Claims<'_, 'b> {
        Claims(self)
    }
}

impl Claims<'_, '_> {
    /// Keeps a claim.
    pub fn add(&mut self, claim: &ClaimRow) -> Result<(), Stop> {
        diesel::insert_or_ignore_into(dsl::claims)
            .values((
                dsl::origin.eq(&claim.origin),
                dsl::size.eq(claim.size as i64),
                dsl::root.eq(claim.root.0.to_vec()),
                dsl::authority.eq(claim.authority.as_str()),
                dsl::at.eq(instant::to_row(claim.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a claim"))?;
        Ok(())
    }

    /// Claims about a log up to a size, the largest first, at most `limit`.
    pub fn up_to(&mut self, origin: &str, size: u64, limit: usize) -> Result<Vec<ClaimRow>, Stop> {
        let rows: Vec<(String, i64, Vec<u8>, String, i64)> = dsl::claims
            .filter(dsl::origin.eq(origin))
            .filter(dsl::size.le(i64::try_from(size).unwrap_or(i64::MAX)))
            .order(dsl::size.desc())
            .limit(limit as i64)
            .load(self.0.connection)
            .map_err(failed("reading claims"))?;
        rows.into_iter()
            .map(|(origin, size, root, authority, at)| {
                let damaged = || Failure::new("reading claims", "a row is damaged");
                let root = Digest(root.try_into().map_err(|_| damaged())?);
                let authority = AuthorityId::parse(&authority).map_err(|_| damaged())?;
                Ok(ClaimRow { origin, size: size as u64, root, authority, at: instant::from_row(at) })
            })
            .collect()
    }

    /// A claim was proved, or proved false: it no longer waits.
    pub fn settle(&mut self, claim: &ClaimRow) -> Result<(), Stop> {
        diesel::delete(dsl::claims.find((&claim.origin, claim.size as i64, claim.root.0.to_vec())))
            .execute(self.0.connection)
            .map_err(failed("settling a claim"))?;
        Ok(())
    }
}
