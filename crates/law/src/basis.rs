//! The document that `comity law basis --json` prints: the first finding, flat, with the question beside it.

use crate::power::{Basis, BilateralShown, Candidate, Channel, DutyShown, Examined, Gap, Power, Replaced};
use crate::{Lawbook, Question, power};
use model::time::Date;
use model::{Arrangement, Certainty, Covered, Finding, Reason, RulesetVersion};
use serde::Serialize;

/// Said with every answer.
pub const DISCLAIMER: &str = "An aid to a lawyer: it cites, it does not decide. The names of States and territories \
                              follow the depositaries and state nothing about status.";

/// The answer to "may these two, on this date?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Covered, or a gap.
    pub decision: Covered,
    /// How far that can be relied on; with `since` where the data end.
    #[serde(flatten)]
    pub certainty: Certainty,
    /// The question.
    pub question: Question,
    /// Everything that serves.
    pub bases: Vec<Basis>,
    /// What would serve and is replaced between these two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
    /// What would serve if something were established or confirmed.
    pub candidates: Vec<Candidate>,
    /// Duties of both that cover nothing by themselves.
    pub duties: Vec<DutyShown>,
    /// Channels open between both.
    pub channels: Vec<Channel>,
    /// Bilateral treaties between the two on this kind of cooperation, to be looked up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bilateral: Vec<BilateralShown>,
    /// Arrangements that were looked at.
    pub arrangements: Vec<Examined>,
    /// What is missing, where nothing serves; otherwise null.
    pub gap: Option<Gap>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// By which rules.
    pub rules: RulesetVersion,
    /// For which date.
    pub on: Date,
    /// What this answer is and is not.
    pub disclaimer: &'static str,
}

impl Answer {
    /// From a finding and its question. Candidates out of reach are left to the gap, to keep the answer readable.
    pub fn of(question: &Question, finding: Finding<Power>) -> Answer {
        let Finding { decision: power, reasons, rules, on } = finding;
        Answer {
            decision: power.decision,
            certainty: power.certainty,
            question: question.clone(),
            bases: power.bases,
            replaced: power.replaced,
            candidates: power.candidates.into_iter().filter(Candidate::within_reach).collect(),
            duties: power.duties,
            channels: power.channels,
            bilateral: power.bilateral,
            arrangements: power.arrangements,
            gap: power.gap,
            reasons,
            rules,
            on,
            disclaimer: DISCLAIMER,
        }
    }
}

/// Asks the first question and shapes its answer.
pub fn answer(book: &Lawbook, question: &Question, arrangements: &[Arrangement]) -> Answer {
    Answer::of(question, power(book, question, arrangements))
}
