//! A stored authorisation to screen a population: the data of many persons of whom nobody is suspected, such as a manifest or
//! a registry, against the holdings. It states the law, who ordered it, what exactly is screened, against whose holdings,
//! and until when. It knows no traits: there is no way to say "only those who".

use crate::time::Date;
use crate::{AuthorisationId, CaseReference, Digest, Purpose, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is screened: one document, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// What it is called, without a name of a person: `manifest of the ferry of 25 November, 18:30`.
    pub title: String,
    /// SHA-256 of the document.
    pub document: Digest,
    /// The most rows that may be screened, over all uses together.
    pub rows: u64,
}

/// An authorisation as it is stated. Who signed it, when, and what was used of it stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorisation {
    /// Its id, for ever.
    pub id: AuthorisationId,
    /// The law that allows it: act and article.
    pub basis: String,
    /// The court, judge or authority that ordered it, by office and not by name.
    pub ordered_by: String,
    /// The file number of the order.
    pub order: CaseReference,
    /// The day of the order.
    pub ordered_on: Date,
    /// The file number of the impact assessment.
    pub assessment: CaseReference,
    /// What for.
    pub purpose: Purpose,
    /// In which case of ours.
    pub case: CaseReference,
    /// What is screened.
    pub population: Population,
    /// The units whose holdings it is compared with. Protection markers are never among them.
    pub compartments: BTreeSet<UnitId>,
    /// The last day of use.
    pub until: Date,
    /// The last day on which a hit that nobody has judged may be read.
    pub kept_until: Date,
}
