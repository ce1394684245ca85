//! Whether two parts in one foreign script are written alike. Two characters of Han may sound alike and differ; a table of
//! sounds alone would take them for one.

/// A number for a part as written: script in the upper eight bits, a hash of the letters in the lower ones. 0 where the
/// letters are Latin, or no one script.
pub fn native(written: &str) -> u32 {
    let mut script = 0;
    let mut state = 0x811C_9DC5u32;
    for c in written.chars().filter(|c| c.is_alphanumeric()) {
        let own = script_of(c);
        if own == 0 || (script != 0 && own != script) {
            return 0;
        }
        script = own;
        for c in c.to_lowercase() {
            state = (state ^ c as u32).wrapping_mul(0x0100_0193);
        }
    }
    if script == 0 { 0 } else { script << 24 | (state ^ state >> 24) & 0x00FF_FFFF }
}

/// How two such numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// One is in Latin letters, or the scripts differ, or the script writes sounds, which are compared already.
    Unknown,
    /// The same characters of Han.
    Same,
    /// Other characters of Han.
    Other,
}

/// Compares two parts as written.
pub fn written(asked: u32, held: u32) -> Written {
    if asked >> 24 != HAN || held >> 24 != HAN {
        return Written::Unknown;
    }
    if asked == held { Written::Same } else { Written::Other }
}

const HAN: u32 = 1;

fn script_of(c: char) -> u32 {
    match c {
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => HAN,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_sound_alike_are_told_apart() {
        assert_eq!(written(native("明"), native("明")), Written::Same);
        assert_eq!(written(native("明"), native("名")), Written::Other);
        assert_eq!(written(native("Ming"), native("名")), Written::Unknown);
        assert_eq!(native("Иван"), 0);
    }
}
