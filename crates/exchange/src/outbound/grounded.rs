//! Grounded: the three questions are answered towards every recipient. Next step: [`mark`](Grounded::mark).

use super::draft::{Draft, DraftBody};
use super::findings::{self, Findings, Viewer};
use super::kept::{self, Stage};
use crate::payload::BasisProof;
use crate::station::{code, rules_code};
use crate::{Station, checks};
use audit::Event;
use law::{Power, TransferNeed};
use model::{AuthorityId, Citation, DraftId, Finding, Officer, Refusal, Stop, TransferDecision, TransferGround};
use policy::{Action, Actor};
use serde::{Deserialize, Serialize};
use store::Tx;

/// An item whose power, transfer and bars are settled.
#[derive(Debug)]
pub struct Grounded {
    body: GroundedBody,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct GroundedBody {
    pub(super) draft: DraftBody,
    pub(super) grounds: Vec<Ground>,
}

/// What was settled towards one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Towards whom.
    pub to: AuthorityId,
    /// What the recipient can check against his own lawbook.
    pub proof: BasisProof,
    /// On what ground personal data go.
    pub transfer: TransferGround,
    /// Conditions of use that a bar brought; they travel with the item.
    pub conditions: Vec<String>,
    /// Which bars were asked and answered.
    pub bars: Vec<String>,
}

impl Draft {
    /// The findings towards each recipient, as this officer may know them, before anything is decided.
    pub fn findings(&self, station: &Station, tx: &mut Tx<'_>, officer: &Officer) -> Result<Vec<Findings>, Stop> {
        findings::all(station, tx, self.body(), Viewer::Officer(officer))
    }

    /// Grounds the draft: refused, with the finding that decides, where power or transfer is missing or a bar stands.
    pub fn ground(self, station: &Station, tx: &mut Tx<'_>, officer: &Officer) -> Result<Grounded, Stop> {
        let body = self.body();
        let circumstances = station.circumstances(tx, body.form.purpose, &body.form.case)?;
        let resource = policy::Resource::draft(body.id, body.form.unit.clone(), body.drafted_by.clone());
        station.demand(&Actor::Officer(officer.clone()), Action::Ground, &resource, &circumstances)?;
        self.settle(station, tx, Viewer::Officer(officer))
    }

    /// Grounds what the schedule wrote.
    pub(crate) fn ground_by_schedule(self, station: &Station, tx: &mut Tx<'_>) -> Result<Grounded, Stop> {
        super::complete::by_schedule_only(&self.body().form, &self.body().beside)?;
        self.settle(station, tx, Viewer::Machine)
    }

    /// Grounds the notice that leaves with the item that it tells of.
    pub(crate) fn ground_notice(self, station: &Station, tx: &mut Tx<'_>) -> Result<Grounded, Stop> {
        super::complete::notice_only(&self.body().form)?;
        self.settle(station, tx, Viewer::Machine)
    }

    fn settle(self, station: &Station, tx: &mut Tx<'_>, viewer: Viewer<'_>) -> Result<Grounded, Stop> {
        let draft = self.into_body();
        let mut grounds = Vec::new();
        let findings = findings::all(station, tx, &draft, viewer)?;
        for found in &findings {
            grounds.push(settled(&draft, found)?);
        }
        // As they were shown, for whoever asks later why it was allowed.
        let shown = serde_json::to_vec(&findings).map_err(|e| model::Failure::new("keeping the findings", e))?;
        tx.outbound().keep_findings(draft.id, &shown)?;
        let body = GroundedBody { draft, grounds };
        kept::step(tx, body.draft.id, Stage::Draft, Stage::Grounded, &body)?;
        note(station, tx, &body)?;
        Ok(Grounded { body })
    }
}

impl Grounded {
    /// Takes a grounded item up again, for an officer who may mark it.
    pub fn resume(station: &Station, tx: &mut Tx<'_>, officer: &Officer, id: DraftId) -> Result<Grounded, Stop> {
        let row = kept::row(tx, id, Stage::Grounded)?;
        let circumstances = station.circumstances(tx, row.purpose, &row.reference)?;
        let actor = Actor::Officer(officer.clone());
        let permit = station.permit(&actor, Action::Mark, &Station::item(&row), &circumstances)?;
        Ok(Grounded { body: kept::resume(tx, id, Stage::Grounded, &permit)? })
    }

    /// Its id.
    pub fn id(&self) -> DraftId {
        self.body.draft.id
    }

    /// What was settled, per recipient.
    pub fn grounds(&self) -> &[Ground] {
        &self.body.grounds
    }

    pub(super) fn body(&self) -> &GroundedBody {
        &self.body
    }

    pub(super) fn into_body(self) -> GroundedBody {
        self.body
    }
}

pub(super) fn settled(draft: &DraftBody, found: &Findings) -> Result<Ground, Stop> {
    let power = covered(&found.to, &found.power)?;
    let assessed = draft.assessed.get(&found.to).cloned().unwrap_or_default();
    let transfer = transfer_ground(&found.to, &found.transfer, assessed.transfer.as_ref())?;
    let cleared = law::bars_answered(&found.bars.decision, &assessed.bars)?;
    let proof = BasisProof {
        to: found.to.clone(),
        instrument: power.instrument.clone(),
        article: power.article.clone(),
        since: Some(power.since),
        verification: power.verification,
        transfer: transfer_word(&transfer),
        rules: found.power.rules.0.clone(),
    };
    let bars = found.bars.decision.iter().map(|question| question.id.clone()).collect();
    Ok(Ground { to: found.to.clone(), proof, transfer, conditions: cleared.conditions, bars })
}

