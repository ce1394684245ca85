//! The originator's permission to pass an item on: asked by whoever holds it, decided by a person of the originator after
//! the three questions towards the third authority, as if he gave it there himself.

use super::agreed::while_kept;
use super::held::{exchange, held, seen};
use super::refuse;
use crate::outbound::beside::{Beside, Third};
use crate::outbound::kept;
use crate::outbound::marked::MarkedBody;
use crate::outbound::sent::SentBody;
use crate::reading::{Asked, ReadItem};
use crate::{Addressee, Draft, DraftForm, Station, checks};
use law::Fact;
use model::time::Date;
use model::{
    CaseReference, Citation, Content, MessageId, Officer, Permission, PermissionDecision, PermissionRequest, Personal,
    Stop, ThirdParty, UnitId, Urgency,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{ExchangeRow, OutboundRow, Tx};

/// What an officer fills in to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionForm {
    /// The message that is to be passed on, as it was received here.
    pub item: MessageId,
    /// To whom.
    pub to: ThirdParty,
    /// Why it is necessary, and what the third authority has to do with it.
    pub justification: Personal<String>,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
}

/// What a person of the originator decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub enum Decision {
    /// It may be passed on.
    Grant {
        /// Under these conditions; what a bar towards the third authority brings, and what our arrangement with it asks, is added.
        #[serde(default)]
        conditions: Vec<String>,
        /// The last day on which it may be passed on.
        until: Date,
    },
    /// It may not.
    Refuse {
        /// The ground, by a word of the lawbook or the house.
        ground: String,
        /// Where it stands.
        cite: Citation,
    },
}

/// What an officer fills in to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionForm {
    /// The request, as it was received here.
    pub request: MessageId,
    /// What is decided.
    #[serde(flatten)]
    pub decision: Decision,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
}

/// Drafts a request for permission (AFT-1.2, AFT-1.3).
pub fn ask_permission(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    form: PermissionForm,
) -> Result<Draft, Stop> {
    let held = held(station, tx, officer, form.item)?;
    if held.copy.via != held.copy.origin {
        let because = format!("{} provided it, but it is {}'s", held.copy.via, held.copy.origin);
        let remedy = "ask the provider to ask the originator for your recipient";
        return Err(refuse(&checks::AFT_1_3, because, remedy));
    }
    let asked = tx.permissions().about(held.copy.item)?;
    if asked.iter().any(|row| row.ours && row.outcome.is_none() && row.third.authority == form.to.authority) {
        let because = format!("permission towards {} is asked already", form.to.authority);
        return Err(refuse(&checks::AFT_1_3, because, "wait for the decision"));
    }
    if form.to.authority == held.copy.origin || form.to.authority == station.us().id {
        let because = format!("{} is no third authority", form.to.authority);
        return Err(refuse(&checks::AFT_1_3, because, "name the authority to which it is to go"));
    }
    let under = held.copy.arrangement.clone().unwrap_or_else(|| held.exchange.arrangement.clone());
    let to = Addressee { to: held.copy.via.clone(), under };
    let content = PermissionRequest { item: held.copy.item, to: form.to, justification: form.justification };
    let content = Content::PermissionRequest(content);
    let draft = follow_up(&held.exchange, vec![to], content, form.case, form.unit, form.confirmed);
    let beside = Beside { rests_on: vec![held.copy.message], ..Beside::default() };
    Draft::write_with(station, tx, officer, draft, beside)
}

/// The refusal of a decision that grants without a last day, refuses without a ground, or does both (AFT-1.4).
pub fn half_a_decision() -> Stop {
    let because = "the decision neither grants with a last day nor refuses with a ground";
    let remedy = "to grant, give `until` and, if you like, `conditions`; to refuse, give `ground` and `cite` alone";
    refuse(&checks::AFT_1_4, because, remedy)
}

/// Drafts the decision (AFT-1.4, AFT-1.7). A grant is grounded towards the third authority too, before it can leave.
pub fn decide_permission(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    form: DecisionForm,
) -> Result<Draft, Stop> {
    let absent = || {
        let because = format!("{} is no request for permission that was received here", form.request);
        refuse(&checks::AFT_1_4, because, "look at the requests that wait for a decision")
    };
    let asked = tx.permissions().get(form.request)?.filter(|row| !row.ours).ok_or_else(absent)?;
    if !seen(station, tx, officer, asked.exchange)? {
        return Err(absent());
    }
    if let Some(outcome) = &asked.outcome {
        let because = format!("the request was decided: {outcome}");
        return Err(refuse(&checks::AFT_1_4, because, "whoever asked may ask again"));
    }
    let Some(item) = tx.outbound().by_message(asked.item)? else {
        return Err(refuse(&checks::AFT_1_2, "the item was never sent from here", "refuse the request"));
    };
    let (decision, third) = match form.decision {
        Decision::Refuse { ground, cite } => (PermissionDecision::Refused { ground, cite }, None),
        Decision::Grant { conditions, until } => {
            let sent = sent_item(station, tx, officer, &item, &form.case)?;
            while_kept(station, tx, &asked, sent.retention, until)?;
            let third = third(&sent.content, &asked.third);
            (PermissionDecision::Granted { conditions, until }, Some(third))
        }
    };
    let row = exchange(tx, asked.exchange)?;
    let request_under = tx.copies().of(asked.item, &asked.partner)?.and_then(|copy| copy.arrangement);
    let to = Addressee { to: asked.partner, under: request_under.unwrap_or_else(|| row.arrangement.clone()) };
    let content = Permission { request: asked.request, item: asked.item, to: asked.third, decision };
    let draft = follow_up(&row, vec![to], Content::Permission(content), form.case, form.unit, form.confirmed);
    Draft::write_with(station, tx, officer, draft, Beside { third, ..Beside::default() })
}

fn third(content: &Content, party: &ThirdParty) -> Third {
    Third { party: party.clone(), subjects: content.subjects().to_vec(), personal: content.is_personal() }
}

/// An item of ours as it left, opened for an officer who may read it, and logged.
fn sent_item(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    item: &OutboundRow,
    case: &CaseReference,
) -> Result<MarkedBody, Stop> {
    let asked = Asked::new(officer, ReadItem::Draft(item.id), item.purpose, case.clone());
    // Whoever decides has the words of the restriction before him: they are his own authority's.
    let logged = asked.restriction_read().permit(station, tx)?.log(tx)?;
    let body: SentBody = kept::open(tx, item.id, logged.permit()?)?;
    Ok(body.released.marked)
}

/// The form of what follows in an exchange: kind, offence and purpose are the exchange's.
pub(super) fn follow_up(
    row: &ExchangeRow,
    to: Vec<Addressee>,
    content: Content,
    case: CaseReference,
    unit: UnitId,
    confirmed: BTreeSet<Fact>,
) -> DraftForm {
    DraftForm {
        exchange: Some(row.id),
        kind: row.kind,
        to,
        offence: row.offence.clone(),
        purpose: row.purpose,
        urgency: Urgency::Ordinary,
        case,
        unit,
        content,
        confirmed,
        reply_by: None,
    }
}
