//! Evidence beside the name: kind, birth date, State, sex, identifiers. Each rule gives nothing where a side is silent;
//! silence is not contradiction.

use super::holdings::Holdings;
use super::rarity::ln_ratio;
use super::weights;
use crate::{Direction, LogOdds, Piece, Rule, What};
use model::subject::{Identifier, PartialDate, Sex};
use model::{Personal, State, Subject};

/// What was compared, the rule, the weight. The values are put into words only for an explanation.
pub struct Fact<'a> {
    /// What was compared.
    pub what: What,
    /// The rule.
    pub rule: Rule,
    /// The weight.
    pub weight: LogOdds,
    values: Values<'a>,
}

enum Values<'a> {
    Kind(&'a Subject, &'a Subject),
    Birth(Option<PartialDate>, Option<PartialDate>),
    Sex(Option<Sex>, Option<Sex>),
    States(&'a [State], &'a [State]),
    Identifier(Option<&'a Identifier>, Option<&'a Identifier>),
}

/// A subject and its States, each once.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The subject.
    pub subject: &'a Subject,
    /// Its States.
    pub states: &'a [State],
}

/// Compares everything but the names, and hands each fact to `take` in the order of an explanation.
pub fn facts<'a>(query: Side<'a>, entry: Side<'a>, holdings: &Holdings, mut take: impl FnMut(Fact<'a>)) {
    let mut add = |what, (rule, weight), values| take(Fact { what, rule, weight, values });
    match (query.subject, entry.subject) {
        (Subject::Person(asked), Subject::Person(held)) => {
            add(What::Birth, birth(asked.birth, held.birth), Values::Birth(asked.birth, held.birth));
            add(What::Sex, sex(asked.sex, held.sex), Values::Sex(asked.sex, held.sex));
        }
        (Subject::Organisation(_), Subject::Organisation(_)) => {}
        (asked, held) => add(What::Kind, (Rule::KindDiffers, weights::KIND_DIFFERS), Values::Kind(asked, held)),
    }
    let states = state(query.states, entry.states, holdings);
    add(What::State, states, Values::States(query.states, entry.states));
    let (asked, held) = (query.subject.identifiers(), entry.subject.identifiers());
    if asked.is_empty() || held.is_empty() {
        add(What::Identifier, SILENT, Values::Identifier(asked.first(), held.first()));
        return;
    }
    for (rule, weight, left, right) in identifiers(asked, held) {
        add(What::Identifier, (rule, weight), Values::Identifier(left, right));
    }
}

/// The sum of the facts.
pub fn weight(query: Side<'_>, entry: Side<'_>, holdings: &Holdings) -> LogOdds {
    let mut sum = LogOdds::NOTHING;
    facts(query, entry, holdings, |fact| sum += fact.weight);
    sum
}

impl Fact<'_> {
    /// The piece of an explanation, with both values.
    pub fn into_piece(self) -> Piece {
        let direction = match self.weight {
            _ if self.rule == Rule::NotStated => Direction::Absent,
            weight if weight < LogOdds::NOTHING => Direction::Against,
            _ => Direction::For,
        };
        let (query, entry) = self.values.in_words();
        let (query, entry) = (Personal::new(query), Personal::new(entry));
        Piece { what: self.what, query, entry, rule: self.rule, weight: self.weight, direction }
    }
}

impl Values<'_> {
    fn in_words(&self) -> (String, String) {
        let date = |date: &Option<PartialDate>| date.map(|date| date.expose()).unwrap_or_default();
        let number = |identifier: &Option<&Identifier>| identifier.map(identifier_text).unwrap_or_default();
        match self {
            Values::Kind(asked, held) => (kind(asked), kind(held)),
            Values::Birth(asked, held) => (date(asked), date(held)),
            Values::Sex(asked, held) => (sex_text(*asked), sex_text(*held)),
            Values::States(asked, held) => (state_text(asked), state_text(held)),
            Values::Identifier(asked, held) => (number(asked), number(held)),
        }
    }
}

const SILENT: (Rule, LogOdds) = (Rule::NotStated, LogOdds::NOTHING);

/// Two birth dates of which parts may be unknown.
pub fn birth(query: Option<PartialDate>, entry: Option<PartialDate>) -> (Rule, LogOdds) {
    let (Some(a), Some(b)) = (query, entry) else { return SILENT };
    let full = |date: PartialDate| date.month().zip(date.day());
    let apart = a.year().abs_diff(b.year());
    let months = a.month().zip(b.month());
    match (full(a).zip(full(b)), months) {
        (Some((x, y)), _) if apart == 0 && x == y => (Rule::BirthEqual, weights::BIRTH_EQUAL),
        (Some(((m, d), (n, e))), _) if mistyped(apart, (m, d), (n, e), (a.year(), b.year())) => {
            (Rule::BirthNear, weights::BIRTH_NEAR)
        }
        (None, Some((m, n))) if apart == 0 && m == n => (Rule::BirthPartial, weights::BIRTH_MONTH),
        (None, None) if apart == 0 => (Rule::BirthPartial, weights::BIRTH_YEAR),
        _ if apart == 0 => (Rule::BirthContradicts, weights::BIRTH_SAME_YEAR),
        _ if apart <= 3 => (Rule::BirthContradicts, weights::BIRTH_CLOSE),
        _ => (Rule::BirthContradicts, weights::BIRTH_FAR),
    }
}

