//! What the node must tell the officer by the roles that he holds: ids and codes.

use crate::api::node::Node;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::work::{Shown, look};
use axum::extract::State;
use axum::response::Response;
use model::Role;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// At most this many at once.
const MOST: usize = 200;

/// One notice.
#[derive(Serialize, ToSchema)]
pub(super) struct Told {
    id: u64,
    /// Since when it stands.
    at: String,
    /// What it tells, in ids and codes.
    #[schema(value_type = Object)]
    tells: Value,
}

/// The notices to the roles that the officer holds, the newest first.
#[utoipa::path(get, path = "/v1/notices", tag = "administration",
    responses((status = 200, description = "Two hundred at most", body = Vec<Told>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at notices", officer, None, |_, tx, officer| {
        let roles: Vec<Role> = officer.roles.iter().copied().collect();
        let told = |notice: store::Notice| {
            let tells = serde_json::from_str(&notice.body).unwrap_or(Value::Null);
            Told { id: notice.id, at: notice.at.to_string(), tells }
        };
        Shown::of(&tx.notices().to(&roles, MOST)?.into_iter().map(told).collect::<Vec<_>>())
    })
    .await
}
