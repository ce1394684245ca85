//! The numbers of `v1`, in thousandths of a nat, in one place. House numbers: chosen by what each means and checked
//! against public lists for development, not fitted to their rows. Changing one is a new algorithm.

use crate::LogOdds;

/// Edits permitted between two parts by the length of the longer. Parts of one or two letters must be equal.
pub fn edits_permitted(longer: usize) -> u32 {
    match longer {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// Edits permitted where two parts are written as one.
pub const EDITS_JOINED: u32 = 1;
/// A part that is nearly the same: its rarity, less this share (percent) per edit over the length, less [`PER_EDIT`].
pub const EDIT_SHARE: i32 = 130;
/// Each edit is this unlikely for one and the same name, apart from the share.
pub const PER_EDIT: LogOdds = LogOdds(300);
/// Share (percent) of the rarity that equal consonants keep, by their number: 0 or 1, 2, 3, 4, more.
pub const SKELETON_SHARE: [i32; 5] = [0, 45, 65, 80, 85];
/// As [`SKELETON_SHARE`] where one side is in a script that leaves vowels out: there it is nearly all there is.
pub const SKELETON_SHARE_ABJAD: [i32; 5] = [0, 60, 80, 90, 95];
/// Share (percent) kept when consonants differ by one, in four or more; only for scripts that leave vowels out.
pub const SKELETON_NEAR: i32 = 50;
/// An initial that fits a full part.
pub const INITIAL: LogOdds = LogOdds(900);
/// Most that a legal form, particle or title weighs.
pub const MINOR: LogOdds = LogOdds(250);
/// A minor part without counterpart.
pub const MINOR_MISSING: LogOdds = LogOdds(-60);
/// A part of the query without counterpart.
pub const QUERY_ONLY: LogOdds = LogOdds(-1_700);
/// A part of the entry without counterpart: lists give longer names than people do.
pub const ENTRY_ONLY: LogOdds = LogOdds(-1_100);

/// One is a person, the other an organisation.
pub const KIND_DIFFERS: LogOdds = LogOdds(-3_000);

/// Full birth dates equal: about one in 60 years of 365 days, with errors in either record.
pub const BIRTH_EQUAL: LogOdds = LogOdds(6_000);
/// Year and month equal, no more known.
pub const BIRTH_MONTH: LogOdds = LogOdds(4_200);
/// Year equal, no more known.
pub const BIRTH_YEAR: LogOdds = LogOdds(2_700);
/// Full dates that differ as mistyped dates do.
pub const BIRTH_NEAR: LogOdds = LogOdds(1_800);
/// Same year, other day and month.
pub const BIRTH_SAME_YEAR: LogOdds = LogOdds(-500);
/// One to three years apart: estimated ages are often that wrong.
pub const BIRTH_CLOSE: LogOdds = LogOdds(-1_500);
/// Further apart.
pub const BIRTH_FAR: LogOdds = LogOdds(-4_500);

/// Least and most that a shared State weighs; between them its rarity among the entries.
pub const STATE_SHARED: (LogOdds, LogOdds) = (LogOdds(500), LogOdds(3_000));
/// No State in common: people move, and have several nationalities.
pub const STATE_DIFFERS: LogOdds = LogOdds(-1_000);
/// Same sex: one in two.
pub const SEX_EQUAL: LogOdds = LogOdds(500);
/// Different sex.
pub const SEX_DIFFERS: LogOdds = LogOdds(-3_000);

/// Same identifier, kind and issuer (or issuer not stated).
pub const IDENTIFIER_EQUAL: LogOdds = LogOdds(13_000);
/// Same characters under another kind or issuer.
pub const IDENTIFIER_OTHER_KIND: LogOdds = LogOdds(6_500);
/// Same kind and issuer, none equal: documents are renewed.
pub const IDENTIFIER_DIFFERS: LogOdds = LogOdds(-400);
/// Fewest characters of an identifier that are compared.
pub const IDENTIFIER_LEAST: usize = 5;
