//! Evidence beside the name: kind, birth date, State, sex, places, identifiers. Each rule gives nothing where a side is
//! silent; silence is not contradiction.

use super::birth::{self, birth};
use super::holdings::Holdings;
use super::numbers;
use super::place::shared;
use super::rarity::ln_ratio;
use super::row::Row;
use super::weights;
use crate::identifier::{Key, key};
use crate::{Birth, Kind, LogOdds, Profile, Rule, What};
use model::State;
use model::subject::{Identifier, Sex};

/// One piece of evidence. The values are put into words only for an explanation.
pub struct Fact {
    /// What was compared.
    pub what: What,
    /// The rule.
    pub rule: Rule,
    /// The weight.
    pub weight: LogOdds,
    /// Which values: places in the lists of the query and of the entry.
    pub values: (Option<usize>, Option<usize>),
}

/// What a query says beside its names, made ready.
pub struct AskedFacts {
    /// Its kind.
    pub kind: Kind,
    /// Birth dates.
    pub births: Vec<Birth>,
    /// Sex.
    pub sex: Option<Sex>,
    /// States, each once.
    pub states: Vec<State>,
    /// Identifiers, with their keys.
    pub identifiers: Vec<(Identifier, Key)>,
    /// Places of birth.
    pub places: Vec<String>,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Nothing is said but the kind.
    silent: bool,
}

const SILENT: (Rule, LogOdds) = (Rule::NotStated, LogOdds::NOTHING);

impl AskedFacts {
    /// Makes a query ready.
    pub fn new(profile: &Profile) -> AskedFacts {
        let mut states: Vec<State> = profile.states.iter().map(|state| *state.expose()).collect();
        states.sort_unstable();
        states.dedup();
        let texts = |all: &[model::Personal<String>]| all.iter().take(64).map(|text| text.expose().clone()).collect();
        let identifiers = profile.identifiers.iter().take(256).map(|one| (one.clone(), key(one))).collect();
        let silent = profile.births.is_empty() && profile.sex.is_none() && profile.states.is_empty();
        let silent = silent && profile.places.is_empty() && profile.addresses.is_empty();
        AskedFacts {
            silent: silent && profile.identifiers.is_empty(),
            kind: profile.kind,
            births: profile.births.iter().take(16).copied().collect(),
            sex: profile.sex,
            states,
            identifiers,
            places: texts(&profile.places),
            addresses: texts(&profile.addresses),
        }
    }

    /// Compares everything but the names, and hands each fact to `take` in the order of an explanation.
    pub fn compare(&self, entry: Row<'_>, holdings: &Holdings, mut take: impl FnMut(Fact)) {
        let mut add = |what, (rule, weight), values| take(Fact { what, rule, weight, values });
        let one = |said: bool| said.then_some(0);
        if self.kind.differs(entry.kind()) {
            add(What::Kind, (Rule::KindDiffers, weights::KIND_DIFFERS), (Some(0), Some(0)));
        }
        if self.kind.may_be_person() && entry.kind().may_be_person() {
            let best = best_birth(&self.births, entry);
            let silent = (one(!self.births.is_empty()), one(entry.has_births()));
            let (what, values) = best.map_or((SILENT, silent), |(what, at)| (what, at));
            add(What::Birth, what, values);
            add(What::Sex, sex(self.sex, entry.sex()), (one(self.sex.is_some()), one(entry.sex().is_some())));
        }
        let held = entry.has_states();
        add(What::State, self.state(entry, holdings), (one(!self.states.is_empty()), one(held)));
        if !self.places.is_empty() || !self.addresses.is_empty() {
            let (places, addresses) = entry.places_and_addresses();
            for (what, asked, held) in
                [(What::Place, &self.places, places), (What::Address, &self.addresses, addresses)]
            {
                if !asked.is_empty() {
                    let (rule, weight, values) = shared(asked, &held);
                    add(what, (rule, weight), values);
                }
            }
        }
        if self.identifiers.is_empty() {
            add(What::Identifier, SILENT, (None, one(entry.has_identifiers())));
        } else {
            let held = entry.identifiers();
            numbers::compare(&self.identifiers, &held, |rule, weight, values| {
                add(What::Identifier, (rule, weight), values);
            });
        }
    }

    /// The sum of the facts.
    pub fn weight(&self, entry: Row<'_>, holdings: &Holdings) -> LogOdds {
        if self.silent {
            return if self.kind.differs(entry.kind()) { weights::KIND_DIFFERS } else { LogOdds::NOTHING };
        }
        let mut sum = LogOdds::NOTHING;
        self.compare(entry, holdings, |fact| sum += fact.weight);
        sum
    }

    /// Most that the facts can weigh for an entry that has no identifier of the query; the birth date not counted.
    pub fn most_but_birth(&self) -> LogOdds {
        let some = |said: bool, weight: LogOdds| if said { weight } else { LogOdds::NOTHING };
        some(self.sex.is_some(), weights::SEX_EQUAL)
            + some(!self.states.is_empty(), weights::STATE_SHARED.1)
            + some(!self.places.is_empty(), weights::PLACE_MOST)
            + some(!self.addresses.is_empty(), weights::PLACE_MOST)
    }

    /// Most that a birth date can weigh for whatever entry.
    pub fn most_of_any_birth(&self) -> LogOdds {
        if self.births.is_empty() { LogOdds::NOTHING } else { weights::BIRTH_EQUAL }
    }

    /// Most that the birth date can weigh for an entry of that year (see [`birth::year`]).
    pub fn most_of_birth(&self, year: u8) -> LogOdds {
        if self.kind.may_be_person() { birth::most(&self.births, year) } else { LogOdds::NOTHING }
    }

    fn state(&self, entry: Row<'_>, holdings: &Holdings) -> (Rule, LogOdds) {
        if self.states.is_empty() || !entry.has_states() {
            return SILENT;
        }
        let weigh = |state: State| {
            let holders = holdings.states.get(&state).copied().unwrap_or_default();
            let (least, most) = weights::STATE_SHARED;
            ln_ratio(holdings.with_state as u64 + 20, holders as u64 + 1).clamp(least, most)
        };
        let shared = entry.states().filter(|state| self.states.contains(state)).map(weigh).max();
        shared.map_or((Rule::StateDiffers, weights::STATE_DIFFERS), |weight| (Rule::StateShared, weight))
    }
}

type Compared = ((Rule, LogOdds), (Option<usize>, Option<usize>));

fn best_birth(asked: &[Birth], entry: Row<'_>) -> Option<Compared> {
    let mut best: Option<Compared> = None;
    for (at, one) in asked.iter().enumerate() {
        for (other, held) in entry.births().enumerate() {
            let (rule, weight) = birth(*one, held);
            if best.is_none_or(|((_, before), _)| weight > before) {
                best = Some(((rule, weight), (Some(at), Some(other))));
            }
        }
    }
    best
}

fn sex(query: Option<Sex>, entry: Option<Sex>) -> (Rule, LogOdds) {
    match (query, entry) {
        (None | Some(Sex::Unspecified), _) | (_, None | Some(Sex::Unspecified)) => SILENT,
        (a, b) if a == b => (Rule::SexEqual, weights::SEX_EQUAL),
        _ => (Rule::SexDiffers, weights::SEX_DIFFERS),
    }
}
