//! The whole world at once: for one offence and day, which pairs of States are covered for which kind. Each State's position
//! under each instrument is found once; a pair is then a few bits. It says what [`power`](mod@crate::power) would say of two
//! States without arrangements, and nothing in words: ask that one about the pair that matters.

mod column;
mod reach;
mod world;

pub use reach::Reach;
pub use world::{Cell, Common, Extent, Held, World};

use crate::power::{Position, concerns, taken};
use crate::{Fact, Lawbook, Question, Side};
use column::{Column, Row};
use model::time::Date;
use model::{DataCategory, Kind, Offence, Purpose, State};
use std::collections::BTreeSet;

/// What is asked of every pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// On which day.
    pub on: Date,
    /// Facts that a person has confirmed, or that are supposed.
    pub confirmed: BTreeSet<Fact>,
}

impl Scope {
    /// The question about one pair and kind, as [`power`](crate::power()) takes it.
    pub fn question(&self, from: State, to: State, kind: Kind) -> Question {
        Question {
            from: Side::of(from),
            to: Side::of(to),
            kind,
            offence: self.offence.clone(),
            purpose: self.purpose,
            category: DataCategory::Personal,
            on: self.on,
            confirmed: self.confirmed.clone(),
        }
    }
}

/// What replaces what, for one kind.
#[derive(Debug)]
struct Replaces<'a> {
    by: usize,
    effect: &'a crate::lawbook::effect::Effect,
}

/// Every State under every instrument on one day.
#[derive(Debug)]
pub struct Survey<'a> {
    states: Vec<State>,
    /// By the instrument's place among all.
    rows: Vec<Row<'a>>,
    /// By kind, in the order in which articles rank.
    columns: Vec<Vec<Column<'a>>>,
    /// By kind, in the order of instruments.
    replaces: Vec<Vec<Replaces<'a>>>,
    known: bool,
}

impl<'a> Survey<'a> {
    /// Looks at these States, or at every State of the lawbook where none is named. About 20 ms for the world.
    pub fn of(book: &'a Lawbook, scope: &'a Scope, states: &[State]) -> Survey<'a> {
        let states = world::chosen(book, states);
        let offence = book.offence(&scope.offence);
        let as_charged = offence.is_some_and(|offence| offence.as_charged);
        let rows: Vec<Row<'a>> =
            book.instruments().map(|instrument| Row::of(book, instrument, &states, scope.on)).collect();
        let columns = |kind: &Kind| {
            book.serving(*kind)
                .filter(|ranked| ranked.article.offences.contains(&scope.offence, as_charged))
                .map(|ranked| Column::of(ranked, scope, *kind, &states))
                .collect()
        };
        let replaces = |kind: &Kind| replaces(book, scope, *kind, as_charged);
        Survey {
            columns: Kind::ALL.iter().map(columns).collect(),
            replaces: Kind::ALL.iter().map(replaces).collect(),
            known: offence.is_some(),
            rows,
            states,
        }
    }

    /// The States looked at, by code.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// What covers `kind` from one State to another, or that nothing does. Nothing if a State was not looked at, if both are
    /// one, or if the offence is not in the vocabulary: there the law has no answer.
    pub fn between(&self, from: State, to: State, kind: Kind) -> Option<Reach<'a>> {
        let place = |state: State| self.states.binary_search(&state).ok();
        self.at(place(from)?, place(to)?, kind)
    }

    /// The same by place in [`states`](Survey::states).
    pub fn at(&self, from: usize, to: usize, kind: Kind) -> Option<Reach<'a>> {
        if from == to || !self.known || from.max(to) >= self.states.len() {
            return None;
        }
        let columns = self.columns.get(kind.index())?;
        let serves = |column: &&Column<'a>| column.serves(self.row(column), from, to);
        let mut serving = columns.iter().filter(serves);
        let Some(first) = serving.next() else {
            return Some(reach::gap(&self.rows, columns, from, to));
        };
        let Some(second) = serving.next() else {
            return Some(reach::covered(&self.rows, &[first], from, to));
        };
        let mut all = vec![first, second];
        all.extend(serving);
        self.without_replaced(&mut all, from, to, kind);
        Some(reach::covered(&self.rows, &all, from, to))
    }

    /// Whether anything covers a kind between two States, by place: all that a count needs.
    pub fn covers(&self, from: usize, to: usize, kind: Kind) -> bool {
        let columns = self.columns.get(kind.index()).filter(|_| self.known && from != to);
        let within = from.max(to) < self.states.len();
        within && columns.is_some_and(|all| all.iter().any(|column| column.serves(self.row(column), from, to)))
    }

    fn row(&self, column: &Column<'a>) -> &Row<'a> {
        &self.rows[column.place]
    }

    fn without_replaced(&self, all: &mut Vec<&Column<'a>>, from: usize, to: usize, kind: Kind) {
        let Some(replaces) = self.replaces.get(kind.index()) else { return };
        let before: Vec<usize> = all.iter().map(|column| column.place).collect();
        for Replaces { by, effect } in replaces {
            let row = &self.rows[*by];
            if !before.contains(by) || !row.both(from, to) {
                continue;
            }
            let serving: Vec<&str> = all.iter().map(|column| column.instrument.id.as_str()).collect();
            let gone = taken(row.instrument, effect, &serving);
            let mut at = 0;
            all.retain(|_| {
                let stays = !gone.get(at).copied().unwrap_or(false);
                at += 1;
                stays
            });
        }
    }
}

fn replaces<'a>(book: &'a Lawbook, scope: &Scope, kind: Kind, as_charged: bool) -> Vec<Replaces<'a>> {
    let mut found = Vec::new();
    for (by, instrument) in book.instruments().enumerate() {
        for effect in &instrument.effects {
            let replaces = effect.does == crate::lawbook::effect::Does::Replaces;
            if replaces && concerns(effect, kind, &scope.offence, as_charged, &scope.confirmed) {
                found.push(Replaces { by, effect });
            }
        }
    }
    found
}

impl Row<'_> {
    /// Both bound, able to rely on it, and across from each other.
    fn both(&self, from: usize, to: usize) -> bool {
        let positions: [&Position; 2] = [&self.positions[from], &self.positions[to]];
        self.operative[from] && self.operative[to] && crate::power::across(positions[0], positions[1])
    }
}
