//! The list of exchanges: id, partner, kind, clock and references, and no field of a subject.

use crate::prepared::Once;
use crate::schema::exchanges::dsl;
use crate::{Tx, instant, tx::failed};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use model::{
    ArrangementId, AuthorityId, CaseReference, ExchangeId, Failure, Instant, Kind, Offence, Purpose, Stop, UnitId,
};

/// The exchanges of a node.
pub struct Exchanges<'a, 'b>(&'a mut Tx<'b>);

/// Who began it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// We asked.
    Outbound,
    /// A partner asked.
    Inbound,
}

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRow {
    /// The id that both sides use.
    pub id: ExchangeId,
    /// Who began it.
    pub direction: Direction,
    /// The other side.
    pub partner: AuthorityId,
    /// Under which arrangement.
    pub arrangement: ArrangementId,
    /// What kind of cooperation.
    pub kind: Kind,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// How urgent, by the model's word.
    pub urgency: String,
    /// Where it stands, by the pipeline's word.
    pub state: String,
    /// Whose tray it lies in.
    pub compartment: UnitId,
    /// Our case reference.
    pub our_reference: Option<CaseReference>,
    /// Theirs.
    pub their_reference: Option<CaseReference>,
    /// When it began here: drafted, or legally received.
    pub begun: Instant,
    /// When the answer is due, if a limit runs.
    pub due: Option<Instant>,
    /// When it was answered.
    pub answered: Option<Instant>,
    /// Rises with each change.
    pub version: u64,
}

type Row = (
    Vec<u8>,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    i64,
    Option<i64>,
    Option<i64>,
    i64,
);

impl<'b> Tx<'b> {
    /// The exchanges of this node.
    pub fn exchanges(&mut self) -> Exchanges<'_, 'b> {
        Exchanges(self)
    }
}

impl Exchanges<'_, '_> {
    /// Adds an exchange; its version starts at 1.
    pub fn add(&mut self, row: &ExchangeRow) -> Result<(), Stop> {
        diesel::insert_into(dsl::exchanges)
            .values((
                dsl::id.eq(row.id.0.to_vec()),
                dsl::direction.eq(direction_word(row.direction)),
                dsl::partner.eq(row.partner.as_str()),
                dsl::arrangement.eq(row.arrangement.as_str()),
                dsl::kind.eq(row.kind.as_str()),
                dsl::offence.eq(row.offence.as_str()),
                dsl::purpose.eq(row.purpose.as_str()),
                dsl::urgency.eq(&row.urgency),
                dsl::state.eq(&row.state),
                dsl::compartment.eq(row.compartment.as_str()),
                dsl::our_reference.eq(row.our_reference.as_ref().map(CaseReference::as_str)),
                dsl::their_reference.eq(row.their_reference.as_ref().map(CaseReference::as_str)),
                dsl::begun.eq(instant::to_row(row.begun)),
                dsl::due.eq(row.due.map(instant::to_row)),
                dsl::answered.eq(row.answered.map(instant::to_row)),
                dsl::version.eq(1),
            ))
            .execute(self.0.connection)
            .map_err(failed("adding an exchange"))?;
        Ok(())
    }

    /// Removes the row that a correction or recall made for an exchange which had not begun here; `false` if it has begun.
    pub fn remove_tombstone(&mut self, id: ExchangeId) -> Result<bool, Stop> {
        let gone = diesel::delete(dsl::exchanges.find(id.0.to_vec()).filter(dsl::state.eq("tombstone")))
            .execute(self.0.connection)
            .map_err(failed("beginning an exchange"))?;
        Ok(gone == 1)
    }

    /// One exchange.
    pub fn get(&mut self, id: ExchangeId) -> Result<Option<ExchangeRow>, Stop> {
        let row: Option<Row> = dsl::exchanges
            .find(id.0.to_vec())
            .first(self.0.connection)
            .optional()
            .map_err(failed("reading an exchange"))?;
        row.map(read).transpose()
    }

    /// The exchanges of these compartments, the newest first, at most `limit`.
    pub fn of_compartments(&mut self, compartments: &[UnitId], limit: usize) -> Result<Vec<ExchangeRow>, Stop> {
        let wanted: Vec<&str> = compartments.iter().map(UnitId::as_str).collect();
        let rows: Vec<Row> = dsl::exchanges
            .filter(dsl::compartment.eq_any(wanted))
            .order((dsl::begun.desc(), dsl::id.asc()))
            .limit(limit as i64)
            .load(self.0.connection)
            .map_err(failed("listing exchanges"))?;
        rows.into_iter().map(read).collect()
    }

