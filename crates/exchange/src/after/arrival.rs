//! What arrives after sending: whether it speaks of what it may speak of, and what it does here.

use super::apply::carry_out;
use super::note::{decided, expected, overtake_ours};
use super::refuse;
use crate::inbound::Parts;
use crate::payload::Payload;
use crate::station::code;
use crate::{Station, checks};
use audit::Event;
use data_encoding::BASE64;
use model::{
    Acknowledgement, AuthorityId, Carried, Content, Fault, HandlingCode, HolderOutcome, MessageId, Onward,
    OnwardGround, OnwardNotice, Purpose, RecallGround, Stop,
};
use seal::cbor::Limits;
use seal::{SignedCard, UnverifiedEvidence};
use store::{CopyRow, DemandKind, DemandRow, PermissionRow, Tx};

/// Whether a content begins an exchange.
pub(crate) fn begins(content: &Content) -> bool {
    matches!(content, Content::Request(_) | Content::Onward(_))
}

/// Checks AFT-3.1 to AFT-3.4 of what came after sending.
pub(crate) fn judge(station: &Station, tx: &mut Tx<'_>, parts: &Parts, content: &Content) -> Result<(), Stop> {
    let sender = &parts.sender.id;
    match content {
        Content::Onward(onward) => carried_along(station, tx, parts, onward),
        Content::PermissionRequest(asked) => sent_to(tx, asked.item, sender),
        Content::OnwardNotice(notice) => sent_to(tx, notice.item, sender),
        Content::Permission(permission) => {
            let asked = tx.permissions().get(permission.request)?;
            let ours = asked.is_some_and(|row| {
                row.ours && &row.partner == sender && row.item == permission.item && row.third == permission.to
            });
            if ours { Ok(()) } else { Err(not_ours("no such permission was asked of this partner")) }
        }
        Content::Correction(correction) => may_demand(station, tx, correction.item, sender),
        Content::Recall(recall) => may_demand(station, tx, recall.item, sender),
        Content::Acknowledgement(told) => speaks_for(tx, told, sender),
        Content::Request(_) | Content::Answer(_) => Ok(()),
    }
}

fn not_ours(because: &str) -> Stop {
    refuse(&checks::AFT_3_3, because, "name what was sent from here")
}

fn sent_to(tx: &mut Tx<'_>, item: MessageId, sender: &AuthorityId) -> Result<(), Stop> {
    let sent = tx.copies().of(item, sender)?.is_some() && tx.outbox().get(item, sender)?.is_some();
    if sent { Ok(()) } else { Err(not_ours("no such message went to this partner")) }
}

/// A message that is here is corrected and recalled by whoever originated or provided it; one that is not, by anybody who
/// may turn out to be that (AFT-3.2).
fn may_demand(station: &Station, tx: &mut Tx<'_>, item: MessageId, sender: &AuthorityId) -> Result<(), Stop> {
    let us = &station.us().id;
    let mut here = tx.copies().about(item)?;
    here.retain(|copy| &copy.holder == us);
    if here.is_empty() || here.iter().any(|copy| by(copy, sender)) {
        return Ok(());
    }
    Err(refuse(&checks::AFT_3_2, "it was neither originated nor provided by this partner", "ask its originator"))
}

fn by(copy: &CopyRow, sender: &AuthorityId) -> bool {
    &copy.via == sender || &copy.origin == sender
}

/// The demand as it is waited for here, behind the one that an acknowledgement names.
fn waited_for(tx: &mut Tx<'_>, told: &Acknowledgement, sender: &AuthorityId) -> Result<Option<MessageId>, Stop> {
    if tx.outbox().get(told.demand, sender)?.is_none() {
        return Ok(None);
    }
    if let Some(row) = tx.holder_answers().by_told(told.demand, sender)? {
        return Ok(Some(row.demand));
    }
    Ok(tx.demands().get(told.demand)?.filter(|row| row.ours).map(|row| row.message))
}

