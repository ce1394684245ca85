//! Words of the command line against the lawbook: a code, an instrument, an offence; or what was probably meant.

use crate::command::Trouble;
use crate::command::near::{did_you_mean, near};
use crate::command::trouble::BadInput;
use crate::system::SystemClock;
use law::lawbook::instrument::Instrument;
use law::{BadLawbook, Lawbook};
use model::time::Date;
use model::{Clock, InstrumentId, Offence, State};

/// The instrument of this id.
pub(in crate::command) fn instrument<'a>(book: &'a Lawbook, given: &str) -> Result<&'a Instrument, Trouble> {
    let found = InstrumentId::parse(given).ok().and_then(|id| book.instrument(&id));
    found.ok_or_else(|| {
        let ids = near(given, book.instruments().map(|instrument| instrument.id.as_str()));
        let because = format!("`{given}` is no instrument of the lawbook");
        Trouble::input("INSTRUMENT", because, did_you_mean(&ids, "`comity law instrument` lists them"))
    })
}

/// The State of this code.
pub(in crate::command) fn state(book: &Lawbook, argument: &str, given: &str) -> Result<State, Trouble> {
    let found = State::parse(given).ok().filter(|code| book.state(*code).is_some());
    found.ok_or_else(|| {
        let mut codes: Vec<String> = Vec::new();
        let wanted = given.to_lowercase();
        let shown = |code: State| format!("{code} ({})", book.name(code));
        let called = |code: &State| book.name(*code).to_lowercase() == wanted || code.as_str().to_lowercase() == wanted;
        codes.extend(book.states().map(|(code, _)| code).filter(called).map(shown));
        if codes.is_empty() {
            codes.extend(otherwise_called(&wanted).filter(|code| book.state(*code).is_some()).map(shown));
        }
        if codes.is_empty() {
            let names: Vec<&str> = book.states().map(|(_, entry)| entry.name.as_str()).collect();
            let spelt: Vec<&str> = near(given, names);
            let of_name =
                |name: &&str| book.states().find(|(_, entry)| entry.name == **name).map(|(code, _)| shown(code));
            codes.extend(spelt.iter().filter_map(of_name));
        }
        if codes.is_empty() {
            let all: Vec<String> = book.states().map(|(code, _)| code.to_string()).collect();
            codes.extend(near(given, all.iter().map(String::as_str)).into_iter().map(str::to_owned));
        }
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let of_form = State::parse(given).is_ok();
        let because = format!("`{given}` is {}", if of_form { "no State of the lawbook" } else { "not a code" });
        Trouble::input(argument, because, did_you_mean(&codes, "give three capital letters, such as FIN"))
    })
}

/// Names of everyday use, by what was probably meant. Nothing is answered by them.
const CALLED: &str = include_str!("called.csv");

/// The State of a code of two letters, or of a name of everyday use.
fn otherwise_called(wanted: &str) -> impl Iterator<Item = State> {
    let rows = CALLED.lines().skip(1).filter_map(|line| line.split_once(','));
    let named = rows.filter(move |(called, _)| called.to_lowercase() == wanted);
    formats::alpha2::state(wanted).into_iter().chain(named.filter_map(|(_, code)| State::parse(code).ok()))
}

/// Two sides of one State: not a question about cooperation between States.
pub(in crate::command) fn two_states(book: &Lawbook, argument: &str, one: State, other: State) -> Result<(), Trouble> {
    if one != other {
        return Ok(());
    }
    let because = format!("both sides are {}, and no State needs a basis with itself", book.name(one));
    Err(Trouble::input(argument, because, "its own law governs between its authorities; name two States"))
}

/// The offence of this id.
pub(in crate::command) fn offence(book: &Lawbook, given: &str) -> Result<Offence, Trouble> {
    offence_at(book, "--offence", given)
}

/// The offence of this id, given as this argument.
pub(in crate::command) fn offence_at(book: &Lawbook, argument: &str, given: &str) -> Result<Offence, Trouble> {
    let found = Offence::parse(given).ok().filter(|id| book.offence(id).is_some());
    found.ok_or_else(|| {
        let all: Vec<&str> = book.offences().map(|entry| entry.id.as_str()).collect();
        let ids = near(given, all.iter().copied());
        let because = format!("`{given}` is no offence of the lawbook");
        Trouble::input(argument, because, did_you_mean(&ids, &format!("choose among {}", all.join(", "))))
    })
}

/// A day as it is written.
pub(in crate::command) fn written_day(given: &str) -> Result<Date, String> {
    let of_form = given.len() == 10
        && given.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !of_form {
        return Err("a day is written as year, month and day: 2026-11-25".to_owned());
    }
    given.parse().map_err(|_| "there is no such day in the calendar".to_owned())
}

/// The day given, or today in UTC.
pub(in crate::command) fn day(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| SystemClock.today())
}

/// A document of the form of the lawbook's, brought by hand, that cannot be read.
pub(in crate::command) fn bad_document(bad: BadLawbook, remedy: &str) -> Trouble {
    let BadLawbook { check, file, line, field, because } = bad;
    let because = format!("{because} [{check}]");
    Trouble::Input(BadInput { file, line, field, because, remedy: remedy.to_owned() })
}
