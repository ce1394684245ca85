//! Passing an item on to a third authority: with the originator's permission, which travels along; or, against an immediate
//! and serious threat, at once.

use super::agreed::{Passing, agreed, still_agreed};
use super::held::{held, open};
use super::refuse;
use crate::outbound::beside::Beside;
use crate::outbound::draft::DraftBody;
use crate::terms::Terms;
use crate::{Addressee, Draft, DraftForm, Station, checks};
use data_encoding::BASE64;
use law::Fact;
use model::{
    Carried, CaseReference, Content, Failure, Handling, MessageId, Officer, Onward, OnwardGround, Permission,
    PermissionDecision, Personal, Provenance, Purpose, Stop, UnitId, Urgency,
};
use policy::{Action, Actor, Approval, Obligation, Resource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::Tx;

/// The threat that leaves no time to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threat {
    /// Which threat, to what.
    pub threat: Personal<String>,
    /// The officer called the receiver back on a known number: then he may act alone, if he is an approver too.
    #[serde(default)]
    pub call_back: bool,
}

/// What an officer fills in to pass an item on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnwardForm {
    /// The message that is passed on, as it was received here.
    pub item: MessageId,
    /// To whom, under which arrangement of ours.
    pub to: Addressee,
    /// The threat, if there is no time to ask for permission.
    #[serde(default)]
    pub threat: Option<Threat>,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
}

/// Drafts an item that is passed on. Refused where it is bound to permission and there is none: by its own codes (policy, and
/// AFT-2.1), or by the arrangement under which it came (AFT-2.4).
pub fn pass_on(station: &Station, tx: &mut Tx<'_>, officer: &Officer, form: OnwardForm) -> Result<Draft, Stop> {
    let held = held(station, tx, officer, form.item)?;
    let message = super::current(tx, held.copy.message)?;
    let purpose = if form.threat.is_some() { Purpose::Threat } else { held.exchange.purpose };
    let permitted = permission(tx, &held.copy.item, &form.to)?;
    let free = form.threat.is_some() || permitted.is_some();
    let (kind, offence) = (held.exchange.kind, held.exchange.offence.clone());
    let passing = |came| Passing { copy: &held.copy, to: &form.to, kind, offence: &offence, purpose, came };
    let before = agreed(station, tx, &passing(None))?;
    before.keeps(free)?;
    // Without a threat the policies decide at once; with one, when a second person releases it, or he who called back.
    if form.threat.is_none() {
        let bound = before.needs_permission();
        let asked = Asked { purpose, case: &form.case, permitted: permitted.is_some(), bound, against: None };
        demand(station, tx, officer, form.item, &asked)?;
    }
    let (payload, content, _) = open(station, tx, officer, message, purpose, &form.case)?;
    if content.statements().is_empty() {
        let because = format!("{} carries no information", form.item);
        return Err(refuse(&checks::AFT_1_2, because, "name a message that informs"));
    }
    let left = jiff::tz::Offset::UTC.to_datetime(payload.created).date();
    let says = agreed(station, tx, &passing(Some((&payload.handling, left))))?;
    says.keeps(free)?;
    let mut inherited = says.inherited(&payload.handling, payload.retention);
    let mut rests_on = vec![held.copy.message];
    let ground = match (form.threat, permitted) {
        (Some(threat), _) => OnwardGround::Threat { threat: threat.threat, call_back: threat.call_back },
        (None, Some(permission)) => {
            let (carried, conditions) = carry(station, tx, officer, permission, purpose, &form.case)?;
            inherited.handling = inherited.handling.join(&Handling { conditions, ..Handling::default() });
            rests_on.push(permission);
            OnwardGround::Permission { permission: carried }
        }
        (None, None) => OnwardGround::NotMarked,
    };
    let call_back = matches!(ground, OnwardGround::Threat { call_back: true, .. });
    let onward = Onward {
        provenance: Provenance { origin: held.copy.origin.clone(), item: held.copy.item },
        subjects: content.subjects().to_vec(),
        statements: content.statements().to_vec(),
        ground,
    };
    let draft = DraftForm {
        exchange: None,
        kind: held.exchange.kind,
        to: vec![form.to],
        offence: held.exchange.offence.clone(),
        purpose,
        urgency: if purpose == Purpose::Threat { Urgency::UrgentDirect } else { Urgency::Ordinary },
        case: form.case,
        unit: form.unit,
        content: Content::Onward(onward),
        confirmed: form.confirmed,
        reply_by: None,
    };
    let beside = Beside { inherits: Some(inherited), rests_on, call_back, ..Beside::default() };
    Draft::write_with(station, tx, officer, draft, beside)
}

/// The permission that lets our copy of an item go to a recipient today: the message that grants it.
fn permission(tx: &mut Tx<'_>, item: &MessageId, to: &Addressee) -> Result<Option<MessageId>, Stop> {
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    let all = tx.permissions().about(*item)?;
    let found = all.into_iter().rev().find(|row| row.ours && row.lets(&to.to, today));
    Ok(found.and_then(|row| row.message))
}

