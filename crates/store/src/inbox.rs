//! What was received: one row per message id, for ever, with the receipt that was given. The uniqueness of the row is
//! what makes the effect happen once.

use crate::closed::Kept;
use crate::prepared::Once;
use crate::schema::inbox::dsl;
use crate::schema::inbox_bodies::dsl as bodies;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, ExchangeId, Failure, Instant, MessageId, Stop, UnitId};
use policy::{ResourceId, Withheld};
use zeroize::Zeroizing;

/// The inbox of a node.
pub struct Inbox<'a, 'b>(&'a mut Tx<'b>);

/// One received message, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// Which message.
    pub message: MessageId,
    /// Who signed it.
    pub sender: AuthorityId,
    /// Which exchange.
    pub exchange: ExchangeId,
    /// The digest of the delivery that brought it.
    pub envelope: Digest,
    /// Where it stands, by the pipeline's word.
    pub state: String,
    /// Whose it is inside the node.
    pub compartment: UnitId,
    /// Handling codes and retention, as JSON without personal data: what policies look at before anything is opened.
    pub terms: String,
    /// Legal receipt.
    pub at: Instant,
    /// Rises with each change.
    pub version: u64,
}

/// Every column but key and body, in the order of [`Row`].
const COLUMNS: (
    dsl::message,
    dsl::sender,
    dsl::exchange,
    dsl::envelope,
    dsl::state,
    dsl::compartment,
    dsl::terms,
    dsl::at,
    dsl::version,
) = (
    dsl::message,
    dsl::sender,
    dsl::exchange,
    dsl::envelope,
    dsl::state,
    dsl::compartment,
    dsl::terms,
    dsl::at,
    dsl::version,
);

type Row = (Vec<u8>, String, Vec<u8>, Vec<u8>, String, String, String, i64, i64);

impl<'b> Tx<'b> {
    /// The inbox of this node.
    pub fn inbox(&mut self) -> Inbox<'_, 'b> {
        Inbox(self)
    }
}

