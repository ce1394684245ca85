//! Screens a table of queries against a table of entities, as `comity screen` does, and prints the time taken.
//! For development: `score_run ENTITIES.tsv QUERIES.tsv OUT.tsv [--names-only] [--explain QUERY_ID]`. Not shipped.
#![expect(clippy::print_stdout, reason = "a development program that reports to its caller")]

use formats::Guards;
use formats::screening::{Listed, RunRow, read_entities, read_queries, write_run};
use model::Field;
use screen::{Algorithm, EntryId, Index};
use std::time::Instant;

const BESIDE_NAMES: [Field; 4] = [Field::Birth, Field::Sex, Field::Nationalities, Field::Identifiers];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [entities, queries, out, options @ ..] = arguments.as_slice() else {
        return Err("usage: score_run ENTITIES.tsv QUERIES.tsv OUT.tsv [--names-only] [--explain QUERY_ID]".into());
    };
    let names_only = options.iter().any(|option| option == "--names-only");
    let explain = options.iter().skip_while(|option| *option != "--explain").nth(1);
    let entities = read_entities(entities, &std::fs::read(entities)?, &Guards::TABLE)?;
    let queries = read_queries(queries, &std::fs::read(queries)?, &Guards::TABLE)?;
    let start = Instant::now();
    let rows = entities.rows.into_iter().map(|row| (EntryId::new(row.id), row.subject));
    let index = Index::build(rows, Algorithm::V1);
    println!("built {} entries in {:?}; {} values left out", index.len(), start.elapsed(), entities.unread.len());
    let start = Instant::now();
    let mut run = Vec::new();
    for Listed { id, subject } in &queries.rows {
        let asked = if names_only {
            BESIDE_NAMES.iter().fold(subject.clone(), |subject, field| subject.without(*field))
        } else {
            subject.clone()
        };
        let candidates = index.screen(&asked, 10);
        for (rank, candidate) in (1..).zip(&candidates) {
            run.push(RunRow {
                query: id.clone(),
                rank,
                candidate: candidate.entry.to_string(),
                score: candidate.probability,
            });
            if explain == Some(id) {
                println!("{} {:.6}\n{}\n", candidate.entry, candidate.probability, candidate.explanation.expose());
            }
        }
    }
    let took = start.elapsed();
    println!("{} queries in {took:?}: {:?} each", queries.rows.len(), took / queries.rows.len().max(1) as u32);
    std::fs::write(out, write_run(&run))?;
    Ok(())
}
