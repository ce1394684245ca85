//! A new account: a TOTP secret, and a one-time code that is shown once and kept only as its argon2 string.

use super::{one_time, password, totp};
use crate::administration::officers::Credentials;
use data_encoding::BASE32_NOPAD;
use model::{Chance, Failure, Instant};
use zeroize::Zeroizing;

/// A code for the first sign-in: 100 random bits in five groups. `Debug` does not show it.
pub struct OneTimeCode(Zeroizing<String>);

impl OneTimeCode {
    /// The code, to be shown once to whoever enrols the officer.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<secret>")
    }
}

/// What enrolling an officer makes.
pub struct NewAccount {
    /// For the officer, by hand.
    pub code: OneTimeCode,
    /// For the store.
    pub credentials: Credentials,
    /// Until when the code opens enrolment.
    pub until: Instant,
}

impl NewAccount {
    /// Draws an account at the instant `at`.
    pub fn draw(at: Instant, chance: &mut dyn Chance) -> Result<NewAccount, Failure> {
        let mut bytes = Zeroizing::new([0; 13]);
        chance.fill(bytes.as_mut());
        let text = Zeroizing::new(BASE32_NOPAD.encode(bytes.as_ref()));
        let groups: Vec<&str> = (0..5).filter_map(|group| text.get(group * 4..group * 4 + 4)).collect();
        let code = OneTimeCode(Zeroizing::new(groups.join("-")));
        let until = at.checked_add(one_time::VALID).map_err(|e| Failure::new("dating a one-time code", e))?;
        let hash = password::hash(&plain(code.reveal()), chance)?;
        let credentials = Credentials { password: one_time::write(&hash, until), totp: totp::draw(chance) };
        Ok(NewAccount { code, credentials, until })
    }
}

/// A code without what people add when they type it.
pub(super) fn plain(code: &str) -> Zeroizing<String> {
    Zeroizing::new(code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect())
}
