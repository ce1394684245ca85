//! Private keys that sign. They are made from seeds of 32 bytes, so that a seed is all there is to keep.

use crate::{DualPublic, DualSignature};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, ML_DSA_65_SIGNING, PqdsaKeyPair};
use model::{Chance, Failure};
use std::fmt;
use zeroize::{Zeroize as _, Zeroizing};

const SEED: usize = 32;

/// An Ed25519 and an ML-DSA-65 private key that sign together; parsed once and kept.
pub struct DualSecret {
    seeds: Zeroizing<[u8; DualSecret::LEN]>,
    ed25519: Ed25519KeyPair,
    mldsa65: PqdsaKeyPair,
    public: DualPublic,
}

impl DualSecret {
    /// Length of the two seeds, Ed25519 (RFC 8032 section 5.1.5) then ML-DSA-65 (FIPS 204 section 3.6.3).
    pub const LEN: usize = 2 * SEED;

    /// Draws a new pair.
    pub fn generate(chance: &mut dyn Chance) -> Result<DualSecret, Failure> {
        let mut seeds = Zeroizing::new([0; DualSecret::LEN]);
        chance.fill(seeds.as_mut());
        DualSecret::from_bytes(seeds.as_ref())
    }

    /// Restores the pair from its seeds.
    pub fn from_bytes(bytes: &[u8]) -> Result<DualSecret, Failure> {
        let failed = |_| Failure::new("restoring a signing key", "the seeds are not usable");
        let mut seeds = Zeroizing::new([0; DualSecret::LEN]);
        if bytes.len() != DualSecret::LEN {
            return Err(Failure::new("restoring a signing key", "wrong length"));
        }
        seeds.copy_from_slice(bytes);
        let ed25519 = Ed25519KeyPair::from_seed_unchecked(&seeds[..SEED]).map_err(failed)?;
        let mldsa65 = PqdsaKeyPair::from_seed(&ML_DSA_65_SIGNING, &seeds[SEED..]).map_err(failed)?;
        let public = DualPublic::from_bytes(&[ed25519.public_key().as_ref(), mldsa65.public_key().as_ref()].concat())
            .map_err(|fault| Failure::new("restoring a signing key", fault))?;
        Ok(DualSecret { seeds, ed25519, mldsa65, public })
    }

    /// The seeds.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.seeds.to_vec())
    }

    /// The public half.
    pub fn public(&self) -> &DualPublic {
        &self.public
    }

    /// Signs with Ed25519; deterministic.
    pub(crate) fn sign_ed25519(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let signature = self.ed25519.try_sign(message).map_err(|_| Failure::new("signing", "Ed25519"))?;
        Ok(signature.as_ref().to_vec())
    }

    /// Signs with ML-DSA-65; hedged with randomness of the library, so not reproducible.
    pub(crate) fn sign_mldsa65(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut signature = vec![0; crate::signature::MLDSA65_SIGNATURE_LEN];
        self.mldsa65.sign(message, &mut signature).map_err(|_| Failure::new("signing", "ML-DSA-65"))?;
        Ok(signature)
    }

    /// Signs bytes with both keys, outside COSE.
    pub fn sign(&self, message: &[u8]) -> Result<DualSignature, Failure> {
        Ok(DualSignature { ed25519: self.sign_ed25519(message)?, mldsa65: self.sign_mldsa65(message)? })
    }
}

impl fmt::Debug for DualSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// The private key of the log: Ed25519, for checkpoints only.
pub struct LogSecret {
    seed: Zeroizing<[u8; SEED]>,
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl LogSecret {
    /// Draws a new key.
    pub fn generate(chance: &mut dyn Chance) -> Result<LogSecret, Failure> {
        let mut seed = [0; SEED];
        chance.fill(&mut seed);
        let secret = LogSecret::from_seed(&seed);
        seed.zeroize();
        secret
    }

    /// Restores the key from its seed.
    pub fn from_seed(seed: &[u8; SEED]) -> Result<LogSecret, Failure> {
        let unusable = || Failure::new("restoring the log key", "the seed is not usable");
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| unusable())?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| unusable())?;
        Ok(LogSecret { seed: Zeroizing::new(*seed), pair, public })
    }

    /// The seed.
    pub fn seed(&self) -> &[u8; SEED] {
        &self.seed
    }

    /// The public key.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Signs the text of a note (C2SP signed-note): the bytes as they are, its final newline included.
    pub fn sign(&self, note: &[u8]) -> Result<[u8; 64], Failure> {
        let failed = || Failure::new("signing a checkpoint", "Ed25519");
        let signature = self.pair.try_sign(note).map_err(|_| failed())?;
        signature.as_ref().try_into().map_err(|_| failed())
    }
}

impl fmt::Debug for LogSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}
