//! One instrument: what it is, whom it binds since when, what its articles provide, on which grounds it may be refused.

use super::tile::{Map, Tile};
use super::{Desk, Frame};
use crate::site::Site;
use crate::timeline::Timeline;
use crate::{BadBook, words};
use askama::Template;
use law::lawbook::instrument::Instrument;
use law::parties::Parties;
use law::sheet::InstrumentSheet;
use model::{Kind, State, Verification};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "instrument.html")]
struct Page<'a> {
    frame: Frame,
    sheet: InstrumentSheet<'a>,
    facts: Vec<(&'static str, String)>,
    map: Map,
    timeline: Option<String>,
    timeline_says: String,
    rules: Vec<Rule<'a>>,
    grounds: Vec<GroundLine<'a>>,
    effects: Vec<EffectLine<'a>>,
    parties: Vec<PartyLine>,
    territories: Vec<PartyLine>,
    apart: Vec<(String, String, &'static str, String)>,
    others: Vec<ActLine>,
    declarations: Vec<DeclarationLine<'a>>,
    defines: Vec<(String, String, String)>,
}

struct Rule<'a> {
    article: &'a str,
    kinds: Vec<(&'static str, &'static str)>,
    provides: &'a str,
    more: Vec<(&'static str, String)>,
    source: &'a str,
    read: &'static str,
}

struct GroundLine<'a> {
    id: &'a str,
    force: &'static str,
    article: &'a str,
    kinds: String,
    says: &'a str,
    read: &'static str,
}

struct EffectLine<'a> {
    does: &'static str,
    on: String,
    kinds: String,
    article: &'a str,
    says: &'a str,
    read: &'static str,
}

struct PartyLine {
    code: String,
    name: String,
    since: String,
    act: String,
    marks: String,
    sources: Vec<String>,
    read: &'static str,
}

/// An act that does not make its State a party on the day.
struct ActLine {
    code: String,
    name: String,
    act: &'static str,
    date: String,
    note: String,
    source: String,
    read: &'static str,
}

struct DeclarationLine<'a> {
    code: String,
    name: String,
    effect: &'static str,
    provision: &'a str,
    says: &'a str,
    source: &'a str,
    read: &'static str,
}

pub(super) fn all(desk: &Desk<'_>, site: &mut Site) -> Result<(), BadBook> {
    for instrument in desk.book.instruments() {
        if let Some(page) = one(desk, instrument) {
            site.page(&format!("instrument/{}.html", instrument.id), &page)?;
        }
    }
    Ok(())
}

fn one<'a>(desk: &Desk<'a>, instrument: &'a Instrument) -> Option<Page<'a>> {
    let sheet = law::sheet::instrument(desk.book, &instrument.id, desk.on)?;
    let parties = law::parties(desk.book, &instrument.id, desk.on)?;
    let timeline = Timeline::of(desk.book, instrument, desk.on);
    let apart = parties.undated.iter().map(|apart| ("party, day not known", apart));
    let apart = apart.chain(parties.open.iter().map(|apart| ("position open", apart))).map(|(what, apart)| {
        let name = format!("{} ({})", desk.name(apart.state), apart.state);
        (name, what.to_owned(), words::read(apart.verification), apart.note.clone())
    });
    let defines = desk.book.offences().flat_map(|offence| {
        let here = offence.defined_by.iter().filter(|definition| definition.instrument == instrument.id);
        here.map(|definition| (offence.id.to_string(), definition.article.clone(), definition.conduct.clone()))
    });
    Some(Page {
        frame: desk.frame(format!("{} ({})", instrument.short_title, instrument.id)),
        facts: facts(instrument, &sheet),
        map: map(desk, instrument),
        timeline_says: timeline.as_ref().map(Timeline::sentence).unwrap_or_default(),
        timeline: timeline.map(|timeline| timeline.svg(&format!("Parties to {} over time", instrument.short_title))),
        rules: instrument.rules.iter().map(rule).collect(),
        grounds: instrument.grounds.iter().map(ground).collect(),
        effects: instrument.effects.iter().map(effect).collect(),
        parties: parties.parties.iter().map(|party| line(desk, instrument, party)).collect(),
        territories: parties.territories.iter().map(|party| line(desk, instrument, party)).collect(),
        apart: apart.collect(),
        others: others(desk, instrument, &parties),
        declarations: instrument.declarations().iter().map(|statement| declaration(desk, statement)).collect(),
        defines: defines.collect(),
        sheet,
    })
}

fn facts(instrument: &Instrument, sheet: &InstrumentSheet<'_>) -> Vec<(&'static str, String)> {
    let day = |day: Option<model::time::Date>| {
        day.map_or_else(|| "not in force as far as we know".to_owned(), |d| d.to_string())
    };
    let mut facts = vec![
        ("Adopted", instrument.adopted.to_string()),
        ("In force", day(instrument.in_force)),
        ("Depositary", instrument.depositary.clone()),
        ("Region", instrument.region.clone()),
    ];
    if let Some(provisional) = instrument.provisional {
        facts.push(("Applied provisionally", provisional.to_string()));
    }
    if let Some(entry) = &sheet.entry {
        let read = words::read(entry.verification);
        facts.push(("For later parties", format!("{} (art. {}, {read})", entry.rule, entry.article)));
    }
    if !instrument.time_limits.is_empty() {
        facts.push(("Time limits", instrument.time_limits.clone()));
    }
    facts.push(("List of parties", sheet.caution.clone()));
    facts.push(("Particulars", words::read(instrument.verification).to_owned()));
    facts
}

