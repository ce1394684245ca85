//! The third question: human-rights obstacles. Facts raise questions; a person answers each with reasons. The software
//! answers none, and lets none be skipped. Not a weighing: a bar that stands stops.

use crate::checks::{LAW_5_1, LAW_5_2, LAW_5_3, LAW_5_4, LAW_5_5};
use crate::lawbook::rule::{Bar, Trigger};
use crate::transfer::one_regime;
use crate::{Lawbook, Question};
use model::{BarAnswer, BarId, BarOutcome, Citation, Finding, Reason, Refusal, State, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which way information goes, seen from this node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// We give; the other side is `to`.
    Out,
    /// We receive; the other side is `from`.
    In,
}

/// What is known of the person's protected status, and by whom.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Status {
    /// Nobody competent has said.
    Unknown,
    /// The competent authority was asked for this case and there is none.
    CheckedNone,
    /// The competent authority set markers; each names the State fled from.
    Protected {
        /// The States fled from.
        from: BTreeSet<State>,
    },
}

/// Facts, established by this node, not taken from the requester's label. Holds no name; its existence is sensitive, so
/// it is not printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Which way.
    pub direction: Direction,
    /// The person's nationalities as far as known; empty means not known.
    pub nationalities: BTreeSet<State>,
    /// Protected status.
    pub status: Status,
    /// Indications of opposition, journalism or advocacy.
    pub opposition_journalist_lawyer: bool,
    /// The conduct is, or may be, speech, assembly or association.
    pub speech_or_association: bool,
    /// Earlier requests of the same issuer that were barred.
    pub earlier_refusals_of_issuer: u32,
    /// Extradition of the person to the other State was refused.
    pub extradition_refused: bool,
    /// Indications that information was, or would be, tied to torture or ill-treatment.
    pub torture_indications: bool,
}

impl Facts {
    /// Nothing known, which raises more questions than it spares.
    pub fn unknown(direction: Direction) -> Facts {
        Facts {
            direction,
            nationalities: BTreeSet::new(),
            status: Status::Unknown,
            opposition_journalist_lawyer: false,
            speech_or_association: false,
            earlier_refusals_of_issuer: 0,
            extradition_refused: false,
            torture_indications: false,
        }
    }
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<withheld>")
    }
}

impl std::fmt::Debug for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<withheld>")
    }
}

/// A question that a person must answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarQuestion {
    /// Its id in the lawbook.
    pub id: BarId,
    /// The question.
    pub asks: String,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// How many persons: 1 or 2.
    pub persons: u8,
    /// Which fact raised it, without the fact's value.
    pub raised_by: Trigger,
    /// The condition of use that is proposed.
    pub default_condition: Option<String>,
    /// True if only the competent authority's word settles it: ask, then put the question again with its answer.
    pub authority_check: bool,
    /// Whether its sources were read.
    pub verification: Verification,
}

/// Which questions the facts raise.
pub fn bars(book: &Lawbook, question: &Question, facts: &Facts) -> Finding<Vec<BarQuestion>> {
    let raised: Vec<_> =
        book.bars().iter().filter(|bar| raises(book, question, facts, bar.raised_by)).map(ask).collect();
    Finding { reasons: reasons(&raised), decision: raised, rules: book.version().clone(), on: question.on }
}

fn reasons(raised: &[BarQuestion]) -> Vec<Reason> {
    let reason = |one: &BarQuestion| Reason::of(&LAW_5_1, one.cites.clone(), format!("{} is to be answered", one.id));
    raised.iter().map(reason).collect()
}

/// The same finding for someone who may not know that a protection marker exists: in the place of what only a marker
/// raises stands the question to the competent authority, which is raised in the ordinary way as well. It cannot be
/// cleared by an answer, so nothing leaves.
pub fn veiled(book: &Lawbook, found: Finding<Vec<BarQuestion>>) -> Finding<Vec<BarQuestion>> {
    let open = |question: &BarQuestion| question.raised_by != Trigger::ProtectedFromOtherState;
    if found.decision.iter().all(open) {
        return found;
    }
    let mut raised: Vec<BarQuestion> = Vec::new();
    let Finding { decision, rules, on, .. } = found;
    for question in decision {
        if open(&question) {
            raised.push(question);
            continue;
        }
        let to_authority =
            book.bars().iter().filter(|bar| bar.raised_by == Trigger::StatusUnknownOtherStateIsNationality);
        raised.extend(to_authority.map(ask));
    }
    Finding { reasons: reasons(&raised), decision: raised, rules, on }
}

