//! Which HTTP status an outcome has: here and nowhere else. Errors are problem documents (RFC 9457).
//!
//! A Refusal is an answer (403, with check, citations and remedy), a Fault is a bad request (400), a Failure is ours (503,
//! details in this node's log alone).

use crate::sign_in::NotSignedIn;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Failure, Refusal, Stop};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// What sort of problem: `urn:comity:problem:refused`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The same in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened here, without anything about a person.
    #[schema(value_type = String)]
    detail: Box<str>,
    /// The check that decided, for a refusal or a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'static str>,
    /// Articles and policies that it rests on.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schema(value_type = Vec<String>)]
    citations: Box<[String]>,
    /// What would lead on.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schema(value_type = String)]
    remedy: Box<str>,
    /// The field that is not right, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pointer: Option<Box<str>>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<Box<str>>) -> Problem {
        Problem {
            kind,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            check: None,
            citations: Box::default(),
            remedy: Box::default(),
            pointer: None,
        }
    }

    fn remedied(mut self, remedy: &str) -> Problem {
        self.remedy = remedy.into();
        self
    }

    /// Nobody is signed in.
    pub(super) fn not_signed_in() -> Problem {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "urn:comity:problem:not-signed-in",
            "Not signed in",
            "there is no open session",
        )
        .remedied("sign in: POST /v1/session")
    }

    /// A header that a POST must carry is missing or malformed.
    pub(super) fn no_key() -> Problem {
        let detail = "a POST carries the header Idempotency-Key: 1 to 64 of A-Z, a-z, 0-9, `-`, `_`";
        Problem::new(StatusCode::BAD_REQUEST, "urn:comity:problem:no-idempotency-key", "No Idempotency-Key", detail)
    }

    /// The key was used for another request.
    pub(super) fn key_reused() -> Problem {
        let detail = "this Idempotency-Key was used for another request";
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "urn:comity:problem:key-reused", "Key reused", detail)
            .remedied("draw a new key")
    }

    /// A change of something that is there says which version it changes.
    pub(super) fn no_if_match() -> Problem {
        let detail = "a change carries the header If-Match with the ETag of what it changes";
        Problem::new(StatusCode::PRECONDITION_REQUIRED, "urn:comity:problem:no-if-match", "No If-Match", detail)
    }

    /// It changed in between.
    pub(super) fn changed() -> Problem {
        let detail = "it was changed since you looked";
        Problem::new(StatusCode::PRECONDITION_FAILED, "urn:comity:problem:changed", "Changed in between", detail)
            .remedied("look again, then decide again")
    }

    /// The body is not JSON.
    pub(super) fn not_json(line: usize, column: usize) -> Problem {
        let detail = format!("the body is not JSON at line {line}, column {column}");
        Problem::new(StatusCode::BAD_REQUEST, "urn:comity:problem:not-json", "Not JSON", detail)
    }

    /// The body says that it is something else.
    pub(super) fn not_application_json() -> Problem {
        let detail = "the body is to be application/json";
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "urn:comity:problem:media-type",
            "Unsupported media type",
            detail,
        )
    }

    /// A field of the body is not right.
    pub(super) fn field(pointer: String, detail: String) -> Problem {
        let mut problem = Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "urn:comity:problem:bad-field",
            "A field is not right",
            detail,
        );
        problem.pointer = Some(pointer.into());
        problem
    }

    /// A part of the query is not right.
    pub(super) fn query(detail: String) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "urn:comity:problem:bad-query", "The query is not right", detail)
    }

    /// The body is too long, or did not come whole.
    pub(super) fn bad_body(too_long: bool) -> Problem {
        if too_long {
            let detail = format!("a body has at most {} bytes", super::LONGEST_BODY);
            return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "urn:comity:problem:too-long", "Too long", detail);
        }
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "urn:comity:problem:cut-off",
            "Cut off",
            "the body did not come whole, or not in time",
        )
    }

    /// Nothing has this address.
    pub(super) fn nothing() -> Problem {
        Problem::new(
            StatusCode::NOT_FOUND,
            "urn:comity:problem:nothing-here",
            "Nothing here",
            "nothing has this address",
        )
    }

    /// The address is there, but does not take this method; the header `Allow` names those it takes.
    pub(super) fn method() -> Problem {
        Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "urn:comity:problem:other-method",
            "Another method",
            "this address does not take this method",
        )
    }

    /// The request names a host that is not this machine.
    pub(super) fn other_host() -> Problem {
        let detail = "the API answers on the loopback address alone, under its own name";
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "urn:comity:problem:other-host", "Another host", detail)
    }

    /// It took too long.
    pub(super) fn too_slow() -> Problem {
        let detail = "the node did not answer in time; the effect, if any, is found under the same Idempotency-Key";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "urn:comity:problem:too-slow", "Too slow", detail)
    }

    fn refused(refusal: Refusal) -> Problem {
        let Refusal { check, cites, because, remedy } = refusal;
        let mut problem = Problem::new(StatusCode::FORBIDDEN, "urn:comity:problem:refused", "Refused", because);
        problem.check = Some(check.id);
        problem.citations = cites.into_iter().map(|cite| cite.0).collect();
        problem.remedy = remedy.into();
        problem
    }

    fn failed(failure: &Failure) -> Problem {
        tracing::error!(doing = %failure.doing, because = %failure.because, "failure");
        let detail = "the node could not do it; its log says why";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "urn:comity:problem:failure", "Failure", detail)
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Problem {
        match stop {
            Stop::Refusal(refusal) => Problem::refused(refusal),
            Stop::Failure(failure) => Problem::failed(&failure),
            Stop::Fault(fault) => {
                let detail = format!("{}: {}", fault.place, fault.check.sentence);
                let mut problem = Problem::new(StatusCode::BAD_REQUEST, "urn:comity:problem:fault", "Fault", detail);
                problem.check = Some(fault.check.id);
                problem
            }
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Problem {
        Problem::failed(&failure)
    }
}

impl From<NotSignedIn> for Problem {
    fn from(not: NotSignedIn) -> Problem {
        match not {
            NotSignedIn::Stopped(stop) => stop.into(),
            NotSignedIn::NotRight => Problem::new(
                StatusCode::UNAUTHORIZED,
                "urn:comity:problem:not-right",
                "Not signed in",
                NotSignedIn::NotRight.to_string(),
            )
            .remedied("try again with the next code; after several failures wait"),
            NotSignedIn::Code => Problem::new(
                StatusCode::FORBIDDEN,
                "urn:comity:problem:code-not-right",
                "Code not right",
                NotSignedIn::Code.to_string(),
            )
            .remedied("send the step again with the next code"),
            NotSignedIn::Password => Problem::field("/password".to_owned(), NotSignedIn::Password.to_string()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What a request that was done brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// Something is shown.
    Shown,
    /// Something new is there.
    Made,
}

impl Done {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Done::Shown => StatusCode::OK,
            Done::Made => StatusCode::CREATED,
        }
    }
}

/// An answer without a body.
pub(super) fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// The status that was remembered with an answer.
pub(super) fn remembered(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}

/// An address that does not take the method.
pub(super) async fn other_method() -> Problem {
    Problem::method()
}

/// No such address.
pub(super) async fn nothing_here() -> Problem {
    Problem::nothing()
}
