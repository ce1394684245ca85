//! Partners, and relays: added by card and words, moved, cut off, taken up again.

use super::drafts::Nothing;
use crate::administration::peers;
use crate::api::body::{Change, Post};
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change, look, make};
use axum::extract::State;
use axum::response::Response;
use data_encoding::BASE64;
use exchange::{PeerStanding, standing};
use model::{AuthorityId, Failure, Stop};
use seal::keys::fingerprint_words;
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

/// A partner or relay as this node knows it.
#[derive(Serialize, ToSchema)]
pub(super) struct Partner {
    /// Whose node.
    authority: String,
    /// Its name in full, by its card.
    name: Option<String>,
    /// Its State, by its card.
    state: Option<String>,
    /// The number of the card that is held; none: nothing can be sealed to it.
    card: Option<u64>,
    /// Until when it can be sealed to.
    card_until: Option<String>,
    /// Whether that is over: it is heard, but not written to.
    card_stale: bool,
    /// The versions of the protocol that it speaks.
    speaks: Vec<u8>,
    /// The fingerprints of its roots that are pinned here; more than one only while two arrangements differ.
    pinned: Vec<String>,
    /// The same in words.
    pinned_words: Vec<String>,
    /// The arrangements with it.
    arrangements: Vec<String>,
    /// Where it listens; absent where it comes to us.
    address: Option<String>,
    /// Since when it is cut off.
    suspended: Option<String>,
    /// For If-Match.
    etag: String,
}

/// Every partner and relay, by authority.
#[utoipa::path(get, path = "/v1/partners", tag = "administration",
    responses((status = 200, description = "By authority", body = Vec<Partner>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at partners", officer, None, |station, tx, _| {
        let all = exchange::standings(station, tx)?;
        Shown::of(&all.into_iter().map(partner).collect::<Vec<_>>())
    })
    .await
}

/// The card of another node, and the words that were heard from a person there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddBody {
    /// The signed card in base64, as `GET /v1/card` gives it there.
    card: String,
    /// The sixteen words of its root's fingerprint, as they were read out: case and punctuation do not count.
    fingerprint_words: String,
    /// Where it listens, as `host:port`; absent where it comes to us.
    #[serde(default)]
    address: Option<String>,
}

/// Add a partner or relay by its card. Its root is pinned if the words are those of the card; a root that differs from the
/// one pinned before is refused here.
#[utoipa::path(post, path = "/v1/partners", tag = "administration", request_body = AddBody,
    responses((status = 201, description = "Added, with its ETag", body = Partner)))]
pub(super) async fn add(State(node): State<Node>, post: Post<AddBody>) -> Result<Response, Problem> {
    let Ok(card) = BASE64.decode(post.body.card.as_bytes()) else {
        return Err(Problem::field("/card".to_owned(), "expected base64".to_owned()));
    };
    make(&node, "add a partner", post, None, move |station, tx, officer, body| {
        let address = body.address.as_deref();
        let id = peers::add(station, tx, officer, &card, &body.fingerprint_words, address)?;
        show(station, tx, &id)
    })
    .await
}

/// Where it listens.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressBody {
    /// `host:port`; null where it comes to us.
    address: Option<String>,
}

/// Say where a partner or relay listens.
#[utoipa::path(post, path = "/v1/partners/{id}/address", tag = "administration", params(("id" = String, Path)),
    request_body = AddressBody, responses((status = 200, description = "Set, with its ETag", body = Partner)))]
pub(super) async fn set_address(
    State(node): State<Node>,
    Place(id): Place<AuthorityId>,
    post: Change<AddressBody>,
) -> Result<Response, Problem> {
    change(&node, "set an address", Thing::Partner(id.clone()), post, move |station, tx, officer, body| {
        peers::move_to(station, tx, officer, &id, body.address.as_deref())?;
        show(station, tx, &id)
    })
    .await
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CutBody {
    /// A code without spaces, such as `incident`.
    because: String,
}

/// Cut a partner or relay off: its arrangements are suspended from today on and nothing goes over the wire.
#[utoipa::path(post, path = "/v1/partners/{id}/suspend", tag = "administration", params(("id" = String, Path)),
    request_body = CutBody, responses((status = 200, description = "Cut off, with its ETag", body = Partner)))]
pub(super) async fn suspend(
    State(node): State<Node>,
    Place(id): Place<AuthorityId>,
    post: Change<CutBody>,
) -> Result<Response, Problem> {
    if let Err(bad) = audit::Code::parse(&post.post.body.because) {
        return Err(Problem::field("/because".to_owned(), format!("expected {}", bad.wanted)));
    }
    change(&node, "cut a partner off", Thing::Partner(id.clone()), post, move |station, tx, officer, body| {
        peers::suspend(station, tx, officer, &id, &body.because)?;
        show(station, tx, &id)
    })
    .await
}

/// Let a partner or relay that was cut off connect again. Suspended arrangements stay so until a new revision.
#[utoipa::path(post, path = "/v1/partners/{id}/resume", tag = "administration", params(("id" = String, Path)),
    request_body = Nothing, responses((status = 200, description = "Connects again, with its ETag", body = Partner)))]
pub(super) async fn resume(
    State(node): State<Node>,
    Place(id): Place<AuthorityId>,
    post: Change<Nothing>,
) -> Result<Response, Problem> {
    change(&node, "take a partner up again", Thing::Partner(id.clone()), post, move |station, tx, officer, _| {
        peers::resume(station, tx, officer, &id)?;
        show(station, tx, &id)
    })
    .await
}

fn partner(found: PeerStanding) -> Partner {
    let etag = tag::partner(&found);
    let PeerStanding { authority, card, pinned, arrangements, address, suspended } = found;
    let stale = card.as_ref().is_none_or(|card| card.stale);
    Partner {
        authority: authority.to_string(),
        name: card.as_ref().map(|card| card.authority.name.clone()),
        state: card.as_ref().map(|card| card.authority.state.to_string()),
        card: card.as_ref().map(|card| card.number),
        card_until: card.as_ref().map(|card| card.until.to_string()),
        card_stale: stale,
        speaks: card.map(|card| card.speaks).unwrap_or_default(),
        pinned_words: pinned.iter().map(fingerprint_words).collect(),
        pinned: pinned.iter().map(ToString::to_string).collect(),
        arrangements: arrangements.iter().map(ToString::to_string).collect(),
        address,
        suspended: suspended.map(|at| at.to_string()),
        etag,
    }
}

fn show(station: &exchange::Station, tx: &mut Tx<'_>, id: &AuthorityId) -> Result<Shown, Stop> {
    let found = standing(station, tx, id)?;
    let shown = partner(found.ok_or_else(|| Failure::new("showing a partner", "it is not known"))?);
    let etag = shown.etag.clone();
    Ok(Shown::of(&shown)?.tagged(etag))
}
