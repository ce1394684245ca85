//! What is noted when something has left: who holds a copy of it now, what was asked or decided, who is to answer by when.

use super::emergency;
use super::overtaken::overtake;
use crate::Station;
use crate::outbound::beside::Beside;
use crate::outbound::released::ReleasedBody;
use crate::station::code;
use audit::Event;
use model::{
    Acknowledgement, AuthorityId, Content, ExchangeId, HolderOutcome, Instant, MessageId, OnwardGround, Permission,
    PermissionDecision, RecallGround, Stop,
};
use store::{CopyRow, DemandKind, DemandRow, HolderAnswerRow, PermissionRow, Tx};

/// Notes what has left, in the transaction in which it left.
pub(crate) fn note_sent(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    message: MessageId,
) -> Result<(), Stop> {
    let marked = &released.marked;
    let exchange = marked.draft.exchange;
    let first = marked.draft.form.to.first().map(|addressee| addressee.to.clone());
    let to = first.unwrap_or_else(|| station.us().id.clone());
    match &marked.content {
        Content::Request(_) | Content::Answer(_) => {
            let origin = station.us().id.clone();
            copies(station, tx, released, message, message, &origin)
        }
        Content::Onward(onward) => {
            let provenance = &onward.provenance;
            copies(station, tx, released, message, provenance.item, &provenance.origin)?;
            let because = match onward.ground {
                OnwardGround::NotMarked => "not-marked",
                OnwardGround::Permission { .. } => "permission",
                OnwardGround::Threat { .. } => "threat",
            };
            tx.audit().append(Event::PassedOn {
                exchange,
                message,
                about: provenance.item,
                origin: provenance.origin.clone(),
                to,
                because: code(because)?,
            })?;
            if because == "threat" { emergency::begin(station, tx, released, onward, message) } else { Ok(()) }
        }
        Content::PermissionRequest(asked) => {
            let (item, third) = (asked.item, asked.to.clone());
            let at = tx.at();
            tx.audit().append(Event::PermissionAsked {
                exchange,
                message,
                about: item,
                third: third.authority.clone(),
            })?;
            let (outcome, until) = (None, None);
            let row = PermissionRow {
                request: message,
                ours: true,
                item,
                partner: to,
                third,
                exchange,
                outcome,
                until,
                message: None,
                at,
            };
            tx.permissions().add(&row)
        }
        Content::Permission(permission) => decided(tx, exchange, permission, message, &station.us().id.clone()),
        Content::OnwardNotice(notice) => {
            tx.audit().append(Event::OnwardNoticed { exchange, message, about: notice.item, to })?;
            Ok(())
        }
        Content::Correction(correction) => {
            let demand = Demand { what: DemandKind::Correction, item: correction.item, ground: None };
            demanded(station, tx, released, message, &demand, correction.answer_by)
        }
        Content::Recall(recall) => {
            let demand = Demand { what: DemandKind::Recall, item: recall.item, ground: Some(recall.ground) };
            demanded(station, tx, released, message, &demand, recall.answer_by)
        }
        Content::Acknowledgement(told) => acknowledged(station, tx, told, message),
    }
}

fn copies(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    message: MessageId,
    item: MessageId,
    origin: &AuthorityId,
) -> Result<(), Stop> {
    let at = tx.at();
    for addressee in &released.marked.draft.form.to {
        tx.copies().add(&CopyRow {
            message,
            holder: addressee.to.clone(),
            item,
            origin: origin.clone(),
            via: station.us().id.clone(),
            arrangement: Some(addressee.under.clone()),
            at,
        })?;
    }
    Ok(())
}

/// Keeps and logs a decision on a permission, ours or theirs. The first one counts.
pub(super) fn decided(
    tx: &mut Tx<'_>,
    exchange: ExchangeId,
    permission: &Permission,
    message: MessageId,
    from: &AuthorityId,
) -> Result<(), Stop> {
    let (outcome, until) = match &permission.decision {
        PermissionDecision::Granted { until, .. } => ("granted", Some(*until)),
        PermissionDecision::Refused { .. } => ("refused", None),
    };
    tx.permissions().decide(permission.request, outcome, until, message)?;
    tx.audit().append(Event::PermissionDecided {
        exchange,
        message,
        about: permission.item,
        third: permission.to.authority.clone(),
        from: from.clone(),
        outcome: code(outcome)?,
    })?;
    Ok(())
}

struct Demand {
    what: DemandKind,
    item: MessageId,
    ground: Option<RecallGround>,
}

/// A demand of ours begins to wait for every holder that is known; one that is handed on was waited for already.
fn demanded(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    message: MessageId,
    demand: &Demand,
    answer_by: Instant,
) -> Result<(), Stop> {
    let draft = &released.marked.draft;
    let told: Vec<AuthorityId> = draft.form.to.iter().map(|addressee| addressee.to.clone()).collect();
    let Beside { hands_on, .. } = &draft.beside;
    let holders = match hands_on {
        Some(first) => {
            for holder in &told {
                tx.holder_answers().told(*first, holder, message)?;
            }
            told
        }
        None => {
            let us = station.us().id.clone();
            let (what, item, ground, at) = (demand.what, demand.item, demand.ground, tx.at());
            tx.demands().add(&DemandRow {
                message,
                ours: true,
                what,
                item,
                partner: us.clone(),
                exchange: draft.exchange,
                copy: None,
                ground,
                answer_by,
                outcome: None,
                acknowledged: None,
                at,
            })?;
            let mut holders = Vec::new();
            for copy in tx.copies().about(item)?.into_iter().filter(|copy| copy.holder != us) {
                let direct = copy.via == us;
                let row = expected(message, &copy.holder, if direct { &copy.holder } else { &copy.via }, answer_by);
                let row = HolderAnswerRow { told: direct.then_some(message), ..row };
                tx.holder_answers().expect(&row)?;
                holders.push(copy.holder);
            }
            overtake_ours(tx, item)?;
            holders
        }
    };
    tx.audit().append(Event::DemandSent {
        exchange: draft.exchange,
        message,
        about: demand.item,
        demands: code(demand.what.as_str())?,
        holders,
        due: answer_by,
    })?;
    Ok(())
}

/// A holder from whom nothing has come yet.
pub(super) fn expected(demand: MessageId, holder: &AuthorityId, via: &AuthorityId, due: Instant) -> HolderAnswerRow {
    HolderAnswerRow {
        demand,
        holder: holder.clone(),
        via: via.clone(),
        due,
        told: None,
        outcome: None,
        at: None,
        reported: None,
        escalated: None,
        overtaken: None,
    }
}

/// Of our own demands about an item, the newer takes the place of the older.
pub(super) fn overtake_ours(tx: &mut Tx<'_>, item: MessageId) -> Result<(), Stop> {
    let mut ours = tx.demands().about(item)?;
    ours.retain(|demand| demand.ours);
    overtake(tx, &ours)
}

/// Our answer has left. That it will be late is no answer: it stays to be given.
fn acknowledged(station: &Station, tx: &mut Tx<'_>, told: &Acknowledgement, message: MessageId) -> Result<(), Stop> {
    if told.holder != station.us().id {
        return tx.holder_answers().reported(told.demand, &told.holder, message);
    }
    match told.outcome {
        HolderOutcome::Late { .. } => Ok(()),
        _ => tx.demands().acknowledge(told.demand, message),
    }
}
