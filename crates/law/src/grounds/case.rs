//! The facts of a case: who asks whom for what, and what persons have established. Holds no name; what it holds is about a
//! person, so it is not printed.

use super::decision::GateDecision;
use crate::checks::{LAW_1_1, LAW_8_2, LAW_8_6};
use crate::lawbook::document;
use crate::lawbook::trigger::{FactId, GroundRules};
use crate::{BadLawbook, Fact};
use model::time::Date;
use model::{Kind, Offence, State};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Penalties, in months. Life is given as such (`life-sentence`), and as many months as its law says at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// The maximum under the law of the requesting State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requesting_months: Option<u16>,
    /// The maximum under the law of the requested State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_months: Option<u16>,
    /// The sentence, or what is left of it, where the person is sought to serve it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence_months: Option<u16>,
}

/// A case.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Who asks.
    pub requesting: State,
    /// Who is asked, and may or must refuse.
    pub requested: State,
    /// For which cooperation.
    pub kind: Kind,
    /// For which offence.
    pub offence: Offence,
    /// On which day.
    pub on: Date,
    /// One instrument or model, whether or not it is in force between the two; else all that serve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// Facts that articles require, confirmed by a person.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub confirmed: BTreeSet<Fact>,
    /// The person's nationalities as far as known; empty means not known.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub nationalities: BTreeSet<State>,
    /// Penalties.
    pub penalty: Penalty,
    /// Facts of `grounds/facts.toml` that a person has established, so or not so. What is left out is open.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<FactId, bool>,
    /// What persons decided on gates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<GateDecision>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<withheld>")
    }
}

/// A case as somebody writes it, in TOML or JSON: what is left out is given elsewhere, or open.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Who asks.
    pub requesting: Option<String>,
    /// Who is asked.
    pub requested: Option<String>,
    /// For which cooperation.
    pub kind: Option<Kind>,
    /// For which offence.
    pub offence: Option<String>,
    /// On which day.
    #[serde(default, deserialize_with = "any_day")]
    pub on: Option<Date>,
    /// Under which instrument or model.
    pub under: Option<String>,
    /// Facts that articles require.
    #[serde(default)]
    pub confirmed: BTreeSet<Fact>,
    /// The person's nationalities.
    #[serde(default)]
    pub nationalities: BTreeSet<State>,
    /// Penalties.
    #[serde(default)]
    pub penalty: Penalty,
    /// Facts established.
    #[serde(default)]
    pub facts: BTreeMap<FactId, bool>,
    /// What persons decided on gates.
    #[serde(default, rename = "decision")]
    pub decisions: Vec<GateDecision>,
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<withheld>")
    }
}

impl Written {
    /// Reads a case (TOML, at most 64 KiB). An unknown key or fact is refused with its place.
    pub fn read(rules: &GroundRules, file: &str, bytes: &[u8]) -> Result<Written, BadLawbook> {
        if bytes.len() > 64 * 1024 {
            return Err(BadLawbook::at(&LAW_1_1, file, 0, "file", "longer than 64 KiB"));
        }
        let written: Written = document::read(file, bytes)?;
        written.hold(rules, file)?;
        Ok(written)
    }

    /// Holds the facts and the gates against the vocabulary.
    pub fn hold(&self, rules: &GroundRules, file: &str) -> Result<(), BadLawbook> {
        if let Some(id) = self.facts.keys().find(|id| rules.fact(id).is_none()) {
            let because = format!("`{id}` is no fact of grounds/facts.toml");
            return Err(BadLawbook::at(&LAW_8_2, file, 0, "facts", because));
        }
        let unknown = |decision: &&GateDecision| !rules.gates().iter().any(|gate| gate.id == decision.gate);
        if let Some(decision) = self.decisions.iter().find(unknown) {
            let because = format!("`{}` is no gate of grounds/gates.toml", decision.gate);
            return Err(BadLawbook::at(&LAW_8_6, file, 0, "decision", because));
        }
        Ok(())
    }
}

/// A day of TOML, or one written as text.
fn any_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Day {
        Text(String),
        Toml(toml::value::Datetime),
    }
    let text = match Day::deserialize(deserializer)? {
        Day::Text(text) => text,
        Day::Toml(day) => day.to_string(),
    };
    let wanted = |_| serde::de::Error::custom(format!("`on`: `{text}` is not a day such as 2026-11-25"));
    text.parse::<Date>().map(Some).map_err(wanted)
}
