//! The session that is open.

use crate::api::node::Node;
use crate::api::shape;
use crate::api::signed_in::{SignedIn, cookie, token};
use crate::api::status::{Done, Problem, no_content};
use crate::api::work::{Shown, blocking};
use crate::sign_in;
use crate::system::SystemChance;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// Who is signed in.
#[utoipa::path(get, path = "/v1/session", tag = "session",
    responses((status = 200, description = "The officer", body = shape::Officer)))]
pub(super) async fn who(SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    Ok(Shown::of(&officer)?.respond(Done::Shown.status()))
}

/// Sign out.
#[utoipa::path(delete, path = "/v1/session", tag = "session", responses((status = 204, description = "Signed out")))]
pub(super) async fn sign_out(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    tracing::debug!(officer = %officer.id, "signing out");
    blocking(&node, move |node| {
        if let Some(token) = token(&headers) {
            let end = |tx: &mut store::Tx<'_>| sign_in::sign_out(tx, &token);
            node.store().tx("sign out", node.now(), &mut SystemChance, end)?;
        }
        let mut response = no_content();
        if let Ok(value) = HeaderValue::from_str(&cookie(None)) {
            response.headers_mut().insert(header::SET_COOKIE, value);
        }
        Ok(response)
    })
    .await
}
