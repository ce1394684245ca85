//! An instrument as `instruments/<ID>.toml` writes it: what it is, how it enters into force, how far our list of its
//! parties goes, and which of its articles serve a kind of cooperation. Not who is bound: `participation/<ID>.csv`.

use super::article::Article;
use super::declaration::Declaration;
use super::document::{day, maybe_day};
use super::effect::Effect;
use super::ground::Ground;
use super::participation::{Act, Acts};
use crate::entry::Entry;
use model::time::Date;
use model::{InstrumentId, Kind, State, Verification};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An instrument of the register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its id: `UN-ICSFT-1999`. The file is named after it.
    pub id: InstrumentId,
    /// What practitioners call it.
    pub short_title: String,
    /// What it is called in full.
    pub title: String,
    /// With whom instruments are deposited.
    pub depositary: String,
    /// When it was adopted.
    #[serde(deserialize_with = "day")]
    pub adopted: Date,
    /// When the instrument itself entered into force; absent where it did not, or we do not know.
    #[serde(default, deserialize_with = "maybe_day")]
    pub in_force: Option<Date>,
    /// From when on it was applied provisionally, if it was.
    #[serde(default, deserialize_with = "maybe_day")]
    pub provisional: Option<Date>,
    /// `universal`, or the region.
    pub region: String,
    /// What it is for, in the register's words.
    pub purposes: Vec<String>,
    /// Time limits it sets, in our words. The clock engine reads `clocks.toml`, not this.
    #[serde(default)]
    pub time_limits: String,
    /// Where what stands here was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
    /// How far it was checked.
    #[serde(default)]
    pub checked: String,
    /// Articles by subject, as the register's table has them: `mla = "12"`. For reading; rules stand below.
    #[serde(default)]
    pub articles: BTreeMap<String, String>,
    /// When it enters into force for a State that joins later.
    #[serde(default)]
    pub entry: Option<Entry>,
    /// How far our list of parties goes.
    pub participation: Coverage,
    /// Its articles as rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Article>,
    /// The refusal grounds that it knows.
    #[serde(default, rename = "ground")]
    pub grounds: Vec<Ground>,
    /// What it does to other instruments.
    #[serde(default, rename = "effect")]
    pub effects: Vec<Effect>,
    /// Who did what and when: `participation/<ID>.csv`.
    #[serde(skip)]
    pub(crate) acts: Acts,
    /// Reservations and declarations whose effect is known: `declarations/<ID>.toml`.
    #[serde(skip)]
    pub(crate) declarations: Vec<Declaration>,
}

impl Instrument {
    /// The acts of one State.
    pub fn acts_of(&self, state: State) -> &[Act] {
        self.acts.get(&state).map_or(&[], Vec::as_slice)
    }

    /// Reservations and declarations whose effect is known.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// The articles that serve a kind of cooperation.
    pub fn articles_for(&self, kind: Kind) -> impl Iterator<Item = &Article> {
        self.rules.iter().filter(move |article| article.kinds.contains(&kind))
    }

    /// The refusal grounds for a kind of cooperation.
    pub fn grounds_for(&self, kind: Kind) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(move |ground| ground.kinds.contains(&kind))
    }

    /// Whether the lawbook holds any list of its parties, or binds by membership. Where it holds none, nothing can be said
    /// about who is bound.
    pub fn listed(&self) -> bool {
        self.participation.by_membership.is_some() || self.participation.binds_sides.is_some() || !self.acts.is_empty()
    }
}

/// How far our list of parties goes, and who may be on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// The day to which the list was brought; absent where there is no list.
    #[serde(default, deserialize_with = "maybe_day")]
    pub as_of: Option<Date>,
    /// True if absence from the list, on or before `as_of`, means "not a party".
    pub complete: bool,
    /// Whether that statement was checked against a source.
    pub verification: Verification,
    /// In words: where the list comes from and where it ends.
    #[serde(default)]
    pub note: String,
    /// The organisation whose members alone may join; absent where it is open to others too.
    #[serde(default)]
    pub only_members_of: Option<String>,
    /// For an act that binds by membership.
    #[serde(default)]
    pub by_membership: Option<ByMembership>,
    /// For an agreement between two sides that is in force: it could not be without both, so each State on either side is
    /// bound since then, whatever rows there are.
    #[serde(default)]
    pub binds_sides: Option<BindsSides>,
    /// Where our sources say that every party without a date of its own had ratified before the instrument entered into
    /// force: each is then bound since that day. Without it such a party stays undated.
    #[serde(default)]
    pub founders: Option<Founders>,
    /// For an agreement between two sides: it serves only between one of the first and one of the second.
    #[serde(default)]
    pub sides: Option<[Group; 2]>,
}

/// One side of a two-sided agreement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Members of these organisations.
    #[serde(default)]
    pub members_of: Vec<String>,
    /// These States.
    #[serde(default)]
    pub states: BTreeSet<State>,
}

/// On what showing an agreement binds each State of its two sides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BindsSides {
    /// Why each State of a side is bound.
    pub because: String,
    /// Where that stands.
    pub article: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// On what showing parties without a date of their own are bound since the instrument entered into force.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Founders {
    /// What the source says.
    pub because: String,
    /// Where that stands.
    pub source: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// How an act binds members of an organisation without any deposit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByMembership {
    /// Which organisation: `EU`.
    pub of: String,
    /// The day from which it is to be applied.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Where that day stands.
    pub article: String,
    /// Whether it was read.
    pub verification: Verification,
    /// Members or others whose position is open: not counted, and an officer must establish it.
    #[serde(default)]
    pub open: Vec<Open>,
}

/// A State whose position is open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Which State.
    pub state: State,
    /// What must be established.
    pub because: String,
}
