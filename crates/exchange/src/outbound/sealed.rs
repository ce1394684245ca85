//! Sealed: law, arrangement and keys were asked once more at the moment of sealing, and the authority signed the payload.
//! Next step: [`send`](Sealed::send), in the same transaction.

use super::findings::{self, Viewer};
use super::grounded;
use super::released::{Released, ReleasedBody};
use crate::payload::{Payload, VERSION};
use crate::{Station, checks};
use model::{Digest, Failure, MessageId, Refusal, Stop};
use seal::Evidence;
use store::Tx;

/// A signed message, not yet on its way.
#[derive(Debug)]
pub struct Sealed {
    body: ReleasedBody,
    evidence: Evidence,
}

impl Released {
    /// Signs the item. Refused if law, arrangement or a bar no longer allow it: what was true at release may not be now.
    pub fn seal(self, station: &Station, tx: &mut Tx<'_>) -> Result<Sealed, Stop> {
        let body = self.into_body();
        still_allowed(station, tx, &body)?;
        let payload = seal::cbor::encode(&payload(station, tx, &body)?)?;
        let evidence = Evidence::sign(&payload, station.secrets())?;
        Ok(Sealed { body, evidence })
    }
}

impl Sealed {
    /// Its message id: the digest of the signed payload.
    pub fn message(&self) -> MessageId {
        self.evidence.message_id()
    }

    pub(super) fn into_parts(self) -> (ReleasedBody, Evidence) {
        (self.body, self.evidence)
    }
}

/// Check OUT-5.1: the three questions, once more, today.
fn still_allowed(station: &Station, tx: &mut Tx<'_>, body: &ReleasedBody) -> Result<(), Stop> {
    let draft = &body.marked.draft;
    super::released::unbroken(tx, draft)?;
    crate::after::still_permitted(station, tx, &body.marked.content, draft)?;
    for found in findings::all(station, tx, draft, Viewer::Machine)? {
        grounded::settled(draft, &found).map_err(|stop| no_longer(&found.to, stop))?;
    }
    for addressee in &draft.form.to {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_5_1)?;
        let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
        if !arrangement.in_force(today) {
            let because = format!("the arrangement `{}` is not in force on {today}", arrangement.id);
            return Err(refusal(because, "ask the administrator whether it was prolonged or suspended"));
        }
    }
    Ok(())
}

fn no_longer(to: &model::AuthorityId, stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(refused) => {
            let because = format!("since release it is no longer allowed towards {to}: {}", refused.because);
            Refusal { check: &checks::OUT_5_1, because, ..refused }.into()
        }
        other => other,
    }
}

fn refusal(because: String, remedy: &str) -> Stop {
    Refusal { check: &checks::OUT_5_1, cites: Vec::new(), because, remedy: remedy.to_owned() }.into()
}

fn payload(station: &Station, tx: &mut Tx<'_>, body: &ReleasedBody) -> Result<Payload, Stop> {
    let marked = &body.marked;
    let form = &marked.draft.form;
    let mut nonce = [0; 32];
    tx.chance().fill(&mut nonce);
    let content = serde_json::to_value(&marked.content).map_err(|_| Failure::new("writing a payload", "content"))?;
    Ok(Payload {
        v: VERSION,
        nonce: Digest(nonce),
        sender: station.us().id.clone(),
        arrangements: form.to.clone(),
        exchange: marked.draft.exchange,
        kind: form.kind.as_str().to_owned(),
        offence: form.offence.clone(),
        purpose: form.purpose,
        urgency: form.urgency,
        case: form.case.clone(),
        basis: marked.grounds.iter().map(|ground| ground.proof.clone()).collect(),
        release: body.by.proof().clone(),
        handling: marked.handling.clone(),
        evaluation: marked.evaluation,
        retention: marked.retention,
        created: tx.at(),
        expires: marked.expires,
        reply_by: form.reply_by,
        crit: Vec::new(),
        content,
    })
}
