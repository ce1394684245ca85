//! Each article that might serve, held against both sides: a basis, or a candidate with what it lacks.

use super::record::{Basis, BasisKind, Bearing, Candidate, Condition, Missing, Obstacle, Power};
use crate::checks::{LAW_2_2, LAW_2_3, LAW_2_4, LAW_2_6, LAW_3_1, LAW_3_2, LAW_3_3, LAW_3_13};
use crate::lawbook::instrument::{Article, Instrument};
use crate::standing::{Bound, Standing, standing};
use crate::{Lawbook, Question, Side};
use model::{Body, State, Verification};

/// Adds every basis and candidate of the register.
pub(super) fn collect(book: &Lawbook, question: &Question, power: &mut Power) {
    let as_charged = book.offence(&question.offence).is_some_and(|offence| offence.as_charged);
    for instrument in book.instruments() {
        let articles = book.articles(instrument, question.kind);
        let serving: Vec<&Article> =
            articles.iter().filter(|article| article.offences.contains(&question.offence, as_charged)).collect();
        if serving.is_empty() {
            continue;
        }
        let from = standing(book, instrument, question.from.state, question.on);
        let to = standing(book, instrument, question.to.state, question.on);
        for article in serving {
            match weigh(book, question, instrument, article, [&from, &to]) {
                Ok(basis) => power.bases.push(basis),
                Err(candidate) => power.candidates.push(candidate),
            }
        }
    }
}

fn weigh(
    book: &Lawbook,
    question: &Question,
    instrument: &Instrument,
    article: &Article,
    standings: [&Standing; 2],
) -> Result<Basis, Candidate> {
    let mut missing = Vec::new();
    let mut bound = Vec::new();
    for (side, standing) in [&question.from, &question.to].into_iter().zip(standings) {
        match standing {
            Standing::Bound(found) if found.suspended.is_none() => bound.push((side.state, found)),
            other => missing.push(lack(book, instrument, side.state, other)),
        }
    }
    relation(book, question, instrument, &mut missing);
    scope(question, article, &mut missing);
    match bound.as_slice() {
        [from, to] if missing.is_empty() => Ok(basis(question, instrument, article, [*from, *to])),
        _ => Err(Candidate {
            instrument: instrument.id.to_string(),
            title: instrument.short_title.clone(),
            article: article.article.clone(),
            missing,
            verification: article.verification,
            sides_bound: u8::try_from(bound.len()).unwrap_or(2),
        }),
    }
}

/// A two-sided agreement serves between its sides, not among the members of one.
fn relation(book: &Lawbook, question: &Question, instrument: &Instrument, missing: &mut Vec<Missing>) {
    let Some([one, other]) = &instrument.participation.sides else { return };
    let (a, b) = (question.from.state, question.to.state);
    let across = |x, y| one.holds(book, x, question.on) && other.holds(book, y, question.on);
    if !across(a, b) && !across(b, a) {
        let because = "it binds its two sides towards each other, and these States are not on different sides";
        let obstacle = Obstacle::Definite { verification: Verification::Unverified };
        missing.push(Missing::of(&LAW_3_1, None, because, obstacle));
    }
}

/// Purpose, bodies and facts.
fn scope(question: &Question, article: &Article, missing: &mut Vec<Missing>) {
    let definite = Obstacle::Definite { verification: article.verification };
    if !article.purposes.contains(&question.purpose) {
        let because = format!("the article does not serve the purpose `{}`", question.purpose);
        missing.push(Missing::of(&LAW_3_2, None, because, definite));
    }
    for side in [&question.from, &question.to] {
        missing.extend(body(side, article, definite));
    }
    for fact in article.needs.difference(&question.confirmed) {
        let because = format!("a person must confirm that {fact}");
        let obstacle = Obstacle::NeedsFact { fact: *fact };
        missing.push(Missing::of(&LAW_3_3, None, because, obstacle));
    }
}

fn body(side: &Side, article: &Article, obstacle: Obstacle) -> Option<Missing> {
    let body = side.body?;
    let state = Some(side.state);
    if body == Body::RegionalBody && !article.bodies.contains(&body) {
        let because = "a regional body acts under its own instruments and registered arrangements".to_owned();
        return Some(Missing::of(&LAW_3_13, state, because, obstacle));
    }
    if article.bodies.is_empty() || article.bodies.contains(&body) {
        return None;
    }
    let because = "the article does not serve a body of this sort".to_owned();
    Some(Missing::of(&LAW_3_2, state, because, obstacle))
}

