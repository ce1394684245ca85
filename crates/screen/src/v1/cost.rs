//! How unlikely it is that one and the same name is spelt in these two ways: an edit distance in which each edit has the
//! weight of its cause. A vowel written otherwise, a doubled letter, `kh` for `h` are habits of transliteration and cheap;
//! another consonant is a slip of the hand, or another name. House numbers, in thousandths of a nat.

use crate::LogOdds;

/// Two spellings that are not equal, whatever the difference.
pub const DIFFERENT: i32 = 500;
/// Another vowel; a vowel more or less; the same where one side leaves vowels out.
const VOWEL_OTHER: i32 = 600;
const VOWEL_NEAR: i32 = 400;
const VOWEL_MORE: i32 = 800;
const VOWEL_MORE_ABJAD: i32 = 100;
/// A glide (`y`, `w`) or an `h` more or less.
const GLIDE_MORE: i32 = 900;
const GLIDE_MORE_ABJAD: i32 = 300;
const H_MORE: i32 = 800;
/// Consonants that stand for each other in transliterations: nearly the same sound, or a related one.
const CONSONANT_NEAR: i32 = 500;
const CONSONANT_RELATED: i32 = 1_400;
/// Any other letter.
const OTHER: i32 = 3_600;
/// A consonant more or less.
const CONSONANT_MORE: i32 = 3_000;
/// Two neighbours swapped.
const SWAPPED: i32 = 2_400;
/// Another first letter: it is the one least often mistaken.
const FIRST: i32 = 600;

const SYMBOLS: usize = 64;
const MAX: usize = super::sweep::MAX_TEXT;

/// The cost of two spellings (never below nothing); `abjad` where one side leaves vowels out. Stops, with a cost of at
/// least `enough`, when it cannot be less.
pub fn cost(a: &[u8], b: &[u8], abjad: bool, enough: LogOdds) -> LogOdds {
    if a == b {
        return LogOdds::NOTHING;
    }
    let (mut left, mut right) = ([0u8; MAX], [0u8; MAX]);
    let (left, right) = (sounds(a, &mut left), sounds(b, &mut right));
    let (Some(first), Some(other)) = (left.first(), right.first()) else { return enough };
    let opening = if instead(*first, *other) >= CONSONANT_RELATED && !abjad { FIRST } else { 0 };
    LogOdds(DIFFERENT + opening + table(left, right, abjad, enough.0))
}

fn table(a: &[u8], b: &[u8], abjad: bool, enough: i32) -> i32 {
    let mut rows = [[0i32; MAX + 1]; 3];
    for (j, symbol) in b.iter().enumerate() {
        rows[0][j + 1] = rows[0][j] + more(*symbol, abjad);
    }
    for (i, here) in a.iter().enumerate() {
        let [before, last, now] = match i % 3 {
            0 => [2, 0, 1],
            1 => [0, 1, 2],
            _ => [1, 2, 0],
        };
        let dropped = more(*here, abjad);
        rows[now][0] = rows[last][0] + dropped;
        let mut least = rows[now][0];
        for (j, there) in b.iter().enumerate() {
            let mut best = rows[last][j] + instead(*here, *there);
            best = best.min(rows[last][j + 1] + dropped).min(rows[now][j] + more(*there, abjad));
            if i > 0 && j > 0 && here == &b[j - 1] && there == &a[i - 1] {
                best = best.min(rows[before][j - 1] + SWAPPED);
            }
            rows[now][j + 1] = best;
            least = least.min(best);
        }
        if least >= enough {
            return enough;
        }
    }
    rows[a.len() % 3][b.len()]
}

/// The letters as symbols of sounds: digraphs become one symbol, doubled letters one.
fn sounds<'a>(text: &[u8], into: &'a mut [u8; MAX]) -> &'a [u8] {
    let (mut at, mut length) = (0, 0);
    let text = &text[..text.len().min(MAX)];
    while at < text.len() {
        let (symbol, width) = match &text[at..] {
            [b's', b'c', b'h', ..] | [b't', b'c', b'h', ..] => (b'S', 3),
            [b's' | b'c', b'h', ..] => (b'S', 2),
            [b'z', b'h', ..] => (b'Z', 2),
            [b'k', b'h', ..] => (b'K', 2),
            [b'g', b'h', ..] => (b'G', 2),
            [b't', b'h', ..] => (b'T', 2),
            [b'd', b'h', ..] => (b'D', 2),
            [b'p', b'h', ..] => (b'f', 2),
            [b'd', b'j', ..] | [b'd', b'z', ..] => (b'J', 2),
            [b't', b's', ..] | [b't', b'z', ..] => (b'C', 2),
            [b'c', b'k', ..] => (b'k', 2),
            [b'o', b'u', ..] | [b'o', b'o', ..] => (b'u', 2),
            [b'e', b'e', ..] => (b'i', 2),
            [one, ..] => (*one, 1),
            [] => break,
        };
        let symbol = number(symbol);
        if length == 0 || into[length - 1] != symbol || (26..36).contains(&symbol) {
            into[length] = symbol;
            length += 1;
        }
        at += width;
    }
    &into[..length]
}

