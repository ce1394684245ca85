//! Passwords by argon2id, the second recommended option of RFC 9106 section 4: 3 passes, 4 lanes, 64 MiB, a salt of
//! 128 bits and a tag of 256 bits. OWASP's Password Storage Cheat Sheet asks for less (19 MiB, 2 passes, 1 lane).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use model::{Chance, Failure};
use std::sync::{Mutex, PoisonError};

/// Kibibytes: 64 MiB.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;
const TAG: usize = 32;
/// Fewest characters of a password (NOD-3.5).
pub const LEAST_PASSWORD: usize = 12;
/// Most bytes of a password that are looked at, so that nobody buys work with length.
pub const MOST_PASSWORD: usize = 1024;

/// One at a time: what an attacker can make the node do at once is 64 MiB, not 64 MiB times its connections.
static TURN: Mutex<()> = Mutex::new(());

fn argon2() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(MEMORY, PASSES, LANES, Some(TAG)).map_err(|e| Failure::new("hashing a password", e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The argon2 string of a secret, with a new salt.
pub(super) fn hash(secret: &str, chance: &mut dyn Chance) -> Result<String, Failure> {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let hashed = argon2()?.hash_password_with_salt(secret.as_bytes(), &salt);
    Ok(hashed.map_err(|e| Failure::new("hashing a password", e))?.to_string())
}

/// Whether a secret has this argon2 string. With none, the same work is done and the answer is no.
pub(super) fn verify(secret: &str, stored: Option<&str>) -> Result<bool, Failure> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let argon2 = argon2()?;
    let Some(stored) = stored else {
        let mut tag = [0; TAG];
        argon2
            .hash_password_into(secret.as_bytes(), &[0; 16], &mut tag)
            .map_err(|e| Failure::new("checking a password", e))?;
        return Ok(false);
    };
    let stored = PasswordHash::new(stored).map_err(|e| Failure::new("checking a password", e))?;
    Ok(argon2.verify_password(secret.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemChance;

    #[test]
    fn a_password_is_known_again_and_says_its_parameters() {
        let stored = hash("correct horse battery", &mut SystemChance).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=65536,t=3,p=4$"), "{stored}");
        assert!(verify("correct horse battery", Some(&stored)).unwrap());
        assert!(!verify("correct horse batterz", Some(&stored)).unwrap());
        assert!(!verify("anything", None).unwrap());
    }

    #[test]
    fn the_same_password_twice_is_stored_differently() {
        let mut chance = SystemChance;
        assert_ne!(hash("correct horse", &mut chance).unwrap(), hash("correct horse", &mut chance).unwrap());
    }
}