/// Day and month swapped; or exactly one of day, month, year wrong, the year by one digit.
fn mistyped(apart: u16, (m, d): (i8, i8), (n, e): (i8, i8), (x, y): (i16, i16)) -> bool {
    let digits = |year: i16| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let wrong = digits(x).iter().zip(digits(y)).filter(|(left, right)| **left != *right).count();
    match apart {
        0 => (m == e && d == n) || (m == n) != (d == e),
        _ => m == n && d == e && wrong == 1,
    }
}

fn sex(query: Option<Sex>, entry: Option<Sex>) -> (Rule, LogOdds) {
    match (query, entry) {
        (None | Some(Sex::Unspecified), _) | (_, None | Some(Sex::Unspecified)) => SILENT,
        (a, b) if a == b => (Rule::SexEqual, weights::SEX_EQUAL),
        _ => (Rule::SexDiffers, weights::SEX_DIFFERS),
    }
}

fn state(query: &[State], entry: &[State], holdings: &Holdings) -> (Rule, LogOdds) {
    if query.is_empty() || entry.is_empty() {
        return SILENT;
    }
    let shared = query.iter().filter(|state| entry.contains(state));
    let weigh = |state: &State| {
        let holders = holdings.states.get(state).copied().unwrap_or_default();
        let (least, most) = weights::STATE_SHARED;
        ln_ratio(holdings.with_state as u64 + 20, holders as u64 + 1).clamp(least, most)
    };
    shared.map(weigh).max().map_or((Rule::StateDiffers, weights::STATE_DIFFERS), |weight| (Rule::StateShared, weight))
}

type Compared<'a> = (Rule, LogOdds, Option<&'a Identifier>, Option<&'a Identifier>);

/// The identifiers of the query one by one: the best counterpart of each, and each contradiction once per kind and issuer.
fn identifiers<'a>(query: &'a [Identifier], entry: &'a [Identifier]) -> Vec<Compared<'a>> {
    let mut compared: Vec<Compared<'a>> = Vec::new();
    let (mut left_over, mut used) = (Vec::new(), Vec::new());
    for asked in query {
        let value = asked.normalised();
        if value.expose().len() < weights::IDENTIFIER_LEAST || used.contains(&value) {
            continue;
        }
        let same = entry.iter().filter(|held| held.normalised() == value);
        let best = same.max_by_key(|held| agrees(asked, held));
        match best {
            Some(held) if agrees(asked, held) => {
                compared.push((Rule::IdentifierEqual, weights::IDENTIFIER_EQUAL, Some(asked), Some(held)));
            }
            Some(held) => {
                let weight = weights::IDENTIFIER_OTHER_KIND;
                compared.push((Rule::IdentifierOtherKind, weight, Some(asked), Some(held)));
            }
            None => left_over.push(asked),
        }
        used.push(value);
    }
    if compared.is_empty() {
        let contradiction =
            left_over.iter().find_map(|asked| Some((*asked, entry.iter().find(|held| rivals(asked, held))?)));
        compared.extend(
            contradiction
                .map(|(asked, held)| (Rule::IdentifierDiffers, weights::IDENTIFIER_DIFFERS, Some(asked), Some(held))),
        );
        if compared.is_empty() {
            compared.push((SILENT.0, SILENT.1, query.first(), entry.first()));
        }
    }
    compared
}

fn agrees(asked: &Identifier, held: &Identifier) -> bool {
    asked.kind == held.kind && (asked.issuer.is_none() || held.issuer.is_none() || asked.issuer == held.issuer)
}

/// One kind, both issuers stated and the same: a person seldom has two at a time.
fn rivals(asked: &Identifier, held: &Identifier) -> bool {
    asked.kind == held.kind && asked.issuer.is_some() && asked.issuer == held.issuer
}

fn kind(subject: &Subject) -> String {
    match subject {
        Subject::Person(_) => "person".to_owned(),
        Subject::Organisation(_) => "organisation".to_owned(),
    }
}

fn sex_text(sex: Option<Sex>) -> String {
    match sex {
        Some(Sex::Female) => "F",
        Some(Sex::Male) => "M",
        Some(Sex::Unspecified) => "X",
        None => "",
    }
    .to_owned()
}

fn state_text(states: &[State]) -> String {
    states.iter().map(State::as_str).collect::<Vec<_>>().join(", ")
}

fn identifier_text(identifier: &Identifier) -> String {
    let issuer = identifier.issuer.map(|issuer| format!(" ({issuer})")).unwrap_or_default();
    format!("{} {}{issuer}", identifier.kind, identifier.value.expose())
}
