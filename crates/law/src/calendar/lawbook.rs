//! The dates of the lawbook itself.

use super::{Due, DueKind, REVIEW_AFTER_DAYS};
use crate::Lawbook;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::participation::Action;
use crate::standing::{Standing, standing};
use jiff::ToSpan;
use model::time::Date;
use std::collections::BTreeMap;

/// Every date after `on`, and every review.
pub(super) fn dates(book: &Lawbook, on: Date, until: Date, due: &mut Vec<Due>) {
    for instrument in book.instruments() {
        of_instrument(book, instrument, on, due);
        review(instrument, on, due);
    }
    regimes(book, on, due);
    memberships(book, on, until, due);
    facts(book, on, due);
}

fn of_instrument(book: &Lawbook, instrument: &Instrument, on: Date, due: &mut Vec<Due>) {
    let id = instrument.id.as_str();
    let begins = [
        (instrument.in_force, instrument.verification, "enters into force"),
        (instrument.provisional, instrument.verification, "is applied provisionally"),
        (
            instrument.participation.by_membership.as_ref().map(|rule| rule.from),
            instrument.participation.by_membership.as_ref().map_or(instrument.verification, |rule| rule.verification),
            "begins to apply to the members bound by it",
        ),
    ];
    for (day, verification, what) in begins {
        if let Some(day) = day.filter(|day| *day > on) {
            let sentence = format!("{} {what}", instrument.title);
            due.push(Due::of(day, on, DueKind::InstrumentBegins, id, sentence, Some(verification)));
        }
    }
    for (state, acts) in &instrument.acts {
        if let Standing::NotYet { from, verification, .. } = standing(book, instrument, *state, on) {
            let sentence = format!("{} is bound by {} from this day", book.name(*state), instrument.short_title);
            due.push(Due::of(from, on, DueKind::PartyBegins, id, sentence, Some(verification)));
        }
        let ends = acts.iter().filter(|act| matches!(act.action, Action::Cessation | Action::Suspension));
        for (act, day) in ends.filter_map(|act| act.date.filter(|day| *day > on).map(|day| (act, day))) {
            let what = if act.action == Action::Cessation { "ceases to be a party to" } else { "suspends" };
            let sentence = format!("{} {what} {}", book.name(*state), instrument.short_title);
            due.push(Due::of(day, on, DueKind::PartyEnds, id, sentence, Some(act.verification)));
        }
    }
    for statement in instrument.declarations() {
        for (day, what) in [(statement.from, "takes effect"), (statement.withdrawn, "is withdrawn")] {
            if let Some(day) = day.filter(|day| *day > on) {
                let name = book.name(statement.state);
                let sentence = format!("statement of {name} to art. {} {what}", statement.provision);
                due.push(Due::of(day, on, DueKind::Declaration, id, sentence, Some(statement.verification)));
            }
        }
    }
}

fn later(day: Date) -> Option<Date> {
    day.checked_add(REVIEW_AFTER_DAYS.days()).ok()
}

fn review(instrument: &Instrument, on: Date, due: &mut Vec<Due>) {
    let Some(as_of) = instrument.participation.as_of else { return };
    if let Some(day) = later(as_of) {
        let sentence = format!("the list of parties to {} was brought to {as_of}", instrument.short_title);
        due.push(Due::of(day, on, DueKind::RegisterReview, instrument.id.as_str(), sentence, None));
    }
}

fn regimes(book: &Lawbook, on: Date, due: &mut Vec<Due>) {
    for regime in book.regimes() {
        if regime.from > on {
            let sentence = format!("{} begins to apply", regime.title);
            due.push(Due::of(
                regime.from,
                on,
                DueKind::InstrumentBegins,
                &regime.id,
                sentence,
                Some(regime.verification),
            ));
        }
        for decision in &regime.adequacy {
            if let Some(until) = decision.until {
                let name = book.name(decision.state);
                let sentence = format!("{}: last day for {name}", decision.cite);
                let verification = Some(decision.verification);
                due.push(Due::of(until, on, DueKind::AdequacyEnds, &regime.id, sentence, verification));
            }
        }
    }
}

fn memberships(book: &Lawbook, on: Date, until: Date, due: &mut Vec<Due>) {
    for organisation in book.organisations() {
        for (state, row) in book.members(organisation) {
            if let Some(day) = row.until.filter(|day| *day >= on && *day <= until) {
                let sentence = format!("last day of {} in {organisation}", book.name(state));
                due.push(Due::of(day, on, DueKind::MembershipEnds, organisation, sentence, Some(row.verification)));
            }
        }
    }
}

/// Facts are looked at again together: one entry for each as-of day.
fn facts(book: &Lawbook, on: Date, due: &mut Vec<Due>) {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for (state, _) in book.states() {
        if let Some(fact) = book.death_penalty(state) {
            let count = days.entry(fact.as_of).or_default();
            *count = count.saturating_add(1);
        }
    }
    for (as_of, count) in days {
        if let Some(day) = later(as_of) {
            let sentence = format!("facts on the death penalty in {count} States are of {as_of}");
            due.push(Due::of(day, on, DueKind::RegisterReview, "death-penalty", sentence, None));
        }
    }
}
