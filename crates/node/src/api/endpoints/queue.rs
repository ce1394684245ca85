//! The overseer's queue: ids and codes, whatever the asker was told.

use super::drafts::Nothing;
use crate::api::body::Change;
use crate::api::node::Node;
use crate::api::place::Place;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::tag::{self, Thing};
use crate::api::work::{Shown, change, look};
use audit::Event;
use axum::extract::State;
use axum::response::Response;
use exchange::Station;
use model::{Officer, Purpose, Stop};
use policy::{Action, Actor, Circumstances, Resource, ResourceId};
use serde::Serialize;
use serde_json::Value;
use store::{QueueRow, Tx};
use utoipa::ToSchema;

/// An entry.
#[derive(Serialize, ToSchema)]
pub(super) struct Entry {
    id: u64,
    /// Since when it waits.
    at: String,
    /// What it tells, in ids and codes.
    #[schema(value_type = Object)]
    tells: Value,
    seen_by: Option<String>,
    /// For If-Match.
    etag: String,
}

/// The overseer's queue, the oldest first.
#[utoipa::path(get, path = "/v1/overseer/queue", tag = "oversight",
    responses((status = 200, description = "The queue", body = Vec<Entry>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at the queue", officer, None, |station, tx, officer| {
        demand(station, tx, officer, Action::ReadQueue)?;
        let rows = tx.overseer_queue().all()?;
        let (count, purpose) = (rows.len() as u64, Purpose::Oversight);
        tx.audit().append(Event::QueueRead { count, purpose, officer: officer.id.clone() })?;
        Shown::of(&rows.into_iter().map(entry).collect::<Vec<_>>())
    })
    .await
}

/// Note that an overseer has seen an entry. The first who does stands there; whoever follows stands in the log.
#[utoipa::path(post, path = "/v1/overseer/queue/{id}/seen", tag = "oversight", params(("id" = u64, Path)),
    request_body = Nothing, responses((status = 200, description = "The entry", body = Entry)))]
pub(super) async fn seen(
    State(node): State<Node>,
    Place(id): Place<u64>,
    post: Change<Nothing>,
) -> Result<Response, Problem> {
    change(&node, "see an entry", Thing::Queued(id), post, move |station, tx, officer, Nothing {}| {
        demand(station, tx, officer, Action::ActOnQueue)?;
        let before = tx.overseer_queue().all()?;
        if !before.iter().any(|row| row.id == id) {
            return Err(absent(id));
        }
        tx.overseer_queue().seen(id, &officer.id)?;
        tx.audit().append(Event::QueueSeen { queued: id, officer: officer.id.clone() })?;
        let row = tx.overseer_queue().all()?.into_iter().find(|row| row.id == id);
        let entry = entry(row.ok_or_else(|| absent(id))?);
        let tag = entry.etag.clone();
        Ok(Shown::of(&entry)?.tagged(tag))
    })
    .await
}

fn absent(id: u64) -> Stop {
    model::Refusal {
        check: &exchange::checks::READ_1_2,
        cites: Vec::new(),
        because: format!("there is no entry {id} in the queue"),
        remedy: "look at the queue for its numbers: GET /v1/overseer/queue".to_owned(),
    }
    .into()
}

fn demand(station: &Station, tx: &Tx<'_>, officer: &Officer, action: Action) -> Result<(), Stop> {
    let queue = Resource::of_node(ResourceId::Queue);
    let mut circumstances = Circumstances::at(tx.at());
    circumstances.purpose = Some(Purpose::Oversight);
    station.demand(&Actor::Officer(officer.clone()), action, &queue, &circumstances)
}

fn entry(row: QueueRow) -> Entry {
    let etag = tag::queued(&row);
    let tells = serde_json::from_str(&row.body).unwrap_or(Value::Null);
    Entry { id: row.id, at: row.at.to_string(), tells, seen_by: row.seen_by, etag }
}
