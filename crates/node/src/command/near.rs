//! Near spellings: what somebody may have meant by a word that is not in a list. For error messages only.

/// At most this many are named.
const MOST: usize = 5;

/// The words of `known` nearest to `given`, nearest first: those that contain it, then those few edits away.
pub(super) fn near<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let given = given.to_lowercase();
    let reach = (given.chars().count() / 3).max(1);
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|word| {
            let lower = word.to_lowercase();
            if !given.is_empty() && lower.contains(&given) {
                return Some((0, word));
            }
            let away = distance(&given, &lower);
            (away <= reach).then_some((away, word))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, word)| word).take(MOST).collect()
}

/// In words: `did you mean A, B?`, or what to do where nothing is near.
pub(super) fn did_you_mean(found: &[&str], otherwise: &str) -> String {
    if found.is_empty() { otherwise.to_owned() } else { format!("did you mean {}?", found.join(", ")) }
}

/// Edits (insert, delete, replace one character) from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn the_nearest_come_first_and_the_far_ones_not() {
        let known = ["UN-ICSFT-1999", "UN-ICSANT-2005", "COE-ETS090"];
        assert_eq!(near("UN-ICSFT-1998", known), ["UN-ICSFT-1999"]);
        assert_eq!(near("un-ics", known), ["UN-ICSANT-2005", "UN-ICSFT-1999"]);
        assert_eq!(near("icsft", known), ["UN-ICSFT-1999"]);
        assert!(near("zzz", known).is_empty());
    }
}
