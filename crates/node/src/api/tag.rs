//! ETags: which version of a thing somebody looked at. A change names it (`If-Match`) and is not done if the thing has
//! moved on.

use model::{ArrangementId, AuthorisationId, AuthorityId, DraftId, ExchangeId, MessageId, Stop};
use seal::digest::sha256;
use store::{AuthorisationRow, CandidateRow, HitRow, Judgement, PeerRow, QueueRow, Tx};

/// A thing that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// An item on its way out.
    Draft(DraftId),
    /// A candidate of a message.
    Candidate(MessageId, u32),
    /// A message, received or sent.
    Message(MessageId),
    /// A registered arrangement.
    Arrangement(ArrangementId),
    /// A partner or relay.
    Partner(AuthorityId),
    /// An entry of the overseer's queue.
    Queued(u64),
    /// A stored authorisation to screen a population.
    Population(AuthorisationId),
    /// A hit of a population.
    Hit(AuthorisationId, u32),
}

impl Thing {
    /// Its ETag now; nothing if it is not there, so that the step itself says so.
    pub(super) fn tag(&self, tx: &mut Tx<'_>) -> Result<Option<String>, Stop> {
        match self {
            Thing::Draft(id) => Ok(tx.outbound().get(*id)?.map(|row| version(row.version))),
            Thing::Candidate(message, ordinal) => {
                let rows = tx.candidates().of(*message)?;
                Ok(rows.iter().find(|row| row.ordinal == *ordinal).map(candidate))
            }
            Thing::Message(id) => match tx.inbox().get(*id)? {
                Some(row) => Ok(Some(version(row.version))),
                None => Ok(tx.outbound().by_message(*id)?.map(|row| version(row.version))),
            },
            Thing::Arrangement(id) => tx.arrangements().get(id)?.map(|found| arrangement(&found)).transpose(),
            Thing::Partner(id) => {
                // Without the card, which renews itself: what an officer sets is root, address and suspension.
                Ok(tx.peers().get(id)?.map(|row| of_peer(&row)))
            }
            Thing::Queued(id) => {
                let rows = tx.overseer_queue().all()?;
                Ok(rows.iter().find(|row| row.id == *id).map(queued))
            }
            Thing::Population(id) => Ok(tx.authorisations().get(id)?.map(|row| population(&row))),
            Thing::Hit(id, ordinal) => {
                let rows = tx.hits().of(id)?;
                Ok(rows.iter().find(|row| row.ordinal == *ordinal).map(hit))
            }
        }
    }

    /// The exchange that it belongs to.
    pub(super) fn exchange(&self, tx: &mut Tx<'_>) -> Result<Option<ExchangeId>, Stop> {
        match self {
            Thing::Draft(id) => Ok(tx.outbound().get(*id)?.map(|row| row.exchange)),
            Thing::Candidate(message, _) => Ok(tx.inbox().get(*message)?.map(|row| row.exchange)),
            Thing::Message(message) => match tx.inbox().get(*message)? {
                Some(row) => Ok(Some(row.exchange)),
                None => Ok(tx.outbound().by_message(*message)?.map(|row| row.exchange)),
            },
            Thing::Arrangement(_) | Thing::Partner(_) | Thing::Queued(_) => Ok(None),
            Thing::Population(_) | Thing::Hit(..) => Ok(None),
        }
    }
}

/// The ETag of a row that counts its changes.
pub(super) fn version(version: u64) -> String {
    format!("\"{version}\"")
}

/// The ETag of a candidate: it tells nothing of other candidates.
pub(super) fn candidate(row: &CandidateRow) -> String {
    judged(row.ordinal, row.judgement)
}

/// The ETag of a hit, as that of a candidate.
pub(super) fn hit(row: &HitRow) -> String {
    judged(row.ordinal, row.judgement)
}

fn judged(ordinal: u32, judgement: Judgement) -> String {
    let word = if judgement == Judgement::None { "open" } else { "judged" };
    format!("\"{ordinal}-{word}\"")
}

/// The ETag of an authorisation: what it states never changes, what was used of it does not matter.
pub(super) fn population(row: &AuthorisationRow) -> String {
    format!("\"{}\"", if row.withdrawn.is_some() { "withdrawn" } else { "signed" })
}

/// The ETag of an arrangement: its content.
pub(super) fn arrangement(arrangement: &model::Arrangement) -> Result<String, Stop> {
    let bytes = serde_json::to_vec(arrangement).map_err(|e| model::Failure::new("tagging an arrangement", e))?;
    let digest = sha256(&[&bytes]).to_string();
    Ok(format!("\"{}\"", digest.get(..32).unwrap_or_default()))
}

/// The ETag of a partner or relay, from how things stand with it.
pub(super) fn partner(standing: &exchange::PeerStanding) -> String {
    let (authority, address, suspended) = (standing.authority.clone(), standing.address.clone(), standing.suspended);
    of_peer(&PeerRow { authority, root: None, address, suspended })
}

fn of_peer(row: &PeerRow) -> String {
    let suspended = row.suspended.map(|at| at.to_string()).unwrap_or_default();
    let address = row.address.as_deref().unwrap_or_default();
    let digest = sha256(&[row.authority.as_str().as_bytes(), b"\n", address.as_bytes(), b"\n", suspended.as_bytes()]);
    format!("\"{}\"", digest.to_string().get(..32).unwrap_or_default())
}

/// The ETag of an entry of the queue.
pub(super) fn queued(row: &QueueRow) -> String {
    format!("\"{}-{}\"", row.id, if row.seen_by.is_some() { "seen" } else { "waiting" })
}