fn speaks_for(tx: &mut Tx<'_>, told: &Acknowledgement, sender: &AuthorityId) -> Result<(), Stop> {
    let Some(demand) = waited_for(tx, told, sender)? else {
        return Err(not_ours("no such correction or recall went to this partner"));
    };
    // A report may overtake the sender's own answer, which would have named the holder: then the sender is the way to him.
    let speaks = match tx.holder_answers().get(demand, &told.holder)? {
        Some(row) => &row.via == sender || &row.holder == sender,
        None => tx.holder_answers().get(demand, sender)?.is_some(),
    };
    if speaks {
        return Ok(());
    }
    Err(refuse(&checks::AFT_3_4, "the sender does not answer for this holder", "let the holder answer himself"))
}

/// AFT-3.1: what is bound to permission brings it, signed by the originator for this node; or it goes against a threat.
fn carried_along(station: &Station, tx: &mut Tx<'_>, parts: &Parts, onward: &Onward) -> Result<(), Stop> {
    let bound = parts.payload.handling.codes.contains(&HandlingCode::H2);
    let unfit = |because: &str| Err(refuse(&checks::AFT_3_1, because, "bring the originator's permission"));
    match &onward.ground {
        OnwardGround::NotMarked if bound => unfit("it is bound to the originator's permission and brings none"),
        OnwardGround::NotMarked => Ok(()),
        OnwardGround::Threat { .. } if parts.payload.purpose == Purpose::Threat => Ok(()),
        OnwardGround::Threat { .. } => unfit("it goes against a threat under another purpose"),
        OnwardGround::Permission { permission } => match permits(station, tx, parts, onward, permission) {
            Ok(true) => Ok(()),
            Ok(false) => unfit("the permission is not for this item, this sender, this node or this day"),
            Err(Stop::Fault(fault)) => unfit(&format!("the permission does not verify: {}", fault.check.id)),
            Err(stop) => Err(stop),
        },
    }
}

/// Verifies a carried permission. Who has an arrangement of his own with the originator goes by the root pinned there, else
/// by the one that the sender has pinned and vouches for.
fn permits(
    station: &Station,
    tx: &mut Tx<'_>,
    parts: &Parts,
    onward: &Onward,
    carried: &Carried,
) -> Result<bool, Stop> {
    let origin = &onward.provenance.origin;
    let us = &station.us().id;
    let own = tx.arrangements().all()?.into_iter().find(|known| known.partner(us) == Some(origin));
    let root = own.map_or(carried.root, |arrangement| arrangement.partner_root);
    let read = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| shape());
    let (card, evidence) = (read(&carried.card)?, read(&carried.evidence)?);
    let card = SignedCard::verify(&card, &root, tx.at())?;
    let evidence = UnverifiedEvidence::parse(&evidence, Limits::EVIDENCE)?.verify(&card)?;
    let payload = Payload::decode(evidence.payload())?;
    let Content::Permission(permission) = payload.content()? else { return Ok(false) };
    let to_sender = payload.arrangements.iter().any(|addressee| addressee.to == parts.sender.id);
    let day = jiff::tz::Offset::UTC.to_datetime(parts.payload.created).date();
    let signed = &card.authority().id == origin && &payload.sender == origin;
    Ok(signed && to_sender && permission.lets(onward.provenance.item, us, day))
}

fn shape() -> Stop {
    Fault { check: &checks::IN_1_5, place: "content: permission".to_owned() }.into()
}

