//! The holdings: records whose body is closed with a key of its own, and the blind index of their exact identifiers.

use crate::closed::Kept;
use crate::prepared::Once;
use crate::schema::{identifiers::dsl as by_identifier, records::dsl};
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::subject::{Identifier, IdentifierKind};
use model::time::Date;
use model::{Failure, Record, RecordId, Stop, UnitId};
use policy::{Resource, ResourceId, Withheld};

/// The holdings of a node.
pub struct Records<'a, 'b>(&'a mut Tx<'b>);

/// What a list may show of a record: nothing about the subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordHead {
    /// Its id.
    pub id: RecordId,
    /// Whose it is inside the node.
    pub compartment: UnitId,
    /// Which file or list it comes from.
    pub source: String,
}

impl<'b> Tx<'b> {
    /// The holdings of this node.
    pub fn records(&mut self) -> Records<'_, 'b> {
        Records(self)
    }
}

impl Records<'_, '_> {
    /// Keeps a new record.
    pub fn put(&mut self, record: &Record, source: &str) -> Result<(), Stop> {
        let id = record.id.0.to_vec();
        let plain =
            zeroize::Zeroizing::new(serde_json::to_vec(record).map_err(|e| Failure::new("writing a record", e))?);
        let closed = self.0.close("records", &id, &plain)?;
        diesel::insert_into(dsl::records)
            .values((
                dsl::id.eq(&id),
                dsl::compartment.eq(record.compartment.as_str()),
                dsl::source.eq(source),
                dsl::until.eq(record.retention.until.to_string()),
                dsl::key.eq(Some(closed.key)),
                dsl::body.eq(Some(closed.body)),
                dsl::added.eq(self.0.now_row()),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a record"))?;
        for identifier in record.subject.identifiers() {
            self.index(&id, identifier)?;
        }
        Ok(())
    }

    fn index(&mut self, id: &[u8], identifier: &Identifier) -> Result<(), Stop> {
        let blind = self.blind(identifier.kind, identifier.normalised().expose())?;
        let known: i64 = by_identifier::identifiers
            .find((identifier.kind.as_str(), &blind, id))
            .count()
            .get_result(self.0.connection)
            .map_err(failed("reading the blind index"))?;
        if known == 0 {
            diesel::insert_into(by_identifier::identifiers)
                .values((
                    by_identifier::kind.eq(identifier.kind.as_str()),
                    by_identifier::blind.eq(blind),
                    by_identifier::record.eq(id),
                ))
                .execute(self.0.connection)
                .map_err(failed("filling the blind index"))?;
        }
        Ok(())
    }

    fn blind(&self, kind: IdentifierKind, normalised: &str) -> Result<Vec<u8>, Failure> {
        Ok(self.0.key.blind(kind.as_str(), normalised.as_bytes())?.to_vec())
    }

    /// The record, if it was not erased.
    pub fn get(&mut self, id: RecordId) -> Result<Option<Withheld<Record>>, Stop> {
        let row: Option<Kept> = dsl::records
            .find(id.0.to_vec())
            .select((dsl::key, dsl::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a record"))?;
        let Some(closed) = row else { return Ok(None) };
        self.open_record(id, closed)
    }

    /// A record as policies see it before it is opened: its compartment, handling and retention.
    pub fn resource(&mut self, id: RecordId) -> Result<Option<Resource>, Stop> {
        let row: Option<Kept> = dsl::records
            .find(id.0.to_vec())
            .select((dsl::key, dsl::body))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a record"))?;
        let Some(closed) = row else { return Ok(None) };
        Ok(self.read_record(id, closed)?.map(|record| Resource::record(&record)))
    }

    /// The last day of a record's retention; nothing if it was erased.
    pub fn kept_until(&mut self, id: RecordId) -> Result<Option<Date>, Stop> {
        let until: Option<String> = dsl::records
            .find(id.0.to_vec())
            .filter(dsl::erased.is_null())
            .select(dsl::until)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a record"))?;
        let read = |text: String| text.parse().map_err(|e| Failure::new("reading a record", e));
        Ok(until.map(read).transpose()?)
    }

    fn open_record(&mut self, id: RecordId, closed: Kept) -> Result<Option<Withheld<Record>>, Stop> {
        let Some(record) = self.read_record(id, closed)? else { return Ok(None) };
        let resource = match record.marker {
            Some(_) => ResourceId::Marker(id),
            None => ResourceId::Record(id),
        };
        Ok(Some(Withheld::new(record, resource)))
    }

    fn read_record(&mut self, id: RecordId, closed: Kept) -> Result<Option<Record>, Stop> {
        let Some(plain) = self.0.open_plain("records", &id.0, closed)? else { return Ok(None) };
        let damaged = |_| Failure::new("reading a record", format!("the body of {id} is damaged"));
        Ok(Some(serde_json::from_slice(&plain).map_err(damaged)?))
    }

    /// Hands every record that is not erased to `each`, in order of id: the screening index is made from this.
    pub fn for_each(
        &mut self,
        mut each: impl FnMut(RecordHead, Withheld<Record>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        const PAGE: i64 = 2_000;
        type Row = (Vec<u8>, String, String, Option<Vec<u8>>, Option<Vec<u8>>);
        let mut after = Vec::new();
        loop {
            let rows: Vec<Row> = dsl::records
                .filter(dsl::id.gt(&after))
                .filter(dsl::erased.is_null())
                .order(dsl::id.asc())
                .limit(PAGE)
                .select((dsl::id, dsl::compartment, dsl::source, dsl::key, dsl::body))
                .load(self.0.connection)
                .map_err(failed("reading the holdings"))?;
            let Some(last) = rows.last() else { return Ok(()) };
            after.clone_from(&last.0);
            for (id, compartment, source, key, body) in rows {
                let head = head(id, &compartment, source)?;
                if let Some(record) = self.open_record(head.id, (key, body))? {
                    each(head, record)?;
                }
            }
        }
    }

    /// The ids of records that carry exactly this identifier.
    pub fn with_identifier(&mut self, identifier: &Identifier) -> Result<Vec<RecordId>, Stop> {
        let blind = self.blind(identifier.kind, identifier.normalised().expose())?;
        let ids: Vec<Vec<u8>> = by_identifier::identifiers
            .filter(by_identifier::kind.eq(identifier.kind.as_str()))
            .filter(by_identifier::blind.eq(blind))
            .select(by_identifier::record)
            .order(by_identifier::record.asc())
            .load(self.0.connection)
            .map_err(failed("asking the blind index"))?;
        ids.into_iter().map(record_id).collect()
    }

    /// What a list may show of one record.
    pub fn head(&mut self, id: RecordId) -> Result<Option<RecordHead>, Stop> {
        let row: Option<(Vec<u8>, String, String)> = dsl::records
            .find(id.0.to_vec())
            .filter(dsl::erased.is_null())
            .select((dsl::id, dsl::compartment, dsl::source))
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading a record"))?;
        row.map(|(id, compartment, source)| head(id, &compartment, source)).transpose()
    }

    /// The records that came from one source.
    pub fn from_source(&mut self, source: &str) -> Result<Vec<RecordId>, Stop> {
        let ids: Vec<Vec<u8>> = dsl::records
            .filter(dsl::source.eq(source))
            .filter(dsl::erased.is_null())
            .order(dsl::id.asc())
            .select(dsl::id)
            .load(self.0.connection)
            .map_err(failed("reading the holdings"))?;
        ids.into_iter().map(record_id).collect()
    }

    /// How many records there are, by source.
    pub fn counts(&mut self) -> Result<Vec<(String, u64)>, Stop> {
        let rows: Vec<(String, i64)> = dsl::records
            .filter(dsl::erased.is_null())
            .group_by(dsl::source)
            .select((dsl::source, diesel::dsl::count_star()))
            .order(dsl::source.asc())
            .load(self.0.connection)
            .map_err(failed("counting records"))?;
        Ok(rows.into_iter().map(|(source, count)| (source, count as u64)).collect())
    }

    /// Erases a record: its key, its body and its place in the blind index. The row stays, empty.
    pub fn erase(&mut self, id: RecordId) -> Result<bool, Stop> {
        let erased = diesel::update(dsl::records.find(id.0.to_vec()).filter(dsl::erased.is_null()))
            .set((dsl::key.eq(None::<Vec<u8>>), dsl::body.eq(None::<Vec<u8>>), dsl::erased.eq(Some(self.0.now_row()))))
            .once()
            .execute(self.0.connection)
            .map_err(failed("erasing a record"))?;
        diesel::delete(by_identifier::identifiers.filter(by_identifier::record.eq(id.0.to_vec())))
            .execute(self.0.connection)
            .map_err(failed("erasing from the blind index"))?;
        Ok(erased > 0)
    }
}

fn record_id(bytes: Vec<u8>) -> Result<RecordId, Stop> {
    let bytes = bytes.try_into().map_err(|_| Failure::new("reading a record", "its id is damaged"))?;
    Ok(RecordId(bytes))
}

fn head(id: Vec<u8>, compartment: &str, source: String) -> Result<RecordHead, Stop> {
    let compartment = UnitId::parse(compartment).map_err(|e| Failure::new("reading a record", e))?;
    Ok(RecordHead { id: record_id(id)?, compartment, source })
}
