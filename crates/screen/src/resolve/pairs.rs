//! Pairs of records that may be the same subject, each with what supports it.

use super::Limits;
use crate::{Candidate, Direction, EntryId, Explanation, Index, LogOdds, Profile, Rule, What};

/// What supports a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// A person said so.
    Judged,
    /// An identifier is equal, and nothing contradicts.
    Identifier,
    /// Probable by names and by something else that few share, and nothing contradicts.
    Evidence,
    /// A third record.
    Triangle,
}

impl Support {
    /// The word used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Support::Judged => "judged",
            Support::Identifier => "identifier",
            Support::Evidence => "evidence",
            Support::Triangle => "triangle",
        }
    }
}

/// Two records, the one with the smaller id first.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The one.
    pub a: EntryId,
    /// The other.
    pub b: EntryId,
    /// Sum of the evidence.
    pub log_odds: LogOdds,
    /// Probability.
    pub probability: f64,
    /// What supports it; none if it is merely probable.
    pub support: Option<Support>,
    /// The evidence; none for a pair that only a person named.
    pub explanation: Option<Explanation>,
}

/// The pairs of one record with the others of an index: those of at least the review limit.
pub fn pairs(index: &Index, id: &EntryId, profile: &Profile, limits: Limits) -> Vec<Pair> {
    // The record itself is the first candidate, as a rule.
    let found = index.screen(profile, limits.top + 1).into_iter();
    found
        .filter(|candidate| candidate.entry != *id && candidate.probability >= limits.review)
        .map(|candidate| pair(id.clone(), candidate))
        .collect()
}

fn pair(id: EntryId, candidate: Candidate) -> Pair {
    let Candidate { entry, probability, log_odds, explanation, .. } = candidate;
    let (a, b) = if id < entry { (id, entry) } else { (entry, id) };
    let support = support(&explanation);
    Pair { a, b, log_odds, probability, support, explanation: Some(explanation) }
}

fn support(explanation: &Explanation) -> Option<Support> {
    if contradicts(explanation) {
        return None;
    }
    if explanation.pieces.iter().any(|piece| piece.rule == Rule::IdentifierEqual) {
        return Some(Support::Identifier);
    }
    let of = |what: What| explanation.pieces.iter().filter(move |piece| piece.what == what).map(|piece| piece.weight);
    let named = of(What::Name).sum::<LogOdds>() > LogOdds::NOTHING;
    let few = explanation.pieces.iter().any(|piece| match piece.what {
        What::Identifier => piece.direction == Direction::For,
        What::Birth => matches!(piece.rule, Rule::BirthEqual | Rule::BirthNear),
        What::Address => piece.direction == Direction::For,
        _ => false,
    });
    (named && few).then_some(Support::Evidence)
}

/// Whether a birth date, the sex or the kind speaks against.
pub(super) fn contradicts(explanation: &Explanation) -> bool {
    let hard = |what: What| matches!(what, What::Birth | What::Sex | What::Kind);
    explanation.pieces.iter().any(|piece| hard(piece.what) && piece.direction == Direction::Against)
}
