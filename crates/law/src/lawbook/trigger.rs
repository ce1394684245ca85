//! What the folder `grounds/` holds: facts of a case, which of them trigger a refusal ground or raise a gate, duties that
//! follow a refusal, and model texts that bind nobody. How they are applied: [`crate::grounds`].

use super::article::{DualCriminality, OffenceSet, Threshold};
use super::document::{self, day};
use super::ground::{Ground, GroundId};
use super::{BadLawbook, Lawbook};
use crate::checks::{LAW_1_1, LAW_1_2, LAW_1_5, LAW_8_1};
use model::time::Date;
use model::{InstrumentId, Kind, Verification};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The id of a fact of a case: `national-of-requested`.
pub type FactId = String;

/// The fact that the engine finds by itself: the offence is a label as charged.
pub const AS_CHARGED: &str = "offence-as-charged";

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The person sought.
    Person,
    /// The act and its definition.
    Offence,
    /// How it is prosecuted.
    Proceedings,
    /// What is asked for.
    Measure,
}

impl About {
    /// Everything that a fact may be about, in order.
    pub const ALL: [About; 4] = [About::Person, About::Offence, About::Proceedings, About::Measure];

    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            About::Person => "person",
            About::Offence => "offence",
            About::Proceedings => "proceedings",
            About::Measure => "measure",
        }
    }
}

/// A fact of a case, as `facts.toml` writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFact {
    /// Its id.
    pub id: FactId,
    /// What it is about.
    pub about: About,
    /// In words, when it is so.
    pub says: String,
}

/// A fact, or its denial: `consents`, `not consents`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Literal {
    /// Which fact.
    pub fact: FactId,
    /// Whether it must be so, or must not.
    pub holds: bool,
}

impl From<String> for Literal {
    fn from(text: String) -> Literal {
        match text.strip_prefix("not ") {
            Some(fact) => Literal { fact: fact.to_owned(), holds: false },
            None => Literal { fact: text, holds: true },
        }
    }
}

/// Of several lists one suffices; in a list all must hold.
pub type Alternatives = Vec<Vec<Literal>>;

/// Which facts trigger a ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Which ground.
    pub ground: GroundId,
    /// Under which instruments or models; empty means under all that have no trigger of their own.
    #[serde(default)]
    pub under: BTreeSet<String>,
    /// For which kinds of cooperation; empty means all.
    #[serde(default)]
    pub kinds: BTreeSet<Kind>,
    /// What the instrument asks of the requested side before it refuses on this ground.
    #[serde(default)]
    pub first: Option<String>,
    /// What triggers it.
    pub when: Alternatives,
    /// What takes it away.
    #[serde(default)]
    pub unless: Alternatives,
}

/// A question that stands beside every ground and is never weighed against one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The question.
    pub asks: String,
    /// Where it comes from.
    pub cites: Vec<String>,
    /// For which kinds of cooperation; empty means all.
    #[serde(default)]
    pub kinds: BTreeSet<Kind>,
    /// How many persons decide.
    pub persons: u8,
    /// What raises it.
    pub when: Alternatives,
    /// What to do once it is raised.
    pub then: String,
    /// Whether its sources were read.
    pub verification: Verification,
}

/// A duty that follows a refusal: extradite or prosecute.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProsecuteDuty {
    /// Which instrument.
    pub instrument: InstrumentId,
    /// Which article.
    pub article: String,
    /// In our words.
    pub says: String,
    /// True if it arises at the request of the other party.
    #[serde(default)]
    pub on_request: bool,
    /// Only where the refusal rests on one of these; empty means on any.
    #[serde(default)]
    pub grounds: BTreeSet<GroundId>,
    /// For which offences; left out, those that the instrument defines.
    #[serde(default)]
    pub offences: Option<OffenceSet>,
    /// Whether the article was read.
    pub verification: Verification,
}

/// A model text: it binds nobody, and many treaties follow it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelTreaty {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it was adopted.
    #[serde(deserialize_with = "day")]
    pub adopted: Date,
    /// Where it stands.
    pub source: String,
    /// For which kinds of cooperation it is.
    pub kinds: BTreeSet<Kind>,
    /// Whether the act must be an offence on both sides.
    #[serde(default)]
    pub dual_criminality: Option<DualCriminality>,
    /// The penalty from which on it applies.
    #[serde(default)]
    pub threshold: Option<Threshold>,
    /// What to keep in mind.
    #[serde(default)]
    pub note: String,
    /// Whether it was read.
    pub verification: Verification,
    /// Its grounds.
    #[serde(rename = "ground")]
    pub grounds: Vec<Ground>,
}