/// What a message does once it is kept. Called for every message; what was asked, answered or passed on is a copy now, and
/// meets the demands that came before it.
pub(crate) fn arrived(station: &Station, tx: &mut Tx<'_>, parts: &Parts, content: &Content) -> Result<(), Stop> {
    let (exchange, message, sender) = (parts.payload.exchange, parts.message, &parts.sender.id);
    match content {
        Content::Request(_) | Content::Answer(_) => held(station, tx, parts, message, sender),
        Content::Onward(onward) => held(station, tx, parts, onward.provenance.item, &onward.provenance.origin),
        Content::PermissionRequest(asked) => {
            let (item, third, at) = (asked.item, asked.to.clone(), tx.at());
            tx.permissions().add(&PermissionRow {
                request: message,
                ours: false,
                item,
                partner: sender.clone(),
                third: third.clone(),
                exchange,
                outcome: None,
                until: None,
                message: None,
                at,
            })?;
            tx.audit().append(Event::PermissionAsked { exchange, message, about: item, third: third.authority })?;
            Ok(())
        }
        Content::Permission(permission) => decided(tx, exchange, permission, message, sender),
        Content::OnwardNotice(notice) => noticed(station, tx, parts, notice),
        Content::Correction(correction) => {
            let (item, answer_by) = (correction.item, correction.answer_by);
            meet(station, tx, parts, demand(parts, DemandKind::Correction, item, None, answer_by))
        }
        Content::Recall(recall) => {
            let (item, answer_by) = (recall.item, recall.answer_by);
            meet(station, tx, parts, demand(parts, DemandKind::Recall, item, Some(recall.ground), answer_by))
        }
        Content::Acknowledgement(told) => answered(tx, parts, told),
    }
}

/// A copy is here. Whatever was demanded of it before it came is carried out now.
fn held(station: &Station, tx: &mut Tx<'_>, parts: &Parts, item: MessageId, origin: &AuthorityId) -> Result<(), Stop> {
    let copy = CopyRow {
        message: parts.message,
        holder: station.us().id.clone(),
        item,
        origin: origin.clone(),
        via: parts.sender.id.clone(),
        arrangement: Some(parts.arrangement.id.clone()),
        at: tx.at(),
    };
    tx.copies().add(&copy)?;
    let mut waiting = tx.demands().about(copy.message)?;
    if item != copy.message {
        waiting.extend(tx.demands().about(item)?);
    }
    waiting.sort_by_key(|demand| (demand.at, demand.message));
    for demand in waiting.into_iter().filter(|row| !row.ours && row.copy.is_none() && by(&copy, &row.partner)) {
        carried_out(station, tx, &demand, &copy)?;
    }
    Ok(())
}

fn demand(
    parts: &Parts,
    what: DemandKind,
    item: MessageId,
    ground: Option<RecallGround>,
    answer_by: model::Instant,
) -> DemandRow {
    DemandRow {
        message: parts.message,
        ours: false,
        what,
        item,
        partner: parts.sender.id.clone(),
        exchange: parts.payload.exchange,
        copy: None,
        ground,
        answer_by,
        outcome: Some(HolderOutcome::NotHeld),
        acknowledged: None,
        at: parts.payload.created,
    }
}

/// Carries out a demand on every copy that is here; where there is none, it stays as a tombstone.
fn meet(station: &Station, tx: &mut Tx<'_>, parts: &Parts, demand: DemandRow) -> Result<(), Stop> {
    tx.demands().add(&demand)?;
    let us = &station.us().id;
    let mut copies = tx.copies().about(demand.item)?;
    copies.retain(|copy| &copy.holder == us && by(copy, &parts.sender.id));
    if copies.is_empty() {
        return note_met(tx, &demand, &HolderOutcome::NotHeld);
    }
    for copy in copies {
        carried_out(station, tx, &demand, &copy)?;
    }
    Ok(())
}

fn carried_out(station: &Station, tx: &mut Tx<'_>, demand: &DemandRow, copy: &CopyRow) -> Result<(), Stop> {
    let outcome = carry_out(station, tx, demand, copy)?;
    tx.demands().settle(demand.message, Some(copy.message), &outcome)?;
    note_met(tx, demand, &outcome)
}

