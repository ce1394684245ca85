//! Two States: which kinds of cooperation are covered between them, by what, and since when.

use super::{Desk, Frame, pair_path};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::Extent;
use law::survey::Common;
use model::{Kind, State, Verification};
use std::fmt::Write as _;

#[derive(Template)]
#[template(path = "pair.html")]
struct Pair {
    frame: Frame,
    a: State,
    b: State,
    name_a: String,
    name_b: String,
    covered: Vec<Line>,
    missing: Vec<Missing>,
    instruments: Vec<Shared>,
}

struct Line {
    id: &'static str,
    title: &'static str,
    class: &'static str,
    extent: &'static str,
    /// Instrument and articles; a ring marks what was not checked against the text.
    by: String,
}

struct Missing {
    id: &'static str,
    title: &'static str,
    unknown: bool,
}

struct Shared {
    id: String,
    title: String,
    since: String,
    /// `computed`, `unverified`, `reservation or declaration: look up`.
    marks: String,
    replaced: String,
}

/// Writes every pair's page and keeps how far each kind is covered.
pub(super) fn all(desk: &mut Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    let states = desk.world.states().len();
    for a in 0..states {
        for b in a + 1..states {
            let (page, cells) = one(desk, a, b);
            site.page(&pair_path(page.a, page.b), &page)?;
            for (kind, cell) in cells {
                desk.cells.set(a, b, kind, cell);
            }
        }
    }
    Ok(())
}

type CellOf = (Kind, (Extent, u8));

fn one(desk: &Desk<'_>, at: usize, bt: usize) -> (Pair, Vec<CellOf>) {
    let (a, b) = (desk.world.states()[at], desk.world.states()[bt]);
    let common = desk.world.between(at, bt);
    let (mut covered, mut missing, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    for kind in Kind::ALL {
        let cell = desk.world.cell(&common, at, bt, *kind);
        cells.push((*kind, (cell.extent, u8::try_from(cell.instruments).unwrap_or(u8::MAX))));
        let (id, title) = (kind.as_str(), words::kind(*kind));
        match cell.extent {
            Extent::Unknown | Extent::Gap => {
                missing.push(Missing { id, title, unknown: cell.extent == Extent::Unknown });
            }
            extent => {
                let (class, by) = (words::class(extent), by(&common, *kind));
                covered.push(Line { id, title, class, extent: words::extent(extent), by });
            }
        }
    }
    let (name_a, name_b) = (desk.name(a).to_owned(), desk.name(b).to_owned());
    let page = Pair {
        frame: desk.frame(format!("{name_a} and {name_b}")),
        a,
        b,
        name_a,
        name_b,
        covered,
        missing,
        instruments: common.iter().map(shared).collect(),
    };
    (page, cells)
}

fn by(common: &[Common<'_>], kind: Kind) -> String {
    let mut text = String::new();
    for common in common {
        let mut articles = common.serving(kind).peekable();
        if articles.peek().is_none() {
            continue;
        }
        let _ = write!(text, "{}{}", if text.is_empty() { "" } else { "; " }, common.instrument.id);
        for (nth, article) in articles.enumerate() {
            let _ = write!(text, "{} {}", if nth == 0 { "" } else { "," }, article.article);
            if article.verification == Verification::Unverified {
                text.push('°');
            }
        }
    }
    text
}

fn shared(common: &Common<'_>) -> Shared {
    let marks = [
        (common.computed, "day computed"),
        (common.verification == Verification::Unverified, "unverified"),
        (common.reserved, "reservation or declaration: look up its text"),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect();
    let mut replaced = String::new();
    for (kind, by) in &common.replaced {
        let _ = write!(replaced, "{}{kind} by {}", if replaced.is_empty() { "replaced for " } else { ", " }, by.id);
    }
    Shared {
        id: common.instrument.id.to_string(),
        title: common.instrument.short_title.clone(),
        since: common.since.to_string(),
        marks: marks.join("; "),
        replaced,
    }
}
