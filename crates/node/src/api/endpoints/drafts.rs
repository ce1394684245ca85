//! An item on its way out, step by step: draft, ground, mark, release. Sealing and the outbox follow a release in the same
//! transaction.

use super::reading::{Disclosure, ReadBody, disclose};
use crate::api::body::{Change, Post};
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change, change_proved, look, make};
use axum::extract::State;
use axum::response::Response;
use desk::message::{self, Ask};
use exchange::outbound::{Approver, Grounded, Marked, MarkingForm, shown};
use exchange::reading::ReadItem;
use exchange::{Addressee, Draft};
use law::Fact;
use model::{
    CaseReference, Content, DraftId, Evaluation, FieldId, Handling, InformationRequest, Instant, Kind, Offence,
    Officer, Personal, Purpose, Refusal, Retention, Stop, UnitId, Urgency,
};
use policy::{Action, Actor, Circumstances, Override};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::Tx;
use utoipa::ToSchema;

/// An item without its content.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftHead {
    id: String,
    exchange: String,
    /// Where it stands: draft, grounded, marked, released, sent, acknowledged.
    state: String,
    unit: String,
    purpose: String,
    case: String,
    /// Its message id, from sealing on.
    message: Option<String>,
    version: u64,
}

/// Shows the head of an item with its ETag.
pub(super) fn show(tx: &mut Tx<'_>, id: DraftId) -> Result<Shown, Stop> {
    let row = tx.outbound().get(id)?.ok_or_else(nothing)?;
    let version = row.version;
    let head = DraftHead {
        id: row.id.to_string(),
        exchange: row.exchange.to_string(),
        state: row.state,
        unit: row.compartment.to_string(),
        purpose: row.purpose.to_string(),
        case: row.reference.to_string(),
        message: row.message.map(|message| message.to_string()),
        version,
    };
    Ok(Shown::of(&head)?.tagged(tag::version(version)))
}

/// The same whether it is not there or not to be known.
fn nothing() -> Stop {
    Refusal {
        check: &exchange::checks::READ_1_2,
        cites: Vec::new(),
        because: "there is no such item that you may see".to_owned(),
        remedy: "check the id, and whether the item lies in your unit".to_owned(),
    }
    .into()
}

/// What an officer fills in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftBody {
    /// The kind of cooperation: `information`.
    #[schema(value_type = String)]
    kind: Kind,
    /// To whom, each under an arrangement.
    #[schema(value_type = Vec<shape::Addressee>)]
    to: Vec<Addressee>,
    /// The offence, by its id in the lawbook.
    #[schema(value_type = String)]
    offence: Offence,
    #[schema(value_type = shape::Purpose)]
    purpose: Purpose,
    #[schema(value_type = shape::Urgency)]
    urgency: Urgency,
    /// Why it is urgent, where it is; it travels with the justification.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    urgent_because: Option<Personal<String>>,
    /// Our case reference; it must not contain a name.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    #[schema(value_type = shape::Content)]
    content: Content,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    confirmed: BTreeSet<Fact>,
    /// By when an answer is asked for.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    reply_by: Option<Instant>,
}

impl DraftBody {
    /// The desk's form. An answer is drafted in its exchange, not here.
    fn ask(self) -> Result<Ask, Stop> {
        let Content::Request(InformationRequest { subjects, question, justification, watch_until }) = self.content
        else {
            return Err(misplaced("an answer is not drafted here", "draft it in the exchange it answers"));
        };
        if self.kind != Kind::Information {
            return Err(misplaced("this desk asks for information alone", "write `information` as the kind"));
        }
        Ok(Ask {
            to: self.to,
            subjects,
            question,
            justification,
            urgency: self.urgency,
            urgent_because: self.urgent_because,
            offence: self.offence,
            purpose: self.purpose,
            case: self.case,
            unit: self.unit,
            confirmed: self.confirmed,
            wished_by: self.reply_by,
            watch_until,
        })
    }
}

fn misplaced(because: &str, remedy: &str) -> Stop {
    let (because, remedy) = (because.to_owned(), remedy.to_owned());
    Refusal { check: &exchange::checks::OUT_1_4, cites: Vec::new(), because, remedy }.into()
}

/// Write a draft: a request, which begins an exchange.
#[utoipa::path(post, path = "/v1/drafts", tag = "drafts", request_body = DraftBody,
    responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn write(State(node): State<Node>, post: Post<DraftBody>) -> Result<Response, Problem> {
    make(&node, "draft", post, None, |station, tx, officer, body| {
        let draft = message::ask(station, tx, officer, body.ask()?)?;
        show(tx, draft.id())
    })
    .await
}

/// Where an item stands, without its content.
#[utoipa::path(get, path = "/v1/drafts/{id}", tag = "drafts", params(("id" = String, Path)),
    responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn head(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Place(id): Place<DraftId>,
) -> Result<Response, Problem> {
    look(&node, "look at an item", officer, None, move |station, tx, officer| {
        let row = tx.outbound().get(id)?.ok_or_else(nothing)?;
        let units = [row.compartment];
        let mut circumstances = Circumstances::at(tx.at());
        circumstances.purpose = Some(row.purpose);
        let actor = Actor::Officer(officer.clone());
        if station.policies().visible(&actor, &units, &circumstances).is_empty() {
            return Err(nothing());
        }
        show(tx, id)
    })
    .await
}

