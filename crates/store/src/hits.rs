//! What screening a population found: a row for each hit and for nothing else. Hits stay inside; a person judges each. One that
//! is another person is erased when that is said.

use crate::prepared::Once;
use crate::schema::hits::dsl;
use crate::{Judgement, Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorisationId, Digest, Failure, OfficerId, RecordId, Stop, UnitId};
use policy::{ResourceId, Withheld};
use zeroize::Zeroizing;

/// The hits of a node.
pub struct Hits<'a, 'b>(&'a mut Tx<'b>);

/// One hit, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitRow {
    /// Under which authorisation.
    pub authorisation: AuthorisationId,
    /// Its number there, from 0.
    pub ordinal: u32,
    /// Which record.
    pub record: RecordId,
    /// The record's compartment: whoever is not in it does not learn that the hit exists.
    pub compartment: UnitId,
    /// What a person decided.
    pub judgement: Judgement,
    /// Who decided.
    pub judged_by: Option<OfficerId>,
}

type Row = (i32, Vec<u8>, String, String, Option<String>);

impl<'b> Tx<'b> {
    /// The hits of this node.
    pub fn hits(&mut self) -> Hits<'_, 'b> {
        Hits(self)
    }
}

impl Hits<'_, '_> {
    /// How many numbers were given out under an authorisation.
    pub fn count(&mut self, authorisation: &AuthorisationId) -> Result<u32, Stop> {
        let count: i64 = dsl::hits
            .filter(dsl::authorisation.eq(authorisation.as_str()))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("counting hits"))?;
        Ok(count as u32)
    }

    /// Keeps a hit with what it says, unless `pair`, which tells the row of the population and the record apart, is there
    /// under this authorisation. Returns whether it was kept.
    pub fn add(&mut self, row: &HitRow, pair: &Digest, plain: &[u8]) -> Result<bool, Stop> {
        let closed = self.0.close("hits", &row_id(&row.authorisation, row.ordinal), plain)?;
        let added = diesel::insert_or_ignore_into(dsl::hits)
            .values((
                dsl::authorisation.eq(row.authorisation.as_str()),
                dsl::ordinal.eq(row.ordinal as i32),
                dsl::pair.eq(pair.0.to_vec()),
                dsl::record.eq(row.record.0.to_vec()),
                dsl::compartment.eq(row.compartment.as_str()),
                dsl::key.eq(Some(closed.key)),
                dsl::body.eq(Some(closed.body)),
                dsl::judgement.eq(row.judgement.as_str()),
                dsl::judged_by.eq(row.judged_by.as_ref().map(OfficerId::as_str)),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a hit"))?;
        Ok(added == 1)
    }

    /// The hits under an authorisation, in the order in which they were found.
    pub fn of(&mut self, authorisation: &AuthorisationId) -> Result<Vec<HitRow>, Stop> {
        let rows: Vec<Row> = dsl::hits
            .filter(dsl::authorisation.eq(authorisation.as_str()))
            .order(dsl::ordinal.asc())
            .select((dsl::ordinal, dsl::record, dsl::compartment, dsl::judgement, dsl::judged_by))
            .load(self.0.connection)
            .map_err(failed("reading hits"))?;
        rows.into_iter().map(|row| read(authorisation, row)).collect()
    }

    /// What a hit says; nothing once it was erased.
    pub fn body(&mut self, row: &HitRow) -> Result<Option<Withheld<Zeroizing<Vec<u8>>>>, Stop> {
        type Body = (Option<Vec<u8>>, Option<Vec<u8>>);
        let closed: Option<Body> = dsl::hits
            .find((row.authorisation.as_str(), row.ordinal as i32))
            .select((dsl::key, dsl::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a hit"))?;
        let Some(closed) = closed else { return Ok(None) };
        let resource = ResourceId::Hits(row.authorisation.clone(), row.compartment.clone());
        self.0.open("hits", &row_id(&row.authorisation, row.ordinal), closed, resource)
    }

    /// Records a person's view; `false` if somebody had judged it before. What another person is said to be is erased: that
    /// row of the population is no hit any more.
    pub fn judge(&mut self, row: &HitRow, judgement: Judgement, by: &OfficerId) -> Result<bool, Stop> {
        let key = (row.authorisation.as_str(), row.ordinal as i32);
        let judged = diesel::update(dsl::hits.find(key).filter(dsl::judgement.eq(Judgement::None.as_str())))
            .set((
                dsl::judgement.eq(judgement.as_str()),
                dsl::judged_by.eq(Some(by.as_str())),
                dsl::version.eq(dsl::version + 1),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("judging a hit"))?;
        if judged == 1 && judgement == Judgement::Different {
            diesel::update(dsl::hits.find(key))
                .set((dsl::key.eq(None::<Vec<u8>>), dsl::body.eq(None::<Vec<u8>>)))
                .once()
                .execute(self.0.connection)
                .map_err(failed("erasing a hit"))?;
        }
        Ok(judged == 1)
    }

    /// Erases what all hits of a record say. The rows stay, with what a person judged.
    pub fn erase_of_record(&mut self, record: RecordId) -> Result<(), Stop> {
        diesel::update(dsl::hits.filter(dsl::record.eq(record.0.to_vec())))
            .set((dsl::key.eq(None::<Vec<u8>>), dsl::body.eq(None::<Vec<u8>>), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing hits"))?;
        Ok(())
    }
}

fn row_id(authorisation: &AuthorisationId, ordinal: u32) -> Vec<u8> {
    [authorisation.as_str().as_bytes(), b"/", &ordinal.to_be_bytes()].concat()
}

fn read(
    authorisation: &AuthorisationId,
    (ordinal, record, compartment, judgement, judged_by): Row,
) -> Result<HitRow, Stop> {
    let broken = |e: &dyn std::fmt::Display| Failure::new("reading a hit", e);
    Ok(HitRow {
        authorisation: authorisation.clone(),
        ordinal: ordinal as u32,
        record: RecordId(record.try_into().map_err(|_| broken(&"its record is damaged"))?),
        compartment: UnitId::parse(&compartment).map_err(|e| broken(&e))?,
        judgement: Judgement::parse(&judgement).ok_or_else(|| broken(&"its judgement is unknown"))?,
        judged_by: judged_by.map(|id| OfficerId::parse(&id)).transpose().map_err(|e| broken(&e))?,
    })
}
