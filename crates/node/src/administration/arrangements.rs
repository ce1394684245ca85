//! Arrangements: registered and suspended by an administrator, the standing approval signed by an approver.

use audit::{Code, Event, Item};
use exchange::Station;
use model::arrangement::{ArrangementKind, StandingApproval, StandingKind};
use model::time::Date;
use model::{Arrangement, ArrangementId, AuthorityId, Citation, Digest, Failure, HandlingCode, Officer, Refusal, Stop};
use policy::{Action, Actor, Circumstances, Obligation, Resource, ResourceId};
use seal::digest::sha256;
use std::collections::BTreeSet;
use store::Tx;

model::checks! {
    NOD_1_1 = "NOD-1.1", "an arrangement is between this node's authority and one other", "house";
    NOD_1_2 = "NOD-1.2", "an arrangement has its end and its review after its beginning", "house";
    NOD_1_3 = "NOD-1.3", "the arrangement is registered here", "house";
    NOD_1_4 = "NOD-1.4", "an arrangement has a title, covers a kind, a purpose and a category, names offences of the lawbook, and asks of the receiver what he can meet", "house";
    NOD_1_5 = "NOD-1.5", "an arrangement pins the root of its own partner: not one that is pinned for another authority or is this node's", "house";
}

fn refuse(check: &'static model::Check, because: String, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::<Citation>::new(), because, remedy: remedy.to_owned() }.into()
}

fn resource(id: &ArrangementId) -> Resource {
    Resource::of_node(ResourceId::Arrangement(id.clone()))
}

/// Registers an arrangement, or a new revision of one.
pub fn register(station: &Station, tx: &mut Tx<'_>, by: &Officer, arrangement: &Arrangement) -> Result<i32, Stop> {
    let circumstances = Circumstances::at(tx.at());
    station.demand(&Actor::Officer(by.clone()), Action::AddArrangement, &resource(&arrangement.id), &circumstances)?;
    let us = &station.us().id;
    let Some(partner) = arrangement.partner(us).filter(|partner| *partner != us).cloned() else {
        let because = format!("`{}` is not between {us} and another", arrangement.id);
        return Err(refuse(&NOD_1_1, because, "name both authorities"));
    };
    if arrangement.until.is_some_and(|until| until < arrangement.from) || arrangement.review < arrangement.from {
        let because = format!("`{}` ends or is reviewed before it begins", arrangement.id);
        return Err(refuse(&NOD_1_2, because, "look at its dates"));
    }
    sound(station, arrangement)?;
    root_is_his(station, tx, arrangement, &partner)?;
    let revision = tx.arrangements().add(arrangement, &partner)?;
    tx.audit().append(Event::ArrangementAdded {
        arrangement: arrangement.id.clone(),
        partner,
        document: digest(arrangement)?,
        officer: by.id.clone(),
        second: None,
    })?;
    Ok(revision)
}

/// The longest for which an arrangement may let anything be kept, in days: ten years, as check OUT-3.3.
const LONGEST_KEPT: u32 = 3653;

/// Check NOD-1.4: it covers something, and says nothing that cannot be met.
fn sound(station: &Station, arrangement: &Arrangement) -> Result<(), Stop> {
    let Arrangement { id, title, kinds, purposes, categories, offences, handling, kept_days, adopts, .. } = arrangement;
    let bad = |because: &str, remedy: &str| Err(refuse(&NOD_1_4, format!("`{id}` {because}"), remedy));
    if title.trim().is_empty() {
        return bad("has no title", "name it as the two authorities do");
    }
    if kinds.is_empty() || purposes.is_empty() || categories.is_empty() {
        return bad("covers no kind, purpose or category of data", "name at least one of each");
    }
    if let Some(unknown) = offences.iter().find(|offence| station.lawbook().offence(offence).is_none()) {
        return bad(&format!("names `{unknown}`, no offence of the lawbook"), "`comity law offence` lists them");
    }
    let worded = handling.restriction.as_ref().is_some_and(|words| !words.expose().trim().is_empty());
    if handling.codes.contains(&HandlingCode::H3) != worded {
        return bad("has H3 without its words, or words without H3", "write the restriction, or take H3 away");
    }
    if kept_days.is_some_and(|days| days == 0 || days > LONGEST_KEPT) {
        return bad("lets what is received be kept for no day, or for more than ten years", "give 1 to 3653 days");
    }
    if adopts.as_ref().is_some_and(|body| body.trim().is_empty() || arrangement.kind != ArrangementKind::Basis) {
        return bad(
            "adopts the rules of a body and is no basis of its own",
            "name the body, and register the arrangement as a basis",
        );
    }
    Ok(())
}

