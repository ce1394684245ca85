//! Officers' accounts. The password is an argon2 string, the TOTP secret is closed under the node key.

use crate::prepared::Once;
use crate::schema::officers::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Failure, Instant, Officer, OfficerId, Stop};
use zeroize::Zeroizing;

/// The officers of a node.
pub struct Officers<'a, 'b>(&'a mut Tx<'b>);

/// One account.
#[derive(Clone)]
pub struct OfficerRow {
    /// Who, and what for.
    pub officer: Officer,
    /// The argon2 string.
    pub password: String,
    /// The TOTP secret.
    pub totp: Zeroizing<Vec<u8>>,
    /// The last TOTP step that was used, so that none is used twice.
    pub totp_used: u64,
    /// Failed sign-ins since the last good one.
    pub failures: u32,
    /// No sign-in before this instant.
    pub locked_until: Instant,
    /// Rises with each change.
    pub version: u64,
}

impl std::fmt::Debug for OfficerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficerRow").field("officer", &self.officer).finish_non_exhaustive()
    }
}

type Row = (String, String, String, Vec<u8>, i64, i32, i64, i64);

impl<'b> Tx<'b> {
    /// The officers of this node.
    pub fn officers(&mut self) -> Officers<'_, 'b> {
        Officers(self)
    }
}

impl Officers<'_, '_> {
    /// Adds an account; its id must be free.
    pub fn add(&mut self, row: &OfficerRow) -> Result<(), Stop> {
        let id = row.officer.id.as_str();
        let totp = self.0.key.close(&row.totp, &[b"officers", id.as_bytes()], self.0.chance)?;
        diesel::insert_into(dsl::officers)
            .values((
                dsl::id.eq(id),
                dsl::body.eq(write(&row.officer)?),
                dsl::password.eq(&row.password),
                dsl::totp.eq(totp),
                dsl::totp_used.eq(row.totp_used as i64),
                dsl::failures.eq(row.failures as i32),
                dsl::locked_until.eq(instant::to_row(row.locked_until)),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("adding an officer"))?;
        self.0.memory.officers = None;
        Ok(())
    }

    /// One account.
    pub fn get(&mut self, id: &OfficerId) -> Result<Option<OfficerRow>, Stop> {
        let row: Option<Row> = dsl::officers
            .find(id.as_str())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an officer"))?;
        row.map(|row| self.read(row)).transpose()
    }

    /// All officers, by id.
    pub fn all(&mut self) -> Result<Vec<Officer>, Stop> {
        if let Some(known) = &self.0.memory.officers {
            return Ok(known.clone());
        }
        let bodies: Vec<String> = dsl::officers
            .order(dsl::id.asc())
            .select(dsl::body)
            .load(self.0.connection)
            .map_err(failed("reading officers"))?;
        let officers: Vec<Officer> = bodies.iter().map(|body| parse(body)).collect::<Result<_, _>>()?;
        self.0.memory.officers = Some(officers.clone());
        Ok(officers)
    }

    /// Keeps what a sign-in attempt changed.
    pub fn note_attempt(&mut self, row: &OfficerRow) -> Result<(), Stop> {
        diesel::update(dsl::officers.find(row.officer.id.as_str()))
            .set((
                dsl::totp_used.eq(row.totp_used as i64),
                dsl::failures.eq(row.failures as i32),
                dsl::locked_until.eq(instant::to_row(row.locked_until)),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a sign-in"))?;
        Ok(())
    }

    /// Sets a new password and TOTP secret: the first sign-in with a one-time code, or a reset.
    pub fn set_credentials(&mut self, id: &OfficerId, password: &str, totp: &[u8]) -> Result<(), Stop> {
        let totp = self.0.key.close(totp, &[b"officers", id.as_str().as_bytes()], self.0.chance)?;
        diesel::update(dsl::officers.find(id.as_str()))
            .set((
                dsl::password.eq(password),
                dsl::totp.eq(totp),
                dsl::failures.eq(0),
                dsl::version.eq(dsl::version + 1),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("setting credentials"))?;
        Ok(())
    }

    fn read(&mut self, row: Row) -> Result<OfficerRow, Stop> {
        let (id, body, password, totp, totp_used, failures, locked_until, version) = row;
        Ok(OfficerRow {
            officer: parse(&body)?,
            password,
            totp: self.0.key.open(&totp, &[b"officers", id.as_bytes()])?,
            totp_used: totp_used as u64,
            failures: failures as u32,
            locked_until: instant::from_row(locked_until),
            version: version as u64,
        })
    }
}

fn write(officer: &Officer) -> Result<String, Stop> {
    serde_json::to_string(officer).map_err(|e| Failure::new("writing an officer", e).into())
}

fn parse(body: &str) -> Result<Officer, Stop> {
    serde_json::from_str(body).map_err(|e| Failure::new("reading an officer", e).into())
}
