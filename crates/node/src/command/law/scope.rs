//! What the words that look at many pairs have in common: the offence, the purpose, the day, facts and kinds.

use super::{basis, lookup};
use crate::command::Trouble;
use clap::Args;
use law::{Fact, Lawbook, Scope};
use model::time::Date;
use model::{Kind, Purpose, State};

/// For which offence, purpose, day and kinds.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// The offence, by its id in the lawbook
    #[arg(long, value_name = "OFFENCE", default_value = "terrorist-financing")]
    offence: String,
    /// The purpose; if not given investigation, or for one kind that no article serves for that, what it is there for
    #[arg(long, value_name = "PURPOSE", value_parser = basis::purpose)]
    purpose: Option<Purpose>,
    /// On which day; today if not given
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = super::lookup::written_day)]
    pub(super) on: Option<Date>,
    /// Suppose that a fact is confirmed, because an article requires one
    #[arg(long, value_name = "FACT", value_parser = basis::fact)]
    confirmed: Vec<Fact>,
    /// Only these kinds of cooperation
    #[arg(long, value_name = "KIND", value_parser = basis::kind)]
    kind: Vec<Kind>,
    /// Look only at the States that are members of this organisation: EU, COE, AU ...; else at every State
    #[arg(long, value_name = "ORGANISATION")]
    among: Option<String>,
}

impl Asked {
    /// The scope.
    pub(super) fn scope(&self, book: &Lawbook) -> Result<Scope, Trouble> {
        let offence = lookup::offence(book, &self.offence)?;
        let confirmed = self.confirmed.iter().copied().collect();
        let usual = || match self.kind.as_slice() {
            [kind] => basis::ordinary(book, *kind),
            _ => Purpose::Investigation,
        };
        Ok(Scope { offence, purpose: self.purpose.unwrap_or_else(usual), on: lookup::day(self.on), confirmed })
    }

    /// The kinds asked about.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        if self.kind.is_empty() { Kind::ALL.to_vec() } else { self.kind.clone() }
    }

    /// The States looked at; empty means every State.
    pub(super) fn among(&self, book: &Lawbook) -> Result<Vec<State>, Trouble> {
        let Some(organisation) = &self.among else { return Ok(Vec::new()) };
        let on = lookup::day(self.on);
        if !book.knows_organisation(organisation) {
            let all: Vec<&str> = book.organisations().collect();
            let because = format!("`{organisation}` is no organisation of the lawbook");
            return Err(Trouble::input("--among", because, format!("choose among {}", all.join(", "))));
        }
        let member = |state: &State| book.member(organisation, *state, on).is_some();
        let members: Vec<State> = book.states().map(|(code, _)| code).filter(member).collect();
        if members.len() < 2 {
            let because = format!("the lawbook knows {} members of {organisation} on {on}", members.len());
            return Err(Trouble::input("--among", because, "choose another organisation or day"));
        }
        Ok(members)
    }
}

/// Codes in lines that a terminal shows whole.
pub(super) fn codes(states: &[State]) -> String {
    let codes: Vec<&str> = states.iter().map(State::as_str).collect();
    let lines: Vec<String> = codes.chunks(24).map(|chunk| chunk.join(" ")).collect();
    lines.join("\n      ")
}
