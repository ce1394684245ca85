//! Keeping a received message under a named duty of law, whoever recalls it: a court order, disclosure to the defence, a
//! complaint, an inquiry. It is then kept for that duty alone.

use super::apply::{backups_by, erase_all, is_recalled};
use super::arrival::note_met;
use super::held::seen;
use super::refuse;
use crate::station::code;
use crate::{Station, checks};
use audit::Event;
use model::time::Date;
use model::{CaseReference, HolderOutcome, LegalDuty, MessageId, Officer, Purpose, Stop};
use policy::{Action, Actor, Resource};
use serde::{Deserialize, Serialize};
use store::{DemandKind, InboxRow, RestrictionRow, Tx};

/// What an approver fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionForm {
    /// The message that is to be kept, as it was received here.
    pub message: MessageId,
    /// Under which duty.
    pub duty: LegalDuty,
    /// Until when, if that is known.
    #[serde(default)]
    pub until: Option<Date>,
    /// Our case reference.
    pub case: CaseReference,
}

/// Puts a received message under a restriction (AFT-2.3).
pub fn restrict(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: RestrictionForm) -> Result<(), Stop> {
    let row = permitted(station, tx, officer, form.message, &form.case)?;
    // What was corrected is held as the correction that took its place.
    let now = super::current(tx, form.message)?;
    if !tx.inbox().is_held(now)? {
        return Err(refuse(&checks::AFT_2_3, "nothing of it is held here any more", "ask whoever provided it"));
    }
    let (message, duty, until, at) = (form.message, form.duty, form.until, tx.at());
    tx.restrictions().put(&RestrictionRow { message, duty, until, officer: officer.id.clone(), at })?;
    tx.audit().append(Event::MessageRestricted {
        exchange: row.exchange,
        message: form.message,
        duty: code(form.duty.as_str())?,
        officer: officer.id.clone(),
    })?;
    Ok(())
}

/// Lifts the restriction of a message. What was recalled meanwhile is erased now, and answered anew.
pub fn lift_restriction(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    case: &CaseReference,
) -> Result<(), Stop> {
    let row = permitted(station, tx, officer, message, case)?;
    let Some(restriction) = tx.restrictions().of(message)? else {
        return Err(refuse(&checks::AFT_2_3, "it is under no restriction", "nothing needs to be done"));
    };
    tx.restrictions().lift(message)?;
    tx.audit().append(Event::RestrictionLifted {
        exchange: row.exchange,
        message,
        duty: code(restriction.duty.as_str())?,
        officer: officer.id.clone(),
    })?;
    if !is_recalled(tx, message)? {
        return Ok(());
    }
    let Some(copy) = tx.copies().of(message, &station.us().id)? else { return Ok(()) };
    let outcome = HolderOutcome::Erased { backups_by: backups_by(tx.at()) };
    for demand in tx.demands().on_copy(message)? {
        if demand.what == DemandKind::Recall {
            erase_all(station, tx, &demand, &copy)?;
            tx.demands().settle(demand.message, Some(message), &outcome)?;
            note_met(tx, &demand, &outcome)?;
        }
    }
    Ok(())
}

fn permitted(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    case: &CaseReference,
) -> Result<InboxRow, Stop> {
    let absent = || refuse(&checks::AFT_2_3, format!("{message} was not received here"), "check the id");
    let row = tx.inbox().get(message)?.ok_or_else(absent)?;
    if !seen(station, tx, officer, row.exchange)? {
        return Err(absent());
    }
    let resource = Resource::message(message, row.compartment.clone());
    let circumstances = station.circumstances(tx, Purpose::Prosecution, case)?;
    station.demand(&Actor::Officer(officer.clone()), Action::Restrict, &resource, &circumstances)?;
    Ok(row)
}
