//! Channels: one per ordered pair of authorities and arrangement. Ours hand out numbers, theirs remember what was seen.

use crate::prepared::Once;
use crate::schema::channels::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{ArrangementId, AuthorityId, Failure, Stop};

/// The channels of a node.
pub struct Channels<'a, 'b>(&'a mut Tx<'b>);

/// A channel on which a partner sends to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRow {
    /// Its id on the wire.
    pub id: [u8; 16],
    /// Who sends on it.
    pub partner: AuthorityId,
    /// One more than the highest number seen.
    pub next: u64,
    /// The replay window below `next`, as the pipeline keeps it.
    pub seen: Vec<u8>,
}

impl<'b> Tx<'b> {
    /// The channels of this node.
    pub fn channels(&mut self) -> Channels<'_, 'b> {
        Channels(self)
    }
}

impl Channels<'_, '_> {
    /// The channel to a partner under an arrangement, made on first use, and its next number, which is used up.
    pub fn take_number(&mut self, partner: &AuthorityId, arrangement: &ArrangementId) -> Result<([u8; 16], u64), Stop> {
        let row: Option<(Vec<u8>, i64)> = dsl::channels
            .filter(dsl::direction.eq("out"))
            .filter(dsl::partner.eq(partner.as_str()))
            .filter(dsl::arrangement.eq(arrangement.as_str()))
            .select((dsl::id, dsl::next))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a channel"))?;
        if let Some((id, next)) = row {
            diesel::update(dsl::channels.find(&id))
                .set(dsl::next.eq(next + 1))
                .once()
                .execute(self.0.connection)
                .map_err(failed("numbering"))?;
            return Ok((channel_id(id)?, next as u64));
        }
        let mut id = [0; 16];
        self.0.chance.fill(&mut id);
        self.insert(id, "out", partner, arrangement.as_str(), 2, &[])?;
        Ok((id, 1))
    }

    /// Ends every channel on which we send: none gives out a number again, and receipts for what was sent on it are still
    /// understood. The next message to each partner opens another.
    pub fn retire(&mut self) -> Result<(), Stop> {
        diesel::update(dsl::channels.filter(dsl::direction.eq("out")))
            .set(dsl::direction.eq("past"))
            .execute(self.0.connection)
            .map_err(failed("ending channels"))?;
        Ok(())
    }

    /// Whether numbers are still given out on a channel of ours.
    pub fn is_open(&mut self, id: [u8; 16]) -> Result<bool, Stop> {
        let open: i64 = dsl::channels
            .filter(dsl::id.eq(id.to_vec()))
            .filter(dsl::direction.eq("out"))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("reading a channel"))?;
        Ok(open == 1)
    }

    /// The partner and arrangement of a channel on which we send, or did in an earlier incarnation.
    pub fn outbound(&mut self, id: [u8; 16]) -> Result<Option<(AuthorityId, ArrangementId)>, Stop> {
        let row: Option<(String, String)> = dsl::channels
            .find(id.to_vec())
            .filter(dsl::direction.eq_any(["out", "past"]))
            .select((dsl::partner, dsl::arrangement))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a channel"))?;
        let broken = |e: &dyn std::fmt::Display| Failure::new("reading a channel", e);
        row.map(|(partner, arrangement)| {
            let partner = AuthorityId::parse(&partner).map_err(|e| broken(&e))?;
            Ok((partner, ArrangementId::parse(&arrangement).map_err(|e| broken(&e))?))
        })
        .transpose()
    }

    /// A channel on which a partner sends to us, if it is known.
    pub fn inbound(&mut self, id: [u8; 16]) -> Result<Option<ChannelRow>, Stop> {
        let row: Option<(String, i64, Vec<u8>)> = dsl::channels
            .find(id.to_vec())
            .filter(dsl::direction.eq("in"))
            .select((dsl::partner, dsl::next, dsl::seen))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a channel"))?;
        row.map(|(partner, next, seen)| {
            let partner = AuthorityId::parse(&partner).map_err(|e| Failure::new("reading a channel", e))?;
            Ok(ChannelRow { id, partner, next: next as u64, seen })
        })
        .transpose()
    }

    /// Every channel on which a partner sends to us, by id, at most `limit`.
    pub fn of_sender(&mut self, partner: &AuthorityId, limit: usize) -> Result<Vec<ChannelRow>, Stop> {
        let rows: Vec<(Vec<u8>, i64, Vec<u8>)> = dsl::channels
            .filter(dsl::direction.eq("in"))
            .filter(dsl::partner.eq(partner.as_str()))
            .order(dsl::id.asc())
            .limit(limit as i64)
            .select((dsl::id, dsl::next, dsl::seen))
            .load(self.0.connection)
            .map_err(failed("reading channels"))?;
        let row = |(id, next, seen): (Vec<u8>, i64, Vec<u8>)| {
            Ok(ChannelRow { id: channel_id(id)?, partner: partner.clone(), next: next as u64, seen })
        };
        rows.into_iter().map(row).collect()
    }

    /// Keeps what was seen on an inbound channel.
    pub fn note_inbound(&mut self, row: &ChannelRow, arrangement: &ArrangementId) -> Result<(), Stop> {
        let changed = diesel::update(dsl::channels.find(row.id.to_vec()))
            .set((dsl::next.eq(row.next as i64), dsl::seen.eq(&row.seen)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a number"))?;
        if changed == 0 {
            self.insert(row.id, "in", &row.partner, arrangement.as_str(), row.next as i64, &row.seen)?;
        }
        Ok(())
    }

    fn insert(
        &mut self,
        id: [u8; 16],
        direction: &str,
        partner: &AuthorityId,
        arrangement: &str,
        next: i64,
        seen: &[u8],
    ) -> Result<(), Stop> {
        diesel::insert_into(dsl::channels)
            .values((
                dsl::id.eq(id.to_vec()),
                dsl::direction.eq(direction),
                dsl::partner.eq(partner.as_str()),
                dsl::arrangement.eq(arrangement),
                dsl::next.eq(next),
                dsl::seen.eq(seen),
            ))
            .execute(self.0.connection)
            .map_err(failed("opening a channel"))?;
        Ok(())
    }
}

fn channel_id(bytes: Vec<u8>) -> Result<[u8; 16], Stop> {
    bytes.try_into().map_err(|_| Failure::new("reading a channel", "its id is damaged").into())
}
