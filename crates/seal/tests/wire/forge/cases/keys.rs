//! Public signing keys.

use super::*;

pub(super) fn keys(setting: &Setting) -> Vec<Case> {
    let good = setting.keys.seal().public().to_bytes();
    let put = |at: usize, bytes: &[u8]| {
        let mut key = good.clone();
        key[at..at + bytes.len()].copy_from_slice(bytes);
        key
    };
    let mut identity = [0; 32];
    identity[0] = 1;
    let mut above_p = [0xff; 32];
    above_p[0] = 0xee;
    above_p[31] = 0x7f;
    list(
        setting,
        Kind::Key,
        vec![
            ("signing key", None, good.clone()),
            ("one byte short", Some("SEAL-2.5"), good[..good.len() - 1].to_vec()),
            ("Ed25519 key of small order", Some("SEAL-2.5"), put(0, &identity)),
            ("Ed25519 key not in canonical form", Some("SEAL-2.5"), put(0, &above_p)),
        ],
    )
}
