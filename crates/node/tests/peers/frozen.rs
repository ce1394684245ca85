//! A peer frozen at version 1: written from `spec/peers.md` by hand, with nothing of the program's own wire in it. What it
//! says must be understood for as long as version 1 is.

use model::AuthorityId;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::sign::{CertifiedKey, Signer, SigningKey};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureAlgorithm, SignatureScheme, StreamOwned,
    SupportedProtocolVersion,
};
use seal::keys::PeerSecret;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The parcels of an answer, and the kind and body of its end.
pub type Answered = (Vec<Vec<u8>>, (u8, Vec<u8>));

/// How the frozen peer connects; what it is by default is version 1.
pub struct Manner {
    pub versions: Vec<&'static SupportedProtocolVersion>,
    pub groups: Vec<&'static dyn SupportedKxGroup>,
    pub alpn: Vec<Vec<u8>>,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            versions: vec![&rustls::version::TLS13],
            groups: vec![aws_lc_rs::kx_group::X25519MLKEM768],
            alpn: vec![b"comity-peer/1".to_vec()],
        }
    }
}

/// The frozen peer, connected.
pub struct Frozen {
    stream: StreamOwned<ClientConnection, TcpStream>,
    /// The key that the other side showed.
    pub shown: [u8; 32],
}

#[derive(Debug)]
struct Key(Arc<PeerSecret>);

fn info(key: &[u8; 32]) -> Vec<u8> {
    let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    [&head[..], key].concat()
}

impl SigningKey for Key {
    fn choose_scheme(&self, _: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        Some(Box::new(Key(self.0.clone())))
    }
    fn public_key(&self) -> Option<SubjectPublicKeyInfoDer<'_>> {
        Some(SubjectPublicKeyInfoDer::from(info(self.0.public())))
    }
    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::ED25519
    }
}

impl Signer for Key {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.0.sign(message).unwrap().to_vec())
    }
    fn scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}

/// Notes the key that is shown, and goes on.
#[derive(Debug)]
struct Noting(Mutex<[u8; 32]>);

impl ServerCertVerifier for Noting {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        *self.0.lock().unwrap() = shown[12..].try_into().unwrap();
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms;
        verify_tls13_signature_with_raw_key(
            message,
            &SubjectPublicKeyInfoDer::from(shown.as_ref()),
            signed,
            &algorithms,
        )
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

impl Frozen {
    /// Connects with this key, and says nothing yet.
    pub fn connect(to: SocketAddr, key: &Arc<PeerSecret>, manner: Manner) -> io::Result<Frozen> {
        let provider = CryptoProvider { kx_groups: manner.groups, ..aws_lc_rs::default_provider() };
        let noting = Arc::new(Noting(Mutex::new([0; 32])));
        let ours = CertifiedKey::new(vec![CertificateDer::from(info(key.public()))], Arc::new(Key(key.clone())));
        let mut config = ClientConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(&manner.versions)
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(noting.clone())
            .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::new(ours))));
        config.alpn_protocols = manner.alpn;
        let name = ServerName::try_from("peer.invalid").unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(to)?;
        socket.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut stream = StreamOwned::new(connection, socket);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        let shown = *noting.0.lock().unwrap();
        Ok(Frozen { stream, shown })
    }

    /// Sends a frame.
    pub fn send(&mut self, kind: u8, body: &[u8]) -> io::Result<()> {
        self.stream.write_all(&[&[kind], &(body.len() as u32).to_be_bytes()[..], body].concat())?;
        self.stream.flush()
    }

    /// Reads a frame.
    pub fn read(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 5];
        self.stream.read_exact(&mut head)?;
        let mut body = vec![0; u32::from_be_bytes(head[1..].try_into().unwrap()) as usize];
        self.stream.read_exact(&mut body)?;
        Ok((head[0], body))
    }

    /// Reads an answer: the parcels in it, and its end.
    pub fn answer(&mut self) -> io::Result<Answered> {
        let mut parcels = Vec::new();
        loop {
            match self.read()? {
                (2, parcel) => parcels.push(parcel),
                end => return Ok((parcels, end)),
            }
        }
    }

    /// Says hello as version 1 does; what came back: its parcels, and its end.
    pub fn greet(&mut self, by: &AuthorityId, at: i64, holds: u8) -> io::Result<Answered> {
        self.send(1, &hello(by, at, holds))?;
        let (kind, body) = self.read()?;
        if kind != 1 {
            return Ok((Vec::new(), (kind, body)));
        }
        self.answer()
    }
}

/// `{v: 1, at: .., by: .., card: 1, holds: ..}` in deterministic CBOR, by hand: keys by the order of their encodings.
pub fn hello(by: &AuthorityId, at: i64, holds: u8) -> Vec<u8> {
    let mut bytes = vec![0xa5, 0x61, b'v', 0x01];
    bytes.extend([0x62, b'a', b't', 0x1b]);
    bytes.extend((at * 1_000_000_000).to_be_bytes());
    bytes.extend([0x62, b'b', b'y', 0x60 | by.as_str().len() as u8]);
    bytes.extend(by.as_str().as_bytes());
    bytes.extend([0x64, b'c', b'a', b'r', b'd', 0x01]);
    bytes.extend([0x65, b'h', b'o', b'l', b'd', b's', holds]);
    bytes
}
