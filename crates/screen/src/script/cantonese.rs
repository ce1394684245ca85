//! Cantonese syllables as Hong Kong, Macao and the communities overseas write them in names, from Jyutping.

/// The spellings of a syllable, the commonest first; none for an empty one.
pub fn spellings(syllable: &str) -> Vec<String> {
    let (initial, rest) = divided(syllable);
    let mut found = Vec::new();
    for (more, ending) in endings(rest).iter().enumerate() {
        for (less, latin) in initials(initial).iter().enumerate() {
            let spelling = format!("{latin}{ending}");
            if !spelling.is_empty() && spelling.len() <= 6 && !found.iter().any(|(known, _)| *known == spelling) {
                found.push((spelling, more + less));
            }
        }
    }
    found.sort_by_key(|(_, rank)| *rank);
    found.into_iter().map(|(spelling, _)| spelling).take(6).collect()
}

fn divided(syllable: &str) -> (&str, &str) {
    let width = match syllable {
        "m" | "ng" => 0,
        _ if syllable.starts_with("gw") || syllable.starts_with("kw") || syllable.starts_with("ng") => 2,
        _ => usize::from(syllable.starts_with(|c| !"aeiou".contains(c))),
    };
    syllable.split_at(width)
}

fn initials(initial: &str) -> Vec<&str> {
    match initial {
        "b" => vec!["p", "b"],
        "d" => vec!["t", "d"],
        "g" => vec!["k", "g"],
        "gw" | "kw" => vec!["kw", "gw"],
        "z" => vec!["ch", "ts", "j"],
        "c" => vec!["ch", "ts"],
        "j" => vec!["y", ""],
        "s" => vec!["s", "sh"],
        "ng" => vec!["ng", ""],
        other => vec![other],
    }
}

fn endings(rest: &str) -> Vec<&str> {
    match rest {
        "aa" => vec!["a", "ah"],
        "aai" => vec!["ai"],
        "aau" => vec!["au"],
        "aam" | "am" => vec!["am", "um"],
        "aan" | "an" => vec!["an", "un"],
        "aang" | "ang" => vec!["ang", "eng"],
        "aap" | "ap" => vec!["ap", "up"],
        "aat" | "at" => vec!["at", "ut"],
        "aak" | "ak" => vec!["ak", "ok"],
        "au" => vec!["au", "ow"],
        "ei" => vec!["ei", "ee", "i"],
        "i" => vec!["i", "ze", "ee"],
        "oe" => vec!["eu", "or"],
        "oeng" => vec!["eung", "eong"],
        "oek" => vec!["euk"],
        "eoi" => vec!["ui"],
        "eon" => vec!["un"],
        "eot" => vec!["ut"],
        "ou" => vec!["o", "ou", "oo"],
        "u" => vec!["u", "oo"],
        "ui" => vec!["ui"],
        "yu" => vec!["u", "ue", "yu"],
        "yun" => vec!["uen", "yuen"],
        "yut" => vec!["uet", "ut"],
        "iu" => vec!["iu", "ew"],
        "o" => vec!["o", "aw"],
        "on" => vec!["on"],
        "ung" => vec!["ung", "oong"],
        "uk" => vec!["uk", "ook"],
        "m" => vec!["m"],
        "ng" => vec!["ng"],
        "" => Vec::new(),
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_have_their_spelling() {
        for (syllable, spelling) in [
            ("zau", "chow"),
            ("can", "chan"),
            ("lei", "lee"),
            ("wong", "wong"),
            ("joeng", "yeung"),
            ("ng", "ng"),
            ("gwok", "kwok"),
        ] {
            assert!(spellings(syllable).iter().any(|known| known == spelling), "{syllable}: {:?}", spellings(syllable));
        }
        assert!(spellings("").is_empty());
    }
}
