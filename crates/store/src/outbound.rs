//! Items on their way out, from draft to acknowledged: one row each, moved by compare-and-set, so that two officers
//! cannot take the same step twice.

use crate::closed::Kept;
use crate::prepared::Once;
use crate::schema::outbound::dsl;
use crate::schema::outbound_bodies::dsl as bodies;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{CaseReference, Digest, DraftId, ExchangeId, Failure, MessageId, Purpose, Stop, UnitId};
use policy::{ResourceId, Withheld};
use zeroize::Zeroizing;

/// The items on their way out.
pub struct Outbound<'a, 'b>(&'a mut Tx<'b>);

/// One item, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundRow {
    /// Its id here.
    pub id: DraftId,
    /// Which exchange.
    pub exchange: ExchangeId,
    /// Where it stands, by the pipeline's word.
    pub state: String,
    /// Whose it is inside the node.
    pub compartment: UnitId,
    /// For which purpose.
    pub purpose: Purpose,
    /// Under which case reference of ours.
    pub reference: CaseReference,
    /// Its message id, from sealing on.
    pub message: Option<MessageId>,
    /// Rises with each change.
    pub version: u64,
}

/// What a list may show of an item.
const COLUMNS: (
    dsl::id,
    dsl::exchange,
    dsl::state,
    dsl::compartment,
    dsl::purpose,
    dsl::reference,
    dsl::message,
    dsl::version,
) = (dsl::id, dsl::exchange, dsl::state, dsl::compartment, dsl::purpose, dsl::reference, dsl::message, dsl::version);

type Row = (Vec<u8>, Vec<u8>, String, String, String, String, Option<Vec<u8>>, i64);

impl<'b> Tx<'b> {
    /// The items on their way out.
    pub fn outbound(&mut self) -> Outbound<'_, 'b> {
        Outbound(self)
    }
}

