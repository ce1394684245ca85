//! One State: with whom it is covered for what, and all that the register holds about it.

use super::tile::Map;
use super::{Desk, Frame, pair_path};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::sheet::StateSheet;
use model::{Kind, State};

#[derive(Template)]
#[template(path = "state.html")]
struct Page {
    frame: Frame,
    code: String,
    name: String,
    sort: &'static str,
    instruments: usize,
    sheet: StateSheet,
    /// Only where the code stands for a State.
    map: Option<Map>,
    kinds: Vec<Column>,
    partners: Vec<Row>,
    standings: Vec<Standing>,
    others: usize,
}

struct Column {
    id: &'static str,
    title: &'static str,
    partners: usize,
}

struct Row {
    name: String,
    to: String,
    cells: Vec<(&'static str, String)>,
}

struct Standing {
    id: String,
    title: String,
    class: &'static str,
    standing: &'static str,
    since: String,
    acts: Vec<ActShown>,
    as_of: String,
    read: &'static str,
    because: String,
}

/// An act with its source.
struct ActShown {
    says: String,
    source: String,
    read: &'static str,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let codes: Vec<State> = match desk.world.states().len() {
        all if all == crate::grid::codes().count() => desk.book.states().map(|(code, _)| code).collect(),
        _ => desk.world.states().to_vec(),
    };
    for code in codes {
        if let Some(page) = one(desk, code) {
            site.page(&format!("state/{code}.html"), &page)?;
        }
    }
    Ok(())
}

fn one(desk: &Desk<'_>, state: State) -> Option<Page> {
    let sheet = law::sheet::state(desk.book, state, desk.on)?;
    let at = desk.world.place(state);
    let name = desk.name(state).to_owned();
    let map = at.map(|at| {
        let label = format!("Kinds of cooperation covered between {name} and each State, of {}", Kind::ALL.len());
        Map::of(desk, label, "kinds", Kind::ALL.len(), |place, other| {
            let covered = Kind::ALL.iter().filter(|kind| desk.cell(at, place, **kind).0.covered()).count();
            let to = if other == state { String::new() } else { format!("../{}", pair_path(state, other)) };
            (covered, to)
        })
    });
    let partners = at.map(|at| rows(desk, at, state)).unwrap_or_default();
    let column = |kind: &Kind| Column {
        id: kind.as_str(),
        title: words::kind(*kind),
        partners: at.map_or(0, |at| desk.partners(at, *kind)),
    };
    Some(Page {
        frame: desk.frame(name.clone()),
        code: state.to_string(),
        sort: words::code(sheet.kind),
        instruments: sheet.instruments.len(),
        map,
        kinds: Kind::ALL.iter().map(column).collect(),
        partners,
        standings: standings(desk, state, &sheet),
        others: desk.others(),
        name,
        sheet,
    })
}

fn rows(desk: &Desk<'_>, at: usize, state: State) -> Vec<Row> {
    let row = |(place, other): (usize, &State)| {
        let cell = |kind: &Kind| {
            let (extent, instruments) = desk.cell(at, place, *kind);
            (words::class(extent), words::mark(extent, usize::from(instruments)))
        };
        Row {
            name: desk.name(*other).to_owned(),
            to: format!("../{}", pair_path(state, *other)),
            cells: Kind::ALL.iter().map(cell).collect(),
        }
    };
    let mut rows: Vec<Row> =
        desk.world.states().iter().enumerate().filter(|(place, _)| *place != at).map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}

fn standings(desk: &Desk<'_>, state: State, sheet: &StateSheet) -> Vec<Standing> {
    let line = |line: &law::sheet::StandingShown| {
        let instrument = desk.world.instruments().find(|instrument| instrument.id.as_str() == line.instrument);
        let acts = instrument.map(|instrument| instrument.acts_of(state)).unwrap_or_default();
        let act = |act: &law::lawbook::participation::Act| {
            let day = act.date.map_or_else(|| "day not known".to_owned(), |day| day.to_string());
            ActShown {
                says: format!("{} {day}", act.action.word()),
                source: act.source.clone(),
                read: words::read(act.verification),
            }
        };
        Standing {
            id: line.instrument.clone(),
            title: line.title.clone(),
            class: words::standing_class(line.standing),
            standing: words::standing(line.standing),
            since: line
                .since
                .map(|day| format!("{day}{}", if line.computed { " (computed)" } else { "" }))
                .unwrap_or_default(),
            acts: acts.iter().map(act).collect(),
            as_of: line.as_of.map(|day| day.to_string()).unwrap_or_default(),
            read: line.verification.map_or("", words::read),
            because: line.because.clone(),
        }
    };
    let mut lines: Vec<&law::sheet::StandingShown> = sheet.instruments.iter().collect();
    lines.retain(|line| !matches!(line.standing, "outside"));
    lines.sort_by_key(|line| (!matches!(line.standing, "bound" | "suspended"), line.instrument.clone()));
    lines.into_iter().map(line).collect()
}
