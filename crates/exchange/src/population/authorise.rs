//! Authorised: a named person signs what an order allows. Withdrawn: nothing is screened under it any more.

use super::{holdings, known, refuse, tell_overseer};
use crate::reading::inside;
use crate::station::{code, policy_codes};
use crate::{Station, checks};
use audit::{Code, Event};
use jiff::{Span, ToSpan};
use model::time::Date;
use model::{Authorisation, AuthorisationId, Failure, Officer, Purpose, Stop};
use policy::{Action, Actor, Circumstances};
use seal::digest::sha256;
use store::Tx;

/// Signs an authorisation. The officer's second factor was proved by whoever calls.
pub fn authorise(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    authorisation: &Authorisation,
) -> Result<(), Stop> {
    let circumstances = station.circumstances(tx, authorisation.purpose, &authorisation.case)?;
    let actor = Actor::Officer(officer.clone());
    let permit = station.permit(&actor, Action::AuthorisePopulation, &holdings(), &circumstances)?;
    complete(authorisation)?;
    in_time(authorisation, circumstances.today())?;
    if let Some(unit) = authorisation.compartments.iter().find(|unit| !inside(officer, unit)) {
        let because = format!("you are not in `{unit}`");
        return Err(refuse(&checks::POP_1_2, because, "leave it out, or ask an approver who is"));
    }
    let id = authorisation.id.clone();
    if !tx.authorisations().add(authorisation, &officer.id)? {
        let because = format!("`{id}` was signed before");
        return Err(refuse(&checks::POP_1_4, because, "give the new authorisation an id of its own"));
    }
    let bytes = serde_json::to_vec(authorisation).map_err(|e| Failure::new("signing an authorisation", e))?;
    let tells = serde_json::json!({
        "act": "population-authorised", "authorisation": id, "rows": authorisation.population.rows,
        "until": authorisation.until, "officer": officer.id,
    });
    tell_overseer(tx, &tells)?;
    tx.audit().append(Event::PopulationAuthorised {
        authorisation: id,
        document: sha256(&[&bytes]),
        population: authorisation.population.document,
        rows: authorisation.population.rows,
        purpose: authorisation.purpose,
        case: authorisation.case.clone(),
        until: authorisation.until,
        officer: officer.id.clone(),
        policies: policy_codes(&permit)?,
    })?;
    Ok(())
}

/// Withdraws an authorisation, for a reason given as a code.
pub fn withdraw(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    id: &AuthorisationId,
    because: &str,
) -> Result<(), Stop> {
    let actor = Actor::Officer(officer.clone());
    station.demand(&actor, Action::WithdrawPopulation, &holdings(), &Circumstances::at(tx.at()))?;
    known(tx, id)?;
    let because: Code = code(because)?;
    if !tx.authorisations().withdraw(id)? {
        return Err(refuse(&checks::POP_1_4, format!("`{id}` was withdrawn before"), "nothing is left to do"));
    }
    let officer = officer.id.clone();
    tx.audit().append(Event::PopulationWithdrawn { authorisation: id.clone(), because, officer })?;
    Ok(())
}

/// The most rows of one authorisation: more than any manifest or registry that a node could screen in a day.
const MOST_ROWS: u64 = 100_000_000;

fn complete(authorisation: &Authorisation) -> Result<(), Stop> {
    let bad = |because: &str, remedy: &str| Err(refuse(&checks::POP_1_1, because, remedy));
    let Authorisation { basis, ordered_by, population, compartments, purpose, .. } = authorisation;
    if basis.trim().is_empty() {
        return bad("no basis is named", "name the act and its article");
    }
    if ordered_by.trim().is_empty() {
        return bad("who ordered it is not named", "name the court or authority, by office");
    }
    if population.title.trim().is_empty() {
        return bad("the population has no title", "say what it is, without a name of a person");
    }
    if population.rows == 0 || population.rows > MOST_ROWS {
        return bad("the number of rows is 0 or more than 100,000,000", "state how many rows the order covers");
    }
    if compartments.is_empty() {
        return bad("no unit is named whose holdings it is compared with", "name at least one");
    }
    if *purpose == Purpose::Oversight {
        return bad("oversight is no purpose for which a population is screened", "state the police purpose");
    }
    Ok(())
}

fn in_time(authorisation: &Authorisation, today: Date) -> Result<(), Stop> {
    let Authorisation { ordered_on, until, kept_until, .. } = authorisation;
    let bad = |because: &str, remedy: &str| Err(refuse(&checks::POP_1_3, because, remedy));
    let after = |day: Date, span: Span| day.checked_add(span).unwrap_or(Date::MAX);
    if today < *ordered_on {
        return bad("it was ordered on a day that is to come", "look at the order");
    }
    if *until < today || after(today, 1.year()) < *until {
        return bad("its last day has passed or is more than a year away", "state the day on which the order ends");
    }
    if kept_until < until || after(*until, 90.days()) < *kept_until {
        let because = "unjudged hits are kept for less than the authorisation lasts, or for more than 90 days after it";
        return bad(because, "state a day between the last day of use and 90 days after it");
    }
    Ok(())
}