/// Check NOD-1.5: a root is one authority's. A slip of the pen here would let one speak as another.
fn root_is_his(
    station: &Station,
    tx: &mut Tx<'_>,
    arrangement: &Arrangement,
    partner: &AuthorityId,
) -> Result<(), Stop> {
    let Some(whose) = other_holder(station, tx, &arrangement.partner_root, partner)? else { return Ok(()) };
    let because = format!("`{}` pins for {partner} the root of {whose}", arrangement.id);
    Err(refuse(&NOD_1_5, because, "compare the words of the partner's fingerprint with a person there"))
}

/// The authority other than `partner` whose root this is here: another for which it is pinned, or this node's own.
pub(super) fn other_holder(
    station: &Station,
    tx: &mut Tx<'_>,
    root: &Digest,
    partner: &AuthorityId,
) -> Result<Option<AuthorityId>, Stop> {
    let known = exchange::standings(station, tx)?;
    let other = known.into_iter().find(|one| one.authority != *partner && one.pinned.contains(root));
    let ours = (station.root() == *root).then(|| station.us().id.clone());
    Ok(other.map(|one| one.authority).or(ours))
}

/// Takes the partner's signed card, brought by hand: it must chain to the root that the arrangement pins.
pub fn take_card(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    id: &ArrangementId,
    card: &[u8],
) -> Result<(), Stop> {
    let circumstances = Circumstances::at(tx.at());
    station.demand(&Actor::Officer(by.clone()), Action::AddArrangement, &resource(id), &circumstances)?;
    known(tx, id)?;
    exchange::learn(station, tx, card)
}

/// Suspends an arrangement from `on` on: nothing leaves under it any more. Where an overseer does it, the administrators
/// are told.
pub fn suspend(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    id: &ArrangementId,
    on: Date,
    because: &str,
) -> Result<(), Stop> {
    let circumstances = Circumstances::at(tx.at());
    let (actor, carries) = (Actor::Officer(by.clone()), [Obligation::TellAdministrator]);
    let permit =
        station.permit_carrying(&actor, Action::SuspendArrangement, &resource(id), &circumstances, &carries)?;
    let mut arrangement = known(tx, id)?;
    arrangement.suspended = Some(on);
    let partner = partner(station, &arrangement)?;
    tx.arrangements().add(&arrangement, &partner)?;
    let because = Code::parse(because).map_err(|e| Failure::new("suspending an arrangement", e))?;
    let officer = by.id.clone();
    tx.audit().append(Event::ArrangementSuspended { arrangement: id.clone(), partner, because, officer })?;
    let item = Code::parse(&format!("arrangement:{id}")).map_err(|e| Failure::new("suspending an arrangement", e))?;
    exchange::carry_out(tx, &permit, &Item::Other(item))
}

/// Signs the standing approval under an arrangement, until a day, for what it names: it takes the place of an earlier one.
pub fn sign_standing(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    id: &ArrangementId,
    until: Date,
    covers: BTreeSet<StandingKind>,
) -> Result<(), Stop> {
    let circumstances = Circumstances::at(tx.at());
    let actor = Actor::Officer(by.clone());
    station.demand(&actor, Action::SignStandingApproval, &resource(id), &circumstances)?;
    let mut arrangement = known(tx, id)?;
    arrangement.standing = Some(StandingApproval { by: by.id.clone(), at: tx.at(), until, covers });
    let partner = partner(station, &arrangement)?;
    tx.arrangements().add(&arrangement, &partner)?;
    let officer = by.id.clone();
    tx.audit().append(Event::StandingApprovalSigned { arrangement: id.clone(), officer, until })?;
    Ok(())
}

fn known(tx: &mut Tx<'_>, id: &ArrangementId) -> Result<Arrangement, Stop> {
    let found = tx.arrangements().get(id)?;
    found.ok_or_else(|| refuse(&NOD_1_3, format!("no arrangement `{id}` is registered"), "list the arrangements"))
}

fn partner(station: &Station, arrangement: &Arrangement) -> Result<model::AuthorityId, Stop> {
    let partner = arrangement.partner(&station.us().id).cloned();
    partner.ok_or_else(|| refuse(&NOD_1_1, format!("`{}` is not ours", arrangement.id), "name both authorities"))
}

fn digest(arrangement: &Arrangement) -> Result<model::Digest, Stop> {
    let bytes = serde_json::to_vec(arrangement).map_err(|e| Failure::new("registering an arrangement", e))?;
    Ok(sha256(&[&bytes]))
}
