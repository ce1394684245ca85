//! Officers: enrolled by an administrator; the first administrator by `comity init`.

use audit::Event;
use exchange::Station;
use model::{Instant, Officer, Stop};
use policy::{Action, Actor, Circumstances, Resource};
use store::{OfficerRow, Tx};
use zeroize::Zeroizing;

model::checks! {
    NOD_4_1 = "NOD-4.1", "an account's id is not taken", "house";
}

/// What an account signs in with.
pub struct Credentials {
    /// The argon2 string of the password, or of a one-time code.
    pub password: String,
    /// The TOTP secret.
    pub totp: Zeroizing<Vec<u8>>,
}

/// Enrols an officer.
pub fn enrol(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    officer: &Officer,
    credentials: Credentials,
) -> Result<(), Stop> {
    let circumstances = Circumstances::at(tx.at());
    let resource = Resource::officer(officer.id.clone(), officer.roles.clone());
    station.demand(&Actor::Officer(by.clone()), Action::EnrolOfficer, &resource, &circumstances)?;
    add(tx, Some(by), officer, credentials)
}

/// Enrols the first administrator, before there is anybody who could.
pub fn enrol_first(tx: &mut Tx<'_>, officer: &Officer, credentials: Credentials) -> Result<(), Stop> {
    if tx.officers().all()?.is_empty() {
        return add(tx, None, officer, credentials);
    }
    let because = "there are officers already; an administrator enrols the next";
    Err(model::Failure::new("enrolling the first administrator", because).into())
}

fn add(tx: &mut Tx<'_>, by: Option<&Officer>, officer: &Officer, credentials: Credentials) -> Result<(), Stop> {
    tx.officers().add(&OfficerRow {
        officer: officer.clone(),
        password: credentials.password,
        totp: credentials.totp,
        totp_used: 0,
        failures: 0,
        locked_until: Instant::UNIX_EPOCH,
        version: 1,
    })?;
    tx.audit().append(Event::OfficerEnrolled {
        subject_account: officer.id.clone(),
        roles: officer.roles.iter().copied().collect(),
        unit: officer.unit.clone(),
        by: by.map(|by| by.id.clone()),
    })?;
    Ok(())
}
