//! What officers do in more than one story: release, look at a hit, answer. Each act is one of the pipeline's own steps.

use crate::demo::cast;
use crate::demo::stage::{LIST, Stage, retention};
use desk::message::{Reply, reply};
use exchange::inbound::{ShownCandidate, judge};
use exchange::outbound::{Approver, Draft, Findings, Grounded, Marked, MarkingForm, Sent, Stated};
use exchange::reading::{Disclosed, ReadItem};
use model::Verification;
use model::record::Origin;
use model::{
    AuthorityId, BarOutcome, CaseReference, DraftId, Evaluation, ExchangeId, Failure, Handling, HandlingCode,
    MessageId, Personal, Purpose, Stop, Subject,
};
use store::{CandidateRow, Judgement, Tx};

/// An id that the plan is known to hold.
pub(super) fn node(id: &str) -> Result<AuthorityId, Failure> {
    AuthorityId::parse(id).map_err(|e| Failure::new("telling a story", e))
}

/// Whether a row was checked against its text, as the teller says it.
pub(super) fn checked(verification: Verification) -> &'static str {
    match verification {
        Verification::Sourced => "sourced",
        Verification::Unverified => "unverified",
    }
}

/// A case reference.
pub(super) fn case(text: &str) -> Result<CaseReference, Failure> {
    CaseReference::parse(text).map_err(|e| Failure::new("telling a story", e))
}

/// The marking of a story: codes, an evaluation.
pub(super) fn marking(codes: &[HandlingCode], evaluation: Option<&str>) -> MarkingForm {
    MarkingForm {
        handling: Handling::of(codes.iter().copied()),
        evaluation: evaluation.and_then(Evaluation::parse),
        retention: retention(),
        overrides: Vec::new(),
    }
}

/// Answers every bar question that the findings raise, as the officers of these stories do: a condition where the
/// lawbook proposes one, else clear, with reasons; seconded where two persons are required. Then the single-case
/// transfer, where one is needed.
pub(super) fn assess(stage: &mut Stage, at: &AuthorityId, draft: DraftId, findings: &[Findings]) -> Result<(), Stop> {
    let (desk, second) = (cast::officer("desk")?, cast::officer("remote-approver")?);
    for found in findings {
        for question in &found.bars.decision {
            let outcome = match &question.default_condition {
                Some(condition) => BarOutcome::Condition { condition: condition.clone() },
                None => BarOutcome::Clear,
            };
            let reasons: Personal<String> =
                "Looked at in this case: the conduct is the financing of violence, nothing else is known.".into();
            stage.step(at, "answer bar", |station, tx| {
                use exchange::outbound::assess;
                assess::answer_bar(station, tx, &desk, draft, &found.to, &question.id, outcome, reasons)?;
                match question.persons {
                    2 => assess::second_bar(station, tx, &second, draft, &found.to, &question.id),
                    _ => Ok(()),
                }
            })?;
        }
        if let law::TransferNeed::NeedsDecision { derogations, .. } = &found.transfer.decision
            && let Some(derogation) = derogations.first()
        {
            let cite = derogation.cite.clone();
            stage.step(at, "decide transfer", |station, tx| {
                let justification = "Without it the transfers cannot be attributed, and no other way is open.".into();
                let balance = "Only name, birth date and the account go; use is bound and reviewed.".into();
                use exchange::outbound::assess::decide_transfer;
                decide_transfer(station, tx, &desk, draft, &found.to, cite, justification, balance)
            })?;
        }
    }
    Ok(())
}

/// States that the competent authority was asked about protected status and knows of none.
pub(super) fn status_checked(
    stage: &mut Stage,
    at: &AuthorityId,
    to: &AuthorityId,
    draft: DraftId,
) -> Result<(), Stop> {
    let desk = cast::officer("desk")?;
    let stated = Stated { status_checked: true, ..Stated::default() };
    stage.step(at, "state", |station, tx| exchange::outbound::assess::state(station, tx, &desk, draft, to, stated))
}

/// The findings on a draft.
pub(super) fn findings(stage: &mut Stage, at: &AuthorityId, draft: DraftId) -> Result<Vec<Findings>, Stop> {
    let desk = cast::officer("desk")?;
    stage.step(at, "findings", |station, tx| {
        Draft::resume(station, tx, &desk, policy::Action::Ground, draft)?.findings(station, tx, &desk)
    })
}

