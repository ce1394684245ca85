//! What follows sending: permission, passing on, correction, recall, acknowledgement. Each is a draft about a message and leaves
//! by the same doors as everything else.

use super::drafts::{DraftHead, show};
use crate::api::body::Post;
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::status::Problem;
use crate::api::work::make;
use axum::extract::State;
use axum::response::Response;
use exchange::Addressee;
use exchange::after::{self, Decision};
use law::Fact;
use model::time::Date;
use model::{
    AuthorityId, CaseReference, Citation, Instant, MessageId, Personal, RecallGround, Statement, Subject, ThirdParty,
    UnitId,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What an officer fills in to ask for permission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PermissionBody {
    /// To whom it is to be passed on.
    #[schema(value_type = shape::ThirdParty)]
    to: ThirdParty,
    /// Why it is necessary, and what the third authority has to do with it.
    #[schema(value_type = String)]
    justification: Personal<String>,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
}

/// Draft a request for the originator's permission to pass on a received message.
#[utoipa::path(post, path = "/v1/messages/{id}/permission", tag = "after sending", params(("id" = String, Path)),
    request_body = PermissionBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn ask(
    State(node): State<Node>,
    Place(item): Place<MessageId>,
    post: Post<PermissionBody>,
) -> Result<Response, Problem> {
    make(&node, "ask for permission", post, None, move |station, tx, officer, body| {
        let PermissionBody { to, justification, case, unit, confirmed } = body;
        let form = after::PermissionForm { item, to, justification, case, unit, confirmed };
        let draft = after::ask_permission(station, tx, officer, form)?;
        show(tx, draft.id())
    })
    .await
}

/// What an officer fills in to decide on a request for permission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionBody {
    /// Whether it may be passed on.
    grant: bool,
    /// Conditions of use, where it may.
    #[serde(default)]
    conditions: Vec<String>,
    /// The last day on which it may be passed on; needed where it may.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    /// The ground, by a word of the lawbook or the house; needed where it may not.
    #[serde(default)]
    ground: Option<String>,
    /// Where the ground stands; `house` if nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    cite: Option<Citation>,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
}

/// Draft the decision on a request for permission; a grant is grounded towards the third authority too.
#[utoipa::path(post, path = "/v1/messages/{id}/decision", tag = "after sending", params(("id" = String, Path)),
    request_body = DecisionBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn decide(
    State(node): State<Node>,
    Place(request): Place<MessageId>,
    post: Post<DecisionBody>,
) -> Result<Response, Problem> {
    make(&node, "decide on permission", post, None, move |station, tx, officer, body| {
        let decision = match (body.grant, body.until, body.ground) {
            (true, Some(until), None) => Decision::Grant { conditions: body.conditions, until },
            (false, None, Some(ground)) if body.conditions.is_empty() => {
                Decision::Refuse { ground, cite: body.cite.unwrap_or_else(|| Citation("house".to_owned())) }
            }
            _ => return Err(after::half_a_decision()),
        };
        let (case, unit, confirmed) = (body.case, body.unit, body.confirmed);
        let form = after::DecisionForm { request, decision, case, unit, confirmed };
        let draft = after::decide_permission(station, tx, officer, form)?;
        show(tx, draft.id())
    })
    .await
}

/// The threat that leaves no time to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreatBody {
    /// Which threat, to what.
    #[schema(value_type = String)]
    threat: Personal<String>,
    /// The officer called the receiver back on a known number.
    #[serde(default)]
    call_back: bool,
}

/// What an officer fills in to pass on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OnwardBody {
    /// To whom, under which arrangement of ours.
    #[schema(value_type = shape::Addressee)]
    to: Addressee,
    /// The immediate and serious threat, if there is no time to ask for permission.
    #[serde(default)]
    threat: Option<ThreatBody>,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
}

/// Draft the passing on of a received message: with the originator's permission, or against a threat.
#[utoipa::path(post, path = "/v1/messages/{id}/onward", tag = "after sending", params(("id" = String, Path)),
    request_body = OnwardBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn pass_on(
    State(node): State<Node>,
    Place(item): Place<MessageId>,
    post: Post<OnwardBody>,
) -> Result<Response, Problem> {
    make(&node, "pass on", post, None, move |station, tx, officer, body| {
        let threat = body.threat.map(|told| after::Threat { threat: told.threat, call_back: told.call_back });
        let OnwardBody { to, case, unit, confirmed, .. } = body;
        let draft =
            after::pass_on(station, tx, officer, after::OnwardForm { item, to, threat, case, unit, confirmed })?;
        show(tx, draft.id())
    })
    .await
}

