//! Records of the holdings.

use super::reading::{Disclosure, ReadBody, disclose};
use crate::api::body::Post;
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::status::Problem;
use axum::extract::State;
use axum::response::Response;
use exchange::reading::ReadItem;
use model::RecordId;

/// Read a record of the holdings; the read is logged.
#[utoipa::path(post, path = "/v1/records/{id}/read", tag = "records", params(("id" = String, Path)),
    request_body = ReadBody, responses((status = 200, description = "The record", body = Disclosure)))]
pub(super) async fn read(
    State(node): State<Node>,
    Place(id): Place<RecordId>,
    post: Post<ReadBody>,
) -> Result<Response, Problem> {
    disclose(&node, ReadItem::Record(id), post).await
}
