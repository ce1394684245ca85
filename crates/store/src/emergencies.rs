//! What was passed on against a threat, and whether a second person has ratified it.

use crate::prepared::Once;
use crate::schema::emergencies::dsl;
use crate::{Tx, columns, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{ExchangeId, Failure, Instant, MessageId, OfficerId, Stop};

/// The emergencies of a node.
pub struct Emergencies<'a, 'b>(&'a mut Tx<'b>);

/// One item that was passed on against a threat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    /// The message that passed it on.
    pub message: MessageId,
    /// Its exchange.
    pub exchange: ExchangeId,
    /// Who drafted it.
    pub drafter: OfficerId,
    /// Who released it: the same only where he called back.
    pub releaser: OfficerId,
    /// By when another person is to ratify it.
    pub due: Instant,
    /// Who did.
    pub ratified_by: Option<OfficerId>,
    /// When the overseer was told that nobody did.
    pub escalated: Option<Instant>,
}

type Row = (Vec<u8>, Vec<u8>, String, String, i64, Option<String>, Option<i64>);

const READING: &str = "reading an emergency";

impl<'b> Tx<'b> {
    /// What this node passed on against a threat.
    pub fn emergencies(&mut self) -> Emergencies<'_, 'b> {
        Emergencies(self)
    }
}

impl Emergencies<'_, '_> {
    /// Keeps one.
    pub fn add(&mut self, row: &EmergencyRow) -> Result<(), Stop> {
        diesel::insert_into(dsl::emergencies)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::drafter.eq(row.drafter.as_str()),
                dsl::releaser.eq(row.releaser.as_str()),
                dsl::due.eq(instant::to_row(row.due)),
                dsl::ratified_by.eq(row.ratified_by.as_ref().map(OfficerId::as_str)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping an emergency"))?;
        Ok(())
    }

    /// One of them.
    pub fn get(&mut self, message: MessageId) -> Result<Option<EmergencyRow>, Stop> {
        let row: Option<Row> =
            dsl::emergencies.find(message.0.0.to_vec()).first(self.0.connection).optional().map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// Those that nobody ratified, the most urgent first.
    pub fn unratified(&mut self) -> Result<Vec<EmergencyRow>, Stop> {
        let rows: Vec<Row> = dsl::emergencies
            .filter(dsl::ratified_by.is_null())
            .order((dsl::due.asc(), dsl::message.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// Notes who ratified it; `false`, and no change, if somebody had.
    pub fn ratify(&mut self, message: MessageId, by: &OfficerId) -> Result<bool, Stop> {
        let done = diesel::update(dsl::emergencies.find(message.0.0.to_vec()).filter(dsl::ratified_by.is_null()))
            .set(dsl::ratified_by.eq(Some(by.as_str())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("ratifying"))?;
        Ok(done == 1)
    }

    /// Notes that the overseer was told.
    pub fn escalated(&mut self, message: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::emergencies.find(message.0.0.to_vec()))
            .set(dsl::escalated.eq(Some(self.0.now_row())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an emergency"))?;
        Ok(())
    }
}

fn read((message, exchange, drafter, releaser, due, ratified_by, escalated): Row) -> Result<EmergencyRow, Stop> {
    let officer = |text: &str| OfficerId::parse(text).map_err(|e| Failure::new(READING, e));
    Ok(EmergencyRow {
        message: columns::message(message, READING)?,
        exchange: columns::exchange(exchange, READING)?,
        drafter: officer(&drafter)?,
        releaser: officer(&releaser)?,
        due: instant::from_row(due),
        ratified_by: ratified_by.map(|text| officer(&text)).transpose()?,
        escalated: escalated.map(instant::from_row),
    })
}
