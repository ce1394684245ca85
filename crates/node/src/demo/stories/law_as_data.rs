//! Story 3. Law as data: the same question on two dates, and a pair for which the data end. Nothing is scripted: what is shown
//! is what the lawbook says.

use super::acts::{checked, node};
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use law::{Question, Side, basis};
use model::time::Date;
use model::{Certainty, Covered, DataCategory, Failure, Kind, Offence, Purpose, State, Stop};
use std::collections::BTreeSet;

fn question(from: &str, to: &str, on: Date) -> Result<Question, Failure> {
    let wrong = |e: &dyn std::fmt::Display| Failure::new("telling a story", e);
    Ok(Question {
        from: Side::of(State::parse(from).map_err(|e| wrong(&e))?),
        to: Side::of(State::parse(to).map_err(|e| wrong(&e))?),
        kind: Kind::Information,
        offence: Offence::parse("terrorist-financing").map_err(|e| wrong(&e))?,
        purpose: Purpose::Investigation,
        category: DataCategory::Personal,
        on,
        confirmed: BTreeSet::new(),
    })
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling =
        Telling::begin(stage, teller, "Law as data: the same question on two dates, and where the data end");
    let fi = node("fi-kantele")?;
    let mut covered = Vec::new();
    for on in [jiff::civil::date(2003, 7, 26), jiff::civil::date(2003, 7, 27)] {
        let answer = law::power(stage.rules().lawbook.as_ref(), &question("FIN", "KEN", on)?, &[]).decision;
        let icsft = answer.bases.iter().find(|basis| basis.instrument == "UN-ICSFT-1999");
        let text = match icsft {
            Some(basis) => format!("On {on}: covered by {} since {}.", basis.citation(), basis.since),
            None => format!("On {on}: not covered by the financing convention."),
        };
        let mut facts: Vec<String> = icsft
            .iter()
            .flat_map(|basis| &basis.parties)
            .map(|party| {
                let how = if party.computed { "computed: 30 days after deposit" } else { "as recorded" };
                format!("{}: in force since {} ({how}; {})", party.state, party.since, checked(party.verification))
            })
            .collect();
        facts.extend(answer.gap.iter().map(|gap| gap.sentence.clone()));
        stage.say_with(teller, &fi, &text, &facts);
        covered.push(icsft.is_some());
    }
    telling.must("not covered by the convention on 2003-07-26", covered.first() == Some(&false));
    telling.must("covered by the convention on 2003-07-27", covered.get(1) == Some(&true));
    where_the_data_end(stage, teller, &mut telling)?;
    Ok(telling.end(stage, teller, 3))
}

fn where_the_data_end(stage: &mut Stage, teller: &mut Teller, telling: &mut Telling) -> Result<(), Stop> {
    let (fi, today) = (node("fi-kantele")?, jiff::civil::date(2026, 11, 23));
    let asked = question("FIN", "SOM", today)?;
    let found = basis::answer(stage.rules().lawbook.as_ref(), &asked, &[]);
    let Some(gap) = &found.gap else {
        telling.must("a pair for which the data end", false);
        return Ok(());
    };
    let since = match found.certainty {
        Certainty::UnknownSince(date) => Some(date),
        _ => None,
    };
    let mut facts: Vec<String> = gap.nearest.iter().map(|near| format!("nearest: {}", near.instrument)).collect();
    facts.extend(since.map(|date| format!("unknown since: {date}, where the data end")));
    facts.extend(gap.establish.iter().map(|what| format!("an officer would have to establish: {what}")));
    stage.say_with(teller, &fi, &format!("Finland to Somalia, {today}: {}", gap.sentence), &facts);
    telling.must("the pair is a gap, not a guess", found.decision == Covered::Gap);
    telling.must("it says since when nothing is known", since.is_some());
    telling.must("it says what an officer would have to establish", !gap.establish.is_empty());
    Ok(())
}
