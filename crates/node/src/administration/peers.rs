//! Peers: whom this node talks to over the wire. Set, suspended and taken up again by an administrator; which of their roots
//! is believed is decided by words that two people read to each other, never by what came over a wire.

use super::arrangements;
use audit::{Code, Event, Item};
use exchange::Station;
use model::{ArrangementId, AuthorityId, Citation, Digest, Failure, Officer, Refusal, Stop};
use policy::{Action, Actor, Circumstances, Obligation, Resource, ResourceId};
use seal::SignedCard;
use seal::digest::sha256;
use seal::keys::fingerprint_words;
use store::{PeerRow, Tx};

model::checks! {
    NOD_5_1 = "NOD-5.1", "the words that were heard are those of the fingerprint of the card's root", "house";
    NOD_5_2 = "NOD-5.2", "an address is host:port, or [host]:port for IPv6", "house";
    NOD_5_3 = "NOD-5.3", "the peer is known here", "house";
    NOD_5_4 = "NOD-5.4", "the root is the one that is pinned; another one takes a second person", "house";
    NOD_5_5 = "NOD-5.5", "a peer is another authority than this node's own, under a root of its own", "house";
}

fn refuse(check: &'static model::Check, because: String, remedy: &str) -> Stop {
    Refusal { check, cites: Vec::<Citation>::new(), because, remedy: remedy.to_owned() }.into()
}

/// What policies look at: a peer is set and suspended by whoever may register and suspend an arrangement with it.
fn resource(id: &AuthorityId) -> Result<Resource, Stop> {
    let named = ArrangementId::parse(&format!("with-{id}"));
    let named = named.or_else(|_| ArrangementId::parse(id.as_str())).map_err(|e| Failure::new("naming a peer", e))?;
    Ok(Resource::of_node(ResourceId::Arrangement(named)))
}

fn demand(station: &Station, tx: &Tx<'_>, by: &Officer, action: Action, id: &AuthorityId) -> Result<(), Stop> {
    station.demand(&Actor::Officer(by.clone()), action, &resource(id)?, &Circumstances::at(tx.at()))
}

/// Adds a peer by its card and by the words of its root's fingerprint as they were heard from a person there.
pub fn add(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    card: &[u8],
    words: &str,
    address: Option<&str>,
) -> Result<AuthorityId, Stop> {
    let (id, root) = SignedCard::claimed(card)?;
    demand(station, tx, by, Action::AddArrangement, &id)?;
    if id == station.us().id {
        return Err(refuse(
            &NOD_5_5,
            format!("the card is that of {id}, which is this node"),
            "take the partner's card",
        ));
    }
    if let Some(whose) = arrangements::other_holder(station, tx, &root, &id)? {
        let because = format!("the root in the card of {id} is that of {whose}");
        return Err(refuse(&NOD_5_5, because, "compare the words of its fingerprint with a person there"));
    }
    if plain(words) != plain(&fingerprint_words(&root)) {
        let because = format!("the words are not those of the root in the card of {id}");
        return Err(refuse(&NOD_5_1, because, "ask for the card again, by another way, and compare the words again"));
    }
    let before = tx.peers().get(&id)?;
    let pinned = exchange::pinned(station, tx, &id)?;
    if pinned.iter().any(|known| *known != root) {
        let because = format!("another root of {id} is pinned here");
        return Err(refuse(&NOD_5_4, because, "propose the new root; a second person confirms it"));
    }
    let address = address.map(address_of).transpose()?;
    let row = PeerRow {
        authority: id.clone(),
        root: Some(root),
        address: address.or_else(|| before.as_ref().and_then(|row| row.address.clone())),
        suspended: before.and_then(|row| row.suspended),
    };
    set(tx, by, &row)?;
    exchange::learn(station, tx, card)?;
    Ok(id)
}

/// Says where a peer listens, or that it does not.
pub fn move_to(
    station: &Station,
    tx: &mut Tx<'_>,
    by: &Officer,
    id: &AuthorityId,
    address: Option<&str>,
) -> Result<(), Stop> {
    demand(station, tx, by, Action::AddArrangement, id)?;
    let mut row = known(station, tx, id)?;
    row.address = address.map(address_of).transpose()?;
    set(tx, by, &row)
}

