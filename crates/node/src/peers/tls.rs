//! TLS 1.3 with raw public keys (RFC 7250) and the hybrid key exchange X25519MLKEM768, and nothing older or else: no
//! certificate, no authority over certificates, no name, no resumption, no early data. The other side's key is compared with
//! the key in the card whose root is pinned here.

use super::register::Register;
use exchange::peer::{VERSIONS, common_version, protocol_name};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, Resumption};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{AlwaysResolvesServerRawPublicKeys, NoServerSessionStorage};
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::version::TLS13;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, PeerMisbehaved, ServerConfig,
    SignatureAlgorithm, SignatureScheme,
};
use seal::keys::{PeerSecret, peer_key_info, peer_key_of_info};
use std::sync::Arc;

/// Our side of every handshake.
pub(super) struct Identity {
    key: Arc<CertifiedKey>,
    provider: Arc<CryptoProvider>,
}

impl Identity {
    pub(super) fn new(secret: Arc<PeerSecret>) -> Result<Identity, Error> {
        let info = CertificateDer::from(peer_key_info(secret.public()).to_vec());
        let key = Arc::new(CertifiedKey::new(vec![info], Arc::new(OurKey(secret))));
        let provider = CryptoProvider {
            cipher_suites: vec![
                aws_lc_rs::cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
                aws_lc_rs::cipher_suite::TLS13_AES_256_GCM_SHA384,
            ],
            kx_groups: vec![aws_lc_rs::kx_group::X25519MLKEM768],
            ..aws_lc_rs::default_provider()
        };
        Ok(Identity { key, provider: Arc::new(provider) })
    }

    /// For those who come to us: any peer of the register.
    pub(super) fn server(&self, register: Arc<Register>) -> Result<ServerConfig, Error> {
        let verifier = AnyPeer { register, provider: self.provider.clone() };
        let builder = ServerConfig::builder_with_provider(self.provider.clone()).with_protocol_versions(&[&TLS13])?;
        let resolver = Arc::new(AlwaysResolvesServerRawPublicKeys::new(self.key.clone()));
        let mut config = builder.with_client_cert_verifier(Arc::new(verifier)).with_cert_resolver(resolver);
        config.alpn_protocols = VERSIONS.iter().rev().map(|version| protocol_name(*version)).collect();
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        config.max_early_data_size = 0;
        Ok(config)
    }

    /// For going to one peer: the holder of this key, in this version of the protocol.
    pub(super) fn client(&self, key: [u8; 32], version: u8) -> Result<ClientConfig, Error> {
        let verifier = OnePeer { key, provider: self.provider.clone() };
        let builder = ClientConfig::builder_with_provider(self.provider.clone()).with_protocol_versions(&[&TLS13])?;
        let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
        let resolver = Arc::new(AlwaysResolvesClientRawPublicKeys::new(self.key.clone()));
        let mut config = builder.with_client_cert_resolver(resolver);
        config.alpn_protocols = vec![protocol_name(version)];
        config.resumption = Resumption::disabled();
        config.enable_sni = false;
        Ok(config)
    }
}

/// The version that the handshake agreed on; none if the other side named none.
pub(super) fn agreed_version(alpn: Option<&[u8]>) -> Option<u8> {
    let name = alpn?;
    VERSIONS.iter().copied().find(|version| protocol_name(*version) == name).filter(|v| common_version(&[*v]).is_some())
}

/// The key that the other side showed and proved to hold.
pub(super) fn shown_key(certificates: Option<&[CertificateDer<'_>]>) -> Option<[u8; 32]> {
    peer_key_of_info(certificates?.first()?)
}

#[derive(Debug)]
struct OurKey(Arc<PeerSecret>);

impl SigningKey for OurKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        offered.contains(&SignatureScheme::ED25519).then(|| Box::new(OurSigner(self.0.clone())) as Box<dyn Signer>)
    }

    fn public_key(&self) -> Option<SubjectPublicKeyInfoDer<'_>> {
        Some(SubjectPublicKeyInfoDer::from(peer_key_info(self.0.public()).to_vec()))
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::ED25519
    }
}

#[derive(Debug)]
struct OurSigner(Arc<PeerSecret>);

impl Signer for OurSigner {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.0.sign(message).map(Vec::from).map_err(|failure| Error::General(failure.to_string()))
    }

    fn scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}

fn unknown() -> Error {
    Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure)
}

fn verify_tls13(
    provider: &CryptoProvider,
    message: &[u8],
    info: &CertificateDer<'_>,
    signed: &DigitallySignedStruct,
) -> Result<HandshakeSignatureValid, Error> {
    let algorithms = &provider.signature_verification_algorithms;
    verify_tls13_signature_with_raw_key(message, &SubjectPublicKeyInfoDer::from(info.as_ref()), signed, algorithms)
}

/// TLS 1.2 is not spoken.
fn no_tls12() -> Error {
    Error::PeerMisbehaved(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme)
}

#[derive(Debug)]
struct AnyPeer {
    register: Arc<Register>,
    provider: Arc<CryptoProvider>,
}

impl ClientCertVerifier for AnyPeer {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        shown: &CertificateDer<'_>,
        further: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let key = peer_key_of_info(shown).filter(|_| further.is_empty());
        let known = key.is_some_and(|key| self.register.knows(&key));
        if known { Ok(ClientCertVerified::assertion()) } else { Err(unknown()) }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(no_tls12())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        info: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13(&self.provider, message, info, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct OnePeer {
    key: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for OnePeer {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        further: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let is_the_one = further.is_empty() && peer_key_of_info(shown) == Some(self.key);
        if is_the_one { Ok(ServerCertVerified::assertion()) } else { Err(unknown()) }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(no_tls12())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        info: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13(&self.provider, message, info, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}
