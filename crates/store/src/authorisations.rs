//! Stored authorisations to screen a population: kept as they were signed, never edited; what was used of each is counted.

use crate::prepared::Once;
use crate::schema::authorisations::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Authorisation, AuthorisationId, Failure, Instant, OfficerId, Stop};

/// The authorisations of a node.
pub struct Authorisations<'a, 'b>(&'a mut Tx<'b>);

/// An authorisation with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorisationRow {
    /// As it was stated.
    pub authorisation: Authorisation,
    /// Who signed it.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
    /// How many rows were screened under it, those of uses that broke off included.
    pub rows_used: u64,
    /// How many uses were begun.
    pub uses: u64,
    /// Since when it is withdrawn.
    pub withdrawn: Option<Instant>,
}

type Row = (String, String, i64, i64, i64, Option<i64>);

impl<'b> Tx<'b> {
    /// The authorisations of this node to screen populations.
    pub fn authorisations(&mut self) -> Authorisations<'_, 'b> {
        Authorisations(self)
    }
}

impl Authorisations<'_, '_> {
    /// Keeps an authorisation that `by` has signed now; `false`, and no change, if its id is taken.
    pub fn add(&mut self, authorisation: &Authorisation, by: &OfficerId) -> Result<bool, Stop> {
        let body = serde_json::to_string(authorisation).map_err(|e| Failure::new("writing an authorisation", e))?;
        let added = diesel::insert_or_ignore_into(dsl::authorisations)
            .values((
                dsl::id.eq(authorisation.id.as_str()),
                dsl::body.eq(body),
                dsl::officer.eq(by.as_str()),
                dsl::at.eq(self.0.now_row()),
                dsl::rows_used.eq(0),
                dsl::uses.eq(0),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an authorisation"))?;
        Ok(added == 1)
    }

    /// One of them.
    pub fn get(&mut self, id: &AuthorisationId) -> Result<Option<AuthorisationRow>, Stop> {
        let row: Option<Row> = dsl::authorisations
            .find(id.as_str())
            .select((dsl::body, dsl::officer, dsl::at, dsl::rows_used, dsl::uses, dsl::withdrawn))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an authorisation"))?;
        row.map(read).transpose()
    }

    /// All of them, by id.
    pub fn all(&mut self) -> Result<Vec<AuthorisationRow>, Stop> {
        let rows: Vec<Row> = dsl::authorisations
            .order(dsl::id.asc())
            .select((dsl::body, dsl::officer, dsl::at, dsl::rows_used, dsl::uses, dsl::withdrawn))
            .load(self.0.connection)
            .map_err(failed("reading authorisations"))?;
        rows.into_iter().map(read).collect()
    }

    /// Counts a use and its rows.
    pub fn note_use(&mut self, id: &AuthorisationId, rows: u64) -> Result<(), Stop> {
        diesel::update(dsl::authorisations.find(id.as_str()))
            .set((dsl::rows_used.eq(dsl::rows_used + rows as i64), dsl::uses.eq(dsl::uses + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("counting a use"))?;
        Ok(())
    }

    /// Withdraws one; `false`, and no change, if it was withdrawn before or is not there.
    pub fn withdraw(&mut self, id: &AuthorisationId) -> Result<bool, Stop> {
        let now = self.0.now_row();
        let withdrawn = diesel::update(dsl::authorisations.find(id.as_str()).filter(dsl::withdrawn.is_null()))
            .set(dsl::withdrawn.eq(Some(now)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("withdrawing an authorisation"))?;
        Ok(withdrawn == 1)
    }
}

fn read((body, officer, at, rows_used, uses, withdrawn): Row) -> Result<AuthorisationRow, Stop> {
    let broken = |e: &dyn std::fmt::Display| Failure::new("reading an authorisation", e);
    Ok(AuthorisationRow {
        authorisation: serde_json::from_str(&body).map_err(|e| broken(&e))?,
        by: OfficerId::parse(&officer).map_err(|e| broken(&e))?,
        at: instant::from_row(at),
        rows_used: rows_used as u64,
        uses: uses as u64,
        withdrawn: withdrawn.map(instant::from_row),
    })
}
