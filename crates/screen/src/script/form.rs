//! What an analysis of a name gives.

use crate::LogOdds;

/// Parts of a name that are read; what follows is not compared.
pub const MAX_PARTS: usize = 32;
/// Letters of a reading that are compared: one machine word of the edit distance.
pub const MAX_LETTERS: usize = 64;
/// Most readings of one part.
pub const MAX_READINGS: usize = 8;
/// Most forms of one name.
pub const MAX_FORMS: usize = 4;

/// What bears the name; legal forms belong to organisations, patronymics and titles to persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// A natural person.
    Person,
    /// An organisation.
    Organisation,
    /// A vessel, an aircraft, a place: neither.
    Thing,
}

/// One way to divide a name into parts. Most names have one form; a name written without spaces (Han, Thai) may have
/// several: by syllables, by words, as a whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// The parts in the order of writing; 1 to [`MAX_PARTS`].
    pub parts: Vec<Part>,
    /// How much less likely this form is than the first one; nothing for the first, never above nothing.
    pub weight: LogOdds,
}

/// One part of a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// As written.
    pub written: String,
    /// Its readings, the likeliest first; 1 to [`MAX_READINGS`], all different.
    pub readings: Vec<Reading>,
    /// Written in a script that leaves most vowels out (Arabic, Hebrew, Syriac, Thaana).
    pub abjad: bool,
    /// Its role.
    pub role: Role,
    /// One character of a script that writes syllables (Han, Hangul): there are few, and none is rare.
    pub syllable: bool,
    /// Written without a space after the part before it: both are one word, which tells less than two.
    pub close: bool,
    /// Not written so, but derived from the whole name: the first letters of its parts.
    pub derived: bool,
}

/// One way to say a part in Latin letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Reading {
    /// Lower-case a-z and 0-9, 1 to [`MAX_LETTERS`] bytes.
    pub text: Vec<u8>,
    /// How much less likely it is than the first reading; nothing for the first, never above nothing.
    pub weight: LogOdds,
}

/// What a part is in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A name proper: it tells by its rarity.
    Name,
    /// A single letter, which may stand for a whole part.
    Initial,
    /// Digits, or a word or Roman numeral that is read as digits: equal or not, never nearly.
    Number,
    /// An article, preposition or conjunction: *al*, *de la*, *von*, *and*.
    Particle,
    /// A link to the father or an ancestor: *bin*, *ibn*, *ould*.
    Link,
    /// A title, honorific or rank: *Sheikh*, *Dr*.
    Title,
    /// A legal form of an organisation: *Ltd*, *GmbH*, *OOO*. The first reading is the canonical one of its family.
    LegalForm,
    /// A word that many organisations have and that tells little: *trading*, *company*, *general*.
    Common,
}

impl Role {
    /// Whether a part of this role says little by itself.
    pub fn is_minor(self) -> bool {
        matches!(self, Role::Particle | Role::Link | Role::Title | Role::LegalForm)
    }
}

impl Part {
    /// The likeliest reading; empty only for a part that was not made by [`super::analyse`].
    pub fn text(&self) -> &[u8] {
        self.readings.first().map_or(&[], |reading| reading.text.as_slice())
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Form {{ parts: {} }}", self.parts.len())
    }
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part {{ role: {:?}, readings: {} }}", self.role, self.readings.len())
    }
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reading {{ weight: {} }}", self.weight)
    }
}
