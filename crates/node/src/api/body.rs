//! A POST: who, under which key, on which version, what. All of it is there before a handler runs.

use super::node::Node;
use super::signed_in;
use super::status::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, Uri, header};
use model::{Digest, Officer};
use seal::digest::sha256;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

/// A POST of a signed-in officer.
pub(super) struct Post<T> {
    /// Who.
    pub(super) officer: Officer,
    /// Under which key an answer is remembered.
    pub(super) key: String,
    /// What identifies the request under its key.
    pub(super) digest: Digest,
    /// What.
    pub(super) body: T,
}

/// A POST that changes something that is there.
pub(super) struct Change<T> {
    /// The request.
    pub(super) post: Post<T>,
    /// The ETag of what the officer looked at.
    pub(super) if_match: String,
}

/// A POST of somebody who is not signed in yet.
pub(super) struct Open<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Node> for Post<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, node: &Node) -> Result<Post<T>, Problem> {
        let officer = signed_in::who(request.headers(), node).await?;
        let key = key(request.headers())?;
        let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
        let bytes = bytes(request, node).await?;
        let digest = digest(&method, &uri, &headers, &bytes);
        Ok(Post { officer, key, digest, body: parse(&bytes)? })
    }
}

impl<T: DeserializeOwned> FromRequest<Node> for Change<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, node: &Node) -> Result<Change<T>, Problem> {
        let if_match = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let if_match = if_match.map(str::to_owned);
        if if_match.is_none() {
            signed_in::who(request.headers(), node).await?;
        }
        let if_match = if_match.ok_or_else(Problem::no_if_match)?;
        Ok(Change { post: Post::from_request(request, node).await?, if_match })
    }
}

impl<T: DeserializeOwned> FromRequest<Node> for Open<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, node: &Node) -> Result<Open<T>, Problem> {
        key(request.headers())?;
        parse(&bytes(request, node).await?).map(Open)
    }
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let good = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if key.is_empty() || key.len() > 64 || !key.bytes().all(good) {
        return Err(Problem::no_key());
    }
    Ok(key.to_owned())
}

async fn bytes(request: Request, node: &Node) -> Result<Bytes, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim() != "application/json" {
        return Err(Problem::not_application_json());
    }
    let read = Bytes::from_request(request, node).await;
    read.map_err(|rejection| Problem::bad_body(rejection.body_text().contains("length limit")))
}

fn digest(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Digest {
    let if_match = headers.get(header::IF_MATCH).map_or(&b""[..], |value| value.as_bytes());
    let place = uri.path_and_query().map_or("", |place| place.as_str());
    sha256(&[method.as_str().as_bytes(), b"\n", place.as_bytes(), b"\n", if_match, b"\n", body])
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read: Result<T, _> = serde_path_to_error::deserialize(&mut reader);
    match read {
        Ok(value) => match reader.end() {
            Ok(()) => Ok(value),
            Err(error) => Err(Problem::not_json(error.line(), error.column())),
        },
        Err(error) if !error.inner().is_data() => Err(Problem::not_json(error.inner().line(), error.inner().column())),
        Err(error) => Err(Problem::field(pointer(error.path()), wanted(&error.inner().to_string()))),
    }
}

/// The path of a field as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        let step = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&step);
    }
    pointer
}

/// What was expected, out of the parser's message: never the value that was given, which may be about a person.
pub(super) fn wanted(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(head, _)| head);
    if let Some(at) = message.find("missing field ") {
        return message.get(at..).unwrap_or(message).to_owned();
    }
    for mark in [", expected ", " is not "] {
        if let Some((_, rest)) = message.rsplit_once(mark) {
            return if rest.starts_with("struct ") {
                "expected an object".to_owned()
            } else {
                format!("expected {rest}")
            };
        }
    }
    "not of the form that /openapi.json describes".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::DraftForm;
    use serde_json::Value;

    fn problem(body: &str) -> Value {
        let problem = parse::<DraftForm>(body.as_bytes()).map(drop).unwrap_err();
        serde_json::to_value(problem).unwrap()
    }

    #[test]
    fn a_bad_field_is_pointed_at_and_its_value_is_not_repeated() {
        let body = r#"{"kind":"information","to":[{"to":"Canary Name","under":"a"}]}"#;
        let shown = problem(body);
        assert_eq!(shown["pointer"], "/to/0/to");
        assert!(!shown.to_string().contains("Canary"), "{shown}");
        let shown = problem(r#"{"kind":"Canary"}"#);
        assert_eq!(shown["pointer"], "/kind");
        assert!(!shown.to_string().contains("Canary"), "{shown}");
        assert_eq!(problem("{}")["detail"], "missing field `kind`");
        assert_eq!(problem("[]")["detail"], "expected an object");
        assert_eq!(problem("7")["detail"], "expected an object");
    }

    #[test]
    fn what_is_no_json_is_placed() {
        assert_eq!(problem("{\n\"kind\": }")["detail"], "the body is not JSON at line 2, column 9");
    }
}
