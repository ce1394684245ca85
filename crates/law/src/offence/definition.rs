//! What is compared: the definitions of an offence of the vocabulary, all or those of one instrument; or a definition that a
//! lawyer wrote, of a national provision or of the conduct that is charged.

use crate::checks::{LAW_1_1, LAW_7_1};
use crate::lawbook::document;
use crate::lawbook::element::{Elements, Vocabulary};
use crate::{BadLawbook, Lawbook};
use model::{Citation, InstrumentId, Offence, Verification};
use serde::{Deserialize, Serialize};

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// What it is called.
    pub title: String,
    /// True if it is a label as charged, which the law of others does not know.
    pub as_charged: bool,
    /// Its definitions; each suffices.
    pub definitions: Vec<Defined>,
}

/// A definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defined {
    /// Where it stands.
    pub cite: Citation,
    /// In our words.
    pub says: String,
    /// Its elements.
    pub elements: Elements,
    /// Whether it was read.
    pub verification: Verification,
}

/// A definition as a lawyer writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    #[serde(default)]
    as_charged: bool,
    definition: Vec<WrittenDefinition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDefinition {
    cite: String,
    #[serde(default)]
    says: String,
    elements: Elements,
    verification: Verification,
}

impl Charge {
    /// An offence of the vocabulary: by all its definitions, or by those of one instrument. Nothing if there is none.
    pub fn of_offence(book: &Lawbook, offence: &Offence, instrument: Option<&InstrumentId>) -> Option<Charge> {
        let entry = book.offence(offence)?;
        let chosen = entry.defined_by.iter().filter(|one| instrument.is_none_or(|id| *id == one.instrument));
        let definitions: Vec<Defined> = chosen
            .map(|one| Defined {
                cite: Citation(format!("{} art. {}", one.instrument, one.article)),
                says: one.conduct.clone(),
                elements: one.elements.clone(),
                verification: entry.verification,
            })
            .collect();
        let title = instrument.map_or_else(|| entry.title.clone(), |id| format!("{} ({id})", entry.title));
        (!definitions.is_empty()).then_some(Charge { title, as_charged: entry.as_charged, definitions })
    }

    /// Reads a definition that a lawyer wrote (TOML, at most 64 KiB). Strict: an unknown key or element is refused with its
    /// place.
    pub fn read(vocabulary: &Vocabulary, file: &str, bytes: &[u8]) -> Result<Charge, BadLawbook> {
        if bytes.len() > 64 * 1024 {
            return Err(BadLawbook::at(&LAW_1_1, file, 0, "file", "longer than 64 KiB"));
        }
        let written: Written = document::read(file, bytes)?;
        let mut definitions = Vec::new();
        for one in written.definition {
            if let Some((facet, id)) = one.elements.unknown(vocabulary) {
                let because = format!("`{id}` is no {} of elements.toml", facet.as_str());
                return Err(BadLawbook::at(&LAW_7_1, file, 0, facet.as_str(), because));
            }
            if one.elements.conduct.is_empty() {
                return Err(BadLawbook::at(&LAW_7_1, file, 0, "conduct", "a definition says what is done"));
            }
            let cite = Citation(one.cite);
            definitions.push(Defined { cite, says: one.says, elements: one.elements, verification: one.verification });
        }
        if definitions.is_empty() {
            return Err(BadLawbook::at(&LAW_7_1, file, 0, "definition", "at least one"));
        }
        Ok(Charge { title: written.title, as_charged: written.as_charged, definitions })
    }
}
