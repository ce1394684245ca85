//! Signed documents: one COSE_Sign (RFC 9052 section 4.1) with two signatures, the same for charter, card, evidence,
//! receipt and manifest. The content type, which is signed, says which; a signature over one kind never serves for another.
//!
//! ```text
//! 98([ << {3: content type} >>, {}, payload,
//!      [ [ << {1: -19, 4: kid} >>, {}, Ed25519 signature ],
//!        [ << {1: -49, 4: kid} >>, {}, ML-DSA-65 signature ] ] ])
//! ```

use crate::cbor::{Limits, check};
use crate::checks::{SEAL_2_1, SEAL_2_2};
use crate::keys::DualSecret;
use crate::{DualPublic, KeyId, fault};
use coset::iana::Algorithm;
use coset::{
    CoseSign, CoseSignBuilder, CoseSignature, CoseSignatureBuilder, Header, HeaderBuilder, TaggedCborSerializable as _,
};
use model::{Failure, Fault};

/// The tag of COSE_Sign.
const TAG: u64 = 98;

/// What a signed document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Charter,
    Card,
    Evidence,
    Receipt,
    Manifest,
}

impl Kind {
    fn content_type(self) -> &'static str {
        match self {
            Kind::Charter => "application/comity-charter-v1",
            Kind::Card => "application/comity-card-v1",
            Kind::Evidence => "application/comity-evidence-v1",
            Kind::Receipt => "application/comity-receipt-v1",
            Kind::Manifest => "application/comity-manifest-v1",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Charter => "charter",
            Kind::Card => "card",
            Kind::Evidence => "evidence",
            Kind::Receipt => "receipt",
            Kind::Manifest => "manifest",
        }
    }

    fn limits(self) -> Limits {
        match self {
            Kind::Charter => Limits::CHARTER,
            Kind::Card => Limits::CARD,
            Kind::Evidence => Limits::EVIDENCE,
            Kind::Receipt => Limits::RECEIPT,
            Kind::Manifest => Limits::MANIFEST,
        }
    }

    fn header(self) -> Header {
        HeaderBuilder::new().content_type(self.content_type().to_owned()).build()
    }
}

fn signature_header(algorithm: Algorithm, kid: KeyId) -> Header {
    HeaderBuilder::new().algorithm(algorithm).key_id(kid.0.to_vec()).build()
}

fn unsigned(algorithm: Algorithm, kid: KeyId) -> CoseSignature {
    CoseSignatureBuilder::new().protected(signature_header(algorithm, kid)).build()
}

/// Signs a payload with both keys and gives the document's bytes, which are kept and sent as they are.
pub(crate) fn sign(kind: Kind, payload: &[u8], secret: &DualSecret) -> Result<Vec<u8>, Failure> {
    let kid = secret.public().kid();
    CoseSignBuilder::new()
        .protected(kind.header())
        .payload(payload.to_vec())
        .try_add_created_signature(unsigned(Algorithm::Ed25519, kid), &[], |tbs| secret.sign_ed25519(tbs))?
        .try_add_created_signature(unsigned(Algorithm::ML_DSA_65, kid), &[], |tbs| secret.sign_mldsa65(tbs))?
        .build()
        .to_tagged_vec()
        .map_err(|error| Failure::new("encoding a signed document", error))
}

/// A document that has the right shape and whose signatures nobody has verified yet.
pub(crate) struct Signed {
    kind: Kind,
    cose: CoseSign,
    kid: KeyId,
}

impl Signed {
    /// Reads a document of one kind. Faults SEAL-1.x and SEAL-2.1.
    pub(crate) fn parse(kind: Kind, bytes: &[u8]) -> Result<Signed, Fault> {
        check(bytes, kind.limits(), Some(TAG))?;
        let wrong = |what: &str| fault(&SEAL_2_1, format!("{}: {what}", kind.name()));
        let cose = CoseSign::from_tagged_slice(bytes).map_err(|_| wrong("COSE_Sign"))?;
        if !is_exactly(&cose.protected, &kind.header()) || !cose.unprotected.is_empty() || cose.payload.is_none() {
            return Err(wrong("headers"));
        }
        let [ed25519, mldsa65] = cose.signatures.as_slice() else {
            return Err(wrong("number of signatures"));
        };
        let kid: [u8; 16] = ed25519.protected.header.key_id.as_slice().try_into().map_err(|_| wrong("key id"))?;
        let kid = KeyId(kid);
        for (signature, algorithm) in [(ed25519, Algorithm::Ed25519), (mldsa65, Algorithm::ML_DSA_65)] {
            let is_expected = is_exactly(&signature.protected, &signature_header(algorithm, kid));
            if !is_expected || !signature.unprotected.is_empty() {
                return Err(wrong("signature headers"));
            }
        }
        Ok(Signed { kind, cose, kid })
    }

    /// What the document claims, unverified.
    pub(crate) fn payload(&self) -> &[u8] {
        self.cose.payload.as_deref().unwrap_or_default()
    }

    pub(crate) fn into_payload(self) -> Vec<u8> {
        self.cose.payload.unwrap_or_default()
    }

    /// Verifies both signatures with the key that must have made them. Faults SEAL-2.2, 2.3, 2.4.
    pub(crate) fn verify(&self, key: &DualPublic) -> Result<(), Fault> {
        if self.kid != key.kid() {
            return Err(fault(&SEAL_2_2, format!("{}: key {}", self.kind.name(), self.kid)));
        }
        self.cose
            .verify_signature(0, &[], |signature, tbs| key.verify_ed25519(tbs, signature))
            .and_then(|()| self.cose.verify_signature(1, &[], |signature, tbs| key.verify_mldsa65(tbs, signature)))
            .map_err(|wrong| fault(wrong.check, format!("{}: {}", self.kind.name(), wrong.place)))
    }
}

/// Whether a protected header is, byte for byte, the one that the profile asks for.
pub(crate) fn is_exactly(found: &coset::ProtectedHeader, wanted: &Header) -> bool {
    use coset::CborSerializable as _;
    wanted.clone().to_vec().is_ok_and(|wanted| found.original_data.as_deref() == Some(wanted.as_slice()))
}
