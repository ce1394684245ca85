//! Partners who are reached by bundles: what each said that it has of us, what waits for the next bundle to it, and which of
//! its parcels are kept here. What is sent is in the outbox, as for every partner.

use crate::schema::{bundle_kept, bundle_partners, bundle_replies};
use crate::{Tx, instant, tx::failed};
use diesel::{BoolExpressionMethods as _, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, Stop};
use seal::digest::sha256;

/// How many replies wait for one hop; the oldest go first, and are given again when the partner repeats what they answer.
const MOST_REPLIES: i64 = 4_096;

/// What a node keeps for partners who are reached by bundles.
pub struct Bundles<'a, 'b>(&'a mut Tx<'b>);

/// What a partner said in its newest bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When it wrote that bundle, by its clock.
    pub at: Instant,
    /// What it has of us, as the pipeline keeps it.
    pub have: Vec<u8>,
}

/// A parcel that waits for the next bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingReply {
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The parcel.
    pub parcel: Vec<u8>,
}

impl<'b> Tx<'b> {
    /// What is kept for partners who are reached by bundles.
    pub fn bundles(&mut self) -> Bundles<'_, 'b> {
        Bundles(self)
    }
}

impl Bundles<'_, '_> {
    /// What a partner said last.
    pub fn said(&mut self, authority: &AuthorityId) -> Result<Option<Said>, Stop> {
        let row: Option<(i64, Vec<u8>)> = bundle_partners::table
            .find(authority.as_str())
            .select((bundle_partners::said, bundle_partners::have))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading what a partner said"))?;
        Ok(row.map(|(at, have)| Said { at: instant::from_row(at), have }))
    }

    /// Keeps what a partner said, unless something later is known.
    pub fn hear(&mut self, authority: &AuthorityId, said: &Said) -> Result<(), Stop> {
        if self.said(authority)?.is_some_and(|known| known.at >= said.at) {
            return Ok(());
        }
        diesel::replace_into(bundle_partners::table)
            .values((
                bundle_partners::authority.eq(authority.as_str()),
                bundle_partners::said.eq(instant::to_row(said.at)),
                bundle_partners::have.eq(&said.have),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping what a partner said"))?;
        Ok(())
    }

    /// Puts a parcel for `recipient`, by way of `hop`, aside for the next bundle; one that is there already stays once.
    pub fn put_aside(&mut self, hop: &AuthorityId, recipient: &AuthorityId, parcel: &[u8]) -> Result<(), Stop> {
        let now = self.0.now_row();
        diesel::replace_into(bundle_replies::table)
            .values((
                bundle_replies::digest.eq(sha256(&[parcel]).0.to_vec()),
                bundle_replies::hop.eq(hop.as_str()),
                bundle_replies::recipient.eq(recipient.as_str()),
                bundle_replies::parcel.eq(parcel),
                bundle_replies::at.eq(now),
            ))
            .execute(self.0.connection)
            .map_err(failed("putting a reply aside"))?;
        let count: i64 = bundle_replies::table
            .filter(bundle_replies::hop.eq(hop.as_str()))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("counting replies"))?;
        if count <= MOST_REPLIES {
            return Ok(());
        }
        let oldest: Vec<Vec<u8>> = bundle_replies::table
            .filter(bundle_replies::hop.eq(hop.as_str()))
            .order((bundle_replies::at.asc(), bundle_replies::digest.asc()))
            .limit(count - MOST_REPLIES)
            .select(bundle_replies::digest)
            .load(self.0.connection)
            .map_err(failed("counting replies"))?;
        diesel::delete(bundle_replies::table.filter(bundle_replies::digest.eq_any(oldest)))
            .execute(self.0.connection)
            .map_err(failed("counting replies"))?;
        Ok(())
    }

    /// What waits for a partner, to it or by way of it, the oldest first.
    pub fn aside_for(&mut self, partner: &AuthorityId, limit: usize) -> Result<Vec<WaitingReply>, Stop> {
        let of_partner = bundle_replies::hop.eq(partner.as_str()).or(bundle_replies::recipient.eq(partner.as_str()));
        let rows: Vec<(Vec<u8>, Vec<u8>)> = bundle_replies::table
            .filter(of_partner)
            .order((bundle_replies::at.asc(), bundle_replies::digest.asc()))
            .limit(limit as i64)
            .select((bundle_replies::digest, bundle_replies::parcel))
            .load(self.0.connection)
            .map_err(failed("reading replies"))?;
        rows.into_iter().map(|(digest, parcel)| Ok(WaitingReply { digest: read(digest)?, parcel })).collect()
    }

    /// Lets a reply go: it is in a bundle.
    pub fn let_go(&mut self, reply: Digest) -> Result<(), Stop> {
        diesel::delete(bundle_replies::table.find(reply.0.to_vec()))
            .execute(self.0.connection)
            .map_err(failed("letting a reply go"))?;
        Ok(())
    }

    /// Notes that a parcel of a partner's bundle is kept here, to be told it in the next bundle.
    pub fn keep(&mut self, partner: &AuthorityId, parcel: Digest) -> Result<(), Stop> {
        let now = self.0.now_row();
        diesel::replace_into(bundle_kept::table)
            .values((
                bundle_kept::authority.eq(partner.as_str()),
                bundle_kept::digest.eq(parcel.0.to_vec()),
                bundle_kept::at.eq(now),
            ))
            .execute(self.0.connection)
            .map_err(failed("noting what is kept"))?;
        Ok(())
    }

    /// What the next bundle tells a partner that is kept, the oldest first; told once, and again when it repeats it.
    pub fn take_kept(&mut self, partner: &AuthorityId, limit: usize) -> Result<Vec<Digest>, Stop> {
        let digests: Vec<Vec<u8>> = bundle_kept::table
            .filter(bundle_kept::authority.eq(partner.as_str()))
            .order((bundle_kept::at.asc(), bundle_kept::digest.asc()))
            .limit(limit as i64)
            .select(bundle_kept::digest)
            .load(self.0.connection)
            .map_err(failed("reading what is kept"))?;
        for digest in &digests {
            diesel::delete(bundle_kept::table.find((partner.as_str(), digest)))
                .execute(self.0.connection)
                .map_err(failed("reading what is kept"))?;
        }
        digests.into_iter().map(read).collect()
    }
}

fn read(digest: Vec<u8>) -> Result<Digest, Stop> {
    let damaged = |_| Failure::new("reading what waits for a bundle", "a digest is damaged");
    Ok(Digest(digest.try_into().map_err(damaged)?))
}
