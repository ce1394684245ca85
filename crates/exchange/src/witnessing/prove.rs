//! As a log: proves to a partner that what it has cosigned holds what a receipt of ours said.

use super::own::Own;
use super::partners;
use crate::parcel::{Outgoing, Protocol};
use crate::{Station, checks};
use audit::witness::Prove;
use model::{AuthorityId, Fault, Stop};
use store::Tx;

/// Answers a question. It is answered to the partner that handed it over, or to all to whom this hop leads; what cannot be
/// proved, because our log is smaller, gets no answer: the one who asks has noticed.
pub(crate) fn prove(
    station: &Station,
    tx: &mut Tx<'_>,
    from: &AuthorityId,
    bytes: &[u8],
) -> Result<Vec<Outgoing>, Stop> {
    let fault = || Fault { check: &checks::IN_1_1, place: "prove".to_owned() };
    let asked = Prove::parse(bytes).ok_or_else(fault)?;
    let Some(own) = Own::read(station)? else { return Ok(Vec::new()) };
    if asked.origin != own.checkpoint.origin || asked.new > own.checkpoint.size {
        return Ok(Vec::new());
    }
    let answer = own.proved(station, asked.old, asked.new)?.to_string().into_bytes();
    let protocol = Protocol::Consistency(answer);
    let to = partners(station, tx)?.into_iter().filter(|partner| &partner.authority == from || &partner.hop == from);
    Ok(to.map(|partner| Outgoing::protocol(partner.hop, &partner.authority, &protocol)).collect())
}
