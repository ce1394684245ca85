//! What an officer fills in. A form becomes the pipeline's own form and nothing else; what it lacks is named by check.

use super::{checks, refuse};
use exchange::inbound::AnswerForm;
use exchange::{Addressee, DraftForm};
use law::Fact;
use model::time::Date;
use model::{
    CaseReference, Content, InformationRequest, Instant, Kind, Offence, Outcome, Personal, Purpose, Statement,
    StatementNature, Stop, Subject, UnitId, Urgency,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A request for information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ask {
    /// To whom, each under an arrangement.
    pub to: Vec<Addressee>,
    /// About whom or what; structured, so that nobody keys it again.
    pub subjects: Vec<Subject>,
    /// What is asked.
    pub question: Personal<String>,
    /// Why it is necessary, and what links it to the State that is asked.
    pub justification: Personal<String>,
    /// How urgent.
    pub urgency: Urgency,
    /// Why it is urgent, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_because: Option<Personal<String>>,
    /// For which offence.
    pub offence: Offence,
    /// For which purpose.
    pub purpose: Purpose,
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// Facts that an article requires and that the officer confirms.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<Fact>,
    /// By when an answer is wished for, where no statute sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wished_by: Option<Instant>,
    /// Until when, that day included, what the partner holds later is to be compared too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch_until: Option<Date>,
}

/// An answer that carries information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reply {
    /// Our case reference.
    pub case: CaseReference,
    /// For which unit.
    pub unit: UnitId,
    /// About whom or what, as our record has it.
    pub subjects: Vec<Subject>,
    /// What is known, each statement with its nature and its evaluation.
    pub statements: Vec<Statement>,
}

impl Ask {
    /// The pipeline's form, at the moment `now` (checks MSG-1.1 to MSG-1.3).
    pub fn form(self, now: Instant) -> Result<DraftForm, Stop> {
        let reason = self.urgent_because.filter(|text| !text.expose().trim().is_empty());
        if self.urgency != Urgency::Ordinary && reason.is_none() {
            let remedy = "write why it cannot wait, or ask in the ordinary way";
            return Err(refuse(&checks::MSG_1_1, "the request is urgent without a reason", remedy));
        }
        if self.wished_by.is_some_and(|by| by <= now) {
            return Err(refuse(&checks::MSG_1_2, "the day wished for has passed", "name a later one, or none"));
        }
        let today = jiff::tz::Offset::UTC.to_datetime(now).date();
        if self.watch_until.is_some_and(|day| day < today) {
            return Err(refuse(
                &checks::MSG_1_3,
                "the last day of the interest has passed",
                "name a later one, or none",
            ));
        }
        let justification = match reason {
            Some(reason) => {
                Personal::new(format!("{}\nUrgent: {}", self.justification.expose().trim_end(), reason.expose()))
            }
            None => self.justification,
        };
        let Ask { subjects, question, watch_until, .. } = self;
        Ok(DraftForm {
            exchange: None,
            kind: Kind::Information,
            to: self.to,
            offence: self.offence,
            purpose: self.purpose,
            urgency: self.urgency,
            case: self.case,
            unit: self.unit,
            content: Content::Request(InformationRequest { subjects, question, justification, watch_until }),
            confirmed: self.confirmed,
            reply_by: self.wished_by,
        })
    }
}

impl Reply {
    /// The pipeline's form.
    pub fn form(self) -> AnswerForm {
        let Reply { case, unit, subjects, statements } = self;
        AnswerForm { case, unit, outcome: Outcome::Information { subjects, statements } }
    }
}

/// Refuses an assessment that claims the certainty of a fact (check MSG-2.1).
pub(super) fn certain(outcome: &Outcome) -> Result<(), Stop> {
    let Outcome::Information { statements, .. } = outcome else { return Ok(()) };
    let beyond_doubt = |statement: &Statement| {
        statement.nature == StatementNature::Assessment
            && statement.evaluation.information == model::InformationAccuracy::One
    };
    if statements.iter().any(beyond_doubt) {
        let because = "an assessment is evaluated as accurate beyond doubt";
        return Err(refuse(&checks::MSG_2_1, because, "state it as a fact, or evaluate it 2 to 4"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Evaluation;

    fn ask(urgency: Urgency) -> Ask {
        Ask {
            to: Vec::new(),
            subjects: Vec::new(),
            question: "Is she known?".into(),
            justification: "A transfer names her.".into(),
            urgency,
            urgent_because: None,
            offence: Offence::parse("terrorist-financing").unwrap(),
            purpose: Purpose::Investigation,
            case: CaseReference::parse("EE-1").unwrap(),
            unit: UnitId::parse("spoc").unwrap(),
            confirmed: BTreeSet::new(),
            wished_by: None,
            watch_until: None,
        }
    }

    fn now() -> Instant {
        "2026-11-23T01:12:00Z".parse().unwrap()
    }

    fn check(stop: Stop) -> &'static str {
        match stop {
            Stop::Refusal(refusal) => refusal.check.id,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn msg_1_1_urgency_has_its_reason_and_the_reason_travels() {
        assert_eq!(check(ask(Urgency::UrgentDirect).form(now()).unwrap_err()), "MSG-1.1");
        let blank = Ask { urgent_because: Some("  ".into()), ..ask(Urgency::UrgentIndirect) };
        assert_eq!(check(blank.form(now()).unwrap_err()), "MSG-1.1");
        assert!(ask(Urgency::Ordinary).form(now()).is_ok());
        let urgent = Ask { urgent_because: Some("the ferry sails at 06:00".into()), ..ask(Urgency::UrgentDirect) };
        let Content::Request(request) = urgent.form(now()).unwrap().content else { panic!("a request") };
        assert_eq!(request.justification.expose(), "A transfer names her.\nUrgent: the ferry sails at 06:00");
    }

    #[test]
    fn msg_1_2_the_wish_lies_ahead() {
        let wish = |at: Instant| Ask { wished_by: Some(at), ..ask(Urgency::Ordinary) }.form(now());
        assert_eq!(check(wish(now()).unwrap_err()), "MSG-1.2");
        let later: Instant = "2026-11-30T12:00:00Z".parse().unwrap();
        assert_eq!(wish(later).unwrap().reply_by, Some(later));
    }

    #[test]
    fn msg_1_3_an_interest_ends_on_a_day_that_lies_ahead() {
        let watch = |day: &str| Ask { watch_until: Some(day.parse().unwrap()), ..ask(Urgency::Ordinary) }.form(now());
        assert_eq!(check(watch("2026-11-22").unwrap_err()), "MSG-1.3");
        let Content::Request(request) = watch("2026-11-23").unwrap().content else { panic!("a request") };
        assert_eq!(request.watch_until, "2026-11-23".parse().ok());
    }

    #[test]
    fn msg_2_1_an_assessment_is_not_beyond_doubt() {
        let reply = |nature, evaluation| {
            let text = "Known here.".into();
            let statements = vec![Statement { text, nature, evaluation: Evaluation::parse(evaluation).unwrap() }];
            let (case, unit) = (CaseReference::parse("FI-1").unwrap(), UnitId::parse("spoc").unwrap());
            super::certain(&Reply { case, unit, subjects: Vec::new(), statements }.form().outcome)
        };
        assert_eq!(check(reply(StatementNature::Assessment, "A1").unwrap_err()), "MSG-2.1");
        assert!(reply(StatementNature::Assessment, "A2").is_ok());
        assert!(reply(StatementNature::Fact, "A1").is_ok());
    }
}
