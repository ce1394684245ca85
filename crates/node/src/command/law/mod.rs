//! `comity law`: what the lawbook says, without a node. The lawbook is the one that came with the program.

mod basis;
mod instrument;
pub(super) mod lookup;
mod parties;
mod state;

use super::{Answer, Terminal, Trouble};
use crate::rules;
use ::law::Lawbook;
use clap::Subcommand;
use model::Failure;

/// Ask the lawbook: who is bound by what, and what covers an exchange
#[derive(Debug, Subcommand)]
pub(super) enum Law {
    Parties(parties::Parties),
    Basis(basis::Basis),
    State(state::State),
    Instrument(instrument::Instrument),
}

impl Law {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Answer, Trouble> {
        let book = lawbook()?;
        match self {
            Law::Parties(parties) => parties.run(&book, terminal),
            Law::Basis(basis) => basis.run(&book, terminal),
            Law::State(state) => state.run(&book, terminal),
            Law::Instrument(instrument) => instrument.run(&book, terminal),
        }
    }
}

/// The lawbook that came with the program.
pub(super) fn lawbook() -> Result<Lawbook, Failure> {
    let version = rules::lawbook_version();
    Lawbook::read(rules::LAWBOOK, version).map_err(|e| Failure::new("reading the lawbook", e))
}