/// The permission as it travels: the signed evidence, the signer's card, the root pinned here; and its conditions.
fn carry(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    permission: MessageId,
    purpose: Purpose,
    case: &CaseReference,
) -> Result<(Carried, Vec<String>), Stop> {
    let (payload, content, evidence) = open(station, tx, officer, permission, purpose, case)?;
    let Content::Permission(Permission { decision: PermissionDecision::Granted { conditions, .. }, .. }) = content
    else {
        return Err(Failure::new("passing on", format!("{permission} is no permission")).into());
    };
    let under = payload.arrangement_for(&station.us().id).cloned();
    let under = under.ok_or_else(|| Failure::new("passing on", "the permission names no arrangement"))?;
    let arrangement = station.arrangement(tx, &under, &checks::AFT_2_1)?;
    let card = tx.cards().get(&payload.sender)?;
    let card = card.ok_or_else(|| Failure::new("passing on", format!("the card of {} is missing", payload.sender)))?;
    let carried =
        Carried { evidence: BASE64.encode(&evidence), card: BASE64.encode(&card), root: arrangement.partner_root };
    Ok((carried, conditions))
}

/// What the policies look at beside the message and the officer.
struct Asked<'a> {
    purpose: Purpose,
    case: &'a CaseReference,
    /// The originator permits it.
    permitted: bool,
    /// The arrangement under which it came asks for that, whatever its codes say.
    bound: bool,
    /// Who releases what goes against a threat, and whether he called back.
    against: Option<(Approval, bool)>,
}

/// Asks the policies whether an officer may pass a message on. Against a threat they may oblige to tell the originator,
/// which the notice does that leaves with it; nothing else that they might oblige to is carried out here.
fn demand(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    asked: &Asked<'_>,
) -> Result<(), Stop> {
    let row = tx.inbox().get(message)?.ok_or_else(|| Failure::new("passing on", format!("{message} is missing")))?;
    let terms = Terms::read(&row.terms)?;
    let terms = if asked.bound { terms.asked_first() } else { terms };
    let resource = terms.bind(Resource::message(message, row.compartment));
    let mut circumstances = station.circumstances(tx, asked.purpose, asked.case)?;
    circumstances.restriction_read = true;
    circumstances.onward_permission = asked.permitted;
    let mut carries: &[Obligation] = &[];
    if let Some((approval, call_back)) = &asked.against {
        circumstances.approvals = vec![approval.clone()];
        circumstances.call_back = *call_back;
        carries = &[Obligation::TellOriginator];
    }
    let actor = Actor::Officer(officer.clone());
    station.permit_carrying(&actor, Action::PassOn, &resource, &circumstances, carries).map(drop)
}

/// Asked at release: the policies once more, for whoever drafted it, with whoever releases it as the second person.
pub(crate) fn may_pass_on(
    station: &Station,
    tx: &mut Tx<'_>,
    content: &Content,
    draft: &DraftBody,
    releaser: &Officer,
) -> Result<(), Stop> {
    let Content::Onward(onward) = content else { return Ok(()) };
    let Some(message) = draft.beside.rests_on.first() else {
        return Err(refuse(&checks::AFT_2_1, "it does not say which message is passed on", "write it again"));
    };
    let roster = tx.officers().all()?;
    let drafter = draft.drafted_by.as_ref().and_then(|id| roster.into_iter().find(|officer| &officer.id == id));
    let drafter = drafter.unwrap_or_else(|| releaser.clone());
    let another = Approval { by: releaser.clone(), at: tx.at() };
    let permitted = matches!(onward.ground, OnwardGround::Permission { .. });
    let (purpose, case) = (draft.form.purpose, &draft.form.case);
    let bound = still_agreed(station, tx, draft, is_free(&onward.ground))?;
    // Where there is no threat nobody is told, so that nothing may go by what a threat would let through.
    let threat = matches!(onward.ground, OnwardGround::Threat { .. });
    let against = threat.then_some((another, draft.beside.call_back));
    demand(station, tx, &drafter, *message, &Asked { purpose, case, permitted, bound, against })
}

/// Whether it goes with a permission, or against a threat.
fn is_free(ground: &OnwardGround) -> bool {
    matches!(ground, OnwardGround::Permission { .. } | OnwardGround::Threat { .. })
}

/// Asked at sealing: the arrangement under which it came lets it go (AFT-2.4), and the permission on which it goes is still in
/// date (AFT-2.1). That nothing was recalled is OUT-5.3.
pub(crate) fn still_permitted(
    station: &Station,
    tx: &mut Tx<'_>,
    content: &Content,
    draft: &DraftBody,
) -> Result<(), Stop> {
    let Content::Onward(Onward { provenance, ground, .. }) = content else { return Ok(()) };
    still_agreed(station, tx, draft, is_free(ground))?;
    if !matches!(ground, OnwardGround::Permission { .. }) {
        return Ok(());
    }
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    let all = tx.permissions().about(provenance.item)?;
    let lets = |to: &Addressee| all.iter().any(|row| row.ours && row.lets(&to.to, today));
    if draft.form.to.iter().all(lets) {
        return Ok(());
    }
    Err(refuse(&checks::AFT_2_1, "the originator's permission is not in date any more", "ask for it again"))
}
