//! A name as `v1` compares it: the likeliest form of the analysis, the likeliest reading of each part.

pub use crate::script::MAX_LETTERS;
use crate::script::{Nature, Role, analyse};

/// One part of a name.
#[derive(Clone)]
pub struct Part {
    /// As written.
    pub written: String,
    /// Lower-case Latin letters and digits; 1 to [`MAX_LETTERS`].
    pub folded: Vec<u8>,
    /// Written in a script that leaves most vowels out.
    pub abjad: bool,
    /// A legal form, a particle or a title: it says little.
    pub minor: bool,
    initial: bool,
}

impl Part {
    /// A single letter, which may stand for a whole part.
    pub fn is_initial(&self) -> bool {
        self.initial
    }
}

/// The parts of a name, in the order of writing. Empty for a name without letters or digits.
pub fn parts(name: &str) -> Vec<Part> {
    let form = analyse(name, Nature::Person).into_iter().next();
    let parts = form.into_iter().flat_map(|form| form.parts).map(|part| {
        let folded = part.text().to_vec();
        let (minor, initial) = (part.role.is_minor(), part.role == Role::Initial);
        Part { written: part.written, folded, abjad: part.abjad, minor, initial }
    });
    parts.filter(|part| !part.folded.is_empty()).collect()
}

/// Two parts written as one.
pub fn joined(left: &Part, right: &Part) -> Vec<u8> {
    let mut joined = [left.folded.as_slice(), right.folded.as_slice()].concat();
    joined.truncate(MAX_LETTERS);
    joined
}
