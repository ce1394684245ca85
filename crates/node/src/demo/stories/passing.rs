//! What officers do in the two stories of passing on and taking back: everything that follows sending, each by the act of
//! the pipeline that belongs to it.

use super::acts::{self, case};
use crate::demo::cast;
use crate::demo::stage::Stage;
use exchange::after::{
    AcknowledgeForm, Decision, DecisionForm, HandOnForm, Holder, OnwardForm, PermissionForm, acknowledge,
    ask_permission, decide_permission, hand_on, holders, pass_on,
};
use exchange::outbound::{Findings, Sent};
use exchange::{Addressee, Draft, Station};
use model::{ArrangementId, AuthorityId, DraftId, Failure, HandlingCode, HolderOutcome, MessageId, Stop};
use store::Tx;

const BOUND: &[HandlingCode] = &[HandlingCode::H1, HandlingCode::H2];

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

/// To whom, under which arrangement.
pub(super) fn addressee(to: &AuthorityId, under: &str) -> Result<Addressee, Failure> {
    Ok(Addressee { to: to.clone(), under: ArrangementId::parse(under).map_err(wrong)? })
}

/// Writes one thing that follows sending.
pub(super) fn write(
    stage: &mut Stage,
    at: &AuthorityId,
    act: impl FnOnce(&Station, &mut Tx<'_>) -> Result<Draft, Stop>,
) -> Result<DraftId, Stop> {
    stage.step(at, "write", |station, tx| Ok(act(station, tx)?.id()))
}

/// Looks at the findings, answers what they ask, marks, releases, and lets everything arrive.
pub(super) fn leave(
    stage: &mut Stage,
    at: &AuthorityId,
    draft: DraftId,
    informs: bool,
) -> Result<(Vec<Findings>, Sent), Stop> {
    let towards: Vec<AuthorityId> = acts::findings(stage, at, draft)?.into_iter().map(|found| found.to).collect();
    for to in &towards {
        acts::status_checked(stage, at, to, draft)?;
    }
    let findings = acts::findings(stage, at, draft)?;
    acts::assess(stage, at, draft, &findings)?;
    let marking = if informs { acts::marking(BOUND, Some("A2")) } else { acts::marking(&[HandlingCode::H0], None) };
    acts::ground_and_mark(stage, at, draft, marking)?;
    stage.pass(3)?;
    let sent = acts::release(stage, at, draft)?;
    stage.settle()?;
    Ok((findings, sent))
}

/// Nairobi asks Helsinki for permission.
pub(super) fn ask_permission_for(
    stage: &mut Stage,
    ke: &AuthorityId,
    item: MessageId,
    to: &AuthorityId,
    because: &str,
) -> Result<MessageId, Stop> {
    let form = PermissionForm {
        item,
        to: stage.party(to)?,
        justification: because.into(),
        case: case("KE-CT-2026/9")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
    };
    let desk = cast::officer("desk")?;
    let draft = write(stage, ke, |station, tx| ask_permission(station, tx, &desk, form))?;
    Ok(leave(stage, ke, draft, false)?.1.message())
}

/// Helsinki decides, after the three questions towards the third authority too.
pub(super) fn grant(
    stage: &mut Stage,
    fi: &AuthorityId,
    request: MessageId,
    conditions: &[&str],
) -> Result<Vec<Findings>, Stop> {
    let until = jiff::civil::date(2026, 12, 31);
    let conditions = conditions.iter().map(|text| (*text).to_owned()).collect();
    let form = DecisionForm {
        request,
        decision: Decision::Grant { conditions, until },
        case: case("FI-CT-2026/97")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
    };
    let desk = cast::officer("desk")?;
    let draft = write(stage, fi, |station, tx| decide_permission(station, tx, &desk, form))?;
    Ok(leave(stage, fi, draft, false)?.0)
}

/// The form by which Nairobi passes an item on.
pub(super) fn onward_form(item: MessageId, to: Addressee) -> Result<OnwardForm, Failure> {
    Ok(OnwardForm {
        item,
        to,
        threat: None,
        case: case("KE-CT-2026/9")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
    })
}

/// Nairobi passes it on.
pub(super) fn pass_on_to(
    stage: &mut Stage,
    ke: &AuthorityId,
    item: MessageId,
    to: Addressee,
) -> Result<MessageId, Stop> {
    let (form, desk) = (onward_form(item, to)?, cast::officer("desk")?);
    let draft = write(stage, ke, |station, tx| pass_on(station, tx, &desk, form))?;
    Ok(leave(stage, ke, draft, true)?.1.message())
}

/// Nairobi hands a correction on.
pub(super) fn hand_on_to(
    stage: &mut Stage,
    ke: &AuthorityId,
    demand: MessageId,
    holder: &AuthorityId,
) -> Result<MessageId, Stop> {
    let form = HandOnForm {
        demand,
        holder: holder.clone(),
        case: case("KE-CT-2026/9")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
    };
    let desk = cast::officer("desk")?;
    let draft = write(stage, ke, |station, tx| hand_on(station, tx, &desk, form))?;
    Ok(leave(stage, ke, draft, true)?.1.message())
}

/// A person of a holder answers a demand for his own copy.
pub(super) fn answer(stage: &mut Stage, at: &AuthorityId, demand: MessageId) -> Result<MessageId, Stop> {
    let form = AcknowledgeForm {
        demand,
        holder: None,
        late_until: None,
        case: case("KE-CT-2026/9")?,
        unit: cast::unit(cast::CONTACT)?,
    };
    let desk = cast::officer("desk")?;
    let draft = write(stage, at, |station, tx| acknowledge(station, tx, &desk, form))?;
    Ok(leave(stage, at, draft, false)?.1.message())
}

/// Every holder of an item that a node knows.
pub(super) fn holders_of(stage: &mut Stage, at: &AuthorityId, item: MessageId) -> Result<Vec<Holder>, Stop> {
    stage.step(at, "look", |_, tx| holders(tx, item))
}

/// What a holder answered to the last demand.
pub(super) fn outcome(holders: &[Holder], of: &AuthorityId) -> Option<HolderOutcome> {
    let holder = holders.iter().find(|holder| &holder.holder == of);
    holder.and_then(|holder| holder.standing.last()).and_then(|standing| standing.outcome)
}

/// The holders in an officer's words.
pub(super) fn told(stage: &Stage, holders: &[Holder]) -> Vec<String> {
    let mut lines = Vec::new();
    for holder in holders {
        let (_, place) = stage.place(&holder.holder);
        let (_, via) = stage.place(&holder.via);
        let standing = holder.standing.last().map_or_else(
            || "nothing is asked of it".to_owned(),
            |standing| match &standing.outcome {
                Some(outcome) => format!("{}: {}", standing.what, said(outcome)),
                None if standing.late => format!("{}: LATE, due {}", standing.what, standing.due),
                None => format!("{}: no answer yet, due {}", standing.what, standing.due),
            },
        );
        lines.push(format!("{place} (from {via}): {standing}"));
    }
    lines
}

fn said(outcome: &HolderOutcome) -> String {
    match outcome {
        HolderOutcome::Erased { backups_by } => format!("erased; live copies gone now, backups by {backups_by}"),
        HolderOutcome::Corrected { backups_by } => {
            format!("corrected; the wrong one gone from backups by {backups_by}")
        }
        HolderOutcome::Restricted { duty, until: Some(until) } => format!("restricted under {duty} until {until}"),
        HolderOutcome::Restricted { duty, until: None } => format!("restricted under {duty}"),
        HolderOutcome::Late { until } => format!("not yet; by {until}"),
        HolderOutcome::NotHeld => "never received".to_owned(),
    }
}