/// Cuts a peer off: its arrangements are suspended from today on, and nothing more goes over the wire. Where an overseer
/// does it, the administrators are told.
pub fn suspend(station: &Station, tx: &mut Tx<'_>, by: &Officer, id: &AuthorityId, because: &str) -> Result<(), Stop> {
    let (actor, carries) = (Actor::Officer(by.clone()), [Obligation::TellAdministrator]);
    let at = Circumstances::at(tx.at());
    let permit = station.permit_carrying(&actor, Action::SuspendArrangement, &resource(id)?, &at, &carries)?;
    let mut row = known(station, tx, id)?;
    let today = jiff::tz::Offset::UTC.to_datetime(tx.at()).date();
    for arrangement in tx.arrangements().all()? {
        let with_it = arrangement.partner(&station.us().id) == Some(id);
        if with_it && arrangement.suspended.is_none_or(|day| day > today) {
            arrangements::suspend(station, tx, by, &arrangement.id, today, because)?;
        }
    }
    row.suspended = Some(tx.at());
    tx.peers().put(&row)?;
    let because = Code::parse(because).map_err(|e| Failure::new("suspending a peer", e))?;
    tx.audit().append(Event::PeerSuspended { authority: id.clone(), because, officer: by.id.clone() })?;
    let item = Code::parse(&format!("partner:{id}")).map_err(|e| Failure::new("suspending a peer", e))?;
    exchange::carry_out(tx, &permit, &Item::Other(item))
}

/// Lets a peer that was cut off connect again. Its arrangements stay as they are: each needs a new revision.
pub fn resume(station: &Station, tx: &mut Tx<'_>, by: &Officer, id: &AuthorityId) -> Result<(), Stop> {
    demand(station, tx, by, Action::AddArrangement, id)?;
    let mut row = known(station, tx, id)?;
    row.suspended = None;
    tx.peers().put(&row)?;
    tx.audit().append(Event::PeerResumed { authority: id.clone(), officer: by.id.clone() })?;
    Ok(())
}

fn set(tx: &mut Tx<'_>, by: &Officer, row: &PeerRow) -> Result<(), Stop> {
    tx.peers().put(row)?;
    let document = digest(row);
    tx.audit().append(Event::PeerSet { authority: row.authority.clone(), document, officer: by.id.clone() })?;
    Ok(())
}

/// The digest of what is kept of a peer: root, then address.
fn digest(row: &PeerRow) -> Digest {
    let root = row.root.map(|root| root.0.to_vec()).unwrap_or_default();
    sha256(&[row.authority.as_str().as_bytes(), b"\n", &root, b"\n", row.address.as_deref().unwrap_or("").as_bytes()])
}

/// The row of a peer; a partner by arrangement has one as soon as something is said about it.
fn known(station: &Station, tx: &mut Tx<'_>, id: &AuthorityId) -> Result<PeerRow, Stop> {
    if let Some(row) = tx.peers().get(id)? {
        return Ok(row);
    }
    if exchange::pinned(station, tx, id)?.is_empty() {
        let because = format!("no root of {id} is pinned here");
        return Err(refuse(&NOD_5_3, because, "add it by its card, or register an arrangement with it"));
    }
    Ok(PeerRow { authority: id.clone(), root: None, address: None, suspended: None })
}

/// Words as people say them: letters alone count.
fn plain(words: &str) -> Vec<String> {
    words.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).map(str::to_ascii_lowercase).collect()
}

fn address_of(text: &str) -> Result<String, Stop> {
    let bad = || refuse(&NOD_5_2, "that is no address".to_owned(), "write host:port, as in node.example:7441");
    let (host, port) = text.trim().rsplit_once(':').ok_or_else(bad)?;
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let sound = match bare {
        Some(six) => six.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let of_names = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            !host.is_empty() && host.len() <= 253 && host.chars().all(of_names)
        }
    };
    if !sound || port.parse::<u16>().map_or(true, |port| port == 0) {
        return Err(bad());
    }
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nod_5_2_an_address_is_host_and_port() {
        for good in ["node.example:7441", "192.0.2.7:1", "[2001:db8::1]:7441", " localhost:7441 "] {
            assert!(address_of(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "node.example",
            "node.example:",
            "node.example:0",
            "a b:1",
            "[::zz]:1",
            ":7441",
            "http://a:1",
            "a:99999",
        ] {
            assert!(address_of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nod_5_1_words_are_compared_as_they_are_heard() {
        assert_eq!(plain("Acid back / CALM, dawn"), plain("acid back calm dawn"));
        assert_ne!(plain("acid back calm"), plain("acid calm back"));
    }
}
