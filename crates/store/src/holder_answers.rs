//! What each holder of a copy answers to a correction or recall, and who has not answered.

use crate::prepared::Once;
use crate::schema::holder_answers::dsl;
use crate::{Tx, columns, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{AuthorityId, HolderOutcome, Instant, MessageId, Stop};

/// The answers that a node waits for.
pub struct HolderAnswers<'a, 'b>(&'a mut Tx<'b>);

/// One holder and what he answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderAnswerRow {
    /// The correction or recall, as it was first sent or received here.
    pub demand: MessageId,
    /// Who holds a copy.
    pub holder: AuthorityId,
    /// Who answers for him: himself, or who passed the item on to him.
    pub via: AuthorityId,
    /// By when.
    pub due: Instant,
    /// The message by which we told him; none where another tells him, or nobody has yet.
    pub told: Option<MessageId>,
    /// What he answered.
    pub outcome: Option<HolderOutcome>,
    /// When it happened at the holder.
    pub at: Option<Instant>,
    /// The message by which we told our own provider.
    pub reported: Option<MessageId>,
    /// When the overseer was told that the answer is late.
    pub escalated: Option<Instant>,
    /// The newer correction or recall that took the place of this one before he was told of it: nothing is waited for any more.
    pub overtaken: Option<MessageId>,
}

impl HolderAnswerRow {
    /// Whether the answer is still to come: none, or only `late`, and no newer demand took the place of this one.
    pub fn is_open(&self) -> bool {
        self.overtaken.is_none() && self.outcome.is_none_or(|outcome| !outcome.is_final())
    }

    /// Whether the answer is still to come although its time is over.
    pub fn is_late(&self, now: Instant) -> bool {
        self.is_open() && self.due < now
    }
}

type Bytes = Option<Vec<u8>>;
type Row = (Vec<u8>, String, String, i64, Bytes, Option<String>, Option<i64>, Bytes, Option<i64>, Bytes);

const READING: &str = "reading a holder's answer";

impl<'b> Tx<'b> {
    /// The answers that this node waits for.
    pub fn holder_answers(&mut self) -> HolderAnswers<'_, 'b> {
        HolderAnswers(self)
    }
}

impl HolderAnswers<'_, '_> {
    /// Begins to wait for a holder's answer; `false`, and no change, if it is waited for already.
    pub fn expect(&mut self, row: &HolderAnswerRow) -> Result<bool, Stop> {
        if self.get(row.demand, &row.holder)?.is_some() {
            return Ok(false);
        }
        diesel::insert_into(dsl::holder_answers)
            .values((
                dsl::demand.eq(row.demand.0.0.to_vec()),
                dsl::holder.eq(row.holder.as_str()),
                dsl::via.eq(row.via.as_str()),
                dsl::due.eq(instant::to_row(row.due)),
                dsl::told.eq(row.told.map(|message| message.0.0.to_vec())),
            ))
            .execute(self.0.connection)
            .map_err(failed("waiting for a holder's answer"))?;
        Ok(true)
    }

