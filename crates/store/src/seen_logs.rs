//! As a witness: the logs of partners, each as this node cosigned it last, and what contradicted it.

use crate::schema::{contradictions, seen_logs::dsl};
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Digest, Failure, Instant, Stop};

/// The logs that a node has seen.
pub struct SeenLogs<'a, 'b>(&'a mut Tx<'b>);

/// One log of a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenLog {
    /// Which: the authority and its incarnation.
    pub origin: String,
    /// Whose.
    pub authority: AuthorityId,
    /// Its size when it was cosigned last.
    pub size: u64,
    /// The checkpoint with the signature of the log and our cosignature.
    pub note: Vec<u8>,
    /// When.
    pub at: Instant,
    /// When our own log last said so.
    pub logged: Instant,
    /// The size of the smaller checkpoint that was shown last since; 0 if none was.
    pub smaller: u64,
}

/// Two statements of one log key that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// SHA-256 of what was shown.
    pub digest: Digest,
    /// Which log.
    pub origin: String,
    /// What was known: the note that we cosigned.
    pub known: Vec<u8>,
    /// What was shown against it, verbatim.
    pub shown: Vec<u8>,
    /// When.
    pub at: Instant,
}

type Columns = (String, String, i64, Vec<u8>, i64, i64, i64);

impl<'b> Tx<'b> {
    /// The logs of partners as this node cosigned them.
    pub fn seen_logs(&mut self) -> SeenLogs<'_, 'b> {
        SeenLogs(self)
    }
}

impl SeenLogs<'_, '_> {
    /// One log.
    pub fn get(&mut self, origin: &str) -> Result<Option<SeenLog>, Stop> {
        let row: Option<Columns> = dsl::seen_logs
            .find(origin)
            .select((dsl::origin, dsl::authority, dsl::size, dsl::note, dsl::at, dsl::logged, dsl::smaller))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a partner's log"))?;
        row.map(read).transpose()
    }

    /// All logs, by origin.
    pub fn all(&mut self) -> Result<Vec<SeenLog>, Stop> {
        let rows: Vec<Columns> = dsl::seen_logs
            .order(dsl::origin.asc())
            .select((dsl::origin, dsl::authority, dsl::size, dsl::note, dsl::at, dsl::logged, dsl::smaller))
            .load(self.0.connection)
            .map_err(failed("reading partners' logs"))?;
        rows.into_iter().map(read).collect()
    }

    /// Keeps a log as it was cosigned now.
    pub fn put(&mut self, log: &SeenLog) -> Result<(), Stop> {
        diesel::replace_into(dsl::seen_logs)
            .values((
                dsl::origin.eq(&log.origin),
                dsl::authority.eq(log.authority.as_str()),
                dsl::size.eq(log.size as i64),
                dsl::note.eq(&log.note),
                dsl::at.eq(instant::to_row(log.at)),
                dsl::logged.eq(instant::to_row(log.logged)),
                dsl::smaller.eq(log.smaller as i64),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a partner's log"))?;
        Ok(())
    }

    /// Keeps a contradiction; `false` if it is there already.
    pub fn contradict(&mut self, found: &Contradiction) -> Result<bool, Stop> {
        let added = diesel::insert_or_ignore_into(contradictions::table)
            .values((
                contradictions::digest.eq(found.digest.0.to_vec()),
                contradictions::origin.eq(&found.origin),
                contradictions::known.eq(&found.known),
                contradictions::shown.eq(&found.shown),
                contradictions::at.eq(instant::to_row(found.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a contradiction"))?;
        Ok(added == 1)
    }

    /// All contradictions, the oldest first.
    pub fn contradictions(&mut self) -> Result<Vec<Contradiction>, Stop> {
        type Row = (Vec<u8>, String, Vec<u8>, Vec<u8>, i64);
        let rows: Vec<Row> = contradictions::table
            .order((contradictions::at.asc(), contradictions::digest.asc()))
            .load(self.0.connection)
            .map_err(failed("reading contradictions"))?;
        rows.into_iter()
            .map(|(digest, origin, known, shown, at)| {
                let damaged = |_| Failure::new("reading contradictions", "a digest is damaged");
                let digest = Digest(digest.try_into().map_err(damaged)?);
                Ok(Contradiction { digest, origin, known, shown, at: instant::from_row(at) })
            })
            .collect()
    }
}

fn read((origin, authority, size, note, at, logged, smaller): Columns) -> Result<SeenLog, Stop> {
    let authority = AuthorityId::parse(&authority).map_err(|e| Failure::new("reading a partner's log", e))?;
    let (at, logged) = (instant::from_row(at), instant::from_row(logged));
    Ok(SeenLog { origin, authority, size: size as u64, note, at, logged, smaller: smaller as u64 })
}
