//! How two keys that are not equal may still be one number, mistyped.

/// One slip between two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// Characters that look alike: O and 0, I and 1.
    LookAlike,
    /// Two neighbours swapped.
    Swapped,
    /// One character wrong, missing or too much.
    OneCharacter,
}

/// The one slip that turns one key into the other; none if they are equal or further apart. Keys shorter than six
/// characters have none: there, one character is too much of them.
pub fn slip(asked: &str, held: &str) -> Option<Slip> {
    let (a, b): (Vec<char>, Vec<char>) = (asked.chars().take(128).collect(), held.chars().take(128).collect());
    if a == b || a.len().min(b.len()) < 6 || a.len().abs_diff(b.len()) > 1 {
        return None;
    }
    if a.iter().map(|c| shape(*c)).eq(b.iter().map(|c| shape(*c))) {
        return Some(Slip::LookAlike);
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[start..], &b[start..]);
    if a.len() == b.len() {
        let swapped = x.len() >= 2 && x[0] == y[1] && x[1] == y[0] && x[2..] == y[2..];
        return if swapped { Some(Slip::Swapped) } else { (x[1..] == y[1..]).then_some(Slip::OneCharacter) };
    }
    let (longer, shorter) = if x.len() > y.len() { (x, y) } else { (y, x) };
    (longer[1..] == *shorter).then_some(Slip::OneCharacter)
}

fn shape(c: char) -> char {
    match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_told_from_two() {
        assert_eq!(slip("AB12340", "AB1234O"), Some(Slip::LookAlike));
        assert_eq!(slip("AB123456", "AB124356"), Some(Slip::Swapped));
        assert_eq!(slip("AB123456", "AB123756"), Some(Slip::OneCharacter));
        assert_eq!(slip("AB123456", "AB12356"), Some(Slip::OneCharacter));
        assert_eq!(slip("AB123456", "AB123456"), None);
        assert_eq!(slip("AB123456", "AB127856"), None);
        assert_eq!(slip("12345", "12346"), None);
    }
}
