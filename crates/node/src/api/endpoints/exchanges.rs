//! Exchanges: the list of one's compartments, one exchange in time, and the draft of its answer. No field of a subject.

use super::drafts::{DraftHead, show};
use crate::api::body::Post;
use crate::api::node::Node;
use crate::api::place::{Options, Place};
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag;
use crate::api::work::{Shown, look, make};
use audit::{Code, Event};
use axum::extract::State;
use axum::response::Response;
use exchange::Station;
use exchange::inbound::AnswerForm;
use model::{CaseReference, ExchangeId, Failure, Instant, MessageId, Officer, Outcome, Purpose, Refusal, Stop, UnitId};
use policy::{Action, Actor, Circumstances};
use seal::digest::sha256;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use store::{Direction, ExchangeRow, OutboxState, Tx};
use utoipa::{IntoParams, ToSchema};

/// At most this many rows in a list.
const MOST: usize = 500;

/// What for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct For {
    /// The purpose of looking; it is logged
    #[param(value_type = shape::Purpose)]
    pub(super) purpose: Purpose,
}

/// One row of the list.
#[derive(Serialize, ToSchema)]
pub(super) struct Row {
    id: String,
    /// `out` we asked, `in` a partner asked.
    direction: &'static str,
    partner: String,
    arrangement: String,
    kind: String,
    offence: String,
    purpose: String,
    urgency: String,
    /// Where it stands, by the pipeline's word.
    state: String,
    unit: String,
    our_reference: Option<String>,
    their_reference: Option<String>,
    begun: String,
    /// When the answer is due, if a limit runs.
    due: Option<String>,
    answered: Option<String>,
    version: u64,
}

/// The exchanges of the officer's compartments; the look is logged.
#[utoipa::path(get, path = "/v1/exchanges", tag = "exchanges", params(For),
    responses((status = 200, description = "The newest first", body = Vec<Row>)))]
pub(super) async fn list(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Options(For { purpose }): Options<For>,
) -> Result<Response, Problem> {
    look(&node, "list exchanges", officer, None, move |station, tx, officer| {
        let units = visible(station, tx, officer, purpose)?;
        let rows = tx.exchanges().of_compartments(&units, MOST)?;
        note_listed(tx, &units, rows.len(), purpose, None, officer)?;
        Shown::of(&rows.into_iter().map(row).collect::<Vec<_>>())
    })
    .await
}

/// One exchange in time.
#[derive(Serialize, ToSchema)]
pub(super) struct Detail {
    exchange: Row,
    /// Our items, the oldest first.
    items: Vec<Item>,
    /// What was received, the oldest first.
    received: Vec<Received>,
    /// The events of its clocks, as facts.
    #[schema(value_type = Vec<Object>)]
    clock: Vec<Value>,
}

/// An item of ours.
#[derive(Serialize, ToSchema)]
pub(super) struct Item {
    id: String,
    state: String,
    message: Option<String>,
    version: u64,
    deliveries: Vec<Delivery>,
}

/// Where an item is on its way to one recipient.
#[derive(Serialize, ToSchema)]
pub(super) struct Delivery {
    recipient: String,
    hop: String,
    /// `waiting`, `delivered`, `refused`, `expired`.
    state: String,
    attempts: u32,
    next_attempt: String,
    expires: String,
    /// SHA-256 of the recipient's signed receipt, once it is here.
    receipt: Option<String>,
}

/// A received message.
#[derive(Serialize, ToSchema)]
pub(super) struct Received {
    message: String,
    sender: String,
    state: String,
    /// Legal receipt.
    at: String,
    version: u64,
}

/// One exchange in time: items, deliveries, receipts, clock; no content.
#[utoipa::path(get, path = "/v1/exchanges/{id}", tag = "exchanges", params(("id" = String, Path), For),
    responses((status = 200, description = "Its course, with its ETag", body = Detail)))]
pub(super) async fn detail(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Place(id): Place<ExchangeId>,
    Options(For { purpose }): Options<For>,
) -> Result<Response, Problem> {
    look(&node, "look at an exchange", officer, Some(id), move |station, tx, officer| {
        let found = tx.exchanges().get(id)?.ok_or_else(nothing)?;
        if !visible(station, tx, officer, purpose)?.contains(&found.compartment) {
            return Err(nothing());
        }
        let units = [found.compartment.clone()];
        note_listed(tx, &units, 1, purpose, found.our_reference.clone(), officer)?;
        let version = found.version;
        let (items, received) = (items(tx, id)?, received(tx, id)?);
        let clock = tx.clock_events().of(id)?.iter().map(|body| event(body)).collect::<Result<_, _>>()?;
        let detail = Detail { exchange: row(found), items, received, clock };
        Ok(Shown::of(&detail)?.tagged(tag::version(version)))
    })
    .await
}

/// What an officer fills in to answer.
#[derive(Deserialize, ToSchema)]
pub(super) struct AnswerBody {
    /// Our case reference.
    #[schema(value_type = String)]
    case: CaseReference,
    /// For which unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// What the answer is.
    #[schema(value_type = shape::Outcome)]
    answer: Outcome,
}

/// Draft the answer to the request of an exchange; it leaves by the same doors as everything else.
#[utoipa::path(post, path = "/v1/exchanges/{id}/answer", tag = "exchanges", params(("id" = String, Path)),
    request_body = AnswerBody, responses((status = 201, description = "The draft, with its ETag", body = DraftHead)))]
