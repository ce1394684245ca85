//! What one file of the lawbook names, another must hold: States, sources, organisations, offences, instruments.

use super::article::OffenceSet;
use super::clock::{Binds, ClockEntry};
use super::effect::Does;
use super::instrument::{Coverage, Instrument};
use super::{BadLawbook, Lawbook};
use crate::checks::{LAW_1_1, LAW_1_2, LAW_1_3, LAW_1_4, LAW_1_5};
use model::{InstrumentId, Offence, State};
use std::collections::BTreeSet;

/// What one file names, another must hold.
pub(super) fn hold(book: &Lawbook) -> Result<(), BadLawbook> {
    for instrument in book.instruments.values() {
        let file = format!("participation/{}.csv", instrument.id);
        for (state, acts) in &instrument.acts {
            state_known(book, &file, *state)?;
            for act in acts {
                source_known(book, &file, &act.source)?;
            }
        }
        let file = format!("declarations/{}.toml", instrument.id);
        for declaration in &instrument.declarations {
            state_known(book, &file, declaration.state)?;
        }
    }
    for state in book.successions.keys() {
        state_known(book, "successions.csv", *state)?;
    }
    for (organisation, members) in &book.memberships {
        let file = format!("memberships/{organisation}.csv");
        for (state, rows) in members {
            state_known(book, &file, *state)?;
            for row in rows {
                source_known(book, &file, &row.source)?;
            }
        }
    }
    for treaty in &book.bilateral {
        let file = format!("bilateral/{}.csv", treaty.between.0);
        state_known(book, &file, treaty.between.0)?;
        state_known(book, &file, treaty.between.1)?;
        source_known(book, &file, &treaty.source)?;
    }
    for state in book.death_penalty.keys() {
        state_known(book, "facts/death-penalty.csv", *state)?;
    }
    for instrument in book.instruments.values() {
        instrument_references(book, instrument)?;
    }
    rule_references(book)
}

fn instrument_references(book: &Lawbook, instrument: &Instrument) -> Result<(), BadLawbook> {
    let file = format!("instruments/{}.toml", instrument.id);
    let Coverage { only_members_of, by_membership, sides, .. } = &instrument.participation;
    let organisations = only_members_of
        .iter()
        .chain(by_membership.iter().map(|bound| &bound.of))
        .chain(sides.iter().flatten().flat_map(|group| &group.members_of));
    for organisation in organisations {
        organisation_known(book, &file, organisation)?;
    }
    let open = by_membership.iter().flat_map(|bound| bound.open.iter().map(|open| open.state));
    for state in open.chain(sides.iter().flatten().flat_map(|group| group.states.iter().copied())) {
        state_known(book, &file, state)?;
    }
    if let Some(founders) = &instrument.participation.founders {
        source_known(book, &file, &founders.source)?;
    }
    for article in &instrument.rules {
        offences_known(book, &file, &article.offences)?;
    }
    for effect in &instrument.effects {
        for other in &effect.on {
            instrument_known(book, &file, other)?;
        }
        if let Some(offences) = &effect.offences {
            offences_known(book, &file, offences)?;
        }
        if (effect.does == Does::ExcludesGround) != effect.ground.is_some() {
            let because = "an effect names a ground exactly when it excludes one";
            return Err(BadLawbook::at(&LAW_1_1, &file, 0, "ground", because));
        }
    }
    Ok(())
}

fn offences_known(book: &Lawbook, file: &str, offences: &OffenceSet) -> Result<(), BadLawbook> {
    if let OffenceSet::Listed(offences) = offences {
        for offence in offences {
            offence_known(book, file, offence)?;
        }
    }
    Ok(())
}

