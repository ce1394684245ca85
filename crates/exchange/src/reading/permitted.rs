//! Permitted: the policies allow it. Nothing is open yet. Next step: [`log`](Permitted::log).

use super::asked::{Asked, ReadItem};
use crate::terms::Terms;
use crate::{Station, checks, population};
use model::{AuthorisationId, DraftId, MessageId, Officer, Refusal, Role, Stop, UnitId};
use policy::{Action, Actor, Permit, Resource, ResourceId};
use store::Tx;

/// A permitted question with its permits: one, or one per compartment that holds candidates.
#[derive(Debug)]
pub struct Permitted<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) permits: Vec<Permit>,
}

pub(super) fn permit<'a>(station: &Station, tx: &mut Tx<'_>, asked: Asked<'a>) -> Result<Permitted<'a>, Stop> {
    let permitted = as_it_stands(station, tx, asked)?;
    // To whoever may know of it: what was corrected is read as it is right; what was recalled is not read (READ-1.4).
    let ReadItem::Message(id) = permitted.asked.item else { return Ok(permitted) };
    let now = crate::after::readable(tx, id, Some(permitted.asked.purpose))?;
    if now == id {
        return Ok(permitted);
    }
    as_it_stands(station, tx, Asked { item: ReadItem::Message(now), ..permitted.asked })
}

fn as_it_stands<'a>(station: &Station, tx: &mut Tx<'_>, asked: Asked<'a>) -> Result<Permitted<'a>, Stop> {
    let Weighed { permits, refusals } = weigh(station, tx, &asked)?;
    if !permits.is_empty() {
        return Ok(Permitted { asked, permits });
    }
    // Whoever may know of it is told why not; everybody else what he would be told if it were not there.
    let known = refusals.into_iter().find(|(resource, _)| may_know(asked.officer, resource));
    Err(known.map_or_else(nothing, |(_, refusal)| refusal.into()))
}

/// What the policies say of each part of an item.
pub(super) struct Weighed {
    permits: Vec<Permit>,
    refusals: Vec<(Resource, Refusal)>,
}

impl Weighed {
    /// Every refusal, whoever may know of it: for the log.
    pub(super) fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.refusals.iter().map(|(_, refusal)| refusal)
    }
}

/// Asks the policies about each part. A part that is refused is not shown, nor that it is there.
pub(super) fn weigh(station: &Station, tx: &mut Tx<'_>, asked: &Asked<'_>) -> Result<Weighed, Stop> {
    let mut circumstances = station.circumstances(tx, asked.purpose, &asked.case)?;
    circumstances.restriction_read = asked.restriction_read;
    let actor = Actor::Officer(asked.officer.clone());
    let mut weighed = Weighed { permits: Vec::new(), refusals: Vec::new() };
    for (action, resource) in resources(tx, asked)? {
        match station.permit(&actor, action, &resource, &circumstances) {
            Ok(permit) => weighed.permits.push(permit),
            Err(Stop::Refusal(refusal)) => weighed.refusals.push((resource, refusal)),
            Err(stop) => return Err(stop),
        }
    }
    Ok(weighed)
}

/// Whether an officer may know that a thing is there: it lies in his unit or in a compartment that he was let into, or he
/// is an overseer and it is no marker.
pub(crate) fn may_know(officer: &Officer, resource: &Resource) -> bool {
    let oversees = officer.roles.contains(&Role::Overseer) && !matches!(resource.id(), ResourceId::Marker(_));
    resource.compartment().is_none_or(|unit| inside(officer, unit)) || oversees
}

/// Whether a unit is an officer's own, or a compartment that he was let into.
pub(crate) fn inside(officer: &Officer, unit: &UnitId) -> bool {
    *unit == officer.unit || officer.compartments.contains(unit)
}

fn resources(tx: &mut Tx<'_>, asked: &Asked<'_>) -> Result<Vec<(Action, Resource)>, Stop> {
    let found = match &asked.item {
        ReadItem::Message(id) => message(tx, *id)?.map(|resource| vec![(Action::ReadMessage, resource)]),
        ReadItem::Draft(id) => draft(tx, *id)?.map(|resource| vec![(Action::ReadMessage, resource)]),
        ReadItem::Record(id) => tx.records().resource(*id)?.map(|resource| {
            let marker = matches!(resource.id(), ResourceId::Marker(_));
            vec![(if marker { Action::ReadMarker } else { Action::ReadRecord }, resource)]
        }),
        ReadItem::Candidates(id) => candidates(tx, *id)?,
        ReadItem::Hits(id) => hits(tx, id)?,
    };
    found.filter(|found| !found.is_empty()).ok_or_else(nothing)
}

fn message(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Resource>, Stop> {
    let Some(row) = tx.inbox().get(id)? else { return Ok(None) };
    let terms = Terms::read(&row.terms)?;
    Ok(Some(terms.bind(Resource::message(id, row.compartment))))
}

/// An item of ours; from marking on with its handling and retention.
fn draft(tx: &mut Tx<'_>, id: DraftId) -> Result<Option<Resource>, Stop> {
    let Some(row) = tx.outbound().get(id)? else { return Ok(None) };
    let resource = Station::item(&row);
    Ok(Some(match tx.outbound().terms(id)? {
        Some(terms) => Terms::read(&terms)?.bind(resource),
        None => resource,
    }))
}

/// What was found for a message is bound by the message's own handling and retention.
fn candidates(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Vec<(Action, Resource)>>, Stop> {
    let Some(row) = tx.inbox().get(id)? else { return Ok(None) };
    let mut units: Vec<UnitId> = tx.candidates().of(id)?.into_iter().map(|row| row.compartment).collect();
    units.push(row.compartment);
    units.sort();
    units.dedup();
    let terms = Terms::read(&row.terms)?;
    let resource = |unit: UnitId| (Action::ReadCandidates, terms.bind(Resource::candidates(row.exchange, unit)));
    Ok(Some(units.into_iter().map(resource).collect()))
}

/// The hits of an authorisation, for each compartment in which some may lie.
fn hits(tx: &mut Tx<'_>, id: &AuthorisationId) -> Result<Option<Vec<(Action, Resource)>>, Stop> {
    let Some(row) = tx.authorisations().get(id)? else { return Ok(None) };
    let stated = row.authorisation;
    let units = stated.compartments.iter().cloned();
    Ok(Some(units.map(|unit| (Action::ReadCandidates, population::hits(&stated, unit))).collect()))
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
