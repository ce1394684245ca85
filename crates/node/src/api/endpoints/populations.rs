//! Populations: the stored authorisations under which one may be screened, and the hits that wait for a person. The screening
//! itself is `comity batch`, beside a node that is not running.

use super::messages::{Found, JudgeBody};
use super::reading::{Disclosure, ReadBody, disclose};
use crate::api::body::{Change, Post};
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change, look, make_proved};
use axum::extract::State;
use axum::response::Response;
use exchange::population;
use exchange::reading::ReadItem;
use model::{Authorisation, AuthorisationId, Failure, Officer, Role, Stop, UnitId};
use serde::{Deserialize, Serialize};
use store::{AuthorisationRow, Tx};
use utoipa::ToSchema;

/// A signed authorisation, and what was used of it.
#[derive(Serialize, ToSchema)]
pub(super) struct Signed {
    #[schema(value_type = shape::Authorisation)]
    authorisation: Authorisation,
    signed_by: String,
    signed_at: String,
    /// How many uses were begun.
    uses: u64,
    /// How many rows were screened, those of uses that broke off included.
    rows_used: u64,
    /// Since when it is withdrawn.
    withdrawn: Option<String>,
    /// For If-Match.
    etag: String,
}

/// The authorisations: an overseer sees all of them, an officer those for his compartments and those that he signed.
#[utoipa::path(get, path = "/v1/populations", tag = "populations",
    responses((status = 200, description = "By id", body = Vec<Signed>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at authorisations", officer, None, |_, tx, officer| {
        let rows = tx.authorisations().all()?.into_iter().filter(|row| may_know(officer, row));
        Shown::of(&rows.map(signed).collect::<Vec<_>>())
    })
    .await
}

fn may_know(officer: &Officer, row: &AuthorisationRow) -> bool {
    let inside = |unit: &UnitId| *unit == officer.unit || officer.compartments.contains(unit);
    let oversees = officer.roles.contains(&Role::Overseer);
    oversees || row.by == officer.id || row.authorisation.compartments.iter().any(inside)
}

/// An authorisation, with a proof that it is the approver who signs it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoriseBody {
    #[schema(value_type = shape::Authorisation)]
    authorisation: Authorisation,
    /// The six digits that the authenticator shows now.
    totp: String,
}

/// Sign an authorisation to screen one document against the holdings of some units. An approver signs it by a fresh code; what
/// it states is never changed, and the overseer is told.
#[utoipa::path(post, path = "/v1/populations", tag = "populations", request_body = AuthoriseBody,
    responses((status = 201, description = "Signed, with its ETag", body = Signed)))]
pub(super) async fn authorise(State(node): State<Node>, post: Post<AuthoriseBody>) -> Result<Response, Problem> {
    let code = |body: &AuthoriseBody| body.totp.clone();
    make_proved(&node, "authorise a population", post, code, |station, tx, officer, body| {
        population::authorise(station, tx, officer, &body.authorisation)?;
        show(tx, &body.authorisation.id)
    })
    .await
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawBody {
    /// A code without spaces, such as `order-quashed`.
    because: String,
}

/// Withdraw an authorisation: an approver or an overseer does. Hits stay until they are judged or their time has passed.
#[utoipa::path(post, path = "/v1/populations/{id}/withdraw", tag = "populations", params(("id" = String, Path)),
    request_body = WithdrawBody, responses((status = 200, description = "Withdrawn, with its ETag", body = Signed)))]
pub(super) async fn withdraw(
    State(node): State<Node>,
    Place(id): Place<AuthorisationId>,
    post: Change<WithdrawBody>,
) -> Result<Response, Problem> {
    if let Err(bad) = audit::Code::parse(&post.post.body.because) {
        return Err(Problem::field("/because".to_owned(), format!("expected {}", bad.wanted)));
    }
    let thing = Thing::Population(id.clone());
    change(&node, "withdraw an authorisation", thing, post, move |station, tx, officer, body| {
        population::withdraw(station, tx, officer, &id, &body.because)?;
        show(tx, &id)
    })
    .await
}

/// Read the hits under an authorisation that lie in the officer's compartments, with the evidence for and against each.
#[utoipa::path(post, path = "/v1/populations/{id}/hits", tag = "populations", params(("id" = String, Path)),
    request_body = ReadBody, responses((status = 200, description = "Each with its ETag", body = Disclosure)))]
pub(super) async fn hits(
    State(node): State<Node>,
    Place(id): Place<AuthorisationId>,
    post: Post<ReadBody>,
) -> Result<Response, Problem> {
    disclose(&node, ReadItem::Hits(id), post).await
}

/// A judged hit.
#[derive(Serialize, ToSchema)]
pub(super) struct JudgedHit {
    authorisation: String,
    ordinal: u32,
    judgement: Found,
    judged_by: String,
}

/// Judge a hit, once. One that is found to be another person is erased with that.
#[utoipa::path(post, path = "/v1/populations/{id}/hits/{ordinal}/judge", tag = "populations",
    params(("id" = String, Path), ("ordinal" = u32, Path)), request_body = JudgeBody,
    responses((status = 200, description = "Judged", body = JudgedHit)))]
pub(super) async fn judge(
    State(node): State<Node>,
    Place((id, ordinal)): Place<(AuthorisationId, u32)>,
    post: Change<JudgeBody>,
) -> Result<Response, Problem> {
    change(&node, "judge a hit", Thing::Hit(id.clone(), ordinal), post, move |station, tx, officer, body| {
        let found = body.judgement;
        let row = population::judge(station, tx, officer, &id, ordinal, found.into(), body.purpose, &body.case)?;
        let (authorisation, judged_by) = (id.to_string(), officer.id.to_string());
        let judged = JudgedHit { authorisation, ordinal, judgement: found, judged_by };
        Ok(Shown::of(&judged)?.tagged(tag::hit(&row)))
    })
    .await
}

fn signed(row: AuthorisationRow) -> Signed {
    let etag = tag::population(&row);
    Signed {
        authorisation: row.authorisation,
        signed_by: row.by.to_string(),
        signed_at: row.at.to_string(),
        uses: row.uses,
        rows_used: row.rows_used,
        withdrawn: row.withdrawn.map(|at| at.to_string()),
        etag,
    }
}

fn show(tx: &mut Tx<'_>, id: &AuthorisationId) -> Result<Shown, Stop> {
    let found = tx.authorisations().get(id)?;
    let shown = signed(found.ok_or_else(|| Failure::new("showing an authorisation", "it is not stored"))?);
    let etag = shown.etag.clone();
    Ok(Shown::of(&shown)?.tagged(etag))
}
