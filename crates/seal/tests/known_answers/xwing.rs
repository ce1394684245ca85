//! X-Wing (draft-connolly-cfrg-xwing-kem): key generation from a seed, encapsulation, decapsulation.

use super::{cases, hex};
use hpke::{Deserializable as _, Kem as _, Serializable as _, kem::XWing};

/// Gives the bytes of the vector instead of random ones.
pub(super) struct Scripted(pub(super) Vec<u8>);

impl hpke::rand_core::TryRng for Scripted {
    type Error = std::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        unreachable!("the KEM draws bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        unreachable!("the KEM draws bytes")
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.copy_from_slice(&self.0.drain(..bytes.len()).collect::<Vec<u8>>());
        Ok(())
    }
}
impl hpke::rand_core::TryCryptoRng for Scripted {}

#[test]
fn draft_vectors() {
    let cases = cases(include_str!("../../vectors/xwing.json"));
    assert_eq!(cases.len(), 3);
    for case in cases {
        let private = <XWing as hpke::Kem>::PrivateKey::from_bytes(&hex(&case, "seed")).unwrap();
        let public = XWing::sk_to_pk(&private);
        assert_eq!(public.to_bytes().to_vec(), hex(&case, "pk"));
        let (secret, encapsulated) = XWing::encap_with_rng(&public, None, &mut Scripted(hex(&case, "eseed"))).unwrap();
        assert_eq!(encapsulated.to_bytes().to_vec(), hex(&case, "ct"));
        assert_eq!(secret.0.to_vec(), hex(&case, "ss"));
        assert_eq!(XWing::decap(&private, None, &encapsulated).unwrap().0.to_vec(), hex(&case, "ss"));
    }
}
