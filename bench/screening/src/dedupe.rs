//! Like records of one table: each record is screened against all, and what it finds besides itself is a pair.

use crate::Outcome;
use crate::clock::Clock;
use model::subject::{Identifier, IdentifierKind, PartialDate, Person};
use model::{Personal, Subject};
use screen::{Algorithm, EntryId, Index};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Candidates asked for each record: as many as a group may have, and some.
const MOST: usize = 12;

/// Reads columns `id`, `name`, `dob`, `address`, `number` (tab-separated, one header line).
pub fn run(file: &Path, out: &Path) -> Outcome<Value> {
    let text = std::fs::read_to_string(file)?;
    let records: Vec<(EntryId, Subject)> = text.lines().skip(1).map(record).collect::<Outcome<_>>()?;
    let start = Clock::start();
    let index = Index::build(records.iter().cloned(), Algorithm::V1);
    let mut pairs: BTreeMap<(String, String), f64> = BTreeMap::new();
    for (id, subject) in &records {
        for found in index.screen(subject, MOST).into_iter().filter(|found| found.entry != *id) {
            let (one, other) = (id.as_str().min(found.entry.as_str()), id.as_str().max(found.entry.as_str()));
            let best = pairs.entry((one.to_owned(), other.to_owned())).or_default();
            *best = best.max(found.probability);
        }
    }
    let seconds = start.seconds();
    let pairs: Vec<Value> = pairs.into_iter().map(|((one, other), score)| json!([one, other, score])).collect();
    std::fs::write(out, serde_json::to_string(&pairs)?)?;
    Ok(json!({ "records": records.len(), "seconds": seconds }))
}

fn record(line: &str) -> Outcome<(EntryId, Subject)> {
    let [id, name, dob, address, number] = line.split('\t').collect::<Vec<_>>()[..] else {
        return Err(format!("five columns are needed: {line:?}").into());
    };
    let given = |text: &str| (!text.is_empty()).then(|| Personal::new(text.to_owned()));
    let person = Person {
        birth: PartialDate::parse(dob),
        addresses: given(address).into_iter().collect(),
        identifiers: given(number)
            .map(|value| Identifier { kind: IdentifierKind::NationalId, value, issuer: None })
            .into_iter()
            .collect(),
        ..Person::named(name)
    };
    Ok((EntryId::new(id), Subject::Person(person)))
}
