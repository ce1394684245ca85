//! What holds for every request: its host is this machine's, it ends in time, its answer is kept by nobody and framed by
//! nobody. No CORS header is ever given: no other origin may ask.

use super::status::Problem;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Most bytes of a request's body.
pub const LONGEST_BODY: usize = 1024 * 1024;
/// Longest time for a request.
pub const TIMEOUT: Duration = Duration::from_secs(30);

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

pub(super) async fn guard(request: Request, next: Next) -> Response {
    // The path holds ids alone; the query, which may hold a case reference, is not told.
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = if is_ours(&request) {
        let answered = tokio::time::timeout(TIMEOUT, next.run(request)).await;
        answered.unwrap_or_else(|_| Problem::too_slow().into_response())
    } else {
        Problem::other_host().into_response()
    };
    tracing::info!(%method, path, status = response.status().as_u16(), "answered");
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The host of the request is a loopback name, whatever its port: a page of another site that had its name point here
/// would come under that name.
fn is_ours(request: &Request) -> bool {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = named.or_else(|| request.uri().authority().map(|authority| authority.as_str())) else {
        return false;
    };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    matches!(name, "localhost" | "127.0.0.1" | "::1")
}
