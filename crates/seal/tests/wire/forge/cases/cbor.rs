//! Deterministic CBOR, and what is not.

use super::*;

pub(super) fn cbor(setting: &Setting) -> Vec<Case> {
    let hex = |digits: &str| data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
    let not_deterministic = [
        ("integer in two bytes that fits one", "1817"),
        ("integer in three bytes that fits two", "1900ff"),
        ("integer in five bytes that fits three", "1a0000ffff"),
        ("integer in nine bytes that fits five", "1b00000000ffffffff"),
        ("negative integer not in its shortest form", "3800"),
        ("length not in its shortest form", "580101"),
        ("byte string of indefinite length", "5f4101ff"),
        ("text of indefinite length", "7f6161ff"),
        ("array of indefinite length", "9f01ff"),
        ("map of indefinite length", "bf616101ff"),
        ("keys out of order", "a2616201616101"),
        ("keys in length-first order where bytes differ", "a22000181800"),
        ("key twice", "a2616101616102"),
        ("half-precision float", "f93c00"),
        ("double-precision float", "fb3ff0000000000000"),
        ("undefined", "f7"),
        ("simple value", "e0"),
        ("false in two bytes", "f814"),
        ("tag", "c000"),
        ("bignum", "c249010000000000000000"),
        ("byte after the end", "0000"),
        ("text that is not UTF-8", "61ff"),
        ("byte string cut short", "4201"),
        ("array cut short", "8201"),
        ("map cut short", "a16161"),
        ("nothing at all", ""),
        ("reserved additional information", "1c"),
        ("break without a beginning", "ff"),
        ("length of 2^64 - 1", "5bffffffffffffffff"),
    ];
    let mut cases: Vec<_> =
        not_deterministic.into_iter().map(|(name, digits)| (name, Some("SEAL-1.2"), hex(digits))).collect();
    cases.extend([
        ("integers", None, hex("8400171818193039")),
        ("map in the order of encoded keys", None, hex("a301f620f5616100")),
        ("nested four deep", None, hex("8181818100")),
        ("nested five deep", Some("SEAL-1.3"), hex("818181818100")),
        ("sixteen items", None, [vec![0x8f], vec![0; 15]].concat()),
        ("seventeen items", Some("SEAL-1.3"), [vec![0x90], vec![0; 16]].concat()),
        ("65 bytes where 64 are allowed", Some("SEAL-1.1"), [vec![0x58, 63], vec![0; 63]].concat()),
    ]);
    list(setting, Kind::Cbor, cases)
}
