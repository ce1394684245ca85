//! One offence: where it is defined, and which articles serve for it.

use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::lawbook::rule::OffenceEntry;
use law::{Scope, Survey};
use model::{Kind, Purpose};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "offence.html")]
struct Page<'a> {
    frame: Frame,
    offence: &'a OffenceEntry,
    id: String,
    read: &'static str,
    kinds: Vec<Line>,
    pairs: usize,
}

struct Line {
    id: &'static str,
    title: &'static str,
    /// Instrument and article.
    by: Vec<(String, String)>,
    /// Unordered pairs covered for it, whatever the purpose among those of a case.
    covered: usize,
    share: usize,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    for offence in desk.book.offences() {
        site.page(&format!("offence/{}.html", offence.id), &one(desk, offence))?;
    }
    Ok(())
}

fn one<'a>(desk: &Desk<'a>, offence: &'a OffenceEntry) -> Page<'a> {
    let states = desk.world.states();
    let scope = |purpose| Scope { offence: offence.id.clone(), purpose, on: desk.on, confirmed: BTreeSet::new() };
    let scopes = [scope(Purpose::Investigation), scope(Purpose::Prosecution)];
    let surveys: Vec<Survey<'_>> = scopes.iter().map(|scope| Survey::of(desk.book, scope, states)).collect();
    let pairs = states.len() * states.len().saturating_sub(1) / 2;
    let line = |kind: &Kind| {
        let serving = desk.book.serving(*kind).filter(|r| r.article.offences.contains(&offence.id, offence.as_charged));
        let by = serving.map(|r| (r.instrument.id.to_string(), r.article.article.clone())).collect();
        let mut covered = 0;
        for a in 0..states.len() {
            for b in a + 1..states.len() {
                covered += usize::from(surveys.iter().any(|survey| survey.covers(a, b, *kind)));
            }
        }
        let (id, title) = (kind.as_str(), words::kind(*kind));
        Line { id, title, by, covered, share: covered * 100 / pairs.max(1) }
    };
    Page {
        frame: desk.frame(offence.title.clone()),
        id: offence.id.to_string(),
        read: words::read(offence.verification),
        kinds: Kind::ALL.iter().map(line).collect(),
        pairs,
        offence,
    }
}
