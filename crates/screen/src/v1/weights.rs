//! The numbers of `v1`, in thousandths of a nat, in one place. House numbers: chosen by what each means and checked
//! against public lists for development, not fitted to their rows. Changing one is a new algorithm.

use crate::LogOdds;
use crate::script::Role;

/// Edits permitted between two parts by the length of the longer. Parts of one or two letters must be equal.
pub fn edits_permitted(longer: usize) -> usize {
    match longer {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// Edits permitted where two parts are written as one.
pub const EDITS_JOINED: usize = 1;
/// What it costs that two parts are written as one.
pub const JOINED: LogOdds = LogOdds(700);
/// A spelling that costs this much is another name.
pub const TOO_FAR: LogOdds = LogOdds(9_000);
/// Spellings up to this cost are one family: how much a part tells that is missing goes by all of them.
pub const FAMILY: LogOdds = LogOdds(2_000);
/// A spelling that costs less than this is compared however common the name is.
pub const SURE: i32 = 5_500;
/// Least that a word found so weighs.
pub const LEAST: LogOdds = LogOdds(50);
/// Share (percent) of its rarity that a word of a kind that many organisations have keeps.
pub const COMMON_SHARE: i32 = 60;
/// An initial that fits a full part.
pub const INITIAL: LogOdds = LogOdds(1_200);
/// One part is the beginning of the other, three letters or more of it.
pub const OPENING: LogOdds = LogOdds(1_500);
/// Share (percent) of its rarity that the longer part keeps then, up to [`OPENING`].
pub const OPENING_SHARE: i32 = 25;
/// Fewest letters of such a beginning.
pub const OPENING_LETTERS: usize = 3;
/// Most that a legal form, particle or title weighs.
pub const MINOR: LogOdds = LogOdds(250);
/// A minor part without counterpart.
pub const MINOR_MISSING: LogOdds = LogOdds(-60);
/// Of ten thousand names at least so many have a given syllable of Han or Hangul.
pub const SYLLABLE: u64 = 60;
/// Share (percent) that a syllable keeps which belongs to one word with the one before it.
pub const CLOSE_SHARE: i32 = 50;
/// Share (percent) that syllables lose whose word is met in part only.
pub const PARTLY: i32 = 60;
/// The same characters of Han, beyond the same sound.
pub const NATIVE_SAME: LogOdds = LogOdds(700);
/// Other characters of Han that sound alike.
pub const NATIVE_OTHER: LogOdds = LogOdds(-2_000);
/// Least and most that a part of the query without counterpart weighs: the more it tells, the more it is missed.
pub const QUERY_ONLY: (LogOdds, LogOdds) = (LogOdds(-500), LogOdds(-2_300));
/// A part of the entry without counterpart: lists give longer names than people do.
pub const ENTRY_ONLY: (LogOdds, LogOdds) = (LogOdds(-300), LogOdds(-1_300));
/// A part of the query and one of the entry, both without counterpart, so that one stands where the other is expected:
/// not an omission but a contradiction. Weighs beside both being missed.
pub const INSTEAD: LogOdds = LogOdds(-900);
/// The parts come in another order that is no change of the family name's place.
pub const DISORDER: LogOdds = LogOdds(-1_500);
/// The family name stands first here and last there.
pub const TURNED: LogOdds = LogOdds(-150);
/// From this rarity on a part is missed as much as can be.
pub const TELLING: LogOdds = LogOdds(9_500);

/// What a part without counterpart weighs, by how much it tells.
pub fn missing((least, most): (LogOdds, LogOdds), role: Role, rarity: LogOdds) -> LogOdds {
    match role {
        role if role.is_minor() => MINOR_MISSING,
        Role::Initial => least,
        _ => {
            let share = i64::from(rarity.0.clamp(0, TELLING.0)) * 100 / i64::from(TELLING.0);
            least + LogOdds(most.0 - least.0).percent(share as i32)
        }
    }
}

/// One is a person, the other an organisation; or another two kinds.
pub const KIND_DIFFERS: LogOdds = LogOdds(-3_000);

/// Full birth dates equal: about one in 60 years of 365 days, with errors in either record.
pub const BIRTH_EQUAL: LogOdds = LogOdds(7_500);
/// Year and month equal, no more known.
pub const BIRTH_MONTH: LogOdds = LogOdds(5_000);
/// Year equal, no more known.
pub const BIRTH_YEAR: LogOdds = LogOdds(2_900);
/// A date within a stated range of years; less for each year of the range.
pub const BIRTH_WITHIN: LogOdds = LogOdds(2_400);
/// Full dates that differ as mistyped dates do.
pub const BIRTH_NEAR: LogOdds = LogOdds(2_200);
/// Same year, other day and month.
pub const BIRTH_SAME_YEAR: LogOdds = LogOdds(-300);
/// One to three years apart: estimated ages are often that wrong.
pub const BIRTH_CLOSE: LogOdds = LogOdds(-1_300);
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
pub const IDENTIFIER_EQUAL: LogOdds = LogOdds(14_000);
/// Same characters under another kind or issuer.
pub const IDENTIFIER_OTHER_KIND: LogOdds = LogOdds(8_000);
/// One slip apart, same kind.
pub const IDENTIFIER_NEAR: LogOdds = LogOdds(6_000);
/// Same kind and issuer, none equal: documents are renewed.
pub const IDENTIFIER_DIFFERS: LogOdds = LogOdds(-400);

/// Each word that two places or addresses share, up to [`PLACE_MOST`].
pub const PLACE_WORD: LogOdds = LogOdds(1_200);
/// Most that a place or an address weighs.
pub const PLACE_MOST: LogOdds = LogOdds(3_500);
/// No word in common.
pub const PLACE_DIFFERS: LogOdds = LogOdds(-400);
