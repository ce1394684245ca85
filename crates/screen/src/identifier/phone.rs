//! Telephone numbers (ITU-T E.164): country code and national number, digits only. A number written nationally is brought
//! to this form where the State is known; the 0 (in some States another digit) before it is left off.

/// Most digits of a number.
pub const MOST: usize = 15;

/// State, country code, the digit dialled before a national number. From general knowledge; unverified.
const PLANS: &[(&str, &str, &str)] = &[
    ("AFG", "93", "0"),
    ("ALB", "355", "0"),
    ("ARE", "971", "0"),
    ("ARG", "54", "0"),
    ("ARM", "374", "0"),
    ("AUS", "61", "0"),
    ("AUT", "43", "0"),
    ("AZE", "994", "0"),
    ("BEL", "32", "0"),
    ("BGD", "880", "0"),
    ("BGR", "359", "0"),
    ("BHR", "973", ""),
    ("BIH", "387", "0"),
    ("BLR", "375", "8"),
    ("BRA", "55", "0"),
    ("CAN", "1", "1"),
    ("CHE", "41", "0"),
    ("CHL", "56", ""),
    ("CHN", "86", "0"),
    ("CIV", "225", ""),
    ("CMR", "237", ""),
    ("COD", "243", "0"),
    ("COL", "57", ""),
    ("CUB", "53", "0"),
    ("CYP", "357", ""),
    ("CZE", "420", ""),
    ("DEU", "49", "0"),
    ("DNK", "45", ""),
    ("DZA", "213", "0"),
    ("EGY", "20", "0"),
    ("ERI", "291", "0"),
    ("ESP", "34", ""),
    ("EST", "372", ""),
    ("ETH", "251", "0"),
    ("FIN", "358", "0"),
    ("FRA", "33", "0"),
    ("GBR", "44", "0"),
    ("GEO", "995", "0"),
    ("GHA", "233", "0"),
    ("GRC", "30", ""),
    ("HKG", "852", ""),
    ("HRV", "385", "0"),
    ("HUN", "36", "06"),
    ("IDN", "62", "0"),
    ("IND", "91", "0"),
    ("IRL", "353", "0"),
    ("IRN", "98", "0"),
    ("IRQ", "964", "0"),
    ("ISL", "354", ""),
    ("ISR", "972", "0"),
    ("ITA", "39", ""),
    ("JOR", "962", "0"),
    ("JPN", "81", "0"),
    ("KAZ", "7", "8"),
    ("KEN", "254", "0"),
    ("KGZ", "996", "0"),
    ("KOR", "82", "0"),
    ("KWT", "965", ""),
    ("LBN", "961", "0"),
    ("LBY", "218", "0"),
    ("LKA", "94", "0"),
    ("LTU", "370", "0"),
    ("LUX", "352", ""),
    ("LVA", "371", ""),
    ("MAR", "212", "0"),
    ("MDA", "373", "0"),
    ("MEX", "52", ""),
    ("MKD", "389", "0"),
    ("MLI", "223", ""),
    ("MLT", "356", ""),
    ("MMR", "95", "0"),
    ("MNE", "382", "0"),
    ("MYS", "60", "0"),
    ("NER", "227", ""),
    ("NGA", "234", "0"),
    ("NLD", "31", "0"),
    ("NOR", "47", ""),
    ("NZL", "64", "0"),
    ("OMN", "968", ""),
    ("PAK", "92", "0"),
    ("PER", "51", "0"),
    ("PHL", "63", "0"),
    ("POL", "48", ""),
    ("PRT", "351", ""),
    ("PRK", "850", "0"),
    ("QAT", "974", ""),
    ("ROU", "40", "0"),
    ("RUS", "7", "8"),
    ("RWA", "250", "0"),
    ("SAU", "966", "0"),
    ("SDN", "249", "0"),
    ("SEN", "221", ""),
    ("SGP", "65", ""),
    ("SOM", "252", "0"),
    ("SRB", "381", "0"),
    ("SVK", "421", "0"),
    ("SVN", "386", "0"),
    ("SWE", "46", "0"),
    ("SYR", "963", "0"),
    ("TCD", "235", ""),
    ("THA", "66", "0"),
    ("TJK", "992", ""),
    ("TKM", "993", "8"),
    ("TUN", "216", ""),
    ("TUR", "90", "0"),
    ("TZA", "255", "0"),
    ("UGA", "256", "0"),
    ("UKR", "380", "0"),
    ("USA", "1", "1"),
    ("UZB", "998", ""),
    ("VEN", "58", "0"),
    ("VNM", "84", "0"),
    ("XKX", "383", "0"),
    ("YEM", "967", "0"),
    ("ZAF", "27", "0"),
    ("ZWE", "263", "0"),
];

