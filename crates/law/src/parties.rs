//! Who is bound by an instrument on a day: counted where dated, listed apart where not. The shape is that of
//! `comity law parties --json`. Not what the instrument serves: see [`power`](mod@crate::power).

use crate::Lawbook;
use crate::lawbook::instrument::Instrument;
use crate::lawbook::participation::Action;
use crate::standing::{Bound, By, Standing, standing};
use model::time::Date;
use model::{InstrumentId, RulesetVersion, State, Verification};
use serde::Serialize;
use std::collections::BTreeSet;

/// A party that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Which State, or organisation that is a party of its own.
    pub state: State,
    /// In force for it since this day.
    pub since: Date,
    /// Whether the row was read in its source.
    pub verification: Verification,
    /// True if the day was computed by the instrument's own rule, not given by the source.
    pub computed: bool,
    /// Whether the rule by which that day was found was read; absent where the row itself gives the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Verification>,
    /// By which act, or as a member.
    pub act: By,
    /// Suspended since this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Date>,
    /// For a successor, the day of its notification: it counts from then on, and is bound since the succession of States.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified: Option<Date>,
    /// True if a reservation or declaration is flagged, whose text must be looked up.
    pub reserved: bool,
    /// What else the source or the compiler says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A State that is, or may be, a party without counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// Which State.
    pub state: State,
    /// Whether the row was read in its source.
    pub verification: Verification,
    /// What is known.
    pub note: String,
}

/// Who is bound on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parties {
    /// Which instrument.
    pub instrument: InstrumentId,
    /// What it is called in full.
    pub title: String,
    /// The day asked about.
    pub on: Date,
    /// The day to which our list was brought.
    pub as_of: Option<Date>,
    /// True if absence from the list on or before that day means "not a party".
    pub complete: bool,
    /// Whether that statement about the list was checked.
    pub list_verification: Verification,
    /// When the instrument itself entered into force.
    pub in_force: Option<Date>,
    /// Whether the instrument's own dates were read.
    pub verification: Verification,
    /// True if the lawbook holds any list of parties, or the act binds by membership. Where it is false the count says
    /// nothing: nobody collected a list.
    pub listed: bool,
    /// How many parties.
    pub count: usize,
    /// How many had consented to be bound by that day and had not left, whether or not it was in force for them yet:
    /// what a depositary counts.
    pub consented: usize,
    /// The parties, by code.
    pub parties: Vec<Party>,
    /// Parties without a date: not counted.
    pub undated: Vec<Apart>,
    /// States whose position is open: not counted.
    pub open: Vec<Apart>,
    /// Territories to which it extends: not counted.
    pub territories: Vec<Party>,
    /// In words, what the answer does not know.
    pub caution: String,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// Who is bound by `id` on `on`; nothing if the lawbook has no such instrument.
pub fn parties(book: &Lawbook, id: &InstrumentId, on: Date) -> Option<Parties> {
    let instrument = book.instrument(id)?;
    let mut answer = Parties {
        instrument: id.clone(),
        title: instrument.title.clone(),
        on,
        as_of: instrument.participation.as_of,
        complete: instrument.participation.complete,
        list_verification: instrument.participation.verification,
        in_force: instrument.in_force,
        verification: instrument.verification,
        listed: instrument.listed(),
        count: 0,
        consented: 0,
        parties: Vec::new(),
        undated: Vec::new(),
        open: Vec::new(),
        territories: Vec::new(),
        caution: caution(instrument, on),
        rules: book.version().clone(),
    };
    for state in candidates(book, instrument) {
        match standing(book, instrument, state, on) {
            Standing::Bound(bound) if bound.by == By::Act(Action::TerritorialExtension) => {
                answer.territories.push(party(state, bound));
            }
            Standing::Bound(bound) if bound.notified.is_some_and(|day| on < day) => {
                answer.open.push(unannounced(state, &bound));
            }
            Standing::Bound(bound) => answer.parties.push(party(state, bound)),
            Standing::NotYet { .. } | Standing::NotInForce { .. } if consented(instrument, state, on) => {
                answer.consented = answer.consented.saturating_add(1)
            }
            Standing::Undated { note, verification } => answer.undated.push(Apart { state, verification, note }),
            Standing::Open { because } => {
                answer.open.push(Apart { state, verification: Verification::Unverified, note: because });
            }
            _ => {}
        }
    }
    answer.count = answer.parties.len();
    answer.consented = answer.consented.saturating_add(answer.count);
    Some(answer)
}

/// A successor counts from its notification on, as a depositary counts; what it became bound by is said beside the count.
fn unannounced(state: State, bound: &Bound) -> Apart {
    let notified = bound.notified.map(|day| day.to_string()).unwrap_or_default();
    let note = format!("successor, bound since {}; it notified on {notified} and counts from then on", bound.since);
    Apart { state, verification: bound.verification, note }
}

/// Whether a State that is not bound yet had deposited by that day.
fn consented(instrument: &Instrument, state: State, on: Date) -> bool {
    let acts = instrument.acts_of(state);
    acts.iter().any(|act| act.action.binds() && act.date.is_some_and(|date| date <= on))
}

fn candidates(book: &Lawbook, instrument: &Instrument) -> BTreeSet<State> {
    let mut states: BTreeSet<State> =
        book.acts(&instrument.id).into_iter().flatten().map(|(state, _)| *state).collect();
    if let Some(rule) = &instrument.participation.by_membership {
        states.extend(book.members(&rule.of).map(|(state, _)| state));
        states.extend(rule.open.iter().map(|open| open.state));
    }
    if instrument.participation.binds_sides.is_some() {
        for group in instrument.participation.sides.iter().flatten() {
            states.extend(group.states.iter().copied());
            states.extend(group.members_of.iter().flat_map(|of| book.members(of).map(|(state, _)| state)));
        }
    }
    states
}

fn party(state: State, bound: Bound) -> Party {
    Party {
        state,
        since: bound.since,
        verification: bound.verification,
        rule: bound.rule(),
        computed: bound.computed,
        act: bound.by,
        suspended: bound.suspended,
        notified: bound.notified,
        reserved: bound.reserved,
        note: bound.note,
    }
}

fn caution(instrument: &Instrument, on: Date) -> String {
    let coverage = &instrument.participation;
    let mut words = match coverage.as_of {
        Some(as_of) if coverage.complete && on <= as_of => format!("The list reaches {as_of}."),
        Some(as_of) if coverage.complete => {
            format!("The list ends on {as_of}: whoever joined or left since is unknown here.")
        }
        Some(as_of) => format!("The list of {as_of} is incomplete: absence means nothing."),
        None if coverage.by_membership.is_some() || coverage.binds_sides.is_some() => {
            "Counted by membership; no State's own act is recorded.".to_owned()
        }
        None if instrument.listed() => "The list is incomplete: absence means nothing.".to_owned(),
        None => "No list of parties is in the lawbook: how many are bound is not known.".to_owned(),
    };
    if instrument.in_force.is_none() && instrument.provisional.is_none() {
        words.push_str(" Not in force as far as we know.");
    }
    if !coverage.note.is_empty() {
        words.push(' ');
        words.push_str(&coverage.note);
    }
    words
}