/// Read an item of ours, whole; the read is logged.
#[utoipa::path(post, path = "/v1/drafts/{id}/read", tag = "drafts", params(("id" = String, Path)),
    request_body = ReadBody, responses((status = 200, description = "Its content", body = Disclosure)))]
pub(super) async fn read(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Post<ReadBody>,
) -> Result<Response, Problem> {
    disclose(&node, ReadItem::Draft(id), post).await
}

/// The three findings towards each recipient of a draft: power, transfer, bars.
#[utoipa::path(get, path = "/v1/drafts/{id}/findings", tag = "drafts", params(("id" = String, Path)),
    responses((status = 200, description = "One for each recipient, with the draft's ETag", body = Vec<Object>)))]
pub(super) async fn findings(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Place(id): Place<DraftId>,
) -> Result<Response, Problem> {
    look(&node, "look at findings", officer, None, move |station, tx, officer| {
        let findings = shown::findings(station, tx, officer, id)?;
        with_tag(tx, id, Shown::of(&findings)?)
    })
    .await
}

fn with_tag(tx: &mut Tx<'_>, id: DraftId, shown: Shown) -> Result<Shown, Stop> {
    let version = tx.outbound().get(id)?.map_or(0, |row| row.version);
    Ok(shown.tagged(tag::version(version)))
}

/// Nothing needs to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Ground a draft: refused where power or transfer is missing, or a bar stands or is not answered.
#[utoipa::path(post, path = "/v1/drafts/{id}/ground", tag = "drafts", params(("id" = String, Path)),
    request_body = Nothing, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn ground(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<Nothing>,
) -> Result<Response, Problem> {
    change(&node, "ground", Thing::Draft(id), post, move |station, tx, officer, Nothing {}| {
        Draft::resume(station, tx, officer, Action::Ground, id)?.ground(station, tx, officer)?;
        show(tx, id)
    })
    .await
}

/// Which fields of a grounded item would go and which would stay, each with its rule.
#[utoipa::path(get, path = "/v1/drafts/{id}/fields", tag = "drafts", params(("id" = String, Path)),
    responses((status = 200, description = "One for each filled field, no value", body = Object)))]
pub(super) async fn fields(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Place(id): Place<DraftId>,
) -> Result<Response, Problem> {
    look(&node, "look at fields", officer, None, move |station, tx, officer| {
        let fields = shown::fields(station, tx, officer, id)?;
        with_tag(tx, id, Shown::of(&fields)?)
    })
    .await
}

/// How an item is to be handled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkBody {
    #[schema(value_type = shape::Handling)]
    handling: Handling,
    /// Obligatory on an answer that carries information.
    #[serde(default)]
    #[schema(value_type = Option<shape::Evaluation>)]
    evaluation: Option<Evaluation>,
    #[schema(value_type = shape::Retention)]
    retention: Retention,
    /// Where the officer decides otherwise than the table of fields.
    #[serde(default)]
    #[schema(value_type = Vec<shape::FieldOverride>)]
    overrides: Vec<OverrideBody>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideBody {
    field: FieldId,
    goes: bool,
    reason: Personal<String>,
}

impl MarkBody {
    /// The form; whoever is signed in is the one who decided.
    fn form(self, officer: &Officer) -> MarkingForm {
        let by = |one: OverrideBody| {
            let OverrideBody { field, goes, reason } = one;
            Override { field, goes, reason, by: officer.id.clone() }
        };
        let overrides = self.overrides.into_iter().map(by).collect();
        MarkingForm { handling: self.handling, evaluation: self.evaluation, retention: self.retention, overrides }
    }
}

/// Mark an item: handling, evaluation, retention, fields.
#[utoipa::path(post, path = "/v1/drafts/{id}/mark", tag = "drafts", params(("id" = String, Path)),
    request_body = MarkBody, responses((status = 200, description = "The item, with its ETag", body = DraftHead)))]
pub(super) async fn mark(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<MarkBody>,
) -> Result<Response, Problem> {
    change(&node, "mark", Thing::Draft(id), post, move |station, tx, officer, body| {
        let form = body.form(officer);
        Grounded::resume(station, tx, officer, id)?.mark(station, tx, officer, form)?;
        show(tx, id)
    })
    .await
}

/// Proves again that it is he.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// The six digits that the authenticator shows now.
    pub(super) totp: String,
}

/// Release an item, seal it and put it into the outbox, in one transaction. Never by its drafter.
#[utoipa::path(post, path = "/v1/drafts/{id}/release", tag = "drafts", params(("id" = String, Path)),
    request_body = Proof, responses((status = 200, description = "The item, sent, with its ETag", body = DraftHead)))]
pub(super) async fn release(
    State(node): State<Node>,
    Place(id): Place<DraftId>,
    post: Change<Proof>,
) -> Result<Response, Problem> {
    let code = |proof: &Proof| proof.totp.clone();
    change_proved(&node, "release", Thing::Draft(id), post, code, move |station, tx, officer, _| {
        let marked = Marked::resume(station, tx, officer, id)?;
        let proved_at = tx.at();
        let released = marked.release(station, tx, &Approver { officer, proved_at })?;
        released.seal(station, tx)?.send(station, tx)?;
        show(tx, id)
    })
    .await
}
