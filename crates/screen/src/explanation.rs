//! Why a candidate is one. Text and JSON exist only after an explicit [`Explanation::expose`].

use crate::wrap::wrap;
use crate::{Direction, LogOdds, Piece, Rule, What};
use model::Personal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The evidence for and against one candidate; the weights and the prior add up to its log-odds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The name of the query that fits best, as written; empty where none was compared.
    pub query_name: Personal<String>,
    /// The name of the entry that it fits, as written.
    pub entry_name: Personal<String>,
    /// The pieces, in the order name, kind, birth, sex, State, place, address, identifiers.
    pub pieces: Vec<Piece>,
    /// What an entry starts from before any evidence: the larger the index, the lower.
    pub prior: LogOdds,
}

impl Explanation {
    /// The sum of all weights and the prior.
    pub fn log_odds(&self) -> LogOdds {
        self.pieces.iter().map(|piece| piece.weight).sum::<LogOdds>() + self.prior
    }

    /// The explanation in a form that can be shown (`Display`) and sent (`Serialize`). For disclosure to an officer who
    /// has a `Permit`, and for storing encrypted; never for a log.
    pub fn expose(&self) -> ExposedExplanation {
        let pieces = self.pieces.iter().map(|piece| ExposedPiece {
            what: piece.what,
            query: piece.query.expose().clone(),
            entry: piece.entry.expose().clone(),
            rule: piece.rule,
            sentence: piece.rule.sentence().to_owned(),
            weight: piece.weight,
            direction: piece.direction,
        });
        ExposedExplanation {
            query_name: self.query_name.expose().clone(),
            entry_name: self.entry_name.expose().clone(),
            pieces: pieces.collect(),
            prior: self.prior,
            log_odds: self.log_odds(),
        }
    }
}

/// One piece with its values in clear.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposedPiece {
    /// What was compared.
    pub what: What,
    /// The value of the queried subject.
    pub query: String,
    /// The value of the entry.
    pub entry: String,
    /// The rule.
    pub rule: Rule,
    /// The rule in words.
    pub sentence: String,
    /// Thousandths of a nat.
    pub weight: LogOdds,
    /// For, against, or absent.
    pub direction: Direction,
}

/// An explanation in clear. `Display` is the text form, in lines of at most a hundred columns, `Serialize` the JSON form; there is no `Debug` of its content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposedExplanation {
    /// The name of the query that fits best.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query_name: String,
    /// The name of the entry that it fits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entry_name: String,
    /// The pieces.
    pub pieces: Vec<ExposedPiece>,
    /// What an entry starts from, in thousandths of a nat.
    pub prior: LogOdds,
    /// The sum, in thousandths of a nat.
    pub log_odds: LogOdds,
}

impl fmt::Debug for ExposedExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExposedExplanation {{ pieces: {}, log_odds: {} }}", self.pieces.len(), self.log_odds)
    }
}

impl fmt::Display for ExposedExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.query_name.is_empty() || !self.entry_name.is_empty() {
            wrap(f, "", &format!("{} | {}", self.query_name, self.entry_name))?;
            writeln!(f)?;
        }
        for (direction, title) in
            [(Direction::For, "for"), (Direction::Against, "against"), (Direction::Absent, "not comparable")]
        {
            let mut pieces = self.pieces.iter().filter(|piece| piece.direction == direction).peekable();
            if pieces.peek().is_some() {
                writeln!(f, "{title}:")?;
            }
            for piece in pieces {
                writeln!(f, "{piece}")?;
            }
        }
        writeln!(f, "  {:>7}  before any evidence", self.prior.to_string())?;
        write!(f, "  {:>7}  sum", self.log_odds.to_string())
    }
}

impl fmt::Display for ExposedPiece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &str| if value.is_empty() { "-".to_owned() } else { value.to_owned() };
        let what = match self.what {
            What::Name => "name",
            What::Kind => "kind",
            What::Birth => "birth",
            What::State => "State",
            What::Sex => "sex",
            What::Place => "birth place",
            What::Address => "address",
            What::Identifier => "identifier",
        };
        let (query, entry) = (shown(&self.query), shown(&self.entry));
        let lead = format!("  {:>7}  ", self.weight.to_string());
        wrap(f, &lead, &format!("{what}: {query} | {entry} ({})", self.sentence))
    }
}
