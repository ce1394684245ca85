//! A relay: keeps sealed parcels for others and hands them on, as long as they are good for anything. It reads the address and
//! until when a delivery is good; it has no key that would open one.

use crate::Station;
use crate::parcel::Incoming;
use audit::Event;
use model::{AuthorityId, Digest, Instant, Stop};
use policy::{Action, Actor, Circumstances, Machine, Resource, ResourceId};
use seal::digest::sha256;
use seal::{MAX_LIFE, UnopenedDelivery};
use store::Tx;

/// Takes a parcel for somebody else. One whose time has run out is not kept: its recipient would refuse it.
pub(crate) fn take(
    station: &Station,
    tx: &mut Tx<'_>,
    from: &AuthorityId,
    (to, incoming): (&AuthorityId, &Incoming),
    bytes: &[u8],
) -> Result<(), Stop> {
    let envelope = sha256(&[bytes]);
    let resource = Resource::of_node(ResourceId::Envelope(model::MessageId(envelope)));
    let circumstances = Circumstances::at(tx.at());
    station.demand(&Actor::Machine(Machine::Relay), Action::Relay, &resource, &circumstances)?;
    let until = until(incoming, tx.at());
    if until > tx.at() && tx.carried().take(envelope, to, bytes, until)? {
        tx.audit().append(Event::Relayed { envelope, from: from.clone(), to: to.clone() })?;
    }
    Ok(())
}

/// Until when it is carried: a delivery until it expires. Whatever else there is answers a delivery, or is soon followed by a
/// newer one, and is carried as long as a delivery can live.
fn until(incoming: &Incoming, now: Instant) -> Instant {
    let longest = now.checked_add(MAX_LIFE).unwrap_or(Instant::MAX);
    let Incoming::Delivery(sealed) = incoming else { return longest };
    UnopenedDelivery::parse(sealed).map_or(longest, |delivery| delivery.header().expires.min(longest))
}

/// Lets go what `peer` says that it has kept: parcels that were carried for it, by their digests.
pub fn note_kept(tx: &mut Tx<'_>, peer: &AuthorityId, kept: &[Digest]) -> Result<(), Stop> {
    for digest in kept {
        tx.carried().kept(*digest, peer)?;
    }
    Ok(())
}
