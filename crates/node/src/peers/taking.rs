//! Taking parcels off the wire: one transaction for all that came together, each standing or falling alone in it.

use crate::api::Node;
use crate::system::SystemChance;
use exchange::{Taken, take_parcel};
use model::{AuthorityId, Failure, Stop};

/// Takes parcels that `from` handed over, off the runtime. A Failure means that none was taken, as when
/// `from` is cut off.
pub(super) async fn take(node: &Node, from: &AuthorityId, parcels: Vec<Vec<u8>>) -> Result<Vec<Taken>, Stop> {
    let (node, from) = (node.clone(), from.clone());
    let done = tokio::task::spawn_blocking(move || {
        let taken = node.store().tx("take parcels", node.now(), &mut SystemChance, |tx| {
            not_cut_off(tx, &from)?;
            parcels.iter().map(|parcel| take_parcel(node.station(), tx, &from, parcel)).collect::<Result<Vec<_>, _>>()
        });
        node.nudge();
        taken
    });
    done.await.unwrap_or_else(|_| Err(Failure::new("taking parcels", "the work broke off").into()))
}

/// A failure if an administrator cut `peer` off: the line may have been opened, or a poll be under way, before that.
pub(super) fn not_cut_off(tx: &mut store::Tx<'_>, peer: &AuthorityId) -> Result<(), Stop> {
    let cut_off = tx.peers().get(peer)?.is_some_and(|row| row.suspended.is_some());
    if cut_off { Err(Failure::new("exchanging parcels", format!("{peer} is cut off")).into()) } else { Ok(()) }
}

/// Does something with the store, off the runtime.
pub(super) async fn with_store<T: Send + 'static>(
    node: &Node,
    name: &'static str,
    step: impl FnOnce(&exchange::Station, &mut store::Tx<'_>) -> Result<T, Stop> + Send + 'static,
) -> Result<T, Stop> {
    let node = node.clone();
    let done = tokio::task::spawn_blocking(move || {
        node.store().tx(name, node.now(), &mut SystemChance, |tx| step(node.station(), tx))
    });
    done.await.unwrap_or_else(|_| Err(Failure::new(name, "the work broke off").into()))
}