impl Inbox<'_, '_> {
    /// Keeps a message and the receipt that is given for it; `false`, and no change, if it is there already.
    pub fn add(&mut self, row: &InboxRow, plain: &[u8], receipt: &[u8]) -> Result<bool, Stop> {
        let id = row.message.0.0.to_vec();
        if self.get(row.message)?.is_some() {
            return Ok(false);
        }
        let closed = self.0.close("inbox", &id, plain)?;
        diesel::insert_into(dsl::inbox)
            .values((
                dsl::message.eq(&id),
                dsl::sender.eq(row.sender.as_str()),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::envelope.eq(row.envelope.0.to_vec()),
                dsl::state.eq(&row.state),
                dsl::compartment.eq(row.compartment.as_str()),
                dsl::terms.eq(&row.terms),
                dsl::at.eq(instant::to_row(row.at)),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("filling the inbox"))?;
        diesel::insert_into(bodies::inbox_bodies)
            .values((
                bodies::message.eq(&id),
                bodies::key.eq(Some(closed.key)),
                bodies::body.eq(Some(closed.body)),
                bodies::receipt.eq(receipt),
            ))
            .execute(self.0.connection)
            .map_err(failed("filling the inbox"))?;
        Ok(true)
    }

    /// One message.
    pub fn get(&mut self, message: MessageId) -> Result<Option<InboxRow>, Stop> {
        let row: Option<Row> = dsl::inbox
            .find(message.0.0.to_vec())
            .select(COLUMNS)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the inbox"))?;
        row.map(read).transpose()
    }

    /// The receipt that was given for a message, verbatim.
    pub fn receipt(&mut self, message: MessageId) -> Result<Option<Vec<u8>>, Stop> {
        bodies::inbox_bodies
            .find(message.0.0.to_vec())
            .select(bodies::receipt)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a receipt"))
    }

    /// The messages of an exchange, the oldest first.
    pub fn of(&mut self, exchange: ExchangeId) -> Result<Vec<InboxRow>, Stop> {
        self.select(Some(exchange), None)
    }

    /// The messages in a state, the oldest first.
    pub fn in_state(&mut self, state: &str) -> Result<Vec<InboxRow>, Stop> {
        self.select(None, Some(state))
    }

    fn select(&mut self, exchange: Option<ExchangeId>, state: Option<&str>) -> Result<Vec<InboxRow>, Stop> {
        let mut query = dsl::inbox.select(COLUMNS).order((dsl::at.asc(), dsl::message.asc())).into_boxed();
        if let Some(exchange) = exchange {
            query = query.filter(dsl::exchange.eq(exchange.0.to_vec()));
        }
        if let Some(state) = state {
            query = query.filter(dsl::state.eq(state.to_owned()));
        }
        let rows: Vec<Row> = query.load(self.0.connection).map_err(failed("reading the inbox"))?;
        rows.into_iter().map(read).collect()
    }

    /// Moves a message from one state to the next; `false` if it was no longer in `from`.
    pub fn step(&mut self, message: MessageId, from: &str, to: &str) -> Result<bool, Stop> {
        let moved = diesel::update(dsl::inbox.find(message.0.0.to_vec()).filter(dsl::state.eq(from)))
            .set((dsl::state.eq(to), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving a message"))?;
        Ok(moved == 1)
    }

    /// Puts a message into another compartment.
    pub fn set_compartment(&mut self, message: MessageId, compartment: &UnitId) -> Result<(), Stop> {
        diesel::update(dsl::inbox.find(message.0.0.to_vec()))
            .set((dsl::compartment.eq(compartment.as_str()), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving a message"))?;
        Ok(())
    }

    /// Erases the body of a message: its key and its ciphertext. The row and the receipt stay; `false` if it was erased.
    pub fn erase(&mut self, message: MessageId) -> Result<bool, Stop> {
        let id = message.0.0.to_vec();
        let erased = diesel::update(bodies::inbox_bodies.find(&id).filter(bodies::body.is_not_null()))
            .set((bodies::key.eq(None::<Vec<u8>>), bodies::body.eq(None::<Vec<u8>>)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing a message"))?;
        if erased == 1 {
            diesel::update(dsl::inbox.find(&id))
                .set(dsl::version.eq(dsl::version + 1))
                .once()
                .execute(self.0.connection)
                .map_err(failed("erasing a message"))?;
        }
        Ok(erased == 1)
    }

    /// Whether the body of a message is still here.
    pub fn is_held(&mut self, message: MessageId) -> Result<bool, Stop> {
        let held: i64 = bodies::inbox_bodies
            .find(message.0.0.to_vec())
            .filter(bodies::body.is_not_null())
            .count()
            .get_result(self.0.connection)
            .map_err(failed("reading the inbox"))?;
        Ok(held == 1)
    }

    /// The body of a message: the signed evidence, verbatim.
    pub fn body(&mut self, message: MessageId) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        let row: Option<Kept> = bodies::inbox_bodies
            .find(message.0.0.to_vec())
            .select((bodies::key, bodies::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the inbox"))?;
        let Some(closed) = row else { return Ok(None) };
        self.0.open("inbox", &message.0.0, closed, ResourceId::Message(message))
    }
}

fn read((message, sender, exchange, envelope, state, compartment, terms, at, version): Row) -> Result<InboxRow, Stop> {
    let broken = |what: &'static str| move |_| Failure::new("reading the inbox", what);
    Ok(InboxRow {
        message: MessageId(Digest(message.try_into().map_err(broken("a message id is damaged"))?)),
        sender: AuthorityId::parse(&sender).map_err(|e| Failure::new("reading the inbox", e))?,
        exchange: ExchangeId(exchange.try_into().map_err(broken("an exchange id is damaged"))?),
        envelope: Digest(envelope.try_into().map_err(broken("an envelope digest is damaged"))?),
        state,
        compartment: UnitId::parse(&compartment).map_err(|e| Failure::new("reading the inbox", e))?,
        terms,
        at: instant::from_row(at),
        version: version as u64,
    })
}
