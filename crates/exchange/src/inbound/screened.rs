//! Screened: every subject of the message was looked for in the holdings. What was found stays inside, in the
//! compartment of each record. Next step: [`route`](Screened::route).

use super::admitted::{ADMITTED, Admitted};
use crate::payload::Payload;
use crate::station::code;
use crate::{Station, holdings, markers};
use audit::Event;
use model::subject::Subject;
use model::{Content, ExchangeId, Failure, MessageId, RecordId, State, Stop, UnitId};
use policy::{Action, Actor, Machine, Resource};
use screen::{Candidate, ExposedExplanation};
use seal::UnverifiedEvidence;
use seal::cbor::Limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{CandidateRow, Interest, Judgement, Tx};

/// Where a received message stands, as the store spells it.
pub(crate) const SCREENED: &str = "screened";

/// A message whose subjects were screened.
#[derive(Debug)]
pub struct Screened {
    message: MessageId,
    exchange: ExchangeId,
    /// Markers that bar an answer to the asking State, with the compartment of each.
    barring: Vec<UnitId>,
}

/// A candidate with its evidence, as an officer who may see it is shown it.
#[derive(Clone, Serialize, Deserialize)]
pub struct ShownCandidate {
    /// Which subject of the message, from 0.
    pub subject: usize,
    /// How probable it is that both are the same, 0 to 1; it orders, and decides nothing.
    pub probability: f64,
    /// By which version of the engine.
    pub algorithm: String,
    /// The evidence for and against.
    pub explanation: ExposedExplanation,
}

impl std::fmt::Debug for ShownCandidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShownCandidate(<withheld>)")
    }
}

impl Admitted {
    /// Screens every subject, keeps the candidates, and notices protection markers.
    pub fn screen(self, station: &Station, tx: &mut Tx<'_>) -> Result<Screened, Stop> {
        let (message, exchange) = (self.message(), self.exchange());
        let mut subjects = Vec::new();
        if let Some(payload) = opened(station, tx, message, exchange)? {
            let content = payload.content()?;
            if let Content::Request(request) = &content {
                let until = request.watch_until.map(|day| day.min(payload.retention.until));
                tx.interests().put(&Interest { message, exchange, until })?;
            }
            subjects = content.subjects().to_vec();
        }
        let barring = barring(station, tx, exchange, &subjects)?;
        let mut found = Found::after(tx, message, exchange)?;
        let searched = station.holdings().len();
        for (position, subject) in subjects.iter().enumerate() {
            let (most, least) = (station.ways().most_candidates, station.ways().least_probability);
            let candidates = station.holdings().screen_from(subject, most, least);
            for candidate in candidates {
                found.keep(station, tx, position, &candidate)?;
            }
        }
        let Some(row) = tx.exchanges().get(exchange)? else {
            return Err(Failure::new("screening", format!("{exchange} is missing")).into());
        };
        tx.audit().append(Event::Screened {
            exchange,
            message,
            algorithm: code(&screen::Algorithm::V1.to_string())?,
            searched: searched as u64,
            candidates: u64::from(found.ordinal),
            purpose: row.purpose,
        })?;
        tx.inbox().step(message, ADMITTED, SCREENED)?;
        Ok(Screened { message, exchange, barring })
    }
}

impl Screened {
    /// The message.
    pub fn message(&self) -> MessageId {
        self.message
    }

    pub(super) fn exchange(&self) -> ExchangeId {
        self.exchange
    }

    pub(super) fn into_barring(self) -> Vec<UnitId> {
        self.barring
    }
}

/// The candidates of a message as they are kept.
pub(crate) struct Found {
    message: MessageId,
    exchange: ExchangeId,
    ordinal: u32,
    /// Records of candidates from before.
    kept: BTreeSet<RecordId>,
    seen: Vec<(usize, RecordId)>,
}

impl Found {
    /// After those that are kept already.
    pub(crate) fn after(tx: &mut Tx<'_>, message: MessageId, exchange: ExchangeId) -> Result<Found, Stop> {
        let before = tx.candidates().of(message)?;
        let kept = before.iter().map(|row| row.record).collect();
        Ok(Found { message, exchange, ordinal: before.len() as u32, kept, seen: Vec::new() })
    }

