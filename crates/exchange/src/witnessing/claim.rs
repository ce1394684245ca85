//! What a partner's receipt said about its log, and whether the log that it shows to witnesses holds it.

use super::alarm;
use super::partner::{Partner, by_origin};
use super::see::{checkpoint_of, fault};
use crate::Station;
use audit::checks::{AUD_6_1, AUD_6_2, AUD_6_3, AUD_6_5, AUD_6_6};
use audit::proof::verify_consistency;
use audit::{AddCheckpoint, Checkpoint};
use model::{AuthorityId, Digest, Stop};
use store::{ClaimRow, Tx};

/// How many claims about one size are looked at.
const ALIKE: usize = 16;

/// Keeps the place that a receipt named, to be asked about when the log is shown next. `receipt` is the evidence, should the
/// log have had another root at that size.
pub(crate) fn claim(
    tx: &mut Tx<'_>,
    partner: &Partner,
    origin: &str,
    (size, root): (u64, Digest),
    receipt: &[u8],
) -> Result<(), Stop> {
    let (authority, at) = (partner.authority.clone(), tx.at());
    let claim = ClaimRow { origin: origin.to_owned(), size, root, authority, at };
    tx.claims().add(&claim)?;
    if let Some(known) = tx.seen_logs().get(origin)?.filter(|known| known.size == size) {
        let shown = checkpoint_of(&known.note)?;
        settle(tx, partner, &claim, &shown, receipt)?;
    }
    Ok(())
}

/// Compares a claim with a checkpoint of the same size.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    partner: &Partner,
    claim: &ClaimRow,
    shown: &Checkpoint,
    evidence: &[u8],
) -> Result<(), Stop> {
    if claim.root != shown.root
        && let Some(known) = tx.seen_logs().get(&claim.origin)?
    {
        let said = Checkpoint { origin: claim.origin.clone(), size: claim.size, root: claim.root };
        let evidence = if evidence.is_empty() { said.to_string().into_bytes() } else { evidence.to_vec() };
        alarm::contradiction(tx, partner, &known, &said, &[&AUD_6_5], &evidence)?;
    }
    tx.claims().settle(claim)
}

/// Takes the answer to a question: a proof from what was claimed to a checkpoint that we know. `from` is who handed it over.
pub(crate) fn proved(station: &Station, tx: &mut Tx<'_>, from: &AuthorityId, bytes: &[u8]) -> Result<(), Stop> {
    let answer = AddCheckpoint::parse(bytes).map_err(|_| fault(&AUD_6_1))?;
    let shown = answer.checkpoint().map_err(|_| fault(&AUD_6_1))?;
    let Some(partner) = by_origin(station, tx, &shown.origin)? else { return Err(fault(&AUD_6_2)) };
    answer.note.verify(&partner.log_key()?).map_err(|_| fault(&AUD_6_3))?;
    let Some(mut known) = tx.seen_logs().get(&shown.origin)? else { return Ok(()) };
    if known.size != shown.size {
        // We have gone on since; the next checkpoint asks again.
        return Ok(());
    }
    if checkpoint_of(&known.note)?.root != shown.root {
        return alarm::contradiction(tx, &partner, &known, &shown, &[&AUD_6_5], bytes);
    }
    let claims = tx.claims().up_to(&shown.origin, answer.old, ALIKE)?;
    for claim in claims.iter().filter(|claim| claim.size == answer.old) {
        if verify_consistency(claim.size, shown.size, &claim.root, &shown.root, &answer.proof) {
            tx.claims().settle(claim)?;
            if known.smaller == claim.size {
                known.smaller = 0;
                tx.seen_logs().put(&known)?;
            }
        } else if from == &partner.authority {
            let said = Checkpoint { origin: claim.origin.clone(), size: claim.size, root: claim.root };
            alarm::contradiction(tx, &partner, &known, &said, &[&AUD_6_6], bytes)?;
            tx.claims().settle(claim)?;
        }
    }
    Ok(())
}
