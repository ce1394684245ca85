//! Words of the command line against the lawbook: a code, an instrument, an offence; or what was probably meant.

use crate::command::Trouble;
use crate::command::near::{did_you_mean, near};
use crate::system::SystemClock;
use law::Lawbook;
use law::lawbook::instrument::Instrument;
use model::time::Date;
use model::{Clock, InstrumentId, Offence, State};

/// The instrument of this id.
pub(in crate::command) fn instrument<'a>(book: &'a Lawbook, given: &str) -> Result<&'a Instrument, Trouble> {
    let found = InstrumentId::parse(given).ok().and_then(|id| book.instrument(&id));
    found.ok_or_else(|| {
        let ids = near(given, book.instruments().map(|instrument| instrument.id.as_str()));
        let because = format!("`{given}` is no instrument of the lawbook");
        Trouble::input("INSTRUMENT", because, did_you_mean(&ids, "`comity law parties --help` shows an example"))
    })
}

/// The State of this code.
pub(in crate::command) fn state(book: &Lawbook, argument: &str, given: &str) -> Result<State, Trouble> {
    let found = State::parse(given).ok().filter(|code| book.state(*code).is_some());
    found.ok_or_else(|| {
        let mut codes: Vec<String> = Vec::new();
        let wanted = given.to_lowercase();
        let named = |(code, entry): (State, &law::lawbook::StateEntry)| {
            (entry.name.to_lowercase() == wanted).then(|| format!("{code} ({})", entry.name))
        };
        codes.extend(book.states().filter_map(named));
        let spelt: Vec<String> = book.states().map(|(code, _)| code.to_string()).collect();
        if codes.is_empty() {
            codes.extend(near(given, spelt.iter().map(String::as_str)).into_iter().map(str::to_owned));
        }
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let because = format!("`{given}` is no State of the lawbook");
        Trouble::input(argument, because, did_you_mean(&codes, "give three capital letters, such as FIN"))
    })
}

/// The offence of this id.
pub(in crate::command) fn offence(book: &Lawbook, given: &str) -> Result<Offence, Trouble> {
    let found = Offence::parse(given).ok().filter(|id| book.offence(id).is_some());
    found.ok_or_else(|| {
        let all: Vec<&str> = book.offences().map(|entry| entry.id.as_str()).collect();
        let ids = near(given, all.iter().copied());
        let because = format!("`{given}` is no offence of the lawbook");
        Trouble::input("--offence", because, did_you_mean(&ids, &format!("choose among {}", all.join(", "))))
    })
}

/// The day given, or today in UTC.
pub(in crate::command) fn day(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| SystemClock.today())
}
