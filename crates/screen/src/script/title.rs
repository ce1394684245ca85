//! What stands before or within a name and is no name: titles, honorifics and ranks, and the links of patronymics. Ours, from
//! general knowledge; not complete: an unknown one is weighed by its rarity.

/// Titles, honorifics and ranks, as folded. Sorted.
const TITLES: &[&str] = &[
    "akhund",
    "alhaj",
    "alhaji",
    "ayatollah",
    "brigadier",
    "capt",
    "captain",
    "col",
    "colonel",
    "commandant",
    "dato",
    "datuk",
    "dr",
    "haj",
    "haji",
    "hajj",
    "hajji",
    "hojatoleslam",
    "hojjatoleslam",
    "lieutenant",
    "lt",
    "maulana",
    "maulavi",
    "maulawi",
    "mawlana",
    "mawlawi",
    "messrs",
    "miss",
    "mme",
    "moulavi",
    "mr",
    "mrs",
    "ms",
    "mulla",
    "mullah",
    "prof",
    "professor",
    "qari",
    "sayyid",
    "shaikh",
    "shaykh",
    "sheik",
    "sheikh",
    "ustad",
    "ustadh",
    "ustaz",
];

/// Links to the father or an ancestor, as folded. Sorted.
const LINKS: &[&str] = &[
    "ap", "ben", "bin", "bint", "binte", "binti", "bn", "ferch", "ibn", "kizi", "kyzy", "oglu", "ogly", "ould", "qizi",
    "uulu", "walad", "wuld",
];

/// Whether a folded part is a title.
pub fn is_title(folded: &[u8]) -> bool {
    contains(TITLES, folded)
}

/// Whether a folded part links a name to that of the father.
pub fn is_link(folded: &[u8]) -> bool {
    contains(LINKS, folded)
}

fn contains(sorted: &[&str], folded: &[u8]) -> bool {
    sorted.binary_search_by(|word| word.as_bytes().cmp(folded)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(TITLES.is_sorted() && LINKS.is_sorted());
        assert!(is_title(b"sheikh") && is_link(b"bin") && !is_title(b"testinen") && !is_link(b"mac"));
    }
}
