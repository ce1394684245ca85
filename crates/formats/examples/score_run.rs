//! Screens a table of queries against a table of entities, as `comity screen` does, and prints the time taken.
//! For development: `score_run ENTITIES.tsv QUERIES.tsv OUT.tsv [--names-only] [--explain QUERY_ID]`. Not shipped.
#![expect(clippy::print_stdout, reason = "a development program that reports to its caller")]

use formats::screening::{Listed, Rows, RunRow, run_header, write_row};
use screen::{Algorithm, Birth, EntryId, Index, Kind, Profile};
use std::fs::File;
use std::io::BufReader;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [entities, queries, out, options @ ..] = arguments.as_slice() else {
        return Err("usage: score_run ENTITIES.tsv QUERIES.tsv OUT.tsv [--names-only] [--explain QUERY_ID]".into());
    };
    let names_only = options.iter().any(|option| option == "--names-only");
    let explain = options.iter().skip_while(|option| *option != "--explain").nth(1);
    let start = Instant::now();
    let mut index = Index::empty(Algorithm::V1);
    for (id, profile) in read(entities, "entity_id")? {
        index.insert(EntryId::new(id), profile);
    }
    println!("built {} entries in {:?}", index.len(), start.elapsed());
    let queries = read(queries, "query_id")?;
    let start = Instant::now();
    let mut run = run_header().to_owned();
    for (id, profile) in &queries {
        let asked = if names_only {
            Profile { names: profile.names.clone(), ..Profile::of(profile.kind) }
        } else {
            profile.clone()
        };
        let candidates = index.screen(&asked, 10);
        for (rank, candidate) in (1..).zip(&candidates) {
            let entry = candidate.entry.to_string();
            write_row(&RunRow { query: id.clone(), rank, candidate: entry, score: candidate.probability }, &mut run);
            if explain == Some(id) {
                println!("{} {:.6}\n{}\n", candidate.entry, candidate.probability, candidate.explanation.expose());
            }
        }
    }
    let took = start.elapsed();
    println!("{} queries in {took:?}: {:?} each", queries.len(), took / queries.len().max(1) as u32);
    std::fs::write(out, run)?;
    Ok(())
}

fn read(path: &str, id: &'static str) -> Result<Vec<(String, Profile)>, Box<dyn std::error::Error>> {
    let mut rows = Rows::open(path, id, BufReader::new(File::open(path)?))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next_row()? {
        match row {
            Ok(Listed { id, schema, names, births, places, states, sex, identifiers, addresses, .. }) => {
                let births = births.into_iter().map(|(from, to)| Birth { from, to }).collect();
                let kind = Kind::named(&schema);
                all.push((id, Profile { kind, names, births, places, states, sex, identifiers, addresses }));
            }
            Err(bad) => println!("{bad}"),
        }
    }
    Ok(all)
}
