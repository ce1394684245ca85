//! The smaller documents of the lawbook, each a list of one noun: offences, duties, channels, bars, transfer law.

use super::document::{day, maybe_day};
use model::time::Date;
use model::{InstrumentId, Offence, Purpose, State, Verification};
use serde::{Deserialize, Serialize};

/// An offence of the vocabulary (`offences.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OffenceEntry {
    /// Its id: `terrorist-financing`.
    pub id: Offence,
    /// In words.
    pub title: String,
    /// True if it is a label as charged, which the law of others does not know: never a basis for third parties.
    #[serde(default)]
    pub as_charged: bool,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Which instruments define it.
    pub defined_by: Vec<Definition>,
    /// Whether the definitions were read.
    pub verification: Verification,
}

/// Where an offence is defined.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Which instrument.
    pub instrument: InstrumentId,
    /// Which article.
    pub article: String,
    /// How the register's table names the element: `financing.attempt`.
    pub element: String,
    /// The conduct, in our own words.
    pub conduct: String,
    /// Its elements, by their ids in `elements.toml`.
    #[serde(default)]
    pub elements: super::element::Elements,
}

/// A duty of all members of an organisation (`duties.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its id: `UNSCR-1373`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// From which day it binds.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// The paragraphs.
    pub paragraphs: String,
    /// What it asks, in our words.
    pub asks: String,
    /// Whom it binds: members of this organisation.
    pub binds_members_of: String,
    /// Only for these offences; empty means all.
    #[serde(default)]
    pub offences: Vec<Offence>,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
}

/// A channel open between members of an organisation (`channels.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelEntry {
    /// Its id: `siena`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Both sides belong to this organisation.
    pub members_of: String,
    /// What to keep in mind.
    pub note: String,
    /// From which day.
    #[serde(default, deserialize_with = "maybe_day")]
    pub from: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
}

/// What raises a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// The other State is not recorded as having abolished the death penalty for all crimes.
    DeathPenaltyNotExcluded,
    /// A marker of the competent authority names the other State as the one fled from.
    ProtectedFromOtherState,
    /// The other State is the State of nationality and the person's status is not known.
    StatusUnknownOtherStateIsNationality,
    /// The other State is the State of nationality.
    OtherStateIsNationality,
    /// There are indications of opposition, journalism or advocacy.
    OppositionJournalistLawyer,
    /// The conduct is, or may be, speech, assembly or association.
    SpeechOrAssociation,
    /// Earlier requests of the same issuer were barred.
    EarlierRefusalsOfIssuer,
    /// Extradition of the person to the other State was refused.
    ExtraditionRefused,
    /// We would receive, and the sides are under different data-protection acts, or there are indications.
    TortureIn,
    /// We would give, and the sides are under different data-protection acts, or there are indications.
    TortureOut,
    /// The offence is one known only as charged.
    OffenceAsCharged,
}

/// A bar (`bars.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Its id: `death-penalty`.
    pub id: String,
    /// The question a person answers.
    pub asks: String,
    /// Where it comes from.
    pub cites: Vec<String>,
    /// One person or two.
    pub persons: u8,
    /// What raises it.
    pub raised_by: Trigger,
    /// The condition of use that is proposed.
    #[serde(default)]
    pub default_condition: Option<String>,
    /// True if only the competent authority's word settles it.
    #[serde(default)]
    pub authority_check: bool,
    /// Whether the sources were read.
    pub verification: Verification,
}

/// The transfer law of one State or group (`transfer/*.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Its id: `led`.
    pub id: String,
    /// The act.
    pub title: String,
    /// Members of this organisation are bound by it ...
    #[serde(default)]
    pub members_of: Option<String>,
    /// ... and these States.
    #[serde(default)]
    pub states: Vec<State>,
    /// From which day.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Where free flow between those bound by it stands; absent where there is none (a national act).
    #[serde(default)]
    pub same_regime: Option<String>,
    /// Where safeguards in an arrangement stand.
    pub safeguards: String,
    /// What holds for every transfer.
    pub conditions: Vec<String>,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Where it was read.
    pub source: String,
    /// Whether it was.
    pub verification: Verification,
    /// Adequacy decisions.
    #[serde(default)]
    pub adequacy: Vec<Adequacy>,
    /// Derogations for a single case.
    #[serde(default)]
    pub derogation: Vec<DerogationEntry>,
}

/// A decision that a State protects personal data adequately.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adequacy {
    /// For which State.
    pub state: State,
    /// The decision.
    pub cite: String,
    /// From which day.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Its recorded end.
    #[serde(default, deserialize_with = "maybe_day")]
    pub until: Option<Date>,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Whether the decision itself was read; its end may be less certain: see the note.
    pub verification: Verification,
}

/// A derogation for a single case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerogationEntry {
    /// Where it stands.
    pub cite: String,
    /// When it may be used, in our words.
    pub when: String,
    /// For which purposes.
    pub purposes: Vec<Purpose>,
    /// Whether the person's rights must be weighed against it (LED art. 38(2)).
    #[serde(default)]
    pub balance: bool,
    /// Whether it was read.
    pub verification: Verification,
}
