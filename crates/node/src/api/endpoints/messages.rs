//! Received messages and their candidates.

use super::reading::{Disclosure, ReadBody, disclose};
use crate::api::body::{Change, Post};
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change};
use axum::extract::State;
use axum::response::Response;
use exchange::inbound;
use exchange::reading::ReadItem;
use model::{CaseReference, MessageId, Purpose};
use serde::{Deserialize, Serialize};
use store::Judgement;
use utoipa::ToSchema;

/// Read a received message; the read is logged.
#[utoipa::path(post, path = "/v1/messages/{id}/read", tag = "messages", params(("id" = String, Path)),
    request_body = ReadBody, responses((status = 200, description = "The message", body = Disclosure)))]
pub(super) async fn read(
    State(node): State<Node>,
    Place(id): Place<MessageId>,
    post: Post<ReadBody>,
) -> Result<Response, Problem> {
    disclose(&node, ReadItem::Message(id), post).await
}

/// Read the candidates of a message that lie in the officer's compartments, with the evidence for and against each.
#[utoipa::path(post, path = "/v1/messages/{id}/candidates", tag = "messages", params(("id" = String, Path)),
    request_body = ReadBody, responses((status = 200, description = "Each with its ETag", body = Disclosure)))]
pub(super) async fn candidates(
    State(node): State<Node>,
    Place(id): Place<MessageId>,
    post: Post<ReadBody>,
) -> Result<Response, Problem> {
    disclose(&node, ReadItem::Candidates(id), post).await
}

/// What an officer found.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Found {
    /// The same person or thing: a match.
    Same,
    /// Another.
    Different,
    /// Cannot be told.
    Unsure,
}

impl From<Found> for Judgement {
    fn from(found: Found) -> Judgement {
        match found {
            Found::Same => Judgement::Same,
            Found::Different => Judgement::Different,
            Found::Unsure => Judgement::Unsure,
        }
    }
}

/// A person's view of a candidate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct JudgeBody {
    pub(super) judgement: Found,
    #[schema(value_type = shape::Purpose)]
    pub(super) purpose: Purpose,
    /// Our case reference.
    #[schema(value_type = String)]
    pub(super) case: CaseReference,
}

/// A judged candidate.
#[derive(Serialize, ToSchema)]
pub(super) struct Judged {
    message: String,
    ordinal: u32,
    judgement: Found,
    judged_by: String,
}

/// Judge a candidate, once: a hit is no match until a person says so.
#[utoipa::path(post, path = "/v1/messages/{id}/candidates/{ordinal}/judge", tag = "messages",
    params(("id" = String, Path), ("ordinal" = u32, Path)), request_body = JudgeBody,
    responses((status = 200, description = "Judged", body = Judged)))]
pub(super) async fn judge(
    State(node): State<Node>,
    Place((id, ordinal)): Place<(MessageId, u32)>,
    post: Change<JudgeBody>,
) -> Result<Response, Problem> {
    change(&node, "judge", Thing::Candidate(id, ordinal), post, move |station, tx, officer, body| {
        let judgement = body.judgement.into();
        let row = inbound::judge(station, tx, officer, id, ordinal, judgement, body.purpose, &body.case)?;
        let judged_by = officer.id.to_string();
        let judged = Judged { message: id.to_string(), ordinal, judgement: body.judgement, judged_by };
        Ok(Shown::of(&judged)?.tagged(tag::candidate(&row)))
    })
    .await
}
