//! Reservations and declarations whose effect is known: `declarations/<ID>.toml`, one entry a statement. A table that only
//! flags one (`reserved`) is not here: there the answer says that the text must be looked up.

use super::document::{day, maybe_day};
use model::time::Date;
use model::{Kind, State, Verification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclarationEffect {
    /// The articles named do not bind this State.
    ExcludesProvision,
    /// The State does not extradite its nationals, or only on conditions.
    Nationals,
    /// The State keeps the political-offence exception.
    PoliticalOffence,
    /// The State is not bound to bring disputes to arbitration or the International Court of Justice.
    IcjClause,
    /// Which authority is competent.
    CentralAuthority,
    /// Which languages are accepted.
    Language,
    /// Whether the State takes the convention as a legal basis where it has no treaty.
    LegalBasis,
    /// Something else, in words.
    Other,
}

impl DeclarationEffect {
    /// Whether an officer must look at it before relying on the article. What only names an address or a language, or
    /// concerns disputes between States, is shown and asks nothing.
    pub fn to_confirm(self) -> bool {
        use DeclarationEffect::{CentralAuthority, IcjClause, Language};
        !matches!(self, CentralAuthority | IcjClause | Language)
    }

    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            DeclarationEffect::ExcludesProvision => "excludes a provision",
            DeclarationEffect::Nationals => "on nationals",
            DeclarationEffect::PoliticalOffence => "on political offences",
            DeclarationEffect::IcjClause => "on the settlement of disputes",
            DeclarationEffect::CentralAuthority => "names the competent authority",
            DeclarationEffect::Language => "on languages",
            DeclarationEffect::LegalBasis => "on the convention as legal basis",
            DeclarationEffect::Other => "other",
        }
    }
}

/// A statement of one State under one instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Whose.
    pub state: State,
    /// What it does.
    pub effect: DeclarationEffect,
    /// To which provision it was made: `6(1)(a)`.
    pub provision: String,
    /// Articles of rules that it takes away; only for [`DeclarationEffect::ExcludesProvision`].
    #[serde(default)]
    pub excludes: BTreeSet<String>,
    /// For which kinds it matters; empty means for all.
    #[serde(default)]
    pub kinds: BTreeSet<Kind>,
    /// In our words.
    pub says: String,
    /// From which day.
    #[serde(default, deserialize_with = "maybe_day")]
    pub from: Option<Date>,
    /// The day of its withdrawal.
    #[serde(default, deserialize_with = "maybe_day")]
    pub withdrawn: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
}

impl Declaration {
    /// Whether it stands on a day, for a kind.
    pub fn stands(&self, on: Date, kind: Kind) -> bool {
        self.from.is_none_or(|from| from <= on)
            && self.withdrawn.is_none_or(|day| on < day)
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

/// The statements under one instrument.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declarations {
    /// The day to which the collection was brought.
    #[serde(deserialize_with = "day")]
    pub as_of: Date,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Each statement.
    pub declaration: Vec<Declaration>,
}
