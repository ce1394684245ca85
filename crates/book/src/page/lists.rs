//! The lists: every State, instrument, offence and source.

use super::{Desk, Frame};
use crate::BadBook;
use crate::site::Site;
use askama::Template;

#[derive(Template)]
#[template(path = "states.html")]
struct States {
    frame: Frame,
    groups: Vec<(&'static str, Vec<(String, String)>)>,
}

#[derive(Template)]
#[template(path = "instruments.html")]
struct Instruments {
    frame: Frame,
    groups: Vec<(String, Vec<Line>)>,
}

struct Line {
    id: String,
    title: String,
    adopted: String,
    in_force: String,
    as_of: String,
    parties: String,
}

#[derive(Template)]
#[template(path = "offences.html")]
struct Offences {
    frame: Frame,
    offences: Vec<(String, String, usize, bool)>,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    frame: Frame,
    sources: Vec<(String, String)>,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    states(desk, site)?;
    instruments(desk, site)?;
    let offences = desk.book.offences().map(|o| (o.id.to_string(), o.title.clone(), o.defined_by.len(), o.as_charged));
    site.page("offences.html", &Offences { frame: desk.root("Offences"), offences: offences.collect() })?;
    let sources = desk.book.sources().map(|(id, text)| (id.to_owned(), text.to_owned())).collect();
    site.page("sources.html", &Sources { frame: desk.root("Sources"), sources })
}

fn states(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    use law::lawbook::StateKind::{Invented, Organisation, State, Territory};
    let whole = desk.world.states().len() == crate::grid::codes().count();
    let group = |kind, title| {
        let here = |(code, entry): &(model::State, &law::lawbook::StateEntry)| {
            entry.kind == kind && (whole || desk.world.place(*code).is_some())
        };
        let mut lines: Vec<(String, String)> =
            desk.book.states().filter(here).map(|(code, entry)| (code.to_string(), entry.name.clone())).collect();
        lines.sort_by(|a, b| a.1.cmp(&b.1));
        (title, lines)
    };
    let groups = [
        group(State, "States"),
        group(Territory, "Territories"),
        group(Organisation, "Organisations that are parties of their own"),
        group(Invented, "Invented, for exercises"),
    ];
    let groups = groups.into_iter().filter(|(_, lines)| !lines.is_empty()).collect();
    site.page("states.html", &States { frame: desk.root("States and territories"), groups })
}

fn instruments(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let mut groups: Vec<(String, Vec<Line>)> = Vec::new();
    let mut all: Vec<_> = desk.book.instruments().collect();
    all.sort_by_key(|instrument| (instrument.region != "universal", &instrument.region, instrument.adopted));
    for instrument in all {
        let day = |day: Option<model::time::Date>| day.map_or_else(|| "\u{2013}".to_owned(), |day| day.to_string());
        let parties = law::parties(desk.book, &instrument.id, desk.on);
        let parties = parties.filter(|parties| parties.listed).map(|parties| parties.count.to_string());
        let line = Line {
            id: instrument.id.to_string(),
            title: instrument.title.clone(),
            adopted: instrument.adopted.to_string(),
            in_force: day(instrument.in_force),
            as_of: day(instrument.participation.as_of),
            parties: parties.unwrap_or_else(|| "not listed".to_owned()),
        };
        match groups.last_mut().filter(|(region, _)| *region == instrument.region) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((instrument.region.clone(), vec![line])),
        }
    }
    site.page("instruments.html", &Instruments { frame: desk.root("Instruments"), groups })
}
