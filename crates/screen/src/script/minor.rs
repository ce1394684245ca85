//! Parts of names that say little: legal forms of organisations, and particles. Titles and links are in `title`. They are compared, at a low weight.
//! The lists are ours, from general knowledge, and are not complete; an unknown form is weighed by its rarity.

/// Legal forms, as folded. Sorted.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ad",
    "ag",
    "ao",
    "aps",
    "as",
    "bhd",
    "bv",
    "ca",
    "cc",
    "cia",
    "cjsc",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "dd",
    "doo",
    "ead",
    "eirl",
    "eood",
    "est",
    "establishment",
    "ev",
    "ewiv",
    "fzc",
    "fzco",
    "fze",
    "gie",
    "gmbh",
    "hf",
    "inc",
    "incorporated",
    "jsc",
    "kd",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limitada",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mb",
    "mbh",
    "nv",
    "oao",
    "ohg",
    "ojsc",
    "ood",
    "ooo",
    "ou",
    "oy",
    "oyj",
    "pao",
    "pjsc",
    "plc",
    "pt",
    "pte",
    "pty",
    "pvt",
    "rl",
    "sa",
    "sac",
    "sae",
    "sal",
    "sarl",
    "sas",
    "sasu",
    "scs",
    "sdn",
    "se",
    "sia",
    "sl",
    "slu",
    "snc",
    "sp",
    "spa",
    "spj",
    "sprl",
    "spzoo",
    "srl",
    "sro",
    "sti",
    "tbk",
    "too",
    "tov",
    "uab",
    "ug",
    "vof",
    "wll",
    "yk",
    "zao",
    "zat",
    "zoo",
    "zrt",
];

/// Particles, articles and conjunctions, as folded. Sorted.
const PARTICLES: &[&str] = &[
    "af", "al", "and", "ar", "ash", "at", "az", "d", "da", "dal", "das", "de", "degli", "del", "della", "den", "der",
    "des", "di", "dos", "du", "e", "ed", "el", "et", "il", "l", "la", "las", "le", "les", "los", "of", "the", "ul",
    "und", "van", "vom", "von", "wa", "wal", "y", "zu", "zum", "zur",
];

/// Whether a folded part is a legal form.
pub fn is_legal_form(folded: &[u8]) -> bool {
    contains(LEGAL_FORMS, folded)
}

/// Whether a folded part says little.
pub fn is_minor(folded: &[u8]) -> bool {
    is_legal_form(folded) || contains(PARTICLES, folded)
}

fn contains(sorted: &[&str], folded: &[u8]) -> bool {
    sorted.binary_search_by(|word| word.as_bytes().cmp(folded)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(LEGAL_FORMS.is_sorted() && PARTICLES.is_sorted());
        assert!(is_minor(b"gmbh") && is_minor(b"al") && !is_minor(b"testinen"));
    }
}
