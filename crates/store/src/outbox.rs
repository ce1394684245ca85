//! Sealed deliveries that wait for their receipt: retried with back-off, never twice under two ids, until they expire.

use crate::prepared::Once;
use crate::schema::outbox::dsl;
use crate::schema::outbox_parcels::dsl as parcels;
use crate::{Tx, instant, tx::failed};
use diesel::{BoolExpressionMethods as _, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, MessageId, Stop};
use seal::digest::sha256;

/// The outbox of a node.
pub struct Outbox<'a, 'b>(&'a mut Tx<'b>);

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// No receipt yet.
    Waiting,
    /// The recipient's receipt is stored.
    Delivered,
    /// The recipient's receipt says that it was refused.
    Refused,
    /// Its time ran out: visibly undelivered.
    Expired,
}

/// One delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Which message.
    pub message: MessageId,
    /// To whom.
    pub recipient: AuthorityId,
    /// The next hop: the recipient, or a relay.
    pub hop: AuthorityId,
    /// Its channel.
    pub channel: [u8; 16],
    /// Its number there.
    pub number: u64,
    /// Where it stands.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Instant,
    /// When it is given up.
    pub expires: Instant,
}

/// What a receipt must name of a delivery besides its message and its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedAs {
    /// The digest of the bytes that are under way.
    pub envelope: Digest,
    /// Since when they are in the outbox.
    pub sent: Instant,
}

type Row = (Vec<u8>, String, String, Vec<u8>, i64, String, i32, i64, i64);

impl<'b> Tx<'b> {
    /// The outbox of this node.
    pub fn outbox(&mut self) -> Outbox<'_, 'b> {
        Outbox(self)
    }
}