/// The basis that serves, or the refusal that names the gap (OUT-2.1).
pub(super) fn covered<'a>(to: &AuthorityId, power: &'a Finding<Power>) -> Result<&'a law::power::Basis, Refusal> {
    if power.decision.covered()
        && let Some(basis) = power.decision.bases.first()
    {
        return Ok(basis);
    }
    let gap = power.decision.gap.as_ref();
    Err(Refusal {
        check: &checks::OUT_2_1,
        cites: power.decision.candidates.iter().map(|candidate| Citation(candidate.instrument.clone())).collect(),
        because: gap.map_or_else(|| format!("nothing covers this towards {to}"), |gap| gap.sentence.clone()),
        remedy: gap.map_or_else(String::new, |gap| format!("to establish: {}", gap.establish.join("; "))),
    })
}

/// The ground of transfer, from the law or from a person's documented decision (OUT-2.2).
fn transfer_ground(
    to: &AuthorityId,
    need: &Finding<TransferNeed>,
    decision: Option<&TransferDecision>,
) -> Result<TransferGround, Refusal> {
    let refuse = |because: String, remedy: &str| Refusal {
        check: &checks::OUT_2_2,
        cites: need.reasons.iter().flat_map(|reason| reason.cites.clone()).collect(),
        because,
        remedy: remedy.to_owned(),
    };
    match (&need.decision, decision) {
        (TransferNeed::Met { ground, .. }, _) => Ok(ground.clone()),
        (TransferNeed::NeedsDecision { .. }, Some(decision)) if need.decision.permits(&decision.cite) => {
            let blank = |text: &model::Personal<String>| text.expose().trim().is_empty();
            if blank(&decision.justification) || blank(&decision.balance) {
                let because = format!("the decision to transfer to {to} gives no justification or weighs nothing");
                return Err(refuse(
                    because,
                    "write down why it is necessary and why the person's rights do not override",
                ));
            }
            Ok(TransferGround::SingleCase { cite: decision.cite.clone() })
        }
        (TransferNeed::NeedsDecision { .. }, Some(decision)) => {
            let because = format!("{} is no derogation that permits this transfer to {to}", decision.cite);
            Err(refuse(because, "choose one of the derogations shown"))
        }
        (TransferNeed::NeedsDecision { derogations, .. }, None) => {
            let choice: Vec<&str> = derogations.iter().map(|one| one.cite.0.as_str()).collect();
            let because =
                format!("no adequacy and no safeguards for {to}: a documented decision for this case is missing");
            Err(refuse(because, &format!("decide under one of: {}", choice.join("; "))))
        }
        (TransferNeed::NoLawKnown { state }, _) => {
            let because = format!("the law of {state} on transfers is not in the lawbook");
            Err(refuse(because, "have the lawbook completed, or register an arrangement with safeguards"))
        }
    }
}

/// The ground of transfer by its citation.
fn transfer_word(ground: &TransferGround) -> String {
    match ground {
        TransferGround::NoPersonalData => "no personal data".to_owned(),
        TransferGround::SameRegime { cite } => format!("same regime: {cite}"),
        TransferGround::Adequacy { cite } => format!("adequacy: {cite}"),
        TransferGround::Safeguards { cite } => format!("safeguards: {cite}"),
        TransferGround::SingleCase { cite } => format!("single case: {cite}"),
    }
}

fn transfer_code(ground: &TransferGround) -> &'static str {
    match ground {
        TransferGround::NoPersonalData => "no-personal-data",
        TransferGround::SameRegime { .. } => "same-regime",
        TransferGround::Adequacy { .. } => "adequacy",
        TransferGround::Safeguards { .. } => "safeguards",
        TransferGround::SingleCase { .. } => "single-case",
    }
}

fn note(station: &Station, tx: &mut Tx<'_>, body: &GroundedBody) -> Result<(), Stop> {
    for ground in &body.grounds {
        let bars = ground.bars.iter().map(|bar| code(bar)).collect::<Result<Vec<_>, _>>()?;
        tx.audit().append(Event::Grounded {
            exchange: body.draft.exchange,
            says: super::draft::says(&body.draft.form.content),
            power: model::Covered::Covered,
            bases: vec![code(&basis_code(&ground.proof))?],
            transfer: code(transfer_code(&ground.transfer))?,
            bars,
            rules: rules_code(station.lawbook().version())?,
        })?;
    }
    Ok(())
}

/// The basis by a code for the log: `UN-ICSFT-1999/18(3)-(4)`.
pub(super) fn basis_code(proof: &BasisProof) -> String {
    let text = match proof.article.is_empty() {
        true => proof.instrument.clone(),
        false => format!("{}/{}", proof.instrument, proof.article),
    };
    text.chars().map(|c| if c.is_ascii_alphanumeric() || "-._:/+@()".contains(c) { c } else { '+' }).collect()
}
