//! One offence: where it is defined, and which articles serve for it.

use super::{Desk, Frame};
use crate::site::Site;
use crate::{BadBook, words};
use askama::Template;
use law::lawbook::element::Facet;
use law::lawbook::rule::{Definition, OffenceEntry};
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
    definitions: Vec<ByElements>,
    kinds: Vec<Line>,
    pairs: usize,
}

/// One definition by its elements.
struct ByElements {
    instrument: String,
    article: String,
    /// A part of the definition, and what suffices for it.
    facets: Vec<(&'static str, String)>,
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
        definitions: offence.defined_by.iter().map(|one| definition(desk, one)).collect(),
        kinds: Kind::ALL.iter().map(line).collect(),
        pairs,
        offence,
    }
}

/// What a definition asks for, part by part, in the words of the vocabulary. A part of which it says nothing is left out.
fn definition(desk: &Desk<'_>, one: &Definition) -> ByElements {
    let mut facets = Vec::new();
    for facet in Facet::ALL {
        let says = |id: &String| desk.book.elements().get(id).map_or_else(|| id.clone(), |found| found.says.clone());
        let says: Vec<String> = one.elements.of(facet).iter().map(says).collect();
        if !says.is_empty() {
            facets.push((part(facet), says.join("; or ")));
        }
    }
    ByElements { instrument: one.instrument.to_string(), article: one.article.clone(), facets }
}

fn part(facet: Facet) -> &'static str {
    match facet {
        Facet::Conduct => "Conduct",
        Facet::Intent => "Intent",
        Facet::Object => "Object",
        Facet::Exclusion => "Left out",
    }
}
