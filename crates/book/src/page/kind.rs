//! One kind of cooperation: with how many each State is covered, what serves it, and who lacks most.

use super::tile::Map;
use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use model::{Kind, State};

#[derive(Template)]
#[template(path = "kind.html")]
struct Page {
    frame: Frame,
    id: &'static str,
    map: Map,
    articles: Vec<Serving>,
    states: Vec<Line>,
    others: usize,
}

struct Serving {
    instrument: String,
    title: String,
    article: String,
    provides: String,
    offences: &'static str,
    read: &'static str,
}

struct Line {
    code: String,
    name: String,
    covered: usize,
    missing: usize,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    for kind in Kind::ALL {
        site.page(&format!("kind/{kind}.html"), &one(desk, *kind))?;
    }
    Ok(())
}

fn one(desk: &Desk<'_>, kind: Kind) -> Page {
    let covered: Vec<usize> = (0..desk.world.states().len()).map(|place| desk.partners(place, kind)).collect();
    let title = words::kind(kind);
    let label = format!("{title}: with how many of {} others each State is covered on {}", desk.others(), desk.on);
    let count = |place: usize| covered.get(place).copied().unwrap_or(0);
    let map =
        Map::of(desk, label, "States", desk.others(), |place, state| (count(place), format!("../state/{state}.html")));
    let line = |(place, state): (usize, &State)| Line {
        code: state.to_string(),
        name: desk.name(*state).to_owned(),
        covered: count(place),
        missing: desk.others().saturating_sub(count(place)),
    };
    let mut states: Vec<Line> = desk.world.states().iter().enumerate().map(line).collect();
    states.sort_by(|a, b| b.missing.cmp(&a.missing).then_with(|| a.name.cmp(&b.name)));
    let serving = desk.book.serving(kind).map(|ranked| Serving {
        instrument: ranked.instrument.id.to_string(),
        title: ranked.instrument.short_title.clone(),
        article: ranked.article.article.clone(),
        provides: ranked.article.provides.clone(),
        offences: if ranked.article.offences.special() { "those it names" } else { "every offence" },
        read: words::read(ranked.article.verification),
    });
    let articles = serving.collect();
    Page { frame: desk.frame(title), id: kind.as_str(), map, articles, states, others: desk.others() }
}
