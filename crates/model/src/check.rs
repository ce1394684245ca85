//! A numbered check: an id, one sentence, one test. The table in `docs/checks.md` is generated from these.

use serde::{Serialize, Serializer};
use std::fmt;

/// One check of a step. Declared with [`checks!`](crate::checks); its test is a function whose name starts with the
/// id in lower case (`OUT-2.1` is tested by `fn out_2_1_...`).
#[derive(PartialEq, Eq)]
pub struct Check {
    /// The stable id, never reused: `IN-2.4`.
    pub id: &'static str,
    /// What holds if the check passes, in one sentence.
    pub sentence: &'static str,
    /// Where the rule comes from: an article, a specification, or `house` for our own.
    pub source: &'static str,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// Declares the checks of a crate and the list `ALL` that the generated table is made from.
///
/// ```
/// model::checks! {
///     /// The pipeline, outbound.
///     OUT_1_1 = "OUT-1.1", "the draft names at least one recipient", "house";
/// }
/// assert_eq!(OUT_1_1.id, "OUT-1.1");
/// assert_eq!(ALL.len(), 1);
/// ```
#[macro_export]
macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $sentence:literal, $source:literal;)*) => {
        $(
            $(#[$doc])*
            #[doc = $sentence]
            pub static $name: $crate::Check = $crate::Check { id: $id, sentence: $sentence, source: $source };
        )*
        /// Every check declared here, in order.
        pub static ALL: &[&$crate::Check] = &[$(&$name),*];
    };
}
