//! The second factor: RFC 6238 with its defaults (SHA-1, 30 seconds, 6 digits), a secret of 160 bits, one step of drift
//! on either side, and no step twice (section 5.2).

use data_encoding::BASE32_NOPAD;
use model::{Chance, Failure, Instant, OfficerId};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Steps before and after ours that are accepted.
const DRIFT: u16 = 1;
/// Bytes of a secret (RFC 4226 section 4, R6: 160 bits recommended).
const SECRET: usize = 20;

/// Draws a secret.
pub(super) fn draw(chance: &mut dyn Chance) -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new(vec![0; SECRET]);
    chance.fill(&mut secret);
    secret
}

/// The step of a code that is right now and later than the last one `used`.
pub(super) fn step(secret: &[u8], code: &str, now: Instant, used: u64) -> Result<Option<u64>, Failure> {
    let totp: Totp = Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(DRIFT)
        .build()
        .map_err(|_| Failure::new("checking a code", "the secret of the account is damaged"))?;
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let is_code = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    Ok(is_code.then(|| totp.check(code, seconds)).flatten().filter(|step| *step > used))
}

/// The secret as an authenticator takes it: base32, and the address that its picture holds.
pub(super) fn shown(secret: &[u8], node: &str, officer: &OfficerId) -> (String, String) {
    let text = BASE32_NOPAD.encode(secret);
    let address = format!("otpauth://totp/comity%20{node}:{officer}?secret={text}&issuer=comity%20{node}");
    (text, address)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, SHA-1, the last six digits of the eight given there.
    const VECTORS: &[(i64, &str)] =
        &[(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")];

    #[test]
    fn the_vectors_of_the_rfc_are_right_and_a_used_step_is_not() {
        for (second, code) in VECTORS {
            let now = Instant::from_second(*second).unwrap();
            let step = step(b"12345678901234567890", code, now, 0).unwrap();
            assert_eq!(step, Some((*second / 30) as u64), "{second}");
        }
    }

    #[test]
    fn nod_3_1_one_step_of_drift_and_never_twice() {
        let secret = b"12345678901234567890";
        let at = |second: i64| Instant::from_second(second).unwrap();
        let (second, code) = VECTORS[1];
        let its = (second / 30) as u64;
        assert_eq!(step(secret, code, at(second - 30), 0).unwrap(), Some(its));
        assert_eq!(step(secret, code, at(second + 30), 0).unwrap(), Some(its));
        assert_eq!(step(secret, code, at(second + 61), 0).unwrap(), None);
        assert_eq!(step(secret, code, at(second), its).unwrap(), None);
        for bad in ["", "08180", "0818044", "o81804", "081 804"] {
            assert_eq!(step(secret, bad, at(second), 0).unwrap(), None, "{bad:?}");
        }
    }
}
