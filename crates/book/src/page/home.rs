//! The first page: the map, and the ways into the register.

use super::tile::Map;
use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::Extent;
use model::Kind;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    map: Map,
    kinds: Vec<Line>,
    instruments: usize,
    states: usize,
    pairs: usize,
    articles: usize,
    acts: usize,
}

struct Line {
    id: &'static str,
    title: &'static str,
    every: usize,
    listed: usize,
    unknown: usize,
    gap: usize,
    /// Share of pairs covered, in per cent.
    share: usize,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let all: Vec<_> = desk.world.instruments().collect();
    let bound = |place: usize| {
        let bound =
            |at: &usize| desk.world.standing(*at, place).is_some_and(|s| matches!(s.word(), "bound" | "suspended"));
        (0..all.len()).filter(bound).count()
    };
    let most = (0..desk.world.states().len()).map(bound).max().unwrap_or(0);
    let label = format!("Instruments of the register that bind each State on {}", desk.on);
    let map = Map::of(desk, label, "instruments", most, |place, state| (bound(place), format!("state/{state}.html")));
    let states = desk.world.states().len();
    let pairs = states * states.saturating_sub(1) / 2;
    let acts = all.iter().filter_map(|instrument| desk.book.acts(&instrument.id));
    let page = Home {
        frame: desk.root("Coverage of the world"),
        map,
        kinds: Kind::ALL.iter().map(|kind| line(desk, *kind, pairs)).collect(),
        instruments: all.len(),
        states,
        pairs,
        articles: all.iter().map(|instrument| instrument.rules.len()).sum(),
        acts: acts.flat_map(|acts| acts.values()).map(Vec::len).sum(),
    };
    site.page("index.html", &page)
}

fn line(desk: &Desk<'_>, kind: Kind, pairs: usize) -> Line {
    let mut line =
        Line { id: kind.as_str(), title: words::kind(kind), every: 0, listed: 0, unknown: 0, gap: 0, share: 0 };
    let states = desk.world.states().len();
    for a in 0..states {
        for b in a + 1..states {
            match desk.cell(a, b, kind).0 {
                Extent::Every => line.every += 1,
                Extent::Listed => line.listed += 1,
                Extent::OnFact | Extent::Unknown => line.unknown += 1,
                Extent::Gap => line.gap += 1,
            }
        }
    }
    line.share = (line.every + line.listed) * 100 / pairs.max(1);
    line
}
