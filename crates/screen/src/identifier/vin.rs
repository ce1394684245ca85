//! Vehicle identification numbers (ISO 3779): seventeen characters without I, O and Q. The ninth is a check digit in North
//! America and China (49 CFR 565.15), elsewhere often not: a wrong one is no proof of a mistake.

const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/// Whether the text has the shape of a VIN.
pub fn has_shape(text: &str) -> bool {
    text.len() == 17 && text.bytes().all(|byte| value(byte).is_some())
}

/// What is meant where I, O or Q are written.
pub fn normal(text: &str) -> String {
    let meant = |c| match c {
        'I' => '1',
        'O' | 'Q' => '0',
        other => other,
    };
    text.chars().map(meant).collect()
}

/// True if the check digit holds; none if it does not and the maker need not have one.
pub fn holds(text: &str) -> Option<bool> {
    let values: Option<Vec<u32>> = text.bytes().map(value).collect();
    let sum: u32 =
        values.filter(|values| values.len() == 17)?.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let check = char::from_digit(sum % 11, 11).map(|c| if c == 'a' { 'X' } else { c });
    let fits = text.chars().nth(8) == check;
    let must = text.starts_with(['1', '4', '5']);
    (fits || must).then_some(fits)
}

fn value(byte: u8) -> Option<u32> {
    Some(match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'H' => u32::from(byte - b'A') + 1,
        b'J'..=b'N' => u32::from(byte - b'J') + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => u32::from(byte - b'S') + 2,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        assert_eq!(holds("1M8GDM9AXKP042788"), Some(true));
        assert_eq!(holds("11111111111111111"), Some(true));
        assert_eq!(holds("1M8GDM9A1KP042788"), Some(false));
        assert_eq!(holds("WAUZZZ8P5BA012345"), None, "a European maker need not have one");
        assert!(!has_shape("1M8GDM9AXKP04278O") && has_shape(&normal("1M8GDM9AXKP04278O")));
        assert_eq!(holds("short"), None);
    }
}
