//! From an alignment and from facts to the pieces of an explanation, each with both values as they are written.

use super::acronym::forms;
use super::align::{Alignment, Link};
use super::asked::Asked;
use super::facts::{AskedFacts, Fact};
use super::holdings::Holdings;
use super::prepared::nature;
use super::row::Row;
use super::weights;
use crate::{Birth, Direction, LogOdds, Piece, Rule, What};
use model::subject::{Identifier, Sex};
use model::{Personal, State};

/// The pieces of a name.
pub fn names(asked: &Asked, aligned: &Alignment, holdings: &Holdings, form: u32) -> Vec<Piece> {
    let row = holdings.rows.get(holdings.forms.entry(form));
    let (which, number) = holdings.forms.which(form);
    let held = forms(row.name(which), nature(row.kind())).into_iter().nth(number);
    let held: Vec<String> = held.into_iter().flat_map(|form| form.parts).map(|part| part.written).collect();
    let own: Vec<&str> = asked.parts.iter().map(|part| part.written.as_str()).collect();
    let held: Vec<&str> = held.iter().map(String::as_str).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for link in &aligned.links {
        let direction = if link.weight < LogOdds::NOTHING { Direction::Against } else { Direction::For };
        pieces.push(piece(text(&own, link.query), text(&held, link.entry), link.rule, link.weight, direction));
    }
    let (left, right) = (&aligned.query_only, &aligned.entry_only);
    for (at, weight) in left {
        pieces.push(piece(text(&own, (*at, 1)), String::new(), Rule::NameQueryOnly, *weight, Direction::Absent));
    }
    for (at, weight) in right {
        pieces.push(piece(String::new(), text(&held, (*at, 1)), Rule::NameEntryOnly, *weight, Direction::Absent));
    }
    let against = |pieces: &mut Vec<Piece>, rule, weight, query: String, entry: String| {
        if weight != LogOdds::NOTHING {
            pieces.push(piece(query, entry, rule, weight, Direction::Against));
        }
    };
    let whole = |parts: &[&str], links: fn(&Link) -> (usize, usize)| {
        aligned.links.iter().map(|link| text(parts, links(link))).collect::<Vec<_>>().join(" ")
    };
    let instead = LogOdds(weights::INSTEAD.0 * aligned.instead as i32);
    let (some, others) = (listed(&own, left), listed(&held, right));
    against(&mut pieces, Rule::NameInstead, instead, some, others);
    let (some, others) = (whole(&own, |link| link.query), whole(&held, |link| link.entry));
    against(&mut pieces, Rule::NameOrder, aligned.order, some.clone(), others.clone());
    against(&mut pieces, Rule::NameTogether, aligned.together, some, others);
    against(&mut pieces, Rule::NameForm, aligned.form, own.join(" "), String::new());
    pieces
}

fn text(parts: &[&str], (first, width): (usize, usize)) -> String {
    parts.iter().skip(first).take(width).copied().collect::<Vec<_>>().join(" ")
}

fn listed(parts: &[&str], only: &[(usize, LogOdds)]) -> String {
    only.iter().filter_map(|(at, _)| parts.get(*at).copied()).collect::<Vec<_>>().join(" ")
}

fn piece(query: String, entry: String, rule: Rule, weight: LogOdds, direction: Direction) -> Piece {
    let (query, entry) = (Personal::new(query), Personal::new(entry));
    Piece { what: What::Name, query, entry, rule, weight, direction }
}

/// The pieces beside the name.
pub fn facts(asked: &AskedFacts, row: Row<'_>, holdings: &Holdings, pieces: &mut Vec<Piece>) {
    let births: Vec<Birth> = row.births().collect();
    let states: Vec<State> = row.states().collect();
    let identifiers = row.identifiers();
    let (places, addresses) = row.places_and_addresses();
    asked.compare(row, holdings, |fact| {
        let (query, entry) = match fact.what {
            What::Kind => (asked.kind.as_str().to_owned(), row.kind().as_str().to_owned()),
            What::Birth => {
                (nth(&asked.births, fact.values.0, Birth::expose), nth(&births, fact.values.1, Birth::expose))
            }
            What::Sex => (sex(asked.sex), sex(row.sex())),
            What::State => (listing(&asked.states), listing(&states)),
            What::Identifier => {
                let own = fact.values.0.and_then(|at| asked.identifiers.get(at)).map(|(one, _)| one);
                (own.map(number).unwrap_or_default(), nth(&identifiers, fact.values.1, number))
            }
            What::Place => said(&asked.places, &places, &fact),
            What::Address => said(&asked.addresses, &addresses, &fact),
            What::Name => (String::new(), String::new()),
        };
        let direction = match fact.weight {
            _ if fact.rule == Rule::NotStated => Direction::Absent,
            weight if weight < LogOdds::NOTHING => Direction::Against,
            _ => Direction::For,
        };
        let (query, entry) = (Personal::new(query), Personal::new(entry));
        pieces.push(Piece { what: fact.what, query, entry, rule: fact.rule, weight: fact.weight, direction });
    });
}

fn nth<T>(all: &[T], at: Option<usize>, words: impl Fn(&T) -> String) -> String {
    at.and_then(|at| all.get(at)).map(words).unwrap_or_default()
}

fn said(asked: &[String], held: &[&str], fact: &Fact) -> (String, String) {
    (nth(asked, fact.values.0, String::clone), nth(held, fact.values.1, |text| (*text).to_owned()))
}

fn sex(sex: Option<Sex>) -> String {
    match sex {
        Some(Sex::Female) => "F",
        Some(Sex::Male) => "M",
        Some(Sex::Unspecified) => "X",
        None => "",
    }
    .to_owned()
}

fn listing(states: &[State]) -> String {
    states.iter().map(State::as_str).collect::<Vec<_>>().join(", ")
}

fn number(identifier: &Identifier) -> String {
    let issuer = identifier.issuer.map(|issuer| format!(" ({issuer})")).unwrap_or_default();
    format!("{} {}{issuer}", identifier.kind, identifier.value.expose())
}