/// Logs what became of the copy.
pub(super) fn note_met(tx: &mut Tx<'_>, demand: &DemandRow, outcome: &HolderOutcome) -> Result<(), Stop> {
    tx.audit().append(Event::DemandMet {
        exchange: demand.exchange,
        message: demand.message,
        about: demand.item,
        demands: code(demand.what.as_str())?,
        from: demand.partner.clone(),
        outcome: code(outcome.as_str())?,
    })?;
    Ok(())
}

/// An item of ours was passed on against a threat: there is another holder, and whatever is demanded concerns him too.
fn noticed(station: &Station, tx: &mut Tx<'_>, parts: &Parts, notice: &OnwardNotice) -> Result<(), Stop> {
    let (exchange, message, sender) = (parts.payload.exchange, parts.message, &parts.sender.id);
    tx.audit().append(Event::OnwardNoticed { exchange, message, about: notice.item, to: station.us().id.clone() })?;
    learn(station, tx, notice.item, notice.passed, &notice.to, sender)?;
    let entry =
        serde_json::json!({ "exchange": exchange, "message": message, "because": "passed-on-against-a-threat" });
    tx.overseer_queue().append(&entry.to_string())?;
    tx.audit().append(Event::QueuedForOverseer { exchange, because: code("passed-on-against-a-threat")? })?;
    let mut open = tx.demands().about(notice.item)?;
    open.retain(|demand| demand.ours);
    for demand in open {
        learnt(tx, &demand, &notice.to, sender)?;
    }
    Ok(())
}

fn learn(
    station: &Station,
    tx: &mut Tx<'_>,
    item: MessageId,
    message: MessageId,
    holder: &AuthorityId,
    via: &AuthorityId,
) -> Result<(), Stop> {
    let at = tx.at();
    tx.copies().add(&CopyRow {
        message,
        holder: holder.clone(),
        item,
        origin: station.us().id.clone(),
        via: via.clone(),
        arrangement: None,
        at,
    })
}

/// Another holder became known, for whom `via` answers.
fn learnt(tx: &mut Tx<'_>, demand: &DemandRow, holder: &AuthorityId, via: &AuthorityId) -> Result<(), Stop> {
    let row = expected(demand.message, holder, via, demand.answer_by);
    if tx.holder_answers().expect(&row)? {
        tx.audit().append(Event::HolderLearnt {
            exchange: demand.exchange,
            message: demand.message,
            holder: holder.clone(),
            from: via.clone(),
            due: demand.answer_by,
        })?;
        if demand.ours {
            overtake_ours(tx, demand.item)?;
        }
    }
    Ok(())
}

/// A holder answered; those to whom he passed the item on are waited for as well.
fn answered(tx: &mut Tx<'_>, parts: &Parts, told: &Acknowledgement) -> Result<(), Stop> {
    let sender = &parts.sender.id;
    let Some(id) = waited_for(tx, told, sender)? else {
        return Err(not_ours("no such correction or recall went to this partner"));
    };
    let Some(demand) = tx.demands().get(id)? else { return Ok(()) };
    learnt(tx, &demand, &told.holder, sender)?;
    // An earlier answer that was overtaken changes nothing: only who else holds it is learnt from it.
    let known = tx.holder_answers().get(id, &told.holder)?.and_then(|row| row.at);
    if known.is_some_and(|at| at > told.at) {
        for holder in &told.passed_to {
            learnt(tx, &demand, holder, sender)?;
        }
        return Ok(());
    }
    tx.holder_answers().answer(id, &told.holder, &told.outcome, told.at)?;
    tx.audit().append(Event::HolderAnswered {
        exchange: demand.exchange,
        message: demand.message,
        about: demand.item,
        holder: told.holder.clone(),
        outcome: code(told.outcome.as_str())?,
    })?;
    for holder in &told.passed_to {
        learnt(tx, &demand, holder, sender)?;
    }
    Ok(())
}
