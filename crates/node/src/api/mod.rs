//! The officers' JSON API, on loopback: thin. A handler reads a request, takes one step of `exchange` or
//! `administration` in one transaction, and shows what came out. It decides nothing.
//!
//! ```text
//! request -> guard (host, size, time) -> Signed in -> Idempotency-Key, If-Match -> body -> one step -> answer
//! ```
//!
//! HTTP status codes are decided in [`status`] and nowhere else. Not here: what is allowed (`policy`), what is lawful
//! (`law`), how one signs in ([`crate::sign_in`]). `openapi.json` is made from the handlers themselves.

mod body;
mod document;
mod endpoints;
mod guard;
mod node;
mod place;
mod shape;
mod signed_in;
pub mod status;
mod tag;
mod work;

pub use document::openapi;
pub use guard::{LONGEST_BODY, TIMEOUT};
pub use node::{Node, Served};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// The whole API over a node at work.
pub fn router(node: Node) -> Router {
    let (routes, _) = endpoints::routes().split_for_parts();
    routes
        .fallback(status::nothing_here)
        .method_not_allowed_fallback(status::other_method)
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(RequestBodyTimeoutLayer::new(TIMEOUT))
        .layer(middleware::from_fn(guard::guard))
        .with_state(node)
}
