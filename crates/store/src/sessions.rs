//! Sign-ins that are open. The token itself is never stored, only its digest.

use crate::prepared::Once;
use crate::schema::sessions::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Digest, Instant, OfficerId, Stop};

/// The sessions of a node.
pub struct Sessions<'a, 'b>(&'a mut Tx<'b>);

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The digest of its token.
    pub token: Digest,
    /// Whose.
    pub officer: OfficerId,
    /// Since when.
    pub begun: Instant,
    /// Last used.
    pub seen: Instant,
    /// Ends by itself.
    pub ends: Instant,
}

type Row = (Vec<u8>, String, i64, i64, i64);

impl<'b> Tx<'b> {
    /// The sessions of this node.
    pub fn sessions(&mut self) -> Sessions<'_, 'b> {
        Sessions(self)
    }
}

impl Sessions<'_, '_> {
    /// Opens a session.
    pub fn add(&mut self, row: &SessionRow) -> Result<(), Stop> {
        diesel::insert_into(dsl::sessions)
            .values((
                dsl::token.eq(row.token.0.to_vec()),
                dsl::officer.eq(row.officer.as_str()),
                dsl::begun.eq(instant::to_row(row.begun)),
                dsl::seen.eq(instant::to_row(row.seen)),
                dsl::ends.eq(instant::to_row(row.ends)),
            ))
            .execute(self.0.connection)
            .map_err(failed("opening a session"))?;
        Ok(())
    }

    /// The session of a token.
    pub fn get(&mut self, token: &Digest) -> Result<Option<SessionRow>, Stop> {
        let row: Option<Row> = dsl::sessions
            .find(token.0.to_vec())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a session"))?;
        row.map(|row| read(row, *token)).transpose()
    }

    /// Notes that a session was used now.
    pub fn seen(&mut self, token: &Digest) -> Result<(), Stop> {
        diesel::update(dsl::sessions.find(token.0.to_vec()))
            .set(dsl::seen.eq(self.0.now_row()))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a session"))?;
        Ok(())
    }

    /// Ends a session.
    pub fn end(&mut self, token: &Digest) -> Result<bool, Stop> {
        let ended = diesel::delete(dsl::sessions.find(token.0.to_vec()))
            .execute(self.0.connection)
            .map_err(failed("ending a session"))?;
        Ok(ended > 0)
    }

    /// Removes every session that has ended by itself.
    pub fn sweep(&mut self) -> Result<(), Stop> {
        diesel::delete(dsl::sessions.filter(dsl::ends.le(self.0.now_row())))
            .execute(self.0.connection)
            .map_err(failed("sweeping sessions"))?;
        Ok(())
    }
}

fn read((_, officer, begun, seen, ends): Row, token: Digest) -> Result<SessionRow, Stop> {
    let officer = OfficerId::parse(&officer).map_err(|e| model::Failure::new("reading a session", e))?;
    Ok(SessionRow {
        token,
        officer,
        begun: instant::from_row(begun),
        seen: instant::from_row(seen),
        ends: instant::from_row(ends),
    })
}
