//! Released: a second officer let it go, or a standing approval that a named person signed. Next step:
//! [`seal`](Released::seal).

use super::kept::{self, Stage};
use super::marked::{Marked, MarkedBody};
use crate::payload::ReleaseProof;
use crate::station::policy_codes;
use crate::{Station, checks};
use audit::Event;
use model::{Arrangement, AuthorityId, Content, DraftId, Instant, Officer, OfficerId, Outcome, Refusal, Role, Stop};
use policy::{Action, Actor, AnsweredBar, Approval, DraftFacts, Machine, Permit, Resource, Standing};
use serde::{Deserialize, Serialize};
use store::Tx;

/// An item that may leave.
#[derive(Debug)]
pub struct Released {
    body: ReleasedBody,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ReleasedBody {
    pub(crate) marked: MarkedBody,
    pub(crate) by: ReleasedBy,
}

/// Who let it go, as this node's own record of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub(crate) enum ReleasedBy {
    Officer { id: OfficerId, proof: ReleaseProof },
    Standing { signed_by: OfficerId, proof: ReleaseProof },
}

impl ReleasedBy {
    pub(super) fn proof(&self) -> &ReleaseProof {
        match self {
            ReleasedBy::Officer { proof, .. } | ReleasedBy::Standing { proof, .. } => proof,
        }
    }
}

/// The officer who releases, and when he proved again that it is he (TOTP re-entered).
#[derive(Debug, Clone)]
pub struct Approver<'a> {
    /// Who.
    pub officer: &'a Officer,
    /// When he proved it.
    pub proved_at: Instant,
}

impl Marked {
    /// Releases the item: the policies look at who drafted, who answered two-person bars, who is on the roster.
    pub fn release(self, station: &Station, tx: &mut Tx<'_>, approver: &Approver<'_>) -> Result<Released, Stop> {
        let body = self.into_body();
        let officer = approver.officer;
        unbroken(tx, &body.draft)?;
        let permit = permit(station, tx, &body, officer)?;
        crate::after::may_pass_on(station, tx, &body.content, &body.draft, officer)?;
        let proof = ReleaseProof::Officer {
            role: Role::Approver,
            unit: officer.unit.clone(),
            at: approver.proved_at,
            reference: Station::officer_reference(tx, &officer.id, &recipients(&body))?,
        };
        tx.audit().append(Event::Released {
            exchange: body.draft.exchange,
            says: super::draft::says(&body.content),
            approver: officer.id.clone(),
            drafter: body.draft.drafted_by.clone().unwrap_or_else(|| officer.id.clone()),
            remote: officer.remote,
            policies: policy_codes(&permit)?,
        })?;
        keep(tx, body, ReleasedBy::Officer { id: officer.id.clone(), proof })
    }

    /// Releases the neutral answer under the arrangement's standing approval.
    pub(crate) fn release_standing(
        self,
        station: &Station,
        tx: &mut Tx<'_>,
        arrangement: &Arrangement,
    ) -> Result<Released, Stop> {
        let body = self.into_body();
        let Some(standing) = &arrangement.standing else { return Err(no_standing(arrangement)) };
        let mut circumstances = station.circumstances(tx, body.draft.form.purpose, &body.draft.form.case)?;
        let today = circumstances.today();
        circumstances.standing = Standing::of(arrangement, body.draft.form.kind, today);
        let resource = Resource::draft(body.draft.id, body.draft.form.unit.clone(), None).with_facts(facts(&body));
        station.demand(&Actor::Machine(Machine::Schedule), Action::Release, &resource, &circumstances)?;
        let proof = ReleaseProof::Standing {
            arrangement: arrangement.id.clone(),
            signed: standing.at,
            reference: Station::officer_reference(tx, &standing.by, &recipients(&body))?,
        };
        tx.audit().append(Event::ReleasedByStandingApproval {
            exchange: body.draft.exchange,
            says: super::draft::says(&body.content),
            arrangement: arrangement.id.clone(),
            signed_by: standing.by.clone(),
        })?;
        keep(tx, body, ReleasedBy::Standing { signed_by: standing.by.clone(), proof })
    }
}

impl Marked {
    /// Releases the notice to an originator by the release of the item that it tells of: the same person, the same moment.
    pub(crate) fn release_with(self, tx: &mut Tx<'_>, item: &ReleasedBody) -> Result<Released, Stop> {
        let body = self.into_body();
        let ReleasedBy::Officer { id, proof: ReleaseProof::Officer { role, unit, at, .. } } = &item.by else {
            return Err(model::Failure::new("telling an originator", "no person released the item").into());
        };
        let reference = Station::officer_reference(tx, id, &recipients(&body))?;
        let proof = ReleaseProof::Officer { role: *role, unit: unit.clone(), at: *at, reference };
        tx.audit().append(Event::Released {
            exchange: body.draft.exchange,
            says: super::draft::says(&body.content),
            approver: id.clone(),
            drafter: body.draft.drafted_by.clone().unwrap_or_else(|| id.clone()),
            remote: false,
            policies: Vec::new(),
        })?;
        keep(tx, body, ReleasedBy::Officer { id: id.clone(), proof })
    }
}

