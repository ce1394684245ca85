//! As a witness: a partner's checkpoint is cosigned if the log only grew. What contradicts what was seen before is kept
//! verbatim, and the overseer is told.

use super::alarm;
use super::partner::{Partner, by_origin};
use super::witness_name;
use crate::Station;
use crate::log::LogSigner;
use crate::parcel::{Outgoing, Protocol};
use audit::checks::{AUD_6_1, AUD_6_2, AUD_6_7};
use audit::cosignature::cosign;
use audit::note::Note;
use audit::witness::{Prove, Rejected, judge};
use audit::{AddCheckpoint, Checkpoint, Event};
use jiff::SignedDuration;
use model::{AuthorityId, Check, Failure, Fault, Stop};
use store::{ClaimRow, SeenLog, Tx};

/// How often our own log says that we have seen a partner's: the first time, and once a day. An entry for each checkpoint
/// would make two idle nodes show each other checkpoints for ever.
const LOGGED_EVERY: SignedDuration = SignedDuration::from_hours(24);
/// How many places in receipts are asked about with one checkpoint.
const CLAIMS: usize = 16;

/// Takes a checkpoint that a log shows. `from` is who handed it over.
pub(crate) fn see(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8]) -> Result<Vec<Outgoing>, Stop> {
    let request = AddCheckpoint::parse(bytes).map_err(|_| fault(&AUD_6_1))?;
    let shown = request.checkpoint().map_err(|_| fault(&AUD_6_1))?;
    let Some(partner) = by_origin(station, tx, &shown.origin)? else { return Err(fault(&AUD_6_2)) };
    let keys = [partner.log_key()?];
    let known = tx.seen_logs().get(&shown.origin)?;
    let last = known.as_ref().map(|known| checkpoint_of(&known.note)).transpose()?;
    // What we have never seen is taken as it is, whatever older size the log believes us to know.
    let first = AddCheckpoint { old: 0, proof: Vec::new(), note: request.note.clone() };
    let request = if known.is_none() { first } else { request };
    match judge(&request, &keys, last.as_ref()) {
        Ok(shown) => cosign_and_keep(station, tx, &partner, &request.note, shown, known),
        Err(rejected) => {
            let Some(known) = known else { return Err(fault(rejected.check())) };
            turn_away(tx, &partner, from, known, &shown, &rejected, bytes)
        }
    }
}

/// Whether a note is signed by the log of this name, and that log is a partner's.
pub(crate) fn is_signed(station: &Station, tx: &mut Tx<'_>, origin: &str, note: &Note) -> Result<bool, Stop> {
    let Some(partner) = by_origin(station, tx, origin)? else { return Ok(false) };
    Ok(note.verify(&partner.log_key()?).is_ok())
}

fn cosign_and_keep(
    station: &Station,
    tx: &mut Tx<'_>,
    partner: &Partner,
    signed: &Note,
    shown: Checkpoint,
    known: Option<SeenLog>,
) -> Result<Vec<Outgoing>, Stop> {
    let now = tx.at();
    let authority = partner.authority.clone();
    let signer = LogSigner::as_witness(station, witness_name(&station.us().id));
    let cosignature = cosign(&shown, now, &signer)?;
    let key = partner.log_key()?;
    let of_log = signed.signatures.iter().filter(|line| line.name == key.name() && line.id == key.id());
    let signatures = of_log.cloned().chain(cosignature.signatures).collect();
    let note = Note { text: cosignature.text, signatures }.to_string().into_bytes();
    let mut logged = known.as_ref().map(|known| known.logged);
    if logged.is_none_or(|logged| now.duration_since(logged) >= LOGGED_EVERY) {
        let event = Event::CheckpointSeen { authority: authority.clone(), size: shown.size, root: shown.root };
        tx.audit().append(event)?;
        logged = Some(now);
    }
    let row = SeenLog {
        origin: shown.origin.clone(),
        authority: authority.clone(),
        size: shown.size,
        note: note.clone(),
        at: now,
        logged: logged.unwrap_or(now),
        smaller: 0,
    };
    tx.seen_logs().put(&row)?;
    let mut replies = vec![reply(partner, Protocol::Cosigned(note))];
    for claim in tx.claims().up_to(&shown.origin, shown.size, CLAIMS)? {
        if claim.size == shown.size {
            super::claim::settle(tx, partner, &claim, &shown, b"")?;
            continue;
        }
        let prove = Prove { origin: shown.origin.clone(), old: claim.size, new: shown.size };
        replies.push(reply(partner, Protocol::Prove(prove.to_string().into_bytes())));
    }
    Ok(replies)
}

/// Does not cosign: says what is known instead, which tells an honest log where to go on from, and a rolled back or
/// rewritten one that it was noticed.
fn turn_away(
    tx: &mut Tx<'_>,
    partner: &Partner,
    from: &AuthorityId,
    mut known: SeenLog,
    shown: &Checkpoint,
    rejected: &Rejected,
    bytes: &[u8],
) -> Result<Vec<Outgoing>, Stop> {
    let mut replies = vec![reply(partner, Protocol::Cosigned(known.note.clone()))];
    match rejected {
        Rejected::Fork { .. } => alarm::contradiction(tx, partner, &known, shown, &[rejected.check()], bytes)?,
        // Over a relay, the proof may have been spoilt by the way. Handed over by the log itself it is its own word.
        Rejected::NotConsistent { .. } if from == &partner.authority || is_again(&known, shown) => {
            alarm::contradiction(tx, partner, &known, shown, &[rejected.check()], bytes)?;
        }
        Rejected::NotConsistent { .. } => {
            known.smaller = shown.size;
            tx.seen_logs().put(&known)?;
        }
        Rejected::OutOfDate { .. } if shown.size < known.size => {
            if is_again(&known, shown) {
                alarm::contradiction(tx, partner, &known, shown, &[&AUD_6_7], bytes)?;
            }
            // Overtaken on the way, or rolled back: an honest log can prove that it went on from there.
            let (origin, size, root) = (shown.origin.clone(), shown.size, shown.root);
            let claim = ClaimRow { origin, size, root, authority: partner.authority.clone(), at: tx.at() };
            tx.claims().add(&claim)?;
            let prove = Prove { origin: shown.origin.clone(), old: shown.size, new: known.size };
            replies.push(reply(partner, Protocol::Prove(prove.to_string().into_bytes())));
            known.smaller = shown.size;
            tx.seen_logs().put(&known)?;
        }
        Rejected::OutOfDate { .. } => {}
        Rejected::Malformed | Rejected::UnknownLog | Rejected::WrongSignature => return Err(fault(rejected.check())),
    }
    Ok(replies)
}

/// Whether this is the second checkpoint in a row, and a later one, that does not go on from what is known.
fn is_again(known: &SeenLog, shown: &Checkpoint) -> bool {
    known.smaller > 0 && shown.size > known.smaller
}

fn reply(partner: &Partner, protocol: Protocol) -> Outgoing {
    Outgoing::protocol(partner.hop.clone(), &partner.authority, &protocol)
}

/// The checkpoint of a note that we kept.
pub(super) fn checkpoint_of(note: &[u8]) -> Result<Checkpoint, Failure> {
    let note = Note::parse(note).and_then(|note| Checkpoint::parse(&note.text));
    note.map_err(|error| Failure::new("reading a checkpoint that we kept", error))
}

pub(super) fn fault(check: &'static Check) -> Stop {
    Fault { check, place: "checkpoint".to_owned() }.into()
}