/// What an officer fills in to correct.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionBody {
    /// About whom or what, as it is right.
    #[schema(value_type = Vec<shape::Subject>)]
    subjects: Vec<Subject>,
    /// What is known, as it is right: all of it.
    #[schema(value_type = Vec<shape::Statement>)]
    statements: Vec<Statement>,
    /// By when holders are to answer, within 90 days.
    #[schema(value_type = String, format = DateTime)]
    answer_by: Instant,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
}

/// Draft a correction of a message that was sent, to everybody to whom it went.
#[utoipa::path(post, path = "/v1/messages/{id}/correction", tag = "after sending", params(("id" = String, Path)),
    request_body = CorrectionBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn correct(
    State(node): State<Node>,
    Place(item): Place<MessageId>,
    post: Post<CorrectionBody>,
) -> Result<Response, Problem> {
    make(&node, "correct", post, None, move |station, tx, officer, body| {
        let CorrectionBody { subjects, statements, answer_by, case, unit, confirmed } = body;
        let form = after::CorrectionForm { item, subjects, statements, answer_by, case, unit, confirmed };
        let draft = after::correct(station, tx, officer, form)?;
        show(tx, draft.id())
    })
    .await
}

/// What an officer fills in to recall.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecallBody {
    /// Why.
    #[schema(value_type = shape::RecallGround)]
    ground: RecallGround,
    /// By when holders are to answer, within 90 days.
    #[schema(value_type = String, format = DateTime)]
    answer_by: Instant,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
}

/// Draft a recall of a message that was sent, to everybody to whom it went.
#[utoipa::path(post, path = "/v1/messages/{id}/recall", tag = "after sending", params(("id" = String, Path)),
    request_body = RecallBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn recall(
    State(node): State<Node>,
    Place(item): Place<MessageId>,
    post: Post<RecallBody>,
) -> Result<Response, Problem> {
    make(&node, "recall", post, None, move |station, tx, officer, body| {
        let RecallBody { ground, answer_by, case, unit } = body;
        let draft = after::recall(station, tx, officer, after::RecallForm { item, ground, answer_by, case, unit })?;
        show(tx, draft.id())
    })
    .await
}

/// What an officer fills in to answer a correction or recall: what became of the copy is known here.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AcknowledgeBody {
    /// For whom: this node, if nothing is said, or one to whom the item was passed on and who has answered.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    holder: Option<AuthorityId>,
    /// It is not done yet, and will be by that day.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    late_until: Option<Date>,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
}

/// Draft the answer to a received correction or recall.
#[utoipa::path(post, path = "/v1/messages/{id}/acknowledgement", tag = "after sending", params(("id" = String, Path)),
    request_body = AcknowledgeBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn acknowledge(
    State(node): State<Node>,
    Place(demand): Place<MessageId>,
    post: Post<AcknowledgeBody>,
) -> Result<Response, Problem> {
    make(&node, "acknowledge", post, None, move |station, tx, officer, body| {
        let AcknowledgeBody { holder, late_until, case, unit } = body;
        let form = after::AcknowledgeForm { demand, holder, late_until, case, unit };
        let draft = after::acknowledge(station, tx, officer, form)?;
        show(tx, draft.id())
    })
    .await
}

/// What an officer fills in to hand on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HandOnBody {
    /// To whom: a holder to whom the item was passed on from here.
    #[schema(value_type = String)]
    holder: AuthorityId,
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
}

/// Draft the handing on of a received correction or recall.
#[utoipa::path(post, path = "/v1/messages/{id}/handing-on", tag = "after sending", params(("id" = String, Path)),
    request_body = HandOnBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn hand_on(
    State(node): State<Node>,
    Place(demand): Place<MessageId>,
    post: Post<HandOnBody>,
) -> Result<Response, Problem> {
    make(&node, "hand on", post, None, move |station, tx, officer, body| {
        let HandOnBody { holder, case, unit, confirmed } = body;
        let draft = after::hand_on(station, tx, officer, after::HandOnForm { demand, holder, case, unit, confirmed })?;
        show(tx, draft.id())
    })
    .await
}
