//! The lawbook as it would be: a State joins an instrument, or leaves it. A supposition makes a lawbook of its own, whose
//! version says what was supposed; the register itself is never touched. What follows: [`what_if`](fn@what_if), and the
//! change drill, [`drill`](mod@crate::drill).

mod what_if;

pub use what_if::{KindChange, Pair, Step, WhatIf, what_if};

use crate::Lawbook;
use crate::lawbook::StateKind;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::participation::{Act, Action};
use crate::standing::{Standing, standing};
use model::time::Date;
use model::{InstrumentId, RulesetVersion, State, Verification};
use serde::Serialize;
use std::fmt;

/// What is supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// The State accedes, and is bound from that day.
    Join,
    /// The State denounces, and ceases to be a party on that day.
    Leave,
}

/// One supposed act of one State.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Supposed {
    /// What it does.
    pub does: Does,
    /// Which State.
    pub state: State,
    /// Under which instrument.
    pub instrument: InstrumentId,
    /// Bound, or no longer bound, from this day.
    pub on: Date,
}

impl fmt::Display for Supposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let does = match self.does {
            Does::Join => "joins",
            Does::Leave => "leaves",
        };
        write!(f, "{} {does} {} on {}", self.state, self.instrument, self.on)
    }
}

/// Why a supposition makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// The lawbook has no such instrument.
    #[error("{0} is no instrument of the lawbook")]
    NoInstrument(InstrumentId),
    /// No instrument can bind the code.
    #[error("{0} is no State or organisation of the lawbook that could be a party")]
    NoState(State),
    /// It is bound already, or will be.
    #[error("{state} has joined {instrument} already, bound since {since}")]
    Joined {
        /// Which State.
        state: State,
        /// Which instrument.
        instrument: InstrumentId,
        /// Since when.
        since: Date,
    },
    /// It is not bound, so that it cannot leave.
    #[error("{state} is not bound by {instrument} on {on}, as far as the lawbook knows")]
    NotBound {
        /// Which State.
        state: State,
        /// Which instrument.
        instrument: InstrumentId,
        /// On which day.
        on: Date,
    },
    /// Only members of an organisation, or States of a side, can be bound.
    #[error("{state} cannot join {instrument}: {because}")]
    Closed {
        /// Which State.
        state: State,
        /// Which instrument.
        instrument: InstrumentId,
        /// Why.
        because: String,
    },
    /// It binds by membership: there is nothing to join or to denounce.
    #[error("{instrument} binds by membership: {state} neither joins nor leaves it by an act of its own")]
    Membership {
        /// Which State.
        state: State,
        /// Which instrument.
        instrument: InstrumentId,
    },
    /// The instrument itself is not in force.
    #[error("{instrument} is not in force on {on} as far as the lawbook knows: one act of one State changes nothing")]
    NotInForce {
        /// Which instrument.
        instrument: InstrumentId,
        /// On which day.
        on: Date,
    },
}

impl Lawbook {
    /// The lawbook as it would be if these acts were done, in the order given. A supposed act was read nowhere: what rests
    /// on it is unverified.
    pub fn supposing(&self, acts: &[Supposed]) -> Result<Lawbook, Impossible> {
        let mut book = self.clone();
        let mut said = Vec::new();
        for supposed in acts {
            possible(&book, supposed)?;
            let (state, id) = (supposed.state, &supposed.instrument);
            let Some(instrument) = book.instrument_mut(id) else {
                return Err(Impossible::NoInstrument(id.clone()));
            };
            instrument.acts.entry(state).or_default().push(act(supposed));
            said.push(supposed.to_string());
        }
        if !said.is_empty() {
            book.rename(RulesetVersion(format!("{}, supposing: {}", self.version().0, said.join("; "))));
        }
        Ok(book)
    }
}

fn act(supposed: &Supposed) -> Act {
    let (action, entry_into_force) = match supposed.does {
        Does::Join => (Action::Accession, Some(supposed.on)),
        Does::Leave => (Action::Cessation, None),
    };
    Act {
        action,
        date: Some(supposed.on),
        entry_into_force,
        computed: false,
        reserved: false,
        note: "supposed".to_owned(),
        source: "supposed".to_owned(),
        verification: Verification::Unverified,
    }
}

fn possible(book: &Lawbook, supposed: &Supposed) -> Result<(), Impossible> {
    let Supposed { does, state, instrument: id, on } = supposed;
    let (state, on) = (*state, *on);
    let instrument = book.instrument(id).ok_or_else(|| Impossible::NoInstrument(id.clone()))?;
    let subject =
        book.state(state).is_some_and(|entry| matches!(entry.kind, StateKind::State | StateKind::Organisation));
    if !subject {
        return Err(Impossible::NoState(state));
    }
    let coverage = &instrument.participation;
    if coverage.by_membership.is_some() || coverage.binds_sides.is_some() {
        return Err(Impossible::Membership { state, instrument: id.clone() });
    }
    match (does, standing(book, instrument, state, on)) {
        (_, Standing::NotInForce { .. }) => Err(Impossible::NotInForce { instrument: id.clone(), on }),
        (Does::Leave, Standing::Bound(_) | Standing::Undated { .. }) => Ok(()),
        (Does::Leave, _) => Err(Impossible::NotBound { state, instrument: id.clone(), on }),
        (Does::Join, Standing::Bound(bound)) => {
            Err(Impossible::Joined { state, instrument: id.clone(), since: bound.since })
        }
        (Does::Join, Standing::NotYet { from, .. }) => {
            Err(Impossible::Joined { state, instrument: id.clone(), since: from })
        }
        (Does::Join, _) => match closed(book, instrument, state, on) {
            Some(because) => Err(Impossible::Closed { state, instrument: id.clone(), because }),
            None => Ok(()),
        },
    }
}

/// Why a State could not join, if it could not.
pub(crate) fn closed(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Option<String> {
    let coverage = &instrument.participation;
    if let Some(organisation) = &coverage.only_members_of
        && book.member(organisation, state, on).is_none()
    {
        return Some(format!("open to members of {organisation} only"));
    }
    let [one, other] = coverage.sides.as_ref()?;
    let on_a_side = one.holds(book, state, on) || other.holds(book, state, on);
    (!on_a_side).then(|| "it is on neither side of the agreement".to_owned())
}