    /// How many are kept.
    pub(crate) fn count(&self) -> u32 {
        self.ordinal
    }

    /// Keeps one, unless it is kept already.
    pub(crate) fn keep(
        &mut self,
        station: &Station,
        tx: &mut Tx<'_>,
        subject: usize,
        candidate: &Candidate,
    ) -> Result<(), Stop> {
        let Ok(id) = RecordId::parse(candidate.entry.as_str()) else { return Ok(()) };
        if self.kept.contains(&id) || self.seen.contains(&(subject, id)) {
            return Ok(());
        }
        let Some(record) = holdings::look(station, tx, id)? else { return Ok(()) };
        let shown = ShownCandidate {
            subject,
            probability: candidate.probability,
            algorithm: candidate.algorithm.to_string(),
            explanation: candidate.explanation.expose(),
        };
        let plain = serde_json::to_vec(&shown).map_err(|_| Failure::new("keeping a candidate", "its evidence"))?;
        let row = CandidateRow {
            message: self.message,
            exchange: self.exchange,
            ordinal: self.ordinal,
            record: id,
            compartment: record.compartment,
            judgement: Judgement::None,
            judged_by: None,
        };
        tx.candidates().add(&row, &zeroize::Zeroizing::new(plain))?;
        self.seen.push((subject, id));
        self.ordinal += 1;
        Ok(())
    }
}

/// The compartments of the markers that speak of the State that asks; in doubt about which State that is, of every one.
pub(crate) fn barring(
    station: &Station,
    tx: &mut Tx<'_>,
    exchange: ExchangeId,
    subjects: &[Subject],
) -> Result<Vec<UnitId>, Stop> {
    let marked = markers::about(station, tx, subjects)?;
    if marked.is_empty() {
        return Ok(Vec::new());
    }
    let asking = asking_state(tx, exchange)?;
    let speaks = |marked: &markers::Marked| asking.is_none_or(|state| state == marked.from);
    Ok(marked.into_iter().filter(speaks).map(|marked| marked.compartment).collect())
}

/// The State of the partner of an exchange, by his card if it is valid now.
fn asking_state(tx: &mut Tx<'_>, exchange: ExchangeId) -> Result<Option<State>, Stop> {
    let Some(row) = tx.exchanges().get(exchange)? else { return Ok(None) };
    let Some(card) = tx.cards().get(&row.partner)? else { return Ok(None) };
    let Some(arrangement) = tx.arrangements().get(&row.arrangement)? else { return Ok(None) };
    let card = seal::SignedCard::verify(&card, &arrangement.partner_root, tx.at());
    Ok(card.ok().map(|card| card.authority().state))
}

/// The subjects of a message, opened by the screening machine under its own permit.
pub(crate) fn subjects(
    station: &Station,
    tx: &mut Tx<'_>,
    message: MessageId,
    exchange: ExchangeId,
) -> Result<Vec<Subject>, Stop> {
    let Some(payload) = opened(station, tx, message, exchange)? else { return Ok(Vec::new()) };
    Ok(payload.content()?.subjects().to_vec())
}

/// The payload, or none if it was corrected or recalled since it was admitted: nobody is left in it to look for.
fn opened(
    station: &Station,
    tx: &mut Tx<'_>,
    message: MessageId,
    exchange: ExchangeId,
) -> Result<Option<Payload>, Stop> {
    let missing = |what: &str| Failure::new("screening", format!("{what} of {message} is missing"));
    let row = tx.inbox().get(message)?.ok_or_else(|| missing("the row"))?;
    let asked = tx.exchanges().get(exchange)?.ok_or_else(|| missing("the exchange"))?;
    let case = asked.their_reference.or(asked.our_reference).ok_or_else(|| missing("the reference"))?;
    let circumstances = station.circumstances(tx, asked.purpose, &case)?;
    let resource = Resource::message(message, row.compartment);
    let permit = station.permit(&Actor::Machine(Machine::Screening), Action::Screen, &resource, &circumstances)?;
    let Some(body) = tx.inbox().body(message)? else { return Ok(None) };
    let evidence = body.disclose(&permit)?;
    let unverified = UnverifiedEvidence::parse(&evidence, Limits::EVIDENCE)?;
    Ok(Some(Payload::decode(unverified.claimed_payload())?))
}
