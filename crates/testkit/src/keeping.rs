//! What an administrator and an approver do before there is anything to exchange, as far as a simulation needs it: the
//! same policies are asked and the same events logged as in the node.

use crate::form;
use audit::{Code, Event};
use exchange::Station;
use model::arrangement::{StandingApproval, StandingKind};
use model::{Arrangement, ArrangementId, Failure, Instant, Officer, Role, Stop};
use policy::{Action, Actor, Circumstances, Resource, ResourceId};
use std::collections::BTreeSet;
use store::{OfficerRow, Tx};

/// Enrols everybody of [`form::STAFF`].
pub fn staff(station: &Station, tx: &mut Tx<'_>) -> Result<(), Stop> {
    let admin = form::officer("admin", Role::Administrator)?;
    for (name, role) in form::STAFF {
        let officer = form::officer(name, *role)?;
        if officer.id != admin.id {
            let resource = Resource::officer(officer.id.clone(), officer.roles.clone());
            demand(station, tx, &admin, Action::EnrolOfficer, &resource)?;
        }
        enrol(tx, &officer)?;
    }
    Ok(())
}

/// Enrols one officer, asking nobody.
pub fn enrol(tx: &mut Tx<'_>, officer: &Officer) -> Result<(), Stop> {
    tx.officers().add(&OfficerRow {
        officer: officer.clone(),
        password: "none".to_owned(),
        totp: vec![1; 20].into(),
        totp_used: 0,
        failures: 0,
        locked_until: Instant::UNIX_EPOCH,
        version: 1,
    })?;
    tx.audit().append(Event::OfficerEnrolled {
        subject_account: officer.id.clone(),
        roles: officer.roles.iter().copied().collect(),
        unit: officer.unit.clone(),
        by: None,
    })?;
    Ok(())
}

fn demand(station: &Station, tx: &Tx<'_>, by: &Officer, action: Action, on: &Resource) -> Result<(), Stop> {
    station.demand(&Actor::Officer(by.clone()), action, on, &Circumstances::at(tx.at()))
}

/// Registers an arrangement, or a new revision of one.
pub fn register(station: &Station, tx: &mut Tx<'_>, arrangement: &Arrangement) -> Result<(), Stop> {
    let admin = form::officer("admin", Role::Administrator)?;
    let resource = Resource::of_node(ResourceId::Arrangement(arrangement.id.clone()));
    demand(station, tx, &admin, Action::AddArrangement, &resource)?;
    let partner = arrangement.partner(&station.us().id).unwrap_or(&station.us().id).clone();
    tx.arrangements().add(arrangement, &partner)?;
    let bytes = serde_json::to_vec(arrangement).map_err(|e| Failure::new("registering an arrangement", e))?;
    tx.audit().append(Event::ArrangementAdded {
        arrangement: arrangement.id.clone(),
        partner,
        document: seal::digest::sha256(&[&bytes]),
        officer: admin.id,
        second: None,
    })?;
    Ok(())
}

/// Signs the standing approval for the neutral answer and for acknowledgements under an arrangement.
pub fn sign_standing(station: &Station, tx: &mut Tx<'_>, id: &ArrangementId) -> Result<(), Stop> {
    let approver = form::officer("approver", Role::Approver)?;
    let resource = Resource::of_node(ResourceId::Arrangement(id.clone()));
    demand(station, tx, &approver, Action::SignStandingApproval, &resource)?;
    let until = "2027-12-31".parse().map_err(|e| Failure::new("reading a day", e))?;
    let mut arrangement = known(tx, id)?;
    let covers = BTreeSet::from([StandingKind::NeutralAnswer, StandingKind::Acknowledgement]);
    arrangement.standing = Some(StandingApproval { by: approver.id.clone(), at: tx.at(), until, covers });
    let partner = arrangement.partner(&station.us().id).unwrap_or(&station.us().id).clone();
    tx.arrangements().add(&arrangement, &partner)?;
    tx.audit().append(Event::StandingApprovalSigned { arrangement: id.clone(), officer: approver.id, until })?;
    Ok(())
}

/// Suspends an arrangement from today on.
pub fn suspend(station: &Station, tx: &mut Tx<'_>, id: &ArrangementId) -> Result<(), Stop> {
    let admin = form::officer("admin", Role::Administrator)?;
    let resource = Resource::of_node(ResourceId::Arrangement(id.clone()));
    demand(station, tx, &admin, Action::SuspendArrangement, &resource)?;
    let mut arrangement = known(tx, id)?;
    arrangement.suspended = Some(jiff::tz::Offset::UTC.to_datetime(tx.at()).date());
    let partner = arrangement.partner(&station.us().id).unwrap_or(&station.us().id).clone();
    tx.arrangements().add(&arrangement, &partner)?;
    let because = Code::parse("simulation").map_err(|e| Failure::new("suspending an arrangement", e))?;
    let officer = admin.id;
    tx.audit().append(Event::ArrangementSuspended { arrangement: id.clone(), partner, because, officer })?;
    Ok(())
}

fn known(tx: &mut Tx<'_>, id: &ArrangementId) -> Result<Arrangement, Stop> {
    let found = tx.arrangements().get(id)?;
    found.ok_or_else(|| Failure::new("changing an arrangement", format!("{id} is not registered")).into())
}
