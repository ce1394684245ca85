//! The consonants of a part, in a few classes: what is left when vowels are not written, or written in another way.
//! `Muhammad`, `Mohamed` and the Arabic spelling give the same skeleton. Own classes, after the transliterations in use
//! for Arabic, Persian, Hebrew and Russian; not Soundex or Metaphone.

/// The skeleton of a folded part; may be empty. A leading vowel is kept as `a`; parts with digits have none.
pub fn skeleton(folded: &[u8]) -> Vec<u8> {
    let mut bones: Vec<u8> = Vec::with_capacity(folded.len());
    if folded.iter().any(u8::is_ascii_digit) {
        return bones;
    }
    let mut at = 0;
    while at < folded.len() {
        let (class, width) = class(&folded[at..], at == 0);
        if let Some(class) = class
            && bones.last() != Some(&class)
        {
            bones.push(class);
        }
        at += width;
    }
    if bones.len() > 1 && bones.last() == Some(&b'h') {
        bones.pop();
    }
    bones
}

fn class(rest: &[u8], first: bool) -> (Option<u8>, usize) {
    match rest {
        [b's', b'c', b'h', ..] | [b't', b'c', b'h', ..] => (Some(b'x'), 3),
        [b's' | b'c' | b'z', b'h', ..] => (Some(b'x'), 2),
        [b'k' | b'g' | b't' | b'd', b'h', ..] => (class(&rest[..1], first).0, 2),
        [b'p', b'h', ..] => (Some(b'f'), 2),
        [b'd', b'j', ..] => (Some(b'x'), 2),
        [b'j', ..] => (Some(b'x'), 1),
        [b'c', b'k', ..] => (Some(b'k'), 2),
        [b'c', b'e' | b'i' | b'y', ..] => (Some(b's'), 1),
        [b'c' | b'k' | b'q' | b'x', ..] => (Some(b'k'), 1),
        [b'z', ..] => (Some(b's'), 1),
        [b'w', ..] => (first.then_some(b'v'), 1),
        [b'y', ..] => (first.then_some(b'y'), 1),
        [b'a' | b'e' | b'i' | b'o' | b'u', ..] => (first.then_some(b'a'), 1),
        [other, ..] => (Some(*other), 1),
        [] => (None, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_skeleton() {
        let same = |a: &str, b: &str| assert_eq!(skeleton(a.as_bytes()), skeleton(b.as_bytes()), "{a} {b}");
        same("muhammad", "mohamed");
        same("muhammad", "mhmd");
        same("hussein", "husayn");
        same("khalid", "kaleed");
        same("abdullah", "abdulla");
        same("djamel", "jamal");
        assert_ne!(skeleton(b"ali"), skeleton(b"lee"));
        assert!(skeleton(b"11420").is_empty() && skeleton(b"").is_empty());
    }
}
