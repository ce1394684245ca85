//! Sent: each recipient's delivery is in the outbox, numbered and sealed to his epoch key, with its log entry in the same
//! transaction. Next step: [`acknowledge`](super::acknowledge), when the receipt comes.

use super::grounded::basis_code;
use super::kept::{self, Stage};
use super::released::ReleasedBody;
use super::sealed::Sealed;
use crate::exchange_state::ExchangeState;
use crate::payload::Addressee;
use crate::station::code;
use crate::{Station, checks, clocks};
use audit::Event;
use data_encoding::BASE64;
use model::{Content, DraftId, ExchangeId, Failure, MessageId, Refusal, Stop};
use seal::{Delivery, Label};
use serde::{Deserialize, Serialize};
use store::{OutboxRow, OutboxState, Tx};

/// A message on its way.
#[derive(Debug)]
pub struct Sent {
    id: DraftId,
    exchange: ExchangeId,
    message: MessageId,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SentBody {
    pub(crate) released: ReleasedBody,
    /// The signed evidence, verbatim, in base64.
    evidence: String,
}

impl SentBody {
    fn evidence(&self) -> Result<Vec<u8>, Failure> {
        BASE64.decode(self.evidence.as_bytes()).map_err(|_| Failure::new("reading sent evidence", "it is damaged"))
    }
}

impl Sealed {
    /// Puts a delivery for each recipient into the outbox.
    pub fn send(self, station: &Station, tx: &mut Tx<'_>) -> Result<Sent, Stop> {
        let message = self.message();
        let (released, evidence) = self.into_parts();
        let draft = &released.marked.draft;
        let (id, exchange) = (draft.id, draft.exchange);
        for (position, addressee) in draft.form.to.iter().enumerate() {
            let delivery = deliver(station, tx, &released, addressee, message, evidence.bytes())?;
            let bases = released.marked.grounds.get(position).map(|ground| basis_code(&ground.proof));
            tx.outbox().add(&delivery.row, &delivery.parcel)?;
            tx.audit().append(Event::Sent {
                exchange,
                message,
                envelope: delivery.envelope,
                to: addressee.to.clone(),
                seq: delivery.row.number,
                bases: bases.iter().map(|basis| code(basis)).collect::<Result<_, _>>()?,
                purpose: draft.form.purpose,
                case: draft.form.case.clone(),
            })?;
        }
        let says = super::draft::says(&released.marked.content);
        let recipients = draft.form.to.iter().map(|addressee| addressee.to.clone()).collect();
        tx.audit().append(Event::Sealed { exchange, message, says, recipients })?;
        if let Content::Answer(answer) = &released.marked.content {
            tx.audit().append(Event::Answered { exchange, message: answer.to, says })?;
            clocks::answered(tx, exchange, says)?;
        } else if let Some(state) = opened(&released.marked.content) {
            tx.exchanges().set_state(exchange, state.word())?;
        }
        let body = SentBody { evidence: BASE64.encode(evidence.bytes()), released };
        kept::step(tx, id, Stage::Released, Stage::Sent, &body)?;
        tx.outbound().set_message(id, message)?;
        crate::after::note_sent(station, tx, &body.released, message)?;
        Ok(Sent { id, exchange, message })
    }
}

impl Sent {
    /// The item.
    pub fn id(&self) -> DraftId {
        self.id
    }

    /// Its exchange.
    pub fn exchange(&self) -> ExchangeId {
        self.exchange
    }

    /// The message it became.
    pub fn message(&self) -> MessageId {
        self.message
    }
}

/// Where an exchange stands once this has left, if it is what opens it.
fn opened(content: &Content) -> Option<ExchangeState> {
    match content {
        Content::Request(_) => Some(ExchangeState::Asked),
        Content::Onward(_) => Some(ExchangeState::PassedOn),
        _ => None,
    }
}

struct Delivered {
    row: OutboxRow,
    parcel: Vec<u8>,
    envelope: model::Digest,
}

fn deliver(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    addressee: &Addressee,
    message: MessageId,
    evidence: &[u8],
) -> Result<Delivered, Stop> {
    let now = tx.at();
    let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_5_2)?;
    let card = station.partner(tx, &addressee.to, &arrangement)?;
    let epoch = card.epoch_for(now).map_err(|fault| Refusal {
        check: &checks::OUT_5_2,
        cites: Vec::new(),
        because: fault.to_string(),
        remedy: "get the partner's current card".to_owned(),
    })?;
    let (channel, number) = tx.channels().take_number(&addressee.to, &addressee.under)?;
    let label = Label { channel, seq: number, message, expires: released.marked.expires };
    let delivery = Delivery::seal(&label, evidence, epoch, tx.chance())?;
    let envelope = delivery.digest();
    let row = OutboxRow {
        message,
        recipient: addressee.to.clone(),
        hop: arrangement.relay.clone().unwrap_or_else(|| addressee.to.clone()),
        channel,
        number,
        state: OutboxState::Waiting,
        attempts: 0,
        next_at: now,
        expires: released.marked.expires,
    };
    Ok(Delivered { row, envelope, parcel: delivery.into_bytes() })
}

/// Seals a message again for a recipient whose epoch key is gone: the same evidence, the same id, a new delivery.
pub(crate) fn reseal(
    station: &Station,
    tx: &mut Tx<'_>,
    message: MessageId,
    recipient: &model::AuthorityId,
) -> Result<(), Stop> {
    let Some(row) = tx.outbound().by_message(message)? else {
        return Err(Failure::new("sealing again", "no such message was sent").into());
    };
    let (body, _): (SentBody, _) = kept::resume_for_sealing(station, tx, row.id, Stage::Sent)?;
    let addressee = body.released.marked.draft.form.to.iter().find(|addressee| &addressee.to == recipient).cloned();
    let Some(addressee) = addressee else {
        return Err(Failure::new("sealing again", format!("{recipient} is no recipient of it")).into());
    };
    let evidence = body.evidence()?;
    let delivered = deliver(station, tx, &body.released, &addressee, message, &evidence)?;
    tx.outbox().reseal(&delivered.row, &delivered.parcel)?;
    tx.audit().append(Event::Resealed {
        exchange: row.exchange,
        message,
        envelope: delivered.envelope,
        to: recipient.clone(),
        seq: delivered.row.number,
    })?;
    Ok(())
}
