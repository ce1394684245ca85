//! Kinds of cooperation, how urgent, and what category of data.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is being done between authorities. The law is asked about a kind; an arrangement covers kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A police information request, its answer, or information on one's own initiative.
    Information,
    /// A person is sought for prosecution or to serve a sentence, from State to State.
    Extradition,
    /// The same between judicial authorities, on a warrant that the other side executes (EAW, EU-UK agreement).
    Surrender,
    /// A person is arrested before the request for extradition is made in full.
    ProvisionalArrest,
    /// Evidence for criminal proceedings: mutual legal assistance, the European Investigation Order.
    Mla,
    /// Service of procedural documents and judicial decisions.
    Service,
    /// A person in custody is transferred for a time, to testify or assist.
    TransferOfPerson,
    /// A joint investigation team.
    Jit,
    /// Controlled delivery, covert investigation, surveillance across a border, interception.
    SpecialTechniques,
    /// Stored data are preserved until they are asked for.
    Preservation,
    /// Evidence in electronic form, from another State or directly from a service provider.
    ElectronicEvidence,
    /// Property is frozen, or a confiscation is enforced.
    FreezingConfiscation,
    /// Criminal proceedings are handed over.
    TransferOfProceedings,
    /// A sentenced person is transferred to serve the sentence elsewhere.
    SentencedPerson,
    /// Terrorist content is removed or its access disabled.
    ContentRemoval,
    /// A search in another's index that is answered by hit or no hit.
    HitNoHit,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: &[Kind] = &[
        Kind::Information,
        Kind::Extradition,
        Kind::Surrender,
        Kind::ProvisionalArrest,
        Kind::Mla,
        Kind::Service,
        Kind::TransferOfPerson,
        Kind::Jit,
        Kind::SpecialTechniques,
        Kind::Preservation,
        Kind::ElectronicEvidence,
        Kind::FreezingConfiscation,
        Kind::TransferOfProceedings,
        Kind::SentencedPerson,
        Kind::ContentRemoval,
        Kind::HitNoHit,
    ];

    /// The kinds whose content this version can carry between nodes. The law answers for every kind; what is not here is
    /// refused on arrival as `unsupported`, never mistaken for something else.
    pub const CARRIED: &[Kind] = &[Kind::Information];

    /// Whether this version can carry it between nodes.
    pub fn carried(self) -> bool {
        Kind::CARRIED.contains(&self)
    }

    /// The word used in data and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Information => "information",
            Kind::Extradition => "extradition",
            Kind::Surrender => "surrender",
            Kind::ProvisionalArrest => "provisional-arrest",
            Kind::Mla => "mla",
            Kind::Service => "service",
            Kind::TransferOfPerson => "transfer-of-person",
            Kind::Jit => "jit",
            Kind::SpecialTechniques => "special-techniques",
            Kind::Preservation => "preservation",
            Kind::ElectronicEvidence => "electronic-evidence",
            Kind::FreezingConfiscation => "freezing-confiscation",
            Kind::TransferOfProceedings => "transfer-of-proceedings",
            Kind::SentencedPerson => "sentenced-person",
            Kind::ContentRemoval => "content-removal",
            Kind::HitNoHit => "hit-no-hit",
        }
    }

    /// Its place in [`Kind::ALL`], for tables.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How urgent a request is, in the terms of Dir. (EU) 2023/977 art. 5; elsewhere a wish, without statutory effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Urgent, and the data are directly accessible to the single point of contact.
    UrgentDirect,
    /// Urgent, and the data are held by others.
    UrgentIndirect,
    /// All other requests.
    Ordinary,
}

impl Urgency {
    /// Each, the shortest limit first.
    pub const ALL: &[Urgency] = &[Urgency::UrgentDirect, Urgency::UrgentIndirect, Urgency::Ordinary];

    /// The word used in data and documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::UrgentDirect => "urgent-direct",
            Urgency::UrgentIndirect => "urgent-indirect",
            Urgency::Ordinary => "ordinary",
        }
    }

    /// Reads the word; an unknown one is nothing, never the longest limit.
    pub fn parse(word: &str) -> Option<Urgency> {
        Urgency::ALL.iter().copied().find(|urgency| urgency.as_str() == word)
    }
}

/// What sort of data would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataCategory {
    /// No data about a person: the neutral answer, a refusal.
    None,
    /// Personal data of the ordinary kind.
    Personal,
    /// Special categories: health, biometrics, beliefs (LED art. 10).
    Special,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_urgency_has_one_word_everywhere_and_an_unknown_word_is_none() {
        for urgency in Urgency::ALL {
            assert_eq!(Urgency::parse(urgency.as_str()), Some(*urgency));
            assert_eq!(serde_json::to_value(urgency).ok(), Some(urgency.as_str().into()));
        }
        assert_eq!(Urgency::parse("urgent"), None);
    }

    #[test]
    fn every_kind_has_its_place_and_one_word_everywhere() {
        for (place, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(kind.index(), place);
            assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.as_str().into()));
        }
    }
}
