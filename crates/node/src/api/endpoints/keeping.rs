//! What is kept under a duty of law, who holds what, what is to be done after sending, and who is late.

use super::exchanges::{For, note_listed, visible};
use crate::api::body::Change;
use crate::api::node::Node;
use crate::api::place::{Options, Place};
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::Thing;
use crate::api::work::{Shown, change, change_proved, look};
use axum::extract::State;
use axum::response::Response;
use exchange::Station;
use exchange::after::{self, RestrictionForm};
use model::time::Date;
use model::{CaseReference, LegalDuty, MessageId, Stop};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

/// What an approver fills in to keep a message under a duty of law.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RestrictBody {
    #[schema(value_type = shape::LegalDuty)]
    duty: LegalDuty,
    /// Until when, if that is known.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
}

/// Whether a received message is kept under a duty of law.
#[derive(Serialize, ToSchema)]
pub(super) struct Kept {
    message: String,
    /// Whether its content is here.
    held: bool,
    /// The duty, if it is kept under one.
    duty: Option<String>,
    until: Option<String>,
    /// Who entered the duty.
    officer: Option<String>,
}

/// Keep a received message under a named duty of law, whoever recalls it.
#[utoipa::path(post, path = "/v1/messages/{id}/restriction", tag = "after sending", params(("id" = String, Path)),
    request_body = RestrictBody, responses((status = 200, description = "As it is kept now, with its ETag", body = Kept)))]
pub(super) async fn restrict(
    State(node): State<Node>,
    Place(message): Place<MessageId>,
    post: Change<RestrictBody>,
) -> Result<Response, Problem> {
    change(&node, "restrict a message", Thing::Message(message), post, move |station, tx, officer, body| {
        let RestrictBody { duty, until, case } = body;
        after::restrict(station, tx, officer, RestrictionForm { message, duty, until, case })?;
        kept(tx, message)
    })
    .await
}

/// What an approver fills in to lift a restriction, or to ratify.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvedBody {
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// The six digits that the authenticator shows now.
    totp: String,
}

/// Lift the restriction of a message; what was recalled meanwhile is erased at once.
#[utoipa::path(post, path = "/v1/messages/{id}/restriction/lift", tag = "after sending", params(("id" = String, Path)),
    request_body = ProvedBody, responses((status = 200, description = "As it is kept now, with its ETag", body = Kept)))]
pub(super) async fn lift(
    State(node): State<Node>,
    Place(message): Place<MessageId>,
    post: Change<ProvedBody>,
) -> Result<Response, Problem> {
    let code = |body: &ProvedBody| body.totp.clone();
    change_proved(
        &node,
        "lift a restriction",
        Thing::Message(message),
        post,
        code,
        move |station, tx, officer, body| {
            after::lift_restriction(station, tx, officer, message, &body.case)?;
            kept(tx, message)
        },
    )
    .await
}

fn kept(tx: &mut Tx<'_>, message: MessageId) -> Result<Shown, Stop> {
    let (held, found) = (tx.inbox().is_held(message)?, tx.restrictions().of(message)?);
    let (duty, until) = (found.as_ref().map(|row| row.duty.to_string()), found.as_ref().and_then(|row| row.until));
    let officer = found.as_ref().map(|row| row.officer.to_string());
    let until = until.map(|day| day.to_string());
    let shown = Shown::of(&Kept { message: message.to_string(), held, duty, until, officer })?;
    Ok(match Thing::Message(message).tag(tx)? {
        Some(tag) => shown.tagged(tag),
        None => shown,
    })
}

/// What was ratified.
#[derive(Serialize, ToSchema)]
pub(super) struct Ratified {
    message: String,
    ratified_by: String,
}

/// Ratify, as another person, what was passed on against a threat.
#[utoipa::path(post, path = "/v1/messages/{id}/ratification", tag = "after sending", params(("id" = String, Path)),
    request_body = ProvedBody, responses((status = 200, description = "Ratified", body = Ratified)))]
pub(super) async fn ratify(
    State(node): State<Node>,
    Place(message): Place<MessageId>,
    post: Change<ProvedBody>,
) -> Result<Response, Problem> {
    let code = |body: &ProvedBody| body.totp.clone();
    change_proved(&node, "ratify", Thing::Message(message), post, code, move |station, tx, officer, body| {
        after::ratify(station, tx, officer, message, &body.case)?;
        Shown::of(&Ratified { message: message.to_string(), ratified_by: officer.id.to_string() })
    })
    .await
}

/// Who holds a message that was sent or received here, and what each holder answered to each correction and recall.
#[utoipa::path(get, path = "/v1/messages/{id}/holders", tag = "after sending", params(("id" = String, Path), For),
    responses((status = 200, description = "Every holder that is known here", body = Vec<Object>)))]
pub(super) async fn holders(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Place(message): Place<MessageId>,
    Options(For { purpose }): Options<For>,
) -> Result<Response, Problem> {
    look(&node, "look at holders", officer, None, move |station, tx, officer| {
        let seen = visible(station, tx, officer, purpose)?;
        let Some(unit) = unit_of(tx, message)?.filter(|unit| seen.contains(unit)) else {
            return Err(super::exchanges::nothing());
        };
        let holders = after::holders(tx, message)?;
        note_listed(tx, &[unit], holders.len(), purpose, None, officer)?;
        Shown::of(&holders)
    })
    .await
}

/// The unit in whose exchange a message lies.
fn unit_of(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<model::UnitId>, Stop> {
    let inbox = tx.inbox().get(message)?.map(|row| row.exchange);
    let exchange = match inbox {
        Some(exchange) => Some(exchange),
        None => tx.outbound().by_message(message)?.map(|row| row.exchange),
    };
    let Some(exchange) = exchange else { return Ok(None) };
    Ok(tx.exchanges().get(exchange)?.map(|row| row.compartment))
}

/// What is to be done after sending in the officer's units: answers, handing on, decisions, ratification.
#[utoipa::path(get, path = "/v1/duties", tag = "after sending", params(For),
    responses((status = 200, description = "Everything that is to be done", body = Vec<Object>)))]
pub(super) async fn duties(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Options(For { purpose }): Options<For>,
) -> Result<Response, Problem> {
    look(&node, "look at duties", officer, None, move |station: &Station, tx, officer| {
        let seen = visible(station, tx, officer, purpose)?;
        let mut open = after::duties(station, tx)?;
        open.retain(|duty| seen.contains(&duty.unit));
        note_listed(tx, &seen, open.len(), purpose, None, officer)?;
        Shown::of(&open)
    })
    .await
}

/// Holders whose answer to a correction or recall is late, in the units that the officer sees; an overseer sees all.
#[utoipa::path(get, path = "/v1/late", tag = "after sending", params(For),
    responses((status = 200, description = "Who is late, with what, since when", body = Vec<Object>)))]
pub(super) async fn late(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Options(For { purpose }): Options<For>,
) -> Result<Response, Problem> {
    look(&node, "look at who is late", officer, None, move |station, tx, officer| {
        let seen = visible(station, tx, officer, purpose)?;
        let mut shown = Vec::new();
        for one in after::late(tx)? {
            if tx.exchanges().get(one.exchange)?.is_some_and(|row| seen.contains(&row.compartment)) {
                shown.push(one);
            }
        }
        note_listed(tx, &seen, shown.len(), purpose, None, officer)?;
        Shown::of(&shown)
    })
    .await
}
