//! One part of a query against every word of some lengths: edit distance (insertion, deletion, substitution, swap of two
//! neighbours: optimal string alignment) by bit vectors, thirty-two words at a time. Exhaustive: no word of a fitting
//! length is passed over. G. Myers, J. ACM 46 (1999) 395; H. Hyyro, Nordic J. Computing 10 (2003) 29.
//!
//! Letters are compared by class ([`class`]): a to z each its own, digits two to a class, everything else one class. Two
//! texts are never further apart by classes than by letters, so that nothing is lost; who needs more looks at the text.
//! On a processor with AVX2 `avx2.rs` answers, elsewhere `portable.rs`; both give the same answers.

mod avx2;
mod pattern;
mod portable;
mod shelf;

pub use pattern::{Pattern, class};
pub use shelf::{LANES, MAX_TEXT, Shelves};

/// A word near the pattern: its number and the number of edits by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// The number of the word.
    pub number: u32,
    /// Edits.
    pub edits: u8,
}

/// Every word within `limit(length of the word)` edits of the pattern, in an order that means nothing. `limit` must not
/// be above 254.
pub fn near(shelves: &Shelves, pattern: &Pattern, limit: impl Fn(usize) -> usize, found: &mut Vec<Near>) {
    over(shelves, pattern, limit, found, sweep_best);
}

/// As [`near`], by the portable path whatever the processor: for the test that both agree, and for measuring.
pub fn near_portable(shelves: &Shelves, pattern: &Pattern, limit: impl Fn(usize) -> usize, found: &mut Vec<Near>) {
    over(shelves, pattern, limit, found, portable::sweep);
}

/// Blocks of one length against a pattern: for each lane that is near, its place and distance.
type Sweep = fn(&[u8], usize, &Pattern, u8, &mut Vec<(u32, u8)>);

fn over(shelves: &Shelves, pattern: &Pattern, limit: impl Fn(usize) -> usize, found: &mut Vec<Near>, sweep: Sweep) {
    let mut lanes = Vec::new();
    for (length, shelf) in shelves.by_length() {
        let allowed = limit(length);
        if shelf.numbers.is_empty() || length.abs_diff(pattern.len()) > allowed {
            continue;
        }
        lanes.clear();
        sweep(&shelf.rows, length, pattern, allowed.min(254) as u8, &mut lanes);
        let inside = lanes.iter().filter_map(|(place, edits)| Some((shelf.numbers.get(*place as usize)?, edits)));
        found.extend(inside.map(|(number, edits)| Near { number: *number, edits: *edits }));
    }
}

fn sweep_best(rows: &[u8], length: usize, pattern: &Pattern, limit: u8, lanes: &mut Vec<(u32, u8)>) {
    if !avx2::sweep(rows, length, pattern, limit, lanes) {
        portable::sweep(rows, length, pattern, limit, lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0usize; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = table[i - 1][j - 1] + usize::from(class(a[i - 1]) != class(b[j - 1]));
                    let mut best = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && class(a[i - 1]) == class(b[j - 2]) && class(a[i - 2]) == class(b[j - 1]) {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        table[a.len()][b.len()]
    }

    fn both(words: &[String], asked: &str, limit: usize) -> (Vec<Near>, Vec<Near>) {
        let mut shelves = Shelves::default();
        for (number, word) in (0u32..).zip(words) {
            shelves.add(word.as_bytes(), number);
        }
        let pattern = Pattern::new(asked.as_bytes());
        let (mut fast, mut slow) = (Vec::new(), Vec::new());
        near(&shelves, &pattern, |_| limit, &mut fast);
        near_portable(&shelves, &pattern, |_| limit, &mut slow);
        fast.sort_unstable();
        slow.sort_unstable();
        (fast, slow)
    }

    fn agrees(words: &[String], asked: &str, limit: usize) {
        let (fast, slow) = both(words, asked, limit);
        assert_eq!(fast, slow, "{asked}");
        let exact: Vec<Near> = (0u32..)
            .zip(words)
            .filter_map(|(number, word)| {
                let edits = plain(asked.as_bytes(), word.as_bytes());
                (edits <= limit).then_some(Near { number, edits: edits as u8 })
            })
            .collect();
        assert_eq!(fast, exact, "{asked}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn both_paths_agree_with_the_table(
            words in prop::collection::vec("[a-c0-1]{1,20}", 1..80), asked in "[a-c0-1]{1,20}", limit in 0usize..5,
        ) {
            agrees(&words, &asked, limit);
        }

        #[test]
        fn long_and_strange_texts_agree(
            words in prop::collection::vec("[ab@é]{1,16}|[ab]{30,64}", 1..40), asked in "[ab@é]{1,16}|[ab]{30,64}",
        ) {
            let cut = |text: &String| text.chars().take(64).collect::<String>();
            let words: Vec<String> = words.iter().map(cut).filter(|word| word.len() <= MAX_TEXT).collect();
            if asked.len() <= MAX_TEXT && !words.is_empty() {
                agrees(&words, &asked, 64);
            }
        }
    }

    #[test]
    fn adversarial_texts_agree() {
        let mut words: Vec<String> = Vec::new();
        for length in [1usize, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64] {
            for pair in ["ab", "aa", "az", "za", "zz", "a0", "06"] {
                words.push(pair.repeat(length).chars().take(length).collect());
            }
        }
        for asked in &words.clone() {
            for limit in [0, 1, 3, 64] {
                agrees(&words, asked, limit);
            }
        }
    }
}