fn basis(question: &Question, instrument: &Instrument, article: &Article, sides: [(State, &Bound); 2]) -> Basis {
    let mut verification = article.verification;
    let mut conditions = Vec::new();
    let mut parties = Vec::new();
    for (state, bound) in sides {
        verification = verification.max(bound.verification);
        if bound.rule_unverified {
            verification = Verification::Unverified;
        }
        if bound.reserved {
            let sentence = format!("{state}: reservation or declaration flagged, its text to be looked up");
            conditions.push(Condition { sentence, confirmed: false });
        }
        parties.push(Bearing {
            state,
            since: bound.since,
            act: bound.by,
            computed: bound.computed,
            verification: bound.verification,
            note: bound.note.clone(),
        });
    }
    for fact in &article.needs {
        conditions.push(Condition { sentence: fact.sentence().to_owned(), confirmed: true });
    }
    if !article.bodies.is_empty() && [&question.from, &question.to].iter().any(|side| side.body.is_none()) {
        let names: Vec<String> = article.bodies.iter().map(|body| format!("{body:?}").to_lowercase()).collect();
        let sentence = format!("both authorities are of a sort that the article serves: {}", names.join(", "));
        conditions.push(Condition { sentence, confirmed: false });
    }
    let own = article.conditions.iter().map(|text| Condition { sentence: text.clone(), confirmed: false });
    conditions.extend(own);
    let [(_, one), (_, other)] = sides;
    Basis {
        kind: BasisKind::Instrument,
        instrument: instrument.id.to_string(),
        title: instrument.short_title.clone(),
        article: article.article.clone(),
        provides: article.provides.clone(),
        since: one.since.max(other.since),
        computed: one.computed || other.computed,
        as_of: instrument.participation.as_of,
        verification,
        conditions,
        parties,
        source: article.source.clone(),
        invented: false,
        order: (rank(&instrument.region), std::cmp::Reverse(instrument.adopted)),
    }
}

/// Special before general: an act of the Union, then a regional or two-sided treaty, then a universal one.
fn rank(region: &str) -> u8 {
    match region {
        "EU" => 1,
        "universal" => 3,
        _ => 2,
    }
}

fn lack(book: &Lawbook, instrument: &Instrument, state: State, standing: &Standing) -> Missing {
    let name = book.name(state);
    let say = |check, because: String, obstacle| Missing::of(check, Some(state), because, obstacle);
    let definite = |verification: &Verification| Obstacle::Definite { verification: *verification };
    match standing {
        Standing::Bound(bound) => {
            let day = bound.suspended.map(|day| day.to_string()).unwrap_or_default();
            say(&LAW_2_3, format!("suspended by {name} since {day}: the act must be read"), Obstacle::Open)
        }
        Standing::NotYet { from, computed, verification } => {
            let how = if *computed { ", a date computed by the instrument's own rule" } else { "" };
            say(&LAW_3_1, format!("in force for {name} only from {from}{how}"), definite(verification))
        }
        Standing::Ceased { on, verification } => {
            say(&LAW_2_3, format!("{name} ceased to be a party on {on}"), definite(verification))
        }
        Standing::Undated { note, .. } => {
            say(&LAW_2_2, format!("{name} is a party, date not known: {note}"), Obstacle::Undated)
        }
        Standing::Listed => {
            let because = format!("{name} is listed as signatory or party, it is not said which");
            say(&LAW_2_2, because, Obstacle::Open)
        }
        Standing::Signed { on, as_of } => {
            let signed = on.map(|day| format!(" on {day}")).unwrap_or_default();
            let as_of = as_of.map(|day| day.to_string()).unwrap_or_default();
            let because = format!("{name} signed{signed} and had not ratified by {as_of}");
            say(&LAW_3_1, because, Obstacle::Definite { verification: Verification::Sourced })
        }
        Standing::NotBound { note, verification } => {
            say(&LAW_3_1, format!("{name} is not bound: {note}"), definite(verification))
        }
        Standing::Outside { because, verification } => {
            say(&LAW_3_1, format!("{name}: {because}"), definite(verification))
        }
        Standing::Open { because } => say(&LAW_2_6, format!("{name}: {because}"), Obstacle::Open),
        Standing::Absent { as_of, verification } => {
            say(&LAW_3_1, format!("{name} is no party (list complete to {as_of})"), definite(verification))
        }
        Standing::Unknown { .. } if instrument.participation.as_of.is_none() => {
            let because = format!("{name}: no complete list of parties is in the lawbook");
            say(&LAW_2_4, because, Obstacle::Open)
        }
        Standing::Unknown { since } => {
            let because = format!("{name} is not on our list; whether it has joined is unknown since {since}");
            say(&LAW_2_4, because, Obstacle::UnknownSince { since: *since })
        }
        Standing::NotInForce { from, verification } => {
            let when = from
                .map_or_else(|| "not in force as far as we know".to_owned(), |day| format!("in force only from {day}"));
            say(&LAW_3_1, format!("the instrument itself is {when}"), definite(verification))
        }
    }
}