const fn number(symbol: u8) -> u8 {
    match symbol {
        b'a'..=b'z' => symbol - b'a',
        b'0'..=b'9' => symbol - b'0' + 26,
        b'S' => 36,
        b'Z' => 37,
        b'K' => 38,
        b'G' => 39,
        b'T' => 40,
        b'D' => 41,
        b'J' => 42,
        b'C' => 43,
        _ => 63,
    }
}

fn more(symbol: u8, abjad: bool) -> i32 {
    match (symbol, abjad) {
        (0 | 4 | 8 | 14 | 20, true) => VOWEL_MORE_ABJAD,
        (0 | 4 | 8 | 14 | 20, false) => VOWEL_MORE,
        (22 | 24, true) => GLIDE_MORE_ABJAD,
        (22 | 24, false) => GLIDE_MORE,
        (7, _) => H_MORE,
        (26..=35, _) => 2 * OTHER,
        _ => CONSONANT_MORE,
    }
}

fn instead(a: u8, b: u8) -> i32 {
    i32::from(INSTEAD[usize::from(a) % SYMBOLS][usize::from(b) % SYMBOLS])
}

static INSTEAD: [[u16; SYMBOLS]; SYMBOLS] = instead_table();

const VOWELS: [u8; 6] = *b"aeiouy";
const VOWELS_NEAR: [[u8; 2]; 5] = [*b"iy", *b"ei", *b"ou", *b"ae", *b"uw"];
const NEAR: [[u8; 2]; 17] = [
    *b"ck", *b"cs", *b"qk", *b"cq", *b"vw", *b"Kh", *b"KH", *b"Gg", *b"Tt", *b"Dd", *b"Jj", *b"Cc", *b"Zj", *b"sz",
    *b"ij", *b"yj", *b"dt",
];
const RELATED: [[u8; 2]; 34] = [
    *b"bp", *b"bv", *b"fv", *b"fp", *b"bw", *b"gk", *b"Gk", *b"Gq", *b"gq", *b"Kk", *b"Kq", *b"gj", *b"GK", *b"gh",
    *b"Gr", *b"mn", *b"lr", *b"Ss", *b"Sj", *b"Zz", *b"ZS", *b"Ts", *b"Tz", *b"Dz", *b"DT", *b"Cz", *b"Cs", *b"SC",
    *b"JZ", *b"JS", *b"xs", *b"xk", *b"Sc", *b"Td",
];

const fn instead_table() -> [[u16; SYMBOLS]; SYMBOLS] {
    let mut table = [[OTHER as u16; SYMBOLS]; SYMBOLS];
    table = fill(table, &RELATED, CONSONANT_RELATED as u16);
    table = fill(table, &NEAR, CONSONANT_NEAR as u16);
    let mut i = 0;
    while i < VOWELS.len() {
        let mut j = 0;
        while j < VOWELS.len() {
            table[number(VOWELS[i]) as usize][number(VOWELS[j]) as usize] = VOWEL_OTHER as u16;
            j += 1;
        }
        i += 1;
    }
    table = fill(table, &VOWELS_NEAR, VOWEL_NEAR as u16);
    let mut i = 0;
    while i < SYMBOLS {
        table[i][i] = 0;
        i += 1;
    }
    table
}

const fn fill(mut table: [[u16; SYMBOLS]; SYMBOLS], pairs: &[[u8; 2]], cost: u16) -> [[u16; SYMBOLS]; SYMBOLS] {
    let mut at = 0;
    while at < pairs.len() {
        let (a, b) = (number(pairs[at][0]) as usize, number(pairs[at][1]) as usize);
        table[a][b] = cost;
        table[b][a] = cost;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(a: &str, b: &str) -> i32 {
        cost(a.as_bytes(), b.as_bytes(), false, LogOdds(i32::MAX)).0
    }

    #[test]
    fn habits_cost_less_than_slips_and_slips_less_than_other_names() {
        for (near, far) in [
            (("mohamed", "muhammad"), ("mohamed", "mohaned")),
            (("khalid", "halid"), ("khalid", "walid")),
            (("yusuf", "youssef"), ("yusuf", "yulduf")),
            (("jamal", "djamel"), ("jamal", "kamal")),
            (("smith", "smiht"), ("smith", "smixt")),
        ] {
            assert!(of(near.0, near.1) < of(far.0, far.1), "{near:?} {far:?}");
        }
        assert_eq!(of("otso", "otso"), 0);
        assert!(cost(b"mhmd", b"muhammad", true, LogOdds(9_000)) < cost(b"mhmd", b"muhammad", false, LogOdds(9_000)));
    }

    proptest! {
        #[test]
        fn it_is_the_same_both_ways_and_bounded(a in "[a-z0-9]{1,64}", b in "[a-z0-9]{1,64}", abjad in any::<bool>()) {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let whole = cost(a, b, abjad, LogOdds(i32::MAX));
            prop_assert_eq!(whole, cost(b, a, abjad, LogOdds(i32::MAX)));
            prop_assert!(whole.0 >= 0 && (whole.0 == 0) == (a == b));
            prop_assert!(cost(a, b, abjad, LogOdds(3_000)).0 >= whole.0.min(3_000));
        }
    }
}
