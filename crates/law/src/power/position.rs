//! Where a State stands towards an instrument on a day, and on which side of it: everything about one State that an article
//! asks. Found once for each pair of State and instrument, however many articles ask it.

use crate::Lawbook;
use crate::lawbook::declaration::{Declaration, DeclarationEffect};
use crate::lawbook::instrument::Instrument;
use crate::standing::{Bound, Standing, standing};
use model::time::Date;
use model::{Kind, State, Verification};

/// A State's position.
#[derive(Debug, Clone)]
pub(crate) struct Position {
    pub(crate) state: State,
    pub(crate) standing: Standing,
    /// For a two-sided agreement: on its first side, on its second.
    pub(crate) sides: [bool; 2],
    /// Whether what puts it on its side was read.
    pub(crate) side: Verification,
}

impl Position {
    pub(crate) fn of(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> Position {
        let (sides, side) = match &instrument.participation.sides {
            None => ([true, true], Verification::Sourced),
            Some([one, other]) => {
                let held = [one.held(book, state, on), other.held(book, state, on)];
                (
                    held.map(|showing| showing.is_some()),
                    held.into_iter().flatten().max().unwrap_or(Verification::Sourced),
                )
            }
        };
        Position { state, standing: standing(book, instrument, state, on), sides, side }
    }

    /// Whether everything was read on which its being bound, and on its side, rests: the weakest.
    pub(crate) fn weakest(&self, on: Date) -> Option<Verification> {
        self.operative(on).map(|bound| bound.weakest().max(self.side))
    }

    /// Bound, not suspended, and able to rely on it that day.
    pub(crate) fn operative(&self, on: Date) -> Option<&Bound> {
        match &self.standing {
            Standing::Bound(bound) if bound.suspended.is_none() && bound.notified.is_none_or(|day| day <= on) => {
                Some(bound)
            }
            _ => None,
        }
    }
}

/// Whether two States stand across from each other under the instrument.
pub(crate) fn across(a: &Position, b: &Position) -> bool {
    (a.sides[0] && b.sides[1]) || (a.sides[1] && b.sides[0])
}

/// The statement that takes this article away for this State, if there is one.
pub(crate) fn excluded<'a>(
    instrument: &'a Instrument,
    article: &str,
    state: State,
    kind: Kind,
    on: Date,
) -> Option<&'a Declaration> {
    instrument.declarations.iter().find(|declaration| {
        declaration.state == state
            && declaration.effect == DeclarationEffect::ExcludesProvision
            && declaration.excludes.contains(article)
            && declaration.stands(on, kind)
    })
}