impl Released {
    /// Takes a released item up again, under the sealing machine's own permit.
    pub fn resume(station: &Station, tx: &mut Tx<'_>, id: DraftId) -> Result<Released, Stop> {
        let (body, _) = kept::resume_for_sealing(station, tx, id, Stage::Released)?;
        Ok(Released { body })
    }

    /// Its id.
    pub fn id(&self) -> DraftId {
        self.body.marked.draft.id
    }

    pub(super) fn into_body(self) -> ReleasedBody {
        self.body
    }
}

/// Nothing that the item rests on was corrected or recalled (OUT-5.3).
pub(super) fn unbroken(tx: &mut Tx<'_>, draft: &super::draft::DraftBody) -> Result<(), Stop> {
    let Some(demand) = tx.rests_on().broken(draft.id)? else { return Ok(()) };
    Err(Refusal {
        check: &checks::OUT_5_3,
        cites: Vec::new(),
        because: format!("what the item rests on was corrected or recalled by {demand}"),
        remedy: "read the correction, if there is one, and write the item again on what is right".to_owned(),
    }
    .into())
}

fn recipients(body: &MarkedBody) -> Vec<AuthorityId> {
    body.draft.form.to.iter().map(|addressee| addressee.to.clone()).collect()
}

fn keep(tx: &mut Tx<'_>, marked: MarkedBody, by: ReleasedBy) -> Result<Released, Stop> {
    let body = ReleasedBody { marked, by };
    kept::step(tx, body.marked.draft.id, Stage::Marked, Stage::Released, &body)?;
    Ok(Released { body })
}

/// Asks the policies whether this officer may release this item.
fn permit(station: &Station, tx: &mut Tx<'_>, body: &MarkedBody, officer: &Officer) -> Result<Permit, Stop> {
    let form = &body.draft.form;
    let mut circumstances = station.circumstances(tx, form.purpose, &form.case)?;
    circumstances.restriction_read = true;
    circumstances.call_back = body.draft.beside.call_back;
    circumstances.approvals = seconds(&circumstances.roster, body, tx.at());
    let resource =
        Resource::draft(body.draft.id, form.unit.clone(), body.draft.drafted_by.clone()).with_facts(facts(body));
    station.permit(&Actor::Officer(officer.clone()), Action::Release, &resource, &circumstances)
}

/// Officers who stand behind a two-person bar beside the one who answered it.
fn seconds(roster: &[Officer], body: &MarkedBody, at: Instant) -> Vec<Approval> {
    let seconds =
        body.draft.assessed.values().flat_map(|assessed| &assessed.bars).filter_map(|bar| bar.second.as_ref());
    let officers = seconds.filter_map(|id| roster.iter().find(|officer| &officer.id == id));
    officers.map(|by| Approval { by: by.clone(), at }).collect()
}

/// What policies look at, without the content.
fn facts(body: &MarkedBody) -> DraftFacts {
    let outcome = match &body.content {
        Content::Answer(answer) => Some(&answer.outcome),
        _ => None,
    };
    let against_a_threat = |onward: &model::Onward| matches!(onward.ground, model::OnwardGround::Threat { .. });
    let asked: Vec<&String> = body.grounds.iter().flat_map(|ground| &ground.bars).collect();
    let answered = body.draft.assessed.values().flat_map(|assessed| &assessed.bars);
    let bars = answered.filter(|bar| asked.contains(&&bar.bar)).map(|bar| AnsweredBar {
        persons: if bar.second.is_some() { 2 } else { 1 },
        by: bar.by.clone(),
        second: bar.second.clone(),
    });
    DraftFacts {
        informs: body.content.informs(),
        evaluated: body.evaluation.is_some(),
        neutral: matches!(outcome, Some(Outcome::Neutral(_))),
        bars: bars.collect(),
        acknowledges: super::complete::acknowledges(&body.content, &body.draft.beside),
        emergency: matches!(&body.content, Content::Onward(onward) if against_a_threat(onward)),
        released: false,
    }
}

fn no_standing(arrangement: &Arrangement) -> Stop {
    Refusal {
        check: &checks::OUT_4_2,
        cites: Vec::new(),
        because: format!("no standing approval was signed under {}", arrangement.id),
        remedy: "let an approver sign one, or answer by a person's release".to_owned(),
    }
    .into()
}
