//! A relay: keeps sealed parcels for others and hands them on. It reads the address and nothing else; it has no key that
//! would open them.

use crate::Station;
use audit::Event;
use model::{AuthorityId, Digest, Stop};
use policy::{Action, Actor, Circumstances, Machine, Resource, ResourceId};
use seal::digest::sha256;
use store::Tx;

/// Takes a parcel for somebody else.
pub(crate) fn take(
    station: &Station,
    tx: &mut Tx<'_>,
    from: &AuthorityId,
    to: &AuthorityId,
    bytes: &[u8],
) -> Result<(), Stop> {
    let envelope = sha256(&[bytes]);
    let resource = Resource::of_node(ResourceId::Envelope(model::MessageId(envelope)));
    let circumstances = Circumstances::at(tx.at());
    station.demand(&Actor::Machine(Machine::Relay), Action::Relay, &resource, &circumstances)?;
    if tx.carried().take(envelope, to, bytes)? {
        tx.audit().append(Event::Relayed { envelope, from: from.clone(), to: to.clone() })?;
    }
    Ok(())
}

/// Lets go what `peer` says that it has kept: parcels that were carried for it, by their digests.
pub fn note_kept(tx: &mut Tx<'_>, peer: &AuthorityId, kept: &[Digest]) -> Result<(), Stop> {
    for digest in kept {
        tx.carried().kept(*digest, peer)?;
    }
    Ok(())
}
