//! Permitted: the policies allow it. Nothing is open yet. Next step: [`log`](Permitted::log).

use super::asked::{Asked, ReadItem};
use crate::terms::Terms;
use crate::{Station, checks};
use model::{MessageId, Refusal, Stop, UnitId};
use policy::{Action, Actor, Permit, Resource, ResourceId};
use store::Tx;

/// A permitted question with its permits: one, or one per compartment that holds candidates.
#[derive(Debug)]
pub struct Permitted<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) permits: Vec<Permit>,
}

pub(super) fn permit<'a>(station: &Station, tx: &mut Tx<'_>, asked: Asked<'a>) -> Result<Permitted<'a>, Stop> {
    let mut circumstances = station.circumstances(tx, asked.purpose, &asked.case)?;
    circumstances.restriction_read = asked.restriction_read;
    let actor = Actor::Officer(asked.officer.clone());
    let mut permits = Vec::new();
    let resources = resources(tx, &asked)?;
    let several = resources.len() > 1;
    for (action, resource) in resources {
        match station.permit(&actor, action, &resource, &circumstances) {
            Ok(permit) => permits.push(permit),
            // Candidates in a compartment that is not the officer's are not shown, nor that there are any.
            Err(Stop::Refusal(_)) if several => {}
            Err(stop) => return Err(stop),
        }
    }
    if permits.is_empty() && several {
        return Err(nothing());
    }
    Ok(Permitted { asked, permits })
}

fn resources(tx: &mut Tx<'_>, asked: &Asked<'_>) -> Result<Vec<(Action, Resource)>, Stop> {
    let found = match &asked.item {
        ReadItem::Message(id) => message(tx, *id)?.map(|resource| vec![(Action::ReadMessage, resource)]),
        ReadItem::Draft(id) => {
            let row = tx.outbound().get(*id)?;
            row.map(|row| vec![(Action::ReadMessage, Station::item(&row))])
        }
        ReadItem::Record(id) => {
            let head = tx.records().head(*id)?;
            let record = tx.records().get(*id)?;
            head.zip(record).map(|(head, record)| {
                let marker = matches!(record.resource(), ResourceId::Marker(_));
                let action = if marker { Action::ReadMarker } else { Action::ReadRecord };
                vec![(action, Resource::row(record.resource().clone(), head.compartment))]
            })
        }
        ReadItem::Candidates(id) => candidates(tx, *id)?,
    };
    found.filter(|found| !found.is_empty()).ok_or_else(nothing)
}

fn message(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Resource>, Stop> {
    let Some(row) = tx.inbox().get(id)? else { return Ok(None) };
    let terms = Terms::read(&row.terms)?;
    Ok(Some(terms.bind(Resource::message(id, row.compartment))))
}

fn candidates(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Vec<(Action, Resource)>>, Stop> {
    let Some(row) = tx.inbox().get(id)? else { return Ok(None) };
    let mut units: Vec<UnitId> = tx.candidates().of(id)?.into_iter().map(|row| row.compartment).collect();
    units.push(row.compartment);
    units.sort();
    units.dedup();
    let resource = |unit: UnitId| (Action::ReadCandidates, Resource::candidates(row.exchange, unit));
    Ok(Some(units.into_iter().map(resource).collect()))
}

/// The same whether it is not there or not to be known.
pub(crate) fn nothing() -> Stop {
    Refusal {
        check: &checks::READ_1_2,
        cites: Vec::new(),
        because: "there is nothing here that you may read".to_owned(),
        remedy: "check the id, and whether the exchange lies in your unit".to_owned(),
    }
    .into()
}
