//! The log, for an overseer. Reading it is itself an entry.

use crate::api::node::Node;
use crate::api::place::Options;
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::work::{Shown, look};
use audit::{Event, Row};
use axum::extract::State;
use axum::response::Response;
use model::{CaseReference, Failure, Purpose, Stop};
use policy::{Action, Actor, Circumstances, Resource, ResourceId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// At most this many entries at once.
const MOST: usize = 500;

/// Which entries, and what for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// The first entry
    #[serde(default)]
    from: u64,
    /// How many, 500 at most
    #[serde(default)]
    limit: Option<usize>,
    /// The purpose of reading; it is logged
    #[param(value_type = shape::Purpose)]
    purpose: Purpose,
    /// Under which case, if there is one
    #[serde(default)]
    #[param(value_type = Option<String>)]
    case: Option<CaseReference>,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
pub(super) struct Part {
    /// How many entries the log has.
    size: u64,
    /// The entries asked for; one that was erased shows its commitment alone.
    #[schema(value_type = Vec<Object>)]
    entries: Vec<Value>,
}

/// Read the log.
#[utoipa::path(get, path = "/v1/log", tag = "oversight", params(Which),
    responses((status = 200, description = "Entries, the oldest first", body = Part)))]
pub(super) async fn read(
    State(node): State<Node>,
    SignedIn(officer): SignedIn,
    Options(Which { from, limit, purpose, case }): Options<Which>,
) -> Result<Response, Problem> {
    look(&node, "read the log", officer, None, move |station, tx, officer| {
        let mut circumstances = Circumstances::at(tx.at());
        circumstances.purpose = Some(purpose);
        circumstances.case = case.clone();
        let log = Resource::of_node(ResourceId::Log);
        station.demand(&Actor::Officer(officer.clone()), Action::ReadLog, &log, &circumstances)?;
        let rows = tx.audit().rows(from, limit.unwrap_or(100).clamp(1, MOST))?;
        let last = rows.last().map_or(from, Row::n);
        let entries = rows.iter().map(entry).collect::<Result<Vec<_>, Stop>>()?;
        let officer = officer.id.clone();
        tx.audit().append(Event::LogRead { first: from, last, purpose, case, officer })?;
        let size = tx.audit().size()?;
        Shown::of(&Part { size, entries })
    })
    .await
}

fn entry(row: &Row) -> Result<Value, Stop> {
    match row {
        Row::Kept(kept) => {
            serde_json::from_str(&kept.line).map_err(|_| Failure::new("reading the log", "an entry is damaged").into())
        }
        Row::Erased { n, commitment } => Ok(serde_json::json!({ "n": n, "erased": true, "commitment": commitment })),
    }
}