/// The number as digits with its country code where that can be told; as its own digits without leading zeros where it
/// cannot. Extensions (`ext. 12`, `x12`, `;ext=12`) are left off.
pub fn normal(written: &str, state: Option<&str>) -> String {
    let lower = written.to_lowercase();
    let start = lower.strip_prefix("tel:").unwrap_or(&lower);
    let main = start.find([';', 'x', '#']).map_or(start, |end| &start[..end]);
    let main = main.find("ext").map_or(main, |end| &main[..end]);
    let main = main.replace("(0)", "");
    let international =
        main.trim_start_matches(|c: char| !c.is_numeric() && c != '+' && c != '＋').starts_with(['+', '＋']);
    let digits: String = main
        .chars()
        .filter_map(|c| c.to_digit(10).or_else(|| eastern(c)))
        .filter_map(|d| char::from_digit(d, 10))
        .collect();
    if international {
        return digits;
    }
    if let Some(rest) = digits.strip_prefix("00").filter(|rest| rest.len() >= 8) {
        return rest.to_owned();
    }
    match plan(state) {
        Some((code, _)) if code.len() + 7 < digits.len() && digits.starts_with(code) && digits.len() > 10 => digits,
        Some((code, trunk)) => format!("{code}{}", digits.strip_prefix(trunk).unwrap_or(&digits)),
        None => digits.trim_start_matches('0').to_owned(),
    }
}

/// Whether it can be a number with its country code: 7 to 15 digits that begin with a code in use.
pub fn holds(digits: &str) -> bool {
    (7..=MOST).contains(&digits.len()) && PLANS.iter().any(|(_, code, _)| digits.starts_with(code))
}

fn plan(state: Option<&str>) -> Option<(&'static str, &'static str)> {
    PLANS.iter().find(|(known, _, _)| Some(*known) == state).map(|(_, code, trunk)| (*code, *trunk))
}

/// Arabic-Indic, Persian and Devanagari digits, and the wide ones of East Asia.
fn eastern(c: char) -> Option<u32> {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        '\u{0966}'..='\u{096F}' => 0x0966,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return None,
    };
    Some(c as u32 - zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for (written, state) in [
            ("+44 20 7946 0018", None),
            ("0044 20 7946 0018", None),
            ("tel:+44-20-7946-0018", None),
            ("+44 (0)20 7946 0018 ext. 5", None),
            ("020 7946 0018", Some("GBR")),
            ("44 20 7946 0018", Some("GBR")),
        ] {
            assert_eq!(normal(written, state), "442079460018", "{written}");
        }
        assert_eq!(normal("8 (495) 123-45-67", Some("RUS")), "74951234567");
        assert_eq!(normal("٠٧٧٠١٢٣٤٥٦٧", Some("IRQ")), "9647701234567");
        assert_eq!(normal("06 12345678", Some("ITA")), "390612345678", "Italy keeps its 0");
        assert_eq!(normal("040 123456", None), "40123456");
        assert!(holds("442079460018") && !holds("12") && !holds("0000000000"));
    }

    #[test]
    fn no_input_is_too_odd() {
        for odd in ["", "+", "x", "ext", "(0)", &"9".repeat(10_000), "\u{202E}+1"] {
            let _ = normal(odd, Some("RUS"));
        }
    }
}
