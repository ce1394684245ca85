//! The rows of the log: the truth from which the files under `log/` are derived.

use crate::prepared::Once;
use crate::schema::{audit::dsl, audit_edges};
use crate::{Tx, tx::failed};
use audit::tree::Edge;
use audit::{Entry, Event, Row, StoredEntry, leaf_hash};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{Digest, Failure, Stop};

/// Every how many entries the edge of the tree is kept.
const EDGE_EVERY: u64 = 64;

/// The log of a node.
pub struct AuditRows<'a, 'b>(&'a mut Tx<'b>);

/// Number, salt, line, commitment, erased by.
pub(crate) type Columns = (i64, Option<Vec<u8>>, Option<String>, Vec<u8>, Option<i64>);
/// The same, as they are selected.
pub(crate) const COLUMNS: (dsl::n, dsl::salt, dsl::line, dsl::commitment, dsl::erased_by) =
    (dsl::n, dsl::salt, dsl::line, dsl::commitment, dsl::erased_by);

/// An entry with the proof that the log holds it, as its last entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The entry with its salt.
    pub entry: StoredEntry,
    /// The inclusion proof of the last leaf of a tree of `entry.n + 1`.
    pub path: Vec<Digest>,
    /// The root of that tree.
    pub root: Digest,
}

impl<'b> Tx<'b> {
    /// The log of this node.
    pub fn audit(&mut self) -> AuditRows<'_, 'b> {
        AuditRows(self)
    }
}

impl AuditRows<'_, '_> {
    /// How many entries there are, which is the number of the next.
    pub fn size(&mut self) -> Result<u64, Stop> {
        let last: Option<i64> = dsl::audit
            .select(dsl::n)
            .order(dsl::n.desc())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the size of the log"))?;
        Ok(last.map_or(0, |n| n as u64 + 1))
    }

    /// Appends an event; it commits with the change that it tells of.
    pub fn append(&mut self, event: Event) -> Result<u64, Stop> {
        self.append_stored(event).map(|stored| stored.n)
    }

    /// Appends an event and proves that the log holds it: for a receipt, which is signed in the same visit. Costs the
    /// hashes of the entries since the edge that was kept last, at most 64 once it is called often; in one visit, those since
    /// the last call.
    pub fn append_proved(&mut self, event: Event) -> Result<Logged, Stop> {
        let entry = self.append_stored(event)?;
        let mut edge = self.edge(entry.n)?;
        let path = edge.peaks().iter().rev().copied().collect();
        edge.append(entry.leaf());
        let root = edge.root();
        self.0.memory.edge = Some(edge);
        Ok(Logged { entry, path, root })
    }

    /// The edge of the tree of the first `size` entries.
    pub fn edge(&mut self, size: u64) -> Result<Edge, Stop> {
        let mut edge = match self.0.memory.edge.take().filter(|edge| edge.size() <= size) {
            Some(edge) => edge,
            None => self.kept_edge(size)?,
        };
        while edge.size() < size {
            let until = size.min((edge.size() / EDGE_EVERY + 1) * EDGE_EVERY);
            self.grow(&mut edge, until)?;
            if until.is_multiple_of(EDGE_EVERY) {
                let peaks: Vec<u8> = edge.peaks().iter().flat_map(|peak| peak.0).collect();
                diesel::insert_or_ignore_into(audit_edges::table)
                    .values((audit_edges::size.eq(until as i64), audit_edges::peaks.eq(peaks)))
                    .execute(self.0.connection)
                    .map_err(failed("keeping the edge of the log"))?;
            }
        }
        Ok(edge)
    }

    /// The largest edge of at most `size` entries that was kept.
    fn kept_edge(&mut self, size: u64) -> Result<Edge, Stop> {
        let kept: Option<(i64, Vec<u8>)> = audit_edges::table
            .filter(audit_edges::size.le(size as i64))
            .order(audit_edges::size.desc())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading the edge of the log"))?;
        match kept {
            Some((size, peaks)) => read_edge(size as u64, &peaks),
            None => Ok(Edge::new()),
        }
    }

