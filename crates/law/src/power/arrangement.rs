//! Registered arrangements held against the question. Each condition that fails is named.

use super::record::{Basis, BasisKind, Condition, Examined, Missing, Obstacle, Power};
use crate::checks::{LAW_3_6, LAW_3_7, LAW_3_8, LAW_3_9, LAW_3_10, LAW_3_11, LAW_3_12, LAW_3_20};
use crate::lawbook::article::Serves;
use crate::lawbook::serving::Closeness;
use crate::{Lawbook, Question};
use model::arrangement::ArrangementKind;
use model::{Arrangement, Check, DataCategory, Reason, State, Verification};

/// Adds the arrangements: those that serve as bases, all of them as examined.
pub(super) fn collect(
    book: &Lawbook,
    question: &Question,
    arrangements: &[Arrangement],
    power: &mut Power,
    reasons: &mut Vec<Reason>,
) {
    for arrangement in arrangements {
        if !concerns(arrangement, question) {
            continue;
        }
        let missing = examine(book, question, arrangement);
        for lack in &missing {
            let because = format!("arrangement {}: {}", arrangement.id, lack.because);
            reasons.push(Reason { check: lack.check.clone(), cites: vec![arrangement.id.as_str().into()], because });
        }
        let serves = missing.is_empty();
        if serves {
            power.bases.push(basis(book, arrangement));
        }
        power.arrangements.push(Examined {
            arrangement: arrangement.id.to_string(),
            title: arrangement.title.clone(),
            invented: arrangement.invented,
            serves,
            missing,
        });
    }
}

/// An arrangement concerns the question if it names at least one of its authorities; the rest is no one's business here.
fn concerns(arrangement: &Arrangement, question: &Question) -> bool {
    let sides = [question.from.authority.as_ref(), question.to.authority.as_ref()];
    sides.into_iter().flatten().any(|authority| arrangement.partner(authority).is_some())
}

/// Whether the arrangement is between the two authorities of the question, whichever way round.
pub(crate) fn between(arrangement: &Arrangement, question: &Question) -> bool {
    match (&question.from.authority, &question.to.authority) {
        (Some(from), Some(to)) => from != to && arrangement.partner(from) == Some(to),
        _ => false,
    }
}

/// Whether the arrangement reaches this category of data. What says nothing about a person is reached by any.
pub(crate) fn category(arrangement: &Arrangement, question: &Question) -> bool {
    question.category == DataCategory::None || arrangement.categories.contains(&question.category)
}

fn examine(book: &Lawbook, question: &Question, arrangement: &Arrangement) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut need = |holds: bool, check: &'static Check, because: String| {
        if !holds {
            let obstacle = Obstacle::Definite { verification: Verification::Sourced };
            missing.push(Missing::of(check, None, because, obstacle));
        }
    };
    let on = question.on;
    need(between(arrangement, question), &LAW_3_7, "it is not between these two authorities".to_owned());
    need(arrangement.in_force(on), &LAW_3_6, in_force(arrangement, question));
    let kind = question.kind;
    need(arrangement.kinds.contains(&kind), &LAW_3_8, format!("it does not cover the kind `{kind}`"));
    let offence = &question.offence;
    let as_charged = book.offence(offence).is_some_and(|entry| entry.as_charged);
    let offences = arrangement.offences.contains(offence) || (arrangement.offences.is_empty() && !as_charged);
    need(offences, &LAW_3_9, format!("it does not cover the offence `{offence}`"));
    let purpose = question.purpose;
    need(arrangement.purposes.contains(&purpose), &LAW_3_10, format!("it does not cover the purpose `{purpose}`"));
    let reached = category(arrangement, question);
    need(reached, &LAW_3_11, "it does not cover this category of data".to_owned());
    for state in outside(book, question, arrangement) {
        let body = arrangement.adopts.as_deref().unwrap_or_default();
        let because = format!("it adopts the rules of {body}, and {} is no member on {on}", book.name(state));
        need(false, &LAW_3_20, because);
    }
    let own = arrangement.kind != ArrangementKind::Implementing;
    need(own, &LAW_3_12, "it implements a treaty and is no basis of its own".to_owned());
    missing
}

/// Who is no member of the body whose rules it adopts, where the lawbook has a list of its members.
fn outside(book: &Lawbook, question: &Question, arrangement: &Arrangement) -> Vec<State> {
    let Some(body) = arrangement.adopts.as_deref().filter(|body| book.knows_organisation(body)) else {
        return Vec::new();
    };
    let sides = [question.from.state, question.to.state];
    sides.into_iter().filter(|state| book.member(body, *state, question.on).is_none()).collect()
}

fn in_force(arrangement: &Arrangement, question: &Question) -> String {
    let on = question.on;
    match (arrangement.suspended, arrangement.until) {
        (Some(day), _) if day <= on => format!("it is suspended since {day}"),
        (_, Some(until)) if until < on => format!("it ended on {until}"),
        _ => format!("it is in force only from {}", arrangement.from),
    }
}

fn basis(book: &Lawbook, arrangement: &Arrangement) -> Basis {
    let (kind, provides) = match arrangement.kind {
        ArrangementKind::Reciprocity => {
            (BasisKind::Reciprocity, "national law and comity, on reciprocity that the State has declared")
        }
        _ => (BasisKind::Arrangement, "an arrangement registered between the two authorities"),
    };
    let mut provides = provides.to_owned();
    let mut conditions: Vec<Condition> = Vec::new();
    if let Some(body) = &arrangement.adopts {
        provides.push_str(&format!(", which adopts the rules of {body}"));
        if !book.knows_organisation(body) {
            let sentence = format!("both belong to {body}, of whose members the lawbook has no list");
            conditions.push(Condition { sentence, confirmed: false });
        }
    }
    let asked = crate::onward::asks(arrangement).into_iter();
    conditions.extend(asked.map(|sentence| Condition { sentence, confirmed: false }));
    if kind == BasisKind::Reciprocity {
        let sentence = "the national law of the providing State permits it".to_owned();
        conditions.push(Condition { sentence, confirmed: false });
    }
    let (serves, closeness) = match kind {
        BasisKind::Reciprocity => (Serves::WhereNoTreaty, Closeness::Comity),
        _ => (Serves::ByItself, Closeness::Arrangement),
    };
    Basis {
        kind,
        instrument: arrangement.id.to_string(),
        title: arrangement.title.clone(),
        article: String::new(),
        provides,
        since: arrangement.from,
        computed: false,
        as_of: None,
        verification: Verification::Sourced,
        conditions,
        parties: Vec::new(),
        source: String::new(),
        invented: arrangement.invented,
        serves,
        closeness,
        special: !arrangement.offences.is_empty(),
        adopted: None,
        ranked: String::new(),
        threshold: None,
        dual_criminality: None,
        grounds: Vec::new(),
        contents: Vec::new(),
        documents: Vec::new(),
        channels: Vec::new(),
        languages: String::new(),
        clocks: Vec::new(),
        additions: Vec::new(),
        declarations: Vec::new(),
        order: (serves, closeness, arrangement.offences.is_empty(), std::cmp::Reverse(arrangement.from)),
    }
}
