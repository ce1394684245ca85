//! What the node must tell those who hold a role: ids and codes only, appended in the transaction of what it tells of.

use crate::schema::notices::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use model::{Instant, Role, Stop};

/// The notices of a node.
pub struct Notices<'a, 'b>(&'a mut Tx<'b>);

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: u64,
    /// What it tells, as JSON of ids and codes.
    pub body: String,
    /// Since when it stands.
    pub at: Instant,
}

impl<'b> Tx<'b> {
    /// The notices of this node.
    pub fn notices(&mut self) -> Notices<'_, 'b> {
        Notices(self)
    }
}

impl Notices<'_, '_> {
    /// Appends a notice to everybody who holds `role`.
    pub fn append(&mut self, role: Role, body: &str) -> Result<(), Stop> {
        let last: Option<i64> = dsl::notices
            .select(diesel::dsl::max(dsl::id))
            .first(self.0.connection)
            .map_err(failed("reading notices"))?;
        let id = last.map_or(0, |last| last + 1);
        diesel::insert_into(dsl::notices)
            .values((dsl::id.eq(id), dsl::role.eq(role.as_str()), dsl::body.eq(body), dsl::at.eq(self.0.now_row())))
            .execute(self.0.connection)
            .map_err(failed("adding a notice"))?;
        Ok(())
    }

    /// The notices to these roles, the newest first, at most `limit`.
    pub fn to(&mut self, roles: &[Role], limit: usize) -> Result<Vec<Notice>, Stop> {
        let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        let rows: Vec<(i64, String, i64)> = dsl::notices
            .filter(dsl::role.eq_any(roles))
            .order(dsl::id.desc())
            .limit(limit as i64)
            .select((dsl::id, dsl::body, dsl::at))
            .load(self.0.connection)
            .map_err(failed("reading notices"))?;
        Ok(rows.into_iter().map(|(id, body, at)| Notice { id: id as u64, body, at: instant::from_row(at) }).collect())
    }
}
