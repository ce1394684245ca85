//! Corrections and recalls: what was demanded of others, and what others demanded. A demand for a message that is not here
//! is a tombstone: it waits for it.

use crate::prepared::Once;
use crate::schema::demands::dsl;
use crate::{Tx, columns, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, ExchangeId, Failure, HolderOutcome, Instant, MessageId, RecallGround, Stop};

/// The demands of a node.
pub struct Demands<'a, 'b>(&'a mut Tx<'b>);

/// What is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandKind {
    /// What was said is replaced.
    Correction,
    /// It is to be erased.
    Recall,
}

impl DemandKind {
    /// The word used in data and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            DemandKind::Correction => "correction",
            DemandKind::Recall => "recall",
        }
    }
}

/// One demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandRow {
    /// The message that demands.
    pub message: MessageId,
    /// Whether we sent it.
    pub ours: bool,
    /// What is demanded.
    pub what: DemandKind,
    /// The message that it names.
    pub item: MessageId,
    /// Who demands it of us, or, if it is ours, this authority.
    pub partner: AuthorityId,
    /// In which exchange.
    pub exchange: ExchangeId,
    /// The message held here that it hit; none for a tombstone and for a demand of ours.
    pub copy: Option<MessageId>,
    /// Why, where it is a recall.
    pub ground: Option<RecallGround>,
    /// By when holders are to answer.
    pub answer_by: Instant,
    /// What became of the copy here.
    pub outcome: Option<HolderOutcome>,
    /// The message by which we said so.
    pub acknowledged: Option<MessageId>,
    /// When whoever demands sealed it.
    pub at: Instant,
}

type Row = (
    Vec<u8>,
    i32,
    String,
    Vec<u8>,
    String,
    Vec<u8>,
    Option<Vec<u8>>,
    Option<String>,
    i64,
    Option<String>,
    Option<Vec<u8>>,
    i64,
);

const READING: &str = "reading a demand";

impl<'b> Tx<'b> {
    /// The corrections and recalls that this node sent or received.
    pub fn demands(&mut self) -> Demands<'_, 'b> {
        Demands(self)
    }
}

impl Demands<'_, '_> {
    /// Keeps a demand.
    pub fn add(&mut self, row: &DemandRow) -> Result<(), Stop> {
        let outcome = row.outcome.as_ref().map(|outcome| columns::to_json(outcome, READING)).transpose()?;
        diesel::insert_into(dsl::demands)
            .values((
                dsl::message.eq(row.message.0.0.to_vec()),
                dsl::ours.eq(i32::from(row.ours)),
                dsl::what.eq(row.what.as_str()),
                dsl::item.eq(row.item.0.0.to_vec()),
                dsl::partner.eq(row.partner.as_str()),
                dsl::exchange.eq(row.exchange.0.to_vec()),
                dsl::copy.eq(row.copy.map(|copy| copy.0.0.to_vec())),
                dsl::ground.eq(row.ground.map(RecallGround::as_str)),
                dsl::answer_by.eq(instant::to_row(row.answer_by)),
                dsl::outcome.eq(outcome),
                dsl::acknowledged.eq(row.acknowledged.map(|message| message.0.0.to_vec())),
                dsl::at.eq(instant::to_row(row.at)),
            ))
            .execute(self.0.connection)
            .map_err(failed("keeping a demand"))?;
        Ok(())
    }

    /// One demand.
    pub fn get(&mut self, message: MessageId) -> Result<Option<DemandRow>, Stop> {
        let row: Option<Row> =
            dsl::demands.find(message.0.0.to_vec()).first(self.0.connection).optional().map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// The demands that name a message, the oldest first.
    pub fn about(&mut self, item: MessageId) -> Result<Vec<DemandRow>, Stop> {
        let rows: Vec<Row> = dsl::demands
            .filter(dsl::item.eq(item.0.0.to_vec()))
            .order((dsl::at.asc(), dsl::message.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// The demands that hit a message held here, the oldest first.
    pub fn on_copy(&mut self, copy: MessageId) -> Result<Vec<DemandRow>, Stop> {
        let rows: Vec<Row> = dsl::demands
            .filter(dsl::copy.eq(Some(copy.0.0.to_vec())))
            .order((dsl::at.asc(), dsl::message.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// Every demand, the oldest first.
    pub fn all(&mut self) -> Result<Vec<DemandRow>, Stop> {
        let rows: Vec<Row> =
            dsl::demands.order((dsl::at.asc(), dsl::message.asc())).load(self.0.connection).map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// What others demanded, was done here, and was not answered yet: the oldest first.
    pub fn unanswered(&mut self) -> Result<Vec<DemandRow>, Stop> {
        let rows: Vec<Row> = dsl::demands
            .filter(dsl::ours.eq(0))
            .filter(dsl::acknowledged.is_null())
            .filter(dsl::outcome.is_not_null())
            .order((dsl::at.asc(), dsl::message.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// Notes what became of the copy here; what was answered before is to be answered anew.
    pub fn settle(&mut self, message: MessageId, copy: Option<MessageId>, outcome: &HolderOutcome) -> Result<(), Stop> {
        let outcome = columns::to_json(outcome, "settling a demand")?;
        diesel::update(dsl::demands.find(message.0.0.to_vec()))
            .set((
                dsl::copy.eq(copy.map(|copy| copy.0.0.to_vec())),
                dsl::outcome.eq(Some(outcome)),
                dsl::acknowledged.eq(None::<Vec<u8>>),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("settling a demand"))?;
        Ok(())
    }

    /// Notes by which message we answered.
    pub fn acknowledge(&mut self, message: MessageId, by: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::demands.find(message.0.0.to_vec()))
            .set(dsl::acknowledged.eq(Some(by.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an acknowledgement"))?;
        Ok(())
    }
}

fn read(row: Row) -> Result<DemandRow, Stop> {
    let (message, ours, what, item, partner, exchange, copy, ground, answer_by, outcome, acknowledged, at) = row;
    Ok(DemandRow {
        message: columns::message(message, READING)?,
        ours: ours != 0,
        what: match what.as_str() {
            "correction" => DemandKind::Correction,
            "recall" => DemandKind::Recall,
            _ => return Err(Failure::new(READING, "what it demands is damaged").into()),
        },
        item: columns::message(item, READING)?,
        partner: columns::authority(&partner, READING)?,
        exchange: columns::exchange(exchange, READING)?,
        copy: copy.map(|copy| columns::message(copy, READING)).transpose()?,
        ground: ground.and_then(|word| RecallGround::parse(&word)),
        answer_by: instant::from_row(answer_by),
        outcome: outcome.map(|outcome| columns::json(&outcome, READING)).transpose()?,
        acknowledged: acknowledged.map(|message| columns::message(message, READING)).transpose()?,
        at: instant::from_row(at),
    })
}