/// Grounds and marks a draft.
pub(super) fn ground_and_mark(
    stage: &mut Stage,
    at: &AuthorityId,
    draft: DraftId,
    marking: MarkingForm,
) -> Result<Marked, Stop> {
    let desk = cast::officer("desk")?;
    stage.step(at, "ground and mark", |station, tx| {
        Draft::resume(station, tx, &desk, policy::Action::Ground, draft)?.ground(station, tx, &desk)?;
        Grounded::resume(station, tx, &desk, draft)?.mark(station, tx, &desk, marking)
    })
}

/// An approver releases; the node seals and sends.
pub(super) fn release(stage: &mut Stage, at: &AuthorityId, draft: DraftId) -> Result<Sent, Stop> {
    let (approver, now) = (cast::officer("approver")?, stage.now());
    stage.step(at, "release", |station, tx| {
        let marked = Marked::resume(station, tx, &approver, draft)?;
        let released = marked.release(station, tx, &Approver { officer: &approver, proved_at: now })?;
        released.seal(station, tx)?.send(station, tx)
    })
}

/// The first message of an exchange, as a node received it.
pub(super) fn message(stage: &mut Stage, at: &AuthorityId, exchange: ExchangeId) -> Result<MessageId, Stop> {
    stage.step(at, "look", |_, tx| {
        let first = tx.inbox().of(exchange)?.into_iter().next();
        first.map(|row| row.message).ok_or_else(|| Failure::new("telling a story", "no message").into())
    })
}

/// The candidates of a message, as the desk officer of the contact unit is shown them, best first.
pub(super) fn candidates(
    stage: &mut Stage,
    at: &AuthorityId,
    message: MessageId,
    case: &CaseReference,
) -> Result<Vec<(CandidateRow, ShownCandidate)>, Stop> {
    let desk = cast::officer("desk")?;
    match stage.read(at, &desk, ReadItem::Candidates(message), case)? {
        Disclosed::Candidates(candidates) => Ok(candidates),
        _ => Err(Failure::new("telling a story", "no candidates were disclosed").into()),
    }
}

/// Whether a candidate's record is a synthetic person of ours, and not an entry of the external list.
pub(super) fn is_synthetic(stage: &mut Stage, at: &AuthorityId, row: &CandidateRow) -> Result<bool, Stop> {
    stage.step(at, "look", |_, tx| Ok(tx.records().head(row.record)?.is_some_and(|head| head.source != LIST)))
}

/// The record of a candidate, read by the desk officer.
pub(super) fn record(
    stage: &mut Stage,
    at: &AuthorityId,
    row: &CandidateRow,
    case: &CaseReference,
) -> Result<Subject, Stop> {
    let desk = cast::officer("desk")?;
    match stage.read(at, &desk, ReadItem::Record(row.record), case)? {
        Disclosed::Record(record) if matches!(record.origin, Origin::Own { .. }) => Ok(record.subject),
        _ => Err(Failure::new("telling a story", "the hit is not on a synthetic person").into()),
    }
}

/// A person confirms the best candidate: now it is a match.
pub(super) fn confirm(
    stage: &mut Stage,
    at: &AuthorityId,
    row: &CandidateRow,
    case: &CaseReference,
) -> Result<(), Stop> {
    let desk = cast::officer("desk")?;
    stage.step(at, "judge", |station, tx| {
        let purpose = Purpose::Investigation;
        judge(station, tx, &desk, row.message, row.ordinal, Judgement::Same, purpose, case).map(drop)
    })
}

/// The desk officer drafts a reply.
pub(super) fn draft_reply(
    stage: &mut Stage,
    at: &AuthorityId,
    exchange: ExchangeId,
    form: Reply,
) -> Result<DraftId, Stop> {
    let desk = cast::officer("desk")?;
    stage.step(at, "reply", |station, tx| Ok(reply(station, tx, &desk, exchange, form)?.id()))
}

/// The row of an exchange at a node.
pub(super) fn row(stage: &mut Stage, at: &AuthorityId, exchange: ExchangeId) -> Result<store::ExchangeRow, Stop> {
    let look = |_: &exchange::Station, tx: &mut Tx<'_>| {
        tx.exchanges().get(exchange)?.ok_or_else(|| Failure::new("telling a story", "no such exchange").into())
    };
    stage.step(at, "look", look)
}

/// The evidence of a candidate, line by line.
pub(super) fn evidence(shown: &ShownCandidate) -> Vec<String> {
    let percent = match shown.probability {
        p if p > 0.99 => "over 99".to_owned(),
        p => format!("{:.0}", p * 100.0),
    };
    let mut lines = vec![format!("the same with a probability of {percent} %, says {} (provisional)", shown.algorithm)];
    lines.extend(shown.explanation.to_string().lines().map(|line| line.trim_end().to_owned()));
    lines
}
