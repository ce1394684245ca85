//! A person's view of a candidate. A candidate is no match until a person says so; a machine never does.

use crate::reading::may_know;
use crate::station::code;
use crate::{Station, checks};
use audit::Event;
use model::{CaseReference, MessageId, Officer, Purpose, Refusal, Stop};
use policy::{Action, Actor, Resource};
use store::{CandidateRow, Judgement, Tx};

/// Records that an officer judged a candidate: the same, different, or cannot be told. Once.
#[expect(clippy::too_many_arguments, reason = "one for each fact that the act records")]
pub fn judge(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    message: MessageId,
    ordinal: u32,
    judgement: Judgement,
    purpose: Purpose,
    case: &CaseReference,
) -> Result<CandidateRow, Stop> {
    let candidate = tx.candidates().of(message)?.into_iter().find(|row| row.ordinal == ordinal);
    let Some(candidate) = candidate else { return Err(unknown(message, ordinal)) };
    let resource = Resource::candidates(candidate.exchange, candidate.compartment.clone());
    let circumstances = station.circumstances(tx, purpose, case)?;
    match station.demand(&Actor::Officer(officer.clone()), Action::Judge, &resource, &circumstances) {
        Err(Stop::Refusal(_)) if !may_know(officer, &resource) => return Err(unknown(message, ordinal)),
        asked => asked?,
    }
    if !tx.candidates().judge(message, ordinal, judgement, &officer.id)? {
        let because = format!("candidate {ordinal} was judged before");
        let remedy = "look at who judged it and why; a new view is a new search".to_owned();
        return Err(Refusal { check: &checks::IN_5_1, cites: Vec::new(), because, remedy }.into());
    }
    tx.audit().append(Event::Judged {
        exchange: candidate.exchange,
        message,
        record: candidate.record,
        judgement: code(judgement.as_str())?,
        officer: officer.id.clone(),
        purpose,
        case: case.clone(),
    })?;
    Ok(CandidateRow { judgement, judged_by: Some(officer.id.clone()), ..candidate })
}

/// The same for a candidate that is not there and for one that this officer may not know of.
fn unknown(message: MessageId, ordinal: u32) -> Stop {
    Refusal {
        check: &checks::IN_5_1,
        cites: Vec::new(),
        because: format!("there is no candidate {ordinal} for {message} that you may see"),
        remedy: "list the candidates of the exchange".to_owned(),
    }
    .into()
}