    fn grow(&mut self, edge: &mut Edge, until: u64) -> Result<(), Stop> {
        let from = edge.size();
        let commitments: Vec<Vec<u8>> = dsl::audit
            .filter(dsl::n.ge(from as i64).and(dsl::n.lt(until as i64)))
            .order(dsl::n.asc())
            .select(dsl::commitment)
            .load(self.0.connection)
            .map_err(failed("reading the log"))?;
        for commitment in commitments {
            let damaged = |_| Failure::new("reading the log", "a commitment is damaged");
            edge.append(leaf_hash(&Digest(commitment.try_into().map_err(damaged)?)));
        }
        if edge.size() == until {
            return Ok(());
        }
        Err(Failure::new("reading the log", format!("entries from {} to {until} are missing", edge.size())).into())
    }

    fn append_stored(&mut self, event: Event) -> Result<StoredEntry, Stop> {
        let n = match self.0.memory.next_entry {
            Some(n) => n,
            None => self.size()?,
        };
        let mut salt = [0; 32];
        self.0.chance.fill(&mut salt);
        let stored = Entry::draw(n, self.0.at, event, salt)?;
        diesel::insert_into(dsl::audit)
            .values((
                dsl::n.eq(n as i64),
                dsl::at.eq(self.0.now_row()),
                dsl::salt.eq(Some(stored.salt.to_vec())),
                dsl::line.eq(Some(&stored.line)),
                dsl::commitment.eq(stored.commitment().0.to_vec()),
            ))
            .execute(self.0.connection)
            .map_err(failed("appending to the log"))?;
        self.0.memory.next_entry = Some(n + 1);
        Ok(stored)
    }

    /// Rows from `from` on, at most `limit`.
    pub fn rows(&mut self, from: u64, limit: usize) -> Result<Vec<Row>, Stop> {
        let rows: Vec<Columns> = dsl::audit
            .filter(dsl::n.ge(from as i64))
            .order(dsl::n.asc())
            .limit(limit as i64)
            .select(COLUMNS)
            .load(self.0.connection)
            .map_err(failed("reading the log"))?;
        rows.into_iter().map(read).collect()
    }

    /// Destroys the salt and line of an entry; `by` is the entry that records it.
    pub fn erase(&mut self, n: u64, by: u64) -> Result<(), Stop> {
        diesel::update(dsl::audit.find(n as i64))
            .set((dsl::salt.eq(None::<Vec<u8>>), dsl::line.eq(None::<String>), dsl::erased_by.eq(Some(by as i64))))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing a log entry"))?;
        Ok(())
    }
}

fn read_edge(size: u64, peaks: &[u8]) -> Result<Edge, Stop> {
    let (digests, rest) = peaks.as_chunks::<32>();
    let edge = Edge::from_peaks(size, digests.iter().copied().map(Digest).collect());
    match edge.filter(|_| rest.is_empty()) {
        Some(edge) => Ok(edge),
        None => Err(Failure::new("reading the edge of the log", format!("that of {size} entries is damaged")).into()),
    }
}

pub(crate) fn read(row: Columns) -> Result<Row, Stop> {
    let (n, salt, line, commitment, erased_by) = row;
    let broken = || model::Failure::new("reading the log", format!("row {n} is damaged"));
    match (salt, line, erased_by) {
        (Some(salt), Some(line), None) => {
            let salt = salt.try_into().map_err(|_| broken())?;
            let stored = StoredEntry { n: n as u64, salt, line };
            // What receipts are proved by is the column; what is published is what it commits to.
            if stored.commitment().0[..] != commitment[..] { Err(broken().into()) } else { Ok(Row::Kept(stored)) }
        }
        (None, None, Some(_)) => {
            let commitment = Digest(commitment.try_into().map_err(|_| broken())?);
            Ok(Row::Erased { n: n as u64, commitment })
        }
        _ => Err(broken().into()),
    }
}
