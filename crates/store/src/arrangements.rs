//! Registered arrangements: a change is a new revision, never an edit.

use crate::schema::arrangements::dsl;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Arrangement, ArrangementId, AuthorityId, Failure, Stop};
use std::collections::BTreeMap;

/// The arrangements of a node.
pub struct Arrangements<'a, 'b>(&'a mut Tx<'b>);

impl<'b> Tx<'b> {
    /// The arrangements of this node.
    pub fn arrangements(&mut self) -> Arrangements<'_, 'b> {
        Arrangements(self)
    }
}

impl Arrangements<'_, '_> {
    /// Adds an arrangement, or a new revision of one.
    pub fn add(&mut self, arrangement: &Arrangement, partner: &AuthorityId) -> Result<i32, Stop> {
        let latest: Option<i32> = dsl::arrangements
            .filter(dsl::id.eq(arrangement.id.as_str()))
            .select(dsl::revision)
            .order(dsl::revision.desc())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an arrangement"))?;
        let revision = latest.map_or(1, |latest| latest + 1);
        let body = serde_json::to_string(arrangement).map_err(|e| Failure::new("writing an arrangement", e))?;
        diesel::insert_into(dsl::arrangements)
            .values((
                dsl::id.eq(arrangement.id.as_str()),
                dsl::revision.eq(revision),
                dsl::partner.eq(partner.as_str()),
                dsl::body.eq(body),
                dsl::added.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("adding an arrangement"))?;
        self.0.memory.arrangements.remove(&arrangement.id);
        Ok(revision)
    }

    /// The newest revision of each arrangement, by id.
    pub fn all(&mut self) -> Result<Vec<Arrangement>, Stop> {
        let rows: Vec<(String, String)> = dsl::arrangements
            .order((dsl::id.asc(), dsl::revision.asc()))
            .select((dsl::id, dsl::body))
            .load(self.0.connection)
            .map_err(failed("reading arrangements"))?;
        let newest: BTreeMap<String, String> = rows.into_iter().collect();
        newest.values().map(|body| read(body)).collect()
    }

    /// The newest revision of one arrangement.
    pub fn get(&mut self, id: &ArrangementId) -> Result<Option<Arrangement>, Stop> {
        if let Some(known) = self.0.memory.arrangements.get(id) {
            return Ok(Some(known.clone()));
        }
        let body: Option<String> = dsl::arrangements
            .filter(dsl::id.eq(id.as_str()))
            .order(dsl::revision.desc())
            .select(dsl::body)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an arrangement"))?;
        let Some(body) = body else { return Ok(None) };
        let arrangement = read(&body)?;
        self.0.memory.arrangements.insert(id.clone(), arrangement.clone());
        Ok(Some(arrangement))
    }
}

fn read(body: &str) -> Result<Arrangement, Stop> {
    serde_json::from_str(body).map_err(|e| Failure::new("reading an arrangement", e).into())
}