impl Outbox<'_, '_> {
    /// Puts a delivery in with its sealed bytes; one per message and recipient.
    pub fn add(&mut self, row: &OutboxRow, parcel: &[u8]) -> Result<(), Stop> {
        diesel::insert_into(dsl::outbox)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::recipient.eq(row.recipient.as_str()),
                dsl::hop.eq(row.hop.as_str()),
                dsl::channel.eq(row.channel.to_vec()),
                dsl::seq.eq(row.number as i64),
                dsl::state.eq(word(row.state)),
                dsl::attempts.eq(row.attempts as i32),
                dsl::next_at.eq(instant::to_row(row.next_at)),
                dsl::expires.eq(instant::to_row(row.expires)),
            ))
            .execute(self.0.connection)
            .map_err(failed("filling the outbox"))?;
        diesel::insert_into(parcels::outbox_parcels)
            .values((
                parcels::message.eq(row.message.0.0.to_vec()),
                parcels::recipient.eq(row.recipient.as_str()),
                parcels::parcel.eq(parcel),
                parcels::envelope.eq(sha256(&[parcel]).0.to_vec()),
                parcels::sent.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("filling the outbox"))?;
        Ok(())
    }

    /// What is due now, for these hops alone or for all, the oldest first, at most `limit`.
    pub fn due(&mut self, hops: Option<&[AuthorityId]>, limit: usize) -> Result<Vec<OutboxRow>, Stop> {
        let mut due = dsl::outbox
            .filter(dsl::state.eq("waiting"))
            .filter(dsl::next_at.le(self.0.now_row()))
            .order((dsl::next_at.asc(), dsl::message.asc(), dsl::recipient.asc()))
            .limit(limit as i64)
            .into_boxed();
        if let Some(hops) = hops {
            due = due.filter(dsl::hop.eq_any(hops.iter().map(AuthorityId::as_str)));
        }
        let rows: Vec<Row> = due.load(self.0.connection).map_err(failed("reading the outbox"))?;
        rows.into_iter().map(read).collect()
    }

    /// What waits although its time has run out, at most `limit`.
    pub fn overdue(&mut self, limit: usize) -> Result<Vec<OutboxRow>, Stop> {
        let rows: Vec<Row> = dsl::outbox
            .filter(dsl::state.eq("waiting"))
            .filter(dsl::expires.le(self.0.now_row()))
            .order((dsl::expires.asc(), dsl::message.asc(), dsl::recipient.asc()))
            .limit(limit as i64)
            .load(self.0.connection)
            .map_err(failed("reading the outbox"))?;
        rows.into_iter().map(read).collect()
    }

    /// What waits for a partner, to it or by way of it, whether due or not, at most `limit`; what expires first comes first.
    pub fn waiting_for(&mut self, partner: &AuthorityId, limit: usize) -> Result<Vec<OutboxRow>, Stop> {
        let rows: Vec<Row> = dsl::outbox
            .filter(dsl::state.eq("waiting"))
            .filter(dsl::hop.eq(partner.as_str()).or(dsl::recipient.eq(partner.as_str())))
            .order((dsl::expires.asc(), dsl::message.asc(), dsl::recipient.asc()))
            .limit(limit as i64)
            .load(self.0.connection)
            .map_err(failed("reading the outbox"))?;
        rows.into_iter().map(read).collect()
    }

    /// How many deliveries wait.
    pub fn waiting(&mut self) -> Result<usize, Stop> {
        let count: i64 = dsl::outbox
            .filter(dsl::state.eq("waiting"))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("counting the outbox"))?;
        Ok(count as usize)
    }

    /// Makes everything that waits for a hop due now: it can be reached again.
    pub fn wake(&mut self, hop: &AuthorityId) -> Result<usize, Stop> {
        let now = self.0.now_row();
        diesel::update(
            dsl::outbox.filter(dsl::state.eq("waiting")).filter(dsl::hop.eq(hop.as_str())).filter(dsl::next_at.gt(now)),
        )
        .set(dsl::next_at.eq(now))
        .once()
        .execute(self.0.connection)
        .map_err(failed("waking deliveries"))
    }

    /// The sealed bytes of a delivery.
    pub fn parcel(&mut self, message: MessageId, recipient: &AuthorityId) -> Result<Vec<u8>, Stop> {
        parcels::outbox_parcels
            .find((message.0.0.to_vec(), recipient.as_str()))
            .select(parcels::parcel)
            .first(self.0.connection)
            .map_err(failed("reading a delivery"))
    }

    /// The deliveries of a message.
    pub fn of(&mut self, message: MessageId) -> Result<Vec<OutboxRow>, Stop> {
        let rows: Vec<Row> = dsl::outbox
            .filter(dsl::message.eq(message.0.0.to_vec()))
            .order(dsl::recipient.asc())
            .load(self.0.connection)
            .map_err(failed("reading the outbox"))?;
        rows.into_iter().map(read).collect()
    }

    /// One delivery.
    pub fn get(&mut self, message: MessageId, recipient: &AuthorityId) -> Result<Option<OutboxRow>, Stop> {
        let row: Option<Row> = dsl::outbox
            .find((message.0.0.to_vec(), recipient.as_str()))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the outbox"))?;
        row.map(read).transpose()
    }

    /// As what a delivery was sealed last, if it was. One that an earlier program put in is measured by its bytes.
    pub fn sealed_as(&mut self, message: MessageId, recipient: &AuthorityId) -> Result<Option<SealedAs>, Stop> {
        let row: Option<(Vec<u8>, i64)> = parcels::outbox_parcels
            .find((message.0.0.to_vec(), recipient.as_str()))
            .select((parcels::envelope, parcels::sent))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the outbox"))?;
        let Some((envelope, sent)) = row else { return Ok(None) };
        let envelope = match envelope.try_into() {
            Ok(bytes) => Digest(bytes),
            Err(_) => sha256(&[&self.parcel(message, recipient)?]),
        };
        Ok(Some(SealedAs { envelope, sent: instant::from_row(sent) }))
    }

    /// When the next delivery falls due, if any waits.
    pub fn next_due(&mut self) -> Result<Option<Instant>, Stop> {
        let at: Option<i64> = dsl::outbox
            .filter(dsl::state.eq("waiting"))
            .order(dsl::next_at.asc())
            .select(dsl::next_at)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the outbox"))?;
        Ok(at.map(instant::from_row))
    }

    /// Notes an attempt and when to try again.
    pub fn tried(&mut self, message: MessageId, recipient: &AuthorityId, next_at: Instant) -> Result<(), Stop> {
        diesel::update(dsl::outbox.find((message.0.0.to_vec(), recipient.as_str())))
            .set((dsl::attempts.eq(dsl::attempts + 1), dsl::next_at.eq(instant::to_row(next_at))))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an attempt"))?;
        Ok(())
    }

    /// Ends a delivery that waits; `false` if it had ended before.
    pub fn end(&mut self, message: MessageId, recipient: &AuthorityId, state: OutboxState) -> Result<bool, Stop> {
        let ended = diesel::update(
            dsl::outbox.find((message.0.0.to_vec(), recipient.as_str())).filter(dsl::state.eq("waiting")),
        )
        .set(dsl::state.eq(word(state)))
        .once()
        .execute(self.0.connection)
        .map_err(failed("ending a delivery"))?;
        Ok(ended == 1)
    }

    /// Replaces the sealed bytes of a delivery that waits: sealed again for another epoch, under the same message id.
    pub fn reseal(&mut self, row: &OutboxRow, parcel: &[u8]) -> Result<(), Stop> {
        diesel::update(dsl::outbox.find((row.message.0.0.to_vec(), row.recipient.as_str())))
            .set((
                dsl::channel.eq(row.channel.to_vec()),
                dsl::seq.eq(row.number as i64),
                dsl::next_at.eq(instant::to_row(row.next_at)),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("sealing again"))?;
        diesel::update(parcels::outbox_parcels.find((row.message.0.0.to_vec(), row.recipient.as_str())))
            .set((parcels::parcel.eq(parcel), parcels::envelope.eq(sha256(&[parcel]).0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("sealing again"))?;
        Ok(())
    }
}

fn word(state: OutboxState) -> &'static str {
    match state {
        OutboxState::Waiting => "waiting",
        OutboxState::Delivered => "delivered",
        OutboxState::Refused => "refused",
        OutboxState::Expired => "expired",
    }
}

fn read(row: Row) -> Result<OutboxRow, Stop> {
    let (message, recipient, hop, channel, number, state, attempts, next_at, expires) = row;
    let broken = |what: &'static str| move || Failure::new("reading the outbox", what);
    Ok(OutboxRow {
        message: MessageId(Digest(message.try_into().map_err(|_| broken("a message id is damaged")())?)),
        recipient: AuthorityId::parse(&recipient).map_err(|e| Failure::new("reading the outbox", e))?,
        hop: AuthorityId::parse(&hop).map_err(|e| Failure::new("reading the outbox", e))?,
        channel: channel.try_into().map_err(|_| broken("a channel id is damaged")())?,
        number: number as u64,
        state: match state.as_str() {
            "waiting" => OutboxState::Waiting,
            "delivered" => OutboxState::Delivered,
            "refused" => OutboxState::Refused,
            "expired" => OutboxState::Expired,
            _ => return Err(broken("a state is unknown")().into()),
        },
        attempts: attempts as u32,
        next_at: instant::from_row(next_at),
        expires: instant::from_row(expires),
    })
}
