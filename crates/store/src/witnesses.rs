//! Our own log as its witnesses know it: what each cosigned last, and what it was shown since.

use crate::schema::witnesses::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, Failure, Instant, Stop};

/// The witnesses of a node.
pub struct Witnesses<'a, 'b>(&'a mut Tx<'b>);

/// One witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRow {
    /// Which partner.
    pub authority: AuthorityId,
    /// The log that it was shown: one origin per incarnation.
    pub origin: String,
    /// The size that it cosigned last; 0 if it never did.
    pub size: u64,
    /// The checkpoint with its cosignature.
    pub note: Option<Vec<u8>>,
    /// When it answered last.
    pub cosigned: Option<Instant>,
    /// The size that it was shown last.
    pub shown: u64,
    /// When.
    pub shown_at: Instant,
}

type Columns = (String, String, i64, Option<Vec<u8>>, Option<i64>, i64, i64);

impl<'b> Tx<'b> {
    /// The witnesses of this node's log.
    pub fn witnesses(&mut self) -> Witnesses<'_, 'b> {
        Witnesses(self)
    }
}

impl Witnesses<'_, '_> {
    /// One witness.
    pub fn get(&mut self, authority: &AuthorityId) -> Result<Option<WitnessRow>, Stop> {
        let row: Option<Columns> = dsl::witnesses
            .find(authority.as_str())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a witness"))?;
        row.map(read).transpose()
    }

    /// All witnesses, by id.
    pub fn all(&mut self) -> Result<Vec<WitnessRow>, Stop> {
        let rows: Vec<Columns> = dsl::witnesses
            .order(dsl::authority.asc())
            .load(self.0.connection)
            .map_err(failed("reading the witnesses"))?;
        rows.into_iter().map(read).collect()
    }

    /// Keeps what is known of a witness.
    pub fn put(&mut self, row: &WitnessRow) -> Result<(), Stop> {
        diesel::replace_into(dsl::witnesses)
            .values((
                dsl::authority.eq(row.authority.as_str()),
                dsl::origin.eq(&row.origin),
                dsl::size.eq(row.size as i64),
                dsl::note.eq(&row.note),
                dsl::cosigned.eq(row.cosigned.map(instant::to_row)),
                dsl::shown.eq(row.shown as i64),
                dsl::shown_at.eq(instant::to_row(row.shown_at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a witness"))?;
        Ok(())
    }
}

fn read((authority, origin, size, note, cosigned, shown, shown_at): Columns) -> Result<WitnessRow, Stop> {
    let authority = AuthorityId::parse(&authority).map_err(|e| Failure::new("reading a witness", e))?;
    let (cosigned, shown_at) = (cosigned.map(instant::from_row), instant::from_row(shown_at));
    Ok(WitnessRow { authority, origin, size: size as u64, note, cosigned, shown: shown as u64, shown_at })
}
