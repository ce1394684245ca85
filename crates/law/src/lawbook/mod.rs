//! The lawbook in memory: read once from bytes, checked whole, then only asked. No reasoning here: that is
//! [`power`](mod@crate::power) and its neighbours.

pub mod article;
mod bad;
pub mod clock;
pub mod declaration;
pub(crate) mod document;
mod easter;
pub mod effect;
pub mod element;
pub mod ground;
pub mod holidays;
pub mod instrument;
pub mod membership;
pub mod participation;
mod read;
mod references;
pub mod rule;
pub mod serving;
pub mod succession;
mod table;
pub mod trigger;

pub use bad::BadLawbook;

use crate::clock::WorkingDays;
use clock::ClockEntry;
use holidays::HolidayCalendar;
use instrument::Instrument;
use membership::{Bilateral, Members, Membership};
use model::time::Date;
use model::{InstrumentId, Kind, Offence, RulesetVersion, State, Verification};
use participation::Acts;
use rule::{Bar, ChannelEntry, Duty, OffenceEntry, Regime};
use serde::Serialize;
use serving::Serving;
use std::collections::BTreeMap;
use succession::Succession;

/// A day of the calendar in the years that a register of treaties can hold. One spelling only: `2003-07-27`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        if part.bytes().all(|b| b.is_ascii_digit()) { part.parse::<i16>().ok() } else { None }
    };
    if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
        return None;
    }
    let (month, day) = (i8::try_from(digits(5, 7)?).ok()?, i8::try_from(digits(8, 10)?).ok()?);
    Date::new(digits(0, 4)?, month, day).ok().filter(|day| plausible(*day))
}

/// No treaty of the register, and no plan for one, lies outside these years.
pub(crate) fn plausible(day: Date) -> bool {
    (1850..=2100).contains(&day.year())
}

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateKind {
    /// A State, as depositaries name it.
    State,
    /// A territory, bound only where an extension names it.
    Territory,
    /// An organisation that is a party of its own.
    Organisation,
    /// Invented, for demonstrations and exercises.
    Invented,
}

/// A row of `states.csv`.
#[derive(Debug, Clone)]
pub struct StateEntry {
    /// A short English name; no statement on status.
    pub name: String,
    /// What the code stands for.
    pub kind: StateKind,
}

/// A row of `facts/death-penalty.csv`.
#[derive(Debug, Clone)]
pub struct DeathPenalty {
    /// `abolished`, `ordinary-crimes-abolished`, `not-in-practice`, `retained`.
    pub status: String,
    /// As of which day.
    pub as_of: Date,
    /// What to keep in mind.
    pub note: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// The register and its rules, of one version.
#[derive(Debug, Clone)]
pub struct Lawbook {
    version: RulesetVersion,
    edition: String,
    states: BTreeMap<State, StateEntry>,
    sources: BTreeMap<String, String>,
    instruments: BTreeMap<InstrumentId, Instrument>,
    serving: Serving,
    successions: BTreeMap<State, Succession>,
    memberships: BTreeMap<String, Members>,
    bilateral: Vec<Bilateral>,
    offences: BTreeMap<Offence, OffenceEntry>,
    elements: element::Vocabulary,
    ground_rules: trigger::GroundRules,
    duties: Vec<Duty>,
    channels: Vec<ChannelEntry>,
    bars: Vec<Bar>,
    clocks: Vec<ClockEntry>,
    holidays: BTreeMap<State, HolidayCalendar>,
    working: BTreeMap<State, WorkingDays>,
    regimes: Vec<Regime>,
    death_penalty: BTreeMap<State, DeathPenalty>,
}

impl Lawbook {
    /// Reads a lawbook from its files: path inside the lawbook, and bytes. All of it must be right, or none is taken.
    /// `version` is what every finding will name; it should hold the digest of the files.
    pub fn read(files: &[(&str, &[u8])], version: RulesetVersion) -> Result<Lawbook, BadLawbook> {
        read::lawbook(files, version)
    }

    /// The version that findings name.
    pub fn version(&self) -> &RulesetVersion {
        &self.version
    }

    /// The edition, as the file `VERSION` has it: `2026.11.23`.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Every instrument.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// One instrument.
    pub fn instrument(&self, id: &InstrumentId) -> Option<&Instrument> {
        self.instruments.get(id)
    }

    /// One instrument, for a supposition on a copy.
    pub(crate) fn instrument_mut(&mut self, id: &InstrumentId) -> Option<&mut Instrument> {
        self.instruments.get_mut(id)
    }

    /// Names the copy on which something was supposed.
    pub(crate) fn rename(&mut self, version: RulesetVersion) {
        self.version = version;
    }

