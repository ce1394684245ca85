//! What persons state and answer on a draft before it can be grounded.

use super::drafts::{DraftHead, show};
use crate::api::body::Change;
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::status::Problem;
use crate::api::tag::Thing;
use crate::api::work::{change, change_proved};
use axum::extract::State;
use axum::response::Response;
use exchange::outbound::{Stated, assess};
use model::{AuthorityId, BarOutcome, Citation, DraftId, Personal};
use serde::Deserialize;
use utoipa::ToSchema;

/// Facts that only a person can know, towards one recipient. What is not stated is unknown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StatedBody {
    #[schema(value_type = String)]
    to: AuthorityId,
    /// The competent authority was asked and holds no protected status and no application.
    #[serde(default)]
    status_checked: bool,
    #[serde(default)]
    opposition_journalist_lawyer: bool,
    #[serde(default)]
    speech_or_association: bool,
    /// How often requests of the same issuer were refused on human-rights grounds.
    #[serde(default)]
    earlier_refusals_of_issuer: u32,
    #[serde(default)]
    extradition_refused: bool,
    #[serde(default)]
    torture_indications: bool,
}

/// State facts about the case; they raise questions and answer none.
#[utoipa::path(post, path = "/v1/drafts/{id}/stated", tag = "drafts", params(("id" = String, Path)),
    request_body = StatedBody, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn state(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<StatedBody>,
) -> Result<Response, Problem> {
    change(&node, "state", Thing::Draft(id), post, move |station, tx, officer, body| {
        let stated = Stated {
            status_checked: body.status_checked,
            opposition_journalist_lawyer: body.opposition_journalist_lawyer,
            speech_or_association: body.speech_or_association,
            earlier_refusals_of_issuer: body.earlier_refusals_of_issuer,
            extradition_refused: body.extradition_refused,
            torture_indications: body.torture_indications,
        };
        assess::state(station, tx, officer, id, &body.to, stated)?;
        show(tx, id)
    })
    .await
}

/// An answer to one bar question, with reasons.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BarBody {
    #[schema(value_type = String)]
    to: AuthorityId,
    /// The question, by its id.
    bar: String,
    #[schema(value_type = shape::BarOutcome)]
    found: BarOutcome,
    /// On which facts.
    #[schema(value_type = String)]
    reasons: Personal<String>,
}

/// Answer a bar question.
#[utoipa::path(post, path = "/v1/drafts/{id}/bars", tag = "drafts", params(("id" = String, Path)),
    request_body = BarBody, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn answer_bar(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<BarBody>,
) -> Result<Response, Problem> {
    change(&node, "answer bar", Thing::Draft(id), post, move |station, tx, officer, body| {
        let BarBody { to, bar, found, reasons } = body;
        assess::answer_bar(station, tx, officer, id, &to, &bar, found, reasons)?;
        show(tx, id)
    })
    .await
}

/// A second person's word.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondBody {
    #[schema(value_type = String)]
    to: AuthorityId,
    /// The question, by its id.
    bar: String,
    /// The six digits that the authenticator shows now.
    totp: String,
}

/// Confirm, as the second person, an answer that another gave.
#[utoipa::path(post, path = "/v1/drafts/{id}/bars/second", tag = "drafts", params(("id" = String, Path)),
    request_body = SecondBody, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn second_bar(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<SecondBody>,
) -> Result<Response, Problem> {
    let code = |body: &SecondBody| body.totp.clone();
    change_proved(&node, "second bar", Thing::Draft(id), post, code, move |station, tx, officer, body| {
        assess::second_bar(station, tx, officer, id, &body.to, &body.bar)?;
        show(tx, id)
    })
    .await
}

/// A documented decision to transfer in this single case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferBody {
    #[schema(value_type = String)]
    to: AuthorityId,
    /// The derogation relied on, as the findings cite it.
    #[schema(value_type = String)]
    cite: Citation,
    /// Why it is necessary.
    #[schema(value_type = String)]
    justification: Personal<String>,
    /// Why the person's rights do not override it.
    #[schema(value_type = String)]
    balance: Personal<String>,
}

/// Document the decision to transfer in this single case (Dir. (EU) 2016/680 art. 38).
#[utoipa::path(post, path = "/v1/drafts/{id}/transfer", tag = "drafts", params(("id" = String, Path)),
    request_body = TransferBody, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn decide_transfer(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<TransferBody>,
) -> Result<Response, Problem> {
    change(&node, "decide transfer", Thing::Draft(id), post, move |station, tx, officer, body| {
        let TransferBody { to, cite, justification, balance } = body;
        assess::decide_transfer(station, tx, officer, id, &to, cite, justification, balance)?;
        show(tx, id)
    })
    .await
}
