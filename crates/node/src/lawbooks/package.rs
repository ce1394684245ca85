//! A lawbook in one file: its files, their digest, and both signatures of its publisher over edition and digest.

use crate::rules;
use data_encoding::BASE64;
use law::{BadLawbook, Lawbook};
use model::{Digest, Failure, RulesetVersion};
use seal::keys::DualSecret;
use seal::{DualPublic, DualSignature};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format that this program writes and reads.
const FORMAT: &str = "comity-lawbook/1";

/// What is signed begins with this, so that the signature says nothing else.
const SIGNED: &[u8] = b"comity/v1/lawbook\0";

/// Room for a register several times as large as today's; read before anything is allocated for it.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Why a package is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadPackage {
    /// Larger than any lawbook.
    #[error("{0} bytes are more than any lawbook has ({LARGEST})")]
    Large(usize),
    /// Not JSON of this form.
    #[error("not a package of a lawbook: {0}")]
    Form(String),
    /// A format of another version.
    #[error("the format is `{0}`, and this program reads `{FORMAT}`")]
    Format(String),
    /// Signed by somebody else.
    #[error("signed by the key {found}, and this node pinned {pinned}")]
    Publisher {
        /// Who signed.
        found: Digest,
        /// Who is pinned.
        pinned: Digest,
    },
    /// The signatures do not fit.
    #[error("the signature does not verify: the file was changed, or is not from that publisher")]
    Signature,
    /// The files are not those that were signed.
    #[error("the files have the digest {found}, and {signed} was signed")]
    Digest {
        /// What was found.
        found: Digest,
        /// What was signed.
        signed: Digest,
    },
    /// The lawbook itself.
    #[error(transparent)]
    Lawbook(#[from] BadLawbook),
}

/// A lawbook in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    format: String,
    /// The edition, as its file `VERSION` has it.
    edition: String,
    /// SHA-256 of the files, as findings name it.
    digest: Digest,
    publisher: String,
    ed25519: String,
    mldsa65: String,
    files: BTreeMap<String, String>,
}

impl Package {
    /// Packs files and signs them. The lawbook must be sound.
    pub fn sign(files: BTreeMap<String, String>, publisher: &DualSecret) -> Result<Package, PackError> {
        let digest = digest(&files);
        let edition = edition(&files);
        let signature = publisher.sign(&signed(&edition, digest))?;
        let package = Package {
            format: FORMAT.to_owned(),
            edition,
            digest,
            publisher: BASE64.encode(&publisher.public().to_bytes()),
            ed25519: BASE64.encode(&signature.ed25519),
            mldsa65: BASE64.encode(&signature.mldsa65),
            files,
        };
        package.lawbook().map_err(BadPackage::from)?;
        Ok(package)
    }

    /// Reads a package and verifies it: form, publisher, both signatures, digest, and the lawbook itself.
    pub fn read(bytes: &[u8], pinned: Digest) -> Result<(Package, Lawbook), BadPackage> {
        let package = Package::parse(bytes)?;
        let key = package.key()?;
        if key.fingerprint() != pinned {
            return Err(BadPackage::Publisher { found: key.fingerprint(), pinned });
        }
        let half = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| BadPackage::Signature);
        let signature = DualSignature { ed25519: half(&package.ed25519)?, mldsa65: half(&package.mldsa65)? };
        let signed = signed(&package.edition, package.digest);
        key.verify(&signed, &signature).map_err(|_| BadPackage::Signature)?;
        let found = digest(&package.files);
        if found != package.digest {
            return Err(BadPackage::Digest { found, signed: package.digest });
        }
        if edition(&package.files) != package.edition {
            return Err(BadPackage::Form("its VERSION is not the edition that was signed".to_owned()));
        }
        let lawbook = package.lawbook()?;
        Ok((package, lawbook))
    }

    fn parse(bytes: &[u8]) -> Result<Package, BadPackage> {
        if bytes.len() > LARGEST {
            return Err(BadPackage::Large(bytes.len()));
        }
        let package: Package = serde_json::from_slice(bytes).map_err(|e| BadPackage::Form(e.to_string()))?;
        if package.format != FORMAT {
            return Err(BadPackage::Format(package.format.chars().take(40).collect()));
        }
        let plain = |edition: &str| {
            (1..=32).contains(&edition.len()) && edition.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
        };
        if !plain(&package.edition) {
            return Err(BadPackage::Form("an edition is 1 to 32 letters, digits and dots".to_owned()));
        }
        Ok(package)
    }

    fn key(&self) -> Result<DualPublic, BadPackage> {
        let bytes = BASE64.decode(self.publisher.as_bytes());
        let bytes = bytes.map_err(|e| BadPackage::Form(format!("publisher: {e}")))?;
        DualPublic::from_bytes(&bytes).map_err(|fault| BadPackage::Form(format!("publisher: {fault}")))
    }

    /// The file as written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        serde_json::to_vec(self).map_err(|e| Failure::new("writing a package", e))
    }

    /// The edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The digest of its files.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What findings under it name.
    pub fn version(&self) -> RulesetVersion {
        rules::version_named(&self.edition, self.digest)
    }

    fn lawbook(&self) -> Result<Lawbook, BadLawbook> {
        let files: Vec<(&str, &[u8])> =
            self.files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        Lawbook::read(&files, self.version())
    }
}

/// Why a lawbook was not packed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The lawbook is not sound.
    #[error(transparent)]
    Bad(#[from] BadPackage),
    /// We could not sign.
    #[error("{0}")]
    Failed(Failure),
}

impl From<Failure> for PackError {
    fn from(failure: Failure) -> PackError {
        PackError::Failed(failure)
    }
}

fn digest(files: &BTreeMap<String, String>) -> Digest {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    rules::digest_of(&files)
}

fn edition(files: &BTreeMap<String, String>) -> String {
    files.get("VERSION").map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn signed(edition: &str, digest: Digest) -> Vec<u8> {
    [SIGNED, edition.as_bytes(), &[0], digest.to_string().as_bytes()].concat()
}
