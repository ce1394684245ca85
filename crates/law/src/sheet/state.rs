//! One State: where it stands towards every instrument, what it belongs to, its bilateral treaties, its transfer law.

use crate::Lawbook;
use crate::lawbook::StateKind;
use crate::lawbook::instrument::Instrument;
use crate::power::party;
use crate::standing::{Bound, Standing, standing};
use model::time::Date;
use model::{Kind, RulesetVersion, State, Verification};
use serde::Serialize;
use std::collections::BTreeSet;

/// Where the State stands towards one instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingShown {
    /// Which instrument.
    pub instrument: String,
    /// What it is called.
    pub title: String,
    /// `universal`, or the region.
    pub region: String,
    /// `bound`, `suspended`, `not-yet`, `ceased`, `undated`, `listed`, `signed`, `not-bound`, `outside`, `open`, `absent`,
    /// `unknown`, `not-in-force`.
    pub standing: &'static str,
    /// In force for it since this day, where it is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// True if that day was computed by the instrument's own rule.
    pub computed: bool,
    /// True if a reservation or declaration is flagged, whose text must be looked up.
    pub reserved: bool,
    /// Whether what says so was read; absent where nothing says anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// The day to which the list of parties was brought.
    pub as_of: Option<Date>,
    /// Why, in one sentence, where it is not bound; what else the row says, where it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Kinds of cooperation that the instrument serves.
    pub kinds: Vec<Kind>,
}

/// A membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MembershipShown {
    /// Which organisation.
    pub organisation: String,
    /// `member`, `former-member`, `third-state-operational` ...
    pub status: String,
    /// True if it was a member on the day.
    pub member: bool,
    /// Since when.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Whether it was read.
    pub verification: Verification,
}

/// A bilateral treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BilateralOf {
    /// With whom.
    pub with: State,
    /// `police-cooperation`, `mla`, `extradition`, `transfer-of-sentenced-persons`.
    pub kind: String,
    /// As the list prints it.
    pub title: String,
    /// When it entered into force.
    pub since: Option<Date>,
    /// Whether it was read.
    pub verification: Verification,
}

/// The succession from which the State came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessionShown {
    /// Whom it succeeded.
    pub of: String,
    /// From which day.
    pub on: Date,
    /// What to keep in mind.
    pub note: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// What is recorded about the death penalty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeathPenaltyShown {
    /// `abolished`, `ordinary-crimes-abolished`, `not-in-practice`, `retained`.
    pub status: String,
    /// As of which day.
    pub as_of: Date,
    /// What to keep in mind.
    pub note: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// A law on transfers of personal data that binds the State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TransferLaw {
    /// Its id.
    pub id: String,
    /// The act.
    pub title: String,
    /// Since when.
    pub since: Date,
    /// Whether it was read.
    pub verification: Verification,
}

/// One State on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateSheet {
    /// Which State.
    pub state: State,
    /// A short English name; no statement on status.
    pub name: String,
    /// What the code stands for.
    pub kind: StateKind,
    /// On which day.
    pub on: Date,
    /// How many instruments bind it.
    pub bound: usize,
    /// Every instrument, by id.
    pub instruments: Vec<StandingShown>,
    /// Every membership, by organisation.
    pub memberships: Vec<MembershipShown>,
    /// Bilateral treaties of the lawbook.
    pub bilateral: Vec<BilateralOf>,
    /// The succession from which it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succession: Option<SuccessionShown>,
    /// What is recorded about the death penalty; absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub death_penalty: Option<DeathPenaltyShown>,
    /// Laws on transfers of personal data; empty where the lawbook has none, which assumes nothing.
    pub transfer_laws: Vec<TransferLaw>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// All that the lawbook knows of a State on a day; nothing if it has no such code.
pub fn state(book: &Lawbook, state: State, on: Date) -> Option<StateSheet> {
    let entry = book.state(state)?;
    let instruments: Vec<StandingShown> =
        book.instruments().map(|instrument| shown(book, instrument, state, on)).collect();
    Some(StateSheet {
        state,
        name: entry.name.clone(),
        kind: entry.kind,
        on,
        bound: instruments.iter().filter(|line| matches!(line.standing, "bound" | "suspended")).count(),
        instruments,
        memberships: memberships(book, state, on),
        bilateral: bilateral(book, state),
        succession: book.succession(state).map(|row| SuccessionShown {
            of: row.of.clone(),
            on: row.on,
            note: row.note.clone(),
            verification: row.verification,
        }),
        death_penalty: book.death_penalty(state).map(|row| DeathPenaltyShown {
            status: row.status.clone(),
            as_of: row.as_of,
            note: row.note.clone(),
            verification: row.verification,
        }),
        transfer_laws: transfer_laws(book, state, on),
        rules: book.version().clone(),
    })
}

fn shown(book: &Lawbook, instrument: &Instrument, state: State, on: Date) -> StandingShown {
    let standing = standing(book, instrument, state, on);
    let bound = match &standing {
        Standing::Bound(bound) => Some(bound),
        _ => None,
    };
    let because = match bound {
        Some(Bound { note, suspended: None, .. }) => note.clone(),
        _ => party(book.name(state), instrument, &standing, on).1,
    };
    let kinds: BTreeSet<Kind> = instrument.rules.iter().flat_map(|article| article.kinds.iter().copied()).collect();
    StandingShown {
        instrument: instrument.id.to_string(),
        title: instrument.short_title.clone(),
        region: instrument.region.clone(),
        standing: standing.word(),
        since: bound.map(|bound| bound.since),
        computed: bound.is_some_and(|bound| bound.computed),
        reserved: bound.is_some_and(|bound| bound.reserved),
        verification: standing.verification(),
        as_of: instrument.participation.as_of,
        because,
        kinds: kinds.into_iter().collect(),
    }
}

fn memberships(book: &Lawbook, state: State, on: Date) -> Vec<MembershipShown> {
    let of = |organisation: &str| {
        let rows = book.members(organisation).filter(|(member, _)| *member == state);
        let shown = rows.map(|(_, row)| MembershipShown {
            organisation: organisation.to_owned(),
            status: row.status.clone(),
            member: row.member_on(on),
            since: row.since,
            until: row.until,
            verification: row.verification,
        });
        shown.collect::<Vec<_>>()
    };
    book.organisations().flat_map(of).collect()
}

fn bilateral(book: &Lawbook, state: State) -> Vec<BilateralOf> {
    let mut found: Vec<BilateralOf> = book
        .bilateral_of(state)
        .map(|treaty| BilateralOf {
            with: if treaty.between.0 == state { treaty.between.1 } else { treaty.between.0 },
            kind: treaty.kind.clone(),
            title: treaty.title.clone(),
            since: treaty.entry_into_force,
            verification: treaty.verification,
        })
        .collect();
    found.sort_by(|a, b| (a.with, &a.kind, a.since).cmp(&(b.with, &b.kind, b.since)));
    found
}

fn transfer_laws(book: &Lawbook, state: State, on: Date) -> Vec<TransferLaw> {
    let binds = |regime: &&crate::lawbook::rule::Regime| {
        let member = regime.members_of.as_ref().is_some_and(|of| book.member(of, state, on).is_some());
        regime.from <= on && (member || regime.states.contains(&state))
    };
    let shown = |regime: &crate::lawbook::rule::Regime| TransferLaw {
        id: regime.id.clone(),
        title: regime.title.clone(),
        since: regime.from,
        verification: regime.verification,
    };
    book.regimes().iter().filter(binds).map(shown).collect()
}
