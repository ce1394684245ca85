//! Reading, by the one chain: what, for which purpose, in which case; permitted, logged, disclosed. A read has no effect to
//! repeat, so its answer is not remembered: asked again, it is weighed and logged again.

use crate::api::body::Post;
use crate::api::node::Node;
use crate::api::shape;
use crate::api::status::{Done, Problem};
use crate::api::tag;
use crate::api::work::{Shown, blocking};
use crate::system::SystemChance;
use axum::response::Response;
use exchange::reading::{Asked, Disclosed, ReadItem, read};
use model::{CaseReference, Purpose, Stop};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What for, and in which case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadBody {
    #[schema(value_type = shape::Purpose)]
    pub(super) purpose: Purpose,
    /// Our case reference.
    #[schema(value_type = String)]
    pub(super) case: CaseReference,
    /// The words of H3 and the conditions of use were read and acknowledged.
    #[serde(default)]
    pub(super) restriction_read: bool,
}

/// What was read.
#[derive(Serialize, ToSchema)]
pub(super) struct Disclosure {
    /// `message`, `item`, `record`, `candidates`, `hits`.
    what: &'static str,
    /// The content, for this officer, now.
    #[schema(value_type = Object)]
    content: Value,
}

/// Asks, logs and shows.
pub(super) async fn disclose(node: &Node, item: ReadItem, post: Post<ReadBody>) -> Result<Response, Problem> {
    let Post { officer, body: ReadBody { purpose, case, restriction_read }, .. } = post;
    blocking(node, move |node| {
        let mut asked = Asked::new(&officer, item, purpose, case);
        if restriction_read {
            asked = asked.restriction_read();
        }
        let disclosed = read(node.station(), node.store(), node.now(), &mut SystemChance, asked)?;
        Ok(Shown::of(&show(disclosed)?)?.respond(Done::Shown.status()))
    })
    .await
}

fn show(disclosed: Disclosed) -> Result<Disclosure, Stop> {
    let broken = |e| Stop::from(model::Failure::new("showing what was read", e));
    let (what, content) = match disclosed {
        Disclosed::Message(payload, content) => {
            let content = serde_json::to_value(&content).map_err(broken)?;
            let handling = serde_json::to_value(&payload.handling).map_err(broken)?;
            let retention = serde_json::to_value(payload.retention).map_err(broken)?;
            ("message", json!({ "content": content, "handling": handling, "retention": retention }))
        }
        Disclosed::Draft(value) => ("item", value),
        Disclosed::Record(record) => ("record", serde_json::to_value(&record).map_err(broken)?),
        Disclosed::Candidates(candidates) => {
            let one = |(row, shown): &(store::CandidateRow, exchange::inbound::ShownCandidate)| -> Result<Value, Stop> {
                Ok(json!({
                    "ordinal": row.ordinal,
                    "record": row.record,
                    "compartment": row.compartment,
                    "judgement": row.judgement,
                    "judged_by": row.judged_by,
                    "etag": tag::candidate(row),
                    "candidate": serde_json::to_value(shown).map_err(broken)?,
                }))
            };
            ("candidates", Value::Array(candidates.iter().map(one).collect::<Result<_, _>>()?))
        }
        Disclosed::Hits(hits) => {
            let one = |(row, shown): &(store::HitRow, exchange::population::ShownHit)| -> Result<Value, Stop> {
                Ok(json!({
                    "ordinal": row.ordinal,
                    "record": row.record,
                    "compartment": row.compartment,
                    "judgement": row.judgement,
                    "judged_by": row.judged_by,
                    "etag": tag::hit(row),
                    "hit": serde_json::to_value(shown).map_err(broken)?,
                }))
            };
            ("hits", Value::Array(hits.iter().map(one).collect::<Result<_, _>>()?))
        }
    };
    Ok(Disclosure { what, content })
}
