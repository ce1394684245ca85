//! A person's view of a hit. It is no match until a person says so; said to be another person, it is erased.

use super::refuse;
use crate::reading::may_know;
use crate::station::code;
use crate::{Station, checks};
use audit::Event;
use model::{
    Authorisation, AuthorisationId, CaseReference, Handling, HandlingCode, Officer, Purpose, Retention, Stop, UnitId,
};
use policy::{Action, Actor, Resource, ResourceId};
use store::{HitRow, Judgement, Tx};

/// The hits of an authorisation in one compartment: for its purpose alone, and readable no longer than it says.
pub(crate) fn hits(authorisation: &Authorisation, compartment: UnitId) -> Resource {
    let day = authorisation.kept_until;
    Resource::row(ResourceId::Hits(authorisation.id.clone(), compartment.clone()), compartment)
        .handled(&Handling::of([HandlingCode::H0]))
        .for_purposes([authorisation.purpose])
        .kept(Retention { review: day, until: day })
}

/// Records that an officer judged a hit: the same, different, or cannot be told. Once.
#[expect(clippy::too_many_arguments, reason = "one for each fact that the act records")]
pub fn judge(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    authorisation: &AuthorisationId,
    ordinal: u32,
    judgement: Judgement,
    purpose: Purpose,
    case: &CaseReference,
) -> Result<HitRow, Stop> {
    let remedy = "list the hits of the authorisation";
    let unknown = || {
        let because = format!("there is no hit {ordinal} under `{authorisation}` that you may see");
        refuse(&checks::POP_3_1, because, remedy)
    };
    let stored = tx.authorisations().get(authorisation)?.ok_or_else(unknown)?;
    let hit = tx.hits().of(authorisation)?.into_iter().find(|row| row.ordinal == ordinal).ok_or_else(unknown)?;
    let resource = hits(&stored.authorisation, hit.compartment.clone());
    let circumstances = station.circumstances(tx, purpose, case)?;
    match station.demand(&Actor::Officer(officer.clone()), Action::Judge, &resource, &circumstances) {
        Err(Stop::Refusal(_)) if !may_know(officer, &resource) => return Err(unknown()),
        asked => asked?,
    }
    if !tx.hits().judge(&hit, judgement, &officer.id)? {
        let because = format!("hit {ordinal} was judged before");
        return Err(refuse(&checks::POP_3_1, because, "look at who judged it"));
    }
    tx.audit().append(Event::HitJudged {
        authorisation: authorisation.clone(),
        record: hit.record,
        judgement: code(judgement.as_str())?,
        officer: officer.id.clone(),
        purpose,
        case: case.clone(),
    })?;
    Ok(HitRow { judgement, judged_by: Some(officer.id.clone()), ..hit })
}