fn ask(bar: &Bar) -> BarQuestion {
    BarQuestion {
        id: bar.id.clone(),
        asks: bar.asks.clone(),
        cites: bar.cites.iter().map(|cite| cite.as_str().into()).collect(),
        persons: bar.persons,
        raised_by: bar.raised_by,
        default_condition: bar.default_condition.clone(),
        authority_check: bar.authority_check,
        verification: bar.verification,
    }
}

fn raises(book: &Lawbook, question: &Question, facts: &Facts, trigger: Trigger) -> bool {
    let other = match facts.direction {
        Direction::Out => question.to.state,
        Direction::In => question.from.state,
    };
    let national = facts.nationalities.is_empty() || facts.nationalities.contains(&other);
    let outside = !one_regime(book, question.from.state, question.to.state, question.on);
    match trigger {
        Trigger::DeathPenaltyNotExcluded => {
            facts.direction == Direction::Out && book.death_penalty(other).is_none_or(|fact| fact.status != "abolished")
        }
        Trigger::ProtectedFromOtherState => {
            matches!(&facts.status, Status::Protected { from } if from.contains(&other))
        }
        Trigger::StatusUnknownOtherStateIsNationality => facts.status == Status::Unknown && national && outside,
        Trigger::OtherStateIsNationality => facts.nationalities.contains(&other) && outside,
        Trigger::OppositionJournalistLawyer => facts.opposition_journalist_lawyer,
        Trigger::SpeechOrAssociation => facts.speech_or_association,
        Trigger::EarlierRefusalsOfIssuer => facts.earlier_refusals_of_issuer > 0,
        Trigger::ExtraditionRefused => facts.extradition_refused,
        Trigger::TortureIn => facts.direction == Direction::In && (facts.torture_indications || outside),
        Trigger::TortureOut => facts.direction == Direction::Out && (facts.torture_indications || outside),
        Trigger::OffenceAsCharged => book.offence(&question.offence).is_some_and(|offence| offence.as_charged),
    }
}

/// Every question answered, none barred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// Conditions of use that travel with the item.
    pub conditions: Vec<String>,
}

/// Whether the answers let the exchange go on, and under which conditions of use. The refusal is for this node alone:
/// what the other side is told is the neutral answer.
pub fn bars_answered(questions: &[BarQuestion], answers: &[BarAnswer]) -> Result<Cleared, Refusal> {
    let mut conditions: Vec<String> = Vec::new();
    for question in questions {
        let of_this: Vec<&BarAnswer> = answers.iter().filter(|answer| answer.bar == question.id).collect();
        if of_this.is_empty() {
            let because = format!("the question `{}` has not been answered", question.id);
            return Err(refuse(&LAW_5_2, question, because, "answer it, with reasons"));
        }
        for answer in of_this {
            answered(question, answer)?;
            if let BarOutcome::Condition { condition } = &answer.outcome
                && !conditions.contains(condition)
            {
                conditions.push(condition.clone());
            }
        }
    }
    Ok(Cleared { conditions })
}

/// Whether an answer can be kept at all: it has its reasons, and a condition has its words.
pub fn reasoned(question: &BarQuestion, answer: &BarAnswer) -> Result<(), Refusal> {
    if answer.reasons.expose().trim().is_empty() {
        let because = format!("the answer to `{}` has no reasons", question.id);
        return Err(refuse(&LAW_5_2, question, because, "give the reasons"));
    }
    if let BarOutcome::Condition { condition } = &answer.outcome
        && condition.trim().is_empty()
    {
        let because = format!("the condition for `{}` is empty", question.id);
        return Err(refuse(&LAW_5_2, question, because, "write the condition of use"));
    }
    Ok(())
}

fn answered(question: &BarQuestion, answer: &BarAnswer) -> Result<(), Refusal> {
    if answer.outcome == BarOutcome::Barred {
        let because = format!("the bar `{}` stands", question.id);
        return Err(refuse(&LAW_5_5, question, because, "tell the overseer; the other side gets the neutral answer"));
    }
    if question.authority_check {
        let because = format!("the question `{}` is for the competent authority", question.id);
        return Err(refuse(
            &LAW_5_4,
            question,
            because,
            "ask the competent authority; when it has looked, state that for this draft, and the question is put again",
        ));
    }
    reasoned(question, answer)?;
    if question.persons == 2 && answer.second.as_ref().is_none_or(|second| *second == answer.by) {
        let because = format!("the question `{}` takes two persons", question.id);
        return Err(refuse(&LAW_5_3, question, because, "have a second officer confirm"));
    }
    Ok(())
}

fn refuse(check: &'static model::Check, question: &BarQuestion, because: String, remedy: &str) -> Refusal {
    Refusal { check, cites: question.cites.clone(), because, remedy: remedy.to_owned() }
}
