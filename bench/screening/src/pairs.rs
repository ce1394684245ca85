//! Labelled pairs of names: query and entity of the same row.

use crate::clock::Clock;
use crate::{Outcome, table};
use serde_json::{Value, json};
use std::path::Path;

/// The score of each pair: that of the entity among all candidates of the query in an index of every entity; nothing if it
/// is none. How rare a word is comes from the entities of all pairs.
pub fn run(folder: &Path, out: &Path) -> Outcome<Value> {
    let entities = table::read(&folder.join("entities.tsv"))?;
    let queries = table::read(&folder.join("queries.tsv"))?;
    if entities.len() != queries.len() {
        return Err("entities.tsv and queries.tsv must have as many rows".into());
    }
    let ids: Vec<String> = entities.iter().map(|row| row.id.clone()).collect();
    let index = table::index(entities);
    let start = Clock::start();
    let scores: Vec<f64> = queries
        .iter()
        .zip(&ids)
        .map(|(query, id)| {
            let found = index.screen(&query.profile, ids.len());
            found.iter().find(|candidate| candidate.entry.as_str() == id).map_or(0.0, |candidate| candidate.probability)
        })
        .collect();
    let seconds = start.seconds();
    std::fs::write(out, serde_json::to_string(&scores)?)?;
    Ok(json!({ "searches_per_s": scores.len() as f64 / seconds }))
}