    /// One holder's answer.
    pub fn get(&mut self, demand: MessageId, holder: &AuthorityId) -> Result<Option<HolderAnswerRow>, Stop> {
        let row: Option<Row> = dsl::holder_answers
            .find((demand.0.0.to_vec(), holder.as_str()))
            .first(self.0.connection)
            .optional()
            .map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// All answers to a demand, by holder.
    pub fn of(&mut self, demand: MessageId) -> Result<Vec<HolderAnswerRow>, Stop> {
        let rows: Vec<Row> = dsl::holder_answers
            .filter(dsl::demand.eq(demand.0.0.to_vec()))
            .order(dsl::holder.asc())
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// The answer that is expected to a message by which we told a holder.
    pub fn by_told(&mut self, told: MessageId, holder: &AuthorityId) -> Result<Option<HolderAnswerRow>, Stop> {
        let row: Option<Row> = dsl::holder_answers
            .filter(dsl::told.eq(Some(told.0.0.to_vec())))
            .filter(dsl::holder.eq(holder.as_str()))
            .first(self.0.connection)
            .optional()
            .map_err(failed(READING))?;
        row.map(read).transpose()
    }

    /// Every answer that was ever waited for, by demand and holder.
    pub fn all(&mut self) -> Result<Vec<HolderAnswerRow>, Stop> {
        let rows: Vec<Row> = dsl::holder_answers
            .order((dsl::due.asc(), dsl::demand.asc(), dsl::holder.asc()))
            .load(self.0.connection)
            .map_err(failed(READING))?;
        rows.into_iter().map(read).collect()
    }

    /// Notes by which message the holder was told.
    pub fn told(&mut self, demand: MessageId, holder: &AuthorityId, by: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::holder_answers.find((demand.0.0.to_vec(), holder.as_str())))
            .set(dsl::told.eq(Some(by.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting that a holder was told"))?;
        Ok(())
    }

    /// Notes what the holder answered; a later answer replaces an earlier one, and is to be reported anew.
    pub fn answer(
        &mut self,
        demand: MessageId,
        holder: &AuthorityId,
        outcome: &HolderOutcome,
        at: Instant,
    ) -> Result<(), Stop> {
        let outcome = columns::to_json(outcome, "noting a holder's answer")?;
        diesel::update(dsl::holder_answers.find((demand.0.0.to_vec(), holder.as_str())))
            .set((
                dsl::outcome.eq(Some(outcome)),
                dsl::at.eq(Some(instant::to_row(at))),
                dsl::reported.eq(None::<Vec<u8>>),
            ))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a holder's answer"))?;
        Ok(())
    }

    /// Notes by which message we told our provider what the holder answered.
    pub fn reported(&mut self, demand: MessageId, holder: &AuthorityId, by: MessageId) -> Result<(), Stop> {
        diesel::update(dsl::holder_answers.find((demand.0.0.to_vec(), holder.as_str())))
            .set(dsl::reported.eq(Some(by.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a report"))?;
        Ok(())
    }

    /// Notes that a newer demand took the place of this one before the holder was told of it; `false`, and no change, if he
    /// was told or has answered, or if that was noted before.
    pub fn overtake(&mut self, demand: MessageId, holder: &AuthorityId, by: MessageId) -> Result<bool, Stop> {
        let row = self.get(demand, holder)?;
        if row.is_none_or(|row| row.told.is_some() || row.outcome.is_some() || row.overtaken.is_some()) {
            return Ok(false);
        }
        diesel::update(dsl::holder_answers.find((demand.0.0.to_vec(), holder.as_str())))
            .set(dsl::overtaken.eq(Some(by.0.0.to_vec())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting that a demand was overtaken"))?;
        Ok(true)
    }

    /// Notes that the overseer was told of a late answer.
    pub fn escalated(&mut self, demand: MessageId, holder: &AuthorityId) -> Result<(), Stop> {
        diesel::update(dsl::holder_answers.find((demand.0.0.to_vec(), holder.as_str())))
            .set(dsl::escalated.eq(Some(self.0.now_row())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a late answer"))?;
        Ok(())
    }
}

fn read(row: Row) -> Result<HolderAnswerRow, Stop> {
    let (demand, holder, via, due, told, outcome, at, reported, escalated, overtaken) = row;
    let message = |bytes: Option<Vec<u8>>| bytes.map(|bytes| columns::message(bytes, READING)).transpose();
    Ok(HolderAnswerRow {
        demand: columns::message(demand, READING)?,
        holder: columns::authority(&holder, READING)?,
        via: columns::authority(&via, READING)?,
        due: instant::from_row(due),
        told: message(told)?,
        outcome: outcome.map(|outcome| columns::json(&outcome, READING)).transpose()?,
        at: at.map(instant::from_row),
        reported: message(reported)?,
        escalated: escalated.map(instant::from_row),
        overtaken: message(overtaken)?,
    })
}
