//! What is to be done after sending: by officers, or by the node itself where a named person signed a standing approval for
//! acknowledgements under the arrangement.

use super::{acknowledge, demand, late};
use crate::outbound::Sent;
use crate::{Addressee, Draft, Station, checks};
use audit::Event;
use model::arrangement::StandingKind;
use model::{AuthorityId, CaseReference, ExchangeId, Failure, HolderOutcome, Instant, MessageId, Stop, UnitId};
use serde::Serialize;
use store::{DemandKind, DemandRow, ExchangeRow, Tx};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    /// Answer a correction or recall for the copy here.
    Acknowledge,
    /// Hand a correction or recall on to a holder to whom the item was passed on.
    HandOn,
    /// Tell whoever demanded what such a holder answered.
    Report,
    /// Decide whether an item of ours may be passed on.
    Decide,
    /// Ratify what was passed on against a threat.
    Ratify,
}

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// The message that asks for it.
    pub message: MessageId,
    /// Which holder, where it is about one.
    pub holder: Option<AuthorityId>,
    /// In which exchange.
    pub exchange: ExchangeId,
    /// In whose tray.
    pub unit: UnitId,
    /// By when, if that is set.
    pub due: Option<Instant>,
}

/// Everything that is to be done and has not been, in every unit; whoever shows it filters by unit.
pub fn duties(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Duty>, Stop> {
    let mut duties = Vec::new();
    for (demand, kind, holder) in demanded(station, tx)? {
        let holder = (kind != DutyKind::Acknowledge).then_some(holder);
        duties.push((kind, demand.message, holder, demand.exchange, Some(demand.answer_by)));
    }
    for asked in tx.permissions().undecided()? {
        duties.push((DutyKind::Decide, asked.request, None, asked.exchange, None));
    }
    for row in tx.emergencies().unratified()? {
        duties.push((DutyKind::Ratify, row.message, None, row.exchange, Some(row.due)));
    }
    let mut shown = Vec::new();
    for (kind, message, holder, exchange, due) in duties {
        let Some(row) = tx.exchanges().get(exchange)? else { continue };
        shown.push(Duty { kind, message, holder, exchange, unit: row.compartment, due });
    }
    Ok(shown)
}

/// Every answer, handing on and report that a demand of another authority asks for and that has not left.
fn demanded(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<(DemandRow, DutyKind, AuthorityId)>, Stop> {
    let us = station.us().id.clone();
    let mut open: Vec<_> =
        tx.demands().unanswered()?.into_iter().map(|row| (row, DutyKind::Acknowledge, us.clone())).collect();
    for answer in tx.holder_answers().all()? {
        let to_tell = answer.told.is_none() && answer.overtaken.is_none() && answer.via == answer.holder;
        let to_report = answer.outcome.is_some() && answer.reported.is_none();
        if !to_tell && !to_report {
            continue;
        }
        let Some(demand) = tx.demands().get(answer.demand)?.filter(|row| !row.ours) else { continue };
        let kind = if to_report { DutyKind::Report } else { DutyKind::HandOn };
        open.push((demand, kind, answer.holder));
    }
    Ok(open)
}

/// One thing that left by itself, or the message that asked for it and why it did not.
pub type Attempted = Result<Sent, (MessageId, Stop)>;

/// Does what standing approvals cover, each by itself, and puts what is late before the overseer.
pub fn after_due(station: &Station, tx: &mut Tx<'_>) -> Result<Vec<Attempted>, Stop> {
    let mut done = Vec::new();
    for (demand, kind, holder) in demanded(station, tx)? {
        if !by_itself(tx, &demand, kind, &holder)? {
            continue;
        }
        match tx.nested(|tx| attempt(station, tx, &demand, kind, &holder)) {
            Ok(Some(sent)) => done.push(Ok(sent)),
            Ok(None) => {}
            Err(stop) => done.push(Err((demand.message, stop))),
        }
    }
    late::escalate(tx)?;
    Ok(done)
}

/// Whether a person has nothing to weigh: an erasure, a correction that was carried out, a recall to hand on.
fn by_itself(tx: &mut Tx<'_>, demand: &DemandRow, kind: DutyKind, holder: &AuthorityId) -> Result<bool, Stop> {
    let plain = |outcome: Option<HolderOutcome>| {
        outcome.is_some_and(|outcome| !matches!(outcome, HolderOutcome::Restricted { .. } | HolderOutcome::Late { .. }))
    };
    Ok(match kind {
        DutyKind::Acknowledge => plain(demand.outcome),
        DutyKind::HandOn => demand.what == DemandKind::Recall,
        DutyKind::Report => plain(tx.holder_answers().get(demand.message, holder)?.and_then(|row| row.outcome)),
        DutyKind::Decide | DutyKind::Ratify => false,
    })
}

/// Takes one thing through the whole way out, if a standing approval under its arrangement covers it.
fn attempt(
    station: &Station,
    tx: &mut Tx<'_>,
    demand: &DemandRow,
    kind: DutyKind,
    holder: &AuthorityId,
) -> Result<Option<Sent>, Stop> {
    let to = match kind {
        DutyKind::HandOn => demand::to_tell(station, tx, demand, holder)?,
        _ => acknowledge::back(station, tx, demand)?.1,
    };
    // What no standing approval covers is not held up: it stands among the duties, and a person will write it.
    if !covered(station, tx, &to)? {
        return Ok(None);
    }
    let (draft, to): (Draft, Addressee) = match kind {
        DutyKind::HandOn => demand::recall_by_schedule(station, tx, demand, holder)?,
        _ => acknowledge::by_schedule(station, tx, demand, holder)?,
    };
    let arrangement = station.arrangement(tx, &to.under, &checks::OUT_4_2)?;
    let marked = draft.ground_by_schedule(station, tx)?.mark_plain(station, tx)?;
    let sent = marked.release_standing(station, tx, &arrangement)?.seal(station, tx)?.send(station, tx)?;
    Ok(Some(sent))
}

fn covered(station: &Station, tx: &mut Tx<'_>, to: &Addressee) -> Result<bool, Stop> {
    let arrangement = station.arrangement(tx, &to.under, &checks::OUT_4_2)?;
    Ok(arrangement.standing.is_some_and(|standing| standing.covers.contains(&StandingKind::Acknowledgement)))
}

/// The reference under which the node itself follows up: ours, or where there is none of ours, theirs.
pub(super) fn reference(row: &ExchangeRow) -> Result<CaseReference, Stop> {
    let found = row.our_reference.clone().or_else(|| row.their_reference.clone());
    found.ok_or_else(|| Failure::new("following up a message", format!("{} has no reference", row.id)).into())
}

/// Puts something before the overseer, once.
pub(super) fn queue(tx: &mut Tx<'_>, exchange: ExchangeId, message: MessageId, because: &str) -> Result<(), Stop> {
    let entry = serde_json::json!({ "exchange": exchange, "message": message, "because": because });
    tx.overseer_queue().append(&entry.to_string())?;
    tx.audit().append(Event::QueuedForOverseer { exchange, because: crate::station::code(because)? })?;
    Ok(())
}
