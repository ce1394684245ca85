//! ChaCha20-Poly1305, RFC 8439 section 2.8.2.

use super::unhex;
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

#[test]
fn chacha20_poly1305_rfc_8439() {
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
sunscreen would be it.";
    let key: Vec<u8> = (0x80..=0x9f).collect();
    let nonce = || Nonce::try_assume_unique_for_key(&unhex("070000004041424344454647")).unwrap();
    let aad = unhex("50515253c0c1c2c3c4c5c6c7");
    let wanted = unhex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b\
         1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
         3ff4def08e4b7a9de576d26586cec64b6116 1ae10b594f09e26a7e902ecbd0600691",
    );
    let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).unwrap());
    let mut sealed = plain.to_vec();
    key.seal_in_place_append_tag(nonce(), Aad::from(&aad), &mut sealed).unwrap();
    assert_eq!(sealed, wanted);
    assert_eq!(key.open_in_place(nonce(), Aad::from(&aad), &mut sealed).unwrap(), plain);
    let mut altered = wanted;
    altered[7] ^= 1;
    assert!(key.open_in_place(nonce(), Aad::from(&aad), &mut altered).is_err());
}
