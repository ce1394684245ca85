//! Arrangements with partners: listed, registered, suspended, and the standing approval under one.

use crate::administration::arrangements;
use crate::api::body::{Change, Post};
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change, change_proved, look, make, make_proved};
use axum::extract::State;
use axum::response::Response;
use data_encoding::BASE64;
use model::arrangement::StandingKind;
use model::time::Date;
use model::{Arrangement, ArrangementId, Failure, Stop};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::Tx;
use utoipa::ToSchema;

/// A registered arrangement.
#[derive(Serialize, ToSchema)]
pub(super) struct Registered {
    #[schema(value_type = shape::Arrangement)]
    arrangement: Arrangement,
    /// For If-Match.
    etag: String,
}

/// Every arrangement, in its newest revision.
#[utoipa::path(get, path = "/v1/arrangements", tag = "administration",
    responses((status = 200, description = "By id", body = Vec<Registered>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at arrangements", officer, None, |_, tx, _| {
        let all = tx.arrangements().all()?.into_iter().map(registered).collect::<Result<Vec<_>, Stop>>()?;
        Shown::of(&all)
    })
    .await
}

/// An arrangement, with a proof that it is the administrator who signs it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterBody {
    #[schema(value_type = shape::Arrangement)]
    arrangement: Arrangement,
    /// The six digits that the authenticator shows now.
    totp: String,
}

/// Register an arrangement, or a new revision of one: earlier revisions stay as they are. The administrator signs it by a
/// fresh code; its digest and his name go into the log. A standing approval is never registered: an approver signs it.
#[utoipa::path(post, path = "/v1/arrangements", tag = "administration", request_body = RegisterBody,
    responses((status = 201, description = "Registered, with its ETag", body = Registered)))]
pub(super) async fn register(State(node): State<Node>, post: Post<RegisterBody>) -> Result<Response, Problem> {
    let code = |body: &RegisterBody| body.totp.clone();
    make_proved(&node, "register an arrangement", post, code, |station, tx, officer, body| {
        let mut arrangement = body.arrangement;
        arrangement.standing = None;
        arrangements::register(station, tx, officer, &arrangement)?;
        show(tx, &arrangement.id)
    })
    .await
}

/// From when on, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SuspendBody {
    /// The first day on which nothing leaves under it.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// A code without spaces, such as `review-overdue`.
    because: String,
}

/// Suspend an arrangement.
#[utoipa::path(post, path = "/v1/arrangements/{id}/suspend", tag = "administration", params(("id" = String, Path)),
    request_body = SuspendBody, responses((status = 200, description = "Suspended, with its ETag", body = Registered)))]
pub(super) async fn suspend(
    State(node): State<Node>,
    Place(id): Place<ArrangementId>,
    post: Change<SuspendBody>,
) -> Result<Response, Problem> {
    if let Err(bad) = audit::Code::parse(&post.post.body.because) {
        return Err(Problem::field("/because".to_owned(), format!("expected {}", bad.wanted)));
    }
    change(&node, "suspend an arrangement", Thing::Arrangement(id.clone()), post, move |station, tx, officer, body| {
        arrangements::suspend(station, tx, officer, &id, body.on, &body.because)?;
        show(tx, &id)
    })
    .await
}

/// Until when, with a proof that it is he.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StandingBody {
    /// The last day on which it may be used.
    #[schema(value_type = String, format = Date)]
    until: Date,
    /// For what: the neutral answer, if nothing is said.
    #[serde(default = "neutral_answer")]
    #[schema(value_type = Vec<shape::StandingKind>)]
    covers: BTreeSet<StandingKind>,
    /// The six digits that the authenticator shows now.
    totp: String,
}

fn neutral_answer() -> BTreeSet<StandingKind> {
    BTreeSet::from([StandingKind::NeutralAnswer])
}

/// Sign the standing approval under an arrangement: for the neutral answer, for acknowledgements, or for both.
#[utoipa::path(post, path = "/v1/arrangements/{id}/standing", tag = "administration", params(("id" = String, Path)),
    request_body = StandingBody, responses((status = 200, description = "Signed, with its ETag", body = Registered)))]
pub(super) async fn sign_standing(
    State(node): State<Node>,
    Place(id): Place<ArrangementId>,
    post: Change<StandingBody>,
) -> Result<Response, Problem> {
    let code = |body: &StandingBody| body.totp.clone();
    let thing = Thing::Arrangement(id.clone());
    change_proved(&node, "sign a standing approval", thing, post, code, move |station, tx, officer, body| {
        arrangements::sign_standing(station, tx, officer, &id, body.until, body.covers)?;
        show(tx, &id)
    })
    .await
}

/// The partner's card as his node gives it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CardBody {
    /// The signed card in base64.
    card: String,
}

/// Take the partner's card, brought by hand. It must chain to the root that the arrangement pins: compare the fingerprint
/// words with the partner before registering the arrangement.
#[utoipa::path(post, path = "/v1/arrangements/{id}/card", tag = "administration", params(("id" = String, Path)),
    request_body = CardBody, responses((status = 201, description = "Taken", body = Registered)))]
pub(super) async fn take_card(
    State(node): State<Node>,
    Place(id): Place<ArrangementId>,
    post: Post<CardBody>,
) -> Result<Response, Problem> {
    let Ok(card) = BASE64.decode(post.body.card.as_bytes()) else {
        return Err(Problem::field("/card".to_owned(), "expected base64".to_owned()));
    };
    make(&node, "take a partner's card", post, None, move |station, tx, officer, _| {
        arrangements::take_card(station, tx, officer, &id, &card)?;
        show(tx, &id)
    })
    .await
}

fn registered(arrangement: Arrangement) -> Result<Registered, Stop> {
    let etag = tag::arrangement(&arrangement)?;
    Ok(Registered { arrangement, etag })
}

fn show(tx: &mut Tx<'_>, id: &ArrangementId) -> Result<Shown, Stop> {
    let found = tx.arrangements().get(id)?;
    let shown = registered(found.ok_or_else(|| Failure::new("showing an arrangement", "it is not registered"))?)?;
    let etag = shown.etag.clone();
    Ok(Shown::of(&shown)?.tagged(etag))
}
