//! Passing on against an immediate and serious threat: the originator is told at once, under the same release; where one
//! person acted alone, another ratifies it within a day, or the overseer hears of it. It is never withdrawn silently.

use super::held::{exchange, seen};
use super::permission::follow_up;
use super::refuse;
use super::schedule::queue;
use crate::outbound::Draft;
use crate::outbound::released::{ReleasedBody, ReleasedBy};
use crate::{Addressee, Station, checks};
use audit::Event;
use jiff::SignedDuration;
use model::{CaseReference, Content, MessageId, Officer, Onward, OnwardNotice, Purpose, Stop};
use policy::{Action, Actor, Resource};
use std::collections::BTreeSet;
use store::{EmergencyRow, Tx};

/// How long another person has to ratify what one did alone (house; the field's practice is 24 hours).
const RATIFIED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Begins the account of an emergency, in the transaction in which it left.
pub(super) fn begin(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    onward: &Onward,
    message: MessageId,
) -> Result<(), Stop> {
    let draft = &released.marked.draft;
    let releaser = match &released.by {
        ReleasedBy::Officer { id, .. } => id.clone(),
        ReleasedBy::Standing { signed_by, .. } => signed_by.clone(),
    };
    let drafter = draft.drafted_by.clone().unwrap_or_else(|| releaser.clone());
    let due = tx.at().checked_add(RATIFIED_WITHIN).unwrap_or(tx.at());
    let ratified_by = (releaser != drafter).then(|| releaser.clone());
    let row = EmergencyRow { message, exchange: draft.exchange, drafter, releaser, due, ratified_by, escalated: None };
    tx.emergencies().add(&row)?;
    // That the originator cannot be told must not keep back what saves lives; then the overseer hears of it.
    match tx.nested(|tx| tell(station, tx, released, onward, message)) {
        Err(Stop::Refusal(_)) => queue(tx, draft.exchange, message, "originator-not-told"),
        done => done,
    }
}

/// Tells the originator, or whoever provided the item where we do not know the originator, by the same release.
fn tell(
    station: &Station,
    tx: &mut Tx<'_>,
    released: &ReleasedBody,
    onward: &Onward,
    message: MessageId,
) -> Result<(), Stop> {
    let draft = &released.marked.draft;
    let held = draft.beside.rests_on.first().copied();
    let copy = match held {
        Some(held) => tx.copies().of(held, &station.us().id)?,
        None => None,
    };
    let Some(copy) = copy else {
        return Err(refuse(&checks::AFT_1_2, "the item is not held here", "look at the exchange"));
    };
    let inbox = tx.inbox().get(copy.message)?;
    let Some(inbox) = inbox else {
        return Err(refuse(&checks::AFT_1_2, "the item is not held here", "look at the exchange"));
    };
    let row = exchange(tx, inbox.exchange)?;
    let under = copy.arrangement.clone().unwrap_or_else(|| row.arrangement.clone());
    let to = draft.form.to.first().map_or_else(|| station.us().id.clone(), |addressee| addressee.to.clone());
    let item = if copy.via == copy.origin { onward.provenance.item } else { copy.message };
    let notice = Content::OnwardNotice(OnwardNotice { item, passed: message, to, at: tx.at() });
    let provider = Addressee { to: copy.via, under };
    let (case, unit) = (draft.form.case.clone(), draft.form.unit.clone());
    let form = follow_up(&row, vec![provider], notice, case, unit, BTreeSet::new());
    let notice = Draft::notice(tx, draft.drafted_by.clone(), form)?.ground_notice(station, tx)?;
    let released = notice.mark_plain(station, tx)?.release_with(tx, released)?;
    released.seal(station, tx)?.send(station, tx)?;
    Ok(())
}

/// Ratifies, as another person, what was passed on against a threat (AFT-2.2).
pub fn ratify(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    case: &CaseReference,
) -> Result<(), Stop> {
    let absent = || refuse(&checks::AFT_2_2, format!("{message} was not passed on against a threat"), "check the id");
    let row = tx.emergencies().get(message)?.ok_or_else(absent)?;
    if !seen(station, tx, officer, row.exchange)? {
        return Err(absent());
    }
    let unit = exchange(tx, row.exchange)?.compartment;
    let resource = Resource::message(message, unit).written_by([row.drafter, row.releaser]);
    let circumstances = station.circumstances(tx, Purpose::Threat, case)?;
    station.demand(&Actor::Officer(officer.clone()), Action::Ratify, &resource, &circumstances)?;
    if !tx.emergencies().ratify(message, &officer.id)? {
        return Err(refuse(&checks::AFT_2_2, "it was ratified before", "nothing needs to be done"));
    }
    tx.audit().append(Event::EmergencyRatified { exchange: row.exchange, message, officer: officer.id.clone() })?;
    Ok(())
}
