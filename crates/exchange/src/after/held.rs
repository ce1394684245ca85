//! A received message that this node holds: whose it is, under which arrangement it came, and its content for an officer who
//! may read it. Opening it is a read, and is logged as one.

use super::{apply, refuse};
use crate::inbound::may_see;
use crate::payload::Payload;
use crate::reading::{Asked, ReadItem};
use crate::{Station, checks};
use model::{CaseReference, Content, ExchangeId, Failure, MessageId, Officer, Purpose, Stop};
use seal::UnverifiedEvidence;
use seal::cbor::Limits;
use store::{CopyRow, ExchangeRow, Tx};

/// A copy that lies here.
pub(super) struct Held {
    pub(super) copy: CopyRow,
    pub(super) exchange: ExchangeRow,
}

/// The copy that came by `message`, if it was not recalled (AFT-1.2). One that lies where the officer may not look is
/// answered as one that is not here.
pub(super) fn held(station: &Station, tx: &mut Tx<'_>, officer: &Officer, message: MessageId) -> Result<Held, Stop> {
    let copy = tx.copies().of(message, &station.us().id)?;
    let row = tx.inbox().get(message)?;
    let absent = || refuse(&checks::AFT_1_2, format!("{message} is not held here"), "name a message that was received");
    let (Some(copy), Some(row)) = (copy, row) else { return Err(absent()) };
    if !seen(station, tx, officer, row.exchange)? {
        return Err(absent());
    }
    apply::readable(tx, message, None)?;
    Ok(Held { copy, exchange: exchange(tx, row.exchange)? })
}

/// Whether an exchange lies in a tray that is shown to this officer. What does not is to him as what is not there.
pub(super) fn seen(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: ExchangeId) -> Result<bool, Stop> {
    Ok(tx.exchanges().get(id)?.is_some_and(|row| may_see(station, tx, officer, &row)))
}

/// The exchange of something that is here.
pub(super) fn exchange(tx: &mut Tx<'_>, id: ExchangeId) -> Result<ExchangeRow, Stop> {
    let row = tx.exchanges().get(id)?;
    row.ok_or_else(|| Failure::new("following up a message", format!("{id} is missing")).into())
}

/// What a received message says now, opened for an officer who may read it, and logged.
pub(super) fn open(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    purpose: Purpose,
    case: &CaseReference,
) -> Result<(Payload, Content, Vec<u8>), Stop> {
    // A correction too is erased by the next one, and by a recall.
    let gone = || {
        let because = format!("nothing of {message} is held here any more");
        refuse(&checks::AFT_1_2, because, "act on the newer correction or recall")
    };
    let asked = Asked::new(officer, ReadItem::Message(message), purpose, case.clone());
    // Whoever passes on or decides has the words of the restriction before him: they travel with the item.
    let logged = asked.restriction_read().permit(station, tx)?.log(tx)?;
    let evidence = tx.inbox().body(message)?.ok_or_else(gone)?.disclose(logged.permit()?)?;
    let payload = Payload::decode(UnverifiedEvidence::parse(&evidence, Limits::EVIDENCE)?.claimed_payload())?;
    let content = payload.content()?;
    Ok((payload, content, evidence.to_vec()))
}
