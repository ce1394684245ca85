//! `comity law`: what the lawbook says, without a node. The lawbook is the one that came with the program.

mod basis;
mod book;
mod calendar;
mod check;
mod compare;
mod gaps;
mod grounds;
mod instrument;
pub(super) mod lookup;
mod offence;
mod parties;
mod scope;
mod state;
mod what_if;

use super::{Answer, Terminal, Trouble};
use crate::rules;
use ::law::Lawbook;
use clap::Subcommand;
use model::Failure;

/// Ask the lawbook: who is bound by what, what covers an exchange, how offences compare, on which grounds to refuse
#[derive(Debug, Subcommand)]
pub(super) enum Law {
    Parties(parties::Parties),
    Basis(basis::Basis),
    State(state::State),
    Instrument(instrument::Instrument),
    Gaps(gaps::Gaps),
    #[command(name = "what-if")]
    WhatIf(what_if::WhatIfWord),
    Calendar(calendar::CalendarWord),
    Check(check::Check),
    Book(book::BookWord),
    Offence(offence::Offence),
    Compare(compare::Compare),
    Grounds(grounds::Grounds),
}

impl Law {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let book = lawbook()?;
        match self {
            Law::Parties(parties) => parties.run(&book, terminal),
            Law::Basis(basis) => basis.run(&book, terminal),
            Law::State(state) => state.run(&book, terminal),
            Law::Instrument(instrument) => instrument.run(&book, terminal),
            Law::Gaps(gaps) => gaps.run(&book, terminal),
            Law::WhatIf(what_if) => what_if.run(&book, terminal),
            Law::Calendar(calendar) => calendar.run(&book, terminal),
            Law::Check(check) => check.run(&book, terminal),
            Law::Book(word) => word.run(&book, terminal),
            Law::Offence(offence) => offence.run(&book, terminal),
            Law::Compare(compare) => compare.run(&book, terminal),
            Law::Grounds(grounds) => grounds.run(&book, terminal),
        }
    }
}

/// The lawbook that came with the program.
pub(super) fn lawbook() -> Result<Lawbook, Failure> {
    let version = rules::lawbook_version();
    Lawbook::read(rules::LAWBOOK, version).map_err(|e| Failure::new("reading the lawbook", e))
}
