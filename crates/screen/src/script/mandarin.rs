//! Mandarin syllables in Latin letters: pinyin, and the ways before it (Wade-Giles as written without its marks, the
//! postal and the common English spellings).

/// A syllable of the table as pinyin is written in names: `lü` is *lu*, *lyu* is among the older ones.
pub fn pinyin(syllable: &str) -> String {
    syllable.replace('v', "u")
}

/// The older spellings of a syllable that differ from pinyin, the commonest first.
pub fn older(syllable: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (initial, rest) = divided(syllable);
    for latin in initials(initial, rest) {
        for ending in endings(initial, rest) {
            let spelling = format!("{latin}{ending}");
            if spelling != pinyin(syllable) && !found.contains(&spelling) && spelling.len() <= 6 {
                found.push(spelling);
            }
        }
    }
    if syllable.contains('v') {
        found.push(syllable.replace('v', "yu"));
        found.push(syllable.replace('v', "ue"));
    }
    found.truncate(6);
    found
}

fn divided(syllable: &str) -> (&str, &str) {
    let two = syllable.get(..2).filter(|start| matches!(*start, "zh" | "ch" | "sh"));
    let width = match two {
        Some(_) => 2,
        None => usize::from(syllable.starts_with(|c| !"aeiouv".contains(c))),
    };
    syllable.split_at(width)
}

fn initials<'a>(initial: &'a str, rest: &str) -> Vec<&'a str> {
    match initial {
        "b" => vec!["p", "b"],
        "d" => vec!["t", "d"],
        "g" => vec!["k", "g"],
        "zh" => vec!["ch", "j"],
        "j" => vec!["ch", "k", "ts"],
        "q" => vec!["ch", "tch"],
        "x" => vec!["hs", "sh", "s"],
        "z" => vec!["ts", "tz"],
        "c" => vec!["ts"],
        "r" => vec!["j", "r"],
        "s" if rest == "i" => vec!["sz", "ss"],
        other => vec![other],
    }
}

fn endings(initial: &str, rest: &str) -> Vec<&'static str> {
    let hissing = matches!(initial, "zh" | "ch" | "sh" | "r");
    match rest {
        "i" if hissing => vec!["ih", "i"],
        "i" if matches!(initial, "z" | "c" | "s") => vec!["u", "e"],
        "o" if matches!(initial, "b" | "p" | "m" | "f") => vec!["o"],
        "ian" => vec!["ien", "ian"],
        "ie" => vec!["ieh", "ie"],
        "iu" => vec!["iu", "iou", "ew"],
        "ong" => vec!["ung", "ong"],
        "iong" => vec!["iung", "iong"],
        "e" if matches!(initial, "g" | "k" | "h") => vec!["o", "e"],
        "e" if initial == "y" => vec!["eh", "e"],
        "e" => vec!["e", "eh"],
        "uo" => vec!["o", "uo"],
        "ui" if matches!(initial, "g" | "k") => vec!["uei", "wei"],
        "ui" => vec!["ui", "uei"],
        "an" if initial == "y" => vec!["en", "an"],
        "ou" if initial == "y" => vec!["u", "ou"],
        "u" if initial == "y" => vec!["u"],
        "uan" => vec!["uan", "wan"],
        "uang" => vec!["uang", "wang"],
        "ua" => vec!["ua", "wa"],
        "er" if initial.is_empty() => vec!["erh", "er"],
        "ao" => vec!["ao", "au", "aw"],
        "ai" => vec!["ai", "ay"],
        "v" => vec!["u"],
        "ve" | "ue" => vec!["ueh", "ue"],
        "a" => vec!["a", "ah"],
        "en" => vec!["en"],
        "eng" => vec!["eng"],
        "in" => vec!["in"],
        "ing" => vec!["ing"],
        "un" => vec!["un"],
        "ei" => vec!["ei", "ay"],
        "ou" => vec!["ou", "ow"],
        "u" => vec!["u", "oo"],
        "i" => vec!["i", "ee"],
        "an" => vec!["an"],
        "ang" => vec!["ang"],
        "ia" => vec!["ia"],
        "iang" => vec!["iang"],
        "iao" => vec!["iao"],
        "uai" => vec!["uai"],
        "o" => vec!["o"],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_have_their_older_spelling() {
        for (syllable, spelling) in [
            ("zhou", "chou"),
            ("jiang", "chiang"),
            ("xu", "hsu"),
            ("cai", "tsai"),
            ("deng", "teng"),
            ("song", "sung"),
            ("zhang", "chang"),
            ("ge", "ko"),
            ("qian", "chien"),
            ("lv", "lyu"),
            ("shi", "shih"),
        ] {
            assert!(older(syllable).iter().any(|older| older == spelling), "{syllable}: {:?}", older(syllable));
        }
    }
}