impl Outbound<'_, '_> {
    /// Keeps a new item; `row.message` and `row.version` are set later.
    pub fn add(&mut self, row: &OutboundRow, plain: &[u8]) -> Result<(), Stop> {
        let closed = self.0.close("outbound", &row.id.0, plain)?;
        diesel::insert_into(dsl::outbound)
            .values((
                dsl::id.eq(row.id.0.to_vec()),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::state.eq(&row.state),
                dsl::compartment.eq(row.compartment.as_str()),
                dsl::purpose.eq(row.purpose.as_str()),
                dsl::reference.eq(row.reference.as_str()),
                dsl::message.eq(None::<Vec<u8>>),
                dsl::at.eq(self.0.now_row()),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an item"))?;
        diesel::insert_into(bodies::outbound_bodies)
            .values((
                bodies::id.eq(row.id.0.to_vec()),
                bodies::key.eq(Some(closed.key)),
                bodies::body.eq(Some(closed.body)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an item"))?;
        Ok(())
    }

    /// Moves an item from one state to the next with its new body; `false` if it was no longer in `from`.
    pub fn step(&mut self, id: DraftId, from: &str, to: &str, plain: &[u8]) -> Result<bool, Stop> {
        let moved = diesel::update(dsl::outbound.find(id.0.to_vec()).filter(dsl::state.eq(from)))
            .set((dsl::state.eq(to), dsl::at.eq(self.0.now_row()), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving an item"))?;
        if moved == 0 {
            return Ok(false);
        }
        let Some(key) = self.key(id)? else { return Ok(false) };
        let body = self.0.close_again("outbound", &id.0, &key, plain)?;
        diesel::update(bodies::outbound_bodies.find(id.0.to_vec()))
            .set(bodies::body.eq(Some(body)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving an item"))?;
        Ok(moved == 1)
    }

    fn key(&mut self, id: DraftId) -> Result<Option<Vec<u8>>, Stop> {
        let key: Option<Option<Vec<u8>>> = bodies::outbound_bodies
            .find(id.0.to_vec())
            .select(bodies::key)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an item"))?;
        Ok(key.flatten())
    }

    /// Keeps the terms of an item, in clear: what policies look at before it is opened. Codes and days, no words.
    pub fn set_terms(&mut self, id: DraftId, terms: &str) -> Result<(), Stop> {
        diesel::update(dsl::outbound.find(id.0.to_vec()))
            .set(dsl::terms.eq(Some(terms)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("keeping terms"))?;
        Ok(())
    }

    /// The terms of an item, if it has any yet.
    pub fn terms(&mut self, id: DraftId) -> Result<Option<String>, Stop> {
        let terms: Option<Option<String>> = dsl::outbound
            .find(id.0.to_vec())
            .select(dsl::terms)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading terms"))?;
        Ok(terms.flatten())
    }

    /// Keeps the findings on which an item was grounded, beside its body and under the same key. They open as findings
    /// alone: whoever exchanges the two columns has neither.
    pub fn keep_findings(&mut self, id: DraftId, plain: &[u8]) -> Result<(), Stop> {
        let key = self.key(id)?;
        let Some(key) = key else { return Ok(()) };
        let closed = self.0.close_beside("outbound", "findings", &id.0, &key, plain)?;
        diesel::update(bodies::outbound_bodies.find(id.0.to_vec()))
            .set(bodies::findings.eq(Some(closed)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("keeping findings"))?;
        Ok(())
    }

    /// The findings on which an item was grounded.
    pub fn findings(&mut self, id: DraftId) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        let row: Option<Kept> = bodies::outbound_bodies
            .find(id.0.to_vec())
            .select((bodies::key, bodies::findings))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading findings"))?;
        let Some(closed) = row else { return Ok(None) };
        self.0.open_beside("outbound", "findings", &id.0, closed, ResourceId::Draft(id))
    }

    /// Moves an item without touching its body.
    pub fn set_state(&mut self, id: DraftId, from: &str, to: &str) -> Result<bool, Stop> {
        let moved = diesel::update(dsl::outbound.find(id.0.to_vec()).filter(dsl::state.eq(from)))
            .set((dsl::state.eq(to), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving an item"))?;
        Ok(moved == 1)
    }

    /// Names the message that an item became.
    pub fn set_message(&mut self, id: DraftId, message: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::outbound.find(id.0.to_vec()))
            .set(dsl::message.eq(Some(message.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("naming a message"))?;
        Ok(())
    }

    /// One item.
    pub fn get(&mut self, id: DraftId) -> Result<Option<OutboundRow>, Stop> {
        let row: Option<Row> = dsl::outbound
            .find(id.0.to_vec())
            .select(COLUMNS)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an item"))?;
        row.map(read).transpose()
    }

    /// The item that became a message.
    pub fn by_message(&mut self, message: MessageId) -> Result<Option<OutboundRow>, Stop> {
        let row: Option<Row> = dsl::outbound
            .filter(dsl::message.eq(Some(message.0.0.to_vec())))
            .select(COLUMNS)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an item"))?;
        row.map(read).transpose()
    }

    /// The items of an exchange, the oldest first.
    pub fn of(&mut self, exchange: ExchangeId) -> Result<Vec<OutboundRow>, Stop> {
        let rows: Vec<Row> = dsl::outbound
            .filter(dsl::exchange.eq(exchange.0.to_vec()))
            .order((dsl::at.asc(), dsl::id.asc()))
            .select(COLUMNS)
            .load(self.0.connection)
            .map_err(failed("listing items"))?;
        rows.into_iter().map(read).collect()
    }

    /// The items in a state, the oldest first, at most `limit`.
    pub fn in_state(&mut self, state: &str, limit: usize) -> Result<Vec<OutboundRow>, Stop> {
        let rows: Vec<Row> = dsl::outbound
            .filter(dsl::state.eq(state))
            .order((dsl::at.asc(), dsl::id.asc()))
            .limit(limit as i64)
            .select(COLUMNS)
            .load(self.0.connection)
            .map_err(failed("listing items"))?;
        rows.into_iter().map(read).collect()
    }

    /// The body of an item, as the pipeline wrote it.
    pub fn body(&mut self, id: DraftId) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        let row: Option<Kept> = bodies::outbound_bodies
            .find(id.0.to_vec())
            .select((bodies::key, bodies::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an item"))?;
        let Some(closed) = row else { return Ok(None) };
        self.0.open("outbound", &id.0, closed, ResourceId::Draft(id))
    }
}

fn read((id, exchange, state, compartment, purpose, reference, message, version): Row) -> Result<OutboundRow, Stop> {
    let broken = |what: &'static str| move |_| Failure::new("reading an item", what);
    let message = message
        .map(|bytes| {
            bytes.try_into().map(|bytes| MessageId(Digest(bytes))).map_err(broken("its message id is damaged"))
        })
        .transpose()?;
    Ok(OutboundRow {
        id: DraftId(id.try_into().map_err(broken("its id is damaged"))?),
        exchange: ExchangeId(exchange.try_into().map_err(broken("its exchange is damaged"))?),
        state,
        compartment: UnitId::parse(&compartment).map_err(|e| Failure::new("reading an item", e))?,
        purpose: Purpose::parse(&purpose).ok_or_else(|| Failure::new("reading an item", "its purpose is unknown"))?,
        reference: CaseReference::parse(&reference).map_err(|e| Failure::new("reading an item", e))?,
        message,
        version: version as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Durability, SoundDisk, Store};
    use model::{Chance, Instant};
    use seal::rest::NodeKey;

    struct Drawn;

    impl Chance for Drawn {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn body_and_findings_exchanged_in_the_database_open_as_neither() {
        let folder = tempfile::tempdir().unwrap();
        let key = NodeKey::from_bytes(&[7; 32]).unwrap();
        let store = Store::open_with(folder.path(), key, Durability::Process, Box::new(SoundDisk)).unwrap();
        let at: Instant = "2026-11-23T12:00:00Z".parse().unwrap();
        let row = OutboundRow {
            id: DraftId([1; 16]),
            exchange: ExchangeId([2; 16]),
            state: "draft".to_owned(),
            compartment: UnitId::parse("spoc").unwrap(),
            purpose: Purpose::Investigation,
            reference: CaseReference::parse("T/1").unwrap(),
            message: None,
            version: 1,
        };
        let done = store.tx("swap", at, &mut Drawn, |tx| {
            tx.outbound().add(&row, b"the body")?;
            tx.outbound().keep_findings(row.id, b"the findings")?;
            assert!(tx.outbound().body(row.id)?.is_some() && tx.outbound().findings(row.id)?.is_some());
            let kept: (Option<Vec<u8>>, Option<Vec<u8>>) = bodies::outbound_bodies
                .find(row.id.0.to_vec())
                .select((bodies::body, bodies::findings))
                .first(tx.connection)
                .unwrap();
            diesel::update(bodies::outbound_bodies.find(row.id.0.to_vec()))
                .set((bodies::body.eq(kept.1), bodies::findings.eq(kept.0)))
                .once()
                .execute(tx.connection)
                .unwrap();
            Ok((tx.outbound().body(row.id).is_err(), tx.outbound().findings(row.id).is_err()))
        });
        assert_eq!(done, Ok((true, true)));
    }
}