    /// The exchanges in a state and direction, the oldest first.
    pub fn in_state(&mut self, direction: Direction, state: &str) -> Result<Vec<ExchangeRow>, Stop> {
        let rows: Vec<Row> = dsl::exchanges
            .filter(dsl::state.eq(state))
            .filter(dsl::direction.eq(direction_word(direction)))
            .order((dsl::begun.asc(), dsl::id.asc()))
            .load(self.0.connection)
            .map_err(failed("listing exchanges"))?;
        rows.into_iter().map(read).collect()
    }

    /// The exchanges that nobody has answered and nobody has refused, the oldest first: the open cases.
    pub fn unanswered(&mut self) -> Result<Vec<ExchangeRow>, Stop> {
        let rows: Vec<Row> = dsl::exchanges
            .filter(dsl::answered.is_null())
            .filter(dsl::state.ne("refused"))
            .order((dsl::begun.asc(), dsl::id.asc()))
            .load(self.0.connection)
            .map_err(failed("listing exchanges"))?;
        rows.into_iter().map(read).collect()
    }

    /// Moves an exchange to a state.
    pub fn set_state(&mut self, id: ExchangeId, state: &str) -> Result<(), Stop> {
        diesel::update(dsl::exchanges.find(id.0.to_vec()))
            .set((dsl::state.eq(state), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving an exchange"))?;
        Ok(())
    }

    /// Puts an exchange into another tray.
    pub fn set_compartment(&mut self, id: ExchangeId, compartment: &UnitId) -> Result<(), Stop> {
        diesel::update(dsl::exchanges.find(id.0.to_vec()))
            .set((dsl::compartment.eq(compartment.as_str()), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("moving an exchange"))?;
        Ok(())
    }

    /// Sets when the answer is due.
    pub fn set_due(&mut self, id: ExchangeId, due: Option<Instant>) -> Result<(), Stop> {
        diesel::update(dsl::exchanges.find(id.0.to_vec()))
            .set((dsl::due.eq(due.map(instant::to_row)), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("setting a deadline"))?;
        Ok(())
    }

    /// Notes the answer, once: the clock stops at the first.
    pub fn set_answered(&mut self, id: ExchangeId, at: Instant, state: &str) -> Result<(), Stop> {
        diesel::update(dsl::exchanges.find(id.0.to_vec()))
            .set((dsl::state.eq(state), dsl::version.eq(dsl::version + 1)))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an answer"))?;
        diesel::update(dsl::exchanges.find(id.0.to_vec()).filter(dsl::answered.is_null()))
            .set(dsl::answered.eq(Some(instant::to_row(at))))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting an answer"))?;
        Ok(())
    }

    /// Sets the partner's reference.
    pub fn set_their_reference(&mut self, id: ExchangeId, reference: &CaseReference) -> Result<(), Stop> {
        diesel::update(dsl::exchanges.find(id.0.to_vec()))
            .set(dsl::their_reference.eq(Some(reference.as_str())))
            .once()
            .execute(self.0.connection)
            .map_err(failed("noting a reference"))?;
        Ok(())
    }
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Outbound => "out",
        Direction::Inbound => "in",
    }
}

fn read(row: Row) -> Result<ExchangeRow, Stop> {
    let (
        id,
        direction,
        partner,
        arrangement,
        kind,
        offence,
        purpose,
        urgency,
        state,
        compartment,
        ours,
        theirs,
        b,
        due,
        a,
        v,
    ) = row;
    let broken = |e: &dyn std::fmt::Display| Failure::new("reading an exchange", e);
    let reference = |text: Option<String>| text.map(|t| CaseReference::parse(&t)).transpose().map_err(|e| broken(&e));
    Ok(ExchangeRow {
        id: ExchangeId(id.try_into().map_err(|_| broken(&"its id is damaged"))?),
        direction: if direction == "in" { Direction::Inbound } else { Direction::Outbound },
        partner: AuthorityId::parse(&partner).map_err(|e| broken(&e))?,
        arrangement: ArrangementId::parse(&arrangement).map_err(|e| broken(&e))?,
        kind: Kind::parse(&kind).ok_or_else(|| broken(&"its kind is unknown"))?,
        offence: Offence::parse(&offence).map_err(|e| broken(&e))?,
        purpose: Purpose::parse(&purpose).ok_or_else(|| broken(&"its purpose is unknown"))?,
        urgency,
        state,
        compartment: UnitId::parse(&compartment).map_err(|e| broken(&e))?,
        our_reference: reference(ours)?,
        their_reference: reference(theirs)?,
        begun: instant::from_row(b),
        due: due.map(instant::from_row),
        answered: a.map(instant::from_row),
        version: v as u64,
    })
}