    /// Every offence of the vocabulary.
    pub fn offences(&self) -> impl Iterator<Item = &OffenceEntry> {
        self.offences.values()
    }

    /// One offence.
    pub fn offence(&self, id: &Offence) -> Option<&OffenceEntry> {
        self.offences.get(id)
    }

    /// The elements of which definitions are made.
    pub fn elements(&self) -> &element::Vocabulary {
        &self.elements
    }

    /// What triggers refusal grounds and gates, and what follows a refusal.
    pub fn ground_rules(&self) -> &trigger::GroundRules {
        &self.ground_rules
    }

    /// Every code and its entry.
    pub fn states(&self) -> impl Iterator<Item = (State, &StateEntry)> {
        self.states.iter().map(|(code, entry)| (*code, entry))
    }

    /// What a code stands for.
    pub fn state(&self, code: State) -> Option<&StateEntry> {
        self.states.get(&code)
    }

    /// The name of a code, or the code.
    pub fn name(&self, code: State) -> &str {
        self.states.get(&code).map_or_else(|| "a State not in the lawbook", |entry| entry.name.as_str())
    }

    /// The acts of every State under an instrument.
    pub fn acts(&self, id: &InstrumentId) -> Option<&Acts> {
        self.instruments.get(id).map(|instrument| &instrument.acts).filter(|acts| !acts.is_empty())
    }

    /// The succession of States from which this one came, where the lawbook has it.
    pub fn succession(&self, state: State) -> Option<&Succession> {
        self.successions.get(&state)
    }

    /// The articles that serve a kind of cooperation, with their instruments, in the order in which they rank.
    pub fn serving(&self, kind: Kind) -> impl Iterator<Item = serving::Ranked<'_>> {
        self.serving.of(&self.instruments, kind)
    }

    /// The text of a source by its id.
    pub fn source(&self, id: &str) -> Option<&str> {
        self.sources.get(id).map(String::as_str)
    }

    /// Every source with its text, by id.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sources.iter().map(|(id, text)| (id.as_str(), text.as_str()))
    }

    /// Every clock.
    pub fn clocks(&self) -> &[ClockEntry] {
        &self.clocks
    }

    /// One clock.
    pub fn clock(&self, id: &str) -> Option<&ClockEntry> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// The public holidays of a State, where the lawbook has them.
    pub fn holidays(&self, state: State) -> Option<&HolidayCalendar> {
        self.holidays.get(&state)
    }

    /// The working days of a State; only Saturday and Sunday off where its holidays are not in the lawbook.
    pub fn working_days(&self, state: State) -> WorkingDays {
        self.working.get(&state).cloned().unwrap_or_else(WorkingDays::weekend_only)
    }

    pub(crate) fn calendar_verification(&self, state: State) -> Verification {
        self.holidays.get(&state).map_or(Verification::Unverified, HolidayCalendar::weakest)
    }

    /// Every bar.
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// Every duty.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Every channel.
    pub fn channels(&self) -> &[ChannelEntry] {
        &self.channels
    }

    /// The transfer laws.
    pub fn regimes(&self) -> &[Regime] {
        &self.regimes
    }

    /// Whether the lawbook knows an organisation.
    pub fn knows_organisation(&self, organisation: &str) -> bool {
        self.memberships.contains_key(organisation)
    }

    /// What is recorded about the death penalty in a State.
    pub fn death_penalty(&self, state: State) -> Option<&DeathPenalty> {
        self.death_penalty.get(&state)
    }

    /// The membership of a State in an organisation on a day, if it is a member then.
    pub fn member(&self, organisation: &str, state: State, on: Date) -> Option<&Membership> {
        let rows = self.memberships.get(organisation)?.get(&state)?;
        rows.iter().find(|row| row.member_on(on))
    }

    pub(crate) fn members(&self, organisation: &str) -> impl Iterator<Item = (State, &Membership)> {
        let members = self.memberships.get(organisation);
        members.into_iter().flatten().flat_map(|(state, rows)| rows.iter().map(|row| (*state, row)))
    }

    /// Every organisation whose members the lawbook has, by name.
    pub fn organisations(&self) -> impl Iterator<Item = &str> {
        self.memberships.keys().map(String::as_str)
    }

    pub(crate) fn bilateral_of(&self, state: State) -> impl Iterator<Item = &Bilateral> {
        self.bilateral.iter().filter(move |treaty| treaty.between.0 == state || treaty.between.1 == state)
    }

    pub(crate) fn bilateral_between(&self, a: State, b: State, on: Date) -> impl Iterator<Item = &Bilateral> {
        self.bilateral.iter().filter(move |treaty| {
            (treaty.between == (a, b) || treaty.between == (b, a))
                && treaty.entry_into_force.is_some_and(|from| from <= on)
        })
    }
}
