//! What is lacking, in words: one sentence each, with the check that found it.

use super::lack::Lack;
use super::record::Missing;
use crate::checks::{LAW_2_2, LAW_2_3, LAW_2_4, LAW_2_6, LAW_2_7, LAW_3_1, LAW_3_2, LAW_3_3, LAW_3_13, LAW_3_17};
use crate::lawbook::article::Article;
use crate::lawbook::instrument::Instrument;
use crate::standing::{Bound, Standing};
use crate::{Lawbook, Question};
use model::time::Date;
use model::{Check, State};

/// Puts one lack into words.
pub(super) fn missing(
    book: &Lawbook,
    question: &Question,
    instrument: &Instrument,
    article: &Article,
    lack: &Lack<'_>,
) -> Missing {
    let obstacle = lack.obstacle(instrument, article);
    let (check, state, because): (&Check, Option<State>, String) = match lack {
        Lack::Party(position) => {
            let (check, because) = party(book.name(position.state), instrument, &position.standing, question.on);
            (check, Some(position.state), because)
        }
        Lack::SameSide => {
            let because = "it binds its two sides towards each other, and these States are not on different sides";
            (&LAW_3_1, None, because.to_owned())
        }
        Lack::Excluded(statement) => {
            let (name, provision) = (book.name(statement.state), &statement.provision);
            let because = format!("{name} excludes the article by a statement to {provision}: {}", statement.says);
            (&LAW_3_17, Some(statement.state), because)
        }
        Lack::Purpose => (&LAW_3_2, None, format!("the article does not serve the purpose `{}`", question.purpose)),
        Lack::Body(side) => (&LAW_3_2, Some(side.state), "the article does not serve a body of this sort".to_owned()),
        Lack::Regional(side) => {
            let because = "a regional body acts under its own instruments and registered arrangements";
            (&LAW_3_13, Some(side.state), because.to_owned())
        }
        Lack::Fact(fact) => (&LAW_3_3, None, format!("a person must confirm that {fact}")),
    };
    let join = matches!(lack, Lack::Party(position) if could_join(&position.standing));
    let rests_on = match lack {
        Lack::Party(position) => position.standing.verification(),
        Lack::Excluded(statement) => Some(statement.verification),
        _ => None,
    };
    Missing { join, rests_on, ..Missing::of(check, state, because, obstacle) }
}

/// Whether what is lacking is that a State joins, ratifies or comes back.
fn could_join(standing: &Standing) -> bool {
    use Standing::{Absent, Ceased, Signed, Unknown};
    matches!(standing, Absent { .. } | Ceased { .. } | Signed { .. } | Unknown { .. })
}

/// Why a State is not a party to rely on, in one sentence, with the check that found it.
pub(crate) fn party(name: &str, instrument: &Instrument, standing: &Standing, on: Date) -> (&'static Check, String) {
    match standing {
        Standing::Bound(bound) => unable(name, bound, on),
        Standing::NotYet { from, computed, .. } => {
            let how = if *computed { ", a date computed by the instrument's own rule" } else { "" };
            (&LAW_3_1, format!("in force for {name} only from {from}{how}"))
        }
        Standing::Ceased { on, .. } => (&LAW_2_3, format!("{name} ceased to be a party on {on}")),
        Standing::Undated { note, .. } => (&LAW_2_2, format!("{name} is a party, date not known: {note}")),
        Standing::Listed { .. } => (&LAW_2_2, format!("{name} is listed as signatory or party, it is not said which")),
        Standing::Signed { on, as_of, .. } => {
            let signed = on.map(|day| format!(" on {day}")).unwrap_or_default();
            let as_of = as_of.map(|day| day.to_string()).unwrap_or_default();
            (&LAW_3_1, format!("{name} signed{signed} and had not ratified by {as_of}"))
        }
        Standing::NotBound { note, .. } => (&LAW_3_1, format!("{name} is not bound: {note}")),
        Standing::Outside { because, .. } => (&LAW_3_1, format!("{name}: {because}")),
        Standing::Open { because } => (&LAW_2_6, format!("{name}: {because}")),
        Standing::Absent { as_of, .. } => (&LAW_3_1, format!("{name} is no party (list complete to {as_of})")),
        Standing::Unknown { .. } if instrument.participation.as_of.is_none() => {
            (&LAW_2_4, format!("{name}: no complete list of parties is in the lawbook"))
        }
        Standing::Unknown { since } => {
            (&LAW_2_4, format!("{name} is not on our list; whether it has joined is unknown since {since}"))
        }
        Standing::NotInForce { from, .. } => {
            let when = from
                .map_or_else(|| "not in force as far as we know".to_owned(), |day| format!("in force only from {day}"));
            (&LAW_3_1, format!("the instrument itself is {when}"))
        }
    }
}

/// Bound, and yet not to be relied on that day.
fn unable(name: &str, bound: &Bound, on: Date) -> (&'static Check, String) {
    match (bound.suspended, bound.notified) {
        (None, Some(day)) if day > on => {
            (&LAW_2_7, format!("{name} notified its succession only on {day}; towards others it operates from then on"))
        }
        (suspended, _) => {
            let day = suspended.map(|day| day.to_string()).unwrap_or_default();
            (&LAW_2_3, format!("suspended by {name} since {day}: the act must be read"))
        }
    }
}
