//! Manifests of bundles.

use super::*;
use seal::manifest::{Have, Manifest, SignedManifest};

fn sample(setting: &Setting) -> Manifest {
    Manifest {
        by: AuthorityId::parse("xxa-bureau").unwrap(),
        to: AuthorityId::parse("xxa-other").unwrap(),
        at: setting.now,
        parcels: vec![Digest([1; 32]), Digest([2; 32])],
        have: vec![Have { channel: [3; 16], next: 9, seen: vec![0; 128] }],
        want: vec![Digest([4; 32])],
        kept: vec![Digest([5; 32])],
    }
}

pub(super) fn manifests(setting: &Setting) -> Vec<Case> {
    let good = sample(setting);
    let empty = Manifest { parcels: vec![], have: vec![], want: vec![], kept: vec![], ..good.clone() };
    let long = Manifest { have: vec![Have { seen: vec![0; 129], ..good.have[0].clone() }], ..good.clone() };
    let bytes = seal::cbor::encode(&good).unwrap();
    let seal = setting.keys.seal();
    let changed = |changes: &[(&str, Value)]| signed(MANIFEST, &with(&bytes, changes), seal);
    let sound = |manifest: &Manifest| SignedManifest::sign(manifest, &setting.keys).unwrap().bytes().to_vec();
    list(
        setting,
        Kind::Manifest,
        vec![
            ("manifest", None, sound(&good)),
            ("manifest of nothing", None, sound(&empty)),
            ("unknown key", Some("SEAL-1.4"), changed(&[("note", text("x"))])),
            (
                "a window of 1,032 numbers",
                Some("SEAL-6.1"),
                signed(MANIFEST, &seal::cbor::encode(&long).unwrap(), seal),
            ),
            ("by another authority", Some("SEAL-6.2"), changed(&[("by", text("xxa-other"))])),
            ("signed by the card keys", Some("SEAL-2.2"), signed(MANIFEST, &bytes, setting.keys.card())),
            ("signed as a receipt", Some("SEAL-2.1"), signed(RECEIPT, &bytes, seal)),
        ],
    )
}
