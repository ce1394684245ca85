//! The policies that come with the program: the files of `policies/`, as committed. A node may load others.

use crate::{BadPolicy, MINIMISATION, Policies};
use model::RulesetVersion;

/// The schema.
pub const SCHEMA: &str = include_str!("../../../policies/comity.cedarschema");

/// The policies and the minimisation table, in the order in which they are read.
pub const FILES: &[(&str, &str)] = &[
    ("content.cedar", include_str!("../../../policies/content.cedar")),
    ("reading.cedar", include_str!("../../../policies/reading.cedar")),
    ("work.cedar", include_str!("../../../policies/work.cedar")),
    ("release.cedar", include_str!("../../../policies/release.cedar")),
    ("use.cedar", include_str!("../../../policies/use.cedar")),
    ("house.cedar", include_str!("../../../policies/house.cedar")),
    (MINIMISATION, include_str!("../../../policies/minimisation.json")),
];

/// The committed policies, loaded.
pub fn policies() -> Result<Policies, BadPolicy> {
    let version = concat!("policies ", env!("CARGO_PKG_VERSION"));
    Policies::load(SCHEMA, FILES, RulesetVersion(version.to_owned()))
}
