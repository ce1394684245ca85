//! Addresses in Bech32 (BIP 173) and Bech32m (BIP 350): a prefix, `1`, data, six check signs. Lower case throughout; a text
//! in upper case is the same address, one in both is none.

const SIGNS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
const BECH32: u32 = 1;
const BECH32M: u32 = 0x2BC8_30A3;

/// Whether the text has the shape of such an address, under a prefix of one to ten letters.
pub fn has_shape(text: &str) -> bool {
    let one_case = text.to_lowercase() == text || text.to_uppercase() == text;
    let lower = text.to_ascii_lowercase();
    let Some((prefix, data)) = lower.rsplit_once('1') else { return false };
    one_case
        && (14..=90).contains(&text.len())
        && (1..=10).contains(&prefix.len())
        && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
        && data.len() >= 12
        && data.bytes().all(|byte| SIGNS.contains(&byte))
}

/// Whether its check signs hold, by either constant.
pub fn holds(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some((prefix, data)) = lower.rsplit_once('1').filter(|_| has_shape(text)) else { return false };
    let high = prefix.bytes().map(|byte| u32::from(byte >> 5));
    let low = prefix.bytes().map(|byte| u32::from(byte & 31));
    let values = data.bytes().filter_map(|byte| SIGNS.iter().position(|sign| *sign == byte)).map(|at| at as u32);
    let check = high.chain([0]).chain(low).chain(values).fold(1, |check: u32, value| {
        let top = check >> 25;
        let next = (check & 0x01FF_FFFF) << 5 ^ value;
        (0..5).filter(|bit| top >> bit & 1 == 1).fold(next, |next, bit| next ^ GENERATOR[bit])
    });
    check == BECH32 || check == BECH32M
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_standards_hold() {
        for example in [
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        ] {
            assert!(holds(example), "{example}");
        }
        assert!(!holds("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
        assert!(!holds("bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"), "both cases");
        assert!(!holds("") && !holds("1") && !holds(&"q1".repeat(5_000)));
    }
}