fn map(desk: &Desk<'_>, instrument: &Instrument) -> Map {
    let at = desk.world.instruments().position(|other| other.id == instrument.id).unwrap_or(usize::MAX);
    let tile = |(place, state): (usize, &State)| {
        let word = desk.world.standing(at, place).map_or("unknown", |standing| standing.word());
        let step = match words::standing_class(word) {
            "e" => 5,
            "l" => 3,
            "f" => 2,
            "u" => 1,
            _ => 0,
        };
        Tile {
            code: state.to_string(),
            name: format!("{}: {}", desk.name(*state), words::standing(word)),
            to: format!("../state/{state}.html"),
            count: 0,
            step,
        }
    };
    let tiles = desk.world.states().iter().enumerate().map(tile).collect();
    Map { label: format!("Where each State stands on {}", desk.on), unit: String::new(), of: 0, tiles }
}

fn rule(article: &law::lawbook::article::Article) -> Rule<'_> {
    let mut more = vec![
        ("Offences", article.offences.sentence()),
        ("Purposes", joined(article.purposes.iter().map(|purpose| purpose.as_str().to_owned()))),
    ];
    let mut push = |label: &'static str, items: Vec<String>| {
        if !items.is_empty() {
            more.push((label, joined(items.into_iter())));
        }
    };
    push("Bodies", article.bodies.iter().map(|body| format!("{body:?}").to_lowercase()).collect());
    push("Needs confirmed", article.needs.iter().map(ToString::to_string).collect());
    push("Threshold", article.threshold.iter().map(law::lawbook::article::Threshold::sentence).collect());
    push("Dual criminality", article.dual_criminality.iter().map(|dual| dual.sentence().to_owned()).collect());
    push("Conditions", article.conditions.clone());
    push("The request contains", article.contents.clone());
    push("Documents", article.documents.clone());
    push("Channels", article.channels.iter().map(|way| way.sentence().to_owned()).collect());
    push("Languages", Some(article.languages.clone()).filter(|text| !text.is_empty()).into_iter().collect());
    if article.serves == law::lawbook::article::Serves::WhereNoTreaty {
        more.push(("Serves", "where no treaty of its own exists between the two".to_owned()));
    }
    Rule {
        article: &article.article,
        kinds: article.kinds.iter().map(|kind| (kind.as_str(), words::kind(*kind))).collect(),
        provides: &article.provides,
        more,
        source: &article.source,
        read: words::read(article.verification),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

fn kinds(kinds: &BTreeSet<Kind>) -> String {
    joined(kinds.iter().map(|kind| kind.as_str().to_owned()))
}

fn ground(ground: &law::lawbook::ground::Ground) -> GroundLine<'_> {
    GroundLine {
        id: &ground.id,
        force: ground.force.as_str(),
        article: &ground.article,
        kinds: kinds(&ground.kinds),
        says: &ground.says,
        read: words::read(ground.verification),
    }
}

fn effect(effect: &law::lawbook::effect::Effect) -> EffectLine<'_> {
    let on = joined(effect.on.iter().map(ToString::to_string));
    EffectLine {
        does: effect.does.sentence(),
        on: if on.is_empty() { "every treaty between the two".to_owned() } else { on },
        kinds: kinds(&effect.kinds),
        article: &effect.article,
        says: &effect.says,
        read: words::read(effect.verification),
    }
}

fn line(desk: &Desk<'_>, instrument: &Instrument, party: &law::parties::Party) -> PartyLine {
    let marks = [
        (party.computed, "day computed by the instrument's own rule".to_owned()),
        (party.reserved, "reservation or declaration: look up its text".to_owned()),
        (party.suspended.is_some(), party.suspended.map(|day| format!("suspended {day}")).unwrap_or_default()),
        (party.notified.is_some(), party.notified.map(|day| format!("succession notified {day}")).unwrap_or_default()),
        (!party.note.is_empty(), party.note.clone()),
    ];
    let sources: BTreeSet<&String> = instrument.acts_of(party.state).iter().map(|act| &act.source).collect();
    PartyLine {
        code: party.state.to_string(),
        name: desk.name(party.state).to_owned(),
        since: party.since.to_string(),
        act: match party.act {
            law::standing::By::Act(action) => action.word().to_owned(),
            law::standing::By::Membership(_) => "as a member".to_owned(),
        },
        marks: joined(marks.into_iter().filter(|(set, _)| *set).map(|(_, words)| words)),
        sources: sources.into_iter().cloned().collect(),
        read: words::read(party.verification),
    }
}

fn others(desk: &Desk<'_>, instrument: &Instrument, parties: &Parties) -> Vec<ActLine> {
    let counted: BTreeSet<State> =
        parties.parties.iter().chain(&parties.territories).map(|party| party.state).collect();
    let acts = desk.book.acts(&instrument.id).into_iter().flatten().filter(|(state, _)| !counted.contains(state));
    let lines = acts.flat_map(|(state, acts)| acts.iter().map(|act| (*state, act))).map(|(state, act)| ActLine {
        code: state.to_string(),
        name: desk.name(state).to_owned(),
        act: act.action.word(),
        date: act.date.map_or_else(|| "day not known".to_owned(), |day| day.to_string()),
        note: act.note.clone(),
        source: act.source.clone(),
        read: words::read(act.verification),
    });
    lines.collect()
}

fn declaration<'a>(desk: &Desk<'_>, statement: &'a law::lawbook::declaration::Declaration) -> DeclarationLine<'a> {
    DeclarationLine {
        code: statement.state.to_string(),
        name: desk.name(statement.state).to_owned(),
        effect: statement.effect.sentence(),
        provision: &statement.provision,
        says: &statement.says,
        source: &statement.source,
        read: words::read(statement.verification),
    }
}

impl Page<'_> {
    fn unverified(&self) -> usize {
        self.sheet.rules_of_law.iter().filter(|article| article.verification == Verification::Unverified).count()
    }
}
