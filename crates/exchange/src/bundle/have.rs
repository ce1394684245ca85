//! Have and want: which numbers of our channels a partner says have arrived, and which of his arrived here. Saves carrying twice;
//! decides nothing: a delivery ends with its receipt alone.

use crate::inbound::Window;
use model::{AuthorityId, Failure, Stop};
use seal::cbor::{Limits, decode_closed, encode};
use seal::manifest::{Have, MOST_CHANNELS};
use serde::{Deserialize, Serialize};
use store::{Said, Tx};

/// What a partner says that it has, as it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Has(Vec<Have>);

impl Has {
    /// What the partner said last; nothing if it never wrote a bundle.
    pub(super) fn of(tx: &mut Tx<'_>, partner: &AuthorityId) -> Result<Has, Stop> {
        let Some(Said { have, .. }) = tx.bundles().said(partner)? else { return Ok(Has::default()) };
        let read = decode_closed(&have, Limits::MANIFEST);
        Ok(read.map_err(|fault| Failure::new("reading what a partner has", fault))?)
    }

    /// Keeps it, unless something later is known.
    pub(super) fn keep(
        tx: &mut Tx<'_>,
        partner: &AuthorityId,
        at: model::Instant,
        have: Vec<Have>,
    ) -> Result<(), Stop> {
        tx.bundles().hear(partner, &Said { at, have: encode(&Has(have))? })
    }

    /// Whether a number of one of our channels has arrived there, as far as the partner could still tell.
    pub(super) fn holds(&self, channel: [u8; 16], number: u64) -> bool {
        let of_channel = self.0.iter().find(|have| have.channel == channel);
        of_channel.is_some_and(|have| Window::from_parts(have.next, &have.seen).holds(number))
    }
}

/// What has arrived here from a partner.
pub(super) fn ours(tx: &mut Tx<'_>, partner: &AuthorityId) -> Result<Vec<Have>, Stop> {
    let channels = tx.channels().of_sender(partner, MOST_CHANNELS)?;
    Ok(channels.into_iter().map(|row| Have { channel: row.id, next: row.next, seen: row.seen }).collect())
}