/// Everything of the folder `grounds/`.
#[derive(Debug, Clone, Default)]
pub struct GroundRules {
    facts: BTreeMap<FactId, CaseFact>,
    triggers: Vec<Trigger>,
    gates: Vec<Gate>,
    duties: Vec<ProsecuteDuty>,
    models: BTreeMap<String, ModelTreaty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    fact: Vec<CaseFact>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Triggers {
    trigger: Vec<Trigger>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gates {
    gate: Vec<Gate>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duties {
    duty: Vec<ProsecuteDuty>,
}

impl GroundRules {
    /// Reads one file of the folder.
    pub(super) fn read(&mut self, path: &str, name: &str, bytes: &[u8]) -> Result<(), BadLawbook> {
        match name {
            "facts.toml" => {
                for fact in document::read::<Facts>(path, bytes)?.fact {
                    let id = fact.id.clone();
                    if self.facts.insert(id.clone(), fact).is_some() {
                        return Err(BadLawbook::at(&LAW_1_2, path, 0, id, "this fact stands twice"));
                    }
                }
            }
            "triggers.toml" => self.triggers = document::read::<Triggers>(path, bytes)?.trigger,
            "gates.toml" => self.gates = document::read::<Gates>(path, bytes)?.gate,
            "prosecute.toml" => self.duties = document::read::<Duties>(path, bytes)?.duty,
            _ => {
                let id = name.strip_prefix("models/").and_then(|name| name.strip_suffix(".toml"));
                let no_place = || BadLawbook::at(&LAW_1_1, path, 0, "file", "a lawbook has no such place");
                let id = id.ok_or_else(no_place)?;
                let model: ModelTreaty = document::read(path, bytes)?;
                if model.id != id {
                    return Err(BadLawbook::at(&LAW_1_1, path, 0, "id", "the file is named after another model"));
                }
                self.models.insert(id.to_owned(), model);
            }
        }
        Ok(())
    }

    /// One fact.
    pub fn fact(&self, id: &str) -> Option<&CaseFact> {
        self.facts.get(id)
    }

    /// Every fact.
    pub fn facts(&self) -> impl Iterator<Item = &CaseFact> {
        self.facts.values()
    }

    /// Every gate.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Every duty that follows a refusal.
    pub fn duties(&self) -> &[ProsecuteDuty] {
        &self.duties
    }

    /// A model text.
    pub fn model(&self, id: &str) -> Option<&ModelTreaty> {
        self.models.get(id)
    }

    /// Every model text.
    pub fn models(&self) -> impl Iterator<Item = &ModelTreaty> {
        self.models.values()
    }

    /// What triggers a ground under an instrument or model for a kind: the most special trigger that fits.
    pub fn trigger(&self, ground: &str, under: &str, kind: Kind) -> Option<&Trigger> {
        let fits = |trigger: &&Trigger| {
            trigger.ground == ground
                && (trigger.under.is_empty() || trigger.under.contains(under))
                && (trigger.kinds.is_empty() || trigger.kinds.contains(&kind))
        };
        let special = |trigger: &&Trigger| (trigger.under.is_empty(), trigger.kinds.is_empty());
        self.triggers.iter().filter(fits).min_by_key(special)
    }

    /// Holds every reference against the vocabulary of facts and against the register.
    pub(super) fn hold(&self, book: &Lawbook) -> Result<(), BadLawbook> {
        let exists = |id: &str| {
            self.models.contains_key(id) || InstrumentId::parse(id).is_ok_and(|id| book.instrument(&id).is_some())
        };
        let mut seen = BTreeSet::new();
        for trigger in &self.triggers {
            let bad = |because: String| BadLawbook::at(&LAW_8_1, TRIGGERS, 0, trigger.ground.as_str(), because);
            self.known(&trigger.when, &[AS_CHARGED]).map_err(bad)?;
            if !trigger.unless.is_empty() {
                self.known(&trigger.unless, &[AS_CHARGED]).map_err(bad)?;
            }
            if let Some(id) = trigger.under.iter().find(|id| !exists(id)) {
                return Err(BadLawbook::at(
                    &LAW_1_5,
                    TRIGGERS,
                    0,
                    "under",
                    format!("`{id}` is no instrument or model"),
                ));
            }
            let places =
                if trigger.under.is_empty() { vec![""] } else { trigger.under.iter().map(String::as_str).collect() };
            for place in places {
                if !seen.insert((trigger.ground.as_str(), place, &trigger.kinds)) {
                    return Err(bad(format!("two triggers for the same: {place}")));
                }
            }
        }
        for gate in &self.gates {
            let bad = |because: String| BadLawbook::at(&LAW_8_1, "grounds/gates.toml", 0, gate.id.as_str(), because);
            self.known(&gate.when, &[AS_CHARGED]).map_err(bad)?;
            if !(1..=2).contains(&gate.persons) {
                return Err(bad("one or two persons decide".to_owned()));
            }
        }
        for duty in &self.duties {
            if book.instrument(&duty.instrument).is_none() {
                let because = format!("`{}` is no instrument", duty.instrument);
                return Err(BadLawbook::at(&LAW_1_5, "grounds/prosecute.toml", 0, "instrument", because));
            }
        }
        Ok(())
    }

    fn known(&self, alternatives: &Alternatives, found: &[&str]) -> Result<(), String> {
        if alternatives.is_empty() || alternatives.iter().any(Vec::is_empty) {
            return Err("an empty list triggers always or never: name a fact".to_owned());
        }
        let unknown =
            |literal: &&Literal| !self.facts.contains_key(&literal.fact) && !found.contains(&literal.fact.as_str());
        match alternatives.iter().flatten().find(unknown) {
            Some(literal) => Err(format!("`{}` is no fact of grounds/facts.toml", literal.fact)),
            None => Ok(()),
        }
    }
}

const TRIGGERS: &str = "grounds/triggers.toml";
