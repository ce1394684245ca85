//! Disclosed: the content, in clear, for one officer. It goes to his page or his terminal, never to a log.

use super::asked::ReadItem;
use crate::inbound::ShownCandidate;
use crate::payload::Payload;
use crate::population::ShownHit;
use model::{AuthorisationId, Content, Failure, MessageId, Record, Stop};
use policy::{Permit, ResourceId};
use seal::UnverifiedEvidence;
use seal::cbor::Limits;
use store::{CandidateRow, HitRow, Tx};

/// What was read.
pub enum Disclosed {
    /// A received message.
    Message(Box<Payload>, Content),
    /// An item of ours, as the pipeline keeps it, with the findings on which it was grounded.
    Draft(serde_json::Value),
    /// A record.
    Record(Box<Record>),
    /// Candidates with their evidence.
    Candidates(Vec<(CandidateRow, ShownCandidate)>),
    /// Hits of a population with their evidence.
    Hits(Vec<(HitRow, ShownHit)>),
}

impl std::fmt::Debug for Disclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Disclosed(<withheld>)")
    }
}

pub(super) fn disclose(tx: &mut Tx<'_>, item: &ReadItem, permits: &[Permit]) -> Result<Disclosed, Stop> {
    let gone = || Failure::new("reading", "its content was erased");
    let permit = permits.first().ok_or_else(gone)?;
    match item {
        ReadItem::Message(id) => {
            let evidence = tx.inbox().body(*id)?.ok_or_else(gone)?.disclose(permit)?;
            let payload = Payload::decode(UnverifiedEvidence::parse(&evidence, Limits::EVIDENCE)?.claimed_payload())?;
            let content = payload.content()?;
            Ok(Disclosed::Message(Box::new(payload), content))
        }
        ReadItem::Draft(id) => {
            let body = tx.outbound().body(*id)?.ok_or_else(gone)?.disclose(permit)?;
            let damaged = |_| Failure::new("reading", "the item is damaged");
            let mut value: serde_json::Value = serde_json::from_slice(&body).map_err(damaged)?;
            if let (Some(findings), Some(item)) = (tx.outbound().findings(*id)?, value.as_object_mut()) {
                let findings = findings.disclose(permit)?;
                item.insert("findings".to_owned(), serde_json::from_slice(&findings).map_err(damaged)?);
            }
            Ok(Disclosed::Draft(value))
        }
        ReadItem::Record(id) => {
            let record = tx.records().get(*id)?.ok_or_else(gone)?.disclose(permit)?;
            Ok(Disclosed::Record(Box::new(record)))
        }
        ReadItem::Candidates(id) => candidates(tx, *id, permits),
        ReadItem::Hits(id) => hits(tx, id, permits),
    }
}

fn candidates(tx: &mut Tx<'_>, message: MessageId, permits: &[Permit]) -> Result<Disclosed, Stop> {
    let mut shown = Vec::new();
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    for row in tx.candidates().of(message)? {
        let resource = ResourceId::Candidates(row.exchange, row.compartment.clone());
        if tx.records().kept_until(row.record)?.is_none_or(|until| until < today) {
            continue;
        }
        let Some(permit) = permits.iter().find(|permit| permit.resource() == &resource) else { continue };
        let Some(body) = tx.candidates().body(message, row.ordinal)? else { continue };
        let body = body.disclose(permit)?;
        let candidate = serde_json::from_slice(&body).map_err(|_| Failure::new("reading", "a candidate is damaged"))?;
        shown.push((row, candidate));
    }
    Ok(Disclosed::Candidates(shown))
}

fn hits(tx: &mut Tx<'_>, id: &AuthorisationId, permits: &[Permit]) -> Result<Disclosed, Stop> {
    let mut shown = Vec::new();
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    for row in tx.hits().of(id)? {
        let resource = ResourceId::Hits(id.clone(), row.compartment.clone());
        if tx.records().kept_until(row.record)?.is_none_or(|until| until < today) {
            continue;
        }
        let Some(permit) = permits.iter().find(|permit| permit.resource() == &resource) else { continue };
        let Some(body) = tx.hits().body(&row)? else { continue };
        let body = body.disclose(permit)?;
        let hit = serde_json::from_slice(&body).map_err(|_| Failure::new("reading", "a hit is damaged"))?;
        shown.push((row, hit));
    }
    Ok(Disclosed::Hits(shown))
}
