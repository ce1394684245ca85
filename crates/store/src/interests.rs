//! Standing interests: requests that what is held later is compared with, and the records that were not compared yet. Ids and
//! days only; what was asked lies closed in the inbox.

use crate::schema::interests::dsl;
use crate::schema::new_records::dsl as fresh;
use crate::{Tx, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::time::Date;
use model::{Digest, ExchangeId, Failure, MessageId, RecordId, Stop};

/// The interests of a node.
pub struct Interests<'a, 'b>(&'a mut Tx<'b>);

/// One interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The request.
    pub message: MessageId,
    /// Its exchange.
    pub exchange: ExchangeId,
    /// The last day that the asker stated; none where he stated none.
    pub until: Option<Date>,
}

impl<'b> Tx<'b> {
    /// The standing interests of this node.
    pub fn interests(&mut self) -> Interests<'_, 'b> {
        Interests(self)
    }
}

impl Interests<'_, '_> {
    /// Keeps an interest, or the last day of one that is there.
    pub fn put(&mut self, interest: &Interest) -> Result<(), Stop> {
        diesel::replace_into(dsl::interests)
            .values((
                dsl::message.eq(interest.message.0.0.to_vec()),
                dsl::exchange.eq(interest.exchange.0.to_vec()),
                dsl::until.eq(interest.until.map(|day| day.to_string())),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an interest"))?;
        Ok(())
    }

    /// Every interest, in the order of messages.
    pub fn all(&mut self) -> Result<Vec<Interest>, Stop> {
        let rows: Vec<(Vec<u8>, Vec<u8>, Option<String>)> = dsl::interests
            .order(dsl::message.asc())
            .select((dsl::message, dsl::exchange, dsl::until))
            .load(self.0.connection)
            .map_err(failed("reading interests"))?;
        rows.into_iter().map(read).collect()
    }

    /// Ends an interest.
    pub fn end(&mut self, message: MessageId) -> Result<(), Stop> {
        diesel::delete(dsl::interests.find(message.0.0.to_vec()))
            .execute(self.0.connection)
            .map_err(failed("ending an interest"))?;
        Ok(())
    }

    /// Notes a record that the interests were not compared with yet.
    pub fn note_new(&mut self, record: RecordId) -> Result<(), Stop> {
        diesel::replace_into(fresh::new_records)
            .values(fresh::record.eq(record.0.to_vec()))
            .execute(self.0.connection)
            .map_err(failed("noting a new record"))?;
        Ok(())
    }

    /// The records that the interests were not compared with yet; afterwards they count as compared.
    pub fn take_new(&mut self) -> Result<Vec<RecordId>, Stop> {
        let any: Option<Vec<u8>> = fresh::new_records
            .select(fresh::record)
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading new records"))?;
        if any.is_none() {
            return Ok(Vec::new());
        }
        let rows: Vec<Vec<u8>> = fresh::new_records
            .order(fresh::record.asc())
            .select(fresh::record)
            .load(self.0.connection)
            .map_err(failed("reading new records"))?;
        diesel::delete(fresh::new_records).execute(self.0.connection).map_err(failed("taking new records"))?;
        let id = |bytes: Vec<u8>| bytes.try_into().map(RecordId).map_err(|_| broken("the id of a record is damaged"));
        rows.into_iter().map(id).collect()
    }
}

fn broken(what: &str) -> Stop {
    Failure::new("reading interests", what).into()
}

fn read((message, exchange, until): (Vec<u8>, Vec<u8>, Option<String>)) -> Result<Interest, Stop> {
    Ok(Interest {
        message: MessageId(Digest(message.try_into().map_err(|_| broken("a message id is damaged"))?)),
        exchange: ExchangeId(exchange.try_into().map_err(|_| broken("an exchange id is damaged"))?),
        until: until.map(|day| day.parse().map_err(|_| broken("a day is damaged"))).transpose()?,
    })
}