fn rule_references(book: &Lawbook) -> Result<(), BadLawbook> {
    for offence in book.offences.values() {
        for definition in &offence.defined_by {
            instrument_known(book, "offences.toml", &definition.instrument)?;
            if let Some((facet, id)) = definition.elements.unknown(&book.elements) {
                let because = format!(
                    "`{}` {}: `{id}` is no {} of elements.toml",
                    offence.id,
                    definition.element,
                    facet.as_str()
                );
                return Err(BadLawbook::at(&LAW_1_5, "offences.toml", 0, facet.as_str(), because));
            }
        }
    }
    book.ground_rules.hold(book)?;
    if let Some((id, because)) = book.elements.fault() {
        return Err(BadLawbook::at(&LAW_1_5, "elements.toml", 0, id, because));
    }
    for duty in &book.duties {
        organisation_known(book, "duties.toml", &duty.binds_members_of)?;
        for offence in &duty.offences {
            offence_known(book, "duties.toml", offence)?;
        }
    }
    for channel in &book.channels {
        organisation_known(book, "channels.toml", &channel.members_of)?;
    }
    for clock in &book.clocks {
        clock_references(book, clock)?;
    }
    for (state, calendar) in &book.holidays {
        let file = format!("holidays/{state}.toml");
        state_known(book, &file, *state)?;
        if crate::clock::zone(&calendar.zone).is_none() {
            return Err(BadLawbook::at(&LAW_1_5, &file, 0, "zone", format!("`{}` is no time zone", calendar.zone)));
        }
        if calendar.until < calendar.from || calendar.until.year() - calendar.from.year() > 100 {
            let because = "a span of at most a hundred years, its end after its beginning";
            return Err(BadLawbook::at(&LAW_1_4, &file, 0, "until", because));
        }
    }
    unique("bars.toml", book.bars.iter().map(|bar| bar.id.as_str()))?;
    unique("clocks.toml", book.clocks.iter().map(|clock| clock.id.as_str()))?;
    unique("transfer/", book.regimes.iter().map(|regime| regime.id.as_str()))?;
    for bar in &book.bars {
        if !matches!(bar.persons, 1 | 2) {
            return Err(BadLawbook::at(&LAW_1_1, "bars.toml", 0, &*bar.id, "persons must be 1 or 2"));
        }
    }
    for regime in &book.regimes {
        let file = format!("transfer/{}.toml", regime.id);
        if let Some(organisation) = &regime.members_of {
            organisation_known(book, &file, organisation)?;
        }
        for state in regime.states.iter().chain(regime.adequacy.iter().map(|decision| &decision.state)) {
            state_known(book, &file, *state)?;
        }
    }
    Ok(())
}

fn clock_references(book: &Lawbook, clock: &ClockEntry) -> Result<(), BadLawbook> {
    let file = "clocks.toml";
    let bad = |because: &str| Err(BadLawbook::at(&LAW_1_1, file, 0, &*clock.id, because));
    match (&clock.instrument, &clock.act) {
        (Some(id), None) => instrument_known(book, file, id)?,
        (None, Some(act)) if !act.is_empty() => {}
        _ => return bad("give either `instrument`, an id of the register, or `act`, the name of an act outside it"),
    }
    let of_parties = matches!(clock.binds, Binds::Parties | Binds::Requesting | Binds::Requested);
    if of_parties && clock.instrument.is_none() {
        return bad("an act outside the register has no parties there: say in `binds` whom it binds");
    }
    if clock.urgency.is_some() && clock.kinds.is_empty() {
        return bad("an urgency belongs to kinds of cooperation: name them in `kinds`");
    }
    if let crate::clock::Period::BeforeNextYear { month, day } = clock.period
        && model::time::Date::new(2023, month, day).is_err()
    {
        return bad("no such day in every year");
    }
    match &clock.binds {
        Binds::Members { of, .. } => organisation_known(book, file, of),
        Binds::States { between, .. } => between.iter().try_for_each(|state| state_known(book, file, *state)),
        _ => Ok(()),
    }
}

fn unique<'a>(file: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), BadLawbook> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(BadLawbook::at(&LAW_1_2, file, 0, id, "this id stands twice"));
        }
    }
    Ok(())
}

fn state_known(book: &Lawbook, file: &str, state: State) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_3, file, 0, "state", format!("`{state}` does not stand in states.csv"));
    book.states.contains_key(&state).then_some(()).ok_or_else(bad)
}

fn source_known(book: &Lawbook, file: &str, source: &str) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "source", format!("`{source}` does not stand in sources.csv"));
    book.sources.contains_key(source).then_some(()).ok_or_else(bad)
}

fn organisation_known(book: &Lawbook, file: &str, organisation: &str) -> Result<(), BadLawbook> {
    let because = || format!("no memberships/{organisation}.csv");
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "members of", because());
    book.memberships.contains_key(organisation).then_some(()).ok_or_else(bad)
}

fn offence_known(book: &Lawbook, file: &str, offence: &Offence) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "offences", format!("`{offence}` does not stand in offences.toml"));
    book.offences.contains_key(offence).then_some(()).ok_or_else(bad)
}

fn instrument_known(book: &Lawbook, file: &str, id: &InstrumentId) -> Result<(), BadLawbook> {
    let bad = || BadLawbook::at(&LAW_1_5, file, 0, "instrument", format!("no instruments/{id}.toml"));
    book.instruments.contains_key(id).then_some(()).ok_or_else(bad)
}
