//! The rules by which a piece of evidence is weighed, each with its sentence.

use serde::{Deserialize, Serialize};

/// Why a piece weighs what it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Name parts are equal once written in Latin letters.
    NameEqual,
    /// Name parts differ by few letters (insertions, deletions, substitutions, neighbours swapped).
    NameEdits,
    /// Name parts have the same consonants.
    NameConsonants,
    /// Another form of the same name: a short form, or the same name in another language.
    NameKin,
    /// Other characters that sound alike.
    NameSound,
    /// One part is written as two on the other side.
    NameJoined,
    /// An initial stands for the part.
    NameInitial,
    /// The part is a legal form or a particle, which says little.
    NameMinor,
    /// The first letters of the parts of a name stand for it.
    NameAcronym,
    /// One part is the beginning of the other.
    NameOpening,
    /// Equal parts that usually stand together tell less than each by itself.
    NameTogether,
    /// The parts come in another order.
    NameOrder,
    /// A part of either side stands where the other side has another one.
    NameInstead,
    /// The reading of the whole name is not the likeliest one.
    NameForm,
    /// The part of the query has no counterpart.
    NameQueryOnly,
    /// The part of the entry has no counterpart.
    NameEntryOnly,
    /// One is a person, the other an organisation.
    KindDiffers,
    /// The full birth dates are equal.
    BirthEqual,
    /// The parts of the birth dates that both know are equal.
    BirthPartial,
    /// A birth date lies within the range that the other side states.
    BirthWithin,
    /// The birth dates differ as mistyped dates do: day and month swapped, or one of three parts wrong.
    BirthNear,
    /// The birth dates contradict each other.
    BirthContradicts,
    /// A nationality or State is the same, by its rarity among the entries.
    StateShared,
    /// Both have nationalities or States, and none is the same.
    StateDiffers,
    /// The sex is the same.
    SexEqual,
    /// The sex differs.
    SexDiffers,
    /// An identifier is the same once spaces, dashes and case are set aside.
    IdentifierEqual,
    /// The same characters stand under another kind of identifier or another issuing State.
    IdentifierOtherKind,
    /// Identifiers of one kind that differ by one slip of the hand.
    IdentifierNear,
    /// Both have identifiers of one kind and issuer, and none is the same.
    IdentifierDiffers,
    /// Places of birth or addresses share words.
    PlaceShared,
    /// Places of birth or addresses have no word in common.
    PlaceDiffers,
    /// One side or both do not say.
    NotStated,
}

impl Rule {
    /// Every rule, for the table in the documentation.
    pub const ALL: &[Rule] = &[
        Rule::NameEqual,
        Rule::NameEdits,
        Rule::NameConsonants,
        Rule::NameKin,
        Rule::NameSound,
        Rule::NameJoined,
        Rule::NameInitial,
        Rule::NameMinor,
        Rule::NameAcronym,
        Rule::NameOpening,
        Rule::NameTogether,
        Rule::NameOrder,
        Rule::NameInstead,
        Rule::NameForm,
        Rule::NameQueryOnly,
        Rule::NameEntryOnly,
        Rule::KindDiffers,
        Rule::BirthEqual,
        Rule::BirthPartial,
        Rule::BirthWithin,
        Rule::BirthNear,
        Rule::BirthContradicts,
        Rule::StateShared,
        Rule::StateDiffers,
        Rule::SexEqual,
        Rule::SexDiffers,
        Rule::IdentifierEqual,
        Rule::IdentifierOtherKind,
        Rule::IdentifierNear,
        Rule::IdentifierDiffers,
        Rule::PlaceShared,
        Rule::PlaceDiffers,
        Rule::NotStated,
    ];

    /// The rule in words an officer reads.
    pub fn sentence(self) -> &'static str {
        match self {
            Rule::NameEqual => "same name part; the rarer, the stronger",
            Rule::NameEdits => "nearly the same spelling",
            Rule::NameConsonants => "same consonants",
            Rule::NameKin => "another form of the same name",
            Rule::NameSound => "other characters that sound alike",
            Rule::NameJoined => "written as one part here, as two there",
            Rule::NameInitial => "an initial that fits",
            Rule::NameMinor => "legal form or particle: says little",
            Rule::NameAcronym => "the first letters of the name",
            Rule::NameOpening => "one is the beginning of the other",
            Rule::NameTogether => "parts that usually stand together tell less than each by itself",
            Rule::NameOrder => "the parts come in another order",
            Rule::NameInstead => "another part stands in its place",
            Rule::NameForm => "not the likeliest reading of the whole name",
            Rule::NameQueryOnly => "only in the query",
            Rule::NameEntryOnly => "only in the entry",
            Rule::KindDiffers => "of different kinds, such as a person and an organisation",
            Rule::BirthEqual => "same full birth date",
            Rule::BirthPartial => "the known parts of the birth date agree",
            Rule::BirthWithin => "birth date within the stated range",
            Rule::BirthNear => "birth dates differ as mistyped dates do",
            Rule::BirthContradicts => "birth dates contradict",
            Rule::StateShared => "same nationality or State; the rarer, the stronger",
            Rule::StateDiffers => "no nationality or State in common",
            Rule::SexEqual => "same sex",
            Rule::SexDiffers => "different sex",
            Rule::IdentifierEqual => "same identifier",
            Rule::IdentifierOtherKind => "same number under another kind or issuer",
            Rule::IdentifierNear => "one slip apart, as mistyped numbers are",
            Rule::IdentifierDiffers => "same kind and issuer, different number",
            Rule::PlaceShared => "words in common",
            Rule::PlaceDiffers => "no word in common",
            Rule::NotStated => "not stated on one side",
        }
    }
}