pub(super) async fn answer(
    State(node): State<Node>,
    Place(id): Place<ExchangeId>,
    post: Post<AnswerBody>,
) -> Result<Response, Problem> {
    make(&node, "answer", post, Some(id), move |station, tx, officer, body| {
        let form = AnswerForm { case: body.case, unit: body.unit, outcome: body.answer };
        let draft = desk::message::answer(station, tx, officer, id, form)?;
        show(tx, draft.id())
    })
    .await
}

/// The compartments whose lists the policies let this officer see. An overseer sees every unit's.
pub(super) fn visible(
    station: &Station,
    tx: &mut Tx<'_>,
    officer: &Officer,
    purpose: Purpose,
) -> Result<Vec<UnitId>, Stop> {
    let mut units: BTreeSet<UnitId> =
        tx.officers().all()?.into_iter().flat_map(|one| one.compartments.into_iter().chain([one.unit])).collect();
    units.insert(station.ways().contact.clone());
    let units: Vec<UnitId> = units.into_iter().collect();
    let actor = Actor::Officer(officer.clone());
    let mut circumstances = Circumstances::at(tx.at());
    circumstances.purpose = Some(purpose);
    let visible = station.policies().visible(&actor, &units, &circumstances);
    if visible.is_empty() {
        // Nothing at all: let the policies say why, on his own tray.
        let tray = policy::Resource::tray(officer.unit.clone());
        station.demand(&actor, Action::ListExchanges, &tray, &circumstances)?;
    }
    Ok(visible)
}

/// A look at a list is in the log, with the units in whose trays the officer saw it.
pub(super) fn note_listed(
    tx: &mut Tx<'_>,
    units: &[UnitId],
    count: usize,
    purpose: Purpose,
    case: Option<CaseReference>,
    officer: &Officer,
) -> Result<(), Stop> {
    let names: Vec<&str> = units.iter().map(UnitId::as_str).collect();
    let tray = Code::parse(&names.join("+")).or_else(|_| Code::parse(&format!("{}-trays", units.len())));
    let tray = tray.map_err(|e| Failure::new("noting a list", e))?;
    let (unit, officer) = (officer.unit.clone(), officer.id.clone());
    tx.audit().append(Event::Listed { tray, count: count as u64, purpose, case, officer, unit })?;
    Ok(())
}

/// The same whether it is not there or not to be known.
pub(super) fn nothing() -> Stop {
    Refusal {
        check: &exchange::checks::READ_1_2,
        cites: Vec::new(),
        because: "there is no such exchange that you may see".to_owned(),
        remedy: "check the id, and whether the exchange lies in your unit".to_owned(),
    }
    .into()
}

fn items(tx: &mut Tx<'_>, id: ExchangeId) -> Result<Vec<Item>, Stop> {
    let mut items = Vec::new();
    for row in tx.outbound().of(id)? {
        let deliveries = row.message.map(|message| deliveries(tx, message)).transpose()?.unwrap_or_default();
        let message = row.message.map(|message| message.to_string());
        items.push(Item { id: row.id.to_string(), state: row.state, message, version: row.version, deliveries });
    }
    Ok(items)
}

fn deliveries(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<Delivery>, Stop> {
    let mut deliveries = Vec::new();
    for row in tx.outbox().of(message)? {
        let receipt = tx.receipts().get(message, &row.recipient)?;
        let state = match row.state {
            OutboxState::Waiting => "waiting",
            OutboxState::Delivered => "delivered",
            OutboxState::Refused => "refused",
            OutboxState::Expired => "expired",
        };
        deliveries.push(Delivery {
            recipient: row.recipient.to_string(),
            hop: row.hop.to_string(),
            state: state.to_owned(),
            attempts: row.attempts,
            next_attempt: row.next_at.to_string(),
            expires: row.expires.to_string(),
            receipt: receipt.map(|bytes| sha256(&[&bytes]).to_string()),
        });
    }
    Ok(deliveries)
}

fn received(tx: &mut Tx<'_>, id: ExchangeId) -> Result<Vec<Received>, Stop> {
    let rows = tx.inbox().of(id)?;
    let show = |row: store::InboxRow| Received {
        message: row.message.to_string(),
        sender: row.sender.to_string(),
        state: row.state,
        at: row.at.to_string(),
        version: row.version,
    };
    Ok(rows.into_iter().map(show).collect())
}

fn event(body: &str) -> Result<Value, Stop> {
    serde_json::from_str(body).map_err(|_| Failure::new("reading a clock event", "it is damaged").into())
}

fn row(row: ExchangeRow) -> Row {
    let time = |at: Instant| at.to_string();
    Row {
        id: row.id.to_string(),
        direction: if row.direction == Direction::Inbound { "in" } else { "out" },
        partner: row.partner.to_string(),
        arrangement: row.arrangement.to_string(),
        kind: row.kind.to_string(),
        offence: row.offence.to_string(),
        purpose: row.purpose.to_string(),
        urgency: row.urgency,
        state: row.state,
        unit: row.compartment.to_string(),
        our_reference: row.our_reference.map(|reference| reference.to_string()),
        their_reference: row.their_reference.map(|reference| reference.to_string()),
        begun: time(row.begun),
        due: row.due.map(time),
        answered: row.answered.map(time),
        version: row.version,
    }
}
