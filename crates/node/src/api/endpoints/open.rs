//! What is open without a session: the description of the API, the first sign-in, signing in.

use crate::api::body::Open;
use crate::api::node::{Node, Served};
use crate::api::shape;
use crate::api::signed_in::cookie;
use crate::api::status::{Done, Problem};
use crate::api::work::{Shown, blocking};
use crate::sign_in::{self, Given, NotSignedIn, Token};
use crate::system::SystemChance;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::Officer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// The description of this API, OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "open", responses((status = 200, description = "The document", body = Object)))]
pub(super) async fn document() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], crate::api::openapi()).into_response()
}

/// Opens enrolment with a one-time code.
#[derive(Deserialize, ToSchema)]
pub(super) struct Code {
    officer: String,
    /// The one-time code.
    code: String,
}

/// What an authenticator needs.
#[derive(Serialize, ToSchema)]
pub(super) struct Authenticator {
    /// In base32.
    secret: String,
    /// The same as an `otpauth:` address.
    address: String,
}

/// Open enrolment: the secret for an authenticator. May be repeated until enrolment is finished.
#[utoipa::path(post, path = "/v1/enrolment", tag = "open", request_body = Code,
    responses((status = 200, description = "For the authenticator", body = Authenticator)))]
pub(super) async fn begin_enrolment(State(node): State<Node>, Open(given): Open<Code>) -> Result<Response, Problem> {
    blocking(&node, move |node| {
        let (at, mut chance) = (node.now(), SystemChance);
        let ours = node.station().us().id.as_str();
        let code = Zeroizing::new(given.code);
        let opened = sign_in::begin_enrolment(node.store(), at, &mut chance, ours, &given.officer, &code)?;
        let (secret, address) = (opened.secret.to_string(), opened.address.to_string());
        Ok(Shown::of(&Authenticator { secret, address })?.respond(Done::Shown.status()))
    })
    .await
}

/// Finishes enrolment.
#[derive(Deserialize, ToSchema)]
pub(super) struct Finish {
    officer: String,
    /// The one-time code; spent by this.
    code: String,
    /// At least 12 characters.
    #[schema(min_length = 12)]
    password: String,
    /// The six digits that the authenticator shows.
    totp: String,
}

/// Signs in.
#[derive(Deserialize, ToSchema)]
pub(super) struct SignIn {
    officer: String,
    password: String,
    /// The six digits that the authenticator shows; each is good once.
    totp: String,
}

/// An open session.
#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    /// For `Authorization: Bearer`; the same is set as a cookie.
    token: String,
    #[schema(value_type = shape::Officer)]
    officer: Officer,
    /// It ends after so many seconds without use.
    idle_seconds: u64,
    /// It ends after so many seconds at the latest.
    longest_seconds: u64,
}

/// Finish enrolment: set the password, prove the authenticator, be signed in.
#[utoipa::path(post, path = "/v1/enrolment/finish", tag = "open", request_body = Finish,
    responses((status = 201, description = "Signed in", body = Session)))]
pub(super) async fn finish_enrolment(State(node): State<Node>, Open(given): Open<Finish>) -> Result<Response, Problem> {
    let Finish { officer, code, password, totp } = given;
    let (given, password) = (Given { officer, secret: Zeroizing::new(code), totp }, Zeroizing::new(password));
    open(&node, move |node| sign_in::finish_enrolment(node.store(), node.now(), &mut SystemChance, &given, &password))
        .await
}

/// Sign in with password and TOTP.
#[utoipa::path(post, path = "/v1/session", tag = "open", request_body = SignIn,
    responses((status = 201, description = "Signed in", body = Session)))]
pub(super) async fn sign_in(State(node): State<Node>, Open(given): Open<SignIn>) -> Result<Response, Problem> {
    let SignIn { officer, password, totp } = given;
    let given = Given { officer, secret: Zeroizing::new(password), totp };
    open(&node, move |node| sign_in::sign_in(node.store(), node.now(), &mut SystemChance, &given)).await
}

async fn open(
    node: &Node,
    enter: impl FnOnce(&Served) -> Result<(Officer, Token), NotSignedIn> + Send + 'static,
) -> Result<Response, Problem> {
    blocking(node, move |node| {
        let (officer, token) = enter(node)?;
        let session = Session {
            token: token.reveal().to_string(),
            officer,
            idle_seconds: sign_in::IDLE.as_secs().unsigned_abs(),
            longest_seconds: sign_in::LONGEST.as_secs().unsigned_abs(),
        };
        let mut response = Shown::of(&session)?.respond(Done::Made.status());
        if let Ok(value) = HeaderValue::from_str(&cookie(Some(&token))) {
            response.headers_mut().insert(header::SET_COOKIE, value);
        }
        Ok(response)
    })
    .await
}
