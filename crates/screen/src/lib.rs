//! Do we know this subject? A prepared index over subjects, and candidates with the evidence for and against each.
//!
//! Pure: no file, no clock, no randomness, no thread. It proposes: a candidate becomes a match only by a person
//! (Reg. (EU) 2024/982, "following a match"). What is *not* here: where subjects come from (`formats`, `store`), who may
//! ask (`policy`), and any decision about a person. Begin at [`Index`]; the first algorithm is in [`mod@v1`].
//!
//! ```
//! use model::{Subject, subject::Person};
//! use screen::{Algorithm, EntryId, Index};
//! let held = Subject::Person(Person::named("Aino Maria Testinen"));
//! let index = Index::build([(EntryId::new("r-1"), held)], Algorithm::V1);
//! let found = index.screen(&Subject::Person(Person::named("Testinen, Aino")), 10);
//! assert_eq!(found[0].entry.as_str(), "r-1");
//! ```

pub mod algorithm;
pub mod candidate;
pub mod checks;
pub mod entry;
pub mod explanation;
pub mod identifier;
pub mod index;
pub mod piece;
pub mod profile;
#[cfg(test)]
mod promises;
pub mod resolve;
pub mod rule;
pub mod script;
pub mod v1;
pub mod weight;
mod wrap;

pub use algorithm::Algorithm;
pub use candidate::Candidate;
pub use entry::EntryId;
pub use explanation::{Explanation, ExposedExplanation, ExposedPiece};
pub use index::Index;
pub use piece::{Direction, Piece, What};
pub use profile::{Birth, Kind, Profile};
pub use rule::Rule;
pub use weight::LogOdds;
