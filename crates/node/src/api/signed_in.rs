//! Who asks: the officer of an open session, by cookie or by `Authorization: Bearer`.

use super::node::Node;
use super::status::Problem;
use super::work;
use crate::sign_in::{Token, resume};
use crate::system::SystemChance;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use model::Officer;

/// The name of the cookie.
pub(super) const COOKIE: &str = "comity-session";

/// The officer who asks.
pub(super) struct SignedIn(pub(super) Officer);

impl FromRequestParts<Node> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, node: &Node) -> Result<SignedIn, Problem> {
        who(&parts.headers, node).await.map(SignedIn)
    }
}

/// The officer of the session that the headers carry.
pub(super) async fn who(headers: &HeaderMap, node: &Node) -> Result<Officer, Problem> {
    let token = token(headers).ok_or_else(Problem::not_signed_in)?;
    let found = work::blocking(node, move |node| {
        let (at, mut chance) = (node.now(), SystemChance);
        Ok(node.store().tx("resume session", at, &mut chance, |tx| resume(tx, &token))?)
    })
    .await?;
    found.ok_or_else(Problem::not_signed_in)
}

/// The token that the headers carry.
pub(super) fn token(headers: &HeaderMap) -> Option<Token> {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if let Some(bearer) = text(header::AUTHORIZATION) {
        return Token::parse(bearer.strip_prefix("Bearer ")?);
    }
    let pairs = text(header::COOKIE)?.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == COOKIE).and_then(|(_, value)| Token::parse(value))
}

/// The cookie that carries a token, or takes it away.
pub(super) fn cookie(token: Option<&Token>) -> String {
    match token {
        Some(token) => {
            let longest = crate::sign_in::LONGEST.as_secs();
            format!("{COOKIE}={}; Path=/; Max-Age={longest}; HttpOnly; SameSite=Strict", token.reveal().as_str())
        }
        None => format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"),
    }
}
