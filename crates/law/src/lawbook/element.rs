//! Elements of definitions of offences, as `elements.toml` writes them: what is done, with what intent, against what, what is
//! left out. How two definitions compare: [`crate::offence`].

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// What is done.
    Conduct,
    /// With what intent or knowledge.
    Intent,
    /// Against what or whom, or in relation to what.
    Object,
    /// What the definition leaves out.
    Exclusion,
}

impl Facet {
    /// Every facet, in order.
    pub const ALL: [Facet; 4] = [Facet::Conduct, Facet::Intent, Facet::Object, Facet::Exclusion];

    /// The word used in data and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Conduct => "conduct",
            Facet::Intent => "intent",
            Facet::Object => "object",
            Facet::Exclusion => "exclusion",
        }
    }
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its id: `provide-funds`.
    pub id: String,
    /// Which part of a definition it is.
    pub facet: Facet,
    /// In words.
    pub says: String,
    /// The wider elements that hold it.
    #[serde(default)]
    pub within: BTreeSet<String>,
}

/// The elements of one definition. Of several in a facet each suffices; an empty facet asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elements {
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conduct: Vec<String>,
    /// With what intent or knowledge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub intent: Vec<String>,
    /// Against what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub object: Vec<String>,
    /// What is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
}

impl Elements {
    /// The elements of a facet.
    pub fn of(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Conduct => &self.conduct,
            Facet::Intent => &self.intent,
            Facet::Object => &self.object,
            Facet::Exclusion => &self.exclusions,
        }
    }

    /// The first element that is not of the vocabulary, or stands in another facet than its own.
    pub fn unknown(&self, vocabulary: &Vocabulary) -> Option<(Facet, &str)> {
        Facet::ALL.into_iter().find_map(|facet| {
            let bad = |id: &&String| vocabulary.get(id).is_none_or(|element| element.facet != facet);
            self.of(facet).iter().find(bad).map(|id| (facet, id.as_str()))
        })
    }
}

/// Every element by its id.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary(pub(super) BTreeMap<String, Element>);

impl Vocabulary {
    /// One element.
    pub fn get(&self, id: &str) -> Option<&Element> {
        self.0.get(id)
    }

    /// Every element.
    pub fn all(&self) -> impl Iterator<Item = &Element> {
        self.0.values()
    }

    /// Whether `narrow` is `wide`, or lies within it. Loops were refused when the lawbook was read.
    pub fn within(&self, narrow: &str, wide: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![narrow];
        while let Some(id) = open.pop() {
            if id == wide {
                return true;
            }
            if seen.insert(id)
                && let Some(element) = self.0.get(id)
            {
                open.extend(element.within.iter().map(String::as_str));
            }
        }
        false
    }

    /// The first thing wrong: an unknown wider element, one of another facet, or a loop.
    pub(super) fn fault(&self) -> Option<(String, String)> {
        for element in self.0.values() {
            for wider in &element.within {
                match self.0.get(wider) {
                    None => return Some((element.id.clone(), format!("`{wider}` is no element"))),
                    Some(other) if other.facet != element.facet => {
                        return Some((element.id.clone(), format!("`{wider}` belongs to another facet")));
                    }
                    Some(_) if self.within(wider, &element.id) => {
                        return Some((element.id.clone(), format!("`{wider}` lies within it, and it within that")));
                    }
                    Some(_) => {}
                }
            }
        }
        None
    }
}
